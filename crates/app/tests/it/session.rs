//! Signing in and staying in (登录与会话).

#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

use mingqu_app::actor::Due;
use mingqu_app::user::{
    SecondFactor, change_password, code_at, forget_sessions, session_view, set_second_factor,
    sign_out, totp_confirm, totp_enrol, user_grant, user_reset_password, user_suspend, users,
};
use mingqu_app::{AppError, Caller};
use mingqu_demo::PASSWORD;
use mingqu_domain::user::Duty;
use mingqu_testkit::{TestApp, apps};

use crate::helpers::{code, id_of, seat, signed_in, token_of, trail};

/// `user password => outcome` line by line; `wait n` lets n seconds pass.
async fn check(app: &TestApp, story: &str) {
    for line in story.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            ["wait", seconds] => app.pass_seconds(seconds.parse().expect("seconds")),
            [username, password, "=>", want] => {
                let got = code(app.sign_in(username, password).await);
                assert_eq!(got, want, "{line} on {}", app.db().name());
            }
            _ => panic!("no such step: {line}"),
        }
    }
}

#[tokio::test]
async fn only_the_right_password_lets_in_and_the_fifth_failure_locks_for_five_minutes() {
    for app in apps().await {
        check(
            &app,
            "
            wangxiulan   Mingqu-2024  => ok
            WangXiuLan   Mingqu-2024  => ok
            wangxiulan   mingqu-2024  => session.bad_credentials
            nobody_here  Mingqu-2024  => session.bad_credentials
            王秀兰        Mingqu-2024  => session.bad_credentials
            wangxiulan   wrong        => session.bad_credentials
            wangxiulan   wrong        => session.bad_credentials
            wangxiulan   Mingqu-2024  => ok
            yeerjiang    wrong        => session.bad_credentials
            yeerjiang    wrong        => session.bad_credentials
            yeerjiang    wrong        => session.bad_credentials
            yeerjiang    wrong        => session.bad_credentials
            yeerjiang    wrong        => session.locked
            yeerjiang    Mingqu-2024  => session.locked
            wait 298
            yeerjiang    Mingqu-2024  => session.locked
            wait 2
            yeerjiang    wrong        => session.bad_credentials
            yeerjiang    Mingqu-2024  => ok
            ",
        )
        .await;
        let locked = "连续登录失败次数过多，账号锁定到 4月22日 10:";
        for _ in 0..4 {
            assert!(app.sign_in("guoku", "wrong").await.is_err());
        }
        let error = app.sign_in("guoku", "wrong").await.err().unwrap();
        assert!(error.to_string().starts_with(locked), "{error}");
    }
}

#[tokio::test]
async fn every_attempt_is_written_down_and_never_a_password() {
    for app in apps().await {
        let hidden = "Mingqu-2024-oops";
        assert_eq!(code(app.sign_in("shenji", PASSWORD).await), "ok");
        assert_eq!(code(app.sign_in("shenji", "wrong").await), "session.bad_credentials");
        assert_eq!(code(app.sign_in(hidden, "wrong").await), "session.bad_credentials");
        let row = |name: &str, outcome: &str, detail: &str| {
            (name.to_owned(), outcome.to_owned(), detail.to_owned())
        };
        assert_eq!(
            trail(&app, "session.sign_in").await,
            [
                row("陈明", "done", "shenji"),
                row("", "session.bad_credentials", "shenji"),
                row("", "session.bad_credentials", "不合规则的用户名"),
            ]
        );
    }
}

#[tokio::test]
async fn a_session_ends_when_idle_or_signed_out() {
    for app in apps().await {
        let token = token_of(&app, "wangxiulan").await;
        assert_eq!(code(seat(&app, "another token").await), "signed_out");
        for _ in 0..3 {
            app.pass_seconds(590);
            assert_eq!(code(seat(&app, &token).await), "ok", "used within ten minutes");
        }
        app.pass_seconds(600);
        assert_eq!(code(seat(&app, &token).await), "signed_out");
        assert_eq!(code(seat(&app, &token).await), "signed_out");

        let (one, other) = (token_of(&app, "guoku").await, token_of(&app, "guoku").await);
        sign_out(&signed_in(&app, &one).await, &one).await.unwrap();
        assert_eq!(code(seat(&app, &one).await), "signed_out");
        assert_eq!(code(seat(&app, &other).await), "ok");

        app.pass_seconds(700);
        let kept = token_of(&app, "yusuan").await;
        assert_eq!(forget_sessions(&app).await, Ok(1));
        assert_eq!(code(seat(&app, &kept).await), "ok");
    }
}

#[tokio::test]
async fn a_suspended_user_loses_the_seat_at_once_and_does_not_get_in_again() {
    for app in apps().await {
        let token = token_of(&app, "wangxiulan").await;
        assert_eq!(code(seat(&app, &token).await), "ok");
        let admin = app.caller("sysadmin").await;
        let id = id_of(&app, "wangxiulan").await;
        user_suspend(&admin, &id).await.unwrap();
        assert_eq!(code(seat(&app, &token).await), "signed_out");
        assert_eq!(code(app.sign_in("wangxiulan", PASSWORD).await), "session.suspended");
        // Who does not know the password does not learn that either.
        assert_eq!(code(app.sign_in("wangxiulan", "wrong").await), "session.bad_credentials");
    }
}

#[tokio::test]
async fn rights_change_at_once() {
    for app in apps().await {
        let token = token_of(&app, "wangxiulan").await;
        assert!(seat(&app, &token).await.unwrap().may("notice.import"));
        let security = app.caller("secadmin").await;
        let id = id_of(&app, "wangxiulan").await;
        user_grant(&security, &id, &[Duty::Observer]).await.unwrap();
        let actor = seat(&app, &token).await.unwrap();
        assert_eq!(actor.duties, [Duty::Observer]);
        assert_eq!(code(actor.require("notice.import")), "forbidden");
    }
}

#[tokio::test]
async fn a_one_time_password_is_good_for_nothing_but_changing_it() {
    for app in apps().await {
        let admin = app.caller("sysadmin").await;
        let old_token = token_of(&app, "wangxiulan").await;
        let id = id_of(&app, "wangxiulan").await;
        let once = user_reset_password(&admin, &id).await.unwrap();
        assert_eq!(code(seat(&app, &old_token).await), "signed_out", "its sessions have ended");
        assert_eq!(code(app.sign_in("wangxiulan", PASSWORD).await), "session.bad_credentials");

        let token = app.sign_in("wangxiulan", &once).await.unwrap().token;
        let other = app.sign_in("wangxiulan", &once).await.unwrap().token;
        let caller = signed_in(&app, &token).await;
        assert_eq!(caller.actor.due, Some(Due::Password));
        assert_eq!(code(caller.actor.require("notice.read")), "session.password_due");
        let view = session_view(&caller).await.unwrap();
        assert!(view.password_due && view.permissions.is_empty() && view.places.is_empty());

        for (old, new, want) in [
            ("wrong", "Qudao-2024!", "session.bad_old_password"),
            (&once, &once, "password.unchanged"),
            (&once, "short-1", "password.too_short"),
            (&once, "onlyletters", "password.too_plain"),
            (&once, "Wangxiulan-1", "password.holds_name"),
            (&once, "Qudao-2024!", "ok"),
        ] {
            let got = change_password(&caller, &token, old, new).await;
            assert_eq!(code(got), want, "{new}");
        }
        assert_eq!(code(seat(&app, &other).await), "signed_out", "the other session has ended");
        let caller = signed_in(&app, &token).await;
        assert_eq!(caller.actor.due, None);
        assert_eq!(code(caller.actor.require("notice.read")), "ok");
        assert_eq!(code(app.sign_in("wangxiulan", "Qudao-2024!").await), "ok");
        assert_eq!(trail(&app, "session.password").await.len(), 6, "refusals are written down");
    }
}

#[tokio::test]
async fn a_password_of_ninety_days_must_change() {
    for app in apps().await {
        for (days, want) in [(89, None), (1, Some(Due::Password))] {
            app.pass_days(days);
            let token = token_of(&app, "guoku").await;
            assert_eq!(seat(&app, &token).await.unwrap().due, want);
        }
    }
}

#[tokio::test]
async fn a_second_factor_is_asked_for_and_each_code_counts_once() {
    for app in apps().await {
        let caller = signed_in(&app, &token_of(&app, "zhangzhiyuan").await).await;
        assert_eq!(code(totp_confirm(&caller, "123456").await), "session.totp_missing");
        let key = totp_enrol(&caller).await.unwrap().secret;
        let now = |app: &TestApp| code_at(&key, app.clock().millis());
        // Not confirmed yet: the password alone lets in.
        assert_eq!(code(app.sign_in("zhangzhiyuan", PASSWORD).await), "ok");
        assert_eq!(code(totp_confirm(&caller, "12345").await), "session.bad_totp");
        assert_eq!(code(totp_confirm(&caller, &now(&app).unwrap()).await), "ok");
        assert_eq!(code(totp_enrol(&caller).await), "session.totp_set");

        let used = now(&app);
        app.pass_seconds(60);
        let fresh = now(&app);
        let next = code_at(&key, app.clock().millis() + 30_000);
        let far = code_at(&key, app.clock().millis() + 90_000);
        for (given, want) in [
            (None, "session.totp_required"),
            (Some(" ".to_owned()), "session.totp_required"),
            (used, "session.bad_totp"),
            (far, "session.bad_totp"),
            (fresh.clone(), "ok"),
            (fresh, "session.bad_totp"),
            (next, "ok"),
        ] {
            let got = app.sign_in_with("zhangzhiyuan", PASSWORD, given.clone()).await;
            assert_eq!(code(got), want, "{given:?} on {}", app.db().name());
        }
    }
}

#[tokio::test]
async fn a_duty_may_ask_for_a_second_factor() {
    for app in apps().await {
        let token = token_of(&app, "zhangzhiyuan").await;
        let security = app.caller("secadmin").await;
        let clerk = app.caller("wangxiulan").await;
        let approver = Duty::Approver;
        let forbidden = set_second_factor(&clerk, approver, SecondFactor::Required).await;
        assert_eq!(code(forbidden), "forbidden");
        set_second_factor(&security, approver, SecondFactor::Required).await.unwrap();

        let caller = signed_in(&app, &token).await;
        assert_eq!(code(caller.actor.require("allocation.read")), "session.totp_due");
        let key = totp_enrol(&caller).await.unwrap().secret;
        let code_now = code_at(&key, app.clock().millis()).unwrap();
        totp_confirm(&caller, &code_now).await.unwrap();
        let caller = signed_in(&app, &token).await;
        assert_eq!(code(caller.actor.require("allocation.read")), "ok");

        set_second_factor(&security, approver, SecondFactor::Free).await.unwrap();
        // Who has one goes on being asked.
        assert_eq!(code(app.sign_in("zhangzhiyuan", PASSWORD).await), "session.totp_required");
        // A lost phone: the administrator's reset takes it away.
        let id = id_of(&app, "zhangzhiyuan").await;
        let once = user_reset_password(&app.caller("sysadmin").await, &id).await.unwrap();
        assert_eq!(code(app.sign_in("zhangzhiyuan", &once).await), "ok");
    }
}

#[tokio::test]
async fn the_session_shows_who_one_is_and_where_one_may_go() {
    for app in apps().await {
        app.open_book("654200000", 2024).await;
        app.open_book("654224000", 2024).await;
        let codes = |view: mingqu_app::user::SessionView| {
            view.places.iter().map(|place| place.code).collect::<Vec<_>>().join(" ")
        };
        let clerk = session_view(&app.caller("wangxiulan").await).await.unwrap();
        assert_eq!(clerk.user.office_name, "塔城地区财政局 乡村振兴科");
        assert_eq!(clerk.user.division_name, "塔城地区");
        assert_eq!(clerk.today, "2024-04-22");
        let books: Vec<&str> = clerk.books.iter().map(|book| &*book.division_name).collect();
        // This year's book of a county is there before its first entry.
        assert_eq!((books.len(), books.first()), (8, Some(&"塔城地区")));
        let business = "workbench funds notices allocations allotments ledger accounts entries";
        assert_eq!(codes(clerk), format!("{business} system delegations"));
        let county = session_view(&app.caller("tuoli_jb").await).await.unwrap();
        assert_eq!(county.books.len(), 1);
        for (username, want) in [
            ("shenji", format!("{business} audit")),
            ("sysadmin", "workbench system users".to_owned()),
            ("audadmin", "workbench audit system users".to_owned()),
        ] {
            let view = session_view(&app.caller(username).await).await.unwrap();
            assert_eq!(codes(view), want, "{username}");
        }
        let nobody = Caller { actor: seat_of_nobody(), ..app.system() };
        assert_eq!(session_view(&nobody).await.err(), Some(AppError::SignedOut));
        assert_eq!(users(&nobody).await.err(), Some(AppError::SignedOut));
    }
}

fn seat_of_nobody() -> mingqu_app::actor::Actor {
    mingqu_app::actor::Actor::nobody("127.0.0.1", "request")
}

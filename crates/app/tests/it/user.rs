//! Accounts and duties (用户与岗位).

#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

use mingqu_app::Caller;
use mingqu_app::user::{
    FirstPassword, NewUser, OfficeCreate, OfficeKind, PasswordHash, colleagues, duty_table,
    first_start, offices, user_create, user_grant, user_reset_password, user_resume, user_suspend,
    user_unlock, users,
};
use mingqu_domain::user::Duty;
use mingqu_testkit::{TestApp, apps, empty_apps};

use crate::helpers::{code, id_of, seat, trail};

fn new_user(username: &str, office_id: &str) -> NewUser {
    NewUser {
        username: username.to_owned(),
        display_name: "新来的".to_owned(),
        office_id: office_id.to_owned(),
        password: FirstPassword::Random,
    }
}

async fn office_id(app: &TestApp) -> String {
    let all = offices(&app.system()).await.expect("the offices are listed");
    all.into_iter().find(|office| office.section == "预算科").expect("an office").id
}

#[tokio::test]
async fn an_empty_start_makes_the_three_administrators_once() {
    for app in empty_apps().await {
        let made = first_start(&app).await.unwrap().unwrap();
        assert_eq!(first_start(&app).await.unwrap(), None);
        let names: Vec<&str> = made.iter().map(|(username, _)| username.as_str()).collect();
        assert_eq!(names, ["sysadmin", "secadmin", "audadmin"]);
        let rows = users(&app.system()).await.unwrap();
        assert!(rows.iter().all(|row| row.password_once && row.division_name == "塔城地区"));
        for (username, password) in &made {
            let token = app.sign_in(username, password).await.unwrap().token;
            let actor = seat(&app, &token).await.unwrap();
            assert_eq!(code(actor.require("user.read")), "session.password_due");
        }
        let detail = trail(&app, "user.first_start").await;
        assert!(!detail.iter().any(|(_, _, detail)| detail.contains(&made[0].1)));
    }
}

#[tokio::test]
async fn a_new_user_gets_a_one_time_password_and_duties_from_another_administrator() {
    for app in apps().await {
        let (system, security) = (app.caller("sysadmin").await, app.caller("secadmin").await);
        let office = office_id(&app).await;
        let given = PasswordHash::of("Mingqu-2024").await.unwrap();
        let given = NewUser { password: FirstPassword::Given(given), ..new_user("given", &office) };
        for (caller, new, want) in [
            (&system, new_user("Xin", &office), "user.bad_username"),
            (&system, new_user("wangxiulan", &office), "user.name_taken"),
            (&system, new_user("xinlai", "no office"), "not_found"),
            (
                &system,
                NewUser { display_name: " ".to_owned(), ..new_user("xinlai", &office) },
                "user.bad_name",
            ),
            (&system, given, "user.password_given"),
            (&security, new_user("xinlai", &office), "forbidden"),
        ] {
            assert_eq!(code(user_create(caller, new.clone()).await), want, "{new:?}");
        }
        let keyed = Caller { key: Some("k".to_owned()), ..system.clone() };
        let made = user_create(&keyed, new_user("xinlai", &office)).await.unwrap();
        let password = made.first_password.unwrap();
        assert_eq!(code(app.sign_in("xinlai", &password).await), "ok");

        // Without a duty nothing is allowed; the system administrator grants none.
        let actor = app.caller("xinlai").await.actor;
        assert!(!actor.may("notice.read"));
        let duties = [Duty::Preparer, Duty::Observer];
        assert_eq!(code(user_grant(&system, &made.id, &duties).await), "forbidden");
        assert_eq!(code(user_grant(&security, &made.id, &duties).await), "ok");
        assert_eq!(app.caller("xinlai").await.actor.duties.len(), 2);
        let rows = trail(&app, "user.grant").await;
        let (_, outcome, detail) = rows.last().unwrap();
        assert_eq!((&**outcome, &**detail), ("done", "新来的（xinlai） 经办、查阅"));
    }
}

#[tokio::test]
async fn duties_that_exclude_each_other_are_refused_and_nobody_grants_to_himself() {
    for app in apps().await {
        let security = app.caller("secadmin").await;
        let clerk = id_of(&app, "wangxiulan").await;
        let own = id_of(&app, "secadmin").await;
        let auditor = id_of(&app, "audadmin").await;
        use Duty::*;
        for (id, duties, want) in [
            (&clerk, &[][..], "duty.none"),
            (&clerk, &[SystemAdmin, SecurityAdmin], "duty.incompatible"),
            (&clerk, &[Preparer, AuditAdmin], "duty.incompatible"),
            (&clerk, &[Preparer, Auditor], "duty.incompatible"),
            (&clerk, &[Preparer, Reviewer, Approver], "ok"),
            (&own, &[SecurityAdmin, Approver], "user.oneself"),
            (&own, &[Approver], "user.oneself"),
            (&auditor, &[Observer], "user.last_admin"),
            (&"nobody".to_owned(), &[Observer], "not_found"),
        ] {
            assert_eq!(code(user_grant(&security, id, duties).await), want, "{duties:?}");
        }
        // With a second one in office the first may go.
        let other = id_of(&app, "guoku").await;
        user_grant(&security, &other, &[AuditAdmin]).await.unwrap();
        assert_eq!(code(user_grant(&security, &auditor, &[Observer]).await), "ok");
        let system = app.caller("sysadmin").await;
        assert_eq!(code(user_suspend(&system, &other).await), "user.last_admin");
    }
}

#[tokio::test]
async fn an_account_is_suspended_resumed_and_unlocked_by_the_system_administrator() {
    for app in apps().await {
        let (system, clerk) = (app.caller("sysadmin").await, app.caller("wangxiulan").await);
        let id = id_of(&app, "guoku").await;
        let own = id_of(&app, "sysadmin").await;
        assert_eq!(code(user_suspend(&clerk, &id).await), "forbidden");
        assert_eq!(code(user_resume(&system, &id).await), "user.not_suspended");
        assert_eq!(code(user_suspend(&system, &id).await), "ok");
        assert_eq!(code(user_suspend(&system, &id).await), "user.suspended");
        assert_eq!(code(user_suspend(&system, &own).await), "user.oneself");
        assert_eq!(code(user_reset_password(&system, &own).await), "user.oneself");
        assert_eq!(code(user_resume(&system, &id).await), "ok");
        assert_eq!(code(user_unlock(&system, &id).await), "user.not_locked");
        for _ in 0..5 {
            assert!(app.sign_in("guoku", "wrong").await.is_err());
        }
        let rows = users(&system).await.unwrap();
        let row = rows.iter().find(|row| row.username == "guoku").unwrap();
        assert_eq!((row.state, row.state_label), ("locked", "锁定"));
        let allowed: Vec<&str> = row
            .actions
            .iter()
            .filter(|action| action.allowed())
            .map(|action| action.name)
            .collect();
        assert_eq!(allowed, ["suspend", "unlock", "reset-password"]);
        assert_eq!(code(user_unlock(&system, &id).await), "ok");
        assert_eq!(code(app.sign_in("guoku", "Mingqu-2024").await), "ok");
    }
}

#[tokio::test]
async fn an_office_stands_once_in_a_known_division() {
    for app in apps().await {
        let system = app.caller("sysadmin").await;
        let office = |division: &str, name: &str| OfficeCreate {
            division_code: division.to_owned(),
            name: name.to_owned(),
            section: String::new(),
            kind: OfficeKind::Supervising,
        };
        for (new, want) in [
            (office("654200000", "塔城地区农业农村局"), "ok"),
            (office("654200000", "塔城地区农业农村局"), "office.name_taken"),
            (office("654224000", ""), "office.bad_name"),
            (office("654223000", "沙湾县财政局"), "policy.division_former"),
        ] {
            assert_eq!(code(system.execute(new.clone()).await), want, "{new:?}");
        }
        let clerk = app.caller("wangxiulan").await;
        assert_eq!(code(clerk.execute(office("654200000", "别的局")).await), "forbidden");
    }
}

#[tokio::test]
async fn administrators_see_everyone_and_clerks_their_colleagues() {
    for app in apps().await {
        let clerk = app.caller("wangxiulan").await;
        assert_eq!(code(users(&clerk).await), "forbidden");
        assert_eq!(code(duty_table(&clerk).await), "forbidden");
        let security = app.caller("secadmin").await;
        assert_eq!(users(&security).await.unwrap().len(), mingqu_demo::usernames().count());
        let table = duty_table(&security).await.unwrap();
        assert!(table.duties.iter().all(|row| !row.second_factor));
        let names: Vec<String> =
            colleagues(&clerk).await.unwrap().into_iter().map(|row| row.display_name).collect();
        assert_eq!(names, ["古丽娜", "叶尔江", "刘建国", "张志远"]);
        assert_eq!(colleagues(&app.caller("tuoli_jb").await).await.unwrap().len(), 1);
    }
}

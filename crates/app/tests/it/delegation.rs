//! Delegations (委托代办): in force on their days only.

#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

use chrono::NaiveDate;
use mingqu_app::user::{
    NewDelegation, delegation_create, delegation_end, delegations, user_grant, user_suspend,
};
use mingqu_domain::user::Duty;
use mingqu_testkit::{TestApp, apps};

use crate::helpers::{code, id_of, seat, token_of};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

async fn to(app: &TestApp, username: &str, from_on: &str, to_on: &str) -> NewDelegation {
    let to_user_id = id_of(app, username).await;
    let reason = "出差".to_owned();
    NewDelegation { to_user_id, from_on: day(from_on), to_on: day(to_on), reason }
}

#[tokio::test]
async fn duties_are_lent_on_the_days_named_and_no_longer() {
    for app in apps().await {
        let approver = app.caller("zhangzhiyuan").await;
        let lent = to(&app, "yeerjiang", "2024-04-24", "2024-04-25").await;
        let id = delegation_create(&approver, lent).await.unwrap();
        let hand = async |app: &TestApp| {
            let token = token_of(app, "yeerjiang").await;
            seat(app, &token).await.unwrap().hand().stands_for
        };
        let state = async |app: &TestApp| {
            let rows = delegations(&app.caller("yeerjiang").await).await.unwrap();
            (rows[0].state, rows[0].actions[0].allowed())
        };
        let in_force = vec![(approver.actor.user_id.clone(), vec![Duty::Approver])];
        for (days, want, stands) in [
            (0, "planned", false),
            (1, "planned", false),
            (1, "in_force", true),
            (1, "in_force", true),
            (1, "over", false),
        ] {
            app.pass_days(days);
            let want_hand = if stands { in_force.clone() } else { Vec::new() };
            assert_eq!(hand(&app).await, want_hand, "{want}");
            assert_eq!(state(&app).await, (want, false), "only the giver ends it");
        }
        assert_eq!(code(delegation_end(&approver, &id).await), "delegation.over");
    }
}

#[tokio::test]
async fn an_open_session_stands_in_from_midnight_on() {
    for app in apps().await {
        let token = token_of(&app, "yeerjiang").await;
        let approver = app.caller("zhangzhiyuan").await;
        let lent = to(&app, "yeerjiang", "2024-04-23", "2024-04-23").await;
        delegation_create(&approver, lent).await.unwrap();
        // 10:00 to 24:00 in steps that keep the session.
        for _ in 0..89 {
            app.pass_seconds(560);
            seat(&app, &token).await.unwrap();
        }
        assert_eq!(app.clock().today(), day("2024-04-22"));
        assert!(seat(&app, &token).await.unwrap().stands_for.is_empty());
        app.pass_seconds(570);
        assert_eq!(app.clock().today(), day("2024-04-23"));
        assert_eq!(seat(&app, &token).await.unwrap().stands_for.len(), 1);
    }
}

#[tokio::test]
async fn a_delegation_is_refused_unless_days_colleague_and_duties_fit() {
    for app in apps().await {
        let (approver, clerk) = (app.caller("zhangzhiyuan").await, app.caller("wangxiulan").await);
        let security = app.caller("secadmin").await;
        let new = |username, from, till| to(&app, username, from, till);
        let (first, last) = ("2024-04-22", "2024-04-26");
        let silent =
            NewDelegation { reason: " ".to_owned(), ..new("yeerjiang", first, last).await };
        for (new, want) in [
            (new("yeerjiang", last, first).await, "delegation.ends_first"),
            (new("yeerjiang", "2024-04-21", last).await, "delegation.in_the_past"),
            (new("yeerjiang", first, "2024-07-21").await, "delegation.too_long"),
            (silent, "delegation.bad_reason"),
            (new("zhangzhiyuan", first, last).await, "delegation.oneself"),
            (new("tuoli_fh", first, last).await, "delegation.not_colleague"),
            (new("shenji", first, last).await, "delegation.incompatible"),
            (new("sysadmin", first, last).await, "delegation.incompatible"),
            (new("yeerjiang", first, "2024-07-20").await, "ok"),
            (new("yusuan", last, last).await, "delegation.overlaps"),
            (new("yusuan", "2024-07-21", "2024-07-21").await, "ok"),
        ] {
            let got = delegation_create(&approver, new.clone()).await;
            assert_eq!(code(got), want, "{new:?} on {}", app.db().name());
        }
        let new = to(&app, "yeerjiang", first, last).await;
        assert_eq!(code(delegation_create(&clerk, new.clone()).await), "forbidden");
        // Standing in for an approver gives nothing to lend on.
        user_grant(&security, &id_of(&app, "yeerjiang").await, &[Duty::Observer]).await.unwrap();
        let lender = app.caller("yeerjiang").await;
        assert!(lender.actor.may("delegation.create"));
        let on = to(&app, "yusuan", first, first).await;
        assert_eq!(code(delegation_create(&lender, on).await), "delegation.nothing_to_lend");
    }
}

#[tokio::test]
async fn a_delegation_ends_by_hand_with_the_giver_or_with_a_conflict() {
    for app in apps().await {
        let approver = app.caller("zhangzhiyuan").await;
        let stands = async |app: &TestApp, username: &str| {
            !app.caller(username).await.actor.stands_for.is_empty()
        };
        let new = to(&app, "yeerjiang", "2024-04-22", "2024-04-26").await;
        let id = delegation_create(&approver, new).await.unwrap();
        assert!(stands(&app, "yeerjiang").await);
        let other = app.caller("yeerjiang").await;
        assert_eq!(code(delegation_end(&other, &id).await), "delegation.not_yours");
        assert_eq!(code(delegation_end(&approver, "nothing").await), "not_found");
        delegation_end(&approver, &id).await.unwrap();
        assert_eq!(code(delegation_end(&approver, &id).await), "delegation.over");
        assert!(!stands(&app, "yeerjiang").await);

        let new = to(&app, "yusuan", "2024-04-22", "2024-04-26").await;
        delegation_create(&approver, new).await.unwrap();
        assert!(stands(&app, "yusuan").await);
        let security = app.caller("secadmin").await;
        user_grant(&security, &id_of(&app, "yusuan").await, &[Duty::Auditor]).await.unwrap();
        assert!(!stands(&app, "yusuan").await, "an auditor stands in for nobody");
        user_grant(&security, &id_of(&app, "yusuan").await, &[Duty::Observer]).await.unwrap();
        assert!(stands(&app, "yusuan").await);
        let system = app.caller("sysadmin").await;
        user_suspend(&system, &approver.actor.user_id).await.unwrap();
        assert!(!stands(&app, "yusuan").await, "the giver is suspended");
    }
}

//! The trail as auditors read it (审计日志).

#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

use mingqu_app::AppError;
use mingqu_app::audit::{AuditQuery, audit_events};
use mingqu_app::user::{user_grant, user_suspend};
use mingqu_domain::user::Duty;
use mingqu_store::audit::{Head, verify};
use mingqu_testkit::{TestApp, apps};

use crate::helpers::{code, id_of, seal_all, trail};

async fn everything(app: &TestApp, username: &str) -> Vec<String> {
    let caller = app.caller(username).await;
    let mut query = AuditQuery { limit: Some(7), ..AuditQuery::default() };
    let mut ids = Vec::new();
    loop {
        let page = audit_events(&caller, query.clone()).await.expect("the trail is read");
        assert!(page.items.len() <= 7);
        ids.extend(page.items.into_iter().map(|item| item.id));
        query.after = page.next_page;
        if query.after.is_none() {
            return ids;
        }
    }
}

#[tokio::test]
async fn refusals_and_failures_are_written_down_and_the_chain_is_whole() {
    for app in apps().await {
        let (clerk, security) = (app.caller("wangxiulan").await, app.caller("secadmin").await);
        let id = id_of(&app, "guoku").await;
        assert_eq!(code(user_suspend(&clerk, &id).await), "forbidden");
        let both = [Duty::Auditor, Duty::Preparer];
        assert_eq!(code(user_grant(&security, &id, &both).await), "duty.incompatible");
        assert!(app.sign_in("guoku", "wrong").await.is_err());
        let outcome = |rows: Vec<(String, String, String)>| rows.last().unwrap().1.clone();
        assert_eq!(outcome(trail(&app, "user.suspend").await), "forbidden");
        assert_eq!(outcome(trail(&app, "user.grant").await), "duty.incompatible");
        assert_eq!(outcome(trail(&app, "session.sign_in").await), "session.bad_credentials");

        seal_all(&app).await;
        let auditor = app.caller("audadmin").await;
        let page = audit_events(&auditor, AuditQuery::default()).await.unwrap();
        let head = page.head.unwrap();
        assert_eq!(page.chain_ok, Some(true));
        assert!(page.items.iter().all(|item| item.seq.is_some() && item.hash.is_some()));
        let whole = app
            .db()
            .read(|tx| Box::pin(async move { verify(tx, Head::START, 5_000).await }))
            .await
            .map_err(AppError::from)
            .unwrap();
        assert!(whole.whole() && whole.end);
        assert_eq!((whole.head.seq, whole.head.hex()), (head.seq, head.hash));
    }
}

#[tokio::test]
async fn the_pages_hold_every_row_once_newest_first() {
    for app in apps().await {
        let ids = everything(&app, "audadmin").await;
        assert!(ids.windows(2).all(|pair| pair[1] < pair[0]), "newest first");
        assert_eq!(ids.len(), 13 + 2 * mingqu_demo::usernames().count());
    }
}

#[tokio::test]
async fn an_auditor_reads_the_own_division_and_below_and_a_clerk_nothing() {
    for app in apps().await {
        assert_eq!(everything(&app, "shenji").await.len(), 0, "the system's rows have no division");
        for username in ["wangxiulan", "tuoli_jb", "nobody_here"] {
            assert!(app.sign_in(username, "wrong").await.is_err());
        }
        assert_eq!(everything(&app, "shenji").await.len(), 2);
        assert!(everything(&app, "audadmin").await.len() > 50);
        let security = app.caller("secadmin").await;
        user_grant(&security, &id_of(&app, "wusu_fh").await, &[Duty::Auditor]).await.unwrap();
        assert_eq!(everything(&app, "wusu_fh").await.len(), 0);
        let clerk = app.caller("wangxiulan").await;
        assert_eq!(code(audit_events(&clerk, AuditQuery::default()).await), "forbidden");
    }
}

#[tokio::test]
async fn the_trail_is_narrowed_by_what_is_asked() {
    for app in apps().await {
        assert!(app.sign_in("wangxiulan", "wrong").await.is_err());
        app.pass_days(1);
        assert!(app.sign_in("wangxiulan", "Mingqu-2024").await.is_ok());
        let auditor = app.caller("audadmin").await;
        let day = |text: &str| Some(text.parse().unwrap());
        let word = |text: &str| Some(text.to_owned());
        let sign_in = AuditQuery { action: word("session.sign_in"), ..AuditQuery::default() };
        for (query, want) in [
            (sign_in.clone(), Ok(2)),
            (AuditQuery { to: day("2024-04-22"), ..sign_in.clone() }, Ok(1)),
            (AuditQuery { from: day("2024-04-23"), ..sign_in.clone() }, Ok(1)),
            (AuditQuery { from: day("2024-04-24"), ..sign_in.clone() }, Ok(0)),
            (AuditQuery { outcome: word("session.bad_credentials"), ..sign_in.clone() }, Ok(1)),
            (
                AuditQuery { actor: word(&id_of(&app, "wangxiulan").await), ..sign_in.clone() },
                Ok(1),
            ),
            (AuditQuery { q: word("wangxiulan"), ..sign_in.clone() }, Ok(2)),
            (AuditQuery { q: word("没有这样的话"), ..sign_in.clone() }, Ok(0)),
            (AuditQuery { after: word("page two"), ..sign_in.clone() }, Err("audit.bad_page")),
        ] {
            let got = audit_events(&auditor, query.clone()).await;
            let got = got.map(|page| page.items.len()).map_err(|error| error.code());
            assert_eq!(got, want, "{query:?}");
        }
    }
}

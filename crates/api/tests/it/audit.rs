//! The audit trail as auditors read it.

use serde_json::Value;

use crate::client::House;

#[tokio::test]
async fn an_auditor_reads_what_was_done_and_what_was_refused() {
    let house = House::new().await;
    house.visitor().sign_in("jingban", "falsch").await.expect(401);
    house.signed_in("jingban").await;
    let auditor = house.signed_in("audadmin").await;
    let page = auditor.get("/api/v1/audit-events?action=session.sign_in&limit=3").await.expect(200);
    let items = page["items"].as_array().unwrap();
    assert_eq!(items.len(), 3);
    let outcomes: Vec<&str> = items.iter().map(|row| row["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["done", "done", "session.bad_credentials"]);
    assert_eq!(page["chain_ok"], true);
    assert_eq!(page["head"]["seq"], items[0]["seq"]);
    let next = page["next_page"].as_str();
    assert!(next.is_none(), "there were three sign-ins, not more");
    let first = auditor.get("/api/v1/audit-events?limit=1").await.expect(200);
    let token = first["next_page"].as_str().unwrap();
    let second =
        auditor.get(&format!("/api/v1/audit-events?limit=1&after={token}")).await.expect(200);
    let seq = |page: &Value| page["items"][0]["seq"].as_i64().unwrap();
    assert_eq!(seq(&first), seq(&second) + 1);
}

#[tokio::test]
async fn who_is_no_auditor_reads_no_trail_and_a_bad_question_is_refused() {
    let house = House::new().await;
    let clerk = house.signed_in("jingban").await;
    clerk.get("/api/v1/audit-events").await.refused(403, "forbidden");
    let auditor = house.signed_in("shenji").await;
    auditor.get("/api/v1/audit-events").await.expect(200);
    auditor.get("/api/v1/audit-events?after=xx").await.refused(422, "audit.bad_page");
    auditor.get("/api/v1/audit-events?from=heute").await.refused(422, "bad_request");
    auditor.get("/api/v1/audit-events?format=pdf").await.refused(422, "bad_request");
}

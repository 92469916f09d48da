//! The date of a demonstration.

use serde_json::json;

use crate::client::House;

#[tokio::test]
async fn an_administrator_moves_the_date_forward_and_nobody_else_does() {
    let house = House::new().await;
    let path = "/api/v1/clock/advance";
    let clerk = house.signed_in("jingban").await;
    clerk.post(path, json!({ "days": 1 })).await.refused(403, "forbidden");
    let admin = house.signed_in("sysadmin").await;
    for days in [0, -1, 367] {
        admin.post(path, json!({ "days": days })).await.refused(422, "clock.bad_days");
    }
    let moved = admin.post(path, json!({ "days": 3 })).await.expect(200);
    assert_eq!(moved["today"], "2024-04-25");
    let view = admin.get("/api/v1/session").await.expect(200);
    assert_eq!(view["today"], "2024-04-25");
}

#[tokio::test]
async fn real_work_has_the_hosts_date() {
    let house = House::opened(false).await;
    let admin = house.signed_in("sysadmin").await;
    admin.post("/api/v1/clock/advance", json!({ "days": 1 })).await.refused(422, "clock.not_demo");
}

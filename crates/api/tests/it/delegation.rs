//! Delegations, and the colleagues one may delegate to.

use serde_json::json;

use crate::client::House;

#[tokio::test]
async fn a_reviewer_delegates_to_a_colleague_and_ends_it() {
    let house = House::new().await;
    let reviewer = house.signed_in("fuhe").await;
    let colleagues = reviewer.get("/api/v1/colleagues").await.expect(200);
    let colleagues = colleagues["items"].as_array().unwrap();
    assert!(colleagues.iter().all(|one| one["display_name"] != "托里经办"));
    let to = colleagues.iter().find(|one| one["display_name"] == "张审批").unwrap();
    let body = json!({
        "to_user_id": to["id"], "from_on": "2024-04-22", "to_on": "2024-04-26", "reason": "出差",
    });
    let made = reviewer.post("/api/v1/delegations", body.clone()).await.expect(201);
    assert_eq!((&made["state"], &made["to_user_name"]), (&json!("in_force"), &json!("张审批")));
    reviewer.post("/api/v1/delegations", body).await.refused(422, "delegation.overlaps");
    let end = format!("/api/v1/delegations/{}/end", made["id"].as_str().unwrap());
    let other = house.signed_in("shenpi").await;
    other.post(&end, json!({})).await.refused(422, "delegation.not_yours");
    let list = other.get("/api/v1/delegations").await.expect(200);
    assert_eq!(list["items"][0]["actions"][0]["allowed"], false);
    let ended = reviewer.post(&end, json!({})).await.expect(200);
    assert_eq!(ended["state"], "ended");
    reviewer.post(&end, json!({})).await.refused(422, "delegation.over");
}

#[tokio::test]
async fn a_preparer_has_nothing_to_delegate() {
    let house = House::new().await;
    let clerk = house.signed_in("jingban").await;
    let body = json!({
        "to_user_id": "x", "from_on": "2024-04-22", "to_on": "2024-04-26", "reason": "出差",
    });
    clerk.post("/api/v1/delegations", body).await.expect(403);
    let late =
        json!({ "to_user_id": "x", "from_on": "22.4.", "to_on": "2024-04-26", "reason": "" });
    let refused = house.signed_in("fuhe").await.post("/api/v1/delegations", late).await;
    assert_eq!(refused.refused(422, "bad_request")["fields"][0]["path"], "from_on");
}

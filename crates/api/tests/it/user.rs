//! Users, offices and duties, for the three administrators.

#![expect(clippy::unwrap_used, reason = "a failed expectation is a failed test")]

use serde_json::{Value, json};

use crate::client::{Client, House};

async fn id_of(client: &Client, username: &str) -> String {
    let users = client.get("/api/v1/users").await.expect(200);
    let found = users["items"].as_array().unwrap().iter().find(|row| row["username"] == username);
    found.unwrap()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn one_administrator_makes_a_user_and_another_grants_the_duty() {
    let house = House::new().await;
    let (system, security) = (house.signed_in("sysadmin").await, house.signed_in("secadmin").await);
    let offices = system.get("/api/v1/offices").await.expect(200);
    let office = &offices["items"][0]["id"];
    let new = json!({ "username": "xinren", "display_name": "新人", "office_id": office });
    let made = system.post("/api/v1/users", new.clone()).await.expect(201);
    let (id, first) = (made["user"]["id"].as_str().unwrap(), made["first_password"].as_str());
    assert_eq!(made["user"]["duties"], json!([]));
    system.post("/api/v1/users", new).await.refused(422, "user.name_taken");
    let grant = format!("/api/v1/users/{id}/grant");
    let duties = json!({ "duties": ["preparer"] });
    system.post(&grant, duties.clone()).await.refused(403, "forbidden");
    security.post(&grant, json!({ "duties": ["chef"] })).await.expect(422);
    let granted = security.post(&grant, duties).await.expect(200);
    assert_eq!(granted["duties"][0]["label"], "经办");
    let mut fresh = house.visitor();
    let view = fresh.sign_in("xinren", first.unwrap()).await.expect(200);
    assert_eq!(view["password_due"], true);
}

#[tokio::test]
async fn a_suspended_user_is_out_at_once_and_comes_back() {
    let house = House::new().await;
    let admin = house.signed_in("sysadmin").await;
    let mut clerk = house.signed_in("jingban").await;
    let id = id_of(&admin, "jingban").await;
    admin.post(&format!("/api/v1/users/{id}/suspend"), json!({})).await.expect(200);
    clerk.get("/api/v1/session").await.refused(401, "signed_out");
    clerk.sign_in("jingban", crate::client::PASSWORD).await.refused(401, "session.suspended");
    admin.post(&format!("/api/v1/users/{id}/resume"), json!({})).await.expect(200);
    let reset = admin.post(&format!("/api/v1/users/{id}/reset-password"), json!({})).await;
    let first = reset.expect(200)["first_password"].as_str().unwrap().to_owned();
    clerk.sign_in("jingban", &first).await.expect(200);
    let own = id_of(&admin, "sysadmin").await;
    admin
        .post(&format!("/api/v1/users/{own}/suspend"), json!({}))
        .await
        .refused(422, "user.oneself");
    admin.post("/api/v1/users/nobody/suspend", json!({})).await.refused(404, "not_found");
}

#[tokio::test]
async fn who_is_no_administrator_sees_no_users() {
    let house = House::new().await;
    let clerk = house.signed_in("jingban").await;
    for path in ["/api/v1/users", "/api/v1/offices", "/api/v1/duties"] {
        clerk.get(path).await.refused(403, "forbidden");
        house.visitor().get(path).await.refused(401, "signed_out");
    }
}

#[tokio::test]
async fn the_table_of_duties_says_who_must_use_a_second_factor() {
    let house = House::new().await;
    let security = house.signed_in("secadmin").await;
    let path = "/api/v1/duties/approver/second-factor";
    security.post(path, json!({ "required": true })).await.expect(204);
    let table = security.get("/api/v1/duties").await.expect(200);
    let approver = |row: &&Value| row["code"] == "approver";
    let row = table["duties"].as_array().unwrap().iter().find(approver).unwrap();
    assert_eq!(row["second_factor"], true);
    let permissions = table["permissions"].as_array().unwrap();
    assert!(permissions.iter().any(|row| row["code"] == "notice.import"));
    let system = house.signed_in("sysadmin").await;
    system.post(path, json!({ "required": false })).await.refused(403, "forbidden");
    security
        .post("/api/v1/duties/chef/second-factor", json!({ "required": true }))
        .await
        .expect(422);
}

#[tokio::test]
async fn the_list_of_users_comes_as_a_workbook_too() {
    let house = House::new().await;
    let answer = house.signed_in("sysadmin").await.get("/api/v1/users?format=xlsx").await;
    assert_eq!(answer.status.as_u16(), 200);
    let name = answer.headers["content-disposition"].to_str().unwrap();
    assert_eq!(name, "attachment; filename*=UTF-8''%E7%94%A8%E6%88%B7.xlsx");
    assert!(answer.bytes.starts_with(b"PK"));
}

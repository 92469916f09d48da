//! Signing in and out, one's own password and second factor.

use axum::http::header;
use mingqu_app::user::code_at;
use serde_json::json;

use crate::client::{House, PASSWORD};

#[tokio::test]
async fn a_person_signs_in_sees_the_frame_and_signs_out() {
    let house = House::new().await;
    let mut client = house.visitor();
    client.get("/api/v1/session").await.refused(401, "signed_out");
    let answer = client.sign_in("jingban", PASSWORD).await;
    let cookie = answer.header(header::SET_COOKIE).to_owned();
    for part in ["mingqu_session=", "HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    assert!(!cookie.contains("Secure"), "no proxy speaks TLS here: {cookie}");
    let view = answer.expect(200);
    assert_eq!(view["user"]["display_name"], "王经办");
    assert_eq!(view["user"]["duties"][0]["code"], "preparer");
    assert_eq!((&view["demo"], &view["today"]), (&json!(true), &json!("2024-04-22")));
    let places = view["navigation"].as_array().unwrap();
    assert!(places.iter().any(|place| place["code"] == "notices" && place["parent"] == "funds"));
    assert!(!places.iter().any(|place| place["code"] == "users"));
    assert_eq!(client.get("/api/v1/session").await.expect(200), view);
    let gone = client.delete("/api/v1/session").await;
    assert!(gone.header(header::SET_COOKIE).contains("Max-Age=0"));
    gone.expect(204);
    client.get("/api/v1/session").await.refused(401, "signed_out");
    client.delete("/api/v1/session").await.expect(204);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_user_are_answered_alike() {
    let house = House::new().await;
    let mut client = house.visitor();
    let wrong = client.sign_in("jingban", "falsch").await;
    assert_eq!(wrong.header(header::SET_COOKIE), "");
    let wrong = wrong.refused(401, "session.bad_credentials");
    let unknown = client.sign_in("nobody", PASSWORD).await.refused(401, "session.bad_credentials");
    assert_eq!(wrong["message"], unknown["message"]);
}

#[tokio::test]
async fn failing_too_often_locks_and_an_administrator_unlocks() {
    let house = House::new().await;
    let mut client = house.visitor();
    let mut last = String::new();
    for _ in 0..20 {
        last = client.sign_in("fuhe", "falsch").await.code();
        if last == "session.locked" {
            break;
        }
    }
    assert_eq!(last, "session.locked");
    client.sign_in("fuhe", PASSWORD).await.refused(401, "session.locked");
    let admin = house.signed_in("sysadmin").await;
    let users = admin.get("/api/v1/users").await.expect(200);
    let row = users["items"].as_array().unwrap().iter().find(|row| row["username"] == "fuhe");
    let id = row.unwrap()["id"].as_str().unwrap();
    admin.post(&format!("/api/v1/users/{id}/unlock"), json!({})).await.expect(200);
    client.sign_in("fuhe", PASSWORD).await.expect(200);
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_keeps_this_one() {
    let house = House::new().await;
    let (here, there) = (house.signed_in("jingban").await, house.signed_in("jingban").await);
    let path = "/api/v1/session/password";
    let body = |old: &str, new: &str| json!({ "old_password": old, "new_password": new });
    here.post(path, body("falsch", "Xin-Kouling-88"))
        .await
        .refused(422, "session.bad_old_password");
    here.post(path, body(PASSWORD, "short")).await.expect(422);
    house.visitor().post(path, body(PASSWORD, "Xin-Kouling-88")).await.refused(401, "signed_out");
    here.post(path, body(PASSWORD, "Xin-Kouling-88")).await.expect(204);
    here.get("/api/v1/session").await.expect(200);
    there.get("/api/v1/session").await.refused(401, "signed_out");
}

#[tokio::test]
async fn a_second_factor_is_asked_for_once_it_is_confirmed() {
    let house = House::new().await;
    let client = house.signed_in("shenpi").await;
    let made = client.post("/api/v1/session/totp/enrol", json!({})).await.expect(200);
    assert!(made["uri"].as_str().unwrap().starts_with("otpauth://totp/"));
    let wrong = json!({ "code": "000000" });
    client.post("/api/v1/session/totp/confirm", wrong).await.refused(422, "session.bad_totp");
    let code = |millis| code_at(made["secret"].as_str().unwrap(), millis).unwrap();
    let now = house.app.clock().millis();
    let right = json!({ "code": code(now) });
    client.post("/api/v1/session/totp/confirm", right).await.expect(204);
    let mut again = house.visitor();
    again.sign_in("shenpi", PASSWORD).await.refused(401, "session.totp_required");
    house.app.clock().set(now + 60_000);
    let totp = code(now + 60_000);
    let body = json!({ "username": "shenpi", "password": PASSWORD, "totp": totp });
    again.post("/api/v1/session", body).await.expect(200);
}

//! What surrounds every request: errors in one shape, the guard, sizes, headers, the web.

use axum::body::Body;
use axum::http::{Method, header};
use serde_json::json;

use crate::client::{House, PASSWORD};

/// Headers of a request.
type Given<'a> = &'a [(&'a str, &'a str)];

#[tokio::test]
async fn every_error_has_the_same_shape_and_the_id_of_the_request() {
    let house = House::new().await;
    let client = house.signed_in("jingban").await;
    let json = [("content-type", "application/json")];
    let table: [(Method, &str, Given, &str, u16, &str); 7] = [
        (Method::GET, "/api/v1/nothing", &[], "", 404, "not_found"),
        (Method::GET, "/api", &[], "", 404, "not_found"),
        (Method::PUT, "/api/v1/session", &[], "", 405, "method_not_allowed"),
        (Method::POST, "/api/v1/session", &[], "{}", 415, "bad_media_type"),
        (Method::POST, "/api/v1/session", &json, "{", 422, "bad_request"),
        (Method::POST, "/api/v1/session", &json, "{\"username\":1}", 422, "bad_request"),
        (Method::GET, "/assets/gone.js", &[], "", 404, "not_found"),
    ];
    for (method, path, headers, body, status, code) in table {
        let answer = client.call(method.clone(), path, headers, Body::from(body)).await;
        let id = answer.headers["x-request-id"].to_str().unwrap().to_owned();
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/json", "{method} {path}");
        let body = answer.refused(status, code);
        assert_eq!(body["request_id"], id.as_str(), "{method} {path}");
        let message = body["message"].as_str().unwrap();
        assert!(message.chars().any(|c| '\u{4e00}' <= c), "{method} {path}: {message}");
        for key in ["code", "message", "hint", "fields", "request_id"] {
            assert!(body.get(key).is_some(), "{key} in {body}");
        }
    }
}

#[tokio::test]
async fn another_site_cannot_write_with_the_persons_cookie() {
    let house = House::new().await;
    let client = house.signed_in("sysadmin").await;
    let body = || Body::from(json!({ "days": 1 }).to_string());
    let send = |headers: &'static [(&'static str, &'static str)]| {
        client.call(Method::POST, "/api/v1/clock/advance", headers, body())
    };
    let table: [(Given, u16); 4] = [
        (&[("content-type", "application/json"), ("sec-fetch-site", "cross-site")], 403),
        (&[("content-type", "application/json"), ("origin", "https://evil.cn")], 403),
        (&[("content-type", "application/json"), ("sec-fetch-site", "same-origin")], 200),
        (
            &[
                ("content-type", "application/json"),
                ("sec-fetch-site", "cross-site"),
                ("x-mingqu", "1"),
            ],
            200,
        ),
    ];
    for (headers, status) in table {
        assert_eq!(send(headers).await.status.as_u16(), status, "{headers:?}");
    }
}

#[tokio::test]
async fn what_is_too_large_is_refused_by_its_declared_and_by_its_real_size() {
    let house = House::new().await;
    let client = house.visitor();
    let client = &client;
    let post = |headers: Vec<(&'static str, &'static str)>, body: Body| async move {
        client.call(Method::POST, "/api/v1/session", &headers, body).await
    };
    let declared = vec![("content-type", "application/json"), ("content-length", "209715200")];
    let body = post(declared, Body::empty()).await.refused(413, "too_large");
    assert_eq!(body["message"], "内容太大，最多 2 MB，没有保存");
    let long = format!("{{\"username\":\"{}\"}}", "a".repeat(3 << 20));
    post(vec![("content-type", "application/json")], Body::from(long))
        .await
        .refused(413, "too_large");
}

#[tokio::test]
async fn a_key_that_cannot_be_one_is_refused() {
    let house = House::new().await;
    let client = house.signed_in("sysadmin").await;
    let long = "a".repeat(101);
    let headers = [("content-type", "application/json"), ("idempotency-key", long.as_str())];
    let body = Body::from(json!({ "days": 1 }).to_string());
    client.call(Method::POST, "/api/v1/clock/advance", &headers, body).await.expect(422);
}

#[tokio::test]
async fn the_same_key_moves_the_date_once_and_another_body_under_it_is_a_conflict() {
    let house = House::new().await;
    let client = house.signed_in("sysadmin").await;
    let headers = [("content-type", "application/json"), ("idempotency-key", "k-1")];
    let send = |days: i64| {
        let body = Body::from(json!({ "days": days }).to_string());
        client.call(Method::POST, "/api/v1/clock/advance", &headers, body)
    };
    assert_eq!(send(1).await.expect(200)["today"], "2024-04-23");
    assert_eq!(send(1).await.expect(200)["today"], "2024-04-23");
    send(2).await.refused(409, "key_reused");
}

#[tokio::test]
async fn every_answer_is_dressed_and_the_web_answers_every_page() {
    let house = House::new().await;
    let client = house.visitor();
    for path in ["/", "/notices/1", "/api/v1/session", "/healthz"] {
        let answer = client.get(path).await;
        let policy = answer.header(header::CONTENT_SECURITY_POLICY);
        assert!(policy.contains("default-src 'self'"), "{path}: {policy}");
        assert!(!policy.contains("script-src 'self' 'unsafe-inline'"), "{path}");
        assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{path}");
        let kept =
            if path.starts_with("/api") || path == "/healthz" { "no-store" } else { "no-cache" };
        assert_eq!(answer.header(header::CACHE_CONTROL), kept, "{path}");
    }
    let page = client.get("/notices/1").await;
    assert_eq!(page.header(header::CONTENT_TYPE), "text/html; charset=utf-8");
    let etag = page.header(header::ETAG).to_owned();
    let headers = [("if-none-match", etag.as_str())];
    let again = client.call(Method::GET, "/notices/1", &headers, Body::empty()).await;
    assert_eq!((again.status.as_u16(), again.bytes.len()), (304, 0));
}

#[tokio::test]
async fn the_program_says_that_it_lives_and_what_it_did() {
    let house = House::new().await;
    let mut client = house.visitor();
    assert_eq!(client.get("/healthz").await.expect(200), json!({ "status": "ok" }));
    client.sign_in("jingban", "falsch").await.expect(401);
    client.sign_in("jingban", PASSWORD).await.expect(200);
    let text = String::from_utf8(client.get("/metrics").await.bytes).unwrap();
    for part in [
        "mingqu_http_requests_total{method=\"POST\",path=\"/api/v1/session\",status=\"200\"}",
        "mingqu_http_request_duration_seconds_bucket",
        "mingqu_refused_total{code=\"session.bad_credentials\"}",
        "mingqu_writer_commands_total",
        "mingqu_writer_commits_total",
        "mingqu_audit_unsealed 0",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

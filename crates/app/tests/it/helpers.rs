//! What these tests share (共用): ids, signed-in callers, the trail.

#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

use mingqu_app::actor::Actor;
use mingqu_app::audit::{AuditQuery, audit_events, seal_once};
use mingqu_app::user::{resolve, users};
use mingqu_app::{AppError, Caller};
use mingqu_demo::PASSWORD;
use mingqu_testkit::TestApp;

/// The refusal's code, or `ok`.
pub(crate) fn code<T>(result: Result<T, AppError>) -> &'static str {
    result.map_or_else(|error| error.code(), |_| "ok")
}

/// A user's id.
pub(crate) async fn id_of(app: &TestApp, username: &str) -> String {
    let all = users(&app.system()).await.expect("the users are listed");
    all.into_iter().find(|user| user.username == username).expect("one of the people").id
}

/// The token of a fresh session.
pub(crate) async fn token_of(app: &TestApp, username: &str) -> String {
    app.sign_in(username, PASSWORD).await.expect("signs in").token
}

/// The actor of a token.
pub(crate) async fn seat(app: &TestApp, token: &str) -> Result<Actor, AppError> {
    resolve(app, token, "127.0.0.1", "request").await
}

/// A caller with a session.
pub(crate) async fn signed_in(app: &TestApp, token: &str) -> Caller {
    let actor = seat(app, token).await.expect("the session holds");
    Caller { app: app.app(), actor, key: None }
}

/// The trail's rows of an action, oldest first: actor's name, outcome, detail.
pub(crate) async fn trail(app: &TestApp, action: &str) -> Vec<(String, String, String)> {
    let query = AuditQuery { action: Some(action.to_owned()), ..AuditQuery::default() };
    let page = audit_events(&app.system(), query).await.expect("the trail is read");
    let rows = page.items.into_iter().rev();
    rows.map(|row| (row.actor_name, row.outcome, row.detail)).collect()
}

/// Seals what is not sealed yet.
pub(crate) async fn seal_all(app: &TestApp) {
    while seal_once(app).await.expect("it seals").expect("its own lease") > 0 {}
}

//! Whether the program can work now (健康检查).

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use mingqu_app::{App, keeping};
use serde_json::json;

/// `GET /healthz`: 200 when the database answers.
pub(crate) async fn health_read(State(app): State<App>) -> Response {
    match keeping::alive(&app).await {
        Ok(()) => axum::Json(json!({ "status": "ok" })).into_response(),
        Err(error) => {
            tracing::warn!(error.code = error.code(), "the database does not answer");
            let body = axum::Json(json!({ "status": "unavailable" }));
            (StatusCode::SERVICE_UNAVAILABLE, body).into_response()
        }
    }
}

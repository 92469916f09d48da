//! The contract as a document (接口文档): collected from the routes, never written by hand.

use std::sync::OnceLock;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use mingqu_app::App;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::error::ErrorBody;
use crate::view::Format;

/// What stands in front of the collected paths.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "明渠",
        description = "基层财政专项资金管理系统的接口。金额一律为整数，单位分；日期为 YYYY-MM-DD；\
            时刻为 UTC。登录后凭会话 Cookie 调用；写操作带 X-Mingqu: 1，动账的写操作另带 \
            Idempotency-Key。",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    components(schemas(ErrorBody, Format))
)]
struct Front;

/// Every route of the interface. An area is added with one line.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Front::openapi())
        .merge(crate::session::routes())
        .merge(crate::clock::routes())
        .merge(crate::audit::routes())
        .merge(crate::user::routes())
        .merge(crate::delegation::routes())
        .merge(crate::workbench::routes())
        .merge(crate::notice::routes())
        .merge(crate::allocation::routes())
        .merge(crate::allotment::routes())
        .merge(crate::document::routes())
        .merge(crate::indicator::routes())
        .merge(crate::ledger::routes())
        .merge(crate::entry::routes())
}

/// The document as it is served, printed and committed.
pub fn document() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| {
        let (_, document) = routes().split_for_parts();
        let text = document.to_pretty_json().unwrap_or_default();
        format!("{text}\n")
    })
}

/// `GET /api/v1/openapi.json`
pub(crate) async fn openapi_read() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], document()).into_response()
}

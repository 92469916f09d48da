//! The date of a demonstration (演示日期).

use mingqu_app::{App, keeping};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::Caller;
use crate::error::{ApiError, ErrorBody};
use crate::extract::Json;

/// The routes of this area.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(clock_advance))
}

/// 往后拨几天
#[derive(Deserialize, ToSchema)]
pub struct ClockInput {
    /// 天数
    days: i64,
}

/// 演示日期
#[derive(Serialize, ToSchema)]
pub struct ClockView {
    /// 今天
    today: String,
}

/// 拨快演示日期
#[utoipa::path(
    post,
    path = "/api/v1/clock/advance",
    operation_id = "clock_advance",
    tag = "clock",
    request_body = ClockInput,
    responses((status = 200, body = ClockView), (status = "4XX", body = ErrorBody)),
)]
pub async fn clock_advance(
    Caller(caller): Caller,
    Json(input): Json<ClockInput>,
) -> Result<Json<ClockView>, ApiError> {
    let today = keeping::clock_advance(&caller, input.days).await?;
    Ok(Json(ClockView { today: today.to_string() }))
}

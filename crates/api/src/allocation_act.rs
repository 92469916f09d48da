//! What is done to an allocation on its way through approval (办理分配方案).

use mingqu_app::App;
use mingqu_app::allocation::{
    self as app, AllocationApprove, AllocationCancel, AllocationCountersign, AllocationOpine,
    AllocationReturn, AllocationSubmit, AllocationWithdraw,
};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::allocation::{AllocationView, seen, shown};
use crate::caller::Caller;
use crate::error::{ApiError, ErrorBody};
use crate::extract::{Json, Path};
use crate::view::VersionInput;

/// The routes of this area.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(allocation_submit))
        .routes(routes!(allocation_approve))
        .routes(routes!(allocation_return))
        .routes(routes!(allocation_withdraw))
        .routes(routes!(allocation_countersign))
        .routes(routes!(allocation_opine))
        .routes(routes!(allocation_cancel))
}

/// 通过
#[derive(Deserialize, ToSchema)]
pub struct ApproveInput {
    /// 看到的版本
    version: i64,
    /// 意见
    opinion: Option<String>,
}

/// 退回
#[derive(Deserialize, ToSchema)]
pub struct ReturnInput {
    /// 看到的版本
    version: i64,
    /// 退到第几步，0 是经办
    to_step: i64,
    /// 理由
    reason: String,
}

/// 加签
#[derive(Deserialize, ToSchema)]
pub struct CountersignInput {
    /// 看到的版本
    version: i64,
    /// 请谁
    user_id: String,
    /// 请教什么
    opinion_asked: Option<String>,
}

/// 签署意见
#[derive(Deserialize, ToSchema)]
pub struct OpineInput {
    /// 看到的版本
    version: i64,
    /// 意见
    opinion: String,
}

/// 送审
#[utoipa::path(
    post,
    path = "/api/v1/allocations/{id}/submit",
    operation_id = "allocation_submit",
    tag = "allocation",
    params(("id" = String, Path, description = "分配方案 ID")),
    request_body = VersionInput,
    responses((status = 200, body = AllocationView), (status = "4XX", body = ErrorBody)),
)]
pub async fn allocation_submit(
    Caller(caller): Caller,
    Path(id): Path<String>,
    Json(input): Json<VersionInput>,
) -> Result<Json<AllocationView>, ApiError> {
    let seen = seen(&caller, id.clone(), input.version).await?;
    caller.execute(AllocationSubmit(seen)).await?;
    Ok(Json(shown(app::allocation(&caller, &id).await?)))
}

/// 通过
#[utoipa::path(
    post,
    path = "/api/v1/allocations/{id}/approve",
    operation_id = "allocation_approve",
    tag = "allocation",
    params(("id" = String, Path, description = "分配方案 ID")),
    request_body = ApproveInput,
    responses((status = 200, body = AllocationView), (status = "4XX", body = ErrorBody)),
)]
pub async fn allocation_approve(
    Caller(caller): Caller,
    Path(id): Path<String>,
    Json(input): Json<ApproveInput>,
) -> Result<Json<AllocationView>, ApiError> {
    let seen = seen(&caller, id.clone(), input.version).await?;
    caller.execute(AllocationApprove(seen, input.opinion)).await?;
    Ok(Json(shown(app::allocation(&caller, &id).await?)))
}

/// 退回
#[utoipa::path(
    post,
    path = "/api/v1/allocations/{id}/return",
    operation_id = "allocation_return",
    tag = "allocation",
    params(("id" = String, Path, description = "分配方案 ID")),
    request_body = ReturnInput,
    responses((status = 200, body = AllocationView), (status = "4XX", body = ErrorBody)),
)]
pub async fn allocation_return(
    Caller(caller): Caller,
    Path(id): Path<String>,
    Json(input): Json<ReturnInput>,
) -> Result<Json<AllocationView>, ApiError> {
    let seen = seen(&caller, id.clone(), input.version).await?;
    let to_step = usize::try_from(input.to_step).unwrap_or(usize::MAX);
    caller.execute(AllocationReturn(seen, to_step, input.reason)).await?;
    Ok(Json(shown(app::allocation(&caller, &id).await?)))
}

/// 撤回
#[utoipa::path(
    post,
    path = "/api/v1/allocations/{id}/withdraw",
    operation_id = "allocation_withdraw",
    tag = "allocation",
    params(("id" = String, Path, description = "分配方案 ID")),
    request_body = VersionInput,
    responses((status = 200, body = AllocationView), (status = "4XX", body = ErrorBody)),
)]
pub async fn allocation_withdraw(
    Caller(caller): Caller,
    Path(id): Path<String>,
    Json(input): Json<VersionInput>,
) -> Result<Json<AllocationView>, ApiError> {
    let seen = seen(&caller, id.clone(), input.version).await?;
    caller.execute(AllocationWithdraw(seen)).await?;
    Ok(Json(shown(app::allocation(&caller, &id).await?)))
}

/// 加签
#[utoipa::path(
    post,
    path = "/api/v1/allocations/{id}/countersign",
    operation_id = "allocation_countersign",
    tag = "allocation",
    params(("id" = String, Path, description = "分配方案 ID")),
    request_body = CountersignInput,
    responses((status = 200, body = AllocationView), (status = "4XX", body = ErrorBody)),
)]
pub async fn allocation_countersign(
    Caller(caller): Caller,
    Path(id): Path<String>,
    Json(input): Json<CountersignInput>,
) -> Result<Json<AllocationView>, ApiError> {
    let seen = seen(&caller, id.clone(), input.version).await?;
    let words = input.opinion_asked.unwrap_or_default();
    caller.execute(AllocationCountersign(seen, input.user_id, words)).await?;
    Ok(Json(shown(app::allocation(&caller, &id).await?)))
}

/// 签署加签意见
#[utoipa::path(
    post,
    path = "/api/v1/allocations/{id}/opine",
    operation_id = "allocation_opine",
    tag = "allocation",
    params(("id" = String, Path, description = "分配方案 ID")),
    request_body = OpineInput,
    responses((status = 200, body = AllocationView), (status = "4XX", body = ErrorBody)),
)]
pub async fn allocation_opine(
    Caller(caller): Caller,
    Path(id): Path<String>,
    Json(input): Json<OpineInput>,
) -> Result<Json<AllocationView>, ApiError> {
    let seen = seen(&caller, id.clone(), input.version).await?;
    caller.execute(AllocationOpine(seen, input.opinion)).await?;
    Ok(Json(shown(app::allocation(&caller, &id).await?)))
}

/// 作废分配方案
#[utoipa::path(
    post,
    path = "/api/v1/allocations/{id}/cancel",
    operation_id = "allocation_cancel",
    tag = "allocation",
    params(("id" = String, Path, description = "分配方案 ID")),
    request_body = VersionInput,
    responses((status = 200, body = AllocationView), (status = "4XX", body = ErrorBody)),
)]
pub async fn allocation_cancel(
    Caller(caller): Caller,
    Path(id): Path<String>,
    Json(input): Json<VersionInput>,
) -> Result<Json<AllocationView>, ApiError> {
    let seen = seen(&caller, id.clone(), input.version).await?;
    caller.execute(AllocationCancel(seen)).await?;
    Ok(Json(shown(app::allocation(&caller, &id).await?)))
}

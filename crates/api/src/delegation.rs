//! Delegations and colleagues (委托与同事).

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use mingqu_app::export::Sheet;
use mingqu_app::user::{self, NewDelegation};
use mingqu_app::{App, AppError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::Caller;
use crate::download;
use crate::error::{ApiError, ErrorBody};
use crate::extract::{Json, Path, Query};
use crate::view::{self, ActionView, DutyView, FormatQuery, parse_day};

/// The routes of this area.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(delegation_list, delegation_create))
        .routes(routes!(delegation_end))
        .routes(routes!(colleague_list))
}

/// 委托
#[derive(Serialize, ToSchema)]
pub struct DelegationRow {
    /// 委托 ID
    id: String,
    /// 委托人
    from_user_name: String,
    /// 受托人
    to_user_name: String,
    /// 起日
    from_on: String,
    /// 止日，含当天
    to_on: String,
    /// 原因
    reason: String,
    /// 状态
    state: String,
    /// 状态名称
    state_label: String,
    /// 能办什么
    actions: Vec<ActionView>,
}

/// 委托一览
#[derive(Serialize, ToSchema)]
pub struct DelegationPage {
    /// 委托
    items: Vec<DelegationRow>,
    /// 下一页；委托不分页
    next_page: Option<String>,
}

/// 委托他人代办
#[derive(Deserialize, ToSchema)]
pub struct DelegationCreate {
    /// 受托人 ID
    to_user_id: String,
    /// 起日
    #[schema(format = Date)]
    from_on: String,
    /// 止日，含当天
    #[schema(format = Date)]
    to_on: String,
    /// 原因
    reason: String,
}

/// 同事
#[derive(Serialize, ToSchema)]
pub struct Colleague {
    /// 用户 ID
    id: String,
    /// 姓名
    display_name: String,
    /// 机构
    office_name: String,
    /// 岗位
    duties: Vec<DutyView>,
}

/// 同事一览
#[derive(Serialize, ToSchema)]
pub struct ColleaguePage {
    /// 同事
    items: Vec<Colleague>,
    /// 下一页；同事不分页
    next_page: Option<String>,
}

/// 看委托
#[utoipa::path(
    get,
    path = "/api/v1/delegations",
    operation_id = "delegation_list",
    tag = "delegation",
    params(FormatQuery),
    responses((status = 200, body = DelegationPage), (status = "4XX", body = ErrorBody)),
)]
pub async fn delegation_list(
    Caller(caller): Caller,
    Query(query): Query<FormatQuery>,
) -> Result<Response, ApiError> {
    let items = user::delegations(&caller).await?.into_iter().map(row).collect();
    download::list(DelegationPage { items, next_page: None }, query.format, |page| {
        Sheet::new("委托", &["委托人", "受托人", "起日", "止日", "原因", "状态"]).rows(
            page.items.iter().map(|row| {
                let DelegationRow { from_user_name, to_user_name, from_on, to_on, .. } = row;
                [from_user_name, to_user_name, from_on, to_on, &row.reason, &row.state_label]
                    .map(|text| text.as_str().into())
            }),
        )
    })
}

/// 委托他人代办
#[utoipa::path(
    post,
    path = "/api/v1/delegations",
    operation_id = "delegation_create",
    tag = "delegation",
    request_body = DelegationCreate,
    responses((status = 201, body = DelegationRow), (status = "4XX", body = ErrorBody)),
)]
pub async fn delegation_create(
    Caller(caller): Caller,
    Json(input): Json<DelegationCreate>,
) -> Result<Response, ApiError> {
    let DelegationCreate { to_user_id, from_on, to_on, reason } = input;
    let (from_on, to_on) = (parse_day("from_on", &from_on)?, parse_day("to_on", &to_on)?);
    let new = NewDelegation { to_user_id, from_on, to_on, reason };
    let id = user::delegation_create(&caller, new).await?;
    Ok((StatusCode::CREATED, Json(find(&caller, &id).await?)).into_response())
}

/// 结束委托
#[utoipa::path(
    post,
    path = "/api/v1/delegations/{id}/end",
    operation_id = "delegation_end",
    tag = "delegation",
    params(("id" = String, Path, description = "委托 ID")),
    responses((status = 200, body = DelegationRow), (status = "4XX", body = ErrorBody)),
)]
pub async fn delegation_end(
    Caller(caller): Caller,
    Path(id): Path<String>,
) -> Result<Json<DelegationRow>, ApiError> {
    user::delegation_end(&caller, &id).await?;
    Ok(Json(find(&caller, &id).await?))
}

/// 看同事
#[utoipa::path(
    get,
    path = "/api/v1/colleagues",
    operation_id = "colleague_list",
    tag = "delegation",
    responses((status = 200, body = ColleaguePage), (status = "4XX", body = ErrorBody)),
)]
pub async fn colleague_list(Caller(caller): Caller) -> Result<Json<ColleaguePage>, ApiError> {
    let colleagues = user::colleagues(&caller).await?;
    let view = |one: user::ColleagueView| Colleague {
        id: one.id,
        display_name: one.display_name,
        office_name: one.office_name,
        duties: view::duties(&one.duties),
    };
    let items = colleagues.into_iter().map(view).collect();
    Ok(Json(ColleaguePage { items, next_page: None }))
}

async fn find(caller: &mingqu_app::Caller, id: &str) -> Result<DelegationRow, AppError> {
    let all = user::delegations(caller).await?;
    let found = all.into_iter().find(|row| row.id == id);
    let missing = || AppError::NotFound { what: "委托", id: id.to_owned() };
    found.map(row).ok_or_else(missing)
}

fn row(view: user::DelegationView) -> DelegationRow {
    DelegationRow {
        id: view.id,
        from_user_name: view.from_user_name,
        to_user_name: view.to_user_name,
        from_on: view.from_on,
        to_on: view.to_on,
        reason: view.reason,
        state: view.state.to_owned(),
        state_label: view.state_label.to_owned(),
        actions: view::actions(view.actions),
    }
}

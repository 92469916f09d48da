//! People, offices and duties (用户、机构、岗位), for the three administrators.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use mingqu_app::export::Sheet;
use mingqu_app::user::{self, FirstPassword as First, NewUser, SecondFactor};
use mingqu_app::{App, AppError};
use mingqu_domain::user::{Duty, Permission};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::Caller;
use crate::download;
use crate::error::{ApiError, ErrorBody};
use crate::extract::{Json, Path, Query};
use crate::view::{self, ActionView, DutyView, FormatQuery};

/// The routes of this area.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(user_list, user_create))
        .routes(routes!(user_grant))
        .routes(routes!(user_suspend))
        .routes(routes!(user_resume))
        .routes(routes!(user_unlock))
        .routes(routes!(user_reset_password))
        .routes(routes!(office_list))
        .routes(routes!(duty_list))
        .routes(routes!(duty_second_factor))
}

/// 用户
#[derive(Serialize, ToSchema)]
pub struct UserRow {
    /// 用户 ID
    id: String,
    /// 用户名
    username: String,
    /// 姓名
    display_name: String,
    /// 区划代码
    division_code: String,
    /// 区划名称
    division_name: String,
    /// 机构 ID
    office_id: String,
    /// 机构名称
    office_name: String,
    /// 岗位
    duties: Vec<DutyView>,
    /// 状态
    state: String,
    /// 状态名称
    state_label: String,
    /// 锁定到何时
    locked_until: Option<String>,
    /// 是否还没改一次性口令
    password_once: bool,
    /// 是否已设二次验证
    second_factor: bool,
    /// 最近登录
    last_sign_in_at: Option<String>,
    /// 能办什么
    actions: Vec<ActionView>,
}

/// 用户一览
#[derive(Serialize, ToSchema)]
pub struct UserPage {
    /// 用户
    items: Vec<UserRow>,
    /// 下一页；用户不分页
    next_page: Option<String>,
}

/// 建用户
#[derive(Deserialize, ToSchema)]
pub struct UserCreate {
    /// 用户名
    username: String,
    /// 姓名
    display_name: String,
    /// 机构 ID
    office_id: String,
}

/// 建好的用户
#[derive(Serialize, ToSchema)]
pub struct UserCreated {
    /// 用户
    user: UserRow,
    /// 一次性口令，只显示这一次
    first_password: Option<String>,
}

/// 授予岗位
#[derive(Deserialize, ToSchema)]
pub struct UserGrant {
    /// 岗位代码，替换原有的
    duties: Vec<String>,
}

/// 一次性口令
#[derive(Serialize, ToSchema)]
pub struct FirstPassword {
    /// 一次性口令，只显示这一次；没有重置时为空
    first_password: Option<String>,
}

/// 机构
#[derive(Serialize, ToSchema)]
pub struct OfficeRow {
    /// 机构 ID
    id: String,
    /// 机构名称
    name: String,
    /// 科室
    section: String,
    /// 类别
    kind: String,
    /// 类别名称
    kind_label: String,
    /// 区划代码
    division_code: String,
    /// 区划名称
    division_name: String,
}

/// 机构一览
#[derive(Serialize, ToSchema)]
pub struct OfficePage {
    /// 机构
    items: Vec<OfficeRow>,
    /// 下一页；机构不分页
    next_page: Option<String>,
}

/// 岗位
#[derive(Serialize, ToSchema)]
pub struct DutyRow {
    /// 代码
    code: String,
    /// 名称
    label: String,
    /// 是否必须二次验证
    second_factor: bool,
}

/// 权限
#[derive(Serialize, ToSchema)]
pub struct PermissionRow {
    /// 代码
    code: String,
    /// 名称
    label: String,
    /// 哪些岗位有
    duties: Vec<String>,
}

/// 岗位与权限的对照
#[derive(Serialize, ToSchema)]
pub struct DutyTable {
    /// 岗位
    duties: Vec<DutyRow>,
    /// 权限
    permissions: Vec<PermissionRow>,
}

/// 是否必须二次验证
#[derive(Deserialize, ToSchema)]
pub struct SecondFactorInput {
    /// 必须
    required: bool,
}

/// 看用户
#[utoipa::path(
    get,
    path = "/api/v1/users",
    operation_id = "user_list",
    tag = "user",
    params(FormatQuery),
    responses((status = 200, body = UserPage), (status = "4XX", body = ErrorBody)),
)]
pub async fn user_list(
    Caller(caller): Caller,
    Query(query): Query<FormatQuery>,
) -> Result<Response, ApiError> {
    let items = user::users(&caller).await?.into_iter().map(row).collect();
    download::list(UserPage { items, next_page: None }, query.format, sheet)
}

fn sheet(page: &UserPage) -> Sheet {
    let columns = ["用户名", "姓名", "区划", "机构", "岗位", "状态", "最近登录"];
    Sheet::new("用户", &columns).rows(page.items.iter().map(|row| {
        let duties: Vec<&str> = row.duties.iter().map(|duty| duty.label.as_str()).collect();
        [
            row.username.as_str().into(),
            row.display_name.as_str().into(),
            row.division_name.as_str().into(),
            row.office_name.as_str().into(),
            duties.join("、").into(),
            row.state_label.as_str().into(),
            row.last_sign_in_at.as_deref().into(),
        ]
    }))
}

/// 建用户
#[utoipa::path(
    post,
    path = "/api/v1/users",
    operation_id = "user_create",
    tag = "user",
    request_body = UserCreate,
    responses((status = 201, body = UserCreated), (status = "4XX", body = ErrorBody)),
)]
pub async fn user_create(
    Caller(caller): Caller,
    Json(input): Json<UserCreate>,
) -> Result<Response, ApiError> {
    let UserCreate { username, display_name, office_id } = input;
    let new = NewUser { username, display_name, office_id, password: First::Random };
    let made = user::user_create(&caller, new).await?;
    let user = find(&caller, &made.id).await?;
    let body = UserCreated { user, first_password: made.first_password };
    Ok((StatusCode::CREATED, Json(body)).into_response())
}

/// 授予岗位
#[utoipa::path(
    post,
    path = "/api/v1/users/{id}/grant",
    operation_id = "user_grant",
    tag = "user",
    params(("id" = String, Path, description = "用户 ID")),
    request_body = UserGrant,
    responses((status = 200, body = UserRow), (status = "4XX", body = ErrorBody)),
)]
pub async fn user_grant(
    Caller(caller): Caller,
    Path(id): Path<String>,
    Json(input): Json<UserGrant>,
) -> Result<Json<UserRow>, ApiError> {
    let known = input.duties.iter().map(|code| Duty::from_code(code));
    let duties = known.collect::<Result<Vec<Duty>, _>>()?;
    user::user_grant(&caller, &id, &duties).await?;
    Ok(Json(find(&caller, &id).await?))
}

/// 停用用户
#[utoipa::path(
    post,
    path = "/api/v1/users/{id}/suspend",
    operation_id = "user_suspend",
    tag = "user",
    params(("id" = String, Path, description = "用户 ID")),
    responses((status = 200, body = FirstPassword), (status = "4XX", body = ErrorBody)),
)]
pub async fn user_suspend(
    Caller(caller): Caller,
    Path(id): Path<String>,
) -> Result<Json<FirstPassword>, ApiError> {
    user::user_suspend(&caller, &id).await?;
    Ok(Json(FirstPassword { first_password: None }))
}

/// 启用用户
#[utoipa::path(
    post,
    path = "/api/v1/users/{id}/resume",
    operation_id = "user_resume",
    tag = "user",
    params(("id" = String, Path, description = "用户 ID")),
    responses((status = 200, body = FirstPassword), (status = "4XX", body = ErrorBody)),
)]
pub async fn user_resume(
    Caller(caller): Caller,
    Path(id): Path<String>,
) -> Result<Json<FirstPassword>, ApiError> {
    user::user_resume(&caller, &id).await?;
    Ok(Json(FirstPassword { first_password: None }))
}

/// 解锁用户
#[utoipa::path(
    post,
    path = "/api/v1/users/{id}/unlock",
    operation_id = "user_unlock",
    tag = "user",
    params(("id" = String, Path, description = "用户 ID")),
    responses((status = 200, body = FirstPassword), (status = "4XX", body = ErrorBody)),
)]
pub async fn user_unlock(
    Caller(caller): Caller,
    Path(id): Path<String>,
) -> Result<Json<FirstPassword>, ApiError> {
    user::user_unlock(&caller, &id).await?;
    Ok(Json(FirstPassword { first_password: None }))
}

/// 重置口令
#[utoipa::path(
    post,
    path = "/api/v1/users/{id}/reset-password",
    operation_id = "user_reset_password",
    tag = "user",
    params(("id" = String, Path, description = "用户 ID")),
    responses((status = 200, body = FirstPassword), (status = "4XX", body = ErrorBody)),
)]
pub async fn user_reset_password(
    Caller(caller): Caller,
    Path(id): Path<String>,
) -> Result<Json<FirstPassword>, ApiError> {
    let made = user::user_reset_password(&caller, &id).await?;
    Ok(Json(FirstPassword { first_password: Some(made) }))
}

/// 看机构
#[utoipa::path(
    get,
    path = "/api/v1/offices",
    operation_id = "office_list",
    tag = "user",
    responses((status = 200, body = OfficePage), (status = "4XX", body = ErrorBody)),
)]
pub async fn office_list(Caller(caller): Caller) -> Result<Json<OfficePage>, ApiError> {
    let view = |office: user::OfficeView| OfficeRow {
        id: office.id,
        name: office.name,
        section: office.section,
        kind: office.kind,
        kind_label: office.kind_label,
        division_code: office.division_code,
        division_name: office.division_name,
    };
    let items = user::offices(&caller).await?.into_iter().map(view).collect();
    Ok(Json(OfficePage { items, next_page: None }))
}

/// 看岗位与权限
#[utoipa::path(
    get,
    path = "/api/v1/duties",
    operation_id = "duty_list",
    tag = "user",
    responses((status = 200, body = DutyTable), (status = "4XX", body = ErrorBody)),
)]
pub async fn duty_list(Caller(caller): Caller) -> Result<Json<DutyTable>, ApiError> {
    let table = user::duty_table(&caller).await?;
    let duty = |row: &user::DutyRow| DutyRow {
        code: row.duty.code().to_owned(),
        label: row.duty.label().to_owned(),
        second_factor: row.second_factor,
    };
    let permission = |row: &Permission| PermissionRow {
        code: row.action.to_owned(),
        label: row.label.to_owned(),
        duties: row.duties.iter().map(|duty| duty.code().to_owned()).collect(),
    };
    Ok(Json(DutyTable {
        duties: table.duties.iter().map(duty).collect(),
        permissions: table.permissions.iter().map(permission).collect(),
    }))
}

/// 设定岗位是否必须二次验证
#[utoipa::path(
    post,
    path = "/api/v1/duties/{code}/second-factor",
    operation_id = "duty_second_factor",
    tag = "user",
    params(("code" = String, Path, description = "岗位代码")),
    request_body = SecondFactorInput,
    responses((status = 204, description = "已设定"), (status = "4XX", body = ErrorBody)),
)]
pub async fn duty_second_factor(
    Caller(caller): Caller,
    Path(code): Path<String>,
    Json(input): Json<SecondFactorInput>,
) -> Result<StatusCode, ApiError> {
    let duty = Duty::from_code(&code)?;
    let second = if input.required { SecondFactor::Required } else { SecondFactor::Free };
    user::set_second_factor(&caller, duty, second).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn find(caller: &mingqu_app::Caller, id: &str) -> Result<UserRow, AppError> {
    let found = user::users(caller).await?.into_iter().find(|row| row.id == id);
    let missing = || AppError::NotFound { what: "用户", id: id.to_owned() };
    found.map(row).ok_or_else(missing)
}

fn row(view: user::UserRow) -> UserRow {
    UserRow {
        id: view.id,
        username: view.username,
        display_name: view.display_name,
        division_code: view.division_code,
        division_name: view.division_name,
        office_id: view.office_id,
        office_name: view.office_name,
        duties: view::duties(&view.duties),
        state: view.state.to_owned(),
        state_label: view.state_label.to_owned(),
        locked_until: view.locked_until,
        password_once: view.password_once,
        second_factor: view.second_factor,
        last_sign_in_at: view.last_sign_in_at,
        actions: view::actions(view.actions),
    }
}

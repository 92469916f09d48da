//! Signing in and out (会话), one's own password and second factor.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use mingqu_app::user::{self, Credentials};
use mingqu_app::workbench::{self, Waiting};
use mingqu_app::{App, AppError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::{Caller, Token, Visit, cookie};
use crate::error::{ApiError, ErrorBody};
use crate::extract::Json;
use crate::view::{self, DutyView};

/// The routes of this area.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(session_start, session_read, session_end))
        .routes(routes!(session_password))
        .routes(routes!(session_totp_enrol))
        .routes(routes!(session_totp_confirm))
}

/// 登录
#[derive(Deserialize, ToSchema)]
pub struct SignInInput {
    /// 用户名
    username: String,
    /// 口令
    password: String,
    /// 二次验证码
    totp: Option<String>,
}

/// 当前用户
#[derive(Serialize, ToSchema)]
pub struct SessionUser {
    /// 用户 ID
    id: String,
    /// 用户名
    username: String,
    /// 姓名
    display_name: String,
    /// 机构 ID
    office_id: String,
    /// 机构名称
    office_name: String,
    /// 区划代码
    division_code: String,
    /// 区划名称
    division_name: String,
    /// 岗位
    duties: Vec<DutyView>,
    /// 是否已设二次验证
    second_factor: bool,
}

/// How to get into a demonstration; nobody else is told.
const DEMO_SIGN_IN: &str = "演示账号：wangxiulan 王秀兰（经办）、yeerjiang 叶尔江（复核）、\
    zhangzhiyuan 张志远（审批）、tuoli_jb 托里县经办、shenji 审计、sysadmin 系统管理员；\
    口令都是 Mingqu-2024。";

/// 账套
#[derive(Serialize, ToSchema)]
pub struct Book {
    /// 区划代码
    division_code: String,
    /// 区划名称
    division_name: String,
    /// 预算年度
    fiscal_year: i64,
    /// 是否已结账
    closed: bool,
}

/// 导航项
#[derive(Serialize, ToSchema)]
pub struct NavigationItem {
    /// 代码
    code: String,
    /// 名称
    label: String,
    /// 上级导航项
    parent: Option<String>,
    /// 待办件数
    count: i64,
    /// 是否有超期的
    late: bool,
}

/// 会话
#[derive(Serialize, ToSchema)]
pub struct SessionView {
    /// 当前用户
    user: SessionUser,
    /// 能办的事
    permissions: Vec<String>,
    /// 能看的账套
    books: Vec<Book>,
    /// 是否演示
    demo: bool,
    /// 今天
    today: String,
    /// 是否先要改口令
    password_due: bool,
    /// 是否先要设二次验证
    second_factor_due: bool,
    /// 导航
    navigation: Vec<NavigationItem>,
}

/// 改口令
#[derive(Deserialize, ToSchema)]
pub struct PasswordInput {
    /// 旧口令
    old_password: String,
    /// 新口令
    new_password: String,
}

/// 二次验证密钥，只显示这一次
#[derive(Serialize, ToSchema)]
pub struct TotpEnrolment {
    /// 密钥
    secret: String,
    /// 供验证器扫码的地址
    uri: String,
}

/// 二次验证码
#[derive(Deserialize, ToSchema)]
pub struct TotpInput {
    /// 验证器上的六位数
    code: String,
}

/// 登录
#[utoipa::path(
    post,
    path = "/api/v1/session",
    operation_id = "session_start",
    tag = "session",
    request_body = SignInInput,
    responses((status = 200, body = SessionView), (status = "4XX", body = ErrorBody)),
)]
pub async fn session_start(
    State(app): State<App>,
    visit: Visit,
    Json(input): Json<SignInInput>,
) -> Result<Response, ApiError> {
    let SignInInput { username, password, totp } = input;
    let Visit { address, request_id, secure, .. } = &visit;
    let signed_in =
        user::sign_in(&app, Credentials { username, password, totp }, address, request_id)
            .await
            .map_err(|error| ApiError::from(error).at_sign_in())?;
    let actor = user::resolve(&app, &signed_in.token, address, request_id).await?;
    let view = read(&mingqu_app::Caller { app, actor, key: None }).await?;
    Ok(with_cookie(Json(view).into_response(), Some(&signed_in.token), *secure))
}

/// 看当前会话
#[utoipa::path(
    get,
    path = "/api/v1/session",
    operation_id = "session_read",
    tag = "session",
    responses((status = 200, body = SessionView), (status = "4XX", body = ErrorBody)),
)]
pub async fn session_read(
    State(app): State<App>,
    caller: Result<Caller, ApiError>,
) -> Result<Json<SessionView>, ApiError> {
    match caller {
        Ok(Caller(caller)) => Ok(Json(read(&caller).await?)),
        Err(error) if app.is_demo() => Err(error.hinted(DEMO_SIGN_IN)),
        Err(error) => Err(error),
    }
}

/// 退出
#[utoipa::path(
    delete,
    path = "/api/v1/session",
    operation_id = "session_end",
    tag = "session",
    responses((status = 204, description = "已退出"), (status = "4XX", body = ErrorBody)),
)]
pub async fn session_end(
    visit: Visit,
    caller: Result<Caller, ApiError>,
    token: Result<Token, ApiError>,
) -> Result<Response, ApiError> {
    if let (Ok(Caller(caller)), Ok(Token(token))) = (caller, token) {
        user::sign_out(&caller, &token).await?;
    }
    // Signed out already is signed out.
    Ok(with_cookie(StatusCode::NO_CONTENT.into_response(), None, visit.secure))
}

/// 改自己的口令
#[utoipa::path(
    post,
    path = "/api/v1/session/password",
    operation_id = "session_password",
    tag = "session",
    request_body = PasswordInput,
    responses((status = 204, description = "已改"), (status = "4XX", body = ErrorBody)),
)]
pub async fn session_password(
    Caller(caller): Caller,
    Token(token): Token,
    Json(input): Json<PasswordInput>,
) -> Result<StatusCode, ApiError> {
    user::change_password(&caller, &token, &input.old_password, &input.new_password).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// 生成自己的二次验证密钥
#[utoipa::path(
    post,
    path = "/api/v1/session/totp/enrol",
    operation_id = "session_totp_enrol",
    tag = "session",
    responses((status = 200, body = TotpEnrolment), (status = "4XX", body = ErrorBody)),
)]
pub async fn session_totp_enrol(Caller(caller): Caller) -> Result<Json<TotpEnrolment>, ApiError> {
    let made = user::totp_enrol(&caller).await?;
    Ok(Json(TotpEnrolment { secret: made.secret, uri: made.uri }))
}

/// 启用自己的二次验证
#[utoipa::path(
    post,
    path = "/api/v1/session/totp/confirm",
    operation_id = "session_totp_confirm",
    tag = "session",
    request_body = TotpInput,
    responses((status = 204, description = "已启用"), (status = "4XX", body = ErrorBody)),
)]
pub async fn session_totp_confirm(
    Caller(caller): Caller,
    Json(input): Json<TotpInput>,
) -> Result<StatusCode, ApiError> {
    user::totp_confirm(&caller, &input.code).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn read(caller: &mingqu_app::Caller) -> Result<SessionView, AppError> {
    let view = user::session_view(caller).await?;
    let waiting = workbench::waiting(caller).await?;
    let who = view.user;
    Ok(SessionView {
        user: SessionUser {
            id: who.id,
            username: who.username,
            display_name: who.display_name,
            office_id: who.office_id,
            office_name: who.office_name,
            division_code: who.division_code,
            division_name: who.division_name,
            duties: view::duties(&who.duties),
            second_factor: who.second_factor,
        },
        permissions: view.permissions.into_iter().map(str::to_owned).collect(),
        books: view.books.into_iter().map(book).collect(),
        demo: view.demo,
        today: view.today,
        password_due: view.password_due,
        second_factor_due: view.second_factor_due,
        navigation: view.places.into_iter().map(|one| place(one, &waiting)).collect(),
    })
}

fn book(book: user::BookView) -> Book {
    let user::BookView { division_code, division_name, fiscal_year, closed } = book;
    Book { division_code, division_name, fiscal_year, closed }
}

fn place(place: user::Place, waiting: &[Waiting]) -> NavigationItem {
    let here = waiting.iter().find(|row| row.place == place.code);
    NavigationItem {
        code: place.code.to_owned(),
        label: place.label.to_owned(),
        parent: place.parent.map(str::to_owned),
        count: here.map_or(0, |row| row.count),
        late: here.is_some_and(|row| row.late),
    }
}

fn with_cookie(mut response: Response, token: Option<&str>, secure: bool) -> Response {
    if let Ok(value) = HeaderValue::from_str(&cookie(token, secure)) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    response
}

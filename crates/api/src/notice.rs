//! Incoming notices (来文): import, the confirming screen, registering.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use mingqu_app::export::Sheet;
use mingqu_app::notice::{
    self, ImportOutcome, LineInput, NoticeAnswerDoubt, NoticeCorrect, NoticeQuery, NoticeRegister,
    NoticeReject, NoticeReverse, NoticeSummary,
};
use mingqu_app::{App, AppError};
use mingqu_money::Fen;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::Caller;
use crate::download::{self, Disposition};
use crate::error::{ApiError, ErrorBody};
use crate::extract::{Json, Path, Query};
use crate::notice_view::{NoticeView, view};
use crate::paging::{BookQuery, cut};
use crate::upload::{self, Upload};
use crate::view::{ReasonInput, VersionInput};

/// The routes of this area.
pub fn routes() -> OpenApiRouter<App> {
    let import = OpenApiRouter::default().routes(routes!(notice_import)).layer(upload::limit());
    OpenApiRouter::default()
        .merge(import)
        .routes(routes!(notice_list))
        .routes(routes!(notice_import_again))
        .routes(routes!(notice_read, notice_correct))
        .routes(routes!(notice_answer_doubt))
        .routes(routes!(notice_register))
        .routes(routes!(notice_reject))
        .routes(routes!(notice_reverse))
        .routes(routes!(notice_original))
}

/// 来文
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NoticeRow {
    /// 来文 ID
    id: String,
    /// 区划代码
    division_code: String,
    /// 预算年度
    fiscal_year: i64,
    /// 状态
    state: String,
    /// 状态名称
    state_label: String,
    /// 文号
    document_no: Option<String>,
    /// 标题
    title: String,
    /// 发文机关
    issuer: String,
    /// 资金名称
    fund_name: String,
    /// 金额（分）
    total_fen: Option<i64>,
    /// 成文日期
    issue_on: Option<String>,
    /// 收到时刻（UTC）
    received_at: String,
    /// 登记日期
    registered_on: Option<String>,
    /// 文件名
    file_name: String,
    /// 没处理的存疑
    doubts_open: i64,
    /// upper 上级来文 / supplement 本级补录
    way: String,
    /// 来源名称
    way_label: String,
}

/// 一页来文
#[derive(Serialize, ToSchema)]
pub struct NoticePage {
    /// 来文，新的在前
    items: Vec<NoticeRow>,
    /// 下一页的翻页标记
    next_page: Option<String>,
}

/// 分配表的一行
#[derive(Deserialize, ToSchema)]
pub struct NoticeLineInput {
    /// 文中名称
    name: String,
    /// 区划代码，空则按名称找
    division_code: Option<String>,
    /// 金额（分）
    amount_fen: i64,
}

/// 更正来文
#[derive(Deserialize, ToSchema)]
pub struct NoticeCorrectInput {
    /// 看到的版本
    version: i64,
    /// 要素：值
    #[serde(default)]
    facts: BTreeMap<String, String>,
    /// 整张分配表
    lines: Option<Vec<NoticeLineInput>>,
    /// 本文文号
    document_no: Option<String>,
    /// 无文号的理由
    no_document_no_reason: Option<String>,
    /// 换到哪个年度的账套
    fiscal_year: Option<i64>,
}

/// 已留存的原件再读一次
#[derive(Deserialize, ToSchema)]
pub struct ImportAgainInput {
    /// 账套区划
    division_code: String,
    /// 预算年度
    fiscal_year: i64,
    /// 原件 ID，读不出时告知的
    upload_id: String,
}

/// 处理存疑
#[derive(Deserialize, ToSchema)]
pub struct AnswerInput {
    /// 看到的版本
    version: i64,
    /// 甲乙丙丁
    letter: String,
    /// 答复
    answer: String,
    /// 内容
    text: Option<String>,
}

fn row(found: NoticeSummary) -> NoticeRow {
    let NoticeSummary { row, state_label, way_label, doubts_open } = found;
    NoticeRow {
        id: row.id,
        division_code: row.division_code,
        fiscal_year: row.fiscal_year,
        state: row.state,
        state_label: state_label.to_owned(),
        document_no: row.document_no,
        title: row.title,
        issuer: row.issuer,
        fund_name: row.fund_name,
        total_fen: row.total.map(Fen::fen),
        issue_on: row.issue_on,
        received_at: row.received_at,
        registered_on: row.registered_on,
        file_name: row.file_name,
        doubts_open,
        way: row.way,
        way_label: way_label.to_owned(),
    }
}

/// 来文列表
#[utoipa::path(
    get,
    path = "/api/v1/notices",
    operation_id = "notice_list",
    tag = "notice",
    params(BookQuery),
    responses((status = 200, body = NoticePage), (status = "4XX", body = ErrorBody)),
)]
pub async fn notice_list(
    Caller(caller): Caller,
    Query(asked): Query<BookQuery>,
) -> Result<Response, ApiError> {
    let rows = asked.rows();
    let query = NoticeQuery {
        state: asked.state(),
        q: asked.words(),
        before: asked.before(),
        limit: rows + 1,
        division_code: asked.division_code,
        fiscal_year: asked.fiscal_year,
    };
    let found = notice::notices(&caller, query).await?;
    let mut items: Vec<NoticeRow> = found.into_iter().map(row).collect();
    let next_page = cut(&mut items, rows, |row| format!("{}|{}", row.received_at, row.id));
    download::list(NoticePage { items, next_page }, asked.format, sheet)
}

fn sheet(page: &NoticePage) -> Sheet {
    let columns = [
        "文号",
        "标题",
        "发文机关",
        "资金",
        "金额（元）",
        "成文日期",
        "收到（UTC）",
        "状态",
        "来源",
    ];
    Sheet::new("来文", &columns).rows(page.items.iter().map(|row| {
        [
            row.document_no.as_deref().into(),
            row.title.as_str().into(),
            row.issuer.as_str().into(),
            row.fund_name.as_str().into(),
            row.total_fen.map(crate::indicator::fen).into(),
            row.issue_on.as_deref().into(),
            row.received_at.as_str().into(),
            row.state_label.as_str().into(),
            row.way_label.as_str().into(),
        ]
    }))
}

/// 导入来文
#[utoipa::path(
    post,
    path = "/api/v1/notices",
    operation_id = "notice_import",
    tag = "notice",
    request_body(content = Object, content_type = "multipart/form-data",
        description = "file 文件，division_code 账套区划，fiscal_year 预算年度"),
    responses(
        (status = 201, body = NoticeView, description = "新的来文"),
        (status = 200, body = NoticeView, description = "同一份来文已收过，打开那一份"),
        (status = "4XX", body = ErrorBody),
    ),
)]
pub async fn notice_import(Caller(caller): Caller, file: Upload) -> Result<Response, ApiError> {
    let division = file.field("division_code")?.to_owned();
    let year = file.number("fiscal_year")?;
    let Upload { file_name, bytes, .. } = file;
    caller.actor.require("notice.import")?;
    let (upload_id, outcome) = notice::import(&caller, &division, year, &file_name, bytes).await;
    let outcome = outcome.map_err(|error| {
        let kept = error.code().starts_with("reader.");
        ApiError::from(error).with_upload(kept.then_some(upload_id))
    })?;
    opened(&caller, outcome).await
}

/// 已留存的原件再读一次
#[utoipa::path(
    post,
    path = "/api/v1/notices/import-again",
    operation_id = "notice_import_again",
    tag = "notice",
    request_body = ImportAgainInput,
    responses(
        (status = 201, body = NoticeView, description = "新的来文"),
        (status = 200, body = NoticeView, description = "同一份来文已收过，打开那一份"),
        (status = "4XX", body = ErrorBody),
    ),
)]
pub async fn notice_import_again(
    Caller(caller): Caller,
    Json(input): Json<ImportAgainInput>,
) -> Result<Response, ApiError> {
    let ImportAgainInput { division_code, fiscal_year, upload_id } = input;
    let outcome = notice::import_again(&caller, &division_code, fiscal_year, &upload_id).await?;
    opened(&caller, outcome).await
}

/// What an import opens: the new draft, or the paper it repeats.
async fn opened(caller: &mingqu_app::Caller, outcome: ImportOutcome) -> Result<Response, ApiError> {
    match outcome {
        ImportOutcome::New(id) => {
            let found = view(notice::notice(caller, &id).await?, None);
            Ok((StatusCode::CREATED, Json(found)).into_response())
        }
        ImportOutcome::SameNotice(id) => {
            let found = notice::notice(caller, &id).await?;
            let title = found.row.title.clone();
            Ok(Json(view(found, Some(("notice", &id, &title)))).into_response())
        }
        ImportOutcome::SameDocument(id) => {
            let found = mingqu_app::allotment::document(caller, &id).await?;
            let title = &found.summary.row.title;
            Ok(Json(crate::notice_view::of_document(&found, ("document", &id, title)))
                .into_response())
        }
    }
}

/// 一份来文
#[utoipa::path(
    get,
    path = "/api/v1/notices/{id}",
    operation_id = "notice_read",
    tag = "notice",
    params(("id" = String, Path, description = "来文 ID")),
    responses((status = 200, body = NoticeView), (status = "4XX", body = ErrorBody)),
)]
pub async fn notice_read(
    Caller(caller): Caller,
    Path(id): Path<String>,
) -> Result<Json<NoticeView>, ApiError> {
    Ok(Json(view(notice::notice(&caller, &id).await?, None)))
}

/// 更正来文
#[utoipa::path(
    patch,
    path = "/api/v1/notices/{id}",
    operation_id = "notice_correct",
    tag = "notice",
    params(("id" = String, Path, description = "来文 ID")),
    request_body = NoticeCorrectInput,
    responses((status = 200, body = NoticeView), (status = "4XX", body = ErrorBody)),
)]
pub async fn notice_correct(
    Caller(caller): Caller,
    Path(id): Path<String>,
    Json(input): Json<NoticeCorrectInput>,
) -> Result<Json<NoticeView>, ApiError> {
    let mut facts = input.facts;
    if let Some(no) = input.document_no {
        facts.insert("document_no".to_owned(), no);
    }
    let lines = input.lines.map(|lines| {
        let line = |line: NoticeLineInput| {
            let NoticeLineInput { name, division_code, amount_fen } = line;
            Ok::<_, AppError>(LineInput { name, division_code, amount: Fen::new(amount_fen)? })
        };
        lines.into_iter().map(line).collect::<Result<Vec<_>, _>>()
    });
    let command = NoticeCorrect {
        division_code: book_of(&caller, &id).await?,
        id: id.clone(),
        version: input.version,
        facts,
        lines: lines.transpose()?,
        no_document_no_reason: input.no_document_no_reason,
        fiscal_year: input.fiscal_year,
    };
    caller.execute(command).await?;
    Ok(Json(view(notice::notice(&caller, &id).await?, None)))
}

/// The book of a notice; one that the caller may not even read is not found.
async fn book_of(caller: &mingqu_app::Caller, id: &str) -> Result<String, AppError> {
    Ok(notice::notice(caller, id).await?.row.division_code)
}

/// 处理存疑
#[utoipa::path(
    post,
    path = "/api/v1/notices/{id}/answer-doubt",
    operation_id = "notice_answer_doubt",
    tag = "notice",
    params(("id" = String, Path, description = "来文 ID")),
    request_body = AnswerInput,
    responses((status = 200, body = NoticeView), (status = "4XX", body = ErrorBody)),
)]
pub async fn notice_answer_doubt(
    Caller(caller): Caller,
    Path(id): Path<String>,
    Json(input): Json<AnswerInput>,
) -> Result<Json<NoticeView>, ApiError> {
    let AnswerInput { version, letter, answer, text } = input;
    let division_code = book_of(&caller, &id).await?;
    let id_of = id.clone();
    let command = NoticeAnswerDoubt { division_code, id: id_of, version, letter, answer, text };
    caller.execute(command).await?;
    Ok(Json(view(notice::notice(&caller, &id).await?, None)))
}

/// 登记来文
#[utoipa::path(
    post,
    path = "/api/v1/notices/{id}/register",
    operation_id = "notice_register",
    tag = "notice",
    params(("id" = String, Path, description = "来文 ID")),
    request_body = VersionInput,
    responses((status = 200, body = NoticeView), (status = "4XX", body = ErrorBody)),
)]
pub async fn notice_register(
    Caller(caller): Caller,
    Path(id): Path<String>,
    Json(input): Json<VersionInput>,
) -> Result<Json<NoticeView>, ApiError> {
    let division_code = book_of(&caller, &id).await?;
    let command = NoticeRegister { division_code, id: id.clone(), version: input.version };
    caller.execute_once(command).await?;
    mingqu_app::allotment::courier_run(&caller.app).await?;
    Ok(Json(view(notice::notice(&caller, &id).await?, None)))
}

/// 退回来文
#[utoipa::path(
    post,
    path = "/api/v1/notices/{id}/reject",
    operation_id = "notice_reject",
    tag = "notice",
    params(("id" = String, Path, description = "来文 ID")),
    request_body = ReasonInput,
    responses((status = 200, body = NoticeView), (status = "4XX", body = ErrorBody)),
)]
pub async fn notice_reject(
    Caller(caller): Caller,
    Path(id): Path<String>,
    Json(input): Json<ReasonInput>,
) -> Result<Json<NoticeView>, ApiError> {
    let ReasonInput { version, reason } = input;
    let division_code = book_of(&caller, &id).await?;
    caller.execute(NoticeReject { division_code, id: id.clone(), version, reason }).await?;
    Ok(Json(view(notice::notice(&caller, &id).await?, None)))
}

/// 红冲登记
#[utoipa::path(
    post,
    path = "/api/v1/notices/{id}/reverse",
    operation_id = "notice_reverse",
    tag = "notice",
    params(("id" = String, Path, description = "来文 ID")),
    request_body = ReasonInput,
    responses((status = 200, body = NoticeView), (status = "4XX", body = ErrorBody)),
)]
pub async fn notice_reverse(
    Caller(caller): Caller,
    Path(id): Path<String>,
    Json(input): Json<ReasonInput>,
) -> Result<Json<NoticeView>, ApiError> {
    let ReasonInput { version, reason } = input;
    let division_code = book_of(&caller, &id).await?;
    caller.execute_once(NoticeReverse { division_code, id: id.clone(), version, reason }).await?;
    Ok(Json(view(notice::notice(&caller, &id).await?, None)))
}

/// 来文原件
#[utoipa::path(
    get,
    path = "/api/v1/notices/{id}/original",
    operation_id = "notice_original",
    tag = "notice",
    params(("id" = String, Path, description = "来文 ID")),
    responses((status = 200, description = "原件"), (status = "4XX", body = ErrorBody)),
)]
pub async fn notice_original(
    Caller(caller): Caller,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let (name, bytes) = notice::original(&caller, &id).await?;
    Ok(download::file(bytes, "application/octet-stream", &name, Disposition::Attachment))
}

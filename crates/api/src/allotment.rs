//! Allotments (下达): drafting, issuing, revoking, and the papers as files.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use mingqu_app::allotment::{
    self as app, AllotmentDraft, AllotmentIssue, AllotmentQuery, AllotmentRecordReceipt,
    AllotmentRevoke, AllotmentSummary, Scan,
};
use mingqu_app::export::Sheet;
use mingqu_app::{App, AppError};
use mingqu_money::Fen;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::allocation::check;
use crate::approval::number;
use crate::caller::Caller;
use crate::download;
use crate::error::{ApiError, ErrorBody};
use crate::extract::{Json, Path, Query};
use crate::indicator::fen;
use crate::paging::{BookQuery, cut};
use crate::paper::{self, PaperLink, ParagraphView};
use crate::upload::{self, Upload};
use crate::view::{self, ActionView, CheckView, ReasonInput, VersionInput};

/// The routes of this area.
pub fn routes() -> OpenApiRouter<App> {
    let receipt =
        OpenApiRouter::default().routes(routes!(allotment_record_receipt)).layer(upload::limit());
    OpenApiRouter::default()
        .routes(routes!(allotment_draft))
        .routes(routes!(allotment_list))
        .routes(routes!(allotment_read))
        .routes(routes!(allotment_issue))
        .routes(routes!(allotment_revoke))
        .routes(routes!(allotment_paper))
        .merge(receipt)
}

/// 下达文
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AllotmentRow {
    /// 下达文 ID
    id: String,
    /// 文号
    document_no: Option<String>,
    /// 标题
    title: String,
    /// draft / issued / part_received / received / revoked
    state: String,
    /// 状态名称
    state_label: String,
    /// 合计（分）
    total_fen: i64,
    /// 发文日期
    issued_on: Option<String>,
    /// 已接收几家
    received_count: i64,
    /// 共几家
    recipient_count: i64,
    /// 未接收（分）
    unreceived_fen: i64,
    /// 拟稿时刻（UTC）
    created_at: String,
}

/// 一页下达文
#[derive(Serialize, ToSchema)]
pub struct AllotmentPage {
    /// 下达文，新的在前
    items: Vec<AllotmentRow>,
    /// 下一页的翻页标记
    next_page: Option<String>,
}

/// 附件1的一行
#[derive(Serialize, ToSchema)]
pub struct AllotmentLineView {
    /// 行号
    line_no: i64,
    /// 区划代码
    division_code: String,
    /// 区划名称
    division_name: String,
    /// 下达（分）
    amount_fen: i64,
    /// 已接收（分）
    received_fen: i64,
    /// 状态名称
    state_label: String,
}

/// 送达
#[derive(Serialize, ToSchema)]
pub struct DeliveryView {
    /// 送达 ID
    id: String,
    /// main 主送 / cc 抄送
    kind: String,
    /// 收文单位
    to_name: String,
    /// 区划代码
    division_code: String,
    /// 送到时刻（UTC）
    delivered_at: Option<String>,
    /// 首次打开（UTC）
    read_at: Option<String>,
    /// 谁打开的
    read_by: Option<String>,
    /// 接收时刻（UTC）
    received_at: Option<String>,
    /// 谁接收的
    received_by: Option<String>,
    /// 状态名称
    state_label: String,
    /// 金额（分）
    amount_fen: Option<i64>,
}

/// 打开的下达文
#[derive(Serialize, ToSchema)]
pub struct AllotmentView {
    /// 下达文
    #[serde(flatten)]
    row: AllotmentRow,
    /// 版本
    version: i64,
    /// 区划代码
    division_code: String,
    /// 预算年度
    fiscal_year: i64,
    /// 发文机关
    issuer: String,
    /// 主送
    recipients_line: String,
    /// 正文
    paragraphs: Vec<ParagraphView>,
    /// 附件1的行
    lines: Vec<AllotmentLineView>,
    /// 抄送
    cc: Vec<String>,
    /// 附件
    attachments: Vec<String>,
    /// 送达
    deliveries: Vec<DeliveryView>,
    /// 可下载的公文
    papers: Vec<PaperLink>,
    /// 检查
    checks: Vec<CheckView>,
    /// 凭证 ID
    entry_id: Option<String>,
    /// 指标 ID
    indicator_id: String,
    /// 分配方案 ID
    allocation_id: Option<String>,
    /// 撤回理由
    revoke_reason: Option<String>,
    /// 能办什么
    actions: Vec<ActionView>,
}

fn row(found: AllotmentSummary) -> AllotmentRow {
    AllotmentRow {
        state: found.state.to_owned(),
        state_label: found.state_label.to_owned(),
        received_count: number(found.received_count),
        recipient_count: number(found.recipient_count),
        unreceived_fen: found.unreceived.fen(),
        id: found.row.id,
        document_no: found.row.document_no,
        title: found.row.title,
        total_fen: found.row.total.fen(),
        issued_on: found.row.issued_on,
        created_at: found.row.created_at,
    }
}

fn shown(found: app::AllotmentView) -> AllotmentView {
    let kept = found.summary.row.clone();
    let lines = found.lines.into_iter().map(|line| AllotmentLineView {
        line_no: number(line.line_no),
        division_code: line.division_code,
        division_name: line.division_name,
        amount_fen: line.amount.fen(),
        received_fen: line.received.fen(),
        state_label: line.state_label.to_owned(),
    });
    AllotmentView {
        row: row(found.summary),
        version: kept.version,
        division_code: kept.division_code,
        fiscal_year: kept.fiscal_year,
        lines: lines.collect(),
        deliveries: found.deliveries.into_iter().map(delivery).collect(),
        papers: paper::links(&format!("/api/v1/allotments/{}/papers", kept.id)),
        checks: found.checks.into_iter().map(check).collect(),
        entry_id: kept.entry_id,
        indicator_id: kept.indicator_id,
        allocation_id: kept.allocation_id,
        revoke_reason: kept.revoke_reason,
        actions: view::actions(found.actions),
        issuer: found.paper.issuer,
        recipients_line: found.paper.addressees,
        paragraphs: paper::paragraphs(found.paper.sections),
        cc: found.paper.cc,
        attachments: found.paper.attachments,
    }
}

fn delivery(found: app::DeliveryView) -> DeliveryView {
    DeliveryView {
        state_label: found.state_label,
        id: found.row.id,
        kind: found.row.kind,
        to_name: found.row.to_name,
        division_code: found.row.to_division,
        delivered_at: found.row.delivered_at,
        read_at: found.row.read_at,
        read_by: found.row.read_by,
        received_at: found.row.received_at,
        received_by: found.row.received_by,
        amount_fen: found.row.amount.map(Fen::fen),
    }
}

/// 拟下达文
#[utoipa::path(
    post,
    path = "/api/v1/allocations/{id}/allotment",
    operation_id = "allotment_draft",
    tag = "allotment",
    params(("id" = String, Path, description = "分配方案 ID")),
    responses((status = 201, body = AllotmentView), (status = "4XX", body = ErrorBody)),
)]
pub async fn allotment_draft(
    Caller(caller): Caller,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let found = mingqu_app::allocation::allocation(&caller, &id).await?.row;
    let command = AllotmentDraft { division_code: found.division_code, allocation_id: id };
    let id = caller.execute(command).await?;
    let found = shown(app::allotment(&caller, &id).await?);
    Ok((StatusCode::CREATED, Json(found)).into_response())
}

/// 下达文列表
#[utoipa::path(
    get,
    path = "/api/v1/allotments",
    operation_id = "allotment_list",
    tag = "allotment",
    params(BookQuery),
    responses((status = 200, body = AllotmentPage), (status = "4XX", body = ErrorBody)),
)]
pub async fn allotment_list(
    Caller(caller): Caller,
    Query(asked): Query<BookQuery>,
) -> Result<Response, ApiError> {
    let rows = asked.rows();
    let query = AllotmentQuery {
        state: asked.state(),
        q: asked.words(),
        before: asked.before(),
        limit: rows + 1,
        division_code: asked.division_code,
        fiscal_year: asked.fiscal_year,
    };
    let found = app::allotments(&caller, query).await?;
    let mut items: Vec<AllotmentRow> = found.into_iter().map(row).collect();
    let next_page = cut(&mut items, rows, |row| format!("{}|{}", row.created_at, row.id));
    download::list(AllotmentPage { items, next_page }, asked.format, sheet)
}

fn sheet(page: &AllotmentPage) -> Sheet {
    let columns =
        ["文号", "标题", "状态", "发文日期", "合计（元）", "已接收家数", "共几家", "未接收（元）"];
    Sheet::new("下达", &columns).rows(page.items.iter().map(|row| {
        [
            row.document_no.as_deref().into(),
            row.title.as_str().into(),
            row.state_label.as_str().into(),
            row.issued_on.as_deref().into(),
            fen(row.total_fen).into(),
            row.received_count.into(),
            row.recipient_count.into(),
            fen(row.unreceived_fen).into(),
        ]
    }))
}

/// 一份下达文
#[utoipa::path(
    get,
    path = "/api/v1/allotments/{id}",
    operation_id = "allotment_read",
    tag = "allotment",
    params(("id" = String, Path, description = "下达文 ID")),
    responses((status = 200, body = AllotmentView), (status = "4XX", body = ErrorBody)),
)]
pub async fn allotment_read(
    Caller(caller): Caller,
    Path(id): Path<String>,
) -> Result<Json<AllotmentView>, ApiError> {
    Ok(Json(shown(app::allotment(&caller, &id).await?)))
}

/// The book of an allotment; one that the caller may not even read is not found.
async fn book_of(caller: &mingqu_app::Caller, id: &str) -> Result<String, AppError> {
    Ok(app::allotment(caller, id).await?.summary.row.division_code)
}

/// 下达
#[utoipa::path(
    post,
    path = "/api/v1/allotments/{id}/issue",
    operation_id = "allotment_issue",
    tag = "allotment",
    params(("id" = String, Path, description = "下达文 ID")),
    request_body = VersionInput,
    responses((status = 200, body = AllotmentView), (status = "4XX", body = ErrorBody)),
)]
pub async fn allotment_issue(
    Caller(caller): Caller,
    Path(id): Path<String>,
    Json(input): Json<VersionInput>,
) -> Result<Json<AllotmentView>, ApiError> {
    let division_code = book_of(&caller, &id).await?;
    let command = AllotmentIssue { division_code, id: id.clone(), version: input.version };
    caller.execute_once(command).await?;
    app::courier_run(&caller.app).await?;
    Ok(Json(shown(app::allotment(&caller, &id).await?)))
}

/// 撤回下达
#[utoipa::path(
    post,
    path = "/api/v1/allotments/{id}/revoke",
    operation_id = "allotment_revoke",
    tag = "allotment",
    params(("id" = String, Path, description = "下达文 ID")),
    request_body = ReasonInput,
    responses((status = 200, body = AllotmentView), (status = "4XX", body = ErrorBody)),
)]
pub async fn allotment_revoke(
    Caller(caller): Caller,
    Path(id): Path<String>,
    Json(input): Json<ReasonInput>,
) -> Result<Json<AllotmentView>, ApiError> {
    let ReasonInput { version, reason } = input;
    let division_code = book_of(&caller, &id).await?;
    caller.execute_once(AllotmentRevoke { division_code, id: id.clone(), version, reason }).await?;
    Ok(Json(shown(app::allotment(&caller, &id).await?)))
}

/// 代登记接收：下级不在系统里，凭签收扫描件登记
#[utoipa::path(
    post,
    path = "/api/v1/allotments/{id}/deliveries/{delivery_id}/receipt",
    operation_id = "allotment_record_receipt",
    tag = "allotment",
    params(
        ("id" = String, Path, description = "下达文 ID"),
        ("delivery_id" = String, Path, description = "送达 ID"),
    ),
    request_body(content = Object, content_type = "multipart/form-data",
        description = "file 签收扫描件，received_by 签收人，received_on 签收日期"),
    responses((status = 200, body = AllotmentView), (status = "4XX", body = ErrorBody)),
)]
pub async fn allotment_record_receipt(
    Caller(caller): Caller,
    Path((id, delivery_id)): Path<(String, String)>,
    file: Upload,
) -> Result<Json<AllotmentView>, ApiError> {
    let division_code = book_of(&caller, &id).await?;
    let received_by = file.field("received_by")?.to_owned();
    let on = file.field("received_on")?.parse();
    let received_on = on.map_err(|_| ApiError::field("received_on", "应如 2024-04-23"))?;
    let scan = Scan::sealed(&caller.app, &file.file_name, &file.bytes)?;
    let command =
        AllotmentRecordReceipt { division_code, delivery_id, received_by, received_on, scan };
    caller.execute(command).await?;
    Ok(Json(shown(app::allotment(&caller, &id).await?)))
}

/// 下达文的公文
#[utoipa::path(
    get,
    path = "/api/v1/allotments/{id}/papers/{file}",
    operation_id = "allotment_paper",
    tag = "allotment",
    params(
        ("id" = String, Path, description = "下达文 ID"),
        ("file" = String, Path, description = "notice / table / targets 加 .pdf / .docx / .xlsx"),
    ),
    responses((status = 200, description = "公文"), (status = "4XX", body = ErrorBody)),
)]
pub async fn allotment_paper(
    Caller(caller): Caller,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, ApiError> {
    let (name, format) = paper::named(&file)?;
    Ok(paper::file(app::paper_of_allotment(&caller, &id, name, format).await?))
}

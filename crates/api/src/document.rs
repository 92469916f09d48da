//! Documents received (收到的文件): a page, one opened, receiving it.

use axum::response::Response;
use mingqu_app::App;
use mingqu_app::allotment::{
    self as app, DocumentQuery, DocumentReceive, DocumentSummary, courier_run,
};
use mingqu_app::export::Sheet;
use mingqu_money::Fen;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::approval::number;
use crate::caller::Caller;
use crate::download;
use crate::error::{ApiError, ErrorBody};
use crate::extract::{Json, Path, Query};
use crate::indicator::fen;
use crate::paging::{BookQuery, cut};
use crate::paper::{self, PaperLink, ParagraphView};
use crate::view::{self, ActionView};

/// The routes of this area.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(document_list))
        .routes(routes!(document_read))
        .routes(routes!(document_receive))
        .routes(routes!(document_paper))
}

/// 收到的文件
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DocumentRow {
    /// 文件 ID，与上级的送达相同
    id: String,
    /// 同 id
    delivery_id: String,
    /// 文号
    document_no: String,
    /// 标题
    title: String,
    /// 发文机关
    issuer: String,
    /// main 主送 / cc 抄送
    kind: String,
    /// 金额（分）
    amount_fen: Option<i64>,
    /// 资金名称
    fund_name: String,
    /// 发文日期
    issued_on: String,
    /// 送到时刻（UTC）
    arrived_at: String,
    /// unread / read / received / revoked
    state: String,
    /// 状态名称
    state_label: String,
    /// 分解到期日，从发文起算
    due_on: Option<String>,
}

/// 一页文件
#[derive(Serialize, ToSchema)]
pub struct DocumentPage {
    /// 文件，新的在前
    items: Vec<DocumentRow>,
    /// 下一页的翻页标记
    next_page: Option<String>,
}

/// 附件1的一行
#[derive(Serialize, ToSchema)]
pub struct DocumentLine {
    /// 行号
    line_no: i64,
    /// 区划代码
    division_code: String,
    /// 区划名称
    division_name: String,
    /// 金额（分）
    amount_fen: i64,
}

/// 打开的文件
#[derive(Serialize, ToSchema)]
pub struct DocumentView {
    /// 文件
    #[serde(flatten)]
    row: DocumentRow,
    /// 版本
    version: i64,
    /// 区划代码
    division_code: String,
    /// 预算年度
    fiscal_year: i64,
    /// 主送
    recipients_line: String,
    /// 正文
    paragraphs: Vec<ParagraphView>,
    /// 附件1的行
    lines: Vec<DocumentLine>,
    /// 合计（分）
    total_fen: i64,
    /// 抄送
    cc: Vec<String>,
    /// 附件
    attachments: Vec<String>,
    /// 可下载的公文
    papers: Vec<PaperLink>,
    /// 接收日期
    received_on: Option<String>,
    /// 谁接收的
    received_by: Option<String>,
    /// 指标 ID
    indicator_id: Option<String>,
    /// 凭证 ID
    entry_id: Option<String>,
    /// 能办什么
    actions: Vec<ActionView>,
}

fn row(found: DocumentSummary) -> DocumentRow {
    DocumentRow {
        state: found.state.code().to_owned(),
        state_label: found.state_label.to_owned(),
        due_on: found.due_on,
        delivery_id: found.row.id.clone(),
        id: found.row.id,
        document_no: found.row.document_no,
        title: found.row.title,
        issuer: found.row.issuer,
        kind: found.row.kind,
        amount_fen: found.row.amount.map(Fen::fen),
        fund_name: found.row.fund_name,
        issued_on: found.row.issued_on,
        arrived_at: found.row.arrived_at,
    }
}

fn shown(found: app::DocumentView) -> DocumentView {
    let kept = found.summary.row.clone();
    let lines = found.paper.lines.iter().enumerate().map(|(place, line)| DocumentLine {
        line_no: number(place + 1),
        division_code: line.division_code.clone(),
        division_name: line.name.clone(),
        amount_fen: line.amount_fen,
    });
    DocumentView {
        row: row(found.summary),
        version: kept.version,
        division_code: kept.division_code,
        fiscal_year: kept.fiscal_year,
        lines: lines.collect(),
        papers: paper::links(&format!("/api/v1/documents/{}/papers", kept.id)),
        received_on: kept.received_on,
        received_by: kept.received_by,
        indicator_id: kept.indicator_id,
        entry_id: kept.entry_id,
        actions: view::actions(found.actions),
        recipients_line: found.paper.addressees,
        paragraphs: paper::paragraphs(found.paper.sections),
        total_fen: found.paper.total_fen,
        cc: found.paper.cc,
        attachments: found.paper.attachments,
    }
}

/// 收到的文件列表
#[utoipa::path(
    get,
    path = "/api/v1/documents",
    operation_id = "document_list",
    tag = "document",
    params(BookQuery),
    responses((status = 200, body = DocumentPage), (status = "4XX", body = ErrorBody)),
)]
pub async fn document_list(
    Caller(caller): Caller,
    Query(asked): Query<BookQuery>,
) -> Result<Response, ApiError> {
    let rows = asked.rows();
    let query = DocumentQuery {
        state: asked.state(),
        q: asked.words(),
        before: asked.before(),
        limit: rows + 1,
        division_code: asked.division_code,
        fiscal_year: asked.fiscal_year,
    };
    let found = app::documents(&caller, query).await?;
    let mut items: Vec<DocumentRow> = found.into_iter().map(row).collect();
    let next_page = cut(&mut items, rows, |row| format!("{}|{}", row.arrived_at, row.id));
    download::list(DocumentPage { items, next_page }, asked.format, sheet)
}

fn sheet(page: &DocumentPage) -> Sheet {
    let columns =
        ["文号", "标题", "发文机关", "主送或抄送", "金额（元）", "发文日期", "状态", "分解到期"];
    Sheet::new("收到的文件", &columns).rows(page.items.iter().map(|row| {
        [
            row.document_no.as_str().into(),
            row.title.as_str().into(),
            row.issuer.as_str().into(),
            (if row.kind == "main" { "主送" } else { "抄送" }).into(),
            row.amount_fen.map(fen).into(),
            row.issued_on.as_str().into(),
            row.state_label.as_str().into(),
            row.due_on.as_deref().into(),
        ]
    }))
}

/// 一份收到的文件
#[utoipa::path(
    get,
    path = "/api/v1/documents/{id}",
    operation_id = "document_read",
    tag = "document",
    params(("id" = String, Path, description = "文件 ID")),
    responses((status = 200, body = DocumentView), (status = "4XX", body = ErrorBody)),
)]
pub async fn document_read(
    Caller(caller): Caller,
    Path(id): Path<String>,
) -> Result<Json<DocumentView>, ApiError> {
    Ok(Json(shown(app::document(&caller, &id).await?)))
}

/// 接收下达
#[utoipa::path(
    post,
    path = "/api/v1/documents/{id}/receive",
    operation_id = "document_receive",
    tag = "document",
    params(("id" = String, Path, description = "文件 ID")),
    responses((status = 200, body = DocumentView), (status = "4XX", body = ErrorBody)),
)]
pub async fn document_receive(
    Caller(caller): Caller,
    Path(id): Path<String>,
) -> Result<Json<DocumentView>, ApiError> {
    let found = app::document(&caller, &id).await?.summary.row;
    let command = DocumentReceive { division_code: found.division_code, id: id.clone() };
    caller.execute_once(command).await?;
    courier_run(&caller.app).await?;
    Ok(Json(shown(app::document(&caller, &id).await?)))
}

/// 收到的公文
#[utoipa::path(
    get,
    path = "/api/v1/documents/{id}/papers/{file}",
    operation_id = "document_paper",
    tag = "document",
    params(
        ("id" = String, Path, description = "文件 ID"),
        ("file" = String, Path, description = "notice / table / targets 加 .pdf / .docx / .xlsx"),
    ),
    responses((status = 200, description = "公文"), (status = "4XX", body = ErrorBody)),
)]
pub async fn document_paper(
    Caller(caller): Caller,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, ApiError> {
    let (name, format) = paper::named(&file)?;
    Ok(paper::file(app::paper_of_document(&caller, &id, name, format).await?))
}

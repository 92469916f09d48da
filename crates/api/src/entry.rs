//! Vouchers (凭证): a page, one opened, and its reversal.

use axum::response::Response;
use mingqu_app::budget::{self, EntryQuery, EntryReverse};
use mingqu_app::export::Sheet;
use mingqu_app::{Action, App, AppError};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::Caller;
use crate::download;
use crate::error::{ApiError, ErrorBody};
use crate::extract::{Json, Path, Query};
use crate::indicator::{PostedView, fen};
use crate::paging::cut;
use crate::view::{self, ActionView, Format, limit};

/// The routes of this area.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(entry_list))
        .routes(routes!(entry_read))
        .routes(routes!(entry_reverse))
}

/// 查哪些凭证
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EntryListQuery {
    /// 区划代码
    division_code: String,
    /// 预算年度
    fiscal_year: i64,
    /// 业务事项
    event: Option<String>,
    /// 摘要、文号里的字
    q: Option<String>,
    /// 上一页给出的翻页标记
    after: Option<String>,
    /// 每页条数
    limit: Option<i64>,
    /// 取哪种形式：json 或 xlsx
    #[serde(default)]
    format: Format,
}

/// 凭证
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EntryRow {
    /// 凭证 ID
    id: String,
    /// 凭证号
    entry_no: String,
    /// 记账日期
    on: String,
    /// 业务事项
    event_code: String,
    /// 业务事项名称
    event_label: String,
    /// 摘要
    summary: String,
    /// 文号
    document_no: String,
    /// 借方合计（分），红字为负
    amount_fen: i64,
    /// 是否已被红冲
    reversed: bool,
}

/// 一页凭证
#[derive(Serialize, ToSchema)]
pub struct EntryPage {
    /// 凭证，新的在前
    items: Vec<EntryRow>,
    /// 下一页的翻页标记
    next_page: Option<String>,
}

/// 凭证的一行
#[derive(Serialize, ToSchema)]
pub struct EntryLineView {
    /// 行号
    line_no: i64,
    /// debit 借 / credit 贷
    side: String,
    /// 科目代码
    account_code: String,
    /// 科目名称
    account_name: String,
    /// 辅助项
    dimensions: Vec<String>,
    /// 金额（分）
    amount_fen: i64,
    /// 账户的键
    account_key: String,
}

/// 来文这一句
#[derive(Serialize, ToSchema)]
pub struct SentenceView {
    /// 来文 ID
    notice_id: String,
    /// 之前
    before: String,
    /// 这一句
    quote: String,
    /// 之后
    after: String,
    /// 在哪里
    place: String,
}

/// 另一张凭证
#[derive(Serialize, ToSchema)]
pub struct EntryLink {
    /// 凭证 ID
    id: String,
    /// 凭证号
    entry_no: String,
}

/// 这笔指标后来
#[derive(Serialize, ToSchema)]
pub struct LaterView {
    /// 日期
    on: String,
    /// 事项
    label: String,
    /// 金额（分）
    amount_fen: i64,
    /// 凭证 ID
    entry_id: String,
}

/// 打开的凭证
#[derive(Serialize, ToSchema)]
pub struct EntryView {
    /// 凭证
    #[serde(flatten)]
    row: EntryRow,
    /// 区划代码
    division_code: String,
    /// 区划名称
    division_name: String,
    /// 预算年度
    fiscal_year: i64,
    /// 行
    lines: Vec<EntryLineView>,
    /// 制单
    prepared_by: String,
    /// 审核
    reviewed_by: Option<String>,
    /// 记账
    posted_by: String,
    /// 记账时刻（UTC）
    posted_at: String,
    /// 来文这一句
    sentence: Option<SentenceView>,
    /// 冲的是哪张
    reverses: Option<EntryLink>,
    /// 被哪张冲
    reversed_by: Option<EntryLink>,
    /// 后来
    later: Vec<LaterView>,
    /// 能办什么
    actions: Vec<ActionView>,
}

/// 红冲
#[derive(Deserialize, ToSchema)]
pub struct EntryReverseInput {
    /// 理由
    reason: String,
}

fn row(found: budget::EntrySummary) -> EntryRow {
    EntryRow {
        entry_no: found.entry_no,
        event_label: found.event_label,
        reversed: found.reversed,
        id: found.row.id,
        on: found.row.posted_on,
        event_code: found.row.event_code,
        summary: found.row.summary,
        document_no: found.row.document_no,
        amount_fen: found.row.amount.fen(),
    }
}

/// 凭证列表
#[utoipa::path(
    get,
    path = "/api/v1/entries",
    operation_id = "entry_list",
    tag = "ledger",
    params(EntryListQuery),
    responses((status = 200, body = EntryPage), (status = "4XX", body = ErrorBody)),
)]
pub async fn entry_list(
    Caller(caller): Caller,
    Query(asked): Query<EntryListQuery>,
) -> Result<Response, ApiError> {
    let rows = limit(asked.limit, asked.format);
    let query = EntryQuery {
        division_code: asked.division_code,
        fiscal_year: asked.fiscal_year,
        event: asked.event.filter(|event| !event.is_empty()),
        q: asked.q.filter(|q| !q.trim().is_empty()),
        before: asked.after,
        limit: rows + 1,
    };
    let found = budget::entries(&caller, query).await?;
    let mut items: Vec<EntryRow> = found.into_iter().map(row).collect();
    let next_page = cut(&mut items, rows, |row| row.id.clone());
    download::list(EntryPage { items, next_page }, asked.format, sheet)
}

fn sheet(page: &EntryPage) -> Sheet {
    let columns = ["凭证号", "日期", "事项", "摘要", "文号", "金额（元）", "已红冲"];
    Sheet::new("凭证", &columns).rows(page.items.iter().map(|row| {
        [
            row.entry_no.as_str().into(),
            row.on.as_str().into(),
            row.event_label.as_str().into(),
            row.summary.as_str().into(),
            row.document_no.as_str().into(),
            fen(row.amount_fen).into(),
            (if row.reversed { "是" } else { "" }).into(),
        ]
    }))
}

/// 一张凭证
#[utoipa::path(
    get,
    path = "/api/v1/entries/{id}",
    operation_id = "entry_read",
    tag = "ledger",
    params(("id" = String, Path, description = "凭证 ID")),
    responses((status = 200, body = EntryView), (status = "4XX", body = ErrorBody)),
)]
pub async fn entry_read(
    Caller(caller): Caller,
    Path(id): Path<String>,
) -> Result<Json<EntryView>, ApiError> {
    let found = budget::entry(&caller, &id).await?;
    let judged = caller.actor.require("entry.reverse").and(match found.not_reversible {
        Some((code, message)) => Err(AppError::Refused { code, message }),
        None => Ok(()),
    });
    let link = |(id, entry_no)| EntryLink { id, entry_no };
    let kept = found.summary.row.clone();
    Ok(Json(EntryView {
        row: row(found.summary),
        division_code: kept.division_code,
        division_name: found.division_name,
        fiscal_year: kept.fiscal_year,
        lines: found.lines.into_iter().map(line).collect(),
        prepared_by: kept.prepared_by,
        reviewed_by: kept.reviewed_by,
        posted_by: kept.posted_by,
        posted_at: kept.posted_at,
        sentence: found.sentence.map(sentence),
        reverses: found.reverses.map(link),
        reversed_by: found.reversed_by.map(link),
        later: found.later.into_iter().map(later).collect(),
        actions: view::actions(vec![Action::judged("reverse", "红冲", judged)]),
    }))
}

fn line(line: budget::EntryLine) -> EntryLineView {
    EntryLineView {
        line_no: line.line_no,
        side: line.side.code().to_owned(),
        account_code: line.account_code,
        account_name: line.account_name,
        dimensions: line.dimensions,
        amount_fen: line.amount.fen(),
        account_key: line.account_key,
    }
}

fn sentence(found: budget::Sentence) -> SentenceView {
    let budget::Sentence { notice_id, before, quote, after, place } = found;
    SentenceView { notice_id, before, quote, after, place }
}

fn later(found: budget::Later) -> LaterView {
    LaterView {
        on: found.on,
        label: found.label,
        amount_fen: found.amount.fen(),
        entry_id: found.entry_id,
    }
}

/// 红冲凭证
#[utoipa::path(
    post,
    path = "/api/v1/entries/{id}/reverse",
    operation_id = "entry_reverse",
    tag = "ledger",
    params(("id" = String, Path, description = "凭证 ID")),
    request_body = EntryReverseInput,
    responses((status = 200, body = PostedView), (status = "4XX", body = ErrorBody)),
)]
pub async fn entry_reverse(
    Caller(caller): Caller,
    Path(id): Path<String>,
    Json(input): Json<EntryReverseInput>,
) -> Result<Json<PostedView>, ApiError> {
    let found = budget::entry(&caller, &id).await?.summary.row;
    let command = EntryReverse {
        division_code: found.division_code,
        fiscal_year: found.fiscal_year,
        id,
        reason: input.reason,
    };
    Ok(Json(PostedView { entry_id: caller.execute_once(command).await? }))
}

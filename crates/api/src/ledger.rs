//! The ledger (指标账): the tree of divisions, documents and accounts, and an account's statement.

use axum::response::Response;
use mingqu_app::App;
use mingqu_app::budget::{self, StatementLine, TreeRow as Row};
use mingqu_app::export::Sheet;
use mingqu_money::Fen;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::Caller;
use crate::download;
use crate::error::{ApiError, ErrorBody};
use crate::extract::Query;
use crate::indicator::fen;
use crate::view::{Format, limit};

/// The routes of this area.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(ledger_tree)).routes(routes!(ledger_statement))
}

/// 展开哪里
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TreeQuery {
    /// 区划代码
    division_code: String,
    /// 预算年度
    fiscal_year: i64,
    /// 展开哪一行，空为最上层
    parent: Option<String>,
    /// 上一页最后一个文号
    after: Option<String>,
    /// 取哪种形式：json 或 xlsx
    #[serde(default)]
    format: Format,
}

/// 账户树的一行
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TreeRow {
    /// 行的键
    key: String,
    /// 上一层的键
    parent_key: Option<String>,
    /// 层次，从 1 起
    level: i64,
    /// 名称
    label: String,
    /// division 区划 / document 文号 / account 账户
    kind: String,
    /// 区划代码
    division_code: String,
    /// 文号
    document_no: Option<String>,
    /// 科目
    account_code: Option<String>,
    /// 能否展开
    has_children: bool,
    /// 收到（分）
    received_fen: i64,
    /// 已下达（分）
    allotted_fen: i64,
    /// 待分配（分）
    unassigned_fen: i64,
    /// 占用（分）
    reserved_fen: i64,
    /// 已支付（分）
    paid_fen: i64,
    /// 可用（分）
    available_fen: i64,
    /// 下级未接收（分）
    unreceived_fen: i64,
    /// 账户余额（分）
    balance_fen: Option<i64>,
    /// 指标 ID
    indicator_id: Option<String>,
}

/// 账户树
#[derive(Serialize, ToSchema)]
pub struct TreeView {
    /// 截至时刻（UTC）
    as_of: String,
    /// 行，上层在前
    rows: Vec<TreeRow>,
    /// 本账套合计
    total: TreeRow,
    /// 还有更多文号时，最后一个文号
    more_after: Option<String>,
}

/// 查哪个账户
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct StatementQuery {
    /// 区划代码
    division_code: String,
    /// 预算年度
    fiscal_year: i64,
    /// 账户的键
    key: String,
    /// 上一页给出的翻页标记
    after: Option<i64>,
    /// 每页条数
    limit: Option<i64>,
    /// 取哪种形式：json 或 xlsx
    #[serde(default)]
    format: Format,
}

/// 账户
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AccountView {
    /// 账户的键
    key: String,
    /// 科目代码
    code: String,
    /// 科目名称
    name: String,
    /// 余额方向
    side: String,
    /// 余额（分）
    balance_fen: i64,
    /// 辅助项
    dimensions: Vec<String>,
    /// 共几行
    count: i64,
}

/// 明细账的一行
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StatementRow {
    /// 行号
    posting_no: i64,
    /// 凭证 ID
    entry_id: String,
    /// 凭证内行号
    line_no: i64,
    /// 记账日期
    on: String,
    /// 业务事项
    event_label: String,
    /// 摘要
    summary: String,
    /// 文号
    document_no: String,
    /// 借方（分）
    debit_fen: Option<i64>,
    /// 贷方（分）
    credit_fen: Option<i64>,
    /// 余额（分）
    balance_fen: i64,
}

/// 明细账的一页
#[derive(Serialize, ToSchema)]
pub struct StatementView {
    /// 账户
    account: AccountView,
    /// 行，新的在前
    items: Vec<StatementRow>,
    /// 下一页的翻页标记
    next_page: Option<String>,
}

/// 指标账树
#[utoipa::path(
    get,
    path = "/api/v1/ledger/tree",
    operation_id = "ledger_tree",
    tag = "ledger",
    params(TreeQuery),
    responses((status = 200, body = TreeView), (status = "4XX", body = ErrorBody)),
)]
pub async fn ledger_tree(
    Caller(caller): Caller,
    Query(asked): Query<TreeQuery>,
) -> Result<Response, ApiError> {
    let TreeQuery { division_code, fiscal_year, parent, after, format } = asked;
    let found = budget::tree(&caller, &division_code, fiscal_year, parent, after).await?;
    let view = TreeView {
        as_of: found.as_of,
        rows: found.rows.into_iter().map(row).collect(),
        total: row(found.total),
        more_after: found.more_after,
    };
    download::list(view, format, tree_sheet)
}

fn row(row: Row) -> TreeRow {
    TreeRow {
        key: row.key,
        parent_key: row.parent_key,
        level: row.level,
        label: row.label,
        kind: row.kind.to_owned(),
        division_code: row.division_code,
        document_no: row.document_no,
        account_code: row.account_code,
        has_children: row.has_children,
        received_fen: row.figures.approved.fen(),
        allotted_fen: row.figures.allotted.fen(),
        unassigned_fen: row.unassigned.fen(),
        reserved_fen: row.figures.reserved.fen(),
        paid_fen: row.figures.paid.fen(),
        available_fen: row.available.fen(),
        unreceived_fen: row.unreceived.fen(),
        balance_fen: row.balance.map(Fen::fen),
        indicator_id: row.indicator_id,
    }
}

fn tree_sheet(view: &TreeView) -> Sheet {
    let columns = [
        "区划 / 文号 / 账户",
        "收到（元）",
        "已下达（元）",
        "待分配（元）",
        "占用（元）",
        "已支付（元）",
        "可用（元）",
        "下级未接收（元）",
    ];
    Sheet::new("指标账", &columns).rows(view.rows.iter().map(|row| {
        let indent = usize::try_from(row.level.max(1) - 1).unwrap_or(0);
        [
            format!("{}{}", "　".repeat(indent), row.label).into(),
            fen(row.received_fen).into(),
            fen(row.allotted_fen).into(),
            fen(row.unassigned_fen).into(),
            fen(row.reserved_fen).into(),
            fen(row.paid_fen).into(),
            fen(row.available_fen).into(),
            fen(row.unreceived_fen).into(),
        ]
    }))
}

/// 明细账
#[utoipa::path(
    get,
    path = "/api/v1/ledger/statement",
    operation_id = "ledger_statement",
    tag = "ledger",
    params(StatementQuery),
    responses((status = 200, body = StatementView), (status = "4XX", body = ErrorBody)),
)]
pub async fn ledger_statement(
    Caller(caller): Caller,
    Query(asked): Query<StatementQuery>,
) -> Result<Response, ApiError> {
    let StatementQuery { division_code, fiscal_year, key, after, format, .. } = asked;
    let rows = limit(asked.limit, format);
    let found = budget::statement(&caller, &division_code, fiscal_year, &key, after, rows).await?;
    let last = found.lines.last().map(|line| line.posting_no.to_string());
    let view = StatementView {
        next_page: last.filter(|_| found.more),
        items: found.lines.into_iter().map(line).collect(),
        account: AccountView {
            key: found.key,
            code: found.code,
            name: found.name,
            side: found.side.code().to_owned(),
            balance_fen: found.balance.fen(),
            dimensions: found.dimensions,
            count: found.count,
        },
    };
    download::list(view, format, statement_sheet)
}

fn line(line: StatementLine) -> StatementRow {
    StatementRow {
        posting_no: line.posting_no,
        entry_id: line.entry_id,
        line_no: line.line_no,
        on: line.on,
        event_label: line.event_label.to_owned(),
        summary: line.summary,
        document_no: line.document_no,
        debit_fen: line.debit.map(Fen::fen),
        credit_fen: line.credit.map(Fen::fen),
        balance_fen: line.balance.fen(),
    }
}

fn statement_sheet(view: &StatementView) -> Sheet {
    let columns =
        ["行号", "日期", "事项", "摘要", "文号", "借方（元）", "贷方（元）", "余额（元）", "凭证"];
    Sheet::new("明细账", &columns).rows(view.items.iter().map(|row| {
        [
            row.posting_no.into(),
            row.on.as_str().into(),
            row.event_label.as_str().into(),
            row.summary.as_str().into(),
            row.document_no.as_str().into(),
            row.debit_fen.map(fen).into(),
            row.credit_fen.map(fen).into(),
            fen(row.balance_fen).into(),
            row.entry_id.as_str().into(),
        ]
    }))
}

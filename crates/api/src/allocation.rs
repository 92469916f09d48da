//! Allocations (分配): a page, one with its approval, and each act on it.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use mingqu_app::allocation::{
    self as app, AllocationChange, AllocationDraft, AllocationLineInput, AllocationQuery,
    AllocationSummary, Seen,
};
use mingqu_app::export::Sheet;
use mingqu_app::{App, AppError, budget};
use mingqu_money::Fen;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::approval::{self, ApprovalView, number};
use crate::caller::Caller;
use crate::download;
use crate::error::{ApiError, ErrorBody};
use crate::extract::{Json, Path, Query};
use crate::indicator::{self, IndicatorRow};
use crate::paging::{BookQuery, cut};
use crate::view::{self, ActionView, CheckView};

/// The routes of this area.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(allocation_list, allocation_draft))
        .routes(routes!(allocation_read, allocation_change))
        .merge(crate::allocation_act::routes())
}

/// 分配方案
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AllocationRow {
    /// 分配方案 ID
    id: String,
    /// 指标文号
    document_no: String,
    /// 资金名称
    fund_name: String,
    /// 标题
    title: String,
    /// 状态
    state: String,
    /// 状态名称
    state_label: String,
    /// 合计（分）
    total_fen: i64,
    /// 行数
    lines_count: i64,
    /// 经办
    prepared_by: String,
    /// 最近修改（UTC）
    updated_at: String,
}

/// 一页分配方案
#[derive(Serialize, ToSchema)]
pub struct AllocationPage {
    /// 分配方案，新改的在前
    items: Vec<AllocationRow>,
    /// 下一页的翻页标记
    next_page: Option<String>,
}

/// 分配表的一行
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AllocationLine {
    /// 行号
    line_no: i64,
    /// 区划代码
    division_code: String,
    /// 区划名称
    division_name: String,
    /// 金额（分）
    amount_fen: i64,
    /// 备注
    note: Option<String>,
}

/// 打开的分配方案
#[derive(Serialize, ToSchema)]
pub struct AllocationView {
    /// 分配方案 ID
    id: String,
    /// 版本
    version: i64,
    /// 区划代码
    division_code: String,
    /// 预算年度
    fiscal_year: i64,
    /// 状态
    state: String,
    /// 状态名称
    state_label: String,
    /// 标题
    title: String,
    /// 指标
    indicator: IndicatorRow,
    /// 合计（分）
    total_fen: i64,
    /// 指标可用（分）
    available_fen: i64,
    /// 可用减合计（分）
    difference_fen: i64,
    /// 分配表
    lines: Vec<AllocationLine>,
    /// 审批流程的依据
    basis: String,
    /// 政策版本
    policy_version: String,
    /// 审批
    approval: Option<ApprovalView>,
    /// 下达文 ID
    allotment_id: Option<String>,
    /// 检查
    checks: Vec<CheckView>,
    /// 能办什么
    actions: Vec<ActionView>,
}

/// 拟分配方案
#[derive(Deserialize, ToSchema)]
pub struct AllocationDraftInput {
    /// 指标 ID
    indicator_id: String,
    /// 按哪份来文的表，空为空表
    notice_id: Option<String>,
}

/// 分配表的一行
#[derive(Deserialize, ToSchema)]
pub struct AllocationLineBody {
    /// 区划代码
    division_code: String,
    /// 金额（分）
    amount_fen: i64,
    /// 备注
    note: Option<String>,
}

/// 改分配方案
#[derive(Deserialize, ToSchema)]
pub struct AllocationChangeInput {
    /// 看到的版本
    version: i64,
    /// 整张分配表
    lines: Vec<AllocationLineBody>,
    /// 标题
    title: Option<String>,
}

fn row(found: AllocationSummary) -> AllocationRow {
    let AllocationSummary { row, state_label, indicator, lines_count, prepared_by_name } = found;
    let (document_no, fund_name) =
        indicator.map(|own| (own.document_no, own.fund_name)).unwrap_or_default();
    AllocationRow {
        id: row.id,
        document_no,
        fund_name,
        title: row.title,
        state: row.state,
        state_label: state_label.to_owned(),
        total_fen: row.total.fen(),
        lines_count: number(lines_count),
        prepared_by: prepared_by_name,
        updated_at: row.updated_at,
    }
}

/// As it is sent.
pub(crate) fn shown(found: app::AllocationView) -> AllocationView {
    let approval = found.approval;
    AllocationView {
        state_label: found.state_label.to_owned(),
        available_fen: found.indicator.available.fen(),
        indicator: indicator::row(found.indicator),
        total_fen: found.row.total.fen(),
        difference_fen: found.difference.fen(),
        lines: found.lines.into_iter().map(line).collect(),
        basis: found.basis,
        approval: approval
            .map(|approval| approval::view(approval, "分配方案审批", found.common_reasons)),
        checks: found.checks.into_iter().map(check).collect(),
        actions: view::actions(found.actions),
        id: found.row.id,
        version: found.row.version,
        division_code: found.row.division_code,
        fiscal_year: found.row.fiscal_year,
        state: found.row.state,
        title: found.row.title,
        policy_version: found.row.policy_version,
        allotment_id: found.row.allotment_id,
    }
}

fn line(line: mingqu_app::allocation::LineRow) -> AllocationLine {
    AllocationLine {
        line_no: line.line_no,
        division_code: line.line_division,
        division_name: line.line_name,
        amount_fen: line.amount.fen(),
        note: line.note,
    }
}

/// A check as it is sent.
pub(crate) fn check(check: app::Check) -> CheckView {
    CheckView {
        code: check.code.to_owned(),
        label: check.label.to_owned(),
        ok: check.ok,
        message: check.message,
    }
}

/// 分配方案列表
#[utoipa::path(
    get,
    path = "/api/v1/allocations",
    operation_id = "allocation_list",
    tag = "allocation",
    params(BookQuery),
    responses((status = 200, body = AllocationPage), (status = "4XX", body = ErrorBody)),
)]
pub async fn allocation_list(
    Caller(caller): Caller,
    Query(asked): Query<BookQuery>,
) -> Result<Response, ApiError> {
    let rows = asked.rows();
    let query = AllocationQuery {
        state: asked.state(),
        q: asked.words(),
        before: asked.before(),
        limit: rows + 1,
        division_code: asked.division_code,
        fiscal_year: asked.fiscal_year,
    };
    let found = app::allocations(&caller, query).await?;
    let mut items: Vec<AllocationRow> = found.into_iter().map(row).collect();
    let next_page = cut(&mut items, rows, |row| format!("{}|{}", row.updated_at, row.id));
    download::list(AllocationPage { items, next_page }, asked.format, sheet)
}

fn sheet(page: &AllocationPage) -> Sheet {
    let columns =
        ["指标文号", "资金", "标题", "状态", "合计（元）", "行数", "经办", "最近修改（UTC）"];
    Sheet::new("分配方案", &columns).rows(page.items.iter().map(|row| {
        [
            row.document_no.as_str().into(),
            row.fund_name.as_str().into(),
            row.title.as_str().into(),
            row.state_label.as_str().into(),
            indicator::fen(row.total_fen).into(),
            row.lines_count.into(),
            row.prepared_by.as_str().into(),
            row.updated_at.as_str().into(),
        ]
    }))
}

/// 拟分配方案
#[utoipa::path(
    post,
    path = "/api/v1/allocations",
    operation_id = "allocation_draft",
    tag = "allocation",
    request_body = AllocationDraftInput,
    responses((status = 201, body = AllocationView), (status = "4XX", body = ErrorBody)),
)]
pub async fn allocation_draft(
    Caller(caller): Caller,
    Json(input): Json<AllocationDraftInput>,
) -> Result<Response, ApiError> {
    let found = budget::indicator(&caller, &input.indicator_id).await?.row;
    let command = AllocationDraft {
        division_code: found.division_code,
        fiscal_year: found.fiscal_year,
        indicator_id: input.indicator_id,
        notice_id: input.notice_id,
    };
    let id = caller.execute(command).await?;
    let found = shown(app::allocation(&caller, &id).await?);
    Ok((StatusCode::CREATED, Json(found)).into_response())
}

/// 一个分配方案
#[utoipa::path(
    get,
    path = "/api/v1/allocations/{id}",
    operation_id = "allocation_read",
    tag = "allocation",
    params(("id" = String, Path, description = "分配方案 ID")),
    responses((status = 200, body = AllocationView), (status = "4XX", body = ErrorBody)),
)]
pub async fn allocation_read(
    Caller(caller): Caller,
    Path(id): Path<String>,
) -> Result<Json<AllocationView>, ApiError> {
    Ok(Json(shown(app::allocation(&caller, &id).await?)))
}

/// 改分配方案
#[utoipa::path(
    patch,
    path = "/api/v1/allocations/{id}",
    operation_id = "allocation_change",
    tag = "allocation",
    params(("id" = String, Path, description = "分配方案 ID")),
    request_body = AllocationChangeInput,
    responses((status = 200, body = AllocationView), (status = "4XX", body = ErrorBody)),
)]
pub async fn allocation_change(
    Caller(caller): Caller,
    Path(id): Path<String>,
    Json(input): Json<AllocationChangeInput>,
) -> Result<Json<AllocationView>, ApiError> {
    let Seen { division_code, id, version } = seen(&caller, id, input.version).await?;
    let line = |line: AllocationLineBody| {
        let AllocationLineBody { division_code, amount_fen, note } = line;
        Ok::<_, AppError>(AllocationLineInput {
            division_code,
            amount: Fen::new(amount_fen)?,
            note,
        })
    };
    let lines = input.lines.into_iter().map(line).collect::<Result<_, _>>()?;
    let title = input.title;
    let command = AllocationChange { division_code, id: id.clone(), version, lines, title };
    caller.execute(command).await?;
    Ok(Json(shown(app::allocation(&caller, &id).await?)))
}

/// Which allocation, in which book; one that the caller may not even read is not found.
pub(crate) async fn seen(
    caller: &mingqu_app::Caller,
    id: String,
    version: i64,
) -> Result<Seen, AppError> {
    let found = app::allocation(caller, &id).await?;
    Ok(Seen { division_code: found.row.division_code, id, version })
}

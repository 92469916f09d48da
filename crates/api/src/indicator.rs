//! Indicators (指标): a page, one with its trace, supplement and reduction.

use axum::response::Response;
use mingqu_app::budget::{
    self, IndicatorReduce, IndicatorSupplement, IndicatorSupplementBatch, TraceLink,
};
use mingqu_app::export::Sheet;
use mingqu_app::{App, AppError};
use mingqu_money::Fen;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::Caller;
use crate::download;
use crate::error::{ApiError, ErrorBody};
use crate::extract::{Json, Path, Query};
use crate::paging::{BookQuery, cut};

/// The routes of this area.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(indicator_list))
        .routes(routes!(indicator_read))
        .routes(routes!(indicator_trace))
        .routes(routes!(indicator_supplement))
        .routes(routes!(indicator_reduce))
        .routes(routes!(indicator_supplement_batch))
}

/// 指标
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IndicatorRow {
    /// 指标 ID
    pub id: String,
    /// 区划代码
    pub division_code: String,
    /// 预算年度
    pub fiscal_year: i64,
    /// 文号
    pub document_no: String,
    /// 资金名称
    pub fund_name: String,
    /// 资金代码
    pub fund_code: String,
    /// 直达标识
    pub direct_tag_label: String,
    /// 收入科目
    pub income_code: String,
    /// 支出科目
    pub functional_code: String,
    /// 收到（分）
    pub approved_fen: i64,
    /// 已下达（分）
    pub allotted_fen: i64,
    /// 可用（分）
    pub available_fen: i64,
    /// 登记日期
    pub registered_on: String,
    /// 发文日期
    pub issued_on: Option<String>,
    /// 分解到期日
    pub due_on: Option<String>,
    /// 来文 ID
    pub notice_id: Option<String>,
    /// 收到的文件 ID
    pub document_id: Option<String>,
}

/// 一页指标
#[derive(Serialize, ToSchema)]
pub struct IndicatorPage {
    /// 指标
    items: Vec<IndicatorRow>,
    /// 下一页的翻页标记
    next_page: Option<String>,
}

/// 溯源的一环
#[derive(Serialize, ToSchema)]
pub struct TraceLinkView {
    /// 种类
    kind: String,
    /// 名称
    label: String,
    /// 日期
    on: Option<String>,
    /// 文号或账套
    title: String,
    /// 说明
    detail: Option<String>,
    /// 原文：这一句之前
    before: Option<String>,
    /// 原文：这一句
    quote: Option<String>,
    /// 原文：这一句之后
    after: Option<String>,
    /// 金额（分）
    amount_fen: Option<i64>,
    /// 打开的页面
    path: Option<String>,
    /// 是不是所问的这一笔
    here: bool,
}

/// 溯源
#[derive(Serialize, ToSchema)]
pub struct TraceView {
    /// 从来文这一句到账
    links: Vec<TraceLinkView>,
    /// 是否追到了来文
    whole: bool,
}

/// 追加或追减
#[derive(Deserialize, ToSchema)]
pub struct MoveInput {
    /// 金额（分）
    amount_fen: i64,
    /// 依据文号
    document_no: String,
    /// 理由
    reason: String,
    /// 账套区划，空为本人所在
    division_code: Option<String>,
    /// 预算年度
    fiscal_year: i64,
}

/// 批量追加的一行
#[derive(Deserialize, ToSchema)]
pub struct BatchLineInput {
    /// 指标 ID
    indicator_id: String,
    /// 金额（分）
    amount_fen: i64,
}

/// 批量追加
#[derive(Deserialize, ToSchema)]
pub struct BatchInput {
    /// 行，最多 2000
    lines: Vec<BatchLineInput>,
    /// 依据文号
    document_no: String,
    /// 理由
    reason: String,
    /// 预算年度
    fiscal_year: i64,
}

/// 记了一张凭证
#[derive(Serialize, ToSchema)]
pub struct PostedView {
    /// 凭证 ID
    pub entry_id: String,
}

/// As it is sent.
pub(crate) fn row(view: budget::IndicatorView) -> IndicatorRow {
    IndicatorRow {
        direct_tag_label: view.direct_tag_label,
        approved_fen: view.figures.approved.fen(),
        allotted_fen: view.figures.allotted.fen(),
        available_fen: view.available.fen(),
        due_on: view.due_on,
        id: view.row.id,
        division_code: view.row.division_code,
        fiscal_year: view.row.fiscal_year,
        document_no: view.row.document_no,
        fund_name: view.row.fund_name,
        fund_code: view.row.fund_code,
        income_code: view.row.income_code,
        functional_code: view.row.functional_code,
        registered_on: view.row.registered_on,
        issued_on: view.row.issued_on,
        notice_id: view.row.notice_id,
        document_id: view.row.document_id,
    }
}

/// 指标列表
#[utoipa::path(
    get,
    path = "/api/v1/indicators",
    operation_id = "indicator_list",
    tag = "indicator",
    params(BookQuery),
    responses((status = 200, body = IndicatorPage), (status = "4XX", body = ErrorBody)),
)]
pub async fn indicator_list(
    Caller(caller): Caller,
    Query(asked): Query<BookQuery>,
) -> Result<Response, ApiError> {
    let after = asked.after.clone().unwrap_or_default();
    let (division, year, rows) = (&asked.division_code, asked.fiscal_year, asked.rows());
    let found = budget::indicators(&caller, division, year, asked.words(), after, rows + 1).await?;
    let mut items: Vec<IndicatorRow> = found.into_iter().map(row).collect();
    if asked.state.as_deref() == Some("open") {
        items.retain(|row| 0 < row.available_fen);
    }
    let next_page = cut(&mut items, rows, |row| row.document_no.clone());
    download::list(IndicatorPage { items, next_page }, asked.format, sheet)
}

fn sheet(page: &IndicatorPage) -> Sheet {
    let columns = [
        "文号",
        "资金",
        "直达标识",
        "登记日期",
        "收到（元）",
        "已下达（元）",
        "可用（元）",
        "分解到期",
    ];
    Sheet::new("指标", &columns).rows(page.items.iter().map(|row| {
        [
            row.document_no.as_str().into(),
            row.fund_name.as_str().into(),
            row.direct_tag_label.as_str().into(),
            row.registered_on.as_str().into(),
            fen(row.approved_fen).into(),
            fen(row.allotted_fen).into(),
            fen(row.available_fen).into(),
            row.due_on.as_deref().into(),
        ]
    }))
}

/// An amount that came out of the books.
pub(crate) fn fen(amount: i64) -> Fen {
    Fen::new(amount).unwrap_or_default()
}

/// 一笔指标
#[utoipa::path(
    get,
    path = "/api/v1/indicators/{id}",
    operation_id = "indicator_read",
    tag = "indicator",
    params(("id" = String, Path, description = "指标 ID")),
    responses((status = 200, body = IndicatorRow), (status = "4XX", body = ErrorBody)),
)]
pub async fn indicator_read(
    Caller(caller): Caller,
    Path(id): Path<String>,
) -> Result<Json<IndicatorRow>, ApiError> {
    Ok(Json(row(budget::indicator(&caller, &id).await?)))
}

/// 指标溯源
#[utoipa::path(
    get,
    path = "/api/v1/indicators/{id}/trace",
    operation_id = "indicator_trace",
    tag = "indicator",
    params(("id" = String, Path, description = "指标 ID")),
    responses((status = 200, body = TraceView), (status = "4XX", body = ErrorBody)),
)]
pub async fn indicator_trace(
    Caller(caller): Caller,
    Path(id): Path<String>,
) -> Result<Json<TraceView>, ApiError> {
    let found = budget::trace(&caller, &id).await?;
    let links = found.links.into_iter().map(link).collect();
    Ok(Json(TraceView { links, whole: found.whole }))
}

fn link(link: TraceLink) -> TraceLinkView {
    let (before, quote, after) = match link.quote {
        Some((before, quote, after)) => (Some(before), Some(quote), Some(after)),
        None => (None, None, None),
    };
    TraceLinkView {
        kind: link.kind.to_owned(),
        label: link.label.to_owned(),
        on: link.on,
        title: link.title,
        detail: link.detail,
        before,
        quote,
        after,
        amount_fen: link.amount.map(Fen::fen),
        path: link.path,
        here: link.here,
    }
}

/// 追加指标
#[utoipa::path(
    post,
    path = "/api/v1/indicators/{id}/supplement",
    operation_id = "indicator_supplement",
    tag = "indicator",
    params(("id" = String, Path, description = "指标 ID")),
    request_body = MoveInput,
    responses((status = 200, body = PostedView), (status = "4XX", body = ErrorBody)),
)]
pub async fn indicator_supplement(
    Caller(caller): Caller,
    Path(id): Path<String>,
    Json(input): Json<MoveInput>,
) -> Result<Json<PostedView>, ApiError> {
    let command = movement(&caller, id, input)?;
    Ok(Json(PostedView { entry_id: caller.execute_once(command).await? }))
}

/// 追减指标
#[utoipa::path(
    post,
    path = "/api/v1/indicators/{id}/reduce",
    operation_id = "indicator_reduce",
    tag = "indicator",
    params(("id" = String, Path, description = "指标 ID")),
    request_body = MoveInput,
    responses((status = 200, body = PostedView), (status = "4XX", body = ErrorBody)),
)]
pub async fn indicator_reduce(
    Caller(caller): Caller,
    Path(id): Path<String>,
    Json(input): Json<MoveInput>,
) -> Result<Json<PostedView>, ApiError> {
    let command = IndicatorReduce(movement(&caller, id, input)?);
    Ok(Json(PostedView { entry_id: caller.execute_once(command).await? }))
}

/// 批量追加指标
#[utoipa::path(
    post,
    path = "/api/v1/indicators/supplement-batch",
    operation_id = "indicator_supplement_batch",
    tag = "indicator",
    request_body = BatchInput,
    responses((status = 200, body = PostedView), (status = "4XX", body = ErrorBody)),
)]
pub async fn indicator_supplement_batch(
    Caller(caller): Caller,
    Json(input): Json<BatchInput>,
) -> Result<Json<PostedView>, ApiError> {
    let lines = input.lines.into_iter().map(|line| {
        let amount = Fen::new(line.amount_fen)?;
        Ok::<_, AppError>((line.indicator_id, amount))
    });
    let command = IndicatorSupplementBatch {
        division_code: caller.actor.division_code.clone(),
        fiscal_year: input.fiscal_year,
        lines: lines.collect::<Result<_, _>>()?,
        document_no: input.document_no,
        reason: input.reason,
    };
    Ok(Json(PostedView { entry_id: caller.execute_once(command).await? }))
}

fn movement(
    caller: &mingqu_app::Caller,
    id: String,
    input: MoveInput,
) -> Result<IndicatorSupplement, ApiError> {
    let own = || caller.actor.division_code.clone();
    Ok(IndicatorSupplement {
        division_code: input.division_code.unwrap_or_else(own),
        fiscal_year: input.fiscal_year,
        id,
        amount: Fen::new(input.amount_fen)?,
        document_no: input.document_no,
        reason: input.reason,
    })
}

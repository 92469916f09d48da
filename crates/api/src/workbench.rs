//! The workbench (工作台) and the search of the top bar.

use mingqu_app::App;
use mingqu_app::workbench::{self as app, ClockRow, ClockView, Todo};
use mingqu_money::Fen;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::Caller;
use crate::error::{ApiError, ErrorBody};
use crate::extract::{Json, Query};

/// The routes of this area.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(workbench_read)).routes(routes!(search))
}

/// 哪一年
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WorkbenchQuery {
    /// 预算年度
    fiscal_year: i64,
}

/// 找什么
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SearchQuery {
    /// 预算年度
    fiscal_year: i64,
    /// 文号、标题、资金、摘要里的字
    q: String,
}

/// 待办
#[derive(Serialize, ToSchema)]
pub struct TodoView {
    /// 种类
    kind: String,
    /// 做什么
    title: String,
    /// 哪一件
    subject: String,
    /// 说明
    detail: String,
    /// 金额（分）
    amount_fen: Option<i64>,
    /// 到期日
    due_on: Option<String>,
    /// 还剩几天，负为逾期
    days_left: Option<i64>,
    /// 打开的页面
    path: String,
    /// 按钮上的字
    action_label: String,
}

/// 往后要知道的
#[derive(Serialize, ToSchema)]
pub struct UpcomingView {
    /// 哪天
    on: String,
    /// 什么事
    title: String,
    /// 还剩几天
    days_left: i64,
}

/// 我送出的
#[derive(Serialize, ToSchema)]
pub struct SentView {
    /// 什么事
    title: String,
    /// 在谁手上
    detail: String,
    /// 打开的页面
    path: String,
    /// 下一步
    next: String,
}

/// 下级未接收
#[derive(Serialize, ToSchema)]
pub struct UnreceivedView {
    /// 下达文 ID
    allotment_id: String,
    /// 文号
    document_no: String,
    /// 区划代码
    division_code: String,
    /// 区划名称
    division_name: String,
    /// 金额（分）
    amount_fen: i64,
    /// 发文日期
    issued_on: String,
    /// 已过几天
    days: i64,
}

/// 三十日尺的一行
#[derive(Serialize, ToSchema)]
pub struct WorkbenchClockRow {
    /// 区划代码
    division_code: String,
    /// 区划名称
    division_name: String,
    /// 下达（分）
    allotted_fen: i64,
    /// 已接收（分）
    received_fen: i64,
    /// 未接收（分）
    unreceived_fen: i64,
    /// 待分解（分）
    unassigned_fen: i64,
    /// 状态名称
    state_label: String,
    /// 打开的页面
    path: String,
}

/// 三十日尺的合计
#[derive(Serialize, ToSchema)]
pub struct WorkbenchClockTotal {
    /// 下达（分）
    allotted_fen: i64,
    /// 已接收（分）
    received_fen: i64,
    /// 未接收（分）
    unreceived_fen: i64,
    /// 待分解（分）
    unassigned_fen: i64,
}

/// 灯
#[derive(Serialize, ToSchema)]
pub struct LightView {
    /// 第几天
    day: i64,
    /// 名称
    label: String,
}

/// 三十日尺
#[derive(Serialize, ToSchema)]
pub struct WorkbenchClock {
    /// 文号
    document_no: String,
    /// 登记日期
    registered_on: String,
    /// 发文日期
    issued_on: Option<String>,
    /// 到期日，从登记起算
    due_on: String,
    /// 到期日，从发文起算
    issue_due_on: Option<String>,
    /// 还剩几天，取早的
    days_left: i64,
    /// 共几天
    days: i64,
    /// 灯
    lights: Vec<LightView>,
    /// 各区划
    rows: Vec<WorkbenchClockRow>,
    /// 合计
    total: WorkbenchClockTotal,
}

/// 工作台
#[derive(Serialize, ToSchema)]
pub struct WorkbenchView {
    /// 今天
    today: String,
    /// 待办
    todos: Vec<TodoView>,
    /// 往后 30 天
    upcoming: Vec<UpcomingView>,
    /// 我送出的
    sent: Vec<SentView>,
    /// 下级未接收
    unreceived: Vec<UnreceivedView>,
    /// 三十日尺
    clock: Option<WorkbenchClock>,
}

/// 找到的
#[derive(Serialize, ToSchema)]
pub struct SearchHit {
    /// 种类
    kind: String,
    /// 种类名称
    label: String,
    /// 标题
    title: String,
    /// 在哪里
    detail: String,
    /// 打开的页面
    path: String,
}

/// 搜索结果
#[derive(Serialize, ToSchema)]
pub struct SearchPage {
    /// 找到的
    items: Vec<SearchHit>,
}

/// 工作台
#[utoipa::path(
    get,
    path = "/api/v1/workbench",
    operation_id = "workbench_read",
    tag = "workbench",
    params(WorkbenchQuery),
    responses((status = 200, body = WorkbenchView), (status = "4XX", body = ErrorBody)),
)]
pub async fn workbench_read(
    Caller(caller): Caller,
    Query(asked): Query<WorkbenchQuery>,
) -> Result<Json<WorkbenchView>, ApiError> {
    let found = app::board(&caller, asked.fiscal_year).await?;
    let upcoming = found.upcoming.into_iter().map(|one| UpcomingView {
        on: one.on,
        title: one.title,
        days_left: one.days_left,
    });
    let sent = found.sent.into_iter().map(|one| SentView {
        title: one.title,
        detail: one.detail,
        path: one.path,
        next: one.next,
    });
    let unreceived = found.unreceived.into_iter().map(|one| UnreceivedView {
        allotment_id: one.allotment_id,
        document_no: one.document_no,
        division_code: one.division_code,
        division_name: one.division_name,
        amount_fen: one.amount.fen(),
        issued_on: one.issued_on,
        days: one.days,
    });
    Ok(Json(WorkbenchView {
        today: found.today,
        todos: found.todos.into_iter().map(todo).collect(),
        upcoming: upcoming.collect(),
        sent: sent.collect(),
        unreceived: unreceived.collect(),
        clock: found.clock.map(clock),
    }))
}

fn todo(todo: Todo) -> TodoView {
    TodoView {
        kind: todo.kind.to_owned(),
        title: todo.title.to_owned(),
        subject: todo.subject,
        detail: todo.detail,
        amount_fen: todo.amount.map(Fen::fen),
        due_on: todo.due_on,
        days_left: todo.days_left,
        path: todo.path,
        action_label: todo.action_label.to_owned(),
    }
}

fn clock(clock: ClockView) -> WorkbenchClock {
    let light = |(day, label): (i64, &str)| LightView { day, label: label.to_owned() };
    let sum = |figure: fn(&ClockRow) -> Fen| clock.rows.iter().map(figure).sum::<Fen>().fen();
    let total = WorkbenchClockTotal {
        allotted_fen: sum(|row| row.allotted),
        received_fen: sum(|row| row.received),
        unreceived_fen: sum(|row| row.unreceived),
        unassigned_fen: sum(|row| row.unassigned),
    };
    WorkbenchClock {
        total,
        document_no: clock.document_no,
        registered_on: clock.registered_on,
        issued_on: clock.issued_on,
        due_on: clock.due_on,
        issue_due_on: clock.issue_due_on,
        days_left: clock.days_left,
        days: clock.days,
        lights: clock.lights.into_iter().map(light).collect(),
        rows: clock.rows.into_iter().map(clock_row).collect(),
    }
}

fn clock_row(row: ClockRow) -> WorkbenchClockRow {
    WorkbenchClockRow {
        division_code: row.division_code,
        division_name: row.division_name,
        allotted_fen: row.allotted.fen(),
        received_fen: row.received.fen(),
        unreceived_fen: row.unreceived.fen(),
        unassigned_fen: row.unassigned.fen(),
        state_label: row.state_label.to_owned(),
        path: row.path,
    }
}

/// 搜索
#[utoipa::path(
    get,
    path = "/api/v1/search",
    operation_id = "search_list",
    tag = "workbench",
    params(SearchQuery),
    responses((status = 200, body = SearchPage), (status = "4XX", body = ErrorBody)),
)]
pub async fn search(
    Caller(caller): Caller,
    Query(asked): Query<SearchQuery>,
) -> Result<Json<SearchPage>, ApiError> {
    let hits = app::search(&caller, asked.fiscal_year, &asked.q).await?;
    let items = hits.into_iter().map(|hit| SearchHit {
        kind: hit.kind.to_owned(),
        label: hit.label.to_owned(),
        title: hit.title,
        detail: hit.detail,
        path: hit.path,
    });
    Ok(Json(SearchPage { items: items.collect() }))
}

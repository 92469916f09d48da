//! The audit trail (审计日志), as auditors read it.

use axum::response::Response;
use mingqu_app::App;
use mingqu_app::audit::{self, AuditEventView, AuditQuery};
use mingqu_app::export::Sheet;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::Caller;
use crate::download;
use crate::error::{ApiError, ErrorBody};
use crate::extract::Query;
use crate::view::{Format, limit, parse_day};

/// The routes of this area.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(audit_event_list))
}

/// 查哪些日志
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AuditListQuery {
    /// 从哪天起
    from: Option<String>,
    /// 到哪天止，含当天
    to: Option<String>,
    /// 操作人 ID
    actor: Option<String>,
    /// 操作
    action: Option<String>,
    /// 结果
    outcome: Option<String>,
    /// 姓名、内容、请求编号、地址里的字
    q: Option<String>,
    /// 上一页给出的翻页标记
    after: Option<String>,
    /// 每页条数
    limit: Option<i64>,
    /// 取哪种形式：json 或 xlsx
    #[serde(default)]
    format: Format,
}

/// 日志
#[derive(Serialize, ToSchema)]
pub struct AuditRow {
    /// 日志 ID
    id: String,
    /// 链上序号，未封存为空
    seq: Option<i64>,
    /// 时刻（UTC）
    at: String,
    /// 操作人
    actor_name: String,
    /// 区划代码
    division_code: String,
    /// 区划名称
    division_name: String,
    /// 操作
    action: String,
    /// 操作名称
    action_label: String,
    /// 结果
    outcome: String,
    /// 结果名称
    outcome_label: String,
    /// 内容
    detail: String,
    /// 请求编号
    request_id: String,
    /// 来自哪个地址
    address: String,
    /// 哈希，未封存为空
    hash: Option<String>,
}

/// 链尾
#[derive(Serialize, ToSchema)]
pub struct AuditHead {
    /// 序号
    seq: i64,
    /// 哈希
    hash: String,
}

/// 一页日志
#[derive(Serialize, ToSchema)]
pub struct AuditPage {
    /// 日志
    items: Vec<AuditRow>,
    /// 下一页的翻页标记
    next_page: Option<String>,
    /// 链尾
    head: Option<AuditHead>,
    /// 链尾一段是否前后相接
    chain_ok: Option<bool>,
}

/// 看审计日志
#[utoipa::path(
    get,
    path = "/api/v1/audit-events",
    operation_id = "audit_event_list",
    tag = "audit",
    params(AuditListQuery),
    responses((status = 200, body = AuditPage), (status = "4XX", body = ErrorBody)),
)]
pub async fn audit_event_list(
    Caller(caller): Caller,
    Query(asked): Query<AuditListQuery>,
) -> Result<Response, ApiError> {
    let AuditListQuery { from, to, actor, action, outcome, q, after, format, .. } = asked;
    let limit = Some(limit(asked.limit, format));
    let from = from.map(|day| parse_day("from", &day)).transpose()?;
    let to = to.map(|day| parse_day("to", &day)).transpose()?;
    let query = AuditQuery { from, to, actor, action, outcome, q, after, limit };
    let page = audit::audit_events(&caller, query).await?;
    let page = AuditPage {
        items: page.items.into_iter().map(row).collect(),
        next_page: page.next_page,
        head: page.head.map(|head| AuditHead { seq: head.seq, hash: head.hash }),
        chain_ok: page.chain_ok,
    };
    download::list(page, format, sheet)
}

fn sheet(page: &AuditPage) -> Sheet {
    let columns = [
        "序号",
        "时刻（UTC）",
        "操作人",
        "区划",
        "操作",
        "结果",
        "内容",
        "请求编号",
        "来自",
        "哈希",
    ];
    Sheet::new("审计日志", &columns).rows(page.items.iter().map(|row| {
        [
            row.seq.into(),
            row.at.as_str().into(),
            row.actor_name.as_str().into(),
            row.division_name.as_str().into(),
            row.action_label.as_str().into(),
            row.outcome_label.as_str().into(),
            row.detail.as_str().into(),
            row.request_id.as_str().into(),
            row.address.as_str().into(),
            row.hash.as_deref().into(),
        ]
    }))
}

fn row(event: AuditEventView) -> AuditRow {
    AuditRow {
        id: event.id,
        seq: event.seq,
        at: event.at,
        actor_name: event.actor_name,
        division_code: event.division_code,
        division_name: event.division_name,
        action: event.action,
        action_label: event.action_label,
        outcome: event.outcome,
        outcome_label: event.outcome_label,
        detail: event.detail,
        request_id: event.request_id,
        address: event.address,
        hash: event.hash,
    }
}

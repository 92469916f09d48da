//! The board itself (工作台): one read, one moment.

use mingqu_domain::approval::ApprovalState;
use mingqu_money::Fen;
use mingqu_store::allocation::approval as approval_store;
use mingqu_store::allotment::{delivery, header as allotment};
use mingqu_store::budget::indicator;
use mingqu_store::db::Tx;

use super::clock_view::{ClockView, clock_view};
use super::todo::{Todo, days_left, todos};
use crate::actor::{Actor, division_name};
use crate::approval::approval_view;
use crate::error::AppError;
use crate::execute::Caller;

/// Days ahead that are shown.
const AHEAD: i64 = 30;

/// A day to know of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upcoming {
    /// When.
    pub on: String,
    /// What.
    pub title: String,
    /// Days until then.
    pub days_left: i64,
}

/// Something I sent that is with another person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// What.
    pub title: String,
    /// With whom, since when.
    pub detail: String,
    /// Where it opens.
    pub path: String,
    /// What comes next.
    pub next: String,
}

/// Money given to a division that has not received it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreceived {
    /// The allotment.
    pub allotment_id: String,
    /// 文号
    pub document_no: String,
    /// 区划
    pub division_code: String,
    /// 区划名称
    pub division_name: String,
    /// 金额
    pub amount: Fen,
    /// 发文日期
    pub issued_on: String,
    /// Days since.
    pub days: i64,
}

/// Everything on the first screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    /// 今天
    pub today: String,
    /// 待办
    pub todos: Vec<Todo>,
    /// 往后 30 天
    pub upcoming: Vec<Upcoming>,
    /// 我送出的
    pub sent: Vec<Sent>,
    /// 未接收
    pub unreceived: Vec<Unreceived>,
    /// 三十日
    pub clock: Option<ClockView>,
}

/// The board of the caller in a year.
pub async fn board(caller: &Caller, fiscal_year: i64) -> Result<Board, AppError> {
    caller.actor.require("workbench.read")?;
    let (app, actor) = (caller.app.clone(), caller.actor.clone());
    let millis = app.clock().millis();
    let today = crate::clock::day_of(millis);
    let db = caller.app.db();
    db.read(move |tx| {
        Box::pin(async move {
            let policy = app.policy();
            Ok::<_, AppError>(Board {
                today: today.to_string(),
                todos: todos(tx, &actor, fiscal_year, today).await?,
                upcoming: upcoming(tx, &actor, fiscal_year, today).await?,
                sent: sent(tx, &actor, millis).await?,
                unreceived: unreceived(tx, policy, &actor, fiscal_year, today).await?,
                clock: clock_view(tx, policy, &actor, fiscal_year, today).await?,
            })
        })
    })
    .await
}

async fn upcoming(
    tx: &mut Tx,
    actor: &Actor,
    fiscal_year: i64,
    today: chrono::NaiveDate,
) -> Result<Vec<Upcoming>, AppError> {
    let mut out = Vec::new();
    if !actor.may("indicator.read") {
        return Ok(out);
    }
    let month_end = chrono::Datelike::with_day(&today, 1)
        .and_then(|first| first.checked_add_months(chrono::Months::new(1)))
        .and_then(|next| next.pred_opt());
    if let Some(on) = month_end {
        let days_left = on.signed_duration_since(today).num_days();
        let month = chrono::Datelike::month(&today);
        out.push(Upcoming { on: on.to_string(), title: format!("{month} 月月报"), days_left });
    }
    let rows = indicator::list(tx, &actor.division_code, fiscal_year, None, "", 200).await?;
    for row in rows {
        let due = crate::budget::due_on(&row);
        let Some(left) = days_left(due.as_deref(), today) else { continue };
        if (0..=AHEAD).contains(&left) && crate::budget::unassigned(tx, &row).await?.is_positive() {
            let title = format!("{} 分解期满", row.document_no);
            out.push(Upcoming { on: due.unwrap_or_default(), title, days_left: left });
        }
    }
    out.sort_by(|a, b| a.on.cmp(&b.on));
    Ok(out)
}

async fn sent(tx: &mut Tx, actor: &Actor, now: i64) -> Result<Vec<Sent>, AppError> {
    let open = approval_store::list(tx, &actor.division_code, ApprovalState::Open.code()).await?;
    let mut out = Vec::new();
    for row in open.into_iter().filter(|row| row.prepared_by == actor.user_id) {
        let view = approval_view(tx, &row.subject_kind, &row.subject_id, now).await?;
        let Some(view) = view else { continue };
        let label = view.approval.label(view.approval.step_no).to_owned();
        let hours = view.steps.iter().find_map(|step| step.held_hours).unwrap_or_default();
        let detail = match &view.asked_name {
            Some(name) => format!("在等 {name} 的加签意见"),
            None if hours < 24 => format!("在{label}环节 {hours} 小时"),
            None => format!("在{label}环节 {} 天", hours / 24),
        };
        let next = view.steps.iter().find(|step| step.step_no > view.approval.step_no);
        out.push(Sent {
            title: row.subject_title,
            detail,
            path: format!("/allocations/{}", row.subject_id),
            next: next.map_or_else(|| "下一步 下达".to_owned(), |s| format!("下一步 {}", s.label)),
        });
    }
    Ok(out)
}

async fn unreceived(
    tx: &mut Tx,
    policy: &mingqu_domain::policy::Policy,
    actor: &Actor,
    fiscal_year: i64,
    today: chrono::NaiveDate,
) -> Result<Vec<Unreceived>, AppError> {
    if !actor.may("allotment.read") {
        return Ok(Vec::new());
    }
    let waiting = delivery::list_unreceived(tx, &actor.division_code, fiscal_year).await?;
    let mut out = Vec::with_capacity(waiting.len());
    for one in waiting {
        let sent = allotment::find(tx, &one.division_code, &one.allotment_id).await?;
        let Some(sent) = sent else { continue };
        let issued_on = sent.issued_on.unwrap_or_default();
        let days = days_left(Some(&issued_on), today).map_or(0, |days| -days);
        out.push(Unreceived {
            allotment_id: one.allotment_id,
            document_no: sent.document_no.unwrap_or(sent.title),
            division_name: division_name(policy, &one.to_division),
            division_code: one.to_division,
            amount: one.amount.unwrap_or_default(),
            issued_on,
            days,
        });
    }
    Ok(out)
}

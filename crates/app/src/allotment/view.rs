//! One allotment as it is shown (下达文): the paper, who has it, what may be done.

use mingqu_domain::allocation::AllocationLine;
use mingqu_domain::allotment::{AllotmentState, DeliveryKind, DeliveryState};
use mingqu_domain::policy::Policy;
use mingqu_money::{Fen, format_wan};
use mingqu_store::allocation::header as allocation_header;
use mingqu_store::allotment::delivery::{self, DeliveryRow};
use mingqu_store::allotment::{document, header};
use mingqu_store::db::Tx;

use super::issue::judge;
use super::list::{AllotmentSummary, summary};
use super::paper::Paper;
use crate::action::Action;
use crate::actor::{Actor, division_name};
use crate::allocation::{Check, planned};
use crate::error::AppError;
use crate::execute::Caller;

/// A row of the table with its receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllotmentLine {
    /// Its place.
    pub line_no: usize,
    /// The division.
    pub division_code: String,
    /// Its name.
    pub division_name: String,
    /// 下达
    pub amount: Fen,
    /// 接收
    pub received: Fen,
    /// 状态
    pub state_label: &'static str,
}

/// A delivery as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryView {
    /// The row.
    pub row: DeliveryRow,
    /// 状态
    pub state_label: String,
}

/// An allotment opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllotmentView {
    /// As in a list.
    pub summary: AllotmentSummary,
    /// The paper.
    pub paper: Paper,
    /// The table.
    pub lines: Vec<AllotmentLine>,
    /// Who has it.
    pub deliveries: Vec<DeliveryView>,
    /// What was checked before it goes out.
    pub checks: Vec<Check>,
    /// What may be done.
    pub actions: Vec<Action>,
}

/// One allotment of a book the caller may read.
pub async fn allotment(caller: &Caller, id: &str) -> Result<AllotmentView, AppError> {
    caller.actor.require("allotment.read")?;
    let (app, actor, id) = (caller.app.clone(), caller.actor.clone(), id.to_owned());
    let divisions = actor.readable(app.policy());
    let db = caller.app.db();
    db.read(move |tx| {
        Box::pin(async move {
            for division in &divisions {
                if let Some(row) = header::find(tx, division, &id).await? {
                    return view(tx, app.policy(), &actor, row).await;
                }
            }
            Err(AppError::not_found("下达文", &id))
        })
    })
    .await
}

async fn view(
    tx: &mut Tx,
    policy: &Policy,
    actor: &Actor,
    row: header::AllotmentRow,
) -> Result<AllotmentView, AppError> {
    let sent = delivery::list(tx, &row.division_code, &row.id).await?;
    let paper = Paper::from_text(&row.paper);
    let plan = match &row.allocation_id {
        Some(id) => match allocation_header::find(tx, &row.division_code, id).await? {
            Some(allocation) => planned(tx, policy, &allocation).await?.0,
            None => Vec::new(),
        },
        None => super::issue::printed(&paper),
    };
    let received = document::first_received(tx, &row.id).await?;
    let received = received.map(|code| division_name(policy, &code));
    let checks = checks(&row, &paper, &plan);
    let actions = actions(policy, actor, &row, &plan, received.as_deref());
    let lines = paper.lines.iter().enumerate().map(|(place, line)| {
        let own = |one: &&DeliveryRow| {
            one.kind == DeliveryKind::Main.code() && one.to_division == line.division_code
        };
        let delivery = sent.iter().find(own);
        let state = delivery.map(|one| delivery_state(&row.state, one));
        let amount = Fen::new(line.amount_fen).unwrap_or_default();
        AllotmentLine {
            line_no: place + 1,
            division_code: line.division_code.clone(),
            division_name: line.name.clone(),
            amount,
            received: if state == Some(DeliveryState::Received) { amount } else { Fen::ZERO },
            state_label: state.map_or("未下达", |state| state.label(DeliveryKind::Main)),
        }
    });
    let lines = lines.collect();
    let deliveries = sent
        .iter()
        .map(|one| DeliveryView { state_label: delivery_label(&row.state, one), row: one.clone() });
    let deliveries = deliveries.collect();
    let summary = summary(row, &sent)?;
    Ok(AllotmentView { summary, paper, lines, deliveries, checks, actions })
}

fn delivery_state(allotment_state: &str, one: &DeliveryRow) -> DeliveryState {
    let revoked = allotment_state == AllotmentState::Revoked.code();
    DeliveryState::of(revoked, one.received_at.is_some(), one.read_at.is_some())
}

fn delivery_label(allotment_state: &str, one: &DeliveryRow) -> String {
    let kind = DeliveryKind::from_code(&one.kind).unwrap_or(DeliveryKind::Copy);
    let label = delivery_state(allotment_state, one).label(kind);
    match (one.outside, &one.recorded_by, &one.delivered_at) {
        (_, Some(_), _) => format!("{label}（代）"),
        (1, None, _) => "纸件送达".to_owned(),
        (_, None, None) => "在途".to_owned(),
        _ => label.to_owned(),
    }
}

fn checks(row: &header::AllotmentRow, paper: &Paper, plan: &[AllocationLine]) -> Vec<Check> {
    let judged = judge(row, plan);
    let total = format_wan(paper.total());
    vec![Check {
        code: judged.as_ref().map_or_else(|refusal| refusal.code(), |()| "allotment.totals"),
        label: "正文、附件1、账上三数一致",
        ok: judged.is_ok(),
        message: match judged {
            Ok(()) => format!("都是 {total} 万元，{} 行逐行相等", plan.len()),
            Err(refusal) => refusal.to_string(),
        },
    }]
}

fn actions(
    policy: &Policy,
    actor: &Actor,
    row: &header::AllotmentRow,
    plan: &[AllocationLine],
    received: Option<&str>,
) -> Vec<Action> {
    let state = AllotmentState::from_code(&row.state).map_or("", AllotmentState::label);
    let own = |action: &'static str| {
        actor.require(action).and_then(|()| actor.require_write(policy, &row.division_code))
    };
    let in_state = |wanted: AllotmentState, verb: &str, code: &'static str| {
        if row.state == wanted.code() {
            Ok(())
        } else {
            Err(AppError::Refused {
                code, message: format!("这份下达文是“{state}”，不能{verb}")
            })
        }
    };
    let issue = in_state(AllotmentState::Draft, "再下达", "allotment.not_draft")
        .and_then(|()| own("allotment.issue"))
        .and_then(|()| Ok(judge(row, plan)?));
    let revoke = in_state(AllotmentState::Issued, "撤回", "allotment.not_issued")
        .and_then(|()| own("allotment.revoke"))
        .and_then(|()| match received {
            Some(name) => {
                let name = name.to_owned();
                Err(mingqu_domain::allocation::AllocationRefusal::Received(name).into())
            }
            None => Ok(()),
        });
    vec![Action::judged("issue", "下达", issue), Action::judged("revoke", "撤回下达", revoke)]
}

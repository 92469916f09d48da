//! One allocation as it is shown (分配方案): rows, checks, approval, what may be done.

use mingqu_domain::allocation::{AllocationAction, AllocationLine, AllocationState, check_lines};
use mingqu_domain::policy::{DivisionCode, Policy};
use mingqu_money::{Fen, format_wan};
use mingqu_store::allocation::header::{self, AllocationRow};
use mingqu_store::allocation::line::{self, AllocationLineRow};
use mingqu_store::budget::indicator;
use mingqu_store::db::Tx;

use super::{SUBJECT, state};
use crate::action::Action;
use crate::actor::{Actor, division_name};
use crate::approval::{ApprovalView, approval_view};
use crate::budget::{IndicatorView, indicator_view};
use crate::error::AppError;
use crate::execute::Caller;

/// One thing that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// A stable word.
    pub code: &'static str,
    /// What.
    pub label: &'static str,
    /// Whether it holds.
    pub ok: bool,
    /// The figures.
    pub message: String,
}

/// An allocation opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllocationView {
    /// The row.
    pub row: AllocationRow,
    /// 状态
    pub state_label: &'static str,
    /// Its indicator with figures.
    pub indicator: IndicatorView,
    /// Its table.
    pub lines: Vec<AllocationLineRow>,
    /// Free now, less this table while it is not issued.
    pub difference: Fen,
    /// What was checked.
    pub checks: Vec<Check>,
    /// Its approval.
    pub approval: Option<ApprovalView>,
    /// Common reasons to return it.
    pub common_reasons: Vec<String>,
    /// Who says the flow is so.
    pub basis: String,
    /// What may be done.
    pub actions: Vec<Action>,
}

/// One allocation of a book the caller may read.
pub async fn allocation(caller: &Caller, id: &str) -> Result<AllocationView, AppError> {
    caller.actor.require("allocation.read")?;
    let (app, actor, id) = (caller.app.clone(), caller.actor.clone(), id.to_owned());
    let divisions = actor.readable(app.policy());
    let now = app.clock().millis();
    let db = caller.app.db();
    db.read(move |tx| {
        Box::pin(async move {
            for division in &divisions {
                if let Some(row) = header::find(tx, division, &id).await? {
                    return view(tx, app.policy(), &actor, row, now).await;
                }
            }
            Err(AppError::not_found("分配方案", &id))
        })
    })
    .await
}

/// The rows as the domain checks them, and the divisions below.
pub(crate) async fn planned(
    tx: &mut Tx,
    policy: &Policy,
    row: &AllocationRow,
) -> Result<(Vec<AllocationLine>, Vec<String>), AppError> {
    let lines = line::list(tx, &row.division_code, &row.id).await?;
    let lines = lines.into_iter().map(|line| AllocationLine {
        division_code: line.line_division,
        division_name: line.line_name,
        amount: line.amount,
    });
    let below = policy.children_of(DivisionCode::parse(&row.division_code)?);
    let below = below.into_iter().map(|child| child.code.as_str().to_owned()).collect();
    Ok((lines.collect(), below))
}

async fn view(
    tx: &mut Tx,
    policy: &Policy,
    actor: &Actor,
    row: AllocationRow,
    now: i64,
) -> Result<AllocationView, AppError> {
    let (division, year) = (row.division_code.clone(), row.fiscal_year);
    let found = indicator::find(tx, &division, year, &row.indicator_id).await?;
    let found = found.ok_or_else(|| AppError::not_found("指标", &row.indicator_id))?;
    let free = crate::budget::unassigned(tx, &found).await?;
    let indicator = indicator_view(tx, policy, found).await?;
    let (plan, below) = planned(tx, policy, &row).await?;
    let issued = row.state == AllocationState::Issued.code();
    let mut checks = Vec::new();
    let judged = check_lines(&plan, &below, &division_name(policy, &division), free);
    if !issued {
        checks.push(match &judged {
            Ok(total) => Check {
                code: "allocation.lines",
                label: "逐行核对",
                ok: true,
                message: format!("{} 行，合计 {} 万元", plan.len(), format_wan(*total)),
            },
            Err(refusal) => Check {
                code: refusal.code(),
                label: "逐行核对",
                ok: false,
                message: refusal.to_string(),
            },
        });
        let rest = free.checked_sub(row.total)?;
        let rest_text = match rest {
            Fen::ZERO => "正好分完".to_owned(),
            rest if rest < Fen::ZERO => format!("多 {} 万元", format_wan(rest.negated())),
            rest => format!("还有 {} 万元留作待分配", format_wan(rest)),
        };
        checks.push(Check {
            code: "allocation.available",
            label: "与指标相比",
            ok: Fen::ZERO <= rest,
            message: format!("指标可用 {} 万元，{rest_text}", format_wan(free)),
        });
    }
    let approval = approval_view(tx, SUBJECT, &row.id, now).await?;
    let flow = policy.flow(SUBJECT);
    let lines = line::list(tx, &division, &row.id).await?;
    let refused = judged.err().map(AppError::from);
    Ok(AllocationView {
        state_label: state(&row)?.label(),
        difference: if issued { Fen::ZERO } else { free.checked_sub(row.total)? },
        actions: actions(policy, actor, &row, approval.as_ref(), refused.as_ref()),
        common_reasons: flow.map(|flow| flow.common_reasons.clone()).unwrap_or_default(),
        basis: flow.map(|flow| flow.basis.quote()).unwrap_or_default(),
        indicator,
        lines,
        checks,
        approval,
        row,
    })
}

fn actions(
    policy: &Policy,
    actor: &Actor,
    row: &AllocationRow,
    approval: Option<&ApprovalView>,
    refused: Option<&AppError>,
) -> Vec<Action> {
    let judge = |action: AllocationAction| -> Result<(), AppError> {
        let permission = match action {
            AllocationAction::Change => "allocation.change",
            AllocationAction::Submit => "allocation.submit",
            AllocationAction::Approve => "allocation.approve",
            AllocationAction::Return => "allocation.return",
            AllocationAction::Withdraw => "allocation.withdraw",
            AllocationAction::Countersign => "allocation.countersign",
            AllocationAction::Opine => "allocation.opine",
            AllocationAction::Issue => "allotment.draft",
            AllocationAction::Cancel => "allocation.cancel",
        };
        state(row)?.allows(action)?;
        actor.require_write(policy, &row.division_code)?;
        let Some(ApprovalView { approval, .. }) = approval else { return Ok(()) };
        let hand = actor.hand();
        if action == AllocationAction::Approve && hand.user_id == approval.prepared_by {
            approval.approve(&hand)?;
        }
        actor.require(permission)?;
        match action {
            AllocationAction::Submit => approval.submit(&hand).map(drop)?,
            AllocationAction::Approve => approval.approve(&hand).map(drop)?,
            AllocationAction::Return => approval.give_back(&hand, 0, "理由").map(drop)?,
            AllocationAction::Withdraw => approval.withdraw(&hand).map(drop)?,
            AllocationAction::Countersign => approval.countersign(&hand, "", "").map(drop)?,
            AllocationAction::Opine => approval.opine(&hand).map(drop)?,
            AllocationAction::Change | AllocationAction::Issue | AllocationAction::Cancel => {}
        }
        match (action, refused) {
            (AllocationAction::Submit | AllocationAction::Approve, Some(refused)) => {
                Err(refused.clone())
            }
            _ => Ok(()),
        }
    };
    let all = AllocationAction::ALL.into_iter();
    all.map(|action| Action::judged(action.code(), action.label(), judge(action))).collect()
}

//! An approval as it is shown (审批条): who has it, who had it, what was said.

use std::collections::BTreeMap;

use mingqu_domain::approval::{ActKind, Approval, ApprovalState};
use mingqu_store::allocation::act::ApprovalActRow;
use mingqu_store::allocation::approval::ApprovalRow;
use mingqu_store::db::Tx;
use mingqu_store::user::account;

use super::load;
use crate::clock::millis_of;
use crate::error::AppError;

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// 已办
    Done,
    /// 正在办
    Current,
    /// 未到
    Waiting,
}

impl StepState {
    /// The word sent over the API.
    pub const fn code(self) -> &'static str {
        match self {
            StepState::Done => "done",
            StepState::Current => "current",
            StepState::Waiting => "waiting",
        }
    }
}

/// A step as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepView {
    /// 0 is the preparer's.
    pub step_no: usize,
    /// 环节
    pub label: String,
    /// 岗位
    pub duty: &'static str,
    /// Who acted, or prepared.
    pub user_name: Option<String>,
    /// Where it stands.
    pub state: StepState,
    /// When it was acted on.
    pub acted_at: Option<String>,
    /// What was said.
    pub opinion: Option<String>,
    /// In whose place.
    pub acted_for: Option<String>,
    /// Hours it has lain here, for the current one.
    pub held_hours: Option<i64>,
}

/// An act as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActView {
    /// When.
    pub at: String,
    /// Who.
    pub user_name: String,
    /// What.
    pub kind: ActKind,
    /// Words with it.
    pub opinion: Option<String>,
}

/// An approval as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalView {
    /// The row.
    pub row: ApprovalRow,
    /// The steps, the preparer's first.
    pub steps: Vec<StepView>,
    /// The acts, newest first.
    pub history: Vec<ActView>,
    /// The steps a return may go to.
    pub return_targets: Vec<(usize, String)>,
    /// Who is asked to countersign now.
    pub asked_name: Option<String>,
    /// As the domain sees it, to judge actions.
    pub approval: Approval,
}

/// The approval of a document, if it has one. `now` is in milliseconds.
pub async fn approval_view(
    tx: &mut Tx,
    subject_kind: &str,
    subject_id: &str,
    now: i64,
) -> Result<Option<ApprovalView>, AppError> {
    let Some((row, approval, acts)) = load(tx, subject_kind, subject_id).await? else {
        return Ok(None);
    };
    let names = names(tx, &row, &acts).await?;
    let name = |id: &String| names.get(id).cloned().unwrap_or_else(|| id.clone());
    let history = acts.iter().rev().filter_map(|act| {
        Some(ActView {
            at: act.at.clone(),
            user_name: match &act.for_user_id {
                Some(other) => format!("{}（代 {}）", name(&act.user_id), name(other)),
                None => name(&act.user_id),
            },
            kind: ActKind::from_code(&act.kind)?,
            opinion: act.opinion.clone(),
        })
    });
    let history: Vec<ActView> = history.collect();
    let steps = (0..=approval.steps.len())
        .map(|step_no| step_view(&row, &approval, &acts, step_no, now, &name))
        .collect();
    let return_targets = (0..approval.step_no)
        .map(|step_no| (step_no, approval.label(step_no).to_owned()))
        .collect();
    Ok(Some(ApprovalView {
        steps,
        history,
        return_targets,
        asked_name: approval.asked.as_ref().map(|(_, name)| name.clone()),
        approval,
        row,
    }))
}

fn step_view(
    row: &ApprovalRow,
    approval: &Approval,
    acts: &[ApprovalActRow],
    step_no: usize,
    now: i64,
    name: &impl Fn(&String) -> String,
) -> StepView {
    let state = match (approval.state, step_no.cmp(&approval.step_no)) {
        (ApprovalState::Approved, _) | (_, std::cmp::Ordering::Less) => StepState::Done,
        (_, std::cmp::Ordering::Equal) => StepState::Current,
        (_, std::cmp::Ordering::Greater) => StepState::Waiting,
    };
    let wanted = if step_no == 0 { ActKind::Submit } else { ActKind::Approve };
    let same_step = |act: &&ApprovalActRow| {
        usize::try_from(act.step_no).is_ok_and(|no| no == step_no) && act.kind == wanted.code()
    };
    let act = acts.iter().rev().find(same_step).filter(|_| state == StepState::Done);
    let user_name = match (step_no, act) {
        (0, _) => Some(name(&row.prepared_by)),
        (_, Some(act)) => Some(name(&act.user_id)),
        (_, None) => None,
    };
    let held = millis_of(&row.arrived_at).map(|since| (now - since).max(0) / 3_600_000);
    StepView {
        step_no,
        label: approval.label(step_no).to_owned(),
        duty: step_no
            .checked_sub(1)
            .and_then(|place| approval.steps.get(place))
            .map_or("经办", |step| step.duty.label()),
        user_name,
        state,
        acted_at: act.map(|act| act.at.clone()),
        opinion: act.and_then(|act| act.opinion.clone()),
        acted_for: act.and_then(|act| act.for_user_id.as_ref()).map(name),
        held_hours: held.filter(|_| state == StepState::Current),
    }
}

async fn names(
    tx: &mut Tx,
    row: &ApprovalRow,
    acts: &[ApprovalActRow],
) -> Result<BTreeMap<String, String>, AppError> {
    let mut names = BTreeMap::new();
    let mut ids = vec![row.prepared_by.clone()];
    for act in acts {
        ids.push(act.user_id.clone());
        ids.extend(act.for_user_id.clone());
    }
    ids.sort();
    ids.dedup();
    for id in ids {
        if let Some(user) = account::find(tx, &id).await? {
            names.insert(id, user.display_name);
        }
    }
    Ok(names)
}

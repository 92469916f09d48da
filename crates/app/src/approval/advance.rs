//! Moving an approval on (办理): the domain judges, one row and one act are written.

use mingqu_domain::approval::{
    Act, ActKind, Approval, ApprovalRefusal, ApprovalState, Hand, Next, Step,
};
use mingqu_domain::policy::ApprovalFlow;
use mingqu_domain::user::Duty;
use mingqu_money::Fen;
use mingqu_store::StoreError;
use mingqu_store::allocation::act::{self, ApprovalActRow};
use mingqu_store::allocation::approval::{self, ApprovalRow};
use mingqu_store::db::Tx;

use crate::error::AppError;
use crate::execute::Context;

/// What a document hands in to be approved.
pub(crate) struct Opened<'a> {
    pub(crate) division_code: &'a str,
    pub(crate) fiscal_year: i64,
    pub(crate) subject: (&'a str, &'a str),
    pub(crate) title: &'a str,
    pub(crate) amount: Fen,
    pub(crate) prepared_by: &'a str,
}

/// Makes the approval of a document, with the preparer, by the flow of the policy.
pub(crate) async fn open(
    tx: &mut Tx,
    cx: &Context,
    flow: &ApprovalFlow,
    opened: Opened<'_>,
) -> Result<(), AppError> {
    let steps = flow.steps.iter().map(|step| format!("{}:{}", step.label, step.duty.code()));
    let row = ApprovalRow {
        id: cx.id(),
        division_code: opened.division_code.to_owned(),
        fiscal_year: opened.fiscal_year,
        subject_kind: opened.subject.0.to_owned(),
        subject_id: opened.subject.1.to_owned(),
        subject_title: opened.title.to_owned(),
        amount: Some(opened.amount),
        steps: steps.collect::<Vec<_>>().join(";"),
        state: ApprovalState::WithPreparer.code().to_owned(),
        step_no: 0,
        prepared_by: opened.prepared_by.to_owned(),
        asked_user_id: None,
        arrived_at: cx.at.clone(),
        version: 0,
    };
    approval::insert(tx, &row).await?;
    Ok(())
}

/// Reads the approval of a document with its acts.
pub(crate) async fn load(
    tx: &mut Tx,
    subject_kind: &str,
    subject_id: &str,
) -> Result<Option<(ApprovalRow, Approval, Vec<ApprovalActRow>)>, AppError> {
    let Some(row) = approval::find(tx, subject_kind, subject_id).await? else { return Ok(None) };
    let acts = act::list(tx, &row.id).await?;
    let asked = match &row.asked_user_id {
        Some(id) => {
            let user = mingqu_store::user::account::find(tx, id).await?;
            Some((id.clone(), user.map_or_else(|| id.clone(), |user| user.display_name)))
        }
        None => None,
    };
    let corrupt = |column| StoreError::Corrupt { table: "approval", column, id: row.id.clone() };
    let steps = row.steps.split(';').map(|step| {
        let (label, duty) = step.split_once(':')?;
        Some(Step { label: label.to_owned(), duty: Duty::from_code(duty).ok()? })
    });
    let steps: Option<Vec<Step>> = steps.collect();
    let known = acts.iter().filter_map(|act| {
        Some(Act {
            step_no: usize::try_from(act.step_no).ok()?,
            user_id: act.user_id.clone(),
            for_user_id: act.for_user_id.clone(),
            kind: ActKind::from_code(&act.kind)?,
        })
    });
    let approval = Approval {
        steps: steps.ok_or_else(|| corrupt("steps"))?,
        prepared_by: row.prepared_by.clone(),
        state: ApprovalState::from_code(&row.state).ok_or_else(|| corrupt("state"))?,
        step_no: usize::try_from(row.step_no).map_err(|_| corrupt("step_no"))?,
        asked,
        acts: known.collect(),
    };
    Ok(Some((row, approval, acts)))
}

/// Moves the approval of a document on, as the judgement says; answers where it leads.
pub(crate) async fn advance(
    tx: &mut Tx,
    cx: &Context,
    subject: (&str, &str),
    kind: ActKind,
    opinion: Option<&str>,
    judge: impl FnOnce(&Approval, &Hand) -> Result<Next, ApprovalRefusal>,
) -> Result<Next, AppError> {
    let loaded = load(tx, subject.0, subject.1).await?;
    let (mut row, approval, acts) = loaded.ok_or_else(|| AppError::not_found("审批", subject.1))?;
    let next = judge(&approval, &cx.actor.hand())?;
    let act = ApprovalActRow {
        approval_id: row.id.clone(),
        act_no: i64::try_from(acts.len() + 1).unwrap_or(i64::MAX),
        step_no: row.step_no,
        at: cx.at.clone(),
        user_id: cx.actor.user_id.clone(),
        for_user_id: next.for_user_id.clone(),
        kind: kind.code().to_owned(),
        opinion: opinion.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned),
    };
    act::insert(tx, &act).await?;
    let step_no = i64::try_from(next.step_no).unwrap_or(i64::MAX);
    if step_no != row.step_no {
        row.arrived_at.clone_from(&cx.at);
    }
    row.state = next.state.code().to_owned();
    row.step_no = step_no;
    row.asked_user_id.clone_from(&next.asked);
    approval::update(tx, &row).await?;
    Ok(next)
}

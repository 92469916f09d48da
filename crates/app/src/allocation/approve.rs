//! The way of an allocation through approval (审批): each act is a command.

use mingqu_domain::allocation::{AllocationAction, AllocationState, check_lines};
use mingqu_domain::approval::{ActKind, Approval, ApprovalRefusal, ApprovalState, Hand, Next};
use mingqu_store::allocation::approval;
use mingqu_store::allocation::header::{self, AllocationRow};
use mingqu_store::budget::indicator;
use mingqu_store::db::Tx;
use mingqu_store::user::account;

use super::{SUBJECT, find, planned, state};
use crate::actor::{Actor, division_name};
use crate::approval::advance;
use crate::budget::unassigned;
use crate::error::AppError;
use crate::execute::{Command, Context};

/// Which allocation, at which version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// 账套
    pub division_code: String,
    /// The allocation.
    pub id: String,
    /// The version that was seen.
    pub version: i64,
}

/// 送审
#[derive(Clone, Debug)]
pub struct AllocationSubmit(pub Seen);

/// 通过, with words if there are any
#[derive(Clone, Debug)]
pub struct AllocationApprove(pub Seen, pub Option<String>);

/// 退回 to an earlier step, with the reason
#[derive(Clone, Debug)]
pub struct AllocationReturn(pub Seen, pub usize, pub String);

/// 撤回
#[derive(Clone, Debug)]
pub struct AllocationWithdraw(pub Seen);

/// 加签: the colleague asked, and what about
#[derive(Clone, Debug)]
pub struct AllocationCountersign(pub Seen, pub String, pub String);

/// 签署加签意见
#[derive(Clone, Debug)]
pub struct AllocationOpine(pub Seen, pub String);

/// 作废
#[derive(Clone, Debug)]
pub struct AllocationCancel(pub Seen);

impl Seen {
    fn told(&self) -> String {
        format!("分配方案 {}", self.id)
    }

    /// Finds the allocation and lets its state judge the action.
    async fn open(
        &self,
        tx: &mut Tx,
        cx: &Context,
        action: AllocationAction,
    ) -> Result<AllocationRow, AppError> {
        let row = find(tx, cx, &self.division_code, &self.id, Some(self.version)).await?;
        state(&row)?.allows(action)?;
        Ok(row)
    }

    /// One act of the approval, and the state of the allocation that follows from it.
    async fn act(
        &self,
        tx: &mut Tx,
        cx: &Context,
        (action, kind): (AllocationAction, ActKind),
        opinion: Option<&str>,
        judge: impl FnOnce(&Approval, &Hand) -> Result<Next, ApprovalRefusal>,
    ) -> Result<(), AppError> {
        let mut row = self.open(tx, cx, action).await?;
        let next = advance(tx, cx, (SUBJECT, &self.id), kind, opinion, judge).await?;
        row.state = match (next.state, kind) {
            (ApprovalState::Open, _) => AllocationState::UnderApproval,
            (ApprovalState::Approved, _) => AllocationState::Approved,
            (ApprovalState::WithPreparer, ActKind::Return) => AllocationState::Returned,
            (ApprovalState::WithPreparer, _) => AllocationState::Draft,
        }
        .code()
        .to_owned();
        row.updated_at.clone_from(&cx.at);
        header::update(tx, &row).await?;
        Ok(())
    }
}

/// Checks the rows against the divisions below and what is free now.
async fn check(tx: &mut Tx, cx: &Context, row: &AllocationRow) -> Result<(), AppError> {
    let (division, year) = (&row.division_code, row.fiscal_year);
    let found = indicator::find(tx, division, year, &row.indicator_id).await?;
    let found = found.ok_or_else(|| AppError::not_found("指标", &row.indicator_id))?;
    let available = unassigned(tx, &found).await?;
    let (lines, below) = planned(tx, cx.policy(), row).await?;
    check_lines(&lines, &below, &division_name(cx.policy(), division), available)?;
    Ok(())
}

impl Command for AllocationSubmit {
    const ACTION: &'static str = "allocation.submit";
    type Done = ();

    fn detail(&self) -> String {
        self.0.told()
    }

    fn division(&self, _: &Actor) -> String {
        self.0.division_code.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<(), AppError> {
        let row = self.0.open(tx, cx, AllocationAction::Submit).await?;
        check(tx, cx, &row).await?;
        let found = approval::find(tx, SUBJECT, &row.id).await?;
        if let Some(mut approval) = found {
            approval.subject_title.clone_from(&row.title);
            approval.amount = Some(row.total);
            approval::update(tx, &approval).await?;
        }
        let how = (AllocationAction::Submit, ActKind::Submit);
        self.0.act(tx, cx, how, None, |approval, hand| approval.submit(hand)).await
    }
}

impl Command for AllocationApprove {
    const ACTION: &'static str = "allocation.approve";
    type Done = ();

    fn detail(&self) -> String {
        format!("{} {}", self.0.told(), self.1.as_deref().unwrap_or_default())
    }

    fn division(&self, _: &Actor) -> String {
        self.0.division_code.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<(), AppError> {
        let row = self.0.open(tx, cx, AllocationAction::Approve).await?;
        check(tx, cx, &row).await?;
        let how = (AllocationAction::Approve, ActKind::Approve);
        let judge = |approval: &Approval, hand: &Hand| approval.approve(hand);
        self.0.act(tx, cx, how, self.1.as_deref(), judge).await
    }
}

impl Command for AllocationReturn {
    const ACTION: &'static str = "allocation.return";
    type Done = ();

    fn detail(&self) -> String {
        format!("{} 退到第 {} 步，{}", self.0.told(), self.1, self.2)
    }

    fn division(&self, _: &Actor) -> String {
        self.0.division_code.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<(), AppError> {
        let how = (AllocationAction::Return, ActKind::Return);
        let judge = |approval: &Approval, hand: &Hand| approval.give_back(hand, self.1, &self.2);
        self.0.act(tx, cx, how, Some(&self.2), judge).await
    }
}

impl Command for AllocationWithdraw {
    const ACTION: &'static str = "allocation.withdraw";
    type Done = ();

    fn detail(&self) -> String {
        self.0.told()
    }

    fn division(&self, _: &Actor) -> String {
        self.0.division_code.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<(), AppError> {
        let how = (AllocationAction::Withdraw, ActKind::Withdraw);
        self.0.act(tx, cx, how, None, |approval, hand| approval.withdraw(hand)).await
    }
}

impl Command for AllocationCountersign {
    const ACTION: &'static str = "allocation.countersign";
    type Done = ();

    fn detail(&self) -> String {
        format!("{} 请 {} 加签：{}", self.0.told(), self.1, self.2)
    }

    fn division(&self, _: &Actor) -> String {
        self.0.division_code.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<(), AppError> {
        let asked = account::find(tx, &self.1).await?;
        let asked = asked.ok_or_else(|| AppError::not_found("用户", &self.1))?;
        if asked.division_code != self.0.division_code || asked.suspended_at.is_some() {
            return Err(ApprovalRefusal::CannotCountersign {
                name: asked.display_name,
                reason: "不是本级在岗的人",
            }
            .into());
        }
        let how = (AllocationAction::Countersign, ActKind::Countersign);
        let judge = |approval: &Approval, hand: &Hand| {
            approval.countersign(hand, &asked.id, &asked.display_name)
        };
        let words = format!("请 {} 加签：{}", asked.display_name, self.2.trim());
        self.0.act(tx, cx, how, Some(&words), judge).await
    }
}

impl Command for AllocationOpine {
    const ACTION: &'static str = "allocation.opine";
    type Done = ();

    fn detail(&self) -> String {
        format!("{} {}", self.0.told(), self.1)
    }

    fn division(&self, _: &Actor) -> String {
        self.0.division_code.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<(), AppError> {
        if self.1.trim().is_empty() {
            return Err(ApprovalRefusal::ReasonMissing.into());
        }
        let how = (AllocationAction::Opine, ActKind::Opine);
        let judge = |approval: &Approval, hand: &Hand| approval.opine(hand);
        self.0.act(tx, cx, how, Some(&self.1), judge).await
    }
}

impl Command for AllocationCancel {
    const ACTION: &'static str = "allocation.cancel";
    type Done = ();

    fn detail(&self) -> String {
        self.0.told()
    }

    fn division(&self, _: &Actor) -> String {
        self.0.division_code.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<(), AppError> {
        let mut row = self.0.open(tx, cx, AllocationAction::Cancel).await?;
        if row.prepared_by != cx.actor.user_id {
            return Err(ApprovalRefusal::NotYours.into());
        }
        row.state = AllocationState::Cancelled.code().to_owned();
        row.open_key.clone_from(&row.id);
        row.updated_at.clone_from(&cx.at);
        header::update(tx, &row).await?;
        Ok(())
    }
}

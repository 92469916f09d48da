//! 红冲: undoes an entry by its red twin, where no business document must do it.

use mingqu_domain::budget::{BudgetEvent, BudgetRefusal};
use mingqu_store::budget::entry::{self, EntryRow};
use mingqu_store::db::Tx;

use super::post::{Voucher, reverse};
use crate::actor::Actor;
use crate::error::AppError;
use crate::execute::{Command, Context};

/// Reverses a supplement or a reduction. Answers the red entry's id.
#[derive(Clone, Debug)]
pub struct EntryReverse {
    /// 账套
    pub division_code: String,
    /// 预算年度
    pub fiscal_year: i64,
    /// The entry.
    pub id: String,
    /// Why.
    pub reason: String,
}

impl Command for EntryReverse {
    const ACTION: &'static str = "entry.reverse";
    type Done = String;

    fn detail(&self) -> String {
        format!("凭证 {}，{}", self.id, self.reason)
    }

    fn division(&self, _: &Actor) -> String {
        self.division_code.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<String, AppError> {
        cx.actor.require_write(cx.policy(), &self.division_code)?;
        if self.reason.trim().is_empty() {
            return Err(BudgetRefusal::ReasonMissing.into());
        }
        let found = entry::find(tx, &self.division_code, self.fiscal_year, &self.id).await?;
        let row = found.ok_or_else(|| AppError::not_found("凭证", &self.id))?;
        let event = reversible(&row)?;
        let voucher = Voucher {
            division_code: &row.division_code,
            fiscal_year: row.fiscal_year,
            event,
            summary: format!("红冲：{}（{}）", row.summary, self.reason.trim()),
            document_no: &row.document_no,
            source: (&row.source_kind, &row.source_id),
            prepared_by: cx.actor.name.clone(),
            reviewed_by: None,
        };
        reverse(tx, cx, voucher, &row.id).await
    }
}

/// Whether an entry may be reversed by itself; else where it is to be undone.
pub(super) fn reversible(row: &EntryRow) -> Result<BudgetEvent, BudgetRefusal> {
    let refuse = |reason: &str| Err(BudgetRefusal::NotReversible { reason: reason.to_owned() });
    if row.reverses_id.is_some() {
        return refuse("这张本身就是红冲凭证");
    }
    match BudgetEvent::from_code(&row.event_code) {
        Some(event @ (BudgetEvent::Supplement | BudgetEvent::Reduce)) => Ok(event),
        Some(BudgetEvent::Register) => refuse("登记要从来文页面红冲"),
        Some(BudgetEvent::Allot) => refuse("下达要从下达页面撤回"),
        Some(BudgetEvent::Receive) => refuse("接收的指标由上级追减，不能自己冲"),
        None => refuse("不认识的业务事项"),
    }
}

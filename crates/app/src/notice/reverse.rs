//! Undoing a registration (红冲登记): the red of E1, while nothing was built on it.

use mingqu_domain::budget::BudgetEvent;
use mingqu_domain::notice::{NoticeAction, NoticeRefusal, NoticeWay};
use mingqu_store::budget::entry;
use mingqu_store::db::Tx;
use mingqu_store::notice::{header, paper_key};

use super::correct::{draft, state};
use crate::actor::Actor;
use crate::budget::{Voucher, reverse};
use crate::error::AppError;
use crate::execute::{Command, Context};

/// Reverses what a registered notice booked; answers the red entry's id.
#[derive(Clone, Debug)]
pub struct NoticeReverse {
    /// 账套
    pub division_code: String,
    /// The notice.
    pub id: String,
    /// The version that was seen.
    pub version: i64,
    /// Why.
    pub reason: String,
}

impl Command for NoticeReverse {
    const ACTION: &'static str = "notice.reverse";
    type Done = String;

    fn detail(&self) -> String {
        format!("来文 {}，{}", self.id, self.reason)
    }

    fn division(&self, _: &Actor) -> String {
        self.division_code.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<String, AppError> {
        let mut row = draft(tx, cx, &self.division_code, &self.id, self.version).await?;
        row.state = state(&row)?.apply(NoticeAction::Reverse)?.code().to_owned();
        if self.reason.trim().is_empty() {
            return Err(NoticeRefusal::ReasonMissing.into());
        }
        if row.way == NoticeWay::Supplement.code() {
            let why = "补录的下达已经送到下级，请先在下达页面撤回".to_owned();
            return Err(NoticeRefusal::NotReversible(why).into());
        }
        let entry_id = row.entry_id.clone().unwrap_or_default();
        let (division, year) = (row.division_code.clone(), row.fiscal_year);
        let original = entry::find(tx, &division, year, &entry_id).await?;
        let original = original.ok_or_else(|| AppError::not_found("凭证", &entry_id))?;
        let voucher = Voucher {
            division_code: &division,
            fiscal_year: year,
            event: BudgetEvent::Register,
            summary: format!("红冲：{}（{}）", original.summary, self.reason.trim()),
            document_no: &original.document_no,
            source: ("notice", &row.id),
            prepared_by: cx.actor.name.clone(),
            reviewed_by: None,
        };
        let red =
            reverse(tx, cx, voucher, &entry_id).await.map_err(|error| match error.code() {
                "indicator.not_enough" => NoticeRefusal::NotReversible(format!(
                    "这笔指标已经下达或动用过，{error}；先撤回下达"
                ))
                .into(),
                _ => error,
            })?;
        header::update(tx, &row).await?;
        paper_key::release(tx, &row.division_code, &row.id).await?;
        Ok(red)
    }
}

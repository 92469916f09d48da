//! Taking an issue back (撤回下达): the red of E2, while nobody below has received.

use mingqu_domain::allocation::{AllocationRefusal, AllocationState};
use mingqu_domain::allotment::AllotmentState;
use mingqu_domain::budget::BudgetEvent;
use mingqu_store::allocation::header as allocation_header;
use mingqu_store::allotment::{document, header};
use mingqu_store::budget::entry;
use mingqu_store::db::Tx;

use super::issue::find;
use crate::actor::{Actor, division_name};
use crate::budget::{Voucher, reverse};
use crate::error::AppError;
use crate::execute::{Command, Context};

/// Revokes an issued paper; answers the red entry's id.
#[derive(Clone, Debug)]
pub struct AllotmentRevoke {
    /// 账套
    pub division_code: String,
    /// The allotment.
    pub id: String,
    /// The version that was seen.
    pub version: i64,
    /// Why.
    pub reason: String,
}

impl Command for AllotmentRevoke {
    const ACTION: &'static str = "allotment.revoke";
    type Done = String;

    fn detail(&self) -> String {
        format!("下达文 {}，{}", self.id, self.reason)
    }

    fn division(&self, _: &Actor) -> String {
        self.division_code.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<String, AppError> {
        let mut row = find(tx, cx, &self.division_code, &self.id, self.version).await?;
        if row.state != AllotmentState::Issued.code() {
            let state = AllotmentState::from_code(&row.state).map_or("", AllotmentState::label);
            return Err(AppError::Refused {
                code: "allotment.not_issued",
                message: format!("这份下达文是“{state}”，不能撤回"),
            });
        }
        if self.reason.trim().is_empty() {
            return Err(AllocationRefusal::ReasonMissing.into());
        }
        if let Some(division) = document::first_received(tx, &row.id).await? {
            let name = division_name(cx.policy(), &division);
            return Err(AllocationRefusal::Received(name).into());
        }
        document::revoke(tx, &row.id, &cx.at).await?;
        let (division, year) = (row.division_code.clone(), row.fiscal_year);
        let entry_id = row.entry_id.clone().unwrap_or_default();
        let original = entry::find(tx, &division, year, &entry_id).await?;
        let original = original.ok_or_else(|| AppError::not_found("凭证", &entry_id))?;
        let voucher = Voucher {
            division_code: &division,
            fiscal_year: year,
            event: BudgetEvent::Allot,
            summary: format!("红冲：{}（{}）", original.summary, self.reason.trim()),
            document_no: &original.document_no,
            source: ("allotment", &row.id),
            prepared_by: cx.actor.name.clone(),
            reviewed_by: None,
        };
        let red = reverse(tx, cx, voucher, &entry_id).await?;
        row.state = AllotmentState::Revoked.code().to_owned();
        row.revoke_reason = Some(self.reason.trim().to_owned());
        header::update(tx, &row).await?;
        if let Some(id) = &row.allocation_id
            && let Some(mut allocation) = allocation_header::find(tx, &division, id).await?
        {
            allocation.state = AllocationState::Cancelled.code().to_owned();
            allocation.open_key.clone_from(&allocation.id);
            allocation.updated_at.clone_from(&cx.at);
            allocation_header::update(tx, &allocation).await?;
        }
        Ok(red)
    }
}

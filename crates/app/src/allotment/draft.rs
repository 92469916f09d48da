//! Drafting the paper (拟下达文) of an approved allocation.

use mingqu_domain::allocation::AllocationAction;
use mingqu_domain::allotment::AllotmentState;
use mingqu_store::allocation::header as allocation_header;
use mingqu_store::allotment::header::{self, AllotmentRow};
use mingqu_store::budget::indicator;
use mingqu_store::db::Tx;
use mingqu_store::notice;

use super::paper::{PaperLine, compose};
use crate::actor::Actor;
use crate::allocation::{find, planned, state};
use crate::error::AppError;
use crate::execute::{Command, Context};

/// Drafts the paper of an approved allocation, or answers the one there is.
#[derive(Clone, Debug)]
pub struct AllotmentDraft {
    /// 账套
    pub division_code: String,
    /// The allocation.
    pub allocation_id: String,
}

impl Command for AllotmentDraft {
    const ACTION: &'static str = "allotment.draft";
    type Done = String;

    fn detail(&self) -> String {
        format!("分配方案 {}", self.allocation_id)
    }

    fn division(&self, _: &Actor) -> String {
        self.division_code.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<String, AppError> {
        let mut row = find(tx, cx, &self.division_code, &self.allocation_id, None).await?;
        if let Some(id) = &row.allotment_id {
            return Ok(id.clone());
        }
        state(&row)?.allows(AllocationAction::Issue)?;
        let (division, year) = (row.division_code.clone(), row.fiscal_year);
        let found = indicator::find(tx, &division, year, &row.indicator_id).await?;
        let found = found.ok_or_else(|| AppError::not_found("指标", &row.indicator_id))?;
        let upper_title = match &found.notice_id {
            Some(id) => notice::header::find(tx, &division, id).await?.map(|notice| notice.title),
            None => None,
        };
        let (plan, _) = planned(tx, cx.policy(), &row).await?;
        let lines = plan.iter().map(|line| PaperLine {
            division_code: line.division_code.clone(),
            name: line.division_name.clone(),
            amount_fen: line.amount.fen(),
        });
        let title = upper_title.unwrap_or_default();
        let paper = compose(cx.policy(), &found, &title, lines.collect(), row.total)?;
        let id = cx.id();
        let draft = AllotmentRow {
            division_code: division,
            id: id.clone(),
            fiscal_year: year,
            allocation_id: Some(row.id.clone()),
            indicator_id: found.id,
            document_no: None,
            title: paper.title.clone(),
            state: AllotmentState::Draft.code().to_owned(),
            total: row.total,
            paper: paper.to_text(),
            issued_on: None,
            issued_by: None,
            entry_id: None,
            revoke_reason: None,
            created_at: cx.at.clone(),
            version: 0,
        };
        header::insert(tx, &draft).await?;
        row.allotment_id = Some(id.clone());
        row.updated_at.clone_from(&cx.at);
        allocation_header::update(tx, &row).await?;
        Ok(id)
    }
}

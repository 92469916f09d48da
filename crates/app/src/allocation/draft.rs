//! Drafting an allocation (拟分配方案): of an indicator, by a notice's table or an empty one.

use mingqu_domain::allocation::{AllocationRefusal, AllocationState};
use mingqu_domain::budget::BudgetRefusal;
use mingqu_domain::policy::DivisionCode;
use mingqu_money::Fen;
use mingqu_store::allocation::header::{self, AllocationRow, ONE_OPEN};
use mingqu_store::allocation::line::{self, AllocationLineRow};
use mingqu_store::budget::indicator;
use mingqu_store::db::Tx;
use mingqu_store::notice;

use super::SUBJECT;
use crate::actor::Actor;
use crate::approval::{Opened, open};
use crate::error::AppError;
use crate::execute::{Command, Context};

/// Drafts an allocation; answers its id.
#[derive(Clone, Debug)]
pub struct AllocationDraft {
    /// 账套
    pub division_code: String,
    /// 预算年度
    pub fiscal_year: i64,
    /// The indicator to allocate.
    pub indicator_id: String,
    /// The notice whose table is taken; without one the divisions below stand with nothing.
    pub notice_id: Option<String>,
}

impl Command for AllocationDraft {
    const ACTION: &'static str = "allocation.draft";
    type Done = String;

    fn detail(&self) -> String {
        let by = self.notice_id.as_deref().unwrap_or("空表");
        format!("指标 {}，按 {by}", self.indicator_id)
    }

    fn division(&self, _: &Actor) -> String {
        self.division_code.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<String, AppError> {
        let policy = cx.policy();
        cx.actor.require_write(policy, &self.division_code)?;
        let (division, year) = (&self.division_code, self.fiscal_year);
        let found = indicator::find(tx, division, year, &self.indicator_id).await?;
        let found = found.ok_or_else(|| AppError::not_found("指标", &self.indicator_id))?;
        let id = cx.id();
        let lines = self.lines(tx, cx, &id).await?;
        let flow = policy.flow(SUBJECT).ok_or(BudgetRefusal::NotReversible {
            reason: "政策库里没有分配方案的审批流程".to_owned(),
        })?;
        let row = AllocationRow {
            division_code: division.clone(),
            id: id.clone(),
            fiscal_year: year,
            indicator_id: found.id.clone(),
            notice_id: self.notice_id.clone(),
            title: format!("{} 分配方案", found.document_no),
            state: AllocationState::Draft.code().to_owned(),
            total: Fen::total(lines.iter().map(|line| line.amount))?,
            policy_version: policy.id(),
            prepared_by: cx.actor.user_id.clone(),
            created_at: cx.at.clone(),
            updated_at: cx.at.clone(),
            allotment_id: None,
            open_key: found.id.clone(),
            version: 0,
        };
        match header::insert(tx, &row).await {
            Ok(()) => {}
            Err(error) if error.is_unique(ONE_OPEN) => {
                return Err(AllocationRefusal::UnderWay.into());
            }
            Err(error) => return Err(error.into()),
        }
        for line in &lines {
            line::insert(tx, line).await?;
        }
        let opened = Opened {
            division_code: division,
            fiscal_year: year,
            subject: (SUBJECT, &id),
            title: &row.title,
            amount: row.total,
            prepared_by: &row.prepared_by,
        };
        open(tx, cx, flow, opened).await?;
        Ok(id)
    }
}

impl AllocationDraft {
    /// The notice's rows that are divisions below, else every division below with nothing.
    async fn lines(
        &self,
        tx: &mut Tx,
        cx: &Context,
        id: &str,
    ) -> Result<Vec<AllocationLineRow>, AppError> {
        let policy = cx.policy();
        let own = DivisionCode::parse(&self.division_code)?;
        let below: Vec<(String, String)> = policy
            .children_of(own)
            .into_iter()
            .map(|child| (child.code.as_str().to_owned(), child.name.clone()))
            .collect();
        let mut rows = match &self.notice_id {
            Some(notice_id) => {
                let found = notice::line::list(tx, &self.division_code, notice_id).await?;
                let known = found.into_iter().filter_map(|row| {
                    let code = row.line_division?;
                    let (code, name) = below.iter().find(|(below, _)| *below == code)?.clone();
                    Some((code, name, row.amount))
                });
                known.collect()
            }
            None => Vec::new(),
        };
        if rows.is_empty() {
            rows = below.into_iter().map(|(code, name)| (code, name, Fen::ZERO)).collect();
        }
        let numbered =
            rows.into_iter().enumerate().map(|(place, (code, name, amount))| AllocationLineRow {
                division_code: self.division_code.clone(),
                allocation_id: id.to_owned(),
                line_no: i64::try_from(place + 1).unwrap_or(i64::MAX),
                line_division: code,
                line_name: name,
                amount,
                note: None,
            });
        Ok(numbered.collect())
    }
}

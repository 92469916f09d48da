//! 追加 and 追减 of an indicator: E1 again, and E9.

use std::collections::BTreeMap;

use mingqu_domain::budget::{self, BudgetEvent, BudgetRefusal, FundKey};
use mingqu_ledger::Entry;
use mingqu_money::Fen;
use mingqu_store::budget::indicator::{self, Postable};
use mingqu_store::db::Tx;

use super::post::{Voucher, post_on};
use crate::actor::Actor;
use crate::error::AppError;
use crate::execute::{Command, Context};

/// 追加: the upper level adds to an indicator. Answers the entry's id.
#[derive(Clone, Debug)]
pub struct IndicatorSupplement {
    /// 账套
    pub division_code: String,
    /// 预算年度
    pub fiscal_year: i64,
    /// The indicator.
    pub id: String,
    /// 分, more than zero.
    pub amount: Fen,
    /// The document that says so.
    pub document_no: String,
    /// Why.
    pub reason: String,
}

/// 追减: the upper level takes back what is free. Answers the entry's id.
#[derive(Clone, Debug)]
pub struct IndicatorReduce(pub IndicatorSupplement);

/// Many supplements under one document, as one entry. Answers the entry's id.
#[derive(Clone, Debug)]
pub struct IndicatorSupplementBatch {
    /// 账套
    pub division_code: String,
    /// 预算年度
    pub fiscal_year: i64,
    /// (indicator id, amount), at most 1 000.
    pub lines: Vec<(String, Fen)>,
    /// The document that says so.
    pub document_no: String,
    /// Why.
    pub reason: String,
}

/// As many lines as one entry takes, two each.
const BATCH_MAX: usize = mingqu_ledger::LINES_MAX / 2;

impl IndicatorSupplement {
    async fn book(
        &self,
        tx: &mut Tx,
        cx: &Context,
        event: BudgetEvent,
        rule: fn(&budget::FundKey, Fen) -> Result<Entry, BudgetRefusal>,
    ) -> Result<String, AppError> {
        check_words(&self.document_no, &self.reason)?;
        cx.actor.require_write(cx.policy(), &self.division_code)?;
        let (division, year, id) = (&self.division_code, self.fiscal_year, &self.id);
        let found = indicator::find_postable(tx, division, year, id).await?;
        let found = found.ok_or_else(|| AppError::not_found("指标", id))?;
        let closed = found.closed;
        let fund = fund_of(found)?;
        let entry = rule(&fund, self.amount)?;
        let summary =
            format!("{} {}：{}", event.label(), self.document_no.trim(), self.reason.trim());
        let voucher = Voucher {
            division_code: division,
            fiscal_year: year,
            event,
            summary,
            document_no: &fund.document_no,
            source: ("indicator", id),
            prepared_by: cx.actor.name.clone(),
            reviewed_by: None,
        };
        post_on(tx, cx, voucher, &entry, closed).await
    }

    fn told(&self) -> String {
        let IndicatorSupplement { id, amount, document_no, reason, .. } = self;
        format!("指标 {id} {amount} 元，{document_no}，{reason}")
    }
}

impl Command for IndicatorSupplement {
    const ACTION: &'static str = "indicator.supplement";
    type Done = String;

    fn detail(&self) -> String {
        self.told()
    }

    fn division(&self, _: &Actor) -> String {
        self.division_code.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<String, AppError> {
        self.book(tx, cx, BudgetEvent::Supplement, budget::supplement).await
    }
}

impl Command for IndicatorReduce {
    const ACTION: &'static str = "indicator.reduce";
    type Done = String;

    fn detail(&self) -> String {
        self.0.told()
    }

    fn division(&self, _: &Actor) -> String {
        self.0.division_code.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<String, AppError> {
        self.0.book(tx, cx, BudgetEvent::Reduce, budget::reduce).await
    }
}

impl Command for IndicatorSupplementBatch {
    const ACTION: &'static str = "indicator.supplement";
    type Done = String;

    fn detail(&self) -> String {
        let total: Fen = self.lines.iter().map(|(_, amount)| *amount).sum();
        format!("{} 笔指标共 {total} 元，{}，{}", self.lines.len(), self.document_no, self.reason)
    }

    fn body(&self) -> String {
        let lines = self.lines.iter().map(|(id, amount)| format!("\n{id} {amount}"));
        self.detail() + &lines.collect::<String>()
    }

    fn division(&self, _: &Actor) -> String {
        self.division_code.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<String, AppError> {
        check_words(&self.document_no, &self.reason)?;
        cx.actor.require_write(cx.policy(), &self.division_code)?;
        if BATCH_MAX < self.lines.len() {
            let lines = self.lines.len() * 2;
            return Err(mingqu_ledger::LedgerRefusal::LineCount(lines).into());
        }
        let (division, year) = (&self.division_code, self.fiscal_year);
        let mut ids: Vec<&str> = self.lines.iter().map(|(id, _)| id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        let found = indicator::list_postable(tx, division, year, &ids).await?;
        let closed = found.iter().any(|one| one.closed);
        let mut funds: BTreeMap<String, FundKey> = BTreeMap::new();
        for one in found {
            funds.insert(one.id.clone(), fund_of(one)?);
        }
        let mut lines = Vec::with_capacity(self.lines.len() * 2);
        for (id, amount) in &self.lines {
            let fund = funds.get(id).ok_or_else(|| AppError::not_found("指标", id))?;
            lines.extend(budget::supplement(fund, *amount)?.into_lines());
        }
        let entry = Entry::new(lines)?;
        let event = BudgetEvent::Supplement;
        let voucher = Voucher {
            division_code: division,
            fiscal_year: year,
            event,
            summary: format!("批量追加 {}：{}", self.document_no.trim(), self.reason.trim()),
            document_no: self.document_no.trim(),
            source: ("supplement", self.document_no.trim()),
            prepared_by: cx.actor.name.clone(),
            reviewed_by: None,
        };
        post_on(tx, cx, voucher, &entry, closed).await
    }
}

fn check_words(document_no: &str, reason: &str) -> Result<(), BudgetRefusal> {
    if document_no.trim().is_empty() {
        return Err(BudgetRefusal::DocumentMissing);
    }
    if reason.trim().is_empty() {
        return Err(BudgetRefusal::ReasonMissing);
    }
    Ok(())
}

/// The fund of an indicator that this book may move by itself: what the upper book sent stays as it
/// was sent, else the two books would say different things of one document.
fn fund_of(found: Postable) -> Result<FundKey, BudgetRefusal> {
    let Postable { document_no, fund_code, direct_tag, from_above, .. } = found;
    if from_above {
        return Err(BudgetRefusal::FromAbove { document_no });
    }
    Ok(FundKey { document_no, fund_code, direct_tag })
}

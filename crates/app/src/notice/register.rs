//! Registering a notice (登记来文): E1 into the book; for 补录 also what the paper gave below.

use mingqu_domain::budget::{self, BudgetEvent, FundKey};
use mingqu_domain::notice::{Fingerprint, NoticeAction, NoticeRefusal, NoticeWay};
use mingqu_store::budget::indicator::{self, IndicatorRow, ONCE};
use mingqu_store::db::Tx;
use mingqu_store::notice::{doubt, header, line, paper_key};

use super::booking::{Plan, plan};
use super::correct::{draft, state};
use super::kept::{Kept, corrections};
use crate::actor::Actor;
use crate::allotment::{Supplied, supply};
use crate::budget::{Voucher, post};
use crate::error::AppError;
use crate::execute::{Command, Context};

/// Registers a draft; answers the indicator's id.
#[derive(Clone, Debug)]
pub struct NoticeRegister {
    /// 账套
    pub division_code: String,
    /// The notice.
    pub id: String,
    /// The version that was seen.
    pub version: i64,
}

impl Command for NoticeRegister {
    const ACTION: &'static str = "notice.register";
    type Done = String;

    fn detail(&self) -> String {
        format!("来文 {}", self.id)
    }

    fn division(&self, _: &Actor) -> String {
        self.division_code.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<String, AppError> {
        let mut row = draft(tx, cx, &self.division_code, &self.id, self.version).await?;
        let next = state(&row)?.apply(NoticeAction::Register)?;
        let open = doubt::count_open(tx, &self.division_code, &self.id).await?;
        if 0 < open {
            return Err(NoticeRefusal::DoubtsOpen(usize::try_from(open).unwrap_or(1)).into());
        }
        let lines = line::list(tx, &self.division_code, &self.id).await?;
        let sheet = Kept::from_text(&row.reading).sheet(&corrections(&row.corrections));
        let plan = plan(cx.policy(), &row, &lines, &sheet)?;
        take_keys(tx, &row).await?;
        let supplement = row.way == NoticeWay::Supplement.code();
        let found = existing(tx, &row, &plan).await?;
        let (indicator, entry_id) = match found {
            Some(found) if supplement => (found, None),
            Some(_) => {
                let document_no = plan.document_no.clone();
                return Err(budget::BudgetRefusal::Registered { document_no }.into());
            }
            None => book(tx, cx, &row, &plan).await?,
        };
        if supplement {
            let supplied = Supplied { notice: &row, indicator: &indicator, parts: &plan.parts };
            row.allotment_id = Some(supply(tx, cx, supplied).await?);
        }
        row.state = next.code().to_owned();
        row.registered_on = Some(cx.today.to_string());
        row.registered_by = Some(cx.actor.name.clone());
        row.indicator_id = Some(indicator.id.clone());
        row.entry_id = entry_id;
        header::update(tx, &row).await?;
        Ok(indicator.id)
    }
}

/// The keys of the paper as it stands now, after what was typed.
async fn take_keys(tx: &mut Tx, row: &header::NoticeRow) -> Result<(), AppError> {
    let print = Fingerprint::of(
        row.document_no.as_deref(),
        Some(row.issuer.as_str()).filter(|issuer| !issuer.is_empty()),
        Some(&row.title),
        row.issue_on.as_deref().and_then(|on| on.parse().ok()),
        row.total,
    );
    for key in print.keys() {
        if paper_key::insert(tx, &row.division_code, &key, "notice", &row.id).await? {
            continue;
        }
        let holder = paper_key::find(tx, &row.division_code, &key).await?;
        if holder.is_some_and(|holder| holder.ref_id != row.id) {
            return Err(NoticeRefusal::Duplicate {
                document_no: row.document_no.clone().unwrap_or_else(|| row.title.clone()),
                amount: row.total.unwrap_or_default(),
                on: "此前".to_owned(),
            }
            .into());
        }
    }
    Ok(())
}

/// An indicator that the same document brought before.
async fn existing(
    tx: &mut Tx,
    row: &header::NoticeRow,
    plan: &Plan,
) -> Result<Option<IndicatorRow>, AppError> {
    let (division, year) = (&row.division_code, row.fiscal_year);
    let found = indicator::list_of_document(tx, division, year, &plan.document_no).await?;
    Ok(found.into_iter().next())
}

/// E1: the indicator and its voucher.
async fn book(
    tx: &mut Tx,
    cx: &Context,
    row: &header::NoticeRow,
    plan: &Plan,
) -> Result<(IndicatorRow, Option<String>), AppError> {
    let supplement = row.way == NoticeWay::Supplement.code();
    let indicator = IndicatorRow {
        division_code: row.division_code.clone(),
        fiscal_year: row.fiscal_year,
        id: cx.id(),
        document_no: plan.document_no.clone(),
        line_no: 1,
        fund_code: plan.fund_code.clone(),
        fund_name: plan.fund_name.clone(),
        direct_tag: plan.direct_tag.clone(),
        income_code: plan.income_code.clone(),
        functional_code: plan.functional_code.clone(),
        registered_on: cx.today.to_string(),
        issued_on: row.issue_on.clone(),
        decompose_days: plan.decompose_days,
        notice_id: Some(row.id.clone()),
        document_id: None,
        created_at: cx.at.clone(),
    };
    let fund = FundKey {
        document_no: plan.document_no.clone(),
        fund_code: plan.fund_code.clone(),
        direct_tag: plan.direct_tag.clone(),
    };
    let entry = budget::register(&fund, plan.amount)?;
    match indicator::insert(tx, &indicator).await {
        Ok(()) => {}
        Err(error) if error.is_unique(ONCE) => {
            let document_no = plan.document_no.clone();
            return Err(budget::BudgetRefusal::Registered { document_no }.into());
        }
        Err(error) => return Err(error.into()),
    }
    let how = if supplement { "（补录依据）" } else { "" };
    let voucher = Voucher {
        division_code: &row.division_code,
        fiscal_year: row.fiscal_year,
        event: BudgetEvent::Register,
        summary: format!("登记 {} {}{how}", plan.document_no, plan.fund_name),
        document_no: &plan.document_no,
        source: ("notice", &row.id),
        prepared_by: cx.actor.name.clone(),
        reviewed_by: None,
    };
    let entry_id = post(tx, cx, voucher, &entry).await?;
    Ok((indicator, Some(entry_id)))
}

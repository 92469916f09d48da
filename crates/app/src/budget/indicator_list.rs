//! Indicators with their figures (指标).

use mingqu_domain::budget::{AccountCode, FundKey, IndicatorFigures, Subject};
use mingqu_domain::calendar::Deadline;
use mingqu_domain::policy::Policy;
use mingqu_money::Fen;
use mingqu_store::budget::account;
use mingqu_store::budget::indicator::{self, IndicatorRow};
use mingqu_store::db::Tx;

use super::{figures_of, tag_label};
use crate::error::AppError;
use crate::execute::Caller;

/// An indicator as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorView {
    /// The row.
    pub row: IndicatorRow,
    /// 标识名称
    pub direct_tag_label: String,
    /// Figures from the ledger.
    pub figures: IndicatorFigures,
    /// 可用
    pub available: Fen,
    /// The last day of the breakdown, from registration.
    pub due_on: Option<String>,
}

/// A page of a book's indicators, by document number.
pub async fn indicators(
    caller: &Caller,
    division_code: &str,
    fiscal_year: i64,
    q: Option<String>,
    after: String,
    limit: i64,
) -> Result<Vec<IndicatorView>, AppError> {
    caller.actor.require("indicator.read")?;
    let app = caller.app.clone();
    caller.actor.require_read(app.policy(), division_code)?;
    let division = division_code.to_owned();
    let db = caller.app.db();
    db.read(move |tx| {
        Box::pin(async move {
            let rows =
                indicator::list(tx, &division, fiscal_year, q.as_deref(), &after, limit).await?;
            let mut views = Vec::with_capacity(rows.len());
            for row in rows {
                views.push(view(tx, app.policy(), row).await?);
            }
            Ok::<_, AppError>(views)
        })
    })
    .await
}

/// One indicator of a book the caller may read.
pub async fn indicator(caller: &Caller, id: &str) -> Result<IndicatorView, AppError> {
    caller.actor.require("indicator.read")?;
    let (app, id) = (caller.app.clone(), id.to_owned());
    let divisions = caller.actor.readable(app.policy());
    let db = caller.app.db();
    db.read(move |tx| {
        Box::pin(async move {
            let row = find_in(tx, &divisions, &id).await?;
            view(tx, app.policy(), row).await
        })
    })
    .await
}

/// Finds an indicator by id in any of the divisions.
pub(super) async fn find_in(
    tx: &mut Tx,
    divisions: &[String],
    id: &str,
) -> Result<IndicatorRow, AppError> {
    let years: Vec<(String, i64)> = mingqu_store::budget::book::list(tx)
        .await?
        .into_iter()
        .filter(|book| divisions.contains(&book.division_code))
        .map(|book| (book.division_code, book.fiscal_year))
        .collect();
    for (division, year) in years {
        if let Some(row) = indicator::find(tx, &division, year, id).await? {
            return Ok(row);
        }
    }
    Err(AppError::not_found("指标", id))
}

/// The fund key that every account of the indicator carries.
pub(crate) fn fund_key(row: &IndicatorRow) -> FundKey {
    FundKey {
        document_no: row.document_no.clone(),
        fund_code: row.fund_code.clone(),
        direct_tag: row.direct_tag.clone(),
    }
}

/// What is still 待分配 of an indicator: the balance of its P201.
pub(crate) async fn unassigned(tx: &mut Tx, row: &IndicatorRow) -> Result<Fen, AppError> {
    let code =
        AccountCode { subject: Subject::Unassigned, fund: fund_key(row), dimension: String::new() };
    let found = account::find(tx, &row.division_code, row.fiscal_year, &code.key()).await?;
    Ok(found.map_or(Fen::ZERO, |found| found.balance))
}

pub(crate) async fn view(
    tx: &mut Tx,
    policy: &Policy,
    row: IndicatorRow,
) -> Result<IndicatorView, AppError> {
    let (division, year, no) = (&row.division_code, row.fiscal_year, &row.document_no);
    let balances = account::list_of_document(tx, division, year, no).await?;
    let own = balances.iter().filter(|balance| {
        AccountCode::from_key(&balance.account_key).is_some_and(|code| code.fund == fund_key(&row))
    });
    let figures = figures_of(own.map(|one| (one.subject_code.as_str(), one.balance)))?;
    Ok(IndicatorView {
        direct_tag_label: tag_label(policy, &row.direct_tag),
        available: figures.available()?,
        figures,
        due_on: due_on(&row),
        row,
    })
}

/// The last day of the breakdown, counted from registration.
pub(crate) fn due_on(row: &IndicatorRow) -> Option<String> {
    let from = row.registered_on.parse().ok()?;
    let days = u16::try_from(row.decompose_days?).ok()?;
    Some(Deadline { from, days }.due_on().to_string())
}

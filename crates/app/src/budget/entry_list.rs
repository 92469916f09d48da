//! Vouchers (凭证): a page of them, and one with its lines, its sentence and what came of it.

use mingqu_domain::budget::{AccountCode, BudgetEvent};
use mingqu_ledger::Side;
use mingqu_money::Fen;
use mingqu_store::budget::entry::{self, EntryFilter, EntryRow};
use mingqu_store::budget::{indicator, posting};
use mingqu_store::db::Tx;

use super::entry_reverse::reversible;
use super::labels;
use crate::actor::division_name;
use crate::error::AppError;
use crate::execute::Caller;
use crate::notice::sentence_of;

/// What vouchers are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryQuery {
    /// 账套
    pub division_code: String,
    /// 预算年度
    pub fiscal_year: i64,
    /// Only this event.
    pub event: Option<String>,
    /// Part of summary or number.
    pub q: Option<String>,
    /// Only those older than this id.
    pub before: Option<String>,
    /// Rows at most.
    pub limit: i64,
}

/// A voucher in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntrySummary {
    /// The row.
    pub row: EntryRow,
    /// The number people read.
    pub entry_no: String,
    /// 业务事项
    pub event_label: String,
    /// Whether a red entry followed.
    pub reversed: bool,
}

/// A line of a voucher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryLine {
    /// Its place.
    pub line_no: i64,
    /// 借 or 贷
    pub side: Side,
    /// P201 …
    pub account_code: String,
    /// 科目名称
    pub account_name: String,
    /// 辅助项
    pub dimensions: Vec<String>,
    /// 金额
    pub amount: Fen,
    /// The account.
    pub account_key: String,
}

/// The sentence of the notice that brought the money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The notice.
    pub notice_id: String,
    /// Before the words that count.
    pub before: String,
    /// The words that count.
    pub quote: String,
    /// After them.
    pub after: String,
    /// Where it stands: number and fact.
    pub place: String,
}

/// What happened to the same document later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Later {
    /// 记账日期
    pub on: String,
    /// What.
    pub label: String,
    /// 金额
    pub amount: Fen,
    /// The voucher.
    pub entry_id: String,
}

/// A voucher opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryView {
    /// As in a list.
    pub summary: EntrySummary,
    /// 区划名称
    pub division_name: String,
    /// Its lines.
    pub lines: Vec<EntryLine>,
    /// The sentence behind it.
    pub sentence: Option<Sentence>,
    /// The entry that reverses it: id and number.
    pub reversed_by: Option<(String, String)>,
    /// The entry it reverses: id and number.
    pub reverses: Option<(String, String)>,
    /// Later entries under the same document.
    pub later: Vec<Later>,
    /// Why it cannot be reversed here, if it cannot.
    pub not_reversible: Option<(&'static str, String)>,
}

/// The number people read: place of the book, day, and the end of the id.
pub(crate) fn entry_no(row: &EntryRow) -> String {
    let tail = row.id.get(row.id.len().saturating_sub(6)..).unwrap_or_default();
    format!("{}-{}-{}", row.division_code, row.posted_on.replace('-', ""), tail)
}

/// A page of a book's vouchers, newest first.
pub async fn entries(caller: &Caller, query: EntryQuery) -> Result<Vec<EntrySummary>, AppError> {
    caller.actor.require("indicator.read")?;
    let app = caller.app.clone();
    caller.actor.require_read(app.policy(), &query.division_code)?;
    let db = caller.app.db();
    db.read(move |tx| {
        Box::pin(async move {
            let filter = EntryFilter {
                division_code: query.division_code,
                fiscal_year: query.fiscal_year,
                event: query.event,
                q: query.q,
                before: query.before,
                limit: query.limit,
            };
            let rows = entry::list(tx, &filter).await?;
            let mut views = Vec::with_capacity(rows.len());
            for row in rows {
                views.push(summary(tx, row).await?);
            }
            Ok::<_, AppError>(views)
        })
    })
    .await
}

async fn summary(tx: &mut Tx, row: EntryRow) -> Result<EntrySummary, AppError> {
    let event = BudgetEvent::from_code(&row.event_code).map_or("", BudgetEvent::label);
    let red = if row.reverses_id.is_some() { "红冲 " } else { "" };
    let reversal = entry::find_reversal(tx, &row.division_code, row.fiscal_year, &row.id).await?;
    Ok(EntrySummary {
        entry_no: entry_no(&row),
        event_label: format!("{red}{event}"),
        reversed: reversal.is_some(),
        row,
    })
}

/// One voucher, in any book the caller may read.
pub async fn entry(caller: &Caller, id: &str) -> Result<EntryView, AppError> {
    caller.actor.require("indicator.read")?;
    let (app, id) = (caller.app.clone(), id.to_owned());
    let divisions = caller.actor.readable(app.policy());
    let db = caller.app.db();
    db.read(move |tx| {
        Box::pin(async move {
            let row = find_in(tx, &divisions, &id).await?;
            let policy = app.policy();
            let (division, year) = (row.division_code.clone(), row.fiscal_year);
            let postings = posting::list_of_entry(tx, &division, year, &id).await?;
            let lines = postings.iter().map(|posting| {
                let (account_code, account_name) = labels::account_name(&posting.account_key);
                EntryLine {
                    line_no: posting.line_no,
                    side: Side::from_code(&posting.side).unwrap_or(Side::Debit),
                    account_code,
                    account_name,
                    dimensions: labels::dimensions(policy, &posting.account_key),
                    amount: posting.amount,
                    account_key: posting.account_key.clone(),
                }
            });
            let lines: Vec<EntryLine> = lines.collect();
            let key = postings.first().and_then(|one| AccountCode::from_key(&one.account_key));
            let document_no = key.map_or_else(|| row.document_no.clone(), |k| k.fund.document_no);
            let sentence = sentence(tx, &row, &document_no).await?;
            let same = entry::list_of_source(tx, &division, year, &row.document_no).await?;
            let later = same.iter().filter(|one| row.id < one.id).map(later_of).collect();
            let named = |id: &String| {
                let found = same.iter().find(|one| one.id == *id);
                (id.clone(), found.map(entry_no).unwrap_or_default())
            };
            let reversal = entry::find_reversal(tx, &division, year, &id).await?;
            let not_reversible = match reversible(&row) {
                _ if reversal.is_some() => Some(("entry.reversed", "已经红冲过".to_owned())),
                Ok(_) => None,
                Err(refusal) => Some((refusal.code(), refusal.to_string())),
            };
            Ok::<_, AppError>(EntryView {
                division_name: division_name(policy, &division),
                reverses: row.reverses_id.as_ref().map(named),
                reversed_by: reversal.as_ref().map(named),
                summary: summary(tx, row).await?,
                lines,
                sentence,
                later,
                not_reversible,
            })
        })
    })
    .await
}

fn later_of(row: &EntryRow) -> Later {
    let event = BudgetEvent::from_code(&row.event_code).map_or("", BudgetEvent::label);
    let red = if row.reverses_id.is_some() { "红冲 " } else { "" };
    Later {
        on: row.posted_on.clone(),
        label: format!("{red}{event}　{}", row.summary),
        amount: row.amount,
        entry_id: row.id.clone(),
    }
}

/// The sentence of the notice behind a voucher's indicator.
async fn sentence(
    tx: &mut Tx,
    row: &EntryRow,
    document_no: &str,
) -> Result<Option<Sentence>, AppError> {
    let (division, year) = (&row.division_code, row.fiscal_year);
    let found = indicator::list_of_document(tx, division, year, document_no).await?;
    match found.into_iter().next().and_then(|own| own.notice_id) {
        Some(notice_id) => sentence_of(tx, division, &notice_id).await,
        None => Ok(None),
    }
}

pub(super) async fn find_in(
    tx: &mut Tx,
    divisions: &[String],
    id: &str,
) -> Result<EntryRow, AppError> {
    for book in mingqu_store::budget::book::list(tx).await? {
        if divisions.contains(&book.division_code)
            && let Some(row) = entry::find(tx, &book.division_code, book.fiscal_year, id).await?
        {
            return Ok(row);
        }
    }
    Err(AppError::not_found("凭证", id))
}

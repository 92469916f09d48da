//! Booking an entry (记账): the one way from a business event to the ledger.

use mingqu_domain::budget::{AccountCode, BudgetEvent, BudgetRefusal};
use mingqu_ledger::{Entry, LedgerRefusal, Line};
use mingqu_store::budget::entry::{self, EntryRow, ONE_REVERSAL};
use mingqu_store::budget::{book, posting};
use mingqu_store::db::Tx;

use crate::actor::division_name;
use crate::error::AppError;
use crate::execute::Context;

/// What stands on a voucher beside its lines.
pub(crate) struct Voucher<'a> {
    /// 账套
    pub(crate) division_code: &'a str,
    /// 预算年度
    pub(crate) fiscal_year: i64,
    /// 业务事项
    pub(crate) event: BudgetEvent,
    /// 摘要
    pub(crate) summary: String,
    /// 指标文号
    pub(crate) document_no: &'a str,
    /// Kind and id of the business document.
    pub(crate) source: (&'a str, &'a str),
    /// 制单
    pub(crate) prepared_by: String,
    /// 审核
    pub(crate) reviewed_by: Option<String>,
}

/// Opens the book of a year when its first money comes; a closed one is refused.
pub(crate) async fn open_book(
    tx: &mut Tx,
    cx: &Context,
    division_code: &str,
    fiscal_year: i64,
) -> Result<(), AppError> {
    match book::find(tx, division_code, fiscal_year).await? {
        Some(book) if book.closed_on.is_none() => Ok(()),
        Some(_) => Err(closed(cx, division_code, fiscal_year)),
        None => {
            book::insert(tx, division_code, fiscal_year, &cx.today.to_string()).await?;
            Ok(())
        }
    }
}

fn closed(cx: &Context, division_code: &str, fiscal_year: i64) -> AppError {
    let division = division_name(cx.policy(), division_code);
    let year = i32::try_from(fiscal_year).unwrap_or_default();
    BudgetRefusal::BookNotOpen { division, year }.into()
}

/// Books an entry on indicators that are there, whose book was read with them.
pub(crate) async fn post_on(
    tx: &mut Tx,
    cx: &Context,
    voucher: Voucher<'_>,
    lines: &Entry,
    book_closed: bool,
) -> Result<String, AppError> {
    if book_closed {
        return Err(closed(cx, voucher.division_code, voucher.fiscal_year));
    }
    write(tx, cx, voucher, lines, None).await
}

/// Books an entry and answers its id. A balance that does not suffice is refused with the figures.
pub(crate) async fn post(
    tx: &mut Tx,
    cx: &Context,
    voucher: Voucher<'_>,
    lines: &Entry,
) -> Result<String, AppError> {
    open_book(tx, cx, voucher.division_code, voucher.fiscal_year).await?;
    write(tx, cx, voucher, lines, None).await
}

/// Books the red entry of an earlier one and answers its id. A second time is refused.
pub(crate) async fn reverse(
    tx: &mut Tx,
    cx: &Context,
    voucher: Voucher<'_>,
    original_id: &str,
) -> Result<String, AppError> {
    open_book(tx, cx, voucher.division_code, voucher.fiscal_year).await?;
    let (division, year) = (voucher.division_code, voucher.fiscal_year);
    if entry::find_reversal(tx, division, year, original_id).await?.is_some() {
        return Err(BudgetRefusal::Reversed.into());
    }
    let rows = posting::list_of_entry(tx, division, year, original_id).await?;
    let mut lines: Vec<Line> = Vec::with_capacity(rows.len());
    for row in &rows {
        let normal = AccountCode::from_key(&row.account_key).map(|code| code.subject.normal());
        let line = normal.and_then(|normal| posting::line_of(row, normal));
        lines.push(line.ok_or_else(|| AppError::not_found("凭证", original_id))?);
    }
    let original = Entry::restored(lines).map_err(BudgetRefusal::Ledger)?;
    write(tx, cx, voucher, &original.reversed(), Some(original_id)).await
}

async fn write(
    tx: &mut Tx,
    cx: &Context,
    voucher: Voucher<'_>,
    lines: &Entry,
    reverses_id: Option<&str>,
) -> Result<String, AppError> {
    let amount = lines.amount().map_err(LedgerRefusal::Money)?;
    let row = EntryRow {
        division_code: voucher.division_code.to_owned(),
        fiscal_year: voucher.fiscal_year,
        id: cx.id(),
        event_code: voucher.event.code().to_owned(),
        posted_on: cx.today.to_string(),
        posted_at: cx.at.clone(),
        summary: voucher.summary,
        document_no: voucher.document_no.to_owned(),
        amount,
        source_kind: voucher.source.0.to_owned(),
        source_id: voucher.source.1.to_owned(),
        reverses_id: reverses_id.map(str::to_owned),
        prepared_by: voucher.prepared_by,
        reviewed_by: voucher.reviewed_by,
        posted_by: cx.actor.name.clone(),
    };
    match posting::post(tx, &row, lines).await {
        Ok(Ok(())) => Ok(row.id),
        Ok(Err(short)) => {
            Err(BudgetRefusal::NotEnough { available: short.balance, requested: short.wanted }
                .into())
        }
        Err(error) if error.is_unique(ONE_REVERSAL) => Err(BudgetRefusal::Reversed.into()),
        Err(error) => Err(error.into()),
    }
}

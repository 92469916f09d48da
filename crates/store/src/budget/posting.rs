//! 记账 (posting): one balanced entry into the books, with the kept balances.

use std::collections::BTreeMap;

use mingqu_ledger::{Account, Effect, Entry, Layer, Line};
use mingqu_money::Fen;

use super::entry::{EntryRow, fen};
use crate::db::{Row, Tx, Value};
use crate::error::StoreError;

/// An account that does not hold enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortage {
    /// Which account.
    pub account_key: String,
    /// What it holds.
    pub balance: Fen,
    /// What it would have lost.
    pub wanted: Fen,
}

/// Books an entry: balances in the order of account keys, then the entry, then its lines.
///
/// An account that would fall below zero is an answer, not an error; nothing is written then that
/// the caller's refusal does not roll back.
pub async fn post(
    tx: &mut Tx,
    row: &EntryRow,
    entry: &Entry,
) -> Result<Result<(), Shortage>, StoreError> {
    let effects = entry.effects().map_err(|_| corrupt(row))?;
    let own = by_account(entry.lines());
    let mut moved = Vec::with_capacity(effects.len());
    for effect in &effects {
        let lines = own.get(&(effect.account, effect.layer)).map_or(&[][..], Vec::as_slice);
        match apply(tx, row, effect, lines.len()).await? {
            Some((balance, count)) => moved.push(Moved { lines, balance, count }),
            None => return Ok(Err(shortage(tx, row, effect).await?)),
        }
    }
    super::entry::insert(tx, row).await?;
    insert_lines(tx, row, &moved).await?;
    Ok(Ok(()))
}

/// The lines of an account within an entry, each with its place.
type Own<'a> = Vec<(usize, &'a Line)>;

/// An account after its lines.
struct Moved<'a> {
    lines: &'a [(usize, &'a Line)],
    balance: i64,
    count: i64,
}

fn by_account(lines: &[Line]) -> BTreeMap<(&Account, Layer), Own<'_>> {
    let mut own: BTreeMap<(&Account, Layer), Own<'_>> = BTreeMap::new();
    for (place, line) in lines.iter().enumerate() {
        own.entry((&line.account, line.layer)).or_default().push((place, line));
    }
    own
}

/// Adds an effect to its account; `None` when the balance does not allow it.
async fn apply(
    tx: &mut Tx,
    row: &EntryRow,
    effect: &Effect<'_>,
    count: usize,
) -> Result<Option<(i64, i64)>, StoreError> {
    const GROW: &str = "
        insert into ledger_account (division_code, fiscal_year, account_key, layer, subject_code,
                                    document_no, debit_fen, credit_fen, balance_fen, posting_count)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (division_code, fiscal_year, account_key, layer) do update
           set debit_fen = ledger_account.debit_fen + excluded.debit_fen,
               credit_fen = ledger_account.credit_fen + excluded.credit_fen,
               balance_fen = ledger_account.balance_fen + excluded.balance_fen,
               posting_count = ledger_account.posting_count + excluded.posting_count
        returning balance_fen, posting_count";
    const SHRINK: &str = "
        update ledger_account
           set debit_fen = debit_fen + $5, credit_fen = credit_fen + $6,
               balance_fen = balance_fen + $7, posting_count = posting_count + $8
         where division_code = $1 and fiscal_year = $2 and account_key = $3 and layer = $4
           and balance_fen + $7 >= 0
        returning balance_fen, posting_count";
    let Effect { account, layer, debit, credit, change } = effect;
    let count = i64::try_from(count).map_err(|_| corrupt(row))?;
    let (debit, credit, gain) = (debit.fen(), credit.fen(), change.fen());
    let key: [Value<'_>; 4] = [
        (&row.division_code).into(),
        row.fiscal_year.into(),
        (&account.key).into(),
        layer.code().into(),
    ];
    let moved: [Value<'_>; 4] = [debit.into(), credit.into(), gain.into(), count.into()];
    let found = if *change < Fen::ZERO {
        tx.one(SHRINK, &[key, moved].concat()).await?
    } else {
        // An entry may move accounts of several documents: the key says whose each is.
        let mut parts = account.key.split('|');
        let (subject, document_no) = (parts.next(), parts.next());
        let document_no = document_no.unwrap_or(&row.document_no);
        let what: [Value<'_>; 2] = [subject.unwrap_or_default().into(), document_no.into()];
        tx.one(GROW, &[&key[..], &what, &moved].concat()).await?
    };
    found.map(|found| Ok((found.int("balance_fen")?, found.int("posting_count")?))).transpose()
}

async fn shortage(
    tx: &mut Tx,
    row: &EntryRow,
    effect: &Effect<'_>,
) -> Result<Shortage, StoreError> {
    let (division, year, key) = (&row.division_code, row.fiscal_year, &effect.account.key);
    let found = super::account::find(tx, division, year, key).await?;
    let balance = found.map_or(Fen::ZERO, |found| found.balance);
    Ok(Shortage { account_key: key.clone(), balance, wanted: effect.change.negated() })
}

async fn insert_lines(tx: &mut Tx, row: &EntryRow, moved: &[Moved<'_>]) -> Result<(), StoreError> {
    const SQL: &str = "
        insert into posting (division_code, fiscal_year, account_key, layer, posting_no, entry_id,
                             line_no, side, amount_fen, balance_after_fen)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let count = moved.iter().map(|account| account.lines.len()).sum();
    let mut rows: Vec<[Value<'_>; 10]> = Vec::with_capacity(count);
    for account in moved {
        // The last line of the account stands at its count and leaves its balance.
        let (mut no, mut left) = (account.count, account.balance);
        for (place, line) in account.lines.iter().rev() {
            let line_no = i64::try_from(place + 1).map_err(|_| corrupt(row))?;
            rows.push([
                (&row.division_code).into(),
                row.fiscal_year.into(),
                (&line.account.key).into(),
                line.layer.code().into(),
                no.into(),
                (&row.id).into(),
                line_no.into(),
                line.side.code().into(),
                line.amount.fen().into(),
                left.into(),
            ]);
            no -= 1;
            let gain = if line.side == line.account.normal { 1 } else { -1 };
            left -= gain * line.amount.fen();
        }
    }
    tx.run_each(SQL, &rows).await?;
    Ok(())
}

fn corrupt(row: &EntryRow) -> StoreError {
    StoreError::Corrupt { table: "entry", column: "amount_fen", id: row.id.clone() }
}

/// One line of an account's statement (明细账), or of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostingRow {
    /// The account.
    pub account_key: String,
    /// settled / reserved / committed
    pub layer: String,
    /// The place in the account's statement, from 1.
    pub posting_no: i64,
    /// 凭证
    pub entry_id: String,
    /// Line within the entry.
    pub line_no: i64,
    /// debit / credit
    pub side: String,
    /// 金额；红字为负
    pub amount: Fen,
    /// 记后余额
    pub balance_after: Fen,
}

/// The lines of an entry in their order.
pub async fn list_of_entry(
    tx: &mut Tx,
    division_code: &str,
    fiscal_year: i64,
    entry_id: &str,
) -> Result<Vec<PostingRow>, StoreError> {
    const SQL: &str = "
        select account_key, layer, posting_no, entry_id, line_no, side, amount_fen,
               balance_after_fen
          from posting
         where division_code = $1 and fiscal_year = $2 and entry_id = $3
         order by line_no";
    let args = [division_code.into(), fiscal_year.into(), entry_id.into()];
    tx.all(SQL, &args).await?.iter().map(from_row).collect()
}

/// A page of an account's statement, newest first, before a posting number.
pub async fn statement(
    tx: &mut Tx,
    division_code: &str,
    fiscal_year: i64,
    account_key: &str,
    before: i64,
    limit: i64,
) -> Result<Vec<PostingRow>, StoreError> {
    const SQL: &str = "
        select account_key, layer, posting_no, entry_id, line_no, side, amount_fen,
               balance_after_fen
          from posting
         where division_code = $1 and fiscal_year = $2 and account_key = $3
           and layer = 'settled' and posting_no < $4
         order by posting_no desc limit $5";
    let args =
        [division_code.into(), fiscal_year.into(), account_key.into(), before.into(), limit.into()];
    tx.all(SQL, &args).await?.iter().map(from_row).collect()
}

/// The lines as the ledger knows them, to be reversed or re-added.
pub fn line_of(row: &PostingRow, normal: mingqu_ledger::Side) -> Option<Line> {
    Some(Line {
        account: mingqu_ledger::Account { key: row.account_key.clone(), normal },
        side: mingqu_ledger::Side::from_code(&row.side)?,
        layer: Layer::from_code(&row.layer)?,
        amount: row.amount,
    })
}

fn from_row(row: &Row) -> Result<PostingRow, StoreError> {
    Ok(PostingRow {
        account_key: row.text("account_key")?.to_owned(),
        layer: row.text("layer")?.to_owned(),
        posting_no: row.int("posting_no")?,
        entry_id: row.text("entry_id")?.to_owned(),
        line_no: row.int("line_no")?,
        side: row.text("side")?.to_owned(),
        amount: fen(row, "posting", "amount_fen")?,
        balance_after: fen(row, "posting", "balance_after_fen")?,
    })
}

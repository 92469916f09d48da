//! 科目账户余额 (kept balances): what each account holds, never summed up anew to be shown.

use mingqu_money::Fen;

use super::entry::fen;
use crate::db::{Row, Tx};
use crate::error::StoreError;

/// An account with its balance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// The key within the book.
    pub account_key: String,
    /// P101 …
    pub subject_code: String,
    /// 指标文号
    pub document_no: String,
    /// 借方累计
    pub debit: Fen,
    /// 贷方累计
    pub credit: Fen,
    /// 余额, in the direction of the normal side.
    pub balance: Fen,
    /// Lines booked on it.
    pub posting_count: i64,
}

/// Finds the settled layer of an account.
pub async fn find(
    tx: &mut Tx,
    division_code: &str,
    fiscal_year: i64,
    account_key: &str,
) -> Result<Option<Balance>, StoreError> {
    const SQL: &str = "
        select account_key, subject_code, document_no, debit_fen, credit_fen, balance_fen,
               posting_count
          from ledger_account
         where division_code = $1 and fiscal_year = $2 and account_key = $3
           and layer = 'settled'";
    let args = [division_code.into(), fiscal_year.into(), account_key.into()];
    tx.one(SQL, &args).await?.map(|row| from_row(&row)).transpose()
}

/// Lists the accounts of a document in a book.
pub async fn list_of_document(
    tx: &mut Tx,
    division_code: &str,
    fiscal_year: i64,
    document_no: &str,
) -> Result<Vec<Balance>, StoreError> {
    const SQL: &str = "
        select account_key, subject_code, document_no, debit_fen, credit_fen, balance_fen,
               posting_count
          from ledger_account
         where division_code = $1 and fiscal_year = $2 and document_no = $3
         order by account_key limit 5000";
    let args = [division_code.into(), fiscal_year.into(), document_no.into()];
    tx.all(SQL, &args).await?.iter().map(from_row).collect()
}

/// Sums of a book or of one document of it, a row a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectSum {
    /// 文号; empty when summed over the whole book.
    pub document_no: String,
    /// P101 …
    pub subject_code: String,
    /// Σ 余额
    pub balance: Fen,
}

/// Sums the balances of a book by subject: cost grows with its accounts, not with its history.
pub async fn sums_of_book(
    tx: &mut Tx,
    division_code: &str,
    fiscal_year: i64,
) -> Result<Vec<SubjectSum>, StoreError> {
    const SQL: &str = "
        select '' as document_no, subject_code, cast(sum(balance_fen) as bigint) as balance_fen
          from ledger_account
         where division_code = $1 and fiscal_year = $2
         group by subject_code order by subject_code";
    let rows = tx.all(SQL, &[division_code.into(), fiscal_year.into()]).await?;
    rows.iter().map(sum_from_row).collect()
}

/// Sums the balances of a book by document and subject, a page of documents after one.
pub async fn sums_by_document(
    tx: &mut Tx,
    division_code: &str,
    fiscal_year: i64,
    after: &str,
    limit: i64,
) -> Result<Vec<SubjectSum>, StoreError> {
    const SQL: &str = "
        select document_no, subject_code, cast(sum(balance_fen) as bigint) as balance_fen
          from ledger_account
         where division_code = $1 and fiscal_year = $2
           and document_no in (select document_no from indicator
                                where division_code = $1 and fiscal_year = $2
                                  and document_no > $3
                                order by document_no limit $4)
         group by document_no, subject_code order by document_no, subject_code";
    let args = [division_code.into(), fiscal_year.into(), after.into(), limit.into()];
    tx.all(SQL, &args).await?.iter().map(sum_from_row).collect()
}

fn sum_from_row(row: &Row) -> Result<SubjectSum, StoreError> {
    Ok(SubjectSum {
        document_no: row.text("document_no")?.to_owned(),
        subject_code: row.text("subject_code")?.to_owned(),
        balance: fen(row, "ledger_account", "balance_fen")?,
    })
}

fn from_row(row: &Row) -> Result<Balance, StoreError> {
    let fen = |column| fen(row, "ledger_account", column);
    let balance = Balance {
        account_key: row.text("account_key")?.to_owned(),
        subject_code: row.text("subject_code")?.to_owned(),
        document_no: row.text("document_no")?.to_owned(),
        debit: fen("debit_fen")?,
        credit: fen("credit_fen")?,
        balance: fen("balance_fen")?,
        posting_count: row.int("posting_count")?,
    };
    if balance.balance < Fen::ZERO {
        return Err(StoreError::Corrupt {
            table: "ledger_account",
            column: "balance_fen",
            id: balance.account_key,
        });
    }
    Ok(balance)
}

//! Reading everything again (重读), page by page: what `verify` re-adds from the first entry on.
//!
//! Each function answers up to `limit` rows after a place; the last row is the next place.

use mingqu_money::Fen;

use crate::budget::account::Balance;
use crate::budget::entry::fen;
use crate::budget::posting::PostingRow;
use crate::db::{Row, Tx};
use crate::error::StoreError;

/// A kept balance with its layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// settled / reserved / committed
    pub layer: String,
    /// The account and what it is said to hold.
    pub balance: Balance,
}

/// The accounts of a book in the order of key and layer.
pub async fn accounts(
    tx: &mut Tx,
    division_code: &str,
    fiscal_year: i64,
    after: (&str, &str),
    limit: i64,
) -> Result<Vec<Kept>, StoreError> {
    const SQL: &str = "
        select account_key, layer, subject_code, document_no, debit_fen, credit_fen, balance_fen,
               posting_count
          from ledger_account
         where division_code = $1 and fiscal_year = $2 and (account_key, layer) > ($3, $4)
         order by account_key, layer limit $5";
    let args =
        [division_code.into(), fiscal_year.into(), after.0.into(), after.1.into(), limit.into()];
    let rows = tx.all(SQL, &args).await?;
    rows.iter()
        .map(|row| {
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
            Ok(Kept { layer: row.text("layer")?.to_owned(), balance })
        })
        .collect()
}

/// The lines of an account and layer in the order of their numbers.
pub async fn postings_of_account(
    tx: &mut Tx,
    (division_code, fiscal_year): (&str, i64),
    (account_key, layer): (&str, &str),
    after: i64,
    limit: i64,
) -> Result<Vec<PostingRow>, StoreError> {
    const SQL: &str = "
        select account_key, layer, posting_no, entry_id, line_no, side, amount_fen,
               balance_after_fen
          from posting
         where division_code = $1 and fiscal_year = $2 and account_key = $3 and layer = $4
           and posting_no > $5
         order by posting_no limit $6";
    let args = [
        division_code.into(),
        fiscal_year.into(),
        account_key.into(),
        layer.into(),
        after.into(),
        limit.into(),
    ];
    tx.all(SQL, &args).await?.iter().map(posting).collect()
}

/// The lines of the entries after one and up to another, in the order of entry and line.
pub async fn postings_of_entries(
    tx: &mut Tx,
    (division_code, fiscal_year): (&str, i64),
    after: &str,
    last: &str,
) -> Result<Vec<PostingRow>, StoreError> {
    const SQL: &str = "
        select account_key, layer, posting_no, entry_id, line_no, side, amount_fen,
               balance_after_fen
          from posting
         where division_code = $1 and fiscal_year = $2 and entry_id > $3 and entry_id <= $4
         order by entry_id, line_no";
    let args = [division_code.into(), fiscal_year.into(), after.into(), last.into()];
    tx.all(SQL, &args).await?.iter().map(posting).collect()
}

/// How many lines a book has.
pub async fn posting_count(
    tx: &mut Tx,
    division_code: &str,
    fiscal_year: i64,
) -> Result<i64, StoreError> {
    const SQL: &str = "
        select cast(count(*) as bigint) as n
          from posting where division_code = $1 and fiscal_year = $2";
    let row = tx.one(SQL, &[division_code.into(), fiscal_year.into()]).await?;
    row.map_or(Ok(0), |row| row.int("n"))
}

/// What `verify` looks at of an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Id.
    pub id: String,
    /// 文号
    pub document_no: String,
    /// 资金代码
    pub fund_code: String,
    /// 直达标识
    pub direct_tag: String,
}

/// The indicators of a book in the order of their ids.
pub async fn indicators(
    tx: &mut Tx,
    division_code: &str,
    fiscal_year: i64,
    after: &str,
    limit: i64,
) -> Result<Vec<Indicator>, StoreError> {
    const SQL: &str = "
        select id, document_no, fund_code, direct_tag
          from indicator
         where division_code = $1 and fiscal_year = $2 and id > $3
         order by id limit $4";
    let args = [division_code.into(), fiscal_year.into(), after.into(), limit.into()];
    let rows = tx.all(SQL, &args).await?;
    rows.iter()
        .map(|row| {
            Ok(Indicator {
                id: row.text("id")?.to_owned(),
                document_no: row.text("document_no")?.to_owned(),
                fund_code: row.text("fund_code")?.to_owned(),
                direct_tag: row.text("direct_tag")?.to_owned(),
            })
        })
        .collect()
}

/// What `verify` looks at of an allotment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allotment {
    /// 区划代码
    pub division_code: String,
    /// Id.
    pub id: String,
    /// 预算年度
    pub fiscal_year: i64,
    /// None when it was entered from an old paper.
    pub allocation_id: Option<String>,
    /// 文号
    pub document_no: Option<String>,
    /// draft / issued / revoked
    pub state: String,
    /// 合计
    pub total: Fen,
    /// E2
    pub entry_id: Option<String>,
}

/// Every allotment in the order of division and id.
pub async fn allotments(
    tx: &mut Tx,
    after: (&str, &str),
    limit: i64,
) -> Result<Vec<Allotment>, StoreError> {
    const SQL: &str = "
        select division_code, id, fiscal_year, allocation_id, document_no, state, total_fen,
               entry_id
          from allotment
         where (division_code, id) > ($1, $2)
         order by division_code, id limit $3";
    let rows = tx.all(SQL, &[after.0.into(), after.1.into(), limit.into()]).await?;
    rows.iter()
        .map(|row| {
            Ok(Allotment {
                division_code: row.text("division_code")?.to_owned(),
                id: row.text("id")?.to_owned(),
                fiscal_year: row.int("fiscal_year")?,
                allocation_id: row.text_opt("allocation_id")?.map(str::to_owned),
                document_no: row.text_opt("document_no")?.map(str::to_owned),
                state: row.text("state")?.to_owned(),
                total: fen(row, "allotment", "total_fen")?,
                entry_id: row.text_opt("entry_id")?.map(str::to_owned),
            })
        })
        .collect()
}

/// What `verify` looks at of a received document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// 区划代码
    pub division_code: String,
    /// Id, the same as the delivery's.
    pub id: String,
    /// 预算年度
    pub fiscal_year: i64,
    /// 文号
    pub document_no: String,
    /// 金额
    pub amount: Option<Fen>,
    /// 接收日期
    pub received_on: Option<String>,
    /// E2′
    pub entry_id: Option<String>,
}

/// Every document that came in, in the order of division and id.
pub async fn documents(
    tx: &mut Tx,
    after: (&str, &str),
    limit: i64,
) -> Result<Vec<Document>, StoreError> {
    const SQL: &str = "
        select division_code, id, fiscal_year, document_no, amount_fen, received_on, entry_id
          from document
         where (division_code, id) > ($1, $2)
         order by division_code, id limit $3";
    let rows = tx.all(SQL, &[after.0.into(), after.1.into(), limit.into()]).await?;
    rows.iter()
        .map(|row| {
            Ok(Document {
                division_code: row.text("division_code")?.to_owned(),
                id: row.text("id")?.to_owned(),
                fiscal_year: row.int("fiscal_year")?,
                document_no: row.text("document_no")?.to_owned(),
                amount: crate::budget::entry::fen_opt(row, "document", "amount_fen")?,
                received_on: row.text_opt("received_on")?.map(str::to_owned),
                entry_id: row.text_opt("entry_id")?.map(str::to_owned),
            })
        })
        .collect()
}

/// The entries by which a book received, reversals aside, in the order of their ids.
pub async fn receive_entries(
    tx: &mut Tx,
    division_code: &str,
    fiscal_year: i64,
    after: &str,
    limit: i64,
) -> Result<Vec<String>, StoreError> {
    const SQL: &str = "
        select id from entry
         where division_code = $1 and fiscal_year = $2 and id > $3
           and event_code = 'receive' and reverses_id is null
         order by id limit $4";
    let args = [division_code.into(), fiscal_year.into(), after.into(), limit.into()];
    let rows = tx.all(SQL, &args).await?;
    rows.iter().map(|row| Ok(row.text("id")?.to_owned())).collect()
}

/// How far the numbers of an office's word are taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counter {
    /// 区划代码
    pub division_code: String,
    /// 机关代字
    pub word: String,
    /// 年
    pub year: i64,
    /// The last number taken.
    pub last_no: i64,
}

/// Every counter of document numbers.
pub async fn counters(tx: &mut Tx) -> Result<Vec<Counter>, StoreError> {
    const SQL: &str = "
        select division_code, word, year, last_no
          from document_counter order by division_code, word, year limit 5000";
    let rows = tx.all(SQL, &[]).await?;
    rows.iter()
        .map(|row| {
            Ok(Counter {
                division_code: row.text("division_code")?.to_owned(),
                word: row.text("word")?.to_owned(),
                year: row.int("year")?,
                last_no: row.int("last_no")?,
            })
        })
        .collect()
}

/// Answers when the database does.
pub async fn alive(tx: &mut Tx) -> Result<(), StoreError> {
    const SQL: &str = "select cast(1 as bigint) as n";
    tx.one(SQL, &[]).await.map(drop)
}

fn posting(row: &Row) -> Result<PostingRow, StoreError> {
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

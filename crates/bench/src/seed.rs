//! A book with a past (造账): indicators and entries written in bulk, as postings would have left them.
//!
//! ```text
//! indicator n has the accounts 2n (P101) and 2n + 1 (P201)
//! entry e of an indicator is its registration, the later ones are supplements
//! ```

use anyhow::Result;
use mingqu_domain::budget::{AccountCode, BudgetEvent, FundKey, Subject};
use mingqu_store::StoreError;
use mingqu_store::budget::book;
use mingqu_store::db::{BULK_ROWS, Db, Tx, Value, unit};

use crate::bed::{DIVISION, YEAR};

const ON: &str = "2024-04-22";
const AT: &str = "2024-04-22T02:00:00.000Z";
const FUND: &str = "XJ-LINK";
const FUND_NAME: &str = "自治区财政衔接推进乡村振兴补助资金";
const TAG: &str = "650000000:01";
/// Each seeded posting, in 分: enough for any reduction.
const AMOUNT: i64 = 1_000_000;

/// How large the book is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) indicators: usize,
    /// Entries of each indicator, its registration included.
    pub(crate) entries: usize,
}

/// The number of an indicator's document.
pub(crate) fn document_no(indicator: usize) -> String {
    format!("新财振〔2024〕{}号", 100_000 + indicator)
}

/// The id of an indicator.
pub(crate) fn indicator_id(indicator: usize) -> String {
    id(0x018f, indicator)
}

/// The key of an indicator's account.
pub(crate) fn account_key(indicator: usize, subject: Subject) -> String {
    let fund = FundKey {
        document_no: document_no(indicator),
        fund_code: FUND.to_owned(),
        direct_tag: TAG.to_owned(),
    };
    AccountCode { subject, fund, dimension: String::new() }.key()
}

fn id(time: u64, no: usize) -> String {
    format!("{:08x}-{:04x}-7000-8000-{:012x}", time << 16, no >> 32 & 0xffff, no & 0xffff_ffff)
}

/// Writes the book; rows of a table are sorted by its key.
pub(crate) async fn fill(db: &Db, size: Size) -> Result<()> {
    let open = unit(|tx| Box::pin(async move { book::insert(tx, DIVISION, YEAR, ON).await }));
    db.write(open).await.map_err(|error: StoreError| error)?;
    chunks(db, size.indicators, |tx, from, to| Box::pin(indicators(tx, from, to))).await?;
    let count = i64::try_from(size.entries)?;
    chunks(db, size.indicators, move |tx, from, to| Box::pin(accounts(tx, from, to, count)))
        .await?;
    let total = size.indicators * size.entries;
    chunks(db, total, move |tx, from, to| Box::pin(entries(tx, from, to, size))).await?;
    Ok(())
}

type Filled<'t> = mingqu_store::db::Boxed<'t, Result<(), StoreError>>;

/// Several bulk calls in one commit, each within the limit of one.
const CHUNK: usize = BULK_ROWS / 2;
const CALLS: usize = 20;

async fn chunks<F>(db: &Db, total: usize, act: F) -> Result<()>
where
    F: for<'t> Fn(&'t mut Tx, usize, usize) -> Filled<'t> + Clone + Send + Sync + 'static,
{
    let mut from = 0;
    while from < total {
        let to = total.min(from + CHUNK * CALLS);
        let act = act.clone();
        let write = unit(move |tx| {
            let act = act.clone();
            Box::pin(async move {
                let mut start = from;
                while start < to {
                    let end = to.min(start + CHUNK);
                    act(tx, start, end).await?;
                    start = end;
                }
                Ok::<_, StoreError>(())
            })
        });
        db.write(write).await?;
        from = to;
    }
    Ok(())
}

async fn indicators(tx: &mut Tx, from: usize, to: usize) -> Result<(), StoreError> {
    const COLUMNS: &[&str] = &[
        "division_code",
        "fiscal_year",
        "id",
        "document_no",
        "line_no",
        "fund_code",
        "fund_name",
        "direct_tag",
        "income_code",
        "functional_code",
        "registered_on",
        "created_at",
    ];
    let keys: Vec<(String, String)> =
        (from..to).map(|no| (indicator_id(no), document_no(no))).collect();
    let rows: Vec<[Value<'_>; 12]> = keys
        .iter()
        .map(|(id, document_no)| {
            [
                DIVISION.into(),
                YEAR.into(),
                id.into(),
                document_no.into(),
                1.into(),
                FUND.into(),
                FUND_NAME.into(),
                TAG.into(),
                "1100231".into(),
                "2130505".into(),
                ON.into(),
                AT.into(),
            ]
        })
        .collect();
    tx.bulk_insert("indicator", COLUMNS, &rows).await?;
    Ok(())
}

async fn accounts(tx: &mut Tx, from: usize, to: usize, count: i64) -> Result<(), StoreError> {
    const COLUMNS: &[&str] = &[
        "division_code",
        "fiscal_year",
        "account_key",
        "layer",
        "subject_code",
        "document_no",
        "debit_fen",
        "credit_fen",
        "balance_fen",
        "posting_count",
    ];
    let keys: Vec<(Subject, String, String)> = (from..to)
        .flat_map(|no| {
            SIDES.map(|(subject, _)| (subject, account_key(no, subject), document_no(no)))
        })
        .collect();
    let sum = AMOUNT * count;
    let rows: Vec<[Value<'_>; 10]> = keys
        .iter()
        .map(|(subject, key, document_no)| {
            let debit = if *subject == Subject::Unassigned { sum } else { 0 };
            [
                DIVISION.into(),
                YEAR.into(),
                key.into(),
                "settled".into(),
                subject.code().into(),
                document_no.into(),
                debit.into(),
                (sum - debit).into(),
                sum.into(),
                count.into(),
            ]
        })
        .collect();
    tx.bulk_insert("ledger_account", COLUMNS, &rows).await?;
    Ok(())
}

const SIDES: [(Subject, &str); 2] =
    [(Subject::Unassigned, "debit"), (Subject::UpperSource, "credit")];

/// One entry of each indicator after the other, as a year goes by.
async fn entries(tx: &mut Tx, from: usize, to: usize, size: Size) -> Result<(), StoreError> {
    const COLUMNS: &[&str] = &[
        "division_code",
        "fiscal_year",
        "id",
        "event_code",
        "posted_on",
        "posted_at",
        "summary",
        "document_no",
        "amount_fen",
        "source_kind",
        "source_id",
        "prepared_by",
        "posted_by",
    ];
    let told: Vec<Told> = (from..to).map(|no| Told::of(no, size)).collect();
    let rows: Vec<[Value<'_>; 13]> = told
        .iter()
        .map(|one| {
            [
                DIVISION.into(),
                YEAR.into(),
                (&one.id).into(),
                one.event.code().into(),
                ON.into(),
                AT.into(),
                (&one.summary).into(),
                (&one.document_no).into(),
                AMOUNT.into(),
                "indicator".into(),
                (&one.indicator_id).into(),
                "王秀兰".into(),
                "王秀兰".into(),
            ]
        })
        .collect();
    tx.bulk_insert("entry", COLUMNS, &rows).await?;
    postings(tx, &told).await
}

async fn postings(tx: &mut Tx, told: &[Told]) -> Result<(), StoreError> {
    const COLUMNS: &[&str] = &[
        "division_code",
        "fiscal_year",
        "account_key",
        "layer",
        "posting_no",
        "entry_id",
        "line_no",
        "side",
        "amount_fen",
        "balance_after_fen",
    ];
    let mut rows: Vec<[Value<'_>; 10]> = Vec::with_capacity(told.len() * 2);
    for one in told {
        for (line_no, (key, (_, side))) in (1..).zip(one.keys.iter().zip(SIDES)) {
            rows.push([
                DIVISION.into(),
                YEAR.into(),
                key.into(),
                "settled".into(),
                one.round.into(),
                (&one.id).into(),
                Value::Int(Some(line_no)),
                side.into(),
                AMOUNT.into(),
                (AMOUNT * one.round).into(),
            ]);
        }
    }
    tx.bulk_insert("posting", COLUMNS, &rows).await?;
    Ok(())
}

/// One entry in words.
struct Told {
    id: String,
    event: BudgetEvent,
    summary: String,
    document_no: String,
    indicator_id: String,
    keys: [String; 2],
    /// From 1 on: also the line's place in its account.
    round: i64,
}

impl Told {
    fn of(no: usize, size: Size) -> Told {
        let (round, indicator) = (no / size.indicators, no % size.indicators);
        let event = if round == 0 { BudgetEvent::Register } else { BudgetEvent::Supplement };
        let document_no = document_no(indicator);
        Told {
            id: id(0x018f, no),
            event,
            summary: format!("{} {document_no}", event.label()),
            document_no,
            indicator_id: indicator_id(indicator),
            keys: SIDES.map(|(subject, _)| account_key(indicator, subject)),
            round: i64::try_from(round + 1).unwrap_or(i64::MAX),
        }
    }
}

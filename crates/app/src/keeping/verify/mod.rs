//! Verifying (核账): re-adds every book from its first entry and walks the whole audit chain.
//!
//! entries in order  → balanced, header right, reversals mirror their originals
//! accounts in order → numbers without gaps, running balances, kept = re-added, sources = uses
//! papers            → what was allotted, delivered and received is what was posted
//! Everything is read in one moment, so it may run beside a working program.

mod accounts;
mod chain;
mod entries;
mod papers;

use std::fmt;

use mingqu_store::StoreError;
use mingqu_store::budget::book;
use mingqu_store::db::{Db, SchemaState, Tx};

use super::refused;
use crate::error::AppError;

/// Rows read at a time.
const PAGE: i64 = 1_000;

/// More findings than anybody reads one by one.
const FINDINGS_MAX: usize = 1_000;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// 账套
    pub books: u64,
    /// 凭证
    pub entries: u64,
    /// 日志
    pub events: u64,
    /// 未封的日志
    pub unsealed: i64,
    /// One sentence each; nothing when all is well.
    pub findings: Vec<String>,
}

impl Verified {
    /// Nothing was found.
    pub fn clean(&self) -> bool {
        self.findings.is_empty()
    }

    fn found(&mut self, finding: String) {
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(finding);
        }
    }
}

/// One line when clean, else a line for each finding.
impl fmt::Display for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.clean() {
            let Verified { books, entries, events, unsealed, .. } = self;
            return write!(
                f,
                "账平、链完整：{books} 个账套，{entries} 张凭证，{events} 条日志，未封 {unsealed} 条"
            );
        }
        f.write_str(&self.findings.join("\n"))
    }
}

/// A book, as the checks name it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    division_code: String,
    fiscal_year: i64,
}

impl Place {
    fn key(&self) -> (&str, i64) {
        (&self.division_code, self.fiscal_year)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}年度账套", self.division_code, self.fiscal_year)
    }
}

/// Verifies a whole database.
pub async fn verify(db: &Db) -> Result<Verified, AppError> {
    let state = db.migration_state().await?;
    if state != SchemaState::Current {
        return Err(refused("keeping.schema", state.sentence()));
    }
    let mut report = match db.read(|tx| Box::pin(async move { all(tx).await })).await {
        Ok(report) => report,
        // A row that no rule allows is what this is there to find.
        Err(error @ StoreError::Corrupt { .. }) => {
            let sentence = format!("{error}（{}）", error.cause());
            Verified { findings: vec![sentence], ..Verified::default() }
        }
        Err(error) => return Err(error.into()),
    };
    if db.name() == "SQLite" {
        for fault in db.integrity_check().await? {
            report.found(format!("数据库文件损坏：{fault}"));
        }
    }
    Ok(report)
}

async fn all(tx: &mut Tx) -> Result<Verified, StoreError> {
    let mut report = Verified::default();
    for book in book::list(tx).await? {
        let place = Place { division_code: book.division_code, fiscal_year: book.fiscal_year };
        let lines = entries::check(tx, &place, &mut report).await?;
        accounts::check(tx, &place, lines, &mut report).await?;
        report.books += 1;
    }
    papers::check(tx, &mut report).await?;
    chain::check(tx, &mut report).await?;
    Ok(report)
}

//! The ledger's pages (指标账页面): the tree, one of its branches, and the statement of an account.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use mingqu_domain::budget::Subject;
use serde_json::{Value, json};

use crate::bed::{Bed, DIVISION, Folder, YEAR};
use crate::caller::Caller;
use crate::posting::percentile;
use crate::seed::{self, Size};
use crate::spread::Spread;

/// Five million entries.
pub(crate) const LARGE: Size = Size { indicators: 2_000, entries: 2_500 };
/// Fifty thousand, on as many accounts.
pub(crate) const SMALL: Size = Size { indicators: 2_000, entries: 25 };

/// Fewer rounds tell nothing about a median.
const ROUNDS_MIN: usize = 20;

pub(crate) async fn measure(size: Size, seconds: Duration) -> Result<Value> {
    let folder = Folder::new()?;
    let begun = Instant::now();
    {
        let db = folder.open(mingqu_store::db::Flush::Never).await?;
        seed::fill(&db, size).await?;
    }
    let seeded = begun.elapsed();
    let bed = Bed::serve(&folder).await?;
    let mut caller = Caller::connect(bed.address, bed.cookie.clone()).await?;
    let mut spread = Spread::new(7);
    // Not counted: statements are prepared, and the first pages are read.
    for _ in 0..ROUNDS_MIN {
        for path in paths(&mut spread, size) {
            get(&mut caller, &path).await?;
        }
    }
    let begun = Instant::now();
    let mut micros = [const { Vec::new() }; 3];
    while begun.elapsed() < seconds || micros[0].len() < ROUNDS_MIN {
        for (path, micros) in paths(&mut spread, size).iter().zip(&mut micros) {
            let one = Instant::now();
            get(&mut caller, path).await?;
            micros.push(one.elapsed().as_micros());
        }
    }
    let mut all: Vec<u128> = Vec::new();
    let mut medians = Vec::new();
    for micros in &mut micros {
        micros.sort_unstable();
        medians.push(percentile(micros, 50)?);
        all.extend_from_slice(micros);
    }
    all.sort_unstable();
    // A page is the three together: one alone would hide the others.
    let together = medians.iter().sum::<u64>().max(1);
    Ok(json!({
        "rate": 3 * 60_000_000 / together,
        "entries": size.indicators * size.entries,
        "seed_seconds": seeded.as_secs(),
        "database_mib": std::fs::metadata(folder.database())?.len() >> 20,
        "tree_p50_us": medians.first(),
        "branch_p50_us": medians.get(1),
        "statement_p50_us": medians.get(2),
        "p99_us": percentile(&all, 99)?,
    }))
}

/// The top of the tree, an opened branch, and the statement of one of its accounts.
fn paths(spread: &mut Spread, size: Size) -> [String; 3] {
    let indicator = spread.below(size.indicators);
    let book = format!("division_code={DIVISION}&fiscal_year={YEAR}");
    let parent = escaped(&format!("{DIVISION}/{}", seed::document_no(indicator)));
    let key = escaped(&seed::account_key(indicator, Subject::Unassigned));
    [
        format!("/api/v1/ledger/tree?{book}"),
        format!("/api/v1/ledger/tree?{book}&parent={parent}"),
        format!("/api/v1/ledger/statement?{book}&key={key}&limit=50"),
    ]
}

fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

async fn get(caller: &mut Caller, path: &str) -> Result<()> {
    let answer = caller.get(path).await?;
    if answer.status != 200 {
        bail!("{path}：{} {}", answer.status, String::from_utf8_lossy(&answer.body));
    }
    let view: Value = serde_json::from_slice(&answer.body)?;
    let rows = view["rows"].as_array().or(view["items"].as_array()).context("没有行")?;
    if rows.is_empty() {
        bail!("{path}：一行也没有");
    }
    Ok(())
}

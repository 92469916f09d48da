//! Postings in batches (批量记账): a thousand supplements in one call, one commit each.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde_json::{Value, json};

use crate::bed::{Bed, Folder, YEAR};
use crate::caller::Caller;
use crate::posting::percentile;
use crate::seed::{self, Size};
use crate::spread::Spread;

const LINES: usize = 1_000;
const SIZE: Size = Size { indicators: 10_000, entries: 1 };

pub(crate) async fn measure(seconds: Duration) -> Result<Value> {
    let folder = Folder::new()?;
    {
        let db = folder.open(mingqu_store::db::Flush::Never).await?;
        seed::fill(&db, SIZE).await?;
    }
    let bed = Bed::serve(&folder).await?;
    let mut caller = Caller::connect(bed.address, bed.cookie.clone()).await?;
    let mut spread = Spread::new(u64::from(std::process::id()));
    // Not counted: the first fills the caches.
    post(&mut caller, &mut spread).await?;
    let begun = Instant::now();
    let mut micros = Vec::new();
    while begun.elapsed() < seconds {
        let one = Instant::now();
        post(&mut caller, &mut spread).await?;
        micros.push(one.elapsed().as_micros());
    }
    let took = begun.elapsed().as_millis().max(1);
    bed.end().await?;
    micros.sort_unstable();
    let lines = micros.len() * LINES;
    Ok(json!({
        "rate": u64::try_from(lines as u128 * 1_000 / took)?,
        "commits": micros.len(),
        "lines_per_commit": LINES,
        "p50_us": percentile(&micros, 50)?,
        "p99_us": percentile(&micros, 99)?,
        "books": "verified",
    }))
}

async fn post(caller: &mut Caller, spread: &mut Spread) -> Result<()> {
    let lines: Vec<String> = (0..LINES)
        .map(|_| {
            let id = seed::indicator_id(spread.below(SIZE.indicators));
            format!(r#"{{"indicator_id":"{id}","amount_fen":{}}}"#, spread.amount())
        })
        .collect();
    let body = format!(
        r#"{{"lines":[{}],"document_no":"新财振〔2024〕10号","reason":"批量追加","fiscal_year":{YEAR}}}"#,
        lines.join(",")
    );
    let key = spread.key();
    let answer = caller.post("/api/v1/indicators/supplement-batch", &key, &body).await?;
    if answer.status != 200 {
        bail!("没有记成：{} {}", answer.status, String::from_utf8_lossy(&answer.body));
    }
    Ok(())
}

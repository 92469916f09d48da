//! Postings one by one (逐笔记账): 64 callers, each waiting for its answer, each posting flushed.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use crate::bed::{Bed, Folder, YEAR};
use crate::caller::Caller;
use crate::seed::{self, Size};
use crate::spread::Spread;

const CALLERS: u64 = 64;
const SIZE: Size = Size { indicators: 10_000, entries: 1 };
/// Not counted: connections open and caches fill.
const WARM: Duration = Duration::from_secs(1);

/// What the callers saw.
#[derive(Default)]
struct Seen {
    micros: Vec<u128>,
    refused: u64,
}

pub(crate) async fn measure(seconds: Duration) -> Result<Value> {
    let folder = Folder::new()?;
    {
        let db = folder.open(mingqu_store::db::Flush::Never).await?;
        seed::fill(&db, SIZE).await?;
    }
    let bed = Bed::serve(&folder).await?;
    call(&bed, WARM, 1).await?;
    let before = bed.app.db().writer_counts();
    let begun = Instant::now();
    let mut seen = call(&bed, seconds, 2).await?;
    let took = begun.elapsed().as_millis().max(1);
    let after = bed.app.db().writer_counts();
    let (commands, commits) =
        (after.commands - before.commands, (after.commits - before.commits).max(1));
    bed.end().await?;
    if seen.refused != 0 {
        bail!("有 {} 笔没有记成", seen.refused);
    }
    seen.micros.sort_unstable();
    let postings = seen.micros.len();
    Ok(json!({
        "rate": u64::try_from(postings as u128 * 1_000 / took)?,
        "postings": postings,
        "p50_us": percentile(&seen.micros, 50)?,
        "p99_us": percentile(&seen.micros, 99)?,
        "max_us": u64::try_from(seen.micros.last().copied().unwrap_or_default())?,
        "commands_per_commit": commands / commits,
        "commits_per_second": u64::try_from(u128::from(commits) * 1_000 / took)?,
        "errors": seen.refused,
        "books": "verified",
    }))
}

/// The callers on a thread of their own, as a client program would be.
async fn call(bed: &Bed, time: Duration, round: u64) -> Result<Seen> {
    let (address, cookie) = (bed.address, bed.cookie.clone());
    let thread = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(callers(address, cookie, time, round))
    });
    let joined = tokio::task::spawn_blocking(move || thread.join()).await?;
    joined.map_err(|_| anyhow::anyhow!("调用方中断了"))?
}

async fn callers(address: SocketAddr, cookie: String, time: Duration, round: u64) -> Result<Seen> {
    let end = Instant::now() + time;
    let local = tokio::task::LocalSet::new();
    let tasks: Vec<_> = (0..CALLERS)
        .map(|no| {
            let spread = Spread::new(round << 32 | no << 8 | u64::from(std::process::id()) << 40);
            local.spawn_local(one(address, cookie.clone(), spread, end))
        })
        .collect();
    local
        .run_until(async {
            let mut all = Seen::default();
            for task in tasks {
                let seen = task.await??;
                all.micros.extend(seen.micros);
                all.refused += seen.refused;
            }
            Ok(all)
        })
        .await
}

async fn one(
    address: SocketAddr,
    cookie: String,
    mut spread: Spread,
    end: Instant,
) -> Result<Seen> {
    let mut caller = Caller::connect(address, cookie).await?;
    let mut seen = Seen::default();
    loop {
        let begun = Instant::now();
        if end <= begun {
            return Ok(seen);
        }
        let id = seed::indicator_id(spread.below(SIZE.indicators));
        let amount = spread.amount();
        let body = format!(
            r#"{{"amount_fen":{amount},"document_no":"新财振〔2024〕9号","reason":"追加","fiscal_year":{YEAR}}}"#
        );
        let path = format!("/api/v1/indicators/{id}/supplement");
        let answer = caller.post(&path, &spread.key(), &body).await?;
        if answer.status != 200 {
            seen.refused += 1;
        }
        seen.micros.push(begun.elapsed().as_micros());
    }
}

/// The value that so many percent do not exceed.
pub(crate) fn percentile(sorted: &[u128], percent: usize) -> Result<u64> {
    let place = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    Ok(u64::try_from(*sorted.get(place).context("一笔也没有")?)?)
}

//! The limit of the disk (磁盘上限): no program that waits for its commits is faster per commit than this.

use std::fs::{self, File};
use std::io::Write as _;
use std::time::{Duration, Instant};

use anyhow::Result;

const MEASURED: Duration = Duration::from_secs(2);
const PAGE: [u8; 4096] = [7; 4096];

/// 4 KiB appended and flushed, how often a second.
pub(crate) fn syncs_per_second() -> Result<u64> {
    let path = std::env::temp_dir().join(format!("mingqu-sync-{}", std::process::id()));
    let mut file = File::create(&path)?;
    let begun = Instant::now();
    let mut count: u64 = 0;
    while begun.elapsed() < MEASURED {
        file.write_all(&PAGE)?;
        file.sync_data()?;
        count += 1;
    }
    fs::remove_file(&path)?;
    Ok(count / MEASURED.as_secs())
}

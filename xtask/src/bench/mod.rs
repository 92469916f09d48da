//! Measuring (测速): ours and the rivals in the same run, alternately; ratios of medians are the gates.
//!
//! Absolute figures differ from machine to machine and are printed only; a ratio is compared with
//! its gate, and every run prints the limit of the disk beside it.

mod disk;
mod rivals;
mod table;

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::pg::{Cluster, Durability};
use crate::{places, shell};
use rivals::Rival;
use table::Row;

/// Rounds per measurement; the median of five survives two disturbed ones.
const ROUNDS: usize = 5;
/// Seconds per round and side; group commit and autovacuum settle within this.
const SECONDS: u32 = 5;

struct Bench {
    name: &'static str,
    what: &'static str,
    rivals: &'static [Rival],
}

const BENCHES: &[Bench] = &[
    Bench {
        name: "posting",
        what: "逐笔记账，64 个调用方，每笔落盘（笔/秒）",
        rivals: &[rivals::SAME, rivals::FUNCTION],
    },
    Bench {
        name: "batch",
        what: "批量记账，每 1,000 笔一次提交（笔/秒）",
        rivals: &[rivals::BATCH],
    },
];

/// `bench [name]`.
pub(crate) fn run(words: &[String]) -> Result<()> {
    let chosen: Vec<&Bench> = match words {
        [] => BENCHES.iter().collect(),
        [name] => BENCHES.iter().filter(|bench| bench.name == name).collect(),
        _ => bail!("用法：cargo xtask bench [名称]"),
    };
    if chosen.is_empty() {
        let names: Vec<&str> = BENCHES.iter().map(|bench| bench.name).collect();
        bail!("没有这一项；有 {}", names.join("、"));
    }
    let ours = ours()?;
    let cluster = Cluster::start(Durability::Full)?;
    for bench in chosen {
        measure(bench, ours.as_ref(), &cluster)?;
    }
    Ok(())
}

fn measure(bench: &Bench, ours: Option<&PathBuf>, cluster: &Cluster) -> Result<()> {
    println!("\n{}", bench.what);
    for rival in bench.rivals {
        rival.lay(cluster)?;
    }
    let mut own = Row::new("明渠", None);
    let mut rows: Vec<Row> =
        bench.rivals.iter().map(|rival| Row::new(rival.name, Some(rival.gate_percent))).collect();
    for _ in 0..ROUNDS {
        println!("  磁盘 4 KiB 追加并落盘：{} 次/秒", disk::syncs_per_second()?);
        if let Some(ours) = ours {
            own.push(our_rate(ours, bench.name)?);
        }
        for (rival, row) in bench.rivals.iter().zip(&mut rows) {
            row.push(rival.rate(cluster, SECONDS)?);
        }
    }
    table::print(&own, &rows)
}

/// Our side, if the room that measures it is there: built in release, since that is what runs.
fn ours() -> Result<Option<PathBuf>> {
    let metadata = places::metadata(&places::root())?;
    let packages = metadata["packages"].as_array().map_or(&[][..], Vec::as_slice);
    if !packages.iter().any(|package| package["name"] == "mingqu-bench") {
        println!("还没有 mingqu-bench，只测对手。");
        return Ok(None);
    }
    shell::run(&mut shell::cargo(["build", "--release", "--package", "mingqu-bench"]))?;
    Ok(Some(places::target()?.join("release/mingqu-bench")))
}

/// One round of ours: it prints one JSON object whose `per_second` counts.
fn our_rate(program: &PathBuf, bench: &str) -> Result<u64> {
    let mut command = Command::new(program);
    command.args([bench, "--seconds", &SECONDS.to_string()]);
    let told: Value = serde_json::from_str(&shell::output(&mut command)?)?;
    println!("  明渠：{told}");
    told["per_second"].as_u64().context("mingqu-bench 没有给出 per_second")
}

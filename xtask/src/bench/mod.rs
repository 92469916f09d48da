//! Measuring (测速): ours and the rivals in the same run, alternately; ratios of medians are the gates.
//!
//! Absolute figures differ from machine to machine and are printed only; a ratio is compared with
//! its gate, and every round prints the limit of the disk beside it. Our side is the program
//! `mingqu-bench`: `mingqu-bench NAME --seconds N [--docx FILE]` prints one JSON object whose
//! `rate` counts, in the unit of the measurement.

mod disk;
mod office;
mod postgres;
mod table;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::pg::{Cluster, Durability};
use crate::{places, shell};
use postgres::Posting;
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

struct Rival {
    name: &'static str,
    /// Ours must be at least this many percent of it; 0 is printed only.
    gate_percent: u64,
    kind: Kind,
}

enum Kind {
    Postgres(Posting),
    /// Converts the docx that our side leaves.
    Office,
    /// Our own program, measuring something smaller.
    Ours(&'static str),
}

const BENCHES: &[Bench] = &[
    Bench {
        name: "posting",
        what: "逐笔记账，64 个调用方，每笔落盘（笔/秒）",
        rivals: &[
            Rival {
                name: "PostgreSQL 一个函数做同样的事，64 个连接",
                gate_percent: 300,
                kind: Kind::Postgres(postgres::SAME),
            },
            Rival {
                name: "PostgreSQL 一个函数只记账，64 个连接",
                gate_percent: 0,
                kind: Kind::Postgres(postgres::FUNCTION),
            },
        ],
    },
    Bench {
        name: "batch",
        what: "批量记账，每 1,000 笔一次提交（笔/秒）",
        rivals: &[Rival {
            name: "PostgreSQL 千笔一次提交，余额合并，1 个连接",
            gate_percent: 400,
            kind: Kind::Postgres(postgres::BATCH),
        }],
    },
    Bench {
        name: "paper",
        what: "下达通知连两个附件成 PDF（份/分钟）",
        rivals: &[Rival {
            name: "LibreOffice 已经启动，同一份 docx",
            gate_percent: 1000,
            kind: Kind::Office,
        }],
    },
    Bench {
        name: "page",
        what: "指标账一页，五百万张凭证（页/分钟，取中位）",
        rivals: &[Rival {
            name: "同一页，五万张凭证",
            gate_percent: 67,
            kind: Kind::Ours("page-small"),
        }],
    },
];

/// What a measurement has at hand.
struct Bed {
    cluster: Cluster,
    ours: Option<PathBuf>,
    /// The paper that our side leaves for the office suite.
    docx: PathBuf,
}

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
    let docx = std::env::temp_dir().join(format!("mingqu-bench-{}.docx", std::process::id()));
    let bed = Bed { ours: ours()?, cluster: Cluster::start(Durability::Full)?, docx };
    for bench in chosen {
        measure(bench, &bed)?;
    }
    Ok(())
}

fn measure(bench: &Bench, bed: &Bed) -> Result<()> {
    println!("\n{}", bench.what);
    let mut own = Row::new("明渠", 0);
    let mut rows: Vec<Row> =
        bench.rivals.iter().map(|rival| Row::new(rival.name, rival.gate_percent)).collect();
    for _ in 0..ROUNDS {
        println!("  磁盘 4 KiB 追加并落盘：{} 次/秒", disk::syncs_per_second()?);
        if let Some(rate) = bed.our_rate(bench.name)? {
            own.push(rate);
        }
        for (rival, row) in bench.rivals.iter().zip(&mut rows) {
            if let Some(rate) = bed.rate(&rival.kind)? {
                println!("  {}：{rate}", rival.name);
                row.push(rate);
            }
        }
    }
    table::print(&own, &rows)
}

impl Bed {
    /// One round of a rival; none where it needs our side and that is not there.
    fn rate(&self, kind: &Kind) -> Result<Option<u64>> {
        match kind {
            Kind::Postgres(posting) => posting.rate(&self.cluster, SECONDS).map(Some),
            Kind::Office if self.docx.is_file() => office::papers_per_minute(&self.docx).map(Some),
            Kind::Office => Ok(None),
            Kind::Ours(name) => self.our_rate(name),
        }
    }

    /// One round of ours.
    fn our_rate(&self, bench: &str) -> Result<Option<u64>> {
        let Some(program) = &self.ours else { return Ok(None) };
        let mut command = Command::new(program);
        command.args([bench, "--seconds", &SECONDS.to_string()]).arg("--docx").arg(&self.docx);
        let told: Value = serde_json::from_str(&shell::output(&mut command)?)?;
        println!("  明渠 {bench}：{told}");
        told["rate"].as_u64().context("mingqu-bench 没有给出 rate").map(Some)
    }
}

impl Drop for Bed {
    fn drop(&mut self) {
        if Path::is_file(&self.docx) {
            std::fs::remove_file(&self.docx).ok();
        }
    }
}

/// Our side, if the room that measures it is there: built in release, since that is what runs.
fn ours() -> Result<Option<PathBuf>> {
    let metadata = places::metadata(&places::root())?;
    let packages = metadata["packages"].as_array().map_or(&[][..], Vec::as_slice);
    if !packages.iter().any(|package| package["name"] == "mingqu-bench") {
        println!("这里没有 mingqu-bench，只测对手。");
        return Ok(None);
    }
    shell::run(&mut shell::cargo(["build", "--release", "--package", "mingqu-bench"]))?;
    Ok(Some(places::target()?.join("release/mingqu-bench")))
}

//! Our side of a measurement (测速): one measurement a run, told as one JSON object with its `rate`.
//!
//! ```text
//! mingqu-bench posting|batch|paper|page|page-small [--seconds N] [--docx FILE]
//! posting     durable postings through HTTP, 64 callers            postings a second
//! batch       a thousand supplements in one call                   lines a second
//! paper       the notice with both attachments as PDF, warm        papers a minute
//! page        the ledger's pages at five million entries           pages a minute, by the median
//! page-small  the same pages at fifty thousand
//! ```
//! `cargo xtask bench` runs this beside the rivals.

mod batch;
mod bed;
mod caller;
mod page;
mod paper;
mod posting;
mod seed;
mod spread;

use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

/// What the command line asks for.
struct Asked {
    name: String,
    seconds: Duration,
    docx: Option<PathBuf>,
}

fn main() -> Result<()> {
    let asked = asked(std::env::args().skip(1))?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let told = runtime.block_on(async {
        match asked.name.as_str() {
            "posting" => posting::measure(asked.seconds).await,
            "batch" => batch::measure(asked.seconds).await,
            "paper" => paper::measure(asked.seconds, asked.docx).await,
            "page" => page::measure(page::LARGE, asked.seconds).await,
            "page-small" => page::measure(page::SMALL, asked.seconds).await,
            other => bail!("没有这一项：{other}"),
        }
    })?;
    writeln!(std::io::stdout().lock(), "{told}")?;
    Ok(())
}

fn asked(mut words: impl Iterator<Item = String>) -> Result<Asked> {
    let name = words.next().context("用法：mingqu-bench 名称 [--seconds N] [--docx FILE]")?;
    let mut asked = Asked { name, seconds: Duration::from_secs(5), docx: None };
    while let Some(word) = words.next() {
        let value = words.next().with_context(|| format!("{word} 后面要有值"))?;
        match word.as_str() {
            "--seconds" => asked.seconds = Duration::from_secs(value.parse()?),
            "--docx" => asked.docx = Some(value.into()),
            other => bail!("不认识的选项：{other}"),
        }
    }
    Ok(asked)
}

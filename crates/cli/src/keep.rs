//! What an administrator runs (运维命令): migrate, verify, doctor, backup, restore, notice read.

use std::path::Path;

use anyhow::Context as _;
use mingqu_app::keeping::{self, Concern, Directory, Verified};

use crate::{Ending, say};

pub(crate) async fn migrate(directory: &Directory) -> anyhow::Result<Ending> {
    let applied = keeping::migrate(directory).await?;
    if applied.is_empty() {
        return say("数据结构已是最新");
    }
    say(&format!("数据结构已更新：{}", applied.join("、")))
}

pub(crate) async fn verify(directory: &Directory) -> anyhow::Result<Ending> {
    let db = directory.open_reader().await?;
    told(&keeping::verify(&db).await?)
}

fn told(verified: &Verified) -> anyhow::Result<Ending> {
    say(&verified.to_string())?;
    Ok(if verified.clean() { Ending::Done } else { Ending::Found })
}

pub(crate) async fn doctor(directory: &Directory) -> anyhow::Result<Ending> {
    let free = rustix::fs::statvfs(directory.root()).ok();
    let free = free.map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize));
    let mut worst = Ending::Done;
    for seen in keeping::doctor(directory, free).await {
        if seen.concern == Concern::Fault {
            worst = Ending::Found;
        }
        say(&format!("{}　{}", seen.concern.label(), seen.sentence))?;
    }
    Ok(worst)
}

pub(crate) async fn backup(directory: &Directory, out: &Path) -> anyhow::Result<Ending> {
    keeping::backup(directory, out).await?;
    say(&format!("已备份到 {}；里面有密钥，请像数据一样保管", out.display()))
}

pub(crate) async fn restore(from: &Path, directory: &Directory) -> anyhow::Result<Ending> {
    let verified = keeping::restore(from, directory).await?;
    say(&format!("已恢复到 {}", directory.root().display()))?;
    told(&verified)
}

pub(crate) fn notice_read(file: &Path, json: bool) -> anyhow::Result<Ending> {
    let bytes = std::fs::read(file).with_context(|| format!("{} 读不出", file.display()))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let read = keeping::notice_read(&bytes, &name)?;
    if json {
        return say(&read.to_string());
    }
    let text = |key: &str| read.get(key).map(plain).unwrap_or_default();
    for (label, key) in [
        ("标题", "title"),
        ("文号", "doc_no"),
        ("发文机关", "issuer"),
        ("上级文号", "upstream_doc_nos"),
        ("资金", "fund_name"),
        ("年度", "fiscal_year"),
        ("总额（分）", "total_fen"),
        ("日期", "issue_date"),
    ] {
        say(&format!("{label}　{}", text(key)))?;
    }
    let doubts = read.get("doubts").and_then(|doubts| doubts.as_array());
    for doubt in doubts.into_iter().flatten() {
        say(&format!("存疑　{}", doubt.get("message").map(plain).unwrap_or_default()))?;
    }
    Ok(Ending::Done)
}

fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => "文中没有".to_owned(),
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join("、"),
        other => other.to_string(),
    }
}

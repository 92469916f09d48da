//! Examining an installation (体检): what an administrator would otherwise find out by trouble.

use std::path::Path;

use mingqu_papers::Fonts;
use mingqu_store::db::SchemaState;

use super::directory::Directory;
use crate::clock::{Clock, instant};
use crate::error::AppError;

/// Below this the disk is called nearly full.
const FREE_MIN: u64 = 1 << 30;

/// 2024-01-01: an earlier host clock is wrong.
const CLOCK_MIN: i64 = 1_704_067_200_000;

/// How grave it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concern {
    /// All is well.
    Fine,
    /// To be looked at.
    Warning,
    /// It does not work so.
    Fault,
}

impl Concern {
    /// The word at the beginning of the line.
    pub const fn label(self) -> &'static str {
        match self {
            Concern::Fine => "正常",
            Concern::Warning => "注意",
            Concern::Fault => "故障",
        }
    }
}

/// One thing looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examined {
    /// How grave it is.
    pub concern: Concern,
    /// What was looked at, and what was seen.
    pub sentence: String,
}

fn seen(concern: Concern, sentence: impl Into<String>) -> Examined {
    Examined { concern, sentence: sentence.into() }
}

/// Looks at everything; `free` is the disk's free space in bytes, if it could be asked.
pub async fn doctor(directory: &Directory, free: Option<u64>) -> Vec<Examined> {
    let mut all = vec![folder(directory), clock(), disk(free), fonts(directory)];
    all.push(key(directory));
    all.extend(private(&directory.database()));
    all.extend(private(&directory.first_passwords()));
    match database(directory).await {
        Ok(found) => all.extend(found),
        Err(error) => all.push(seen(Concern::Fault, format!("数据库：{error}"))),
    }
    all
}

async fn database(directory: &Directory) -> Result<Vec<Examined>, AppError> {
    let db = directory.open_reader().await?;
    let mut all = vec![seen(Concern::Fine, format!("数据库 {} 可以连接", db.name()))];
    let state = db.migration_state().await?;
    let concern = match state {
        SchemaState::Current => Concern::Fine,
        SchemaState::Empty | SchemaState::Behind { .. } => Concern::Warning,
        SchemaState::Ahead { .. } | SchemaState::Altered { .. } => Concern::Fault,
    };
    all.push(seen(concern, state.sentence()));
    if !directory.on_server() {
        let faults = db.integrity_check().await?;
        all.push(match faults.first() {
            None => seen(Concern::Fine, "数据库文件完好"),
            Some(first) => seen(Concern::Fault, format!("数据库文件损坏：{first}")),
        });
    }
    Ok(all)
}

fn folder(directory: &Directory) -> Examined {
    let root = directory.root();
    match std::fs::metadata(root) {
        Ok(found) if found.is_dir() => {
            seen(Concern::Fine, format!("数据目录 {} 存在", root.display()))
        }
        _ => seen(Concern::Fault, format!("没有数据目录 {}", root.display())),
    }
}

fn clock() -> Examined {
    let millis = Clock::host().millis();
    let now = instant(millis);
    if millis < CLOCK_MIN {
        return seen(Concern::Fault, format!("系统时钟不对：{now}"));
    }
    seen(Concern::Fine, format!("系统时钟 {now}"))
}

fn disk(free: Option<u64>) -> Examined {
    match free {
        Some(free) if free < FREE_MIN => {
            seen(Concern::Warning, format!("磁盘只剩 {} MB", free >> 20))
        }
        Some(free) => seen(Concern::Fine, format!("磁盘剩余 {} MB", free >> 20)),
        None => seen(Concern::Warning, "问不出磁盘剩余空间"),
    }
}

fn fonts(directory: &Directory) -> Examined {
    let missing = Fonts::load(&directory.font_folders()).missing();
    if missing.is_empty() {
        return seen(Concern::Fine, "公文字体齐全");
    }
    let (names, folder) = (missing.join("、"), directory.fonts());
    seen(Concern::Warning, format!("缺公文字体 {names}，请放进 {}", folder.display()))
}

fn key(directory: &Directory) -> Examined {
    let file = directory.master_key();
    if !file.is_file() {
        return seen(Concern::Fault, "没有密钥文件 keys/master.key");
    }
    match directory.load_keys(false) {
        Err(error) => seen(Concern::Fault, error.to_string()),
        Ok(_) => private(&file).unwrap_or_else(|| seen(Concern::Fine, "密钥文件在")),
    }
}

/// Only its owner may read it.
fn private(file: &Path) -> Option<Examined> {
    let found = std::fs::metadata(file).ok()?;
    #[cfg(unix)]
    if std::os::unix::fs::PermissionsExt::mode(&found.permissions()) & 0o077 != 0 {
        let sentence = format!("{} 别人也能读，请 chmod 600", file.display());
        return Some(seen(Concern::Fault, sentence));
    }
    let _ = found;
    Some(seen(Concern::Fine, format!("{} 只有本账号能读", file.display())))
}

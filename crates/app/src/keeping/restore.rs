//! Restoring (恢复) into an empty directory: digests compared, then the books verified.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::Read;
use std::path::Path;

use tar::Archive;

use super::backup::{DATABASE, DEMO, FORMAT, KEY, MANIFEST, Stated, stated};
use super::directory::{Directory, make_folder};
use super::{Verified, accident, refused, verify};
use crate::error::AppError;

/// A manifest names a handful of files.
const MANIFEST_MAX: u64 = 65_536;

/// Puts a backup into an empty or new directory, and verifies it there.
pub async fn restore(from: &Path, directory: &Directory) -> Result<Verified, AppError> {
    if directory.on_server() {
        let message = "PostgreSQL 数据库请用 pg_restore 恢复，另把 keys/master.key 放回数据目录";
        return Err(refused("keeping.not_a_file", message));
    }
    let root = directory.root();
    if fs::read_dir(root).is_ok_and(|mut entries| entries.next().is_some()) {
        let message = format!("{} 不是空目录，恢复要放进空目录", root.display());
        return Err(refused("keeping.not_empty", message));
    }
    directory.make()?;
    let (from, own) = (from.to_owned(), directory.clone());
    let unpacked = tokio::task::spawn_blocking(move || unpack(&from, &own)).await;
    if let Err(error) = unpacked.map_err(|lost| accident("恢复中断", lost)).flatten() {
        // What is not whole is not left to be used.
        clear(directory);
        return Err(error);
    }
    verify(&directory.open_reader().await?).await
}

fn clear(directory: &Directory) {
    for file in [directory.database(), directory.master_key(), directory.demo()] {
        let _ = fs::remove_file(file);
    }
    for folder in [directory.keys(), directory.fonts()] {
        let _ = fs::remove_dir(folder);
    }
}

fn broken() -> AppError {
    refused("keeping.bad_backup", "备份文件不完整或被改动过，没有恢复")
}

fn unpack(from: &Path, directory: &Directory) -> Result<(), AppError> {
    let file = File::open(from).map_err(|error| accident("备份文件打不开", error))?;
    let mut archive = Archive::new(file);
    let mut manifest = None;
    let mut left = BTreeMap::new();
    for entry in archive.entries().map_err(|_| broken())? {
        let mut entry = entry.map_err(|_| broken())?;
        let name = entry.path().ok().and_then(|path| path.to_str().map(str::to_owned));
        let name = name.ok_or_else(broken)?;
        if manifest.is_none() {
            if name != MANIFEST {
                return Err(broken());
            }
            let mut text = String::new();
            entry.by_ref().take(MANIFEST_MAX).read_to_string(&mut text).map_err(|_| broken())?;
            left = parse(&text).ok_or_else(broken)?;
            manifest = Some(text);
            continue;
        }
        let wanted = left.remove(&name).ok_or_else(broken)?;
        let target = directory.root().join(&name);
        if stated(&mut entry, &mut create(&target)?).map_err(|_| broken())? != wanted {
            return Err(broken());
        }
    }
    if manifest.is_some() && left.is_empty() { Ok(()) } else { Err(broken()) }
}

fn create(target: &Path) -> Result<File, AppError> {
    if let Some(folder) = target.parent() {
        make_folder(folder)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(target).map_err(|error| accident("恢复的文件写不出，请检查磁盘空间", error))
}

/// The files of a manifest; only those that a backup holds, each once.
fn parse(text: &str) -> Option<BTreeMap<String, Stated>> {
    let mut lines = text.lines();
    if lines.next() != Some(FORMAT) {
        return None;
    }
    let mut files = BTreeMap::new();
    for line in lines {
        let mut words = line.splitn(3, ' ');
        let (digest, bytes, name) = (words.next()?, words.next()?, words.next()?);
        if ![DATABASE, KEY, DEMO].contains(&name) {
            return None;
        }
        let stated = Stated { digest: digest.to_owned(), bytes: bytes.parse().ok()? };
        if files.insert(name.to_owned(), stated).is_some() {
            return None;
        }
    }
    (files.contains_key(DATABASE) && files.contains_key(KEY)).then_some(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_names_the_database_and_the_key_and_nothing_foreign() {
        for (text, expected) in [
            ("mingqu-backup 1\naa 1 mingqu.db\nbb 2 keys/master.key\n", true),
            ("mingqu-backup 1\naa 1 mingqu.db\nbb 2 keys/master.key\ncc 3 demo\n", true),
            ("mingqu-backup 1\naa 1 mingqu.db\n", false),
            ("mingqu-backup 2\naa 1 mingqu.db\nbb 2 keys/master.key\n", false),
            ("mingqu-backup 1\naa 1 mingqu.db\nbb 2 keys/master.key\ncc 3 ../x\n", false),
            ("mingqu-backup 1\naa 1 mingqu.db\naa 1 mingqu.db\nbb 2 keys/master.key\n", false),
            ("", false),
        ] {
            assert_eq!(parse(text).is_some(), expected, "{text}");
        }
    }
}

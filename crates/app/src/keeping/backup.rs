//! Backup (备份): one moment of the database, the keys and a manifest with digests, in one tar file.
//!
//! The file holds the master key: it is as secret as the data themselves.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use mingqu_vault::Sm3;
use tar::{Builder, Header};

use super::directory::Directory;
use super::{accident, refused};
use crate::error::AppError;

/// The first file of a backup.
pub(super) const MANIFEST: &str = "manifest.txt";
/// The first line of the manifest.
pub(super) const FORMAT: &str = "mingqu-backup 1";
/// The database in a backup and in a data directory.
pub(super) const DATABASE: &str = "mingqu.db";
/// The master key in both.
pub(super) const KEY: &str = "keys/master.key";
/// The marker of a demonstration in both.
pub(super) const DEMO: &str = "demo";

const UNWRITABLE: &str = "备份文件写不出，请检查目录及磁盘空间";

/// What a file's manifest line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stated {
    pub(super) digest: String,
    pub(super) bytes: u64,
}

/// Copies a data directory into one new file, while a program may be using it.
pub async fn backup(directory: &Directory, out: &Path) -> Result<(), AppError> {
    if directory.on_server() {
        let message = "PostgreSQL 数据库请用 pg_dump 备份，另把 keys/master.key 一起收好";
        return Err(refused("keeping.not_a_file", message));
    }
    if out.exists() {
        let message = format!("{} 已经有了，备份要写一个新文件", out.display());
        return Err(refused("keeping.backup_exists", message));
    }
    let copy = out.with_added_extension("db");
    let part = out.with_added_extension("part");
    let made = make(directory, &copy, &part).await;
    // Only a whole backup remains.
    let _ = fs::remove_file(&copy);
    match made {
        Ok(()) => fs::rename(&part, out).map_err(|error| accident(UNWRITABLE, error)),
        Err(error) => {
            let _ = fs::remove_file(&part);
            Err(error)
        }
    }
}

async fn make(directory: &Directory, copy: &Path, part: &Path) -> Result<(), AppError> {
    // Left behind by a backup that was cut off.
    let _ = fs::remove_file(copy);
    directory.open_reader().await?.backup_to(copy).await?;
    let mut files = vec![(DATABASE, copy.to_owned()), (KEY, directory.master_key())];
    if directory.demo().is_file() {
        files.push((DEMO, directory.demo()));
    }
    let part = part.to_owned();
    let packed = tokio::task::spawn_blocking(move || pack(&files, &part));
    let packed = packed.await.map_err(|error| accident(UNWRITABLE, error))?;
    packed.map_err(|error| accident(UNWRITABLE, error))
}

fn pack(files: &[(&str, PathBuf)], part: &Path) -> std::io::Result<()> {
    let mut manifest = format!("{FORMAT}\n");
    for (name, path) in files {
        let Stated { digest, bytes } = stated(&mut File::open(path)?, &mut std::io::sink())?;
        manifest.push_str(&format!("{digest} {bytes} {name}\n"));
    }
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut tar = Builder::new(options.open(part)?);
    append(&mut tar, MANIFEST, manifest.len() as u64, manifest.as_bytes())?;
    for (name, path) in files {
        let file = File::open(path)?;
        let bytes = file.metadata()?.len();
        append(&mut tar, name, bytes, file)?;
    }
    tar.into_inner()?.sync_all()
}

fn append(
    tar: &mut Builder<File>,
    name: &str,
    bytes: u64,
    content: impl Read,
) -> std::io::Result<()> {
    let mut header = Header::new_gnu();
    header.set_size(bytes);
    header.set_mode(0o600);
    tar.append_data(&mut header, name, content)
}

/// Digests what is read, and writes it on.
pub(super) fn stated(from: &mut impl Read, to: &mut impl Write) -> std::io::Result<Stated> {
    let (mut sm3, mut bytes, mut buffer) = (Sm3::new(), 0, vec![0; 1 << 16]);
    loop {
        let count = from.read(&mut buffer)?;
        let Some(chunk) = buffer.get(..count).filter(|chunk| !chunk.is_empty()) else {
            return Ok(Stated { digest: mingqu_vault::hex(&sm3.finish()), bytes });
        };
        sm3.update(chunk);
        to.write_all(chunk)?;
        bytes += count as u64;
    }
}

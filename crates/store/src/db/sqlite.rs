//! A database in one SQLite file (单机数据库): how it is opened, locked, copied and examined.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::dialect::from_sqlite;
use super::lite::Lite;
use super::readers::Readers;
use super::writer::Writer;
use crate::error::StoreError;

/// How long a connection waits for another's lock; only a checkpoint ever holds one.
const PATIENCE: Duration = Duration::from_secs(10);

/// Bytes of a page of a new file. A posting changes a few rows here and there, and each such page
/// goes to the log whole: halved pages halve what a commit writes.
const PAGE_BYTES: u32 = 2048;

/// Pages in the log before they go back to the file, 32 MiB: many changes of a page become one.
const CHECKPOINT_PAGES: u32 = 16_384;

/// A program that is just ending gets two seconds to let go of the file.
const LOCK_TRIES: u32 = 40;
const LOCK_PAUSE: Duration = Duration::from_millis(50);

/// When a commit is on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flush {
    /// Before it is answered: what is acknowledged survives a power cut.
    EveryCommit,
    /// When the system likes: for demonstrations and tests, whose data nobody needs tomorrow.
    Never,
}

/// How a SQLite database is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SqliteSettings {
    /// Reader connections, each with a thread.
    pub readers: usize,
    /// When a commit is on the disk.
    pub flush: Flush,
}

impl Default for SqliteSettings {
    fn default() -> Self {
        SqliteSettings { readers: 4, flush: Flush::EveryCommit }
    }
}

/// The threads of one file.
pub(crate) struct Sqlite {
    pub(crate) path: PathBuf,
    // Before the readers: dropped first, and closes its connection while they still hold theirs.
    pub(crate) writer: Option<Writer>,
    pub(crate) readers: Readers,
}

impl Sqlite {
    pub(crate) fn open(path: &Path, settings: SqliteSettings) -> Result<Sqlite, StoreError> {
        let lock = lock(path)?;
        create_private(path)?;
        let lite = connect(path, settings.flush)?;
        let readers = (0..settings.readers.max(1))
            .map(|_| connect_reader(path))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Sqlite {
            path: path.to_owned(),
            writer: Some(Writer::start(lite, path.to_owned(), settings.flush, lock)?),
            readers: Readers::start(readers)?,
        })
    }

    /// Beside a running program: for `verify`, `doctor` and `backup`.
    pub(crate) fn open_reader(path: &Path) -> Result<Sqlite, StoreError> {
        let readers = Readers::start(vec![connect_reader(path)?])?;
        Ok(Sqlite { path: path.to_owned(), writer: None, readers })
    }

    pub(crate) fn writer(&self) -> Result<&Writer, StoreError> {
        self.writer.as_ref().ok_or_else(|| {
            StoreError::unavailable("数据库以只读方式打开，不能写入", "opened for reading")
        })
    }
}

/// One process writes: the lock of the file beside the database goes with the process.
fn lock(path: &Path) -> Result<File, StoreError> {
    let beside = path.with_added_extension("lock");
    let failed = |error| StoreError::unavailable("数据目录无法使用，请检查目录及其权限", error);
    let file =
        OpenOptions::new().create(true).truncate(false).write(true).open(beside).map_err(failed)?;
    for _ in 0..LOCK_TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_PAUSE),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
    }
    Err(StoreError::unavailable(
        "数据目录正被另一个明渠程序使用，请先停止它，或换一个数据目录",
        "the lock file is held",
    ))
}

/// The data are for the account that runs the program, and for no other of the machine.
fn create_private(path: &Path) -> Result<(), StoreError> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(path)
        .map(drop)
        .map_err(|error| StoreError::unavailable("数据文件无法建立，请检查目录及其权限", error))
}

/// A connection that writes.
pub(crate) fn connect(path: &Path, flush: Flush) -> Result<Lite, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(from_sqlite)?;
    conn.busy_timeout(PATIENCE).map_err(from_sqlite)?;
    let synchronous = match flush {
        Flush::EveryCommit => "full",
        Flush::Never => "off",
    };
    conn.execute_batch(&format!(
        "pragma page_size = {PAGE_BYTES};
         pragma journal_mode = wal;
         pragma wal_autocheckpoint = {CHECKPOINT_PAGES};
         pragma synchronous = {synchronous};
         pragma foreign_keys = on;
         pragma trusted_schema = off;
         pragma temp_store = memory;
         pragma cache_size = -65536;
         pragma journal_size_limit = 67108864;"
    ))
    .map_err(from_sqlite)?;
    Ok(Lite::new(conn))
}

/// A connection that only reads.
fn connect_reader(path: &Path) -> Result<Lite, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(from_sqlite)?;
    conn.busy_timeout(PATIENCE).map_err(from_sqlite)?;
    conn.execute_batch(
        "pragma query_only = on;
         pragma trusted_schema = off;
         pragma temp_store = memory;
         pragma cache_size = -16384;",
    )
    .map_err(from_sqlite)?;
    Ok(Lite::new(conn))
}

/// Copies one moment of the database to a new file while others read and write.
pub(crate) fn backup(from: &Path, to: &Path) -> Result<(), StoreError> {
    let failed = |error| StoreError::unavailable("备份文件无法写入，请检查目录及磁盘空间", error);
    let source = connect_reader(from)?;
    let part = to.with_added_extension("part");
    // Not over an existing backup: a new one is a new file.
    OpenOptions::new().create_new(true).write(true).open(to).map_err(failed)?;
    let copied = copy(&source.conn, &part);
    let kept = copied.and_then(|()| {
        File::open(&part).and_then(|file| file.sync_all()).map_err(failed)?;
        std::fs::rename(&part, to).map_err(failed)
    });
    if kept.is_err() {
        // What remains of a failed backup is no backup.
        let _ = std::fs::remove_file(&part);
        let _ = std::fs::remove_file(to);
    }
    kept
}

fn copy(source: &Connection, part: &Path) -> Result<(), StoreError> {
    let _ = std::fs::remove_file(part);
    create_private(part)?;
    let mut target = Connection::open(part).map_err(from_sqlite)?;
    let backup = Backup::new(source, &mut target).map_err(from_sqlite)?;
    // All pages in one step: a snapshot in WAL mode, which holds up no writer.
    match backup.step(-1).map_err(from_sqlite)? {
        StepResult::Done => {}
        other => return Err(StoreError::database(format!("the backup stopped: {other:?}"))),
    }
    drop(backup);
    // A backup is one file: nothing beside it is needed to open it.
    target.pragma_update(None, "journal_mode", "delete").map_err(from_sqlite)
}

/// What `pragma integrity_check` and `foreign_key_check` find; nothing when all is well.
pub(crate) fn examine(path: &Path) -> Result<Vec<String>, StoreError> {
    let lite = connect_reader(path)?;
    let mut found = Vec::new();
    let mut check = lite.conn.prepare("pragma integrity_check(100)").map_err(from_sqlite)?;
    let mut rows = check.query([]).map_err(from_sqlite)?;
    while let Some(row) = rows.next().map_err(from_sqlite)? {
        let line: String = row.get(0).map_err(from_sqlite)?;
        if line != "ok" {
            found.push(line);
        }
    }
    let mut check = lite.conn.prepare("pragma foreign_key_check").map_err(from_sqlite)?;
    let mut rows = check.query([]).map_err(from_sqlite)?;
    while let Some(row) = rows.next().map_err(from_sqlite)? {
        let table: String = row.get(0).map_err(from_sqlite)?;
        let parent: String = row.get(2).map_err(from_sqlite)?;
        found.push(format!("{table} → {parent}"));
    }
    Ok(found)
}

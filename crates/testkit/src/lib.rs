//! What the tests share (测试工具): a fresh database of either kind, gone when the test ends.

#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

#[cfg(feature = "app")]
mod app;
pub mod pg;

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

#[cfg(feature = "app")]
pub use app::{TestApp, app_on_sqlite, apps, empty_apps};
use mingqu_store::db::{Db, Flush, SqliteSettings};

/// A database of one test.
pub struct TestDb {
    db: Db,
    /// Removed after the database is closed.
    directory: Option<Directory>,
}

impl Deref for TestDb {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.db
    }
}

impl TestDb {
    /// The file, if it is one.
    pub fn path(&self) -> Option<PathBuf> {
        self.directory.as_ref().map(|directory| directory.path().join("mingqu.db"))
    }
}

/// Both databases, with the whole schema and no row: a test body runs on each.
pub async fn databases() -> [TestDb; 2] {
    [sqlite().await, postgres().await]
}

/// A SQLite file in a directory of its own. Its commits are not flushed: nobody pulls the plug.
pub async fn sqlite() -> TestDb {
    let directory = Directory::new();
    let settings = SqliteSettings { flush: Flush::Never, ..SqliteSettings::default() };
    let db = Db::open_sqlite(&directory.path().join("mingqu.db"), settings)
        .expect("a fresh SQLite file opens");
    db.migrate().await.expect("the migrations of SQLite apply");
    TestDb { db, directory: Some(directory) }
}

/// A database of its own on the PostgreSQL server of this test program.
pub async fn postgres() -> TestDb {
    let db = Db::open_postgres(&pg::fresh().await, 16).await.expect("a fresh database opens");
    db.migrate().await.expect("the migrations of PostgreSQL apply");
    TestDb { db, directory: None }
}

/// A directory for one test, removed with what is in it.
pub struct Directory(PathBuf);

impl Directory {
    /// Makes an empty one.
    #[expect(clippy::new_without_default, reason = "it does something: it makes a directory")]
    pub fn new() -> Directory {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name =
            format!("mingqu-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir(&path).expect("a directory is made");
        Directory(path)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        // Left to the system if it cannot be removed.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

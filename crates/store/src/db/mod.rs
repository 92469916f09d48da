//! The seam (数据库接口): one way to write and read, over SQLite and PostgreSQL.
//!
//! ```text
//! app ── Work ──► Db::write ──► Tx ──► store functions      (begins, commits, runs again)
//!     └─ Read ──► Db::fetch / Db::read ──► Tx               (one moment, no writing)
//! ```
//! The drivers are named below this module and nowhere else.

mod dialect;
mod lite;
mod migrate;
mod pg;
mod postgres;
mod readers;
mod sqlite;
mod tx;
mod value;
mod work;
mod writer;

use std::path::Path;
use std::sync::Arc;

pub(crate) use lite::Chain;
pub use migrate::{SchemaState, embedded};
pub use sqlite::{Flush, SqliteSettings};
pub use tx::{BULK_ROWS, Tx};
pub use value::{Row, Value};
pub use work::{Boxed, Outcome, Read, Unit, Work, unit};
pub use writer::WriterCounts;

use crate::error::StoreError;

/// A database, of either kind. A clone is the same database.
#[derive(Clone)]
pub struct Db {
    kind: Kind,
}

#[derive(Clone)]
enum Kind {
    Sqlite(Arc<sqlite::Sqlite>),
    Postgres(postgres::Postgres),
}

impl Db {
    /// Opens or creates a SQLite file for writing; refused while another process has it.
    pub fn open_sqlite(path: &Path, settings: SqliteSettings) -> Result<Db, StoreError> {
        Ok(Db { kind: Kind::Sqlite(Arc::new(sqlite::Sqlite::open(path, settings)?)) })
    }

    /// Opens an existing SQLite file for reading only, beside a running program or without one.
    pub fn open_reader(path: &Path) -> Result<Db, StoreError> {
        Ok(Db { kind: Kind::Sqlite(Arc::new(sqlite::Sqlite::open_reader(path)?)) })
    }

    /// Opens a pool of connections to a PostgreSQL server, and tries one.
    pub async fn open_postgres(url: &str, connections: usize) -> Result<Db, StoreError> {
        Ok(Db { kind: Kind::Postgres(postgres::Postgres::open(url, connections).await?) })
    }

    /// The kind of database, for messages.
    pub fn name(&self) -> &'static str {
        match &self.kind {
            Kind::Sqlite(_) => "SQLite",
            Kind::Postgres(_) => "PostgreSQL",
        }
    }

    /// Answers only after the commit; runs on to its end even when the caller has gone.
    pub async fn write<W: Work>(&self, work: W) -> Outcome<W> {
        match &self.kind {
            Kind::Sqlite(threads) => threads.writer()?.write(work).await,
            Kind::Postgres(pool) => pool.write(work).await,
        }
    }

    /// Reads one moment.
    pub async fn fetch<R: Read>(&self, read: R) -> Result<R::Done, R::Error> {
        match &self.kind {
            Kind::Sqlite(threads) => threads.readers.fetch(read).await,
            Kind::Postgres(pool) => pool.fetch(read).await,
        }
    }

    /// Reads one moment with a closure: `db.read(move |tx| Box::pin(async move { … }))`.
    pub async fn read<T, E, F>(&self, read: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> Boxed<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &self.kind {
            Kind::Sqlite(threads) => threads.readers.read(read).await,
            Kind::Postgres(pool) => pool.read(read).await,
        }
    }

    /// Applies what is pending; answers the names of what was applied.
    pub async fn migrate(&self) -> Result<Vec<String>, StoreError> {
        match self.migration_state().await? {
            SchemaState::Current => return Ok(Vec::new()),
            SchemaState::Empty | SchemaState::Behind { .. } => {}
            state @ (SchemaState::Ahead { .. } | SchemaState::Altered { .. }) => {
                return Err(StoreError::unavailable(&state.sentence(), "the schema is not ours"));
            }
        }
        match &self.kind {
            Kind::Sqlite(threads) => {
                let applied = threads.writer()?.alone(|lite| {
                    let report = migrate::sqlite_runner().run(&mut lite.conn);
                    lite.forget();
                    report
                });
                let report = applied.await?.map_err(StoreError::database)?;
                Ok(report.applied_migrations().iter().map(ToString::to_string).collect())
            }
            Kind::Postgres(pool) => pool.migrate(&migrate::postgres_runner()).await,
        }
    }

    /// How the schema stands to the one this program was built for.
    pub async fn migration_state(&self) -> Result<SchemaState, StoreError> {
        let runner = match &self.kind {
            Kind::Sqlite(_) => migrate::sqlite_runner(),
            Kind::Postgres(_) => migrate::postgres_runner(),
        };
        self.read(move |tx| Box::pin(async move { migrate::state(tx, &runner).await })).await
    }

    /// What has been written since the database was opened.
    pub fn writer_counts(&self) -> WriterCounts {
        match &self.kind {
            Kind::Sqlite(threads) => {
                threads.writer.as_ref().map(|writer| writer.counters.read()).unwrap_or_default()
            }
            Kind::Postgres(pool) => pool.counters.read(),
        }
    }

    /// Copies one moment of a SQLite database to a new file while others read and write.
    pub async fn backup_to(&self, path: &Path) -> Result<(), StoreError> {
        let threads = self.file("PostgreSQL 数据库请用 pg_dump 备份")?;
        let (from, to) = (threads.path.clone(), path.to_owned());
        blocking(move || sqlite::backup(&from, &to)).await
    }

    /// What the database itself finds wrong with its file; nothing when all is well.
    pub async fn integrity_check(&self) -> Result<Vec<String>, StoreError> {
        let threads = self.file("PostgreSQL 数据库请用 pg_amcheck 检查")?;
        let path = threads.path.clone();
        blocking(move || sqlite::examine(&path)).await
    }

    fn file(&self, instead: &str) -> Result<&Arc<sqlite::Sqlite>, StoreError> {
        match &self.kind {
            Kind::Sqlite(threads) => Ok(threads),
            Kind::Postgres(_) => Err(StoreError::unavailable(instead, "not a file")),
        }
    }
}

async fn blocking<T: Send + 'static>(
    act: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(act).await.map_err(StoreError::database)?
}

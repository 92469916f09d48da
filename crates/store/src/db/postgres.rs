//! A database on a PostgreSQL server (服务器数据库): a pool, serializable units, run again on collision.

use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use tokio_postgres::NoTls;

use super::dialect::from_pool;
use super::pg::Pg;
use super::tx::{Link, Tx};
use super::work::{Boxed, Outcome, Read, Work, caught};
use super::writer::Counters;
use crate::error::StoreError;

/// How often a unit of work is run before the caller hears `Busy`.
const ATTEMPTS: u32 = 16;

/// How long a caller waits for a free connection.
const PATIENCE: Duration = Duration::from_secs(10);

const SERIALIZABLE: &str = "start transaction isolation level serializable";
const COMMITTED: &str = "start transaction isolation level read committed";
const READ_ONLY: &str = "start transaction isolation level repeatable read, read only";

/// The pool of one server.
#[derive(Clone)]
pub(crate) struct Postgres {
    pub(crate) pool: Pool,
    pub(crate) counters: Arc<Counters>,
}

impl Postgres {
    pub(crate) async fn open(url: &str, connections: usize) -> Result<Postgres, StoreError> {
        let wrong = |error: &dyn Error| {
            StoreError::unavailable("数据库连接地址写法不正确，请检查配置", error)
        };
        let config: tokio_postgres::Config = url.parse().map_err(|error| wrong(&error))?;
        let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let pool = Pool::builder(Manager::from_config(config, NoTls, recycling))
            .max_size(connections.max(1))
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(PATIENCE))
            .create_timeout(Some(PATIENCE))
            .build()
            .map_err(|error| wrong(&error))?;
        drop(pool.get().await.map_err(from_pool)?); // Refused now, not at the first command.
        Ok(Postgres { pool, counters: Arc::default() })
    }

    /// Runs on its own task: a caller who leaves cuts nothing.
    pub(crate) async fn write<W: Work>(&self, work: W) -> Outcome<W> {
        let own = self.clone();
        let task = tokio::spawn(async move { own.attempts(&work).await });
        match task.await {
            Ok(outcome) => outcome,
            Err(lost) => Err(StoreError::database(lost).into()),
        }
    }

    async fn attempts<W: Work>(&self, work: &W) -> Outcome<W> {
        let level = if W::SERIALIZABLE { SERIALIZABLE } else { COMMITTED };
        for attempt in 1..=ATTEMPTS {
            match self.attempt(work, level).await {
                Err(StoreError::Busy) => {
                    self.counters.reruns.fetch_add(1, Ordering::Relaxed);
                    tokio::time::sleep(pause(attempt)).await;
                }
                Err(accident) => return Err(accident.into()),
                Ok(outcome) => return outcome,
            }
        }
        // Given up: what a refusal leaves behind is still written, where nothing collides.
        let mut tx = self.begin(COMMITTED).await?;
        let busy = W::Error::from(StoreError::Busy);
        self.refuse(work, &mut tx, busy.clone()).await.unwrap_or(Err(busy))
    }

    /// One run from the start. The outer error is an accident; `Busy` means: run again.
    async fn attempt<W: Work>(&self, work: &W, level: &str) -> Result<Outcome<W>, StoreError> {
        let mut tx = self.begin(level).await?;
        let outcome = caught(work.run(&mut tx)).await;
        let error = match judged(&mut tx, outcome)? {
            Ok(done) => {
                tx.pg().commit().await?;
                self.count();
                return Ok(Ok(done));
            }
            Err(error) => error,
        };
        tx.pg().rollback().await?;
        tx.pg().begin(level).await?;
        self.refuse(work, &mut tx, error).await
    }

    /// After the rollback, in its own transaction.
    async fn refuse<W: Work>(
        &self,
        work: &W,
        tx: &mut Tx,
        error: W::Error,
    ) -> Result<Outcome<W>, StoreError> {
        let answer: Result<Outcome<W>, StoreError> = caught(work.refused(tx, error)).await;
        match judged(tx, answer)? {
            Ok(answer) => {
                tx.pg().commit().await?;
                self.count();
                Ok(answer)
            }
            Err(accident) => {
                tx.pg().rollback().await?;
                Err(accident)
            }
        }
    }

    pub(crate) async fn fetch<R: Read>(&self, read: R) -> Result<R::Done, R::Error> {
        self.read(move |tx| Box::pin(async move { read.run(tx).await })).await
    }

    pub(crate) async fn read<T, E, F>(&self, read: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> Boxed<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let own = self.clone();
        let task = tokio::spawn(async move {
            let mut tx = own.begin(READ_ONLY).await?;
            let result = caught(async { read(&mut tx).await }).await;
            if let Some(fault) = tx.fault.take() {
                return result.and_then(|_| Err(fault.into()));
            }
            tx.pg().rollback().await?;
            result
        });
        match task.await {
            Ok(result) => result,
            Err(lost) => Err(StoreError::database(lost).into()),
        }
    }

    async fn begin(&self, level: &str) -> Result<Tx, StoreError> {
        let client = self.pool.get().await.map_err(from_pool)?;
        let mut pg = Pg::new(client);
        pg.begin(level).await?;
        Ok(Tx::new(Link::Postgres(Box::new(pg))))
    }

    pub(crate) async fn migrate(
        &self,
        runner: &refinery::Runner,
    ) -> Result<Vec<String>, StoreError> {
        let mut client = self.pool.get().await.map_err(from_pool)?;
        let client: &mut tokio_postgres::Client = &mut client;
        let report =
            runner.run_async(client).await.map_err(|error| StoreError::database(causes(&error)))?;
        Ok(report.applied_migrations().iter().map(ToString::to_string).collect())
    }

    fn count(&self) {
        self.counters.commands.fetch_add(1, Ordering::Relaxed);
        self.counters.commits.fetch_add(1, Ordering::Relaxed);
    }
}

/// A failed statement spoils the unit of work: its commit would silently be a rollback.
/// A collision among the failed statements means the whole is run again.
fn judged<T, E: From<StoreError>>(
    tx: &mut Tx,
    result: Result<T, E>,
) -> Result<Result<T, E>, StoreError> {
    match tx.fault.take() {
        Some(StoreError::Busy) => Err(StoreError::Busy),
        Some(fault) => Ok(result.and_then(|_| Err(fault.into()))),
        None => Ok(result),
    }
}

/// The whole line of causes: the first says which migration, the last what is wrong with it.
fn causes(error: &(dyn Error + 'static)) -> String {
    let line = std::iter::successors(Some(error), |&error| error.source());
    line.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// Grows with the attempt to some 60 ms; two that collided do not wait equally long.
fn pause(attempt: u32) -> Duration {
    static TURN: AtomicU64 = AtomicU64::new(0);
    let turn = TURN.fetch_add(1, Ordering::Relaxed);
    let longest = 500_u64 << attempt.min(7);
    // A multiplicative hash of the turn (Knuth): spread over the whole range, no random source.
    let spread = turn.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    Duration::from_micros(longest / 2 + spread % (longest / 2))
}

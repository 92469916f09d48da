//! The one writer of a SQLite file (写线程): takes all waiting work, runs each unit under its own
//! savepoint, commits them together, and only then answers.
//!
//! ```text
//! begin immediate → (savepoint → run → release | rollback → refused)* → commit → answers
//! ```

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use super::lite::Lite;
use super::sqlite::{self, Flush};
use super::tx::{Link, Tx};
use super::work::{Outcome, Work, at_once, caught};
use crate::error::StoreError;

/// Units of work that may wait or be under way; a caller beyond that waits for a place.
/// Also the largest group: at 20 µs a unit it is committed after some 20 ms.
const PLACES: usize = 1024;

/// How long a group that is still smaller than the last one waits for the next unit of work.
const GATHER: Duration = Duration::from_micros(100);

/// What the writer has done since it was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WriterCounts {
    /// Units of work answered after a commit, refusals included.
    pub commands: u64,
    /// Commits, each one flush of the disk.
    pub commits: u64,
    /// Units run again after a collision; only PostgreSQL has them.
    pub reruns: u64,
}

/// The counters behind [`WriterCounts`].
#[derive(Default)]
pub(crate) struct Counters {
    pub(crate) commands: AtomicU64,
    pub(crate) commits: AtomicU64,
    pub(crate) reruns: AtomicU64,
}

impl Counters {
    pub(crate) fn read(&self) -> WriterCounts {
        WriterCounts {
            commands: self.commands.load(Ordering::Relaxed),
            commits: self.commits.load(Ordering::Relaxed),
            reruns: self.reruns.load(Ordering::Relaxed),
        }
    }
}

/// The sending side, and the thread.
pub(crate) struct Writer {
    inbox: Option<Sender<Message>>,
    places: Arc<Semaphore>,
    pub(crate) counters: Arc<Counters>,
    thread: Option<JoinHandle<()>>,
}

type Alone = Box<dyn FnOnce(&mut Lite) + Send>;

enum Message {
    Job(Box<dyn Job>),
    /// Something outside a group: migrations.
    Alone(Alone),
}

/// A unit of work in the writer's hands.
trait Job: Send {
    /// An error here spoils the whole group: the transaction itself is broken.
    fn run(&mut self, tx: &mut Tx) -> Result<(), StoreError>;
    /// After the commit, or with what broke the group.
    fn answer(self: Box<Self>, broken: Option<&StoreError>);
}

struct Waiting<W: Work> {
    work: W,
    outcome: Option<Outcome<W>>,
    answer: oneshot::Sender<Outcome<W>>,
    /// Given back when the job is dropped.
    _place: OwnedSemaphorePermit,
}

impl<W: Work> Job for Waiting<W> {
    fn run(&mut self, tx: &mut Tx) -> Result<(), StoreError> {
        let outcome = match tx.step(|tx| at_once(caught(self.work.run(tx))))? {
            Ok(done) => Ok(done),
            Err(error) => tx
                .step(|tx| at_once(caught(self.work.refused(tx, error))))?
                .unwrap_or_else(|accident| Err(accident.into())),
        };
        self.outcome = Some(outcome); // The caller hears it after the group's commit.
        Ok(())
    }

    fn answer(self: Box<Self>, broken: Option<&StoreError>) {
        let Waiting { work, outcome, answer, _place } = *self;
        // What the work holds of the program is given back before the caller goes on.
        drop(work);
        let outcome = match (broken, outcome) {
            (None, Some(outcome)) => outcome,
            (Some(error), _) => Err(error.clone().into()),
            (None, None) => Err(StoreError::database("a unit of work was not run").into()),
        };
        // A caller who has gone is not told; the work stands.
        let _ = answer.send(outcome);
    }
}

impl Writer {
    pub(crate) fn start(
        lite: Lite,
        path: PathBuf,
        flush: Flush,
        lock: std::fs::File,
    ) -> Result<Writer, StoreError> {
        let (inbox, jobs) = channel();
        let counters = Arc::new(Counters::default());
        let tx = Tx::new(Link::Sqlite(Box::new(lite)));
        let mut hand =
            Hand { tx, jobs, alone: None, last: 0, counters: Arc::clone(&counters), path, flush };
        let thread = std::thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || {
                hand.serve();
                drop(hand); // The connection goes before the lock.
                drop(lock);
            })
            .map_err(|error| StoreError::unavailable("系统资源不足，无法启动", error))?;
        let places = Arc::new(Semaphore::new(PLACES));
        Ok(Writer { inbox: Some(inbox), places, counters, thread: Some(thread) })
    }

    pub(crate) async fn write<W: Work>(&self, work: W) -> Outcome<W> {
        let place = match Arc::clone(&self.places).acquire_owned().await {
            Ok(place) => place,
            Err(closed) => return Err(stopped(closed).into()),
        };
        let (answer, outcome) = oneshot::channel();
        let job = Waiting { work, outcome: None, answer, _place: place };
        self.send(Message::Job(Box::new(job)))?;
        outcome.await.unwrap_or_else(|lost| Err(stopped(lost).into()))
    }

    pub(crate) async fn alone<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Lite) -> T + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, done) = oneshot::channel();
        let act: Alone = Box::new(move |lite| {
            let _ = answer.send(act(lite));
        });
        self.send(Message::Alone(act))?;
        done.await.map_err(stopped)
    }

    fn send(&self, message: Message) -> Result<(), StoreError> {
        match &self.inbox {
            Some(inbox) => inbox.send(message).map_err(|_| stopped("the writer has ended")),
            None => Err(stopped("the writer was closed")),
        }
    }
}

impl Drop for Writer {
    /// Waits for the thread, so that the file is free for the next who opens it.
    fn drop(&mut self) {
        self.inbox = None;
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != std::thread::current().id()
        {
            // A panic of the thread was told when it happened.
            let _ = thread.join();
        }
    }
}

fn stopped(cause: impl ToString) -> StoreError {
    StoreError::unavailable("系统正在停止，本次操作未生效", cause)
}

/// The writer thread's own side.
struct Hand {
    tx: Tx,
    jobs: Receiver<Message>,
    /// Came while a group was open: done after its commit.
    alone: Option<Alone>,
    /// Size of the last group.
    last: usize,
    counters: Arc<Counters>,
    path: PathBuf,
    flush: Flush,
}

impl Hand {
    fn serve(&mut self) {
        while let Ok(message) = self.jobs.recv() {
            match message {
                Message::Job(first) => self.group(first),
                Message::Alone(act) => act(self.tx.lite()),
            }
            if let Some(act) = self.alone.take() {
                act(self.tx.lite());
            }
        }
    }

    /// One transaction: all that waits, one flush, then the answers.
    fn group(&mut self, first: Box<dyn Job>) {
        let chain = self.tx.lite().chain;
        let mut group = Vec::with_capacity(self.last + 1);
        let broken = self.fill(first, &mut group).err();
        let size = group.len() as u64;
        match &broken {
            None => {
                self.counters.commands.fetch_add(size, Ordering::Relaxed);
                self.counters.commits.fetch_add(1, Ordering::Relaxed);
            }
            Some(error) => {
                tracing::error!(error.code = error.code(), group.size = size, cause = %error.cause(),
                    "a group of commands was not committed");
                self.tx.lite().chain = chain;
                self.recover(error);
            }
        }
        self.last = group.len();
        for job in group {
            job.answer(broken.as_ref());
        }
    }

    fn fill(
        &mut self,
        first: Box<dyn Job>,
        group: &mut Vec<Box<dyn Job>>,
    ) -> Result<(), StoreError> {
        let mut begun = self.tx.lite().control("begin immediate");
        let mut next = Some(first);
        while let Some(mut job) = next {
            begun = begun.and_then(|()| job.run(&mut self.tx));
            group.push(job);
            begun.clone()?;
            next = self.next(group.len());
        }
        self.tx.lite().control("commit")
    }

    /// The next waiting job; a group still smaller than the last waits a moment for it.
    fn next(&mut self, size: usize) -> Option<Box<dyn Job>> {
        if size >= PLACES {
            return None;
        }
        let message = match self.jobs.try_recv() {
            Ok(message) => message,
            Err(TryRecvError::Empty) if size < self.last => match self.jobs.recv_timeout(GATHER) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
            },
            Err(TryRecvError::Empty | TryRecvError::Disconnected) => return None,
        };
        match message {
            Message::Job(job) => Some(job),
            Message::Alone(act) => {
                self.alone = Some(act);
                None
            }
        }
    }

    /// Undoes a broken group. When the file itself fails, the connection is opened anew; if that
    /// fails too the old one stays, and the next group tries again.
    fn recover(&mut self, error: &StoreError) {
        self.tx.fault = None;
        let lite = self.tx.lite();
        let undone = if lite.ended() { Ok(()) } else { lite.control("rollback") };
        if undone.is_ok() && !matches!(error, StoreError::Unavailable { .. }) {
            return;
        }
        match sqlite::connect(&self.path, self.flush) {
            Ok(fresh) => *lite = fresh,
            Err(again) => tracing::error!(error.code = again.code(), cause = %again.cause(),
                "the database could not be opened again"),
        }
    }
}

impl Tx {
    /// One step under its own savepoint: kept when it succeeds, undone when it does not.
    fn step<T, E: From<StoreError>>(
        &mut self,
        step: impl FnOnce(&mut Tx) -> Result<T, E>,
    ) -> Result<Result<T, E>, StoreError> {
        let chain = self.lite().chain;
        self.lite().control("savepoint step")?;
        let mut outcome = step(self);
        let fault = self.fault.take();
        if self.lite().ended() {
            // SQLite gave up the whole transaction, the other jobs of the group with it.
            return Err(fault.unwrap_or(StoreError::database("the transaction has ended")));
        }
        if let Some(fault) = fault {
            outcome = outcome.and_then(|_| Err(fault.into()));
        }
        if outcome.is_err() {
            self.lite().control("rollback to step")?;
            self.lite().chain = chain;
        }
        self.lite().control("release step")?;
        Ok(outcome)
    }
}

//! Readers of a SQLite file (读线程): each with its own connection that cannot write.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use super::lite::Lite;
use super::tx::{Link, Tx};
use super::work::{Boxed, Read, at_once, caught};
use crate::error::StoreError;

type Job = Box<dyn FnOnce(&mut Tx) + Send>;

/// The sending side, and the threads.
pub(crate) struct Readers {
    inbox: Option<Sender<Job>>,
    threads: Vec<JoinHandle<()>>,
}

impl Readers {
    pub(crate) fn start(connections: Vec<Lite>) -> Result<Readers, StoreError> {
        let (inbox, jobs) = channel();
        let jobs = Arc::new(Mutex::new(jobs));
        let threads = connections
            .into_iter()
            .map(|lite| {
                let jobs = Arc::clone(&jobs);
                std::thread::Builder::new()
                    .name("sqlite-reader".to_owned())
                    .spawn(move || serve(Tx::new(Link::Sqlite(Box::new(lite))), &jobs))
            })
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| StoreError::unavailable("系统资源不足，无法启动", error))?;
        Ok(Readers { inbox: Some(inbox), threads })
    }

    pub(crate) async fn fetch<R: Read>(&self, read: R) -> Result<R::Done, R::Error> {
        self.ask(move |tx| at_once(caught(read.run(tx)))).await
    }

    pub(crate) async fn read<T, E, F>(&self, read: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> Boxed<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        // Called inside the future: a panic of the closure itself is caught too.
        self.ask(move |tx| at_once(caught(async move { read(tx).await }))).await
    }

    async fn ask<T, E, F>(&self, act: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, found) = oneshot::channel::<Result<T, E>>();
        let job: Job = Box::new(move |tx| {
            if answer.is_closed() {
                return; // Nobody waits any more.
            }
            let result = snapshot(tx, act);
            let _ = answer.send(result);
        });
        let sent = self.inbox.as_ref().is_some_and(|inbox| inbox.send(job).is_ok());
        if !sent {
            return Err(stopped("the readers have ended").into());
        }
        found.await.unwrap_or_else(|lost| Err(stopped(lost).into()))
    }
}

impl Drop for Readers {
    fn drop(&mut self) {
        self.inbox = None;
        for thread in self.threads.drain(..) {
            if thread.thread().id() != std::thread::current().id() {
                let _ = thread.join();
            }
        }
    }
}

fn stopped(cause: impl ToString) -> StoreError {
    StoreError::unavailable("系统正在停止，请稍后重试", cause)
}

fn serve(mut tx: Tx, jobs: &Mutex<Receiver<Job>>) {
    loop {
        // The idle reader that holds the lock takes the next job; the others wait for the lock.
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match job {
            Ok(job) => job(&mut tx),
            Err(_) => return,
        }
    }
}

/// All statements of one read see the same moment.
fn snapshot<T, E: From<StoreError>>(
    tx: &mut Tx,
    act: impl FnOnce(&mut Tx) -> Result<T, E>,
) -> Result<T, E> {
    tx.lite().control("begin")?;
    let result = act(tx);
    let fault = tx.fault.take();
    if !tx.lite().ended() {
        tx.lite().control("rollback")?;
    }
    match fault {
        Some(fault) => result.and_then(|_| Err(fault.into())),
        None => result,
    }
}

//! Units of work (工作单元): what is written or read together, and how a panic is caught.

use std::any::Any;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use super::tx::Tx;
use crate::error::StoreError;

/// What a unit of work answers.
pub type Outcome<W> = Result<<W as Work>::Done, <W as Work>::Error>;

/// A boxed future that may borrow the unit of work it runs in.
pub type Boxed<'t, T> = Pin<Box<dyn Future<Output = T> + Send + 't>>;

/// What is done as one unit of work; it may run again from the start.
pub trait Work: Sized + Send + Sync + 'static {
    /// What the caller hears after the commit.
    type Done: Send + 'static;
    /// What the caller hears after the rollback.
    type Error: From<StoreError> + Clone + Send + Sync + 'static;
    /// False only for the sealer: its reads would make every command on PostgreSQL collide.
    const SERIALIZABLE: bool = true;

    /// Reads and writes through `tx` and awaits nothing else.
    fn run(&self, tx: &mut Tx) -> impl Future<Output = Outcome<Self>> + Send;

    /// After the rollback: what is still written, and what the caller hears instead of `Done`.
    fn refused(
        &self,
        tx: &mut Tx,
        error: Self::Error,
    ) -> impl Future<Output = Result<Outcome<Self>, StoreError>> + Send {
        let _ = tx;
        async { Ok(Err(error)) }
    }
}

/// What is read as one unit: it sees one moment and writes nothing.
pub trait Read: Sized + Send + Sync + 'static {
    /// What was read.
    type Done: Send + 'static;
    /// Why nothing was.
    type Error: From<StoreError> + Send + 'static;

    /// Reads through `tx` and awaits nothing else.
    fn run(&self, tx: &mut Tx) -> impl Future<Output = Result<Self::Done, Self::Error>> + Send;
}

/// A closure as `Work`, for the small ones: see [`unit`].
pub struct Unit<F, T, E> {
    run: F,
    kind: PhantomData<fn() -> (T, E)>,
}

/// Makes a unit of work of a closure, which may be called again:
/// `db.write(unit(move |tx| Box::pin(async move { … })))`.
pub fn unit<F, T, E>(run: F) -> Unit<F, T, E>
where
    F: for<'t> Fn(&'t mut Tx) -> Boxed<'t, Result<T, E>> + Send + Sync + 'static,
{
    Unit { run, kind: PhantomData }
}

impl<F, T, E> Work for Unit<F, T, E>
where
    F: for<'t> Fn(&'t mut Tx) -> Boxed<'t, Result<T, E>> + Send + Sync + 'static,
    T: Send + 'static,
    E: From<StoreError> + Clone + Send + Sync + 'static,
{
    type Done = T;
    type Error = E;

    fn run(&self, tx: &mut Tx) -> impl Future<Output = Outcome<Self>> + Send {
        (self.run)(tx)
    }
}

/// Turns a panic of the work into an error: it must not take the writer or its group along.
pub(crate) async fn caught<T, E: From<StoreError>>(
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    let mut work = pin!(work);
    std::future::poll_fn(|context| {
        // What the work borrowed is rolled back and not looked at again.
        match catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context))) {
            Ok(poll) => poll,
            Err(panic) => Poll::Ready(Err(panicked(&*panic).into())),
        }
    })
    .await
}

/// rusqlite answers at once, so work that waits does something it must not do here.
pub(crate) fn at_once<T, E: From<StoreError>>(
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => {
            tracing::error!(error.code = "store.pending", "a unit of work waited on SQLite");
            Err(StoreError::Pending.into())
        }
    }
}

fn panicked(panic: &(dyn Any + Send)) -> StoreError {
    let message = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a panic without words".to_owned());
    StoreError::Panicked { message }
}

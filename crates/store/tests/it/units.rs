//! Units of work (工作单元): kept whole or not at all, and what a broken one does to the others.

use mingqu_store::StoreError;
use mingqu_store::db::{Db, Outcome, Read, Tx, Work};
use mingqu_testkit::databases;

use crate::helpers::{count, put, stored, with_item, write};

/// Puts an item down, then fails in one of the ways there are.
#[derive(Clone)]
struct Attempt {
    id: &'static str,
    fails: Fails,
}

#[derive(Clone, Copy, Debug)]
enum Fails {
    Not,
    ByRefusal,
    ByStatement,
    /// The failed statement is looked away from: the unit is spoilt all the same.
    ByStatementUnheard,
    ByPanic,
    /// Also the part that should be kept after the refusal.
    InRefusedToo,
}

impl Work for Attempt {
    type Done = ();
    type Error = StoreError;

    async fn run(&self, tx: &mut Tx) -> Result<(), StoreError> {
        put(tx, self.id, 1).await?;
        match self.fails {
            Fails::Not => Ok(()),
            Fails::ByRefusal | Fails::InRefusedToo => Err(StoreError::Stale),
            Fails::ByStatement => put(tx, self.id, 1).await,
            Fails::ByStatementUnheard => {
                let again = put(tx, self.id, 1).await;
                assert!(again.is_err(), "the same item twice");
                assert_eq!(count(tx, self.id).await, again.map(|()| None), "spoilt from then on");
                Ok(())
            }
            Fails::ByPanic => panic!("a defect"),
        }
    }

    /// A refusal leaves a trace of its own.
    async fn refused(&self, tx: &mut Tx, error: StoreError) -> Result<Outcome<Self>, StoreError> {
        if let Fails::Not = self.fails {
            return Ok(Err(error));
        }
        assert_eq!(count(tx, self.id).await?, None, "rolled back before it is refused");
        put(tx, "trace", 1).await?;
        if let Fails::InRefusedToo = self.fails {
            put(tx, "trace", 1).await?;
        }
        Ok(Err(error))
    }
}

#[tokio::test]
async fn a_unit_that_fails_leaves_only_the_trace_of_its_refusal() {
    let cases = [
        (Fails::ByRefusal, "stale", Some(1)),
        (Fails::ByStatement, "store.unique", Some(1)),
        (Fails::ByStatementUnheard, "store.unique", Some(1)),
        (Fails::ByPanic, "store.panicked", Some(1)),
        (Fails::InRefusedToo, "store.unique", None),
    ];
    for (fails, expected, trace) in cases {
        for db in databases().await {
            with_item(&db).await;
            let outcome = db.write(Attempt { id: "a", fails }).await;
            let code = outcome.map_err(|error| error.code());
            assert_eq!(code, Err(expected), "{fails:?} on {}", db.name());
            assert_eq!(stored(&db, "a").await, None, "{fails:?} on {}", db.name());
            assert_eq!(stored(&db, "trace").await, trace, "{fails:?} on {}", db.name());
            let next = db.write(Attempt { id: "b", fails: Fails::Not }).await;
            assert_eq!(next, Ok(()), "after {fails:?} on {}", db.name());
        }
    }
}

#[tokio::test]
async fn one_that_fails_takes_none_of_its_group_along() {
    const IDS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];
    let fails =
        [Fails::Not, Fails::ByRefusal, Fails::Not, Fails::ByPanic, Fails::ByStatement, Fails::Not];
    for db in databases().await {
        with_item(&db).await;
        let mut group = tokio::task::JoinSet::new();
        for (id, fails) in IDS.into_iter().zip(fails) {
            let db = Db::clone(&db);
            group.spawn(async move { (id, db.write(Attempt { id, fails }).await) });
        }
        while let Some(done) = group.join_next().await {
            let (id, outcome) = done.expect("no panic here");
            let kept = stored(&db, id).await;
            assert_eq!(outcome.is_ok(), kept.is_some(), "{id} on {}", db.name());
        }
        for id in ["a", "c", "f"] {
            assert_eq!(stored(&db, id).await, Some(1), "{id} on {}", db.name());
        }
    }
}

/// Waits for something other than the database.
struct Waits;

impl Work for Waits {
    type Done = ();
    type Error = StoreError;

    async fn run(&self, tx: &mut Tx) -> Result<(), StoreError> {
        put(tx, "a", 1).await?;
        tokio::task::yield_now().await;
        Ok(())
    }
}

#[tokio::test]
async fn a_unit_that_waits_on_sqlite_is_found_out_and_undone() {
    let [db, _] = databases().await;
    with_item(&db).await;
    assert_eq!(db.write(Waits).await, Err(StoreError::Pending));
    assert_eq!(stored(&db, "a").await, None);
    assert_eq!(db.write(Attempt { id: "a", fails: Fails::Not }).await, Ok(()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_who_leaves_cuts_nothing() {
    for db in databases().await {
        with_item(&db).await;
        let (begun, has_begun) = std::sync::mpsc::channel();
        let (go, may_go) = std::sync::mpsc::channel::<()>();
        let (begun, may_go) = (std::sync::Mutex::new(begun), std::sync::Mutex::new(may_go));
        let other = Db::clone(&db);
        let caller = tokio::spawn(async move {
            let work = write(&other, move |tx| {
                begun.lock().expect("whole").send(()).expect("the test listens");
                may_go.lock().expect("whole").recv().expect("the test lets go");
                Box::pin(put(tx, "a", 1))
            });
            work.await
        });
        let waited = tokio::task::spawn_blocking(move || has_begun.recv()).await;
        waited.expect("no panic").expect("the work has begun");
        caller.abort();
        assert!(caller.await.is_err_and(|error| error.is_cancelled()), "the caller has gone");
        go.send(()).expect("the work waits");
        // The next unit comes after it on SQLite; on PostgreSQL it is looked for until it is there.
        while stored(&db, "a").await.is_none() {
            tokio::task::yield_now().await;
        }
    }
}

/// A read as a type, for those that are more than a closure.
struct CountOf(&'static str);

impl Read for CountOf {
    type Done = i64;
    type Error = StoreError;

    async fn run(&self, tx: &mut Tx) -> Result<i64, StoreError> {
        if self.0 == "panic" {
            panic!("a defect");
        }
        Ok(count(tx, self.0).await?.unwrap_or_default())
    }
}

#[tokio::test]
async fn a_read_is_a_closure_or_a_type_and_its_panic_is_caught() {
    for db in databases().await {
        with_item(&db).await;
        assert_eq!(db.write(Attempt { id: "a", fails: Fails::Not }).await, Ok(()));
        for _ in 0..8 {
            let panicked = db.fetch(CountOf("panic")).await;
            let code = panicked.map_err(|error| error.code());
            assert_eq!(code, Err("store.panicked"), "on {}", db.name());
            assert_eq!(db.fetch(CountOf("a")).await, Ok(1), "on {}", db.name());
        }
    }
}

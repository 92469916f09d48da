//! Many at once (并发): proved by counting what came of it.

use mingqu_store::StoreError;
use mingqu_store::db::{Db, Tx, Work};
use mingqu_testkit::databases;
use tokio::task::JoinSet;

use crate::helpers::{count, put, stored, with_item, write};

/// Reads, decides, and writes what it decided: the order in which a lost update would show.
struct Take {
    id: &'static str,
    amount: i64,
}

impl Work for Take {
    type Done = i64;
    type Error = StoreError;

    async fn run(&self, tx: &mut Tx) -> Result<i64, StoreError> {
        const SQL: &str = "update item set count = $1 where id = $2";
        let left = count(tx, self.id).await?.unwrap_or_default() - self.amount;
        if left < 0 {
            return Err(StoreError::Stale);
        }
        tx.run(SQL, &[left.into(), self.id.into()]).await?;
        Ok(left)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eight_clerks_ask_for_thirty_each_of_a_hundred_and_three_get_it() {
    for db in databases().await {
        with_item(&db).await;
        write(&db, |tx| Box::pin(put(tx, "a", 100))).await.expect("put");
        let mut clerks = JoinSet::new();
        for _ in 0..8 {
            let db = Db::clone(&db);
            clerks.spawn(async move { db.write(Take { id: "a", amount: 30 }).await });
        }
        let mut done = 0;
        while let Some(result) = clerks.join_next().await {
            match result.expect("no panic").map_err(|error| error.code()) {
                Ok(_) => done += 1,
                Err(code) => assert_eq!(code, "stale", "a false refusal on {}", db.name()),
            }
        }
        assert_eq!((done, stored(&db, "a").await), (3, Some(10)), "on {}", db.name());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_update_of_many_writers_is_lost() {
    const WRITERS: i64 = 8;
    const EACH: i64 = 20;
    for db in databases().await {
        with_item(&db).await;
        write(&db, |tx| Box::pin(put(tx, "a", WRITERS * EACH))).await.expect("put");
        let mut writers = JoinSet::new();
        for _ in 0..WRITERS {
            let db = Db::clone(&db);
            writers.spawn(async move {
                let mut done = 0;
                for _ in 0..EACH {
                    match db.write(Take { id: "a", amount: 1 }).await {
                        Ok(_) => done += 1,
                        Err(error) => assert_eq!(error, StoreError::Busy, "on {}", db.name()),
                    }
                }
                done
            });
        }
        let mut done = 0;
        while let Some(writer) = writers.join_next().await {
            done += writer.expect("no panic");
        }
        assert!(done > 0);
        let left = stored(&db, "a").await;
        assert_eq!(left, Some(WRITERS * EACH - done), "{done} took one on {}", db.name());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn waiting_commands_share_a_commit_and_each_is_answered_after_it() {
    const CALLERS: u64 = 64;
    let [db, _] = databases().await;
    with_item(&db).await;
    write(&db, |tx| Box::pin(put(tx, "a", 1_000_000))).await.expect("put");
    let before = db.writer_counts();
    let mut callers = JoinSet::new();
    for _ in 0..CALLERS {
        let db = Db::clone(&db);
        callers.spawn(async move {
            for _ in 0..16 {
                let left = db.write(Take { id: "a", amount: 1 }).await.expect("enough");
                let seen = stored(&db, "a").await.expect("it is there");
                assert!(seen <= left, "answered before the commit: {left} left, {seen} seen");
            }
        });
    }
    while let Some(caller) = callers.join_next().await {
        caller.expect("no panic");
    }
    let after = db.writer_counts();
    let (commands, commits) = (after.commands - before.commands, after.commits - before.commits);
    assert_eq!(commands, CALLERS * 16);
    assert!(commits < commands / 2, "{commits} commits for {commands} commands");
}

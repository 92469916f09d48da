//! Idempotency keys (幂等键): the first answer stands.

use mingqu_store::db::Db;
use mingqu_store::idempotency::{Kept, find, forget_before, insert};
use mingqu_testkit::databases;

use crate::helpers::write;

async fn keep(db: &Db, key: &'static str, body: &'static str, at: &'static str) -> bool {
    write(db, move |tx| Box::pin(insert(tx, key, body, "an answer", at))).await.expect("it keeps")
}

#[tokio::test]
async fn the_first_answer_under_a_key_stands_until_it_is_forgotten() {
    for db in databases().await {
        assert!(keep(&db, "k", "first", "2024-04-22T00:00:00Z").await);
        assert!(!keep(&db, "k", "second", "2024-04-23T00:00:00Z").await, "on {}", db.name());
        assert!(keep(&db, "other", "second", "2024-04-23T00:00:00Z").await);
        let found = |key| db.read(move |tx| Box::pin(find(tx, key)));
        let kept = Kept { body: "first".to_owned(), answer: "an answer".to_owned() };
        assert_eq!(found("k").await, Ok(Some(kept)), "on {}", db.name());
        assert_eq!(found("missing").await, Ok(None));
        let day = "2024-04-23T00:00:00Z";
        let forgotten = write(&db, move |tx| Box::pin(forget_before(tx, day, 100))).await;
        assert_eq!(forgotten, Ok(1), "on {}", db.name());
        assert_eq!(found("k").await, Ok(None));
        assert!(found("other").await.expect("it reads").is_some());
    }
}

//! Idempotency keys (幂等键): the first answer of a command stands for every repetition.

use crate::db::Tx;
use crate::error::StoreError;

/// What was asked first under a key, and what was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The request, to tell a repetition from another request under the same key.
    pub body: String,
    /// The answer as text.
    pub answer: String,
}

/// Keeps an answer; false if the key was used before. Not looked up first: on PostgreSQL commands
/// would collide over such a read.
pub async fn insert(
    tx: &mut Tx,
    key: &str,
    body: &str,
    answer: &str,
    at: &str,
) -> Result<bool, StoreError> {
    const SQL: &str = "
        insert into idempotency (key, body, answer, at)
        values ($1, $2, $3, $4)
            on conflict (key) do nothing";
    let args = [key.into(), body.into(), answer.into(), at.into()];
    Ok(tx.run(SQL, &args).await? == 1)
}

/// What stands under a key.
pub async fn find(tx: &mut Tx, key: &str) -> Result<Option<Kept>, StoreError> {
    const SQL: &str = "select body, answer from idempotency where key = $1";
    let Some(row) = tx.one(SQL, &[key.into()]).await? else {
        return Ok(None);
    };
    Ok(Some(Kept { body: row.text("body")?.to_owned(), answer: row.text("answer")?.to_owned() }))
}

/// Forgets up to `limit` keys used before an instant; answers how many.
pub async fn forget_before(tx: &mut Tx, at: &str, limit: i64) -> Result<u64, StoreError> {
    const SQL: &str = "
        delete from idempotency
         where key in (select key from idempotency where at < $1 order by at, key limit $2)";
    tx.run(SQL, &[at.into(), limit.into()]).await
}

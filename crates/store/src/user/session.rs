//! 会话 (sessions): only the digest of a token is kept.

use crate::db::{Row, Tx};
use crate::error::StoreError;

/// A row of `session`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// token_digest
    pub token_digest: String,
    /// user_id
    pub user_id: String,
    /// started_at
    pub started_at: String,
    /// seen_at
    pub seen_at: String,
    /// address
    pub address: String,
}

/// Writes a row of `session`.
pub async fn insert(tx: &mut Tx, row: &SessionRow) -> Result<(), StoreError> {
    const SQL: &str = "
        insert into session (token_digest, user_id, started_at, seen_at, address)
        values ($1, $2, $3, $4, $5)";
    let args = [
        (&row.token_digest).into(),
        (&row.user_id).into(),
        (&row.started_at).into(),
        (&row.seen_at).into(),
        (&row.address).into(),
    ];
    tx.run(SQL, &args).await?;
    Ok(())
}

/// Finds a session by the digest of its token.
pub async fn find(tx: &mut Tx, token_digest: &str) -> Result<Option<SessionRow>, StoreError> {
    const SQL: &str = "
        select token_digest, user_id, started_at, seen_at, address
          from session where token_digest = $1";
    tx.one(SQL, &[token_digest.into()]).await?.map(|row| from_row(&row)).transpose()
}

/// Notes that a session was used.
pub async fn update_seen(tx: &mut Tx, token_digest: &str, seen_at: &str) -> Result<(), StoreError> {
    const SQL: &str = "update session set seen_at = $1 where token_digest = $2";
    tx.run(SQL, &[seen_at.into(), token_digest.into()]).await?;
    Ok(())
}

/// Ends one session.
pub async fn delete(tx: &mut Tx, token_digest: &str) -> Result<(), StoreError> {
    const SQL: &str = "delete from session where token_digest = $1";
    tx.run(SQL, &[token_digest.into()]).await?;
    Ok(())
}

/// Ends every session of a user: suspended, or with a new password.
pub async fn delete_of_user(tx: &mut Tx, user_id: &str) -> Result<u64, StoreError> {
    const SQL: &str = "delete from session where user_id = $1";
    tx.run(SQL, &[user_id.into()]).await
}

/// Ends up to 5,000 sessions last used before an instant; answers how many.
pub async fn delete_seen_before(tx: &mut Tx, at: &str) -> Result<u64, StoreError> {
    const SQL: &str = "
        delete from session
         where token_digest in (
             select token_digest from session where seen_at < $1 order by token_digest limit 5000)";
    tx.run(SQL, &[at.into()]).await
}

fn from_row(row: &Row) -> Result<SessionRow, StoreError> {
    let text = |column| Ok::<_, StoreError>(row.text(column)?.to_owned());
    Ok(SessionRow {
        token_digest: text("token_digest")?,
        user_id: text("user_id")?,
        started_at: text("started_at")?,
        seen_at: text("seen_at")?,
        address: text("address")?,
    })
}

//! 发件箱 (outbox): what one book sends to another, each once.

use crate::db::{Row, Tx};
use crate::error::StoreError;

/// A row of `outbox`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxRow {
    /// id
    pub id: String,
    /// to_division
    pub to_division: String,
    /// kind
    pub kind: String,
    /// body
    pub body: String,
    /// created_at
    pub created_at: String,
}

/// Writes a row of `outbox`.
pub async fn insert(tx: &mut Tx, row: &OutboxRow) -> Result<(), StoreError> {
    const SQL: &str = "
        insert into outbox (id, to_division, kind, body, created_at)
        values ($1, $2, $3, $4, $5)";
    let args = [
        (&row.id).into(),
        (&row.to_division).into(),
        (&row.kind).into(),
        (&row.body).into(),
        (&row.created_at).into(),
    ];
    tx.run(SQL, &args).await?;
    Ok(())
}

/// What waits to be delivered, oldest first.
pub async fn list_waiting(tx: &mut Tx, limit: i64) -> Result<Vec<OutboxRow>, StoreError> {
    const SQL: &str = "
        select id, to_division, kind, body, created_at
          from outbox where delivered_at is null order by id limit $1";
    tx.all(SQL, &[limit.into()]).await?.iter().map(from_row).collect()
}

/// Marks one as delivered; false when another courier was faster.
pub async fn take(tx: &mut Tx, id: &str, at: &str) -> Result<bool, StoreError> {
    const SQL: &str = "update outbox set delivered_at = $1 where id = $2 and delivered_at is null";
    Ok(tx.run(SQL, &[at.into(), id.into()]).await? == 1)
}

fn from_row(row: &Row) -> Result<OutboxRow, StoreError> {
    let text = |column| Ok::<_, StoreError>(row.text(column)?.to_owned());
    Ok(OutboxRow {
        id: text("id")?,
        to_division: text("to_division")?,
        kind: text("kind")?,
        body: text("body")?,
        created_at: text("created_at")?,
    })
}

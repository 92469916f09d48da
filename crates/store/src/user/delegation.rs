//! 委托代办 (delegations).

use crate::db::{Row, Tx};
use crate::error::StoreError;

/// A row of `delegation`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DelegationRow {
    /// id
    pub id: String,
    /// division_code
    pub division_code: String,
    /// from_user_id
    pub from_user_id: String,
    /// to_user_id
    pub to_user_id: String,
    /// from_on
    pub from_on: String,
    /// to_on
    pub to_on: String,
    /// reason
    pub reason: String,
    /// created_at
    pub created_at: String,
    /// ended_at
    pub ended_at: Option<String>,
}

/// Writes a row of `delegation`.
pub async fn insert(tx: &mut Tx, row: &DelegationRow) -> Result<(), StoreError> {
    const SQL: &str = "
        insert into delegation (id, division_code, from_user_id, to_user_id, from_on, to_on,
                                reason, created_at, ended_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let args = [
        (&row.id).into(),
        (&row.division_code).into(),
        (&row.from_user_id).into(),
        (&row.to_user_id).into(),
        (&row.from_on).into(),
        (&row.to_on).into(),
        (&row.reason).into(),
        (&row.created_at).into(),
        (&row.ended_at).into(),
    ];
    tx.run(SQL, &args).await?;
    Ok(())
}

/// Finds one by id.
pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<DelegationRow>, StoreError> {
    const SQL: &str = "
        select id, division_code, from_user_id, to_user_id, from_on, to_on, reason, created_at,
               ended_at
          from delegation where id = $1";
    tx.one(SQL, &[id.into()]).await?.map(|row| from_row(&row)).transpose()
}

/// The delegations given to a user that are in force on a day.
pub async fn list_in_force(
    tx: &mut Tx,
    to_user_id: &str,
    on: &str,
) -> Result<Vec<DelegationRow>, StoreError> {
    const SQL: &str = "
        select id, division_code, from_user_id, to_user_id, from_on, to_on, reason, created_at,
               ended_at
          from delegation
         where to_user_id = $1 and from_on <= $2 and $2 <= to_on and ended_at is null
         order by id limit 50";
    tx.all(SQL, &[to_user_id.into(), on.into()]).await?.iter().map(from_row).collect()
}

/// The delegations a user gave or got, newest first.
pub async fn list_of_user(tx: &mut Tx, user_id: &str) -> Result<Vec<DelegationRow>, StoreError> {
    const SQL: &str = "
        select id, division_code, from_user_id, to_user_id, from_on, to_on, reason, created_at,
               ended_at
          from delegation where from_user_id = $1 or to_user_id = $1
         order by created_at desc, id desc limit 200";
    tx.all(SQL, &[user_id.into()]).await?.iter().map(from_row).collect()
}

/// Ends one; false when it had ended.
pub async fn update_ended(tx: &mut Tx, id: &str, at: &str) -> Result<bool, StoreError> {
    const SQL: &str = "update delegation set ended_at = $1 where id = $2 and ended_at is null";
    Ok(tx.run(SQL, &[at.into(), id.into()]).await? == 1)
}

fn from_row(row: &Row) -> Result<DelegationRow, StoreError> {
    let text = |column| Ok::<_, StoreError>(row.text(column)?.to_owned());
    let text_opt = |column| Ok::<_, StoreError>(row.text_opt(column)?.map(str::to_owned));
    Ok(DelegationRow {
        id: text("id")?,
        division_code: text("division_code")?,
        from_user_id: text("from_user_id")?,
        to_user_id: text("to_user_id")?,
        from_on: text("from_on")?,
        to_on: text("to_on")?,
        reason: text("reason")?,
        created_at: text("created_at")?,
        ended_at: text_opt("ended_at")?,
    })
}

//! 用户 (user accounts), their sign-in state and their duties.

use crate::db::{Row, Tx};
use crate::error::StoreError;

/// A row of `user_account`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserAccountRow {
    /// id
    pub id: String,
    /// username
    pub username: String,
    /// display_name
    pub display_name: String,
    /// office_id
    pub office_id: String,
    /// division_code
    pub division_code: String,
    /// password_hash
    pub password_hash: String,
    /// password_set_at
    pub password_set_at: String,
    /// password_once
    pub password_once: i64,
    /// totp_secret
    pub totp_secret: Option<Vec<u8>>,
    /// totp_since
    pub totp_since: Option<String>,
    /// totp_step
    pub totp_step: i64,
    /// failed_count
    pub failed_count: i64,
    /// locked_until
    pub locked_until: Option<String>,
    /// suspended_at
    pub suspended_at: Option<String>,
    /// signed_in_at
    pub signed_in_at: Option<String>,
    /// created_at
    pub created_at: String,
    /// version
    pub version: i64,
}

/// Writes a row of `user_account`.
pub async fn insert(tx: &mut Tx, row: &UserAccountRow) -> Result<(), StoreError> {
    const SQL: &str = "
        insert into user_account (id, username, display_name, office_id, division_code,
                                  password_hash, password_set_at, password_once, totp_secret,
                                  totp_since, totp_step, failed_count, locked_until,
                                  suspended_at, signed_in_at, created_at, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
    let args = [
        (&row.id).into(),
        (&row.username).into(),
        (&row.display_name).into(),
        (&row.office_id).into(),
        (&row.division_code).into(),
        (&row.password_hash).into(),
        (&row.password_set_at).into(),
        row.password_once.into(),
        (&row.totp_secret).into(),
        (&row.totp_since).into(),
        row.totp_step.into(),
        row.failed_count.into(),
        (&row.locked_until).into(),
        (&row.suspended_at).into(),
        (&row.signed_in_at).into(),
        (&row.created_at).into(),
        row.version.into(),
    ];
    tx.run(SQL, &args).await?;
    Ok(())
}

/// The constraint that a user name is given once.
pub const ONE_NAME: &str = "user_account_username";

/// Finds a user by id.
pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<UserAccountRow>, StoreError> {
    const SQL: &str = "
        select id, username, display_name, office_id, division_code, password_hash,
               password_set_at, password_once, totp_secret, totp_since, totp_step, failed_count,
               locked_until, suspended_at, signed_in_at, created_at, version
          from user_account where id = $1";
    tx.one(SQL, &[id.into()]).await?.map(|row| from_row(&row)).transpose()
}

/// Finds a user by the name typed at sign-in.
pub async fn find_by_username(
    tx: &mut Tx,
    username: &str,
) -> Result<Option<UserAccountRow>, StoreError> {
    const SQL: &str = "
        select id, username, display_name, office_id, division_code, password_hash,
               password_set_at, password_once, totp_secret, totp_since, totp_step, failed_count,
               locked_until, suspended_at, signed_in_at, created_at, version
          from user_account where username = $1";
    tx.one(SQL, &[username.into()]).await?.map(|row| from_row(&row)).transpose()
}

/// Every user, by name; narrowed to a division when given.
pub async fn list(
    tx: &mut Tx,
    division_code: Option<&str>,
) -> Result<Vec<UserAccountRow>, StoreError> {
    const SQL: &str = "
        select id, username, display_name, office_id, division_code, password_hash,
               password_set_at, password_once, totp_secret, totp_since, totp_step, failed_count,
               locked_until, suspended_at, signed_in_at, created_at, version
          from user_account
         where cast($1 as text) is null or division_code = $1
         order by division_code, username limit 5000";
    tx.all(SQL, &[division_code.into()]).await?.iter().map(from_row).collect()
}

/// Writes everything that may change over the version that was read; `Stale` if someone was faster.
pub async fn update(tx: &mut Tx, row: &UserAccountRow) -> Result<(), StoreError> {
    const SQL: &str = "
        update user_account
           set password_hash = $1, password_set_at = $2, password_once = $3, totp_secret = $4,
               totp_since = $5, totp_step = $6, failed_count = $7, locked_until = $8,
               suspended_at = $9, signed_in_at = $10, version = version + 1
         where id = $11 and version = $12";
    let args = [
        (&row.password_hash).into(),
        (&row.password_set_at).into(),
        row.password_once.into(),
        (&row.totp_secret).into(),
        (&row.totp_since).into(),
        row.totp_step.into(),
        row.failed_count.into(),
        (&row.locked_until).into(),
        (&row.suspended_at).into(),
        (&row.signed_in_at).into(),
        (&row.id).into(),
        row.version.into(),
    ];
    match tx.run(SQL, &args).await? {
        1 => Ok(()),
        _ => Err(StoreError::Stale),
    }
}

/// The duties of a user.
pub async fn duties(tx: &mut Tx, user_id: &str) -> Result<Vec<String>, StoreError> {
    const SQL: &str = "select duty from user_duty where user_id = $1 order by duty";
    let rows = tx.all(SQL, &[user_id.into()]).await?;
    rows.iter().map(|row| Ok(row.text("duty")?.to_owned())).collect()
}

/// The duties of everyone, as (user, duty).
pub async fn all_duties(tx: &mut Tx) -> Result<Vec<(String, String)>, StoreError> {
    const SQL: &str = "select user_id, duty from user_duty order by user_id, duty limit 40000";
    let rows = tx.all(SQL, &[]).await?;
    rows.iter()
        .map(|row| Ok((row.text("user_id")?.to_owned(), row.text("duty")?.to_owned())))
        .collect()
}

/// Puts these duties in the place of those a user had.
pub async fn replace_duties(
    tx: &mut Tx,
    user_id: &str,
    duties: &[String],
    granted_by: &str,
    granted_at: &str,
) -> Result<(), StoreError> {
    const DELETE: &str = "delete from user_duty where user_id = $1";
    const INSERT: &str = "
        insert into user_duty (user_id, duty, granted_by, granted_at) values ($1, $2, $3, $4)";
    tx.run(DELETE, &[user_id.into()]).await?;
    for duty in duties {
        let args = [user_id.into(), duty.into(), granted_by.into(), granted_at.into()];
        tx.run(INSERT, &args).await?;
    }
    Ok(())
}

fn from_row(row: &Row) -> Result<UserAccountRow, StoreError> {
    let text = |column| Ok::<_, StoreError>(row.text(column)?.to_owned());
    let text_opt = |column| Ok::<_, StoreError>(row.text_opt(column)?.map(str::to_owned));
    Ok(UserAccountRow {
        id: text("id")?,
        username: text("username")?,
        display_name: text("display_name")?,
        office_id: text("office_id")?,
        division_code: text("division_code")?,
        password_hash: text("password_hash")?,
        password_set_at: text("password_set_at")?,
        password_once: row.int("password_once")?,
        totp_secret: row.bytes_opt("totp_secret")?.map(<[u8]>::to_vec),
        totp_since: text_opt("totp_since")?,
        totp_step: row.int("totp_step")?,
        failed_count: row.int("failed_count")?,
        locked_until: text_opt("locked_until")?,
        suspended_at: text_opt("suspended_at")?,
        signed_in_at: text_opt("signed_in_at")?,
        created_at: text("created_at")?,
        version: row.int("version")?,
    })
}

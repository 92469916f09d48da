//! 设置 (settings): a few words the program keeps for itself.

use crate::db::Tx;
use crate::error::StoreError;

/// Finds a setting.
pub async fn find(tx: &mut Tx, name: &str) -> Result<Option<String>, StoreError> {
    const SQL: &str = "select value from setting where name = $1";
    let row = tx.one(SQL, &[name.into()]).await?;
    row.map(|row| Ok(row.text("value")?.to_owned())).transpose()
}

/// Every setting whose name begins so.
pub async fn list(tx: &mut Tx, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
    const SQL: &str = "select name, value from setting where name like $1 order by name limit 200";
    let like = format!("{prefix}%");
    let rows = tx.all(SQL, &[(&like).into()]).await?;
    rows.iter()
        .map(|row| Ok((row.text("name")?.to_owned(), row.text("value")?.to_owned())))
        .collect()
}

/// Writes a setting.
pub async fn upsert(tx: &mut Tx, name: &str, value: &str) -> Result<(), StoreError> {
    const SQL: &str = "
        insert into setting (name, value) values ($1, $2)
        on conflict (name) do update set value = excluded.value";
    tx.run(SQL, &[name.into(), value.into()]).await?;
    Ok(())
}

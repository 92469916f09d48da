//! A small table (试验表) that the seam is tried on.

use mingqu_store::StoreError;
use mingqu_store::db::{Boxed, Db, Tx, unit};

/// Makes `item`, whose CHECK and keys have the names the house gives them.
pub(crate) async fn with_item(db: &Db) {
    const SQLITE: &str = "
        create table item (
            id     text    not null,
            label  text,
            count  integer not null,
            data   blob,
            constraint item_id primary key (id),
            constraint item_label unique (label),
            constraint item_not_negative check (count >= 0)
        ) strict";
    const POSTGRES: &str = "
        create table item (
            id     text    not null,
            label  text,
            count  bigint  not null,
            data   bytea,
            constraint item_id primary key (id),
            constraint item_label unique (label),
            constraint item_not_negative check (count >= 0)
        )";
    let sql = if db.name() == "SQLite" { SQLITE } else { POSTGRES };
    write(db, move |tx| Box::pin(async move { tx.run(sql, &[]).await.map(drop) }))
        .await
        .expect("the table is made");
}

/// Writes with a closure whose error is the store's own.
pub(crate) async fn write<T, F>(db: &Db, run: F) -> Result<T, StoreError>
where
    F: for<'t> Fn(&'t mut Tx) -> Boxed<'t, Result<T, StoreError>> + Send + Sync + 'static,
    T: Send + 'static,
{
    db.write(unit(run)).await
}

/// Puts an item down.
pub(crate) async fn put(tx: &mut Tx, id: &str, count: i64) -> Result<(), StoreError> {
    const SQL: &str = "insert into item (id, count) values ($1, $2)";
    tx.run(SQL, &[id.into(), count.into()]).await.map(drop)
}

/// How many there are of an item.
pub(crate) async fn count(tx: &mut Tx, id: &str) -> Result<Option<i64>, StoreError> {
    const SQL: &str = "select count from item where id = $1";
    let row = tx.one(SQL, &[id.into()]).await?;
    row.map(|row| row.int("count")).transpose()
}

/// How many there are of an item, read from outside.
pub(crate) async fn stored(db: &Db, id: &'static str) -> Option<i64> {
    db.read(move |tx| Box::pin(async move { count(tx, id).await })).await.expect("it reads")
}

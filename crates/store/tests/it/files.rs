//! The SQLite file (数据文件): one writer, readers beside it, copies, and a full disk.

use mingqu_store::StoreError;
use mingqu_store::db::{Db, Flush, SchemaState, SqliteSettings};
use mingqu_testkit::{Directory, databases};
use tokio::task::JoinSet;

use crate::helpers::{put, stored, with_item, write};

const SETTINGS: SqliteSettings = SqliteSettings { readers: 2, flush: Flush::EveryCommit };

#[tokio::test]
async fn a_second_writer_is_refused_and_a_reader_is_not() {
    let place = Directory::new();
    let path = place.path().join("mingqu.db");
    let db = Db::open_sqlite(&path, SETTINGS).expect("it opens");
    with_item(&db).await;
    let second = Db::open_sqlite(&path, SETTINGS).map(drop).expect_err("refused");
    assert_eq!(second.code(), "store.unavailable");
    assert_eq!(second.to_string(), "数据目录正被另一个明渠程序使用，请先停止它，或换一个数据目录");
    let reader = Db::open_reader(&path).expect("it opens beside");
    write(&db, |tx| Box::pin(put(tx, "a", 1))).await.expect("it writes beside");
    assert_eq!(stored(&reader, "a").await, Some(1));
    let refused = write(&reader, |tx| Box::pin(put(tx, "b", 1))).await;
    assert_eq!(refused.map_err(|error| error.code()), Err("store.unavailable"));
    assert_eq!(reader.integrity_check().await, Ok(Vec::new()));
    drop(db);
    let again = Db::open_sqlite(&path, SETTINGS).expect("free once the first has closed");
    assert_eq!(stored(&again, "a").await, Some(1));
}

#[tokio::test]
async fn a_reader_makes_no_file_and_says_what_is_missing() {
    let place = Directory::new();
    let path = place.path().join("nothing.db");
    let missing = Db::open_reader(&path).map(drop).expect_err("nothing there");
    assert_eq!(missing.code(), "store.unavailable");
    assert!(!path.exists());
}

#[cfg(unix)]
#[tokio::test]
async fn the_files_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let place = Directory::new();
    let path = place.path().join("mingqu.db");
    let db = Db::open_sqlite(&path, SETTINGS).expect("it opens");
    with_item(&db).await;
    db.backup_to(&place.path().join("copy.db")).await.expect("it copies");
    for name in ["mingqu.db", "mingqu.db-wal", "copy.db"] {
        let found = std::fs::metadata(place.path().join(name)).expect("a file");
        assert_eq!(found.permissions().mode() & 0o777, 0o600, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_is_one_moment_while_others_write() {
    let place = Directory::new();
    let db = Db::open_sqlite(&place.path().join("mingqu.db"), SETTINGS).expect("it opens");
    db.migrate().await.expect("it migrates");
    with_item(&db).await;
    write(&db, |tx| {
        Box::pin(async move {
            put(tx, "a", 1000).await?;
            put(tx, "b", 0).await
        })
    })
    .await
    .expect("put");
    let other = Db::clone(&db);
    let writer = tokio::spawn(async move {
        for _ in 0..200 {
            let moved = write(&other, |tx| {
                Box::pin(async move {
                    tx.run("update item set count = count - 1 where id = 'a'", &[]).await?;
                    tx.run("update item set count = count + 1 where id = 'b'", &[]).await
                })
            });
            moved.await.expect("it writes");
        }
    });
    for n in 0..5 {
        let copy = place.path().join(format!("copy-{n}.db"));
        db.backup_to(&copy).await.expect("it copies");
        let backup = Db::open_reader(&copy).expect("a backup opens");
        let sum = stored(&backup, "a").await.zip(stored(&backup, "b").await);
        assert_eq!(sum.map(|(a, b)| a + b), Some(1000), "backup {n}");
        assert_eq!(backup.integrity_check().await, Ok(Vec::new()));
        assert_eq!(backup.migration_state().await, Ok(SchemaState::Current));
        let over = db.backup_to(&copy).await.map_err(|error| error.code());
        assert_eq!(over, Err("store.unavailable"), "never over another backup");
    }
    writer.await.expect("no panic");
    let left: Vec<_> = std::fs::read_dir(place.path())
        .expect("a directory")
        .filter_map(|entry| entry.expect("an entry").file_name().into_string().ok())
        .filter(|name| name.contains(".part"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test]
async fn a_server_has_its_own_tools_for_copies() {
    let [_, db] = databases().await;
    let place = Directory::new();
    let refused = db.backup_to(&place.path().join("copy")).await.map_err(|error| error.code());
    assert_eq!(refused, Err("store.unavailable"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_refuses_everyone_and_keeps_what_was_acknowledged() {
    const FILL: &str = "insert into item (id, count, data) values ($1, 1, $2)";
    let [db, _] = databases().await;
    with_item(&db).await;
    write(&db, |tx| Box::pin(put(tx, "first", 1))).await.expect("put");
    let limit = |sql: &'static str| {
        write(&db, move |tx| Box::pin(async move { tx.one(sql, &[]).await.map(drop) }))
    };
    limit("pragma max_page_count = 64").await.expect("limited");
    let mut callers = JoinSet::new();
    for caller in 0..64 {
        let db = Db::clone(&db);
        callers.spawn(async move {
            let id = format!("caller {caller}");
            let filled = write(&db, {
                let id = id.clone();
                move |tx| {
                    let id = id.clone();
                    Box::pin(async move {
                        let data = vec![7; 20_000];
                        tx.run(FILL, &[(&id).into(), (&data).into()]).await.map(drop)
                    })
                }
            });
            (id, filled.await)
        });
    }
    let (mut kept, mut full) = (Vec::new(), 0);
    while let Some(done) = callers.join_next().await {
        match done.expect("no panic") {
            (id, Ok(())) => kept.push(id),
            (_, Err(error)) => {
                assert_eq!(error, StoreError::DiskFull);
                full += 1;
            }
        }
    }
    assert!(full > 0, "64 × 20 kB do not fit into 64 pages");
    limit("pragma max_page_count = 1000000").await.expect("space again");
    write(&db, |tx| Box::pin(put(tx, "later", 1))).await.expect("space again");
    let found = db.read(|tx| {
        Box::pin(async move {
            let rows = tx.all("select id from item where data is not null", &[]).await?;
            rows.iter().map(|row| row.text("id").map(str::to_owned)).collect()
        })
    });
    let mut found: Vec<String> = found.await.map_err(|e: StoreError| e).expect("it reads");
    found.sort();
    kept.sort();
    assert_eq!(found, kept, "what is there is what was acknowledged");
    assert_eq!((stored(&db, "first").await, stored(&db, "later").await), (Some(1), Some(1)));
    assert_eq!(db.integrity_check().await, Ok(Vec::new()));
}

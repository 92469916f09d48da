//! Statements (语句): what is bound, what comes back, and the names of broken constraints.

use mingqu_store::StoreError;
use mingqu_store::db::{BULK_ROWS, Db, Tx, Value};
use mingqu_testkit::databases;

use crate::helpers::{count, put, stored, with_item, write};

#[tokio::test]
async fn values_go_to_their_numbers_and_not_to_their_order() {
    for db in databases().await {
        let read = db.read(|tx| {
            Box::pin(async move {
                const SQL: &str = "select $2 as second, $1 as first";
                let row = tx.one(SQL, &["a".into(), 7.into()]).await?.expect("one row");
                Ok::<_, StoreError>((row.text("first")?.to_owned(), row.int("second")?))
            })
        });
        assert_eq!(read.await, Ok(("a".to_owned(), 7)), "on {}", db.name());
    }
}

#[tokio::test]
async fn every_kind_comes_back_as_it_went_null_included() {
    type Kinds = (Option<i64>, Option<String>, Option<Vec<u8>>);
    async fn through(tx: &mut Tx, (n, t, b): &Kinds) -> Result<Kinds, StoreError> {
        const SQL: &str = "select $1 as n, $2 as t, $3 as b";
        let row = tx.one(SQL, &[n.into(), t.into(), b.into()]).await?.expect("one row");
        let text = row.text_opt("t")?.map(str::to_owned);
        Ok((row.int_opt("n")?, text, row.bytes_opt("b")?.map(<[u8]>::to_vec)))
    }
    let cases: [Kinds; 4] = [
        (None, None, None),
        (Some(i64::MIN), Some(String::new()), Some(Vec::new())),
        (Some(i64::MAX), Some("和布克赛尔 'a' \"b\" $1".to_owned()), Some(vec![0, 255, 10])),
        (Some(0), None, Some(vec![1])),
    ];
    for db in databases().await {
        for case in cases.clone() {
            let expected = case.clone();
            let read = db.read(move |tx| Box::pin(async move { through(tx, &case).await }));
            assert_eq!(read.await, Ok(expected), "on {}", db.name());
        }
    }
}

#[tokio::test]
async fn a_column_is_read_as_what_it_is_or_not_at_all() {
    for db in databases().await {
        let read = db.read(|tx| {
            Box::pin(async move {
                const SQL: &str = "select $1 as n, $2 as t, $3 as none";
                let args = [1.into(), "a".into(), Value::Text(None)];
                let row = tx.one(SQL, &args).await?.expect("one row");
                assert!(row.int("t").is_err() && row.text("n").is_err());
                assert!(row.text("none").is_err() && row.bytes("t").is_err());
                assert!(row.int("elsewhere").is_err() && row.int_opt("elsewhere").is_err());
                assert_eq!(row.text_opt("none"), Ok(None));
                // A wrong reading spoils nothing: only a failed statement does.
                tx.one(SQL, &args).await.map(drop)
            })
        });
        assert_eq!(read.await, Ok(()), "on {}", db.name());
    }
}

#[tokio::test]
async fn broken_constraints_have_the_same_names_on_both() {
    const MADE: &str = "insert into item (id, label, count) values ($1, $2, $3)";
    let unique = |name: &str| StoreError::Unique { constraint: name.to_owned() };
    let check = |name: &str| StoreError::Check { constraint: name.to_owned() };
    let cases = [
        (("a", Some("other"), Some(1)), unique("item_id")),
        (("b", Some("one"), Some(1)), unique("item_label")),
        (("b", None, Some(-1)), check("item_not_negative")),
        (("b", None, None), check("item_count_not_null")),
    ];
    for db in databases().await {
        with_item(&db).await;
        let make = |(id, label, count): (&'static str, Option<&'static str>, Option<i64>)| {
            write(&db, move |tx| {
                Box::pin(async move {
                    tx.run(MADE, &[id.into(), label.into(), count.into()]).await.map(drop)
                })
            })
        };
        assert_eq!(make(("a", Some("one"), Some(1))).await, Ok(()));
        for (values, expected) in cases.clone() {
            assert_eq!(make(values).await, Err(expected), "{values:?} on {}", db.name());
        }
    }
}

#[tokio::test]
async fn rows_touched_are_counted_and_a_limit_is_kept() {
    const DOUBLE: &str = "update item set count = 2 * count where count >= $1";
    const ALL: &str = "select id from item order by id limit $1";
    for db in databases().await {
        with_item(&db).await;
        let touched = write(&db, |tx| {
            Box::pin(async move {
                for (id, count) in [("a", 1), ("b", 2), ("c", 3)] {
                    put(tx, id, count).await?;
                }
                tx.run(DOUBLE, &[2.into()]).await
            })
        });
        assert_eq!(touched.await, Ok(2), "on {}", db.name());
        let ids = db.read(|tx| {
            Box::pin(async move {
                let rows = tx.all(ALL, &[2.into()]).await?;
                rows.iter().map(|row| row.text("id").map(str::to_owned)).collect()
            })
        });
        let ids: Result<Vec<String>, StoreError> = ids.await;
        assert_eq!(ids, Ok(vec!["a".to_owned(), "b".to_owned()]), "on {}", db.name());
    }
}

#[tokio::test]
async fn many_rows_go_in_at_once_up_to_the_limit() {
    async fn bulk(tx: &mut Tx, from: usize, rows: usize) -> Result<u64, StoreError> {
        let ids: Vec<String> = (from..from + rows).map(|n| format!("{n:05}")).collect();
        let rows: Vec<[Value; 4]> = ids
            .iter()
            .map(|id| [id.into(), Value::Text(None), 1.into(), id.as_bytes().into()])
            .collect();
        tx.bulk_insert("item", &["id", "label", "count", "data"], &rows).await
    }
    let cases = [
        (0, 0, Ok(0)),
        (0, BULK_ROWS, Ok(BULK_ROWS as u64)),
        (0, 1, Err("store.unique")),
        (BULK_ROWS, BULK_ROWS + 1, Err("store.database")),
    ];
    for db in databases().await {
        with_item(&db).await;
        for (from, rows, expected) in cases {
            let done = write(&db, move |tx| Box::pin(bulk(tx, from, rows))).await;
            assert_eq!(done.map_err(|error| error.code()), expected, "{rows} on {}", db.name());
        }
        let found = db.read(|tx| {
            Box::pin(async move {
                const SQL: &str = "select cast(count(*) as bigint) as n, min(id) as first,
                                          max(id) as last from item";
                tx.one(SQL, &[]).await
            })
        });
        let row = found.await.expect("it reads").expect("one row");
        assert_eq!(row.int("n"), Ok(BULK_ROWS as i64), "on {}", db.name());
        assert_eq!((row.text("first"), row.text("last")), (Ok("00000"), Ok("04999")));
    }
}

#[tokio::test]
async fn rows_of_a_bulk_insert_are_all_alike() {
    let cases: [&[&[Value<'static>]]; 3] = [
        &[&[Value::Text(Some("a"))]],
        &[&[Value::Text(Some("a")), Value::Int(Some(1))], &[Value::Text(Some("b"))]],
        &[
            &[Value::Text(Some("a")), Value::Int(Some(1))],
            &[Value::Text(Some("b")), Value::Text(None)],
        ],
    ];
    for db in databases().await {
        with_item(&db).await;
        for rows in cases {
            let done = write(&db, move |tx| {
                Box::pin(async move { tx.bulk_insert("item", &["id", "count"], rows).await })
            });
            let code = done.await.map_err(|error| error.code());
            assert_eq!(code, Err("store.database"), "{rows:?} on {}", db.name());
        }
    }
}

#[tokio::test]
async fn one_statement_runs_for_each_row_of_values() {
    const ADD: &str = "update item set count = count + $2 where id = $1";
    for db in databases().await {
        with_item(&db).await;
        let touched = write(&db, |tx| {
            Box::pin(async move {
                put(tx, "a", 1).await?;
                put(tx, "b", 2).await?;
                let rows: Vec<[Value; 2]> = vec![
                    ["a".into(), 10.into()],
                    ["b".into(), 20.into()],
                    ["missing".into(), 30.into()],
                    ["a".into(), 100.into()],
                ];
                tx.run_each(ADD, &rows).await
            })
        });
        assert_eq!(touched.await, Ok(3), "on {}", db.name());
        assert_eq!((stored(&db, "a").await, stored(&db, "b").await), (Some(111), Some(22)));
    }
}

#[tokio::test]
async fn too_few_and_too_many_values_are_refused() {
    for db in databases().await {
        with_item(&db).await;
        for args in [&[][..], &[Value::Int(Some(1)), Value::Int(Some(2))]] {
            let done = write(&db, move |tx| {
                Box::pin(async move {
                    tx.all("select id from item where count = $1", args).await.map(drop)
                })
            });
            let code = done.await.map_err(|error| error.code());
            assert_eq!(code, Err("store.database"), "{args:?} on {}", db.name());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_read_sees_one_moment_whatever_is_written_meanwhile() {
    for db in databases().await {
        with_item(&db).await;
        let (begun, has_begun) = std::sync::mpsc::channel();
        let (wrote, has_written) = std::sync::mpsc::channel();
        let reader = Db::clone(&db);
        let counts = tokio::spawn(async move {
            let both = reader.read(move |tx| {
                Box::pin(async move {
                    let before = count(tx, "a").await?;
                    begun.send(()).expect("the writer waits");
                    has_written.recv().expect("the writer has written");
                    Ok::<_, StoreError>((before, count(tx, "a").await?))
                })
            });
            both.await
        });
        let waited = tokio::task::spawn_blocking(move || has_begun.recv()).await;
        waited.expect("no panic").expect("the reader has begun");
        write(&db, |tx| Box::pin(put(tx, "a", 1))).await.expect("it writes meanwhile");
        wrote.send(()).expect("the reader waits");
        assert_eq!(counts.await.expect("no panic"), Ok((None, None)), "on {}", db.name());
        assert_eq!(stored(&db, "a").await, Some(1));
    }
}

#[tokio::test]
async fn a_read_writes_nothing_and_the_next_one_is_sound() {
    for db in databases().await {
        with_item(&db).await;
        let done = db.read(|tx| Box::pin(put(tx, "a", 1))).await;
        assert_eq!(done.map_err(|error| error.code()), Err("store.database"), "on {}", db.name());
        for _ in 0..8 {
            assert_eq!(stored(&db, "a").await, None, "on {}", db.name());
        }
    }
}

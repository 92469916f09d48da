//! Migrations (迁移): known to the program, the same on both, and never altered.

use mingqu_store::StoreError;
use mingqu_store::db::{Db, SchemaState, embedded};
use mingqu_testkit::databases;

use crate::helpers::write;

fn files(folder: &str) -> Vec<String> {
    let path = format!("{}/migrations/{folder}", env!("CARGO_MANIFEST_DIR"));
    let mut names: Vec<String> = std::fs::read_dir(path)
        .expect("a folder of migrations")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a plain name"))
        .collect();
    names.sort();
    names
}

#[test]
fn every_file_is_a_migration_on_both() {
    let (sqlite, postgres) = embedded();
    assert_eq!(files("sqlite"), files("postgres"), "the twins have the same names");
    assert_eq!(sqlite, postgres);
    assert_eq!(files("sqlite").len(), sqlite.len(), "a name that refinery ignores");
    for (place, (file, known)) in files("sqlite").iter().zip(&sqlite).enumerate() {
        let (number, what) = known.trim_start_matches('V').split_once("__").expect("V1__what");
        assert_eq!(*file, format!("V{number:0>4}__{what}.sql"));
        assert_eq!(number, (place + 1).to_string(), "numbered without a gap");
    }
}

#[tokio::test]
async fn a_schema_is_current_behind_ahead_or_altered() {
    let last = embedded().0.len();
    let altered = SchemaState::Altered { names: vec![embedded().0[0].clone()] };
    let cases: [(&'static str, SchemaState); 3] = [
        (
            "delete from refinery_schema_history
              where version = (select max(version) from refinery_schema_history)",
            SchemaState::Behind { pending: vec![embedded().0[last - 1].clone()] },
        ),
        (
            "insert into refinery_schema_history (version, name, applied_on, checksum)
             values (9999, 'of_tomorrow', '2030-01-01T00:00:00Z', '1')",
            SchemaState::Ahead { unknown: vec!["V9999__of_tomorrow".to_owned()] },
        ),
        ("update refinery_schema_history set checksum = '1' where version = 1", altered),
    ];
    for (sql, expected) in cases {
        for db in databases().await {
            assert_eq!(db.migration_state().await, Ok(SchemaState::Current), "on {}", db.name());
            assert_eq!(db.migrate().await, Ok(Vec::new()), "nothing to do on {}", db.name());
            write(&db, move |tx| Box::pin(async move { tx.run(sql, &[]).await }))
                .await
                .expect("the history is bent");
            assert_eq!(db.migration_state().await, Ok(expected.clone()), "on {}", db.name());
            let refused = db.migrate().await.map_err(|error| error.code());
            match expected {
                // The table is there already; what matters is that it was tried.
                SchemaState::Behind { .. } => assert_eq!(refused, Err("store.database")),
                _ => assert_eq!(refused, Err("store.unavailable"), "on {}", db.name()),
            }
        }
    }
}

/// A column as both catalogues describe it: table, name, type, whether it may be null.
type Column = (String, String, String, bool);

async fn columns(db: &Db) -> Result<Vec<Column>, StoreError> {
    const SQLITE: &str = "
        select t.name as tab, c.name as col, c.type as ty, c.\"notnull\" as filled
          from sqlite_master t join pragma_table_info(t.name) c
         where t.type = 'table' and t.name not like 'sqlite%'";
    const POSTGRES: &str = "
        select cast(table_name as text) as tab, cast(column_name as text) as col,
               cast(data_type as text) as ty,
               cast(case is_nullable when 'NO' then 1 else 0 end as bigint) as filled
          from information_schema.columns
         where table_schema = current_schema()";
    let sql = if db.name() == "SQLite" { SQLITE } else { POSTGRES };
    let rows = db.read(move |tx| Box::pin(async move { tx.all(sql, &[]).await })).await?;
    let mut found = Vec::new();
    for row in rows {
        let ty = row.text("ty")?.to_lowercase().replace("integer", "bigint");
        let ty = ty.replace("blob", "bytea");
        let filled = row.int("filled")? == 1;
        found.push((row.text("tab")?.to_owned(), row.text("col")?.to_owned(), ty, filled));
    }
    found.retain(|(table, ..)| table != "refinery_schema_history");
    found.sort();
    Ok(found)
}

#[tokio::test]
async fn both_databases_have_the_same_tables() {
    let [sqlite, postgres] = databases().await;
    let sqlite = columns(&sqlite).await.expect("it reads");
    let postgres = columns(&postgres).await.expect("it reads");
    assert_eq!(sqlite, postgres);
    let plain = ["bigint", "text", "bytea"];
    for (table, column, ty, _) in sqlite {
        assert!(plain.contains(&ty.as_str()), "{table}.{column} is {ty}, not one of {plain:?}");
    }
}

#[tokio::test]
async fn every_key_is_named_after_its_columns_and_every_check_has_a_name() {
    const KEYS: &str = "
        select cast(t.relname as text) as tab, cast(i.relname as text) as name,
               string_agg(cast(a.attname as text), '_' order by k.place) as cols
          from pg_index x
          join pg_class i on i.oid = x.indexrelid
          join pg_class t on t.oid = x.indrelid
          join pg_namespace n on n.oid = t.relnamespace and n.nspname = current_schema()
          cross join lateral unnest(cast(x.indkey as int2[])) with ordinality as k (no, place)
          join pg_attribute a on a.attrelid = t.oid and a.attnum = k.no
         where x.indisunique and t.relname <> 'refinery_schema_history'
         group by t.relname, i.relname";
    const CHECKS: &str = "
        select conname as name from pg_constraint
         where contype = 'c' and connamespace = cast(current_schema() as regnamespace)
           and conname like '%\\_check%'";
    let [_, db] = databases().await;
    let read = |sql| db.read(move |tx| Box::pin(async move { tx.all(sql, &[]).await }));
    for row in read(KEYS).await.map_err(|error: StoreError| error).expect("it reads") {
        let (table, cols) = (row.text("tab").expect("text"), row.text("cols").expect("text"));
        let mut name = format!("{table}_{cols}");
        name.truncate(63);
        assert_eq!(row.text("name"), Ok(name.as_str()), "a key of {table}: SQLite tells columns");
    }
    let unnamed = read(CHECKS).await.map_err(|error: StoreError| error).expect("it reads");
    assert!(unnamed.is_empty(), "a check without a name of its own: {unnamed:?}");
}

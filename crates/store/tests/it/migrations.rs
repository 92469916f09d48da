//! Migrations (迁移): known to the program, the same on both, and never altered.

use mingqu_store::db::{SchemaState, embedded};
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

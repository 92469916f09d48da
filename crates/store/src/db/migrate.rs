//! The schema and its versions (结构与迁移): embedded files, what is applied, what is not.

use refinery::Runner;

use super::tx::Tx;
use crate::error::StoreError;

mod sqlite {
    refinery::embed_migrations!("migrations/sqlite");
}

mod postgres {
    refinery::embed_migrations!("migrations/postgres");
}

/// How the schema of a database stands to the one this program was built for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemaState {
    /// Nothing was ever migrated.
    Empty,
    /// Exactly the program's schema.
    Current,
    /// Older than the program: these are still to be applied.
    Behind { pending: Vec<String> },
    /// Newer than the program: these it does not know.
    Ahead { unknown: Vec<String> },
    /// These are known by number, but their text was another when they were applied.
    Altered { names: Vec<String> },
}

impl SchemaState {
    /// What the administrator reads and does.
    pub fn sentence(&self) -> String {
        match self {
            SchemaState::Empty => "数据库是空的，请先运行 migrate 建立数据结构".to_owned(),
            SchemaState::Current => "数据结构与程序一致".to_owned(),
            SchemaState::Behind { pending } => {
                format!("数据结构较旧，请先备份再运行 migrate：{}", pending.join("、"))
            }
            SchemaState::Ahead { unknown } => {
                format!("数据结构比程序新，请换用较新的程序：{}", unknown.join("、"))
            }
            SchemaState::Altered { names } => {
                format!("数据结构与程序不符，不能使用：{}", names.join("、"))
            }
        }
    }
}

pub(crate) fn sqlite_runner() -> Runner {
    sqlite::migrations::runner()
}

pub(crate) fn postgres_runner() -> Runner {
    postgres::migrations::runner()
}

/// The names of the embedded migrations of SQLite and of PostgreSQL, in order.
pub fn embedded() -> (Vec<String>, Vec<String>) {
    (known(&sqlite_runner()), known(&postgres_runner()))
}

fn known(runner: &Runner) -> Vec<String> {
    let mut migrations = runner.get_migrations().clone();
    migrations.sort();
    migrations.iter().map(ToString::to_string).collect()
}

/// Compares what was applied with what is embedded.
pub(crate) async fn state(tx: &mut Tx, runner: &Runner) -> Result<SchemaState, StoreError> {
    const APPLIED: &str = "
        select cast(version as bigint) as version, name, checksum
          from refinery_schema_history
         order by version";
    if !history_exists(tx).await? {
        return Ok(SchemaState::Empty);
    }
    let mut applied = Vec::new();
    for row in tx.all(APPLIED, &[]).await? {
        let (version, name) = (row.int("version")?, row.text("name")?);
        applied.push((version, format!("V{version}__{name}"), row.text("checksum")?.to_owned()));
    }
    if applied.is_empty() {
        return Ok(SchemaState::Empty);
    }
    Ok(compare(runner, &applied))
}

fn compare(runner: &Runner, applied: &[(i64, String, String)]) -> SchemaState {
    let mut known = runner.get_migrations().clone();
    known.sort();
    let (mut unknown, mut altered) = (Vec::new(), Vec::new());
    for (version, name, checksum) in applied {
        match known.iter().find(|migration| i64::from(migration.version()) == *version) {
            None => unknown.push(name.clone()),
            Some(migration)
                if migration.to_string() != *name
                    || migration.checksum().to_string() != *checksum =>
            {
                altered.push(name.clone());
            }
            Some(_) => {}
        }
    }
    let pending: Vec<String> = known
        .iter()
        .filter(|migration| {
            !applied.iter().any(|(version, _, _)| *version == i64::from(migration.version()))
        })
        .map(ToString::to_string)
        .collect();
    match (altered.is_empty(), unknown.is_empty(), pending.is_empty()) {
        (false, _, _) => SchemaState::Altered { names: altered },
        (true, false, _) => SchemaState::Ahead { unknown },
        (true, true, false) => SchemaState::Behind { pending },
        (true, true, true) => SchemaState::Current,
    }
}

/// The one question that the two databases ask differently.
async fn history_exists(tx: &mut Tx) -> Result<bool, StoreError> {
    const SQLITE: &str = "
        select count(*) as n from sqlite_master
         where type = 'table' and name = 'refinery_schema_history'";
    const POSTGRES: &str = "
        select cast(count(*) as bigint) as n from information_schema.tables
         where table_schema = current_schema() and table_name = 'refinery_schema_history'";
    let sql = if tx.chain().is_some() { SQLITE } else { POSTGRES };
    let found = tx.one(sql, &[]).await?;
    Ok(found.map(|row| row.int("n")).transpose()?.is_some_and(|count| count > 0))
}

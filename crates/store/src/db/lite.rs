//! One SQLite connection (连接): statements from the cache, values bound in place.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection};

use super::dialect::{from_sqlite, insert_text, question_marks};
use super::value::{Cell, Columns, Row, Value};
use crate::error::StoreError;

/// Prepared statements a connection keeps: more than the program has.
const STATEMENTS: usize = 1024;

/// Where the audit chain stands as this writer sees it, the open unit of work included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chain {
    Unread,
    At { seq: i64, hash: [u8; 32] },
}

/// A connection with the rewritten text and the column names of each statement it has seen.
pub(crate) struct Lite {
    pub(crate) conn: Connection,
    pub(crate) chain: Chain,
    /// By address and length of the program's text, which never moves.
    statements: HashMap<(usize, usize), Known>,
}

struct Known {
    sql: Box<str>,
    columns: Option<Columns>,
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Int(Some(value)) => ValueRef::Integer(*value),
            Value::Text(Some(value)) => ValueRef::Text(value.as_bytes()),
            Value::Bytes(Some(value)) => ValueRef::Blob(value),
            Value::Int(None) | Value::Text(None) | Value::Bytes(None) => ValueRef::Null,
        }))
    }
}

impl Lite {
    pub(crate) fn new(conn: Connection) -> Lite {
        conn.set_prepared_statement_cache_capacity(STATEMENTS);
        Lite { conn, chain: Chain::Unread, statements: HashMap::new() }
    }

    /// After a change of the schema: what was known of the statements may be wrong.
    pub(crate) fn forget(&mut self) {
        self.conn.flush_prepared_statement_cache();
        self.statements.clear();
        self.chain = Chain::Unread;
    }

    /// `begin`, `commit`, `savepoint`… which answer nothing.
    pub(crate) fn control(&self, sql: &str) -> Result<(), StoreError> {
        let mut statement = self.conn.prepare_cached(sql).map_err(from_sqlite)?;
        statement.raw_execute().map_err(from_sqlite).map(drop)
    }

    /// True when SQLite has ended the transaction by itself, as it does when the disk is full.
    pub(crate) fn ended(&self) -> bool {
        self.conn.is_autocommit()
    }

    pub(crate) fn run(&mut self, sql: &'static str, args: &[Value]) -> Result<u64, StoreError> {
        let known = known(&mut self.statements, sql);
        let mut statement = self.conn.prepare_cached(&known.sql).map_err(from_sqlite)?;
        bind(&mut statement, args)?;
        statement.raw_execute().map(|rows| rows as u64).map_err(from_sqlite)
    }

    /// One statement for each row of values, prepared once.
    pub(crate) fn run_each<'v, R: AsRef<[Value<'v>]>>(
        &mut self,
        sql: &'static str,
        rows: &[R],
    ) -> Result<u64, StoreError> {
        let known = known(&mut self.statements, sql);
        let mut statement = self.conn.prepare_cached(&known.sql).map_err(from_sqlite)?;
        run_each(&mut statement, rows)
    }

    /// The first `limit` rows.
    pub(crate) fn query(
        &mut self,
        sql: &'static str,
        args: &[Value],
        limit: usize,
    ) -> Result<Vec<Row>, StoreError> {
        let known = known(&mut self.statements, sql);
        let mut statement = self.conn.prepare_cached(&known.sql).map_err(from_sqlite)?;
        bind(&mut statement, args)?;
        let columns = known.columns.get_or_insert_with(|| names(&statement)).clone();
        let mut found = Vec::new();
        let mut rows = statement.raw_query();
        while found.len() < limit
            && let Some(row) = rows.next().map_err(from_sqlite)?
        {
            let cells = (0..columns.len())
                .map(|place| cell(row.get_ref(place).map_err(from_sqlite)?))
                .collect::<Result<Vec<Cell>, StoreError>>()?;
            found.push(Row::new(Arc::clone(&columns), cells));
        }
        Ok(found)
    }

    /// One prepared row after the other: a million a second, and no limit on bound values.
    pub(crate) fn insert<'v, R: AsRef<[Value<'v>]>>(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: &[R],
    ) -> Result<u64, StoreError> {
        let sql = insert_text(table, columns);
        let mut statement = self.conn.prepare_cached(&sql).map_err(from_sqlite)?;
        run_each(&mut statement, rows)
    }
}

fn run_each<'v, R: AsRef<[Value<'v>]>>(
    statement: &mut CachedStatement,
    rows: &[R],
) -> Result<u64, StoreError> {
    let mut count = 0;
    for row in rows {
        bind(statement, row.as_ref())?;
        count += statement.raw_execute().map_err(from_sqlite)? as u64;
    }
    Ok(count)
}

fn known<'k>(
    statements: &'k mut HashMap<(usize, usize), Known>,
    sql: &'static str,
) -> &'k mut Known {
    statements
        .entry((sql.as_ptr().addr(), sql.len()))
        .or_insert_with(|| Known { sql: question_marks(sql).into_boxed_str(), columns: None })
}

fn names(statement: &CachedStatement) -> Columns {
    statement.column_names().map(Box::from).collect()
}

fn bind(statement: &mut CachedStatement, args: &[Value]) -> Result<(), StoreError> {
    let wanted = statement.parameter_count();
    if wanted != args.len() {
        let given = args.len();
        return Err(StoreError::database(format!("{wanted} values wanted, {given} given")));
    }
    for (place, value) in args.iter().enumerate() {
        statement.raw_bind_parameter(place + 1, value).map_err(from_sqlite)?;
    }
    Ok(())
}

fn cell(value: ValueRef) -> Result<Cell, StoreError> {
    match value {
        ValueRef::Null => Ok(Cell::Null),
        ValueRef::Integer(value) => Ok(Cell::Int(value)),
        ValueRef::Blob(value) => Ok(Cell::Bytes(value.into())),
        ValueRef::Text(value) => std::str::from_utf8(value)
            .map(|text| Cell::Text(text.into()))
            .map_err(StoreError::database),
        ValueRef::Real(_) => Err(StoreError::database("a statement gave a floating number")),
    }
}

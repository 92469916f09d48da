//! What differs in the text (方言): `$n` becomes `?n`, and both name a broken constraint alike.

use std::fmt::Write as _;

use rusqlite::ffi;
use tokio_postgres::error::{DbError, SqlState};

use crate::error::StoreError;

/// PostgreSQL cuts a longer name, so the joined name of SQLite is cut alike.
const NAME_BYTES: usize = 63;

/// Writes `?n` for `$n` outside quotes: rusqlite would bind `$n` by its first appearance.
pub(crate) fn question_marks(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut quote = None;
    for c in sql.chars() {
        match quote {
            Some(open) if open == c => quote = None,
            None if c == '\'' || c == '"' => quote = Some(c),
            _ => {}
        }
        out.push(if c == '$' && quote.is_none() { '?' } else { c });
    }
    out
}

/// The greatest `n` of a `$n` outside quotes: how many values the statement wants.
pub(crate) fn wanted(sql: &str) -> usize {
    let mut greatest = 0;
    let mut parts = sql.split('\'');
    // What stands in single quotes is every second part.
    while let Some(open) = parts.next() {
        for after in open.split('$').skip(1) {
            let digits = after.bytes().take_while(u8::is_ascii_digit);
            let number = digits.fold(0, |n, digit| 10 * n + usize::from(digit - b'0'));
            greatest = greatest.max(number);
        }
        parts.next();
    }
    greatest
}

/// `insert into t (a, b) values (?, ?)`: plain marks, since numbered ones are slow on SQLite.
pub(crate) fn insert_text(table: &str, columns: &[&str]) -> String {
    let mut sql = format!("insert into {table} ({}) values (", columns.join(", "));
    for place in 0..columns.len() {
        let _ = write!(sql, "{}?", if place == 0 { "" } else { ", " });
    }
    sql.push(')');
    sql
}

/// `copy t (a, b) from stdin binary`.
pub(crate) fn copy_text(table: &str, columns: &[&str]) -> String {
    format!("copy {table} ({}) from stdin binary", columns.join(", "))
}

/// What SQLite said, in the words both databases share.
pub(crate) fn from_sqlite(error: rusqlite::Error) -> StoreError {
    let (code, text) = match &error {
        rusqlite::Error::SqliteFailure(code, text) => (*code, text.clone().unwrap_or_default()),
        _ => return StoreError::database(error),
    };
    let after_colon = text.split_once(": ").map_or("", |(_, rest)| rest);
    match code.extended_code {
        ffi::SQLITE_CONSTRAINT_UNIQUE
        | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
        | ffi::SQLITE_CONSTRAINT_ROWID => {
            return StoreError::Unique { constraint: joined(after_colon) };
        }
        ffi::SQLITE_CONSTRAINT_CHECK => {
            return StoreError::Check { constraint: after_colon.to_owned() };
        }
        ffi::SQLITE_CONSTRAINT_NOTNULL => {
            return StoreError::Check { constraint: not_null(&after_colon.replace('.', "_")) };
        }
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => return foreign_key(),
        _ => {}
    }
    use rusqlite::ErrorCode as Code;
    match code.code {
        Code::DiskFull => StoreError::DiskFull,
        Code::DatabaseBusy | Code::DatabaseLocked => StoreError::Busy,
        Code::SystemIoFailure
        | Code::CannotOpen
        | Code::NotADatabase
        | Code::DatabaseCorrupt
        | Code::FileLockingProtocolFailed
        | Code::OutOfMemory => {
            StoreError::unavailable("数据库文件读写失败，请联系系统管理员检查磁盘", error)
        }
        _ => StoreError::database(error),
    }
}

/// `t.a, t.b` becomes `t_a_b`; an index over an expression is told by name: `index 'name'`.
fn joined(columns: &str) -> String {
    if let Some(name) = columns.strip_prefix("index '") {
        return name.trim_end_matches('\'').to_owned();
    }
    let mut name = String::new();
    for column in columns.split(", ") {
        let (table, column) = column.split_once('.').unwrap_or(("", column));
        if name.is_empty() {
            name.push_str(table);
        }
        name.push('_');
        name.push_str(column);
    }
    cut(name)
}

fn not_null(column: &str) -> String {
    cut(format!("{column}_not_null"))
}

fn cut(mut name: String) -> String {
    let end = (0..=NAME_BYTES.min(name.len())).rev().find(|end| name.is_char_boundary(*end));
    name.truncate(end.unwrap_or(0));
    name
}

/// SQLite does not say which one, so neither does the seam.
fn foreign_key() -> StoreError {
    StoreError::Check { constraint: "foreign_key".to_owned() }
}

/// What PostgreSQL said, in the words both databases share. A collision is `Busy`: run again.
pub(crate) fn from_postgres(error: tokio_postgres::Error) -> StoreError {
    let Some(said) = error.as_db_error() else {
        let lost = error.is_closed() || std::error::Error::source(&error).is_some_and(is_io);
        return if lost { unreachable_server(error) } else { StoreError::database(told(&error)) };
    };
    let code = said.code();
    if *code == SqlState::UNIQUE_VIOLATION {
        return StoreError::Unique { constraint: constraint(said) };
    }
    if *code == SqlState::CHECK_VIOLATION {
        return StoreError::Check { constraint: constraint(said) };
    }
    if *code == SqlState::NOT_NULL_VIOLATION {
        let (table, column) = (said.table().unwrap_or(""), said.column().unwrap_or(""));
        return StoreError::Check { constraint: not_null(&format!("{table}_{column}")) };
    }
    if *code == SqlState::FOREIGN_KEY_VIOLATION {
        return foreign_key();
    }
    match code.code() {
        "40001" | "40P01" | "53300" | "55P03" => StoreError::Busy,
        "53100" => StoreError::DiskFull,
        "57P01" | "57P02" | "57P03" | "3D000" | "28000" | "28P01" => unreachable_server(error),
        _ => StoreError::database(told(&error)),
    }
}

pub(crate) fn from_pool(error: deadpool_postgres::PoolError) -> StoreError {
    match error {
        deadpool_postgres::PoolError::Timeout(_) => StoreError::Busy,
        deadpool_postgres::PoolError::Backend(error) => match from_postgres(error) {
            StoreError::Database { message } => unreachable_server(message),
            other => other,
        },
        other => unreachable_server(other),
    }
}

fn unreachable_server(cause: impl ToString) -> StoreError {
    StoreError::unavailable("连接不上数据库服务器，请联系系统管理员", cause)
}

fn is_io(error: &(dyn std::error::Error + 'static)) -> bool {
    error.is::<std::io::Error>()
}

fn constraint(said: &DbError) -> String {
    said.constraint().unwrap_or("").to_owned()
}

/// The message alone: `detail` may quote the row.
fn told(error: &tokio_postgres::Error) -> String {
    match error.as_db_error() {
        Some(said) => format!("{}: {}", said.code().code(), said.message()),
        None => std::error::Error::source(error)
            .map_or_else(|| error.to_string(), |source| format!("{error}: {source}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dollars_become_question_marks_outside_quotes() {
        for (sql, expected) in [
            ("select $2, $1", "select ?2, ?1"),
            ("select '$1', $1", "select '$1', ?1"),
            ("select 'it''s $1', \"$2\", $10", "select 'it''s $1', \"$2\", ?10"),
        ] {
            assert_eq!(question_marks(sql), expected, "{sql}");
        }
    }

    #[test]
    fn the_values_wanted_are_the_greatest_number() {
        for (sql, expected) in [
            ("select 1", 0),
            ("select $2, $1, $2", 2),
            ("select '$9', $1 || 'it''s $8'", 1),
            ("select $10", 10),
        ] {
            assert_eq!(wanted(sql), expected, "{sql}");
        }
    }

    #[test]
    fn columns_are_joined_to_the_name_of_the_constraint() {
        for (columns, expected) in [
            ("entry.id", "entry_id"),
            ("budget_entry.division_code, budget_entry.id", "budget_entry_division_code_id"),
            ("index 'user_account_name'", "user_account_name"),
        ] {
            assert_eq!(joined(columns), expected, "{columns}");
        }
    }

    #[test]
    fn a_long_name_is_cut_where_postgres_cuts_it() {
        assert_eq!(joined(&format!("t.{}", "c".repeat(80))).len(), 63);
    }
}

//! What is bound and what comes back (参数与行): three kinds of value, known even when null.

use std::sync::Arc;

use crate::error::StoreError;

/// A value bound to `$1`, `$2`…: borrowed, and of a known kind even when it is null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    Int(Option<i64>),
    Text(Option<&'a str>),
    Bytes(Option<&'a [u8]>),
}

impl From<i64> for Value<'_> {
    fn from(value: i64) -> Self {
        Value::Int(Some(value))
    }
}

impl From<&i64> for Value<'_> {
    fn from(value: &i64) -> Self {
        Value::Int(Some(*value))
    }
}

impl From<Option<i64>> for Value<'_> {
    fn from(value: Option<i64>) -> Self {
        Value::Int(value)
    }
}

impl From<&Option<i64>> for Value<'_> {
    fn from(value: &Option<i64>) -> Self {
        Value::Int(*value)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(value: &'a str) -> Self {
        Value::Text(Some(value))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(value: &'a String) -> Self {
        Value::Text(Some(value))
    }
}

impl<'a> From<Option<&'a str>> for Value<'a> {
    fn from(value: Option<&'a str>) -> Self {
        Value::Text(value)
    }
}

impl<'a> From<Option<&'a String>> for Value<'a> {
    fn from(value: Option<&'a String>) -> Self {
        Value::Text(value.map(String::as_str))
    }
}

impl<'a> From<&'a Option<String>> for Value<'a> {
    fn from(value: &'a Option<String>) -> Self {
        Value::Text(value.as_deref())
    }
}

impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(value: &'a [u8]) -> Self {
        Value::Bytes(Some(value))
    }
}

impl<'a> From<&'a Vec<u8>> for Value<'a> {
    fn from(value: &'a Vec<u8>) -> Self {
        Value::Bytes(Some(value))
    }
}

impl<'a> From<Option<&'a [u8]>> for Value<'a> {
    fn from(value: Option<&'a [u8]>) -> Self {
        Value::Bytes(value)
    }
}

impl<'a> From<&'a Option<Vec<u8>>> for Value<'a> {
    fn from(value: &'a Option<Vec<u8>>) -> Self {
        Value::Bytes(value.as_deref())
    }
}

/// One value of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    Null,
    Int(i64),
    Text(Box<str>),
    Bytes(Box<[u8]>),
}

/// The column names of a statement, shared by its rows.
pub(crate) type Columns = Arc<[Box<str>]>;

/// One row that a statement gave back, read by column name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    columns: Columns,
    cells: Vec<Cell>,
}

impl Row {
    pub(crate) fn new(columns: Columns, cells: Vec<Cell>) -> Row {
        Row { columns, cells }
    }

    /// A number that is never null.
    pub fn int(&self, column: &str) -> Result<i64, StoreError> {
        match self.cell(column)? {
            Cell::Int(value) => Ok(*value),
            other => Err(unexpected(column, "a number", other)),
        }
    }

    /// A number, or nothing.
    pub fn int_opt(&self, column: &str) -> Result<Option<i64>, StoreError> {
        match self.cell(column)? {
            Cell::Null => Ok(None),
            _ => self.int(column).map(Some),
        }
    }

    /// A text that is never null.
    pub fn text(&self, column: &str) -> Result<&str, StoreError> {
        match self.cell(column)? {
            Cell::Text(value) => Ok(value),
            other => Err(unexpected(column, "a text", other)),
        }
    }

    /// A text, or nothing.
    pub fn text_opt(&self, column: &str) -> Result<Option<&str>, StoreError> {
        match self.cell(column)? {
            Cell::Null => Ok(None),
            _ => self.text(column).map(Some),
        }
    }

    /// Bytes that are never null.
    pub fn bytes(&self, column: &str) -> Result<&[u8], StoreError> {
        match self.cell(column)? {
            Cell::Bytes(value) => Ok(value),
            other => Err(unexpected(column, "bytes", other)),
        }
    }

    /// Bytes, or nothing.
    pub fn bytes_opt(&self, column: &str) -> Result<Option<&[u8]>, StoreError> {
        match self.cell(column)? {
            Cell::Null => Ok(None),
            _ => self.bytes(column).map(Some),
        }
    }

    fn cell(&self, column: &str) -> Result<&Cell, StoreError> {
        self.columns
            .iter()
            .position(|name| &**name == column)
            .and_then(|place| self.cells.get(place))
            .ok_or_else(|| StoreError::database(format!("the statement gives no column {column}")))
    }
}

/// The kinds only: what stands in the row is nobody's business in a log.
fn unexpected(column: &str, wanted: &str, found: &Cell) -> StoreError {
    let found = match found {
        Cell::Null => "null",
        Cell::Int(_) => "a number",
        Cell::Text(_) => "a text",
        Cell::Bytes(_) => "bytes",
    };
    StoreError::database(format!("column {column} holds {found}, not {wanted}"))
}

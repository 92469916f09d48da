//! The unit of work as store functions see it (事务): statements, and the first that failed.

use super::lite::{Chain, Lite};
use super::pg::Pg;
use super::value::{Row, Value};
use crate::error::StoreError;

/// What one bulk call or one command may touch: larger batches are staged in chunks.
pub const BULK_ROWS: usize = 5_000;

/// One unit of work. Store functions take it first and never open one of their own.
pub struct Tx {
    pub(crate) link: Link,
    /// The first statement that failed: it spoils the unit of work on both databases alike.
    pub(crate) fault: Option<StoreError>,
}

pub(crate) enum Link {
    Sqlite(Box<Lite>),
    Postgres(Box<Pg>),
}

impl Tx {
    pub(crate) fn new(link: Link) -> Tx {
        Tx { link, fault: None }
    }

    /// Runs a statement that gives no rows; answers how many it touched.
    pub async fn run(&mut self, sql: &'static str, args: &[Value<'_>]) -> Result<u64, StoreError> {
        self.sound()?;
        let result = match &mut self.link {
            Link::Sqlite(lite) => lite.run(sql, args),
            Link::Postgres(pg) => pg.run(sql, args).await,
        };
        self.noted(result)
    }

    /// The first row, if there is one.
    pub async fn one(
        &mut self,
        sql: &'static str,
        args: &[Value<'_>],
    ) -> Result<Option<Row>, StoreError> {
        self.sound()?;
        let result = match &mut self.link {
            Link::Sqlite(lite) => lite.query(sql, args, 1),
            Link::Postgres(pg) => pg.query(sql, args).await,
        };
        self.noted(result).map(|rows| rows.into_iter().next())
    }

    /// All rows: the statement itself says `limit`.
    pub async fn all(
        &mut self,
        sql: &'static str,
        args: &[Value<'_>],
    ) -> Result<Vec<Row>, StoreError> {
        self.sound()?;
        let result = match &mut self.link {
            Link::Sqlite(lite) => lite.query(sql, args, usize::MAX),
            Link::Postgres(pg) => pg.query(sql, args).await,
        };
        self.noted(result)
    }

    /// Runs one statement once for each row of values, sent without waiting between them;
    /// answers how many rows it touched in all.
    pub async fn run_each<'v, R: AsRef<[Value<'v>]> + Sync>(
        &mut self,
        sql: &'static str,
        rows: &[R],
    ) -> Result<u64, StoreError> {
        self.sound()?;
        let result = match (within_bulk(rows.len()), &mut self.link) {
            (Err(error), _) => Err(error),
            (Ok(()), _) if rows.is_empty() => Ok(0),
            (Ok(()), Link::Sqlite(lite)) => lite.run_each(sql, rows),
            (Ok(()), Link::Postgres(pg)) => pg.run_each(sql, rows).await,
        };
        self.noted(result)
    }

    /// Inserts many rows at once, at most [`BULK_ROWS`]; sort them by key first.
    /// A column has the same kind of value in every row.
    pub async fn bulk_insert<'v, R: AsRef<[Value<'v>]> + Sync>(
        &mut self,
        table: &'static str,
        columns: &'static [&'static str],
        rows: &[R],
    ) -> Result<u64, StoreError> {
        self.sound()?;
        let fits = within_bulk(rows.len()).and_then(|()| alike(columns.len(), rows));
        let result = match (fits, &mut self.link) {
            (Err(error), _) => Err(error),
            (Ok(()), _) if rows.is_empty() => Ok(0),
            (Ok(()), Link::Sqlite(lite)) => lite.insert(table, columns, rows),
            (Ok(()), Link::Postgres(pg)) => pg.copy(table, columns, rows).await,
        };
        self.noted(result)
    }

    /// The chain of the audit trail, where one writer seals it: on SQLite.
    pub(crate) fn chain(&mut self) -> Option<&mut Chain> {
        match &mut self.link {
            Link::Sqlite(lite) => Some(&mut lite.chain),
            Link::Postgres(_) => None,
        }
    }

    /// The connection of a unit of work on SQLite.
    ///
    /// # Panics
    /// Never: only the threads of a SQLite file call it, with their own unit of work.
    pub(crate) fn lite(&mut self) -> &mut Lite {
        match &mut self.link {
            Link::Sqlite(lite) => lite,
            Link::Postgres(_) => unreachable!("a thread of SQLite holds a SQLite connection"),
        }
    }

    /// The connection of a unit of work on PostgreSQL.
    ///
    /// # Panics
    /// Never: only the pool calls it, with its own unit of work.
    pub(crate) fn pg(&mut self) -> &mut Pg {
        match &mut self.link {
            Link::Postgres(pg) => pg,
            Link::Sqlite(_) => unreachable!("the pool holds a PostgreSQL connection"),
        }
    }

    fn sound(&self) -> Result<(), StoreError> {
        match &self.fault {
            Some(fault) => Err(fault.clone()),
            None => Ok(()),
        }
    }

    fn noted<T>(&mut self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        if let Err(error) = &result
            && self.fault.is_none()
        {
            self.fault = Some(error.clone());
        }
        result
    }
}

fn within_bulk(rows: usize) -> Result<(), StoreError> {
    if rows <= BULK_ROWS {
        return Ok(());
    }
    Err(StoreError::database(format!("{rows} rows at once, more than {BULK_ROWS}")))
}

/// Every row has as many values as there are columns, of the kinds of the first row.
fn alike<'v, R: AsRef<[Value<'v>]>>(columns: usize, rows: &[R]) -> Result<(), StoreError> {
    let Some(first) = rows.first().map(AsRef::as_ref) else {
        return Ok(());
    };
    let same = |row: &[Value]| {
        row.len() == columns && row.iter().zip(first).all(|(a, b)| kind(a) == kind(b))
    };
    if rows.iter().all(|row| same(row.as_ref())) {
        return Ok(());
    }
    Err(StoreError::database("the rows of a bulk insert differ in length or kind"))
}

fn kind(value: &Value) -> std::mem::Discriminant<Value<'static>> {
    std::mem::discriminant(&match value {
        Value::Int(_) => Value::Int(None),
        Value::Text(_) => Value::Text(None),
        Value::Bytes(_) => Value::Bytes(None),
    })
}

//! One PostgreSQL connection (连接): typed statements from the cache, binary COPY for many rows.

use std::error::Error;
use std::pin::pin;

use bytes::{BufMut, BytesMut};
use deadpool_postgres::Object;
use futures_util::stream::{self, StreamExt, TryStreamExt};
use tokio_postgres::binary_copy::BinaryCopyInWriter;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Row as PgRow, Statement};

use super::dialect::{copy_text, from_postgres, wanted};
use super::value::{Cell, Columns, Row, Value};
use crate::error::StoreError;

/// Statements on their way to the server at once, within one connection.
const PIPELINE: usize = 256;

/// A connection of the pool, in a transaction or not.
pub(crate) struct Pg {
    /// Empty only while it is being dropped.
    client: Option<Object>,
    /// A connection that is dropped in the middle of a transaction does not return to the pool.
    open: bool,
}

impl ToSql for Value<'_> {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Value::Int(Some(value)) => out.put_i64(*value),
            Value::Text(Some(value)) => out.put_slice(value.as_bytes()),
            Value::Bytes(Some(value)) => out.put_slice(value),
            Value::Int(None) | Value::Text(None) | Value::Bytes(None) => return Ok(IsNull::Yes),
        }
        Ok(IsNull::No)
    }

    fn accepts(ty: &Type) -> bool {
        [Type::INT8, Type::TEXT, Type::BYTEA].contains(ty)
    }

    to_sql_checked!();
}

impl Pg {
    pub(crate) fn new(client: Object) -> Pg {
        Pg { client: Some(client), open: false }
    }

    pub(crate) async fn begin(&mut self, level: &str) -> Result<(), StoreError> {
        self.open = true;
        self.client()?.batch_execute(level).await.map_err(from_postgres)
    }

    pub(crate) async fn commit(&mut self) -> Result<(), StoreError> {
        self.client()?.batch_execute("commit").await.map_err(from_postgres)?;
        self.open = false;
        Ok(())
    }

    pub(crate) async fn rollback(&mut self) -> Result<(), StoreError> {
        self.client()?.batch_execute("rollback").await.map_err(from_postgres)?;
        self.open = false;
        Ok(())
    }

    pub(crate) async fn run(&mut self, sql: &str, args: &[Value<'_>]) -> Result<u64, StoreError> {
        let statement = self.prepare(sql, args).await?;
        let args = borrowed(args);
        self.client()?.execute(&statement, &args).await.map_err(from_postgres)
    }

    pub(crate) async fn query(
        &mut self,
        sql: &str,
        args: &[Value<'_>],
    ) -> Result<Vec<Row>, StoreError> {
        let statement = self.prepare(sql, args).await?;
        let args = borrowed(args);
        let rows = self.client()?.query(&statement, &args).await.map_err(from_postgres)?;
        let columns: Columns =
            statement.columns().iter().map(|column| Box::from(column.name())).collect();
        rows.iter().map(|row| cells(row).map(|cells| Row::new(columns.clone(), cells))).collect()
    }

    pub(crate) async fn run_each<'v, R: AsRef<[Value<'v>]>>(
        &mut self,
        sql: &str,
        rows: &[R],
    ) -> Result<u64, StoreError> {
        let Some(first) = rows.first() else {
            return Ok(0);
        };
        let statement = self.prepare(sql, first.as_ref()).await?;
        let client = self.client()?;
        let mut sent = Vec::with_capacity(rows.len());
        for row in rows {
            if row.as_ref().len() != statement.params().len() {
                return Err(StoreError::database("the rows of a statement differ in length"));
            }
            sent.push(client.execute_raw(&statement, borrowed(row.as_ref())));
        }
        stream::iter(sent)
            .buffered(PIPELINE)
            .try_fold(0, |sum, count| async move { Ok(sum + count) })
            .await
            .map_err(from_postgres)
    }

    /// All rows have the kinds of the first.
    pub(crate) async fn copy<'v, R: AsRef<[Value<'v>]>>(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: &[R],
    ) -> Result<u64, StoreError> {
        let types = rows.first().map(|row| types(row.as_ref())).unwrap_or_default();
        let client = self.client()?;
        let statement =
            client.prepare_cached(&copy_text(table, columns)).await.map_err(from_postgres)?;
        let sink = client.copy_in(&statement).await.map_err(from_postgres)?;
        let mut writer = pin!(BinaryCopyInWriter::new(sink, &types));
        for row in rows {
            let values = borrowed(row.as_ref());
            writer.as_mut().write(&values).await.map_err(from_postgres)?;
        }
        writer.finish().await.map_err(from_postgres)
    }

    fn client(&self) -> Result<&Object, StoreError> {
        self.client.as_ref().ok_or_else(|| StoreError::database("the connection is gone"))
    }

    /// Typed by the values, null or not: so `select $2, $1` means the same on both databases.
    async fn prepare(&self, sql: &str, args: &[Value<'_>]) -> Result<Statement, StoreError> {
        let (wanted, given) = (wanted(sql), args.len());
        if wanted != given {
            return Err(StoreError::database(format!("{wanted} values wanted, {given} given")));
        }
        let client = self.client()?;
        client.prepare_typed_cached(sql, &types(args)).await.map_err(from_postgres)
    }
}

impl Drop for Pg {
    fn drop(&mut self) {
        if let Some(client) = self.client.take()
            && self.open
        {
            // Closed, not returned: the server rolls back what was begun.
            drop(Object::take(client));
        }
    }
}

fn borrowed<'a>(args: &'a [Value<'_>]) -> Vec<&'a (dyn ToSql + Sync)> {
    args.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

fn types(args: &[Value]) -> Vec<Type> {
    let ty = |value: &Value| match value {
        Value::Int(_) => Type::INT8,
        Value::Text(_) => Type::TEXT,
        Value::Bytes(_) => Type::BYTEA,
    };
    args.iter().map(ty).collect()
}

fn cells(row: &PgRow) -> Result<Vec<Cell>, StoreError> {
    (0..row.len()).map(|place| cell(row, place)).collect()
}

fn cell(row: &PgRow, place: usize) -> Result<Cell, StoreError> {
    let ty = row.columns().get(place).map_or(&Type::UNKNOWN, |column| column.type_());
    let cell = if *ty == Type::INT8 {
        row.try_get::<_, Option<i64>>(place).map(|value| value.map(Cell::Int))
    } else if *ty == Type::INT4 {
        row.try_get::<_, Option<i32>>(place).map(|value| value.map(|value| Cell::Int(value.into())))
    } else if *ty == Type::BYTEA {
        row.try_get::<_, Option<&[u8]>>(place).map(|value| value.map(|v| Cell::Bytes(v.into())))
    } else if [Type::TEXT, Type::VARCHAR, Type::NAME].contains(ty) {
        row.try_get::<_, Option<&str>>(place).map(|value| value.map(|v| Cell::Text(v.into())))
    } else {
        let hint = "only bigint, text and bytea are read: cast it";
        return Err(StoreError::database(format!("a column of type {ty}; {hint}")));
    };
    cell.map(|value| value.unwrap_or(Cell::Null)).map_err(from_postgres)
}

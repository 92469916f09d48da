//! 分配方案的行 (rows of an allocation).

use mingqu_money::Fen;

use crate::budget::entry::fen;
use crate::db::{Row, Tx};
use crate::error::StoreError;

/// A row of `allocation_line`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllocationLineRow {
    /// division_code
    pub division_code: String,
    /// allocation_id
    pub allocation_id: String,
    /// line_no
    pub line_no: i64,
    /// line_division
    pub line_division: String,
    /// line_name
    pub line_name: String,
    /// amount_fen
    pub amount: Fen,
    /// note
    pub note: Option<String>,
}

/// Writes a row of `allocation_line`.
pub async fn insert(tx: &mut Tx, row: &AllocationLineRow) -> Result<(), StoreError> {
    const SQL: &str = "
        insert into allocation_line (division_code, allocation_id, line_no, line_division,
                                     line_name, amount_fen, note)
        values ($1, $2, $3, $4, $5, $6, $7)";
    let args = [
        (&row.division_code).into(),
        (&row.allocation_id).into(),
        row.line_no.into(),
        (&row.line_division).into(),
        (&row.line_name).into(),
        row.amount.fen().into(),
        (&row.note).into(),
    ];
    tx.run(SQL, &args).await?;
    Ok(())
}

/// Puts these rows in the place of those that were there.
pub async fn replace(
    tx: &mut Tx,
    division_code: &str,
    allocation_id: &str,
    rows: &[AllocationLineRow],
) -> Result<(), StoreError> {
    const DELETE: &str =
        "delete from allocation_line where division_code = $1 and allocation_id = $2";
    tx.run(DELETE, &[division_code.into(), allocation_id.into()]).await?;
    for row in rows {
        insert(tx, row).await?;
    }
    Ok(())
}

/// The rows in their order.
pub async fn list(
    tx: &mut Tx,
    division_code: &str,
    allocation_id: &str,
) -> Result<Vec<AllocationLineRow>, StoreError> {
    const SQL: &str = "
        select division_code, allocation_id, line_no, line_division, line_name, amount_fen, note
          from allocation_line where division_code = $1 and allocation_id = $2 order by line_no";
    let args = [division_code.into(), allocation_id.into()];
    tx.all(SQL, &args).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<AllocationLineRow, StoreError> {
    let text = |column| Ok::<_, StoreError>(row.text(column)?.to_owned());
    let text_opt = |column| Ok::<_, StoreError>(row.text_opt(column)?.map(str::to_owned));
    Ok(AllocationLineRow {
        division_code: text("division_code")?,
        allocation_id: text("allocation_id")?,
        line_no: row.int("line_no")?,
        line_division: text("line_division")?,
        line_name: text("line_name")?,
        amount: fen(row, "allocation_line", "amount_fen")?,
        note: text_opt("note")?,
    })
}

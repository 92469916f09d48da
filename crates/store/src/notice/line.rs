//! 来文的分配表行 (rows of a notice's table).

use mingqu_money::Fen;

use crate::budget::entry::fen;
use crate::db::{Row, Tx};
use crate::error::StoreError;

/// A row of `notice_line`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeLineRow {
    /// division_code
    pub division_code: String,
    /// notice_id
    pub notice_id: String,
    /// line_no
    pub line_no: i64,
    /// name
    pub name: String,
    /// line_division
    pub line_division: Option<String>,
    /// amount_fen
    pub amount: Fen,
}

/// Writes a row of `notice_line`.
pub async fn insert(tx: &mut Tx, row: &NoticeLineRow) -> Result<(), StoreError> {
    const SQL: &str = "
        insert into notice_line (division_code, notice_id, line_no, name, line_division,
                                 amount_fen)
        values ($1, $2, $3, $4, $5, $6)";
    let args = [
        (&row.division_code).into(),
        (&row.notice_id).into(),
        row.line_no.into(),
        (&row.name).into(),
        (&row.line_division).into(),
        row.amount.fen().into(),
    ];
    tx.run(SQL, &args).await?;
    Ok(())
}

/// Puts these rows in the place of those that were there.
pub async fn replace(
    tx: &mut Tx,
    division_code: &str,
    notice_id: &str,
    rows: &[NoticeLineRow],
) -> Result<(), StoreError> {
    const DELETE: &str = "delete from notice_line where division_code = $1 and notice_id = $2";
    tx.run(DELETE, &[division_code.into(), notice_id.into()]).await?;
    for row in rows {
        insert(tx, row).await?;
    }
    Ok(())
}

/// The rows in their order.
pub async fn list(
    tx: &mut Tx,
    division_code: &str,
    notice_id: &str,
) -> Result<Vec<NoticeLineRow>, StoreError> {
    const SQL: &str = "
        select division_code, notice_id, line_no, name, line_division, amount_fen
          from notice_line where division_code = $1 and notice_id = $2 order by line_no";
    let args = [division_code.into(), notice_id.into()];
    tx.all(SQL, &args).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<NoticeLineRow, StoreError> {
    let text = |column| Ok::<_, StoreError>(row.text(column)?.to_owned());
    let text_opt = |column| Ok::<_, StoreError>(row.text_opt(column)?.map(str::to_owned));
    Ok(NoticeLineRow {
        division_code: text("division_code")?,
        notice_id: text("notice_id")?,
        line_no: row.int("line_no")?,
        name: text("name")?,
        line_division: text_opt("line_division")?,
        amount: fen(row, "notice_line", "amount_fen")?,
    })
}

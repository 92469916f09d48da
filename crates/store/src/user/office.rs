//! 机构 (offices).

use crate::db::{Row, Tx};
use crate::error::StoreError;

/// A row of `office`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeRow {
    /// id
    pub id: String,
    /// division_code
    pub division_code: String,
    /// name
    pub name: String,
    /// section
    pub section: String,
    /// kind
    pub kind: String,
}

/// Writes a row of `office`.
pub async fn insert(tx: &mut Tx, row: &OfficeRow) -> Result<(), StoreError> {
    const SQL: &str = "
        insert into office (id, division_code, name, section, kind)
        values ($1, $2, $3, $4, $5)";
    let args = [
        (&row.id).into(),
        (&row.division_code).into(),
        (&row.name).into(),
        (&row.section).into(),
        (&row.kind).into(),
    ];
    tx.run(SQL, &args).await?;
    Ok(())
}

/// The constraint that an office of a division is written once.
pub const ONE_NAME: &str = "office_division_code_name_section";

/// Every office, by division and name: a small table.
pub async fn list(tx: &mut Tx) -> Result<Vec<OfficeRow>, StoreError> {
    const SQL: &str = "
        select id, division_code, name, section, kind
          from office order by division_code, name, section limit 5000";
    tx.all(SQL, &[]).await?.iter().map(from_row).collect()
}

/// Finds one by id.
pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<OfficeRow>, StoreError> {
    const SQL: &str = "
        select id, division_code, name, section, kind
          from office where id = $1";
    tx.one(SQL, &[id.into()]).await?.map(|row| from_row(&row)).transpose()
}

fn from_row(row: &Row) -> Result<OfficeRow, StoreError> {
    let text = |column| Ok::<_, StoreError>(row.text(column)?.to_owned());
    Ok(OfficeRow {
        id: text("id")?,
        division_code: text("division_code")?,
        name: text("name")?,
        section: text("section")?,
        kind: text("kind")?,
    })
}

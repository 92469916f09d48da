//! 上传的原件 (uploads), sealed before they come here.

use crate::db::{Row, Tx};
use crate::error::StoreError;

/// A row of `upload`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadRow {
    /// id
    pub id: String,
    /// division_code
    pub division_code: String,
    /// file_name
    pub file_name: String,
    /// byte_count
    pub byte_count: i64,
    /// digest
    pub digest: String,
    /// sealed
    pub sealed: Vec<u8>,
    /// created_at
    pub created_at: String,
    /// created_by
    pub created_by: String,
}

/// Writes a row of `upload`.
pub async fn insert(tx: &mut Tx, row: &UploadRow) -> Result<(), StoreError> {
    const SQL: &str = "
        insert into upload (id, division_code, file_name, byte_count, digest, sealed,
                            created_at, created_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let args = [
        (&row.id).into(),
        (&row.division_code).into(),
        (&row.file_name).into(),
        row.byte_count.into(),
        (&row.digest).into(),
        (&row.sealed).into(),
        (&row.created_at).into(),
        (&row.created_by).into(),
    ];
    tx.run(SQL, &args).await?;
    Ok(())
}

/// Finds one by id.
pub async fn find(
    tx: &mut Tx,
    division_code: &str,
    id: &str,
) -> Result<Option<UploadRow>, StoreError> {
    const SQL: &str = "
        select id, division_code, file_name, byte_count, digest, sealed, created_at, created_by
          from upload where division_code = $1 and id = $2";
    tx.one(SQL, &[division_code.into(), id.into()]).await?.map(|row| from_row(&row)).transpose()
}

fn from_row(row: &Row) -> Result<UploadRow, StoreError> {
    let text = |column| Ok::<_, StoreError>(row.text(column)?.to_owned());
    Ok(UploadRow {
        id: text("id")?,
        division_code: text("division_code")?,
        file_name: text("file_name")?,
        byte_count: row.int("byte_count")?,
        digest: text("digest")?,
        sealed: row.bytes("sealed")?.to_vec(),
        created_at: text("created_at")?,
        created_by: text("created_by")?,
    })
}

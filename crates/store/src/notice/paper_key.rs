//! 查重键 (paper keys): the same paper has one owner in a book.

use crate::db::Tx;
use crate::error::StoreError;

/// Who holds a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// notice / document
    pub kind: String,
    /// Its id.
    pub ref_id: String,
}

/// Takes a key; false when someone holds it already.
pub async fn insert(
    tx: &mut Tx,
    division_code: &str,
    paper_key: &str,
    kind: &str,
    ref_id: &str,
) -> Result<bool, StoreError> {
    const SQL: &str = "
        insert into paper_key (division_code, paper_key, kind, ref_id) values ($1, $2, $3, $4)
        on conflict (division_code, paper_key) do nothing";
    let args = [division_code.into(), paper_key.into(), kind.into(), ref_id.into()];
    Ok(tx.run(SQL, &args).await? == 1)
}

/// Finds who holds a key.
pub async fn find(
    tx: &mut Tx,
    division_code: &str,
    paper_key: &str,
) -> Result<Option<Holder>, StoreError> {
    const SQL: &str = "
        select kind, ref_id from paper_key where division_code = $1 and paper_key = $2";
    let row = tx.one(SQL, &[division_code.into(), paper_key.into()]).await?;
    row.map(|row| {
        Ok(Holder { kind: row.text("kind")?.to_owned(), ref_id: row.text("ref_id")?.to_owned() })
    })
    .transpose()
}

/// Gives back every key of a paper that was rejected or reversed, so that it may come again.
pub async fn release(tx: &mut Tx, division_code: &str, ref_id: &str) -> Result<(), StoreError> {
    const SQL: &str = "delete from paper_key where division_code = $1 and ref_id = $2";
    tx.run(SQL, &[division_code.into(), ref_id.into()]).await?;
    Ok(())
}

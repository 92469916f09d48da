//! 账套 (book): one division in one fiscal year.

use crate::db::Tx;
use crate::error::StoreError;

/// A book as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// 区划代码
    pub division_code: String,
    /// 预算年度
    pub fiscal_year: i64,
    /// 结账日期
    pub closed_on: Option<String>,
}

/// Opens a book; false when it was open already.
pub async fn insert(
    tx: &mut Tx,
    division_code: &str,
    fiscal_year: i64,
    opened_on: &str,
) -> Result<bool, StoreError> {
    const SQL: &str = "
        insert into book (division_code, fiscal_year, opened_on) values ($1, $2, $3)
        on conflict (division_code, fiscal_year) do nothing";
    Ok(tx.run(SQL, &[division_code.into(), fiscal_year.into(), opened_on.into()]).await? == 1)
}

/// Finds a book.
pub async fn find(
    tx: &mut Tx,
    division_code: &str,
    fiscal_year: i64,
) -> Result<Option<Book>, StoreError> {
    const SQL: &str = "
        select closed_on from book where division_code = $1 and fiscal_year = $2";
    let row = tx.one(SQL, &[division_code.into(), fiscal_year.into()]).await?;
    row.map(|row| {
        let closed_on = row.text_opt("closed_on")?.map(str::to_owned);
        Ok(Book { division_code: division_code.to_owned(), fiscal_year, closed_on })
    })
    .transpose()
}

/// Every book, by division and year.
pub async fn list(tx: &mut Tx) -> Result<Vec<Book>, StoreError> {
    const SQL: &str = "
        select division_code, fiscal_year, closed_on
          from book order by division_code, fiscal_year";
    let rows = tx.all(SQL, &[]).await?;
    rows.iter()
        .map(|row| {
            Ok(Book {
                division_code: row.text("division_code")?.to_owned(),
                fiscal_year: row.int("fiscal_year")?,
                closed_on: row.text_opt("closed_on")?.map(str::to_owned),
            })
        })
        .collect()
}

//! 记账凭证 (entries): written once, never changed; a reversal is another entry.

use mingqu_money::Fen;

use crate::db::{Row, Tx};
use crate::error::StoreError;

/// An entry as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRow {
    /// 区划代码
    pub division_code: String,
    /// 预算年度
    pub fiscal_year: i64,
    /// UUIDv7
    pub id: String,
    /// register / supplement / allot / receive / reduce
    pub event_code: String,
    /// 记账日期
    pub posted_on: String,
    /// 记账时刻 (UTC)
    pub posted_at: String,
    /// 摘要
    pub summary: String,
    /// 指标文号
    pub document_no: String,
    /// 借方合计；红字为负
    pub amount: Fen,
    /// The kind of business document behind it.
    pub source_kind: String,
    /// Its id.
    pub source_id: String,
    /// The entry it reverses.
    pub reverses_id: Option<String>,
    /// 制单
    pub prepared_by: String,
    /// 审核
    pub reviewed_by: Option<String>,
    /// 记账
    pub posted_by: String,
}

/// The constraint that an entry is reversed once.
pub const ONE_REVERSAL: &str = "entry_division_code_fiscal_year_reverses_id";

/// Writes an entry; a second reversal of one entry breaks [`ONE_REVERSAL`].
pub async fn insert(tx: &mut Tx, row: &EntryRow) -> Result<(), StoreError> {
    const SQL: &str = "
        insert into entry (division_code, fiscal_year, id, event_code, posted_on, posted_at,
                           summary, document_no, amount_fen, source_kind, source_id, reverses_id,
                           prepared_by, reviewed_by, posted_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    let args = [
        (&row.division_code).into(),
        row.fiscal_year.into(),
        (&row.id).into(),
        (&row.event_code).into(),
        (&row.posted_on).into(),
        (&row.posted_at).into(),
        (&row.summary).into(),
        (&row.document_no).into(),
        row.amount.fen().into(),
        (&row.source_kind).into(),
        (&row.source_id).into(),
        (&row.reverses_id).into(),
        (&row.prepared_by).into(),
        (&row.reviewed_by).into(),
        (&row.posted_by).into(),
    ];
    tx.run(SQL, &args).await?;
    Ok(())
}

/// Finds an entry of a book.
pub async fn find(
    tx: &mut Tx,
    division_code: &str,
    fiscal_year: i64,
    id: &str,
) -> Result<Option<EntryRow>, StoreError> {
    const SQL: &str = "
        select division_code, fiscal_year, id, event_code, posted_on, posted_at, summary,
               document_no, amount_fen, source_kind, source_id, reverses_id, prepared_by,
               reviewed_by, posted_by
          from entry where division_code = $1 and fiscal_year = $2 and id = $3";
    let args = [division_code.into(), fiscal_year.into(), id.into()];
    tx.one(SQL, &args).await?.map(|row| from_row(&row)).transpose()
}

/// The entry that reverses this one, if any.
pub async fn find_reversal(
    tx: &mut Tx,
    division_code: &str,
    fiscal_year: i64,
    id: &str,
) -> Result<Option<String>, StoreError> {
    const SQL: &str = "
        select id from entry
         where division_code = $1 and fiscal_year = $2 and reverses_id = $3";
    let args = [division_code.into(), fiscal_year.into(), id.into()];
    let row = tx.one(SQL, &args).await?;
    row.map(|row| Ok(row.text("id")?.to_owned())).transpose()
}

/// What a list of entries is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryFilter {
    /// 区划代码
    pub division_code: String,
    /// 预算年度
    pub fiscal_year: i64,
    /// Only this event.
    pub event: Option<String>,
    /// Part of summary or document number.
    pub q: Option<String>,
    /// Only entries older than this id.
    pub before: Option<String>,
    /// Rows at most.
    pub limit: i64,
}

/// A page of entries, newest first.
pub async fn list(tx: &mut Tx, filter: &EntryFilter) -> Result<Vec<EntryRow>, StoreError> {
    const SQL: &str = "
        select division_code, fiscal_year, id, event_code, posted_on, posted_at, summary,
               document_no, amount_fen, source_kind, source_id, reverses_id, prepared_by,
               reviewed_by, posted_by
          from entry
         where division_code = $1 and fiscal_year = $2 and id < $5
           and (cast($3 as text) is null or event_code = $3)
           and (cast($4 as text) is null or summary like $4 or document_no like $4)
         order by id desc limit $6";
    let like = filter.q.as_ref().map(|q| format!("%{q}%"));
    let before = filter.before.as_deref().unwrap_or("zzzz");
    let args = [
        (&filter.division_code).into(),
        filter.fiscal_year.into(),
        (&filter.event).into(),
        (&like).into(),
        before.into(),
        filter.limit.into(),
    ];
    tx.all(SQL, &args).await?.iter().map(from_row).collect()
}

/// A page of entries in order of id, for re-adding the books from the first.
pub async fn scan(
    tx: &mut Tx,
    division_code: &str,
    fiscal_year: i64,
    after: &str,
    limit: i64,
) -> Result<Vec<EntryRow>, StoreError> {
    const SQL: &str = "
        select division_code, fiscal_year, id, event_code, posted_on, posted_at, summary,
               document_no, amount_fen, source_kind, source_id, reverses_id, prepared_by,
               reviewed_by, posted_by
          from entry
         where division_code = $1 and fiscal_year = $2 and id > $3
         order by id limit $4";
    let args = [division_code.into(), fiscal_year.into(), after.into(), limit.into()];
    tx.all(SQL, &args).await?.iter().map(from_row).collect()
}

/// The entries of a business document, oldest first.
pub async fn list_of_source(
    tx: &mut Tx,
    division_code: &str,
    fiscal_year: i64,
    document_no: &str,
) -> Result<Vec<EntryRow>, StoreError> {
    const SQL: &str = "
        select division_code, fiscal_year, id, event_code, posted_on, posted_at, summary,
               document_no, amount_fen, source_kind, source_id, reverses_id, prepared_by,
               reviewed_by, posted_by
          from entry
         where division_code = $1 and fiscal_year = $2 and document_no = $3
         order by id limit 500";
    let args = [division_code.into(), fiscal_year.into(), document_no.into()];
    tx.all(SQL, &args).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<EntryRow, StoreError> {
    let text = |column| Ok::<_, StoreError>(row.text(column)?.to_owned());
    let text_opt = |column| Ok::<_, StoreError>(row.text_opt(column)?.map(str::to_owned));
    Ok(EntryRow {
        division_code: text("division_code")?,
        fiscal_year: row.int("fiscal_year")?,
        id: text("id")?,
        event_code: text("event_code")?,
        posted_on: text("posted_on")?,
        posted_at: text("posted_at")?,
        summary: text("summary")?,
        document_no: text("document_no")?,
        amount: fen(row, "entry", "amount_fen")?,
        source_kind: text("source_kind")?,
        source_id: text("source_id")?,
        reverses_id: text_opt("reverses_id")?,
        prepared_by: text("prepared_by")?,
        reviewed_by: text_opt("reviewed_by")?,
        posted_by: text("posted_by")?,
    })
}

/// An amount column in range, or the row reported by its column.
pub(crate) fn fen(row: &Row, table: &'static str, column: &'static str) -> Result<Fen, StoreError> {
    let value = row.int(column)?;
    Fen::new(value).map_err(|_| StoreError::Corrupt { table, column, id: value.to_string() })
}

/// The same for a column that may be empty.
pub(crate) fn fen_opt(
    row: &Row,
    table: &'static str,
    column: &'static str,
) -> Result<Option<Fen>, StoreError> {
    match row.int_opt(column)? {
        None => Ok(None),
        Some(_) => fen(row, table, column).map(Some),
    }
}

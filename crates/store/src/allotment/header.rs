//! 下达文 (allotments) and their gap-free numbers.

use mingqu_money::Fen;

use crate::budget::entry::fen;
use crate::db::{Row, Tx};
use crate::error::StoreError;

/// A row of `allotment`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllotmentRow {
    /// division_code
    pub division_code: String,
    /// id
    pub id: String,
    /// fiscal_year
    pub fiscal_year: i64,
    /// allocation_id
    pub allocation_id: Option<String>,
    /// indicator_id
    pub indicator_id: String,
    /// document_no
    pub document_no: Option<String>,
    /// title
    pub title: String,
    /// state
    pub state: String,
    /// total_fen
    pub total: Fen,
    /// paper
    pub paper: String,
    /// issued_on
    pub issued_on: Option<String>,
    /// issued_by
    pub issued_by: Option<String>,
    /// entry_id
    pub entry_id: Option<String>,
    /// revoke_reason
    pub revoke_reason: Option<String>,
    /// created_at
    pub created_at: String,
    /// version
    pub version: i64,
}

/// Writes a row of `allotment`.
pub async fn insert(tx: &mut Tx, row: &AllotmentRow) -> Result<(), StoreError> {
    const SQL: &str = "
        insert into allotment (division_code, id, fiscal_year, allocation_id, indicator_id,
                               document_no, title, state, total_fen, paper, issued_on,
                               issued_by, entry_id, revoke_reason, created_at, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    let args = [
        (&row.division_code).into(),
        (&row.id).into(),
        row.fiscal_year.into(),
        (&row.allocation_id).into(),
        (&row.indicator_id).into(),
        (&row.document_no).into(),
        (&row.title).into(),
        (&row.state).into(),
        row.total.fen().into(),
        (&row.paper).into(),
        (&row.issued_on).into(),
        (&row.issued_by).into(),
        (&row.entry_id).into(),
        (&row.revoke_reason).into(),
        (&row.created_at).into(),
        row.version.into(),
    ];
    tx.run(SQL, &args).await?;
    Ok(())
}

/// Finds one by id.
pub async fn find(
    tx: &mut Tx,
    division_code: &str,
    id: &str,
) -> Result<Option<AllotmentRow>, StoreError> {
    const SQL: &str = "
        select division_code, id, fiscal_year, allocation_id, indicator_id, document_no, title,
               state, total_fen, paper, issued_on, issued_by, entry_id, revoke_reason,
               created_at, version
          from allotment where division_code = $1 and id = $2";
    tx.one(SQL, &[division_code.into(), id.into()]).await?.map(|row| from_row(&row)).transpose()
}

/// What a list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllotmentFilter {
    /// 区划代码
    pub division_code: String,
    /// 预算年度
    pub fiscal_year: i64,
    /// Only in this state.
    pub state: Option<String>,
    /// Part of the title or number.
    pub q: Option<String>,
    /// Only those before this moment and id.
    pub before: Option<(String, String)>,
    /// Rows at most.
    pub limit: i64,
}

/// A page, newest first.
pub async fn list(tx: &mut Tx, filter: &AllotmentFilter) -> Result<Vec<AllotmentRow>, StoreError> {
    const SQL: &str = "
        select division_code, id, fiscal_year, allocation_id, indicator_id, document_no, title,
               state, total_fen, paper, issued_on, issued_by, entry_id, revoke_reason,
               created_at, version
          from allotment
         where division_code = $1 and fiscal_year = $2
           and (cast($3 as text) is null or state = $3)
           and (cast($4 as text) is null or title like $4 or document_no like $4)
           and (cast($5 as text) is null or (created_at, id) < ($5, $6))
         order by created_at desc, id desc limit $7";
    let like = filter.q.as_ref().map(|q| format!("%{q}%"));
    let (at, id) = match &filter.before {
        Some((at, id)) => (Some(at), Some(id)),
        None => (None, None),
    };
    let args = [
        (&filter.division_code).into(),
        filter.fiscal_year.into(),
        (&filter.state).into(),
        (&like).into(),
        at.into(),
        id.into(),
        filter.limit.into(),
    ];
    tx.all(SQL, &args).await?.iter().map(from_row).collect()
}

/// Writes what may change over the version that was read; `Stale` if someone was faster.
pub async fn update(tx: &mut Tx, row: &AllotmentRow) -> Result<(), StoreError> {
    const SQL: &str = "
        update allotment
           set document_no = $1, title = $2, state = $3, total_fen = $4, paper = $5,
               issued_on = $6, issued_by = $7, entry_id = $8, revoke_reason = $9,
               version = version + 1
         where division_code = $10 and id = $11 and version = $12";
    let args = [
        (&row.document_no).into(),
        (&row.title).into(),
        (&row.state).into(),
        row.total.fen().into(),
        (&row.paper).into(),
        (&row.issued_on).into(),
        (&row.issued_by).into(),
        (&row.entry_id).into(),
        (&row.revoke_reason).into(),
        (&row.division_code).into(),
        (&row.id).into(),
        row.version.into(),
    ];
    match tx.run(SQL, &args).await? {
        1 => Ok(()),
        _ => Err(StoreError::Stale),
    }
}

/// The issued allotments of an indicator, oldest first.
pub async fn list_of_indicator(
    tx: &mut Tx,
    division_code: &str,
    fiscal_year: i64,
    indicator_id: &str,
) -> Result<Vec<AllotmentRow>, StoreError> {
    const SQL: &str = "
        select division_code, id, fiscal_year, allocation_id, indicator_id, document_no, title,
               state, total_fen, paper, issued_on, issued_by, entry_id, revoke_reason,
               created_at, version
          from allotment
         where division_code = $1 and fiscal_year = $2 and indicator_id = $3
           and state = 'issued'
         order by created_at, id limit 500";
    let args = [division_code.into(), fiscal_year.into(), indicator_id.into()];
    tx.all(SQL, &args).await?.iter().map(from_row).collect()
}

/// Takes the next number of an office's word in a year: no gaps, since it is taken back with the
/// unit of work that does not commit.
pub async fn take_number(
    tx: &mut Tx,
    division_code: &str,
    word: &str,
    year: i64,
) -> Result<i64, StoreError> {
    const SQL: &str = "
        insert into document_counter (division_code, word, year, last_no) values ($1, $2, $3, 1)
        on conflict (division_code, word, year) do update
           set last_no = document_counter.last_no + 1
        returning last_no";
    let row = tx.one(SQL, &[division_code.into(), word.into(), year.into()]).await?;
    row.map_or(Err(StoreError::Stale), |row| row.int("last_no"))
}

/// Lets the next number of a word be the one after `last_no`, when numbering began on paper.
pub async fn start_numbers(
    tx: &mut Tx,
    division_code: &str,
    word: &str,
    year: i64,
    last_no: i64,
) -> Result<bool, StoreError> {
    const SQL: &str = "
        insert into document_counter (division_code, word, year, last_no) values ($1, $2, $3, $4)
        on conflict (division_code, word, year) do nothing";
    let args = [division_code.into(), word.into(), year.into(), last_no.into()];
    Ok(tx.run(SQL, &args).await? == 1)
}

fn from_row(row: &Row) -> Result<AllotmentRow, StoreError> {
    let text = |column| Ok::<_, StoreError>(row.text(column)?.to_owned());
    let text_opt = |column| Ok::<_, StoreError>(row.text_opt(column)?.map(str::to_owned));
    Ok(AllotmentRow {
        division_code: text("division_code")?,
        id: text("id")?,
        fiscal_year: row.int("fiscal_year")?,
        allocation_id: text_opt("allocation_id")?,
        indicator_id: text("indicator_id")?,
        document_no: text_opt("document_no")?,
        title: text("title")?,
        state: text("state")?,
        total: fen(row, "allotment", "total_fen")?,
        paper: text("paper")?,
        issued_on: text_opt("issued_on")?,
        issued_by: text_opt("issued_by")?,
        entry_id: text_opt("entry_id")?,
        revoke_reason: text_opt("revoke_reason")?,
        created_at: text("created_at")?,
        version: row.int("version")?,
    })
}

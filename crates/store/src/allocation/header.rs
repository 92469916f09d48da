//! 分配方案 (allocations).

use mingqu_money::Fen;

use crate::budget::entry::fen;
use crate::db::{Row, Tx};
use crate::error::StoreError;

/// A row of `allocation`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllocationRow {
    /// division_code
    pub division_code: String,
    /// id
    pub id: String,
    /// fiscal_year
    pub fiscal_year: i64,
    /// indicator_id
    pub indicator_id: String,
    /// notice_id
    pub notice_id: Option<String>,
    /// title
    pub title: String,
    /// state
    pub state: String,
    /// total_fen
    pub total: Fen,
    /// policy_version
    pub policy_version: String,
    /// prepared_by
    pub prepared_by: String,
    /// created_at
    pub created_at: String,
    /// updated_at
    pub updated_at: String,
    /// allotment_id
    pub allotment_id: Option<String>,
    /// open_key
    pub open_key: String,
    /// version
    pub version: i64,
}

/// Writes a row of `allocation`.
pub async fn insert(tx: &mut Tx, row: &AllocationRow) -> Result<(), StoreError> {
    const SQL: &str = "
        insert into allocation (division_code, id, fiscal_year, indicator_id, notice_id, title,
                                state, total_fen, policy_version, prepared_by, created_at,
                                updated_at, allotment_id, open_key, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    let args = [
        (&row.division_code).into(),
        (&row.id).into(),
        row.fiscal_year.into(),
        (&row.indicator_id).into(),
        (&row.notice_id).into(),
        (&row.title).into(),
        (&row.state).into(),
        row.total.fen().into(),
        (&row.policy_version).into(),
        (&row.prepared_by).into(),
        (&row.created_at).into(),
        (&row.updated_at).into(),
        (&row.allotment_id).into(),
        (&row.open_key).into(),
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
) -> Result<Option<AllocationRow>, StoreError> {
    const SQL: &str = "
        select division_code, id, fiscal_year, indicator_id, notice_id, title, state, total_fen,
               policy_version, prepared_by, created_at, updated_at, allotment_id, open_key,
               version
          from allocation where division_code = $1 and id = $2";
    tx.one(SQL, &[division_code.into(), id.into()]).await?.map(|row| from_row(&row)).transpose()
}

/// What a list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllocationFilter {
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
pub async fn list(
    tx: &mut Tx,
    filter: &AllocationFilter,
) -> Result<Vec<AllocationRow>, StoreError> {
    const SQL: &str = "
        select division_code, id, fiscal_year, indicator_id, notice_id, title, state, total_fen,
               policy_version, prepared_by, created_at, updated_at, allotment_id, open_key,
               version
          from allocation
         where division_code = $1 and fiscal_year = $2
           and (cast($3 as text) is null or state = $3)
           and (cast($4 as text) is null or title like $4)
           and (cast($5 as text) is null or (updated_at, id) < ($5, $6))
         order by updated_at desc, id desc limit $7";
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

/// The constraint that an indicator has one allocation under way.
pub const ONE_OPEN: &str = "allocation_division_code_open_key";

/// Writes what may change over the version that was read; `Stale` if someone was faster.
pub async fn update(tx: &mut Tx, row: &AllocationRow) -> Result<(), StoreError> {
    const SQL: &str = "
        update allocation
           set title = $1, state = $2, total_fen = $3, updated_at = $4, allotment_id = $5,
               open_key = $6, version = version + 1
         where division_code = $7 and id = $8 and version = $9";
    let args = [
        (&row.title).into(),
        (&row.state).into(),
        row.total.fen().into(),
        (&row.updated_at).into(),
        (&row.allotment_id).into(),
        (&row.open_key).into(),
        (&row.division_code).into(),
        (&row.id).into(),
        row.version.into(),
    ];
    match tx.run(SQL, &args).await? {
        1 => Ok(()),
        _ => Err(StoreError::Stale),
    }
}

fn from_row(row: &Row) -> Result<AllocationRow, StoreError> {
    let text = |column| Ok::<_, StoreError>(row.text(column)?.to_owned());
    let text_opt = |column| Ok::<_, StoreError>(row.text_opt(column)?.map(str::to_owned));
    Ok(AllocationRow {
        division_code: text("division_code")?,
        id: text("id")?,
        fiscal_year: row.int("fiscal_year")?,
        indicator_id: text("indicator_id")?,
        notice_id: text_opt("notice_id")?,
        title: text("title")?,
        state: text("state")?,
        total: fen(row, "allocation", "total_fen")?,
        policy_version: text("policy_version")?,
        prepared_by: text("prepared_by")?,
        created_at: text("created_at")?,
        updated_at: text("updated_at")?,
        allotment_id: text_opt("allotment_id")?,
        open_key: text("open_key")?,
        version: row.int("version")?,
    })
}

//! 来文 (incoming notices): what was read, what was corrected, where it stands.

use mingqu_money::Fen;

use crate::budget::entry::fen_opt;
use crate::db::{Row, Tx};
use crate::error::StoreError;

/// A row of `notice`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeRow {
    /// division_code
    pub division_code: String,
    /// id
    pub id: String,
    /// fiscal_year
    pub fiscal_year: i64,
    /// way
    pub way: String,
    /// state
    pub state: String,
    /// upload_id
    pub upload_id: String,
    /// file_name
    pub file_name: String,
    /// body
    pub body: String,
    /// reading
    pub reading: String,
    /// corrections
    pub corrections: String,
    /// title
    pub title: String,
    /// issuer
    pub issuer: String,
    /// document_no
    pub document_no: Option<String>,
    /// no_document_no_reason
    pub no_document_no_reason: Option<String>,
    /// upper_document_no
    pub upper_document_no: Option<String>,
    /// fund_name
    pub fund_name: String,
    /// total_fen
    pub total: Option<Fen>,
    /// issue_on
    pub issue_on: Option<String>,
    /// received_at
    pub received_at: String,
    /// received_by
    pub received_by: String,
    /// registered_on
    pub registered_on: Option<String>,
    /// registered_by
    pub registered_by: Option<String>,
    /// indicator_id
    pub indicator_id: Option<String>,
    /// entry_id
    pub entry_id: Option<String>,
    /// allotment_id
    pub allotment_id: Option<String>,
    /// reject_reason
    pub reject_reason: Option<String>,
    /// version
    pub version: i64,
}

/// Writes a row of `notice`.
pub async fn insert(tx: &mut Tx, row: &NoticeRow) -> Result<(), StoreError> {
    const SQL: &str = "
        insert into notice (division_code, id, fiscal_year, way, state, upload_id, file_name,
                            body, reading, corrections, title, issuer, document_no,
                            no_document_no_reason, upper_document_no, fund_name, total_fen,
                            issue_on, received_at, received_by, registered_on, registered_by,
                            indicator_id, entry_id, allotment_id, reject_reason, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                $19, $20, $21, $22, $23, $24, $25, $26, $27)";
    let args = [
        (&row.division_code).into(),
        (&row.id).into(),
        row.fiscal_year.into(),
        (&row.way).into(),
        (&row.state).into(),
        (&row.upload_id).into(),
        (&row.file_name).into(),
        (&row.body).into(),
        (&row.reading).into(),
        (&row.corrections).into(),
        (&row.title).into(),
        (&row.issuer).into(),
        (&row.document_no).into(),
        (&row.no_document_no_reason).into(),
        (&row.upper_document_no).into(),
        (&row.fund_name).into(),
        row.total.map(Fen::fen).into(),
        (&row.issue_on).into(),
        (&row.received_at).into(),
        (&row.received_by).into(),
        (&row.registered_on).into(),
        (&row.registered_by).into(),
        (&row.indicator_id).into(),
        (&row.entry_id).into(),
        (&row.allotment_id).into(),
        (&row.reject_reason).into(),
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
) -> Result<Option<NoticeRow>, StoreError> {
    const SQL: &str = "
        select division_code, id, fiscal_year, way, state, upload_id, file_name, body, reading,
               corrections, title, issuer, document_no, no_document_no_reason,
               upper_document_no, fund_name, total_fen, issue_on, received_at, received_by,
               registered_on, registered_by, indicator_id, entry_id, allotment_id,
               reject_reason, version
          from notice where division_code = $1 and id = $2";
    tx.one(SQL, &[division_code.into(), id.into()]).await?.map(|row| from_row(&row)).transpose()
}

/// Writes everything that may change over the version that was read; `Stale` if someone was faster.
pub async fn update(tx: &mut Tx, row: &NoticeRow) -> Result<(), StoreError> {
    const SQL: &str = "
        update notice
           set way = $1, state = $2, corrections = $3, title = $4, issuer = $5, document_no = $6,
               no_document_no_reason = $7, upper_document_no = $8, fund_name = $9, total_fen = $10,
               issue_on = $11, registered_on = $12, registered_by = $13, indicator_id = $14,
               entry_id = $15, allotment_id = $16, reject_reason = $17, fiscal_year = $18,
               version = version + 1
         where division_code = $19 and id = $20 and version = $21";
    let args = [
        (&row.way).into(),
        (&row.state).into(),
        (&row.corrections).into(),
        (&row.title).into(),
        (&row.issuer).into(),
        (&row.document_no).into(),
        (&row.no_document_no_reason).into(),
        (&row.upper_document_no).into(),
        (&row.fund_name).into(),
        row.total.map(Fen::fen).into(),
        (&row.issue_on).into(),
        (&row.registered_on).into(),
        (&row.registered_by).into(),
        (&row.indicator_id).into(),
        (&row.entry_id).into(),
        (&row.allotment_id).into(),
        (&row.reject_reason).into(),
        row.fiscal_year.into(),
        (&row.division_code).into(),
        (&row.id).into(),
        row.version.into(),
    ];
    match tx.run(SQL, &args).await? {
        1 => Ok(()),
        _ => Err(StoreError::Stale),
    }
}

/// What a list of notices is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoticeFilter {
    /// 区划代码
    pub division_code: String,
    /// 预算年度
    pub fiscal_year: i64,
    /// Only in this state.
    pub state: Option<String>,
    /// Part of title, number, issuer or fund.
    pub q: Option<String>,
    /// Only those received before this moment and id.
    pub before: Option<(String, String)>,
    /// Rows at most.
    pub limit: i64,
}

/// A page of notices, newest first.
pub async fn list(tx: &mut Tx, filter: &NoticeFilter) -> Result<Vec<NoticeRow>, StoreError> {
    const SQL: &str = "
        select division_code, id, fiscal_year, way, state, upload_id, file_name, body, reading,
               corrections, title, issuer, document_no, no_document_no_reason,
               upper_document_no, fund_name, total_fen, issue_on, received_at, received_by,
               registered_on, registered_by, indicator_id, entry_id, allotment_id,
               reject_reason, version
          from notice
         where division_code = $1 and fiscal_year = $2
           and (cast($3 as text) is null or state = $3)
           and (cast($4 as text) is null or title like $4 or document_no like $4
                or issuer like $4 or fund_name like $4)
           and (cast($5 as text) is null or (received_at, id) < ($5, $6))
         order by received_at desc, id desc limit $7";
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

/// How many notices of a book are in a state.
pub async fn count(
    tx: &mut Tx,
    division_code: &str,
    fiscal_year: i64,
    state: &str,
) -> Result<i64, StoreError> {
    const SQL: &str = "
        select cast(count(*) as bigint) as n from notice
         where division_code = $1 and fiscal_year = $2 and state = $3";
    let row = tx.one(SQL, &[division_code.into(), fiscal_year.into(), state.into()]).await?;
    row.map_or(Ok(0), |row| row.int("n"))
}

fn from_row(row: &Row) -> Result<NoticeRow, StoreError> {
    let text = |column| Ok::<_, StoreError>(row.text(column)?.to_owned());
    let text_opt = |column| Ok::<_, StoreError>(row.text_opt(column)?.map(str::to_owned));
    Ok(NoticeRow {
        division_code: text("division_code")?,
        id: text("id")?,
        fiscal_year: row.int("fiscal_year")?,
        way: text("way")?,
        state: text("state")?,
        upload_id: text("upload_id")?,
        file_name: text("file_name")?,
        body: text("body")?,
        reading: text("reading")?,
        corrections: text("corrections")?,
        title: text("title")?,
        issuer: text("issuer")?,
        document_no: text_opt("document_no")?,
        no_document_no_reason: text_opt("no_document_no_reason")?,
        upper_document_no: text_opt("upper_document_no")?,
        fund_name: text("fund_name")?,
        total: fen_opt(row, "notice", "total_fen")?,
        issue_on: text_opt("issue_on")?,
        received_at: text("received_at")?,
        received_by: text("received_by")?,
        registered_on: text_opt("registered_on")?,
        registered_by: text_opt("registered_by")?,
        indicator_id: text_opt("indicator_id")?,
        entry_id: text_opt("entry_id")?,
        allotment_id: text_opt("allotment_id")?,
        reject_reason: text_opt("reject_reason")?,
        version: row.int("version")?,
    })
}

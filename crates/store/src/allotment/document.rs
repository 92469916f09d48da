//! 收到的文件 (documents received), the lower book's side of a delivery.

use mingqu_money::Fen;

use crate::budget::entry::fen_opt;
use crate::db::{Row, Tx};
use crate::error::StoreError;

/// A row of `document`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRow {
    /// division_code
    pub division_code: String,
    /// id
    pub id: String,
    /// fiscal_year
    pub fiscal_year: i64,
    /// kind
    pub kind: String,
    /// office_id
    pub office_id: Option<String>,
    /// allotment_id
    pub allotment_id: String,
    /// from_division
    pub from_division: String,
    /// document_no
    pub document_no: String,
    /// title
    pub title: String,
    /// issuer
    pub issuer: String,
    /// amount_fen
    pub amount: Option<Fen>,
    /// fund_code
    pub fund_code: String,
    /// fund_name
    pub fund_name: String,
    /// direct_tag
    pub direct_tag: String,
    /// income_code
    pub income_code: String,
    /// functional_code
    pub functional_code: String,
    /// decompose_days
    pub decompose_days: Option<i64>,
    /// issued_on
    pub issued_on: String,
    /// paper
    pub paper: String,
    /// arrived_at
    pub arrived_at: String,
    /// read_at
    pub read_at: Option<String>,
    /// received_on
    pub received_on: Option<String>,
    /// received_by
    pub received_by: Option<String>,
    /// indicator_id
    pub indicator_id: Option<String>,
    /// entry_id
    pub entry_id: Option<String>,
    /// revoked_at
    pub revoked_at: Option<String>,
    /// version
    pub version: i64,
}

/// Writes a row of `document`.
pub async fn insert(tx: &mut Tx, row: &DocumentRow) -> Result<(), StoreError> {
    const SQL: &str = "
        insert into document (division_code, id, fiscal_year, kind, office_id, allotment_id,
                              from_division, document_no, title, issuer, amount_fen, fund_code,
                              fund_name, direct_tag, income_code, functional_code,
                              decompose_days, issued_on, paper, arrived_at, read_at,
                              received_on, received_by, indicator_id, entry_id, revoked_at,
                              version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                $19, $20, $21, $22, $23, $24, $25, $26, $27)";
    let args = [
        (&row.division_code).into(),
        (&row.id).into(),
        row.fiscal_year.into(),
        (&row.kind).into(),
        (&row.office_id).into(),
        (&row.allotment_id).into(),
        (&row.from_division).into(),
        (&row.document_no).into(),
        (&row.title).into(),
        (&row.issuer).into(),
        row.amount.map(Fen::fen).into(),
        (&row.fund_code).into(),
        (&row.fund_name).into(),
        (&row.direct_tag).into(),
        (&row.income_code).into(),
        (&row.functional_code).into(),
        row.decompose_days.into(),
        (&row.issued_on).into(),
        (&row.paper).into(),
        (&row.arrived_at).into(),
        (&row.read_at).into(),
        (&row.received_on).into(),
        (&row.received_by).into(),
        (&row.indicator_id).into(),
        (&row.entry_id).into(),
        (&row.revoked_at).into(),
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
) -> Result<Option<DocumentRow>, StoreError> {
    const SQL: &str = "
        select division_code, id, fiscal_year, kind, office_id, allotment_id, from_division,
               document_no, title, issuer, amount_fen, fund_code, fund_name, direct_tag,
               income_code, functional_code, decompose_days, issued_on, paper, arrived_at,
               read_at, received_on, received_by, indicator_id, entry_id, revoked_at, version
          from document where division_code = $1 and id = $2";
    tx.one(SQL, &[division_code.into(), id.into()]).await?.map(|row| from_row(&row)).transpose()
}

/// What a list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentFilter {
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
pub async fn list(tx: &mut Tx, filter: &DocumentFilter) -> Result<Vec<DocumentRow>, StoreError> {
    const SQL: &str = "
        select division_code, id, fiscal_year, kind, office_id, allotment_id, from_division,
               document_no, title, issuer, amount_fen, fund_code, fund_name, direct_tag,
               income_code, functional_code, decompose_days, issued_on, paper, arrived_at,
               read_at, received_on, received_by, indicator_id, entry_id, revoked_at, version
          from document
         where division_code = $1 and fiscal_year = $2
           and (cast($3 as text) is null or ($3 = 'unread' and read_at is null)
                or ($3 = 'unreceived' and kind = 'main' and received_on is null
                    and revoked_at is null)
                or ($3 = 'received' and received_on is not null))
           and (cast($4 as text) is null or title like $4 or document_no like $4)
           and (cast($5 as text) is null or (arrived_at, id) < ($5, $6))
         order by arrived_at desc, id desc limit $7";
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

/// Notes the first reading; true when it was the first.
pub async fn update_read(
    tx: &mut Tx,
    division_code: &str,
    id: &str,
    at: &str,
) -> Result<bool, StoreError> {
    const SQL: &str = "
        update document set read_at = $1
         where division_code = $2 and id = $3 and read_at is null";
    Ok(tx.run(SQL, &[at.into(), division_code.into(), id.into()]).await? == 1)
}

/// Writes the receipt over the version that was read; `Stale` if someone was faster.
pub async fn update_received(tx: &mut Tx, row: &DocumentRow) -> Result<(), StoreError> {
    const SQL: &str = "
        update document
           set received_on = $1, received_by = $2, indicator_id = $3, entry_id = $4,
               version = version + 1
         where division_code = $5 and id = $6 and version = $7 and received_on is null
           and revoked_at is null";
    let args = [
        (&row.received_on).into(),
        (&row.received_by).into(),
        (&row.indicator_id).into(),
        (&row.entry_id).into(),
        (&row.division_code).into(),
        (&row.id).into(),
        row.version.into(),
    ];
    match tx.run(SQL, &args).await? {
        1 => Ok(()),
        _ => Err(StoreError::Stale),
    }
}

/// Takes back every document of an allotment that nobody has received; answers how many.
pub async fn revoke(tx: &mut Tx, allotment_id: &str, at: &str) -> Result<u64, StoreError> {
    const SQL: &str = "
        update document set revoked_at = $1, version = version + 1
         where allotment_id = $2 and received_on is null and revoked_at is null";
    tx.run(SQL, &[at.into(), allotment_id.into()]).await
}

/// Whether any document of an allotment was received: the name of the first.
pub async fn first_received(tx: &mut Tx, allotment_id: &str) -> Result<Option<String>, StoreError> {
    const SQL: &str = "
        select division_code from document
         where allotment_id = $1 and received_on is not null order by division_code limit 1";
    let row = tx.one(SQL, &[allotment_id.into()]).await?;
    row.map(|row| Ok(row.text("division_code")?.to_owned())).transpose()
}

fn from_row(row: &Row) -> Result<DocumentRow, StoreError> {
    let text = |column| Ok::<_, StoreError>(row.text(column)?.to_owned());
    let text_opt = |column| Ok::<_, StoreError>(row.text_opt(column)?.map(str::to_owned));
    Ok(DocumentRow {
        division_code: text("division_code")?,
        id: text("id")?,
        fiscal_year: row.int("fiscal_year")?,
        kind: text("kind")?,
        office_id: text_opt("office_id")?,
        allotment_id: text("allotment_id")?,
        from_division: text("from_division")?,
        document_no: text("document_no")?,
        title: text("title")?,
        issuer: text("issuer")?,
        amount: fen_opt(row, "document", "amount_fen")?,
        fund_code: text("fund_code")?,
        fund_name: text("fund_name")?,
        direct_tag: text("direct_tag")?,
        income_code: text("income_code")?,
        functional_code: text("functional_code")?,
        decompose_days: row.int_opt("decompose_days")?,
        issued_on: text("issued_on")?,
        paper: text("paper")?,
        arrived_at: text("arrived_at")?,
        read_at: text_opt("read_at")?,
        received_on: text_opt("received_on")?,
        received_by: text_opt("received_by")?,
        indicator_id: text_opt("indicator_id")?,
        entry_id: text_opt("entry_id")?,
        revoked_at: text_opt("revoked_at")?,
        version: row.int("version")?,
    })
}

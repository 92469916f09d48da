//! 预算指标 (indicators): what each is; its figures stand in the ledger.

use crate::db::{Row, Tx, Value};
use crate::error::StoreError;

/// An indicator as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorRow {
    /// 区划代码
    pub division_code: String,
    /// 预算年度
    pub fiscal_year: i64,
    /// UUIDv7
    pub id: String,
    /// 带来这笔指标的文号
    pub document_no: String,
    /// Line of that document.
    pub line_no: i64,
    /// 资金代码
    pub fund_code: String,
    /// 资金名称
    pub fund_name: String,
    /// scheme:code, or `-`
    pub direct_tag: String,
    /// 收入科目
    pub income_code: String,
    /// 支出功能科目
    pub functional_code: String,
    /// 登记日期
    pub registered_on: String,
    /// 发文日期
    pub issued_on: Option<String>,
    /// 分解期限（自然日）
    pub decompose_days: Option<i64>,
    /// 来文
    pub notice_id: Option<String>,
    /// 收到的文件
    pub document_id: Option<String>,
    /// 建立时刻
    pub created_at: String,
}

/// The constraint that a document's line is booked once in a book.
pub const ONCE: &str = "indicator_division_code_fiscal_year_document_no_line_no";

/// Writes an indicator; the same document and line again breaks [`ONCE`].
pub async fn insert(tx: &mut Tx, row: &IndicatorRow) -> Result<(), StoreError> {
    const SQL: &str = "
        insert into indicator (division_code, fiscal_year, id, document_no, line_no, fund_code,
                               fund_name, direct_tag, income_code, functional_code, registered_on,
                               issued_on, decompose_days, notice_id, document_id, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    let args = [
        (&row.division_code).into(),
        row.fiscal_year.into(),
        (&row.id).into(),
        (&row.document_no).into(),
        row.line_no.into(),
        (&row.fund_code).into(),
        (&row.fund_name).into(),
        (&row.direct_tag).into(),
        (&row.income_code).into(),
        (&row.functional_code).into(),
        (&row.registered_on).into(),
        (&row.issued_on).into(),
        row.decompose_days.into(),
        (&row.notice_id).into(),
        (&row.document_id).into(),
        (&row.created_at).into(),
    ];
    tx.run(SQL, &args).await?;
    Ok(())
}

/// Finds an indicator by id in a book.
pub async fn find(
    tx: &mut Tx,
    division_code: &str,
    fiscal_year: i64,
    id: &str,
) -> Result<Option<IndicatorRow>, StoreError> {
    const SQL: &str = "
        select division_code, fiscal_year, id, document_no, line_no, fund_code, fund_name,
               direct_tag, income_code, functional_code, registered_on, issued_on, decompose_days,
               notice_id, document_id, created_at
          from indicator where division_code = $1 and fiscal_year = $2 and id = $3";
    let args = [division_code.into(), fiscal_year.into(), id.into()];
    tx.one(SQL, &args).await?.map(|row| from_row(&row)).transpose()
}

/// What a posting needs to know of an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Postable {
    /// The indicator.
    pub id: String,
    /// 文号
    pub document_no: String,
    /// 资金代码
    pub fund_code: String,
    /// scheme:code, or `-`
    pub direct_tag: String,
    /// Whether its book is closed.
    pub closed: bool,
    /// Whether a document of the upper book brought it: then only that book moves it.
    pub from_above: bool,
}

/// Finds what is needed to post to an indicator, its book included, in one statement.
pub async fn find_postable(
    tx: &mut Tx,
    division_code: &str,
    fiscal_year: i64,
    id: &str,
) -> Result<Option<Postable>, StoreError> {
    const SQL: &str = "
        select i.id, i.document_no, i.fund_code, i.direct_tag, i.document_id, b.closed_on
          from indicator i
          join book b on b.division_code = i.division_code and b.fiscal_year = i.fiscal_year
         where i.division_code = $1 and i.fiscal_year = $2 and i.id = $3";
    let args = [division_code.into(), fiscal_year.into(), id.into()];
    tx.one(SQL, &args).await?.map(|row| postable(&row)).transpose()
}

/// The same for many, in the order of their ids; those that are not there are left out.
pub async fn list_postable(
    tx: &mut Tx,
    division_code: &str,
    fiscal_year: i64,
    ids: &[&str],
) -> Result<Vec<Postable>, StoreError> {
    const AT_ONCE: usize = 50;
    const SQL: &str = "
        select i.id, i.document_no, i.fund_code, i.direct_tag, i.document_id, b.closed_on
          from indicator i
          join book b on b.division_code = i.division_code and b.fiscal_year = i.fiscal_year
         where i.division_code = $1 and i.fiscal_year = $2
           and i.id in ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
                        $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27,
                        $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39,
                        $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51,
                        $52)
         order by i.id limit 50";
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(AT_ONCE) {
        let last = ids.last().copied().unwrap_or_default();
        let mut args: Vec<Value<'_>> = vec![division_code.into(), fiscal_year.into()];
        // The same number of values each time: what is missing is the last one again.
        args.extend(ids.iter().map(|id| Value::from(*id)));
        args.resize(2 + AT_ONCE, last.into());
        for row in tx.all(SQL, &args).await? {
            found.push(postable(&row)?);
        }
    }
    Ok(found)
}

fn postable(row: &Row) -> Result<Postable, StoreError> {
    Ok(Postable {
        id: row.text("id")?.to_owned(),
        document_no: row.text("document_no")?.to_owned(),
        fund_code: row.text("fund_code")?.to_owned(),
        direct_tag: row.text("direct_tag")?.to_owned(),
        closed: row.text_opt("closed_on")?.is_some(),
        from_above: row.text_opt("document_id")?.is_some(),
    })
}

/// The indicators a document brought to a book.
pub async fn list_of_document(
    tx: &mut Tx,
    division_code: &str,
    fiscal_year: i64,
    document_no: &str,
) -> Result<Vec<IndicatorRow>, StoreError> {
    const SQL: &str = "
        select division_code, fiscal_year, id, document_no, line_no, fund_code, fund_name,
               direct_tag, income_code, functional_code, registered_on, issued_on, decompose_days,
               notice_id, document_id, created_at
          from indicator
         where division_code = $1 and fiscal_year = $2 and document_no = $3
         order by line_no limit 1000";
    let args = [division_code.into(), fiscal_year.into(), document_no.into()];
    tx.all(SQL, &args).await?.iter().map(from_row).collect()
}

/// A page of a book's indicators by document, after one, narrowed by part of document or fund.
pub async fn list(
    tx: &mut Tx,
    division_code: &str,
    fiscal_year: i64,
    q: Option<&str>,
    after: &str,
    limit: i64,
) -> Result<Vec<IndicatorRow>, StoreError> {
    const SQL: &str = "
        select division_code, fiscal_year, id, document_no, line_no, fund_code, fund_name,
               direct_tag, income_code, functional_code, registered_on, issued_on, decompose_days,
               notice_id, document_id, created_at
          from indicator
         where division_code = $1 and fiscal_year = $2 and document_no > $3
           and (cast($4 as text) is null or document_no like $4 or fund_name like $4)
         order by document_no, line_no limit $5";
    let like = q.map(|q| format!("%{q}%"));
    let args =
        [division_code.into(), fiscal_year.into(), after.into(), (&like).into(), limit.into()];
    tx.all(SQL, &args).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<IndicatorRow, StoreError> {
    let text = |column| Ok::<_, StoreError>(row.text(column)?.to_owned());
    let text_opt = |column| Ok::<_, StoreError>(row.text_opt(column)?.map(str::to_owned));
    Ok(IndicatorRow {
        division_code: text("division_code")?,
        fiscal_year: row.int("fiscal_year")?,
        id: text("id")?,
        document_no: text("document_no")?,
        line_no: row.int("line_no")?,
        fund_code: text("fund_code")?,
        fund_name: text("fund_name")?,
        direct_tag: text("direct_tag")?,
        income_code: text("income_code")?,
        functional_code: text("functional_code")?,
        registered_on: text("registered_on")?,
        issued_on: text_opt("issued_on")?,
        decompose_days: row.int_opt("decompose_days")?,
        notice_id: text_opt("notice_id")?,
        document_id: text_opt("document_id")?,
        created_at: text("created_at")?,
    })
}

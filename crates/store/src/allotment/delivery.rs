//! 送达 (deliveries): to whom a paper went, and what came back.

use mingqu_money::Fen;

use crate::budget::entry::fen_opt;
use crate::db::{Row, Tx};
use crate::error::StoreError;

/// A row of `delivery`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryRow {
    /// division_code
    pub division_code: String,
    /// id
    pub id: String,
    /// allotment_id
    pub allotment_id: String,
    /// kind
    pub kind: String,
    /// line_no
    pub line_no: i64,
    /// to_division
    pub to_division: String,
    /// to_office_id
    pub to_office_id: Option<String>,
    /// to_name
    pub to_name: String,
    /// amount_fen
    pub amount: Option<Fen>,
    /// outside
    pub outside: i64,
    /// delivered_at
    pub delivered_at: Option<String>,
    /// read_at
    pub read_at: Option<String>,
    /// read_by
    pub read_by: Option<String>,
    /// received_at
    pub received_at: Option<String>,
    /// received_by
    pub received_by: Option<String>,
    /// recorded_by
    pub recorded_by: Option<String>,
    /// recorded_upload
    pub recorded_upload: Option<String>,
}

/// Writes a row of `delivery`.
pub async fn insert(tx: &mut Tx, row: &DeliveryRow) -> Result<(), StoreError> {
    const SQL: &str = "
        insert into delivery (division_code, id, allotment_id, kind, line_no, to_division,
                              to_office_id, to_name, amount_fen, outside, delivered_at, read_at,
                              read_by, received_at, received_by, recorded_by, recorded_upload)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
    let args = [
        (&row.division_code).into(),
        (&row.id).into(),
        (&row.allotment_id).into(),
        (&row.kind).into(),
        row.line_no.into(),
        (&row.to_division).into(),
        (&row.to_office_id).into(),
        (&row.to_name).into(),
        row.amount.map(Fen::fen).into(),
        row.outside.into(),
        (&row.delivered_at).into(),
        (&row.read_at).into(),
        (&row.read_by).into(),
        (&row.received_at).into(),
        (&row.received_by).into(),
        (&row.recorded_by).into(),
        (&row.recorded_upload).into(),
    ];
    tx.run(SQL, &args).await?;
    Ok(())
}

/// Finds one by id.
pub async fn find(
    tx: &mut Tx,
    division_code: &str,
    id: &str,
) -> Result<Option<DeliveryRow>, StoreError> {
    const SQL: &str = "
        select division_code, id, allotment_id, kind, line_no, to_division, to_office_id,
               to_name, amount_fen, outside, delivered_at, read_at, read_by, received_at,
               received_by, recorded_by, recorded_upload
          from delivery where division_code = $1 and id = $2";
    tx.one(SQL, &[division_code.into(), id.into()]).await?.map(|row| from_row(&row)).transpose()
}

/// The deliveries of an allotment, those that carry money first.
pub async fn list(
    tx: &mut Tx,
    division_code: &str,
    allotment_id: &str,
) -> Result<Vec<DeliveryRow>, StoreError> {
    const SQL: &str = "
        select division_code, id, allotment_id, kind, line_no, to_division, to_office_id,
               to_name, amount_fen, outside, delivered_at, read_at, read_by, received_at,
               received_by, recorded_by, recorded_upload
          from delivery where division_code = $1 and allotment_id = $2
         order by kind desc, line_no";
    let args = [division_code.into(), allotment_id.into()];
    tx.all(SQL, &args).await?.iter().map(from_row).collect()
}

/// Deliveries of money that nobody has received yet, of issued papers, oldest first.
pub async fn list_unreceived(
    tx: &mut Tx,
    division_code: &str,
    fiscal_year: i64,
) -> Result<Vec<DeliveryRow>, StoreError> {
    const SQL: &str = "
        select d.division_code, d.id, d.allotment_id, d.kind, d.line_no, d.to_division,
               d.to_office_id, d.to_name, d.amount_fen, d.outside, d.delivered_at, d.read_at,
               d.read_by, d.received_at, d.received_by, d.recorded_by, d.recorded_upload
          from delivery d
          join allotment a on a.division_code = d.division_code and a.id = d.allotment_id
         where d.division_code = $1 and a.fiscal_year = $2 and a.state = 'issued'
           and d.kind = 'main' and d.received_at is null
         order by a.issued_on, d.allotment_id, d.line_no limit 500";
    let args = [division_code.into(), fiscal_year.into()];
    tx.all(SQL, &args).await?.iter().map(from_row).collect()
}

/// Notes that the paper lies in the recipient's box.
pub async fn update_delivered(
    tx: &mut Tx,
    division_code: &str,
    id: &str,
    at: &str,
) -> Result<(), StoreError> {
    const SQL: &str = "
        update delivery set delivered_at = $1
         where division_code = $2 and id = $3 and delivered_at is null";
    tx.run(SQL, &[at.into(), division_code.into(), id.into()]).await?;
    Ok(())
}

/// Notes the first reading.
pub async fn update_read(
    tx: &mut Tx,
    division_code: &str,
    id: &str,
    at: &str,
    by: &str,
) -> Result<(), StoreError> {
    const SQL: &str = "
        update delivery set read_at = $1, read_by = $2
         where division_code = $3 and id = $4 and read_at is null";
    tx.run(SQL, &[at.into(), by.into(), division_code.into(), id.into()]).await?;
    Ok(())
}

/// Notes the receipt; one receipt only, and it says by whom it was recorded when on paper.
pub async fn update_received(
    tx: &mut Tx,
    division_code: &str,
    id: &str,
    at: &str,
    by: &str,
    recorded: Option<(&str, &str)>,
) -> Result<bool, StoreError> {
    const SQL: &str = "
        update delivery
           set received_at = $1, received_by = $2, recorded_by = $3, recorded_upload = $4
         where division_code = $5 and id = $6 and received_at is null";
    let (recorded_by, upload) = match recorded {
        Some((by, upload)) => (Some(by), Some(upload)),
        None => (None, None),
    };
    let args =
        [at.into(), by.into(), recorded_by.into(), upload.into(), division_code.into(), id.into()];
    Ok(tx.run(SQL, &args).await? == 1)
}

fn from_row(row: &Row) -> Result<DeliveryRow, StoreError> {
    let text = |column| Ok::<_, StoreError>(row.text(column)?.to_owned());
    let text_opt = |column| Ok::<_, StoreError>(row.text_opt(column)?.map(str::to_owned));
    Ok(DeliveryRow {
        division_code: text("division_code")?,
        id: text("id")?,
        allotment_id: text("allotment_id")?,
        kind: text("kind")?,
        line_no: row.int("line_no")?,
        to_division: text("to_division")?,
        to_office_id: text_opt("to_office_id")?,
        to_name: text("to_name")?,
        amount: fen_opt(row, "delivery", "amount_fen")?,
        outside: row.int("outside")?,
        delivered_at: text_opt("delivered_at")?,
        read_at: text_opt("read_at")?,
        read_by: text_opt("read_by")?,
        received_at: text_opt("received_at")?,
        received_by: text_opt("received_by")?,
        recorded_by: text_opt("recorded_by")?,
        recorded_upload: text_opt("recorded_upload")?,
    })
}

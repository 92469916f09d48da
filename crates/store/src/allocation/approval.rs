//! 审批 (approvals) of every kind of document.

use mingqu_money::Fen;

use crate::budget::entry::fen_opt;
use crate::db::{Row, Tx};
use crate::error::StoreError;

/// A row of `approval`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalRow {
    /// id
    pub id: String,
    /// division_code
    pub division_code: String,
    /// fiscal_year
    pub fiscal_year: i64,
    /// subject_kind
    pub subject_kind: String,
    /// subject_id
    pub subject_id: String,
    /// subject_title
    pub subject_title: String,
    /// amount_fen
    pub amount: Option<Fen>,
    /// steps
    pub steps: String,
    /// state
    pub state: String,
    /// step_no
    pub step_no: i64,
    /// prepared_by
    pub prepared_by: String,
    /// asked_user_id
    pub asked_user_id: Option<String>,
    /// arrived_at
    pub arrived_at: String,
    /// version
    pub version: i64,
}

/// Writes a row of `approval`.
pub async fn insert(tx: &mut Tx, row: &ApprovalRow) -> Result<(), StoreError> {
    const SQL: &str = "
        insert into approval (id, division_code, fiscal_year, subject_kind, subject_id,
                              subject_title, amount_fen, steps, state, step_no, prepared_by,
                              asked_user_id, arrived_at, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    let args = [
        (&row.id).into(),
        (&row.division_code).into(),
        row.fiscal_year.into(),
        (&row.subject_kind).into(),
        (&row.subject_id).into(),
        (&row.subject_title).into(),
        row.amount.map(Fen::fen).into(),
        (&row.steps).into(),
        (&row.state).into(),
        row.step_no.into(),
        (&row.prepared_by).into(),
        (&row.asked_user_id).into(),
        (&row.arrived_at).into(),
        row.version.into(),
    ];
    tx.run(SQL, &args).await?;
    Ok(())
}

/// Finds the approval of a document.
pub async fn find(
    tx: &mut Tx,
    subject_kind: &str,
    subject_id: &str,
) -> Result<Option<ApprovalRow>, StoreError> {
    const SQL: &str = "
        select id, division_code, fiscal_year, subject_kind, subject_id, subject_title,
               amount_fen, steps, state, step_no, prepared_by, asked_user_id, arrived_at,
               version
          from approval where subject_kind = $1 and subject_id = $2";
    let args = [subject_kind.into(), subject_id.into()];
    tx.one(SQL, &args).await?.map(|row| from_row(&row)).transpose()
}

/// Writes where it stands over the version that was read; `Stale` if someone was faster.
pub async fn update(tx: &mut Tx, row: &ApprovalRow) -> Result<(), StoreError> {
    const SQL: &str = "
        update approval
           set subject_title = $1, amount_fen = $2, state = $3, step_no = $4, asked_user_id = $5,
               arrived_at = $6, version = version + 1
         where id = $7 and version = $8";
    let args = [
        (&row.subject_title).into(),
        row.amount.map(Fen::fen).into(),
        (&row.state).into(),
        row.step_no.into(),
        (&row.asked_user_id).into(),
        (&row.arrived_at).into(),
        (&row.id).into(),
        row.version.into(),
    ];
    match tx.run(SQL, &args).await? {
        1 => Ok(()),
        _ => Err(StoreError::Stale),
    }
}

/// What is in a state in a division, oldest first.
pub async fn list(
    tx: &mut Tx,
    division_code: &str,
    state: &str,
) -> Result<Vec<ApprovalRow>, StoreError> {
    const SQL: &str = "
        select id, division_code, fiscal_year, subject_kind, subject_id, subject_title,
               amount_fen, steps, state, step_no, prepared_by, asked_user_id, arrived_at,
               version
          from approval where division_code = $1 and state = $2
         order by arrived_at, id limit 200";
    let args = [division_code.into(), state.into()];
    tx.all(SQL, &args).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<ApprovalRow, StoreError> {
    let text = |column| Ok::<_, StoreError>(row.text(column)?.to_owned());
    let text_opt = |column| Ok::<_, StoreError>(row.text_opt(column)?.map(str::to_owned));
    Ok(ApprovalRow {
        id: text("id")?,
        division_code: text("division_code")?,
        fiscal_year: row.int("fiscal_year")?,
        subject_kind: text("subject_kind")?,
        subject_id: text("subject_id")?,
        subject_title: text("subject_title")?,
        amount: fen_opt(row, "approval", "amount_fen")?,
        steps: text("steps")?,
        state: text("state")?,
        step_no: row.int("step_no")?,
        prepared_by: text("prepared_by")?,
        asked_user_id: text_opt("asked_user_id")?,
        arrived_at: text("arrived_at")?,
        version: row.int("version")?,
    })
}

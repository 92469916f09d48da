//! 审批经过 (acts of an approval), only ever added to.

use crate::db::{Row, Tx};
use crate::error::StoreError;

/// A row of `approval_act`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalActRow {
    /// approval_id
    pub approval_id: String,
    /// act_no
    pub act_no: i64,
    /// step_no
    pub step_no: i64,
    /// at
    pub at: String,
    /// user_id
    pub user_id: String,
    /// for_user_id
    pub for_user_id: Option<String>,
    /// kind
    pub kind: String,
    /// opinion
    pub opinion: Option<String>,
}

/// Writes a row of `approval_act`.
pub async fn insert(tx: &mut Tx, row: &ApprovalActRow) -> Result<(), StoreError> {
    const SQL: &str = "
        insert into approval_act (approval_id, act_no, step_no, at, user_id, for_user_id, kind,
                                  opinion)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let args = [
        (&row.approval_id).into(),
        row.act_no.into(),
        row.step_no.into(),
        (&row.at).into(),
        (&row.user_id).into(),
        (&row.for_user_id).into(),
        (&row.kind).into(),
        (&row.opinion).into(),
    ];
    tx.run(SQL, &args).await?;
    Ok(())
}

/// The acts, oldest first.
pub async fn list(tx: &mut Tx, approval_id: &str) -> Result<Vec<ApprovalActRow>, StoreError> {
    const SQL: &str = "
        select approval_id, act_no, step_no, at, user_id, for_user_id, kind, opinion
          from approval_act where approval_id = $1 order by act_no";
    tx.all(SQL, &[approval_id.into()]).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<ApprovalActRow, StoreError> {
    let text = |column| Ok::<_, StoreError>(row.text(column)?.to_owned());
    let text_opt = |column| Ok::<_, StoreError>(row.text_opt(column)?.map(str::to_owned));
    Ok(ApprovalActRow {
        approval_id: text("approval_id")?,
        act_no: row.int("act_no")?,
        step_no: row.int("step_no")?,
        at: text("at")?,
        user_id: text("user_id")?,
        for_user_id: text_opt("for_user_id")?,
        kind: text("kind")?,
        opinion: text_opt("opinion")?,
    })
}

//! 来文的存疑 (doubts) and how they were settled.

use crate::db::{Row, Tx};
use crate::error::StoreError;

/// A row of `notice_doubt`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeDoubtRow {
    /// division_code
    pub division_code: String,
    /// notice_id
    pub notice_id: String,
    /// doubt_no
    pub doubt_no: i64,
    /// code
    pub code: String,
    /// field
    pub field: String,
    /// message
    pub message: String,
    /// start_at
    pub start_at: Option<i64>,
    /// end_at
    pub end_at: Option<i64>,
    /// answer
    pub answer: Option<String>,
    /// answer_text
    pub answer_text: Option<String>,
    /// answered_by
    pub answered_by: Option<String>,
}

/// Writes a row of `notice_doubt`.
pub async fn insert(tx: &mut Tx, row: &NoticeDoubtRow) -> Result<(), StoreError> {
    const SQL: &str = "
        insert into notice_doubt (division_code, notice_id, doubt_no, code, field, message,
                                  start_at, end_at, answer, answer_text, answered_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let args = [
        (&row.division_code).into(),
        (&row.notice_id).into(),
        row.doubt_no.into(),
        (&row.code).into(),
        (&row.field).into(),
        (&row.message).into(),
        row.start_at.into(),
        row.end_at.into(),
        (&row.answer).into(),
        (&row.answer_text).into(),
        (&row.answered_by).into(),
    ];
    tx.run(SQL, &args).await?;
    Ok(())
}

/// Keeps an answer.
pub async fn update_answer(tx: &mut Tx, row: &NoticeDoubtRow) -> Result<(), StoreError> {
    const SQL: &str = "
        update notice_doubt set answer = $1, answer_text = $2, answered_by = $3
         where division_code = $4 and notice_id = $5 and doubt_no = $6";
    let args = [
        (&row.answer).into(),
        (&row.answer_text).into(),
        (&row.answered_by).into(),
        (&row.division_code).into(),
        (&row.notice_id).into(),
        row.doubt_no.into(),
    ];
    match tx.run(SQL, &args).await? {
        1 => Ok(()),
        _ => Err(StoreError::Stale),
    }
}

/// The doubts of a notice in their order.
pub async fn list(
    tx: &mut Tx,
    division_code: &str,
    notice_id: &str,
) -> Result<Vec<NoticeDoubtRow>, StoreError> {
    const SQL: &str = "
        select division_code, notice_id, doubt_no, code, field, message, start_at, end_at,
               answer, answer_text, answered_by
          from notice_doubt where division_code = $1 and notice_id = $2 order by doubt_no";
    let args = [division_code.into(), notice_id.into()];
    tx.all(SQL, &args).await?.iter().map(from_row).collect()
}

/// How many doubts of a notice are open.
pub async fn count_open(
    tx: &mut Tx,
    division_code: &str,
    notice_id: &str,
) -> Result<i64, StoreError> {
    const SQL: &str = "
        select cast(count(*) as bigint) as n from notice_doubt
         where division_code = $1 and notice_id = $2 and answer is null";
    let row = tx.one(SQL, &[division_code.into(), notice_id.into()]).await?;
    row.map_or(Ok(0), |row| row.int("n"))
}

fn from_row(row: &Row) -> Result<NoticeDoubtRow, StoreError> {
    let text = |column| Ok::<_, StoreError>(row.text(column)?.to_owned());
    let text_opt = |column| Ok::<_, StoreError>(row.text_opt(column)?.map(str::to_owned));
    Ok(NoticeDoubtRow {
        division_code: text("division_code")?,
        notice_id: text("notice_id")?,
        doubt_no: row.int("doubt_no")?,
        code: text("code")?,
        field: text("field")?,
        message: text("message")?,
        start_at: row.int_opt("start_at")?,
        end_at: row.int_opt("end_at")?,
        answer: text_opt("answer")?,
        answer_text: text_opt("answer_text")?,
        answered_by: text_opt("answered_by")?,
    })
}

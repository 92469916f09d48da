//! A page of incoming notices (来文列表).

use mingqu_domain::notice::{NoticeState, NoticeWay};
use mingqu_store::notice::{doubt, header};

use crate::error::AppError;
use crate::execute::Caller;

/// What notices are asked for.
pub type NoticeQuery = header::NoticeFilter;

/// A notice in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeSummary {
    /// The row.
    pub row: header::NoticeRow,
    /// 状态
    pub state_label: &'static str,
    /// 来源
    pub way_label: &'static str,
    /// Doubts not yet settled.
    pub doubts_open: i64,
}

/// A page of a book's notices, newest first.
pub async fn notices(caller: &Caller, query: NoticeQuery) -> Result<Vec<NoticeSummary>, AppError> {
    caller.actor.require("notice.read")?;
    caller.actor.require_read(caller.app.policy(), &query.division_code)?;
    let db = caller.app.db();
    db.read(move |tx| {
        Box::pin(async move {
            let rows = header::list(tx, &query).await?;
            let mut out = Vec::with_capacity(rows.len());
            for row in rows {
                let doubts_open = doubt::count_open(tx, &row.division_code, &row.id).await?;
                let state = NoticeState::from_code(&row.state);
                let way = NoticeWay::from_code(&row.way);
                out.push(NoticeSummary {
                    state_label: state.map_or("", NoticeState::label),
                    way_label: way.map_or("", NoticeWay::label),
                    doubts_open,
                    row,
                });
            }
            Ok::<_, AppError>(out)
        })
    })
    .await
}

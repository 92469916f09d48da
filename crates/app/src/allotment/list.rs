//! A page of allotments (下达文列表).

use mingqu_domain::allotment::{AllotmentState, DeliveryKind};
use mingqu_money::Fen;
use mingqu_store::allotment::{delivery, header};

use crate::error::AppError;
use crate::execute::Caller;

/// What allotments are asked for.
pub type AllotmentQuery = header::AllotmentFilter;

/// An allotment in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllotmentSummary {
    /// The row.
    pub row: header::AllotmentRow,
    /// draft / issued / part_received / received / revoked
    pub state: &'static str,
    /// 状态
    pub state_label: &'static str,
    /// Recipients of money that have received.
    pub received_count: usize,
    /// Recipients of money.
    pub recipient_count: usize,
    /// Money that nobody has received yet.
    pub unreceived: Fen,
}

/// A page of a book's allotments, newest first.
pub async fn allotments(
    caller: &Caller,
    query: AllotmentQuery,
) -> Result<Vec<AllotmentSummary>, AppError> {
    caller.actor.require("allotment.read")?;
    caller.actor.require_read(caller.app.policy(), &query.division_code)?;
    let db = caller.app.db();
    db.read(move |tx| {
        Box::pin(async move {
            let rows = header::list(tx, &query).await?;
            let mut out = Vec::with_capacity(rows.len());
            for row in rows {
                let sent = delivery::list(tx, &row.division_code, &row.id).await?;
                out.push(summary(row, &sent)?);
            }
            Ok::<_, AppError>(out)
        })
    })
    .await
}

pub(super) fn summary(
    row: header::AllotmentRow,
    sent: &[delivery::DeliveryRow],
) -> Result<AllotmentSummary, AppError> {
    let main: Vec<_> = sent.iter().filter(|one| one.kind == DeliveryKind::Main.code()).collect();
    let received_count = main.iter().filter(|one| one.received_at.is_some()).count();
    let waiting = main.iter().filter(|one| one.received_at.is_none());
    let unreceived = Fen::total(waiting.filter_map(|one| one.amount))?;
    let known = AllotmentState::from_code(&row.state);
    let (state, state_label) = match known {
        Some(AllotmentState::Issued) if received_count == main.len() && !main.is_empty() => {
            ("received", "已全部接收")
        }
        Some(AllotmentState::Issued) if 0 < received_count => ("part_received", "部分接收"),
        Some(state) => (state.code(), state.label()),
        None => ("", ""),
    };
    let unreceived = if known == Some(AllotmentState::Issued) { unreceived } else { Fen::ZERO };
    Ok(AllotmentSummary {
        state,
        state_label,
        received_count,
        recipient_count: main.len(),
        unreceived,
        row,
    })
}

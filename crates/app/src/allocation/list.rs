//! A page of allocations (分配方案列表).

use mingqu_domain::allocation::AllocationState;
use mingqu_store::allocation::{header, line};
use mingqu_store::budget::indicator::{self, IndicatorRow};
use mingqu_store::user::account;

use crate::error::AppError;
use crate::execute::Caller;

/// What allocations are asked for.
pub type AllocationQuery = header::AllocationFilter;

/// An allocation in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllocationSummary {
    /// The row.
    pub row: header::AllocationRow,
    /// 状态
    pub state_label: &'static str,
    /// Its indicator.
    pub indicator: Option<IndicatorRow>,
    /// Rows of its table.
    pub lines_count: usize,
    /// 经办
    pub prepared_by_name: String,
}

/// A page of a book's allocations, last changed first.
pub async fn allocations(
    caller: &Caller,
    query: AllocationQuery,
) -> Result<Vec<AllocationSummary>, AppError> {
    caller.actor.require("allocation.read")?;
    caller.actor.require_read(caller.app.policy(), &query.division_code)?;
    let db = caller.app.db();
    db.read(move |tx| {
        Box::pin(async move {
            let rows = header::list(tx, &query).await?;
            let mut out = Vec::with_capacity(rows.len());
            for row in rows {
                let (division, year) = (&row.division_code, row.fiscal_year);
                let indicator = indicator::find(tx, division, year, &row.indicator_id).await?;
                let lines = line::list(tx, division, &row.id).await?;
                let by = account::find(tx, &row.prepared_by).await?;
                out.push(AllocationSummary {
                    state_label: AllocationState::from_code(&row.state)
                        .map_or("", AllocationState::label),
                    indicator,
                    lines_count: lines.len(),
                    prepared_by_name: by.map_or_else(String::new, |by| by.display_name),
                    row,
                });
            }
            Ok::<_, AppError>(out)
        })
    })
    .await
}

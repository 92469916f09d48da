//! Allotment (指标下达): the paper that gives parts of an indicator to the divisions below.

mod paper;
mod state;

pub use paper::{PaperTotals, check_paper};
pub use state::{AllotmentState, DeliveryKind, DeliveryState};

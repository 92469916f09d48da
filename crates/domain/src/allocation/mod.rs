//! Allocation (分配): who below gets how much of an indicator, and whether that may be approved.

mod checks;
mod refusal;
mod state;

pub use checks::{AllocationLine, check_lines};
pub use refusal::AllocationRefusal;
pub use state::{AllocationAction, AllocationState};

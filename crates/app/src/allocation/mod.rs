//! Allocations (分配): drafting by a table, changing, and their way through approval.

mod approve;
mod change;
mod draft;
mod list;
mod view;

pub use approve::{
    AllocationApprove, AllocationCancel, AllocationCountersign, AllocationOpine, AllocationReturn,
    AllocationSubmit, AllocationWithdraw, Seen,
};
pub use change::{AllocationChange, AllocationLineInput};
pub use draft::AllocationDraft;
pub use list::{AllocationQuery, AllocationSummary, allocations};
pub use mingqu_store::allocation::line::AllocationLineRow as LineRow;
pub use view::{AllocationView, Check, allocation};

pub(crate) use change::{find, state};
pub(crate) use view::planned;

/// The kind of document under which allocations are approved.
pub(crate) const SUBJECT: &str = "allocation";

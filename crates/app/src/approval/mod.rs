//! Approval (审批) of every kind of document: one way to move it, one way to show it.

mod advance;
mod view;

pub use view::{ActView, ApprovalView, StepState, StepView, approval_view};

pub(crate) use advance::{Opened, advance, load, open};

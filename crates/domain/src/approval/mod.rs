//! Approval (审批): submit, approve, return, withdraw, delegate, countersign, for every document.

mod flow;
mod refusal;
#[cfg(test)]
mod tests;

pub use flow::{Act, ActKind, Approval, ApprovalState, Hand, Next, Step};
pub use refusal::ApprovalRefusal;

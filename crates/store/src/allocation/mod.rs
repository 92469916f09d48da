//! Allocations and their approval (分配、审批) as they are kept.

pub mod act;
pub mod approval;
pub mod header;
pub mod line;

//! Approval flows as data (审批流程): which duties act, in which order.

use super::Basis;
use crate::user::Duty;

/// A step after the preparer's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowStep {
    /// 环节名称
    pub label: String,
    /// Who may act.
    pub duty: Duty,
}

/// The flow of one kind of document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalFlow {
    /// The kind of document: `allocation`.
    pub code: String,
    /// Its name on screen.
    pub name: String,
    /// The steps, at least one.
    pub steps: Vec<FlowStep>,
    /// Common reasons to return a document, offered as shortcuts.
    pub common_reasons: Vec<String>,
    /// Who says so.
    pub basis: Basis,
}

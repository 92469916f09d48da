//! The audit trail (审计日志) as auditors read it, and the job that seals it.

mod audit_list;
mod audit_seal;
mod labels;

pub use audit_list::{AuditEventView, AuditHead, AuditPage, AuditQuery, audit_events};
pub use audit_seal::seal_once;

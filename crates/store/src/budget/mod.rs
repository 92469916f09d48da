//! Books, their ledger and their indicators (账套、总账、指标) as they are kept.

pub mod account;
pub mod book;
pub mod entry;
pub mod indicator;
pub mod posting;

//! Incoming notices (来文) as they are kept.

pub mod doubt;
pub mod header;
pub mod line;
pub mod paper_key;
pub mod upload;

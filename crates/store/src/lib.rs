//! The store (存储): rows in, rows out, over one seam to two databases. No rule lives here.

pub mod allocation;
pub mod allotment;
pub mod audit;
pub mod budget;
pub mod db;
pub mod error;
pub mod idempotency;
pub mod notice;
pub mod scan;
pub mod user;

pub use error::StoreError;

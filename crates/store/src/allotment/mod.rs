//! Allotments, deliveries and the exchange between books (下达、送达、收文) as they are kept.

pub mod delivery;
pub mod document;
pub mod header;
pub mod outbox;

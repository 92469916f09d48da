//! The words and laws of public money (财政业务规则), by area; what each event posts.
//!
//! Pure: no clock, socket, SQL or async. Rules take values and give values or refusals.

pub mod allocation;
pub mod allotment;
pub mod approval;
pub mod budget;
pub mod calendar;
pub mod notice;
pub mod policy;
pub mod user;

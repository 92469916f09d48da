//! Commands and queries (业务命令与查询) by area; permission, audit, clock.
//!
//! A command is plain data run by [`Caller::execute`]; a query is a function of `&Caller`. The API,
//! the stories and the demonstration all speak these and nothing else.

pub mod action;
pub mod allocation;
pub mod allotment;
pub mod approval;
pub mod budget;
pub mod notice;
pub mod actor;
mod app;
pub mod audit;
pub mod clock;
pub mod export;
pub mod keeping;
mod error;
mod execute;
mod keys;
pub mod policy;
pub mod user;
pub mod workbench;

pub use action::Action;
pub use app::{App, Parts};
pub use error::AppError;
pub use execute::{Answer, Caller, Command, Context};
pub use keys::Keys;

//! Commands and queries (业务命令与查询) by area; permission, audit, clock.
//!
//! A command is plain data run by [`Caller::execute`]; a query is a function of `&Caller`. The API,
//! the stories and the demonstration all speak these and nothing else.

pub mod action;
pub mod actor;
pub mod allocation;
pub mod allotment;
mod app;
pub mod approval;
pub mod audit;
pub mod budget;
pub mod clock;
mod error;
mod execute;
pub mod export;
pub mod keeping;
mod keys;
pub mod notice;
pub mod policy;
pub mod user;
pub mod workbench;

pub use action::Action;
pub use app::{App, Parts};
pub use error::AppError;
pub use execute::{Answer, Caller, Command, Context};
pub use keys::Keys;

//! Commands and queries (业务命令与查询) by area; permission, audit, clock.
//!
//! A command is plain data run by [`Caller::execute`]; a query is a function of `&Caller`. The API,
//! the stories and the demonstration all speak these and nothing else.

pub mod actor;
mod app;
pub mod clock;
mod error;
mod execute;
mod keys;
pub mod policy;
pub mod user;

pub use app::{App, Parts};
pub use error::AppError;
pub use execute::{Answer, Caller, Command, Context};
pub use keys::Keys;

//! The interface (接口): axum routes, request and answer types, OpenAPI, sessions, the embedded web.
//!
//! A handler reads, runs one command or query, writes. No rule and no `if` on state lives here.

mod assets;
pub mod allocation;
pub mod allotment;
pub mod approval;
pub mod document;
pub mod entry;
pub mod indicator;
pub mod ledger;
pub mod notice;
pub mod notice_view;
pub mod paging;
pub mod paper;
pub mod workbench;
pub mod audit;
pub mod caller;
pub mod clock;
pub mod delegation;
pub mod download;
mod envelope;
pub mod error;
pub mod extract;
mod guard;
mod health;
mod measure;
pub mod openapi;
mod server;
pub mod session;
pub mod upload;
pub mod user;
pub mod view;

pub use server::{ServeOptions, router, serve};

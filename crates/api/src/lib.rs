//! The interface (接口): axum routes, request and answer types, OpenAPI, sessions, the embedded web.
//!
//! A handler reads, runs one command or query, writes. No rule and no `if` on state lives here.

pub mod allocation;
pub mod allocation_act;
pub mod allotment;
pub mod approval;
mod assets;
pub mod audit;
pub mod caller;
pub mod clock;
pub mod delegation;
pub mod document;
pub mod download;
pub mod entry;
mod envelope;
pub mod error;
pub mod extract;
mod guard;
mod health;
pub mod indicator;
pub mod ledger;
mod measure;
pub mod notice;
pub mod notice_view;
pub mod openapi;
pub mod paging;
pub mod paper;
mod server;
pub mod session;
pub mod upload;
pub mod user;
pub mod view;
pub mod workbench;

pub use server::{ServeOptions, router, serve};

//! The interface as its callers meet it (接口测试), on SQLite, through the whole router.

mod audit;
mod client;
mod clock;
mod contract;
mod delegation;
mod envelope;
mod session;
mod user;

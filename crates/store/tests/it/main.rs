//! The store on both databases (存储测试): every function once, and what it promises.

#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

mod audit;
mod concurrency;
mod files;
mod helpers;
mod idempotency;
mod migrations;
mod statements;
mod units;

//! The reader as its callers see it: files in, facts, places and refusals out (读文测试).
#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

mod files;
mod notices;
mod properties;

//! What the papers promise, read back from their bytes (文稿测试).
#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

mod docx;
mod pdf;
mod refusals;
mod sample;
mod sheets;
mod xlsx;

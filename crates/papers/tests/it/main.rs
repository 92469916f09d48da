//! What the papers promise (文稿), read back from their bytes.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod docx;
mod pdf;
mod refusals;
mod sample;
mod xlsx;

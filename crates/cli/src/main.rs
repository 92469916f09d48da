//! The one binary (明渠).
fn main() {}

//! Patterns of the grammar, compiled once (句式).

use regex::Regex;

/// Compiles a pattern that stands in this crate's source.
#[expect(clippy::expect_used, reason = "patterns are constants, each compiled by a test")]
pub(crate) fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern compiles")
}

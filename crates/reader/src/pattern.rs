//! Patterns of the grammar, compiled once (句式).

use regex::Regex;

/// Compiles a pattern that stands in this crate's source.
///
/// `\p{Han}` and `\d` mean the common block and the plain digits, which is all the folded text
/// holds; the full Unicode classes make the patterns many times slower to compile.
#[expect(clippy::expect_used, reason = "patterns are constants, each used by a test")]
pub(crate) fn regex(pattern: &str) -> Regex {
    let plain = pattern.replace(r"\p{Han}", r"[\x{3400}-\x{9FFF}]");
    let plain = plain.replace(r"\d", "[0-9]").replace(r"\D", "[^0-9]");
    Regex::new(&plain).expect("a constant pattern compiles")
}

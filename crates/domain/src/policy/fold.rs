//! Folding of printed names (名称归一): width, white space and kinds of brackets do not matter.

/// The form in which two prints of one name are equal.
///
/// Full-width letters, digits and signs become half-width, every bracket becomes a round one,
/// dashes become `-`, and white space goes.
#[must_use]
pub fn fold_name(printed: &str) -> String {
    printed.chars().filter(|c| !c.is_whitespace()).map(fold_char).collect()
}

fn fold_char(c: char) -> char {
    match c {
        '〔' | '［' | '[' | '【' | '｛' | '{' => '(',
        '〕' | '］' | ']' | '】' | '｝' | '}' => ')',
        '—' | '–' | '－' | '―' => '-',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c) // ASCII lies 0xFEE0 below.
        }
        _ => c,
    }
}

//! Rust text cut into code and literals (词法), just enough to tell a word of the code from a word in a text.

/// A source file without its comments; literals stand apart.
pub(crate) struct Source {
    /// The code; comments and the insides of literals are gone, lines are kept.
    pub(crate) code: String,
    /// Every string literal and the line it starts on, from 1.
    pub(crate) literals: Vec<(usize, String)>,
}

/// Cuts one file. A file that does not compile gives something harmless.
pub(crate) fn cut(text: &str) -> Source {
    let mut cutter = Cutter { rest: text, line: 1, code: String::new(), literals: Vec::new() };
    while cutter.step() {}
    Source { code: cutter.code, literals: cutter.literals }
}

struct Cutter<'a> {
    rest: &'a str,
    line: usize,
    code: String,
    literals: Vec<(usize, String)>,
}

impl Cutter<'_> {
    /// Takes the next comment, literal or character; false at the end.
    fn step(&mut self) -> bool {
        let Some(next) = self.rest.chars().next() else { return false };
        if self.rest.starts_with("//") {
            let end = self.rest.find('\n').unwrap_or(self.rest.len());
            self.skip(end);
        } else if self.rest.starts_with("/*") {
            let end = self.rest.find("*/").map_or(self.rest.len(), |at| at + 2);
            self.skip(end);
        } else if let Some(hashes) = self.raw_string() {
            let open = hashes + 2;
            let close = format!("\"{}", "#".repeat(hashes));
            self.literal(open, |inside| inside.find(&close).map(|end| (end, close.len())));
        } else if next == '"' {
            self.literal(1, |inside| plain_end(inside).map(|end| (end, 1)));
        } else if let Some(length) = character(self.rest) {
            self.skip(length);
        } else {
            self.code.push(next);
            self.pass(next.len_utf8());
        }
        true
    }

    /// The number of `#` if a raw string starts here; an identifier ending in r is none.
    fn raw_string(&self) -> Option<usize> {
        let inside = self.code.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let after = self.rest.strip_prefix('r').filter(|_| !inside || self.code.ends_with('b'))?;
        let hashes = after.bytes().take_while(|byte| *byte == b'#').count();
        after.get(hashes..)?.starts_with('"').then_some(hashes)
    }

    fn literal(&mut self, open: usize, end: impl Fn(&str) -> Option<(usize, usize)>) {
        let inside = self.rest.get(open..).unwrap_or_default();
        let (length, close) = end(inside).unwrap_or((inside.len(), 0));
        let text = inside.get(..length).unwrap_or_default().to_owned();
        self.literals.push((self.line, text));
        self.code.push_str("\"\"");
        self.skip(open + length + close);
    }

    /// Passes over text that is not code; its line breaks stay.
    fn skip(&mut self, length: usize) {
        let breaks = self.rest.get(..length).unwrap_or_default().matches('\n').count();
        self.code.push_str(&"\n".repeat(breaks));
        self.pass(length);
    }

    fn pass(&mut self, length: usize) {
        let (passed, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.line += passed.matches('\n').count();
        self.rest = rest;
    }
}

/// Where a plain string ends: the first quote without a backslash before it.
fn plain_end(inside: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in inside.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(at),
            _ => {}
        }
    }
    None
}

/// The length of a character literal, if one starts here; a lifetime is none.
fn character(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\'')?;
    let mut chars = inside.char_indices();
    let (_, first) = chars.next()?;
    if first == '\\' {
        return inside.get(2..)?.find('\'').map(|end| end + 4);
    }
    chars.next().filter(|(_, c)| *c == '\'').map(|(at, _)| at + 2)
}

#[cfg(test)]
mod tests {
    #[test]
    fn code_and_literals_are_told_apart() {
        let cases: [(&str, &str, &[&str]); 7] = [
            ("a(\"b\\\"c\"); // d", "a(\"\"); ", &["b\\\"c"]),
            ("r#\"a \"b\" c\"#.len()", "\"\".len()", &["a \"b\" c"]),
            ("fn f<'a>(c: &'a str) {}", "fn f<'a>(c: &'a str) {}", &[]),
            ("['\"', '\\'', '\\u{1b}', '分']", "[, , , ]", &[]),
            ("/* \"a\"\n */b", "\nb", &[]),
            ("br\"a\"", "b\"\"", &["a"]),
            ("for \"a\"", "for \"\"", &["a"]),
        ];
        for (text, code, literals) in cases {
            let source = super::cut(text);
            let got: Vec<&str> = source.literals.iter().map(|(_, text)| text.as_str()).collect();
            assert_eq!((source.code.as_str(), got.as_slice()), (code, literals), "{text}");
        }
        assert_eq!(super::cut("a\n\n\"b\"").literals, [(3, "b".to_owned())]);
    }
}

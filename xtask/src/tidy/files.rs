//! Form of files (文件的样子): how long, how they open, how long their functions are.

use super::tree::{File, Tree};

const LINES_MAX: usize = 500;
const FUNCTION_LINES_MAX: usize = 70;
/// Written by a program, or given from outside and kept as they are.
const EXEMPT: &[&str] = &["web/src/api/schema.d.ts", "docs/schema.sql"];

pub(crate) fn faults(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    for file in tree.ending(&[".rs", ".ts", ".vue", ".sql", ".mjs"]) {
        if file.is_in(EXEMPT) || file.path.contains("/fixtures/") {
            continue;
        }
        let lines = file.text.lines().count();
        if lines > LINES_MAX {
            let path = &file.path;
            faults.push(format!(
                "{path}: {lines} lines; split it along meaning, {LINES_MAX} at most"
            ));
        }
    }
    for file in tree.ending(&[".rs"]) {
        if !opens_well(&file.text) {
            faults.push(format!("{}: the first line says what the file is: `//! …`", file.path));
        }
        faults.extend(long_functions(file));
    }
    faults
}

/// `//!` on the first line, or right after the attributes of the crate.
fn opens_well(text: &str) -> bool {
    let mut lines = text.lines().skip_while(|line| line.starts_with("#!["));
    lines.next().is_some_and(|line| line.starts_with("//! "))
}

/// Functions past the limit. The code is formatted, so a function ends at its own indent.
fn long_functions(file: &File) -> Vec<String> {
    let mut faults = Vec::new();
    let lines: Vec<&str> = file.text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        if !opens_function(code) || line.ends_with('}') {
            continue;
        }
        let indent = line.len() - code.len();
        let end = format!("{}}}", " ".repeat(indent));
        let length = lines.iter().skip(at).position(|line| *line == end).map_or(1, |n| n + 1);
        if length > FUNCTION_LINES_MAX {
            let place = format!("{}:{}", file.path, at + 1);
            faults.push(format!(
                "{place}: {length} lines in one function, {FUNCTION_LINES_MAX} at most"
            ));
        }
    }
    faults
}

fn opens_function(code: &str) -> bool {
    let mut words = code.split_whitespace();
    let before = ["pub", "pub(crate)", "pub(super)", "const", "async"];
    words.find(|word| !before.contains(word)) == Some("fn")
}

#[cfg(test)]
mod tests {
    use super::super::tree::Tree;

    #[test]
    fn long_and_nameless_files_are_faults() {
        let long = format!("//! A list.\n{}", "// one\n".repeat(500));
        let body =
            |n: usize| format!("//! One.\npub fn one() {{\n{}}}\n", "    two();\n".repeat(n));
        let cases = [
            ("a.rs", "//! Good.\n".to_owned(), 0),
            ("a.rs", "#![expect(x)]\n//! Good.\n".to_owned(), 0),
            ("a.rs", "use std::fs;\n".to_owned(), 1),
            ("a.rs", long.clone(), 1),
            ("tests/fixtures/a.sql", long, 0),
            ("a.rs", body(68), 0),
            ("a.rs", body(69), 1),
        ];
        for (path, text, want) in cases {
            let faults = super::faults(&Tree::of(&[(path, &text)]));
            assert_eq!(faults.len(), want, "{path}: {faults:?}");
        }
    }
}

//! What stands in the code (代码里的词): SQL and drivers in their one place, no floats near money, nothing half-done.

use super::rust::{self, Source};
use super::tree::{File, Tree};

/// Rooms in which a float has no business.
const EXACT: &[&str] = &["crates/money/", "crates/ledger/", "crates/domain/"];
/// What may name a database driver: the seam, and what makes a database for a test.
const SEAMS: &[&str] = &["crates/store/src/db/", "crates/testkit/src/pg.rs"];
const DRIVERS: &[&str] = &["rusqlite", "tokio_postgres", "deadpool_postgres", "deadpool"];
/// Rooms that may write SQL: the store, and what starts or measures a database from outside.
const SQL_ROOMS: &[&str] = &["crates/store/", "xtask/"];
/// What looks for these words, and so holds them.
const CHECKERS: &[&str] = &["xtask/src/tidy/", "web/test/safety.spec.ts"];

pub(crate) fn faults(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    for file in tree.ending(&[".rs"]) {
        let source = rust::cut(&file.text);
        faults.extend(sql(file, &source));
        faults.extend(in_code(file, &source));
    }
    for file in tree.ending(&[".rs", ".ts", ".vue", ".sql", ".mjs", ".toml", ".css"]) {
        if !file.is_in(CHECKERS) {
            faults.extend(half_done(file));
        }
    }
    faults
}

/// SQL outside the store.
fn sql(file: &File, source: &Source) -> Vec<String> {
    if file.is_in(SQL_ROOMS) {
        return Vec::new();
    }
    let found = source.literals.iter().filter(|(_, text)| is_sql(text));
    found.map(|(line, _)| format!("{}:{line}: SQL lives in crates/store", file.path)).collect()
}

fn is_sql(text: &str) -> bool {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let has = |word: &str| words.contains(&word);
    match words[..] {
        ["select", ..] => has("from"),
        ["with", ..] => has("as") && has("select"),
        ["insert", "into", ..] | ["delete", "from", ..] | ["create", "table", ..] => true,
        ["update", _, "set", ..] => true,
        _ => false,
    }
}

/// Words of the code, line by line.
fn in_code(file: &File, source: &Source) -> Vec<String> {
    let mut faults = Vec::new();
    for (line, code) in (1..).zip(source.code.lines()) {
        let words: Vec<&str> = words(code).collect();
        let mut fault = |what: &str| faults.push(format!("{}:{line}: {what}", file.path));
        let floats = ["f32", "f64"];
        if file.is_in(EXACT) && words.iter().any(|word| floats.contains(word)) {
            fault("no floats near money");
        }
        let drivers = words.iter().any(|word| DRIVERS.contains(word));
        if drivers && file.path.starts_with("crates/") && !file.is_in(SEAMS) {
            fault("a database driver is named in crates/store/src/db and nowhere else");
        }
        let macros = ["todo!", "unimplemented!"];
        if macros.iter().any(|name| code.contains(name)) {
            fault("finish it, or leave it out");
        }
        if code.contains("#[ignore") || code.contains("#[should_panic") {
            fault("a test runs, and asserts what it means");
        }
        if code.contains("#[allow(") || code.contains("#![allow(") {
            fault("silence with #[expect(…, reason = \"…\")]");
        }
    }
    faults
}

/// Marks of unfinished work, in code and comments alike.
fn half_done(file: &File) -> Vec<String> {
    let mut faults = Vec::new();
    let in_web = file.ends(&[".ts", ".vue", ".mjs"]);
    for (line, text) in (1..).zip(file.text.lines()) {
        let marks = ["TODO", "FIXME", "XXX"];
        if words(text).any(|word| marks.contains(&word)) {
            faults.push(format!("{}:{line}: nothing is left half-done", file.path));
        }
        let skips = [".skip(", ".only(", "it.todo(", "test.todo("];
        if in_web && skips.iter().any(|skip| text.contains(skip)) {
            faults.push(format!("{}:{line}: every test runs", file.path));
        }
    }
    faults
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::tree::Tree;

    #[test]
    fn every_word_has_its_place() {
        let cases = [
            ("crates/app/src/a.rs", "const SQL: &str = \"select id from entry\";", 1),
            ("crates/store/src/a.rs", "const SQL: &str = \"select id from entry\";", 0),
            ("crates/app/src/a.rs", "let hint = \"select a row from the list\";", 1),
            ("crates/app/src/a.rs", "let hint = \"Choose: insert a row\";", 0),
            ("crates/money/src/a.rs", "let half: f64 = 0.5;", 1),
            ("crates/money/src/a.rs", "// f64 would lose a fen", 0),
            ("crates/papers/src/a.rs", "let half: f64 = 0.5;", 0),
            ("crates/app/src/a.rs", "use rusqlite::Connection;", 1),
            ("crates/store/src/db/a.rs", "use rusqlite::Connection;", 0),
            ("crates/app/src/a.rs", "// TODO later", 1),
            ("crates/app/src/a.rs", "fn a() { todo!() }", 1),
            ("crates/app/src/a.rs", "#[ignore]", 1),
            ("crates/app/src/a.rs", "#[allow(dead_code)]", 1),
            ("web/test/a.spec.ts", "it.skip('a', () => {})", 1),
            ("web/src/a.ts", "items.slice(1)", 0),
        ];
        for (path, text, want) in cases {
            let faults = super::faults(&Tree::of(&[(path, text)]));
            assert_eq!(faults.len(), want, "{path}: {text}: {faults:?}");
        }
    }
}

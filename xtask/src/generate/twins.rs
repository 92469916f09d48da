//! The SQLite twin of a PostgreSQL migration (孪生迁移): other type names, and strict tables.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::Generated;

/// Words of PostgreSQL and what SQLite's strict tables call the same.
const TYPES: &[(&str, &str)] = &[("bigint", "integer"), ("bytea", "blob")];
/// A file that opens with this is written by hand, with its reason.
pub(crate) const DIFFERS: &str = "-- differs:";

/// Every twin that is derived, in order.
pub(crate) fn all(migrations: &Path) -> Result<Vec<Generated>> {
    let mut twins = Vec::new();
    for (name, text) in read(&migrations.join("postgres"))? {
        let path = migrations.join("sqlite").join(&name);
        let by_hand = fs::read_to_string(&path).is_ok_and(|twin| twin.starts_with(DIFFERS));
        if !by_hand {
            twins.push(Generated { path, text: twin(&text) });
        }
    }
    Ok(twins)
}

/// The migrations of one folder by name, in the order in which they run.
pub(crate) fn read(folder: &Path) -> Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".sql") {
            files.push((name, fs::read_to_string(entry.path())?));
        }
    }
    files.sort();
    Ok(files)
}

fn twin(text: &str) -> String {
    let mut out = String::new();
    let mut in_table = false;
    for line in text.lines() {
        in_table |= line.trim_start().starts_with("create table ");
        let (code, comment) = line.find("--").map_or((line, ""), |at| line.split_at(at));
        let code = if in_table && code.trim() == ");" {
            in_table = false;
            code.replacen(");", ") strict;", 1)
        } else {
            words(code)
        };
        out.push_str(&code);
        out.push_str(comment);
        out.push('\n');
    }
    out
}

/// The code with each whole word of `TYPES` replaced.
fn words(code: &str) -> String {
    let inside = |c: char| c.is_alphanumeric() || c == '_';
    let mut out = String::new();
    let mut rest = code;
    while let Some(start) = rest.find(inside) {
        let (before, after) = rest.split_at(start);
        let end = after.find(|c| !inside(c)).unwrap_or(after.len());
        let (word, tail) = after.split_at(end);
        let twin = TYPES.iter().find(|(own, _)| *own == word);
        out.push_str(before);
        out.push_str(twin.map_or(word, |(_, other)| other));
        rest = tail;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::twin;

    #[test]
    fn only_types_and_strictness_differ() {
        let cases = [
            (
                "    a_fen bigint not null, -- bigint 分\n",
                "    a_fen integer not null, -- bigint 分\n",
            ),
            (
                "    bigint_note text,\n    sealed bytea\n",
                "    bigint_note text,\n    sealed blob\n",
            ),
            ("create table t (\n    a text\n);\n", "create table t (\n    a text\n) strict;\n"),
            ("create index i on t (a\n);\n", "create index i on t (a\n);\n"),
        ];
        for (own, want) in cases {
            assert_eq!(twin(own), want);
        }
    }
}

//! Every action and every duty (权限表): the whole table as one file, and no command without a row.

#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use mingqu_domain::user::{Duty, Permission, permits};

const TABLE: &str = "tests/it/permission.txt";

fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// One line an action; `+` where the duty may, `.` where it may not.
fn table() -> String {
    let mut text = String::new();
    for (place, duty) in Duty::ALL.iter().enumerate() {
        text += &format!("{}{} {}\n", "| ".repeat(place), duty.code(), duty.label());
    }
    for row in Permission::ALL {
        let may = |duty: &Duty| if permits(&[*duty], row.action) { "+ " } else { ". " };
        let signs: String = Duty::ALL.iter().map(may).collect();
        text += &format!("{signs}{} {}\n", row.action, row.label);
    }
    text
}

#[test]
fn the_table_of_actions_and_duties_is_the_committed_one() {
    let path = home().join(TABLE);
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let now = table();
    if committed != now {
        let beside = path.with_extension("new.txt");
        fs::write(&beside, &now).expect("the new table is written");
        panic!("the table changed: look at {} and put it in place", beside.display());
    }
}

fn sources(folder: PathBuf) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            texts.extend(sources(path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            texts.push(fs::read_to_string(path).expect("a source"));
        }
    }
    texts
}

/// What stands in quotes after each `mark`.
fn quoted_after(text: &str, mark: &str) -> Vec<String> {
    let after = text.split(mark).skip(1);
    after.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
}

#[test]
fn every_command_has_a_row_or_is_open_to_anyone() {
    let listed: BTreeSet<&str> = Permission::ALL.iter().map(|row| row.action).collect();
    let mut commands = 0;
    for text in sources(home().join("src")) {
        for block in text.split("impl Command for ").skip(1) {
            let block = block.split("\n}\n").next().unwrap_or_default();
            let open = block.contains("const GUARDED: bool = false");
            for action in quoted_after(block, "const ACTION: &'static str = \"") {
                commands += 1;
                assert!(open || listed.contains(&*action), "{action} has no row");
            }
        }
    }
    assert!(commands > 10, "the commands are found");
}

#[test]
fn every_row_is_asked_for_somewhere() {
    let mut texts = sources(home().join("src"));
    texts.extend(sources(home().join("../demo/src")));
    texts.extend(sources(home().join("../api/src")));
    for row in Permission::ALL {
        let quoted = format!("\"{}\"", row.action);
        assert!(texts.iter().any(|text| text.contains(&quoted)), "{} is used nowhere", row.action);
    }
}

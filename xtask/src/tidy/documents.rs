//! Documents (文档): the two READMEs say the same, and every command they name exists.

use super::tree::Tree;
use crate::TASKS;

const CHINESE: &str = "README.md";
const ENGLISH: &str = "README.en.md";
const DEPENDENCIES: &str = "docs/decisions/0002-dependencies.md";

pub(crate) fn faults(tree: &Tree) -> Vec<String> {
    let mut faults = readmes(tree);
    faults.extend(unexplained(tree));
    faults.extend(unknown_accounts(tree));
    faults
}

/// Accounts that the README lists and the demonstration does not make.
fn unknown_accounts(tree: &Tree) -> Vec<String> {
    let readme = tree.find(CHINESE).map_or("", |file| file.text.as_str());
    let part = readme.split("\n## ").find(|part| part.starts_with("演示账号"));
    let rows = part.unwrap_or_default().lines().filter(|line| line.starts_with("| `"));
    let cells = rows.filter_map(|row| row.split('|').nth(1));
    let names = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    let demo: String = texts(tree, "crates/demo/src/");
    let unknown = names.filter(|name| !demo.contains(&format!("\"{name}\"")));
    unknown.map(|name| format!("{CHINESE}: the demonstration has no {name}")).collect()
}

/// All texts under a folder, one after another.
fn texts(tree: &Tree, folder: &str) -> String {
    let files = tree.files().iter().filter(|file| file.path.starts_with(folder));
    files.map(|file| file.text.as_str()).collect()
}

/// Dependencies without a line that says what they are for.
fn unexplained(tree: &Tree) -> Vec<String> {
    let listed = tree.find(DEPENDENCIES).map_or("", |file| file.text.as_str());
    let text = |path: &str| tree.find(path).map_or("", |file| file.text.as_str());
    let rust = toml::from_str::<toml::Value>(text("Cargo.toml")).ok();
    let rust =
        rust.as_ref().and_then(|file| file.get("workspace")?.get("dependencies")?.as_table());
    let rust = rust.into_iter().flatten().filter(|(_, how)| how.get("path").is_none());
    let web = serde_json::from_str::<serde_json::Value>(text("web/package.json")).ok();
    let web = web.iter().flat_map(|file| [&file["dependencies"], &file["devDependencies"]]);
    let web = web.filter_map(|list| list.as_object()).flatten();
    let names = rust.map(|(name, _)| name).chain(web.map(|(name, _)| name));
    let missing = names.filter(|name| !listed.contains(&format!("| `{name}` |")));
    missing.map(|name| format!("{DEPENDENCIES}: no line for {name}")).collect()
}

fn readmes(tree: &Tree) -> Vec<String> {
    let (Some(chinese), Some(english)) = (tree.find(CHINESE), tree.find(ENGLISH)) else {
        return vec![format!("{CHINESE} and {ENGLISH} both exist")];
    };
    let (chinese, english) = (Document::of(&chinese.text), Document::of(&english.text));
    let mut faults = Vec::new();
    let mut same = |what: &str, same: bool| {
        if !same {
            faults.push(format!("{CHINESE} and {ENGLISH}: other {what}"));
        }
    };
    same("headings", chinese.levels == english.levels);
    same("code blocks", chinese.blocks == english.blocks);
    same("links", chinese.links == english.links);
    faults.extend(unknown_tasks(&chinese.blocks));
    faults.extend(unknown_commands(tree, &chinese.blocks));
    faults
}

/// What must be equal in both languages.
#[derive(Default)]
struct Document {
    levels: Vec<usize>,
    blocks: Vec<String>,
    links: Vec<String>,
}

impl Document {
    fn of(text: &str) -> Document {
        let mut document = Document::default();
        let mut block: Option<String> = None;
        for line in text.lines() {
            if line.trim_start().starts_with("```") {
                match block.take() {
                    Some(whole) => document.blocks.push(whole),
                    None => block = Some(String::new()),
                }
            } else if let Some(block) = &mut block {
                block.push_str(line);
                block.push('\n');
            } else {
                let level = line.bytes().take_while(|byte| *byte == b'#').count();
                if level > 0 {
                    document.levels.push(level);
                }
                document.links.extend(links(line));
            }
        }
        document
    }
}

/// The targets of the links of a line; each README links to the other.
fn links(line: &str) -> Vec<String> {
    let targets = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.map(|target| target.replace(ENGLISH, CHINESE)).collect()
}

fn unknown_tasks(blocks: &[String]) -> Vec<String> {
    let lines = blocks.iter().flat_map(|block| block.lines());
    let tasks = lines.filter_map(|line| line.trim().strip_prefix("cargo xtask "));
    let names = tasks.filter_map(|words| words.split_whitespace().next());
    let unknown = names.filter(|name| !TASKS.iter().any(|task| task.name == *name));
    unknown.map(|name| format!("{CHINESE}: there is no `cargo xtask {name}`")).collect()
}

/// The commands of the binary are the variants that the cli declares, so their words stand there.
fn unknown_commands(tree: &Tree, blocks: &[String]) -> Vec<String> {
    let cli = texts(tree, "crates/cli/src/").to_lowercase();
    let lines = blocks.iter().flat_map(|block| block.lines());
    let calls = lines.filter_map(|line| line.rsplit_once("mingqu "));
    let names = calls.filter_map(|(_, words)| words.split_whitespace().next());
    let unknown = names.filter(|name| !cli.contains(&name.to_lowercase()));
    unknown.map(|name| format!("{CHINESE}: there is no `mingqu {name}`")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tree::Tree;

    #[test]
    fn the_two_readmes_must_agree() {
        let chinese = "# 明渠\n[英文](README.en.md)\n```sh\ncargo xtask run\n```\n## 启动\n";
        let cases = [
            ("# Mingqu\n[Chinese](README.md)\n```sh\ncargo xtask run\n```\n## Start\n", 0),
            ("# Mingqu\n[Chinese](README.md)\n```sh\ncargo xtask run\n```\n", 1),
            ("# Mingqu\n```sh\ncargo xtask run\n```\n## Start\n", 1),
            ("# Mingqu\n[Chinese](README.md)\n```sh\ncargo xtask go\n```\n## Start\n", 1),
        ];
        for (english, want) in cases {
            let faults =
                super::faults(&Tree::of(&[("README.md", chinese), ("README.en.md", english)]));
            assert_eq!(faults.len(), want, "{faults:?}");
        }
    }

    #[test]
    fn a_command_that_does_not_exist_is_a_fault() {
        let text = "```sh\ncargo xtask fly\ntarget/release/mingqu sing\n```\n";
        let faults = super::faults(&Tree::of(&[("README.md", text), ("README.en.md", text)]));
        assert_eq!(faults.len(), 2, "{faults:?}");
    }

    #[test]
    fn a_dependency_without_a_reason_is_a_fault() {
        let manifest = "[workspace.dependencies]\nours = { path = \"a\" }\nserde = \"1\"\n";
        let web = r#"{"dependencies": {"vue": "3"}, "devDependencies": {}}"#;
        let reasons = "| `serde` | MIT | types |\n";
        let files =
            [("Cargo.toml", manifest), ("web/package.json", web), (super::DEPENDENCIES, reasons)];
        assert_eq!(super::unexplained(&Tree::of(&files)).len(), 1, "vue has no line");
    }

    #[test]
    fn an_account_that_nobody_makes_is_a_fault() {
        let readme = "# 明渠\n\n## 演示账号\n\n| 账号 |\n|---|\n| `wang`、`li` |\n";
        let files = [("README.md", readme), ("crates/demo/src/people.rs", "(\"wang\", 1)")];
        assert_eq!(super::unknown_accounts(&Tree::of(&files)).len(), 1, "nobody makes li");
    }
}

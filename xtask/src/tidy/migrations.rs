//! Migrations (迁移): named so that none is passed over, the same on both databases, generated where they can be.

use anyhow::Result;

use super::tree::Tree;
use crate::generate;

const FOLDER: &str = "crates/store/migrations/";

pub(crate) fn faults(tree: &Tree) -> Result<Vec<String>> {
    let mut faults = names(tree);
    for file in generate::from_migrations()? {
        if !generate::is_current(&file) {
            faults.push(format!(
                "{}: stale; run cargo xtask gen --migrations",
                generate::name(&file)
            ));
        }
    }
    Ok(faults)
}

fn names(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    let of = |database: &str| -> Vec<String> {
        let folder = format!("{FOLDER}{database}/");
        let files = tree.files().iter().filter_map(|file| file.path.strip_prefix(&folder));
        files.map(str::to_owned).collect()
    };
    let (postgres, sqlite) = (of("postgres"), of("sqlite"));
    for name in postgres.iter().chain(&sqlite) {
        if !is_migration(name) {
            faults.push(format!("{FOLDER}…/{name}: would be ignored; V0001__area_what.sql"));
        }
    }
    if postgres != sqlite {
        faults.push(format!(
            "{FOLDER}: the two databases have other files; run cargo xtask gen --migrations"
        ));
    }
    faults
}

/// `V\d{4}__[a-z0-9_]+\.sql`
fn is_migration(name: &str) -> bool {
    let Some((number, rest)) = name.strip_prefix('V').and_then(|name| name.split_once("__")) else {
        return false;
    };
    let Some(what) = rest.strip_suffix(".sql") else { return false };
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    number.len() == 4
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && !what.is_empty()
        && what.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::super::tree::Tree;

    #[test]
    fn a_name_that_would_be_ignored_is_a_fault() {
        let cases = [
            ("V0001__audit_event.sql", true),
            ("V001__audit_event.sql", false),
            ("V0001_audit_event.sql", false),
            ("V0001__Audit.sql", false),
            ("0001__audit_event.sql", false),
        ];
        for (name, want) in cases {
            assert_eq!(super::is_migration(name), want, "{name}");
        }
    }

    #[test]
    fn a_migration_without_its_twin_is_a_fault() {
        let tree = Tree::of(&[("crates/store/migrations/postgres/V0001__a.sql", "")]);
        assert_eq!(super::names(&tree).len(), 1);
    }
}

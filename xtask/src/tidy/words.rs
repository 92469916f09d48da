//! Words that have no place here (不该出现的词): hosts of package registries, paths of one machine.

use super::tree::Tree;

/// Each word in two pieces, so that this file does not contain it.
const FORBIDDEN: &[(&str, &str)] = &[
    ("crates", ".io"),
    ("pypi", ".org"),
    ("npmjs", ".org"),
    ("npmjs", ".com"),
    ("deb.", "debian"),
    ("deb", "ian.org"),
    ("npm", "mirror"),
    ("/ro", "ot/"),
    ("/wo", "rk/"),
    ("/fa", "rm/"),
    ("farm", "-bench"),
    ("farm", "-studio"),
    ("../sha", "red"),
    ("/tmp/", "plan"),
];
/// Written by the package managers, which name their sources.
const LOCKS: &[&str] = &["Cargo.lock", "package-lock.json"];

pub(crate) fn faults(tree: &Tree) -> Vec<String> {
    let words: Vec<String> = FORBIDDEN.iter().map(|(one, two)| format!("{one}{two}")).collect();
    let mut faults = Vec::new();
    for file in tree.files().iter().filter(|file| !file.ends(LOCKS)) {
        for (line, text) in (1..).zip(file.text.lines()) {
            if let Some(word) = words.iter().find(|word| text.contains(word.as_str())) {
                faults.push(format!("{}:{line}: {word} has no place in the repository", file.path));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::super::tree::Tree;

    #[test]
    fn a_host_or_a_path_of_one_machine_is_a_fault() {
        let host = ["https://crates", ".io/a"].concat();
        let path = ["cd /ro", "ot/a"].concat();
        let cases = [
            ("docs/a.md", host.as_str(), 1),
            ("Cargo.lock", host.as_str(), 0),
            ("a.sh", path.as_str(), 1),
            ("a.md", "the root of the tree / work on it", 0),
        ];
        for (name, text, want) in cases {
            let faults = super::faults(&Tree::of(&[(name, text)]));
            assert_eq!(faults.len(), want, "{name}: {faults:?}");
        }
    }
}

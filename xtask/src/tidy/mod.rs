//! Properties of the code itself (整洁). Run as a test, so that the tests are the whole truth.

mod arrows;
mod documents;
mod files;
mod migrations;
mod rust;
mod sources;
mod tree;
mod words;

use std::path::Path;

use anyhow::{Result, bail};

use crate::places;

/// `tidy`: prints every fault, and fails when there is one.
pub(crate) fn run(_words: &[String]) -> Result<()> {
    let faults = all(&places::root())?;
    for fault in &faults {
        println!("{fault}");
    }
    if !faults.is_empty() {
        bail!("{} 处不整洁", faults.len());
    }
    Ok(())
}

/// Every fault in the tree, each with its place and what to do.
pub(crate) fn all(root: &Path) -> Result<Vec<String>> {
    let tree = tree::Tree::read(root)?;
    let mut faults = arrows::faults(root)?;
    faults.extend(files::faults(&tree));
    faults.extend(sources::faults(&tree));
    faults.extend(migrations::faults(&tree)?);
    faults.extend(documents::faults(&tree));
    faults.extend(words::faults(&tree));
    Ok(faults)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_code_is_tidy() {
        let faults = super::all(&crate::places::root()).expect("the tree can be read");
        assert_eq!(faults, Vec::<String>::new());
    }
}

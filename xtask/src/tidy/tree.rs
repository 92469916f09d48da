//! The files under review (受检文件): what git keeps or would keep, as text.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::shell;

/// All text files of the checkout, by path.
pub(crate) struct Tree {
    files: Vec<File>,
}

pub(crate) struct File {
    /// From the top of the checkout, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Tree {
    pub(crate) fn read(root: &Path) -> Result<Tree> {
        let words = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
        let mut git = shell::program("git", words);
        let names = shell::output(git.current_dir(root))?;
        let mut paths: Vec<&str> = names.split('\0').filter(|name| !name.is_empty()).collect();
        paths.sort_unstable();
        let mut files = Vec::new();
        for path in paths {
            // A deleted file is still listed; a picture is no text. Neither has lines to judge.
            if let Ok(text) = fs::read_to_string(root.join(path)) {
                files.push(File { path: path.to_owned(), text });
            }
        }
        Ok(Tree { files })
    }

    pub(crate) fn files(&self) -> &[File] {
        &self.files
    }

    pub(crate) fn find(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// The files whose names end in one of these.
    pub(crate) fn ending(&self, ends: &[&str]) -> impl Iterator<Item = &File> {
        self.files.iter().filter(move |file| file.ends(ends))
    }
}

impl File {
    pub(crate) fn ends(&self, ends: &[&str]) -> bool {
        ends.iter().any(|end| self.path.ends_with(end))
    }

    pub(crate) fn is_in(&self, folders: &[&str]) -> bool {
        folders.iter().any(|folder| self.path.starts_with(folder))
    }
}

#[cfg(test)]
impl Tree {
    /// A tree out of paths and texts.
    pub(crate) fn of(files: &[(&str, &str)]) -> Tree {
        let file = |(path, text): &(&str, &str)| File {
            path: (*path).to_owned(),
            text: (*text).to_owned(),
        };
        Tree { files: files.iter().map(file).collect() }
    }
}

//! Where things lie (路径): the checkout, the build folder, the binary.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::shell;

/// The top of the checkout.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

pub(crate) fn web() -> PathBuf {
    root().join("web")
}

/// The build folder cargo uses here, whatever named it (environment or configuration).
pub(crate) fn target() -> Result<PathBuf> {
    let metadata = metadata(&root())?;
    let folder = metadata["target_directory"].as_str().context("cargo names no build folder")?;
    Ok(PathBuf::from(folder))
}

/// The one binary of the product.
pub(crate) fn binary(release: bool) -> Result<PathBuf> {
    Ok(target()?.join(if release { "release" } else { "debug" }).join("mingqu"))
}

/// What cargo knows about the rooms, without their outside dependencies.
pub(crate) fn metadata(root: &Path) -> Result<Value> {
    let mut cargo = shell::cargo(["metadata", "--no-deps", "--format-version=1"]);
    let text = shell::output(cargo.current_dir(root))?;
    serde_json::from_str(&text).context("cargo prints JSON")
}

/// The program of this name on the search path.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// The folder of the person who calls, for fonts when nothing may be written for all.
pub(crate) fn home() -> Option<PathBuf> {
    std::env::var_os("HOME").filter(|home| home != &OsString::new()).map(PathBuf::from)
}

//! The pictures of the user manual (用户手册配图), taken from the real binary in a real browser.

use anyhow::Result;

use crate::{build, places, shell, web};

/// Takes every picture of `docs/guide/` again.
pub(crate) fn run(_words: &[String]) -> Result<()> {
    web::ready()?;
    build::binary(false)?;
    let mut node = shell::program("node", ["test/guide/shoot.mjs"]);
    node.current_dir(places::web()).env("MINGQU_BIN", places::binary(false)?);
    shell::run(&mut node)
}

//! Building the product (构建): the web first, since the binary carries it.

use anyhow::{Result, bail};

use crate::{places, shell, web};

/// `build [--release]`.
pub(crate) fn build(words: &[String]) -> Result<()> {
    let release = match words {
        [] => false,
        [word] if word == "--release" => true,
        _ => bail!("用法：cargo xtask build [--release]"),
    };
    web::ready()?;
    binary(release)?;
    println!("{}", places::binary(release)?.display());
    Ok(())
}

/// The binary alone. The whole workspace is named so that dependencies keep the same features as
/// in the tests and are not built a second time.
pub(crate) fn binary(release: bool) -> Result<()> {
    let mut cargo = shell::cargo(["build", "--workspace", "--bin", "mingqu"]);
    if release {
        cargo.arg("--release");
    }
    shell::run(&mut cargo)
}

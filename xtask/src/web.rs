//! The web room seen from outside (前端的安装与构建): installed and built only when something changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context as _, Result};

use crate::{places, shell};

/// What the built pages are made from.
const SOURCES: &[&str] =
    &["src", "public", "index.html", "package-lock.json", "tsconfig.json", "vite.config.ts"];

/// `npm ci`, unless the installed packages are those of the lock file.
pub(crate) fn install() -> Option<Command> {
    let wanted = fs::read(places::web().join("package-lock.json")).ok();
    let present = fs::read(mark()).ok();
    if wanted.is_some() && wanted == present {
        return None;
    }
    Some(shell::npm(["ci", "--no-audit", "--no-fund", "--loglevel=error"]))
}

/// Notes that the packages of the lock file are installed.
pub(crate) fn installed() -> Result<()> {
    let lock = places::web().join("package-lock.json");
    fs::copy(&lock, mark()).map(|_| ()).with_context(|| format!("{}", lock.display()))
}

/// `npm run build`, unless the built pages are newer than what they are made from.
pub(crate) fn build() -> Option<Command> {
    let built = places::web().join("dist/index.html");
    let built = fs::metadata(built).and_then(|file| file.modified()).ok();
    let sources = SOURCES.iter().filter_map(|name| newest(&places::web().join(name))).max();
    if built.is_some() && sources <= built {
        return None;
    }
    Some(shell::npm(["run", "--silent", "build"]))
}

/// Both, on the screen.
pub(crate) fn ready() -> Result<()> {
    if let Some(mut install) = install() {
        shell::run(&mut install)?;
        installed()?;
    }
    if let Some(mut build) = build() {
        shell::run(&mut build)?;
    }
    Ok(())
}

fn mark() -> PathBuf {
    places::web().join("node_modules/.installed-lock.json")
}

fn newest(path: &Path) -> Option<SystemTime> {
    let own = fs::metadata(path).and_then(|file| file.modified()).ok()?;
    let inside = fs::read_dir(path).into_iter().flatten().flatten();
    inside.filter_map(|entry| newest(&entry.path())).chain([own]).max()
}

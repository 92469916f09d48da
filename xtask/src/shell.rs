//! Running other programs (外部命令): said aloud, stopped at the first failure.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::places;

/// `cargo` as it was called, without what the outer cargo tells about the crate xtask: a build
/// script that reads those would be run again at every change between `cargo` and `cargo xtask`.
pub(crate) fn cargo<const N: usize>(words: [&str; N]) -> Command {
    let name = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(name);
    for (key, _) in std::env::vars_os() {
        let text = key.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&key);
        }
    }
    command.current_dir(places::root()).args(words);
    command
}

/// A program called from the top of the checkout.
pub(crate) fn program<const N: usize>(name: &str, words: [&str; N]) -> Command {
    let mut command = Command::new(name);
    command.current_dir(places::root()).args(words);
    command
}

/// `npm` in the room of the web.
pub(crate) fn npm<const N: usize>(words: [&str; N]) -> Command {
    let mut command = Command::new("npm");
    command.current_dir(places::web()).args(words).env("NO_UPDATE_NOTIFIER", "1");
    command
}

/// The command as a person would type it.
pub(crate) fn words(command: &Command) -> String {
    let name = command.get_program().to_string_lossy();
    let name = name.rsplit('/').next().unwrap_or(&name);
    let arguments = command.get_args().map(OsStr::to_string_lossy);
    std::iter::once(name.into()).chain(arguments).collect::<Vec<_>>().join(" ")
}

/// Runs it with its output on the screen.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let said = words(command);
    println!("$ {said}");
    let status = command.stdin(Stdio::null()).status().with_context(|| missing(&said))?;
    if !status.success() {
        bail!("`{said}` 没有成功（{status}）");
    }
    Ok(())
}

/// Runs it and takes what it prints; its errors stay on the screen.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let said = words(command);
    let command = command.stdin(Stdio::null()).stderr(Stdio::inherit());
    let out = command.output().with_context(|| missing(&said))?;
    if !out.status.success() {
        bail!("`{said}` 没有成功（{}）", out.status);
    }
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

/// Runs it and hands every line of its output to `see`, after printing it.
pub(crate) fn run_watched(command: &mut Command, mut see: impl FnMut(&str)) -> Result<()> {
    let said = words(command);
    println!("$ {said}");
    let (reader, writer) = std::io::pipe()?;
    command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn().with_context(|| missing(&said))?;
    // The command still holds the writing end; the reader ends only when nobody holds it.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    for line in BufReader::new(reader).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        see(&line);
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("`{said}` 没有成功（{status}）");
    }
    Ok(())
}

/// Runs it aside: what it printed, and whether it went well. For work beside other work.
pub(crate) fn run_aside(command: &mut Command) -> (String, Result<()>) {
    let said = words(command);
    let mut told = format!("$ {said}\n");
    let out = match command.stdin(Stdio::null()).output().with_context(|| missing(&said)) {
        Ok(out) => out,
        Err(error) => return (told, Err(error)),
    };
    told.push_str(&String::from_utf8_lossy(&out.stdout));
    told.push_str(&String::from_utf8_lossy(&out.stderr));
    let went = match out.status.success() {
        true => Ok(()),
        false => Err(anyhow::anyhow!("`{said}` 没有成功（{}）", out.status)),
    };
    (told, went)
}

fn missing(said: &str) -> String {
    format!("`{said}` 起不来，先装上这个程序")
}

//! The office suite as rival (对手：办公软件): the same paper from docx to PDF, in a program that is already warm.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::{places, shell};

/// Copies in one call; what one copy more costs is what a warm program needs.
const COPIES: u32 = 10;

/// Papers a minute, the start of the program taken out: ten more copies against one.
pub(crate) fn papers_per_minute(docx: &Path) -> Result<u64> {
    let Some(office) = places::program("soffice") else {
        bail!("没有 LibreOffice：先跑 cargo xtask setup --bench");
    };
    let folder = std::env::temp_dir().join(format!("mingqu-office-{}", std::process::id()));
    let one = convert(&office, docx, &folder, 1)?;
    let many = convert(&office, docx, &folder, 1 + COPIES)?;
    let millis = many.saturating_sub(one).as_millis().max(1);
    u64::try_from(60_000 * u128::from(COPIES) / millis).context("LibreOffice 的用时读不准")
}

fn convert(office: &Path, docx: &Path, folder: &Path, copies: u32) -> Result<Duration> {
    fs::create_dir_all(folder)?;
    let mut command = shell::program(&office.to_string_lossy(), ["--headless", "--convert-to"]);
    let profile = folder.join("profile");
    command.arg("pdf").arg(format!("-env:UserInstallation=file://{}", profile.display()));
    command.arg("--outdir").arg(folder);
    for copy in 0..copies {
        let file = folder.join(format!("{copy}.docx"));
        fs::copy(docx, &file)?;
        command.arg(file);
    }
    let begun = Instant::now();
    shell::output(&mut command)?;
    let took = begun.elapsed();
    let last = folder.join(format!("{}.pdf", copies - 1));
    let made = last.is_file();
    fs::remove_dir_all(folder)?;
    if !made {
        bail!("LibreOffice 没有做出 PDF");
    }
    Ok(took)
}

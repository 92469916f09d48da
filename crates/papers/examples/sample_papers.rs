//! Writes the sample papers into a folder and says how long each took (样稿).
//!
//! `cargo run --release -p mingqu-papers --example sample_papers -- FOLDER`

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

#[path = "../tests/it/sample.rs"]
mod sample;

use mingqu_papers::{
    NoticePaper, PaperError, notice_docx, notice_pdf, table_docx, table_pdf, table_xlsx,
    targets_docx, targets_pdf,
};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let folder = std::env::args().nth(1).map_or_else(std::env::temp_dir, PathBuf::from);
    let paper = sample::notice();
    let fonts = sample::fonts();
    let mut out = std::io::stdout();
    writeln!(out, "缺少的字体：{:?}", fonts.missing())?;
    let mut save = |name: &str, made: &dyn Fn() -> Result<Vec<u8>, PaperError>| {
        write_one(&mut out, &folder.join(name), made)
    };
    save("notice.pdf", &|| notice_pdf(&paper, &fonts))?;
    save("table.pdf", &|| table_pdf(&paper, &fonts))?;
    save("targets.pdf", &|| targets_pdf(&paper, &fonts))?;
    save("notice.docx", &|| notice_docx(&paper))?;
    save("table.docx", &|| table_docx(&paper))?;
    save("targets.docx", &|| targets_docx(&paper))?;
    save("table.xlsx", &|| table_xlsx(&paper))?;
    let started = Instant::now();
    for number in 2..=51 {
        let other = NoticePaper {
            document_no: format!("塔地财振〔2024〕{number}号"),
            ..paper.clone()
        };
        notice_pdf(&other, &fonts)?;
    }
    writeln!(out, "50 份通知，每份 {:?}", started.elapsed() / 50)?;
    Ok(())
}

fn write_one(
    out: &mut impl std::io::Write,
    path: &Path,
    made: &dyn Fn() -> Result<Vec<u8>, PaperError>,
) -> Result<(), Failure> {
    let started = Instant::now();
    let bytes = made()?;
    writeln!(out, "{} {} 字节 {:?}", path.display(), bytes.len(), started.elapsed())?;
    std::fs::write(path, bytes)?;
    Ok(())
}

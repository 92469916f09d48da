//! Papers as PDF/A-2b in the form of GB/T 9704 (版式文件).

mod data;
mod engine;
mod fonts;

pub use fonts::Fonts;

use crate::check::{balanced, short_enough};
use crate::{NoticePaper, PaperError};

/// Which sheets a PDF holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sheets {
    /// The letter and both attachments.
    Whole,
    /// 附件1 alone.
    Table,
    /// 附件2 alone.
    Targets,
}

/// The whole notice: letter, 附件1, 附件2.
pub fn notice_pdf(paper: &NoticePaper, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    render(paper, fonts, Sheets::Whole)
}

/// 附件1 分配表 alone.
pub fn table_pdf(paper: &NoticePaper, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    render(paper, fonts, Sheets::Table)
}

/// 附件2 绩效目标表 alone.
pub fn targets_pdf(paper: &NoticePaper, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    render(paper, fonts, Sheets::Targets)
}

fn render(paper: &NoticePaper, fonts: &Fonts, sheets: Sheets) -> Result<Vec<u8>, PaperError> {
    balanced(paper)?;
    short_enough(&paper.table)?;
    let families = fonts.families()?;
    let data = data::data(paper, sheets, &families);
    engine::pdf(&data, fonts, &ident(paper, sheets))
}

/// What identifies the file, so that the same paper is the same bytes.
fn ident(paper: &NoticePaper, sheets: Sheets) -> String {
    format!("{}|{}|{sheets:?}", paper.document_no, paper.title)
}

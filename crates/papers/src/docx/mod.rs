//! Papers as docx (可编辑文稿), to be opened and changed in WPS or Word.

mod letter;
mod parts;
mod table;
mod targets;

use std::io::Cursor;

use docx_rs::Docx;

use crate::check::{balanced, short_enough};
use crate::{NoticePaper, PaperError};

/// The whole notice: letter, 附件1, 附件2.
pub fn notice_docx(paper: &NoticePaper) -> Result<Vec<u8>, PaperError> {
    checked(paper)?;
    let document = letter::add(parts::page(paper), paper);
    let document = table::add(document, paper, true);
    pack(targets::add(document, &paper.targets, true))
}

/// 附件1 分配表 alone.
pub fn table_docx(paper: &NoticePaper) -> Result<Vec<u8>, PaperError> {
    checked(paper)?;
    pack(table::add(parts::page(paper), paper, false))
}

/// 附件2 绩效目标表 alone.
pub fn targets_docx(paper: &NoticePaper) -> Result<Vec<u8>, PaperError> {
    checked(paper)?;
    pack(targets::add(parts::page(paper), &paper.targets, false))
}

fn checked(paper: &NoticePaper) -> Result<(), PaperError> {
    balanced(paper)?;
    short_enough(&paper.table)
}

fn pack(document: Docx) -> Result<Vec<u8>, PaperError> {
    let mut bytes = Cursor::new(Vec::new());
    document.pack(&mut bytes).map_err(PaperError::engine)?;
    Ok(bytes.into_inner())
}

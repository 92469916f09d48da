//! Word documents into text: paragraphs as lines, table rows as tab-separated lines (Word 文件).

use std::panic::{AssertUnwindSafe, catch_unwind};

use undoc::model::{Block, Cell, Document, Paragraph, Table};

use crate::refusal::ReadRefusal;

/// The text of a docx, doc or wps file.
pub(crate) fn text(bytes: &[u8]) -> Result<String, ReadRefusal> {
    let parsed = catch_unwind(AssertUnwindSafe(|| undoc::parse_bytes(bytes)));
    let document = match parsed {
        Ok(Ok(document)) => document,
        Ok(Err(undoc::Error::Encrypted)) => return Err(ReadRefusal::Encrypted),
        _ => return Err(ReadRefusal::Broken),
    };
    let mut out = String::new();
    write_document(&document, &mut out);
    Ok(out)
}

fn write_document(document: &Document, out: &mut String) {
    for section in &document.sections {
        for block in &section.content {
            match block {
                Block::Paragraph(paragraph) => write_paragraph(paragraph, out),
                Block::Table(table) => write_table(table, out),
                _ => {}
            }
        }
    }
}

fn write_paragraph(paragraph: &Paragraph, out: &mut String) {
    if let Some(number) = paragraph.list_info.as_ref().and_then(|list| list.number) {
        out.push_str(&format!("{number}. "));
    }
    out.push_str(runs(paragraph).trim_end());
    out.push('\n');
}

/// The words of a paragraph; marks of notes and page breaks are none.
fn runs(paragraph: &Paragraph) -> String {
    let mut text = String::new();
    for run in &paragraph.runs {
        text.push_str(&run.text);
        if run.line_break || run.page_break {
            text.push('\n');
        }
    }
    text
}

/// Cells stand in their grid column, so merged cells leave empty ones behind.
fn write_table(table: &Table, out: &mut String) {
    let places = table.cell_columns();
    for (row, places) in table.rows.iter().zip(&places) {
        let mut column = 0;
        for (cell, &place) in row.cells.iter().zip(places) {
            // 100 columns are more than any paper holds.
            while column < place.min(100) {
                out.push('\t');
                column += 1;
            }
            out.push_str(&cell_text(cell));
        }
        out.push('\n');
    }
}

/// One line: line breaks inside a cell are no break of the row.
fn cell_text(cell: &Cell) -> String {
    let lines: Vec<String> = cell.content.iter().map(runs).collect();
    let mut text = lines.join(" ").replace(['\n', '\r', '\t'], " ");
    for table in &cell.nested_tables {
        text.push(' ');
        text.push_str(&table.plain_text().replace(['\n', '\r', '\t'], " "));
    }
    text.trim().to_owned()
}

//! The letter of a notice as docx (正文): head, text, attachments, signature, colophon.

use docx_rs::{
    AlignmentType, BorderType, Docx, LineSpacing, Paragraph, ParagraphBorder,
    ParagraphBorderPosition, ParagraphBorders, SpecialIndentType, Table, TableAlignmentType,
    TableCell, TableCellBorderPosition, TableLayoutType, TableRow, WidthType,
};

use super::parts::{
    BODY, CHARACTER, HEAD, RED, SMALL, TITLE, blank, exact, line, lines, mm, on_grid, paragraph,
    rule, run,
};
use crate::NoticePaper;
use crate::notice::paragraphs;
use crate::title::title_lines;

/// Width of the type area, in twips.
const WIDTH: usize = 8_845;

/// Adds the letter.
pub(crate) fn add(document: Docx, paper: &NoticePaper) -> Docx {
    let document = head(document, paper);
    let mut document = body(document, paper);
    document = attachments(document, &paper.attachments);
    signature(document.add_paragraph(blank()).add_paragraph(blank()), paper)
        .add_paragraph(blank())
        .add_table(colophon(paper))
}

fn head(document: Docx, paper: &NoticePaper) -> Docx {
    let mark = paper.mark();
    let red = run(&mark, TITLE.sized(mark_size(mark.chars().count()))).color(RED);
    let before = u32::try_from(mm(35)).unwrap_or_default();
    let mark = Paragraph::new()
        .add_run(red)
        .align(AlignmentType::Center)
        .line_spacing(LineSpacing::new().before(before));
    let border = ParagraphBorder::new(ParagraphBorderPosition::Bottom)
        .val(BorderType::Single)
        .size(16)
        .space(11)
        .color(RED);
    let mut number = line(&paper.document_no, BODY).align(AlignmentType::Center);
    number.property = number.property.set_borders(ParagraphBorders::with_empty().set(border));
    let title = lines(&title_lines(&paper.title, 20), TITLE).align(AlignmentType::Center);
    document
        .add_paragraph(mark)
        .add_paragraph(blank())
        .add_paragraph(number)
        .add_paragraph(blank())
        .add_paragraph(blank())
        .add_paragraph(title.line_spacing(exact(640)))
        .add_paragraph(blank())
}

/// Half points at which the mark fits the type area, at most 52 pt.
fn mark_size(characters: usize) -> usize {
    (840 / characters.max(1)).min(104)
}

fn body(mut document: Docx, paper: &NoticePaper) -> Docx {
    let addressees = paper.addressees_line();
    if !addressees.is_empty() {
        document = document.add_paragraph(line(&addressees, BODY));
    }
    for section in &paper.sections {
        if let Some(heading) = &section.heading {
            document = document.add_paragraph(paragraph(heading, HEAD).keep_next(true));
        }
        for text in paragraphs(&section.text) {
            document = document.add_paragraph(paragraph(text, BODY));
        }
    }
    document
}

/// 附件：1. …, two characters in, the titles one under the other.
fn attachments(mut document: Docx, titles: &[String]) -> Docx {
    if titles.is_empty() {
        return document;
    }
    document = document.add_paragraph(blank());
    for (place, title) in titles.iter().enumerate() {
        let number = if titles.len() > 1 { format!("{}. ", place + 1) } else { String::new() };
        let (text, left, hanging) = if place == 0 {
            (format!("附件：{number}{title}"), 6, 4)
        } else {
            (format!("{number}{title}"), 6, 1)
        };
        let special = Some(SpecialIndentType::Hanging(hanging * CHARACTER));
        let item = line(&text, BODY).indent(Some(left * CHARACTER), special, None, None);
        document = document.add_paragraph(item);
    }
    document
}

/// The name centred over the day, which ends four characters before the edge.
fn signature(document: Docx, paper: &NoticePaper) -> Docx {
    let day = paper.date_line();
    let longer = half_characters(&paper.signature).saturating_sub(half_characters(&day));
    let right = |text: &str, end: i32| {
        on_grid(Paragraph::new().add_run(run(text, BODY)))
            .align(AlignmentType::Right)
            .keep_lines(true)
            .indent(None, None, Some(end), None)
    };
    let over = i32::try_from(longer).unwrap_or_default() * CHARACTER / 4;
    let name_end = (4 * CHARACTER - over).max(0);
    document
        .add_paragraph(right(&paper.signature, name_end).keep_next(true))
        .add_paragraph(right(&day, 4 * CHARACTER))
}

/// Width of a text in halves of a character.
fn half_characters(text: &str) -> usize {
    text.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum()
}

/// 版记 under the signature: thick rules outside, a thin one between. In an editable text it
/// stands in the flow; the PDF has it at the foot of the last sheet.
fn colophon(paper: &NoticePaper) -> Table {
    let cc = paper.cc_line();
    let cell = |text: &str, align: AlignmentType, width: usize| {
        let text = Paragraph::new().add_run(run(text, SMALL)).align(align);
        let text = text.indent(Some(280), None, Some(280), None).line_spacing(exact(480));
        TableCell::new().width(width, WidthType::Dxa).clear_all_border().add_paragraph(text)
    };
    let top = |eighths| rule(TableCellBorderPosition::Top, eighths);
    let bottom = rule(TableCellBorderPosition::Bottom, 8);
    let over = if cc.is_empty() { 8 } else { 6 };
    let mut rows = Vec::new();
    if !cc.is_empty() {
        let copied = cell(&format!("抄送：{cc}"), AlignmentType::Left, WIDTH).grid_span(2);
        rows.push(TableRow::new(vec![copied.set_border(top(8))]));
    }
    let office = cell(&paper.printing_office, AlignmentType::Left, WIDTH / 2);
    let day = cell(&format!("{}印发", paper.date_line()), AlignmentType::Right, WIDTH / 2);
    rows.push(TableRow::new(vec![
        office.set_border(top(over)).set_border(bottom.clone()),
        day.set_border(top(over)).set_border(bottom),
    ]));
    Table::without_borders(rows)
        .set_grid(vec![WIDTH / 2, WIDTH - WIDTH / 2])
        .width(WIDTH, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .align(TableAlignmentType::Center)
}

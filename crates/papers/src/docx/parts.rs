//! Page, runs and paragraphs every docx paper is made of (版面元素).

use docx_rs::{
    AlignmentType, BreakType, Docx, FieldCharType, Footer, InstrPAGE, InstrText, LineSpacing,
    LineSpacingType, PageMargin, Paragraph, Run, RunFonts, SpecialIndentType, TableCell,
    TableCellBorder, TableCellBorderPosition, VAlignType, VMergeType, WidthType,
};

use crate::NoticePaper;

/// A millimetre is 56.7 twips.
pub(crate) const fn mm(millimetres: i32) -> i32 {
    millimetres * 567 / 10
}

/// A line of the grid: 28.95 pt.
const LINE: i32 = 579;
/// A character of 3号: 16 pt.
pub(crate) const CHARACTER: i32 = 320;
/// Red of the head.
pub(crate) const RED: &str = "D7000F";

/// A face of the form, with its size in half points.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Face {
    family: &'static str,
    size: usize,
}

/// 3号仿宋
pub(crate) const BODY: Face = Face { family: "仿宋_GB2312", size: 32 };
/// 3号黑体
pub(crate) const HEAD: Face = Face { family: "黑体", size: 32 };
/// 2号小标宋
pub(crate) const TITLE: Face = Face { family: "方正小标宋简体", size: 44 };
/// 4号仿宋
pub(crate) const SMALL: Face = Face { family: "仿宋_GB2312", size: 28 };
/// 4号黑体
pub(crate) const SMALL_HEAD: Face = Face { family: "黑体", size: 28 };
/// 4号宋体
pub(crate) const NUMBER: Face = Face { family: "宋体", size: 28 };
/// 小五仿宋
pub(crate) const CELL: Face = Face { family: "仿宋_GB2312", size: 18 };

impl Face {
    /// The same family in another size, in half points.
    pub(crate) const fn sized(self, size: usize) -> Face {
        Face { family: self.family, size }
    }
}

/// A4 with the margins of GB/T 9704 and the page number outside the type area.
pub(crate) fn page(paper: &NoticePaper) -> Docx {
    let (year, month, day) = paper.issued_on;
    let day = format!("{year:04}-{month:02}-{day:02}T00:00:00Z");
    let margin = PageMargin::new()
        .top(mm(37))
        .left(mm(28))
        .right(mm(26))
        .bottom(mm(35))
        .header(mm(15))
        .footer(mm(24));
    Docx::new()
        .created_at(&day)
        .updated_at(&day)
        .page_size(11_906, 16_838)
        .page_margin(margin)
        .default_fonts(fonts(BODY))
        .default_size(BODY.size)
        .footer(page_number(AlignmentType::Right))
        .even_footer(page_number(AlignmentType::Left))
}

fn page_number(align: AlignmentType) -> Footer {
    let field = run("— ", NUMBER)
        .add_field_char(FieldCharType::Begin, false)
        .add_instr_text(InstrText::PAGE(InstrPAGE::new()))
        .add_field_char(FieldCharType::Separate, false)
        .add_text("1")
        .add_field_char(FieldCharType::End, false)
        .add_text(" —");
    let number = Paragraph::new().add_run(field).align(align);
    Footer::new().add_paragraph(number.indent(Some(280), None, Some(280), None))
}

fn fonts(face: Face) -> RunFonts {
    RunFonts::new()
        .ascii(face.family)
        .hi_ansi(face.family)
        .east_asia(face.family)
        .cs(face.family)
        .hint("eastAsia")
}

/// Text in a face; control characters have no place in the file.
pub(crate) fn run(text: &str, face: Face) -> Run {
    let text: String = text.chars().filter(|character| !character.is_control()).collect();
    Run::new().add_text(text).fonts(fonts(face)).size(face.size)
}

/// Lines of one paragraph.
pub(crate) fn lines(lines: &[String], face: Face) -> Paragraph {
    let mut paragraph = Paragraph::new();
    for (place, line) in lines.iter().enumerate() {
        let mut line = run(line, face);
        if place + 1 < lines.len() {
            line = line.add_break(BreakType::TextWrapping);
        }
        paragraph = paragraph.add_run(line);
    }
    paragraph
}

/// A line on the grid, from the edge.
pub(crate) fn line(text: &str, face: Face) -> Paragraph {
    on_grid(Paragraph::new().add_run(run(text, face)))
}

/// A paragraph on the grid, two characters in.
pub(crate) fn paragraph(text: &str, face: Face) -> Paragraph {
    let first = Some(SpecialIndentType::FirstLine(2 * CHARACTER));
    line(text, face)
        .align(AlignmentType::Both)
        .indent(None, first, None, None)
        .first_line_chars(200)
}

/// An empty line of the grid.
pub(crate) fn blank() -> Paragraph {
    line("", BODY)
}

/// Puts a paragraph on the line grid.
pub(crate) fn on_grid(paragraph: Paragraph) -> Paragraph {
    paragraph.line_spacing(exact(LINE))
}

/// A fixed line height, in twips.
pub(crate) fn exact(height: i32) -> LineSpacing {
    LineSpacing::new().line_rule(LineSpacingType::Exact).line(height)
}

/// The first lines of an attachment: 附件N, an empty line, its title.
pub(crate) fn attachment_head(
    document: Docx,
    number: usize,
    title: &[String],
    new_page: bool,
) -> Docx {
    let head = line(&format!("附件{number}"), HEAD).page_break_before(new_page);
    let title = lines(title, TITLE).align(AlignmentType::Center).line_spacing(exact(640));
    document.add_paragraph(head).add_paragraph(blank()).add_paragraph(title)
}

/// Where a cell stands in its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Merge {
    /// On its own.
    None,
    /// Covers the cells below.
    Start,
    /// Covered by the cell above.
    Covered,
}

/// A cell of a form over some columns of its grid.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CellForm<'a> {
    /// Widths of all columns, in twips.
    pub(crate) grid: &'a [usize],
    /// Its first column.
    pub(crate) column: usize,
    /// How many columns it covers.
    pub(crate) span: usize,
    /// How it merges downwards.
    pub(crate) merge: Merge,
    /// How its text stands.
    pub(crate) align: AlignmentType,
    /// Its face.
    pub(crate) face: Face,
    /// Fixed height of its lines, in twips.
    pub(crate) height: Option<i32>,
}

impl CellForm<'_> {
    /// The cell with a paragraph for each line of its text.
    pub(crate) fn cell(&self, text: &str) -> TableCell {
        let columns = self.grid.iter().skip(self.column).take(self.span);
        let mut cell = TableCell::new()
            .width(columns.sum(), WidthType::Dxa)
            .vertical_align(VAlignType::Center);
        if self.span > 1 {
            cell = cell.grid_span(self.span);
        }
        match self.merge {
            Merge::None => {}
            Merge::Start => cell = cell.vertical_merge(VMergeType::Restart),
            Merge::Covered => cell = cell.vertical_merge(VMergeType::Continue),
        }
        if text.is_empty() {
            return cell.add_paragraph(self.paragraph(""));
        }
        for text in text.lines() {
            cell = cell.add_paragraph(self.paragraph(text));
        }
        cell
    }

    fn paragraph(&self, text: &str) -> Paragraph {
        let paragraph = Paragraph::new().add_run(run(text, self.face)).align(self.align);
        match self.height {
            Some(height) => paragraph.line_spacing(exact(height)),
            None => paragraph,
        }
    }
}

/// A rule over or under a cell, in eighths of a point.
pub(crate) fn rule(position: TableCellBorderPosition, eighths: usize) -> TableCellBorder {
    TableCellBorder::new(position).size(eighths).color("000000")
}

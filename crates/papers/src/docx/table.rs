//! 附件1 as docx (分配表).

use docx_rs::{
    AlignmentType, Docx, HeightRule, Paragraph, Table, TableAlignmentType, TableLayoutType,
    TableRow, WidthType,
};
use mingqu_money::format_wan;

use super::parts::{CellForm, Face, Merge, SMALL, SMALL_HEAD, attachment_head, exact, run};
use crate::NoticePaper;
use crate::title::title_lines;

/// Widths of 序号, 地（州、市）县（市、区）, 此次下达.
const GRID: [usize; 3] = [1_134, 5_111, 2_600];

/// Adds 附件1, on a new page where it follows a letter.
pub(crate) fn add(document: Docx, paper: &NoticePaper, new_page: bool) -> Docx {
    let table = &paper.table;
    let title = title_lines(&table.title, 20);
    let unit = Paragraph::new()
        .add_run(run("单位：万元", SMALL))
        .align(AlignmentType::Right)
        .line_spacing(exact(480));
    let mut rows = vec![
        row(["序号", "地（州、市）县（市、区）", "此次下达"], SMALL_HEAD, AlignmentType::Center),
        row(["", &table.total_name, &format_wan(table.total)], SMALL_HEAD, AlignmentType::Right),
    ];
    for (number, (name, amount)) in (1_u32..).zip(&table.rows) {
        let cells = [&*number.to_string(), name, &format_wan(*amount)];
        rows.push(row(cells, SMALL, AlignmentType::Right));
    }
    let printed = Table::new(rows)
        .set_grid(GRID.to_vec())
        .width(GRID.iter().sum(), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .align(TableAlignmentType::Center);
    attachment_head(document, 1, &title, new_page).add_paragraph(unit).add_table(printed)
}

fn row(texts: [&str; 3], face: Face, amounts: AlignmentType) -> TableRow {
    let cells = (0..).zip(texts).map(|(column, text)| {
        let align = if column == 2 { amounts } else { AlignmentType::Center };
        CellForm { grid: &GRID, column, span: 1, merge: Merge::None, align, face, height: None }
            .cell(text)
    });
    TableRow::new(cells.collect()).row_height(560.0).height_rule(HeightRule::AtLeast).cant_split()
}

//! 附件2 as docx (绩效目标表): the official form with its merged cells.

use docx_rs::{
    AlignmentType, Docx, HeightRule, Paragraph, Table, TableAlignmentType, TableCell,
    TableLayoutType, TableRow, WidthType,
};

use super::parts::{CELL, CellForm, Merge, SMALL, attachment_head, exact, run};
use crate::TargetForm;
use crate::notice::spans;
use crate::notice::ticks;

/// The eight columns of the form, in twips.
const GRID: [usize; 8] = [624, 1_134, 1_480, 1_010, 1_054, 1_480, 1_010, 1_053];

/// A line in a cell: 12 pt, so that the form is one page whatever font shows it.
const CELL_LINE: i32 = 240;

/// Adds 附件2, on a new page where it follows others.
pub(crate) fn add(document: Docx, form: &TargetForm, new_page: bool) -> Docx {
    let year = Paragraph::new()
        .add_run(run(&form.year_line(), SMALL))
        .align(AlignmentType::Center)
        .line_spacing(exact(480));
    let mut rows = heading_rows(form);
    rows.extend(overview(form));
    rows.extend(funds(form));
    rows.extend(goals(form));
    rows.extend(measures(form));
    let table = Table::new(rows)
        .set_grid(GRID.to_vec())
        .width(GRID.iter().sum(), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .align(TableAlignmentType::Center);
    attachment_head(document, 2, std::slice::from_ref(&form.title), new_page)
        .add_paragraph(year)
        .add_table(table)
}

/// Lays cells side by side, each over its number of columns.
#[derive(Default)]
struct Line {
    cells: Vec<TableCell>,
    column: usize,
}

impl Line {
    fn add(mut self, text: &str, span: usize, align: AlignmentType, merge: Merge) -> Line {
        let column = self.column;
        let form = CellForm {
            grid: &GRID,
            column,
            span,
            merge,
            align,
            face: CELL,
            height: Some(CELL_LINE),
        };
        self.cells.push(form.cell(text));
        self.column += span;
        self
    }

    /// A printed word of the form.
    fn label(self, text: &str, span: usize) -> Line {
        self.add(text, span, AlignmentType::Center, Merge::None)
    }

    /// What is filled in.
    fn value(self, text: &str, span: usize) -> Line {
        self.add(text, span, AlignmentType::Left, Merge::None)
    }

    /// The word at the left of a group of rows.
    fn group(self, text: &str, first: bool) -> Line {
        let (text, merge) = if first { (text, Merge::Start) } else { ("", Merge::Covered) };
        self.add(text, 1, AlignmentType::Center, merge)
    }

    fn row(self) -> TableRow {
        TableRow::new(self.cells).row_height(320.0).height_rule(HeightRule::AtLeast).cant_split()
    }
}

fn heading_rows(form: &TargetForm) -> Vec<TableRow> {
    let types = ticks(&form.project_types);
    let rows = [("项目名称", &form.project_name), ("预算单位", &form.unit), ("项目类型", &types)];
    rows.into_iter()
        .map(|(label, value)| Line::default().label(label, 2).value(value, 6).row())
        .collect()
}

fn overview(form: &TargetForm) -> Vec<TableRow> {
    let governing = form.governing.join("\n");
    let methods = ticks(&form.methods);
    let rows = [
        ("中长期规划（名称、文号，仅指常年项目）", &form.long_term_plan),
        ("资金管理办法（名称、文号）", &governing),
        ("绩效分配方式", &methods),
        ("立项依据", &form.ground),
        ("使用范围", &form.scope),
        ("申报（补助）条件", &form.conditions),
        ("项目起止年限", &form.term),
    ];
    let row = |(place, (label, value)): (usize, (&str, &String))| {
        Line::default().group("项目\n概况", place == 0).label(label, 2).value(value, 5).row()
    };
    rows.into_iter().enumerate().map(row).collect()
}

fn funds(form: &TargetForm) -> Vec<TableRow> {
    let amounts = &form.amounts;
    let rows = [
        ("中长期资金总额：", &amounts.long_total, "年度资金总额：", &amounts.year_total),
        ("其中：财政拨款", &amounts.long_fiscal, "其中：财政拨款", &amounts.year_fiscal),
        ("　　　其他资金", &amounts.long_other, "　　　其他资金", &amounts.year_other),
    ];
    let shown = |amount: &Option<String>| amount.clone().unwrap_or_default();
    let mut printed = Vec::new();
    for (place, (long, long_amount, year, year_amount)) in rows.into_iter().enumerate() {
        let line = Line::default()
            .group("项目\n资金\n（万元）", place == 0)
            .value(long, 2)
            .add(&shown(long_amount), 2, AlignmentType::Right, Merge::None)
            .value(year, 2)
            .add(&shown(year_amount), 1, AlignmentType::Right, Merge::None);
        printed.push(line.row());
    }
    printed
}

fn goals(form: &TargetForm) -> [TableRow; 2] {
    let heads = Line::default()
        .group("总体\n目标", true)
        .label(&form.long_goal_head(), 4)
        .label("年度目标", 3);
    let texts =
        Line::default().group("", false).value(&form.goal_long, 4).value(&form.goal_year, 3);
    [heads.row(), texts.row().row_height(600.0)]
}

fn measures(form: &TargetForm) -> Vec<TableRow> {
    let value_head = "指标值（包含数字及文字描述）";
    let mut head = Line::default().group("绩效\n指标", true).label("一级指标", 1);
    for _ in 0..2 {
        head = head.label("二级指标", 1).label("三级指标", 1).label(value_head, 1);
    }
    let mut rows = vec![head.row()];
    for (covers, first, second) in spans(&form.measures) {
        let merge = if covers == 0 { Merge::Covered } else { Merge::Start };
        let first = if covers == 0 { "" } else { first };
        let mut line = Line::default().group("", false).add(first, 1, AlignmentType::Center, merge);
        for _ in 0..2 {
            line = line.label(second, 1).value("指标1：", 1).value("", 1);
        }
        rows.push(line.row());
    }
    rows
}

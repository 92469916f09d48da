//! Workbooks (电子表格): 附件1, and any list as it is shown.

use mingqu_money::{Fen, format_wan, format_yuan_grouped};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::check::balanced;
use crate::{NoticePaper, PaperError};

/// Rows a worksheet holds under its three head rows.
const MOST_LIST_ROWS: usize = 1_048_000;
/// From here on rows go out as they are written instead of being kept in memory.
const KEPT_ROWS: usize = 20_000;
/// A number cell is exact to 15 digits.
const EXACT: u64 = 999_999_999_999_999;

/// How the cells of a column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// As text: names, numbers of documents, cards and identities.
    Text,
    /// Money in 元.
    Yuan,
    /// Money in 万元.
    Wan,
    /// A day; an ISO text becomes a real date.
    Date,
    /// A whole number.
    Int,
}

/// A column of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListColumn {
    /// Printed at the head.
    pub head: String,
    /// How its cells are written.
    pub kind: ColumnKind,
    /// Width in characters.
    pub width: u16,
}

/// A cell of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellValue {
    /// Text; an ISO day in a column of days.
    Text(String),
    /// Money.
    Money(Fen),
    /// A whole number.
    Int(i64),
    /// Nothing.
    Empty,
}

/// A list as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListSheet {
    /// Printed over the list; also the name of the sheet.
    pub title: String,
    /// Under the title: the day, the filter, the unit.
    pub note: String,
    /// The columns.
    pub columns: Vec<ListColumn>,
    /// The cells, row by row.
    pub rows: Vec<Vec<CellValue>>,
}

impl From<XlsxError> for PaperError {
    fn from(error: XlsxError) -> PaperError {
        PaperError::engine(error)
    }
}

/// A list as a workbook: money as exact numbers, identifiers as text.
pub fn list_xlsx(list: &ListSheet) -> Result<Vec<u8>, PaperError> {
    if list.rows.len() > MOST_LIST_ROWS {
        return Err(PaperError::TooLong { rows: list.rows.len(), most: MOST_LIST_ROWS });
    }
    let mut workbook = Workbook::new();
    let sheet = if list.rows.len() > KEPT_ROWS {
        workbook.add_worksheet_with_constant_memory()?
    } else {
        workbook.add_worksheet()
    };
    sheet.set_name(sheet_name(&list.title))?;
    for (column, about) in (0..).zip(&list.columns) {
        sheet.set_column_width(column, about.width)?;
    }
    let title = Format::new().set_bold().set_font_size(14).set_font_name("黑体");
    sheet.write_string_with_format(0, 0, list.title.as_str(), &title)?;
    sheet.write_string_with_format(1, 0, list.note.as_str(), &plain())?;
    let head = head_format();
    for (column, about) in (0..).zip(&list.columns) {
        sheet.write_string_with_format(2, column, about.head.as_str(), &head)?;
    }
    let formats: Vec<Format> = list.columns.iter().map(|about| cell_format(about.kind)).collect();
    for (row, cells) in (3..).zip(&list.rows) {
        let columns = list.columns.iter().zip(&formats);
        for (column, (cell, (about, format))) in (0..).zip(cells.iter().zip(columns)) {
            write_cell(sheet, (row, column), cell, about.kind, format)?;
        }
    }
    sheet.set_freeze_panes(3, 0)?;
    if let Some(last) = list.columns.len().checked_sub(1) {
        let last_row = u32::try_from(list.rows.len() + 2).unwrap_or(2);
        sheet.autofilter(2, 0, last_row, u16::try_from(last).unwrap_or(0))?;
    }
    sheet.set_paper_size(9).set_landscape().set_repeat_rows(2, 2)?.set_print_fit_to_pages(1, 0);
    Ok(workbook.save_to_buffer()?)
}

/// 附件1 分配表 as a workbook.
pub fn table_xlsx(paper: &NoticePaper) -> Result<Vec<u8>, PaperError> {
    balanced(paper)?;
    let table = &paper.table;
    let mut workbook = Workbook::new();
    if let Some(day) = excel_day(paper.issued_on) {
        workbook.set_properties(
            &DocProperties::new().set_title(&table.title).set_creation_datetime(&day),
        );
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name("附件1")?;
    for (column, width) in [(0, 9), (1, 44), (2, 22)] {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_default_row_height(24);
    sheet.set_row_height(1, 60)?;
    let title = plain()
        .set_font_name("方正小标宋简体")
        .set_font_size(18)
        .set_text_wrap()
        .set_align(FormatAlign::Center);
    sheet.write_string_with_format(
        0,
        0,
        "附件1",
        &plain().set_font_name("黑体").set_font_size(14),
    )?;
    sheet.merge_range(1, 0, 1, 2, &table.title, &title)?;
    sheet.write_string_with_format(2, 2, "单位：万元", &plain().set_align(FormatAlign::Right))?;
    for (column, head) in (0..).zip(["序号", "地（州、市）县（市、区）", "此次下达"])
    {
        sheet.write_string_with_format(3, column, head, &head_format())?;
    }
    let text = cell_format(ColumnKind::Text).set_align(FormatAlign::Center);
    let money = bordered().set_align(FormatAlign::Right);
    let strong = (text.clone().set_bold(), money.clone().set_bold());
    sheet.write_blank(4, 0, &text)?;
    sheet.write_string_with_format(4, 1, table.total_name.as_str(), &strong.0)?;
    write_money(sheet, (4, 2), table.total, ColumnKind::Wan, &strong.1)?;
    for (row, (number, (name, amount))) in (5..).zip((1_u32..).zip(&table.rows)) {
        sheet.write_number_with_format(row, 0, number, &text)?;
        sheet.write_string_with_format(row, 1, name.as_str(), &text)?;
        write_money(sheet, (row, 2), *amount, ColumnKind::Wan, &money)?;
    }
    sheet.set_freeze_panes(4, 0)?;
    sheet
        .set_paper_size(9)
        .set_portrait()
        .set_repeat_rows(3, 3)?
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true);
    Ok(workbook.save_to_buffer()?)
}

type Place = (u32, u16);

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): Place,
    cell: &CellValue,
    kind: ColumnKind,
    format: &Format,
) -> Result<(), PaperError> {
    match cell {
        CellValue::Empty => sheet.write_blank(row, column, format)?,
        CellValue::Text(text) if kind == ColumnKind::Date => {
            match ExcelDateTime::parse_from_str(text) {
                Ok(day) => sheet.write_datetime_with_format(row, column, &day, format)?,
                Err(_) => sheet.write_string_with_format(row, column, text.as_str(), format)?,
            }
        }
        CellValue::Text(text) => {
            sheet.write_string_with_format(row, column, text.as_str(), format)?
        }
        CellValue::Money(amount) => {
            write_money(sheet, (row, column), *amount, kind, format)?;
            return Ok(());
        }
        CellValue::Int(number) => match exact(*number, 1) {
            Some(exact) => sheet.write_number_with_format(row, column, exact, format)?,
            None => sheet.write_string_with_format(row, column, number.to_string(), format)?,
        },
    };
    Ok(())
}

/// Money as a number cell; what a number cell cannot hold exactly is written as text.
fn write_money(
    sheet: &mut Worksheet,
    (row, column): Place,
    amount: Fen,
    kind: ColumnKind,
    format: &Format,
) -> Result<(), PaperError> {
    let wan = kind == ColumnKind::Wan;
    match exact(amount.fen(), if wan { 1_000_000 } else { 100 }) {
        Some(number) => sheet.write_number_with_format(row, column, number, format)?,
        None => {
            let text = if wan { format_wan(amount) } else { format_yuan_grouped(amount) };
            sheet.write_string_with_format(row, column, text, format)?
        }
    };
    Ok(())
}

/// The number nearest to `units / per`, where 15 digits hold it exactly.
#[expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "number cells of a workbook are doubles; within 15 digits the decimal comes back exactly"
)]
fn exact(units: i64, per: u32) -> Option<f64> {
    (units.unsigned_abs() <= EXACT).then(|| units as f64 / f64::from(per))
}

fn excel_day((year, month, day): (i32, u32, u32)) -> Option<ExcelDateTime> {
    let year = u16::try_from(year).ok()?;
    ExcelDateTime::from_ymd(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?).ok()
}

/// At most 31 characters, without those a sheet name must not have.
fn sheet_name(title: &str) -> String {
    let allowed = |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
    let name: String = title.chars().filter(allowed).take(31).collect();
    if name.trim().is_empty() { "清单".to_owned() } else { name }
}

fn plain() -> Format {
    Format::new().set_font_name("宋体").set_font_size(11).set_align(FormatAlign::VerticalCenter)
}

fn bordered() -> Format {
    plain().set_border(FormatBorder::Thin)
}

fn head_format() -> Format {
    bordered().set_bold().set_text_wrap().set_align(FormatAlign::Center)
}

fn cell_format(kind: ColumnKind) -> Format {
    match kind {
        ColumnKind::Text => bordered().set_num_format("@"),
        ColumnKind::Yuan => bordered().set_num_format("#,##0.00").set_align(FormatAlign::Right),
        ColumnKind::Wan => bordered().set_num_format("#,##0.00####").set_align(FormatAlign::Right),
        ColumnKind::Date => bordered().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center),
        ColumnKind::Int => bordered().set_num_format("0").set_align(FormatAlign::Right),
    }
}

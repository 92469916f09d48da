//! Lists as workbooks (列表导出): plain rows in, an xlsx out.

use mingqu_money::Fen;
use mingqu_papers::{CellValue, ColumnKind, ListColumn, ListSheet};

use crate::error::AppError;

/// How wide a column is, in characters.
const WIDTH_MIN: u16 = 8;
const WIDTH_MAX: u16 = 60;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words; never taken for a formula.
    Text(String),
    /// A whole number.
    Number(i64),
    /// An amount in 分, shown in 元.
    Fen(i64),
}

/// A list as it is shown: a title, columns, rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Title and name of the file.
    pub title: String,
    /// Heads of the columns.
    pub columns: Vec<String>,
    /// The rows, each as long as the columns.
    pub rows: Vec<Vec<Cell>>,
}

impl Sheet {
    /// An empty list.
    pub fn new(title: &str, columns: &[&str]) -> Sheet {
        let columns = columns.iter().map(|column| (*column).to_owned()).collect();
        Sheet { title: title.to_owned(), columns, rows: Vec::new() }
    }

    /// With these rows.
    #[must_use]
    pub fn rows<R: IntoIterator<Item = Cell>>(
        mut self,
        rows: impl IntoIterator<Item = R>,
    ) -> Sheet {
        self.rows = rows.into_iter().map(|row| row.into_iter().collect()).collect();
        self
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        text.as_str().into()
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Cell {
        Cell::Number(number)
    }
}

impl From<mingqu_money::Fen> for Cell {
    fn from(amount: mingqu_money::Fen) -> Cell {
        Cell::Fen(amount.fen())
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Cell {
        value.map_or(Cell::Empty, Into::into)
    }
}

/// The workbook of a list: money as exact numbers in 元, everything else as it is read.
pub fn workbook(sheet: &Sheet) -> Result<Vec<u8>, AppError> {
    let columns = sheet.columns.iter().enumerate().map(|(place, head)| column(sheet, place, head));
    let rows = sheet.rows.iter().map(|row| row.iter().map(value).collect());
    let list = ListSheet {
        title: sheet.title.clone(),
        note: "单位：元".to_owned(),
        columns: columns.collect(),
        rows: rows.collect(),
    };
    mingqu_papers::list_xlsx(&list)
        .map_err(|error| AppError::Refused { code: error.code(), message: error.to_string() })
}

fn column(sheet: &Sheet, place: usize, head: &str) -> ListColumn {
    let cells = || sheet.rows.iter().filter_map(|row| row.get(place));
    let kind = if cells().any(|cell| matches!(cell, Cell::Fen(_))) {
        ColumnKind::Yuan
    } else if cells().any(|cell| matches!(cell, Cell::Number(_))) {
        ColumnKind::Int
    } else {
        ColumnKind::Text
    };
    let longest = cells().map(length).chain([2 * head.chars().count()]).max().unwrap_or_default();
    let width = u16::try_from(longest + 2).unwrap_or(WIDTH_MAX).clamp(WIDTH_MIN, WIDTH_MAX);
    ListColumn { head: head.to_owned(), kind, width }
}

/// In characters of a workbook: a Chinese one is two wide.
fn length(cell: &Cell) -> usize {
    match cell {
        Cell::Empty => 0,
        Cell::Text(text) => text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum(),
        Cell::Number(number) => number.to_string().len(),
        Cell::Fen(fen) => fen.to_string().len() + 4,
    }
}

fn value(cell: &Cell) -> CellValue {
    match cell {
        Cell::Empty => CellValue::Empty,
        Cell::Text(text) => CellValue::Text(text.clone()),
        Cell::Number(number) => CellValue::Int(*number),
        Cell::Fen(fen) => Fen::new(*fen).map_or(CellValue::Empty, CellValue::Money),
    }
}

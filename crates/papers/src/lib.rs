//! Papers (公文): plain data in, bytes out, as PDF/A, docx and xlsx.
//!
//! The figures of a paper come from the ledger. Every rendering adds its rows up again and refuses
//! a paper whose table and text do not say the same.

mod check;
mod docx;
mod error;
mod notice;
mod pdf;
mod title;
mod xlsx;

pub use docx::{notice_docx, table_docx, targets_docx};
pub use error::PaperError;
pub use notice::{AllocationTable, FundAmounts, NoticePaper, Section, TargetForm};
pub use pdf::{Fonts, notice_pdf, table_pdf, targets_pdf};
pub use xlsx::{CellValue, ColumnKind, ListColumn, ListSheet, list_xlsx, table_xlsx};

/// The most rows a PDF or docx table holds; more belongs in a workbook.
pub const MOST_ROWS: usize = 1_000;

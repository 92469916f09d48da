//! Why a paper cannot be made (文稿错误).

use mingqu_money::{Fen, MoneyError, format_wan};

/// Why a paper was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// The total row of a table is not what its rows add up to.
    #[error(
        "《{table}》“{row}”一行印作 {} 万元，各行相加应为 {} 万元，文稿不予生成",
        format_wan(*printed),
        format_wan(*should)
    )]
    RowsUnbalanced {
        /// Title of the table.
        table: String,
        /// Name in the total row.
        row: String,
        /// What the total row says.
        printed: Fen,
        /// What the rows add up to.
        should: Fen,
    },
    /// The total of the text is not the total of the table.
    #[error(
        "正文合计 {} 万元，《{title}》合计 {} 万元，两者不一致，文稿不予生成",
        format_wan(*stated),
        format_wan(*table)
    )]
    TextUnbalanced {
        /// Title of the table.
        title: String,
        /// What the text says.
        stated: Fen,
        /// What the table says.
        table: Fen,
    },
    /// The rows add up to more than an amount can hold.
    #[error("《{table}》各行相加超出金额上限，文稿不予生成")]
    SumTooLarge {
        /// Title of the table.
        table: String,
    },
    /// There is no font for a part of the paper.
    #[error("缺少字体：{names}；请把字体文件放进字体目录后重试")]
    FontMissing {
        /// The missing fonts, parted by 、.
        names: String,
    },
    /// A character no font has.
    #[error("字体中没有“{character}”这个字；请换用或补充含有该字的字体")]
    CharacterMissing {
        /// The character.
        character: String,
    },
    /// Too many rows for a paper.
    #[error("表格有 {rows} 行，文稿最多印 {most} 行；请改用 Excel 导出")]
    TooLong {
        /// Rows of the table.
        rows: usize,
        /// The most a paper holds.
        most: usize,
    },
    /// The day of the paper is not in the calendar.
    #[error("成文日期 {year}年{month}月{day}日 不存在")]
    BadDate {
        /// Year.
        year: i32,
        /// Month.
        month: u32,
        /// Day.
        day: u32,
    },
    /// The typesetting or packing itself failed.
    #[error("文稿排版失败：{detail}")]
    Engine {
        /// What the library said.
        detail: String,
    },
}

impl PaperError {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            PaperError::RowsUnbalanced { .. }
            | PaperError::TextUnbalanced { .. }
            | PaperError::SumTooLarge { .. } => "paper.unbalanced",
            PaperError::FontMissing { .. } | PaperError::CharacterMissing { .. } => {
                "paper.font_missing"
            }
            PaperError::TooLong { .. } => "paper.too_long",
            PaperError::BadDate { .. } => "paper.bad_date",
            PaperError::Engine { .. } => "paper.engine",
        }
    }

    /// What a library said, as an engine error.
    pub(crate) fn engine(detail: impl ToString) -> PaperError {
        PaperError::Engine { detail: detail.to_string() }
    }

    /// A sum that left the range of money.
    pub(crate) fn sum(_error: MoneyError, table: &str) -> PaperError {
        PaperError::SumTooLarge { table: table.to_owned() }
    }
}

//! An indicator's figures (指标额度) and why a movement of it is refused.

use mingqu_ledger::LedgerRefusal;
use mingqu_money::{Fen, MoneyError, format_wan};
use thiserror::Error;

/// The figures of one indicator, all from the ledger, in 分.
///
/// Invariant: `available = approved − allotted − committed − reserved − paid − returned`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IndicatorFigures {
    /// 批复（收到）: the source side.
    pub approved: Fen,
    /// 已下达下级
    pub allotted: Fen,
    /// 合同承诺
    pub committed: Fen,
    /// 占用
    pub reserved: Fen,
    /// 已支付
    pub paid: Fen,
    /// 收回及结余
    pub returned: Fen,
}

impl IndicatorFigures {
    /// 可用额度
    pub fn available(self) -> Result<Fen, MoneyError> {
        let IndicatorFigures { approved, allotted, committed, reserved, paid, returned } = self;
        [allotted, committed, reserved, paid, returned]
            .into_iter()
            .try_fold(approved, Fen::checked_sub)
    }
}

/// Why a movement of an indicator is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BudgetRefusal {
    /// Zero or less.
    #[error("金额必须大于零，现在是 {0} 元")]
    NotPositive(Fen),
    /// More than is free.
    #[error(
        "可用 {} 万元，您要动用 {} 万元，多 {} 万元",
        format_wan(*.available), format_wan(*.requested),
        .requested.checked_sub(*.available).map(format_wan).unwrap_or_default()
    )]
    NotEnough {
        /// Free before the movement.
        available: Fen,
        /// Asked for.
        requested: Fen,
    },
    /// The same document number twice in a book.
    #[error("不能登记：{document_no} 已在本账套登记过")]
    Registered {
        /// 文号
        document_no: String,
    },
    /// A document of the upper book brought it, so its amount is that document's.
    #[error("不能追加或追减：{document_no} 由上级电子下达，金额以上级的账为准，请由上级另行发文")]
    FromAbove {
        /// 文号
        document_no: String,
    },
    /// The book of the year is closed, or was never opened.
    #[error("{division} {year} 年度账套没有打开，不能记账")]
    BookNotOpen {
        /// 区划名称
        division: String,
        /// 年度
        year: i32,
    },
    /// The entry was reversed before.
    #[error("这张凭证已经红冲过，不能再冲")]
    Reversed,
    /// A reversal itself, or an entry that only its business document may undo.
    #[error("不能红冲：{reason}")]
    NotReversible {
        /// Why, and what to do.
        reason: String,
    },
    /// A reason is required.
    #[error("要写明理由")]
    ReasonMissing,
    /// A document number is required.
    #[error("要填文号")]
    DocumentMissing,
    /// Broken double entry.
    #[error(transparent)]
    Ledger(#[from] LedgerRefusal),
    /// Out of range.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl BudgetRefusal {
    /// The stable word for programs and tests.
    pub const fn code(&self) -> &'static str {
        match self {
            BudgetRefusal::NotPositive(_) => "indicator.not_positive",
            BudgetRefusal::NotEnough { .. } => "indicator.not_enough",
            BudgetRefusal::Registered { .. } => "indicator.registered",
            BudgetRefusal::FromAbove { .. } => "indicator.from_above",
            BudgetRefusal::BookNotOpen { .. } => "book.not_open",
            BudgetRefusal::Reversed => "entry.reversed",
            BudgetRefusal::NotReversible { .. } => "entry.not_reversible",
            BudgetRefusal::ReasonMissing => "entry.reason_missing",
            BudgetRefusal::DocumentMissing => "indicator.document_missing",
            BudgetRefusal::Ledger(refusal) => refusal.code(),
            BudgetRefusal::Money(error) => error.code(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_free_is_what_nothing_else_holds() {
        let fen = |n| Fen::new(n).unwrap();
        let figures = IndicatorFigures {
            approved: fen(100),
            allotted: fen(40),
            reserved: fen(10),
            paid: fen(20),
            ..IndicatorFigures::default()
        };
        assert_eq!(figures.available(), Fen::new(30));
    }

    #[test]
    fn a_refusal_names_both_figures_and_the_difference() {
        let refusal = BudgetRefusal::NotEnough {
            available: Fen::new(136_800_000).unwrap(),
            requested: Fen::new(150_000_000).unwrap(),
        };
        assert_eq!(refusal.to_string(), "可用 136.8 万元，您要动用 150 万元，多 13.2 万元");
    }
}

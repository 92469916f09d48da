//! Why an allocation is refused.

use mingqu_money::{Fen, MoneyError, format_wan};
use thiserror::Error;

use super::{AllocationAction, AllocationState};

/// Why an allocation cannot be saved, submitted or issued.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AllocationRefusal {
    /// The state does not know it.
    #[error("分配方案是“{}”，不能“{}”", .state.label(), .action.label())]
    NotAllowed {
        /// 状态
        state: AllocationState,
        /// 动作
        action: AllocationAction,
    },
    /// No rows.
    #[error("分配表是空的，至少要有一行")]
    Empty,
    /// A row of nothing or less.
    #[error("第 {row} 行“{name}”金额是 {amount} 元，必须大于零；不分给它就删掉这一行")]
    NotPositive {
        /// Counted from 1.
        row: usize,
        /// 区划名称
        name: String,
        /// What stands there.
        amount: Fen,
    },
    /// Not a division below the book's.
    #[error("第 {row} 行“{name}”不是{upper}的下级区划")]
    NotBelow {
        /// Counted from 1.
        row: usize,
        /// As given.
        name: String,
        /// 本级区划名称
        upper: String,
    },
    /// Twice the same.
    #[error("第 {row} 行“{name}”前面已经有了，同一县（市）只能有一行")]
    Twice {
        /// Counted from 1.
        row: usize,
        /// 区划名称
        name: String,
    },
    /// More than is free.
    #[error(
        "分配合计 {} 万元，指标可用 {} 万元，多 {} 万元",
        format_wan(*.total), format_wan(*.available),
        .total.checked_sub(*.available).map(format_wan).unwrap_or_default()
    )]
    TooMuch {
        /// Σ rows
        total: Fen,
        /// Free now.
        available: Fen,
    },
    /// The paper's table is not the allocation's.
    #[error("不能下达：附件1第 {row} 行“{name}”是 {printed} 元，方案是 {planned} 元")]
    PaperDiffers {
        /// Counted from 1.
        row: usize,
        /// 区划名称
        name: String,
        /// In the paper.
        printed: Fen,
        /// In the approved allocation.
        planned: Fen,
    },
    /// Header, table and ledger differ.
    #[error("不能下达：正文 {stated} 元、附件1合计 {table} 元、账上 {ledger} 元不一致")]
    TotalsDiffer {
        /// Stated in the letter.
        stated: Fen,
        /// Sum of the table.
        table: Fen,
        /// To be posted.
        ledger: Fen,
    },
    /// Another allocation of this indicator is under way.
    #[error("这笔指标已有一个没办完的分配方案，先办完或作废它")]
    UnderWay,
    /// Someone below has received.
    #[error("不能撤回下达：{0} 已经接收，请走追减")]
    Received(String),
    /// Only an issued document can be received.
    #[error("这份文件是“{0}”，不能接收")]
    NotReceivable(&'static str),
    /// A reason is required.
    #[error("要写明理由")]
    ReasonMissing,
    /// Out of range.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl AllocationRefusal {
    /// The stable word for programs and tests.
    pub const fn code(&self) -> &'static str {
        match self {
            AllocationRefusal::NotAllowed { .. } => "allocation.not_allowed",
            AllocationRefusal::Empty => "allocation.empty",
            AllocationRefusal::NotPositive { .. } => "allocation.not_positive",
            AllocationRefusal::NotBelow { .. } => "allocation.not_below",
            AllocationRefusal::Twice { .. } => "allocation.twice",
            AllocationRefusal::TooMuch { .. } => "allocation.too_much",
            AllocationRefusal::PaperDiffers { .. } => "allotment.paper_differs",
            AllocationRefusal::TotalsDiffer { .. } => "allotment.totals_differ",
            AllocationRefusal::UnderWay => "allocation.under_way",
            AllocationRefusal::Received(_) => "allotment.received",
            AllocationRefusal::NotReceivable(_) => "document.not_receivable",
            AllocationRefusal::ReasonMissing => "allocation.reason_missing",
            AllocationRefusal::Money(error) => error.code(),
        }
    }
}

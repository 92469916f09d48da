//! Why something about an incoming notice is refused.

use mingqu_money::{Fen, format_wan};
use thiserror::Error;

use super::{NoticeAction, NoticeState};

/// Why a notice is not taken, changed or registered.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NoticeRefusal {
    /// The state does not allow it.
    #[error("来文是“{}”，不能“{}”", .state.label(), .action.label())]
    NotAllowed {
        /// 状态
        state: NoticeState,
        /// 动作
        action: NoticeAction,
    },
    /// Doubts are open.
    #[error("还有 {0} 处存疑没有处理，处理完才能登记")]
    DoubtsOpen(usize),
    /// Not an answer to this doubt.
    #[error("存疑{letter}不能这样回答：{answer}")]
    NoSuchAnswer {
        /// 甲乙丙丁
        letter: String,
        /// What was given.
        answer: String,
    },
    /// The answer needs words.
    #[error("存疑{0}要填写内容")]
    AnswerTextMissing(String),
    /// Neither a number nor a reason why there is none.
    #[error("没有本文文号；不猜，请填写文号，或写明无文号的理由")]
    DocumentNoMissing,
    /// A number that no office writes.
    #[error("文号“{0}”不像文号，应如 新财振〔2024〕9号")]
    DocumentNoForm(String),
    /// No amount.
    #[error("没有读到总额，请填写金额")]
    TotalMissing,
    /// The table's rows do not add up to the total.
    #[error(
        "分配表 {rows} 行相加是 {} 万元，总额是 {} 万元，差 {} 万元；请核对第 1 到 {rows} 行",
        format_wan(*.sum), format_wan(*.total),
        .sum.checked_sub(*.total).map(format_wan).unwrap_or_default()
    )]
    TableSum {
        /// Rows of the table.
        rows: usize,
        /// Their sum.
        sum: Fen,
        /// The stated total.
        total: Fen,
    },
    /// A place that is not known.
    #[error("分配表第 {row} 行“{name}”不是本地区的县（市），请改成区划表里的名称")]
    UnknownDivision {
        /// Counted from 1.
        row: usize,
        /// As printed.
        name: String,
    },
    /// The same place twice.
    #[error("分配表第 {row} 行“{name}”前面已经有了，同一县（市）只能有一行")]
    DivisionTwice {
        /// Counted from 1.
        row: usize,
        /// As printed.
        name: String,
    },
    /// The book's own row is not in the table.
    #[error("文中没有“{division}”这一行，不能登记到 {division} 的账套")]
    NoOwnRow {
        /// 区划名称
        division: String,
    },
    /// A fund the policy does not know.
    #[error("资金“{0}”不在政策库里，请在要素里改成政策库的名称")]
    UnknownFund(String),
    /// A required fact is missing.
    #[error("要素“{0}”没有读到，请填写")]
    FactMissing(&'static str),
    /// A typed fact that cannot be read.
    #[error("要素“{label}”填的“{value}”读不懂：{hint}")]
    FactForm {
        /// 要素
        label: &'static str,
        /// What was typed.
        value: String,
        /// How it is written.
        hint: &'static str,
    },
    /// Not a fact that can be typed.
    #[error("要素“{0}”不能改")]
    FactFixed(String),
    /// The year of the fund is not the book's.
    #[error("文中是 {notice} 年资金，账套是 {book} 年度；请换账套，或更正年度")]
    YearDiffers {
        /// Of the notice.
        notice: i32,
        /// Of the book.
        book: i32,
    },
    /// Known already.
    #[error("不能登记：{document_no}、{} 万元已在 {on} 登记过", format_wan(*.amount))]
    Duplicate {
        /// 文号
        document_no: String,
        /// 金额
        amount: Fen,
        /// 登记日期
        on: String,
    },
    /// Something came after it.
    #[error("不能红冲：{0}")]
    NotReversible(String),
    /// A reason is required.
    #[error("要写明理由")]
    ReasonMissing,
    /// Out of range.
    #[error(transparent)]
    Money(#[from] mingqu_money::MoneyError),
}

impl NoticeRefusal {
    /// The stable word for programs and tests.
    pub const fn code(&self) -> &'static str {
        match self {
            NoticeRefusal::NotAllowed { .. } => "notice.not_allowed",
            NoticeRefusal::DoubtsOpen(_) => "notice.doubts_open",
            NoticeRefusal::NoSuchAnswer { .. } => "notice.no_such_answer",
            NoticeRefusal::AnswerTextMissing(_) => "notice.answer_text_missing",
            NoticeRefusal::DocumentNoMissing => "notice.document_no_missing",
            NoticeRefusal::DocumentNoForm(_) => "notice.document_no_form",
            NoticeRefusal::TotalMissing => "notice.total_missing",
            NoticeRefusal::TableSum { .. } => "notice.table_sum",
            NoticeRefusal::UnknownDivision { .. } => "notice.unknown_division",
            NoticeRefusal::DivisionTwice { .. } => "notice.division_twice",
            NoticeRefusal::NoOwnRow { .. } => "notice.no_own_row",
            NoticeRefusal::UnknownFund(_) => "notice.unknown_fund",
            NoticeRefusal::FactMissing(_) => "notice.fact_missing",
            NoticeRefusal::FactForm { .. } => "notice.fact_form",
            NoticeRefusal::FactFixed(_) => "notice.fact_fixed",
            NoticeRefusal::YearDiffers { .. } => "notice.year_differs",
            NoticeRefusal::Duplicate { .. } => "notice.duplicate",
            NoticeRefusal::NotReversible(_) => "notice.not_reversible",
            NoticeRefusal::ReasonMissing => "notice.reason_missing",
            NoticeRefusal::Money(error) => error.code(),
        }
    }
}

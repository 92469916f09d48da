//! What a policy refuses (政策核对不通过), in sentences that name the way out.

use thiserror::Error;

use super::{DivisionCode, FiscalYear};

/// Why a code, year or word is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PolicyRefusal {
    /// Not nine digits.
    #[error("财政区划代码应为 9 位数字，“{given}”不是")]
    DivisionMalformed {
        /// What was given.
        given: String,
    },
    /// A code no longer in use.
    #[error("{code} 是原{name}的代码，{since} 年起停用，请用 {successor} {successor_name}")]
    DivisionFormer {
        /// The code given.
        code: DivisionCode,
        /// The name it had.
        name: String,
        /// The first year without it.
        since: u16,
        /// The code now.
        successor: DivisionCode,
        /// The name now.
        successor_name: String,
    },
    /// No division has it.
    #[error("没有代码为 {code} 的财政区划")]
    DivisionUnknown {
        /// The code given.
        code: DivisionCode,
    },
    /// Outside 2000 to 2100.
    #[error("预算年度 {year} 不在 2000 至 2100 之间")]
    YearOutOfRange {
        /// The year given.
        year: i32,
    },
    /// Not 3, 5 or 7 digits.
    #[error("科目代码应为 3、5 或 7 位数字，“{given}”不是")]
    SubjectMalformed {
        /// What was given.
        given: String,
    },
    /// The office has no 机关代字.
    #[error("{division} 的{office}没有登记机关代字，不能编发文字号")]
    WordUnknown {
        /// The division of the office.
        division: DivisionCode,
        /// The office.
        office: String,
    },
    /// Numbers start at 1.
    #[error("{year} 年的发文序号从 1 开始")]
    NumberZero {
        /// The year of the number.
        year: FiscalYear,
    },
    /// A pattern names something nobody fills.
    #[error("文稿里的“{{{name}}}”没有可填的内容")]
    PlaceholderUnknown {
        /// The name between the braces.
        name: String,
    },
}

impl PolicyRefusal {
    /// The stable word for programs and tests.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            PolicyRefusal::DivisionMalformed { .. } => "policy.division_malformed",
            PolicyRefusal::DivisionFormer { .. } => "policy.division_former",
            PolicyRefusal::DivisionUnknown { .. } => "policy.division_unknown",
            PolicyRefusal::YearOutOfRange { .. } => "policy.year_out_of_range",
            PolicyRefusal::SubjectMalformed { .. } => "policy.subject_malformed",
            PolicyRefusal::WordUnknown { .. } => "policy.word_unknown",
            PolicyRefusal::NumberZero { .. } => "policy.number_zero",
            PolicyRefusal::PlaceholderUnknown { .. } => "policy.placeholder_unknown",
        }
    }
}

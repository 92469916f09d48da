//! What a reading gives back: facts of a notice, their places, and what is doubtful (来文要素).

use std::collections::BTreeMap;

use mingqu_money::Fen;

/// How a value came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Word for word in the text (照录).
    Printed,
    /// The same statement in the program's form: a date, an amount, a repaired number (规整).
    Normalised,
    /// Concluded from another statement, such as a total from its table (推断).
    Inferred,
}

impl Certainty {
    /// The word in the JSON output.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Certainty::Printed => "printed",
            Certainty::Normalised => "normalised",
            Certainty::Inferred => "inferred",
        }
    }

    /// What the clerk reads.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Certainty::Printed => "原文照录",
            Certainty::Normalised => "按原文规整",
            Certainty::Inferred => "由上下文推断",
        }
    }
}

/// One row of what is passed down (分配明细).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allocation {
    /// The place, body, project or kind of cost, as printed.
    pub name: String,
    /// Negative for money taken back.
    pub amount: Fen,
    /// The project, where the row names a body and a project.
    pub project: Option<String>,
}

/// Where money comes from, or one fund of several (资金来源、分项).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedAmount {
    /// As printed.
    pub name: String,
    /// The amount in 分.
    pub amount: Fen,
}

/// A subject code with the name printed beside it (科目编码与名称).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectCode {
    /// Digits only.
    pub code: String,
    /// As printed; `None` where only the code stands.
    pub name: Option<String>,
    /// What the code classifies.
    pub kind: SubjectKind,
}

/// What a subject code classifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubjectKind {
    /// 收入科目.
    Income,
    /// 支出功能分类科目.
    Expenditure,
    /// 支出经济分类科目.
    Economic,
}

/// A mark of direct funds as printed (直达资金标识).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectTag {
    /// Two digits.
    pub code: String,
    /// The name printed behind it.
    pub name: String,
}

/// The facts of one notice. `None` or empty means that the text does not state it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoticeFacts {
    /// The notice's own title, without line breaks (标题).
    pub title: Option<String>,
    /// Own 文号, brackets as 〔〕.
    pub doc_no: Option<String>,
    /// Numbers of the documents named as the basis of this distribution (依据文号).
    pub upstream_doc_nos: Vec<String>,
    /// Every other document number.
    pub other_doc_nos: Vec<String>,
    /// Who signs; several joined by 、 (发文机关).
    pub issuer: Option<String>,
    /// Whom it addresses, shared endings written out (主送机关).
    pub recipients: Vec<String>,
    /// The money, without year and batch (资金名称).
    pub fund_name: Option<String>,
    /// Year of the fund, not of issue (资金年度).
    pub fiscal_year: Option<u16>,
    /// 项目代码.
    pub project_code: Option<String>,
    /// Amount of this notice (下达总额).
    pub total: Option<Fen>,
    /// Rows at the lowest level.
    pub allocations: Vec<Allocation>,
    /// Where the total comes from.
    pub sources: Vec<NamedAmount>,
    /// Totals of separate funds.
    pub parts: Vec<NamedAmount>,
    /// Whether the allocations add up to the total; `None` if there is nothing to compare.
    pub sums: Option<bool>,
    /// The same for the sources.
    pub sources_sum: Option<bool>,
    /// 万元 or 元, as the text counts.
    pub amount_unit_in_text: Option<String>,
    /// The unit of the table the rows were taken from.
    pub table_unit: Option<String>,
    /// 收入科目, digits.
    pub income_subject_codes: Vec<String>,
    /// 支出功能分类科目, digits, any length.
    pub expenditure_subject_codes: Vec<String>,
    /// 经济分类科目, digits.
    pub economic_subject_codes: Vec<String>,
    /// All codes with the names printed beside them.
    pub subjects: Vec<SubjectCode>,
    /// Marks of direct funds, code and name run together, several joined by 、.
    pub direct_fund_tag: Option<String>,
    /// The marks one by one.
    pub direct_tags: Vec<DirectTag>,
    /// Days given to split or pass down the money.
    pub decompose_within_days: Option<u16>,
    /// The words that ask for a monthly report (月报要求).
    pub monthly_report: Option<String>,
    /// The words that freeze project names (项目名称不得更改).
    pub name_frozen: Option<String>,
    /// ISO date of signature, else of 成文 or 印发.
    pub issue_date: Option<String>,
    /// Titles of attachments.
    pub attachments: Vec<String>,
    /// 抄送, split at the separators.
    pub cc: Vec<String>,
    /// The text stops early.
    pub truncated: bool,
}

/// Where a value stands: offsets in Unicode characters of `Reading::text`, end exclusive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// JSON pointer of the value in the output, such as `/allocations/0/amount_fen`.
    pub pointer: String,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// Exactly those characters.
    pub quote: String,
}

/// Something a clerk has to settle before the notice is booked (疑点).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What kind of doubt.
    pub code: DoubtCode,
    /// The key of the output it concerns.
    pub field: &'static str,
    /// A Chinese sentence with the figures.
    pub message: String,
    /// First character in the text; `None` if the doubt is about something absent.
    pub start: Option<usize>,
    /// One past the last character.
    pub end: Option<usize>,
}

/// The kinds of doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DoubtCode {
    /// The text points to an attachment that is not there, or names it wrongly.
    AttachmentReference,
    /// A subject code's printed name is not the official one of that year.
    CodeNameMismatch,
    /// A direct-fund mark's printed name is not the national one.
    TagNameMismatch,
    /// The notice's own number is not in the text.
    OwnNumberMissing,
    /// The rows do not add up to the stated total.
    TableSum,
    /// Text and table count in units that do not fit together.
    UnitConflict,
    /// A date that no calendar has.
    DateImpossible,
    /// No amount of this notice is stated.
    TotalMissing,
    /// A row's name is none of the places that were handed in.
    UnknownPlace,
}

impl DoubtCode {
    /// The stable word in the JSON output.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            DoubtCode::AttachmentReference => "attachment_reference",
            DoubtCode::CodeNameMismatch => "code_name_mismatch",
            DoubtCode::TagNameMismatch => "tag_name_mismatch",
            DoubtCode::OwnNumberMissing => "own_number_missing",
            DoubtCode::TableSum => "table_sum",
            DoubtCode::UnitConflict => "unit_conflict",
            DoubtCode::DateImpossible => "date_impossible",
            DoubtCode::TotalMissing => "total_missing",
            DoubtCode::UnknownPlace => "unknown_place",
        }
    }

    /// What the clerk reads as heading.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            DoubtCode::AttachmentReference => "附件引用对不上",
            DoubtCode::CodeNameMismatch => "科目编码与名称不符",
            DoubtCode::TagNameMismatch => "直达标识与名称不符",
            DoubtCode::OwnNumberMissing => "原文没有发文字号",
            DoubtCode::TableSum => "表内合计不符",
            DoubtCode::UnitConflict => "金额单位不一致",
            DoubtCode::DateImpossible => "日期不存在",
            DoubtCode::TotalMissing => "原文没有总额",
            DoubtCode::UnknownPlace => "地方名称不认识",
        }
    }
}

/// Everything a reading gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What was read; all offsets count its Unicode characters.
    pub text: String,
    /// The facts.
    pub facts: NoticeFacts,
    /// Where each fact stands.
    pub evidence: Vec<Evidence>,
    /// How each fact came about, by the key of the output.
    pub certainty: BTreeMap<&'static str, Certainty>,
    /// What is doubtful, in the order of the text, what is absent last.
    pub doubts: Vec<Doubt>,
}

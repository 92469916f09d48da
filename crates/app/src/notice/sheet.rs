//! The sheet of facts of a notice (要素表): what was read, overlaid by what the clerk typed.

use chrono::NaiveDate;
use mingqu_domain::notice::NoticeRefusal;
use mingqu_domain::policy::{Policy, SubjectCode};
use mingqu_money::{Fen, format_wan, parse_wan, parse_yuan};

/// The facts of a notice, in the order of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactKey {
    /// 发文机关
    Issuer,
    /// 资金名称
    FundName,
    /// 年度
    FiscalYear,
    /// 依据文号
    UpstreamDocNos,
    /// 本文文号
    DocumentNo,
    /// 主送
    Recipients,
    /// 金额
    Total,
    /// 收入科目
    IncomeSubjectCodes,
    /// 支出科目
    ExpenditureSubjectCodes,
    /// 直达标识
    DirectFundTag,
    /// 分解期限
    DecomposeWithinDays,
    /// 月报
    MonthlyReport,
    /// 名称不改
    NameFrozen,
    /// 分配表
    Table,
    /// 成文日期
    IssueDate,
    /// 标题
    Title,
    /// 附件
    Attachments,
    /// 抄送
    Cc,
}

impl FactKey {
    /// Every fact.
    pub const ALL: [FactKey; 18] = [
        FactKey::Issuer,
        FactKey::FundName,
        FactKey::FiscalYear,
        FactKey::UpstreamDocNos,
        FactKey::DocumentNo,
        FactKey::Recipients,
        FactKey::Total,
        FactKey::IncomeSubjectCodes,
        FactKey::ExpenditureSubjectCodes,
        FactKey::DirectFundTag,
        FactKey::DecomposeWithinDays,
        FactKey::MonthlyReport,
        FactKey::NameFrozen,
        FactKey::Table,
        FactKey::IssueDate,
        FactKey::Title,
        FactKey::Attachments,
        FactKey::Cc,
    ];

    /// The word stored and sent.
    pub const fn code(self) -> &'static str {
        match self {
            FactKey::Issuer => "issuer",
            FactKey::FundName => "fund_name",
            FactKey::FiscalYear => "fiscal_year",
            FactKey::UpstreamDocNos => "upstream_doc_nos",
            FactKey::DocumentNo => "document_no",
            FactKey::Recipients => "recipients",
            FactKey::Total => "total",
            FactKey::IncomeSubjectCodes => "income_subject_codes",
            FactKey::ExpenditureSubjectCodes => "expenditure_subject_codes",
            FactKey::DirectFundTag => "direct_fund_tag",
            FactKey::DecomposeWithinDays => "decompose_within_days",
            FactKey::MonthlyReport => "monthly_report",
            FactKey::NameFrozen => "name_frozen",
            FactKey::Table => "table",
            FactKey::IssueDate => "issue_date",
            FactKey::Title => "title",
            FactKey::Attachments => "attachments",
            FactKey::Cc => "cc",
        }
    }

    /// The Chinese name.
    pub const fn label(self) -> &'static str {
        match self {
            FactKey::Issuer => "发文机关",
            FactKey::FundName => "资金名称",
            FactKey::FiscalYear => "年度",
            FactKey::UpstreamDocNos => "依据文号",
            FactKey::DocumentNo => "本文文号",
            FactKey::Recipients => "主送",
            FactKey::Total => "金额",
            FactKey::IncomeSubjectCodes => "收入科目",
            FactKey::ExpenditureSubjectCodes => "支出科目",
            FactKey::DirectFundTag => "直达标识",
            FactKey::DecomposeWithinDays => "分解期限",
            FactKey::MonthlyReport => "月报",
            FactKey::NameFrozen => "项目名称",
            FactKey::Table => "分配表",
            FactKey::IssueDate => "成文日期",
            FactKey::Title => "标题",
            FactKey::Attachments => "附件",
            FactKey::Cc => "抄送",
        }
    }

    /// The fact of a stored word.
    pub fn from_code(code: &str) -> Option<FactKey> {
        FactKey::ALL.into_iter().find(|key| key.code() == code)
    }

    /// Whether a clerk may type it; the table has rows of its own, demands stay as printed.
    pub const fn editable(self) -> bool {
        !matches!(self, FactKey::Table | FactKey::MonthlyReport | FactKey::NameFrozen)
    }

    /// How a typed value is written.
    const fn hint(self) -> &'static str {
        match self {
            FactKey::FiscalYear => "四位年份，如 2024",
            FactKey::UpstreamDocNos | FactKey::DocumentNo => "如 新财振〔2024〕9号",
            FactKey::Total => "要带单位，如 7550万元 或 75500000.00元",
            FactKey::IncomeSubjectCodes | FactKey::ExpenditureSubjectCodes => {
                "3、5 或 7 位数字，如 2130505"
            }
            FactKey::DirectFundTag => "编码加名称，如 01 自治区直达资金；非直达写 无",
            FactKey::DecomposeWithinDays => "天数，如 30",
            FactKey::IssueDate => "如 2024-04-22",
            _ => "不能是空的",
        }
    }

    /// Checks and tidies a typed value; the result is what is kept.
    pub fn typed(self, policy: &Policy, value: &str) -> Result<String, NoticeRefusal> {
        if !self.editable() {
            return Err(NoticeRefusal::FactFixed(self.label().to_owned()));
        }
        let value = value.trim();
        let form = || NoticeRefusal::FactForm {
            label: self.label(),
            value: value.to_owned(),
            hint: self.hint(),
        };
        let all_codes = |value: &str| {
            let mut codes = value.split(['、', ',', '，']).map(str::trim);
            codes.all(|code| SubjectCode::parse(code).is_ok())
        };
        let kept = match self {
            FactKey::FiscalYear => {
                let year: i32 = value.trim_end_matches('年').parse().map_err(|_| form())?;
                if !(2000..=2100).contains(&year) {
                    return Err(form());
                }
                year.to_string()
            }
            FactKey::Total => parse_total(value).map(total_text).ok_or_else(form)?,
            FactKey::UpstreamDocNos | FactKey::DocumentNo => {
                document_no(value).map_err(|_| form())?
            }
            FactKey::IncomeSubjectCodes | FactKey::ExpenditureSubjectCodes if all_codes(value) => {
                value.to_owned()
            }
            FactKey::IncomeSubjectCodes | FactKey::ExpenditureSubjectCodes => return Err(form()),
            FactKey::DirectFundTag if value == "无" => value.to_owned(),
            FactKey::DirectFundTag => {
                tag(policy, value).map(|_| value.to_owned()).ok_or_else(form)?
            }
            FactKey::DecomposeWithinDays => {
                let days: u16 = value.trim_end_matches('天').parse().map_err(|_| form())?;
                if days == 0 || 366 < days {
                    return Err(form());
                }
                days.to_string()
            }
            FactKey::IssueDate => value.parse::<NaiveDate>().map_err(|_| form())?.to_string(),
            _ if value.is_empty() || 500 < value.chars().count() => return Err(form()),
            _ => value.to_owned(),
        };
        Ok(kept)
    }
}

/// A fact with where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Which.
    pub key: FactKey,
    /// As shown and kept.
    pub value: String,
    /// printed / normalised / inferred / typed
    pub certainty: String,
    /// Where it stands, in words.
    pub place: String,
    /// First character in the text.
    pub start: Option<i64>,
    /// One past the last.
    pub end: Option<i64>,
}

/// Reads an amount with its unit; without a unit it is not guessed.
pub(super) fn parse_total(value: &str) -> Option<Fen> {
    let value = value.trim();
    if let Some(number) = value.strip_suffix("万元") {
        return parse_wan(number).ok();
    }
    if let Some(number) = value.strip_suffix("亿元") {
        let wan = parse_wan(number).ok()?;
        return Fen::new(wan.fen().checked_mul(10_000)?).ok();
    }
    parse_yuan(value.strip_suffix('元')?).ok()
}

/// An amount as the sheet keeps it: `7550 万元`.
pub(super) fn total_text(total: Fen) -> String {
    format!("{} 万元", format_wan(total))
}

/// The number of a document in its usual brackets; not a number is refused.
pub(super) fn document_no(value: &str) -> Result<String, NoticeRefusal> {
    let folded = mingqu_domain::notice::fold(value);
    let refuse = || NoticeRefusal::DocumentNoForm(value.trim().to_owned());
    let (word, rest) = folded.split_once('〔').ok_or_else(refuse)?;
    let (year, rest) = rest.split_once('〕').ok_or_else(refuse)?;
    let number = rest.strip_suffix('号').ok_or_else(refuse)?;
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    if word.is_empty() || 20 < word.chars().count() || year.len() != 4 || 6 < number.len() {
        return Err(refuse());
    }
    if word.contains('|') || !digits(year) || !digits(number) {
        return Err(refuse());
    }
    Ok(folded)
}

/// The tag meant by `01自治区直达资金`: stored form `scheme:code`.
pub(super) fn tag(policy: &Policy, printed: &str) -> Option<String> {
    let printed: String = printed.chars().filter(|c| !c.is_whitespace()).collect();
    let split = printed.find(|c: char| !c.is_ascii_digit()).unwrap_or(printed.len());
    let (code, name) = printed.split_at(split);
    let tag = policy.direct_tag_by_print(code, name)?;
    Some(format!("{}:{}", tag.scheme, tag.code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_taken_only_with_its_unit() {
        for (text, want) in [
            ("7550万元", Some(7_550_000_000)),
            ("7550 万元", Some(7_550_000_000)),
            ("75500000.00元", Some(7_550_000_000)),
            ("0.755亿元", Some(7_550_000_000)),
            ("7550", None),
            ("七千万元", None),
        ] {
            assert_eq!(parse_total(text).map(Fen::fen), want, "{text}");
        }
    }

    #[test]
    fn a_document_number_is_folded_or_refused() {
        for (text, want) in [
            ("新财振〔2024〕9 号", Ok("新财振〔2024〕9号")),
            ("新财振[2024]9号", Ok("新财振〔2024〕9号")),
            ("新财振（2024）9号", Err("notice.document_no_form")),
            ("9号", Err("notice.document_no_form")),
            ("甲|乙〔2024〕9号", Err("notice.document_no_form")),
            ("新财振〔24〕9号", Err("notice.document_no_form")),
        ] {
            let got = document_no(text).map_err(|refusal| refusal.code());
            assert_eq!(got.as_deref(), want.as_deref(), "{text}");
        }
    }
}

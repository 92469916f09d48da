//! The paper of an allotment (下达文稿): written from the policy's wording, kept as a snapshot.

use mingqu_domain::policy::{FiscalYear, Policy, PolicyRefusal, SectionApplies, SubjectCode, fill};
use mingqu_money::{Fen, format_wan};
use mingqu_store::budget::indicator::IndicatorRow;
use serde::{Deserialize, Serialize};

use crate::actor::division_name;
use crate::budget::tag_label;

/// A numbered section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperSection {
    /// With its number: 一、加强资金管理.
    pub heading: Option<String>,
    /// The text.
    pub text: String,
}

/// A row of 附件1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperLine {
    /// The receiving division.
    pub division_code: String,
    /// As printed.
    pub name: String,
    /// 分
    pub amount_fen: i64,
}

/// Everything that is printed but the number and the day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// 发文机关
    pub issuer: String,
    /// 标题
    pub title: String,
    /// 主送
    pub addressees: String,
    /// Opening, lead and sections.
    pub sections: Vec<PaperSection>,
    /// Titles of the attachments.
    pub attachments: Vec<String>,
    /// Title printed over 附件1.
    pub table_title: String,
    /// The first column of the total row.
    pub total_name: String,
    /// Rows of 附件1.
    pub lines: Vec<PaperLine>,
    /// 抄送
    pub cc: Vec<String>,
    /// 印发机关
    pub printing_office: String,
    /// The stated total, 分.
    pub total_fen: i64,
    /// The upper document it rests on.
    pub upper_document_no: String,
    /// The fund with its task, for 附件2.
    pub fund_name: String,
    /// The year, for 附件2.
    pub fiscal_year: i64,
}

impl Paper {
    /// As it is kept.
    pub(crate) fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// As it was kept.
    pub(crate) fn from_text(text: &str) -> Paper {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// 合计, as money.
    pub fn total(&self) -> Fen {
        Fen::new(self.total_fen).unwrap_or_default()
    }
}

/// Writes the paper of an allotment from the policy's patterns.
pub(crate) fn compose(
    policy: &Policy,
    indicator: &IndicatorRow,
    upper_title: &str,
    lines: Vec<PaperLine>,
    total: Fen,
) -> Result<Paper, PolicyRefusal> {
    let wording = &policy.paper;
    let division = division_name(policy, &indicator.division_code);
    let issuer = format!("{division}财政局");
    let fund = policy.fund(&indicator.fund_code);
    let short = fund.map_or("专项资金", |fund| fund.short_name.as_str());
    let year = indicator.fiscal_year.to_string();
    let income = with_name(policy, indicator, &indicator.income_code);
    let expenditure = with_name(policy, indicator, &indicator.functional_code);
    let tag = tag_label(policy, &indicator.direct_tag);
    let days = indicator.decompose_days.unwrap_or_default().to_string();
    let total_text = format_wan(total);
    let values: Vec<(&str, &str)> = vec![
        ("year", &year),
        ("fund_name", &indicator.fund_name),
        ("fund_short", short),
        ("upper_issuer", upper_issuer(&indicator.document_no)),
        ("upper_title", upper_title),
        ("upper_document_no", &indicator.document_no),
        ("income", &income),
        ("expenditure", &expenditure),
        ("tag", &tag),
        ("days", &days),
        ("division_name", &division),
        ("total", &total_text),
    ];
    let filled = |pattern: &str| fill(pattern, &values);
    let mut sections = vec![
        PaperSection { heading: None, text: filled(&wording.opening)? },
        PaperSection { heading: None, text: filled(&wording.lead)? },
    ];
    let direct = indicator.direct_tag != "-";
    let applies = wording
        .sections
        .iter()
        .filter(|section| direct || section.applies == SectionApplies::Always);
    for (place, section) in applies.enumerate() {
        let heading = Some(format!("{}、{}", numeral(place + 1), section.heading));
        sections.push(PaperSection { heading, text: filled(&section.text)? });
    }
    let titles = wording.attachments.iter().map(|attachment| filled(&attachment.title));
    let table = wording.attachments.iter().find(|attachment| attachment.code == "table");
    let cc = wording.cc.iter().map(|pattern| filled(pattern));
    Ok(Paper {
        title: filled(&wording.title)?,
        addressees: wording.recipients.clone(),
        sections,
        attachments: titles.collect::<Result<_, _>>()?,
        table_title: table.map_or(Ok(String::new()), |table| filled(&table.heading))?,
        total_name: division.clone(),
        lines,
        cc: cc.collect::<Result<_, _>>()?,
        printing_office: filled(&wording.printing_office)?,
        total_fen: total.fen(),
        upper_document_no: indicator.document_no.clone(),
        fund_name: indicator.fund_name.clone(),
        fiscal_year: indicator.fiscal_year,
        issuer,
    })
}

/// A subject's code with its name of the year, if the policy knows it.
fn with_name(policy: &Policy, indicator: &IndicatorRow, code: &str) -> String {
    let named = || {
        let year = i32::try_from(indicator.fiscal_year).ok()?;
        let year = FiscalYear::new(year).ok()?;
        let subject = policy.subject(&SubjectCode::parse(code).ok()?)?;
        Some(format!("{code} {}", subject.name_in(year)?.name))
    };
    named().unwrap_or_else(|| code.to_owned())
}

/// Whose document the basis is, as far as its word tells.
fn upper_issuer(document_no: &str) -> &'static str {
    if document_no.starts_with('新') { "自治区财政厅" } else { "上级财政部门" }
}

/// 一 to 十九, as headings are numbered.
fn numeral(number: usize) -> String {
    const DIGITS: [&str; 11] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    match number {
        0..=10 => DIGITS.get(number).copied().unwrap_or_default().to_owned(),
        _ => format!("十{}", DIGITS.get(number - 10).copied().unwrap_or_default()),
    }
}

//! What registering a notice would book (登记计划): worked out once, shown before and done after.

use mingqu_domain::allocation::AllocationLine;
use mingqu_domain::notice::{NoticeRefusal, NoticeWay};
use mingqu_domain::policy::Policy;
use mingqu_money::Fen;
use mingqu_store::notice::header::NoticeRow;
use mingqu_store::notice::line::NoticeLineRow;

use super::sheet::{Fact, FactKey, tag};
use crate::actor::division_name;

/// What would be booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// E1: into the book.
    pub(super) amount: Fen,
    /// The document the indicator is known by.
    pub(super) document_no: String,
    pub(super) fund_code: String,
    pub(super) fund_name: String,
    /// scheme:code or `-`
    pub(super) direct_tag: String,
    pub(super) income_code: String,
    pub(super) functional_code: String,
    /// Natural days; the policy's where the text states none and the money is direct.
    pub(super) decompose_days: Option<i64>,
    /// 补录: what the paper gave to the divisions below.
    pub(super) parts: Vec<AllocationLine>,
}

/// Works out the booking, or the first thing that stands in its way.
pub(super) fn plan(
    policy: &Policy,
    row: &NoticeRow,
    lines: &[NoticeLineRow],
    sheet: &[Fact],
) -> Result<Plan, NoticeRefusal> {
    let fact = |key: FactKey| {
        let found = sheet.iter().find(|fact| fact.key == key).map(|fact| fact.value.as_str());
        found.filter(|value| !value.is_empty())
    };
    let fund = fact(FactKey::FundName).ok_or(NoticeRefusal::FactMissing("资金名称"))?;
    let known = policy.fund_by_name(fund);
    let known = known.ok_or_else(|| NoticeRefusal::UnknownFund(fund.to_owned()))?;
    check_year(row, fact(FactKey::FiscalYear))?;
    let direct_tag = match fact(FactKey::DirectFundTag) {
        None | Some("无") => "-".to_owned(),
        Some(printed) => tag(policy, printed).ok_or_else(|| NoticeRefusal::FactForm {
            label: "直达标识",
            value: printed.to_owned(),
            hint: "政策库里没有这个编码和名称",
        })?,
    };
    let first = |key: FactKey| {
        fact(key).and_then(|codes| codes.split('、').next()).unwrap_or_default().to_owned()
    };
    let stated = fact(FactKey::DecomposeWithinDays).and_then(|days| days.parse().ok());
    let by_policy = i64::from(policy.deadlines.breakdown_days.value);
    let decompose_days = stated.or((direct_tag != "-").then_some(by_policy));
    let (amount, document_no, parts) = match NoticeWay::from_code(&row.way) {
        Some(NoticeWay::Supplement) => supplement(policy, row, lines)?,
        _ => (upper(policy, row, lines)?, own_number(row)?, Vec::new()),
    };
    if !amount.is_positive() {
        return Err(NoticeRefusal::TotalMissing);
    }
    Ok(Plan {
        amount,
        document_no,
        fund_code: known.fund.code.clone(),
        fund_name: fund.to_owned(),
        direct_tag,
        income_code: first(FactKey::IncomeSubjectCodes),
        functional_code: first(FactKey::ExpenditureSubjectCodes),
        decompose_days,
        parts,
    })
}

fn check_year(row: &NoticeRow, year: Option<&str>) -> Result<(), NoticeRefusal> {
    let Some(year) = year else { return Err(NoticeRefusal::FactMissing("年度")) };
    let notice: i32 = year.parse().unwrap_or_default();
    let book = i32::try_from(row.fiscal_year).unwrap_or_default();
    if notice == book { Ok(()) } else { Err(NoticeRefusal::YearDiffers { notice, book }) }
}

/// The number under which the indicator stands: the paper's own, or a stand-in with its reason.
pub(super) fn own_number(row: &NoticeRow) -> Result<String, NoticeRefusal> {
    match (&row.document_no, &row.no_document_no_reason) {
        (Some(no), _) => Ok(no.clone()),
        (None, Some(_)) => {
            let tail = row.id.get(row.id.len().saturating_sub(6)..).unwrap_or_default();
            Ok(format!("无文号〔{}〕{tail}", row.fiscal_year))
        }
        (None, None) => Err(NoticeRefusal::DocumentNoMissing),
    }
}

/// The rows must add up to the stated total; a paper without rows is taken at its total.
fn sum(row: &NoticeRow, lines: &[NoticeLineRow]) -> Result<Fen, NoticeRefusal> {
    let sum = Fen::total(lines.iter().map(|line| line.amount))?;
    match row.total {
        Some(total) if !lines.is_empty() && total != sum => {
            Err(NoticeRefusal::TableSum { rows: lines.len(), sum, total })
        }
        Some(total) => Ok(total),
        None if lines.is_empty() => Err(NoticeRefusal::TotalMissing),
        None => Ok(sum),
    }
}

/// From above: the book's own row; a paper without a table is all for this book.
fn upper(policy: &Policy, row: &NoticeRow, lines: &[NoticeLineRow]) -> Result<Fen, NoticeRefusal> {
    let total = sum(row, lines)?;
    if lines.is_empty() {
        return Ok(total);
    }
    let own = lines.iter().filter(|line| line.line_division.as_deref() == Some(&row.division_code));
    let own: Vec<&NoticeLineRow> = own.collect();
    match own[..] {
        [] => {
            let division = division_name(policy, &row.division_code);
            Err(NoticeRefusal::NoOwnRow { division })
        }
        [only] => Ok(only.amount),
        [_, second, ..] => {
            let place = lines.iter().position(|line| line.line_no == second.line_no);
            let row = place.unwrap_or_default() + 1;
            Err(NoticeRefusal::DivisionTwice { row, name: second.name.clone() })
        }
    }
}

/// The issuer's own paper: what its basis brought, and what it gave below.
fn supplement(
    policy: &Policy,
    row: &NoticeRow,
    lines: &[NoticeLineRow],
) -> Result<(Fen, String, Vec<AllocationLine>), NoticeRefusal> {
    let total = sum(row, lines)?;
    own_number(row)?;
    let basis = row.upper_document_no.clone().ok_or(NoticeRefusal::FactMissing("依据文号"))?;
    if lines.is_empty() {
        return Err(NoticeRefusal::FactMissing("分配表"));
    }
    let below: Vec<String> = mingqu_domain::policy::DivisionCode::parse(&row.division_code)
        .map(|code| policy.children_of(code))
        .unwrap_or_default()
        .into_iter()
        .map(|child| child.code.as_str().to_owned())
        .collect();
    let mut parts: Vec<AllocationLine> = Vec::with_capacity(lines.len());
    for (place, line) in lines.iter().enumerate() {
        let (row, name) = (place + 1, line.name.clone());
        let code = line.line_division.clone().filter(|code| below.contains(code));
        let Some(division_code) = code else {
            return Err(NoticeRefusal::UnknownDivision { row, name });
        };
        if parts.iter().any(|part| part.division_code == division_code) {
            return Err(NoticeRefusal::DivisionTwice { row, name });
        }
        let division_name = division_name(policy, &division_code);
        parts.push(AllocationLine { division_code, division_name, amount: line.amount });
    }
    Ok((total, basis, parts))
}

//! How a reading is kept with its notice (读出结果): JSON in one column, never changed afterwards.

use std::collections::BTreeMap;

use mingqu_reader::{Certainty, Evidence, Reading};
use serde::{Deserialize, Serialize};

use super::sheet::{Fact, FactKey, total_text};

/// What is kept of a reading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) facts: Vec<KeptFact>,
    /// Where each row of the table stands.
    pub(super) rows: Vec<(i64, i64)>,
}

/// A fact as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeptFact {
    key: String,
    value: String,
    certainty: String,
    place: String,
    start: Option<i64>,
    end: Option<i64>,
}

impl Kept {
    /// From what the reader found.
    pub(super) fn of(reading: &Reading) -> Kept {
        let facts = FactKey::ALL.iter().filter_map(|&key| kept_fact(reading, key)).collect();
        let rows = (0..reading.facts.allocations.len())
            .filter_map(|place| {
                let found = find(reading, &format!("/allocations/{place}/amount_fen"))?;
                Some((signed(found.start), signed(found.end)))
            })
            .collect();
        Kept { facts, rows }
    }

    pub(super) fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(super) fn from_text(text: &str) -> Kept {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// The sheet: what was read, overlaid by what was typed.
    pub(super) fn sheet(&self, corrections: &BTreeMap<String, String>) -> Vec<Fact> {
        let mut facts = Vec::new();
        for key in FactKey::ALL {
            let read = self.facts.iter().find(|fact| fact.key == key.code());
            let typed = corrections.get(key.code());
            let fact = match (read, typed) {
                (None, None) => continue,
                (Some(read), None) => Fact {
                    key,
                    value: read.value.clone(),
                    certainty: read.certainty.clone(),
                    place: read.place.clone(),
                    start: read.start,
                    end: read.end,
                },
                (read, Some(typed)) => Fact {
                    key,
                    value: typed.clone(),
                    certainty: "typed".to_owned(),
                    place: "经办填写".to_owned(),
                    start: read.and_then(|read| read.start),
                    end: read.and_then(|read| read.end),
                },
            };
            facts.push(fact);
        }
        facts
    }
}

/// The corrections column as a map.
pub(super) fn corrections(text: &str) -> BTreeMap<String, String> {
    serde_json::from_str(text).unwrap_or_default()
}

/// A map as the corrections column.
pub(super) fn corrections_text(map: &BTreeMap<String, String>) -> String {
    serde_json::to_string(map).unwrap_or_default()
}

fn kept_fact(reading: &Reading, key: FactKey) -> Option<KeptFact> {
    let value = value(reading, key)?;
    let field = field(key);
    let found = find(reading, &format!("/{field}"));
    let certainty = reading.certainty.get(field).copied().unwrap_or(Certainty::Printed);
    Some(KeptFact {
        key: key.code().to_owned(),
        value,
        certainty: certainty.code().to_owned(),
        place: found.map_or_else(|| "推断".to_owned(), |found| place(reading, found)),
        start: found.map(|found| signed(found.start)),
        end: found.map(|found| signed(found.end)),
    })
}

/// The reader's name of a fact.
const fn field(key: FactKey) -> &'static str {
    match key {
        FactKey::DocumentNo => "doc_no",
        FactKey::Total => "total_fen",
        FactKey::Table => "allocations",
        other => other.code(),
    }
}

fn value(reading: &Reading, key: FactKey) -> Option<String> {
    let facts = &reading.facts;
    let list = |items: &[String]| (!items.is_empty()).then(|| items.join("、"));
    match key {
        FactKey::Issuer => facts.issuer.clone(),
        FactKey::FundName => facts.fund_name.clone(),
        FactKey::FiscalYear => facts.fiscal_year.map(|year| year.to_string()),
        FactKey::UpstreamDocNos => list(&facts.upstream_doc_nos),
        FactKey::DocumentNo => facts.doc_no.clone(),
        FactKey::Recipients => list(&facts.recipients),
        FactKey::Total => facts.total.map(total_text),
        FactKey::IncomeSubjectCodes => list(&facts.income_subject_codes),
        FactKey::ExpenditureSubjectCodes => list(&facts.expenditure_subject_codes),
        FactKey::DirectFundTag => facts.direct_fund_tag.clone(),
        FactKey::DecomposeWithinDays => facts.decompose_within_days.map(|days| days.to_string()),
        FactKey::MonthlyReport => facts.monthly_report.clone(),
        FactKey::NameFrozen => facts.name_frozen.clone(),
        FactKey::Table => {
            let rows = facts.allocations.len();
            let sum = match facts.sums {
                Some(true) => "，相加等于总额",
                Some(false) => "，相加不等于总额",
                None => "",
            };
            (rows > 0).then(|| format!("{rows} 行{sum}"))
        }
        FactKey::IssueDate => facts.issue_date.clone(),
        FactKey::Title => facts.title.clone(),
        FactKey::Attachments => list(&facts.attachments),
        FactKey::Cc => list(&facts.cc),
    }
}

fn find<'a>(reading: &'a Reading, pointer: &str) -> Option<&'a Evidence> {
    let below = |evidence: &&Evidence| {
        evidence
            .pointer
            .strip_prefix(pointer)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    reading.evidence.iter().find(below)
}

/// Where in the paper: the title, or the line.
fn place(reading: &Reading, found: &Evidence) -> String {
    let title = find(reading, "/title");
    if title.is_some_and(|title| title.start <= found.start && found.end <= title.end) {
        return "标题".to_owned();
    }
    let before: String = reading.text.chars().take(found.start).collect();
    let line = before.lines().filter(|line| !line.trim().is_empty()).count();
    let begun = !before.ends_with('\n') && !before.is_empty();
    format!("第 {} 段", if begun { line.max(1) } else { line + 1 })
}

fn signed(offset: usize) -> i64 {
    i64::try_from(offset).unwrap_or(i64::MAX)
}

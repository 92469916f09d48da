//! A reading as JSON: the keys that scoring tools and the command line print (JSON 输出).

use mingqu_money::Fen;
use serde_json::{Map, Value, json};

use crate::facts::{Allocation, NamedAmount, Reading};

/// The reading as one JSON object: facts, `text`, `evidence`, `certainty`, `doubts`.
///
/// Amounts are whole 分 under `total_fen` and `amount_fen`; offsets count Unicode characters of
/// `text`.
#[must_use]
pub fn to_value(reading: &Reading) -> Value {
    let facts = &reading.facts;
    let mut out = json!({
        "title": facts.title,
        "doc_no": facts.doc_no,
        "upstream_doc_nos": facts.upstream_doc_nos,
        "other_doc_nos": facts.other_doc_nos,
        "issuer": facts.issuer,
        "recipients": facts.recipients,
        "fund_name": facts.fund_name,
        "fiscal_year": facts.fiscal_year,
        "project_code": facts.project_code,
        "total_fen": facts.total.map(Fen::fen),
        "allocations": facts.allocations.iter().map(allocation).collect::<Vec<_>>(),
        "sources": facts.sources.iter().map(|source| named("name", source)).collect::<Vec<_>>(),
        "parts": facts.parts.iter().map(|part| named("fund_name", part)).collect::<Vec<_>>(),
        "sums": facts.sums,
        "sources_sum": facts.sources_sum,
        "amount_unit_in_text": facts.amount_unit_in_text,
        "table_unit": facts.table_unit,
        "income_subject_codes": facts.income_subject_codes,
        "expenditure_subject_codes": facts.expenditure_subject_codes,
        "economic_subject_codes": facts.economic_subject_codes,
        "direct_fund_tag": facts.direct_fund_tag,
        "decompose_within_days": facts.decompose_within_days,
        "monthly_report": facts.monthly_report,
        "name_frozen": facts.name_frozen,
        "issue_date": facts.issue_date,
        "attachments": facts.attachments,
        "cc": facts.cc,
        "truncated": facts.truncated,
        "text": reading.text,
    });
    if let Value::Object(object) = &mut out {
        add_lists(object, reading);
    }
    out
}

fn add_lists(out: &mut Map<String, Value>, reading: &Reading) {
    let subjects = reading.facts.subjects.iter();
    let subjects = subjects.map(|s| json!({ "code": s.code, "name": s.name })).collect::<Vec<_>>();
    out.insert("subjects".into(), subjects.into());
    let tags = reading.facts.direct_tags.iter();
    let tags = tags.map(|t| json!({ "code": t.code, "name": t.name })).collect::<Vec<_>>();
    out.insert("direct_tags".into(), tags.into());
    let mut evidence = Map::new();
    for found in &reading.evidence {
        let place = json!({ "start": found.start, "end": found.end, "quote": found.quote });
        evidence.insert(found.pointer.clone(), place);
    }
    out.insert("evidence".into(), evidence.into());
    let certainty = reading.certainty.iter();
    let certainty: Map<String, Value> =
        certainty.map(|(key, grade)| ((*key).to_owned(), grade.code().into())).collect();
    out.insert("certainty".into(), certainty.into());
    let doubts = reading.doubts.iter().map(|doubt| {
        json!({
            "code": doubt.code.code(),
            "field": doubt.field,
            "message": doubt.message,
            "start": doubt.start,
            "end": doubt.end,
        })
    });
    out.insert("doubts".into(), doubts.collect::<Vec<_>>().into());
}

fn allocation(row: &Allocation) -> Value {
    match &row.project {
        Some(project) => {
            json!({ "name": row.name, "amount_fen": row.amount.fen(), "project": project })
        }
        None => json!({ "name": row.name, "amount_fen": row.amount.fen() }),
    }
}

fn named(key: &str, entry: &NamedAmount) -> Value {
    json!({ key: entry.name, "amount_fen": entry.amount.fen() })
}

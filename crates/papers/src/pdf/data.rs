//! The data the templates read as /data.json (模板数据).

use mingqu_money::format_wan;
use serde_json::{Value, json};

use super::Sheets;
use super::fonts::Families;
use crate::notice::{paragraphs, spans};
use crate::title::title_lines;
use crate::{NoticePaper, TargetForm};

/// Characters of 2号 on a line of the type area.
const TITLE_CHARACTERS: usize = 20;

/// The data of a paper; texts stay texts, nothing of it becomes template source.
pub(crate) fn data(paper: &NoticePaper, sheets: Sheets, families: &Families) -> Vec<u8> {
    let (year, month, day) = paper.issued_on;
    let value = json!({
        "fonts": families.to_json(),
        "sheets": match sheets {
            Sheets::Whole => json!(["letter", "table", "targets"]),
            Sheets::Table => json!(["table"]),
            Sheets::Targets => json!(["targets"]),
        },
        "date": { "year": year, "month": month, "day": day },
        "document_title": paper.title,
        "keywords": keywords(paper),
        "letter": letter(paper),
        "table": table(paper),
        "targets": targets(&paper.targets),
    });
    value.to_string().into_bytes()
}

fn keywords(paper: &NoticePaper) -> Vec<String> {
    let number = Some(paper.document_no.clone()).filter(|number| !number.is_empty());
    let head = paper.chain_head.as_ref().map(|head| format!("审计链 {head}"));
    number.into_iter().chain(head).collect()
}

fn letter(paper: &NoticePaper) -> Value {
    let sections: Vec<Value> = paper
        .sections
        .iter()
        .map(|section| {
            json!({
                "heading": section.heading,
                "paragraphs": paragraphs(&section.text).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "mark": paper.mark(),
        "document_no": paper.document_no,
        "title": title_lines(&paper.title, TITLE_CHARACTERS),
        "addressees": paper.addressees_line(),
        "sections": sections,
        "attachments": paper.attachments,
        "signature": paper.signature,
        "date": paper.date_line(),
        "cc": paper.cc_line(),
        "printing_office": paper.printing_office,
    })
}

fn table(paper: &NoticePaper) -> Value {
    let table = &paper.table;
    let rows: Vec<[String; 3]> = table
        .rows
        .iter()
        .enumerate()
        .map(|(place, (name, amount))| [(place + 1).to_string(), name.clone(), format_wan(*amount)])
        .collect();
    json!({
        "title": title_lines(&table.title, TITLE_CHARACTERS),
        "total_name": table.total_name,
        "total": format_wan(table.total),
        "rows": rows,
    })
}

fn targets(form: &TargetForm) -> Value {
    let choices = |choices: &[(String, bool)]| -> Vec<Value> {
        choices.iter().map(|(label, ticked)| json!({ "label": label, "ticked": ticked })).collect()
    };
    let amounts = &form.amounts;
    json!({
        "title": form.title,
        "year": form.year_line(),
        "project_name": form.project_name,
        "unit": form.unit,
        "project_types": choices(&form.project_types),
        "long_term_plan": form.long_term_plan,
        "governing": form.governing,
        "methods": choices(&form.methods),
        "ground": form.ground,
        "scope": form.scope,
        "conditions": form.conditions,
        "term": form.term,
        "amounts": [
            [amounts.long_total, amounts.year_total],
            [amounts.long_fiscal, amounts.year_fiscal],
            [amounts.long_other, amounts.year_other],
        ],
        "goal_long_head": form.long_goal_head(),
        "goal_long": form.goal_long,
        "goal_year": form.goal_year,
        "measures": measures(&form.measures),
    })
}

fn measures(measures: &[(String, String)]) -> Vec<Value> {
    let rows = spans(measures).into_iter();
    rows.map(
        |(covers, first, second)| json!({ "covers": covers, "first": first, "second": second }),
    )
    .collect()
}

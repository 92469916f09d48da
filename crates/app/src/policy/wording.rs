//! The form of the paper's wording (通知文稿文件): every gap is one the program can fill.

use std::collections::BTreeMap;

use mingqu_domain::policy::{
    AllocationMethod, Citation, PLACEHOLDERS, PaperAttachment, PaperSection, PaperText,
    SectionApplies, TargetForm, fill,
};
use serde::Deserialize;

use super::PolicyError;
use super::convert::Source;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PaperFile {
    title: String,
    recipients: String,
    opening: String,
    lead: String,
    cc: Vec<String>,
    printing_office: String,
    basis: String,
    #[serde(rename = "sources")]
    _sources: BTreeMap<String, toml::Value>,
    sections: Vec<SectionRow>,
    attachments: Vec<AttachmentRow>,
    targets: TargetsRow,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionRow {
    code: String,
    heading: String,
    applies: String,
    basis: String,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AttachmentRow {
    code: String,
    title: String,
    heading: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetsRow {
    title: String,
    basis: String,
    project_types: Vec<String>,
    methods: Vec<MethodRow>,
    governing: Vec<CitationRow>,
    ground: String,
    term: String,
    unit: String,
    measures: Vec<(String, String)>,
    required_measures: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MethodRow {
    label: String,
    ticked: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CitationRow {
    title: String,
    document_no: String,
    basis: String,
}

pub(super) fn paper(source: &Source) -> Result<PaperText, PolicyError> {
    let file: PaperFile = source.parse()?;
    let attachments = file.attachments.into_iter().map(|row| PaperAttachment {
        code: row.code,
        title: row.title,
        heading: row.heading,
    });
    let paper = PaperText {
        title: file.title,
        recipients: file.recipients,
        opening: file.opening,
        lead: file.lead,
        sections: sections(source, file.sections)?,
        attachments: attachments.collect(),
        cc: file.cc,
        printing_office: file.printing_office,
        targets: targets(source, file.targets)?,
        basis: source.basis(&file.basis, "文稿")?,
    };
    source.unique("文稿段落", paper.sections.iter().map(|section| section.code.clone()))?;
    source.unique("文稿附件", paper.attachments.iter().map(|row| row.code.clone()))?;
    let values = PLACEHOLDERS.map(|name| (name, ""));
    for pattern in paper.patterns() {
        source.refused("文稿", fill(pattern, &values))?;
    }
    Ok(paper)
}

fn sections(source: &Source, rows: Vec<SectionRow>) -> Result<Vec<PaperSection>, PolicyError> {
    let mut sections = Vec::with_capacity(rows.len());
    for row in rows {
        let applies = match row.applies.as_str() {
            "always" => SectionApplies::Always,
            "direct_funds" => SectionApplies::DirectFunds,
            other => return Err(source.bad("文稿段落的适用", other)),
        };
        let basis = source.basis(&row.basis, &row.heading)?;
        let (code, heading, text) = (row.code, row.heading, row.text);
        sections.push(PaperSection { code, heading, applies, text, basis });
    }
    Ok(sections)
}

fn targets(source: &Source, row: TargetsRow) -> Result<TargetForm, PolicyError> {
    let mut governing = Vec::with_capacity(row.governing.len());
    for cited in row.governing {
        let basis = source.basis(&cited.basis, &cited.title)?;
        governing.push(Citation { title: cited.title, document_no: cited.document_no, basis });
    }
    let methods = row.methods.into_iter();
    let methods = methods.map(|m| AllocationMethod { label: m.label, ticked: m.ticked }).collect();
    Ok(TargetForm {
        basis: source.basis(&row.basis, &row.title)?,
        title: row.title,
        project_types: row.project_types,
        methods,
        governing,
        ground: row.ground,
        term: row.term,
        unit: row.unit,
        measures: row.measures,
        required_measures: row.required_measures,
    })
}

//! From rule files to a policy (政策装载): one reader with the file's name and its bases.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use mingqu_domain::policy::{
    Basis, DivisionCode, FiscalYear, Policy, PolicyRefusal, Proven, SubjectCode,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{PolicyError, rules, wording};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PackFile {
    code: String,
    name: String,
    versions: Vec<VersionRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VersionRow {
    code: String,
    effective_from: String,
    #[serde(rename = "note")]
    _note: String,
    files: VersionFiles,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VersionFiles {
    divisions: String,
    funds: String,
    subjects: String,
    direct_tags: String,
    deadlines: String,
    numbering: String,
    approval: String,
    security: String,
    paper: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceRow {
    document: String,
    article: String,
    effective_from: String,
    proven: String,
}

#[derive(Deserialize)]
struct SourcesOnly {
    sources: BTreeMap<String, SourceRow>,
}

/// Reads every version of a pack, oldest first.
pub(super) fn pack(files: &[(&str, &str)]) -> Result<Vec<Policy>, PolicyError> {
    let file = "pack.toml";
    let pack: PackFile = parse(file, text_of(files, file)?)?;
    let mut versions = Vec::with_capacity(pack.versions.len());
    for row in &pack.versions {
        let on = day(file, "effective_from", &row.effective_from)?;
        versions.push(version(files, &pack, row, on)?);
    }
    unique(file, "版本", versions.iter().map(|policy| policy.version.clone()))?;
    versions.sort_by_key(|policy| policy.effective_from);
    Ok(versions)
}

fn version(
    files: &[(&str, &str)],
    pack: &PackFile,
    row: &VersionRow,
    effective_from: NaiveDate,
) -> Result<Policy, PolicyError> {
    let open = |name: &str| Source::open(files, name);
    let (subjects, misused_classes) = rules::subjects(&open(&row.files.subjects)?)?;
    let numbering = rules::numbering(&open(&row.files.numbering)?)?;
    Ok(Policy {
        pack: pack.code.clone(),
        name: pack.name.clone(),
        version: row.code.clone(),
        effective_from,
        divisions: rules::divisions(&open(&row.files.divisions)?)?,
        funds: rules::funds(&open(&row.files.funds)?)?,
        subjects,
        misused_classes,
        direct_tags: rules::direct_tags(&open(&row.files.direct_tags)?)?,
        deadlines: rules::deadlines(&open(&row.files.deadlines)?)?,
        numbering,
        flows: rules::flows(&open(&row.files.approval)?)?,
        paper: wording::paper(&open(&row.files.paper)?)?,
        security: rules::security(&open(&row.files.security)?)?,
    })
}

/// One open rule file: its name, text and the bases it lists.
pub(super) struct Source<'a> {
    file: &'a str,
    text: &'a str,
    sources: BTreeMap<String, Basis>,
}

impl<'a> Source<'a> {
    fn open(files: &[(&'a str, &'a str)], name: &str) -> Result<Source<'a>, PolicyError> {
        let missing = || PolicyError::FileMissing { file: name.to_owned() };
        let (file, text) = *files.iter().find(|(path, _)| *path == name).ok_or_else(missing)?;
        let rows: SourcesOnly = parse(file, text)?;
        let mut sources = BTreeMap::new();
        for (key, row) in rows.sources {
            let place = format!("依据 {key} ");
            let proven = Proven::from_code(&row.proven).ok_or_else(|| PolicyError::BadValue {
                file: file.to_owned(),
                place: place.clone(),
                given: row.proven.clone(),
            })?;
            let effective_from = day(file, &place, &row.effective_from)?;
            let (document, article) = (row.document, row.article);
            sources.insert(key, Basis { document, article, effective_from, proven });
        }
        Ok(Source { file, text, sources })
    }

    /// The file as a typed form.
    pub(super) fn parse<T: DeserializeOwned>(&self) -> Result<T, PolicyError> {
        parse(self.file, self.text)
    }

    /// The basis a value names.
    pub(super) fn basis(&self, key: &str, place: &str) -> Result<Basis, PolicyError> {
        self.sources.get(key).cloned().ok_or_else(|| PolicyError::BasisMissing {
            file: self.file.to_owned(),
            place: place.to_owned(),
            basis: key.to_owned(),
        })
    }

    /// A fault of a value.
    pub(super) fn bad(&self, place: &str, given: &str) -> PolicyError {
        let (file, place) = (self.file.to_owned(), place.to_owned());
        PolicyError::BadValue { file, place, given: given.to_owned() }
    }

    /// A refusal of the domain, with its place.
    pub(super) fn refused<T>(
        &self,
        place: &str,
        result: Result<T, PolicyRefusal>,
    ) -> Result<T, PolicyError> {
        result.map_err(|refusal| PolicyError::Refused {
            file: self.file.to_owned(),
            place: place.to_owned(),
            refusal,
        })
    }

    /// A division code.
    pub(super) fn division(&self, code: &str) -> Result<DivisionCode, PolicyError> {
        self.refused("区划代码", DivisionCode::parse(code))
    }

    /// A subject code.
    pub(super) fn subject(&self, code: &str) -> Result<SubjectCode, PolicyError> {
        self.refused("科目代码", SubjectCode::parse(code))
    }

    /// A budget year.
    pub(super) fn year(&self, year: i32) -> Result<FiscalYear, PolicyError> {
        self.refused("年度", FiscalYear::new(year))
    }

    /// Refuses a code that comes twice.
    pub(super) fn unique(
        &self,
        place: &str,
        codes: impl Iterator<Item = String>,
    ) -> Result<(), PolicyError> {
        unique(self.file, place, codes)
    }
}

fn unique(file: &str, place: &str, codes: impl Iterator<Item = String>) -> Result<(), PolicyError> {
    let mut seen = BTreeSet::new();
    for code in codes {
        if !seen.insert(code.clone()) {
            let (file, place) = (file.to_owned(), place.to_owned());
            return Err(PolicyError::Twice { file, place, given: code });
        }
    }
    Ok(())
}

fn text_of<'a>(files: &[(&str, &'a str)], name: &str) -> Result<&'a str, PolicyError> {
    let found = files.iter().find(|(path, _)| *path == name).map(|(_, text)| *text);
    found.ok_or_else(|| PolicyError::FileMissing { file: name.to_owned() })
}

fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, PolicyError> {
    toml::from_str(text).map_err(|source| PolicyError::Unreadable {
        file: file.to_owned(),
        source: Box::new(source),
    })
}

fn day(file: &str, place: &str, given: &str) -> Result<NaiveDate, PolicyError> {
    NaiveDate::parse_from_str(given, "%Y-%m-%d").map_err(|_| PolicyError::BadValue {
        file: file.to_owned(),
        place: place.to_owned(),
        given: given.to_owned(),
    })
}

//! Policy as data (政策参数): names, codes, deadlines, wordings and who says so, by year.
//!
//! Only types and lookups live here; `app::policy` reads them from the rule files. A decision is
//! judged by the policy of its date and keeps that policy's version.

mod basis;
mod deadline;
mod division;
mod flow;
mod fold;
mod fund;
mod numbering;
mod paper;
mod refusal;
mod security;
mod subject;
mod tag;
#[cfg(test)]
mod tests;
mod year;

pub use basis::{Basis, Proven, Rule};
pub use deadline::{Deadlines, Light, LightStep, Lights, ReportDay};
pub use division::{Division, DivisionCode, DivisionLevel, FormerCode};
pub use flow::{ApprovalFlow, FlowStep};
pub use fold::fold_name;
pub use fund::{Fund, FundLevel, FundMatch, FundTask};
pub use numbering::{Numbering, OfficeWord};
pub use paper::{
    AllocationMethod, Citation, PLACEHOLDERS, PaperAttachment, PaperSection, PaperText,
    SectionApplies, TargetForm, fill,
};
pub use refusal::PolicyRefusal;
pub use security::Security;
pub use subject::{
    MisusedClass, Subject, SubjectCode, SubjectFinding, SubjectKind, SubjectName, SubjectUse,
};
pub use tag::DirectTag;
pub use year::FiscalYear;

use chrono::NaiveDate;

/// One version of one pack: everything a decision of its time is judged by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The pack's code: `linkage`.
    pub pack: String,
    /// The pack's Chinese name.
    pub name: String,
    /// The version within the pack: `2024.1`.
    pub version: String,
    /// The first day it is in force.
    pub effective_from: NaiveDate,
    /// Every division known, uppers before lowers.
    pub divisions: Vec<Division>,
    /// The funds of this pack.
    pub funds: Vec<Fund>,
    /// Income and expenditure subjects.
    pub subjects: Vec<Subject>,
    /// Classes under which direct funds should not be spent.
    pub misused_classes: Vec<MisusedClass>,
    /// Direct-fund tags of every scheme.
    pub direct_tags: Vec<DirectTag>,
    /// Days and lights.
    pub deadlines: Deadlines,
    /// Words of document numbers.
    pub numbering: Numbering,
    /// The approval flows.
    pub flows: Vec<ApprovalFlow>,
    /// The wording of an issued notice.
    pub paper: PaperText,
    /// Passwords, locks and idle time.
    pub security: Security,
}

impl Policy {
    /// The id kept with every decision: `linkage/2024.1`.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}/{}", self.pack, self.version)
    }

    /// The division of a code in use. A former code is refused with its successor's name.
    pub fn division(&self, code: &str) -> Result<&Division, PolicyRefusal> {
        let code = DivisionCode::parse(code)?;
        if let Some(division) = self.divisions.iter().find(|division| division.code == code) {
            return Ok(division);
        }
        for division in &self.divisions {
            if let Some(former) = division.former.iter().find(|former| former.code == code) {
                return Err(PolicyRefusal::DivisionFormer {
                    code,
                    name: former.name.clone(),
                    since: former.until_year.saturating_add(1),
                    successor: division.code,
                    successor_name: division.name.clone(),
                });
            }
        }
        Err(PolicyRefusal::DivisionUnknown { code })
    }

    /// The division a printed name means: official name, alias or former name, then the name
    /// without its ending (托里 for 托里县) where only one division fits. `None` when nothing or
    /// more than one fits: 塔城 alone may be the prefecture or the city.
    #[must_use]
    pub fn division_by_name(&self, printed: &str) -> Option<&Division> {
        division::by_name(&self.divisions, printed)
    }

    /// The divisions directly under one, in code order.
    #[must_use]
    pub fn children_of(&self, code: DivisionCode) -> Vec<&Division> {
        let mut children: Vec<_> =
            self.divisions.iter().filter(|division| division.parent == Some(code)).collect();
        children.sort_by_key(|division| division.code);
        children
    }

    /// The fund, and the task in brackets if there is one, that a printed name means.
    ///
    /// Width, white space, kinds of brackets, a year before the name and 预算 after it do not
    /// matter. Bracketed words that are no task of the fund are not guessed at: `None`.
    #[must_use]
    pub fn fund_by_name(&self, printed: &str) -> Option<FundMatch<'_>> {
        fund::by_name(&self.funds, printed)
    }

    /// The fund of a code.
    #[must_use]
    pub fn fund(&self, code: &str) -> Option<&Fund> {
        self.funds.iter().find(|fund| fund.code == code)
    }

    /// A subject by its code.
    #[must_use]
    pub fn subject(&self, code: &SubjectCode) -> Option<&Subject> {
        self.subjects.iter().find(|subject| subject.code == *code)
    }

    /// Whether the name printed beside a subject code is its name in that year.
    #[must_use]
    pub fn check_subject(
        &self,
        code: &SubjectCode,
        printed: &str,
        year: FiscalYear,
    ) -> SubjectFinding {
        subject::check(&self.subjects, code, printed, year)
    }

    /// The class of misuse that an expenditure subject falls under, if any.
    #[must_use]
    pub fn misused(&self, code: &SubjectCode) -> Option<&MisusedClass> {
        self.misused_classes.iter().find(|class| code.as_str().starts_with(class.class.as_str()))
    }

    /// A direct-fund tag by the scheme's owner and its code.
    #[must_use]
    pub fn direct_tag(&self, scheme: &str, code: &str) -> Option<&DirectTag> {
        self.direct_tags.iter().find(|tag| tag.scheme == scheme && tag.code == code)
    }

    /// The tag printed as code and name; the name decides which scheme is meant.
    #[must_use]
    pub fn direct_tag_by_print(&self, code: &str, name: &str) -> Option<&DirectTag> {
        let name = fold_name(name);
        self.direct_tags.iter().find(|tag| tag.code == code && fold_name(&tag.name) == name)
    }

    /// Every tag that has this code, in any scheme.
    #[must_use]
    pub fn direct_tags_of_code(&self, code: &str) -> Vec<&DirectTag> {
        self.direct_tags.iter().filter(|tag| tag.code == code).collect()
    }

    /// The approval flow of a kind of document: `allocation`.
    #[must_use]
    pub fn flow(&self, code: &str) -> Option<&ApprovalFlow> {
        self.flows.iter().find(|flow| flow.code == code)
    }

    /// The 发文字号 of the n-th document of an office and year: 塔地财振〔2024〕9号.
    pub fn document_no(
        &self,
        division: DivisionCode,
        office: &str,
        year: FiscalYear,
        n: u32,
    ) -> Result<String, PolicyRefusal> {
        let unknown = || PolicyRefusal::WordUnknown { division, office: office.to_owned() };
        let word = self.numbering.word(division, office).ok_or_else(unknown)?;
        self.numbering.document_no(&word.word, year, n)
    }
}

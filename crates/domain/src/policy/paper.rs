//! The wording of an issued notice (下达通知文稿): patterns with gaps that the program fills.

use super::{Basis, PolicyRefusal};

/// What may stand between braces in a pattern.
pub const PLACEHOLDERS: [&str; 12] = [
    "year",
    "fund_name",
    "fund_short",
    "upper_issuer",
    "upper_title",
    "upper_document_no",
    "income",
    "expenditure",
    "tag",
    "days",
    "division_name",
    "total",
];

/// When a section is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SectionApplies {
    /// In every notice.
    Always,
    /// Only where the money carries a direct-fund tag.
    DirectFunds,
}

/// A numbered section of the letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperSection {
    /// A stable word: `direct_funds`.
    pub code: String,
    /// The heading without its number.
    pub heading: String,
    /// When it is printed.
    pub applies: SectionApplies,
    /// The text, a pattern.
    pub text: String,
    /// The requirement it carries, with its source.
    pub basis: Basis,
}

/// An attachment: its title is a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperAttachment {
    /// `table` or `targets`.
    pub code: String,
    /// As listed after the letter.
    pub title: String,
    /// As printed on top of the attachment itself.
    pub heading: String,
}

/// A document a form cites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Its title without 《》.
    pub title: String,
    /// Its number.
    pub document_no: String,
    /// Who says so.
    pub basis: Basis,
}

/// A box of the allocation method (绩效分配方式).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllocationMethod {
    /// 因素法
    pub label: String,
    /// Whether it is ticked in a new form.
    pub ticked: bool,
}

/// What 附件2 holds before a county fills it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetForm {
    /// The form's name.
    pub title: String,
    /// 项目类型, boxes left empty.
    pub project_types: Vec<String>,
    /// 绩效分配方式
    pub methods: Vec<AllocationMethod>,
    /// 资金管理办法
    pub governing: Vec<Citation>,
    /// 立项依据
    pub ground: String,
    /// 项目起止年限, a pattern.
    pub term: String,
    /// 预算单位, filled by the county.
    pub unit: String,
    /// (一级指标, 二级指标), in order.
    pub measures: Vec<(String, String)>,
    /// Families of measures a target must have: 资产确权 and others.
    pub required_measures: Vec<String>,
    /// Who says so.
    pub basis: Basis,
}

/// The words of the notice a prefecture issues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperText {
    /// The title, a pattern.
    pub title: String,
    /// 主送: 各县（市）财政局.
    pub recipients: String,
    /// The opening paragraph, a pattern.
    pub opening: String,
    /// The line that leads to the sections.
    pub lead: String,
    /// The sections in order.
    pub sections: Vec<PaperSection>,
    /// Attachments in order.
    pub attachments: Vec<PaperAttachment>,
    /// 抄送, patterns.
    pub cc: Vec<String>,
    /// What stands before 办公室 in the printing line, a pattern.
    pub printing_office: String,
    /// 附件2.
    pub targets: TargetForm,
    /// Who says the form is so.
    pub basis: Basis,
}

impl PaperText {
    /// A section by its word.
    #[must_use]
    pub fn section(&self, code: &str) -> Option<&PaperSection> {
        self.sections.iter().find(|section| section.code == code)
    }

    /// Every pattern in it, for checking.
    #[must_use]
    pub fn patterns(&self) -> Vec<&str> {
        let mut patterns =
            vec![self.title.as_str(), &self.opening, &self.lead, &self.printing_office];
        patterns.extend(self.sections.iter().map(|section| section.text.as_str()));
        for attachment in &self.attachments {
            patterns.extend([attachment.title.as_str(), &attachment.heading]);
        }
        patterns.extend(self.cc.iter().map(String::as_str));
        patterns.extend([self.targets.term.as_str(), &self.targets.ground]);
        patterns
    }
}

/// Fills every `{name}` of a pattern; a name without a value is refused, nothing is left open.
pub fn fill(pattern: &str, values: &[(&str, &str)]) -> Result<String, PolicyRefusal> {
    let mut filled = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let unknown = |name: &str| PolicyRefusal::PlaceholderUnknown { name: name.to_owned() };
        let (name, tail) = after.split_once('}').ok_or_else(|| unknown(after))?;
        let value = values.iter().find(|(known, _)| *known == name).ok_or_else(|| unknown(name))?;
        filled.push_str(before);
        filled.push_str(value.1);
        rest = tail;
    }
    filled.push_str(rest);
    Ok(filled)
}

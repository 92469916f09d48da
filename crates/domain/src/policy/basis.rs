//! Who says so (依据): the document and article behind a value, and how far it is proven.

use chrono::NaiveDate;

/// How far a value is proven; shown to the user beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Proven {
    /// The document itself was read.
    Official,
    /// Another document or system says so.
    Secondary,
    /// From memory or by our own choice; a person should check it.
    Unverified,
}

impl Proven {
    /// Every degree.
    pub const ALL: [Proven; 3] = [Proven::Official, Proven::Secondary, Proven::Unverified];

    /// The word in rule files.
    pub const fn code(self) -> &'static str {
        match self {
            Proven::Official => "official",
            Proven::Secondary => "secondary",
            Proven::Unverified => "unverified",
        }
    }

    /// The Chinese word.
    pub const fn label(self) -> &'static str {
        match self {
            Proven::Official => "原文核实",
            Proven::Secondary => "转引",
            Proven::Unverified => "未核实",
        }
    }

    /// The degree of a word.
    pub fn from_code(code: &str) -> Option<Proven> {
        Proven::ALL.into_iter().find(|proven| proven.code() == code)
    }
}

/// The document and article behind a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// Title or number of the document, or 本项目自定.
    pub document: String,
    /// Article, section or table.
    pub article: String,
    /// The first day the value holds.
    pub effective_from: NaiveDate,
    /// How far it is proven.
    pub proven: Proven,
}

impl Basis {
    /// Document and article in one line, as refusals and checks quote them.
    #[must_use]
    pub fn quote(&self) -> String {
        format!("{}，{}（{}）", self.document, self.article, self.proven.label())
    }
}

/// A value with its basis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule<T> {
    /// What holds.
    pub value: T,
    /// Who says so.
    pub basis: Basis,
}

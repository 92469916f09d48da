//! Budget subjects (政府收支分类科目): one code, different names in different years.

use std::fmt;

use super::{Basis, FiscalYear, PolicyRefusal, fold_name};

/// Digits of a class (3), group (5) or item (7): 类、款、项.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubjectCode(String);

impl SubjectCode {
    /// 3, 5 or 7 ASCII digits.
    pub fn parse(given: &str) -> Result<SubjectCode, PolicyRefusal> {
        let digits = given.bytes().all(|byte| byte.is_ascii_digit());
        if digits && matches!(given.len(), 3 | 5 | 7) {
            Ok(SubjectCode(given.to_owned()))
        } else {
            Err(PolicyRefusal::SubjectMalformed { given: given.to_owned() })
        }
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// 类, 款 or 项.
    #[must_use]
    pub fn level_label(&self) -> &'static str {
        match self.0.len() {
            3 => "类",
            5 => "款",
            _ => "项",
        }
    }

    /// Whether it is deep enough to spend from: a 项.
    #[must_use]
    pub fn is_item(&self) -> bool {
        self.0.len() == 7
    }
}

impl fmt::Display for SubjectCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Income or expenditure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SubjectKind {
    /// 收入（含转移性收入）
    Income,
    /// 支出功能分类
    Expenditure,
}

/// Whether money of this pack may be spent under a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SubjectUse {
    /// It may.
    Allowed,
    /// On the negative list (负面清单).
    Negative,
}

/// The name of a subject in some years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectName {
    /// The first year.
    pub from_year: FiscalYear,
    /// The last year; open when absent.
    pub to_year: Option<FiscalYear>,
    /// The name.
    pub name: String,
    /// Who says so.
    pub basis: Basis,
}

/// A subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Its digits.
    pub code: SubjectCode,
    /// Income or expenditure.
    pub kind: SubjectKind,
    /// Whether money of this pack may be spent under it.
    pub spending: SubjectUse,
    /// Why, with its source.
    pub spending_basis: Basis,
    /// Its names by year, oldest first.
    pub names: Vec<SubjectName>,
}

impl Subject {
    /// Its name in a year; `None` where no source gives it.
    #[must_use]
    pub fn name_in(&self, year: FiscalYear) -> Option<&SubjectName> {
        self.names
            .iter()
            .find(|name| name.from_year <= year && name.to_year.is_none_or(|last| year <= last))
    }
}

/// Under which class direct funds should not be spent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MisusedClass {
    /// The three digits.
    pub class: SubjectCode,
    /// The class's name.
    pub name: String,
    /// Who says so.
    pub basis: Basis,
}

/// What a printed code and name come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubjectFinding {
    /// The name is the code's name in that year.
    Same,
    /// The name belongs to another code of that year (as 款名 beside a 项 code).
    OtherCode {
        /// The code whose name was printed.
        code: SubjectCode,
        /// The name that belongs to the printed code.
        expected: String,
    },
    /// The code had this name, but in other years.
    OtherYear {
        /// The name in the year asked for.
        expected: String,
    },
    /// The name is nobody's.
    Differs {
        /// The name that belongs to the printed code.
        expected: String,
    },
    /// The code is not in the list.
    UnknownCode,
    /// The list has no name of that year.
    UnknownYear,
}

pub(super) fn check(
    subjects: &[Subject],
    code: &SubjectCode,
    printed: &str,
    year: FiscalYear,
) -> SubjectFinding {
    let folded = fold_name(printed);
    // 农林水-巩固…: uppers stand before the name, joined by dashes.
    let name = folded.rsplit('-').next().unwrap_or_default();
    let Some(subject) = subjects.iter().find(|subject| subject.code == *code) else {
        return SubjectFinding::UnknownCode;
    };
    let Some(expected) = subject.name_in(year) else {
        return SubjectFinding::UnknownYear;
    };
    if fold_name(&expected.name) == name {
        return SubjectFinding::Same;
    }
    let expected = expected.name.clone();
    let named = |subject: &&Subject| {
        subject.name_in(year).is_some_and(|known| fold_name(&known.name) == name)
    };
    if let Some(other) = subjects.iter().find(named) {
        return SubjectFinding::OtherCode { code: other.code.clone(), expected };
    }
    if subject.names.iter().any(|known| fold_name(&known.name) == name) {
        return SubjectFinding::OtherYear { expected };
    }
    SubjectFinding::Differs { expected }
}

//! Document numbers (发文字号): the words of offices and the form 代字〔年份〕序号.

use super::{Basis, DivisionCode, FiscalYear, PolicyRefusal};

/// The word (机关代字) under which an office issues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeWord {
    /// The division.
    pub division: DivisionCode,
    /// The office: 乡村振兴科.
    pub office: String,
    /// The word: 塔地财振.
    pub word: String,
    /// Who says so.
    pub basis: Basis,
}

/// How documents are numbered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbering {
    /// `{word}〔{year}〕{n}号`
    pub pattern: String,
    /// Who says so.
    pub pattern_basis: Basis,
    /// The words.
    pub words: Vec<OfficeWord>,
}

impl Numbering {
    /// The word of an office.
    #[must_use]
    pub fn word(&self, division: DivisionCode, office: &str) -> Option<&OfficeWord> {
        self.words.iter().find(|word| word.division == division && word.office == office)
    }

    /// The n-th number of a word and year; n starts at 1 and is written without leading zeros.
    pub fn document_no(
        &self,
        word: &str,
        year: FiscalYear,
        n: u32,
    ) -> Result<String, PolicyRefusal> {
        if n == 0 {
            return Err(PolicyRefusal::NumberZero { year });
        }
        let year = year.to_string();
        let filled = self.pattern.replace("{word}", word).replace("{year}", &year);
        Ok(filled.replace("{n}", &n.to_string()))
    }
}

//! Funds (资金名称、代码): what money of this pack is called, and its tasks.

use super::{Basis, FiscalYear, fold_name};

/// Which budget the fund comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FundLevel {
    /// 中央
    Central,
    /// 省级（自治区）
    Regional,
}

impl FundLevel {
    /// The word in rule files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            FundLevel::Central => "central",
            FundLevel::Regional => "regional",
        }
    }

    /// The level of a word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<FundLevel> {
        [FundLevel::Central, FundLevel::Regional].into_iter().find(|level| level.code() == code)
    }
}

/// A task (任务) a fund is allocated by, printed in brackets after its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FundTask {
    /// Our code of it.
    pub code: String,
    /// Its printed name.
    pub name: String,
    /// Who says so.
    pub basis: Basis,
}

/// A fund.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fund {
    /// The tail of its official project code where known, else our own; `basis` says which.
    pub code: String,
    /// Its full name, without year and task.
    pub name: String,
    /// What a notice calls it after the first time: 衔接资金.
    pub short_name: String,
    /// Whose money it is.
    pub level: FundLevel,
    /// The first year.
    pub from_year: FiscalYear,
    /// The last year, if it ended.
    pub to_year: Option<FiscalYear>,
    /// Other names seen in print.
    pub aliases: Vec<String>,
    /// Its tasks.
    pub tasks: Vec<FundTask>,
    /// Who says so.
    pub basis: Basis,
}

impl Fund {
    /// Whether the fund exists in a year.
    #[must_use]
    pub fn exists_in(&self, year: FiscalYear) -> bool {
        self.from_year <= year && self.to_year.is_none_or(|last| year <= last)
    }
}

/// A fund found by its printed name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FundMatch<'a> {
    /// The fund.
    pub fund: &'a Fund,
    /// The task in brackets, if one was printed.
    pub task: Option<&'a FundTask>,
}

pub(super) fn by_name<'a>(funds: &'a [Fund], printed: &str) -> Option<FundMatch<'a>> {
    let folded = fold_name(printed);
    let name = without_year(folded.strip_suffix("预算").unwrap_or(&folded));
    funds.iter().find_map(|fund| {
        let names = std::iter::once(&fund.name).chain(&fund.aliases);
        names.map(|known| fold_name(known)).find_map(|known| match_name(fund, &known, name))
    })
}

fn match_name<'a>(fund: &'a Fund, known: &str, name: &str) -> Option<FundMatch<'a>> {
    let rest = name.strip_prefix(known)?;
    if rest.is_empty() {
        return Some(FundMatch { fund, task: None });
    }
    let printed = rest.strip_prefix('(')?.strip_suffix(')')?;
    let task = fund.tasks.iter().find(|task| fold_name(&task.name) == printed)?;
    Some(FundMatch { fund, task: Some(task) })
}

/// `2024年自治区…` without the year.
fn without_year(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix("年度").or_else(|| rest.strip_prefix('年')) {
        Some(after) if rest.len() < name.len() => after,
        _ => name,
    }
}

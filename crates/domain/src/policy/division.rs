//! Fiscal divisions (财政区划): who keeps a book, with the names and codes of other years.

use std::fmt;

use super::{Basis, PolicyRefusal, fold_name};

/// Nine digits: GB/T 2260's six, then three for fiscal use (000 for a government's own book).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DivisionCode([u8; 9]);

impl DivisionCode {
    /// Nine ASCII digits, the first not zero.
    pub fn parse(given: &str) -> Result<DivisionCode, PolicyRefusal> {
        match <[u8; 9]>::try_from(given.as_bytes()) {
            Ok(digits) if digits.iter().all(u8::is_ascii_digit) && !given.starts_with('0') => {
                Ok(DivisionCode(digits))
            }
            _ => Err(PolicyRefusal::DivisionMalformed { given: given.to_owned() }),
        }
    }

    /// The nine digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default() // Digits only, by construction.
    }

    /// The level its zeros tell.
    #[must_use]
    pub fn level(&self) -> DivisionLevel {
        let zeros = self.0.iter().rev().take_while(|digit| **digit == b'0').count();
        match zeros {
            7.. => DivisionLevel::Province,
            5..=6 => DivisionLevel::Prefecture,
            _ => DivisionLevel::County,
        }
    }
}

impl fmt::Display for DivisionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for DivisionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DivisionCode({})", self.as_str())
    }
}

/// Which level of government a division is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DivisionLevel {
    /// 省、自治区、直辖市
    Province,
    /// 地区、自治州、市
    Prefecture,
    /// 县、市、区
    County,
}

impl DivisionLevel {
    /// The word in rule files and the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            DivisionLevel::Province => "province",
            DivisionLevel::Prefecture => "prefecture",
            DivisionLevel::County => "county",
        }
    }
}

/// A code and name a division had before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerCode {
    /// The code then.
    pub code: DivisionCode,
    /// The name then.
    pub name: String,
    /// The last year it was in use.
    pub until_year: u16,
    /// Who says so.
    pub basis: Basis,
}

/// A division that keeps a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// Its code now.
    pub code: DivisionCode,
    /// Its official name.
    pub name: String,
    /// The division above, if it is known here.
    pub parent: Option<DivisionCode>,
    /// The first year of this code, if it had another before.
    pub since_year: Option<u16>,
    /// Names seen in print beside the official one.
    pub aliases: Vec<String>,
    /// Its codes and names of earlier years.
    pub former: Vec<FormerCode>,
    /// Who says so.
    pub basis: Basis,
}

impl Division {
    /// Its level.
    #[must_use]
    pub fn level(&self) -> DivisionLevel {
        self.code.level()
    }

    /// Whether a folded name is one of its names, now or before.
    fn is_called(&self, folded: &str) -> bool {
        self.names().any(|name| fold_name(name) == folded)
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let former = self.former.iter().map(|former| former.name.as_str());
        let aliases = self.aliases.iter().map(String::as_str);
        std::iter::once(self.name.as_str()).chain(aliases).chain(former)
    }

    fn is_called_without_ending(&self, folded: &str) -> bool {
        self.names().any(|name| stem(&fold_name(name)) == Some(folded))
    }
}

/// The one division a printed name means; `None` for none and for several.
pub(super) fn by_name<'a>(divisions: &'a [Division], printed: &str) -> Option<&'a Division> {
    let folded = fold_name(printed);
    if folded.is_empty() {
        return None;
    }
    let whole = only(divisions, |division| division.is_called(&folded));
    let short = || only(divisions, |division| division.is_called_without_ending(&folded));
    whole.or_else(short).or_else(|| after_upper(divisions, &folded))
}

/// 塔城地区托里县: the name of an upper division, then that of one under it.
fn after_upper<'a>(divisions: &'a [Division], folded: &str) -> Option<&'a Division> {
    divisions.iter().find_map(|upper| {
        let rest = folded.strip_prefix(fold_name(&upper.name).as_str())?;
        let found = by_name(divisions, rest)?;
        lies_under(divisions, found, upper.code).then_some(found)
    })
}

fn lies_under(divisions: &[Division], division: &Division, upper: DivisionCode) -> bool {
    let mut parent = division.parent;
    for _ in 0..4 {
        // No more than four levels of government keep books.
        match parent {
            Some(code) if code == upper => return true,
            Some(code) => parent = divisions.iter().find(|d| d.code == code).and_then(|d| d.parent),
            None => return false,
        }
    }
    false
}

fn only(divisions: &[Division], fits: impl Fn(&Division) -> bool) -> Option<&Division> {
    let mut found = divisions.iter().filter(|division| fits(division));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// The name without its ending; at least two characters stay.
fn stem(name: &str) -> Option<&str> {
    let endings = ["地区", "自治州", "自治区", "县", "市"];
    let stem = endings.iter().find_map(|ending| name.strip_suffix(ending))?;
    (2 <= stem.chars().count()).then_some(stem)
}

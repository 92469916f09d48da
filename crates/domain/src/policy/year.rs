//! The budget year (预算年度): a calendar year in China, never a bare number.

use std::fmt;

use super::PolicyRefusal;

/// A budget year from 2000 to 2100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiscalYear(u16);

impl FiscalYear {
    /// The first year accepted: earlier budgets are on paper only.
    pub const MIN: u16 = 2000;
    /// The last year accepted: later ones are slips of the pen.
    pub const MAX: u16 = 2100;

    /// A year in range.
    pub fn new(year: i32) -> Result<FiscalYear, PolicyRefusal> {
        match u16::try_from(year) {
            Ok(known) if FiscalYear::MIN <= known && known <= FiscalYear::MAX => {
                Ok(FiscalYear(known))
            }
            _ => Err(PolicyRefusal::YearOutOfRange { year }),
        }
    }

    /// The year as a number.
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

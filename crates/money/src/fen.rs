//! `Fen`: an amount in 分 with a range, and checked arithmetic on it.

use std::fmt;
use std::iter::Sum;

use thiserror::Error;

use crate::BasisPoints;

/// Why an amount could not be made or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// Beyond ±(2^53 − 1) 分.
    #[error("金额超出范围，最多 90 万亿元")]
    OutOfRange,
    /// Not an amount in the stated unit, or finer than one 分.
    #[error("不是有效金额：要写成数字，最细到分")]
    NotAnAmount,
}

impl MoneyError {
    /// The stable word for programs and tests.
    pub const fn code(&self) -> &'static str {
        match self {
            MoneyError::OutOfRange => "money.out_of_range",
            MoneyError::NotAnAmount => "money.not_an_amount",
        }
    }
}

/// An amount of RMB in 分 (1 元 = 100 分). Negative means money flowing back.
///
/// Always within ±(2^53 − 1) 分, about 90 万亿元, so the number is exact in JSON too. Every
/// constructor and every operation keeps that range; nobody who holds a `Fen` checks it again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fen(i64);

impl Fen {
    /// No money.
    pub const ZERO: Fen = Fen(0);
    /// The largest amount.
    pub const MAX: Fen = Fen((1 << 53) - 1);

    /// An amount from a number of 分; `OutOfRange` beyond ±(2^53 − 1).
    pub const fn new(fen: i64) -> Result<Fen, MoneyError> {
        if -Fen::MAX.0 <= fen && fen <= Fen::MAX.0 {
            Ok(Fen(fen))
        } else {
            Err(MoneyError::OutOfRange)
        }
    }

    /// The number of 分.
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// The sum; `OutOfRange` when it leaves the range.
    pub const fn checked_add(self, other: Fen) -> Result<Fen, MoneyError> {
        Fen::new(self.0 + other.0) // Two values under 2^53 cannot overflow an i64.
    }

    /// The difference; `OutOfRange` when it leaves the range.
    pub const fn checked_sub(self, other: Fen) -> Result<Fen, MoneyError> {
        Fen::new(self.0 - other.0)
    }

    /// The same amount in the other direction.
    #[must_use]
    pub const fn negated(self) -> Fen {
        Fen(-self.0)
    }

    /// More than nothing.
    pub const fn is_positive(self) -> bool {
        0 < self.0
    }

    /// The given share of the amount, rounded toward negative infinity to the 分.
    ///
    /// Cannot fail: a share is at most the whole, and 2^53 × 10 000 fits an `i128`.
    #[must_use]
    pub fn share_floor(self, share: BasisPoints) -> Fen {
        let scaled = i128::from(self.0) * i128::from(share.points());
        let floored = scaled.div_euclid(10_000);
        // At most the amount itself, which is in range.
        Fen(i64::try_from(floored).unwrap_or(self.0))
    }

    /// Adds up amounts; `OutOfRange` when a partial sum leaves the range.
    pub fn total(amounts: impl IntoIterator<Item = Fen>) -> Result<Fen, MoneyError> {
        amounts.into_iter().try_fold(Fen::ZERO, Fen::checked_add)
    }
}

impl Sum for Fen {
    /// Saturates at the range, for figures that are shown only; books use [`Fen::total`].
    fn sum<I: Iterator<Item = Fen>>(amounts: I) -> Fen {
        amounts.fold(Fen::ZERO, |sum, next| {
            let wide = sum.0.saturating_add(next.0);
            Fen(wide.clamp(-Fen::MAX.0, Fen::MAX.0))
        })
    }
}

impl fmt::Display for Fen {
    /// 元 with two decimals, ungrouped: `-1234.05`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let abs = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", abs / 100, abs % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_stays_within_the_range_that_json_holds_exactly() {
        let max = Fen::MAX.fen();
        for (fen, fits) in
            [(0, true), (max, true), (-max, true), (max + 1, false), (i64::MIN, false)]
        {
            assert_eq!(Fen::new(fen).is_ok(), fits, "{fen}");
        }
        assert_eq!(Fen::MAX.checked_add(Fen(1)), Err(MoneyError::OutOfRange));
        assert_eq!(Fen::MAX.negated().checked_sub(Fen(1)), Err(MoneyError::OutOfRange));
    }

    #[test]
    fn a_share_is_rounded_down_also_below_zero() {
        let third = BasisPoints::new(3_333).unwrap();
        for (fen, share) in [(100, 33), (-100, -34), (0, 0), (Fen::MAX.fen(), 3002099511605172)] {
            assert_eq!(Fen::new(fen).unwrap().share_floor(third).fen(), share, "{fen}");
        }
        assert_eq!(Fen::MAX.share_floor(BasisPoints::WHOLE), Fen::MAX);
    }

    #[test]
    fn an_amount_is_written_in_yuan_with_two_decimals() {
        for (fen, text) in [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (123_405, "1234.05")] {
            assert_eq!(Fen(fen).to_string(), text);
        }
    }
}

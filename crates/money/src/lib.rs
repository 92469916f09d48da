//! Money in 分 (fen): the only form in which this program holds an amount of RMB.

mod capital;
mod fen;
mod split;
mod units;

pub use capital::capital;
pub use fen::{Fen, MoneyError};
pub use split::{Weight, split};
pub use units::{format_wan, format_yuan_grouped, parse_wan, parse_yuan};

/// A share in 万分之一 (basis points), from 0 to 10 000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BasisPoints(u16);

impl BasisPoints {
    /// The whole: 10 000 万分之一.
    pub const WHOLE: BasisPoints = BasisPoints(10_000);

    /// A share between nothing and the whole; more than the whole is refused.
    pub const fn new(points: u16) -> Result<BasisPoints, MoneyError> {
        if points <= 10_000 { Ok(BasisPoints(points)) } else { Err(MoneyError::OutOfRange) }
    }

    /// The number of 万分之一.
    pub const fn points(self) -> u16 {
        self.0
    }
}

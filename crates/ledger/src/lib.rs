//! Double entry (复式记账): accounts, entries, layers, balances. Knows no business.
//!
//! The shape of the flow: a business event gives a list of [`Line`]s, [`Entry::new`] proves that
//! they balance, [`Entry::effects`] says what each account gains, and the store adds these to the
//! kept balances under a constraint that no balance falls below zero. Nothing is ever edited:
//! [`Entry::reversed`] gives the red entry (红字) that undoes one.

mod account;
mod entry;

pub use account::{Account, Layer, Side};
pub use entry::{Effect, Entry, LINES_MAX, LedgerRefusal, Line};

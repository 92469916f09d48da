//! Entries (分录): balanced when made, and what each does to the kept balances.

use std::collections::BTreeMap;

use mingqu_money::{Fen, MoneyError};
use thiserror::Error;

use crate::{Account, Layer, Side};

/// The most lines of one entry: a nation's counties fit, and a unit of work stays small.
pub const LINES_MAX: usize = 4_000;

/// One line of an entry. A negative amount is red (红字) and stands only in a reversal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it is booked.
    pub account: Account,
    /// 借 or 贷.
    pub side: Side,
    /// How firm the amount is.
    pub layer: Layer,
    /// 分; never zero.
    pub amount: Fen,
}

/// Why lines are no entry.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LedgerRefusal {
    /// Debit and credit differ.
    #[error("借贷不平：借 {debit} 元，贷 {credit} 元")]
    Unbalanced {
        /// Sum of the debit lines.
        debit: Fen,
        /// Sum of the credit lines.
        credit: Fen,
    },
    /// A line of zero, or a red line outside a reversal.
    #[error("第 {line} 行金额是 {amount} 元，分录金额必须大于零")]
    NotPositive {
        /// Counted from 1.
        line: usize,
        /// What stands there.
        amount: Fen,
    },
    /// Fewer than two lines, or more than [`LINES_MAX`].
    #[error("一笔分录要有 2 到 {LINES_MAX} 行，现在是 {0} 行")]
    LineCount(usize),
    /// A sum left the range of money.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl LedgerRefusal {
    /// The stable word for programs and tests.
    pub const fn code(&self) -> &'static str {
        match self {
            LedgerRefusal::Unbalanced { .. } => "ledger.unbalanced",
            LedgerRefusal::NotPositive { .. } => "ledger.not_positive",
            LedgerRefusal::LineCount(_) => "ledger.line_count",
            LedgerRefusal::Money(error) => error.code(),
        }
    }
}

/// What an entry adds to one account in one layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect<'a> {
    /// The account.
    pub account: &'a Account,
    /// The layer.
    pub layer: Layer,
    /// Added to the debit turnover.
    pub debit: Fen,
    /// Added to the credit turnover.
    pub credit: Fen,
    /// Added to the balance, in the direction of the normal side.
    pub change: Fen,
}

/// Invariant: two or more lines, and in each layer debit equals credit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    lines: Vec<Line>,
}

impl Entry {
    /// Makes an entry of lines that balance; every amount is positive.
    pub fn new(lines: Vec<Line>) -> Result<Entry, LedgerRefusal> {
        for (place, line) in lines.iter().enumerate() {
            if !line.amount.is_positive() {
                return Err(LedgerRefusal::NotPositive { line: place + 1, amount: line.amount });
            }
        }
        Entry::balanced(lines)
    }

    /// The red entry (红冲): the same lines with the opposite sign, so that turnovers net to zero.
    #[must_use]
    pub fn reversed(&self) -> Entry {
        let lines = self.lines.iter().cloned();
        Entry { lines: lines.map(|line| Line { amount: line.amount.negated(), ..line }).collect() }
    }

    /// An entry read back from the store, red or not.
    pub fn restored(lines: Vec<Line>) -> Result<Entry, LedgerRefusal> {
        Entry::balanced(lines)
    }

    /// The lines in their order.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The lines, to be put into a larger entry.
    #[must_use]
    pub fn into_lines(self) -> Vec<Line> {
        self.lines
    }

    /// The sum of the debit side.
    pub fn amount(&self) -> Result<Fen, MoneyError> {
        Fen::total(self.side(Side::Debit))
    }

    /// What each account gains, one effect an account and layer, in the order of keys: whoever
    /// takes locks in this order meets nobody coming the other way.
    pub fn effects(&self) -> Result<Vec<Effect<'_>>, MoneyError> {
        let mut by_account: BTreeMap<(&Account, Layer), (Fen, Fen)> = BTreeMap::new();
        for line in &self.lines {
            let (debit, credit) = by_account.entry((&line.account, line.layer)).or_default();
            match line.side {
                Side::Debit => *debit = debit.checked_add(line.amount)?,
                Side::Credit => *credit = credit.checked_add(line.amount)?,
            }
        }
        let effects = by_account.into_iter().map(|((account, layer), (debit, credit))| {
            let change = match account.normal {
                Side::Debit => debit.checked_sub(credit)?,
                Side::Credit => credit.checked_sub(debit)?,
            };
            Ok(Effect { account, layer, debit, credit, change })
        });
        effects.collect()
    }

    fn balanced(lines: Vec<Line>) -> Result<Entry, LedgerRefusal> {
        if lines.len() < 2 || LINES_MAX < lines.len() {
            return Err(LedgerRefusal::LineCount(lines.len()));
        }
        let entry = Entry { lines };
        for layer in Layer::ALL {
            let side = |side| {
                let lines = entry.lines.iter();
                Fen::total(
                    lines
                        .filter(|line| line.layer == layer && line.side == side)
                        .map(|line| line.amount),
                )
            };
            let (debit, credit) = (side(Side::Debit)?, side(Side::Credit)?);
            if debit != credit {
                return Err(LedgerRefusal::Unbalanced { debit, credit });
            }
        }
        Ok(entry)
    }

    fn side(&self, side: Side) -> impl Iterator<Item = Fen> {
        self.lines.iter().filter(move |line| line.side == side).map(|line| line.amount)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(key: &str, side: Side, fen: i64) -> Line {
        let account = Account { key: key.to_owned(), normal: Side::Debit };
        Line { account, side, layer: Layer::Settled, amount: Fen::new(fen).unwrap() }
    }

    #[track_caller]
    fn check(lines: &[(&str, Side, i64)], want: Result<i64, &str>) {
        let lines = lines.iter().map(|(key, side, fen)| line(key, *side, *fen)).collect();
        let got = Entry::new(lines).map(|entry| entry.amount().unwrap().fen());
        assert_eq!(got.map_err(|refusal| refusal.code()), want);
    }

    #[test]
    fn lines_make_an_entry_only_in_balance() {
        use Side::{Credit, Debit};
        check(&[("a", Debit, 100), ("b", Credit, 100)], Ok(100));
        check(&[("a", Debit, 60), ("c", Debit, 40), ("b", Credit, 100)], Ok(100));
        check(&[("a", Debit, 100), ("b", Credit, 99)], Err("ledger.unbalanced"));
        check(&[("a", Debit, 0), ("b", Credit, 0)], Err("ledger.not_positive"));
        check(&[("a", Debit, -1), ("b", Credit, -1)], Err("ledger.not_positive"));
        check(&[("a", Debit, 1)], Err("ledger.line_count"));
    }

    #[test]
    fn one_layer_cannot_pay_for_another() {
        let mut held = line("b", Side::Credit, 100);
        held.layer = Layer::Reserved;
        let refusal = Entry::new(vec![line("a", Side::Debit, 100), held]).unwrap_err();
        assert_eq!(refusal.code(), "ledger.unbalanced");
    }

    proptest! {
        #[test]
        fn an_entry_and_its_red_leave_every_account_as_it_was(
            parts in prop::collection::vec((0u8..5, 1i64..1_000_000), 1..20),
        ) {
            let mut lines: Vec<Line> = parts
                .iter()
                .map(|(key, fen)| line(&format!("P202|{key}"), Side::Debit, *fen))
                .collect();
            lines.push(line("P201", Side::Credit, parts.iter().map(|(_, fen)| fen).sum()));
            let entry = Entry::new(lines).unwrap();
            let red = entry.reversed();
            let effects = entry.effects().unwrap();
            for (there, back) in effects.iter().zip(red.effects().unwrap()) {
                prop_assert_eq!(there.account, back.account);
                prop_assert_eq!(there.change.fen() + back.change.fen(), 0);
                prop_assert_eq!(there.debit.fen() + back.debit.fen(), 0);
            }
            let change: i64 = effects.iter().map(|effect| effect.change.fen()).sum();
            prop_assert_eq!(change, 0, "all accounts here are debit-normal");
        }
    }
}

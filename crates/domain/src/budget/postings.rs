//! What each event of an indicator's life posts (记账规则); an accountant can review this alone.
//!
//! | event | 借 | 贷 | book |
//! | --- | --- | --- | --- |
//! | E1 登记上级指标 | P201 | P101 | recipient |
//! | E1 追加 (supplement) | P201 | P101 | recipient |
//! | E2 下达下级 | P202 a recipient each | P201 | upper |
//! | E2′ 下级接收 | P201 | P101 | lower |
//! | E9 上级追减、收回 | P101 | P201 | recipient |
//!
//! Each is undone by its red entry (红字). Guards: no balance falls below zero (the store's
//! constraint), E2′ matches an E2 of the upper book (the document's id is unique).

use mingqu_ledger::{Entry, Layer, Line, Side};
use mingqu_money::Fen;

use super::{AccountCode, BudgetRefusal, FundKey, Subject};

/// The events of an indicator's life that move money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BudgetEvent {
    /// E1
    Register,
    /// E1, a later amount under the same document
    Supplement,
    /// E2
    Allot,
    /// E2′
    Receive,
    /// E9
    Reduce,
}

impl BudgetEvent {
    /// Every event.
    pub const ALL: [BudgetEvent; 5] = [
        BudgetEvent::Register,
        BudgetEvent::Supplement,
        BudgetEvent::Allot,
        BudgetEvent::Receive,
        BudgetEvent::Reduce,
    ];

    /// The word stored with the entry.
    pub const fn code(self) -> &'static str {
        match self {
            BudgetEvent::Register => "register",
            BudgetEvent::Supplement => "supplement",
            BudgetEvent::Allot => "allot",
            BudgetEvent::Receive => "receive",
            BudgetEvent::Reduce => "reduce",
        }
    }

    /// The Chinese name.
    pub const fn label(self) -> &'static str {
        match self {
            BudgetEvent::Register => "登记上级指标",
            BudgetEvent::Supplement => "追加",
            BudgetEvent::Allot => "下达下级",
            BudgetEvent::Receive => "接收下达",
            BudgetEvent::Reduce => "追减",
        }
    }

    /// The event of a stored word.
    pub fn from_code(code: &str) -> Option<BudgetEvent> {
        BudgetEvent::ALL.into_iter().find(|event| event.code() == code)
    }
}

/// E1: an indicator from above enters the book.
pub fn register(fund: &FundKey, amount: Fen) -> Result<Entry, BudgetRefusal> {
    two(fund, Subject::Unassigned, Subject::UpperSource, amount)
}

/// E1 again: the upper level adds to an indicator under the same document.
pub fn supplement(fund: &FundKey, amount: Fen) -> Result<Entry, BudgetRefusal> {
    register(fund, amount)
}

/// E2: parts of an indicator go to the divisions below, one debit line each.
///
/// `parts` are (receiving division code, amount); the order is kept on the voucher.
pub fn allot(fund: &FundKey, parts: &[(String, Fen)]) -> Result<Entry, BudgetRefusal> {
    let total = Fen::total(parts.iter().map(|(_, amount)| *amount))?;
    let mut lines = Vec::with_capacity(parts.len() + 1);
    for (division, amount) in parts {
        positive(*amount)?;
        lines.push(line(fund, Subject::Allotted, division, Side::Debit, *amount));
    }
    lines.push(line(fund, Subject::Unassigned, "", Side::Credit, total));
    Ok(Entry::new(lines)?)
}

/// E2′: the lower book receives its part under the upper book's document.
pub fn receive(fund: &FundKey, amount: Fen) -> Result<Entry, BudgetRefusal> {
    register(fund, amount)
}

/// E9: the upper level takes back what is free.
pub fn reduce(fund: &FundKey, amount: Fen) -> Result<Entry, BudgetRefusal> {
    two(fund, Subject::UpperSource, Subject::Unassigned, amount)
}

fn two(
    fund: &FundKey,
    debit: Subject,
    credit: Subject,
    amount: Fen,
) -> Result<Entry, BudgetRefusal> {
    positive(amount)?;
    Ok(Entry::new(vec![
        line(fund, debit, "", Side::Debit, amount),
        line(fund, credit, "", Side::Credit, amount),
    ])?)
}

fn positive(amount: Fen) -> Result<(), BudgetRefusal> {
    if amount.is_positive() { Ok(()) } else { Err(BudgetRefusal::NotPositive(amount)) }
}

fn line(fund: &FundKey, subject: Subject, dimension: &str, side: Side, amount: Fen) -> Line {
    let code = AccountCode { subject, fund: fund.clone(), dimension: dimension.to_owned() };
    Line { account: code.account(), side, layer: Layer::Settled, amount }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn fund() -> FundKey {
        FundKey {
            document_no: "新财振〔2024〕9号".to_owned(),
            fund_code: "XJ-LINK".to_owned(),
            direct_tag: "650000000:01".to_owned(),
        }
    }

    fn fen(n: i64) -> Fen {
        Fen::new(n).unwrap()
    }

    #[track_caller]
    fn check(entry: Result<Entry, BudgetRefusal>, want: &[(&str, &str, i64)]) {
        let entry = entry.unwrap();
        let got: Vec<(&str, &str, i64)> = entry
            .lines()
            .iter()
            .map(|line| (&line.account.key[..4], line.side.label(), line.amount.fen()))
            .collect();
        assert_eq!(got, want);
    }

    #[test]
    fn each_event_posts_what_the_table_says() {
        check(register(&fund(), fen(7_550)), &[("P201", "借", 7_550), ("P101", "贷", 7_550)]);
        check(receive(&fund(), fen(1_472)), &[("P201", "借", 1_472), ("P101", "贷", 1_472)]);
        check(reduce(&fund(), fen(5)), &[("P101", "借", 5), ("P201", "贷", 5)]);
        let parts = [("654224000".to_owned(), fen(1_472)), ("654225000".to_owned(), fen(914))];
        check(
            allot(&fund(), &parts),
            &[("P202", "借", 1_472), ("P202", "借", 914), ("P201", "贷", 2_386)],
        );
    }

    #[test]
    fn nothing_and_less_than_nothing_are_refused() {
        for amount in [0, -1] {
            let refusals =
                [register(&fund(), fen(amount)), allot(&fund(), &[("a".into(), fen(amount))])];
            for refusal in refusals {
                assert_eq!(refusal.unwrap_err().code(), "indicator.not_positive");
            }
        }
    }

    proptest! {
        /// Σ(P101+P102+P103) = Σ(P201…P206) whatever happens in whatever order.
        #[test]
        fn sources_equal_uses_after_any_events(
            events in prop::collection::vec((0u8..5, 1i64..1_000_000, any::<bool>()), 1..40),
        ) {
            let mut balances: BTreeMap<String, i64> = BTreeMap::new();
            for (kind, amount, red) in events {
                let amount = fen(amount);
                let entry = match kind {
                    0 => register(&fund(), amount),
                    1 => supplement(&fund(), amount),
                    2 => allot(&fund(), &[("654224000".to_owned(), amount)]),
                    3 => receive(&fund(), amount),
                    _ => reduce(&fund(), amount),
                }
                .unwrap();
                let entry = if red { entry.reversed() } else { entry };
                for effect in entry.effects().unwrap() {
                    *balances.entry(effect.account.key.clone()).or_default() += effect.change.fen();
                }
            }
            let side = |credit: bool| -> i64 {
                let of_side = |key: &str| {
                    let normal = AccountCode::from_key(key).unwrap().subject.normal();
                    (normal == Side::Credit) == credit
                };
                balances.iter().filter(|(key, _)| of_side(key)).map(|(_, fen)| fen).sum()
            };
            prop_assert_eq!(side(true), side(false));
        }
    }
}

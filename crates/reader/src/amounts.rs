//! Amounts with their units, read exactly into 分 (金额).

use std::sync::LazyLock;

use mingqu_money::{Fen, parse_wan, parse_yuan};
use regex::Regex;

use crate::pattern::regex;
use crate::view::{Span, View};

/// The unit an amount is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Yuan,
    Wan,
    Yi,
}

/// One amount in running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Amount {
    pub(crate) fen: Fen,
    pub(crate) unit: Unit,
    pub(crate) span: Span,
}

static AMOUNT: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(亿元|亿|万元|万|元)"));
/// What is counted in 万 but is no money, or makes an amount a rate.
const NOT_MONEY: [&str; 14] =
    ["亩", "人", "户", "头", "只", "平", "吨", "千", "立", "株", "名", "个", "公", "羽"];

impl Unit {
    /// The unit as a table states it: 万元, 元, 亿元.
    pub(crate) fn of(text: &str) -> Option<Unit> {
        if text.contains("亿元") {
            Some(Unit::Yi)
        } else if text.contains("万元") {
            Some(Unit::Wan)
        } else {
            text.contains('元').then_some(Unit::Yuan)
        }
    }

    /// The word for it.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Unit::Yuan => "元",
            Unit::Wan => "万元",
            Unit::Yi => "亿元",
        }
    }

    /// Reads digits in this unit; finer than a 分 is no amount.
    pub(crate) fn parse(self, digits: &str) -> Option<Fen> {
        match self {
            Unit::Yuan => parse_yuan(digits).ok(),
            Unit::Wan => parse_wan(digits).ok(),
            Unit::Yi => {
                let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
                if 10 < rest.len() || !rest.bytes().all(|b| b.is_ascii_digit()) {
                    return None;
                }
                let fen: i64 = format!("{}{rest:0<10}", whole.replace(',', "")).parse().ok()?;
                Fen::new(fen).ok()
            }
        }
    }
}

/// All amounts inside a place, in order.
pub(crate) fn all(view: &View, within: &Span) -> Vec<Amount> {
    let text = view.of(within);
    let found = AMOUNT.captures_iter(text).filter_map(|found| {
        let (whole, digits, unit) = (found.get(0)?, found.get(1)?, found.get(2)?);
        let rest = &text[whole.end()..];
        let unit = match unit.as_str() {
            "元" => Unit::Yuan,
            "万" | "万元" => Unit::Wan,
            _ => Unit::Yi,
        };
        let bare = !whole.as_str().ends_with('元');
        if bare && NOT_MONEY.iter().any(|word| rest.starts_with(word)) {
            return None;
        }
        let before = text[..whole.start()].chars().next_back();
        if before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.') {
            return None;
        }
        let fen = unit.parse(digits.as_str())?;
        let span = within.start + whole.start()..within.start + whole.end();
        Some(Amount { fen, unit, span })
    });
    found.collect()
}

/// A table cell that is nothing but a number, in the given unit.
pub(crate) fn cell(text: &str, unit: Unit) -> Option<Fen> {
    let digits = text.trim_end_matches(['元', '万']);
    if !is_number(digits) {
        return None;
    }
    unit.parse(digits)
}

/// Digits with at most separators, a point and a sign.
pub(crate) fn is_number(text: &str) -> bool {
    let body = text.strip_prefix(['-', '+']).unwrap_or(text);
    body.starts_with(|c: char| c.is_ascii_digit())
        && body.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
        && body.matches('.').count() <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_to_the_fen() {
        for (text, want) in [
            ("下达7,550万元", vec![7_550_000_000]),
            ("４８．８９５５７９万元", vec![48_895_579]),
            ("159993.26元", vec![15_999_326]),
            ("1.2亿元", vec![12_000_000_000]),
            ("直接费用20万,间接1.5万", vec![20_000_000, 1_500_000]),
            ("种植3万亩，补助2万元", vec![2_000_000]),
            ("Z155110000004元", vec![]),
            ("0.001元", vec![]),
        ] {
            let view = View::new(text);
            let got: Vec<i64> =
                all(&view, &(0..view.text.len())).into_iter().map(|a| a.fen.fen()).collect();
            assert_eq!(got, want, "{text}");
        }
    }
}

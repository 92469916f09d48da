//! Reading and writing amounts in 元 and 万元, without ever rounding.

use crate::{Fen, MoneyError};

/// Reads an amount in 元: `1234`, `1,234.5`, `-0.05`, `￥12.00`. Finer than a 分 is refused.
pub fn parse_yuan(text: &str) -> Result<Fen, MoneyError> {
    parse(text, 2)
}

/// Reads an amount in 万元, up to six decimals: `7550`, `48.895579`. Finer than a 分 is refused.
///
/// ```
/// # use mingqu_money::parse_wan;
/// assert_eq!(parse_wan("48.895579")?.to_string(), "488955.79");
/// # Ok::<(), mingqu_money::MoneyError>(())
/// ```
pub fn parse_wan(text: &str) -> Result<Fen, MoneyError> {
    parse(text, 6)
}

/// 元, thousands separated, two decimals: `75,500,000.00`.
#[must_use]
pub fn format_yuan_grouped(amount: Fen) -> String {
    let plain = amount.to_string();
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, cents) = digits.split_once('.').unwrap_or((digits, "00"));
    format!("{sign}{}.{cents}", group(whole))
}

/// 万元 with as few decimals as are exact, none if whole: `7550`, `48.895579`.
#[must_use]
pub fn format_wan(amount: Fen) -> String {
    let sign = if amount < Fen::ZERO { "-" } else { "" };
    let abs = amount.fen().unsigned_abs();
    let (whole, rest) = (abs / 1_000_000, abs % 1_000_000);
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    let decimals = format!("{rest:06}");
    format!("{sign}{whole}.{}", decimals.trim_end_matches('0'))
}

fn group(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place != 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `decimals` is how many places lie between the printed unit and the 分.
fn parse(text: &str, decimals: usize) -> Result<Fen, MoneyError> {
    let folded: String = text.chars().map(narrow).filter(|c| !c.is_whitespace()).collect();
    let folded = folded.trim_start_matches(['¥', '￥']);
    let (negative, digits) = match folded.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, folded.strip_prefix('+').unwrap_or(folded)),
    };
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = ungroup(whole)?;
    let rest = rest.trim_end_matches('0');
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !all_digits(&whole) || !all_digits(rest) || rest.len() > decimals {
        return Err(MoneyError::NotAnAmount);
    }
    let fen = format!("{whole}{rest:0<decimals$}");
    let fen: i64 = fen.parse().map_err(|_| MoneyError::OutOfRange)?;
    Fen::new(if negative { -fen } else { fen })
}

/// Takes thousands separators away where they stand in the right places.
fn ungroup(whole: &str) -> Result<String, MoneyError> {
    if !whole.contains(',') {
        return Ok(whole.to_owned());
    }
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let ok = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    if ok { Ok(whole.replace(',', "")) } else { Err(MoneyError::NotAnAmount) }
}

/// Full-width digits and marks as their narrow twins.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' | '．' | '，' | '－' | '＋' => {
            char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
        }
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Reader = fn(&str) -> Result<Fen, MoneyError>;

    #[test]
    fn an_amount_is_read_to_the_fen_or_not_at_all() {
        let bad = Err("money.not_an_amount");
        let cases: &[(Reader, &str, Result<i64, &str>)] = &[
            (parse_wan, "7550", Ok(7_550_000_000)),
            (parse_wan, "48.895579", Ok(48_895_579)),
            (parse_wan, "1.304421", Ok(1_304_421)),
            (parse_wan, "48.8955790", Ok(48_895_579)),
            (parse_wan, "48.8955791", bad),
            (parse_wan, "１，０９９．００", Ok(1_099_000_000)),
            (parse_yuan, "75,500,000.00", Ok(7_550_000_000)),
            (parse_yuan, "￥12", Ok(1_200)),
            (parse_yuan, "-0.05", Ok(-5)),
            (parse_yuan, "−0.05", Ok(-5)),
            (parse_yuan, "0.005", bad),
            (parse_yuan, "12,34", bad),
            (parse_yuan, "1e3", bad),
            (parse_yuan, "", bad),
            (parse_yuan, ".5", bad),
            (parse_yuan, "99999999999999999999", Err("money.out_of_range")),
        ];
        for (read, text, want) in cases {
            let got = read(text).map(Fen::fen).map_err(|error| error.code());
            assert_eq!(got, *want, "{text}");
        }
    }

    #[test]
    fn an_amount_is_written_exactly() {
        for (fen, wan, yuan) in [
            (7_550_000_000, "7550", "75,500,000.00"),
            (48_895_579, "48.895579", "488,955.79"),
            (-1, "-0.000001", "-0.01"),
            (0, "0", "0.00"),
            (99_999, "0.099999", "999.99"),
        ] {
            let amount = Fen::new(fen).unwrap();
            assert_eq!(
                (format_wan(amount).as_str(), format_yuan_grouped(amount).as_str()),
                (wan, yuan)
            );
        }
    }
}

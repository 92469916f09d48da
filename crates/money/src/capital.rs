//! 大写金额: an amount in the characters that cannot be altered by a stroke of the pen.

use crate::Fen;

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const PLACES: [&str; 4] = ["", "拾", "佰", "仟"];
const GROUPS: [&str; 4] = ["", "万", "亿", "万亿"];

/// The amount in 大写: `柒仟伍佰伍拾万元整`. Exact; a whole 元 or 角 ends in 整.
///
/// Source: 支付结算办法 附一 正确填写票据和结算凭证的基本规定 (usage, article text not at hand).
#[must_use]
pub fn capital(amount: Fen) -> String {
    let abs = amount.fen().unsigned_abs();
    let (yuan, jiao, fen) = (abs / 100, (abs / 10 % 10) as usize, (abs % 10) as usize);
    let mut out = String::new();
    if amount < Fen::ZERO {
        out.push('负');
    }
    if yuan > 0 || abs == 0 {
        out.push_str(&whole(yuan));
        out.push('元');
    }
    if jiao > 0 {
        out.push(DIGITS[jiao]);
        out.push('角');
    } else if fen > 0 && yuan > 0 {
        out.push('零');
    }
    if fen > 0 {
        out.push(DIGITS[fen]);
        out.push('分');
    } else {
        out.push('整');
    }
    out
}

/// A whole number in 大写, four digits a group, gaps closed by one 零.
fn whole(number: u64) -> String {
    if number == 0 {
        return DIGITS[0].to_string();
    }
    let groups: Vec<u64> = (0u32..4).map(|place| number / 10u64.pow(place * 4) % 10_000).collect();
    let mut out = String::new();
    let mut gap = false;
    for place in (0..groups.len()).rev() {
        let group = groups[place];
        if group == 0 {
            gap = !out.is_empty();
            continue;
        }
        if !out.is_empty() && (gap || group < 1_000) {
            out.push(DIGITS[0]);
        }
        gap = false;
        out.push_str(&four(group));
        // 万亿 is said as 万…亿: the 亿 follows with the next group, or here when that is empty.
        let unit = if place == 3 && groups[2] != 0 { "万" } else { GROUPS[place] };
        out.push_str(unit);
    }
    out
}

fn four(group: u64) -> String {
    let mut out = String::new();
    let mut gap = false;
    for place in (0..4u32).rev() {
        let digit = (group / 10u64.pow(place) % 10) as usize;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push(DIGITS[0]);
            gap = false;
        }
        out.push(DIGITS[digit]);
        out.push_str(PLACES[place as usize]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_written_in_capitals() {
        for (fen, text) in [
            (0, "零元整"),
            (5, "伍分"),
            (10, "壹角整"),
            (105, "壹元零伍分"),
            (7_550_000_000, "柒仟伍佰伍拾万元整"),
            (48_895_579, "肆拾捌万捌仟玖佰伍拾伍元柒角玖分"),
            (10_000_000_100, "壹亿零壹元整"),
            (10_005_000_000, "壹亿零伍万元整"),
            (16_000_000, "壹拾陆万元整"),
            (100_020_000_000_000, "壹万零贰亿元整"),
            (-100, "负壹元整"),
        ] {
            assert_eq!(capital(Fen::new(fen).unwrap()), text, "{fen}");
        }
    }
}

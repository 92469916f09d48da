//! Dates as notices write them (日期).

use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::regex;
use crate::view::{Span, View};

/// A date as written; it may be one that no calendar has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WrittenDate {
    pub(crate) year: u16,
    pub(crate) month: u8,
    pub(crate) day: u8,
    pub(crate) span: Span,
}

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x)
            ((?:19|20)\d{2}|二[〇零○OＯ0][〇零○OＯ一二三四五六七八九]{2})[年./-](\d{1,2}|[一二三四五六七八九十]{1,3})[月./-]
            (\d{1,2}|[一二三四五六七八九十]{1,3})(?:日|号|\D|$)",
    )
});

impl WrittenDate {
    /// The calendar has it.
    pub(crate) fn exists(&self) -> bool {
        let leap = self.year.is_multiple_of(4)
            && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        let days = match self.month {
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            1..=12 => 31,
            _ => 0,
        };
        1 <= self.day && self.day <= days
    }

    /// `2024-04-22`.
    pub(crate) fn iso(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// All dates inside a place, in order.
pub(crate) fn all(view: &View, within: &Span) -> Vec<WrittenDate> {
    let text = view.of(within);
    let found = DATE.captures_iter(text).filter_map(|found| {
        let last = found.get(3)?;
        let end = if text[last.end()..].starts_with('日') { last.end() + 3 } else { last.end() };
        let start = found.get(0)?.start();
        Some(WrittenDate {
            year: u16::try_from(number(found.get(1)?.as_str())?).ok()?,
            month: u8::try_from(number(found.get(2)?.as_str())?).ok()?,
            day: u8::try_from(number(last.as_str())?).ok()?,
            span: within.start + start..within.start + end,
        })
    });
    found.collect()
}

/// A line that lost its marks, `2019816`, if it can be only one date.
pub(crate) fn compact(text: &str, span: &Span) -> Option<WrittenDate> {
    if !(6..=8).contains(&text.len()) || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let year: u16 = text.get(..4)?.parse().ok().filter(|y| (1990..2100).contains(y))?;
    let rest = text.get(4..)?;
    let mut readings = (1..=2usize).filter_map(|cut| {
        let (month, day) = (rest.get(..cut)?, rest.get(cut..)?);
        let padded = rest.len() < 4 && (month.starts_with('0') || day.starts_with('0'));
        if !(1..=2).contains(&day.len()) || padded {
            return None;
        }
        let (month, day) = (month.parse().ok()?, day.parse().ok()?);
        let date = WrittenDate { year, month, day, span: span.clone() };
        date.exists().then_some(date)
    });
    match (readings.next(), readings.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

/// A number in digits or in Chinese numerals up to 99; a year digit by digit.
pub(crate) fn number(text: &str) -> Option<u32> {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok();
    }
    if text.starts_with('二') && text.chars().count() == 4 {
        return text.chars().try_fold(0, |sum, c| Some(sum * 10 + digit(c)?));
    }
    let (tens, ones) = match text.split_once('十') {
        Some((tens, ones)) => (if tens.is_empty() { 1 } else { single(tens)? }, ones),
        None => (0, text),
    };
    let ones = if ones.is_empty() { 0 } else { single(ones)? };
    Some(tens * 10 + ones)
}

fn single(text: &str) -> Option<u32> {
    let mut chars = text.chars();
    let value = digit(chars.next()?)?;
    chars.next().is_none().then_some(value)
}

fn digit(c: char) -> Option<u32> {
    "〇一二三四五六七八九".chars().position(|d| d == c).map_or_else(
        || matches!(c, '零' | '○' | 'O' | 'Ｏ' | '0').then_some(0),
        |at| u32::try_from(at).ok(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_in_every_way_it_is_written() {
        for (text, want) in [
            ("2024年4月22日印发", "2024-04-22"),
            ("２０２４ 年 ４ 月 ２２ 日", "2024-04-22"),
            ("二〇二四年四月二十二日", "2024-04-22"),
            ("二○一九年十二月十日", "2019-12-10"),
            ("2018年1月17印发", "2018-01-17"),
            ("成文日期 2021-11-22", "2021-11-22"),
        ] {
            let view = View::new(text);
            let dates = all(&view, &(0..view.text.len()));
            assert_eq!(dates[0].iso(), want, "{text}");
        }
    }

    #[test]
    fn a_date_without_marks_is_read_only_if_it_can_be_one() {
        for (text, want) in [
            ("2019816", Some("2019-08-16")),
            ("20190816", Some("2019-08-16")),
            ("2019111", None),
            ("2019", None),
            ("20191345", None),
        ] {
            assert_eq!(compact(text, &(0..0)).map(|d| d.iso()).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn a_date_no_calendar_has_is_known_as_such() {
        for (text, exists) in
            [("2024年2月29日", true), ("2023年2月29日", false), ("2024年13月1日", false)]
        {
            let view = View::new(text);
            assert_eq!(all(&view, &(0..view.text.len()))[0].exists(), exists, "{text}");
        }
    }
}

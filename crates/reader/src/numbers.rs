//! Document numbers in running text: agency code, 〔year〕, serial, 号 (发文字号).
//!
//! Source of the form: GB/T 9704-2012 7.2.5 (agency code, year in six-cornered brackets, serial).

use std::sync::LazyLock;

use regex::Regex;

use crate::lines::is_number;
use crate::pattern::regex;
use crate::view::{Span, View};

/// One document number and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DocNo {
    /// Agency code 〔year〕 serial 号.
    pub(crate) value: String,
    pub(crate) span: Span,
    /// The form in the text is exactly this one, spaces apart.
    pub(crate) as_printed: bool,
}

static CORE: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"([〔(])((?:19|20)\d{2})年?([〕)]?)(第?)(\d{1,5})((?:[、,和]\d{1,5})*)(号|文件)")
});
static MORE: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?:[、,和及]|以及)第?(\d{1,5})号"));

/// Words that lead up to a number and are no part of an agency code.
const LEADS: [&str; 46] = [
    "按照", "依照", "依据", "根据", "遵照", "参照", "对照", "执行", "印发", "转发", "下发", "关于",
    "通知", "文件", "文号", "字号", "批准", "批复", "精神", "要求", "规定", "以及", "符合", "减去",
    "扣除", "下达", "对应", "号", "按", "依", "据", "由", "从", "及", "与", "以", "在", "将", "为",
    "到", "经", "和", "并", "是", "用", "即",
];
/// Leads that also begin names of places, and so agency codes, at the start of a run.
const START_NAMES: [&str; 3] = ["和", "即", "将"];
/// What makes 经 part of an agency code (经信, 经贸, 经发, 经开).
const AFTER_JING: [char; 6] = ['信', '贸', '发', '开', '管', '济'];

/// All document numbers of the text, in order.
pub(crate) fn all(view: &View) -> Vec<DocNo> {
    let mut out: Vec<DocNo> = Vec::new();
    let mut before: Option<(Span, usize)> = None;
    for found in CORE.captures_iter(&view.text) {
        let (Some(whole), Some(year), Some(serial)) = (found.get(0), found.get(2), found.get(5))
        else {
            continue;
        };
        let open = found.get(1).map_or("", |m| m.as_str());
        let close = found.get(3).map_or("", |m| m.as_str());
        if (open == "(") != (close == ")") {
            continue;
        }
        let mut prefix = agency(view, whole.start());
        if prefix.is_empty() {
            // 〔2021〕3号、〔2022〕5号: the code is said once.
            match &before {
                Some((earlier, end)) if whole.start() <= end + '、'.len_utf8() => {
                    prefix = earlier.clone();
                }
                _ => continue,
            }
        }
        let start = if prefix.end == whole.start() { prefix.start } else { whole.start() };
        let code = view.printed(&prefix);
        let mark = found.get(4).map_or("", |m| m.as_str());
        let last = found.get(7).map_or(whole.end()..whole.end(), |m| m.range());
        let ending = if view.of(&last) == "号" { view.printed(&last) } else { "号".to_owned() };
        let make = |serial: &str| format!("{code}〔{}〕{mark}{serial}{ending}", year.as_str());
        let list = found.get(6).map_or("", |m| m.as_str());
        let as_printed = open == "〔" && close == "〕" && list.is_empty() && start < whole.start();
        let span = start..whole.end();
        out.push(DocNo { value: make(serial.as_str()), span: span.clone(), as_printed });
        for other in list.split(['、', ',', '和']).filter(|part| !part.is_empty()) {
            out.push(DocNo { value: make(other), span: span.clone(), as_printed: false });
        }
        let mut end = whole.end();
        while let Some(more) = view.text.get(end..).and_then(|rest| MORE.captures(rest)) {
            let (Some(all), Some(serial)) = (more.get(0), more.get(1)) else { break };
            let next = end + all.end();
            let value = make(serial.as_str());
            out.push(DocNo { value, span: end + serial.start()..next, as_printed: false });
            end = next;
        }
        before = Some((prefix, end));
    }
    out
}

/// The agency code that ends at byte `end`, possibly empty.
fn agency(view: &View, end: usize) -> Span {
    let text = &view.text[..end];
    let mut start = end;
    let mut seen = 0;
    let mut gap = None;
    let mut chars = text.char_indices().rev().peekable();
    while let Some((at, c)) = chars.next() {
        if seen == 18 {
            break;
        }
        if seen > 0 && gap.is_none() && view.gap_before(start) {
            gap = Some(start);
        }
        if c == ')' {
            let Some(open) = opening(text, at) else { break };
            while chars.peek().is_some_and(|(next, _)| open <= *next) {
                chars.next();
            }
            start = open;
        } else if ('\u{3400}' <= c && c <= '\u{9FFF}') || c.is_ascii_uppercase() {
            start = at;
        } else {
            break;
        }
        seen += 1;
    }
    // A number in brackets may be broken over lines; elsewhere a gap begins the code.
    if !text[..start].ends_with(['(', '《']) {
        start = gap.unwrap_or(start);
    }
    let run = &text[start..];
    let line_start = text.rfind('\n').map_or(0, |at| at + 1);
    let alone = start == line_start && is_number(view.para(view.para_at(end)));
    let from = if alone { start } else { start + lead_length(run) };
    let code = &text[from..];
    let letters = code.chars().filter(|c| !matches!(c, '(' | ')')).count();
    if (2..=14).contains(&letters) || (letters == 1 && !code.contains('第')) {
        from..end
    } else {
        end..end
    }
}

/// The opening bracket of a short insertion such as 财社(指).
fn opening(text: &str, close: usize) -> Option<usize> {
    let inner = &text[..close];
    let open = inner.rfind('(')?;
    let content = &inner[open + 1..];
    let han = content.chars().all(|c| '\u{3400}' <= c && c <= '\u{9FFF}');
    (han && (1..=3).contains(&content.chars().count()) && open > 0).then_some(open)
}

/// How many bytes of a run are words that only lead up to the code.
fn lead_length(run: &str) -> usize {
    let mut cut = 0;
    for lead in LEADS {
        for (at, _) in run.match_indices(lead) {
            let after = at + lead.len();
            let next = run[after..].chars().next();
            let kept = (at == 0 && START_NAMES.contains(&lead))
                || (lead == "经" && next.is_some_and(|c| AFTER_JING.contains(&c)));
            if !kept {
                cut = cut.max(after);
            }
        }
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_number_is_found_without_the_words_around_it() {
        let cases: &[(&str, &[&str])] = &[
            ("塔地财振〔2024〕12号", &["塔地财振〔2024〕12号"]),
            ("根据青财农﹝2023﹞ 7 号文件", &["青财农〔2023〕7号"]),
            ("按照青财农【2023】7号、8号", &["青财农〔2023〕7号", "青财农〔2023〕8号"]),
            ("依青财农改〔2019〕17、18文件", &["青财农改〔2019〕17号", "青财农改〔2019〕18号"]),
            ("青财社（指）[2019]85号", &["青财社(指)〔2019〕85号"]),
            ("资金已经青整合(2021)29号下达", &["青整合〔2021〕29号"]),
            ("青委〔20183号", &["青委〔2018〕3号"]),
            ("和财振〔2024〕3号", &["和财振〔2024〕3号"]),
            ("依财振〔2024〕3号", &["依财振〔2024〕3号"]),
            ("青财农〔2021〕1号和青财社〔2021〕2号", &["青财农〔2021〕1号", "青财社〔2021〕2号"]),
            ("青财农〔2021〕1号、〔2022〕5号", &["青财农〔2021〕1号", "青财农〔2022〕5号"]),
            ("闽经信〔2016〕9号", &["闽经信〔2016〕9号"]),
            ("（青组字〔2023", &[]),
            ("共〔2023〕个", &[]),
            ("(2024)3号楼", &[]),
        ];
        for (text, want) in cases {
            let got: Vec<String> = all(&View::new(text)).into_iter().map(|n| n.value).collect();
            let got: Vec<String> =
                got.iter().map(|n| n.replace('（', "(").replace('）', ")")).collect();
            assert_eq!(got, *want, "{text}");
        }
    }
}

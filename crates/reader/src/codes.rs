//! Subject codes and the names printed beside them (科目编码).

use std::sync::LazyLock;

use regex::Regex;

use crate::facts::SubjectKind;
use crate::pattern::regex;
use crate::view::{Span, View};

/// A code and its printed name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Code {
    pub(crate) code: String,
    pub(crate) kind: SubjectKind,
    pub(crate) span: Span,
    pub(crate) name: Option<Span>,
    pub(crate) as_printed: bool,
}

static DIGITS: LazyLock<Regex> = LazyLock::new(|| regex(r"\d+"));
static CLASSES: LazyLock<Regex> = LazyLock::new(|| regex(r"(\d{3})类(?:(\d{2})款)?(?:(\d{2})项)?"));
static NAME: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^[”’)]?[项款类]?[“‘(]?[-—–_:]{0,2}([\p{Han}][\p{Han}()、“”—–-]{1,40})")
});
/// What follows a counted number instead of a name.
const UNITS: [&str; 26] = [
    "元", "万", "亿", "年", "月", "日", "号", "亩", "人", "户", "头", "只", "个", "项目", "公里",
    "米", "吨", "座", "份", "天", "%", "期", "批", "所", "名", "平方",
];
/// What leads up to a code that has no quotation mark.
const LEADS: [&str; 14] = [
    "列",
    "科目",
    "目为",
    "为:",
    "第",
    "科目为",
    "列入",
    "款列",
    "项列",
    "分类",
    "和",
    "、",
    "收入",
    "支出",
];

/// More codes than any notice lists.
const CODES_MAX: usize = 2_000;

/// All subject codes of the text, each once, in order.
pub(crate) fn all(view: &View) -> Vec<Code> {
    let mut out: Vec<Code> = Vec::new();
    for found in DIGITS.find_iter(&view.text) {
        let code = found.as_str();
        if !matches!(code.len(), 3 | 5 | 7) || !stands_as_code(view, found.start(), found.end()) {
            continue;
        }
        if let Some(kind) = kind(code, &view.text[..found.start()]) {
            let name = name(view, found.end());
            let span = found.range();
            out.push(Code { code: code.to_owned(), kind, span, name, as_printed: true });
        }
    }
    for found in CLASSES.captures_iter(&view.text) {
        let Some(whole) = found.get(0) else { continue };
        let code: String = (1..=3).filter_map(|n| found.get(n)).map(|m| m.as_str()).collect();
        if let Some(kind) = kind(&code, &view.text[..whole.start()]) {
            let span = whole.range();
            out.push(Code { code, kind, span, name: None, as_printed: false });
        }
    }
    out.sort_by_key(|code| code.span.start);
    let mut seen: Vec<String> = Vec::new();
    out.truncate(CODES_MAX);
    out.retain(|code| {
        let fresh = !seen.contains(&code.code);
        if fresh {
            seen.push(code.code.clone());
        }
        fresh
    });
    out
}

fn kind(code: &str, before: &str) -> Option<SubjectKind> {
    let clause: String = before.chars().rev().take(30).collect();
    let economic = clause.contains("济经") || clause.contains("门部") || before.ends_with("、");
    match code.as_bytes().first()? {
        b'1' if 5 <= code.len() && (code.starts_with("10") || code.starts_with("11")) => {
            Some(SubjectKind::Income)
        }
        b'2' if code.starts_with("20")
            || code.starts_with("21")
            || code.starts_with("22")
            || code.starts_with("23") =>
        {
            Some(SubjectKind::Expenditure)
        }
        b'3' if code.len() <= 5 && ("301"..="399").contains(&&code[..3]) => {
            Some(SubjectKind::Economic)
        }
        b'5' if code.len() <= 5 && ("501"..="599").contains(&&code[..3]) => {
            (economic || code.len() == 5 || clause.contains("目科"))
                .then_some(SubjectKind::Economic)
        }
        _ => None,
    }
}

/// Set off as a code: in quotation marks, in brackets behind a name, or behind a leading word,
/// and not followed by what is counted.
fn stands_as_code(view: &View, start: usize, end: usize) -> bool {
    let before = &view.text[..start];
    let after = &view.text[end..];
    let last = before.chars().next_back().unwrap_or('\n');
    let next = after.chars().next().unwrap_or('\n');
    if UNITS.iter().any(|unit| after.starts_with(unit))
        || matches!(last, '-' | '.' | '/')
        || (last == '〔') != (next == '〕')
    {
        return false;
    }
    if last.is_ascii_alphanumeric()
        || next.is_ascii_alphanumeric()
        || matches!(next, '/' | '.' | ',') && end - start < 7
    {
        return false;
    }
    let quoted = matches!(last, '“' | '"' | '‘' | '「' | '”');
    let named = matches!(
        next,
        '”' | '"' | '“' | '-' | '—' | '–' | ')' | '(' | '项' | '「' | '_' | '’' | '、'
    ) || ('\u{4E00}' <= next && next <= '\u{9FFF}');
    let bracketed =
        last == '(' && next == ')' && before.strip_suffix('(').is_some_and(ends_like_subject);
    let led = LEADS.iter().any(|lead| before.ends_with(lead));
    let in_cell = (last == '\t' && matches!(next, '\t' | '\n')) || (last == '\n' && next == '\t');
    match end - start {
        7 if in_cell => view.text[start..].starts_with('2'),
        7 if last == '〔' => true,
        _ if last == '〔' => false,
        7 => named || quoted || led || last == '(' && next == ')',
        _ => (quoted && (named || led)) || bracketed || (led && named),
    }
}

fn ends_like_subject(before: &str) -> bool {
    ["支出", "科目", "收入", "服务", "补助", "建设", "类"].iter().any(|end| before.ends_with(end))
}

/// The name printed behind a code, up to the quotation mark or the next punctuation.
fn name(view: &View, end: usize) -> Option<Span> {
    let found = NAME.captures(&view.text[end..])?.get(1)?;
    let text = found.as_str();
    let stop = text.find(['”', '“', '、']).unwrap_or(text.len());
    let kept = text[..stop].trim_end_matches(['(', ')', '-', '—']);
    let kept = ["科目", "项级科目", "相关项"]
        .iter()
        .fold(kept, |name, tail| name.strip_suffix(tail).unwrap_or(name));
    let words = kept.chars().count();
    (2 <= words).then(|| end + found.start()..end + found.start() + kept.len())
}

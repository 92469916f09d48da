//! Which document number is the notice's own, which its basis, which only mentioned (文号的角色).

use std::sync::LazyLock;

use regex::Regex;

use crate::lines::{is_heading, is_number};
use crate::numbers::DocNo;
use crate::pattern::regex;
use crate::view::{Span, View};
use crate::zones::{Zones, body_span};

/// The numbers by role, each number once, in the order of the text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roles {
    pub(crate) own: Option<DocNo>,
    pub(crate) upstream: Vec<DocNo>,
    pub(crate) other: Vec<DocNo>,
}

static RULE_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"办法|细则|规定|规程|制度|意见|指引|条例|准则|规范|纲要|目录|标准|科目")
});
static PASSING_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:下达|拨付|下拨|安排|分配|下发|追加|预拨|拨款|发放|清算|调整|收回).*(?:资金|预算|经费|指标|补助|补贴|奖补|计划|专款|款)",
    )
});
static EARLIER_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?:扣除|减去|扣减|抵扣|抵顶|此前|前期已?|之前|已(?:经|由|通过|以)|已$)[^,。;]{0,12}$")
});
static EARLIER_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^文?件?[)〕》]?(?:文件)?(?:提前|已经?|前期)(?:提前)?(?:下达|拨付|预拨|安排)(?:的|给|数|资金|部分|,)",
    )
});
static OBEY_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?:执行|遵照|遵守|对照|参照|严格按照?|符合|落实|按照?规定|做好)[^。;,]{0,60}$")
});
static OBEY_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x)
            ^(?:文件)?[)〕]?(?:文件)?(?:等文件|、[^。,;]{0,80})?(?:的)?(?:各项|相关|有关)?
            (?:指导意见|管理|规定|办法|要求执行|要求管理|要求做好|细则|制度)",
    )
});

static PASSED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"现(?:将|予|就)?[^。;\n]{0,40}(?:下达|拨付|安排|通知)|下达(?:给|到)?[你我各]|拨付[你我各]|\d万?元|资金万元|如下[:。]",
    )
});
static PASSED_AMOUNT: LazyLock<Regex> = LazyLock::new(|| regex(r"\d(?:万元|亿元|元)"));
/// 30万元(…号): the order the money came with.
static OF_AMOUNT: LazyLock<Regex> = LazyLock::new(|| regex(r"\d(?:万元|亿元|元)\($"));
/// More numbers than any notice names; what comes behind is not sorted.
const NUMBERS_MAX: usize = 1_000;

/// Sorts all numbers into their roles.
pub(crate) fn sort(view: &View, zones: &Zones, numbers: &[DocNo]) -> Roles {
    let mut roles = Roles { own: own(view, zones, numbers), ..Roles::default() };
    let opening = opening(view, zones);
    let own = roles.own.as_ref().map(|number| number.value.clone());
    for number in numbers.iter().take(NUMBERS_MAX) {
        if own.as_ref() == Some(&number.value) {
            continue;
        }
        let in_head = number.span.end <= zones.body_start;
        let upstream = !in_head && is_upstream(view, number, &opening);
        let known = roles.upstream.iter().any(|n| n.value == number.value);
        if upstream && !known {
            roles.other.retain(|n| n.value != number.value);
            roles.upstream.push(number.clone());
        } else if !known && !roles.other.iter().any(|n| n.value == number.value) {
            roles.other.push(number.clone());
        }
    }
    roles
}

/// The own number: beside 文号 in the head, on a line of its own, or behind the title.
fn own(view: &View, zones: &Zones, numbers: &[DocNo]) -> Option<DocNo> {
    let head: Vec<&DocNo> =
        numbers.iter().filter(|number| number.span.end <= zones.body_start).collect();
    let labelled = head.iter().find(|number| {
        let before = view.text[..number.span.start].trim_end_matches([':', '\t']);
        before.ends_with("文号") || before.ends_with("字号") || before.ends_with("文件编号")
    });
    let alone = head.iter().find(|number| {
        let para = &view.paras[view.para_at(number.span.start)];
        is_number(view.of(&para.span)) || para.span == number.span
    });
    let behind_title = head.iter().find(|number| {
        let title = zones.title.as_ref();
        title.is_some_and(|title| {
            title.end <= number.span.start && number.span.start <= title.end + 3
        })
    });
    let leading = head.iter().find(|number| {
        let para = &view.paras[view.para_at(number.span.start)];
        para.span.start == number.span.start && view.of(&para.span).chars().count() < 40
    });
    let in_head = labelled.or(alone).or(behind_title).or(leading).copied();
    in_head.or_else(|| named_file(view, zones, numbers)).cloned()
}

/// The notice's own file offered behind its end: 某财社〔2024〕22号.docx.
fn named_file<'a>(view: &View, zones: &Zones, numbers: &'a [DocNo]) -> Option<&'a DocNo> {
    numbers.iter().find(|number| {
        let after = &view.text[number.span.end..];
        let is_file = [".doc", ".pdf", ".wps", ".ofd"].iter().any(|end| after.starts_with(end));
        let mentioned = numbers.iter().filter(|other| other.value == number.value).count();
        is_file && zones.body_start < number.span.start && mentioned == 1
    })
}

/// The opening: the paragraphs up to the one that passes the money down, three at most.
fn opening(view: &View, zones: &Zones) -> Span {
    let whole = body_span(view, zones);
    let mut end = whole.end;
    let first = zones.body.start + 1;
    for index in first..zones.body.end {
        let Some(para) = view.paras.get(index) else { break };
        let before = &view.text[whole.start.min(para.span.start)..para.span.start];
        let text = view.of(&para.span);
        let is_part = is_heading(text) || text.starts_with("一是");
        if is_part || PASSED.is_match(before) || first + 2 <= index {
            end = para.span.start;
            break;
        }
    }
    whole.start..end.max(whole.start)
}

fn is_upstream(view: &View, number: &DocNo, opening: &Span) -> bool {
    let at = number.span.start;
    let in_opening = opening.contains(&at);
    let after: String = view.text[number.span.end..].chars().take(100).collect();
    let lead = clause_without_title(&view.text, at).trim_start();
    if OF_AMOUNT.is_match(lead) {
        return true;
    }
    if EARLIER_BEFORE.is_match(lead) || EARLIER_AFTER.is_match(&after) {
        // 资金已经…号下达: the number is the order that passed this money down.
        let this_money = after.starts_with("文件下达") || after.starts_with("下达");
        return this_money && in_opening;
    }
    let obeyed = OBEY_BEFORE.is_match(lead);
    if let Some(name) = document_named(&view.text, at) {
        let passes = PASSING_WORDS.is_match(name);
        if RULE_WORDS.is_match(name) && !passes {
            return false;
        }
        return if passes { !obeyed || in_opening } else { !obeyed && in_opening };
    }
    if !in_opening || obeyed || OBEY_AFTER.is_match(&after) {
        return false;
    }
    // Behind the amount a number still says where the money comes from in brackets, or as subject.
    let passed = PASSED_AMOUNT.is_match(&view.text[opening.start..at]);
    !passed || view.text[..at].ends_with('(') || lead.is_empty() || lead.ends_with(':')
}

/// The 600 characters before a place, so that no search runs through the whole text.
fn near(text: &str, at: usize) -> &str {
    let before = &text[..at];
    let from = before.char_indices().rev().nth(600).map_or(0, |(at, _)| at);
    &before[from..]
}

/// The text from the last full stop to here; 600 characters are longer than any sentence.
fn clause_before(text: &str, at: usize) -> &str {
    near(text, at).rsplit(['。', ';', '\n']).next().unwrap_or_default()
}

/// The same, with the document's own name in 《》 left out.
fn clause_without_title(text: &str, at: usize) -> &str {
    let clause = clause_before(text, at);
    let Some(trimmed) = clause.strip_suffix('(') else { return clause };
    match (trimmed.ends_with('》'), trimmed.rfind('《')) {
        (true, Some(open)) => {
            let outer = outer_open(trimmed).unwrap_or(open);
            &clause[..outer]
        }
        _ => clause,
    }
}

/// The opening 《 that belongs to the last 》, across nested ones.
fn outer_open(text: &str) -> Option<usize> {
    let mut depth = 0u32;
    for (at, c) in text.char_indices().rev() {
        match c {
            '》' => depth += 1,
            '《' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// The name of the document whose number stands in brackets behind it.
fn document_named(text: &str, at: usize) -> Option<&str> {
    let before = near(text, at).strip_suffix(['(', '〔'])?;
    if before.ends_with('》') {
        return outer_open(before).map(|open| &before[open..]);
    }
    let clause = before.rsplit(['。', ';', ',', '\n', '、', '》', ':']).next().unwrap_or_default();
    // An unclosed 《 still names the document.
    let clause = clause.rsplit('《').next().unwrap_or_default();
    (4 <= clause.chars().count()).then_some(clause)
}

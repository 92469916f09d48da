//! Titles of attachments from the attachment note (附件说明).

use std::sync::LazyLock;

use regex::Regex;

use crate::lines::{is_date, is_org};
use crate::parties::tail_signed;
use crate::pattern::regex;
use crate::taken::Taken;
use crate::view::{Span, View};
use crate::zones::{Zones, body_span};

static START: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?:附件|附表|附)(?:\d{0,2}:|\d{1,2}[.、])"));
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?:附件)?(\d{1,2}(?:-\d{1,2})?)[.、:．](\D|\d{4}年)"));
static INLINE: LazyLock<Regex> = LazyLock::new(|| regex(r"附件:(《[^》]+》)"));
static COMPLETE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x)
            (?:表|明细|清单|方案|办法|通知|计划|目标|名单|情况|书|函|意见|标准|说明|细则|指标|规定|要点|汇总|\.xlsx?
            |\.docx?|\.pdf|\.et|\.wps)(?:\([^()]*\))?$",
    )
});

/// The titles, in order.
pub(crate) fn titles(view: &View, zones: &Zones) -> Vec<Taken<String>> {
    let Some(first) = zones.attachments else { return inline(view, zones) };
    let mut spans: Vec<Span> = Vec::new();
    for index in first..view.paras.len() {
        let para = &view.paras[index];
        let text = view.of(&para.span);
        let head = START.find(text).filter(|_| index == first || text.len() > 9);
        let numbered = NUMBER.captures(text).and_then(|found| found.get(2));
        let from = match (head, numbered) {
            (Some(head), _) => {
                let rest = &text[head.end()..];
                let inner = NUMBER.captures(rest).and_then(|found| found.get(2));
                head.end() + inner.map_or(0, |m| m.start())
            }
            (None, Some(number)) => number.start(),
            (None, None) => {
                if index == first || !goes_on(view, &spans, &para.span) {
                    break;
                }
                if let Some(last) = spans.last_mut() {
                    last.end = para.span.end;
                }
                continue;
            }
        };
        if is_date(text) || !para.cells.is_empty() && index > first {
            break;
        }
        split_numbered(view, para.span.start + from..para.span.end, &mut spans);
    }
    spans.into_iter().filter_map(|span| title(view, span)).collect()
}

/// A title broken over two lines.
fn goes_on(view: &View, spans: &[Span], next: &Span) -> bool {
    let Some(last) = spans.last() else { return false };
    let text = view.of(next);
    let stops = is_org(text) || is_date(text) || text.contains(['。', ':', ';', '\t']);
    !stops
        && !COMPLETE.is_match(view.of(last))
        && (text.starts_with('(') || COMPLETE.is_match(text))
}

/// Several attachments on one line: `1.甲表2.乙表`.
fn split_numbered(view: &View, span: Span, out: &mut Vec<Span>) {
    let text = view.of(&span);
    let mut start = 0;
    for number in 2..=9u8 {
        let Some(found) = [format!("{number}."), format!("{number}、")]
            .iter()
            .filter_map(|mark| text[start..].find(mark.as_str()).map(|at| (start + at, mark.len())))
            .find(|&(at, _)| {
                view.gap_before(span.start + at) || text[..at].ends_with(['表', ';', '》'])
            })
        else {
            break;
        };
        out.push(span.start + start..span.start + found.0);
        start = found.0 + found.1;
    }
    out.push(span.start + start..span.end);
}

fn title(view: &View, span: Span) -> Option<Taken<String>> {
    let text = view.of(&span);
    let text = text.split('/').next().unwrap_or_default();
    let kept = text.trim_end_matches(['。', ';', ',', '.']);
    let (mut start, mut end) = (span.start, span.start + kept.len());
    if kept.starts_with('《') && kept.ends_with('》') {
        start += '《'.len_utf8();
        end -= '》'.len_utf8();
    }
    let span = start..end;
    let words = view.of(&span).chars().count();
    (3 <= words).then(|| Taken::printed(view.printed(&span), span))
}

/// Attachments named inside running text, as on pages that lost their line breaks.
fn inline(view: &View, zones: &Zones) -> Vec<Taken<String>> {
    let body = body_span(view, zones);
    if let Some(found) = INLINE.captures(view.of(&body)).and_then(|found| found.get(1)) {
        let span = body.start + found.start()..body.start + found.end();
        return title(view, span).into_iter().collect();
    }
    let Some(signed) = tail_signed(view, zones).and_then(|taken| taken.at) else {
        return Vec::new();
    };
    let before = view.text.get(body.start..signed.start).unwrap_or_default();
    let Some(start) = before.find("附件:1.").map(|at| body.start + at + "附件:1.".len()) else {
        return Vec::new();
    };
    let mut spans = Vec::new();
    split_numbered(view, start..signed.start, &mut spans);
    spans.into_iter().filter_map(|span| title(view, span)).collect()
}

//! Date of issue, unit of the text, titles of tables, and whether the text stops early (成文日期等).

use std::sync::LazyLock;

use regex::Regex;

use crate::amounts::{self, Unit};
use crate::dates::{self, WrittenDate};
use crate::gather::main_unit;
use crate::parties::tail_signed;
use crate::pattern::regex;
use crate::taken::Taken;
use crate::view::{Span, View};
use crate::zones::{Zones, body_span};

static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:成文日期|公文生成日期|生成日期|发文日期|成文时间|发文时间|签发日期|颁发日期|印发日期)[:\t]{0,2}",
    )
});
static PRINTED: LazyLock<Regex> = LazyLock::new(|| regex(r"日?印发?[。]?$"));

/// The date of signature, else of 成文, else of printing. A posting date is none of these.
pub(crate) fn issue_date(view: &View, zones: &Zones) -> Option<Taken<WrittenDate>> {
    if let Some(para) = zones.dated.and_then(|index| view.paras.get(index)) {
        if let Some(date) = dates::all(view, &para.span).into_iter().next_back() {
            let at = date.span.clone();
            return Some(Taken::normalised(date, at));
        }
        let compact = dates::compact(view.of(&para.span), &para.span);
        if let Some(date) = compact {
            let at = date.span.clone();
            return Some(Taken::inferred(date, at));
        }
    }
    at_the_end(view, zones).or_else(|| labelled(view, zones)).or_else(|| printed(view, zones))
}

/// A text on one line ends in its date.
fn at_the_end(view: &View, zones: &Zones) -> Option<Taken<WrittenDate>> {
    let body = body_span(view, zones);
    if let Some(name) = tail_signed(view, zones).and_then(|taken| taken.at) {
        let date = dates::all(view, &(name.end..view.text.len())).into_iter().next()?;
        let at = date.span.clone();
        return Some(Taken::normalised(date, at));
    }
    let date = dates::all(view, &body).into_iter().next_back()?;
    let rest = view.text[date.span.end..body.end].trim_matches(['。', '.']);
    let before = &view.text[body.start..date.span.start];
    let signed = rest.is_empty() && crate::lines::ends_like_org(before);
    let at = date.span.clone();
    signed.then(|| Taken::normalised(date, at))
}

fn labelled(view: &View, zones: &Zones) -> Option<Taken<WrittenDate>> {
    let head = view.text.get(..zones.body_start)?;
    LABELLED.find_iter(head).find_map(|label| {
        let line = view.paras.get(view.para_at(label.start()))?.span.clone();
        let date = dates::all(view, &(label.end()..line.end)).into_iter().next()?;
        let near = date.span.start <= label.end() + 3;
        let at = date.span.clone();
        near.then(|| Taken::inferred(date, at))
    })
}

fn printed(view: &View, zones: &Zones) -> Option<Taken<WrittenDate>> {
    view.paras.iter().skip(zones.body.start).find_map(|para| {
        let text = view.of(&para.span);
        if !PRINTED.is_match(text) || 60 < text.chars().count() {
            return None;
        }
        let date = dates::all(view, &para.span).into_iter().next_back()?;
        let at = date.span.clone();
        Some(Taken::inferred(date, at))
    })
}

/// The unit the body counts in; a blank left for an amount counts too.
pub(crate) fn text_unit(view: &View, zones: &Zones) -> Option<Unit> {
    let body = body_span(view, zones);
    let told = main_unit(&amounts::all(view, &body));
    told.or_else(|| view.of(&body).contains("万元").then_some(Unit::Wan))
}

/// Lines that name a table, behind the opening.
pub(crate) fn table_titles(view: &View, zones: &Zones) -> Vec<Span> {
    let lines = view.paras.iter().skip(zones.body.start + 1);
    let titles = lines.filter(|para| para.cells.is_empty() && view.of(&para.span).ends_with('表'));
    titles.map(|para| para.span.clone()).collect()
}

/// No signature and no printing line, and the last line breaks off.
pub(crate) fn is_truncated(view: &View, zones: &Zones) -> bool {
    let tails = ["扫一扫", "分享", "打印", "主办单位"];
    let is_tail = |text: &str| tails.iter().any(|tail| text.starts_with(tail));
    let mut lines = view.paras.iter().rev().filter(|para| !is_tail(view.of(&para.span)));
    let Some(last) = lines.next() else { return false };
    if zones.dated.is_some() || at_the_end(view, zones).is_some() || printed(view, zones).is_some()
    {
        return false;
    }
    let text = view.of(&last.span);
    let ends = text.ends_with(['。', '!', ')', '》']) || text.ends_with("印发");
    !ends
}

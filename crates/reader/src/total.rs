//! The amount of this notice among all amounts its text names (下达总额).

use std::sync::LazyLock;

use mingqu_money::Fen;
use regex::Regex;

use crate::amounts::{self, Amount};
use crate::inline::Lists;
use crate::lines::is_heading;
use crate::pattern::regex;
use crate::view::View;
use crate::zones::{Zones, body_span};

static SUMMED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:共计|合计|总计|累计|总额)(?:资金|金额|下达)?(?:为|是)?$"));
static ALTOGETHER: LazyLock<Regex> = LazyLock::new(|| regex(r"共(?:下达|安排)?(?:资金|指标)?$"));
static PASSED: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"下达|拨付|下拨|安排|获|给予|分配|核定|发放|追加|划拨|拨给|收回|补助你|预拨")
});
static FUND_WORD: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:资金|经费|补助|补贴|指标|预算|款|奖补|额度|金额)(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?(?:预算|指标|额度|共|为|计)*$",
    )
});
static NOT_IT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x)
            每|标准|中标|审核价|审定|结算价|预算价|已预?拨|已下达|已安排|尚余|剩余|结余|定额|不足|不超过|以上|上限
            |人均|投资|提取|应承担|工程款|合同|此前|已提前|扣除|减去|抵扣|累计已",
    )
});
static OURS: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"由我[局厅委办部]分配|本次|此次|这次|本批|这一?批次?|现(?:将|下达|拨付|安排)|此笔")
});

static OUR_SHARE: LazyLock<Regex> = LazyLock::new(|| regex(r"由我[局厅委办部处]分配"));

/// The stated total in the text, if one amount is clearly it.
pub(crate) fn stated(view: &View, zones: &Zones, lists: &Lists) -> Option<Amount> {
    if is_left_blank(view, zones) {
        return None;
    }
    let body = body_span(view, zones);
    let all = amounts::all(view, &body);
    let listed = |amount: &Amount| {
        let in_list = lists.allocations.len() > 1
            && lists.allocations.iter().any(|item| item.amount.span == amount.span);
        in_list
            || lists.sources.iter().any(|item| item.amount.span == amount.span)
            || lists.parts.iter().any(|item| item.amount.span == amount.span)
    };
    let mut best: Option<(i32, &Amount)> = None;
    // The total stands early; 300 amounts are more than a body names before it.
    let all = all.get(..all.len().min(300)).unwrap_or_default();
    for amount in all.iter().filter(|amount| !listed(amount)) {
        let repeated = all.iter().filter(|other| other.fen == amount.fen).count() > 1;
        let score = score(view, zones, amount) + if repeated { 3 } else { 0 };
        if best.is_none_or(|(so_far, _)| so_far < score) {
            best = Some((score, amount));
        }
    }
    best.filter(|(score, _)| 4 <= *score).map(|(_, amount)| amount.clone())
}

/// 资金      万元: the form was published with its amount left open.
pub(crate) fn is_left_blank(view: &View, zones: &Zones) -> bool {
    let body = body_span(view, zones);
    view.of(&body).match_indices("万元").any(|(at, _)| {
        let at = body.start + at;
        let before = &view.text[..at];
        view.gap_before(at) && FUND_WORD.is_match(tail(before, 40))
    })
}

fn score(view: &View, zones: &Zones, amount: &Amount) -> i32 {
    let before = &view.text[..amount.span.start];
    let sentence = before.rsplit(['。', ';', '\n']).next().unwrap_or_default();
    let clause = sentence.rsplit([',', ':']).next().unwrap_or_default();
    let after = &view.text[amount.span.end..];
    let near = tail(before, 60);
    let mut score = 0;
    score += if SUMMED.is_match(near) { 8 } else { 0 };
    score += if ALTOGETHER.is_match(near) { 5 } else { 0 };
    score += if PASSED.is_match(clause) { 4 } else { 0 };
    score += if FUND_WORD.is_match(near) { 2 } else { 0 };
    score += if OURS.is_match(clause) { 3 } else { 0 };
    score += if OUR_SHARE.is_match(clause) { 5 } else { 0 };
    let first = view.para_at(amount.span.start) == zones.body.start;
    score += if first { 1 } else { 0 };
    score += if after.starts_with("(见附") { 1 } else { 0 };
    let open = clause.matches('(').count() > clause.matches(')').count();
    let in_figures = clause.rsplit('(').next().unwrap_or_default();
    let restated = ["", "¥", "￥", "人民币", "小写", "小写¥", "人民币¥"].contains(&in_figures);
    score -= if open && !restated { 5 } else { 0 };
    score -= if sentence.contains("其中") && !SUMMED.is_match(near) { 6 } else { 0 };
    score -= if NOT_IT.is_match(clause) && !OURS.is_match(clause) { 7 } else { 0 };
    let rate = after.starts_with('/') || after.starts_with("每") || after.starts_with("的标准");
    score -= if rate { 7 } else { 0 };
    let added = after.trim_start_matches([',', '、']);
    score -=
        if ["加上", "另加", "加往年"].iter().any(|w| added.starts_with(w)) { 7 } else { 0 };
    let para = view.para(view.para_at(amount.span.start));
    score -= if is_heading(para) && !OURS.is_match(clause) && !first { 2 } else { 0 };
    score
}

/// The last `count` characters.
fn tail(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().nth(count.saturating_sub(1)).map_or(0, |(at, _)| at);
    &text[start..]
}

/// Whether rows add up to what is stated; `None` if there is nothing to compare.
pub(crate) fn sums(rows: &[Fen], stated: &[Fen]) -> Option<bool> {
    if rows.is_empty() || stated.is_empty() {
        return None;
    }
    let rows = Fen::total(rows.iter().copied()).ok();
    let stated = Fen::total(stated.iter().copied()).ok();
    Some(rows.is_some() && rows == stated)
}

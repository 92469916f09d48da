//! What the notice asks for, and the marks it carries (时限、月报、标识、项目代码).

use std::sync::LazyLock;

use regex::Regex;

use crate::dates::number;
use crate::pattern::regex;
use crate::taken::Taken;
use crate::view::{Span, View};

static DAYS: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(\d{1,3}|[一二三四五六七八九十]{1,3})个?(?:工作|自然)?[日天](?:之?内|以内)")
});
static SPLITTING: LazyLock<Regex> =
    LazyLock::new(|| regex(r"细化|分解|分配|下达|拨付|下拨|落实到|安排到|转下|分发|批复"));
static OTHER_DUTY: LazyLock<Regex> =
    LazyLock::new(|| regex(r"绩效|公示|公告|反馈|异议|公开|验收|支付"));
static TAG: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(0\d)[-—_、:]?([\p{Han}]{0,10}?(?:直达资金|其他资金|其它资金|其他))"));
static PROJECT: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"项目(?:代码|编码|编号)(?:[为是:]|\p{Han}{0,2}为)?[“(]?([0-9A-Z]{9,24})")
});
static MONTHLY: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?:每个?月|按月|逐月)[^。;,\n]{0,16}(?:报送|上报|报告|填报|报备|通报)[^。;,\n]{0,24}")
});
static FROZEN: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"项目名称[^。;\n]{0,24}(?:不得|不能|不可|严禁|禁止)[^。;,\n]{0,6}(?:更改|变更|修改|调整|改动)",
    )
});

/// Days given to split or pass down the money.
pub(crate) fn split_days(view: &View, within: &Span) -> Option<Taken<u16>> {
    let text = view.of(within);
    DAYS.captures_iter(text).find_map(|found| {
        let (whole, digits) = (found.get(0)?, found.get(1)?);
        let before = text[..whole.start()].rsplit(['。', ';', '\n']).next().unwrap_or_default();
        let near: String = {
            let tail: Vec<char> = before.chars().rev().take(24).collect();
            tail.into_iter().rev().collect()
        };
        let clause = text[whole.end()..].split(['。', ';', '\n', ',']).next().unwrap_or_default();
        let splits = SPLITTING.is_match(clause) && !OTHER_DUTY.is_match(clause);
        let about_targets = near.contains("绩效目标") && clause.contains("绩效");
        if !splits || about_targets {
            return None;
        }
        let days = u16::try_from(number(digits.as_str())?).ok()?;
        let span = within.start + whole.start()..within.start + whole.end();
        Some(Taken::normalised(days, span))
    })
}

/// A mark of direct funds: its two digits and its name.
pub(crate) struct Tag {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) span: Span,
}

/// The marks of direct funds, each once.
pub(crate) fn tags(view: &View) -> Vec<Tag> {
    let mut out: Vec<Tag> = Vec::new();
    for found in TAG.captures_iter(&view.text) {
        let (Some(whole), Some(code), Some(name)) = (found.get(0), found.get(1), found.get(2))
        else {
            continue;
        };
        let before = &view.text[..whole.start()];
        let last = before.chars().next_back();
        let cut_off =
            last.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '年'));
        let around: String = before.chars().rev().take(40).collect();
        let about = around.contains("识标") || around.contains("达直") || around.contains("志标");
        if cut_off
            || !(about || name.as_str().contains("直达"))
            || name.as_str() == "其他" && !about
        {
            continue;
        }
        let printed = view.printed(&name.range());
        if !out.iter().any(|tag| tag.code == code.as_str() && tag.name == printed) {
            out.push(Tag { code: code.as_str().to_owned(), name: printed, span: whole.range() });
        }
    }
    out
}

/// The code of the project the money belongs to.
pub(crate) fn project_code(view: &View) -> Option<Taken<String>> {
    let found = PROJECT.captures(&view.text)?.get(1)?;
    Some(Taken::printed(found.as_str().to_owned(), found.range()))
}

/// The words that ask for a monthly report.
pub(crate) fn monthly_report(view: &View, within: &Span) -> Option<Taken<String>> {
    phrase(view, within, &MONTHLY)
}

/// The words that freeze project names.
pub(crate) fn name_frozen(view: &View, within: &Span) -> Option<Taken<String>> {
    phrase(view, within, &FROZEN)
}

fn phrase(view: &View, within: &Span, pattern: &Regex) -> Option<Taken<String>> {
    let found = pattern.find(view.of(within))?;
    let span = within.start + found.start()..within.start + found.end();
    Some(Taken::printed(view.printed(&span), span))
}

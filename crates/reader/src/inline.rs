//! Amounts listed in running text: by place, by use, by source (文中分配、资金来源).

use std::sync::LazyLock;

use regex::Regex;

use crate::amounts::{self, Amount};
use crate::fund;
use crate::pattern::regex;
use crate::view::{Span, View};
use crate::zones::{Zones, body_span};

/// One name with its amount.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) name: Span,
    pub(crate) amount: Amount,
    pub(crate) project: Option<Span>,
}

/// What the running text lists.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lists {
    pub(crate) allocations: Vec<Item>,
    pub(crate) sources: Vec<Item>,
    /// Separate funds, each with its own list.
    pub(crate) parts: Vec<Item>,
}

static TRIGGER: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"其中[:,是为]?|来源(?:是|为|于)|(?:标准|如下|分配|明细|情况|分别为|安排)?:|包括")
});
static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x)
            ^(?:20\d{2}年度?)?(?:(?:中央|省级?|市级?|县级?|区级?|州级?|自治区(?:级|本级)?|地区级?
            |国家|上级|本级|历年|地方)\p{Han}{0,14}(?:资金|补助|经费|结余|补贴|配套|预算内|财政)|中央
            |省级|市级|自治区级?|县级)$",
    )
});
static HEAD_AMOUNT: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^[一二三四五六七八九十]{1,3}、(\p{Han}+)\([^()]*\d[^()]*元\)"));
static ITEM: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x)
            ^(?:\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、]|[①-⑳])(.{2,60}?)(?:共?计?)
            (\d[\d,.]*)(亿元|万元|元)(?:\([^()]*\)?)?[;。,、]?$",
    )
});
static GIVEN_ITEM: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x)
            ^(?:\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、])((?:安排|下达|拨付|给予)[^,。;:]{2,40}?)\d[\d,.]*
            (?:亿元|万元|元)[,(]",
    )
});
static USED_FOR: LazyLock<Regex> = LazyLock::new(|| regex(r"^,(?:主要)?用于([^,。;]{2,50})"));
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^(?:\d{1,2}[.、]|\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]、)")
});
static LED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?:按[\d.]+%(?:的?比例)?|用于|安排|下达|提取)+"));
static GIVEN: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(\p{Han}{2,20}(?:村|社区))(?:获|得到)(?:安排|得|补助)?"));
static PROJECT_IS: LazyLock<Regex> =
    LazyLock::new(|| regex(r"项目(?:名称)?(?:为|是)([^,。;]{4,40})"));

static PASSING: LazyLock<Regex> = LazyLock::new(|| regex(r"(?:下达|拨付|安排|分配)(?:给)?"));

/// Reads all lists of the body.
pub(crate) fn lists(view: &View, zones: &Zones) -> Lists {
    let mut lists = Lists::default();
    let body = body_span(view, zones);
    runs(view, &body, &mut lists);
    paragraph_items(view, zones, &mut lists);
    if lists.allocations.is_empty() {
        passed_and_summed(view, &body, &mut lists);
    }
    if lists.allocations.is_empty() {
        given_to_one(view, &body, &mut lists);
    }
    lists
}

/// Runs of `name amount` behind 其中, 来源是 or a colon.
fn runs(view: &View, body: &Span, lists: &mut Lists) {
    let text = view.of(body);
    let mut done = 0;
    // 500 lists are more than any body holds.
    for trigger in TRIGGER.find_iter(text).take(500) {
        if trigger.start() < done {
            continue;
        }
        let start = body.start + trigger.end();
        let (items, end) = run(view, start..body.end);
        if items.len() < 2 || is_rate(&text[..trigger.start()]) {
            continue;
        }
        done = end - body.start;
        let is_source = trigger.as_str().starts_with("来源")
            || items.iter().all(|item| SOURCE.is_match(view.of(&item.name)));
        if is_source {
            if lists.sources.is_empty() {
                lists.sources = items;
            }
            continue;
        }
        let part = part_of(view, body.start + trigger.start());
        let project = part.as_ref().map(|part| part.name.clone());
        lists.parts.extend(part);
        let items = items.into_iter().map(|item| Item { project: project.clone(), ..item });
        lists.allocations.extend(items);
    }
    if lists.parts.len() < 2 {
        lists.parts.clear();
    }
}

/// 每个村补助100万元，其中…: parts of a rate, not of the money.
fn is_rate(before: &str) -> bool {
    let sentence = before.rsplit(['。', ';', '\n']).next().unwrap_or_default();
    let clause: Vec<&str> = sentence.rsplit(',').take(2).collect();
    clause.iter().any(|part| part.contains('每') && part.contains('元'))
}

/// The fund a numbered paragraph is about, with its own amount.
fn part_of(view: &View, at: usize) -> Option<Item> {
    let para = view.paras.get(view.para_at(at))?.span.clone();
    let lead = NUMBERED.find(view.of(&para))?;
    let first = amounts::all(view, &(para.start..at)).into_iter().next()?;
    let name = para.start + lead.end()..first.span.start;
    let kept = fund::clean(view, &name).and_then(|fund| fund.name.at)?;
    (!view.of(&name).contains([',', '。'])).then_some(Item {
        name: kept,
        amount: first,
        project: None,
    })
}

/// As many items as follow each other from the start; and where the last one ends.
fn run(view: &View, within: Span) -> (Vec<Item>, usize) {
    let mut items: Vec<Item> = Vec::new();
    let mut at = within.start;
    let mut end = at;
    let line = view.of(&within).find('\n').map_or(within.end, |line| within.start + line);
    // A run of 4,000 characters names several hundred places.
    let far = view.of(&(within.start..line)).char_indices().nth(4_000);
    let stop = far.map_or(line, |(at, _)| within.start + at);
    let amounts = amounts::all(view, &(within.start..stop));
    for amount in amounts {
        if amount.span.start < at {
            continue;
        }
        let between = view.of(&(at..amount.span.start));
        let lead =
            between.len() - between.trim_start_matches([',', '、', ';', '和', '及', ':']).len();
        let mut name = at + lead..amount.span.start;
        let told = view.of(&name);
        let told = told.strip_suffix("为").or_else(|| told.strip_suffix("计")).unwrap_or(told);
        name.end = name.start + told.len();
        if !is_item_name(told) {
            break;
        }
        push(view, &mut items, name, &amount);
        end = amount.span.end;
        at = skip_brackets(view, end);
        let closed = view.text[at..].starts_with([')', '。', '\n']);
        if closed {
            break;
        }
    }
    (items, end)
}

fn is_item_name(text: &str) -> bool {
    const NOT: [&str; 12] =
        ["每", "标准", "下达", "已", "其中", "尚", "不超过", "占", "合计", "共计", "用于", "以上"];
    let chars = text.chars().count();
    2 <= chars
        && chars <= 45
        && !text.contains([',', '。', ';', ':', '《', '%'])
        && text.matches('(').count() == text.matches(')').count()
        && text.contains(|c: char| '\u{4E00}' <= c && c <= '\u{9FFF}')
        && !NOT.iter().any(|word| text.contains(word))
}

/// 甲县、乙县各80万元 gives each of them the amount.
fn push(view: &View, items: &mut Vec<Item>, name: Span, amount: &Amount) {
    let text = view.of(&name);
    if let Some(shared) = text.strip_suffix('各') {
        let names = name.start..name.start + shared.len();
        for part in crate::parties::split_list(view, &names, &['、', '和']) {
            items.push(Item { name: part, amount: amount.clone(), project: None });
        }
        return;
    }
    let (name, project) = match text.find('(').filter(|_| text.ends_with(')')) {
        Some(open) if 0 < open && 8 < text.chars().count() => {
            (name.start..name.start + open, Some(name.clone()))
        }
        _ => (name, None),
    };
    items.push(Item { name, amount: amount.clone(), project });
}

/// Past a bracket that explains the amount.
fn skip_brackets(view: &View, at: usize) -> usize {
    let rest = &view.text[at..];
    if !rest.starts_with('(') {
        return at;
    }
    let mut depth = 0usize;
    for (offset, c) in rest.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + offset + 1;
        }
    }
    at
}

/// Numbered paragraphs that each end in an amount, under a heading with its own.
fn paragraph_items(view: &View, zones: &Zones, lists: &mut Lists) {
    let mut heading: Option<Span> = None;
    let mut about_sources = false;
    let mut found: Vec<Item> = Vec::new();
    let mut sources: Vec<Item> = Vec::new();
    for index in zones.body.clone() {
        let Some(para) = view.paras.get(index) else { break };
        let text = view.of(&para.span);
        if let Some(head) = HEAD_AMOUNT.captures(text).and_then(|found| found.get(1)) {
            heading = Some(para.span.start + head.start()..para.span.start + head.end());
            about_sources = false;
        } else if let Some(item) = paragraph_item(view, &para.span, about_sources) {
            if about_sources {
                sources.push(item);
            } else if let Some(heading) = &heading {
                found.push(Item { project: Some(item.name), name: heading.clone(), ..item });
            } else {
                found.push(item);
            }
        } else if crate::lines::is_heading(text) {
            heading = None;
            about_sources = text.contains("资金来源") && text.chars().count() < 20;
        }
    }
    if lists.allocations.is_empty() && 2 <= found.len() {
        let all_sources = found.iter().all(|item| SOURCE.is_match(view.of(&item.name)));
        if all_sources && lists.sources.is_empty() {
            lists.sources = found;
        } else {
            lists.allocations = found;
        }
    }
    if lists.sources.is_empty() && 2 <= sources.len() {
        lists.sources = sources;
    }
}

fn paragraph_item(view: &View, span: &Span, about_sources: bool) -> Option<Item> {
    let text = view.of(span);
    let found = ITEM.captures(text).and_then(|found| found.get(1));
    let name = match found {
        Some(name) => span.start + name.start()..span.start + name.end(),
        None if about_sources => {
            let lead = NUMBERED.find(text)?;
            let first = amounts::all(view, span).into_iter().next_back()?;
            span.start + lead.end()..first.span.start
        }
        None => {
            let name = GIVEN_ITEM.captures(text)?.get(1)?;
            // One amount only: a second one makes the paragraph a story of its own.
            let one = amounts::all(view, span).len() == 1;
            one.then(|| span.start + name.start()..span.start + name.end())?
        }
    };
    let amount = amounts::all(view, &(name.end..span.end)).into_iter().next()?;
    let used = view.text.get(amount.span.end..span.end).and_then(|rest| USED_FOR.captures(rest));
    let project = used.and_then(|used| used.get(1));
    let project = project.map(|m| amount.span.end + m.start()..amount.span.end + m.end());
    let mut name = name;
    name.end = name.start + view.of(&name).trim_end_matches([',', ':', '、']).len();
    if let Some(cut) = view.of(&name).rfind([',', ':']) {
        name.start += cut + 1;
    }
    if let Some(lead) = LED.find(view.of(&name)) {
        name.start += lead.end();
    }
    let usable = !name.is_empty() && !view.of(&name).contains("其中");
    usable.then_some(Item { name, amount, project })
}

/// 现下达甲款45万元和乙款36万元，共计81万元; or 下达甲县10万元、乙县20万元.
fn passed_and_summed(view: &View, body: &Span, lists: &mut Lists) {
    let text = view.of(body);
    for verb in PASSING.find_iter(text).take(50) {
        let (items, end) = run(view, body.start + verb.end()..body.end);
        let rest = view.text[end..].trim_start_matches(',');
        let said = ["共计", "合计", "总计", "共"].iter().any(|word| rest.starts_with(word));
        let total = amounts::all(view, &(end..body.end)).into_iter().next();
        let sum = mingqu_money::Fen::total(items.iter().map(|item| item.amount.fen)).ok();
        let adds_up = said && total.map(|total| total.fen) == sum;
        let places = items.iter().all(|item| is_place(view.of(&item.name)));
        if 2 <= items.len() && (adds_up || places) {
            lists.allocations = items;
            return;
        }
    }
}

fn is_place(text: &str) -> bool {
    const ENDS: [&str; 12] =
        ["县", "市", "区", "乡", "镇", "村", "街道", "社区", "州", "旗", "县(市)", "农场"];
    text.chars().count() <= 12 && ENDS.iter().any(|end| text.ends_with(end))
}

/// 某村获安排…20万元: one village, one amount.
fn given_to_one(view: &View, body: &Span, lists: &mut Lists) {
    let text = view.of(body);
    let Some(found) = GIVEN.captures(text) else { return };
    let (Some(whole), Some(name)) = (found.get(0), found.get(1)) else { return };
    let start = body.start + whole.end();
    let stop = view.text[start..body.end].find(['。', ';', '\n']).map_or(body.end, |at| start + at);
    let Some(amount) = amounts::all(view, &(start..stop)).into_iter().next() else { return };
    let project = PROJECT_IS.captures(text).and_then(|found| found.get(1));
    let project = project.map(|m| body.start + m.start()..body.start + m.end());
    let name = body.start + name.start()..body.start + name.end();
    lists.allocations.push(Item { name, amount, project });
}

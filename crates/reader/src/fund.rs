//! The name of the money and its year (资金名称、资金年度).

use std::sync::LazyLock;

use regex::Regex;

use crate::facts::Certainty;
use crate::pattern::regex;
use crate::taken::Taken;
use crate::view::{Span, View};
use crate::zones::{Zones, body_span};

static TITLE_VERB: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x)
            关于(?:提前|预|追加|再次|分解|清算|调整|做好|组织|同意|收回|核定|公布|对){0,2}(?:下达|拨付|下拨
            |安排|分配|发放|预拨|追加|划拨|拨款|收回|调整|核拨|兑付|清算|结算)?(?:并?清算|给|你[^\d\p{P}]{0,4})?",
    )
});
static TAIL: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:的?(?:通知|公告|公示|通报|批复|决定|意见|报告|函)|资金分配方案)$"));
static MONEY_WORD: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:资金|经费|补贴|补助|奖补|奖金|专款|补偿费|款|费用|津贴)"));
static NOISE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x)
            \((?:19|20)\d{2}年度?\)|(?:19|20)\d{2}(?:-(?:19|20)?\d{2})?(?:年度?
            |度)|\(?第[一二三四五六七八九十\d]{1,3}(?:批次?|季度|期)\)?|[上下]半年|\([^()]*〔\d{4}〕\d+号\)
            |\((?:见附件|以下简称|下称|简称|规模|资金)[^()]*\)",
    )
});
static PLACE_LEAD: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x)
            ^(?:拨?给予?|安排|下达|拨付)*(?:[你我](?:们|省|市|县|区|州|镇|乡|局|单位|部|厅|校|院)(?:\([^()]{1,14}\))?区?
            (?:\([^()]{1,14}\))?的?|部分|中省|本级|有关|各?县\(市、?区?\)|安排|下达)",
    )
});
static BODY_PHRASE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x)
            (?:下达|拨付|下拨|安排|追加|获得?|核定|给予|把|将|发放)([^。;,:《》“”\n]{2,70}?(?:资金
            |经费|补贴|补助|奖补|专款|补助款))((?:\((?:[^()]|\([^()]*\))*\))?)(?:预算|指标
            |额度|计划)*(?:共计|合计|总计|共|为)?(?:[\d(。,;万亿元]|下达|$)",
    )
});
static WITH_AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x)
            ((?:19|20)\d{2}年度?[^。;,:《》“”\n\d]{2,60}?(?:资金|经费|补贴|补助)(?:\([^()]*\))?)
            (?:共计|合计|共)?\d[\d,.]*(?:万元|亿元|元)",
    )
});
static WITH_AMOUNT_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"((?:19|20)\d{2})年度?[^。;,:《》“”\n\d]{2,60}?(?:资金|经费|补贴|补助)(?:\([^()]*\))?\d")
});
static CITED: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"《([^《》]*关于(?:提前)?(?:下达|拨付|安排|分配|下发)[^《》]*(?:通知|函))》")
});
static TITLE_PLACE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^\p{Han}{2,4}(?:县|市|区|自治州|地区)"));
static YEAR: LazyLock<Regex> = LazyLock::new(|| regex(r"((?:19|20)\d{2})(?:年|度)"));
static PASSED_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?:下达|拨付|安排|获得?|发放|分配|给予|把|将)[^。;\n《》\d]{0,24}((?:19|20)\d{2})年")
});
static LISTED_YEAR: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:列入?|使用|科目|按照?)[^。;\n\d]{0,6}((?:19|20)\d{2})年"));
static FUND_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"((?:19|20)\d{2})年度?(?:第.{1,3}[批期季]度?)?[^。;,\n\d]{0,40}?(?:资金|补助|经费|补贴)")
});
const GENERIC: [&str; 12] = [
    "一次性补助",
    "定额补助",
    "财政专项资金",
    "专项资金",
    "资金",
    "补助资金",
    "有关资金",
    "相关资金",
    "财政资金",
    "补助经费",
    "经费",
    "项目资金",
];

/// A fund's name and the year printed with it.
#[derive(Clone, Debug)]
pub(crate) struct Fund {
    pub(crate) name: Taken<String>,
    pub(crate) folded: String,
    pub(crate) year: Option<Taken<u16>>,
}

/// The name of the money: the title's, unless the title only says "special funds".
pub(crate) fn fund(view: &View, zones: &Zones, attachments: &[Span]) -> Option<Fund> {
    let titled = zones.title.as_ref().and_then(|title| from_title(view, title));
    let body = body_span(view, zones);
    let told = from_body(view, &body).or_else(|| with_amount(view, &body));
    match (titled, told) {
        (Some(titled), Some(told)) => {
            let generic = GENERIC.contains(&titled.folded.as_str());
            let mark = titled.folded.contains("直达资金");
            let levels = titled.folded.strip_suffix(told.folded.as_str()).is_some_and(is_levels);
            let taken = if generic || mark || levels { told.name } else { titled.name };
            let folded = taken.value.clone();
            Some(Fund { name: taken, folded, year: titled.year.or(told.year) })
        }
        (Some(fund), None) if GENERIC.contains(&fund.folded.as_str()) => {
            from_cited_title(view, &body).or(Some(fund))
        }
        (Some(fund), None) | (None, Some(fund)) => Some(fund),
        (None, None) => attachments
            .iter()
            .find_map(|span| clean(view, span))
            .or_else(|| from_cited_title(view, &body)),
    }
}

/// 中央和省级: who pays, where the sources are told apart anyway.
fn is_levels(lead: &str) -> bool {
    const LEVELS: [&str; 7] = ["中央", "省级", "自治区", "市级", "省", "县级", "地区"];
    let mut parts = lead.split(['和', '、', '及']);
    lead.contains(['和', '、', '及']) && parts.all(|part| LEVELS.contains(&part))
}

fn from_title(view: &View, title: &Span) -> Option<Fund> {
    let text = view.of(title);
    let Some(verb) = TITLE_VERB.find(text) else {
        let place = TITLE_PLACE.find(text).map_or(0, |place| place.end());
        return clean(view, &(title.start + place..title.end)).filter(|_| text.contains("资金"));
    };
    let end = TAIL.find(text).map_or(text.len(), |tail| tail.start());
    (verb.end() < end).then(|| clean(view, &(title.start + verb.end()..title.start + end)))?
}

/// 2022年第三批市级补助资金30万元: year, money, amount.
fn with_amount(view: &View, body: &Span) -> Option<Fund> {
    let found = WITH_AMOUNT.captures(view.of(body))?.get(1)?;
    clean(view, &(body.start + found.start()..body.start + found.end()))
}

/// The upper notice's title names the money too.
fn from_cited_title(view: &View, body: &Span) -> Option<Fund> {
    let found = CITED.captures(view.of(body))?.get(1)?;
    from_title(view, &(body.start + found.start()..body.start + found.end()))
}

fn from_body(view: &View, body: &Span) -> Option<Fund> {
    let text = view.of(body);
    let mut at = 0;
    // 200 phrases are more than any body has before it names its fund.
    for _ in 0..200 {
        let found = text.get(at..).and_then(|rest| BODY_PHRASE.captures(rest))?;
        let phrase = found.get(1)?;
        let inside = text[..at + phrase.start()].matches('《').count()
            > text[..at + phrase.start()].matches('》').count();
        let bracket = found.get(2).filter(|m| !m.is_empty() && !NOISE.is_match(m.as_str()));
        let end = bracket.map_or(phrase.end(), |m| m.end());
        if !inside {
            let span = body.start + at + phrase.start()..body.start + at + end;
            if let Some(fund) = clean(view, &span).filter(|f| !GENERIC.contains(&f.folded.as_str()))
            {
                return Some(fund);
            }
        }
        at += phrase.end();
    }
    None
}

/// Takes year, batch, place and what follows the money away.
pub(crate) fn clean(view: &View, span: &Span) -> Option<Fund> {
    let mut span = span.clone();
    let text = view.of(&span);
    let mut end = money_end(text).unwrap_or(text.len());
    if money_end(text).is_none() {
        for tail in ["预算", "指标", "项目计划", "计划"] {
            end = text[..end].strip_suffix(tail).map_or(end, str::len);
        }
    }
    span.end = span.start + end;
    let year = YEAR.captures(view.of(&span)).and_then(|found| found.get(1)).and_then(|m| {
        let at = span.start + m.start()..span.start + m.end();
        m.as_str().parse().ok().map(|year| Taken::printed(year, at))
    });
    strip_place(view, &mut span);
    let text = view.of(&span);
    let mut pieces = Vec::new();
    let mut from = 0;
    for noise in NOISE.find_iter(text) {
        pieces.push(span.start + from..span.start + noise.start());
        from = noise.end();
    }
    pieces.push(span.start + from..span.end);
    pieces.retain(|piece| !piece.is_empty());
    if let Some(first) = pieces.first_mut() {
        first.start += PLACE_LEAD.find(view.of(first)).map_or(0, |lead| lead.end());
    }
    let folded: String = pieces.iter().map(|piece| view.of(piece)).collect();
    let value: String = pieces.iter().map(|piece| view.printed(piece)).collect();
    let folded = folded.trim_start_matches(['的', '、', '度']).to_owned();
    let value = value.trim_start_matches(['的', '、', '度']).to_owned();
    if folded.chars().count() < 3 {
        return None;
    }
    let certainty = if pieces.len() == 1 { Certainty::Printed } else { Certainty::Normalised };
    Some(Fund { name: Taken { value, at: Some(span), certainty }, folded, year })
}

/// Where the money's name ends: behind the last money word and the bracket that explains it.
fn money_end(text: &str) -> Option<usize> {
    let word = MONEY_WORD.find_iter(text).last()?;
    let rest = &text[word.end()..];
    let inside = text[..word.end()].matches('(').count() > text[..word.end()].matches(')').count();
    if inside {
        return rest.find(')').map(|close| word.end() + close + 1);
    }
    if rest.starts_with('(') {
        let mut depth = 0usize;
        for (at, c) in rest.char_indices() {
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some(word.end() + at + 1);
            }
        }
    }
    Some(word.end())
}

/// A place before the year is whose money it is, not the money's name.
fn strip_place(view: &View, span: &mut Span) {
    const ENDS: [char; 10] = ['区', '县', '市', '镇', '乡', '局', '省', '州', '的', '村'];
    let text = view.of(span);
    if let Some(lead) = PLACE_LEAD.find(text) {
        span.start += lead.end();
    }
    let text = view.of(span);
    let Some(year) = YEAR.find(text) else {
        strip_place_without_year(view, span);
        return;
    };
    let before = &text[..year.start()];
    if before.ends_with(ENDS) && !before.ends_with("自治区") || before.ends_with(')') {
        span.start += year.start();
    }
}

/// 青禾县中央、自治区财政…: a county's name directly before the level that pays.
fn strip_place_without_year(view: &View, span: &mut Span) {
    let text = view.of(span);
    for level in ["中央", "自治区财政", "省级财政", "省财政", "一事一议"] {
        let Some(at) = text.find(level) else { continue };
        let before = &text[..at];
        if before.ends_with(['县', '市', '区', '镇', '乡']) && before.chars().count() <= 12 {
            span.start += at;
            return;
        }
    }
}

/// The year of the money: with its name, else where it is passed down or booked.
pub(crate) fn year(
    view: &View,
    zones: &Zones,
    fund: Option<&Fund>,
    titles: &[Span],
) -> Option<Taken<u16>> {
    if let Some(year) = zones.title.as_ref().and_then(|title| first_year(view, title, &YEAR)) {
        return Some(year);
    }
    if let Some(year) = fund.and_then(|fund| fund.year.clone()) {
        return Some(year);
    }
    let body = body_span(view, zones);
    let told =
        first_year(view, &body, &PASSED_YEAR).or_else(|| first_year(view, &body, &LISTED_YEAR));
    let told = told.or_else(|| titles.iter().find_map(|title| first_year(view, title, &YEAR)));
    let by_fund = || first_year(view, &body, &FUND_YEAR).filter(|_| zones.title.is_none());
    let with_amount = || first_year(view, &body, &WITH_AMOUNT_YEAR);
    told.or_else(by_fund).or_else(with_amount).map(|mut taken| {
        taken.certainty = Certainty::Inferred;
        taken
    })
}

fn first_year(view: &View, span: &Span, pattern: &Regex) -> Option<Taken<u16>> {
    let found = pattern.captures(view.of(span))?.get(1)?;
    let at = span.start + found.start()..span.start + found.end();
    Some(Taken::printed(found.as_str().parse().ok()?, at))
}

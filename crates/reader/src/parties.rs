//! Who signs, whom it addresses, who gets a copy (发文机关、主送、抄送).

use std::sync::LazyLock;

use regex::Regex;

use crate::dates;
use crate::lines::{ends_like_org, is_heading, is_org};
use crate::numbers::DocNo;
use crate::pattern::regex;
use crate::taken::Taken;
use crate::view::{Span, View};
use crate::zones::Zones;

static PRINTED_BY: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^([\p{Han}()]{4,30}?)(?:办公室|综合科|秘书科)?\t?(?:共印\d+份)?(?:19|20)\d{2}年\d{1,2}月\d{1,2}日?印",
    )
});
static PUBLISHER: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?:发布机构|发文机关|发布机关|制发机关|发文单位|发文机构|发布单位|来源)[:\t]{0,2}")
});
static TAIL_SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x)
            (?:^|[。》).,;\n])([\p{Han}]{4,40})((?:19|20)\d{2}年\d{1,2}月\d{1,2}日)[。.]?
            (?:$|\(此件|附件下载|信息公开)",
    )
});

/// Who signs: the signature, else the title's beginning, else the printing line or the page.
pub(crate) fn issuer(view: &View, zones: &Zones, own: Option<&DocNo>) -> Option<Taken<String>> {
    let signed = signature(view, zones);
    if !signed.is_empty() {
        return Some(join_names(view, &signed));
    }
    tail_signed(view, zones)
        .or_else(|| from_title(view, zones))
        .or_else(|| from_printing_line(view, zones))
        .or_else(|| from_page(view, zones, own))
}

fn join_names(view: &View, spans: &[Span]) -> Taken<String> {
    let names: Vec<String> = spans.iter().map(|span| view.printed(&unsealed(view, span))).collect();
    let whole = match (spans.first(), spans.last()) {
        (Some(first), Some(last)) => first.start..last.end,
        _ => 0..0,
    };
    Taken::printed(names.join("、"), whole)
}

/// (盖章) behind a name is no part of it.
fn unsealed(view: &View, span: &Span) -> Span {
    let text = view.of(span);
    let seals = ["(盖章)", "(公章)", "(章)", "(代章)", "(印章)", "(印)"];
    let kept = seals.iter().find_map(|seal| text.strip_suffix(seal)).unwrap_or(text);
    span.start..span.start + kept.len()
}

/// The bodies above the date of signature, or at the end where the date is missing.
fn signature(view: &View, zones: &Zones) -> Vec<Span> {
    if let Some(dated) = zones.dated {
        let para = &view.paras[dated];
        let date = dates::all(view, &para.span).into_iter().next_back();
        let before = date.map_or(0..0, |date| para.span.start..date.span.start);
        let parts = orgs_of(view, &before);
        if !parts.is_empty() {
            return parts;
        }
        return lines_above(view, zones, dated);
    }
    let from = zones.body.start + 1;
    let tables = (from..view.paras.len()).find(|&index| {
        let para = &view.paras[index];
        let text = view.of(&para.span);
        !para.cells.is_empty() || para.is_barred || text.ends_with('表') && text.contains("20")
    });
    let end = tables.unwrap_or(view.paras.len());
    let unprinted = (from..end).rev().filter(|&index| !is_printing_body(view, index));
    unprinted
        .map(|index| orgs_of(view, &view.paras[index].span))
        .find(|orgs| !orgs.is_empty())
        .unwrap_or_default()
}

/// The office that printed the paper stands right before the date of printing.
fn is_printing_body(view: &View, index: usize) -> bool {
    let next = view.para(index + 1);
    next.contains("印发") && next.chars().count() < 20
}

/// The bodies a line names, if it names nothing else.
fn orgs_of(view: &View, span: &Span) -> Vec<Span> {
    let text = view.of(span);
    if text.is_empty() || text.contains('\t') || text.contains("表") {
        return Vec::new();
    }
    let parts = view.split_at_gaps(span);
    if 1 < parts.len() && parts.iter().all(|part| is_org(view.of(part))) {
        return parts;
    }
    if is_org(text) { vec![span.clone()] } else { Vec::new() }
}

fn lines_above(view: &View, zones: &Zones, dated: usize) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut index = dated;
    while index > zones.body.start + 1 && out.len() < 8 {
        index -= 1;
        let span = view.paras[index].span.clone();
        let text = view.of(&span);
        if is_heading(text) || text.contains(['。', ':', ';', '《', '.']) || text.contains('\t') {
            break;
        }
        let orgs = orgs_of(view, &span);
        if !orgs.is_empty() {
            for org in orgs.into_iter().rev() {
                out.insert(0, org);
            }
            continue;
        }
        // The first half of a name broken over two lines.
        let first_half = text.chars().count() < 24
            && text.chars().all(crate::lines::is_name_char)
            && !ends_like_org(text)
            && !text.ends_with('表');
        match out.first_mut() {
            Some(next) if first_half => next.start = span.start,
            _ => break,
        }
        break;
    }
    merge_broken(view, out)
}

/// 工作领导小组办公室 is no body by itself: it belongs to the line above.
fn merge_broken(view: &View, spans: Vec<Span>) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for span in spans {
        let text = view.of(&span);
        let half =
            ["工作领导小组", "领导小组", "办公室"].iter().any(|start| text.starts_with(start));
        match out.last_mut() {
            Some(before) if half => before.end = span.end,
            _ => out.push(span),
        }
    }
    out
}

/// Body and date at the end of running text.
pub(crate) fn tail_signed(view: &View, zones: &Zones) -> Option<Taken<String>> {
    let paras = view.paras.get(zones.body.start..)?.iter().rev();
    let mut lines = paras.filter(|para| para.cells.is_empty());
    let (line, name) = lines.find_map(|para| {
        let found = TAIL_SIGNED.captures(view.of(&para.span))?.get(1)?;
        Some((para.span.start, found.range()))
    })?;
    let mut span = line + name.start..line + name.end;
    // A title that ran into the name ends in 表 and the like.
    if let Some(cut) = view.of(&span).rfind(['表', '单', '册']) {
        span.start += cut + '表'.len_utf8();
    }
    is_org(view.of(&span)).then(|| Taken::printed(view.printed(&span), span))
}

fn from_title(view: &View, zones: &Zones) -> Option<Taken<String>> {
    let title = zones.title.clone()?;
    let head = view.of(&title).find("关于")?;
    let before = title.start..title.start + head;
    let orgs = orgs_of(view, &before);
    (!orgs.is_empty()).then(|| join_names(view, &orgs))
}

fn from_printing_line(view: &View, zones: &Zones) -> Option<Taken<String>> {
    (zones.body.start..view.paras.len()).find_map(|index| {
        let para = &view.paras[index];
        let text = view.of(&para.span);
        let name = if is_printing_body(view, index) && is_org(text) {
            let offices = ["办公室", "综合科", "秘书科", "综合处"];
            offices.iter().find_map(|office| text.strip_suffix(office)).unwrap_or(text)
        } else {
            PRINTED_BY.captures(text)?.get(1)?.as_str()
        };
        let span = para.span.start..para.span.start + name.len();
        is_org(name).then(|| Taken::inferred(view.printed(&span), span))
    })
}

/// The page's own label; a source that does not fit the number's agency code is a reposter.
fn from_page(view: &View, zones: &Zones, own: Option<&DocNo>) -> Option<Taken<String>> {
    let head = &view.text[..zones.body_start.min(view.text.len())];
    for found in PUBLISHER.find_iter(head) {
        let line = view.paras[view.para_at(found.start())].span.clone();
        let rest = found.end()..line.end;
        let Some(span) = view.split_at_gaps(&rest).into_iter().next() else { continue };
        let end = view.of(&span).find('\t').map_or(span.end, |tab| span.start + tab);
        let span = span.start..end;
        let name = view.of(&span);
        let finance = own.is_none_or(|number| !number.value.contains(['财', '財']));
        let fits = is_org(name) && !name.ends_with("网") && (finance || name.contains("财政"));
        if fits {
            return Some(Taken::inferred(view.printed(&span), span));
        }
    }
    None
}

/// Whom the notice addresses, one by one.
pub(crate) fn recipients(view: &View, zones: &Zones) -> Vec<Taken<String>> {
    let Some(line) = zones.addressee.clone() else { return Vec::new() };
    let mut items: Vec<Span> = Vec::new();
    for item in split_list(view, &line, &['、', ',', ';']) {
        match items.last_mut() {
            Some(last) if runs_on(view.of(last), view.of(&item)) => last.end = item.end,
            _ => items.push(item),
        }
    }
    let printed: Vec<String> = items.iter().map(|span| view.printed(span)).collect();
    let folded: Vec<&str> = items.iter().map(|span| view.of(span)).collect();
    let whole = items.iter().enumerate().map(|(at, span)| {
        with_shared_parts(&folded, &printed, at).map_or_else(
            || Taken::printed(printed[at].clone(), span.clone()),
            |full| Taken::normalised(full, span.clone()),
        )
    });
    whole.collect()
}

/// 各市、县财政局 or 各乡镇人民政府、街道办事处 is one phrase over levels, not two addressees.
fn runs_on(so_far: &str, next: &str) -> bool {
    let covered = so_far.starts_with('各') && next == "街道办事处";
    covered
        || so_far.split('、').all(|text| level_rest(text) == Some("")) && {
            let rest = level_rest(next);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('(') || is_department(rest))
        }
}

/// What follows the name of a level; `None` if the text is not about a level.
fn level_rest(text: &str) -> Option<&str> {
    const LEVELS: [&str; 18] = [
        "计划单列市",
        "自治区",
        "直辖市",
        "自治州",
        "地区",
        "乡镇",
        "市州",
        "州市",
        "县市",
        "县区",
        "省",
        "市",
        "县",
        "区",
        "州",
        "旗",
        "盟",
        "兵团",
    ];
    let text = text.trim_start_matches("各").trim_start_matches("有关").trim_start_matches("相关");
    LEVELS.iter().find_map(|level| text.strip_prefix(level))
}

fn is_department(text: &str) -> bool {
    const STARTS: [&str; 16] = [
        "财政",
        "农业",
        "乡村",
        "水利",
        "水务",
        "民政",
        "人民政府",
        "林业",
        "卫生",
        "教育",
        "发展",
        "民族",
        "扶贫",
        "人力",
        "自然",
        "党委",
    ];
    STARTS.iter().any(|start| text.starts_with(start))
}

/// An ending or a beginning said once for several: 东河乡、西湖乡财政所; 各县财政局、水利局.
fn with_shared_parts(folded: &[&str], printed: &[String], at: usize) -> Option<String> {
    const PLACES: [&str; 11] =
        ["省", "市", "县", "区", "州", "乡", "镇", "街道", "旗", "盟", "县(市)"];
    let own = folded[at];
    let place_only = PLACES.iter().any(|end| own.ends_with(end)) || own.ends_with("区)");
    if place_only {
        let ending = folded.iter().skip(at + 1).find_map(|later| department(later))?;
        let shared = !ending.starts_with("人民") && !ending.starts_with("办事");
        return shared.then(|| format!("{}{ending}", printed[at]));
    }
    let bare =
        !own.contains(['市', '县', '区', '州', '乡', '镇', '省', '各']) && own.ends_with('局');
    if bare && at > 0 {
        let first = folded[..at].iter().position(|earlier| department(earlier).is_some())?;
        let cut = folded[first].len() - department(folded[first])?.len();
        let chars = folded[first][..cut].chars().count();
        let lead: String = printed[first].chars().take(chars).collect();
        return (!lead.is_empty()).then(|| format!("{lead}{}", printed[at]));
    }
    None
}

/// The department at the end of an addressee, behind its place.
fn department(text: &str) -> Option<&str> {
    if !text.ends_with(['局', '厅', '所', '会', '办']) && !text.ends_with("局)") {
        return None;
    }
    const PLACE_ENDS: [char; 9] = ['省', '市', '县', '区', '州', '乡', '镇', '旗', ')'];
    let body = text.strip_suffix("(局)").unwrap_or(text);
    let cut = body
        .rfind(PLACE_ENDS)
        .map(|at| at + body[at..].chars().next().map_or(0, char::len_utf8))?;
    (cut < text.len() && cut > 0).then(|| &text[cut..])
}

/// Copies: only a part of its own, never an instruction inside a sentence.
pub(crate) fn copies(view: &View, zones: &Zones) -> Vec<Taken<String>> {
    for (index, para) in view.paras.iter().enumerate().skip(zones.body.start) {
        let text = view.of(&para.span);
        let Some(rest) = text.strip_prefix("抄送:").or_else(|| text.strip_prefix("抄报:"))
        else {
            continue;
        };
        let start = para.span.end - rest.len();
        let mut end = rest.find('。').map_or(para.span.end, |stop| start + stop);
        if end == para.span.end {
            // The list may run over lines until its full stop.
            for later in view.paras.iter().skip(index + 1).take(3) {
                let text = view.of(&later.span);
                let Some(stop) = text.strip_suffix('。') else { break };
                if text.contains("印发") {
                    break;
                }
                end = later.span.start + stop.len();
            }
        }
        let items = split_list(view, &(start..end), &['、', ',', ';', '\n']);
        let items = items.into_iter().filter(|item| !view.of(item).trim_matches('\t').is_empty());
        return items.map(|item| Taken::printed(view.printed(&item), item)).collect();
    }
    Vec::new()
}

/// Splits at separators outside brackets.
pub(crate) fn split_list(view: &View, span: &Span, separators: &[char]) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = span.start;
    let mut depth = 0usize;
    for (at, c) in view.of(span).char_indices() {
        let at = span.start + at;
        match c {
            '(' | '〔' => depth += 1,
            ')' | '〕' => depth = depth.saturating_sub(1),
            _ if depth == 0 && separators.contains(&c) => {
                out.push(start..at);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    out.push(start..span.end);
    out.retain(|item| !item.is_empty());
    out
}

//! The parts of a notice: head, title, addressee, body, attachment note, signature (公文各部分).
//!
//! Source of the order of parts: GB/T 9704-2012 chapter 7.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::dates;
use crate::lines::{ends_like_org, is_date, is_heading, is_number, is_org, is_page_furniture};
use crate::pattern::regex;
use crate::view::{Span, View};

/// Where the parts are, in paragraphs unless said otherwise.
#[derive(Clone, Debug, Default)]
pub(crate) struct Zones {
    /// The own title, without a number behind it.
    pub(crate) title: Option<Span>,
    /// The addressee line without its colon.
    pub(crate) addressee: Option<Span>,
    /// Where the body's first paragraph begins, in bytes.
    pub(crate) body_start: usize,
    /// Paragraphs of the body; the first may begin inside.
    pub(crate) body: Range<usize>,
    /// The paragraph that begins with 附件 and lists them.
    pub(crate) attachments: Option<usize>,
    /// The paragraph of the date of signature.
    pub(crate) dated: Option<usize>,
    /// The first paragraph behind signature or body, where tables may stand.
    pub(crate) after: usize,
}

static BODY_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"根据|依据|按照|依照|按|为[了做贯推支确进落切帮全加规保]|经|下达|拨付|安排|拟|核定|现将")
});
static INLINE_ADDRESSEE: LazyLock<Regex> = LazyLock::new(|| regex(r"^([^:。;]{2,100}):.{15,}"));
static ATTACHMENT: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?:附件|附表|附)(?:\d{0,2}:.|\d{1,2}[.、].)"));
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x)
            ^(?:标题:?\t?)?(.{0,80}?关于.{2,120}?的?(?:通知|公告|公示|通报|批复|决定|意见|报告
            |方案|函))((?:[(〔]?[^()]*?〔\d{4}〕\d+号[)〕]?)|(?:[_|\t-].*))?$",
    )
});

/// Finds the parts.
pub(crate) fn find(view: &View) -> Zones {
    let mut zones = Zones::default();
    let addressee = addressee(view);
    if let Some((index, span, start)) = addressee {
        zones.addressee = Some(span);
        zones.body_start = start;
        zones.body.start = view.para_at(start);
        zones.title = title(view, 0..index).or_else(|| plain_title(view, 0..index));
    } else {
        let count = view.paras.len();
        let first = (0..count).find(|&index| is_body_start(view, index)).unwrap_or(count);
        zones.title = title(view, 0..first).or_else(|| plain_title(view, 0..first));
        zones.body.start = first;
        zones.body_start = view.paras.get(first).map_or(view.text.len(), |para| para.span.start);
    }
    zones.dated = dated(view, zones.body.start);
    let last = zones.dated.unwrap_or(view.paras.len());
    zones.attachments = (zones.body.start..view.paras.len())
        .find(|&index| {
            ATTACHMENT.is_match(view.para(index)) && !view.para(index).contains("附件下载")
        })
        .filter(|&index| index <= last);
    zones.body.end = body_end(view, &zones);
    zones.after = zones.dated.map_or(zones.body.end, |index| index + 1);
    zones
}

/// Paragraph, place without colon, and the byte where the body begins.
fn addressee(view: &View) -> Option<(usize, Span, usize)> {
    for (index, para) in view.paras.iter().enumerate().take(40) {
        let text = view.of(&para.span);
        let inline = INLINE_ADDRESSEE.captures(text).and_then(|found| found.get(1));
        if let Some(found) = inline.filter(|m| looks_addressed(m.as_str()) && !is_label(m.as_str()))
        {
            let span = para.span.start..para.span.start + found.end();
            return Some((index, span.clone(), span.end + 1));
        }
        if index > 0 && is_body_start(view, index) && !text.ends_with(':') {
            return None;
        }
        let Some(line) = text.strip_suffix(':') else { continue };
        let blank = line.is_empty();
        if para.cells.is_empty() && (blank || looks_addressed(line)) && !is_heading(line) {
            let next = view.paras.get(index + 1).map_or(view.text.len(), |next| next.span.start);
            return Some((index, para.span.start..para.span.start + line.len(), next));
        }
    }
    None
}

/// A list of bodies or places, as an addressee line is.
fn looks_addressed(line: &str) -> bool {
    const ENDS: [&str; 24] = [
        "单位",
        "部门",
        "市",
        "县",
        "区",
        "州",
        "镇",
        "乡",
        "街道",
        "村",
        "村(居)委会",
        "社区",
        "场",
        "师",
        "公司",
        "局)",
        "厅)",
        "府)",
        "办)",
        "处)",
        "企业",
        "学校",
        "组织",
        "会",
    ];
    const NOT: [&str; 20] = [
        "如下",
        "要求",
        "来源",
        "文件:",
        "附件",
        "时间",
        "分享",
        "电话",
        "发布",
        "发文",
        "主题",
        "索引",
        "责任",
        "实施单位",
        "主管部门",
        "填报",
        "预算单位",
        "金额单位",
        "监督",
        "受理",
    ];
    let chars = line.chars().count();
    let ends = ends_like_org(line) || ENDS.iter().any(|end| line.ends_with(end));
    chars <= 150
        && ends
        && !line.contains(['。', ';'])
        && !NOT.iter().any(|word| line.contains(word))
}

/// 编制单位 and the like name a field of a form, no addressee.
fn is_label(text: &str) -> bool {
    let kind = text.ends_with("单位") || text.ends_with("部门");
    kind && !["各", "有关", "相关", "直属", "所属"].iter().any(|word| text.contains(word))
}

fn is_body_start(view: &View, index: usize) -> bool {
    let Some(para) = view.paras.get(index) else { return false };
    let text = view.of(&para.span);
    let long = text.chars().count() >= 25;
    long && para.cells.is_empty()
        && text.contains(['。', ',', ';'])
        && BODY_WORDS.is_match(text)
        && !is_page_furniture(text)
        && !TITLE.is_match(text)
        && !text.starts_with("附件")
}

/// A title without 关于: the last short line before the body that ends as titles of lists do.
fn plain_title(view: &View, head: Range<usize>) -> Option<Span> {
    const ENDS: [&str; 6] = ["公示", "公告", "的通知", "的通报", "分配方案", "分配情况"];
    head.rev().find_map(|index| {
        let para = view.paras.get(index)?;
        let text = view.of(&para.span);
        let chars = text.chars().count();
        let fits = (8..=70).contains(&chars)
            && !text.contains(['。', ',', ';', ':', '>'])
            && ENDS.iter().any(|end| text.ends_with(end));
        (fits && para.cells.is_empty()).then(|| para.span.clone())
    })
}

/// The title nearest to the body; an earlier one is the page's own.
fn title(view: &View, head: Range<usize>) -> Option<Span> {
    for index in head.rev() {
        let para = view.paras.get(index)?;
        let found = TITLE.captures(view.of(&para.span)).and_then(|found| found.get(1));
        if let Some(found) = found.filter(|m| !m.as_str().starts_with("附件")) {
            return Some(para.span.start + found.start()..para.span.start + found.end());
        }
    }
    None
}

/// The date of signature: a line of its own, best with the signing body before it.
fn dated(view: &View, from: usize) -> Option<usize> {
    let mut fallback = None;
    for index in from + 1..view.paras.len() {
        let para = &view.paras[index];
        if !para.cells.is_empty() {
            continue;
        }
        let text = view.of(&para.span);
        let before = view.para(index - 1);
        let signed = view.split_at_gaps(&view.paras[index - 1].span);
        let signed = is_org(before) || signed.iter().all(|part| is_org(view.of(part)));
        let alone = is_date(text) || dates::compact(text, &para.span).is_some();
        if (alone && signed) || signed_on_one_line(view, &para.span) {
            return Some(index);
        }
        if is_date(text) && fallback.is_none() {
            fallback = Some(index);
        }
    }
    fallback
}

/// Body and date on one line: 青禾县财政局 2024年5月6日.
fn signed_on_one_line(view: &View, span: &Span) -> bool {
    let parts = view.split_at_gaps(span);
    let joined = view.of(span);
    let Some(date) = dates::all(view, span).into_iter().next_back() else { return false };
    let before = &joined[..date.span.start - span.start];
    date.span.end == span.end
        && ((2 <= parts.len() && is_org(view.of(&parts[0]))) || is_org(before))
}

fn body_end(view: &View, zones: &Zones) -> usize {
    let limit = zones.attachments.or(zones.dated).unwrap_or(view.paras.len());
    let mut end = limit.min(zones.dated.unwrap_or(limit));
    if zones.attachments.is_none() {
        while end > zones.body.start + 1 && is_org(view.para(end - 1)) {
            end -= 1;
        }
    }
    let stop = (zones.body.start + 1..end).find(|&index| {
        let text = view.para(index);
        text.starts_with("抄送") || is_number(text) || text == "附件" || text == "附件:"
    });
    stop.unwrap_or(end).max(zones.body.start.min(view.paras.len()))
}

/// The place of the whole body, in bytes.
pub(crate) fn body_span(view: &View, zones: &Zones) -> Span {
    let last = zones.body.end.checked_sub(1).and_then(|index| view.paras.get(index));
    let end = last.map_or(zones.body_start, |para| para.span.end);
    zones.body_start.min(end)..end
}

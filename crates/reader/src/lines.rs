//! Which printed lines belong to one paragraph, and what a line is on its own (折行、行的类别).

use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::regex;
use crate::view::Line;

const SENTENCE_ENDS: [char; 9] = ['。', ';', ':', '!', '?', '；', '：', '…', '\t'];

static HEADING: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x)
            ^(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[、.．]
            (?:\D|$|\d{4}年)|\(\d{1,2}\)|附件|附:|附表|抄送|主送|单位:|信息公开|来源:|公示|监督电话
            |联系)",
    )
});
static TITLE_END: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:通知|公告|公示|通报|批复|决定|意见|报告|方案|函)(?:[(〔][^()]*[)〕][^()〔〕]{0,8})*\)?$",
    )
});
static ORG_END: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x)
            (?:局|厅|委员会|委|政府|办公室|办|部|院|所|中心|站|处|科|公司|集团|校|党组|小组|指挥部|大队|支队
            |总队|联社|队|署|协会|学会|联合会|基金会|管委会)(?:\([^()]{1,12}\))?$",
    )
});
static DATE_LINE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x)
            ^(?:19|20|二[〇零○OＯ0])[\d〇零○OＯ一二三四五六七八九]{2}[年./-][\d〇一二三四五六七八九十]{1,3}
            [月./-][\d〇一二三四五六七八九十]{1,3}日?[。.]?$",
    )
});
static NUMBER_LINE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^[\p{Han}()]{1,20}〔(?:19|20)\d{2}〕第?\d{1,5}号$"));

/// Starts a numbered heading, an attachment note or another part of its own.
pub(crate) fn is_heading(text: &str) -> bool {
    HEADING.is_match(text)
}

/// Ends as titles of notices end.
pub(crate) fn ends_like_title(text: &str) -> bool {
    TITLE_END.is_match(text)
}

/// Nothing but the name of one body.
pub(crate) fn is_org(text: &str) -> bool {
    let chars = text.chars().count();
    let plain = text.chars().all(|c| is_name_char(c) || matches!(c, '(' | ')'));
    3 <= chars && chars <= 40 && plain && ORG_END.is_match(text) && !text.contains("关于")
}

/// Ends as the name of a body ends.
pub(crate) fn ends_like_org(text: &str) -> bool {
    ORG_END.is_match(text)
}

/// Nothing but a date.
pub(crate) fn is_date(text: &str) -> bool {
    DATE_LINE.is_match(text)
}

/// Nothing but a document number.
pub(crate) fn is_number(text: &str) -> bool {
    NUMBER_LINE.is_match(text)
}

/// A character names are made of: Han, or a letter.
pub(crate) fn is_name_char(c: char) -> bool {
    ('\u{3400}' <= c && c <= '\u{9FFF}') || c.is_ascii_alphabetic() || c == '·'
}

/// Whether the line after `at` goes on with the paragraph `so_far` that ends at line `at`.
pub(crate) fn joins(lines: &[Line], at: usize, so_far: &str) -> bool {
    let next = &lines[at + 1];
    let barred = lines[at].is_barred || next.is_barred;
    if next.is_row || barred || so_far.ends_with(SENTENCE_ENDS) {
        return false;
    }
    let next_text = next.text.as_str();
    if is_heading(next_text) || is_date(next_text) || is_number(next_text) {
        return false;
    }
    if is_title_start(so_far) {
        return title_goes_on(lines, at);
    }
    let chars = so_far.chars().count();
    let apart = is_label(so_far)
        || so_far.contains("单位:")
        || next_text.ends_with(':')
        || (is_heading(so_far) && chars < 30 && !so_far.contains(','))
        || so_far.starts_with("附件")
        || is_date(so_far)
        || is_org(so_far)
        || is_number(so_far)
        || ends_like_title(so_far) && chars < 80
        || is_org(next_text);
    let in_sentence = so_far.contains([',', '。', '、', '“', ';', ':']) && 12 <= chars;
    !apart && in_sentence && !is_page_furniture(so_far)
}

fn is_title_start(text: &str) -> bool {
    let chars = text.chars().count();
    text.contains("关于")
        && chars < 90
        && !text.contains(['。', ',', ';', ':', '《', '“'])
        && !ends_like_title(text)
        && !text.ends_with(".docx")
        && !text.ends_with(".doc")
}

/// A title over several lines ends in 通知 and the like within the next four.
fn title_goes_on(lines: &[Line], at: usize) -> bool {
    for next in lines.iter().skip(at + 1).take(4) {
        if next.is_row || next.text.contains(['。', ':', ',']) {
            return false;
        }
        if ends_like_title(&next.text) {
            return true;
        }
    }
    false
}

/// A label with its value, as pages put above a notice: 文号:…, 发布日期:….
fn is_label(text: &str) -> bool {
    let value = text.split_once(':').filter(|(label, _)| label.chars().count() <= 8);
    value.is_some_and(|(_, value)| value.chars().count() <= 50 && !value.contains([',', '。']))
}

/// Navigation, counters and other remains of a web page.
pub(crate) fn is_page_furniture(text: &str) -> bool {
    const MARKS: [&str; 18] = [
        "当前位置",
        "您的位置",
        "首页>",
        "来源:",
        "发布时间",
        "点击",
        "浏览",
        "字号",
        "打印",
        "分享",
        "扫一扫",
        "索引号",
        "主题分类",
        "成文日期",
        "发布机构",
        "公开方式",
        "相关文章",
        "附件下载",
    ];
    text.chars().count() < 120
        && MARKS.iter().any(|mark| text.contains(mark))
        && !text.contains('。')
}

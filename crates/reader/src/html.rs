//! A web page's text: blocks as lines, table rows as tab-separated lines (网页).
//!
//! Tags are stripped in one pass without building a tree, so depth and size of a page cannot hurt.

/// Elements that never hold text to read.
const SILENT: [&str; 6] = ["script", "style", "head", "noscript", "template", "svg"];
/// Elements that begin and end a line.
const BLOCKS: [&str; 18] = [
    "p", "div", "section", "article", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol",
    "table", "tr", "header", "footer", "br",
];

/// The readable text of a page.
pub(crate) fn text(page: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    let mut in_row = false;
    while let Some(open) = rest.find('<') {
        write(&rest[..open], &mut out);
        rest = &rest[open..];
        if let Some(after) = rest.strip_prefix("<!--") {
            rest = after.find("-->").map_or("", |end| &after[end + 3..]);
            continue;
        }
        let Some(end) = rest.find('>') else { break };
        let tag = Tag::read(&rest[1..end]);
        rest = &rest[end + 1..];
        if !tag.closes && SILENT.contains(&tag.name.as_str()) {
            rest = past_closing(rest, &tag.name);
            continue;
        }
        match tag.name.as_str() {
            "td" | "th" if !tag.closes => {
                if in_row {
                    out.push('\t');
                }
                in_row = true;
            }
            // A paragraph inside a cell is no line of its own.
            name if BLOCKS.contains(&name) && (!in_row || name == "tr" || name == "table") => {
                in_row = false;
                if !out.is_empty() && !out.ends_with('\n') {
                    out.push('\n');
                }
            }
            _ => {}
        }
    }
    if !rest.starts_with('<') {
        write(rest, &mut out);
    }
    out
}

struct Tag {
    name: String,
    closes: bool,
}

impl Tag {
    fn read(inner: &str) -> Tag {
        let closes = inner.starts_with('/');
        let name = inner.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric);
        Tag { name: name.collect::<String>().to_ascii_lowercase(), closes }
    }
}

/// What follows `</name>`, whatever its case; nothing if it never closes.
fn past_closing<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        rest = &rest[at + 2..];
        if rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return rest.find('>').map_or("", |end| &rest[end + 1..]);
        }
    }
    ""
}

/// Text between tags: line breaks of the source are spaces, entities become characters.
fn write(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '\n', '\r', '\t']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let entity = rest.strip_prefix('&').and_then(|tail| {
            let end = tail.find(';').filter(|end| *end <= 8)?;
            Some((character(&tail[..end])?, end + 2))
        });
        let (c, length) = match entity {
            Some(found) => found,
            None if rest.starts_with('&') => ('&', 1),
            None => (' ', 1),
        };
        out.push(c);
        rest = &rest[length..];
    }
    out.push_str(rest);
}

fn character(entity: &str) -> Option<char> {
    if let Some(number) = entity.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match entity {
        "nbsp" | "ensp" | "emsp" => ' ',
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "middot" => '·',
        "mdash" => '—',
        "hellip" => '…',
        _ => return None,
    })
}

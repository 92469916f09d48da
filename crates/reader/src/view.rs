//! The text as the grammar sees it: squeezed, folded, wrapped lines joined (视图).
//!
//! White space is dropped but remembered as gaps; tabs and bars between cells stay as tabs; lines
//! broken in the middle of a sentence become one paragraph. Every byte leads back to the text.

use std::ops::Range;

use crate::fold::{fold_char, is_invisible};
use crate::lines::joins;

/// A place in the view: byte offsets of `View::text`.
pub(crate) type Span = Range<usize>;

/// One paragraph, or one row of a table.
#[derive(Clone, Debug)]
pub(crate) struct Para {
    pub(crate) span: Span,
    /// Cells of a row; empty for running text.
    pub(crate) cells: Vec<Span>,
    /// One cell of a table whose cells are set apart by bars.
    pub(crate) is_barred: bool,
}

/// The folded text with its way back.
pub(crate) struct View {
    pub(crate) text: String,
    pub(crate) paras: Vec<Para>,
    origin: Vec<usize>,
    gaps: Vec<usize>,
    source: Vec<char>,
}

/// One printed line, squeezed.
pub(crate) struct Line {
    pub(crate) text: String,
    origin: Vec<usize>,
    gaps: Vec<usize>,
    pub(crate) is_row: bool,
    /// Cells were set apart by bars: never part of a sentence.
    pub(crate) is_barred: bool,
}

impl View {
    pub(crate) fn new(source: &str) -> View {
        let source: Vec<char> = source.chars().collect();
        let mut lines = squeeze(&source);
        rows_by_spaces(&mut lines);
        let mut view = View {
            text: String::new(),
            paras: Vec::new(),
            origin: Vec::new(),
            gaps: Vec::new(),
            source,
        };
        let mut at = 0;
        while at < lines.len() {
            let start = view.text.len();
            let (is_row, is_barred) = (lines[at].is_row, lines[at].is_barred);
            view.push(&lines[at]);
            while !is_row && at + 1 < lines.len() && joins(&lines, at, &view.text[start..]) {
                at += 1;
                view.push(&lines[at]);
            }
            let span = start..view.text.len();
            let cells = if is_row { cells(&view.text, &span) } else { Vec::new() };
            view.paras.push(Para { span, cells, is_barred });
            view.text.push('\n');
            let last = view.origin.last().copied().unwrap_or(0);
            view.origin.push(last);
            at += 1;
        }
        view
    }

    fn push(&mut self, line: &Line) {
        let base = self.text.len();
        self.gaps.push(base);
        self.gaps.extend(line.gaps.iter().map(|gap| base + gap));
        self.text.push_str(&line.text);
        self.origin.extend(&line.origin);
    }

    /// The folded text of a place.
    pub(crate) fn of(&self, span: &Span) -> &str {
        self.text.get(span.clone()).unwrap_or_default()
    }

    /// The folded text of paragraph `index`, empty beyond the end.
    pub(crate) fn para(&self, index: usize) -> &str {
        self.paras.get(index).map_or("", |para| self.of(&para.span))
    }

    /// The characters of a place as printed, without white space.
    pub(crate) fn printed(&self, span: &Span) -> String {
        let chars = self.of(span).char_indices();
        chars
            .filter(|(_, c)| *c != '\n' && *c != '\t')
            .filter_map(|(at, _)| self.origin.get(span.start + at))
            .filter_map(|&index| self.source.get(index))
            .collect()
    }

    /// The place in characters of the source text, end exclusive.
    pub(crate) fn place(&self, span: &Span) -> (usize, usize) {
        let last = self.of(span).char_indices().next_back().map_or(0, |(at, _)| at);
        let start = self.origin.get(span.start).copied().unwrap_or(0);
        let end = self.origin.get(span.start + last).map_or(start, |index| index + 1);
        (start, end.max(start).min(self.source.len()))
    }

    /// The source characters from `start` to `end`.
    pub(crate) fn quote(&self, start: usize, end: usize) -> String {
        self.source.get(start..end).unwrap_or_default().iter().collect()
    }

    /// White space or a line break was dropped before this byte.
    pub(crate) fn gap_before(&self, at: usize) -> bool {
        self.gaps.binary_search(&at).is_ok()
    }

    /// Splits a place where white space was dropped.
    pub(crate) fn split_at_gaps(&self, span: &Span) -> Vec<Span> {
        let mut out = Vec::new();
        let mut start = span.start;
        let first = self.gaps.partition_point(|&gap| gap <= span.start);
        for &gap in self.gaps.iter().skip(first).take_while(|&&gap| gap < span.end) {
            out.push(start..gap);
            start = gap;
        }
        out.push(start..span.end);
        out.retain(|part| !part.is_empty());
        out
    }

    /// The paragraph that holds this byte.
    pub(crate) fn para_at(&self, at: usize) -> usize {
        let after = self.paras.partition_point(|para| para.span.start <= at);
        after.saturating_sub(1)
    }
}

fn cells(text: &str, span: &Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = span.start;
    for (at, _) in text[span.clone()].match_indices('\t') {
        out.push(start..span.start + at);
        start = span.start + at + 1;
    }
    out.push(start..span.end);
    out
}

/// Cuts the source into squeezed lines; blank ones are dropped.
fn squeeze(source: &[char]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for end in 0..=source.len() {
        let at_break = source.get(end).is_none_or(|c| matches!(c, '\n' | '\r' | '\u{2028}'));
        if at_break {
            lines.extend(squeeze_line(source, start..end));
            start = end + 1;
        }
    }
    lines
}

fn squeeze_line(source: &[char], range: Range<usize>) -> Option<Line> {
    let chars = source.get(range.clone()).unwrap_or_default();
    let ink = |c: &char| !c.is_whitespace() && !is_invisible(*c);
    let first = chars.iter().position(ink)?;
    let bars = chars.iter().any(|c| matches!(c, '|' | '｜'));
    let tabs = chars[first..].contains(&'\t');
    let is_row = bars || tabs;
    let from = if tabs && !bars { 0 } else { first };
    let mut line =
        Line { text: String::new(), origin: Vec::new(), gaps: Vec::new(), is_row, is_barred: bars };
    let mut at = from;
    while at < chars.len() {
        let c = chars[at];
        let index = range.start + at;
        if is_row && matches!(c, '\t' | '|' | '｜') {
            line.put('\t', index);
        } else if c.is_whitespace() || is_invisible(c) {
            line.gaps.push(line.text.len());
        } else if let Some(length) = stray_pinyin(&chars[at..]) {
            at += length;
            continue;
        } else {
            line.put(fold_char(c), index);
        }
        at += 1;
    }
    if bars {
        line.trim_end_tabs();
    }
    line.is_row = line.text.contains('\t');
    line.gaps.dedup();
    (!line.text.is_empty()).then_some(line)
}

/// Columns set apart by spaces only: three lines or more with equally many words, one a number.
fn rows_by_spaces(lines: &mut [Line]) {
    let mut start = 0;
    while start < lines.len() {
        let words = lines[start].words_of_row();
        let like = |line: &Line| words.is_some() && line.words_of_row() == words;
        let count = lines[start..].iter().take_while(|line| like(line)).count();
        if 3 <= count {
            let header = start.checked_sub(1).filter(|&above| {
                let line = &lines[above];
                !line.is_row && words == Some(line.words().len()) && !line.is_sentence()
            });
            lines[header.unwrap_or(start)..start + count].iter_mut().for_each(Line::make_row);
        }
        start += count.max(1);
    }
}

impl Line {
    /// The parts between gaps.
    fn words(&self) -> Vec<&str> {
        let mut words = Vec::new();
        let mut start = 0;
        for &gap in self.gaps.iter().chain([&self.text.len()]) {
            words.extend(self.text.get(start..gap).filter(|word| !word.is_empty()));
            start = gap;
        }
        words
    }

    /// How many words, if the line looks like a row: a name and a number, nothing of a sentence.
    fn words_of_row(&self) -> Option<usize> {
        if self.is_row || self.is_barred || self.gaps.is_empty() || self.is_sentence() {
            return None;
        }
        let words = self.words();
        let number = words.iter().any(|word| crate::amounts::is_number(word));
        let name = words.iter().any(|word| word.chars().all(|c| '\u{4E00}' <= c));
        (2 <= words.len() && number && name).then_some(words.len())
    }

    fn is_sentence(&self) -> bool {
        let grouped = |at: usize| self.text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
        self.text.contains(['。', ';', ':', '〔', '《', '年'])
            || self.text.match_indices(',').any(|(at, _)| !grouped(at))
    }

    fn make_row(&mut self) {
        let mut row = Line {
            text: String::new(),
            origin: Vec::new(),
            gaps: Vec::new(),
            is_row: true,
            is_barred: false,
        };
        for (at, c) in self.text.char_indices() {
            let index = self.origin.get(at).copied().unwrap_or(0);
            if 0 < at && self.gaps.contains(&at) {
                row.put('\t', index);
            }
            row.put(c, index);
        }
        *self = row;
    }

    fn put(&mut self, c: char, index: usize) {
        self.text.push(c);
        self.origin.extend(std::iter::repeat_n(index, c.len_utf8()));
    }

    fn trim_end_tabs(&mut self) {
        let kept = self.text.trim_end_matches('\t').len();
        self.text.truncate(kept);
        self.origin.truncate(kept);
        self.gaps.retain(|gap| *gap < kept);
    }
}

/// How many characters a reading aid in brackets takes, as converters leave behind: 達（dá）.
fn stray_pinyin(chars: &[char]) -> Option<usize> {
    if !matches!(chars.first(), Some('(' | '（')) {
        return None;
    }
    let inner = chars[1..].iter().take(8).take_while(|c| c.is_lowercase()).count();
    let closes = matches!(chars.get(inner + 1), Some(')' | '）'));
    let toned = chars.get(1..=inner).unwrap_or_default().iter().any(|c| !c.is_ascii());
    (0 < inner && closes && toned && chars.iter().take(inner + 1).skip(1).all(is_latin))
        .then_some(inner + 2)
}

fn is_latin(c: &char) -> bool {
    u32::from(*c) < 0x0250
}

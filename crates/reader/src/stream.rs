//! Tables that come one cell a line, as web pages and converters leave them (逐格成行的表).

use crate::amounts::is_number;
use crate::columns::{Role, is_header_word, role};
use crate::view::{Span, View};

/// A table as columns with roles and rows of optional cells.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grid {
    pub(crate) header: Vec<Span>,
    pub(crate) roles: Vec<Option<Role>>,
    pub(crate) rows: Vec<Vec<Option<Span>>>,
    /// The last number of each row where the header does not fit the rows.
    pub(crate) last_numbers: Vec<Option<Span>>,
}

/// Builds a grid from cells in reading order.
pub(crate) fn from_cells(view: &View, cells: &[Span]) -> Option<Grid> {
    let numeric = |span: &Span| is_number(view.of(span));
    if !is_header_word(view.of(cells.first()?)) {
        return None;
    }
    // Up to the last header word before the first number; 20 columns are more than a page holds.
    let words = cells.iter().take(20).take_while(|cell| !numeric(cell));
    let count = words.enumerate().filter(|(_, cell)| is_header_word(view.of(cell))).last()?.0 + 1;
    let header: Vec<Span> = cells.get(..count)?.to_vec();
    if header.len() < 2 {
        return None;
    }
    let roles: Vec<Option<Role>> = header.iter().map(|cell| role(view.of(cell))).collect();
    let mut grid = Grid { header, roles, ..Grid::default() };
    let rest = &cells[count..];
    if grid.roles.first() == Some(&Some(Role::Serial)) {
        by_serial(view, rest, &mut grid);
    } else {
        by_turns(rest, &numeric, &mut grid);
    }
    (!grid.rows.is_empty()).then_some(grid)
}

/// Rows begin at 1, 2, 3 …; what stands before 1 is a total.
fn by_serial(view: &View, cells: &[Span], grid: &mut Grid) {
    let mut next = 1u32;
    let mut row: Vec<Span> = Vec::new();
    for (at, cell) in cells.iter().enumerate() {
        let text = view.of(cell);
        let name_follows = cells.get(at + 1).is_some_and(|cell| !is_number(view.of(cell)));
        if text == next.to_string() && name_follows {
            push(view, grid, &row);
            row = vec![cell.clone()];
            next += 1;
        } else {
            row.push(cell.clone());
        }
    }
    push(view, grid, &row);
}

fn push(view: &View, grid: &mut Grid, row: &[Span]) {
    if row.is_empty() {
        return;
    }
    let exact = row.len() == grid.roles.len();
    let placed = if exact {
        row.iter().cloned().map(Some).collect()
    } else {
        let numeric = |span: &Span| is_number(view.of(span));
        let serial = row.first().filter(|cell| numeric(cell)).is_some();
        let (numbers, texts): (Vec<Span>, Vec<Span>) =
            row.iter().skip(usize::from(serial)).cloned().partition(numeric);
        place(&grid.roles, &texts, &numbers)
    };
    grid.last_numbers.push(None);
    grid.rows.push(placed);
}

/// Rows are words, then numbers, then the next row's words.
fn by_turns(cells: &[Span], numeric: &dyn Fn(&Span) -> bool, grid: &mut Grid) {
    let words = grid.roles.iter().filter(|role| is_wordy(**role)).count().max(1);
    let mut texts: Vec<Span> = Vec::new();
    let mut numbers: Vec<Span> = Vec::new();
    let mut group: Vec<Span> = Vec::new();
    for cell in cells {
        if numeric(cell) {
            numbers.push(cell.clone());
            continue;
        }
        if !numbers.is_empty() {
            finish(grid, words, &mut group, &texts, &numbers);
            texts.clear();
            numbers.clear();
        }
        texts.push(cell.clone());
    }
    if !numbers.is_empty() {
        finish(grid, words, &mut group, &texts, &numbers);
    }
}

fn is_wordy(role: Option<Role>) -> bool {
    matches!(role, Some(Role::Holder | Role::Project | Role::Kind | Role::Source))
}

/// A row with fewer words than columns belongs to the group above.
fn finish(grid: &mut Grid, words: usize, group: &mut Vec<Span>, texts: &[Span], numbers: &[Span]) {
    let kept: Vec<Span> = if words <= texts.len() {
        texts[texts.len() - words..].to_vec()
    } else {
        let inherited = group.iter().take(words - texts.len());
        inherited.chain(texts).cloned().collect()
    };
    group.clone_from(&kept);
    let fits = numbers.len() == grid.roles.iter().filter(|role| is_counting(**role)).count();
    grid.last_numbers.push(if fits { None } else { numbers.last().cloned() });
    let placed = place(&grid.roles, &kept, numbers);
    grid.rows.push(placed);
}

fn is_counting(role: Option<Role>) -> bool {
    matches!(role, Some(Role::Money(_) | Role::Count))
}

/// Words into columns of words, numbers into columns of numbers, each from the left.
fn place(roles: &[Option<Role>], texts: &[Span], numbers: &[Span]) -> Vec<Option<Span>> {
    let mut texts = texts.iter();
    let mut numbers = numbers.iter();
    let mut out = Vec::with_capacity(roles.len());
    for role in roles {
        out.push(match role {
            Some(Role::Money(_) | Role::Count) => numbers.next().cloned(),
            Some(Role::Serial) => None,
            _ => texts.next().cloned(),
        });
    }
    out
}

//! Tables: which rows pass money down, in which unit, and what they add up to (分配表).

use std::sync::LazyLock;

use mingqu_money::Fen;
use regex::Regex;

use crate::amounts::{self, Unit, is_number};
use crate::columns::{Role, role};
use crate::lines::{is_date, is_heading};
use crate::pattern::regex;
use crate::stream::{self, Grid};
use crate::view::{Span, View};
use crate::zones::Zones;

/// One row at the lowest level.
#[derive(Clone, Debug)]
pub(crate) struct TableRow {
    pub(crate) name: Span,
    pub(crate) amount: Fen,
    pub(crate) amount_at: Span,
    pub(crate) project: Option<Span>,
}

/// One table that passes money down.
#[derive(Clone, Debug)]
pub(crate) struct TableReading {
    pub(crate) rows: Vec<TableRow>,
    pub(crate) totals: Vec<(Fen, Span)>,
    pub(crate) unit: Unit,
    /// Where the unit is printed; `None` if it was concluded.
    pub(crate) unit_at: Option<Span>,
    header: String,
}

/// Lines that belong together, with what stands above them.
#[derive(Default)]
struct Block {
    title: Option<Span>,
    unit: Option<(Unit, Span)>,
    lines: Vec<Vec<Span>>,
}

static UNIT_LINE: LazyLock<Regex> = LazyLock::new(|| regex(r"单位[:：]?(亿元|万元|元)"));
static TOTAL_NAME: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?:合计|总计|共计|.{0,12}合计|总.{0,2}计)$"));
static SUBTOTAL_NAME: LazyLock<Regex> = LazyLock::new(|| regex(r"小计$"));

/// The tables behind and inside the body that hold rows of money.
pub(crate) fn tables(
    view: &View,
    zones: &Zones,
    stated: Option<Fen>,
    told: Option<Unit>,
) -> Vec<TableReading> {
    let mut out = Vec::new();
    for block in blocks(view, zones) {
        let about_targets = block.lines.iter().flatten().any(|cell| {
            let text = view.of(cell);
            text.contains("一级指标") || text.contains("绩效指标") || text.contains("绩效目标")
        });
        if about_targets {
            continue;
        }
        let Some(grid) = grid(view, &block) else { continue };
        out.extend(reading(view, &block, &grid, stated, told));
    }
    choose(out, stated)
}

/// One table where it alone gives the total, else all tables of the same form.
fn choose(mut tables: Vec<TableReading>, stated: Option<Fen>) -> Vec<TableReading> {
    let sum = |table: &TableReading| Fen::total(table.rows.iter().map(|row| row.amount)).ok();
    if stated.is_some() {
        if let Some(at) = tables.iter().position(|table| sum(table) == stated) {
            return vec![tables.swap_remove(at)];
        }
        let all = tables.iter().map(sum).collect::<Option<Vec<Fen>>>();
        if all.and_then(|sums| Fen::total(sums).ok()) == stated {
            return tables;
        }
    }
    let Some(first) = tables.first().map(|table| table.header.clone()) else { return tables };
    tables.retain(|table| table.header == first);
    tables
}

fn blocks(view: &View, zones: &Zones) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut block = Block::default();
    for index in zones.body.start..view.paras.len() {
        let para = &view.paras[index];
        let text = view.of(&para.span);
        let signed = zones.attachments.is_some_and(|first| first <= index)
            && zones.dated.is_some_and(|last| index <= last);
        if let Some(unit) = UNIT_LINE.captures(text).filter(|_| text.chars().count() < 70) {
            close(&mut block, &mut out, false);
            let label = unit.get(1).and_then(|m| Unit::of(m.as_str()));
            block.unit = label.map(|unit| (unit, para.span.clone()));
        } else if !para.cells.is_empty() {
            block.lines.push(para.cells.clone());
        } else if text.ends_with('表') || text.ends_with("表)") || text.ends_with("明细") {
            close(&mut block, &mut out, true);
            block.title = Some(para.span.clone());
        } else if is_cell(text) && !signed {
            block.lines.push(vec![para.span.clone()]);
        } else {
            close(&mut block, &mut out, true);
        }
    }
    close(&mut block, &mut out, true);
    out
}

/// Ends a block; a unit line between title and header keeps the title.
fn close(block: &mut Block, out: &mut Vec<Block>, forget: bool) {
    if block.lines.is_empty() {
        if forget {
            *block = Block::default();
        }
        return;
    }
    let keep_title = !forget && block.lines.len() <= 2;
    let title = if keep_title { block.title.clone() } else { None };
    out.push(std::mem::take(block));
    block.title = title;
}

fn is_cell(text: &str) -> bool {
    let chars = text.chars().count();
    let numbered = is_heading(text) && !text.ends_with("项目");
    chars <= 40 && !text.contains(['。', ';', ':']) && !is_date(text) && !numbered
        || text.starts_with("其中:") && chars < 20
}

fn grid(view: &View, block: &Block) -> Option<Grid> {
    let numbers = block.lines.iter().flatten().filter(|cell| is_number(view.of(cell))).count();
    if numbers == 0 {
        return None;
    }
    let wide = block.lines.iter().filter(|line| 2 <= line.len()).count();
    if wide * 10 >= block.lines.len() * 6 {
        let rows: Vec<&Vec<Span>> = block.lines.iter().collect();
        if let Some(grid) = from_rows(view, &rows) {
            return Some(grid);
        }
    }
    let cells: Vec<Span> =
        block.lines.iter().flatten().filter(|cell| !cell.is_empty()).cloned().collect();
    // A title or a stray line may stand before the header.
    (0..cells.len().min(8)).find_map(|skip| stream::from_cells(view, &cells[skip..]))
}

/// Rows with cells in their columns; the header ends at the first row with a number.
fn from_rows(view: &View, rows: &[&Vec<Span>]) -> Option<Grid> {
    let columns = rows.iter().map(|row| row.len()).max()?;
    let is_data = |row: &&Vec<Span>| {
        let numbers = row.iter().filter(|cell| amounts::cell(view.of(cell), Unit::Wan).is_some());
        let is_head = |text: &str| !TOTAL_NAME.is_match(text) && role(text).is_some_and(is_money);
        let heads = row.iter().filter(|cell| is_head(view.of(cell))).count();
        0 < numbers.count() && heads == 0
    };
    let first = rows.iter().position(is_data)?;
    let mut header = Vec::new();
    let mut roles = Vec::new();
    for column in 0..columns {
        let cells = rows[..first].iter().filter_map(|row| row.get(column));
        let texts: Vec<&str> = cells.clone().map(|cell| view.of(cell)).collect();
        header.push(cells.clone().next_back().cloned().unwrap_or(0..0));
        let lowest = texts.iter().rev().find_map(|text| role(text));
        roles.push(role(&texts.concat()).or(lowest));
    }
    if first == 0 || !roles.iter().flatten().any(|role| is_money(*role)) {
        return None;
    }
    let cell = |span: &Span| (!span.is_empty()).then(|| span.clone());
    let placed: Vec<Vec<Option<Span>>> =
        rows[first..].iter().map(|row| row.iter().map(cell).collect()).collect();
    let last_numbers = vec![None; placed.len()];
    Some(Grid { header, roles, rows: placed, last_numbers })
}

const fn is_money(role: Role) -> bool {
    matches!(role, Role::Money(_))
}

/// A row with an amount, before totals are told from parts.
struct Candidate {
    row: Option<TableRow>,
    is_total: bool,
    is_subtotal: bool,
    amount: Option<(Span, String)>,
}

fn reading(
    view: &View,
    block: &Block,
    grid: &Grid,
    stated: Option<Fen>,
    told: Option<Unit>,
) -> Option<TableReading> {
    let money = money_column(grid)?;
    let unit_in_header = grid
        .header
        .get(money)
        .and_then(|cell| Unit::of(view.of(cell)).map(|unit| (unit, cell.clone())));
    let in_title = block
        .title
        .as_ref()
        .and_then(|title| Unit::of(view.of(title)).map(|unit| (unit, title.clone())));
    let printed = unit_in_header.or(block.unit.clone()).or(in_title);
    let candidates = candidates(view, grid, money);
    let (unit, unit_at) = match printed {
        Some((unit, at)) => (unit, Some(at)),
        None => (concluded_unit(&candidates, stated, told)?, None),
    };
    let mut rows = Vec::new();
    let mut totals = Vec::new();
    let mut subtotals = Vec::new();
    for candidate in candidates {
        let Some((at, digits)) = candidate.amount else { continue };
        let Some(fen) = amounts::cell(&digits, unit) else { continue };
        if candidate.is_total {
            totals.push((fen, at));
        } else if candidate.is_subtotal {
            subtotals.push((fen, at));
        } else if let Some(row) = candidate.row {
            rows.push(TableRow { amount: fen, amount_at: at, ..row });
        }
    }
    if totals.is_empty() && subtotals.len() == 1 {
        totals = subtotals;
    }
    settle(view, &mut rows, &mut totals);
    let header: Vec<&str> = grid.header.iter().map(|cell| view.of(cell)).collect();
    (!rows.is_empty()).then(|| TableReading {
        rows,
        totals,
        unit,
        unit_at,
        header: header.concat(),
    })
}

fn money_column(grid: &Grid) -> Option<usize> {
    let filled = |column: usize| {
        grid.rows.iter().any(|row| row.get(column).is_some_and(Option::is_some))
            || grid.last_numbers.iter().any(Option::is_some)
    };
    let ranked = grid.roles.iter().enumerate().filter_map(|(column, role)| match role {
        Some(Role::Money(rank)) if filled(column) => Some((*rank, column)),
        _ => None,
    });
    ranked.max_by_key(|&(rank, column)| (rank, std::cmp::Reverse(column))).map(|(_, column)| column)
}

fn candidates(view: &View, grid: &Grid, money: usize) -> Vec<Candidate> {
    let column =
        |want: &dyn Fn(Role) -> bool| grid.roles.iter().position(|role| role.is_some_and(want));
    let holder = column(&|role| role == Role::Holder);
    let project = column(&|role| role == Role::Project);
    let kind = column(&|role| role == Role::Kind);
    let name_column = holder.or(project).or(kind);
    let project_column = if holder.is_some() { project.or(kind) } else { None };
    let mut last_name: Option<Span> = None;
    let mut out = Vec::new();
    for (row, last) in grid.rows.iter().zip(&grid.last_numbers) {
        let at = |column: Option<usize>| column.and_then(|c| row.get(c).cloned().flatten());
        let words = row.iter().flatten().map(|cell| view.of(cell)).filter(|text| !is_number(text));
        let words: Vec<&str> = words.collect();
        let is_subtotal = words.iter().any(|text| SUBTOTAL_NAME.is_match(text));
        let is_total = !is_subtotal && words.iter().any(|text| TOTAL_NAME.is_match(text));
        let name = at(name_column).filter(|cell| !is_number(view.of(cell)));
        if !is_total && !is_subtotal && name.is_some() {
            last_name.clone_from(&name);
        }
        let project = at(project_column).filter(|cell| !is_number(view.of(cell)));
        let name = name.or_else(|| last_name.clone().filter(|_| project.is_some()));
        let amount =
            at(Some(money)).filter(|cell| is_number(view.of(cell).trim_end_matches(['元', '万'])));
        let amount =
            amount.or_else(|| last.clone()).map(|cell| (cell.clone(), view.of(&cell).to_owned()));
        let row = name.map(|name| TableRow { name, amount: Fen::ZERO, amount_at: 0..0, project });
        out.push(Candidate { row, is_total, is_subtotal, amount });
    }
    out
}

/// The unit that makes the rows give the stated total, else the text's own.
fn concluded_unit(
    candidates: &[Candidate],
    stated: Option<Fen>,
    told: Option<Unit>,
) -> Option<Unit> {
    if let Some(stated) = stated {
        for unit in [Unit::Wan, Unit::Yuan] {
            let read = |candidate: &&Candidate| {
                candidate.amount.as_ref().and_then(|(_, digits)| amounts::cell(digits, unit))
            };
            let totals = candidates.iter().filter(|candidate| candidate.is_total);
            let rows = candidates.iter().filter(|c| !c.is_total && !c.is_subtotal);
            let sum = Fen::total(rows.filter_map(|candidate| read(&candidate))).ok();
            if sum == Some(stated) || totals.filter_map(|c| read(&c)).any(|fen| fen == stated) {
                return Some(unit);
            }
        }
    }
    told
}

/// Finds the rows that only add up others: an unnamed total first or last, and groups.
fn settle(view: &View, rows: &mut Vec<TableRow>, totals: &mut Vec<(Fen, Span)>) {
    let sum = |rows: &[TableRow]| Fen::total(rows.iter().map(|row| row.amount)).ok();
    if totals.is_empty() && 2 < rows.len() {
        let (first, last) = (rows[0].clone(), rows[rows.len() - 1].clone());
        if sum(&rows[1..]) == Some(first.amount) {
            totals.push((first.amount, first.amount_at));
            rows.remove(0);
        } else if sum(&rows[..rows.len() - 1]) == Some(last.amount) && 3 < rows.len() {
            totals.push((last.amount, last.amount_at));
            rows.pop();
        }
    }
    let target = if totals.len() == 1 { Some(totals[0].0) } else { None };
    if target.is_some() && sum(rows) == target {
        return;
    }
    let parts = without_groups(rows);
    if target.is_some() && sum(&parts) == target
        || target.is_none() && is_prefecture_form(view, rows, &parts)
    {
        *rows = parts;
    }
}

/// Drops each row that is the sum of at least two rows directly behind it.
fn without_groups(rows: &[TableRow]) -> Vec<TableRow> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        let mut sum = 0i64;
        let mut is_group = false;
        for (count, row) in rows[at + 1..].iter().enumerate() {
            sum += row.amount.fen();
            if sum == rows[at].amount.fen() && 1 <= count {
                is_group = true;
                break;
            }
            if sum > rows[at].amount.fen() {
                break;
            }
        }
        if !is_group {
            out.push(rows[at].clone());
        }
        at += 1;
    }
    out
}

/// Every dropped row is a prefecture or a total over counties.
fn is_prefecture_form(view: &View, rows: &[TableRow], parts: &[TableRow]) -> bool {
    let dropped =
        rows.iter().filter(|row| !parts.iter().any(|part| part.amount_at == row.amount_at));
    let mut dropped = dropped.peekable();
    dropped.peek().is_some()
        && dropped.all(|row| view.of(&row.name).ends_with(['市', '州', '区', '盟']))
}

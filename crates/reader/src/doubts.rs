//! What a clerk has to look at before the notice is booked (疑点).

use std::sync::LazyLock;

use mingqu_money::Fen;
use regex::Regex;

use crate::codes::Code;
use crate::dates;
use crate::duties::Tag;
use crate::facts::{Doubt, DoubtCode, NoticeFacts};
use crate::fold::fold;
use crate::pattern::regex;
use crate::reference::Reference;
use crate::table::TableReading;
use crate::view::{Span, View};
use crate::zones::{Zones, body_span};

static MISPRINT: LazyLock<Regex> = LazyLock::new(|| regex(r"(?:详?见|如|按照?)?附加(\d{1,2})"));
static REFERENCE: LazyLock<Regex> = LazyLock::new(|| regex(r"[见按照如](?:附件|附表)(\d{1,2})"));

/// What the doubts are drawn from.
pub(crate) struct Grounds<'a> {
    pub(crate) view: &'a View,
    pub(crate) zones: &'a Zones,
    pub(crate) facts: &'a NoticeFacts,
    pub(crate) reference: &'a Reference,
    pub(crate) codes: &'a [Code],
    pub(crate) tags: &'a [Tag],
    pub(crate) tables: &'a [TableReading],
    pub(crate) total_at: Option<Span>,
    pub(crate) date: Option<dates::WrittenDate>,
}

/// All doubts, in the order of the text; what is absent comes last.
pub(crate) fn doubts(grounds: &Grounds<'_>) -> Vec<Doubt> {
    let mut out = Vec::new();
    attachments(grounds, &mut out);
    subject_names(grounds, &mut out);
    tag_names(grounds, &mut out);
    sums(grounds, &mut out);
    date(grounds, &mut out);
    places(grounds, &mut out);
    if grounds.facts.doc_no.is_none() {
        let message = "原文没有印发文字号；请补录文号，或注明无文号的原因".to_owned();
        out.push(absent(DoubtCode::OwnNumberMissing, "doc_no", message));
    }
    if grounds.facts.total.is_none() {
        let message = match rows_total(grounds.facts) {
            Some(sum) => format!("原文没有写明总额；分配明细合计 {sum} 元，请核实"),
            None => "原文没有写明本次下达的总额，请核实后填写".to_owned(),
        };
        out.push(absent(DoubtCode::TotalMissing, "total_fen", message));
    }
    out.sort_by_key(|doubt| doubt.start.unwrap_or(usize::MAX));
    out
}

fn absent(code: DoubtCode, field: &'static str, message: String) -> Doubt {
    Doubt { code, field, message, start: None, end: None }
}

fn at(view: &View, span: &Span, code: DoubtCode, field: &'static str, message: String) -> Doubt {
    let (start, end) = view.place(span);
    Doubt { code, field, message, start: Some(start), end: Some(end) }
}

fn rows_total(facts: &NoticeFacts) -> Option<Fen> {
    if facts.allocations.is_empty() {
        return None;
    }
    Fen::total(facts.allocations.iter().map(|row| row.amount)).ok()
}

/// 附加1 for 附件1, and a number beyond the list.
fn attachments(grounds: &Grounds<'_>, out: &mut Vec<Doubt>) {
    let view = grounds.view;
    let body = body_span(view, grounds.zones);
    let code = DoubtCode::AttachmentReference;
    for found in MISPRINT.captures_iter(view.of(&body)) {
        let (Some(whole), Some(number)) = (found.get(0), found.get(1)) else { continue };
        let number = number.as_str();
        let start = view.of(&body)[..whole.end()].rfind("附加").unwrap_or(whole.start());
        let span = body.start + start..body.start + whole.end();
        let listed =
            number.parse::<usize>().ok().and_then(|n| grounds.facts.attachments.get(n - 1));
        let message = match listed {
            Some(title) => format!("正文写“附加{number}”，附件说明中只有“附件{number} {title}”"),
            None => format!("正文写“附加{number}”，附件说明中没有对应的附件"),
        };
        out.push(at(view, &span, code, "attachments", message));
    }
    let listed = grounds.facts.attachments.len();
    for found in REFERENCE.captures_iter(view.of(&body)) {
        let (Some(whole), Some(number)) = (found.get(0), found.get(1)) else { continue };
        let beyond = number.as_str().parse::<usize>().is_ok_and(|n| listed < n || n == 0);
        if beyond {
            let span = body.start + whole.start()..body.start + whole.end();
            let message = format!("正文提到附件{}，附件说明列出 {listed} 个附件", number.as_str());
            out.push(at(view, &span, code, "attachments", message));
        }
    }
}

/// The printed name of a code against the year's list.
fn subject_names(grounds: &Grounds<'_>, out: &mut Vec<Doubt>) {
    let Some(year) = grounds.facts.fiscal_year else { return };
    for code in grounds.codes {
        let Some(name) = &code.name else { continue };
        let Some(official) = grounds.reference.subject_name(year, &code.code) else { continue };
        let printed = fold(&grounds.view.printed(name));
        let wanted = fold(official);
        // 农林水-巩固…: the class may stand before the item's own name.
        let fits = printed.split(['-', '—', '–']).any(|part| !part.is_empty() && part == wanted)
            || printed == wanted
            || printed.strip_suffix("支出").is_some_and(|short| short == wanted);
        if !fits {
            let span = code.span.start..name.end;
            let printed = grounds.view.printed(name);
            let message = format!(
                "科目 {} 原文名称为“{printed}”，{year} 年科目表名称为“{official}”",
                code.code
            );
            let field = match code.kind {
                crate::facts::SubjectKind::Income => "income_subject_codes",
                crate::facts::SubjectKind::Expenditure => "expenditure_subject_codes",
                crate::facts::SubjectKind::Economic => "economic_subject_codes",
            };
            out.push(at(grounds.view, &span, DoubtCode::CodeNameMismatch, field, message));
        }
    }
}

/// The printed name of a direct-fund mark against the national scheme.
fn tag_names(grounds: &Grounds<'_>, out: &mut Vec<Doubt>) {
    for tag in grounds.tags {
        let Some(national) = grounds.reference.tag_name(&tag.code) else { continue };
        let fits = fold(&tag.name).starts_with(&fold(national));
        if !fits {
            let message = format!(
                "直达资金标识 {} 原文名称为“{}”，全国统一名称为“{national}”；请确认按哪一级的标识登记",
                tag.code, tag.name
            );
            let code = DoubtCode::TagNameMismatch;
            out.push(at(grounds.view, &tag.span, code, "direct_fund_tag", message));
        }
    }
}

/// Rows against the total, and whether another unit would make them fit.
fn sums(grounds: &Grounds<'_>, out: &mut Vec<Doubt>) {
    let facts = grounds.facts;
    let (Some(total), Some(sum)) = (facts.total, rows_total(facts)) else { return };
    if total == sum || facts.allocations.len() < 2 && grounds.tables.is_empty() {
        return;
    }
    let scaled = |small: Fen, large: Fen| small.fen().checked_mul(10_000) == Some(large.fen());
    let conflict = scaled(sum, total) || scaled(total, sum);
    let span =
        grounds.tables.iter().find_map(|table| table.totals.first().map(|(_, at)| at.clone()));
    let span = span.or_else(|| grounds.total_at.clone());
    let (code, message) = if conflict {
        let text =
            format!("正文总额 {total} 元，明细合计 {sum} 元，相差一万倍；请核实表内金额单位");
        (DoubtCode::UnitConflict, text)
    } else {
        let difference = total.checked_sub(sum).unwrap_or(Fen::ZERO);
        let text = format!("总额 {total} 元，明细合计 {sum} 元，相差 {difference} 元");
        (DoubtCode::TableSum, text)
    };
    out.push(match span {
        Some(span) => at(grounds.view, &span, code, "allocations", message),
        None => absent(code, "allocations", message),
    });
}

fn date(grounds: &Grounds<'_>, out: &mut Vec<Doubt>) {
    let Some(date) = grounds.date.as_ref().filter(|date| !date.exists()) else { return };
    let message = format!("落款日期 {}年{}月{}日 不存在，请核实", date.year, date.month, date.day);
    out.push(at(grounds.view, &date.span, DoubtCode::DateImpossible, "issue_date", message));
}

fn places(grounds: &Grounds<'_>, out: &mut Vec<Doubt>) {
    if grounds.reference.places.is_empty() {
        return;
    }
    for row in grounds.tables.iter().flat_map(|table| &table.rows) {
        let name = grounds.view.printed(&row.name);
        let known = grounds.reference.places.iter().any(|place| fold(place) == fold(&name));
        if !known {
            let message = format!("分配表中的“{name}”不在本级下属区划之内，请核实");
            let code = DoubtCode::UnknownPlace;
            out.push(at(grounds.view, &row.name, code, "allocations", message));
        }
    }
}

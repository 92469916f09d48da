//! Puts the findings together: facts, their places, their certainty (汇总).

use std::collections::BTreeMap;

use mingqu_money::Fen;

use crate::amounts::{Amount, Unit};
use crate::basis::{self, Roles};
use crate::codes::{self, Code};
use crate::dates::WrittenDate;
use crate::doubts::{self, Grounds};
use crate::duties::{self, Tag};
use crate::facts::{
    Allocation, Certainty, DirectTag, Evidence, NamedAmount, NoticeFacts, Reading, SubjectCode,
    SubjectKind,
};
use crate::fund;
use crate::inline::{self, Item, Lists};
use crate::reference::Reference;
use crate::table::{self, TableReading};
use crate::taken::Taken;
use crate::total;
use crate::view::{Span, View};
use crate::zones::{self, Zones, body_span};
use crate::{attach, head, numbers, parties};

/// Collects facts with their evidence.
struct Gather<'a> {
    view: &'a View,
    facts: NoticeFacts,
    evidence: Vec<Evidence>,
    certainty: BTreeMap<&'static str, Certainty>,
}

/// Reads all facts of a text.
pub(crate) fn read(text: &str, reference: &Reference) -> Reading {
    let view = View::new(text);
    let zones = zones::find(&view);
    let mut gather = Gather {
        view: &view,
        facts: NoticeFacts::default(),
        evidence: Vec::new(),
        certainty: BTreeMap::new(),
    };
    let roles = basis::sort(&view, &zones, &numbers::all(&view));
    gather.head(&zones, &roles);
    let attachments = attach::titles(&view, &zones);
    let places: Vec<Span> = attachments.iter().filter_map(|taken| taken.at.clone()).collect();
    gather.list("attachments", attachments, |facts| &mut facts.attachments);
    gather.list("cc", parties::copies(&view, &zones), |facts| &mut facts.cc);
    let (tables, total_at) = gather.money(&zones, &places);
    let codes = codes::all(&view);
    gather.subjects(&codes);
    let tags = duties::tags(&view);
    gather.tags(&tags);
    gather.duties(&zones);
    let date = head::issue_date(&view, &zones);
    gather.date(date.as_ref());
    gather.facts.truncated = head::is_truncated(&view, &zones);
    let doubts = doubts::doubts(&Grounds {
        view: &view,
        zones: &zones,
        facts: &gather.facts,
        reference,
        codes: &codes,
        tags: &tags,
        tables: &tables,
        total_at,
        date: date.map(|taken| taken.value),
    });
    let Gather { facts, evidence, certainty, .. } = gather;
    Reading { text: text.to_owned(), facts, evidence, certainty, doubts }
}

impl Gather<'_> {
    fn mark(&mut self, key: &'static str, pointer: String, at: &Span, certainty: Certainty) {
        let (start, end) = self.view.place(at);
        if start < end {
            let quote = self.view.quote(start, end);
            self.evidence.push(Evidence { pointer, start, end, quote });
        }
        self.grade(key, certainty);
    }

    /// A field is as certain as its least certain value.
    fn grade(&mut self, key: &'static str, certainty: Certainty) {
        let grade = self.certainty.entry(key).or_insert(certainty);
        *grade = (*grade).max(certainty);
    }

    fn one<T>(&mut self, key: &'static str, taken: Option<Taken<T>>) -> Option<T> {
        let taken = taken?;
        if let Some(at) = &taken.at {
            self.mark(key, format!("/{key}"), at, taken.certainty);
        }
        Some(taken.value)
    }

    fn list(
        &mut self,
        key: &'static str,
        values: Vec<Taken<String>>,
        field: fn(&mut NoticeFacts) -> &mut Vec<String>,
    ) {
        for (index, taken) in values.into_iter().enumerate() {
            if let Some(at) = &taken.at {
                self.mark(key, format!("/{key}/{index}"), at, taken.certainty);
            }
            field(&mut self.facts).push(taken.value);
        }
    }

    fn head(&mut self, zones: &Zones, roles: &Roles) {
        let view = self.view;
        let title = zones.title.clone().map(|span| Taken::printed(view.printed(&span), span));
        self.facts.title = self.one("title", title);
        let number = |number: &numbers::DocNo| Taken {
            value: number.value.clone(),
            at: Some(number.span.clone()),
            certainty: if number.as_printed { Certainty::Printed } else { Certainty::Normalised },
        };
        self.facts.doc_no = self.one("doc_no", roles.own.as_ref().map(number));
        let upstream = roles.upstream.iter().map(number).collect();
        self.list("upstream_doc_nos", upstream, |facts| &mut facts.upstream_doc_nos);
        let other = roles.other.iter().map(number).collect();
        self.list("other_doc_nos", other, |facts| &mut facts.other_doc_nos);
        let issuer = parties::issuer(view, zones, roles.own.as_ref());
        self.facts.issuer = self.one("issuer", issuer);
        let recipients = parties::recipients(view, zones);
        self.list("recipients", recipients, |facts| &mut facts.recipients);
    }

    fn money(&mut self, zones: &Zones, attachments: &[Span]) -> (Vec<TableReading>, Option<Span>) {
        let view = self.view;
        let lists = inline::lists(view, zones);
        let stated = total::stated(view, zones, &lists);
        let told = head::text_unit(view, zones);
        let tables = table::tables(view, zones, stated.as_ref().map(|total| total.fen), told);
        let total_at = self.total(stated.as_ref(), &tables, &lists);
        self.allocations(&tables, &lists, zones);
        self.sources_and_parts(&lists);
        self.fund(zones, attachments);
        let rows: Vec<Fen> = self.facts.allocations.iter().map(|row| row.amount).collect();
        let table_totals = tables.iter().flat_map(|table| &table.totals).map(|(fen, _)| *fen);
        let against: Vec<Fen> = match self.facts.total {
            Some(total) => vec![total],
            None if !tables.is_empty() => table_totals.collect(),
            None => self.facts.parts.iter().map(|part| part.amount).collect(),
        };
        self.facts.sums = total::sums(&rows, &against);
        let sources: Vec<Fen> = self.facts.sources.iter().map(|source| source.amount).collect();
        let total = self.facts.total;
        self.facts.sources_sum = total.and_then(|total| total::sums(&sources, &[total]));
        let unit = told.or(tables.first().map(|table| table.unit));
        self.facts.amount_unit_in_text = unit.map(|unit| unit.label().to_owned());
        if let Some(table) = tables.first() {
            self.facts.table_unit = Some(table.unit.label().to_owned());
            match &table.unit_at {
                Some(at) => {
                    let at = at.clone();
                    self.mark("table_unit", "/table_unit".to_owned(), &at, Certainty::Printed);
                }
                None => self.grade("table_unit", Certainty::Inferred),
            }
        }
        (tables, total_at)
    }

    /// The text's total; where the text has none, the table's one total.
    fn total(
        &mut self,
        stated: Option<&Amount>,
        tables: &[TableReading],
        lists: &Lists,
    ) -> Option<Span> {
        let key = "total_fen";
        let pointer = format!("/{key}");
        if let Some(stated) = stated {
            self.facts.total = Some(stated.fen);
            self.mark(key, pointer, &stated.span, Certainty::Normalised);
            return Some(stated.span.clone());
        }
        let mut totals = tables.iter().flat_map(|table| &table.totals);
        match (totals.next(), totals.next()) {
            (Some((fen, at)), None) if lists.parts.is_empty() => {
                self.facts.total = Some(*fen);
                self.mark(key, pointer, at, Certainty::Inferred);
                Some(at.clone())
            }
            _ => None,
        }
    }

    fn allocations(&mut self, tables: &[TableReading], lists: &Lists, zones: &Zones) {
        for row in tables.iter().flat_map(|table| &table.rows) {
            let project = row.project.clone();
            self.allocation(&row.name, row.amount, &row.amount_at, project, None);
        }
        if !self.facts.allocations.is_empty() {
            return;
        }
        let places = self.summed_places(lists, zones);
        for item in &lists.allocations {
            match &places {
                Some(places) => {
                    let project = Some(item.name.clone());
                    let name = Some(places.clone());
                    self.allocation(&item.name, item.amount.fen, &item.amount.span, project, name);
                }
                None => {
                    let project = item.project.clone();
                    self.allocation(&item.name, item.amount.fen, &item.amount.span, project, None);
                }
            }
        }
    }

    /// Where an order lists pieces of work for the same addressees, the rows are theirs.
    fn summed_places(&self, lists: &Lists, zones: &Zones) -> Option<String> {
        let works = lists.allocations.iter().all(|item| {
            let text = self.view.of(&item.name);
            text.starts_with("20") && text.chars().count() > 12
        });
        let line = zones.addressee.as_ref()?;
        let text = self.view.of(line);
        let cut = text.rfind(['乡', '镇', '县', '区', '市'])?;
        let places = line.start..line.start + cut + 3;
        (works && !lists.allocations.is_empty()).then(|| self.view.printed(&places))
    }

    fn allocation(
        &mut self,
        name_at: &Span,
        amount: Fen,
        amount_at: &Span,
        project: Option<Span>,
        name: Option<String>,
    ) {
        let index = self.facts.allocations.len();
        let key = "allocations";
        let certainty = if name.is_some() { Certainty::Inferred } else { Certainty::Printed };
        self.mark(key, format!("/{key}/{index}/name"), name_at, certainty);
        let pointer = format!("/{key}/{index}/amount_fen");
        self.mark(key, pointer, amount_at, Certainty::Normalised);
        if let Some(project) = &project {
            self.mark(key, format!("/{key}/{index}/project"), project, Certainty::Printed);
        }
        let name = name.unwrap_or_else(|| self.view.printed(name_at));
        let project = project.map(|project| self.view.printed(&project));
        self.facts.allocations.push(Allocation { name, amount, project });
    }

    fn sources_and_parts(&mut self, lists: &Lists) {
        let mut named = |key: &'static str, items: &[Item]| {
            let mut out = Vec::new();
            for (index, item) in items.iter().enumerate() {
                let label = if key == "parts" { "fund_name" } else { "name" };
                let pointer = format!("/{key}/{index}/{label}");
                self.mark(key, pointer, &item.name, Certainty::Printed);
                let pointer = format!("/{key}/{index}/amount_fen");
                self.mark(key, pointer, &item.amount.span, Certainty::Normalised);
                let name = self.view.printed(&item.name);
                out.push(NamedAmount { name, amount: item.amount.fen });
            }
            out
        };
        let sources = named("sources", &lists.sources);
        let mut parts = named("parts", &lists.parts);
        for (part, item) in parts.iter_mut().zip(&lists.parts) {
            if let Some(fund) = fund::clean(self.view, &item.name) {
                part.name = fund.name.value;
            }
        }
        self.facts.sources = sources;
        self.facts.parts = parts;
    }

    fn fund(&mut self, zones: &Zones, attachments: &[Span]) {
        let fund = fund::fund(self.view, zones, attachments);
        let mut titles = attachments.to_vec();
        titles.extend(head::table_titles(self.view, zones));
        let year = fund::year(self.view, zones, fund.as_ref(), &titles);
        if self.facts.title.is_none() && 2 <= self.facts.parts.len() {
            let names: Vec<&str> = self.facts.parts.iter().map(|part| part.name.as_str()).collect();
            self.facts.fund_name = Some(names.join("、"));
            self.grade("fund_name", Certainty::Normalised);
        } else {
            self.facts.fund_name = self.one("fund_name", fund.map(|fund| fund.name));
        }
        self.facts.fiscal_year = self.one("fiscal_year", year);
    }

    fn subjects(&mut self, codes: &[Code]) {
        for code in codes {
            let (key, list) = match code.kind {
                SubjectKind::Income => {
                    ("income_subject_codes", &mut self.facts.income_subject_codes)
                }
                SubjectKind::Expenditure => {
                    ("expenditure_subject_codes", &mut self.facts.expenditure_subject_codes)
                }
                SubjectKind::Economic => {
                    ("economic_subject_codes", &mut self.facts.economic_subject_codes)
                }
            };
            let index = list.len();
            list.push(code.code.clone());
            let certainty =
                if code.as_printed { Certainty::Printed } else { Certainty::Normalised };
            self.mark(key, format!("/{key}/{index}"), &code.span, certainty);
            let subject = self.facts.subjects.len();
            let whole = code.span.start..code.name.as_ref().map_or(code.span.end, |name| name.end);
            self.mark("subjects", format!("/subjects/{subject}"), &whole, certainty);
            let name = code.name.as_ref().map(|name| self.view.printed(name));
            self.facts.subjects.push(SubjectCode {
                code: code.code.clone(),
                name,
                kind: code.kind,
            });
        }
    }

    fn tags(&mut self, tags: &[Tag]) {
        let mut words = Vec::new();
        for (index, tag) in tags.iter().enumerate() {
            let pointer = format!("/direct_tags/{index}");
            self.mark("direct_fund_tag", pointer, &tag.span, Certainty::Printed);
            words.push(format!("{}{}", tag.code, tag.name));
            let (code, name) = (tag.code.clone(), tag.name.clone());
            self.facts.direct_tags.push(DirectTag { code, name });
        }
        if let Some(first) = tags.first() {
            let span = first.span.clone();
            let pointer = "/direct_fund_tag".to_owned();
            self.mark("direct_fund_tag", pointer, &span, Certainty::Printed);
            self.facts.direct_fund_tag = Some(words.join("、"));
        }
    }

    fn duties(&mut self, zones: &Zones) {
        let view = self.view;
        let body = body_span(view, zones);
        let days = duties::split_days(view, &body);
        self.facts.decompose_within_days = self.one("decompose_within_days", days);
        self.facts.monthly_report = self.one("monthly_report", duties::monthly_report(view, &body));
        self.facts.name_frozen = self.one("name_frozen", duties::name_frozen(view, &body));
        self.facts.project_code = self.one("project_code", duties::project_code(view));
    }

    fn date(&mut self, date: Option<&Taken<WrittenDate>>) {
        let taken = date.filter(|taken| taken.value.exists()).map(|taken| Taken {
            value: taken.value.iso(),
            at: taken.at.clone(),
            certainty: taken.certainty,
        });
        self.facts.issue_date = self.one("issue_date", taken);
    }
}

/// The unit a text mostly counts in.
pub(crate) fn main_unit(amounts: &[Amount]) -> Option<Unit> {
    let wan = amounts.iter().any(|amount| amount.unit == Unit::Wan);
    if wan { Some(Unit::Wan) } else { amounts.first().map(|amount| amount.unit) }
}

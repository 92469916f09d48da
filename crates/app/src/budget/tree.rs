//! The ledger as a tree (指标账): divisions, their documents, their accounts; all from kept balances.
//!
//! Cost grows with the accounts shown, never with the entries behind them.

use std::collections::BTreeMap;

use mingqu_domain::budget::{AccountCode, IndicatorFigures, Subject};
use mingqu_domain::policy::{DivisionCode, Policy};
use mingqu_money::Fen;
use mingqu_store::allotment::delivery;
use mingqu_store::budget::account::{self, SubjectSum};
use mingqu_store::budget::indicator;
use mingqu_store::db::Tx;

use super::{figures_of, labels};
use crate::actor::division_name;
use crate::error::AppError;
use crate::execute::Caller;

/// Documents shown under a division at a time.
const DOCUMENTS_PAGE: i64 = 200;

/// The tree, or the children of one of its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeView {
    /// When it was read.
    pub as_of: String,
    /// Rows, parents before children.
    pub rows: Vec<TreeRow>,
    /// The book's own figures.
    pub total: TreeRow,
    /// The last document shown, when more follow.
    pub more_after: Option<String>,
}

/// A row of the tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TreeRow {
    /// Unique in the tree.
    pub key: String,
    /// The row above.
    pub parent_key: Option<String>,
    /// 1 division, 2 document, 3 account
    pub level: i64,
    /// As shown.
    pub label: String,
    /// division / document / account
    pub kind: &'static str,
    /// 区划
    pub division_code: String,
    /// 文号
    pub document_no: Option<String>,
    /// 科目
    pub account_code: Option<String>,
    /// Whether it can be opened.
    pub has_children: bool,
    /// Figures.
    pub figures: IndicatorFigures,
    /// 可用
    pub available: Fen,
    /// 待分配
    pub unassigned: Fen,
    /// 已下达、下级未接收; in the row of a division below, what it has not received from the book
    pub unreceived: Fen,
    /// The indicator of a document row.
    pub indicator_id: Option<String>,
    /// The balance of an account row.
    pub balance: Option<Fen>,
}

/// The tree of a division: with no parent its divisions and own documents, else what a row holds.
pub async fn tree(
    caller: &Caller,
    division_code: &str,
    fiscal_year: i64,
    parent: Option<String>,
    after: Option<String>,
) -> Result<TreeView, AppError> {
    caller.actor.require("indicator.read")?;
    let app = caller.app.clone();
    caller.actor.require_read(app.policy(), division_code)?;
    let readable = caller.actor.readable(app.policy());
    let division = division_code.to_owned();
    let db = caller.app.db();
    db.read(move |tx| {
        Box::pin(async move {
            let as_of = app.clock().now();
            let policy = app.policy();
            let total = division_row(tx, policy, &division, fiscal_year).await?;
            let mut rows = Vec::new();
            let mut more_after = None;
            match parent.as_deref().map(|key| key.split_once('/').unwrap_or((key, ""))) {
                None => {
                    rows.push(total.clone());
                    let sent = delivery::list_unreceived(tx, &division, fiscal_year).await?;
                    for below in children(policy, &division, &readable) {
                        let mut row = division_row(tx, policy, &below, fiscal_year).await?;
                        row.parent_key = Some(total.key.clone());
                        row.level = 2;
                        let to_it = sent.iter().filter(|one| one.to_division == below);
                        row.unreceived = Fen::total(to_it.filter_map(|one| one.amount))?;
                        rows.push(row);
                    }
                }
                Some((of, "")) => {
                    inside(&readable, of)?;
                    let after = after.unwrap_or_default();
                    rows = documents(tx, policy, of, fiscal_year, &after).await?;
                    if i64::try_from(rows.len()).unwrap_or(i64::MAX) >= DOCUMENTS_PAGE {
                        more_after = rows.last().and_then(|row| row.document_no.clone());
                    }
                }
                Some((of, document_no)) => {
                    inside(&readable, of)?;
                    rows = accounts(tx, policy, of, fiscal_year, document_no).await?;
                }
            }
            Ok::<_, AppError>(TreeView { as_of, rows, total, more_after })
        })
    })
    .await
}

fn inside(readable: &[String], division: &str) -> Result<(), AppError> {
    if readable.iter().any(|code| code == division) {
        Ok(())
    } else {
        Err(AppError::not_found("账套", division))
    }
}

fn children(policy: &Policy, division: &str, readable: &[String]) -> Vec<String> {
    let Ok(code) = DivisionCode::parse(division) else { return Vec::new() };
    let below = policy.children_of(code).into_iter().map(|child| child.code.as_str().to_owned());
    below.filter(|code| readable.contains(code)).collect()
}

async fn division_row(
    tx: &mut Tx,
    policy: &Policy,
    division: &str,
    fiscal_year: i64,
) -> Result<TreeRow, AppError> {
    let sums = account::sums_of_book(tx, division, fiscal_year).await?;
    let mut row = row_of(&sums)?;
    let waiting = delivery::list_unreceived(tx, division, fiscal_year).await?;
    row.unreceived = Fen::total(waiting.iter().filter_map(|one| one.amount))?;
    row.key = division.to_owned();
    row.level = 1;
    row.kind = "division";
    row.label = division_name(policy, division);
    row.division_code = division.to_owned();
    row.has_children = !sums.is_empty();
    Ok(row)
}

async fn documents(
    tx: &mut Tx,
    policy: &Policy,
    division: &str,
    fiscal_year: i64,
    after: &str,
) -> Result<Vec<TreeRow>, AppError> {
    let sums = account::sums_by_document(tx, division, fiscal_year, after, DOCUMENTS_PAGE).await?;
    let mut by_document: BTreeMap<String, Vec<SubjectSum>> = BTreeMap::new();
    for sum in sums {
        by_document.entry(sum.document_no.clone()).or_default().push(sum);
    }
    let listed = indicator::list(tx, division, fiscal_year, None, after, DOCUMENTS_PAGE).await?;
    let mut rows = Vec::with_capacity(by_document.len());
    for (document_no, sums) in by_document {
        let mut row = row_of(&sums)?;
        let own = listed.iter().find(|row| row.document_no == document_no);
        row.key = format!("{division}/{document_no}");
        row.parent_key = Some(division.to_owned());
        row.level = 2;
        row.kind = "document";
        let tag = own.map(|own| labels::tag_label(policy, &own.direct_tag));
        row.label = match tag {
            Some(tag) => format!("{document_no}　{tag}"),
            None => document_no.clone(),
        };
        row.division_code = division.to_owned();
        row.indicator_id = own.map(|own| own.id.clone());
        row.document_no = Some(document_no);
        row.has_children = true;
        rows.push(row);
    }
    Ok(rows)
}

async fn accounts(
    tx: &mut Tx,
    policy: &Policy,
    division: &str,
    fiscal_year: i64,
    document_no: &str,
) -> Result<Vec<TreeRow>, AppError> {
    let balances = account::list_of_document(tx, division, fiscal_year, document_no).await?;
    let mut rows = Vec::with_capacity(balances.len());
    for balance in balances {
        let figures = figures_of([(balance.subject_code.as_str(), balance.balance)])?;
        let code = AccountCode::from_key(&balance.account_key);
        let place = code.as_ref().filter(|code| code.subject == Subject::Allotted);
        let (code_text, name) = labels::account_name(&balance.account_key);
        let label = match place {
            Some(code) => {
                format!("{code_text} {name} · {}", division_name(policy, &code.dimension))
            }
            None => format!("{code_text} {name}"),
        };
        let unassigned = code.as_ref().is_some_and(|code| code.subject == Subject::Unassigned);
        rows.push(TreeRow {
            key: balance.account_key.clone(),
            parent_key: Some(format!("{division}/{document_no}")),
            level: 3,
            label,
            kind: "account",
            division_code: division.to_owned(),
            document_no: Some(document_no.to_owned()),
            account_code: Some(code_text),
            has_children: false,
            figures,
            unassigned: if unassigned { balance.balance } else { Fen::ZERO },
            balance: Some(balance.balance),
            ..TreeRow::default()
        });
    }
    Ok(rows)
}

fn row_of(sums: &[SubjectSum]) -> Result<TreeRow, AppError> {
    let figures = figures_of(sums.iter().map(|sum| (sum.subject_code.as_str(), sum.balance)))?;
    let of = |subject: Subject| {
        let sums = sums.iter().filter(|sum| sum.subject_code == subject.code());
        Fen::total(sums.map(|sum| sum.balance))
    };
    let unassigned = of(Subject::Unassigned)?;
    Ok(TreeRow { available: figures.available()?, figures, unassigned, ..TreeRow::default() })
}

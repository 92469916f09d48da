//! The trace of an indicator (溯源): from the sentence of the notice down to the book it stands in.

use mingqu_domain::budget::Subject;
use mingqu_domain::policy::Policy;
use mingqu_money::Fen;
use mingqu_store::allotment::{delivery, document, header as allotment_header};
use mingqu_store::budget::indicator::{self, IndicatorRow};
use mingqu_store::db::Tx;
use mingqu_store::notice::{header as notice_header, line};

use super::indicator_list::{find_in, view};
use crate::actor::division_name;
use crate::error::AppError;
use crate::execute::Caller;
use crate::notice::sentence_of;

/// A link of the chain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TraceLink {
    /// sentence / register / allot / receive / here …
    pub kind: &'static str,
    /// What.
    pub label: &'static str,
    /// When.
    pub on: Option<String>,
    /// The document or book.
    pub title: String,
    /// Further words.
    pub detail: Option<String>,
    /// The sentence, for the first link: before, quote, after.
    pub quote: Option<(String, String, String)>,
    /// 金额
    pub amount: Option<Fen>,
    /// Where it opens on the screen.
    pub path: Option<String>,
    /// Whether this is what was asked for.
    pub here: bool,
}

/// A chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceView {
    /// From the sentence down.
    pub links: Vec<TraceLink>,
    /// Whether it reaches the sentence.
    pub whole: bool,
}

/// The chain of an indicator of a book the caller may read, and what was given on from it.
pub async fn trace(caller: &Caller, id: &str) -> Result<TraceView, AppError> {
    caller.actor.require("indicator.read")?;
    let (app, id) = (caller.app.clone(), id.to_owned());
    let divisions = caller.actor.readable(app.policy());
    let db = caller.app.db();
    db.read(move |tx| {
        Box::pin(async move {
            let policy = app.policy();
            let row = find_in(tx, &divisions, &id).await?;
            let mut links = Vec::new();
            match row.document_id.clone() {
                Some(document_id) => {
                    let above = from_document(tx, policy, &row, &document_id, &mut links).await?;
                    close_to(&divisions, above.as_deref(), &mut links);
                }
                None => from_notice(tx, policy, &row, true, &mut links).await?,
            }
            let whole = links.first().is_some_and(|link| link.kind == "sentence");
            below(tx, policy, &row, &mut links).await?;
            Ok::<_, AppError>(TraceView { links, whole })
        })
    })
    .await
}

/// Sentence and registration of an indicator that a notice brought.
async fn from_notice(
    tx: &mut Tx,
    policy: &Policy,
    row: &IndicatorRow,
    here: bool,
    links: &mut Vec<TraceLink>,
) -> Result<(), AppError> {
    if let Some(notice_id) = &row.notice_id
        && let Some(notice) = notice_header::find(tx, &row.division_code, notice_id).await?
    {
        let sentence = sentence_of(tx, &row.division_code, notice_id).await?;
        let lines = line::list(tx, &row.division_code, notice_id).await?;
        let own = lines.iter().find(|one| one.line_division.as_ref() == Some(&row.division_code));
        links.push(TraceLink {
            kind: "sentence",
            label: "来文这一句",
            on: notice.issue_on.clone(),
            title: notice.title.clone(),
            detail: sentence.as_ref().map(|sentence| sentence.place.clone()),
            quote: sentence.map(|sentence| (sentence.before, sentence.quote, sentence.after)),
            amount: own.map(|own| own.amount).or(notice.total),
            path: Some(format!("/notices/{notice_id}")),
            here: false,
        });
    }
    let figures = view(tx, policy, row.clone()).await?.figures;
    links.push(TraceLink {
        kind: "register",
        label: "登记",
        on: Some(row.registered_on.clone()),
        title: row.document_no.clone(),
        detail: Some(format!("{} 账套", division_name(policy, &row.division_code))),
        amount: Some(figures.approved),
        path: Some(format!("/indicators/{}/trace", row.id)),
        here,
        ..TraceLink::default()
    });
    Ok(())
}

/// What stands in a book the caller may not read is told and not opened.
fn close_to(divisions: &[String], above: Option<&str>, links: &mut [TraceLink]) {
    if above.is_some_and(|above| divisions.iter().any(|code| code == above)) {
        return;
    }
    for link in links.iter_mut().filter(|link| !link.here) {
        link.path = None;
    }
}

/// The whole chain of an indicator that a document from above brought; answers whose book it
/// came out of.
async fn from_document(
    tx: &mut Tx,
    policy: &Policy,
    row: &IndicatorRow,
    document_id: &str,
    links: &mut Vec<TraceLink>,
) -> Result<Option<String>, AppError> {
    let found = document::find(tx, &row.division_code, document_id).await?;
    let found = found.ok_or_else(|| AppError::not_found("文件", document_id))?;
    let sent = allotment_header::find(tx, &found.from_division, &found.allotment_id).await?;
    if let Some(sent) = &sent {
        let (division, year) = (&sent.division_code, sent.fiscal_year);
        if let Some(upper) = indicator::find(tx, division, year, &sent.indicator_id).await? {
            from_notice(tx, policy, &upper, false, links).await?;
        }
        links.push(TraceLink {
            kind: "allot",
            label: "下达",
            on: sent.issued_on.clone(),
            title: found.document_no.clone(),
            detail: Some(format!("{} 下达，本笔是其中一行", found.issuer)),
            amount: found.amount,
            path: Some(format!("/allotments/{}", sent.id)),
            ..TraceLink::default()
        });
    }
    links.push(TraceLink {
        kind: "receive",
        label: "接收",
        on: found.received_on.clone(),
        title: format!("{} 账套", division_name(policy, &row.division_code)),
        detail: found.received_by.map(|by| format!("{by} 接收")),
        amount: found.amount,
        path: Some(format!("/documents/{document_id}")),
        here: true,
        ..TraceLink::default()
    });
    Ok(sent.map(|sent| sent.division_code))
}

/// What was given on: each allotment from this indicator with its receipts.
async fn below(
    tx: &mut Tx,
    policy: &Policy,
    row: &IndicatorRow,
    links: &mut Vec<TraceLink>,
) -> Result<(), AppError> {
    let (division, year) = (&row.division_code, row.fiscal_year);
    for sent in allotment_header::list_of_indicator(tx, division, year, &row.id).await? {
        let deliveries = delivery::list(tx, division, &sent.id).await?;
        let main: Vec<_> = deliveries.iter().filter(|one| one.kind == "main").collect();
        let received = main.iter().filter(|one| one.received_at.is_some()).count();
        links.push(TraceLink {
            kind: "allot",
            label: "下达",
            on: sent.issued_on.clone(),
            title: sent.document_no.clone().unwrap_or_else(|| sent.title.clone()),
            detail: Some(format!("{} 个单位，{received} 个已接收", main.len())),
            amount: Some(sent.total),
            path: Some(format!("/allotments/{}", sent.id)),
            ..TraceLink::default()
        });
    }
    let rest = super::unassigned(tx, row).await?;
    links.push(TraceLink {
        kind: "rest",
        label: Subject::Unassigned.label(),
        title: format!("{} 账套", division_name(policy, division)),
        detail: Some(if rest == Fen::ZERO { "都分下去了" } else { "还没有分下去" }.to_owned()),
        amount: Some(rest),
        ..TraceLink::default()
    });
    Ok(())
}

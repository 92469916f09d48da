//! 补录 of an own paper: it was issued on paper, so it enters as issued, with its own number.

use mingqu_domain::allocation::AllocationLine;
use mingqu_domain::allotment::AllotmentState;
use mingqu_money::Fen;
use mingqu_store::allotment::header::{self, AllotmentRow};
use mingqu_store::budget::indicator::IndicatorRow;
use mingqu_store::db::Tx;
use mingqu_store::notice::header::NoticeRow;

use super::issue::send;
use super::paper::{Paper, PaperLine, PaperSection, compose};
use crate::error::AppError;
use crate::execute::Context;

/// Characters of the original text shown in the document, at most.
const TEXT_MAX: usize = 20_000;

/// What a supplement is made of.
pub(crate) struct Supplied<'a> {
    /// The own paper.
    pub(crate) notice: &'a NoticeRow,
    /// The indicator it gives from.
    pub(crate) indicator: &'a IndicatorRow,
    /// Its table.
    pub(crate) parts: &'a [AllocationLine],
}

/// Enters the paper as issued: E2, deliveries, documents. Answers the allotment's id.
pub(crate) async fn supply(
    tx: &mut Tx,
    cx: &Context,
    supplied: Supplied<'_>,
) -> Result<String, AppError> {
    let Supplied { notice, indicator, parts } = supplied;
    let total = Fen::total(parts.iter().map(|part| part.amount))?;
    let lines = parts.iter().map(|part| PaperLine {
        division_code: part.division_code.clone(),
        name: part.division_name.clone(),
        amount_fen: part.amount.fen(),
    });
    let composed = compose(cx.policy(), indicator, "", lines.collect(), total)?;
    let paper = Paper {
        title: notice.title.clone(),
        issuer: notice.issuer.clone(),
        sections: text_of(&notice.body),
        ..composed
    };
    let mut row = AllotmentRow {
        division_code: notice.division_code.clone(),
        id: cx.id(),
        fiscal_year: notice.fiscal_year,
        allocation_id: None,
        indicator_id: indicator.id.clone(),
        document_no: notice.document_no.clone(),
        title: notice.title.clone(),
        state: AllotmentState::Issued.code().to_owned(),
        total,
        paper: paper.to_text(),
        issued_on: notice.issue_on.clone(),
        issued_by: None,
        entry_id: None,
        revoke_reason: None,
        created_at: cx.at.clone(),
        version: 0,
    };
    send(tx, cx, &mut row, indicator, &paper, parts, None).await?;
    header::insert(tx, &row).await?;
    Ok(row.id)
}

/// The original's own lines, up to its attachments.
fn text_of(body: &str) -> Vec<PaperSection> {
    let body: String = body.chars().take(TEXT_MAX).collect();
    let lines = body.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .take_while(|line| !line.starts_with("附件：") && !line.starts_with("附件:"))
        .skip(1)
        .map(|line| PaperSection { heading: None, text: line.to_owned() })
        .collect()
}

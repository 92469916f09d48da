//! Documents received (收到的文件): a page of them, and one opened; opening notes the reading.

use mingqu_domain::allotment::{DeliveryKind, DeliveryState};
use mingqu_domain::calendar::Deadline;
use mingqu_store::allotment::document::{self, DocumentRow};
use mingqu_store::db::Tx;

use super::courier::{Message, courier_run};
use super::document_receive::{judge, receipt};
use super::paper::Paper;
use crate::action::Action;
use crate::actor::Actor;
use crate::error::AppError;
use crate::execute::{Caller, Command, Context};

/// What documents are asked for.
pub type DocumentQuery = document::DocumentFilter;

/// A document in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentSummary {
    /// The row.
    pub row: DocumentRow,
    /// unread / read / received / revoked
    pub state: DeliveryState,
    /// 状态
    pub state_label: &'static str,
    /// The last day of the breakdown, counted from issue.
    pub due_on: Option<String>,
}

/// A document opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentView {
    /// As in a list.
    pub summary: DocumentSummary,
    /// The paper.
    pub paper: Paper,
    /// What may be done.
    pub actions: Vec<Action>,
}

/// A page of a division's documents, newest first.
pub async fn documents(
    caller: &Caller,
    query: DocumentQuery,
) -> Result<Vec<DocumentSummary>, AppError> {
    caller.actor.require("document.read")?;
    caller.actor.require_read(caller.app.policy(), &query.division_code)?;
    let (actor, db) = (caller.actor.clone(), caller.app.db());
    db.read(move |tx| {
        Box::pin(async move {
            let rows = document::list(tx, &query).await?;
            let seen = rows.into_iter().filter(|row| sees(&actor, row));
            Ok::<_, AppError>(seen.map(summary).collect())
        })
    })
    .await
}

/// One document of a division the caller may read; the recipient's own reading is noted.
pub async fn document(caller: &Caller, id: &str) -> Result<DocumentView, AppError> {
    caller.actor.require("document.read")?;
    let (app, actor) = (caller.app.clone(), caller.actor.clone());
    let (divisions, wanted) = (actor.readable(app.policy()), id.to_owned());
    let found = app
        .db()
        .read(move |tx| Box::pin(async move { find_in(tx, &divisions, &wanted).await }))
        .await?;
    if !sees(&actor, &found) {
        return Err(AppError::not_found("文件", id));
    }
    if found.read_at.is_none() && found.division_code == actor.division_code {
        let unkeyed = Caller { key: None, ..caller.clone() };
        unkeyed.execute(DocumentRead { row: found.clone() }).await?;
        courier_run(&app).await?;
    }
    let judged = actor
        .require("document.receive")
        .and_then(|()| actor.require_write(app.policy(), &found.division_code))
        .and_then(|()| Ok(judge(&found)?));
    let actions = vec![Action::judged("receive", "接收", judged)];
    let paper = Paper::from_text(&found.paper);
    Ok(DocumentView { summary: summary(found), paper, actions })
}

/// A copy goes to one office; what carries money is the whole division's.
fn sees(actor: &Actor, row: &DocumentRow) -> bool {
    let whole = row.kind == DeliveryKind::Main.code() || row.division_code != actor.division_code;
    whole || row.office_id.as_ref().is_none_or(|office| *office == actor.office_id)
}

async fn find_in(tx: &mut Tx, divisions: &[String], id: &str) -> Result<DocumentRow, AppError> {
    for division in divisions {
        if let Some(row) = document::find(tx, division, id).await? {
            return Ok(row);
        }
    }
    Err(AppError::not_found("文件", id))
}

/// A row as a list shows it.
pub(crate) fn summary(row: DocumentRow) -> DocumentSummary {
    let (revoked, received) = (row.revoked_at.is_some(), row.received_on.is_some());
    let state = DeliveryState::of(revoked, received, row.read_at.is_some());
    let kind = DeliveryKind::from_code(&row.kind).unwrap_or(DeliveryKind::Copy);
    let days = row.decompose_days.and_then(|days| u16::try_from(days).ok());
    let due_on = match (row.issued_on.parse(), days, kind) {
        (Ok(from), Some(days), DeliveryKind::Main) => {
            Some(Deadline { from, days }.due_on().to_string())
        }
        _ => None,
    };
    DocumentSummary { state, state_label: state.label(kind), due_on, row }
}

/// Notes the first reading and tells the sender.
struct DocumentRead {
    row: DocumentRow,
}

impl Command for DocumentRead {
    const ACTION: &'static str = "document.read";
    type Done = ();

    fn detail(&self) -> String {
        format!("首次打开 {} {}", self.row.document_no, self.row.id)
    }

    fn division(&self, _: &Actor) -> String {
        self.row.division_code.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<(), AppError> {
        let (division, id) = (&self.row.division_code, &self.row.id);
        if document::update_read(tx, division, id, &cx.at).await? {
            receipt(tx, cx, &self.row, "read", Message::Read).await?;
        }
        Ok(())
    }
}

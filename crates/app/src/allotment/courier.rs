//! The courier (信使) between books: takes what waits in the outbox, each message once.
//!
//! Books share no transaction: the upper book posts and writes its outbox; the courier lays the
//! document into the lower book's box; receipts travel the same way back.

use mingqu_domain::notice::Fingerprint;
use mingqu_store::allotment::document::{self, DocumentRow};
use mingqu_store::allotment::outbox::{self, OutboxRow};
use mingqu_store::allotment::{delivery, header};
use mingqu_store::db::Tx;
use mingqu_store::notice::paper_key;
use serde::{Deserialize, Serialize};

use super::paper::Paper;
use crate::actor::Actor;
use crate::app::App;
use crate::error::AppError;
use crate::execute::{Caller, Command, Context};

/// Messages taken in one round; the next round follows at once.
const ROUND: i64 = 200;

/// What one book tells another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Message {
    /// Here is a document.
    Document(Box<DocumentRow>),
    /// It was opened: by whom.
    Read(Receipt),
    /// It was received: by whom.
    Received(Receipt),
}

/// A receipt on its way back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Receipt {
    pub(super) division_code: String,
    pub(super) delivery_id: String,
    pub(super) at: String,
    pub(super) by: String,
}

/// A document as it travels.
#[derive(Serialize, Deserialize)]
struct Letter {
    division_code: String,
    id: String,
    fiscal_year: i64,
    kind: String,
    office_id: Option<String>,
    allotment_id: String,
    from_division: String,
    document_no: String,
    title: String,
    issuer: String,
    amount_fen: Option<i64>,
    fund_code: String,
    fund_name: String,
    direct_tag: String,
    income_code: String,
    functional_code: String,
    decompose_days: Option<i64>,
    issued_on: String,
    paper: String,
}

impl Message {
    pub(super) fn to_text(&self) -> String {
        let text = match self {
            Message::Document(row) => serde_json::to_string(&letter(row)),
            Message::Read(receipt) | Message::Received(receipt) => serde_json::to_string(receipt),
        };
        text.unwrap_or_default()
    }

    fn from_row(row: &OutboxRow) -> Option<Message> {
        match row.kind.as_str() {
            "document" => {
                let letter: Letter = serde_json::from_str(&row.body).ok()?;
                Some(Message::Document(Box::new(opened(letter))))
            }
            "read" => serde_json::from_str(&row.body).ok().map(Message::Read),
            "received" => serde_json::from_str(&row.body).ok().map(Message::Received),
            _ => None,
        }
    }
}

/// Delivers everything that waits; answers how many messages went.
pub async fn courier_run(app: &App) -> Result<usize, AppError> {
    let caller = Caller { app: app.clone(), actor: Actor::system(), key: None };
    let mut count = 0;
    loop {
        let waiting = app
            .db()
            .read(|tx| {
                Box::pin(async move { Ok::<_, AppError>(outbox::list_waiting(tx, ROUND).await?) })
            })
            .await?;
        if waiting.is_empty() {
            return Ok(count);
        }
        for row in waiting {
            caller.execute(MessageDeliver { row }).await?;
            count += 1;
        }
    }
}

/// Delivers one message; a second courier finds it delivered.
struct MessageDeliver {
    row: OutboxRow,
}

impl Command for MessageDeliver {
    const ACTION: &'static str = "message.deliver";
    type Done = ();

    fn detail(&self) -> String {
        let what = match self.row.kind.as_str() {
            "document" => "下达文",
            "read" => "已看回执",
            "received" => "接收回执",
            other => other,
        };
        format!("{what} {} 送 {}", self.row.id, self.row.to_division)
    }

    fn division(&self, _: &Actor) -> String {
        self.row.to_division.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<(), AppError> {
        if !outbox::take(tx, &self.row.id, &cx.at).await? {
            return Ok(());
        }
        match Message::from_row(&self.row) {
            Some(Message::Document(row)) => lay(tx, cx, *row).await,
            Some(Message::Read(receipt)) => {
                let Receipt { division_code, delivery_id, at, by } = &receipt;
                delivery::update_read(tx, division_code, delivery_id, at, by).await?;
                Ok(())
            }
            Some(Message::Received(receipt)) => {
                let Receipt { division_code, delivery_id, at, by } = &receipt;
                delivery::update_received(tx, division_code, delivery_id, at, by, None).await?;
                Ok(())
            }
            None => Err(AppError::not_found("消息", &self.row.id)),
        }
    }
}

/// Lays a document into the box of its division, and notes that it lies there.
async fn lay(tx: &mut Tx, cx: &Context, mut row: DocumentRow) -> Result<(), AppError> {
    row.arrived_at.clone_from(&cx.at);
    let sent = header::find(tx, &row.from_division, &row.allotment_id).await?;
    if sent.is_some_and(|sent| sent.state != "issued") {
        return Ok(()); // Revoked before it was laid.
    }
    if document::find(tx, &row.division_code, &row.id).await?.is_none() {
        document::insert(tx, &row).await?;
        if row.amount.is_some() {
            let paper = Paper::from_text(&row.paper);
            let print = Fingerprint::of(
                Some(&row.document_no),
                Some(&row.issuer),
                Some(&row.title),
                row.issued_on.parse().ok(),
                Some(paper.total()),
            );
            for key in print.keys() {
                paper_key::insert(tx, &row.division_code, &key, "document", &row.id).await?;
            }
        }
    }
    delivery::update_delivered(tx, &row.from_division, &row.id, &cx.at).await?;
    Ok(())
}

fn letter(row: &DocumentRow) -> Letter {
    let row = row.clone();
    Letter {
        division_code: row.division_code,
        id: row.id,
        fiscal_year: row.fiscal_year,
        kind: row.kind,
        office_id: row.office_id,
        allotment_id: row.allotment_id,
        from_division: row.from_division,
        document_no: row.document_no,
        title: row.title,
        issuer: row.issuer,
        amount_fen: row.amount.map(mingqu_money::Fen::fen),
        fund_code: row.fund_code,
        fund_name: row.fund_name,
        direct_tag: row.direct_tag,
        income_code: row.income_code,
        functional_code: row.functional_code,
        decompose_days: row.decompose_days,
        issued_on: row.issued_on,
        paper: row.paper,
    }
}

fn opened(letter: Letter) -> DocumentRow {
    DocumentRow {
        division_code: letter.division_code,
        id: letter.id,
        fiscal_year: letter.fiscal_year,
        kind: letter.kind,
        office_id: letter.office_id,
        allotment_id: letter.allotment_id,
        from_division: letter.from_division,
        document_no: letter.document_no,
        title: letter.title,
        issuer: letter.issuer,
        amount: letter.amount_fen.and_then(|fen| mingqu_money::Fen::new(fen).ok()),
        fund_code: letter.fund_code,
        fund_name: letter.fund_name,
        direct_tag: letter.direct_tag,
        income_code: letter.income_code,
        functional_code: letter.functional_code,
        decompose_days: letter.decompose_days,
        issued_on: letter.issued_on,
        paper: letter.paper,
        arrived_at: String::new(),
        read_at: None,
        received_on: None,
        received_by: None,
        indicator_id: None,
        entry_id: None,
        revoked_at: None,
        version: 0,
    }
}

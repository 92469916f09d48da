//! Receiving (接收): E2′ into the lower book, once by the document's id, and the receipt sent back.

use mingqu_domain::allocation::AllocationRefusal;
use mingqu_domain::allotment::DeliveryKind;
use mingqu_domain::budget::{self, BudgetEvent, BudgetRefusal, FundKey};
use mingqu_store::allotment::document::{self, DocumentRow};
use mingqu_store::allotment::outbox::{self, OutboxRow};
use mingqu_store::budget::indicator::{self, IndicatorRow, ONCE};
use mingqu_store::db::Tx;

use super::courier::{Message, Receipt};
use crate::actor::Actor;
use crate::budget::{Voucher, post};
use crate::error::AppError;
use crate::execute::{Command, Context};

/// Receives a document; answers the indicator's id.
#[derive(Clone, Debug)]
pub struct DocumentReceive {
    /// 收文账套
    pub division_code: String,
    /// The document.
    pub id: String,
}

impl Command for DocumentReceive {
    const ACTION: &'static str = "document.receive";
    type Done = String;

    fn detail(&self) -> String {
        format!("文件 {}", self.id)
    }

    fn division(&self, _: &Actor) -> String {
        self.division_code.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<String, AppError> {
        cx.actor.require_write(cx.policy(), &self.division_code)?;
        let row = document::find(tx, &self.division_code, &self.id).await?;
        let mut row = row.ok_or_else(|| AppError::not_found("文件", &self.id))?;
        judge(&row)?;
        let amount = row.amount.ok_or(AllocationRefusal::NotReceivable("抄送"))?;
        let indicator = indicator_of(&row, cx);
        match indicator::insert(tx, &indicator).await {
            Ok(()) => {}
            Err(error) if error.is_unique(ONCE) => {
                let document_no = row.document_no.clone();
                return Err(BudgetRefusal::Registered { document_no }.into());
            }
            Err(error) => return Err(error.into()),
        }
        let fund = FundKey {
            document_no: row.document_no.clone(),
            fund_code: row.fund_code.clone(),
            direct_tag: row.direct_tag.clone(),
        };
        let voucher = Voucher {
            division_code: &row.division_code,
            fiscal_year: row.fiscal_year,
            event: BudgetEvent::Receive,
            summary: format!("接收 {} {}", row.document_no, row.fund_name),
            document_no: &row.document_no,
            source: ("document", &row.id),
            prepared_by: cx.actor.name.clone(),
            reviewed_by: None,
        };
        let entry_id = post(tx, cx, voucher, &budget::receive(&fund, amount)?).await?;
        row.received_on = Some(cx.today.to_string());
        row.received_by = Some(cx.actor.name.clone());
        row.indicator_id = Some(indicator.id.clone());
        row.entry_id = Some(entry_id);
        document::update_received(tx, &row).await?;
        receipt(tx, cx, &row, "received", Message::Received).await?;
        Ok(indicator.id)
    }
}

/// Whether a document can still be received.
pub(super) fn judge(row: &DocumentRow) -> Result<(), AllocationRefusal> {
    let refuse = |why| Err(AllocationRefusal::NotReceivable(why));
    match DeliveryKind::from_code(&row.kind) {
        Some(DeliveryKind::Main) if row.revoked_at.is_some() => refuse("已撤回"),
        Some(DeliveryKind::Main) if row.received_on.is_some() => refuse("已接收"),
        Some(DeliveryKind::Main) => Ok(()),
        _ => refuse("抄送件，只看不收"),
    }
}

fn indicator_of(row: &DocumentRow, cx: &Context) -> IndicatorRow {
    IndicatorRow {
        division_code: row.division_code.clone(),
        fiscal_year: row.fiscal_year,
        id: cx.id(),
        document_no: row.document_no.clone(),
        line_no: 1,
        fund_code: row.fund_code.clone(),
        fund_name: row.fund_name.clone(),
        direct_tag: row.direct_tag.clone(),
        income_code: row.income_code.clone(),
        functional_code: row.functional_code.clone(),
        registered_on: cx.today.to_string(),
        issued_on: Some(row.issued_on.clone()),
        decompose_days: row.decompose_days,
        notice_id: None,
        document_id: Some(row.id.clone()),
        created_at: cx.at.clone(),
    }
}

/// Writes a receipt into the outbox, for the book that sent the document.
pub(super) async fn receipt(
    tx: &mut Tx,
    cx: &Context,
    row: &DocumentRow,
    kind: &str,
    message: fn(Receipt) -> Message,
) -> Result<(), AppError> {
    let told = message(Receipt {
        division_code: row.from_division.clone(),
        delivery_id: row.id.clone(),
        at: cx.at.clone(),
        by: cx.actor.name.clone(),
    });
    let sent = OutboxRow {
        id: cx.id(),
        to_division: row.from_division.clone(),
        kind: kind.to_owned(),
        body: told.to_text(),
        created_at: cx.at.clone(),
    };
    outbox::insert(tx, &sent).await?;
    Ok(())
}

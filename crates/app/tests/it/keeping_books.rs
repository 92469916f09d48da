//! Two small books with a paper between them (两本小账), written as the commands write them.

#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

use mingqu_domain::budget::{FundKey, allot, receive, register};
use mingqu_ledger::Entry;
use mingqu_money::Fen;
use mingqu_store::StoreError;
use mingqu_store::allotment::delivery::{self, DeliveryRow};
use mingqu_store::allotment::document::{self, DocumentRow};
use mingqu_store::allotment::header::{self, AllotmentRow};
use mingqu_store::audit::{self, AuditRow};
use mingqu_store::budget::book;
use mingqu_store::budget::entry::EntryRow;
use mingqu_store::budget::indicator::{self, IndicatorRow};
use mingqu_store::budget::posting::post;
use mingqu_store::db::{Db, Tx, unit};

pub(crate) const UPPER: &str = "654200000";
pub(crate) const LOWER: &str = "654224000";
const ABOVE: &str = "新财振〔2024〕9号";
const OWN: &str = "塔地财振〔2024〕1号";

pub(crate) fn fen(wan: i64) -> Fen {
    Fen::new(wan * 1_000_000).expect("a small amount")
}

pub(crate) fn fund(document_no: &str) -> FundKey {
    FundKey {
        document_no: document_no.to_owned(),
        fund_code: "xianjie".to_owned(),
        direct_tag: "650000000:01".to_owned(),
    }
}

/// Writes: E1 of 7550, a supplement of 5 and its red, E2 of 1472, and E2′ in the county.
pub(crate) async fn write(db: &Db) {
    let work = unit(|tx| Box::pin(async move { all(tx).await }));
    db.write(work).await.expect("the books are written");
}

async fn all(tx: &mut Tx) -> Result<(), StoreError> {
    for division in [UPPER, LOWER] {
        book::insert(tx, division, 2024, "2024-01-02").await?;
    }
    indicator::insert(tx, &indicator_row(UPPER, ABOVE, "i-1")).await?;
    indicator::insert(tx, &indicator_row(LOWER, OWN, "i-2")).await?;
    let e1 = register(&fund(ABOVE), fen(7550)).expect("E1");
    let supplement = register(&fund(ABOVE), fen(5)).expect("a supplement");
    let e2 = allot(&fund(ABOVE), &[(LOWER.to_owned(), fen(1472))]).expect("E2");
    let received = receive(&fund(OWN), fen(1472)).expect("E2′");
    book_entry(tx, UPPER, "e-1", "register", ABOVE, &e1, None).await?;
    book_entry(tx, UPPER, "e-2", "supplement", ABOVE, &supplement, None).await?;
    book_entry(tx, UPPER, "e-3", "supplement", ABOVE, &supplement.reversed(), Some("e-2")).await?;
    book_entry(tx, UPPER, "e-4", "allot", ABOVE, &e2, None).await?;
    book_entry(tx, LOWER, "e-5", "receive", OWN, &received, None).await?;
    papers(tx).await?;
    for id in ["a-1", "a-2", "a-3"] {
        audit::insert(tx, &event(id)).await?;
    }
    Ok(())
}

async fn papers(tx: &mut Tx) -> Result<(), StoreError> {
    header::take_number(tx, UPPER, "塔地财振", 2024).await?;
    header::insert(tx, &allotment_row()).await?;
    delivery::insert(tx, &delivery_row()).await?;
    let arrived = document_row();
    document::insert(tx, &arrived).await?;
    let received = DocumentRow {
        received_on: Some("2024-04-22".to_owned()),
        received_by: Some("托里经办".to_owned()),
        indicator_id: Some("i-2".to_owned()),
        entry_id: Some("e-5".to_owned()),
        ..arrived
    };
    document::update_received(tx, &received).await
}

pub(crate) async fn book_entry(
    tx: &mut Tx,
    division: &str,
    id: &str,
    event: &str,
    document_no: &str,
    entry: &Entry,
    reverses: Option<&str>,
) -> Result<(), StoreError> {
    let row = EntryRow {
        division_code: division.to_owned(),
        fiscal_year: 2024,
        id: id.to_owned(),
        event_code: event.to_owned(),
        posted_on: "2024-04-22".to_owned(),
        posted_at: "2024-04-22T02:00:00.000Z".to_owned(),
        summary: "试记".to_owned(),
        document_no: document_no.to_owned(),
        amount: entry.amount().expect("an amount"),
        source_kind: "test".to_owned(),
        source_id: id.to_owned(),
        reverses_id: reverses.map(str::to_owned),
        prepared_by: "甲".to_owned(),
        reviewed_by: Some("乙".to_owned()),
        posted_by: "丙".to_owned(),
    };
    let posted = post(tx, &row, entry).await?;
    posted.expect("every account holds enough");
    Ok(())
}

pub(crate) fn indicator_row(division: &str, document_no: &str, id: &str) -> IndicatorRow {
    let FundKey { document_no, fund_code, direct_tag } = fund(document_no);
    IndicatorRow {
        division_code: division.to_owned(),
        fiscal_year: 2024,
        id: id.to_owned(),
        document_no,
        line_no: 1,
        fund_code,
        fund_name: "衔接资金".to_owned(),
        direct_tag,
        income_code: String::new(),
        functional_code: String::new(),
        registered_on: "2024-04-22".to_owned(),
        issued_on: None,
        decompose_days: Some(30),
        notice_id: None,
        document_id: None,
        created_at: "2024-04-22T02:00:00.000Z".to_owned(),
    }
}

fn allotment_row() -> AllotmentRow {
    AllotmentRow {
        division_code: UPPER.to_owned(),
        id: "d-1".to_owned(),
        fiscal_year: 2024,
        allocation_id: Some("p-1".to_owned()),
        indicator_id: "i-1".to_owned(),
        document_no: Some(OWN.to_owned()),
        title: "下达通知".to_owned(),
        state: "issued".to_owned(),
        total: fen(1472),
        paper: "{}".to_owned(),
        issued_on: Some("2024-04-22".to_owned()),
        issued_by: Some("甲".to_owned()),
        entry_id: Some("e-4".to_owned()),
        revoke_reason: None,
        created_at: "2024-04-22T02:00:00.000Z".to_owned(),
        version: 0,
    }
}

fn delivery_row() -> DeliveryRow {
    DeliveryRow {
        division_code: UPPER.to_owned(),
        id: "v-1".to_owned(),
        allotment_id: "d-1".to_owned(),
        kind: "main".to_owned(),
        line_no: 1,
        to_division: LOWER.to_owned(),
        to_office_id: None,
        to_name: "托里县财政局".to_owned(),
        amount: Some(fen(1472)),
        outside: 0,
        delivered_at: None,
        read_at: None,
        read_by: None,
        received_at: None,
        received_by: None,
        recorded_by: None,
        recorded_upload: None,
    }
}

fn document_row() -> DocumentRow {
    let FundKey { document_no, fund_code, direct_tag } = fund(OWN);
    DocumentRow {
        division_code: LOWER.to_owned(),
        id: "v-1".to_owned(),
        fiscal_year: 2024,
        kind: "main".to_owned(),
        office_id: None,
        allotment_id: "d-1".to_owned(),
        from_division: UPPER.to_owned(),
        document_no,
        title: "下达通知".to_owned(),
        issuer: "塔城地区财政局".to_owned(),
        amount: Some(fen(1472)),
        fund_code,
        fund_name: "衔接资金".to_owned(),
        direct_tag,
        income_code: String::new(),
        functional_code: String::new(),
        decompose_days: Some(30),
        issued_on: "2024-04-22".to_owned(),
        paper: "{}".to_owned(),
        arrived_at: "2024-04-22T02:00:00.000Z".to_owned(),
        read_at: None,
        received_on: None,
        received_by: None,
        indicator_id: None,
        entry_id: None,
        revoked_at: None,
        version: 0,
    }
}

fn event(id: &str) -> AuditRow<'_> {
    AuditRow {
        id,
        at: "2024-04-22T02:00:00.000Z",
        actor: "u-1",
        actor_name: "甲",
        division_code: UPPER,
        action: "notice.register",
        outcome: "done",
        detail: "试记",
        request_id: "r-1",
        address: "",
    }
}

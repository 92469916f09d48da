//! Issuing (下达): the number, E2, the deliveries, and the documents for the other books, as one.

use mingqu_domain::allocation::{AllocationLine, AllocationRefusal, AllocationState};
use mingqu_domain::allotment::{AllotmentState, DeliveryKind, PaperTotals, check_paper};
use mingqu_domain::budget::{self, BudgetEvent};
use mingqu_domain::policy::{DivisionCode, FiscalYear, Policy};
use mingqu_money::Fen;
use mingqu_store::allocation::header as allocation_header;
use mingqu_store::allotment::delivery::{self, DeliveryRow};
use mingqu_store::allotment::document::DocumentRow;
use mingqu_store::allotment::header::{self, AllotmentRow};
use mingqu_store::allotment::outbox::{self, OutboxRow};
use mingqu_store::budget::indicator::{self, IndicatorRow};
use mingqu_store::db::Tx;
use mingqu_store::user::office::{self, OfficeRow};

use super::courier::Message;
use super::paper::Paper;
use crate::actor::Actor;
use crate::allocation::planned;
use crate::approval;
use crate::budget::{Voucher, fund_key, post};
use crate::error::AppError;
use crate::execute::{Command, Context};

/// Issues a drafted paper; answers its number.
#[derive(Clone, Debug)]
pub struct AllotmentIssue {
    /// 账套
    pub division_code: String,
    /// The allotment.
    pub id: String,
    /// The version that was seen.
    pub version: i64,
}

impl Command for AllotmentIssue {
    const ACTION: &'static str = "allotment.issue";
    type Done = String;

    fn detail(&self) -> String {
        format!("下达文 {}", self.id)
    }

    fn division(&self, _: &Actor) -> String {
        self.division_code.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<String, AppError> {
        let mut row = find(tx, cx, &self.division_code, &self.id, self.version).await?;
        if row.state != AllotmentState::Draft.code() {
            let state = AllotmentState::from_code(&row.state).map_or("", AllotmentState::label);
            return Err(AppError::Refused {
                code: "allotment.not_draft",
                message: format!("这份下达文是“{state}”，不能再下达"),
            });
        }
        let allocation_id = row.allocation_id.clone().unwrap_or_default();
        let allocation = allocation_header::find(tx, &row.division_code, &allocation_id).await?;
        let mut allocation =
            allocation.ok_or_else(|| AppError::not_found("分配方案", &allocation_id))?;
        let (plan, _) = planned(tx, cx.policy(), &allocation).await?;
        let paper = Paper::from_text(&row.paper);
        let ledger = Fen::total(plan.iter().map(|line| line.amount))?;
        check_paper(&printed(&paper), &plan, PaperTotals { stated: paper.total(), ledger })?;
        let number = take_number(tx, cx, &row).await?;
        row.document_no = Some(number.clone());
        let found = find_indicator(tx, &row).await?;
        let reviewed_by = reviewer(tx, cx, &allocation.id).await?;
        send(tx, cx, &mut row, &found, &paper, &plan, reviewed_by).await?;
        header::update(tx, &row).await?;
        allocation.state = AllocationState::Issued.code().to_owned();
        allocation.open_key.clone_from(&allocation.id);
        allocation.updated_at.clone_from(&cx.at);
        allocation_header::update(tx, &allocation).await?;
        Ok(number)
    }
}

/// An allotment of the caller's own book, at the version that was seen.
pub(super) async fn find(
    tx: &mut Tx,
    cx: &Context,
    division_code: &str,
    id: &str,
    version: i64,
) -> Result<AllotmentRow, AppError> {
    cx.actor.require_write(cx.policy(), division_code)?;
    let row = header::find(tx, division_code, id).await?;
    let row = row.ok_or_else(|| AppError::not_found("下达文", id))?;
    if row.version == version { Ok(row) } else { Err(AppError::Stale) }
}

/// The rows of 附件1 as the domain compares them.
pub(super) fn printed(paper: &Paper) -> Vec<AllocationLine> {
    let line = |line: &super::paper::PaperLine| AllocationLine {
        division_code: line.division_code.clone(),
        division_name: line.name.clone(),
        amount: Fen::new(line.amount_fen).unwrap_or_default(),
    };
    paper.lines.iter().map(line).collect()
}

async fn find_indicator(tx: &mut Tx, row: &AllotmentRow) -> Result<IndicatorRow, AppError> {
    let (division, year) = (&row.division_code, row.fiscal_year);
    let found = indicator::find(tx, division, year, &row.indicator_id).await?;
    found.ok_or_else(|| AppError::not_found("指标", &row.indicator_id))
}

/// The next number of the office's word in the year of issue, without gaps.
async fn take_number(tx: &mut Tx, cx: &Context, row: &AllotmentRow) -> Result<String, AppError> {
    let policy = cx.policy();
    let division = DivisionCode::parse(&row.division_code)?;
    let section = match office::find(tx, &cx.actor.office_id).await? {
        Some(office) => office.section,
        None => String::new(),
    };
    let own = policy.numbering.word(division, &section);
    let any = policy.numbering.words.iter().find(|word| word.division == division);
    let word = own.or(any).ok_or_else(|| AppError::Refused {
        code: "allotment.no_word",
        message: "政策库里没有本机关的发文字，不能编号；请在编号规则里补上".to_owned(),
    })?;
    let year = FiscalYear::new(chrono::Datelike::year(&cx.today))?;
    let no = header::take_number(tx, &row.division_code, &word.word, i64::from(year.get())).await?;
    let no = u32::try_from(no).unwrap_or(u32::MAX);
    Ok(policy.numbering.document_no(&word.word, year, no)?)
}

/// Who reviewed the allocation, for the voucher's second signature.
async fn reviewer(tx: &mut Tx, cx: &Context, id: &str) -> Result<Option<String>, AppError> {
    let now = cx.app.clock().millis();
    let view = approval::approval_view(tx, crate::allocation::SUBJECT, id, now).await?;
    Ok(view.and_then(|view| view.steps.get(1).and_then(|step| step.user_name.clone())))
}

/// E2, the deliveries and the documents of a paper that has its number.
pub(super) async fn send(
    tx: &mut Tx,
    cx: &Context,
    row: &mut AllotmentRow,
    found: &IndicatorRow,
    paper: &Paper,
    plan: &[AllocationLine],
    reviewed_by: Option<String>,
) -> Result<(), AppError> {
    let parts: Vec<(String, Fen)> =
        plan.iter().map(|line| (line.division_code.clone(), line.amount)).collect();
    let entry = budget::allot(&fund_key(found), &parts)?;
    let no = row.document_no.clone().unwrap_or_else(|| "无文号".to_owned());
    let voucher = Voucher {
        division_code: &row.division_code,
        fiscal_year: row.fiscal_year,
        event: BudgetEvent::Allot,
        summary: format!("下达 {no}，{} 个单位", plan.len()),
        document_no: &found.document_no,
        source: ("allotment", &row.id),
        prepared_by: cx.actor.name.clone(),
        reviewed_by,
    };
    row.entry_id = Some(post(tx, cx, voucher, &entry).await?);
    row.state = AllotmentState::Issued.code().to_owned();
    if row.issued_on.is_none() {
        row.issued_on = Some(cx.today.to_string());
    }
    row.issued_by = Some(cx.actor.name.clone());
    let offices = office::list(tx).await?;
    for (place, line) in plan.iter().enumerate() {
        let to = Recipient {
            kind: DeliveryKind::Main,
            line_no: place + 1,
            division: line.division_code.clone(),
            office: None,
            name: format!("{}财政局", line.division_name),
            amount: Some(line.amount),
        };
        deliver(tx, cx, row, found, paper, to).await?;
    }
    for (place, name) in paper.cc.iter().enumerate() {
        let office = cc_office(cx.policy(), &offices, row, name);
        let to = Recipient {
            kind: DeliveryKind::Copy,
            line_no: place + 1,
            division: row.division_code.clone(),
            office,
            name: name.clone(),
            amount: None,
        };
        deliver(tx, cx, row, found, paper, to).await?;
    }
    Ok(())
}

struct Recipient {
    kind: DeliveryKind,
    line_no: usize,
    division: String,
    office: Option<String>,
    name: String,
    amount: Option<Fen>,
}

/// The office of the issuer's division that a printed 抄送 means, if it is in the program.
fn cc_office(
    policy: &Policy,
    offices: &[OfficeRow],
    row: &AllotmentRow,
    printed: &str,
) -> Option<String> {
    let division = crate::actor::division_name(policy, &row.division_code);
    let known = offices.iter().filter(|office| office.division_code == row.division_code);
    let means = |office: &&OfficeRow| {
        let section = !office.section.is_empty() && printed.contains(&office.section);
        let whole = office.section.is_empty()
            && (office.name == printed
                || office.name.strip_prefix(&division).is_some_and(|rest| printed.ends_with(rest)));
        section || whole
    };
    known.into_iter().find(means).map(|office| office.id.clone())
}

async fn deliver(
    tx: &mut Tx,
    cx: &Context,
    row: &AllotmentRow,
    found: &IndicatorRow,
    paper: &Paper,
    to: Recipient,
) -> Result<(), AppError> {
    let outside = to.kind == DeliveryKind::Copy && to.office.is_none();
    let sent = DeliveryRow {
        division_code: row.division_code.clone(),
        id: cx.id(),
        allotment_id: row.id.clone(),
        kind: to.kind.code().to_owned(),
        line_no: i64::try_from(to.line_no).unwrap_or(i64::MAX),
        to_division: to.division.clone(),
        to_office_id: to.office.clone(),
        to_name: to.name,
        amount: to.amount,
        outside: i64::from(outside),
        delivered_at: None,
        read_at: None,
        read_by: None,
        received_at: None,
        received_by: None,
        recorded_by: None,
        recorded_upload: None,
    };
    delivery::insert(tx, &sent).await?;
    if outside {
        return Ok(());
    }
    let document = document_of(row, found, paper, &sent);
    let message = OutboxRow {
        id: cx.id(),
        to_division: sent.to_division.clone(),
        kind: "document".to_owned(),
        body: Message::Document(Box::new(document)).to_text(),
        created_at: cx.at.clone(),
    };
    outbox::insert(tx, &message).await?;
    Ok(())
}

/// The document that the recipient's box will hold.
fn document_of(
    row: &AllotmentRow,
    found: &IndicatorRow,
    paper: &Paper,
    sent: &DeliveryRow,
) -> DocumentRow {
    DocumentRow {
        division_code: sent.to_division.clone(),
        id: sent.id.clone(),
        fiscal_year: row.fiscal_year,
        kind: sent.kind.clone(),
        office_id: sent.to_office_id.clone(),
        allotment_id: row.id.clone(),
        from_division: row.division_code.clone(),
        document_no: row.document_no.clone().unwrap_or_else(|| "无文号".to_owned()),
        title: row.title.clone(),
        issuer: paper.issuer.clone(),
        amount: sent.amount,
        fund_code: found.fund_code.clone(),
        fund_name: found.fund_name.clone(),
        direct_tag: found.direct_tag.clone(),
        income_code: found.income_code.clone(),
        functional_code: found.functional_code.clone(),
        decompose_days: found.decompose_days,
        issued_on: row.issued_on.clone().unwrap_or_default(),
        paper: paper.to_text(),
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

/// What stands in the way of issuing, for the screen.
pub(super) fn judge(row: &AllotmentRow, plan: &[AllocationLine]) -> Result<(), AllocationRefusal> {
    let paper = Paper::from_text(&row.paper);
    let ledger = Fen::total(plan.iter().map(|line| line.amount))?;
    check_paper(&printed(&paper), plan, PaperTotals { stated: paper.total(), ledger })
}

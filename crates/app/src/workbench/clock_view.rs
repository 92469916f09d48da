//! The thirty days (三十日尺) of the newest allotment, and where each recipient stands.

use chrono::NaiveDate;
use mingqu_domain::allotment::AllotmentState;
use mingqu_domain::calendar::Deadline;
use mingqu_domain::policy::{DivisionCode, Policy};
use mingqu_money::Fen;
use mingqu_store::allotment::{delivery, header as allotment};
use mingqu_store::budget::{account, indicator};
use mingqu_store::db::Tx;

use super::todo::days_left;
use crate::actor::{Actor, division_name};
use crate::budget::figures_of;
use crate::error::AppError;

/// The clock of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockView {
    /// 文号
    pub document_no: String,
    /// 登记日期
    pub registered_on: String,
    /// 发文日期
    pub issued_on: Option<String>,
    /// The last day, from registration.
    pub due_on: String,
    /// The last day, from issue.
    pub issue_due_on: Option<String>,
    /// Days until the earlier of the two.
    pub days_left: i64,
    /// Days allowed.
    pub days: i64,
    /// (day, light) of the policy.
    pub lights: Vec<(i64, &'static str)>,
    /// Where each recipient stands.
    pub rows: Vec<ClockRow>,
}

/// A recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockRow {
    /// 区划
    pub division_code: String,
    /// 区划名称
    pub division_name: String,
    /// 下达
    pub allotted: Fen,
    /// 已接收
    pub received: Fen,
    /// 未接收
    pub unreceived: Fen,
    /// 待分解
    pub unassigned: Fen,
    /// 状态
    pub state_label: &'static str,
    /// Where it opens.
    pub path: String,
}

/// The clock of the newest issued paper of the division, or of its newest indicator.
pub(super) async fn clock_view(
    tx: &mut Tx,
    policy: &Policy,
    actor: &Actor,
    fiscal_year: i64,
    today: NaiveDate,
) -> Result<Option<ClockView>, AppError> {
    if !actor.may("indicator.read") {
        return Ok(None);
    }
    let own = DivisionCode::parse(&actor.division_code);
    let has_below = own.is_ok_and(|code| !policy.children_of(code).is_empty());
    if has_below {
        return of_allotment(tx, policy, actor, fiscal_year, today).await;
    }
    let rows = indicator::list(tx, &actor.division_code, fiscal_year, None, "", 500).await?;
    let newest = rows.into_iter().filter(|row| row.decompose_days.is_some());
    let Some(newest) = newest.max_by(|a, b| a.id.cmp(&b.id)) else { return Ok(None) };
    let Some(mut clock) = clock_of(policy, &newest, today) else { return Ok(None) };
    let unassigned = crate::budget::unassigned(tx, &newest).await?;
    let view = crate::budget::indicator_view(tx, policy, newest.clone()).await?;
    clock.rows = vec![ClockRow {
        division_code: newest.division_code.clone(),
        division_name: division_name(policy, &newest.division_code),
        allotted: view.figures.approved,
        received: view.figures.approved,
        unreceived: Fen::ZERO,
        unassigned,
        state_label: if unassigned.is_positive() { "待分解" } else { "已分完" },
        path: format!("/indicators/{}/trace", newest.id),
    }];
    Ok(Some(clock))
}

async fn of_allotment(
    tx: &mut Tx,
    policy: &Policy,
    actor: &Actor,
    fiscal_year: i64,
    today: NaiveDate,
) -> Result<Option<ClockView>, AppError> {
    let filter = allotment::AllotmentFilter {
        division_code: actor.division_code.clone(),
        fiscal_year,
        state: Some(AllotmentState::Issued.code().to_owned()),
        limit: 1,
        ..allotment::AllotmentFilter::default()
    };
    let Some(sent) = allotment::list(tx, &filter).await?.into_iter().next() else {
        return Ok(None);
    };
    let (division, year) = (&sent.division_code, sent.fiscal_year);
    let found = indicator::find(tx, division, year, &sent.indicator_id).await?;
    let Some(mut row) = found else { return Ok(None) };
    let no = sent.document_no.clone().unwrap_or_else(|| sent.title.clone());
    row.document_no.clone_from(&no);
    row.issued_on.clone_from(&sent.issued_on);
    if let Some(on) = &sent.issued_on {
        row.registered_on.clone_from(on);
    }
    let Some(mut clock) = clock_of(policy, &row, today) else { return Ok(None) };
    let deliveries = delivery::list(tx, division, &sent.id).await?;
    for one in deliveries.iter().filter(|one| one.kind == "main") {
        let allotted = one.amount.unwrap_or_default();
        let received = one.received_at.is_some();
        let balances = account::list_of_document(tx, &one.to_division, year, &no).await?;
        let pairs = balances.iter().map(|one| (one.subject_code.as_str(), one.balance));
        let figures = figures_of(pairs)?;
        let unassigned = balances.iter().filter(|one| one.subject_code == "P201");
        let unassigned = Fen::total(unassigned.map(|one| one.balance))?;
        clock.rows.push(ClockRow {
            division_code: one.to_division.clone(),
            division_name: division_name(policy, &one.to_division),
            allotted,
            received: if received { figures.approved } else { Fen::ZERO },
            unreceived: if received { Fen::ZERO } else { allotted },
            unassigned,
            state_label: match (received, one.read_at.is_some(), unassigned.is_positive()) {
                (false, false, _) => "未接收",
                (false, true, _) => "已读，未接收",
                (true, _, true) => "待分解",
                (true, _, false) => "已分完",
            },
            path: format!("/allotments/{}", sent.id),
        });
    }
    Ok(Some(clock))
}

fn clock_of(policy: &Policy, row: &indicator::IndicatorRow, today: NaiveDate) -> Option<ClockView> {
    let days = u16::try_from(row.decompose_days?).ok()?;
    let from: NaiveDate = row.registered_on.parse().ok()?;
    let due_on = Deadline { from, days }.due_on().to_string();
    let issued: Option<NaiveDate> = row.issued_on.as_ref().and_then(|on| on.parse().ok());
    let issue_due_on = issued.map(|from| Deadline { from, days }.due_on().to_string());
    let earlier = issue_due_on.clone().map_or_else(|| due_on.clone(), |on| on.min(due_on.clone()));
    let lights = policy.deadlines.lights.value.0.iter();
    Some(ClockView {
        document_no: row.document_no.clone(),
        registered_on: row.registered_on.clone(),
        issued_on: row.issued_on.clone(),
        days_left: days_left(Some(&earlier), today)?,
        due_on,
        issue_due_on,
        days: i64::from(days),
        lights: lights.map(|step| (i64::from(step.day), step.light.label())).collect(),
        rows: Vec::new(),
    })
}

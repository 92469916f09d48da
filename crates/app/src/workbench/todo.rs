//! What a person must do (待办): gathered from drafts, approvals, boxes and free money.

use chrono::NaiveDate;
use mingqu_domain::allocation::AllocationState;
use mingqu_domain::allotment::AllotmentState;
use mingqu_domain::approval::ApprovalState;
use mingqu_domain::notice::NoticeState;
use mingqu_money::Fen;
use mingqu_store::allocation::approval as approval_store;
use mingqu_store::allocation::header as allocation;
use mingqu_store::allotment::{document, header as allotment};
use mingqu_store::budget::indicator;
use mingqu_store::db::Tx;
use mingqu_store::notice::{doubt, header as notice};

use crate::actor::Actor;
use crate::allocation::SUBJECT;
use crate::allotment::DocumentQuery;
use crate::approval::load;
use crate::error::AppError;

/// Rows looked at of each kind.
const LOOK: i64 = 100;

/// One thing to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Todo {
    /// notice / approval / receive / returned / issue / allocate / opine
    pub kind: &'static str,
    /// 做什么
    pub title: &'static str,
    /// 哪一件
    pub subject: String,
    /// Further words.
    pub detail: String,
    /// 金额
    pub amount: Option<Fen>,
    /// By when.
    pub due_on: Option<String>,
    /// Days until then.
    pub days_left: Option<i64>,
    /// Where it opens.
    pub path: String,
    /// What the button says.
    pub action_label: &'static str,
}

/// Everything that waits for the person in a year, the most urgent first.
pub(super) async fn todos(
    tx: &mut Tx,
    actor: &Actor,
    fiscal_year: i64,
    today: NaiveDate,
) -> Result<Vec<Todo>, AppError> {
    let mut out = Vec::new();
    if actor.may("notice.register") {
        drafts(tx, actor, fiscal_year, &mut out).await?;
        boxes(tx, actor, fiscal_year, today, &mut out).await?;
        money(tx, actor, fiscal_year, today, &mut out).await?;
        papers(tx, actor, fiscal_year, &mut out).await?;
    }
    approvals(tx, actor, &mut out).await?;
    out.sort_by_key(|todo| todo.days_left.unwrap_or(i64::MAX));
    Ok(out)
}

/// Days from today to a date, if it is one.
pub(super) fn days_left(due_on: Option<&str>, today: NaiveDate) -> Option<i64> {
    let due: NaiveDate = due_on?.parse().ok()?;
    Some(due.signed_duration_since(today).num_days())
}

async fn drafts(
    tx: &mut Tx,
    actor: &Actor,
    fiscal_year: i64,
    out: &mut Vec<Todo>,
) -> Result<(), AppError> {
    let filter = notice::NoticeFilter {
        division_code: actor.division_code.clone(),
        fiscal_year,
        state: Some(NoticeState::Draft.code().to_owned()),
        limit: LOOK,
        ..notice::NoticeFilter::default()
    };
    for row in notice::list(tx, &filter).await? {
        let open = doubt::count_open(tx, &row.division_code, &row.id).await?;
        let detail = match open {
            0 => "存疑都已处理，可以登记".to_owned(),
            open => format!("{open} 处存疑待您看"),
        };
        out.push(Todo {
            kind: "notice",
            title: "确认来文",
            subject: row.document_no.unwrap_or(row.title),
            detail,
            amount: row.total,
            path: format!("/notices/{}", row.id),
            action_label: "确认",
            ..Todo::default()
        });
    }
    Ok(())
}

async fn boxes(
    tx: &mut Tx,
    actor: &Actor,
    fiscal_year: i64,
    today: NaiveDate,
    out: &mut Vec<Todo>,
) -> Result<(), AppError> {
    let filter = DocumentQuery {
        division_code: actor.division_code.clone(),
        fiscal_year,
        state: Some("unreceived".to_owned()),
        limit: LOOK,
        ..DocumentQuery::default()
    };
    for row in document::list(tx, &filter).await? {
        let summary = crate::allotment::document_summary(row);
        out.push(Todo {
            kind: "receive",
            title: "接收下达",
            subject: summary.row.document_no.clone(),
            detail: format!("{}　{}", summary.row.issuer, summary.row.fund_name),
            amount: summary.row.amount,
            days_left: days_left(summary.due_on.as_deref(), today),
            due_on: summary.due_on,
            path: format!("/documents/{}", summary.row.id),
            action_label: "接收",
        });
    }
    Ok(())
}

/// Indicators with money not yet given on, where there is someone below to give it to.
async fn money(
    tx: &mut Tx,
    actor: &Actor,
    fiscal_year: i64,
    today: NaiveDate,
    out: &mut Vec<Todo>,
) -> Result<(), AppError> {
    if !actor.division_code.ends_with("00000") {
        return Ok(()); // A county breaks down to projects, which is another work.
    }
    let busy: Vec<String> = under_way(tx, actor, fiscal_year).await?;
    let rows = indicator::list(tx, &actor.division_code, fiscal_year, None, "", LOOK).await?;
    for row in rows.into_iter().filter(|row| !busy.contains(&row.id)) {
        let free = crate::budget::unassigned(tx, &row).await?;
        if !free.is_positive() {
            continue;
        }
        let due_on = crate::budget::due_on(&row);
        out.push(Todo {
            kind: "allocate",
            title: "拟分配方案",
            subject: row.document_no.clone(),
            detail: format!("{} 还没有分下去", row.fund_name),
            amount: Some(free),
            days_left: days_left(due_on.as_deref(), today),
            due_on,
            path: format!("/allocations?indicator_id={}", row.id),
            action_label: "分配",
        });
    }
    Ok(())
}

async fn under_way(tx: &mut Tx, actor: &Actor, fiscal_year: i64) -> Result<Vec<String>, AppError> {
    let filter = allocation::AllocationFilter {
        division_code: actor.division_code.clone(),
        fiscal_year,
        limit: LOOK,
        ..allocation::AllocationFilter::default()
    };
    let rows = allocation::list(tx, &filter).await?;
    Ok(rows
        .into_iter()
        .filter(|row| row.open_key == row.indicator_id)
        .map(|row| row.indicator_id)
        .collect())
}

/// Own allocations that came back or are through, and papers that wait to go out.
async fn papers(
    tx: &mut Tx,
    actor: &Actor,
    fiscal_year: i64,
    out: &mut Vec<Todo>,
) -> Result<(), AppError> {
    for (state, title, label) in [
        (AllocationState::Draft, "送审分配方案", "接着办"),
        (AllocationState::Returned, "修改后重报", "修改"),
        (AllocationState::Approved, "拟下达文", "下达"),
    ] {
        let filter = allocation::AllocationFilter {
            division_code: actor.division_code.clone(),
            fiscal_year,
            state: Some(state.code().to_owned()),
            limit: LOOK,
            ..allocation::AllocationFilter::default()
        };
        let rows = allocation::list(tx, &filter).await?;
        let own = rows.into_iter().filter(|row| row.prepared_by == actor.user_id);
        for row in own.filter(|row| row.allotment_id.is_none()) {
            let detail = match state {
                AllocationState::Returned => returned(tx, &row.id).await?,
                _ => state.label().to_owned(),
            };
            out.push(Todo {
                kind: if state == AllocationState::Returned { "returned" } else { "allocation" },
                title,
                subject: row.title,
                detail,
                amount: Some(row.total),
                path: format!("/allocations/{}", row.id),
                action_label: label,
                ..Todo::default()
            });
        }
    }
    let filter = allotment::AllotmentFilter {
        division_code: actor.division_code.clone(),
        fiscal_year,
        state: Some(AllotmentState::Draft.code().to_owned()),
        limit: LOOK,
        ..allotment::AllotmentFilter::default()
    };
    for row in allotment::list(tx, &filter).await? {
        out.push(Todo {
            kind: "issue",
            title: "下达",
            subject: row.title,
            detail: "文稿已拟好，还没有发出".to_owned(),
            amount: Some(row.total),
            path: format!("/allotments/{}", row.id),
            action_label: "下达",
            ..Todo::default()
        });
    }
    Ok(())
}

/// Who returned it and why.
async fn returned(tx: &mut Tx, allocation_id: &str) -> Result<String, AppError> {
    let Some((_, _, acts)) = load(tx, SUBJECT, allocation_id).await? else {
        return Ok(String::new());
    };
    let last = acts.iter().rev().find(|act| act.kind == "return");
    let Some(last) = last else { return Ok(String::new()) };
    let by = mingqu_store::user::account::find(tx, &last.user_id).await?;
    let name = by.map(|by| by.display_name).unwrap_or_default();
    Ok(format!("{name} 退回：{}", last.opinion.clone().unwrap_or_default()))
}

/// Steps of the person's duties, own or lent, and opinions asked for.
async fn approvals(tx: &mut Tx, actor: &Actor, out: &mut Vec<Todo>) -> Result<(), AppError> {
    let open = approval_store::list(tx, &actor.division_code, ApprovalState::Open.code()).await?;
    for row in open {
        let Some((_, approval, _)) = load(tx, &row.subject_kind, &row.subject_id).await? else {
            continue;
        };
        let hand = actor.hand();
        let asked = row.asked_user_id.as_deref() == Some(&actor.user_id);
        let mine = actor.may("allocation.approve") && approval.approve(&hand).is_ok();
        if !asked && !mine {
            continue;
        }
        let by = mingqu_store::user::account::find(tx, &row.prepared_by).await?;
        let by = by.map(|by| by.display_name).unwrap_or_default();
        let step = approval.label(approval.step_no).to_owned();
        out.push(Todo {
            kind: if asked { "opine" } else { "approval" },
            title: if asked { "签署意见" } else { "审核分配方案" },
            subject: row.subject_title,
            detail: format!("经办 {by} 提交，现在是{step}"),
            amount: row.amount,
            path: format!("/allocations/{}", row.subject_id),
            action_label: if asked { "签署" } else { "审核" },
            ..Todo::default()
        });
    }
    Ok(())
}

//! One notice as it is shown (来文): text, facts, doubts, table, what would be booked, what may be done.

use mingqu_domain::budget::Subject;
use mingqu_domain::calendar::Deadline;
use mingqu_domain::notice::{AnswerOption, NoticeAction, NoticeRefusal, NoticeState, answers};
use mingqu_domain::policy::Policy;
use mingqu_money::Fen;
use mingqu_store::db::Tx;
use mingqu_store::notice::{doubt, header, line};

use super::booking::plan;
use super::kept::{Kept, corrections};
use super::sheet::Fact;
use crate::action::Action;
use crate::actor::{Actor, division_name};
use crate::error::AppError;
use crate::execute::Caller;

/// A doubt as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoubtView {
    /// 甲乙丙丁
    pub letter: String,
    /// The row.
    pub row: doubt::NoticeDoubtRow,
    /// What it is about, in a few words.
    pub title: &'static str,
    /// The answers it takes.
    pub answers: &'static [AnswerOption],
}

/// A row of the table as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineView {
    /// The row.
    pub row: line::NoticeLineRow,
    /// The division's name.
    pub division_name: Option<String>,
}

/// What registering would book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    /// 借
    pub debit: String,
    /// 贷
    pub credit: String,
    /// 金额
    pub amount: Fen,
    /// 资金
    pub fund: String,
    /// The last day of the breakdown, if registered today.
    pub due_on: Option<String>,
}

/// A notice opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeView {
    /// The row.
    pub row: header::NoticeRow,
    /// 区划名称
    pub division_name: String,
    /// 导入人
    pub received_by_name: String,
    /// The sheet.
    pub facts: Vec<Fact>,
    /// The doubts.
    pub doubts: Vec<DoubtView>,
    /// The table.
    pub lines: Vec<LineView>,
    /// Σ of the table.
    pub lines_sum: Fen,
    /// What would be booked, while it is a draft.
    pub booking: Option<Booking>,
    /// What stands in the way of booking.
    pub obstacle: Option<(&'static str, String)>,
    /// The allocation under way for its indicator.
    pub actions: Vec<Action>,
}

/// 甲乙丙丁… of the n-th doubt.
pub(super) fn letter(doubt_no: i64) -> String {
    const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
    let place = usize::try_from(doubt_no - 1).unwrap_or_default();
    match STEMS.get(place) {
        Some(stem) => stem.to_string(),
        None => format!("{}{}", STEMS[place % 10], place / 10 + 1),
    }
}

/// One notice of a book the caller may read.
pub async fn notice(caller: &Caller, id: &str) -> Result<NoticeView, AppError> {
    caller.actor.require("notice.read")?;
    let (app, actor, id) = (caller.app.clone(), caller.actor.clone(), id.to_owned());
    let divisions = actor.readable(app.policy());
    let today = app.clock().today();
    let db = caller.app.db();
    db.read(move |tx| {
        Box::pin(async move {
            for division in &divisions {
                if let Some(row) = header::find(tx, division, &id).await? {
                    return view(tx, app.policy(), &actor, row, today).await;
                }
            }
            Err(AppError::not_found("来文", &id))
        })
    })
    .await
}

async fn view(
    tx: &mut Tx,
    policy: &Policy,
    actor: &Actor,
    row: header::NoticeRow,
    today: chrono::NaiveDate,
) -> Result<NoticeView, AppError> {
    let lines = line::list(tx, &row.division_code, &row.id).await?;
    let doubts = doubt::list(tx, &row.division_code, &row.id).await?;
    let facts = Kept::from_text(&row.reading).sheet(&corrections(&row.corrections));
    let open = doubts.iter().filter(|doubt| doubt.answer.is_none()).count();
    let planned = plan(policy, &row, &lines, &facts);
    let draft = row.state == NoticeState::Draft.code();
    let booking = planned.as_ref().ok().filter(|_| draft).map(|plan| Booking {
        debit: format!("{} {}", Subject::Unassigned.code(), Subject::Unassigned.label()),
        credit: format!("{} {}", Subject::UpperSource.code(), Subject::UpperSource.label()),
        amount: plan.amount,
        fund: plan.fund_name.clone(),
        due_on: plan.decompose_days.and_then(|days| {
            let days = u16::try_from(days).ok()?;
            Some(Deadline { from: today, days }.due_on().to_string())
        }),
    });
    let obstacle = match planned {
        _ if 0 < open => Some(NoticeRefusal::DoubtsOpen(open)),
        Err(refusal) => Some(refusal),
        Ok(_) => None,
    };
    let obstacle = obstacle.map(|refusal| (refusal.code(), refusal.to_string()));
    let by = mingqu_store::user::account::find(tx, &row.received_by).await?;
    Ok(NoticeView {
        division_name: division_name(policy, &row.division_code),
        received_by_name: by.map_or_else(|| row.received_by.clone(), |by| by.display_name),
        lines_sum: Fen::total(lines.iter().map(|line| line.amount))?,
        lines: lines.into_iter().map(|row| shown(policy, row)).collect(),
        doubts: doubts.into_iter().map(doubt_view).collect(),
        actions: actions(policy, actor, &row, obstacle.as_ref()),
        obstacle: obstacle.filter(|_| draft),
        booking,
        facts,
        row,
    })
}

fn shown(policy: &Policy, row: line::NoticeLineRow) -> LineView {
    let division_name = row.line_division.as_ref().map(|code| division_name(policy, code));
    LineView { division_name, row }
}

fn doubt_view(row: doubt::NoticeDoubtRow) -> DoubtView {
    let title = match row.code.as_str() {
        "attachment_reference" => "附件的说法前后不一",
        "code_name_mismatch" => "科目名称与年表不符",
        "tag_name_mismatch" => "标识名称与全国口径不同",
        "own_number_missing" => "没有本文文号",
        "table_sum" => "分配表相加不等于总额",
        "unit_conflict" => "金额单位前后矛盾",
        "date_impossible" => "日期不存在",
        "total_missing" => "没有读到总额",
        "unknown_place" => "有不认识的地名",
        _ => "需要您看一下",
    };
    DoubtView { letter: letter(row.doubt_no), title, answers: answers(&row.code), row }
}

fn actions(
    policy: &Policy,
    actor: &Actor,
    row: &header::NoticeRow,
    obstacle: Option<&(&'static str, String)>,
) -> Vec<Action> {
    let state = NoticeState::from_code(&row.state);
    let judge = |action: NoticeAction| -> Result<(), AppError> {
        let name = match action {
            NoticeAction::Correct => "notice.correct",
            NoticeAction::AnswerDoubt => "notice.answer_doubt",
            NoticeAction::Register => "notice.register",
            NoticeAction::Reject => "notice.reject",
            NoticeAction::Reverse => "notice.reverse",
        };
        actor.require(name)?;
        actor.require_write(policy, &row.division_code)?;
        if let Some(state) = state {
            state.apply(action)?;
        }
        match obstacle {
            Some((code, message)) if action == NoticeAction::Register => {
                Err(AppError::Refused { code, message: message.clone() })
            }
            _ => Ok(()),
        }
    };
    let all = NoticeAction::ALL.into_iter();
    all.map(|action| Action::judged(action.code(), action.label(), judge(action))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubts_are_lettered_by_the_stems() {
        for (no, want) in [(1, "甲"), (4, "丁"), (10, "癸"), (11, "甲2")] {
            assert_eq!(letter(no), want);
        }
    }
}

//! Delegating (委托代办): a colleague acts in one's place on the days named.

use chrono::NaiveDate;
use mingqu_domain::user::{Duty, DutyRefusal, compatible};
use mingqu_store::db::Tx;
use mingqu_store::user::account::{self, UserAccountRow};
use mingqu_store::user::delegation::{self, DelegationRow};

use super::{DelegationRefusal, execute_and_reseat, lookup};
use crate::error::AppError;
use crate::execute::{Caller, Command, Context};

/// The longest delegation: our own choice, so that none is forgotten over a year's end.
const DAYS_MAX: i64 = 90;

/// To whom, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDelegation {
    /// The colleague.
    pub to_user_id: String,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, included.
    pub to_on: NaiveDate,
    /// Why.
    pub reason: String,
}

/// Lends the caller's own duties to a colleague; answers the delegation's id.
pub async fn delegation_create(caller: &Caller, new: NewDelegation) -> Result<String, AppError> {
    let name = lookup::name_of(&caller.app, &new.to_user_id).await?;
    execute_and_reseat(caller, DelegationCreate { new, name }).await
}

struct DelegationCreate {
    new: NewDelegation,
    /// Of the colleague, for the audit trail.
    name: String,
}

impl Command for DelegationCreate {
    const ACTION: &'static str = "delegation.create";
    type Done = String;

    fn detail(&self) -> String {
        let NewDelegation { from_on, to_on, reason, .. } = &self.new;
        format!("{} {from_on} 至 {to_on} {}", self.name, reason.trim())
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<String, AppError> {
        let new = &self.new;
        judge_days(new, cx.today)?;
        let reason = new.reason.trim();
        if reason.is_empty() || 200 < reason.chars().count() {
            return Err(DelegationRefusal::BadReason.into());
        }
        judge_colleague(tx, cx, &new.to_user_id).await?;
        judge_overlap(tx, cx, new).await?;
        let row = DelegationRow {
            id: cx.id(),
            division_code: cx.actor.division_code.clone(),
            from_user_id: cx.actor.user_id.clone(),
            to_user_id: new.to_user_id.clone(),
            from_on: new.from_on.to_string(),
            to_on: new.to_on.to_string(),
            reason: reason.to_owned(),
            created_at: cx.at.clone(),
            ended_at: None,
        };
        delegation::insert(tx, &row).await?;
        Ok(row.id)
    }
}

fn judge_days(new: &NewDelegation, today: NaiveDate) -> Result<(), DelegationRefusal> {
    if new.to_on < new.from_on {
        return Err(DelegationRefusal::EndsFirst);
    }
    if new.from_on < today {
        return Err(DelegationRefusal::InThePast);
    }
    if DAYS_MAX < (new.to_on - new.from_on).num_days() + 1 {
        return Err(DelegationRefusal::TooLong { days_max: DAYS_MAX });
    }
    Ok(())
}

/// In service in the same division, with duties that go with those lent.
async fn judge_colleague(tx: &mut Tx, cx: &Context, id: &str) -> Result<UserAccountRow, AppError> {
    if id == cx.actor.user_id {
        return Err(DelegationRefusal::Oneself.into());
    }
    let lent = lookup::duties_of(tx, &cx.actor.user_id).await?;
    if !lent.iter().any(|duty| matches!(duty, Duty::Reviewer | Duty::Approver)) {
        return Err(DelegationRefusal::NothingToLend.into());
    }
    let found = account::find(tx, id).await?;
    let colleague = found
        .filter(|user| user.division_code == cx.actor.division_code && user.suspended_at.is_none())
        .ok_or(DelegationRefusal::NotColleague)?;
    let own = lookup::duties_of(tx, id).await?;
    match compatible(&[own, lent].concat()) {
        Err(DutyRefusal::Incompatible { first, second, .. }) => {
            let name = colleague.display_name;
            Err(DelegationRefusal::Incompatible { name, first, second }.into())
        }
        judged => Ok(judged.map(|()| colleague)?),
    }
}

/// One person is stood in for by one colleague at a time.
async fn judge_overlap(tx: &mut Tx, cx: &Context, new: &NewDelegation) -> Result<(), AppError> {
    let (first, last) = (new.from_on.to_string(), new.to_on.to_string());
    let given = delegation::list_of_user(tx, &cx.actor.user_id).await?;
    let overlaps = given.into_iter().find(|row| {
        row.from_user_id == cx.actor.user_id
            && row.ended_at.is_none()
            && row.from_on <= last
            && first <= row.to_on
    });
    let Some(DelegationRow { to_user_id, from_on, to_on, .. }) = overlaps else { return Ok(()) };
    let name = account::find(tx, &to_user_id).await?.map(|user| user.display_name);
    let name = name.unwrap_or_default();
    Err(DelegationRefusal::Overlaps { name, from_on, to_on }.into())
}

//! Delegations given and got (委托一览), newest first.

use mingqu_store::user::account;
use mingqu_store::user::delegation::{self, DelegationRow};

use super::delegation_end;
use crate::action::Action;
use crate::error::AppError;
use crate::execute::Caller;

/// A delegation as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DelegationView {
    /// Id.
    pub id: String,
    /// Who gave it.
    pub from_user_name: String,
    /// Who got it.
    pub to_user_name: String,
    /// First day.
    pub from_on: String,
    /// Last day, included.
    pub to_on: String,
    /// Why.
    pub reason: String,
    /// `planned`, `in_force`, `over` or `ended`.
    pub state: &'static str,
    /// 未开始、生效中、已到期、已结束
    pub state_label: &'static str,
    /// What the caller may do with it.
    pub actions: Vec<Action>,
}

/// The delegations the caller gave or got.
pub async fn delegations(caller: &Caller) -> Result<Vec<DelegationView>, AppError> {
    caller.actor.require("delegation.read")?;
    let (id, division_code) = (caller.actor.user_id.clone(), caller.actor.division_code.clone());
    let read = caller.app.db().read(move |tx| {
        Box::pin(async move {
            let rows = delegation::list_of_user(tx, &id).await?;
            Ok::<_, AppError>((rows, account::list(tx, Some(&division_code)).await?))
        })
    });
    let (rows, users) = read.await?;
    let today = caller.app.clock().today().to_string();
    let name = |id: &str| {
        let found = users.iter().find(|user| user.id == id);
        found.map_or(id.to_owned(), |user| user.display_name.clone())
    };
    let view = |row: DelegationRow| {
        let (state, state_label) = state(&row, &today);
        let verdict = caller.actor.require("delegation.end");
        let verdict =
            verdict.and_then(|()| delegation_end::judge(&row, &caller.actor.user_id, &today));
        DelegationView {
            from_user_name: name(&row.from_user_id),
            to_user_name: name(&row.to_user_id),
            state,
            state_label,
            actions: vec![Action::judged("end", "结束委托", verdict)],
            id: row.id,
            from_on: row.from_on,
            to_on: row.to_on,
            reason: row.reason,
        }
    };
    Ok(rows.into_iter().map(view).collect())
}

fn state(row: &DelegationRow, today: &str) -> (&'static str, &'static str) {
    if row.ended_at.is_some() {
        return ("ended", "已结束");
    }
    if today < row.from_on.as_str() {
        return ("planned", "未开始");
    }
    match today <= row.to_on.as_str() {
        true => ("in_force", "生效中"),
        false => ("over", "已到期"),
    }
}

//! Granting duties (授予岗位): by the security administrator, never to oneself.

use mingqu_domain::user::{Duty, compatible};
use mingqu_store::db::Tx;
use mingqu_store::user::account;

use super::{UserRefusal, execute_and_reseat, lookup};
use crate::error::AppError;
use crate::execute::{Caller, Command, Context};

/// Puts these duties in the place of those a user has.
pub async fn user_grant(caller: &Caller, id: &str, duties: &[Duty]) -> Result<(), AppError> {
    let duties: Vec<Duty> = Duty::ALL.into_iter().filter(|duty| duties.contains(duty)).collect();
    let name = lookup::name_of(&caller.app, id).await?;
    execute_and_reseat(caller, UserGrant { id: id.to_owned(), name, duties }).await
}

struct UserGrant {
    id: String,
    /// For the audit trail.
    name: String,
    duties: Vec<Duty>,
}

impl Command for UserGrant {
    const ACTION: &'static str = "user.grant";
    type Done = ();

    fn detail(&self) -> String {
        let labels: Vec<&str> = self.duties.iter().map(|duty| duty.label()).collect();
        format!("{} {}", self.name, labels.join("、"))
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<(), AppError> {
        if self.id == cx.actor.user_id {
            return Err(UserRefusal::Oneself.into());
        }
        compatible(&self.duties)?;
        lookup::find(tx, &self.id).await?;
        leaves_administrators(tx, &self.id, &self.duties).await?;
        replace(tx, cx, &self.id, &self.duties).await
    }
}

/// Writes the duties, inside a unit of work.
pub(super) async fn replace(
    tx: &mut Tx,
    cx: &Context,
    id: &str,
    duties: &[Duty],
) -> Result<(), AppError> {
    let words: Vec<String> = duties.iter().map(|duty| duty.code().to_owned()).collect();
    Ok(account::replace_duties(tx, id, &words, &cx.actor.user_id, &cx.at).await?)
}

/// Refuses to take an administrator's duty from the last one in service who holds it.
pub(super) async fn leaves_administrators(
    tx: &mut Tx,
    id: &str,
    kept: &[Duty],
) -> Result<(), AppError> {
    let own = lookup::duties_of(tx, id).await?;
    let lost: Vec<Duty> =
        own.into_iter().filter(|duty| duty.is_admin() && !kept.contains(duty)).collect();
    if lost.is_empty() {
        return Ok(());
    }
    let in_service: Vec<String> = account::list(tx, None)
        .await?
        .into_iter()
        .filter(|user| user.suspended_at.is_none() && user.id != id)
        .map(|user| user.id)
        .collect();
    let all = lookup::all_duties(tx).await?;
    for duty in lost {
        let other =
            |(user_id, held): &(String, Duty)| *held == duty && in_service.contains(user_id);
        if !all.iter().any(other) {
            return Err(UserRefusal::LastAdmin { duty }.into());
        }
    }
    Ok(())
}

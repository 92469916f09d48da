//! Ending a delegation before its last day (结束委托): by the person who gave it.

use mingqu_store::db::Tx;
use mingqu_store::user::delegation::{self, DelegationRow};

use super::{DelegationRefusal, execute_and_reseat};
use crate::error::AppError;
use crate::execute::{Caller, Command, Context};

/// Ends a delegation at once.
pub async fn delegation_end(caller: &Caller, id: &str) -> Result<(), AppError> {
    execute_and_reseat(caller, DelegationEnd { id: id.to_owned() }).await
}

struct DelegationEnd {
    id: String,
}

impl Command for DelegationEnd {
    const ACTION: &'static str = "delegation.end";
    type Done = ();

    fn detail(&self) -> String {
        self.id.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<(), AppError> {
        let found = delegation::find(tx, &self.id).await?;
        let row = found.ok_or_else(|| AppError::not_found("委托", &self.id))?;
        judge(&row, &cx.actor.user_id, &cx.today.to_string())?;
        match delegation::update_ended(tx, &self.id, &cx.at).await? {
            true => Ok(()),
            false => Err(DelegationRefusal::Over.into()),
        }
    }
}

/// Whether a person may end it on a day.
pub(super) fn judge(row: &DelegationRow, user_id: &str, today: &str) -> Result<(), AppError> {
    if row.from_user_id != user_id {
        return Err(DelegationRefusal::NotYours.into());
    }
    if row.ended_at.is_some() || row.to_on.as_str() < today {
        return Err(DelegationRefusal::Over.into());
    }
    Ok(())
}

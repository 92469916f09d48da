//! Which duties sign in with a second factor (岗位二次验证): the security administrator's choice.

use mingqu_domain::user::Duty;
use mingqu_store::db::Tx;
use mingqu_store::user::setting;

use super::{execute_and_reseat, lookup};
use crate::error::AppError;
use crate::execute::{Caller, Command, Context};

/// Whether a duty must have a second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondFactor {
    /// Without it nothing is allowed.
    Required,
    /// Whoever wants it sets it up.
    Free,
}

/// Says whether a duty must have a second factor, whatever the policy begins with.
pub async fn set_second_factor(
    caller: &Caller,
    duty: Duty,
    second_factor: SecondFactor,
) -> Result<(), AppError> {
    execute_and_reseat(caller, DutySecondFactor { duty, second_factor }).await
}

struct DutySecondFactor {
    duty: Duty,
    second_factor: SecondFactor,
}

impl Command for DutySecondFactor {
    const ACTION: &'static str = "duty.second_factor";
    type Done = ();

    fn detail(&self) -> String {
        match self.second_factor {
            SecondFactor::Required => format!("{} 必须", self.duty.label()),
            SecondFactor::Free => format!("{} 不要求", self.duty.label()),
        }
    }

    async fn run(&self, tx: &mut Tx, _: &Context) -> Result<(), AppError> {
        let name = format!("{}{}", lookup::SECOND_FACTOR, self.duty.code());
        let value = match self.second_factor {
            SecondFactor::Required => "1",
            SecondFactor::Free => "0",
        };
        Ok(setting::upsert(tx, &name, value).await?)
    }
}

//! People (用户): sign-in, sessions, duties, delegations.

mod delegation_create;
mod delegation_end;
mod delegation_list;
mod duty_second_factor;
mod first_start;
mod lookup;
mod office_create;
mod password;
mod refusal;
pub mod seats;
mod session_end;
mod session_password;
mod session_resolve;
mod session_start;
mod session_totp;
mod session_view;
mod totp;
mod user_create;
mod user_grant;
mod user_list;
mod user_reset_password;
mod user_suspend;

pub use delegation_create::{NewDelegation, delegation_create};
pub use delegation_end::delegation_end;
pub use delegation_list::{DelegationView, delegations};
pub use duty_second_factor::{SecondFactor, set_second_factor};
pub use first_start::first_start;
pub use office_create::{OfficeCreate, OfficeKind};
pub use password::PasswordHash;
pub use refusal::{DelegationRefusal, SessionRefusal, UserRefusal};
pub use session_end::{forget_sessions, sign_out};
pub use session_password::change_password;
pub use session_resolve::{act_as, resolve};
pub use session_start::{Credentials, SignedIn, sign_in};
pub use session_totp::{Enrolment, totp_confirm, totp_enrol};
pub use session_view::{BookView, Place, SessionUser, SessionView, session_view};
pub use totp::code_at;
pub use user_create::{FirstPassword, NewUser, UserCreated, user_create};
pub use user_grant::user_grant;
pub use user_list::{
    ColleagueView, DutyRow, DutyTable, OfficeView, UserRow, colleagues, duty_table, offices, users,
};
pub use user_reset_password::user_reset_password;
pub use user_suspend::{user_resume, user_suspend, user_unlock};

use mingqu_store::StoreError;

use crate::error::AppError;
use crate::execute::{Caller, Command};

/// Runs a command that changes what somebody may do, and empties the seats after its commit, even
/// when the caller has gone meanwhile.
async fn execute_and_reseat<C: Command>(caller: &Caller, command: C) -> Result<C::Done, AppError> {
    let caller = caller.clone();
    let task = tokio::spawn(async move {
        let done = caller.execute(command).await;
        caller.app.seats().clear();
        done
    });
    task.await.unwrap_or_else(|lost| {
        Err(AppError::Failed(StoreError::Panicked { message: lost.to_string() }))
    })
}

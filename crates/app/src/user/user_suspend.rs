//! Taking an account out of service and back (停用、启用、解锁).

use mingqu_store::db::Tx;
use mingqu_store::user::account;
use mingqu_store::user::session;

use super::{UserRefusal, execute_and_reseat, lookup, user_grant};
use crate::clock;
use crate::error::AppError;
use crate::execute::{Caller, Command, Context};

/// Suspends a user: all sessions end at once.
pub async fn user_suspend(caller: &Caller, id: &str) -> Result<(), AppError> {
    let name = lookup::name_of(&caller.app, id).await?;
    execute_and_reseat(caller, UserSuspend { id: id.to_owned(), name }).await
}

/// Takes a suspended user back into service.
pub async fn user_resume(caller: &Caller, id: &str) -> Result<(), AppError> {
    let name = lookup::name_of(&caller.app, id).await?;
    execute_and_reseat(caller, UserResume { id: id.to_owned(), name }).await
}

/// Ends a lock before its time.
pub async fn user_unlock(caller: &Caller, id: &str) -> Result<(), AppError> {
    let name = lookup::name_of(&caller.app, id).await?;
    caller.execute(UserUnlock { id: id.to_owned(), name }).await
}

struct UserSuspend {
    id: String,
    name: String,
}

impl Command for UserSuspend {
    const ACTION: &'static str = "user.suspend";
    type Done = ();

    fn detail(&self) -> String {
        self.name.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<(), AppError> {
        if self.id == cx.actor.user_id {
            return Err(UserRefusal::Oneself.into());
        }
        let mut user = lookup::find(tx, &self.id).await?;
        if user.suspended_at.is_some() {
            return Err(UserRefusal::Suspended.into());
        }
        user_grant::leaves_administrators(tx, &self.id, &[]).await?;
        user.suspended_at = Some(cx.at.clone());
        account::update(tx, &user).await?;
        session::delete_of_user(tx, &self.id).await?;
        Ok(())
    }
}

struct UserResume {
    id: String,
    name: String,
}

impl Command for UserResume {
    const ACTION: &'static str = "user.resume";
    type Done = ();

    fn detail(&self) -> String {
        self.name.clone()
    }

    async fn run(&self, tx: &mut Tx, _: &Context) -> Result<(), AppError> {
        let mut user = lookup::find(tx, &self.id).await?;
        if user.suspended_at.take().is_none() {
            return Err(UserRefusal::NotSuspended.into());
        }
        Ok(account::update(tx, &user).await?)
    }
}

struct UserUnlock {
    id: String,
    name: String,
}

impl Command for UserUnlock {
    const ACTION: &'static str = "user.unlock";
    type Done = ();

    fn detail(&self) -> String {
        self.name.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<(), AppError> {
        let mut user = lookup::find(tx, &self.id).await?;
        let now = clock::millis_of(&cx.at).unwrap_or_default();
        if !lookup::is_locked(&user, now) {
            return Err(UserRefusal::NotLocked.into());
        }
        (user.locked_until, user.failed_count) = (None, 0);
        Ok(account::update(tx, &user).await?)
    }
}

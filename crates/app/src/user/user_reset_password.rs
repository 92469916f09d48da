//! A new one-time password (重置口令): ends all sessions, the lock and the second factor.

use mingqu_store::db::Tx;
use mingqu_store::user::account;
use mingqu_store::user::session;

use super::{PasswordHash, UserRefusal, execute_and_reseat, lookup, password};
use crate::error::AppError;
use crate::execute::{Caller, Command, Context};

/// Gives a user a new one-time password and answers it: it is kept nowhere.
pub async fn user_reset_password(caller: &Caller, id: &str) -> Result<String, AppError> {
    let name = lookup::name_of(&caller.app, id).await?;
    let made = password::one_time("", &caller.app.policy().security)?;
    let hash = PasswordHash::of(&made).await?;
    // A repetition under the same key would show a password that is not the one kept.
    let once = Caller { key: None, ..caller.clone() };
    execute_and_reseat(&once, UserResetPassword { id: id.to_owned(), name, hash }).await?;
    Ok(made)
}

struct UserResetPassword {
    id: String,
    name: String,
    hash: PasswordHash,
}

impl Command for UserResetPassword {
    const ACTION: &'static str = "user.reset_password";
    type Done = ();

    fn detail(&self) -> String {
        self.name.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<(), AppError> {
        if self.id == cx.actor.user_id {
            return Err(UserRefusal::Oneself.into());
        }
        let mut user = lookup::find(tx, &self.id).await?;
        user.password_hash = self.hash.as_str().to_owned();
        user.password_set_at = cx.at.clone();
        user.password_once = 1;
        (user.totp_secret, user.totp_since) = (None, None);
        (user.locked_until, user.failed_count) = (None, 0);
        account::update(tx, &user).await?;
        session::delete_of_user(tx, &self.id).await?;
        Ok(())
    }
}

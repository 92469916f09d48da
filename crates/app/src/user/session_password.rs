//! Changing one's own password (改口令): ends one's other sessions.

use mingqu_domain::user::PasswordRefusal;
use mingqu_store::db::Tx;
use mingqu_store::user::account;
use mingqu_store::user::session;

use super::{PasswordHash, SessionRefusal, execute_and_reseat, lookup, password};
use crate::error::AppError;
use crate::execute::{Caller, Command, Context};

/// Puts a new password in the place of the old one. `token` is the session that goes on.
pub async fn change_password(
    caller: &Caller,
    token: &str,
    old: &str,
    new: &str,
) -> Result<(), AppError> {
    caller.actor.require_signed_in()?;
    let id = caller.actor.user_id.clone();
    let read = caller.app.db().read(move |tx| Box::pin(async move { lookup::find(tx, &id).await }));
    let user = read.await?;
    let token_digest = caller.app.keys().token_digest(token);
    let security = &caller.app.policy().security;
    let verdict = if !password::verify(old, Some(&user.password_hash)).await? {
        Err(SessionRefusal::BadOldPassword.into())
    } else if old == new {
        Err(PasswordRefusal::Unchanged.into())
    } else if let Err(refusal) = password::check(new, &user.username, security) {
        Err(refusal.into())
    } else {
        Ok(PasswordHash::of(new).await?)
    };
    let old_hash = user.password_hash;
    execute_and_reseat(caller, SessionPassword { verdict, old_hash, token_digest }).await
}

struct SessionPassword {
    /// The new hash, or why there is none: judged before, for argon2 takes long.
    verdict: Result<PasswordHash, AppError>,
    /// The one the old password was checked against.
    old_hash: String,
    token_digest: String,
}

impl Command for SessionPassword {
    const ACTION: &'static str = "session.password";
    /// Whoever is signed in, also before any duty was granted and while the password is due.
    const GUARDED: bool = false;
    type Done = ();

    fn detail(&self) -> String {
        String::new()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<(), AppError> {
        cx.actor.require_signed_in()?;
        let hash = self.verdict.clone()?;
        let mut user = lookup::find(tx, &cx.actor.user_id).await?;
        if user.password_hash != self.old_hash {
            return Err(AppError::Stale);
        }
        user.password_hash = hash.as_str().to_owned();
        user.password_set_at = cx.at.clone();
        user.password_once = 0;
        account::update(tx, &user).await?;
        let own = session::find(tx, &self.token_digest).await?;
        session::delete_of_user(tx, &user.id).await?;
        match own.filter(|own| own.user_id == user.id) {
            Some(own) => Ok(session::insert(tx, &own).await?),
            None => Ok(()),
        }
    }
}

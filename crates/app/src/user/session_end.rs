//! Signing out (退出), and forgetting sessions nobody came back to.

use mingqu_store::StoreError;
use mingqu_store::db::{Tx, Work};
use mingqu_store::user::session;

use super::execute_and_reseat;
use crate::app::App;
use crate::clock;
use crate::error::AppError;
use crate::execute::{Caller, Command, Context};

/// Ends the session of a token.
pub async fn sign_out(caller: &Caller, token: &str) -> Result<(), AppError> {
    let token_digest = caller.app.keys().token_digest(token);
    execute_and_reseat(caller, SessionEnd { token_digest }).await
}

struct SessionEnd {
    token_digest: String,
}

impl Command for SessionEnd {
    const ACTION: &'static str = "session.sign_out";
    const GUARDED: bool = false;
    type Done = ();

    fn detail(&self) -> String {
        String::new()
    }

    async fn run(&self, tx: &mut Tx, _: &Context) -> Result<(), AppError> {
        Ok(session::delete(tx, &self.token_digest).await?)
    }
}

/// Removes sessions idle for longer than the policy allows; answers how many. For a job of the
/// server: nothing depends on it but the size of the table.
pub async fn forget_sessions(app: &App) -> Result<u64, AppError> {
    let idle_millis = 1_000 * i64::from(app.policy().security.idle_seconds.value);
    let before = clock::instant(app.clock().millis() - idle_millis);
    Ok(app.db().write(Forget { before }).await?)
}

struct Forget {
    before: String,
}

impl Work for Forget {
    type Done = u64;
    type Error = StoreError;
    /// Each row stands for itself; a scan at serializable would collide with every sign-in.
    const SERIALIZABLE: bool = false;

    async fn run(&self, tx: &mut Tx) -> Result<u64, StoreError> {
        session::delete_seen_before(tx, &self.before).await
    }
}

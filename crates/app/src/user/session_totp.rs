//! Setting up one's own second factor (设置二次验证): a key first, then a code that proves it.

use mingqu_store::db::Tx;
use mingqu_store::user::account;

use super::{SessionRefusal, execute_and_reseat, lookup, totp};
use crate::clock;
use crate::error::AppError;
use crate::execute::{Caller, Command, Context};

/// What the person puts into the authenticator; shown once.
#[derive(Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The key in letters, to be typed.
    pub secret: String,
    /// The same as an address, to be shown as a picture.
    pub uri: String,
}

/// Gives a fresh key, which counts only once it is confirmed.
pub async fn totp_enrol(caller: &Caller) -> Result<Enrolment, AppError> {
    caller.actor.require_signed_in()?;
    let id = caller.actor.user_id.clone();
    let read = caller.app.db().read(move |tx| Box::pin(async move { lookup::find(tx, &id).await }));
    let user = read.await?;
    let key = totp::fresh()?;
    let sealed = caller.app.keys().seal_field(&totp::place(&user.id), &key)?;
    // A repetition under the same key would show a key that is not the one kept.
    let once = Caller { key: None, ..caller.clone() };
    execute_and_reseat(&once, SessionTotpEnrol { sealed }).await?;
    Ok(Enrolment { secret: totp::letters(&key), uri: totp::uri(&user.username, &key) })
}

/// Proves that the authenticator holds the key: from now on signing in asks for its codes.
pub async fn totp_confirm(caller: &Caller, code: &str) -> Result<(), AppError> {
    execute_and_reseat(caller, SessionTotpConfirm { code: code.to_owned() }).await
}

struct SessionTotpEnrol {
    sealed: Vec<u8>,
}

impl Command for SessionTotpEnrol {
    const ACTION: &'static str = "session.totp";
    /// Whoever is signed in, also while the second factor is due.
    const GUARDED: bool = false;
    type Done = ();

    fn detail(&self) -> String {
        "生成密钥".to_owned()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<(), AppError> {
        cx.actor.require_signed_in()?;
        let mut user = lookup::find(tx, &cx.actor.user_id).await?;
        if user.totp_since.is_some() {
            return Err(SessionRefusal::TotpSet.into());
        }
        user.totp_secret = Some(self.sealed.clone());
        Ok(account::update(tx, &user).await?)
    }
}

struct SessionTotpConfirm {
    code: String,
}

impl Command for SessionTotpConfirm {
    const ACTION: &'static str = "session.totp";
    const GUARDED: bool = false;
    type Done = ();

    fn detail(&self) -> String {
        "启用".to_owned()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<(), AppError> {
        cx.actor.require_signed_in()?;
        let mut user = lookup::find(tx, &cx.actor.user_id).await?;
        if user.totp_since.is_some() {
            return Err(SessionRefusal::TotpSet.into());
        }
        if user.totp_secret.is_none() {
            return Err(SessionRefusal::TotpMissing.into());
        }
        let now = clock::millis_of(&cx.at).unwrap_or_default();
        let step = totp::step_of(cx.app.keys(), &user, &self.code, now)?;
        user.totp_step = step.ok_or(SessionRefusal::BadTotp)?;
        user.totp_since = Some(cx.at.clone());
        Ok(account::update(tx, &user).await?)
    }
}

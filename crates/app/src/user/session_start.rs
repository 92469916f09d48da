//! Signing in (登录): password, lock, suspension, second factor, and a session.
//!
//! The password is checked before the unit of work, since argon2 takes long. A failed attempt is
//! an answer of the command and not a refusal: its count must be kept.

use mingqu_domain::policy::Security;
use mingqu_store::db::Tx;
use mingqu_store::user::account::{self, UserAccountRow};
use mingqu_store::user::session::{self, SessionRow};

use super::{SessionRefusal, lookup, password, totp, user_create};
use crate::actor::Actor;
use crate::app::App;
use crate::clock;
use crate::error::AppError;
use crate::execute::{Answer, Caller, Command, Context};
use crate::keys;

/// What a person types.
#[derive(Clone)]
pub struct Credentials {
    /// The user name.
    pub username: String,
    /// The password.
    pub password: String,
    /// The code of the second factor.
    pub totp: Option<String>,
}

/// A session begun.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// For the cookie; nowhere else, and in no log.
    pub token: String,
    /// Who.
    pub user_id: String,
    /// Seconds without a call that end the session.
    pub idle_seconds: u16,
}

/// Checks the credentials and begins a session.
pub async fn sign_in(
    app: &App,
    credentials: Credentials,
    address: &str,
    request_id: &str,
) -> Result<SignedIn, AppError> {
    let Credentials { username, password, totp } = credentials;
    let username = username.trim().to_ascii_lowercase();
    let wanted = username.clone();
    let user: Option<UserAccountRow> = app
        .db()
        .read(move |tx| Box::pin(async move { account::find_by_username(tx, &wanted).await }))
        .await?;
    let hash = user.as_ref().map(|user| user.password_hash.as_str());
    let right = password::verify(&password, hash).await?;
    let nobody = Actor::nobody(address, request_id);
    let actor = match &user {
        Some(user) if right => Actor {
            user_id: user.id.clone(),
            name: user.display_name.clone(),
            division_code: user.division_code.clone(),
            ..nobody
        },
        _ => nobody,
    };
    let token = keys::token::<32>()?;
    let user_id = user.as_ref().map(|user| user.id.clone()).unwrap_or_default();
    let token_digest = app.keys().token_digest(&token);
    let command = SessionStart { username, user, right, totp, token_digest };
    let caller = Caller { app: app.clone(), actor, key: None };
    match caller.execute(command).await? {
        Attempt::Started => {
            let idle_seconds = app.policy().security.idle_seconds.value;
            Ok(SignedIn { token, user_id, idle_seconds })
        }
        Attempt::Refused(refusal) => Err(refusal.into()),
    }
}

struct SessionStart {
    username: String,
    /// As read when the password was checked.
    user: Option<UserAccountRow>,
    right: bool,
    totp: Option<String>,
    token_digest: String,
}

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Attempt {
    Started,
    Refused(SessionRefusal),
}

/// Nobody repeats signing in under a key, so an answer is never read back.
impl Answer for Attempt {
    fn to_text(&self) -> String {
        SessionStart::outcome(self).to_owned()
    }
    fn from_text(_: &str) -> Option<Attempt> {
        None
    }
}

impl Command for SessionStart {
    const ACTION: &'static str = "session.sign_in";
    const GUARDED: bool = false;
    type Done = Attempt;

    /// Only what may be a user name: some type their password into the wrong field.
    fn detail(&self) -> String {
        if user_create::is_username(&self.username) {
            return self.username.clone();
        }
        "不合规则的用户名".to_owned()
    }

    fn outcome(done: &Attempt) -> &'static str {
        match done {
            Attempt::Started => "done",
            Attempt::Refused(refusal) => refusal.code(),
        }
    }

    fn division(&self, _: &Actor) -> String {
        self.user.as_ref().map(|user| user.division_code.clone()).unwrap_or_default()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<Attempt, AppError> {
        let Some(read) = &self.user else {
            return Ok(Attempt::Refused(SessionRefusal::BadCredentials));
        };
        let mut user = lookup::find(tx, &read.id).await?;
        let before = user.clone();
        let right = self.right && user.password_hash == read.password_hash;
        let verdict = self.judge(&mut user, cx, right)?;
        if user != before {
            account::update(tx, &user).await?;
        }
        if let Err(refusal) = verdict {
            return Ok(Attempt::Refused(refusal));
        }
        let row = SessionRow {
            token_digest: self.token_digest.clone(),
            user_id: user.id,
            started_at: cx.at.clone(),
            seen_at: cx.at.clone(),
            address: cx.actor.address.clone(),
        };
        session::insert(tx, &row).await?;
        Ok(Attempt::Started)
    }
}

impl SessionStart {
    /// Whether the person is let in; counts and locks on the way.
    fn judge(
        &self,
        user: &mut UserAccountRow,
        cx: &Context,
        right: bool,
    ) -> Result<Result<(), SessionRefusal>, AppError> {
        let security = &cx.policy().security;
        let now = clock::millis_of(&cx.at).unwrap_or_default();
        if let Some(until) = user.locked_until.as_deref().and_then(clock::millis_of) {
            if now < until {
                return Ok(Err(SessionRefusal::Locked { until: clock::wall(until + 59_999) }));
            }
            (user.locked_until, user.failed_count) = (None, 0);
        }
        if !right {
            return Ok(Err(failed(user, security, now, SessionRefusal::BadCredentials)));
        }
        if user.suspended_at.is_some() {
            return Ok(Err(SessionRefusal::Suspended));
        }
        if user.totp_since.is_some() {
            let Some(code) = self.totp.as_deref().filter(|code| !code.trim().is_empty()) else {
                return Ok(Err(SessionRefusal::TotpRequired));
            };
            let Some(step) = totp::step_of(cx.app.keys(), user, code, now)? else {
                return Ok(Err(failed(user, security, now, SessionRefusal::BadTotp)));
            };
            user.totp_step = step;
        }
        user.failed_count = 0;
        user.signed_in_at = Some(cx.at.clone());
        Ok(Ok(()))
    }
}

/// One failure more; the last one that is allowed locks.
fn failed(
    user: &mut UserAccountRow,
    security: &Security,
    now: i64,
    refusal: SessionRefusal,
) -> SessionRefusal {
    user.failed_count += 1;
    if user.failed_count < i64::from(security.lock_after_failures.value) {
        return refusal;
    }
    let until = now + 1_000 * i64::from(security.lock_seconds.value);
    user.locked_until = Some(clock::instant(until));
    SessionRefusal::Locked { until: clock::wall(until + 59_999) }
}

//! The one place that runs commands (执行): permission, idempotency and audit, nowhere else.
//!
//! run: permission → the command → idempotency key → audit row, all in one unit of work.
//! refused: after the rollback, the answer kept under the key if there is one, and an audit row
//! with the refusal's code. Nothing is answered before its commit.

use mingqu_domain::policy::Policy;
use mingqu_store::audit::{self, AuditRow};
use mingqu_store::db::{Outcome, Tx, Work};
use mingqu_store::{StoreError, idempotency};
use mingqu_vault as vault;

use crate::actor::Actor;
use crate::app::App;
use crate::error::AppError;

/// What a command answered, as text: kept under the idempotency key for a repetition.
pub trait Answer: Sized + Clone + Send + Sync + 'static {
    /// To be kept.
    fn to_text(&self) -> String;
    /// As it was; `None` when it is not such a text.
    fn from_text(text: &str) -> Option<Self>;
}

impl Answer for () {
    fn to_text(&self) -> String {
        String::new()
    }
    fn from_text(text: &str) -> Option<()> {
        text.is_empty().then_some(())
    }
}

impl Answer for String {
    fn to_text(&self) -> String {
        self.clone()
    }
    fn from_text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }
}

impl Answer for i64 {
    fn to_text(&self) -> String {
        self.to_string()
    }
    fn from_text(text: &str) -> Option<i64> {
        text.parse().ok()
    }
}

/// What a command sees of its surroundings.
#[derive(Clone)]
pub struct Context {
    /// The program.
    pub app: App,
    /// Who acts.
    pub actor: Actor,
    /// When, UTC.
    pub at: String,
    /// The civil date of it.
    pub today: chrono::NaiveDate,
}

impl Context {
    /// The policy in force today.
    pub fn policy(&self) -> &Policy {
        self.app.policy_on(self.today)
    }

    /// A new id.
    pub fn id(&self) -> String {
        self.app.clock().id()
    }
}

/// One thing a person or a job asks of the program: plain data, so it can be logged and run again.
pub trait Command: Send + Sync + 'static {
    /// One word for permission, audit event and `operation_id`.
    const ACTION: &'static str;
    /// False for what anyone may ask: signing in and out.
    const GUARDED: bool = true;
    /// Kept as text under the idempotency key, to answer a repetition.
    type Done: Answer;
    /// What it asks, for the audit trail: no secrets, no fresh ids.
    fn detail(&self) -> String;
    /// What a repetition is known by, when the detail does not tell all.
    fn body(&self) -> String {
        self.detail()
    }
    /// What the audit trail calls an answer: `done`, unless the answer itself says no.
    fn outcome(done: &Self::Done) -> &'static str {
        let _ = done;
        "done"
    }
    /// The division it concerns, for the audit trail.
    fn division(&self, actor: &Actor) -> String {
        actor.division_code.clone()
    }
    /// Reads and writes through `tx` and awaits nothing else: it may run again from the start.
    fn run(
        &self,
        tx: &mut Tx,
        cx: &Context,
    ) -> impl Future<Output = Result<Self::Done, AppError>> + Send;
}

/// Someone who asks, with the key of the request.
#[derive(Clone)]
pub struct Caller {
    /// The program.
    pub app: App,
    /// Who.
    pub actor: Actor,
    /// Idempotency-Key, if the request carries one.
    pub key: Option<String>,
}

impl Caller {
    /// Runs a command as one unit of work and answers after its commit.
    pub async fn execute<C: Command>(&self, command: C) -> Result<C::Done, AppError> {
        let Caller { app, actor, key } = self;
        let millis = app.clock().millis();
        let cx = Context {
            app: app.clone(),
            actor: actor.clone(),
            at: crate::clock::instant(millis),
            today: crate::clock::day_of(millis),
        };
        // Here and not in the unit of work: all others would wait for the digest.
        let key = key.as_ref().map(|key| Key {
            key: format!("{}:{key}", actor.user_id),
            body: vault::hex(&vault::digest(
                format!("{}\n{}", C::ACTION, command.body()).as_bytes(),
            )),
        });
        let call = Call { id: app.clock().id(), detail: command.detail(), cx, key, command };
        app.db().write(call).await
    }

    /// Runs a command that moves money: the request must carry a key.
    pub async fn execute_once<C: Command>(&self, command: C) -> Result<C::Done, AppError> {
        if self.key.is_none() {
            return Err(AppError::KeyMissing);
        }
        self.execute(command).await
    }
}

struct Call<C> {
    id: String,
    detail: String,
    cx: Context,
    key: Option<Key>,
    command: C,
}

/// The key of a request, and the digest that a repetition is known by.
struct Key {
    key: String,
    body: String,
}

impl<C: Command> Call<C> {
    async fn audit(&self, tx: &mut Tx, outcome: &str) -> Result<(), StoreError> {
        let Actor { user_id, name, address, request_id, .. } = &self.cx.actor;
        let division_code = self.command.division(&self.cx.actor);
        let row = AuditRow {
            id: &self.id,
            at: &self.cx.at,
            actor: user_id,
            actor_name: name,
            division_code: &division_code,
            action: C::ACTION,
            outcome,
            detail: &self.detail,
            request_id,
            address,
        };
        audit::insert(tx, &row).await
    }
}

impl<C: Command> Work for Call<C> {
    type Done = C::Done;
    type Error = AppError;

    async fn run(&self, tx: &mut Tx) -> Result<C::Done, AppError> {
        if C::GUARDED {
            self.cx.actor.require(C::ACTION)?;
        }
        let done = self.command.run(tx, &self.cx).await?;
        // Not looked up first: serializable commands on PostgreSQL collide over such a read.
        if let Some(Key { key, body }) = &self.key
            && !idempotency::insert(tx, key, body, &done.to_text(), &self.cx.at).await?
        {
            return Err(AppError::KeyReused);
        }
        self.audit(tx, C::outcome(&done)).await?;
        Ok(done)
    }

    /// Refused, or done before under the same key: then the first answer stands.
    async fn refused(&self, tx: &mut Tx, error: AppError) -> Result<Outcome<Self>, StoreError> {
        let kept = match &self.key {
            Some(Key { key, .. }) => idempotency::find(tx, key).await?,
            None => None,
        };
        let same =
            |kept: &idempotency::Kept| self.key.as_ref().is_some_and(|key| key.body == kept.body);
        let answer = match kept {
            Some(kept) if same(&kept) => C::Done::from_text(&kept.answer).ok_or(error),
            Some(_) => Err(AppError::KeyReused),
            None => Err(error),
        };
        let outcome = answer.as_ref().map_or_else(AppError::code, |_| "repeated");
        self.audit(tx, outcome).await?;
        Ok(answer)
    }
}

//! Whose session a token is (会话识别): read once, kept in a seat on SQLite, ended when idle.

use mingqu_store::StoreError;
use mingqu_store::db::{Tx, Work};
use mingqu_store::user::{account, session};

use super::lookup;
use super::seats::Seat;
use crate::actor::Actor;
use crate::app::App;
use crate::clock;
use crate::error::AppError;

/// Within a minute the last use is not written down again.
const NOTE_MILLIS: i64 = 60_000;

/// The actor of a session's token; `SignedOut` when there is none, or it was idle too long.
pub async fn resolve(
    app: &App,
    token: &str,
    address: &str,
    request_id: &str,
) -> Result<Actor, AppError> {
    let digest = app.keys().token_digest(token);
    let now = app.clock().millis();
    let day = clock::day_of(now);
    // On PostgreSQL another process may have changed what the person may do.
    let alone = app.db().name() == "SQLite";
    let round = app.seats().round();
    let kept = if alone { app.seats().find(&digest) } else { None };
    let mut seat = match kept {
        Some(seat) if seat.day == day => seat,
        kept => {
            let read = read(app, &digest, now).await?;
            let seen = kept.map_or(read.seen, |kept| kept.seen.max(read.seen));
            Seat { seen, ..read }
        }
    };
    let idle_millis = 1_000 * i64::from(app.policy_on(day).security.idle_seconds.value);
    // The clock of a demonstration jumps by days, and nobody was idle.
    if !app.is_demo() && idle_millis <= now - seat.seen {
        app.db().write(End { digest }).await?;
        app.seats().clear();
        return Err(AppError::SignedOut);
    }
    seat.seen = seat.seen.max(now);
    if NOTE_MILLIS <= now - seat.noted {
        let at = clock::instant(now);
        app.db().write(Note { digest: digest.clone(), at }).await?;
        seat.noted = now;
    }
    let actor = seat.actor.clone();
    if alone {
        app.seats().insert(&digest, seat, round);
    }
    Ok(Actor { address: address.to_owned(), request_id: request_id.to_owned(), ..actor })
}

/// A user as an actor without a session: for the demonstration and for tests.
pub async fn act_as(app: &App, username: &str) -> Result<Actor, AppError> {
    let (own, username) = (app.clone(), username.to_owned());
    let now = app.clock().millis();
    let read = app.db().read(move |tx| {
        Box::pin(async move {
            let found = account::find_by_username(tx, &username).await?;
            let user = found.ok_or_else(|| AppError::not_found("用户", &username))?;
            lookup::actor(tx, &own, &user, now).await
        })
    });
    read.await
}

async fn read(app: &App, digest: &str, now: i64) -> Result<Seat, AppError> {
    let (own, digest) = (app.clone(), digest.to_owned());
    let read = app.db().read(move |tx| {
        Box::pin(async move {
            let found = session::find(tx, &digest).await?.ok_or(AppError::SignedOut)?;
            let user = account::find(tx, &found.user_id).await?.ok_or(AppError::SignedOut)?;
            if user.suspended_at.is_some() {
                return Err(AppError::SignedOut);
            }
            let actor = lookup::actor(tx, &own, &user, now).await?;
            let seen = clock::millis_of(&found.seen_at).unwrap_or_default();
            Ok(Seat { actor, seen, noted: seen, day: clock::day_of(now) })
        })
    });
    read.await
}

/// Notes that a session was used: no command, and not in the audit trail.
struct Note {
    digest: String,
    at: String,
}

impl Work for Note {
    type Done = ();
    type Error = StoreError;

    async fn run(&self, tx: &mut Tx) -> Result<(), StoreError> {
        session::update_seen(tx, &self.digest, &self.at).await
    }
}

/// Ends a session that was idle.
struct End {
    digest: String,
}

impl Work for End {
    type Done = ();
    type Error = StoreError;

    async fn run(&self, tx: &mut Tx) -> Result<(), StoreError> {
        session::delete(tx, &self.digest).await
    }
}

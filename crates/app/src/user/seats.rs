//! The people signed in (在线会话), kept in memory so that a request need not ask the database.
//!
//! Whatever changes what a person may do empties the seats: the next request reads anew.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use crate::actor::Actor;

/// More seats than an office has people; beyond it the seats are emptied and fill again.
const SEATS_MAX: usize = 20_000;

/// One session as last read.
#[derive(Clone, Debug)]
pub struct Seat {
    /// Who.
    pub actor: Actor,
    /// When the session was last used, milliseconds.
    pub seen: i64,
    /// When that was last written down, milliseconds.
    pub noted: i64,
    /// The day for which delegations were read.
    pub day: chrono::NaiveDate,
}

/// The seats by digest of their token.
#[derive(Clone, Debug, Default)]
pub struct Seats(Arc<Mutex<HashMap<String, Seat>>>);

impl Seats {
    /// The seat of a token, if it was read before.
    pub fn find(&self, digest: &str) -> Option<Seat> {
        self.0.lock().ok()?.get(digest).cloned()
    }

    /// Keeps a seat as read now.
    pub fn insert(&self, digest: &str, seat: Seat) {
        if let Ok(mut seats) = self.0.lock() {
            if SEATS_MAX <= seats.len() {
                seats.clear();
            }
            seats.insert(digest.to_owned(), seat);
        }
    }

    /// Empties the seats: duties, delegations, passwords or accounts changed.
    pub fn clear(&self) {
        if let Ok(mut seats) = self.0.lock() {
            seats.clear();
        }
    }
}

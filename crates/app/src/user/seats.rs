//! The people signed in (在线会话), kept in memory so that a request need not ask the database.
//!
//! Whatever changes what a person may do empties the seats: the next request reads anew. Only
//! where one process writes, that is on SQLite: elsewhere another process may have changed it.

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
pub struct Seats(Arc<Mutex<Held>>);

#[derive(Debug, Default)]
struct Held {
    seats: HashMap<String, Seat>,
    /// How often the seats were emptied.
    round: u64,
}

impl Seats {
    /// The seat of a token, if it was read before.
    pub fn find(&self, digest: &str) -> Option<Seat> {
        self.0.lock().ok()?.seats.get(digest).cloned()
    }

    /// The round that what is read from now on belongs to.
    pub fn round(&self) -> u64 {
        self.0.lock().map_or(0, |held| held.round)
    }

    /// Keeps a seat read in a round; not when the seats were emptied since, for it may be old.
    pub fn insert(&self, digest: &str, seat: Seat, round: u64) {
        if let Ok(mut held) = self.0.lock()
            && held.round == round
        {
            if SEATS_MAX <= held.seats.len() {
                held.seats.clear();
            }
            held.seats.insert(digest.to_owned(), seat);
        }
    }

    /// Empties the seats: duties, delegations, passwords or accounts changed.
    pub fn clear(&self) {
        if let Ok(mut held) = self.0.lock() {
            held.seats.clear();
            held.round += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_before_the_seats_were_emptied_is_not_kept() {
        let seats = Seats::default();
        let day = "2024-04-22".parse().unwrap();
        let seat = Seat { actor: Actor::nobody("", ""), seen: 1, noted: 1, day };
        let round = seats.round();
        seats.insert("a", seat.clone(), round);
        assert!(seats.find("a").is_some());
        seats.clear();
        assert!(seats.find("a").is_none());
        seats.insert("a", seat, round);
        assert!(seats.find("a").is_none());
    }
}

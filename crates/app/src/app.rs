//! The program (程序) as the rooms above see it: database, clock, policies, keys, signed-in people.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use mingqu_domain::policy::Policy;
use mingqu_papers::Fonts;
use mingqu_store::db::Db;

use crate::clock::Clock;
use crate::error::AppError;
use crate::keys::Keys;
use crate::policy::Policies;
use crate::user::seats::Seats;

/// Everything a command or a query needs; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    db: Db,
    clock: Clock,
    policies: Policies,
    newest: Policy,
    keys: Keys,
    seats: Seats,
    fonts: OnceLock<Fonts>,
    demo: bool,
}

/// What [`App::new`] is made of.
pub struct Parts {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// Keys for what is stored encrypted.
    pub keys: Keys,
    /// Whether this is a demonstration.
    pub demo: bool,
}

impl App {
    /// Puts the parts together and reads the policies that are built in.
    pub fn new(parts: Parts) -> Result<App, AppError> {
        let Parts { db, clock, keys, demo } = parts;
        let policies = Policies::load().map_err(|error| AppError::Refused {
            code: "policy.broken",
            message: error.to_string(),
        })?;
        let newest = policies.newest().cloned().ok_or_else(|| AppError::Refused {
            code: "policy.empty",
            message: "程序里没有政策包".to_owned(),
        })?;
        let seats = Seats::default();
        Ok(App(Arc::new(Inner {
            db,
            clock,
            policies,
            newest,
            keys,
            seats,
            fonts: OnceLock::new(),
            demo,
        })))
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The keys.
    pub fn keys(&self) -> &Keys {
        &self.0.keys
    }

    /// Where fonts for papers are looked for, first folder first; said once, before the first paper.
    pub fn look_for_fonts(&self, folders: &[PathBuf]) {
        // A second word is too late: papers look alike from the first to the last.
        let _ = self.0.fonts.set(Fonts::load(folders));
    }

    /// The fonts; the system's when nobody said where to look.
    pub fn fonts(&self) -> Fonts {
        let system = ["/usr/local/share/fonts", "/usr/share/fonts"].map(PathBuf::from);
        self.0.fonts.get_or_init(|| Fonts::load(&system)).clone()
    }

    /// The people signed in.
    pub(crate) fn seats(&self) -> &Seats {
        &self.0.seats
    }

    /// Whether this is a demonstration.
    pub fn is_demo(&self) -> bool {
        self.0.demo
    }

    /// The policy in force on a day; before the first version, the newest.
    pub fn policy_on(&self, day: NaiveDate) -> &Policy {
        self.0.policies.on(day).unwrap_or(&self.0.newest)
    }

    /// The policy in force today.
    pub fn policy(&self) -> &Policy {
        self.policy_on(self.clock().today())
    }
}

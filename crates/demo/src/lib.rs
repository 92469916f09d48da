//! The demonstration (演示): a prefecture and its counties, made by the commands everyone uses.
//!
//! Nothing here writes a row by itself: what the demonstration shows is what clerks could have done,
//! on a hand clock, so its books verify like any others.

mod people;
mod thread;

pub use people::{PASSWORD, people, usernames};
pub use thread::{UPPER_NOTICE, first_thread};

use mingqu_app::{App, AppError};

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Offices and people only, on the day the first notice is to be issued.
    Accounts,
    /// The first thread: one notice in, seven counties out.
    Full,
}

/// 2024-04-22 10:00 in Shanghai.
const ISSUE_DAY: i64 = 1_713_751_200_000;

/// Loads the demonstration into an empty program. The seed chooses which counties receive late.
pub async fn load(app: &App, seed: u64, stage: Stage) -> Result<(), AppError> {
    people(app).await?;
    match stage {
        Stage::Accounts => {
            app.clock().set(ISSUE_DAY);
            Ok(())
        }
        Stage::Full => first_thread(app, seed).await,
    }
}

//! Keeping the program well (运维): where its data lie, opening, verifying, backup, the demo's date.

mod backup;
mod clock_advance;
mod directory;
mod doctor;
mod notice_read;
mod open;
mod probe;
mod restore;
mod verify;

pub use backup::backup;
pub use clock_advance::clock_advance;
pub use directory::Directory;
pub use doctor::{Concern, Examined, doctor};
pub use notice_read::notice_read;
pub use open::{Demo, Opened, demo_loaded, migrate, open};
pub use probe::{alive, unsealed};
pub use restore::restore;
pub use verify::{Verified, verify};

use mingqu_store::StoreError;

use crate::error::AppError;

/// An accident outside the database, with what to do about it.
fn accident(message: &str, cause: impl ToString) -> AppError {
    let message = message.to_owned();
    AppError::Failed(StoreError::Unavailable { message, cause: cause.to_string() })
}

/// A no of the keeper.
fn refused(code: &'static str, message: impl Into<String>) -> AppError {
    AppError::Refused { code, message: message.into() }
}

//! Deadlines (期限): natural days from a stated day, and how many are left.

mod deadline;

pub use deadline::{Deadline, DeadlineState};

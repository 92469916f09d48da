//! The demonstration (演示): a prefecture and its counties, made by the commands everyone uses.

mod people;

pub use people::{PASSWORD, people, usernames};

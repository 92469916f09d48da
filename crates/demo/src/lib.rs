//! The demonstration (演示): a prefecture with its counties, made through the same commands as anyone's.

mod people;

pub use people::{PASSWORD, people, usernames};

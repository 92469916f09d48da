//! People (用户): sign-in, sessions, duties, delegations.

pub mod seats;

//! Users (用户): duties, what each duty may do, and which duties one person may not hold together.

mod duty;
mod password;
mod permission;

pub use duty::{Duty, DutyRefusal, compatible};
pub use password::{PasswordRefusal, check_password};
pub use permission::{Permission, permits};

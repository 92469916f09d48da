//! Sign-in rules (登录安全): numbers that an administrator may read and a release may change.

use super::Rule;
use crate::user::Duty;

/// Passwords, locks and idle time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Security {
    /// Least length of a password in characters.
    pub password_length_min: Rule<u16>,
    /// Least number of character kinds: upper, lower, digit, sign.
    pub password_kinds_min: Rule<u16>,
    /// Days after which a password must change.
    pub password_days_max: Rule<u16>,
    /// Failures in a row that lock an account.
    pub lock_after_failures: Rule<u16>,
    /// Seconds an account stays locked.
    pub lock_seconds: Rule<u16>,
    /// Seconds without a call that end a session.
    pub idle_seconds: Rule<u16>,
    /// Duties that must sign in with a second factor at first; an administrator may change it.
    pub second_factor_duties: Rule<Vec<Duty>>,
}

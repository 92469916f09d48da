//! The second factor (二次验证): six digits of a phone that change every half minute (RFC 6238).

use mingqu_store::user::account::UserAccountRow;
use totp_rs::{Builder, Secret, Totp};

use crate::error::AppError;
use crate::keys::{self, Keys};

/// The name an authenticator shows; ASCII, since not every one decodes others.
const ISSUER: &str = "Mingqu";

/// A fresh key of 160 bits, as RFC 4226 recommends.
pub(super) fn fresh() -> Result<[u8; 20], AppError> {
    keys::random()
}

/// The key in the letters a person types.
pub(super) fn letters(key: &[u8; 20]) -> String {
    Secret::from(*key).to_base32()
}

/// What a picture of dots would hold. User names are ASCII letters, digits and underscores.
pub(super) fn uri(username: &str, key: &[u8; 20]) -> String {
    format!("otpauth://totp/{ISSUER}:{username}?secret={}&issuer={ISSUER}", letters(key))
}

/// Under which name a user's key is sealed.
pub(super) fn place(user_id: &str) -> String {
    format!("user_account.totp_secret:{user_id}")
}

/// The time step of a code that is right now, or half a minute ago or ahead, and was not used
/// before; nothing for any other code.
pub(super) fn step_of(
    keys: &Keys,
    user: &UserAccountRow,
    code: &str,
    millis: i64,
) -> Result<Option<i64>, AppError> {
    let Some(sealed) = &user.totp_secret else { return Ok(None) };
    let key = keys.open_field(&place(&user.id), sealed)?;
    let seconds = u64::try_from(millis / 1_000).unwrap_or_default();
    let code: String = code.chars().filter(|c| !c.is_whitespace()).take(7).collect();
    let found = generator(key).check(&code, seconds);
    let step = found.and_then(|step| i64::try_from(step).ok());
    Ok(step.filter(|step| user.totp_step < *step))
}

/// Six digits, 30 seconds, SHA-1: what every authenticator understands.
fn generator(key: Vec<u8>) -> Totp {
    Builder::new().with_secret(Secret::from(key)).with_skew(1).build_noncompliant()
}

/// The code of a key at a moment, as a phone shows it: for tests.
pub fn code_at(key: &str, millis: i64) -> Option<String> {
    let key = Secret::try_from_base32(key).ok()?;
    let seconds = u64::try_from(millis / 1_000).ok()?;
    Some(generator(key.as_bytes().to_vec()).generate(seconds).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_are_those_of_rfc_6238() {
        // Appendix B, SHA-1, the last six of its eight digits.
        let key = letters(b"12345678901234567890");
        for (seconds, want) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924")]
        {
            assert_eq!(code_at(&key, seconds * 1_000).as_deref(), Some(want));
        }
    }
}

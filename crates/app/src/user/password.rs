//! Passwords (口令) as they are kept: argon2id with its own salt, and one-time passwords.

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use mingqu_domain::policy::Security;
use mingqu_domain::user::{PasswordRefusal, check_password};
use mingqu_store::StoreError;
use tokio::sync::Semaphore;

use crate::error::AppError;
use crate::keys;

/// 19 MiB, two passes, one lane: the least that OWASP's cheat sheet names for argon2id.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;

/// Hashes at once: a crowd at eight in the morning takes 80 MB and waits its turn.
const HASHES_MAX: usize = 4;

/// What is checked when there is no such user, so that the answer takes as long. No password has
/// this hash: all its bytes are zero.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGlzIGhlcmU\
                      $AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Without 0 O 1 l I o: read aloud and typed without a mistake.
const READABLE: &[u8; 56] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

static TURNS: Semaphore = Semaphore::const_new(HASHES_MAX);

/// The hash of a password.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

impl PasswordHash {
    /// Hashes a password; some 20 ms of work, done outside every unit of work.
    pub async fn of(password: &str) -> Result<PasswordHash, AppError> {
        let password = password.to_owned();
        let salt = keys::random::<16>()?;
        blocking(move || {
            let hash = argon2()?.hash_password_with_salt(password.as_bytes(), &salt);
            hash.map(|hash| PasswordHash(hash.to_string())).map_err(|error| broken(&error))
        })
        .await
    }

    /// As it is stored.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a password has the stored hash; without a hash it takes as long and says no.
pub(crate) async fn verify(password: &str, hash: Option<&str>) -> Result<bool, AppError> {
    let known = hash.is_some();
    let hash = hash.unwrap_or(NOBODY).to_owned();
    // Longer than any password that was ever accepted: not worth hashing whole.
    let password: String = password.chars().take(129).collect();
    blocking(move || {
        let right = argon2()?.verify_password(password.as_bytes(), hash.as_str()).is_ok();
        Ok(known && right)
    })
    .await
}

/// Checks a new password against the policy.
pub(crate) fn check(
    password: &str,
    username: &str,
    security: &Security,
) -> Result<(), PasswordRefusal> {
    let length_min = usize::from(security.password_length_min.value);
    let kinds_min = usize::from(security.password_kinds_min.value);
    check_password(password, username, length_min, kinds_min)
}

/// A one-time password: groups of four readable characters with dashes, `Kx7m-Qp3r-9tWz`, as
/// many as the policy's least length asks for and never fewer than three.
pub(crate) fn one_time(username: &str, security: &Security) -> Result<String, AppError> {
    let groups = usize::from(security.password_length_min.value).div_ceil(5).clamp(3, 20);
    // One draw in some hundred lacks a kind of character.
    let mut last = Err(PasswordRefusal::TooPlain(0));
    for _ in 0..1_000 {
        let password = (0..groups).map(|_| group()).collect::<Result<Vec<_>, _>>()?.join("-");
        last = check(&password, username, security).map(|()| password);
        if last.is_ok() {
            break;
        }
    }
    last.map_err(AppError::from)
}

/// Four characters; a byte past the last whole round of the alphabet is drawn again, so that every
/// character is as likely as every other.
fn group() -> Result<String, AppError> {
    let round = READABLE.len() * (256 / READABLE.len());
    let mut group = String::with_capacity(4);
    while group.len() < 4 {
        for byte in keys::random::<16>()?.map(usize::from) {
            if byte < round && group.len() < 4 {
                group.push(char::from(READABLE[byte % READABLE.len()]));
            }
        }
    }
    Ok(group)
}

fn argon2() -> Result<Argon2<'static>, AppError> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(|error| broken(&error))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

async fn blocking<T: Send + 'static>(
    hash: impl FnOnce() -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    let turn = TURNS.acquire().await.map_err(|error| broken(&error))?;
    let done = tokio::task::spawn_blocking(move || {
        let done = hash();
        drop(turn);
        done
    });
    done.await.map_err(|error| broken(&error))?
}

fn broken(error: &dyn std::fmt::Display) -> AppError {
    AppError::Failed(StoreError::Panicked { message: format!("password: {error}") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Policies;

    #[tokio::test]
    async fn a_password_is_known_by_its_hash_and_nobody_has_one() {
        let hash = PasswordHash::of("Mingqu-2024").await.unwrap();
        assert_ne!(hash, PasswordHash::of("Mingqu-2024").await.unwrap());
        assert!(hash.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        for (password, hash, want) in [
            ("Mingqu-2024", Some(hash.as_str()), true),
            ("mingqu-2024", Some(hash.as_str()), false),
            ("", Some(hash.as_str()), false),
            ("Mingqu-2024", Some("not a hash"), false),
            ("Mingqu-2024", None, false),
        ] {
            assert_eq!(verify(password, hash).await, Ok(want), "{password} {hash:?}");
        }
    }

    #[test]
    fn what_nobody_is_checked_against_costs_as_much_as_a_real_hash() {
        let own = format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p=1$");
        assert!(NOBODY.starts_with(&own));
        let parsed = argon2::password_hash::phc::PasswordHash::new(NOBODY).unwrap();
        assert_eq!(parsed.hash.unwrap().as_bytes(), [0; 32]);
    }

    #[test]
    fn a_one_time_password_is_readable_and_fits_the_policy() {
        let policies = Policies::load().unwrap();
        let security = &policies.newest().unwrap().security;
        for _ in 0..200 {
            let password = one_time("wangxiulan", security).unwrap();
            assert_eq!(check(&password, "wangxiulan", security), Ok(()));
            assert_eq!(password.len(), 14);
            assert!(!password.contains(['0', 'O', '1', 'l', 'I', 'o']), "{password}");
        }
    }
}

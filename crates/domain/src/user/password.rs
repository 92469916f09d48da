//! What a password must be (口令强度); the numbers come from the policy.

use thiserror::Error;

/// Why a password is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PasswordRefusal {
    /// Too short.
    #[error("口令至少 {0} 位")]
    TooShort(usize),
    /// Too long to be hashed in bounded time.
    #[error("口令最多 128 位")]
    TooLong,
    /// Too few kinds of characters.
    #[error("口令要有大写、小写、数字、符号中的至少 {0} 类")]
    TooPlain(usize),
    /// It holds the user's name.
    #[error("口令里不能有用户名")]
    HoldsName,
    /// The same as before.
    #[error("新口令不能和旧口令一样")]
    Unchanged,
}

impl PasswordRefusal {
    /// The stable word for programs and tests.
    pub const fn code(&self) -> &'static str {
        match self {
            PasswordRefusal::TooShort(_) => "password.too_short",
            PasswordRefusal::TooLong => "password.too_long",
            PasswordRefusal::TooPlain(_) => "password.too_plain",
            PasswordRefusal::HoldsName => "password.holds_name",
            PasswordRefusal::Unchanged => "password.unchanged",
        }
    }
}

/// Checks a new password against a least length and a least number of character kinds.
pub fn check_password(
    password: &str,
    username: &str,
    length_min: usize,
    kinds_min: usize,
) -> Result<(), PasswordRefusal> {
    let length = password.chars().count();
    if length < length_min {
        return Err(PasswordRefusal::TooShort(length_min));
    }
    if 128 < length {
        return Err(PasswordRefusal::TooLong);
    }
    let kinds: [fn(char) -> bool; 4] = [
        |c| c.is_ascii_uppercase(),
        |c| c.is_ascii_lowercase(),
        |c| c.is_ascii_digit(),
        |c| !c.is_ascii_alphanumeric(),
    ];
    let found = kinds.iter().filter(|kind| password.chars().any(kind)).count();
    if found < kinds_min {
        return Err(PasswordRefusal::TooPlain(kinds_min));
    }
    if !username.is_empty() && password.to_lowercase().contains(&username.to_lowercase()) {
        return Err(PasswordRefusal::HoldsName);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_and_mixed_and_not_the_name() {
        for (password, want) in [
            ("Mingqu-2024", Ok(())),
            ("Aa1-5678", Ok(())),
            ("Aa1-567", Err("password.too_short")),
            ("abcdefgh1", Err("password.too_plain")),
            ("Wangxiulan-1", Err("password.holds_name")),
        ] {
            let got = check_password(password, "wangxiulan", 8, 3);
            assert_eq!(got.map_err(|refusal| refusal.code()), want, "{password}");
        }
    }
}

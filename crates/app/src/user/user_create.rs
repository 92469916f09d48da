//! A new user (建用户): without duties, with a one-time password that is shown once.

use mingqu_store::db::Tx;
use mingqu_store::user::account::{self, UserAccountRow};
use mingqu_store::user::office;

use super::{PasswordHash, UserRefusal, password};
use crate::error::AppError;
use crate::execute::{Caller, Command, Context};

/// Where the first password comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FirstPassword {
    /// Made up, for one sign-in only.
    Random,
    /// Given by the program itself, for the demonstration and for tests; it need not be changed.
    Given(PasswordHash),
}

/// Who is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewUser {
    /// The user name.
    pub username: String,
    /// As shown.
    pub display_name: String,
    /// 机构; the division is the office's.
    pub office_id: String,
    /// The first password.
    pub password: FirstPassword,
}

/// Who was made.
#[derive(Clone, PartialEq, Eq)]
pub struct UserCreated {
    /// Id.
    pub id: String,
    /// To be handed over; kept nowhere.
    pub first_password: Option<String>,
}

/// Makes a user.
pub async fn user_create(caller: &Caller, new: NewUser) -> Result<UserCreated, AppError> {
    let NewUser { username, display_name, office_id, password } = new;
    let (hash, first_password) = match password {
        FirstPassword::Given(hash) => (hash, None),
        FirstPassword::Random => {
            let made = password::one_time(&username, &caller.app.policy().security)?;
            (PasswordHash::of(&made).await?, Some(made))
        }
    };
    let once = first_password.is_some();
    let command = UserCreate { username, display_name, office_id, hash, once };
    // A repetition under the same key would show a password that is not the one kept.
    let caller = Caller { key: None, ..caller.clone() };
    Ok(UserCreated { id: caller.execute(command).await?, first_password })
}

/// Writes an account.
pub(super) struct UserCreate {
    pub(super) username: String,
    pub(super) display_name: String,
    pub(super) office_id: String,
    pub(super) hash: PasswordHash,
    /// Whether the password is for one sign-in only.
    pub(super) once: bool,
}

impl Command for UserCreate {
    const ACTION: &'static str = "user.create";
    type Done = String;

    fn detail(&self) -> String {
        format!("{} {}", self.username, self.display_name)
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<String, AppError> {
        if !self.once && !cx.actor.is_system() {
            return Err(UserRefusal::PasswordGiven.into());
        }
        add(tx, cx, self).await
    }
}

/// Writes the account, inside a unit of work.
pub(super) async fn add(tx: &mut Tx, cx: &Context, new: &UserCreate) -> Result<String, AppError> {
    if !is_username(&new.username) {
        return Err(UserRefusal::BadUsername.into());
    }
    let name = new.display_name.trim();
    if name.is_empty() || 40 < name.chars().count() || name.chars().any(char::is_control) {
        return Err(UserRefusal::BadName.into());
    }
    let office = office::find(tx, &new.office_id).await?;
    let office = office.ok_or_else(|| AppError::not_found("机构", &new.office_id))?;
    let row = UserAccountRow {
        id: cx.id(),
        username: new.username.clone(),
        display_name: name.to_owned(),
        office_id: office.id,
        division_code: office.division_code,
        password_hash: new.hash.as_str().to_owned(),
        password_set_at: cx.at.clone(),
        password_once: i64::from(new.once),
        totp_secret: None,
        totp_since: None,
        totp_step: 0,
        failed_count: 0,
        locked_until: None,
        suspended_at: None,
        signed_in_at: None,
        created_at: cx.at.clone(),
        version: 0,
    };
    match account::insert(tx, &row).await {
        Ok(()) => Ok(row.id),
        Err(error) if error.is_unique(account::ONE_NAME) => {
            Err(UserRefusal::NameTaken { username: row.username }.into())
        }
        Err(error) => Err(error.into()),
    }
}

/// Small ASCII letters, digits and underscores, a letter first.
pub(super) fn is_username(text: &str) -> bool {
    let signs = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    2 <= text.len()
        && text.len() <= 32
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(signs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_name_is_typed_on_any_keyboard() {
        for (text, want) in [
            ("wangxiulan", true),
            ("tuoli_jb", true),
            ("a1", true),
            ("a", false),
            ("", false),
            ("1a", false),
            ("_a", false),
            ("Wang", false),
            ("王秀兰", false),
            ("a b", false),
            ("a-b", false),
            (&"a".repeat(32), true),
            (&"a".repeat(33), false),
        ] {
            assert_eq!(is_username(text), want, "{text}");
        }
    }
}

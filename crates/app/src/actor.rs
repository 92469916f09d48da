//! Who acts (操作人): duties, those lent by others today, and how far the person's rights reach.

use mingqu_domain::approval::Hand;
use mingqu_domain::policy::{DivisionCode, Policy};
use mingqu_domain::user::{Duty, Permission, permits};

use crate::error::AppError;
use crate::user::SessionRefusal;

/// What a person must do before anything else is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Change a one-time or an old password.
    Password,
    /// Set up the second factor that the duty asks for.
    SecondFactor,
}

/// A person, or the program itself, in one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The user's id; `-` for nobody, `system` for the program.
    pub user_id: String,
    /// As shown.
    pub name: String,
    /// 机构
    pub office_id: String,
    /// 机构名称
    pub office_name: String,
    /// The division whose books the person works in.
    pub division_code: String,
    /// 岗位
    pub duties: Vec<Duty>,
    /// Who delegated to this person, in force today.
    pub stands_for: Vec<(String, Vec<Duty>)>,
    /// What must be done first.
    pub due: Option<Due>,
    /// Where the request came from.
    pub address: String,
    /// The request.
    pub request_id: String,
}

impl Actor {
    /// Nobody signed in.
    pub fn nobody(address: &str, request_id: &str) -> Actor {
        Actor {
            user_id: "-".to_owned(),
            name: String::new(),
            office_id: String::new(),
            office_name: String::new(),
            division_code: String::new(),
            duties: Vec::new(),
            stands_for: Vec::new(),
            due: None,
            address: address.to_owned(),
            request_id: request_id.to_owned(),
        }
    }

    /// The program itself: the courier between books, the first start.
    pub fn system() -> Actor {
        Actor { user_id: "system".to_owned(), name: "系统".to_owned(), ..Actor::nobody("", "") }
    }

    /// Whether this is the program itself.
    pub fn is_system(&self) -> bool {
        self.user_id == "system"
    }

    /// Whether own or lent duties include the action.
    pub fn may(&self, action: &str) -> bool {
        permits(&self.duties, action)
            || self.stands_for.iter().any(|(_, duties)| permits(duties, action))
    }

    /// Refuses what the duties do not include, and everything while something is due.
    pub fn require(&self, action: &'static str) -> Result<(), AppError> {
        if self.is_system() {
            return Ok(());
        }
        self.require_signed_in()?;
        match self.due {
            Some(Due::Password) => return Err(SessionRefusal::PasswordDue.into()),
            Some(Due::SecondFactor) => return Err(SessionRefusal::SecondFactorDue.into()),
            None if self.may(action) => return Ok(()),
            None => {}
        }
        let row = Permission::ALL.iter().find(|row| row.action == action);
        Err(AppError::Forbidden { action, label: row.map_or(action, |row| row.label) })
    }

    /// Refuses nobody and the program itself: what a person does for oneself.
    pub fn require_signed_in(&self) -> Result<(), AppError> {
        match self.user_id.as_str() {
            "-" | "system" => Err(AppError::SignedOut),
            _ => Ok(()),
        }
    }

    /// Refuses reading a division that is neither the person's own nor below it.
    pub fn require_read(&self, policy: &Policy, division_code: &str) -> Result<(), AppError> {
        if self.reads(policy, division_code) {
            Ok(())
        } else {
            Err(self.out(policy, division_code))
        }
    }

    /// Refuses writing in any division but the person's own.
    pub fn require_write(&self, policy: &Policy, division_code: &str) -> Result<(), AppError> {
        if self.is_system() || self.division_code == division_code {
            return Ok(());
        }
        Err(self.out(policy, division_code))
    }

    /// Whether the person may read a division's rows.
    pub fn reads(&self, policy: &Policy, division_code: &str) -> bool {
        if self.is_system() || self.division_code == division_code {
            return true;
        }
        let Ok(own) = DivisionCode::parse(&self.division_code) else { return false };
        policy.children_of(own).iter().any(|child| child.code.as_str() == division_code)
    }

    /// The divisions the person reads, own first.
    pub fn readable(&self, policy: &Policy) -> Vec<String> {
        let mut codes = vec![self.division_code.clone()];
        if let Ok(own) = DivisionCode::parse(&self.division_code) {
            let below = policy.children_of(own);
            codes.extend(below.iter().map(|child| child.code.as_str().to_owned()));
        }
        codes
    }

    /// As the approval flow sees the person.
    pub fn hand(&self) -> Hand {
        Hand {
            user_id: self.user_id.clone(),
            duties: self.duties.clone(),
            stands_for: self.stands_for.clone(),
        }
    }

    fn out(&self, policy: &Policy, division_code: &str) -> AppError {
        AppError::OutOfScope {
            reach: division_name(policy, &self.division_code),
            asked: division_name(policy, division_code),
        }
    }
}

/// The name of a division, or its code when it is not known.
pub fn division_name(policy: &Policy, code: &str) -> String {
    policy.division(code).map_or_else(|_| code.to_owned(), |division| division.name.clone())
}

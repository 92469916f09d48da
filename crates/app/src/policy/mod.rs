//! Policy packs (政策包): the rule files built into the program, and which version holds on a day.

mod convert;
mod error;
mod files;
mod rules;
#[cfg(test)]
mod tests;
mod wording;

pub use error::PolicyError;

use chrono::NaiveDate;
use mingqu_domain::policy::Policy;

/// Every version of one pack, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policies {
    versions: Vec<Policy>,
}

impl Policies {
    /// Reads every version of the built-in pack 衔接资金.
    pub fn load() -> Result<Policies, PolicyError> {
        Policies::read(files::LINKAGE)
    }

    /// Reads a pack from (path, text) pairs; the path is that under the pack's folder.
    fn read(files: &[(&str, &str)]) -> Result<Policies, PolicyError> {
        let versions = convert::pack(files)?;
        if versions.is_empty() {
            return Err(PolicyError::Empty);
        }
        Ok(Policies { versions })
    }

    /// The version in force on a day; `None` before the first one.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Option<&Policy> {
        self.versions.iter().rev().find(|policy| policy.effective_from <= day)
    }

    /// The version a decision kept: `linkage/2024.1`.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<&Policy> {
        self.versions.iter().find(|policy| policy.id() == id)
    }

    /// The newest version.
    #[must_use]
    pub fn newest(&self) -> Option<&Policy> {
        self.versions.last()
    }

    /// Every version, oldest first.
    #[must_use]
    pub fn all(&self) -> &[Policy] {
        &self.versions
    }
}

/// The newest version of the built-in pack.
pub fn load() -> Result<Policy, PolicyError> {
    Policies::load()?.versions.pop().ok_or(PolicyError::Empty)
}

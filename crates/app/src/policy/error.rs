//! What is wrong with a rule file (政策文件有误): the file, the place and why.

use mingqu_domain::policy::PolicyRefusal;
use thiserror::Error;

/// Why a policy pack cannot be used. It is built in, so this is a fault of the release.
#[derive(Debug, Error)]
pub enum PolicyError {
    /// A file named by the pack is not there.
    #[error("政策文件 {file} 不存在")]
    FileMissing {
        /// Its path.
        file: String,
    },
    /// Not TOML, or not the expected keys.
    #[error("政策文件 {file} 无法读取：{source}")]
    Unreadable {
        /// Its path.
        file: String,
        /// Where and why.
        #[source]
        source: Box<toml::de::Error>,
    },
    /// A value names a basis that the file does not list.
    #[error("政策文件 {file} 的{place}引用了没有列出的依据“{basis}”")]
    BasisMissing {
        /// Its path.
        file: String,
        /// The value.
        place: String,
        /// The basis named.
        basis: String,
    },
    /// A value that cannot be.
    #[error("政策文件 {file} 的{place}写着“{given}”，不能用")]
    BadValue {
        /// Its path.
        file: String,
        /// The value's place.
        place: String,
        /// What it says.
        given: String,
    },
    /// A value the domain refuses.
    #[error("政策文件 {file} 的{place}不能用：{refusal}")]
    Refused {
        /// Its path.
        file: String,
        /// The value's place.
        place: String,
        /// Why.
        refusal: PolicyRefusal,
    },
    /// The same code twice.
    #[error("政策文件 {file} 里{place}“{given}”出现了两次")]
    Twice {
        /// Its path.
        file: String,
        /// The kind of code.
        place: String,
        /// The code.
        given: String,
    },
    /// No version at all.
    #[error("政策包里没有任何版本")]
    Empty,
}

impl PolicyError {
    /// The stable word for programs and tests.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            PolicyError::FileMissing { .. } => "policy.file_missing",
            PolicyError::Unreadable { .. } => "policy.unreadable",
            PolicyError::BasisMissing { .. } => "policy.basis_missing",
            PolicyError::BadValue { .. } => "policy.bad_value",
            PolicyError::Refused { .. } => "policy.refused",
            PolicyError::Twice { .. } => "policy.twice",
            PolicyError::Empty => "policy.empty",
        }
    }
}

//! Direct-fund tags (直达资金标识): a code means something only with the scheme that issued it.

use super::Basis;

/// A tag of one scheme. Once on money it never changes down the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectTag {
    /// Who owns the code list: `national`, `xinjiang`.
    pub scheme: String,
    /// The owner in Chinese.
    pub scheme_name: String,
    /// Two digits.
    pub code: String,
    /// As printed, without the code.
    pub name: String,
    /// Who says so.
    pub basis: Basis,
}

impl DirectTag {
    /// Code and name as printed: 01 自治区直达资金.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{} {}", self.code, self.name)
    }
}

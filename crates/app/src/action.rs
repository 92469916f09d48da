//! What may be done to a thing, judged for the caller (可办事项); the web never works it out again.

use crate::error::AppError;

/// One action of a state table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// The verb.
    pub name: &'static str,
    /// What the button says.
    pub label: &'static str,
    /// Why not, if not: code and sentence.
    pub refused: Option<(&'static str, String)>,
}

impl Action {
    /// From the judgement that the command itself would meet.
    pub fn judged(
        name: &'static str,
        label: &'static str,
        judgement: Result<(), AppError>,
    ) -> Action {
        let refused = judgement.err().map(|error| (error.code(), error.to_string()));
        Action { name, label, refused }
    }

    /// Whether it may be done.
    pub fn allowed(&self) -> bool {
        self.refused.is_none()
    }
}

//! A value taken from the text, with its place (取值).

use crate::facts::Certainty;
use crate::view::Span;

/// A value, where it stands and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Taken<T> {
    pub(crate) value: T,
    pub(crate) at: Option<Span>,
    pub(crate) certainty: Certainty,
}

impl<T> Taken<T> {
    pub(crate) fn printed(value: T, at: Span) -> Taken<T> {
        Taken { value, at: Some(at), certainty: Certainty::Printed }
    }

    pub(crate) fn normalised(value: T, at: Span) -> Taken<T> {
        Taken { value, at: Some(at), certainty: Certainty::Normalised }
    }

    pub(crate) fn inferred(value: T, at: Span) -> Taken<T> {
        Taken { value, at: Some(at), certainty: Certainty::Inferred }
    }
}

//! Incoming notices (来文): their life, the doubts that must be settled, how a paper is known again.

mod doubt;
mod fingerprint;
mod refusal;
mod state;

pub use doubt::{AnswerOption, answers, open_count};
pub use fingerprint::{Fingerprint, fold};
pub use refusal::NoticeRefusal;
pub use state::{NoticeAction, NoticeState, NoticeWay};

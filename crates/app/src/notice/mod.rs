//! Incoming notices (来文): import, doubts, correction, registering; the same paper known again.

mod answer_doubt;
mod booking;
mod correct;
mod import;
mod kept;
mod list;
mod register;
mod reject;
mod reverse;
mod sentence;
mod sheet;
mod view;

pub use answer_doubt::NoticeAnswerDoubt;
pub use correct::{LineInput, NoticeCorrect};
pub use import::{ImportOutcome, import, import_again, original, reference};
pub use list::{NoticeQuery, NoticeSummary, notices};
pub use register::NoticeRegister;
pub use reject::NoticeReject;
pub use reverse::NoticeReverse;
pub use sheet::{Fact, FactKey};
pub use view::{Booking, DoubtView, LineView, NoticeView, notice};

pub(crate) use sentence::sentence_of;

//! Turning a notice down (退回来文): a draft that is not registered, with the reason.

use mingqu_domain::notice::{NoticeAction, NoticeRefusal};
use mingqu_store::db::Tx;
use mingqu_store::notice::{header, paper_key};

use super::correct::{draft, state};
use crate::actor::Actor;
use crate::error::AppError;
use crate::execute::{Command, Context};

/// Rejects a draft; the same paper may come again.
#[derive(Clone, Debug)]
pub struct NoticeReject {
    /// 账套
    pub division_code: String,
    /// The notice.
    pub id: String,
    /// The version that was seen.
    pub version: i64,
    /// Why.
    pub reason: String,
}

impl Command for NoticeReject {
    const ACTION: &'static str = "notice.reject";
    type Done = ();

    fn detail(&self) -> String {
        format!("来文 {}，{}", self.id, self.reason)
    }

    fn division(&self, _: &Actor) -> String {
        self.division_code.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<(), AppError> {
        let mut row = draft(tx, cx, &self.division_code, &self.id, self.version).await?;
        row.state = state(&row)?.apply(NoticeAction::Reject)?.code().to_owned();
        if self.reason.trim().is_empty() {
            return Err(NoticeRefusal::ReasonMissing.into());
        }
        row.reject_reason = Some(self.reason.trim().to_owned());
        header::update(tx, &row).await?;
        paper_key::release(tx, &row.division_code, &row.id).await?;
        Ok(())
    }
}

//! Settling a doubt (处理存疑): says how the text is to be understood.

use mingqu_domain::notice::{NoticeAction, NoticeRefusal, answers};
use mingqu_store::db::Tx;
use mingqu_store::notice::{doubt, header};

use super::correct::{apply, draft, state};
use super::sheet::FactKey;
use super::view::letter;
use crate::actor::Actor;
use crate::error::AppError;
use crate::execute::{Command, Context};

/// Answers one doubt of a draft.
#[derive(Clone, Debug)]
pub struct NoticeAnswerDoubt {
    /// 账套
    pub division_code: String,
    /// The notice.
    pub id: String,
    /// The version that was seen.
    pub version: i64,
    /// 甲乙丙丁
    pub letter: String,
    /// One of the answers the doubt takes.
    pub answer: String,
    /// Words where the answer needs them.
    pub text: Option<String>,
}

impl Command for NoticeAnswerDoubt {
    const ACTION: &'static str = "notice.answer_doubt";
    type Done = ();

    fn detail(&self) -> String {
        let text = self.text.as_deref().unwrap_or_default();
        format!("来文 {} 存疑{}：{} {text}", self.id, self.letter, self.answer)
    }

    fn division(&self, _: &Actor) -> String {
        self.division_code.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<(), AppError> {
        let mut row = draft(tx, cx, &self.division_code, &self.id, self.version).await?;
        state(&row)?.apply(NoticeAction::AnswerDoubt)?;
        let doubts = doubt::list(tx, &self.division_code, &self.id).await?;
        let found = doubts.into_iter().find(|doubt| letter(doubt.doubt_no) == self.letter);
        let mut found = found.ok_or_else(|| AppError::not_found("存疑", &self.letter))?;
        let option = answers(&found.code).iter().find(|option| option.code == self.answer);
        let option = option.ok_or_else(|| NoticeRefusal::NoSuchAnswer {
            letter: self.letter.clone(),
            answer: self.answer.clone(),
        })?;
        let text = self.text.as_deref().map(str::trim).filter(|text| !text.is_empty());
        if option.needs_text && text.is_none() {
            return Err(NoticeRefusal::AnswerTextMissing(self.letter.clone()).into());
        }
        self.carry_out(cx, &mut row, &found.code, text.unwrap_or_default())?;
        found.answer = Some(self.answer.clone());
        found.answer_text = text.map(str::to_owned);
        found.answered_by = Some(cx.actor.name.clone());
        doubt::update_answer(tx, &found).await?;
        header::update(tx, &row).await?;
        Ok(())
    }
}

impl NoticeAnswerDoubt {
    /// What the answer changes on the sheet.
    fn carry_out(
        &self,
        cx: &Context,
        row: &mut header::NoticeRow,
        code: &str,
        text: &str,
    ) -> Result<(), NoticeRefusal> {
        let key = match (code, self.answer.as_str()) {
            ("own_number_missing", "number") => FactKey::DocumentNo,
            ("own_number_missing", "none") => {
                row.no_document_no_reason = Some(text.to_owned());
                row.document_no = None;
                return Ok(());
            }
            ("code_name_mismatch", "change") => FactKey::ExpenditureSubjectCodes,
            ("tag_name_mismatch", "change") => FactKey::DirectFundTag,
            ("total_missing", "total") => FactKey::Total,
            _ => return Ok(()),
        };
        apply(cx.policy(), row, key, text)
    }
}

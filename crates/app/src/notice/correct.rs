//! Correcting a draft (更正要素): typed facts and table rows, kept beside what was read.

use std::collections::BTreeMap;

use mingqu_domain::notice::{NoticeAction, NoticeRefusal, NoticeState};
use mingqu_domain::policy::Policy;
use mingqu_money::Fen;
use mingqu_store::db::Tx;
use mingqu_store::notice::{header, line};

use super::import::way;
use super::kept::{corrections, corrections_text};
use super::sheet::{FactKey, document_no, parse_total};
use crate::actor::Actor;
use crate::error::AppError;
use crate::execute::{Command, Context};

/// A row of the table as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineInput {
    /// As shown.
    pub name: String,
    /// The division, if chosen; else it is found by the name.
    pub division_code: Option<String>,
    /// 分
    pub amount: Fen,
}

/// Changes a draft; answers its new version.
#[derive(Clone, Debug)]
pub struct NoticeCorrect {
    /// 账套
    pub division_code: String,
    /// The notice.
    pub id: String,
    /// The version that was seen.
    pub version: i64,
    /// Facts by their word.
    pub facts: BTreeMap<String, String>,
    /// The whole table anew.
    pub lines: Option<Vec<LineInput>>,
    /// 无文号的理由
    pub no_document_no_reason: Option<String>,
    /// Into another year's book.
    pub fiscal_year: Option<i64>,
}

impl Command for NoticeCorrect {
    const ACTION: &'static str = "notice.correct";
    type Done = ();

    fn detail(&self) -> String {
        let facts = self.facts.iter().map(|(key, value)| format!("{key}={value}"));
        let lines = self.lines.as_ref().map(|lines| format!("分配表 {} 行", lines.len()));
        let parts: Vec<String> = facts.chain(lines).collect();
        format!("来文 {}：{}", self.id, parts.join("，"))
    }

    fn division(&self, _: &Actor) -> String {
        self.division_code.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<(), AppError> {
        let policy = cx.policy();
        let mut row = draft(tx, cx, &self.division_code, &self.id, self.version).await?;
        state(&row)?.apply(NoticeAction::Correct)?;
        for (key, value) in &self.facts {
            let key =
                FactKey::from_code(key).ok_or_else(|| NoticeRefusal::FactFixed(key.clone()))?;
            apply(policy, &mut row, key, value)?;
        }
        if let Some(reason) = &self.no_document_no_reason {
            let reason = reason.trim();
            if reason.is_empty() {
                return Err(NoticeRefusal::ReasonMissing.into());
            }
            row.no_document_no_reason = Some(reason.to_owned());
            row.document_no = None;
        }
        if let Some(year) = self.fiscal_year {
            row.fiscal_year = year;
        }
        if let Some(lines) = &self.lines {
            replace_lines(tx, policy, &row, lines).await?;
        }
        header::update(tx, &row).await?;
        Ok(())
    }
}

/// A draft of the caller's own book, at the version that was seen.
pub(super) async fn draft(
    tx: &mut Tx,
    cx: &Context,
    division_code: &str,
    id: &str,
    version: i64,
) -> Result<header::NoticeRow, AppError> {
    cx.actor.require_write(cx.policy(), division_code)?;
    let row = header::find(tx, division_code, id).await?;
    let row = row.ok_or_else(|| AppError::not_found("来文", id))?;
    if row.version != version {
        return Err(AppError::Stale);
    }
    Ok(row)
}

/// The state of a row.
pub(super) fn state(row: &header::NoticeRow) -> Result<NoticeState, AppError> {
    NoticeState::from_code(&row.state).ok_or_else(|| {
        AppError::Failed(mingqu_store::StoreError::Corrupt {
            table: "notice",
            column: "state",
            id: row.id.clone(),
        })
    })
}

/// Puts a typed fact on the sheet and into the columns that hold it.
pub(super) fn apply(
    policy: &Policy,
    row: &mut header::NoticeRow,
    key: FactKey,
    value: &str,
) -> Result<(), NoticeRefusal> {
    let kept = key.typed(policy, value)?;
    let first = kept.split('、').next().unwrap_or_default().to_owned();
    match key {
        FactKey::Issuer => {
            row.way = way(policy, &row.division_code, &kept).code().to_owned();
            row.issuer.clone_from(&kept);
        }
        FactKey::FundName => row.fund_name.clone_from(&kept),
        FactKey::UpstreamDocNos => row.upper_document_no = Some(first),
        FactKey::DocumentNo => {
            row.document_no = Some(document_no(&kept)?);
            row.no_document_no_reason = None;
        }
        FactKey::Total => row.total = parse_total(&kept),
        FactKey::IssueDate => row.issue_on = Some(kept.clone()),
        FactKey::Title => row.title.clone_from(&kept),
        _ => {}
    }
    let mut map = corrections(&row.corrections);
    map.insert(key.code().to_owned(), kept);
    row.corrections = corrections_text(&map);
    Ok(())
}

async fn replace_lines(
    tx: &mut Tx,
    policy: &Policy,
    row: &header::NoticeRow,
    lines: &[LineInput],
) -> Result<(), AppError> {
    let mut rows = Vec::with_capacity(lines.len());
    for (place, input) in lines.iter().enumerate() {
        let chosen = match &input.division_code {
            Some(code) => Some(policy.division(code)?.code.as_str().to_owned()),
            None => {
                let found = policy.division_by_name(&input.name);
                found.map(|division| division.code.as_str().to_owned())
            }
        };
        rows.push(line::NoticeLineRow {
            division_code: row.division_code.clone(),
            notice_id: row.id.clone(),
            line_no: i64::try_from(place + 1).unwrap_or(i64::MAX),
            name: input.name.trim().to_owned(),
            line_division: chosen,
            amount: input.amount,
        });
    }
    line::replace(tx, &row.division_code, &row.id, &rows).await?;
    Ok(())
}

//! Changing a draft allocation (修改分配方案): its rows and its title.

use mingqu_domain::allocation::{AllocationAction, AllocationRefusal, AllocationState};
use mingqu_money::Fen;
use mingqu_store::StoreError;
use mingqu_store::allocation::header::{self, AllocationRow};
use mingqu_store::allocation::line::{self, AllocationLineRow};
use mingqu_store::db::Tx;

use crate::actor::Actor;
use crate::error::AppError;
use crate::execute::{Command, Context};

/// A row as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllocationLineInput {
    /// The division below.
    pub division_code: String,
    /// 分; nothing yet is allowed until it is submitted.
    pub amount: Fen,
    /// 备注
    pub note: Option<String>,
}

/// Changes a draft.
#[derive(Clone, Debug)]
pub struct AllocationChange {
    /// 账套
    pub division_code: String,
    /// The allocation.
    pub id: String,
    /// The version that was seen.
    pub version: i64,
    /// The whole table anew.
    pub lines: Vec<AllocationLineInput>,
    /// Another title.
    pub title: Option<String>,
}

impl Command for AllocationChange {
    const ACTION: &'static str = "allocation.change";
    type Done = ();

    fn detail(&self) -> String {
        let total: Fen = self.lines.iter().map(|line| line.amount).sum();
        format!("分配方案 {}：{} 行共 {total} 元", self.id, self.lines.len())
    }

    fn division(&self, _: &Actor) -> String {
        self.division_code.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<(), AppError> {
        let policy = cx.policy();
        let mut row = find(tx, cx, &self.division_code, &self.id, Some(self.version)).await?;
        state(&row)?.allows(AllocationAction::Change)?;
        let mut lines: Vec<AllocationLineRow> = Vec::with_capacity(self.lines.len());
        for (place, input) in self.lines.iter().enumerate() {
            let division = policy.division(&input.division_code)?;
            if input.amount < Fen::ZERO {
                let (name, amount) = (division.name.clone(), input.amount);
                return Err(AllocationRefusal::NotPositive { row: place + 1, name, amount }.into());
            }
            lines.push(AllocationLineRow {
                division_code: self.division_code.clone(),
                allocation_id: self.id.clone(),
                line_no: i64::try_from(place + 1).unwrap_or(i64::MAX),
                line_division: division.code.as_str().to_owned(),
                line_name: division.name.clone(),
                amount: input.amount,
                note: input.note.clone().filter(|note| !note.trim().is_empty()),
            });
        }
        row.total = Fen::total(lines.iter().map(|line| line.amount))?;
        if let Some(title) = self.title.as_deref().map(str::trim).filter(|t| !t.is_empty()) {
            row.title = title.to_owned();
        }
        row.updated_at.clone_from(&cx.at);
        line::replace(tx, &self.division_code, &self.id, &lines).await?;
        header::update(tx, &row).await?;
        Ok(())
    }
}

/// An allocation of the caller's own book, at the version that was seen if one is given.
pub(crate) async fn find(
    tx: &mut Tx,
    cx: &Context,
    division_code: &str,
    id: &str,
    version: Option<i64>,
) -> Result<AllocationRow, AppError> {
    cx.actor.require_write(cx.policy(), division_code)?;
    let row = header::find(tx, division_code, id).await?;
    let row = row.ok_or_else(|| AppError::not_found("分配方案", id))?;
    match version {
        Some(version) if version != row.version => Err(AppError::Stale),
        _ => Ok(row),
    }
}

/// The state of a row.
pub(crate) fn state(row: &AllocationRow) -> Result<AllocationState, AppError> {
    AllocationState::from_code(&row.state).ok_or_else(|| {
        let id = row.id.clone();
        AppError::Failed(StoreError::Corrupt { table: "allocation", column: "state", id })
    })
}

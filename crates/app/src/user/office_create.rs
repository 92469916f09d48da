//! A new office (建机构): where people work and papers are delivered.

use mingqu_store::db::Tx;
use mingqu_store::user::office::{self, OfficeRow};

use super::UserRefusal;
use crate::error::AppError;
use crate::execute::{Command, Context};

/// What an office is to the fund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfficeKind {
    /// 财政
    Finance,
    /// 主管部门
    Supervising,
    /// 审计
    Audit,
    /// 系统
    System,
}

impl OfficeKind {
    /// Every kind.
    pub const ALL: [OfficeKind; 4] =
        [OfficeKind::Finance, OfficeKind::Supervising, OfficeKind::Audit, OfficeKind::System];

    /// The word stored in the database.
    pub const fn code(self) -> &'static str {
        match self {
            OfficeKind::Finance => "finance",
            OfficeKind::Supervising => "supervising",
            OfficeKind::Audit => "audit",
            OfficeKind::System => "system",
        }
    }

    /// The Chinese name.
    pub const fn label(self) -> &'static str {
        match self {
            OfficeKind::Finance => "财政",
            OfficeKind::Supervising => "主管部门",
            OfficeKind::Audit => "审计",
            OfficeKind::System => "系统",
        }
    }

    /// The kind of a stored word.
    pub fn from_code(code: &str) -> Option<OfficeKind> {
        OfficeKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Makes an office; answers its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeCreate {
    /// 区划
    pub division_code: String,
    /// 机构名称
    pub name: String,
    /// 科室, empty when there is none
    pub section: String,
    /// 类别
    pub kind: OfficeKind,
}

impl Command for OfficeCreate {
    const ACTION: &'static str = "office.create";
    type Done = String;

    fn detail(&self) -> String {
        format!("{} {} {}", self.division_code, self.name, self.section).trim_end().to_owned()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<String, AppError> {
        add(tx, cx, self).await
    }
}

/// Writes the office, inside a unit of work.
pub(super) async fn add(tx: &mut Tx, cx: &Context, new: &OfficeCreate) -> Result<String, AppError> {
    cx.policy().division(&new.division_code)?;
    let (name, section) = (new.name.trim(), new.section.trim());
    if name.is_empty() || 80 < name.chars().count() || 80 < section.chars().count() {
        return Err(UserRefusal::BadOffice.into());
    }
    let row = OfficeRow {
        id: cx.id(),
        division_code: new.division_code.clone(),
        name: name.to_owned(),
        section: section.to_owned(),
        kind: new.kind.code().to_owned(),
    };
    match office::insert(tx, &row).await {
        Ok(()) => Ok(row.id),
        Err(error) if error.is_unique(office::ONE_NAME) => {
            Err(UserRefusal::OfficeTaken { name: format!("{name}{section}") }.into())
        }
        Err(error) => Err(error.into()),
    }
}

//! What can go wrong below the rules (存储事故): a closed list, the same on both databases.

use thiserror::Error;

/// An accident of the store, or `Stale`. The sentence is for the clerk and shows nothing internal;
/// what the database said is in `cause`, for the log.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StoreError {
    /// The row was changed by somebody else since it was read.
    #[error("数据已被他人修改，请刷新后重试")]
    Stale,
    /// Too many collisions or no free connection: the same call may succeed a moment later.
    #[error("系统繁忙，请稍后重试")]
    Busy,
    /// A unit of work on SQLite waited for something other than the database: a defect.
    #[error("系统内部错误，本次操作未生效")]
    Pending,
    /// A unit of work panicked: a defect.
    #[error("系统内部错误，本次操作未生效")]
    Panicked { message: String },
    /// A stored row breaks a rule that every written row keeps.
    #[error("数据表 {table} 中编号 {id} 的记录不符合规则，请联系系统管理员")]
    Corrupt { table: &'static str, column: &'static str, id: String },
    /// A unique or primary key constraint, `<table>_<columns>`.
    #[error("同样的记录已经存在")]
    Unique { constraint: String },
    /// A check by its name; `<table>_<column>_not_null`; or `foreign_key`, which SQLite names not.
    #[error("数据不符合存储规则，本次操作未生效")]
    Check { constraint: String },
    /// The disk is full: nothing of the unit of work was kept.
    #[error("磁盘空间不足，本次操作未生效，请联系系统管理员")]
    DiskFull,
    /// The database cannot be used now, and what to do about it.
    #[error("{message}")]
    Unavailable { message: String, cause: String },
    /// Anything else the database said.
    #[error("数据库出错，本次操作未生效")]
    Database { message: String },
}

impl StoreError {
    /// The stable word for programs and tests.
    pub fn code(&self) -> &'static str {
        match self {
            StoreError::Stale => "stale",
            StoreError::Busy => "busy",
            StoreError::Pending => "store.pending",
            StoreError::Panicked { .. } => "store.panicked",
            StoreError::Corrupt { .. } => "store.corrupt",
            StoreError::Unique { .. } => "store.unique",
            StoreError::Check { .. } => "store.check",
            StoreError::DiskFull => "store.disk_full",
            StoreError::Unavailable { .. } => "store.unavailable",
            StoreError::Database { .. } => "store.database",
        }
    }

    /// What the log gets: the sentence does not carry it.
    pub fn cause(&self) -> String {
        match self {
            StoreError::Panicked { message } | StoreError::Database { message } => message.clone(),
            StoreError::Unavailable { cause, .. } => cause.clone(),
            StoreError::Unique { constraint } | StoreError::Check { constraint } => {
                constraint.clone()
            }
            StoreError::Corrupt { table, column, id } => format!("{table}.{column} of {id}"),
            other => other.code().to_owned(),
        }
    }

    /// True when this unique constraint was broken.
    pub fn is_unique(&self, name: &str) -> bool {
        matches!(self, StoreError::Unique { constraint } if constraint == name)
    }

    pub(crate) fn unavailable(message: &str, cause: impl ToString) -> StoreError {
        StoreError::Unavailable { message: message.to_owned(), cause: cause.to_string() }
    }

    pub(crate) fn database(message: impl ToString) -> StoreError {
        StoreError::Database { message: message.to_string() }
    }
}

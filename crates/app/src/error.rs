//! The one error above the domain (应答): an answer in Chinese with a code, or an accident.

use mingqu_store::StoreError;
use thiserror::Error;

/// Why a command or a query did not do what was asked.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum AppError {
    /// A rule says no.
    #[error("{message}")]
    Refused {
        /// The refusal's stable word.
        code: &'static str,
        /// The sentence for the clerk.
        message: String,
    },
    /// It is not there, or not for this person to know of.
    #[error("没有找到{what}")]
    NotFound {
        /// What was looked for.
        what: &'static str,
        /// Its id.
        id: String,
    },
    /// The person's duties do not include it.
    #[error("您的岗位不能“{label}”")]
    Forbidden {
        /// The action.
        action: &'static str,
        /// Its Chinese name.
        label: &'static str,
    },
    /// The row belongs to another division.
    #[error("您的权限到{reach}，看不到{asked}的账")]
    OutOfScope {
        /// How far the person's rights reach.
        reach: String,
        /// What was asked for.
        asked: String,
    },
    /// Nobody is signed in.
    #[error("没有登录，或登录已过期，请重新登录")]
    SignedOut,
    /// Someone was faster.
    #[error("这份数据刚被别人改过，请刷新后再办")]
    Stale,
    /// The same key with another request.
    #[error("同一个幂等键用在了两个不同的请求上")]
    KeyReused,
    /// A key is required where money moves.
    #[error("这个操作要带 Idempotency-Key")]
    KeyMissing,
    /// Still colliding after every retry.
    #[error("现在办的人太多，账没有变，请再试一次")]
    Busy,
    /// An accident; the cause is for the log.
    #[error("{}", .0)]
    Failed(StoreError),
}

impl AppError {
    /// The stable word for programs and tests.
    pub fn code(&self) -> &'static str {
        match self {
            AppError::Refused { code, .. } => code,
            AppError::NotFound { .. } => "not_found",
            AppError::Forbidden { .. } => "forbidden",
            AppError::OutOfScope { .. } => "out_of_scope",
            AppError::SignedOut => "signed_out",
            AppError::Stale => "stale",
            AppError::KeyReused => "key_reused",
            AppError::KeyMissing => "key_missing",
            AppError::Busy => "busy",
            AppError::Failed(_) => "internal",
        }
    }

    /// Something is not there.
    pub(crate) fn not_found(what: &'static str, id: &str) -> AppError {
        AppError::NotFound { what, id: id.to_owned() }
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> AppError {
        match error {
            StoreError::Stale => AppError::Stale,
            StoreError::Busy => AppError::Busy,
            other => AppError::Failed(other),
        }
    }
}

/// Makes every refusal of the rooms below a `Refused`.
macro_rules! refusals {
    ($($refusal:ty),* $(,)?) => {
        $(impl From<$refusal> for AppError {
            fn from(refusal: $refusal) -> AppError {
                AppError::Refused { code: refusal.code(), message: refusal.to_string() }
            }
        })*
    };
}

refusals!(
    mingqu_money::MoneyError,
    mingqu_ledger::LedgerRefusal,
    mingqu_domain::allocation::AllocationRefusal,
    mingqu_domain::approval::ApprovalRefusal,
    mingqu_domain::budget::BudgetRefusal,
    mingqu_domain::notice::NoticeRefusal,
    mingqu_domain::policy::PolicyRefusal,
    mingqu_domain::user::DutyRefusal,
    mingqu_domain::user::PasswordRefusal,
);

//! Why signing in, an account or a delegation is refused (登录与用户的拒绝理由).

use mingqu_domain::user::Duty;
use thiserror::Error;

use crate::error::AppError;

/// Why somebody is not let in, or not let on.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SessionRefusal {
    /// No such user, or another password: which of the two is not told.
    #[error("用户名或口令不对")]
    BadCredentials,
    /// Too many failures.
    #[error("连续登录失败次数过多，账号锁定到 {until}")]
    Locked {
        /// Until when, in Shanghai.
        until: String,
    },
    /// The account is suspended.
    #[error("账号已停用，请找系统管理员")]
    Suspended,
    /// The second factor is missing.
    #[error("请输入手机验证器上的六位验证码")]
    TotpRequired,
    /// The second factor is wrong, or was used before.
    #[error("验证码不对或已用过，请等下一个验证码")]
    BadTotp,
    /// Confirmed before it was set up.
    #[error("还没有生成二次验证密钥")]
    TotpMissing,
    /// Set up already.
    #[error("二次验证已启用，换手机请系统管理员重置口令，二次验证会一并清除")]
    TotpSet,
    /// A one-time or an old password.
    #[error("先改口令：一次性口令或过期口令不能办业务")]
    PasswordDue,
    /// The duty asks for a second factor.
    #[error("您的岗位要求二次验证，请先设置")]
    SecondFactorDue,
    /// The old password is another.
    #[error("旧口令不对")]
    BadOldPassword,
}

impl SessionRefusal {
    /// The stable word for programs and tests.
    pub const fn code(&self) -> &'static str {
        match self {
            SessionRefusal::BadCredentials => "session.bad_credentials",
            SessionRefusal::Locked { .. } => "session.locked",
            SessionRefusal::Suspended => "session.suspended",
            SessionRefusal::TotpRequired => "session.totp_required",
            SessionRefusal::BadTotp => "session.bad_totp",
            SessionRefusal::TotpMissing => "session.totp_missing",
            SessionRefusal::TotpSet => "session.totp_set",
            SessionRefusal::PasswordDue => "session.password_due",
            SessionRefusal::SecondFactorDue => "session.totp_due",
            SessionRefusal::BadOldPassword => "session.bad_old_password",
        }
    }
}

/// Why an account is not made or changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum UserRefusal {
    /// Not a user name.
    #[error("用户名用 2 到 32 位小写字母、数字或下划线，以字母开头")]
    BadUsername,
    /// Not a name of a person.
    #[error("姓名 1 到 40 个字")]
    BadName,
    /// Not a name of an office.
    #[error("机构名称 1 到 80 个字，科室名称至多 80 个字")]
    BadOffice,
    /// The user name is taken.
    #[error("用户名“{username}”已有人用")]
    NameTaken {
        /// The name.
        username: String,
    },
    /// The office is there already.
    #[error("机构“{name}”已经有了")]
    OfficeTaken {
        /// The office.
        name: String,
    },
    /// Only the program itself gives a password.
    #[error("口令由系统生成，不能指定")]
    PasswordGiven,
    /// Nobody does this to oneself.
    #[error("不能对自己办这件事，请另一位管理员办")]
    Oneself,
    /// Nobody would be left.
    #[error("“{}”只有这一位，不能取消", .duty.label())]
    LastAdmin {
        /// The duty nobody would hold.
        duty: Duty,
    },
    /// Suspended already.
    #[error("账号已经停用")]
    Suspended,
    /// In use already.
    #[error("账号没有停用")]
    NotSuspended,
    /// Not locked.
    #[error("账号没有锁定")]
    NotLocked,
}

impl UserRefusal {
    /// The stable word for programs and tests.
    pub const fn code(&self) -> &'static str {
        match self {
            UserRefusal::BadUsername => "user.bad_username",
            UserRefusal::BadName => "user.bad_name",
            UserRefusal::BadOffice => "office.bad_name",
            UserRefusal::NameTaken { .. } => "user.name_taken",
            UserRefusal::OfficeTaken { .. } => "office.name_taken",
            UserRefusal::PasswordGiven => "user.password_given",
            UserRefusal::Oneself => "user.oneself",
            UserRefusal::LastAdmin { .. } => "user.last_admin",
            UserRefusal::Suspended => "user.suspended",
            UserRefusal::NotSuspended => "user.not_suspended",
            UserRefusal::NotLocked => "user.not_locked",
        }
    }
}

/// Why a delegation is not made or ended.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DelegationRefusal {
    /// To oneself.
    #[error("不能委托给自己")]
    Oneself,
    /// Of another division, or suspended.
    #[error("只能委托给本级在用的同事")]
    NotColleague,
    /// Neither reviewer nor approver.
    #[error("您没有可以委托的复核或审批岗位")]
    NothingToLend,
    /// The two duties do not go together.
    #[error("“{}”和“{}”不能由一人担任，不能委托给{name}", .first.label(), .second.label())]
    Incompatible {
        /// The colleague.
        name: String,
        /// One duty.
        first: Duty,
        /// The other.
        second: Duty,
    },
    /// The end before the beginning.
    #[error("委托的止日不能早于起日")]
    EndsFirst,
    /// It begins before today.
    #[error("委托不能从今天以前开始")]
    InThePast,
    /// Longer than may be.
    #[error("一次委托最多 {days_max} 天")]
    TooLong {
        /// The most.
        days_max: i64,
    },
    /// No reason, or a very long one.
    #[error("写明委托原因，至多 200 字")]
    BadReason,
    /// Another one holds in these days.
    #[error("{from_on} 至 {to_on} 已经委托给{name}，期间不能重叠")]
    Overlaps {
        /// To whom.
        name: String,
        /// First day.
        from_on: String,
        /// Last day.
        to_on: String,
    },
    /// Ended, or over.
    #[error("委托已经结束")]
    Over,
    /// Somebody else's.
    #[error("只有委托人能结束委托")]
    NotYours,
}

impl DelegationRefusal {
    /// The stable word for programs and tests.
    pub const fn code(&self) -> &'static str {
        match self {
            DelegationRefusal::Oneself => "delegation.oneself",
            DelegationRefusal::NotColleague => "delegation.not_colleague",
            DelegationRefusal::NothingToLend => "delegation.nothing_to_lend",
            DelegationRefusal::Incompatible { .. } => "delegation.incompatible",
            DelegationRefusal::EndsFirst => "delegation.ends_first",
            DelegationRefusal::InThePast => "delegation.in_the_past",
            DelegationRefusal::TooLong { .. } => "delegation.too_long",
            DelegationRefusal::BadReason => "delegation.bad_reason",
            DelegationRefusal::Overlaps { .. } => "delegation.overlaps",
            DelegationRefusal::Over => "delegation.over",
            DelegationRefusal::NotYours => "delegation.not_yours",
        }
    }
}

macro_rules! answers {
    ($($refusal:ty),*) => {
        $(impl From<$refusal> for AppError {
            fn from(refusal: $refusal) -> AppError {
                AppError::Refused { code: refusal.code(), message: refusal.to_string() }
            }
        })*
    };
}

answers!(SessionRefusal, UserRefusal, DelegationRefusal);

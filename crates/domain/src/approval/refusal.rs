//! Why a step of an approval is refused.

use thiserror::Error;

use super::ActKind;

/// Why an act on an approval is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ApprovalRefusal {
    /// 经办 ≠ 复核 ≠ 审批: the preparer.
    #[error("您是这件事的经办，不能自己{step}")]
    OwnWork {
        /// 环节
        step: String,
    },
    /// 经办 ≠ 复核 ≠ 审批: the same person at an earlier step.
    #[error("您已在“{earlier}”环节办过这件事，不能再办“{step}”")]
    SecondHand {
        /// Where the person acted.
        earlier: String,
        /// 环节
        step: String,
    },
    /// The step belongs to another duty.
    #[error("现在是“{step}”环节，要由有“{duty}”岗位的人办")]
    NotYourStep {
        /// 环节
        step: String,
        /// 岗位
        duty: String,
    },
    /// The person was not asked to countersign, or someone else was.
    #[error("这件事在等 {name} 的加签意见")]
    Countersigning {
        /// Who was asked.
        name: String,
    },
    /// Nothing is being approved.
    #[error("这件事不在审批中，不能“{}”", .0.label())]
    NotOpen(ActKind),
    /// Only the person who prepared it withdraws it.
    #[error("只有经办人能撤回")]
    NotYours,
    /// A return goes to an earlier step.
    #[error("只能退回到前面的环节")]
    NotEarlier,
    /// A return without a reason.
    #[error("退回要写明理由")]
    ReasonMissing,
    /// A countersigner who is the preparer, or acted, or the asker.
    #[error("不能请 {name} 加签：{reason}")]
    CannotCountersign {
        /// Who was asked.
        name: String,
        /// Why not.
        reason: &'static str,
    },
    /// A delegation that cannot be.
    #[error("不能委托：{0}")]
    Delegation(&'static str),
}

impl ApprovalRefusal {
    /// The stable word for programs and tests.
    pub const fn code(&self) -> &'static str {
        match self {
            ApprovalRefusal::OwnWork { .. } => "approval.own_work",
            ApprovalRefusal::SecondHand { .. } => "approval.second_hand",
            ApprovalRefusal::NotYourStep { .. } => "approval.not_your_step",
            ApprovalRefusal::Countersigning { .. } => "approval.countersigning",
            ApprovalRefusal::NotOpen(_) => "approval.not_open",
            ApprovalRefusal::NotYours => "approval.not_yours",
            ApprovalRefusal::NotEarlier => "approval.not_earlier",
            ApprovalRefusal::ReasonMissing => "approval.reason_missing",
            ApprovalRefusal::CannotCountersign { .. } => "approval.cannot_countersign",
            ApprovalRefusal::Delegation(_) => "approval.delegation",
        }
    }
}

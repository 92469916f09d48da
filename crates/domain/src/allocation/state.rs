//! The life of an allocation (分配方案), in one table.

use super::AllocationRefusal;

/// 分配方案状态。
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AllocationState {
    /// 拟稿
    Draft,
    /// 审批中
    UnderApproval,
    /// 已退回经办
    Returned,
    /// 已审定
    Approved,
    /// 已下达
    Issued,
    /// 已作废
    Cancelled,
}

/// What may be done to an allocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AllocationAction {
    /// 修改
    Change,
    /// 送审
    Submit,
    /// 通过
    Approve,
    /// 退回
    Return,
    /// 撤回
    Withdraw,
    /// 加签
    Countersign,
    /// 签署加签意见
    Opine,
    /// 下达
    Issue,
    /// 作废
    Cancel,
}

impl AllocationState {
    /// Every state.
    pub const ALL: [AllocationState; 6] = [
        AllocationState::Draft,
        AllocationState::UnderApproval,
        AllocationState::Returned,
        AllocationState::Approved,
        AllocationState::Issued,
        AllocationState::Cancelled,
    ];

    /// Which actions the state knows; where an approval leads is [`crate::approval`]'s to say.
    pub const fn actions(self) -> &'static [AllocationAction] {
        use AllocationAction as A;
        match self {
            AllocationState::Draft | AllocationState::Returned => {
                &[A::Change, A::Submit, A::Cancel]
            }
            AllocationState::UnderApproval => {
                &[A::Approve, A::Return, A::Withdraw, A::Countersign, A::Opine]
            }
            AllocationState::Approved => &[A::Issue],
            AllocationState::Issued | AllocationState::Cancelled => &[],
        }
    }

    /// Whether the action is known in this state.
    pub fn allows(self, action: AllocationAction) -> Result<(), AllocationRefusal> {
        if self.actions().contains(&action) {
            Ok(())
        } else {
            Err(AllocationRefusal::NotAllowed { state: self, action })
        }
    }

    /// The word stored in the database and sent over the API.
    pub const fn code(self) -> &'static str {
        match self {
            AllocationState::Draft => "draft",
            AllocationState::UnderApproval => "under_approval",
            AllocationState::Returned => "returned",
            AllocationState::Approved => "approved",
            AllocationState::Issued => "issued",
            AllocationState::Cancelled => "cancelled",
        }
    }

    /// The Chinese word.
    pub const fn label(self) -> &'static str {
        match self {
            AllocationState::Draft => "拟稿",
            AllocationState::UnderApproval => "审批中",
            AllocationState::Returned => "已退回",
            AllocationState::Approved => "已审定",
            AllocationState::Issued => "已下达",
            AllocationState::Cancelled => "已作废",
        }
    }

    /// The state of a stored word.
    pub fn from_code(code: &str) -> Option<AllocationState> {
        AllocationState::ALL.into_iter().find(|state| state.code() == code)
    }
}

impl AllocationAction {
    /// Every action, in the order of the screen.
    pub const ALL: [AllocationAction; 9] = [
        AllocationAction::Change,
        AllocationAction::Submit,
        AllocationAction::Approve,
        AllocationAction::Return,
        AllocationAction::Withdraw,
        AllocationAction::Countersign,
        AllocationAction::Opine,
        AllocationAction::Issue,
        AllocationAction::Cancel,
    ];

    /// The verb of the command.
    pub const fn code(self) -> &'static str {
        match self {
            AllocationAction::Change => "change",
            AllocationAction::Submit => "submit",
            AllocationAction::Approve => "approve",
            AllocationAction::Return => "return",
            AllocationAction::Withdraw => "withdraw",
            AllocationAction::Countersign => "countersign",
            AllocationAction::Opine => "opine",
            AllocationAction::Issue => "issue",
            AllocationAction::Cancel => "cancel",
        }
    }

    /// What the button says.
    pub const fn label(self) -> &'static str {
        match self {
            AllocationAction::Change => "修改",
            AllocationAction::Submit => "送审",
            AllocationAction::Approve => "通过",
            AllocationAction::Return => "退回",
            AllocationAction::Withdraw => "撤回",
            AllocationAction::Countersign => "加签",
            AllocationAction::Opine => "签署意见",
            AllocationAction::Issue => "拟下达文",
            AllocationAction::Cancel => "作废",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_issued_cannot_be_changed() {
        for state in AllocationState::ALL {
            let changeable = matches!(state, AllocationState::Draft | AllocationState::Returned);
            assert_eq!(state.allows(AllocationAction::Change).is_ok(), changeable, "{state:?}");
            assert_eq!(AllocationState::from_code(state.code()), Some(state));
        }
        let refusal = AllocationState::Issued.allows(AllocationAction::Submit).unwrap_err();
        assert_eq!(refusal.to_string(), "分配方案是“已下达”，不能“送审”");
    }
}

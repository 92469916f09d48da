//! The life of an incoming notice, in one table.

use super::NoticeRefusal;

/// 来文状态。
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoticeState {
    /// 待确认
    Draft,
    /// 已登记
    Registered,
    /// 已退回 (not registered, with a reason)
    Rejected,
    /// 已红冲
    Reversed,
}

/// What may be done to a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoticeAction {
    /// 更正要素
    Correct,
    /// 处理存疑
    AnswerDoubt,
    /// 登记
    Register,
    /// 退回
    Reject,
    /// 红冲登记
    Reverse,
}

/// How the notice reaches the book (design: one notice, two ways in).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoticeWay {
    /// A paper from above: only the book's own row becomes its indicator.
    Upper,
    /// 补录: the issuer's own paper; the basis is booked and the table stands as already issued.
    Supplement,
}

impl NoticeState {
    /// What may happen next: the one place where the life of a notice is written down.
    pub const fn transitions(self) -> &'static [(NoticeAction, NoticeState)] {
        use NoticeAction as A;
        use NoticeState as S;
        match self {
            S::Draft => &[
                (A::Correct, S::Draft),
                (A::AnswerDoubt, S::Draft),
                (A::Register, S::Registered),
                (A::Reject, S::Rejected),
            ],
            S::Registered => &[(A::Reverse, S::Reversed)],
            S::Rejected | S::Reversed => &[],
        }
    }

    /// The state after the action, or the refusal that names both.
    pub fn apply(self, action: NoticeAction) -> Result<NoticeState, NoticeRefusal> {
        let row = self.transitions().iter().find(|(a, _)| *a == action);
        row.map(|(_, next)| *next).ok_or(NoticeRefusal::NotAllowed { state: self, action })
    }

    /// Every state.
    pub const ALL: [NoticeState; 4] =
        [NoticeState::Draft, NoticeState::Registered, NoticeState::Rejected, NoticeState::Reversed];

    /// The word stored in the database and sent over the API.
    pub const fn code(self) -> &'static str {
        match self {
            NoticeState::Draft => "draft",
            NoticeState::Registered => "registered",
            NoticeState::Rejected => "rejected",
            NoticeState::Reversed => "reversed",
        }
    }

    /// The Chinese word.
    pub const fn label(self) -> &'static str {
        match self {
            NoticeState::Draft => "待确认",
            NoticeState::Registered => "已登记",
            NoticeState::Rejected => "已退回",
            NoticeState::Reversed => "已红冲",
        }
    }

    /// The state of a stored word.
    pub fn from_code(code: &str) -> Option<NoticeState> {
        NoticeState::ALL.into_iter().find(|state| state.code() == code)
    }
}

impl NoticeAction {
    /// Every action, in the order of the screen.
    pub const ALL: [NoticeAction; 5] = [
        NoticeAction::Correct,
        NoticeAction::AnswerDoubt,
        NoticeAction::Register,
        NoticeAction::Reject,
        NoticeAction::Reverse,
    ];

    /// The verb of the command: `notice.<code>`.
    pub const fn code(self) -> &'static str {
        match self {
            NoticeAction::Correct => "correct",
            NoticeAction::AnswerDoubt => "answer_doubt",
            NoticeAction::Register => "register",
            NoticeAction::Reject => "reject",
            NoticeAction::Reverse => "reverse",
        }
    }

    /// What the button says.
    pub const fn label(self) -> &'static str {
        match self {
            NoticeAction::Correct => "更正",
            NoticeAction::AnswerDoubt => "处理存疑",
            NoticeAction::Register => "确认并登记",
            NoticeAction::Reject => "不登记，退回",
            NoticeAction::Reverse => "红冲登记",
        }
    }
}

impl NoticeWay {
    /// The word stored in the database and sent over the API.
    pub const fn code(self) -> &'static str {
        match self {
            NoticeWay::Upper => "upper",
            NoticeWay::Supplement => "supplement",
        }
    }

    /// The Chinese words.
    pub const fn label(self) -> &'static str {
        match self {
            NoticeWay::Upper => "上级来文",
            NoticeWay::Supplement => "本级补录",
        }
    }

    /// The way of a stored word.
    pub fn from_code(code: &str) -> Option<NoticeWay> {
        [NoticeWay::Upper, NoticeWay::Supplement].into_iter().find(|way| way.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_ends_registered_rejected_or_reversed() {
        use NoticeAction as A;
        for (state, action, want) in [
            (NoticeState::Draft, A::Register, Ok("registered")),
            (NoticeState::Draft, A::Reject, Ok("rejected")),
            (NoticeState::Registered, A::Register, Err("notice.not_allowed")),
            (NoticeState::Registered, A::Reverse, Ok("reversed")),
            (NoticeState::Rejected, A::Correct, Err("notice.not_allowed")),
            (NoticeState::Reversed, A::Reverse, Err("notice.not_allowed")),
        ] {
            let got = state.apply(action).map(NoticeState::code).map_err(|refusal| refusal.code());
            assert_eq!(got, want, "{state:?} {action:?}");
        }
    }

    #[test]
    fn a_refusal_says_state_and_action_in_chinese() {
        let refusal = NoticeState::Registered.apply(NoticeAction::Reject).unwrap_err();
        assert_eq!(refusal.to_string(), "来文是“已登记”，不能“不登记，退回”");
    }
}

//! Where an allotment and each of its deliveries stand.

/// 下达文状态。
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AllotmentState {
    /// 拟稿
    Draft,
    /// 已下达, and some are still to receive
    Issued,
    /// 已撤回
    Revoked,
}

/// To whom a delivery goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeliveryKind {
    /// 主送: receives money
    Main,
    /// 抄送: receives the paper
    Copy,
}

/// Where a delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeliveryState {
    /// 未读
    Unread,
    /// 已读，未接收
    Read,
    /// 已接收
    Received,
    /// 已撤回
    Revoked,
}

impl AllotmentState {
    /// Every state.
    pub const ALL: [AllotmentState; 3] =
        [AllotmentState::Draft, AllotmentState::Issued, AllotmentState::Revoked];

    /// The word stored in the database.
    pub const fn code(self) -> &'static str {
        match self {
            AllotmentState::Draft => "draft",
            AllotmentState::Issued => "issued",
            AllotmentState::Revoked => "revoked",
        }
    }

    /// The Chinese word.
    pub const fn label(self) -> &'static str {
        match self {
            AllotmentState::Draft => "拟稿",
            AllotmentState::Issued => "已下达",
            AllotmentState::Revoked => "已撤回",
        }
    }

    /// The state of a stored word.
    pub fn from_code(code: &str) -> Option<AllotmentState> {
        AllotmentState::ALL.into_iter().find(|state| state.code() == code)
    }
}

impl DeliveryKind {
    /// The word stored in the database.
    pub const fn code(self) -> &'static str {
        match self {
            DeliveryKind::Main => "main",
            DeliveryKind::Copy => "cc",
        }
    }

    /// The Chinese word.
    pub const fn label(self) -> &'static str {
        match self {
            DeliveryKind::Main => "主送",
            DeliveryKind::Copy => "抄送",
        }
    }

    /// The kind of a stored word.
    pub fn from_code(code: &str) -> Option<DeliveryKind> {
        [DeliveryKind::Main, DeliveryKind::Copy].into_iter().find(|kind| kind.code() == code)
    }
}

impl DeliveryState {
    /// From what is recorded of a delivery.
    #[must_use]
    pub const fn of(revoked: bool, received: bool, read: bool) -> DeliveryState {
        if revoked {
            DeliveryState::Revoked
        } else if received {
            DeliveryState::Received
        } else if read {
            DeliveryState::Read
        } else {
            DeliveryState::Unread
        }
    }

    /// The word sent over the API.
    pub const fn code(self) -> &'static str {
        match self {
            DeliveryState::Unread => "unread",
            DeliveryState::Read => "read",
            DeliveryState::Received => "received",
            DeliveryState::Revoked => "revoked",
        }
    }

    /// The Chinese word; a copy is only read, never received.
    pub const fn label(self, kind: DeliveryKind) -> &'static str {
        match (self, kind) {
            (DeliveryState::Unread, DeliveryKind::Main) => "未接收",
            (DeliveryState::Read, DeliveryKind::Main) => "已读，未接收",
            (DeliveryState::Received, _) => "已接收",
            (DeliveryState::Revoked, _) => "已撤回",
            (DeliveryState::Unread, DeliveryKind::Copy) => "未读",
            (DeliveryState::Read, DeliveryKind::Copy) => "已读",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delivery_says_how_far_it_is() {
        for (revoked, received, read, want) in [
            (false, false, false, "未接收"),
            (false, false, true, "已读，未接收"),
            (false, true, true, "已接收"),
            (true, false, true, "已撤回"),
        ] {
            let state = DeliveryState::of(revoked, received, read);
            assert_eq!(state.label(DeliveryKind::Main), want);
        }
        assert_eq!(DeliveryState::Unread.label(DeliveryKind::Copy), "未读");
    }
}

//! Accounts (科目账户), their normal side and their layers.

/// 借 or 贷.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// 借方
    Debit,
    /// 贷方
    Credit,
}

impl Side {
    /// The word stored in the database and sent over the API.
    pub const fn code(self) -> &'static str {
        match self {
            Side::Debit => "debit",
            Side::Credit => "credit",
        }
    }

    /// 借 or 贷.
    pub const fn label(self) -> &'static str {
        match self {
            Side::Debit => "借",
            Side::Credit => "贷",
        }
    }

    /// The side of a stored word.
    pub fn from_code(code: &str) -> Option<Side> {
        [Side::Debit, Side::Credit].into_iter().find(|side| side.code() == code)
    }
}

/// How firm an amount is. Each layer of an account balances by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// 实：booked for good.
    Settled,
    /// 占用：held for a request that is not paid yet.
    Reserved,
    /// 承诺：held for a signed contract.
    Committed,
}

impl Layer {
    /// Every layer, in the order of firmness.
    pub const ALL: [Layer; 3] = [Layer::Settled, Layer::Reserved, Layer::Committed];

    /// The word stored in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Layer::Settled => "settled",
            Layer::Reserved => "reserved",
            Layer::Committed => "committed",
        }
    }

    /// The layer of a stored word.
    pub fn from_code(code: &str) -> Option<Layer> {
        Layer::ALL.into_iter().find(|layer| layer.code() == code)
    }
}

/// An account of one book, known by its key within that book.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Account {
    /// The key within the book; equal keys are the same account.
    pub key: String,
    /// The side on which the account grows.
    pub normal: Side,
}

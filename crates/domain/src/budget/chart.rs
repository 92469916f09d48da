//! The chart of accounts (科目表) of one book. P-codes are ours: the official list is not public.

use mingqu_ledger::{Account, Side};

/// 科目。来源在贷方，去向在借方。
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// P101 上级转移支付预算来源
    UpperSource,
    /// P102 本级安排预算来源
    OwnSource,
    /// P103 上年结转预算来源
    CarriedSource,
    /// P201 待分配指标
    Unassigned,
    /// P202 已下达下级指标
    Allotted,
    /// P203 单位可执行指标
    Executable,
    /// P204 支付申请占用
    Reserved,
    /// P205 已支付
    Paid,
    /// P206 收回及结余
    Returned,
}

impl Subject {
    /// Every subject in the order of the chart.
    pub const ALL: [Subject; 9] = [
        Subject::UpperSource,
        Subject::OwnSource,
        Subject::CarriedSource,
        Subject::Unassigned,
        Subject::Allotted,
        Subject::Executable,
        Subject::Reserved,
        Subject::Paid,
        Subject::Returned,
    ];

    /// The code stored in the database: `P201`.
    pub const fn code(self) -> &'static str {
        match self {
            Subject::UpperSource => "P101",
            Subject::OwnSource => "P102",
            Subject::CarriedSource => "P103",
            Subject::Unassigned => "P201",
            Subject::Allotted => "P202",
            Subject::Executable => "P203",
            Subject::Reserved => "P204",
            Subject::Paid => "P205",
            Subject::Returned => "P206",
        }
    }

    /// The Chinese name.
    pub const fn label(self) -> &'static str {
        match self {
            Subject::UpperSource => "上级转移支付预算来源",
            Subject::OwnSource => "本级安排预算来源",
            Subject::CarriedSource => "上年结转预算来源",
            Subject::Unassigned => "待分配指标",
            Subject::Allotted => "已下达下级指标",
            Subject::Executable => "单位可执行指标",
            Subject::Reserved => "支付申请占用",
            Subject::Paid => "已支付",
            Subject::Returned => "收回及结余",
        }
    }

    /// The side on which it grows: sources 贷, uses 借.
    pub const fn normal(self) -> Side {
        match self {
            Subject::UpperSource | Subject::OwnSource | Subject::CarriedSource => Side::Credit,
            _ => Side::Debit,
        }
    }

    /// The subject of a stored code.
    pub fn from_code(code: &str) -> Option<Subject> {
        Subject::ALL.into_iter().find(|subject| subject.code() == code)
    }
}

/// What every account carries (文号、资金、直达标识): sources and uses balance within each.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FundKey {
    /// 本账套里这笔指标的文号 (the document that brought it here).
    pub document_no: String,
    /// 资金代码 of the policy pack.
    pub fund_code: String,
    /// 直达资金标识 `scheme:code`, or `-` for funds that are not direct.
    pub direct_tag: String,
}

/// A subject with its dimensions: what an account of a book is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountCode {
    /// 科目
    pub subject: Subject,
    /// Document, fund and tag.
    pub fund: FundKey,
    /// The further dimension of the subject: receiving division of P202, project of P203; may be empty.
    pub dimension: String,
}

impl AccountCode {
    /// The key of the account within its book; equal keys are the same account.
    #[must_use]
    pub fn key(&self) -> String {
        let FundKey { document_no, fund_code, direct_tag } = &self.fund;
        let (subject, dimension) = (self.subject.code(), &self.dimension);
        format!("{subject}|{document_no}|{fund_code}|{direct_tag}|{dimension}")
    }

    /// The account as the ledger knows it.
    #[must_use]
    pub fn account(&self) -> Account {
        Account { key: self.key(), normal: self.subject.normal() }
    }

    /// The code behind a key; `None` when it was not made by [`AccountCode::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<AccountCode> {
        let parts: Vec<&str> = key.split('|').collect();
        let [subject, document_no, fund_code, direct_tag, dimension] = parts[..] else {
            return None;
        };
        let fund = FundKey {
            document_no: document_no.to_owned(),
            fund_code: fund_code.to_owned(),
            direct_tag: direct_tag.to_owned(),
        };
        let subject = Subject::from_code(subject)?;
        Some(AccountCode { subject, fund, dimension: dimension.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_found_again_by_its_key() {
        for subject in Subject::ALL {
            let fund = FundKey {
                document_no: "新财振〔2024〕9号".to_owned(),
                fund_code: "XJ-LINK".to_owned(),
                direct_tag: "654000:01".to_owned(),
            };
            let code = AccountCode { subject, fund, dimension: "654224000".to_owned() };
            assert_eq!(AccountCode::from_key(&code.key()), Some(code));
        }
        assert_eq!(AccountCode::from_key("P201|a|b"), None);
        assert_eq!(AccountCode::from_key("P999|a|b|c|"), None);
    }
}

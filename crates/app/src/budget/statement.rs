//! An account's statement (明细账), a page at a time, newest first.

use mingqu_domain::budget::{AccountCode, BudgetEvent};
use mingqu_ledger::Side;
use mingqu_money::Fen;
use mingqu_store::budget::{account, entry, posting};

use super::labels;
use crate::error::AppError;
use crate::execute::Caller;

/// A page of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementView {
    /// The account's key.
    pub key: String,
    /// P201 …
    pub code: String,
    /// 科目名称
    pub name: String,
    /// The normal side.
    pub side: Side,
    /// 余额
    pub balance: Fen,
    /// What the account is kept by.
    pub dimensions: Vec<String>,
    /// Lines in all.
    pub count: i64,
    /// The lines of this page.
    pub lines: Vec<StatementLine>,
    /// Whether older lines follow.
    pub more: bool,
}

/// A line of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementLine {
    /// Its place in the account.
    pub posting_no: i64,
    /// 凭证
    pub entry_id: String,
    /// Line within the entry.
    pub line_no: i64,
    /// 记账日期
    pub on: String,
    /// 业务事项
    pub event_label: &'static str,
    /// 摘要
    pub summary: String,
    /// 文号
    pub document_no: String,
    /// 借方
    pub debit: Option<Fen>,
    /// 贷方
    pub credit: Option<Fen>,
    /// 记后余额
    pub balance: Fen,
}

/// A page of the statement of an account, before a posting number.
pub async fn statement(
    caller: &Caller,
    division_code: &str,
    fiscal_year: i64,
    key: &str,
    before: Option<i64>,
    limit: i64,
) -> Result<StatementView, AppError> {
    caller.actor.require("indicator.read")?;
    let app = caller.app.clone();
    caller.actor.require_read(app.policy(), division_code)?;
    let (division, key) = (division_code.to_owned(), key.to_owned());
    let db = caller.app.db();
    db.read(move |tx| {
        Box::pin(async move {
            let found = account::find(tx, &division, fiscal_year, &key).await?;
            let found = found.ok_or_else(|| AppError::not_found("账户", &key))?;
            let before = before.unwrap_or(i64::MAX);
            let mut rows =
                posting::statement(tx, &division, fiscal_year, &key, before, limit + 1).await?;
            let more = usize::try_from(limit).is_ok_and(|limit| limit < rows.len());
            if more {
                rows.pop();
            }
            let mut lines = Vec::with_capacity(rows.len());
            for row in rows {
                let voucher = entry::find(tx, &division, fiscal_year, &row.entry_id).await?;
                let voucher = voucher.ok_or_else(|| AppError::not_found("凭证", &row.entry_id))?;
                let event = BudgetEvent::from_code(&voucher.event_code);
                let debit = row.side == Side::Debit.code();
                lines.push(StatementLine {
                    posting_no: row.posting_no,
                    entry_id: row.entry_id,
                    line_no: row.line_no,
                    on: voucher.posted_on,
                    event_label: event.map_or("", BudgetEvent::label),
                    summary: voucher.summary,
                    document_no: voucher.document_no,
                    debit: debit.then_some(row.amount),
                    credit: (!debit).then_some(row.amount),
                    balance: row.balance_after,
                });
            }
            let (code, name) = labels::account_name(&key);
            let normal = AccountCode::from_key(&key).map(|code| code.subject.normal());
            Ok::<_, AppError>(StatementView {
                dimensions: labels::dimensions(app.policy(), &key),
                side: normal.unwrap_or(Side::Debit),
                balance: found.balance,
                count: found.posting_count,
                code,
                name,
                key,
                lines,
                more,
            })
        })
    })
    .await
}

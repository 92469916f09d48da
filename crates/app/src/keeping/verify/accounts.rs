//! Accounts in their order (账户): numbers, running balances, kept against re-added, sources = uses.

use std::collections::{BTreeMap, BTreeSet};

use mingqu_domain::budget::{AccountCode, FundKey, Subject};
use mingqu_ledger::Side;
use mingqu_store::StoreError;
use mingqu_store::db::Tx;
use mingqu_store::scan::{self, Kept};

use super::{PAGE, Place, Verified};

/// Lines read at a time.
const LINES: i64 = 5_000;

/// What an account's lines add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Added {
    debit: i128,
    credit: i128,
    balance: i128,
    count: i64,
}

/// Sources and uses of a document, fund and tag.
#[derive(Default)]
struct Sums {
    sources: i128,
    uses: i128,
    unassigned: bool,
}

/// Checks the accounts of a book, whose entries have so many lines.
pub(super) async fn check(
    tx: &mut Tx,
    place: &Place,
    lines: i64,
    report: &mut Verified,
) -> Result<(), StoreError> {
    let (division, year) = place.key();
    let mut sums: BTreeMap<FundKey, Sums> = BTreeMap::new();
    let (mut after, mut counted) = ((String::new(), String::new()), 0);
    loop {
        let page = scan::accounts(tx, division, year, (&after.0, &after.1), PAGE).await?;
        for kept in &page {
            let added = re_add(tx, place, kept, report).await?;
            counted += added.count;
            compare(place, kept, added, report);
            let Some(code) = code_of(place, kept, report) else { continue };
            if kept.layer == "settled" {
                let sum = sums.entry(code.fund).or_default();
                match code.subject.normal() {
                    Side::Credit => sum.sources += added.balance,
                    Side::Debit => sum.uses += added.balance,
                }
                sum.unassigned |= code.subject == Subject::Unassigned;
            }
        }
        match page.last() {
            Some(last) if page.len() as i64 == PAGE => {
                after = (last.balance.account_key.clone(), last.layer.clone());
            }
            _ => break,
        }
    }
    if counted != lines {
        report.found(format!(
            "{place}的账户共 {counted} 行，凭证共 {lines} 行，有分录不在任何账户里"
        ));
    }
    balance(place, &sums, report);
    indicators(tx, place, &sums, report).await
}

/// Adds up the lines of an account, looking at each number and each running balance.
async fn re_add(
    tx: &mut Tx,
    place: &Place,
    kept: &Kept,
    report: &mut Verified,
) -> Result<Added, StoreError> {
    let key = kept.balance.account_key.as_str();
    let normal = AccountCode::from_key(key).map_or(Side::Debit, |code| code.subject.normal());
    let mut added = Added::default();
    let (mut sound, mut after) = (true, i64::MIN);
    loop {
        let page =
            scan::postings_of_account(tx, place.key(), (key, &kept.layer), after, LINES).await?;
        for line in &page {
            let amount = i128::from(line.amount.fen());
            let debit = line.side == Side::Debit.code();
            *(if debit { &mut added.debit } else { &mut added.credit }) += amount;
            added.balance += if debit == (normal == Side::Debit) { amount } else { -amount };
            added.count += 1;
            let wrong = if line.posting_no != added.count {
                Some(format!("明细行号应为 {}，却是 {}", added.count, line.posting_no))
            } else if i128::from(line.balance_after.fen()) != added.balance {
                let (no, stated) = (line.posting_no, line.balance_after);
                Some(format!("第 {no} 行记后余额 {stated} 元，重算 {} 元", yuan(added.balance)))
            } else if added.balance < 0 {
                Some(format!("第 {} 行记后余额小于零", line.posting_no))
            } else {
                None
            };
            // One sentence an account: what follows from the first fault is not another.
            if let Some(wrong) = wrong.filter(|_| sound) {
                sound = false;
                report.found(format!("{place}账户 {key} {wrong}"));
            }
        }
        match page.last() {
            Some(last) if page.len() as i64 == LINES => after = last.posting_no,
            _ => return Ok(added),
        }
    }
}

fn compare(place: &Place, kept: &Kept, added: Added, report: &mut Verified) {
    let stated = &kept.balance;
    let key = &stated.account_key;
    for (what, kept, added) in [
        ("借方累计", stated.debit, added.debit),
        ("贷方累计", stated.credit, added.credit),
        ("余额", stated.balance, added.balance),
    ] {
        if i128::from(kept.fen()) != added {
            report
                .found(format!("{place}账户 {key} 留存{what} {kept} 元，重算 {} 元", yuan(added)));
        }
    }
    if stated.posting_count != added.count {
        let (kept, added) = (stated.posting_count, added.count);
        report.found(format!("{place}账户 {key} 留存行数 {kept}，实有 {added} 行"));
    }
}

/// The code behind the key; its columns say the same.
fn code_of(place: &Place, kept: &Kept, report: &mut Verified) -> Option<AccountCode> {
    let stated = &kept.balance;
    let code = AccountCode::from_key(&stated.account_key);
    let same = code.as_ref().is_some_and(|code| {
        code.subject.code() == stated.subject_code && code.fund.document_no == stated.document_no
    });
    if !same {
        report.found(format!("{place}账户 {} 与它的科目、文号不符", stated.account_key));
    }
    code
}

fn balance(place: &Place, sums: &BTreeMap<FundKey, Sums>, report: &mut Verified) {
    for (fund, sum) in sums {
        if sum.sources != sum.uses {
            let (sources, uses) = (yuan(sum.sources), yuan(sum.uses));
            let no = &fund.document_no;
            report.found(format!("{place}文号 {no} 来源合计 {sources} 元，去向合计 {uses} 元"));
        }
    }
}

/// Each indicator has its account under its own fund, and each fund its indicator.
async fn indicators(
    tx: &mut Tx,
    place: &Place,
    sums: &BTreeMap<FundKey, Sums>,
    report: &mut Verified,
) -> Result<(), StoreError> {
    let (division, year) = place.key();
    let (mut after, mut funds) = (String::new(), BTreeSet::new());
    loop {
        let page = scan::indicators(tx, division, year, &after, PAGE).await?;
        for row in &page {
            let fund = FundKey {
                document_no: row.document_no.clone(),
                fund_code: row.fund_code.clone(),
                direct_tag: row.direct_tag.clone(),
            };
            if sums.get(&fund).is_none_or(|sum| !sum.unassigned) {
                let (id, no) = (&row.id, &row.document_no);
                report.found(format!("{place}指标 {id}（{no}）没有它自己的账户"));
            }
            funds.insert(fund);
        }
        match page.last() {
            Some(last) if page.len() as i64 == PAGE => after = last.id.clone(),
            _ => break,
        }
    }
    for fund in sums.keys().filter(|fund| !funds.contains(*fund)) {
        let FundKey { document_no, fund_code, direct_tag } = fund;
        let what = format!("{document_no}、{fund_code}、{direct_tag}");
        report.found(format!("{place}有账户不属于任何指标：{what}"));
    }
    Ok(())
}

/// 元 with two decimals, however large.
fn yuan(fen: i128) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let abs = fen.unsigned_abs();
    format!("{sign}{}.{:02}", abs / 100, abs % 100)
}

//! Entries in their order (凭证): each balances, its header is right, a reversal is the mirror.

use std::collections::BTreeMap;

use mingqu_domain::budget::AccountCode;
use mingqu_ledger::{Entry, Line};
use mingqu_store::StoreError;
use mingqu_store::budget::entry::{self, EntryRow};
use mingqu_store::budget::posting::{self, PostingRow, line_of};
use mingqu_store::db::Tx;
use mingqu_store::scan;

use super::{PAGE, Place, Verified};

/// What stands behind an entry that moves the indicators of many documents.
const BATCH: &str = "supplement";

/// Later than every id.
const LAST: &str = "zzzz";

/// Checks the entries of a book; answers how many lines they have.
pub(super) async fn check(
    tx: &mut Tx,
    place: &Place,
    report: &mut Verified,
) -> Result<i64, StoreError> {
    let (division, year) = place.key();
    let (mut after, mut lines) = (String::new(), 0);
    loop {
        let page = entry::scan(tx, division, year, &after, PAGE).await?;
        let full = page.len() as i64 == PAGE;
        let last = page.last().filter(|_| full).map_or(LAST, |row| row.id.as_str()).to_owned();
        let postings = scan::postings_of_entries(tx, place.key(), &after, &last).await?;
        let mut by_entry: BTreeMap<&str, Vec<&PostingRow>> = BTreeMap::new();
        for row in &postings {
            by_entry.entry(&row.entry_id).or_default().push(row);
        }
        lines += postings.len() as i64;
        report.entries += page.len() as u64;
        for row in &page {
            let own = by_entry.remove(row.id.as_str()).unwrap_or_default();
            if let Some(fault) = fault(row, &own) {
                report.found(format!("{place}凭证 {}（{}）{fault}", row.id, row.summary));
            }
            if let Some(fault) = mirror_fault(tx, place, row, &own).await? {
                report.found(format!("{place}红字凭证 {} {fault}", row.id));
            }
        }
        for (id, _) in by_entry {
            report.found(format!("{place}有分录没有凭证：{id}"));
        }
        if !full {
            return Ok(lines);
        }
        after = last;
    }
}

fn fault(row: &EntryRow, own: &[&PostingRow]) -> Option<String> {
    if !own.iter().map(|line| line.line_no).eq((1..).take(own.len())) {
        return Some("分录行号不连续".to_owned());
    }
    let Some(lines) = own.iter().map(|line| known(line)).collect::<Option<Vec<Line>>>() else {
        return Some("有认不出的科目、方向或层次".to_owned());
    };
    let red = row.reverses_id.is_some();
    if lines.iter().any(|line| line.amount.is_positive() == red) {
        return Some("金额的正负不对：红字只出现在红冲凭证里".to_owned());
    }
    let entry = match Entry::restored(lines) {
        Ok(entry) => entry,
        Err(refusal) => return Some(refusal.to_string()),
    };
    let debit = entry.amount().ok();
    if debit != Some(row.amount) {
        let debit = debit.map(|debit| debit.to_string()).unwrap_or_default();
        return Some(format!("表头金额 {} 元，分录借方合计 {debit} 元", row.amount));
    }
    // A batch under one document moves the accounts of many.
    if row.source_kind == BATCH {
        return None;
    }
    let elsewhere = |line: &&PostingRow| {
        let code = AccountCode::from_key(&line.account_key);
        code.is_none_or(|code| code.fund.document_no != row.document_no)
    };
    own.iter().copied().find(elsewhere).map(|line| {
        format!("第 {} 行的账户 {} 不属于文号 {}", line.line_no, line.account_key, row.document_no)
    })
}

fn known(line: &PostingRow) -> Option<Line> {
    let code = AccountCode::from_key(&line.account_key)?;
    line_of(line, code.subject.normal())
}

/// A reversal has the lines of its original with the opposite sign, and the original is there.
async fn mirror_fault(
    tx: &mut Tx,
    place: &Place,
    row: &EntryRow,
    own: &[&PostingRow],
) -> Result<Option<String>, StoreError> {
    let Some(original) = &row.reverses_id else { return Ok(None) };
    let (division, year) = place.key();
    let Some(found) = entry::find(tx, division, year, original).await? else {
        return Ok(Some(format!("所冲的凭证 {original} 不存在")));
    };
    if found.reverses_id.is_some() {
        return Ok(Some(format!("所冲的凭证 {original} 自己就是红字")));
    }
    let lines = posting::list_of_entry(tx, division, year, original).await?;
    let mirrors = |(line, red): (&PostingRow, &&PostingRow)| {
        line.account_key == red.account_key
            && line.layer == red.layer
            && line.side == red.side
            && line.amount.negated() == red.amount
    };
    let mirrored = lines.len() == own.len() && lines.iter().zip(own).all(mirrors);
    Ok((!mirrored).then(|| format!("与所冲的凭证 {original} 不是同额反向")))
}

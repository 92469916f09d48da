//! Papers against the books (公文与账): what was allotted, delivered, received; numbers without gaps.

use std::collections::{BTreeMap, BTreeSet};

use mingqu_domain::allotment::{AllotmentState, DeliveryKind};
use mingqu_domain::budget::{AccountCode, BudgetEvent, Subject};
use mingqu_money::Fen;
use mingqu_store::StoreError;
use mingqu_store::allotment::delivery;
use mingqu_store::budget::{book, entry, posting};
use mingqu_store::db::Tx;
use mingqu_store::scan::{self, Allotment, Counter, Document};

use super::{PAGE, Place, Verified};

/// Numbers of a division: whether each came out of its own counter.
type Numbers = BTreeMap<String, BTreeMap<String, bool>>;

pub(super) async fn check(tx: &mut Tx, report: &mut Verified) -> Result<(), StoreError> {
    let numbers = allotments(tx, report).await?;
    for counter in scan::counters(tx).await? {
        count(&counter, &numbers, report);
    }
    documents(tx, report).await
}

/// E2 is what was delivered; answers the numbers of the papers.
async fn allotments(tx: &mut Tx, report: &mut Verified) -> Result<Numbers, StoreError> {
    let (mut after, mut numbers) = ((String::new(), String::new()), Numbers::new());
    loop {
        let page = scan::allotments(tx, (&after.0, &after.1), PAGE).await?;
        for row in &page {
            if let Some(fault) = allotment_fault(tx, row).await? {
                let no = row.document_no.as_deref().unwrap_or("无文号");
                let (division, id) = (&row.division_code, &row.id);
                report.found(format!("{division} 下达文 {id}（{no}）{fault}"));
            }
            if let Some(no) = &row.document_no {
                let own = numbers.entry(row.division_code.clone()).or_default();
                own.insert(no.clone(), row.allocation_id.is_some());
            }
        }
        match page.last() {
            Some(last) if page.len() as i64 == PAGE => {
                after = (last.division_code.clone(), last.id.clone());
            }
            _ => return Ok(numbers),
        }
    }
}

async fn allotment_fault(tx: &mut Tx, row: &Allotment) -> Result<Option<String>, StoreError> {
    let state = AllotmentState::from_code(&row.state);
    let Some(entry_id) = &row.entry_id else {
        let posted = state != Some(AllotmentState::Draft);
        return Ok(posted.then(|| "没有记账凭证".to_owned()));
    };
    let (division, year) = (&row.division_code, row.fiscal_year);
    let Some(found) = entry::find(tx, division, year, entry_id).await? else {
        return Ok(Some(format!("的凭证 {entry_id} 不存在")));
    };
    if found.amount != row.total {
        return Ok(Some(format!("合计 {} 元，凭证 {} 元", row.total, found.amount)));
    }
    let reversed = entry::find_reversal(tx, division, year, entry_id).await?.is_some();
    if reversed != (state == Some(AllotmentState::Revoked)) {
        let said = if reversed {
            "凭证已红冲，下达文没有撤回"
        } else {
            "已撤回，凭证没有红冲"
        };
        return Ok(Some(said.to_owned()));
    }
    let mut posted: Vec<(String, Fen)> = Vec::new();
    for line in posting::list_of_entry(tx, division, year, entry_id).await? {
        let code = AccountCode::from_key(&line.account_key);
        if let Some(code) = code.filter(|code| code.subject == Subject::Allotted) {
            posted.push((code.dimension, line.amount));
        }
    }
    let deliveries = delivery::list(tx, division, &row.id).await?;
    let main = deliveries.into_iter().filter(|row| row.kind == DeliveryKind::Main.code());
    let mut delivered: Vec<(String, Fen)> =
        main.map(|row| (row.to_division, row.amount.unwrap_or_default())).collect();
    posted.sort();
    delivered.sort();
    if posted == delivered {
        return Ok(None);
    }
    let differs = posted.iter().find(|line| !delivered.contains(line));
    let differs = differs.or_else(|| delivered.iter().find(|line| !posted.contains(line)));
    let place = differs.map_or("", |(division, _)| division.as_str());
    Ok(Some(format!("记账的各单位金额与送达的不一致：{place}")))
}

/// The numbers that came out of a counter follow each other; those from paper may stand between.
fn count(counter: &Counter, numbers: &Numbers, report: &mut Verified) {
    let Counter { division_code, word, year, last_no } = counter;
    let prefix = format!("{word}〔{year}〕");
    let none = BTreeMap::new();
    let of_word = numbers.get(division_code).unwrap_or(&none).iter().filter_map(|(no, own)| {
        let digits = no.strip_prefix(&prefix)?.strip_suffix('号')?;
        Some((digits.parse::<i64>().ok()?, *own))
    });
    let taken: BTreeMap<i64, bool> = of_word.collect();
    let own = || taken.iter().filter(|(_, own)| **own).map(|(no, _)| *no);
    let Some(first) = own().min() else { return };
    for no in first..=*last_no {
        if !taken.contains_key(&no) {
            report.found(format!("{division_code} 文号不连续：缺 {prefix}{no}号"));
        }
    }
    for no in own().filter(|no| last_no < no) {
        report.found(format!("{division_code} 文号 {prefix}{no}号 大于已编到的第 {last_no} 号"));
    }
}

/// A received document has one entry of its amount, and every such entry its document.
async fn documents(tx: &mut Tx, report: &mut Verified) -> Result<(), StoreError> {
    let (mut after, mut posted) = ((String::new(), String::new()), BTreeSet::new());
    loop {
        let page = scan::documents(tx, (&after.0, &after.1), PAGE).await?;
        for row in &page {
            let fault = match (&row.received_on, &row.entry_id) {
                (None, None) => None,
                (Some(_), Some(id)) => entry_fault(tx, row, id, &mut posted).await?,
                _ => Some("接收了却没有凭证，或有凭证却没有接收".to_owned()),
            };
            if let Some(fault) = fault {
                let Document { division_code, document_no, id, .. } = row;
                report.found(format!("{division_code} 收到的文件 {document_no}（{id}）{fault}"));
            }
        }
        match page.last() {
            Some(last) if page.len() as i64 == PAGE => {
                after = (last.division_code.clone(), last.id.clone());
            }
            _ => break,
        }
    }
    for book in book::list(tx).await? {
        let place = Place { division_code: book.division_code, fiscal_year: book.fiscal_year };
        orphans(tx, &place, &posted, report).await?;
    }
    Ok(())
}

async fn entry_fault(
    tx: &mut Tx,
    row: &Document,
    entry_id: &str,
    posted: &mut BTreeSet<String>,
) -> Result<Option<String>, StoreError> {
    let found = entry::find(tx, &row.division_code, row.fiscal_year, entry_id).await?;
    let Some(found) = found.filter(|found| found.event_code == BudgetEvent::Receive.code()) else {
        return Ok(Some(format!("的接收凭证 {entry_id} 不存在")));
    };
    if Some(found.amount) != row.amount {
        let stated = row.amount.unwrap_or_default();
        return Ok(Some(format!("金额 {stated} 元，接收凭证 {} 元", found.amount)));
    }
    let twice = !posted.insert(entry_id.to_owned());
    Ok(twice.then(|| format!("与另一份文件用了同一张凭证 {entry_id}")))
}

/// Entries that received what no document brought.
async fn orphans(
    tx: &mut Tx,
    place: &Place,
    posted: &BTreeSet<String>,
    report: &mut Verified,
) -> Result<(), StoreError> {
    let (division, year) = place.key();
    let mut after = String::new();
    loop {
        let page = scan::receive_entries(tx, division, year, &after, PAGE).await?;
        for id in page.iter().filter(|id| !posted.contains(*id)) {
            report.found(format!("{place}接收凭证 {id} 没有对应的文件，或同一份文件接收了两次"));
        }
        match page.last() {
            Some(last) if page.len() as i64 == PAGE => after.clone_from(last),
            _ => return Ok(()),
        }
    }
}

//! Searching by number, title, fund or summary (搜索), within what the person may read.

use mingqu_store::allotment::{document, header as allotment};
use mingqu_store::budget::{entry, indicator};
use mingqu_store::db::Tx;
use mingqu_store::notice::header as notice;

use crate::actor::division_name;
use crate::error::AppError;
use crate::execute::Caller;

/// Hits of each kind at most.
const EACH: i64 = 5;

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// notice / indicator / allotment / document / entry
    pub kind: &'static str,
    /// 种类
    pub label: &'static str,
    /// What.
    pub title: String,
    /// Where.
    pub detail: String,
    /// Where it opens.
    pub path: String,
}

/// What a word finds in a year's books of the divisions the person may read.
pub async fn search(caller: &Caller, fiscal_year: i64, q: &str) -> Result<Vec<Hit>, AppError> {
    caller.actor.require("indicator.read")?;
    let q: String = q.trim().chars().take(60).collect();
    if q.is_empty() {
        return Ok(Vec::new());
    }
    let app = caller.app.clone();
    let divisions = caller.actor.readable(app.policy());
    let db = caller.app.db();
    db.read(move |tx| {
        Box::pin(async move {
            let mut hits = Vec::new();
            for division in divisions {
                let place = division_name(app.policy(), &division);
                let asked = Asked { division, place, fiscal_year, q: q.clone() };
                papers(tx, &asked, &mut hits).await?;
                books(tx, &asked, &mut hits).await?;
            }
            Ok::<_, AppError>(hits)
        })
    })
    .await
}

/// One book, and the word.
struct Asked {
    division: String,
    place: String,
    fiscal_year: i64,
    q: String,
}

/// Notices, allotments and documents.
async fn papers(tx: &mut Tx, asked: &Asked, hits: &mut Vec<Hit>) -> Result<(), AppError> {
    let Asked { division, place, fiscal_year, q } = asked;
    let filter = notice::NoticeFilter {
        division_code: division.clone(),
        fiscal_year: *fiscal_year,
        q: Some(q.clone()),
        limit: EACH,
        ..notice::NoticeFilter::default()
    };
    for row in notice::list(tx, &filter).await? {
        let detail = format!("{place} {}", row.document_no.unwrap_or_default());
        hits.push(hit("notice", "来文", row.title, detail, format!("/notices/{}", row.id)));
    }
    let filter = allotment::AllotmentFilter {
        division_code: division.clone(),
        fiscal_year: *fiscal_year,
        q: Some(q.clone()),
        limit: EACH,
        ..allotment::AllotmentFilter::default()
    };
    for row in allotment::list(tx, &filter).await? {
        let detail = format!("{place} {}", row.document_no.as_deref().unwrap_or("未编号"));
        hits.push(hit("allotment", "下达", row.title, detail, format!("/allotments/{}", row.id)));
    }
    let filter = document::DocumentFilter {
        division_code: division.clone(),
        fiscal_year: *fiscal_year,
        q: Some(q.clone()),
        limit: EACH,
        ..document::DocumentFilter::default()
    };
    for row in document::list(tx, &filter).await? {
        let detail = format!("{place} {}", row.document_no);
        let path = format!("/documents/{}", row.id);
        hits.push(hit("document", "收到的文件", row.title, detail, path));
    }
    Ok(())
}

/// Indicators and vouchers.
async fn books(tx: &mut Tx, asked: &Asked, hits: &mut Vec<Hit>) -> Result<(), AppError> {
    let Asked { division, place, fiscal_year, q } = asked;
    for row in indicator::list(tx, division, *fiscal_year, Some(q), "", EACH).await? {
        let detail = format!("{place} {}", row.fund_name);
        let path = format!("/indicators/{}/trace", row.id);
        hits.push(hit("indicator", "指标", row.document_no, detail, path));
    }
    let filter = entry::EntryFilter {
        division_code: division.clone(),
        fiscal_year: *fiscal_year,
        q: Some(q.clone()),
        limit: EACH,
        ..entry::EntryFilter::default()
    };
    for row in entry::list(tx, &filter).await? {
        let detail = format!("{place} {} {} 元", row.posted_on, row.amount);
        hits.push(hit("entry", "凭证", row.summary, detail, format!("/entries/{}", row.id)));
    }
    Ok(())
}

fn hit(
    kind: &'static str,
    label: &'static str,
    title: String,
    detail: String,
    path: String,
) -> Hit {
    Hit { kind, label, title, detail, path }
}

//! The notice as PDF (出文): letter, table and targets of a real issue, by a program already warm.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use mingqu_app::allotment::{
    AllotmentQuery, PaperFormat, PaperName, allotments, paper_of_allotment,
};
use mingqu_app::clock::Clock;
use mingqu_app::user::act_as;
use mingqu_app::{App, Caller, Keys, Parts};
use mingqu_demo::Stage;
use mingqu_store::db::Flush;
use serde_json::{Value, json};

use crate::bed::{DIVISION, Folder, YEAR};
use crate::posting::percentile;

/// 2024-01-02 09:00 in Shanghai: before anything that the demonstration tells.
const BEGINNING: i64 = 1_704_157_200_000;

pub(crate) async fn measure(seconds: Duration, docx: Option<PathBuf>) -> Result<Value> {
    let folder = Folder::new()?;
    let db = folder.open(Flush::Never).await?;
    let clock = Clock::hand(BEGINNING);
    let app = App::new(Parts { db, clock, keys: Keys::new([7; 32]), demo: true })?;
    mingqu_demo::load(&app, 1, Stage::Full).await?;
    let caller = Caller { app: app.clone(), actor: act_as(&app, "wangxiulan").await?, key: None };
    let query = AllotmentQuery {
        division_code: DIVISION.to_owned(),
        fiscal_year: YEAR,
        limit: 1,
        ..AllotmentQuery::default()
    };
    let found = allotments(&caller, query).await?;
    let id = found.first().context("演示里没有下达文")?.row.id.clone();
    let set = async |format| paper_of_allotment(&caller, &id, PaperName::Notice, format).await;
    if let Some(docx) = docx {
        std::fs::write(docx, set(PaperFormat::Docx).await?.bytes)?;
    }
    // Not counted: fonts are read with the first.
    let bytes = set(PaperFormat::Pdf).await?.bytes.len();
    set(PaperFormat::Pdf).await?;
    let begun = Instant::now();
    let mut micros = Vec::new();
    while begun.elapsed() < seconds {
        let one = Instant::now();
        set(PaperFormat::Pdf).await?;
        micros.push(one.elapsed().as_micros());
    }
    let took = begun.elapsed().as_millis().max(1);
    micros.sort_unstable();
    Ok(json!({
        "rate": u64::try_from(micros.len() as u128 * 60_000 / took)?,
        "p50_us": percentile(&micros, 50)?,
        "p99_us": percentile(&micros, 99)?,
        "bytes": bytes,
    }))
}

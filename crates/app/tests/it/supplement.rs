//! Many supplements at once (批量追加), on both databases.

#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

use mingqu_app::budget::{IndicatorSupplementBatch, tree};
use mingqu_app::keeping::verify;
use mingqu_domain::budget::register;
use mingqu_money::Fen;
use mingqu_store::StoreError;
use mingqu_store::budget::indicator;
use mingqu_store::db::{Db, unit};
use mingqu_testkit::apps;

use crate::helpers::code;
use crate::keeping_books::{self, UPPER, book_entry, fen, fund, indicator_row};

const SECOND: &str = "新财振〔2024〕15号";

async fn second_indicator(db: &Db) {
    let work = unit(|tx| {
        Box::pin(async move {
            indicator::insert(tx, &indicator_row(UPPER, SECOND, "i-3")).await?;
            let entry = register(&fund(SECOND), fen(100)).expect("E1");
            book_entry(tx, UPPER, "e-6", "register", SECOND, &entry, None).await
        })
    });
    db.write(work).await.map_err(|error: StoreError| error).expect("it is written");
}

fn batch(lines: &[(&str, i64)]) -> IndicatorSupplementBatch {
    let lines = lines.iter().map(|(id, wan)| ((*id).to_owned(), fen(*wan)));
    IndicatorSupplementBatch {
        division_code: UPPER.to_owned(),
        fiscal_year: 2024,
        lines: lines.collect(),
        document_no: "新财振〔2024〕20号".to_owned(),
        reason: "年中追加".to_owned(),
    }
}

#[tokio::test]
async fn a_batch_moves_the_indicators_of_many_documents_and_the_books_verify() {
    for app in apps().await {
        let database = app.db().name();
        keeping_books::write(app.db()).await;
        second_indicator(app.db()).await;
        let clerk = app.caller_with_key("wangxiulan", "batch").await;
        let before = tree(&clerk, UPPER, 2024, None, None).await.expect("the tree").total;
        let lines = [("i-3", 30), ("i-1", 10), ("i-3", 2)];
        let entry = clerk.execute_once(batch(&lines)).await.expect("booked");
        let again = clerk.execute_once(batch(&lines)).await.expect("answered");
        assert_eq!(entry, again, "a repetition is answered and not booked, on {database}");
        let after = tree(&clerk, UPPER, 2024, None, None).await.expect("the tree").total;
        let gained = after.available.checked_sub(before.available).expect("in range");
        assert_eq!(gained, fen(42), "{database}");
        let report = verify(app.db()).await.expect("the books are read");
        assert!(report.clean(), "{report} on {database}");
    }
}

#[tokio::test]
async fn a_batch_with_one_bad_line_books_nothing() {
    for app in apps().await {
        keeping_books::write(app.db()).await;
        let clerk = app.caller("wangxiulan").await;
        let before = tree(&clerk, UPPER, 2024, None, None).await.expect("the tree").total;
        let many: Vec<(&str, i64)> = vec![("i-1", 1); 2_001];
        for (lines, want) in [
            (&[("i-1", 1), ("i-9", 1)][..], "not_found"),
            (&[("i-1", 1), ("i-1", 0)][..], "indicator.not_positive"),
            (&[][..], "ledger.line_count"),
            (&many[..], "ledger.line_count"),
        ] {
            assert_eq!(code(clerk.execute(batch(lines)).await), want, "{}", app.db().name());
        }
        let after = tree(&clerk, UPPER, 2024, None, None).await.expect("the tree").total;
        assert_eq!(after.available, before.available);
        assert_eq!(Fen::ZERO, after.figures.reserved);
    }
}

//! Eight clerks on the last 分 (最后一分): exactly one succeeds, on both databases, no false refusal.
#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

use mingqu_app::allotment::courier_run;
use mingqu_app::budget::{IndicatorReduce, IndicatorSupplement, tree};
use mingqu_app::notice::{ImportOutcome, NoticeAnswerDoubt, NoticeRegister, import, notice};
use mingqu_money::Fen;
use mingqu_testkit::{TestApp, apps};

const PREFECTURE: &str = "654200000";
const YEAR: i64 = 2024;

/// An indicator of exactly one 分.
async fn one_fen(app: &TestApp) -> String {
    let clerk = app.caller("wangxiulan").await;
    let text = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../fixtures/notices/upper-2024-15.txt"
    ))
    .expect("a fixture");
    let (_, outcome) = import(&clerk, PREFECTURE, YEAR, "15.txt", text.into_bytes()).await;
    let ImportOutcome::New(id) = outcome.expect("a good notice") else { panic!("it is new") };
    let view = notice(&clerk, &id).await.expect("the notice");
    let mut version = view.row.version;
    for doubt in &view.doubts {
        let answer = doubt.answers.iter().find(|option| !option.needs_text).expect("a plain one");
        clerk
            .execute(NoticeAnswerDoubt {
                division_code: PREFECTURE.to_owned(),
                id: id.clone(),
                version,
                letter: doubt.letter.clone(),
                answer: answer.code.to_owned(),
                text: None,
            })
            .await
            .expect("answered");
        version += 1;
    }
    let division_code = PREFECTURE.to_owned();
    let indicator =
        clerk.execute(NoticeRegister { division_code, id, version }).await.expect("registered");
    courier_run(app).await.expect("nothing waits");
    let total = tree(&clerk, PREFECTURE, YEAR, None, None).await.expect("the tree").total;
    let left = total.available.checked_sub(Fen::new(1).expect("small")).expect("in range");
    clerk.execute(reduce(&indicator, left, "留一分")).await.expect("all but one 分");
    indicator
}

fn reduce(indicator: &str, amount: Fen, reason: &str) -> IndicatorReduce {
    IndicatorReduce(IndicatorSupplement {
        division_code: PREFECTURE.to_owned(),
        fiscal_year: YEAR,
        id: indicator.to_owned(),
        amount,
        document_no: "新财振〔2024〕16号".to_owned(),
        reason: reason.to_owned(),
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_eight_clerks_on_the_last_fen_exactly_one_succeeds() {
    for app in apps().await {
        let database = app.db().name();
        let indicator = one_fen(&app).await;
        let mut clerks = tokio::task::JoinSet::new();
        for number in 0..8 {
            let caller = app.caller_with_key("wangxiulan", &format!("clerk-{number}")).await;
            let command = reduce(&indicator, Fen::new(1).expect("small"), &number.to_string());
            clerks.spawn(async move { caller.execute_once(command).await });
        }
        let mut done = 0;
        while let Some(result) = clerks.join_next().await {
            match result.expect("no clerk panics") {
                Ok(_) => done += 1,
                Err(error) => {
                    assert_eq!(error.code(), "indicator.not_enough", "a false refusal: {error}");
                }
            }
        }
        assert_eq!(done, 1, "eight clerks ask for the last 分 on {database}");
        let clerk = app.caller("wangxiulan").await;
        let total = tree(&clerk, PREFECTURE, YEAR, None, None).await.expect("the tree").total;
        assert_eq!((total.available, total.figures.approved), (Fen::ZERO, Fen::ZERO));
        let report = mingqu_app::keeping::verify(app.db()).await.expect("the books are read");
        assert!(report.findings.is_empty(), "{:?} on {database}", report.findings);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_request_sent_eight_times_is_booked_once() {
    for app in apps().await {
        let indicator = one_fen(&app).await;
        let mut repeats = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let caller = app.caller_with_key("wangxiulan", "one-and-the-same").await;
            let command = reduce(&indicator, Fen::new(1).expect("small"), "重发");
            repeats.spawn(async move { caller.execute_once(command).await });
        }
        let mut answers = Vec::new();
        while let Some(result) = repeats.join_next().await {
            answers.push(result.expect("no panic").expect("each is answered"));
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "one entry answers all on {}", app.db().name());
    }
}

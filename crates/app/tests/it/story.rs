//! Budget stories as tables (故事): `stories/*.story`, each told on both databases.
#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

use std::path::{Path, PathBuf};

use mingqu_app::allocation::{
    AllocationApprove, AllocationChange, AllocationDraft, AllocationLineInput, AllocationReturn,
    AllocationSubmit, Seen, allocation,
};
use mingqu_app::allotment::{
    AllotmentDraft, AllotmentIssue, AllotmentRevoke, DocumentQuery, DocumentReceive, allotment,
    courier_run, documents,
};
use mingqu_app::budget::{IndicatorSupplement, trace, tree};
use mingqu_app::notice::{
    ImportOutcome, NoticeAnswerDoubt, NoticeRegister, NoticeReverse, import, notice,
};
use mingqu_app::workbench::board;
use mingqu_app::{AppError, Caller, keeping};
use mingqu_money::{Fen, parse_wan};
use mingqu_testkit::{TestApp, apps};

const YEAR: i64 = 2024;

/// What the story has in hand.
#[derive(Default)]
struct Hand {
    notice: String,
    indicator: String,
    allocation: String,
    allotment: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[tokio::test]
async fn every_story_ends_as_it_is_told() {
    let mut stories: Vec<PathBuf> = std::fs::read_dir(root().join("stories"))
        .expect("the stories are there")
        .map(|entry| entry.expect("a story").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "story"))
        .collect();
    stories.sort();
    assert!(!stories.is_empty());
    for path in stories {
        let text = std::fs::read_to_string(&path).expect("a story is text");
        for app in apps().await {
            tell(&app, &path, &text).await;
        }
    }
}

async fn tell(app: &TestApp, path: &Path, text: &str) {
    let mut hand = Hand::default();
    for (place, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (step, want) = line.split_once("=>").expect("every step says how it ends");
        let words: Vec<&str> = step.split_whitespace().collect();
        let (who, verb, rest) = (words[0], words[1], &words[2..]);
        let got = match act(app, &mut hand, who, verb, rest).await {
            Ok(answer) => answer,
            Err(error) => error.code().to_owned(),
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let database = app.db().name();
        assert_eq!(got, want.trim(), "{name}:{} {line} on {database}", place + 1);
    }
}

async fn act(
    app: &TestApp,
    hand: &mut Hand,
    who: &str,
    verb: &str,
    rest: &[&str],
) -> Result<String, AppError> {
    if verb == "verify" {
        return verify(app).await;
    }
    let caller = app.caller(who).await;
    let division = caller.actor.division_code.clone();
    let words = rest.join(" ");
    match verb {
        "import" => return take(&caller, hand, &division, rest[0]).await,
        "import_into" => return take(&caller, hand, rest[0], rest[1]).await,
        "answer_doubts" => answer_doubts(&caller, hand, &words).await?,
        "register" => {
            let version = notice(&caller, &hand.notice).await?.row.version;
            let id = hand.notice.clone();
            let command = NoticeRegister { division_code: division, id, version };
            hand.indicator = caller.execute(command).await?;
            courier_run(app).await?;
        }
        "reverse" => reverse(&caller, hand, words).await?,
        "draft" => hand.allocation = draft(&caller, hand).await?,
        "table" => table(&caller, hand, rest).await?,
        "submit" => caller.execute(AllocationSubmit(seen(&caller, hand).await?)).await?,
        "approve" => caller.execute(AllocationApprove(seen(&caller, hand).await?, None)).await?,
        "return" => {
            let to_step = rest[0].parse().expect("a step");
            let reason = rest[1..].join(" ");
            caller.execute(AllocationReturn(seen(&caller, hand).await?, to_step, reason)).await?;
        }
        "paper" => {
            let allocation_id = hand.allocation.clone();
            let command = AllotmentDraft { division_code: division, allocation_id };
            hand.allotment = caller.execute(command).await?;
        }
        "issue" => {
            let (id, version) = allotment_seen(&caller, hand).await?;
            let command = AllotmentIssue { division_code: division, id, version };
            let number = caller.execute(command).await?;
            courier_run(app).await?;
            return Ok(number);
        }
        "revoke" => {
            let (id, version) = allotment_seen(&caller, hand).await?;
            let command = AllotmentRevoke { division_code: division, id, version, reason: words };
            caller.execute(command).await?;
        }
        "receive" => {
            receive(&caller, &division).await?;
            courier_run(app).await?;
        }
        "figures" => return figures(&caller, rest[0]).await,
        "supplement" => supplement(&caller, &words).await?,
        "unreceived" => {
            let board = board(&caller, YEAR).await?;
            return Ok(Fen::total(board.unreceived.iter().map(|one| one.amount))?.to_string());
        }
        "sentence" => return sentence(&caller, &division).await,
        _ => panic!("no such verb: {verb}"),
    }
    Ok("ok".to_owned())
}

async fn take(
    caller: &Caller,
    hand: &mut Hand,
    division: &str,
    file: &str,
) -> Result<String, AppError> {
    let bytes = std::fs::read(root().join("fixtures/notices").join(file)).expect("a fixture");
    let (_, outcome) = import(caller, division, YEAR, file, bytes).await;
    Ok(match outcome? {
        ImportOutcome::New(id) => {
            hand.notice = id;
            "new".to_owned()
        }
        ImportOutcome::SameNotice(_) => "same_notice".to_owned(),
        ImportOutcome::SameDocument(_) => "same_document".to_owned(),
    })
}

/// The first answer that needs no words, else the given words.
async fn answer_doubts(caller: &Caller, hand: &Hand, words: &str) -> Result<(), AppError> {
    let view = notice(caller, &hand.notice).await?;
    for (place, doubt) in view.doubts.iter().enumerate() {
        let plain = doubt.answers.iter().find(|option| !option.needs_text);
        let option = plain.unwrap_or(&doubt.answers[0]);
        caller
            .execute(NoticeAnswerDoubt {
                division_code: caller.actor.division_code.clone(),
                id: hand.notice.clone(),
                version: view.row.version + i64::try_from(place).expect("few"),
                letter: doubt.letter.clone(),
                answer: option.code.to_owned(),
                text: option.needs_text.then(|| words.to_owned()),
            })
            .await?;
    }
    Ok(())
}

async fn draft(caller: &Caller, hand: &Hand) -> Result<String, AppError> {
    let command = AllocationDraft {
        division_code: caller.actor.division_code.clone(),
        fiscal_year: YEAR,
        indicator_id: hand.indicator.clone(),
        notice_id: None,
    };
    caller.execute(command).await
}

async fn reverse(caller: &Caller, hand: &Hand, reason: String) -> Result<(), AppError> {
    let version = notice(caller, &hand.notice).await?.row.version;
    let (division_code, id) = (caller.actor.division_code.clone(), hand.notice.clone());
    caller.execute(NoticeReverse { division_code, id, version, reason }).await?;
    Ok(())
}

async fn table(caller: &Caller, hand: &Hand, rest: &[&str]) -> Result<(), AppError> {
    let policy = caller.app.policy();
    let lines = rest.iter().map(|cell| {
        let (name, wan) = cell.split_once('=').expect("name=万元");
        let division = policy.division_by_name(name).expect("a division");
        let division_code = division.code.as_str().to_owned();
        AllocationLineInput { division_code, amount: parse_wan(wan).expect("万元"), note: None }
    });
    let Seen { division_code, id, version } = seen(caller, hand).await?;
    let lines = lines.collect();
    let command = AllocationChange { division_code, id, version, lines, title: None };
    caller.execute(command).await
}

async fn seen(caller: &Caller, hand: &Hand) -> Result<Seen, AppError> {
    let row = allocation(caller, &hand.allocation).await?.row;
    Ok(Seen { division_code: row.division_code, id: row.id, version: row.version })
}

async fn allotment_seen(caller: &Caller, hand: &Hand) -> Result<(String, i64), AppError> {
    let row = allotment(caller, &hand.allotment).await?.summary.row;
    Ok((row.id, row.version))
}

async fn receive(caller: &Caller, division: &str) -> Result<(), AppError> {
    let query = DocumentQuery {
        division_code: division.to_owned(),
        fiscal_year: YEAR,
        limit: 5,
        ..DocumentQuery::default()
    };
    let found = documents(caller, query).await?;
    let id = found.first().expect("a document has come").row.id.clone();
    caller.execute(DocumentReceive { division_code: division.to_owned(), id }).await?;
    Ok(())
}

/// 追加 of the first indicator of the caller's own book, in 万元.
async fn supplement(caller: &Caller, wan: &str) -> Result<(), AppError> {
    let division = &caller.actor.division_code;
    let found =
        mingqu_app::budget::indicators(caller, division, YEAR, None, String::new(), 1).await?;
    let command = IndicatorSupplement {
        division_code: division.clone(),
        fiscal_year: YEAR,
        id: found.first().expect("an indicator").row.id.clone(),
        amount: parse_wan(wan).expect("万元"),
        document_no: "新财振〔2024〕16号".to_owned(),
        reason: "追加".to_owned(),
    };
    caller.execute(command).await?;
    Ok(())
}

async fn figures(caller: &Caller, division: &str) -> Result<String, AppError> {
    let total = tree(caller, division, YEAR, None, None).await?.total;
    Ok(format!("received {} available {}", total.figures.approved, total.available))
}

/// The words that brought the money of the division's first indicator.
async fn sentence(caller: &Caller, division: &str) -> Result<String, AppError> {
    let found =
        mingqu_app::budget::indicators(caller, division, YEAR, None, String::new(), 1).await?;
    let id = found.first().expect("an indicator").row.id.clone();
    let view = trace(caller, &id).await?;
    assert!(view.whole, "the chain reaches the sentence");
    let quote = view.links.first().and_then(|link| link.quote.clone()).expect("a sentence");
    let digits: String = quote.1.chars().filter(char::is_ascii_digit).collect();
    Ok(digits)
}

async fn verify(app: &TestApp) -> Result<String, AppError> {
    while mingqu_app::audit::seal_once(app).await?.is_some_and(|rows| 0 < rows) {}
    let report = keeping::verify(app.db()).await?;
    Ok(if report.findings.is_empty() {
        "clean".to_owned()
    } else {
        format!("{:?}", report.findings)
    })
}

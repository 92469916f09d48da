//! The first thread (第一条线): 新财振〔2024〕9号 comes in, seven counties get their part.

use mingqu_app::allocation::{
    AllocationApprove, AllocationChange, AllocationDraft, AllocationLineInput, AllocationSubmit,
    Seen, allocation,
};
use mingqu_app::allotment::{
    AllotmentDraft, AllotmentIssue, DocumentQuery, DocumentReceive, allotment, courier_run,
    document, documents,
};
use mingqu_app::notice::{ImportOutcome, NoticeAnswerDoubt, NoticeRegister, import, notice};
use mingqu_app::user::act_as;
use mingqu_app::{App, AppError, Caller};
use mingqu_money::Fen;

/// The upper notice, written for this program with the figures of the real one.
pub const UPPER_NOTICE: &str = include_str!("../../../fixtures/notices/upper-2024-9.txt");

/// Another one, that waits to be confirmed.
const NEXT_NOTICE: &str = include_str!("../../../fixtures/notices/upper-2024-15.txt");

const PREFECTURE: &str = "654200000";
const YEAR: i64 = 2024;

/// The table of the real notice: division, 万元, and the county's clerk.
const TABLE: [(&str, i64, &str); 7] = [
    ("654224000", 1_472, "tuoli_jb"),
    ("654225000", 914, "yumin_jb"),
    ("654226000", 1_099, "hefeng_jb"),
    ("654201000", 839, "tacheng_jb"),
    ("654221000", 1_117, "emin_jb"),
    ("654202000", 961, "wusu_jb"),
    ("654203000", 1_148, "shawan_jb"),
];

/// 10:00 in Shanghai of the days on which it happens.
const RECEIVED: i64 = 1_712_714_400_000; // 2024-04-10
const ISSUED: i64 = super::ISSUE_DAY; // 2024-04-22
const TAKEN: i64 = 1_713_837_600_000; // 2024-04-23
const TODAY: i64 = 1_715_306_400_000; // 2024-05-10

/// Two of the seven have not received by the day on which the demonstration stands.
const LATE: u64 = 2;

/// Tells the thread from the paper to the counties' books.
pub async fn first_thread(app: &App, seed: u64) -> Result<(), AppError> {
    app.clock().set(RECEIVED);
    let clerk = hand(app, "wangxiulan").await?;
    let indicator_id = register(&clerk).await?;
    app.clock().set(ISSUED);
    let allocation_id = allocate(&clerk, &indicator_id).await?;
    for username in ["yeerjiang", "zhangzhiyuan"] {
        let seen = seen(&clerk, &allocation_id).await?;
        let opinion = Some("同意".to_owned());
        hand(app, username).await?.execute(AllocationApprove(seen, opinion)).await?;
    }
    issue(&clerk, allocation_id).await?;
    courier_run(app).await?;
    app.clock().set(TAKEN);
    for (place, (division, _, username)) in TABLE.iter().enumerate() {
        let late = (u64::try_from(place).unwrap_or_default() + seed) % 7 < LATE;
        if !late {
            receive(&hand(app, username).await?, division).await?;
        }
    }
    courier_run(app).await?;
    app.clock().set(TODAY);
    let bytes = NEXT_NOTICE.as_bytes().to_vec();
    let (_, next) = import(&clerk, PREFECTURE, YEAR, "新财振〔2024〕15号.txt", bytes).await;
    next.map(drop)
}

async fn hand(app: &App, username: &str) -> Result<Caller, AppError> {
    let actor = act_as(app, username).await?;
    Ok(Caller { app: app.clone(), actor, key: None })
}

/// The paper is read, its doubts are settled, E1 is booked.
async fn register(clerk: &Caller) -> Result<String, AppError> {
    let bytes = UPPER_NOTICE.as_bytes().to_vec();
    let name = "新财振〔2024〕9号.txt";
    let (_, outcome) = import(clerk, PREFECTURE, YEAR, name, bytes).await;
    let (ImportOutcome::New(id) | ImportOutcome::SameNotice(id) | ImportOutcome::SameDocument(id)) =
        outcome?;
    let view = notice(clerk, &id).await?;
    let mut version = view.row.version;
    for doubt in &view.doubts {
        let Some(option) = doubt.answers.iter().find(|option| !option.needs_text) else {
            continue;
        };
        clerk
            .execute(NoticeAnswerDoubt {
                division_code: PREFECTURE.to_owned(),
                id: id.clone(),
                version,
                letter: doubt.letter.clone(),
                answer: option.code.to_owned(),
                text: None,
            })
            .await?;
        version += 1;
    }
    clerk.execute(NoticeRegister { division_code: PREFECTURE.to_owned(), id, version }).await
}

async fn allocate(clerk: &Caller, indicator_id: &str) -> Result<String, AppError> {
    let id = clerk
        .execute(AllocationDraft {
            division_code: PREFECTURE.to_owned(),
            fiscal_year: YEAR,
            indicator_id: indicator_id.to_owned(),
            notice_id: None,
        })
        .await?;
    let lines = TABLE.iter().map(|(division, wan, _)| {
        let amount = Fen::new(wan * 1_000_000)?;
        Ok::<_, AppError>(AllocationLineInput {
            division_code: (*division).to_owned(),
            amount,
            note: None,
        })
    });
    clerk
        .execute(AllocationChange {
            division_code: PREFECTURE.to_owned(),
            id: id.clone(),
            version: 0,
            lines: lines.collect::<Result<_, _>>()?,
            title: None,
        })
        .await?;
    clerk.execute(AllocationSubmit(seen(clerk, &id).await?)).await?;
    Ok(id)
}

async fn seen(caller: &Caller, id: &str) -> Result<Seen, AppError> {
    let version = allocation(caller, id).await?.row.version;
    Ok(Seen { division_code: PREFECTURE.to_owned(), id: id.to_owned(), version })
}

async fn issue(clerk: &Caller, allocation_id: String) -> Result<String, AppError> {
    let division_code = PREFECTURE.to_owned();
    let draft = AllotmentDraft { division_code: division_code.clone(), allocation_id };
    let id = clerk.execute(draft).await?;
    let version = allotment(clerk, &id).await?.summary.row.version;
    clerk.execute(AllotmentIssue { division_code, id, version }).await
}

/// A county opens what came and receives it.
async fn receive(clerk: &Caller, division: &str) -> Result<(), AppError> {
    let query = DocumentQuery {
        division_code: division.to_owned(),
        fiscal_year: YEAR,
        limit: 10,
        ..DocumentQuery::default()
    };
    for found in documents(clerk, query).await? {
        document(clerk, &found.row.id).await?;
        let command = DocumentReceive { division_code: division.to_owned(), id: found.row.id };
        clerk.execute(command).await?;
    }
    Ok(())
}

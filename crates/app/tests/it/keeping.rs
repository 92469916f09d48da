//! Verifying, backing up, restoring, opening (运维测试): every kind of damage is found by name.

#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

use mingqu_app::keeping::{self, Concern, Demo, Directory, Verified};
use mingqu_app::{clock, user};
use mingqu_store::StoreError;
use mingqu_store::db::{Db, unit};
use mingqu_testkit::{databases, sqlite};

use crate::keeping_books;

/// Changes rows behind the program's back.
async fn tamper(db: &Db, words: &[&str]) {
    // A statement lives as long as the program; a test's few may.
    let sql: &'static str = words.join(" ").leak();
    let work = unit(move |tx| Box::pin(async move { tx.run(sql, &[]).await }));
    let touched = db.write(work).await.expect("the rows are changed");
    assert!(touched > 0, "{sql} touched nothing");
}

async fn seal(db: &Db) {
    let work = unit(|tx| {
        Box::pin(async move {
            let lease = mingqu_store::audit::Lease {
                owner: "test".to_owned(),
                now: "2024-04-22T02:00:00.000Z".to_owned(),
                until: "2024-04-22T02:01:00.000Z".to_owned(),
            };
            mingqu_store::audit::seal(tx, &lease, 100).await
        })
    });
    db.write(work).await.map_err(|error: StoreError| error).expect("sealed");
}

#[tokio::test(flavor = "multi_thread")]
async fn sound_books_are_told_in_one_line() {
    for db in databases().await {
        keeping_books::write(&db).await;
        let unsealed = if db.name() == "SQLite" { 0 } else { 3 };
        let found = keeping::verify(&db).await.expect("verified");
        let line = format!("账平、链完整：2 个账套，5 张凭证，3 条日志，未封 {unsealed} 条");
        assert_eq!((found.clean(), found.to_string()), (true, line), "{}", db.name());
    }
}

/// What is changed, and what is said about it.
const DAMAGES: &[(&[&str], &str)] = &[
    (
        &["update", "posting", "set amount_fen = 1", "where entry_id = 'e-1' and side = 'debit'"],
        "凭证 e-1（试记）借贷不平",
    ),
    (&["update", "entry", "set amount_fen = 1", "where id = 'e-1'"], "表头金额 0.01 元"),
    (&["update", "entry", "set document_no = 'x'", "where id = 'e-1'"], "不属于文号 x"),
    (
        &["update", "posting", "set line_no = 7", "where entry_id = 'e-1' and line_no = 2"],
        "凭证 e-1（试记）分录行号不连续",
    ),
    (
        &["update", "posting", "set side = 'left'", "where entry_id = 'e-1' and line_no = 2"],
        "有认不出的科目、方向或层次",
    ),
    (&["delete", "from entry", "where id = 'e-2'"], "有分录没有凭证：e-2"),
    (&["delete", "from entry", "where id = 'e-2'"], "所冲的凭证 e-2 不存在"),
    (
        &["update", "entry", "set reverses_id = 'e-1'", "where id = 'e-3'"],
        "与所冲的凭证 e-1 不是同额反向",
    ),
    (&["update", "entry", "set reverses_id = null", "where id = 'e-3'"], "金额的正负不对"),
    (
        &[
            "update",
            "ledger_account",
            "set balance_fen = balance_fen + 1",
            "where subject_code = 'P101'",
        ],
        "留存余额",
    ),
    (
        &["update", "ledger_account", "set debit_fen = 0", "where subject_code = 'P202'"],
        "留存借方累计 0.00 元，重算 14720000.00 元",
    ),
    (
        &["update", "ledger_account", "set posting_count = 9", "where subject_code = 'P202'"],
        "留存行数 9，实有 1 行",
    ),
    (
        &["update", "ledger_account", "set subject_code = 'P203'", "where subject_code = 'P202'"],
        "与它的科目、文号不符",
    ),
    (&["delete", "from ledger_account", "where subject_code = 'P202'"], "有分录不在任何账户里"),
    (&["delete", "from ledger_account", "where subject_code = 'P202'"], "去向合计"),
    (
        &["update", "posting", "set posting_no = 8", "where entry_id = 'e-4' and side = 'debit'"],
        "明细行号应为 1，却是 8",
    ),
    (
        &["update", "posting", "set balance_after_fen = 0", "where entry_id = 'e-1'"],
        "第 1 行记后余额 0.00 元，重算 75500000.00 元",
    ),
    (
        &["update", "posting", "set balance_after_fen = -1", "where entry_id = 'e-1'"],
        "第 1 行记后余额 -0.01 元",
    ),
    (&["update", "indicator", "set fund_code = 'other'", "where id = 'i-1'"], "没有它自己的账户"),
    (&["delete", "from indicator", "where id = 'i-2'"], "有账户不属于任何指标"),
    (&["update", "delivery", "set amount_fen = 1"], "记账的各单位金额与送达的不一致"),
    (&["update", "allotment", "set total_fen = 1"], "合计 0.01 元，凭证 14720000.00 元"),
    (&["update", "allotment", "set entry_id = null"], "没有记账凭证"),
    (&["update", "allotment", "set entry_id = 'e-9'"], "的凭证 e-9 不存在"),
    (&["update", "allotment", "set state = 'revoked'"], "已撤回，凭证没有红冲"),
    (&["update", "document", "set amount_fen = 1"], "接收凭证 14720000.00 元"),
    (&["update", "document", "set entry_id = null"], "接收了却没有凭证"),
    (&["update", "document", "set entry_id = 'e-9'"], "的接收凭证 e-9 不存在"),
    (&["delete", "from document"], "接收凭证 e-5 没有对应的文件"),
    (&["update", "document_counter", "set last_no = 2"], "缺 塔地财振〔2024〕2号"),
    (&["update", "document_counter", "set last_no = 0"], "大于已编到的第 0 号"),
    (&["update", "audit_event", "set detail = 'x'", "where id = 'a-2'"], "第 2 条被改动过"),
    (&["delete", "from audit_event", "where id = 'a-2'"], "第 2 条至第 2 条不见了"),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_damage_is_found_by_name() {
    for (words, expected) in DAMAGES {
        let db = sqlite().await;
        keeping_books::write(&db).await;
        tamper(&db, words).await;
        told(&db, words, expected).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_is_found_on_a_server() {
    for (words, expected) in DAMAGES {
        let db = mingqu_testkit::postgres().await;
        keeping_books::write(&db).await;
        seal(&db).await;
        tamper(&db, words).await;
        told(&db, words, expected).await;
    }
}

async fn told(db: &Db, words: &[&str], expected: &str) {
    let found = keeping::verify(db).await.expect("verified");
    let Verified { findings, .. } = &found;
    assert!(
        findings.iter().any(|finding| finding.contains(expected)),
        "{words:?} on {}: {findings:#?}",
        db.name()
    );
    assert!(!found.clean());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_directory_is_migrated_and_gets_its_administrators() {
    let place = mingqu_testkit::Directory::new();
    let directory = Directory::new(&place.path().join("new"), None);
    let opened = keeping::open(&directory, None).await.expect("it opens");
    assert_eq!((opened.demo, opened.first_passwords), (Demo::No, true));
    let text = std::fs::read_to_string(directory.first_passwords()).expect("written");
    let names: Vec<&str> = text.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(names, ["sysadmin", "secadmin", "audadmin"]);
    drop(opened);
    let again = keeping::open(&directory, None).await.expect("it opens again");
    assert!(!again.first_passwords);
    drop(again);
    let refusal = keeping::open(&directory, Some(1)).await.map(drop).expect_err("not a demo");
    assert_eq!(refusal.code(), "keeping.not_demo");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_demonstration_goes_on_after_the_last_that_happened() {
    let place = mingqu_testkit::Directory::new();
    let directory = Directory::new(place.path(), None);
    let opened = keeping::open(&directory, Some(7)).await.expect("it opens");
    assert_eq!(opened.demo, Demo::ToLoad { seed: 7 });
    let noon = "2024-04-22T04:00:00.000Z";
    opened.app.clock().set(clock::millis_of(noon).expect("an instant"));
    user::first_start(&opened.app).await.expect("something happens at noon");
    drop(opened);
    let refusal = keeping::open(&directory, Some(7)).await.map(drop).expect_err("not whole");
    assert_eq!(refusal.code(), "keeping.demo_broken");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_loaded_demonstration_keeps_its_seed_and_its_date() {
    let place = mingqu_testkit::Directory::new();
    let directory = Directory::new(place.path(), None);
    let opened = keeping::open(&directory, Some(7)).await.expect("it opens");
    let noon = clock::millis_of("2024-04-22T04:00:00.000Z").expect("an instant");
    opened.app.clock().set(noon);
    user::first_start(&opened.app).await.expect("something happens at noon");
    keeping::demo_loaded(&opened.app).await.expect("noted");
    drop(opened);
    let again = keeping::open(&directory, None).await.expect("it opens again");
    assert_eq!(again.demo, Demo::Loaded { seed: 7 });
    let stands = again.app.clock().millis();
    assert!(noon + 1_000 <= stands && stands < noon + 60_000, "{stands} after {noon}");
    drop(again);
    let refusal = keeping::open(&directory, Some(8)).await.map(drop).expect_err("another seed");
    assert_eq!(refusal.code(), "keeping.other_demo");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_taken_at_work_is_restored_and_verified() {
    let place = mingqu_testkit::Directory::new();
    let directory = Directory::new(&place.path().join("from"), None);
    let opened = keeping::open(&directory, None).await.expect("it opens");
    keeping_books::write(opened.app.db()).await;
    let file = place.path().join("backup.tar");
    keeping::backup(&directory, &file).await.expect("backed up while it is open");
    let twice = keeping::backup(&directory, &file).await.expect_err("not over another");
    assert_eq!(twice.code(), "keeping.backup_exists");
    let target = Directory::new(&place.path().join("to"), None);
    let found = keeping::restore(&file, &target).await.expect("restored");
    assert!(found.clean(), "{found}");
    let key = |directory: &Directory| std::fs::read(directory.master_key()).expect("a key");
    assert_eq!(key(&directory), key(&target));
    let full = keeping::restore(&file, &target).await.expect_err("it is not empty any more");
    assert_eq!(full.code(), "keeping.not_empty");
    drop(opened);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_backup_restores_nothing() {
    let place = mingqu_testkit::Directory::new();
    let directory = Directory::new(&place.path().join("from"), None);
    drop(keeping::open(&directory, None).await.expect("it opens"));
    let file = place.path().join("backup.tar");
    keeping::backup(&directory, &file).await.expect("backed up");
    let mut bytes = std::fs::read(&file).expect("read");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, bytes).expect("written");
    let target = Directory::new(&place.path().join("to"), None);
    let refusal = keeping::restore(&file, &target).await.expect_err("it is damaged");
    assert_eq!(refusal.code(), "keeping.bad_backup");
    assert!(!target.database().exists() && !target.master_key().exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_data_directory_without_its_key_is_not_opened() {
    let place = mingqu_testkit::Directory::new();
    let directory = Directory::new(place.path(), None);
    drop(keeping::open(&directory, None).await.expect("it opens"));
    std::fs::remove_file(directory.master_key()).expect("removed");
    let refusal = keeping::open(&directory, None).await.map(drop).expect_err("the key is gone");
    assert_eq!(refusal.code(), "keeping.no_key");
    let seen = keeping::doctor(&directory, Some(1)).await;
    let of = |concern| seen.iter().filter(move |one| one.concern == concern);
    assert!(of(Concern::Fault).any(|one| one.sentence.contains("master.key")));
    assert!(of(Concern::Warning).any(|one| one.sentence == "磁盘只剩 0 MB"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_schema_that_is_not_the_programs_is_not_served() {
    for (words, code) in [
        (["delete", "from refinery_schema_history", "where version = 8"], "keeping.schema_behind"),
        (["update", "refinery_schema_history", "set checksum = '1'"], "keeping.schema"),
        (["update", "refinery_schema_history", "set version = version + 100"], "keeping.schema"),
    ] {
        let place = mingqu_testkit::Directory::new();
        let directory = Directory::new(place.path(), None);
        let opened = keeping::open(&directory, None).await.expect("it opens");
        tamper(opened.app.db(), &words).await;
        drop(opened);
        let refusal = keeping::open(&directory, None).await.map(drop).expect_err("not ours");
        assert_eq!(refusal.code(), code, "{words:?}");
    }
}

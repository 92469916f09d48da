//! The audit trail (审计日志): whole on both databases, and every tampering shows.

use mingqu_store::StoreError;
use mingqu_store::audit::{self, AuditRow, Filter, Gap, Head, Lease, Verified};
use mingqu_store::db::{Db, Outcome, Tx, Work};
use mingqu_testkit::{TestDb, databases};
use tokio::task::JoinSet;

use crate::helpers::write;

/// Writes one row, and refuses if told so: then the row of the refusal.
struct Call {
    n: usize,
    refuse: bool,
}

impl Call {
    async fn note(&self, tx: &mut Tx, outcome: &str) -> Result<(), StoreError> {
        let id = format!("{:06}-{outcome}", self.n);
        let at = format!("2024-04-22T00:00:{:02}Z", self.n % 60);
        let detail = format!("托里县 {}%_\\ 元", self.n);
        let row = AuditRow {
            id: &id,
            at: &at,
            actor: if self.n.is_multiple_of(2) { "u1" } else { "-" },
            actor_name: "王秀兰",
            division_code: "654200000",
            action: "notice.register",
            outcome,
            detail: &detail,
            request_id: "r",
            address: "::1",
        };
        audit::insert(tx, &row).await
    }
}

impl Work for Call {
    type Done = ();
    type Error = StoreError;

    async fn run(&self, tx: &mut Tx) -> Result<(), StoreError> {
        self.note(tx, "done").await?;
        if self.refuse { Err(StoreError::Stale) } else { Ok(()) }
    }

    async fn refused(&self, tx: &mut Tx, error: StoreError) -> Result<Outcome<Self>, StoreError> {
        self.note(tx, error.code()).await?;
        Ok(Err(error))
    }
}

/// One batch of the sealer.
struct Seal {
    owner: &'static str,
    now: &'static str,
}

impl Work for Seal {
    type Done = Option<u64>;
    type Error = StoreError;
    const SERIALIZABLE: bool = false;

    async fn run(&self, tx: &mut Tx) -> Result<Option<u64>, StoreError> {
        let lease = Lease {
            owner: self.owner.to_owned(),
            now: self.now.to_owned(),
            until: "2024-04-22T00:01:00Z".to_owned(),
        };
        audit::seal(tx, &lease, 100).await
    }
}

const NOW: &str = "2024-04-22T00:00:00Z";

async fn seal_all(db: &Db) {
    while db.write(Seal { owner: "one", now: NOW }).await.expect("it seals").expect("its lease") > 0
    {
    }
}

/// Walks the whole chain in pages.
async fn walk(db: &Db) -> (u64, Verified) {
    let mut whole =
        Verified { rows: 0, broken: None, gaps: Vec::new(), head: Head::START, end: false };
    while !whole.end {
        let head = whole.head;
        let page = db.read(move |tx| Box::pin(audit::verify(tx, head, 7))).await.expect("it reads");
        whole.rows += page.rows;
        whole.broken = whole.broken.or(page.broken);
        whole.gaps.extend(page.gaps);
        (whole.head, whole.end) = (page.head, page.end);
    }
    (whole.rows, whole)
}

/// Forty calls at once, every fourth refused.
async fn filled() -> [TestDb; 2] {
    let both = databases().await;
    for db in &both {
        let mut calls = JoinSet::new();
        for n in 0..40 {
            let db = Db::clone(db);
            calls.spawn(async move { db.write(Call { n, refuse: n % 4 == 0 }).await });
        }
        let mut refused = 0;
        while let Some(done) = calls.join_next().await {
            refused += u32::from(done.expect("no panic").is_err());
        }
        assert_eq!(refused, 10, "on {}", db.name());
        seal_all(db).await;
    }
    both
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_call_leaves_one_row_and_the_chain_is_whole() {
    for db in filled().await {
        let (rows, found) = walk(&db).await;
        assert!(found.whole() && rows == 40 && found.head.seq == 40, "{found:?} on {}", db.name());
        let head = db.read(|tx| Box::pin(audit::head(tx))).await;
        assert_eq!(head, Ok(Some(found.head)), "on {}", db.name());
        assert_eq!(db.read(|tx| Box::pin(audit::unsealed(tx))).await, Ok(0));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn tampering_shows_where_it_was_done() {
    let cases: [(&'static str, Option<i64>, Vec<Gap>); 5] = [
        ("update audit_event set detail = 'another' where seq = 9", Some(9), vec![]),
        ("update audit_event set outcome = 'done', id = 'x' where seq = 1", Some(1), vec![]),
        (
            "delete from audit_event where seq >= 20 and seq <= 22",
            None,
            vec![Gap { first: 20, last: 22 }],
        ),
        ("delete from audit_event where seq = 1", None, vec![Gap { first: 1, last: 1 }]),
        (
            "update audit_event
                set seq = case when seq <= 40 then seq + 1000 else seq end",
            None,
            vec![Gap { first: 1, last: 1000 }],
        ),
    ];
    for (sql, broken, gaps) in cases {
        for db in filled().await {
            write(&db, move |tx| Box::pin(async move { tx.run(sql, &[]).await }))
                .await
                .expect("tampered");
            let (_, found) = walk(&db).await;
            assert!(!found.whole(), "{sql} on {}", db.name());
            if !sql.contains("1000") {
                assert_eq!(found.broken, broken, "{sql} on {}", db.name());
            }
            assert_eq!(found.gaps, gaps, "{sql} on {}", db.name());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_sealers_beside_many_callers_chain_every_row_once() {
    let [_, db] = databases().await;
    let mut calls = JoinSet::new();
    for caller in 0..8 {
        let db = Db::clone(&db);
        calls.spawn(async move {
            for n in 0..25 {
                // Not in the order of the ids: some rows commit later than greater ones.
                let n = (n * 7 + caller) % 25 * 8 + caller;
                db.write(Call { n, refuse: false }).await.expect("it writes");
            }
        });
    }
    let mut sealers = JoinSet::new();
    for owner in ["one", "two"] {
        let db = Db::clone(&db);
        sealers.spawn(async move {
            let mut sealed = 0;
            for _ in 0..30 {
                sealed += db.write(Seal { owner, now: NOW }).await.expect("it seals").unwrap_or(0);
            }
            sealed
        });
    }
    while let Some(done) = calls.join_next().await {
        done.expect("no panic");
    }
    let mut sealed = Vec::new();
    while let Some(done) = sealers.join_next().await {
        sealed.push(done.expect("no panic"));
    }
    assert!(sealed.contains(&0), "the lease is held by one: {sealed:?}");
    let owner =
        if db.write(Seal { owner: "one", now: NOW }).await == Ok(None) { "two" } else { "one" };
    while db.write(Seal { owner, now: NOW }).await.expect("it seals").expect("its lease") > 0 {}
    let (rows, found) = walk(&db).await;
    assert!(found.whole() && rows == 200, "{found:?}");
    assert_eq!(db.read(|tx| Box::pin(audit::unsealed(tx))).await, Ok(0));
}

#[tokio::test]
async fn a_lease_that_ran_out_goes_to_the_next() {
    let [lite, db] = databases().await;
    assert_eq!(lite.write(Seal { owner: "one", now: NOW }).await, Ok(Some(0)), "nothing to do");
    let later = "2024-04-22T00:02:00Z";
    for (owner, now, expected) in
        [("one", NOW, Some(0)), ("two", NOW, None), ("one", NOW, Some(0)), ("two", later, Some(0))]
    {
        assert_eq!(db.write(Seal { owner, now }).await, Ok(expected), "{owner} at {now}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_trail_is_asked_by_all_that_it_holds_and_read_in_pages() {
    let filters: [(Filter, usize); 9] = [
        (Filter::default(), 40),
        (Filter { actor: Some("u1".into()), ..Filter::default() }, 20),
        (Filter { outcome: Some("stale".into()), ..Filter::default() }, 10),
        (Filter { action: Some("notice.reject".into()), ..Filter::default() }, 0),
        (Filter { division_code: Some("654224000".into()), ..Filter::default() }, 0),
        (Filter { q: Some("托里县 7%_\\".into()), ..Filter::default() }, 1),
        (Filter { q: Some("托里县%元".into()), ..Filter::default() }, 0),
        (Filter { from: Some("2024-04-22T00:00:30Z".into()), ..Filter::default() }, 10),
        (Filter { to: Some("2024-04-22T00:00:30Z".into()), ..Filter::default() }, 30),
    ];
    for db in filled().await {
        for (filter, expected) in filters.clone() {
            let asked = filter.clone();
            let mut filter = Filter { limit: 7, ..filter };
            let mut found = Vec::new();
            loop {
                let page_filter = filter.clone();
                let page =
                    db.read(move |tx| Box::pin(async move { audit::list(tx, &page_filter).await }));
                let page = page.await.expect("it reads");
                filter.before = page.last().map(|last| (last.at.clone(), last.id.clone()));
                found.extend(page.iter().map(|event| (event.at.clone(), event.id.clone())));
                if page.len() < 7 {
                    break;
                }
            }
            assert_eq!(found.len(), expected, "{asked:?} on {}", db.name());
            assert!(found.is_sorted_by(|a, b| a > b), "the newest first on {}", db.name());
        }
        let one = db.read(|tx| Box::pin(audit::find(tx, "000001-done"))).await.expect("it reads");
        assert!(one.is_some_and(|event| event.seq.is_some() && event.detail.contains("1%_")));
    }
}

#[tokio::test]
async fn the_chain_goes_on_after_the_program_was_started_again() {
    let place = mingqu_testkit::Directory::new();
    let path = place.path().join("mingqu.db");
    for start in 0..3 {
        let db = Db::open_sqlite(&path, Default::default()).expect("it opens");
        db.migrate().await.expect("it migrates");
        for n in 0..5 {
            let call = Call { n: start * 5 + n, refuse: n == 2 };
            assert_eq!(db.write(call).await.is_ok(), n != 2);
        }
        let (rows, found) = walk(&db).await;
        assert!(found.whole() && rows == 5 * (start as u64 + 1), "{found:?}");
    }
}

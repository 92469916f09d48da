//! kill -9 in the middle (断电演练): what was acknowledged is there, once, and the books verify.

#![expect(clippy::unwrap_used, reason = "a failed expectation is a failed test")]

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, RwLock};
use std::time::Duration;

use super::program::{Folder, Server, run};

const CALLERS: usize = 16;
const POSTINGS: usize = 10_000;
const KILLS: usize = 20;
const SEED: u64 = 20_240_422;

/// A small generator of its own: the same seed kills at the same counts.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// One request; `None` when the server went away under it.
fn ask(address: &str, request: &str) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let status = answer.split(' ').nth(1)?.parse().ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let length = head.lines().find_map(|line| {
        line.to_ascii_lowercase().strip_prefix("content-length:").map(str::to_owned)
    })?;
    // An answer that was cut off is no answer.
    (body.len() == length.trim().parse::<usize>().ok()?).then_some((status, answer))
}

fn post(path: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Mingqu: 1\r\n{headers}\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    )
}

fn get(path: &str, cookie: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: {cookie}\r\n\r\n")
}

fn json(answer: &str) -> serde_json::Value {
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    serde_json::from_str(body).unwrap()
}

fn sign_in(address: &str) -> String {
    let body = r#"{"username":"wangxiulan","password":"Mingqu-2024"}"#;
    let (status, answer) = ask(address, &post("/api/v1/session", "", body)).unwrap();
    assert_eq!(status, 200, "{answer}");
    let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

fn indicator(address: &str, cookie: &str) -> String {
    let path = "/api/v1/indicators?division_code=654200000&fiscal_year=2024";
    let (_, answer) = ask(address, &get(path, cookie)).unwrap();
    json(&answer)["items"][0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn twenty_kills_lose_nothing_that_was_acknowledged() {
    let folder = Folder::new();
    let data = folder.path("data");
    let mut server = Server::start_with(&data, &["--demo", "1"]);
    let cookie = sign_in(&server.address);
    let indicator = indicator(&server.address, &cookie);
    let address = RwLock::new(server.address.clone());
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let entries = Mutex::new(Vec::with_capacity(POSTINGS));
    std::thread::scope(|scope| {
        for _ in 0..CALLERS {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if POSTINGS <= number {
                        break;
                    }
                    let entry = post_until_acknowledged(&address, &cookie, &indicator, number);
                    entries.lock().unwrap().push(entry);
                    done.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        let mut random = Random(SEED);
        for kill in 0..KILLS {
            let stretch = POSTINGS / KILLS;
            let extra = usize::try_from(random.below(stretch as u64 - 50)).unwrap();
            while done.load(Ordering::Relaxed) < kill * stretch + extra {
                std::thread::sleep(Duration::from_millis(1));
            }
            std::thread::sleep(Duration::from_micros(random.below(5_000)));
            server.kill();
            server = Server::start(&data);
            address.write().unwrap().clone_from(&server.address);
        }
    });
    let acknowledged = entries.into_inner().unwrap();
    assert_eq!(acknowledged.len(), POSTINGS, "seed {SEED}");
    let once: BTreeSet<&String> = acknowledged.iter().collect();
    assert_eq!(once.len(), POSTINGS, "no two postings share an entry");
    let booked = booked(&server.address, &cookie);
    let kept: BTreeSet<&String> = booked.iter().collect();
    assert_eq!(kept.len(), booked.len(), "an entry stands once in the list");
    assert!(once.is_subset(&kept), "every acknowledged entry is there");
    assert_eq!(kept.len(), POSTINGS, "and none besides, seed {SEED}");
    assert_eq!(server.stop(), Some(0));
    let verified = run(&["verify", "--data", &data]);
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);
}

/// Asks with one key until the answer comes; the id of the entry.
fn post_until_acknowledged(
    address: &RwLock<String>,
    cookie: &str,
    indicator: &str,
    number: usize,
) -> String {
    let body = format!(
        r#"{{"amount_fen":1,"document_no":"新财振〔2024〕99号","reason":"第{number}笔","fiscal_year":2024}}"#
    );
    let headers = format!("Cookie: {cookie}\r\nIdempotency-Key: kill-{number}\r\n");
    let request = post(&format!("/api/v1/indicators/{indicator}/supplement"), &headers, &body);
    for _ in 0..2_000 {
        let now = address.read().unwrap().clone();
        match ask(&now, &request) {
            Some((200, answer)) => return json(&answer)["entry_id"].as_str().unwrap().to_owned(),
            Some((503, _)) | None => std::thread::sleep(Duration::from_millis(10)),
            Some((status, answer)) => panic!("{status}: {answer}"),
        }
    }
    panic!("posting {number} was never acknowledged");
}

/// Every supplement in the prefecture's book, page by page.
fn booked(address: &str, cookie: &str) -> Vec<String> {
    let mut ids = Vec::new();
    let mut after = String::new();
    loop {
        let path = format!(
            "/api/v1/entries?division_code=654200000&fiscal_year=2024&event=supplement\
             &limit=500&after={after}"
        );
        let path = if after.is_empty() { path.replace("&after=", "") } else { path };
        let (status, answer) = ask(address, &get(&path, cookie)).unwrap();
        assert_eq!(status, 200, "{answer}");
        let page = json(&answer);
        for item in page["items"].as_array().unwrap() {
            ids.push(item["id"].as_str().unwrap().to_owned());
        }
        match page["next_page"].as_str() {
            Some(mark) => mark.clone_into(&mut after),
            None => return ids,
        }
    }
}

//! A throw-away PostgreSQL (临时数据库服务器): started once for a test program, gone with it.
//!
//! A small shell script owns the server. It waits on a pipe of this process, and when the pipe
//! closes, however this process ended, it stops the server and removes its directory.

#![expect(clippy::expect_used, reason = "a failed expectation is a failed test")]

use std::io::{BufRead, BufReader};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use tokio_postgres::NoTls;

/// An address of an existing server, for machines where none can be started.
const URL: &str = "MINGQU_TEST_PG_URL";

/// `$1` is the directory, `$2` the programs. Nothing of the data has to survive, so nothing is
/// flushed; texts are ordered by their bytes, as SQLite orders them.
const SCRIPT: &str = r#"
    umask 077
    mkdir "$1" || exit 1
    trap 'rm -rf "$1"' EXIT
    trap : INT TERM HUP
    "$2/initdb" -D "$1/data" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$1/log" 2>&1 &&
    "$2/pg_ctl" -D "$1/data" -l "$1/log" -w -o "-k $1 -c listen_addresses='' -c fsync=off \
        -c synchronous_commit=off -c full_page_writes=off -c max_connections=300" \
        start >>"$1/log" 2>&1 || { cat "$1/log" >&2; exit 1; }
    echo ready
    read -r _
    "$2/pg_ctl" -D "$1/data" -m immediate -w stop >/dev/null 2>&1
"#;

/// A server and how to reach it.
struct Server {
    /// Connection settings without the database.
    settings: String,
    /// The script; its standard input is open as long as this process lives.
    _keeper: Option<Child>,
}

/// A fresh, empty database on the server of this test program; answers its address.
pub async fn fresh() -> String {
    static SERVER: OnceLock<Server> = OnceLock::new();
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let settings = &SERVER.get_or_init(start).settings;
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("mingqu_test_{}_{number}", std::process::id());
    let (client, connection) = tokio_postgres::connect(&with_database(settings, "postgres"), NoTls)
        .await
        .expect("the test server answers");
    let link = tokio::spawn(connection);
    client.batch_execute(&format!("create database {name}")).await.expect("a database is made");
    drop(client);
    link.await.expect("the connection ends").expect("the connection ends well");
    with_database(settings, &name)
}

fn with_database(settings: &str, name: &str) -> String {
    match settings.starts_with("postgres") {
        true => format!("{}/{name}", settings.trim_end_matches('/')),
        false => format!("{settings} dbname={name}"),
    }
}

fn start() -> Server {
    #[expect(clippy::disallowed_methods, reason = "the one setting of the tests, read once")]
    if let Ok(settings) = std::env::var(URL) {
        return Server { settings, _keeper: None };
    }
    let programs = programs().expect("PostgreSQL is installed, or MINGQU_TEST_PG_URL names one");
    let directory = std::env::temp_dir().join(format!("mingqu-pg-{}", std::process::id()));
    let mut keeper = as_postgres()
        .args(["sh", "-c", SCRIPT, "sh"])
        .args([&directory, &programs])
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the script starts");
    let mut said = String::new();
    let stdout = keeper.stdout.take().expect("a piped output");
    BufReader::new(stdout).read_line(&mut said).expect("the script speaks");
    assert_eq!(said.trim(), "ready", "PostgreSQL does not start");
    let settings = format!("host={} user=postgres", directory.display());
    Server { settings, _keeper: Some(keeper) }
}

/// PostgreSQL refuses to run as root, so root hands over to the account made for it.
fn as_postgres() -> Command {
    let root = std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    let mut command = Command::new(if root { "runuser" } else { "env" });
    if root {
        command.args(["-u", "postgres", "--"]);
    }
    command
}

/// The newest of the packaged servers, else what the path finds.
fn programs() -> Option<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, bin)| complete(bin))
        .collect();
    found.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    found.pop().map(|(_, bin)| bin).or_else(|| std::env::split_paths(&path).find(|p| complete(p)))
}

fn complete(bin: &Path) -> bool {
    ["initdb", "pg_ctl", "postgres"].iter().all(|program| bin.join(program).exists())
}

//! A throw-away PostgreSQL on loopback (临时数据库), for tests, for a look, for a measurement.
//!
//! A small shell script owns the server. It waits on a pipe of this process, and when the pipe
//! closes, however this process ended, it stops the server and removes its folder.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::{places, shell};

/// A fresh cluster answers within a second or two; a loaded machine takes longer.
const START_WAIT: Duration = Duration::from_secs(60);

/// `$1` is the folder, the rest starts the server. QUIT: at once, nothing is worth keeping.
const KEEPER: &str = r#"
    folder="$1"
    shift
    trap : INT TERM HUP
    "$@" >"$folder/log" 2>&1 </dev/null &
    server=$!
    read -r _
    kill -QUIT "$server" 2>/dev/null
    wait "$server"
    rm -rf "$folder"
"#;

/// A running cluster; gone, with its folder, when it is dropped.
pub(crate) struct Cluster {
    keeper: Child,
    folder: PathBuf,
    programs: PathBuf,
    port: u16,
}

/// What a cluster promises about its commits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Durability {
    /// As delivered: every commit is flushed. For measuring.
    Full,
    /// Nothing is flushed; the cluster is thrown away. For tests.
    None,
}

/// `pg`: starts one, prints its address, waits until it is stopped.
pub(crate) fn run(_words: &[String]) -> Result<()> {
    let mut cluster = Cluster::start(Durability::None)?;
    println!("DATABASE_URL={}/postgres", cluster.server_url());
    println!("按 Ctrl-C 停下，数据随之丢弃。");
    cluster.keeper.wait()?;
    Ok(())
}

impl Cluster {
    pub(crate) fn start(durability: Durability) -> Result<Cluster> {
        let programs = programs().context("没有 PostgreSQL：先跑 cargo xtask setup")?;
        let owner = owner()?;
        let folder = std::env::temp_dir().join(format!("mingqu-pg-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        if let Some((user, group)) = owner {
            chown(&folder, Some(user), Some(group))?;
        }
        let as_owner = |program: &Path| {
            let mut command = Command::new(program);
            command.current_dir(&folder).stdin(Stdio::null());
            if let Some((user, group)) = owner {
                command.gid(group).uid(user);
            }
            command
        };
        let data = folder.join("data");
        let mut initdb = as_owner(&programs.join("initdb"));
        initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"]);
        initdb.arg("--no-sync").arg("--pgdata").arg(&data);
        shell::output(&mut initdb)?;
        let port = free_port()?;
        let mut server = as_owner(Path::new("sh"));
        server.args(["-c", KEEPER, "sh"]).arg(&folder).arg(programs.join("postgres"));
        server.arg("-D").arg(&data).arg("-p").arg(port.to_string());
        server.arg("-k").arg(&folder).args(["-c", "listen_addresses=127.0.0.1"]);
        server.args(["-c", "max_connections=300", "-c", "shared_buffers=256MB"]);
        if durability == Durability::None {
            server.args(["-c", "fsync=off", "-c", "synchronous_commit=off"]);
            server.args(["-c", "full_page_writes=off"]);
        }
        let keeper = server.stdin(Stdio::piped()).spawn()?;
        let cluster = Cluster { keeper, folder, programs, port };
        cluster.wait_until_ready()?;
        Ok(cluster)
    }

    /// Its address, to which the name of a database is still to be added.
    pub(crate) fn server_url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}", self.port)
    }

    /// One of PostgreSQL's own programs (`psql`, `pgbench`), set to speak to this cluster.
    pub(crate) fn client(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        command.env("PGHOST", "127.0.0.1").env("PGPORT", self.port.to_string());
        command.env("PGUSER", "postgres").env("PGDATABASE", "postgres");
        command.env("PGOPTIONS", "-c client_min_messages=warning");
        command
    }

    fn wait_until_ready(&self) -> Result<()> {
        let begun = Instant::now();
        while begun.elapsed() < START_WAIT {
            let mut ready = self.client("pg_isready");
            if ready.stdout(Stdio::null()).stderr(Stdio::null()).status()?.success() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        bail!("PostgreSQL 在 {} 秒内没有答复：{log}", START_WAIT.as_secs())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // The pipe closes, and the keeper does the rest; should it fail, nothing here could help.
        drop(self.keeper.stdin.take());
        self.keeper.wait().ok();
    }
}

/// The folder of PostgreSQL's server programs, the newest version first.
pub(crate) fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| {
            let version = entry.file_name().to_string_lossy().parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, bin)| bin.join("initdb").is_file())
        .collect();
    folders.sort();
    let newest = folders.pop().map(|(_, bin)| bin);
    newest.or_else(|| places::program("initdb")?.parent().map(Path::to_path_buf))
}

/// PostgreSQL refuses to run as the superuser; then it runs as the user its package made.
fn owner() -> Result<Option<(u32, u32)>> {
    if !is_superuser() {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd")?;
    let line = users.lines().find(|line| line.starts_with("postgres:"));
    let fields: Vec<&str> = line.unwrap_or_default().split(':').collect();
    let [_, _, user, group, ..] = fields[..] else {
        bail!("没有用户 postgres，PostgreSQL 无法运行")
    };
    Ok(Some((user.parse()?, group.parse()?)))
}

pub(crate) fn is_superuser() -> bool {
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

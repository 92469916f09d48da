//! Running the binary (运行程序): to its end, or as a server.

#![expect(clippy::unwrap_used, reason = "a failed expectation is a failed test")]

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// How a run ended.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

fn binary() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mingqu"));
    command.env_remove("DATABASE_URL").stdin(Stdio::null());
    command
}

/// Runs to the end.
pub(crate) fn run(arguments: &[&str]) -> Ran {
    let ended = binary().args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().trim_end().to_owned();
    Ran { code: ended.status.code().unwrap(), out: text(ended.stdout), err: text(ended.stderr) }
}

/// A running server; stopped with the test.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
}

impl Server {
    /// On a port that the system picks.
    pub(crate) fn start(data: &str) -> Server {
        Server::start_with(data, &[])
    }

    /// The same, with further arguments.
    pub(crate) fn start_with(data: &str, further: &[&str]) -> Server {
        let mut child = binary()
            .args(["serve", "--data", data, "--listen", "127.0.0.1:0", "--log", "json"])
            .args(further)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let said = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = said.map(Result::unwrap).find(|line| line.contains("http://")).unwrap();
        let (_, address) = line.split_once("http://").unwrap();
        Server { child, address: address.to_owned() }
    }

    /// Ends it in the middle of whatever it does (kill -9).
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Tells it to end, and waits.
    pub(crate) fn stop(&mut self) -> Option<i32> {
        Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        self.child.wait().unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Ended already, as a rule.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A folder of one test.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Folder {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name =
            format!("mingqu-cli-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir(&path).unwrap();
        Folder(path)
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Left to the system if it cannot be removed.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

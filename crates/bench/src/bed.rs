//! The program under measurement (被测程序): the real server on a loopback port, SQLite with every
//! commit flushed, in a folder that goes away afterwards.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context as _, Result, bail};
use mingqu_app::clock::Clock;
use mingqu_app::keeping::{Directory, verify};
use mingqu_app::{App, Keys, Parts};
use mingqu_store::db::{Db, Flush, SqliteSettings};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::caller::Caller;

/// The prefecture whose clerk posts.
pub(crate) const DIVISION: &str = "654200000";
/// 预算年度
pub(crate) const YEAR: i64 = 2024;
const CLERK: &str = "wangxiulan";

/// A folder of this run, removed when dropped.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Result<Folder> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let no = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("mingqu-bench-{}-{no}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path)?;
        Ok(Folder(path))
    }

    pub(crate) fn database(&self) -> PathBuf {
        Directory::new(&self.0, None).database()
    }

    /// Opens the database, its schema in place.
    pub(crate) async fn open(&self, flush: Flush) -> Result<Db> {
        let settings = SqliteSettings { flush, ..SqliteSettings::default() };
        let db = Db::open_sqlite(&self.database(), settings)?;
        db.migrate().await?;
        Ok(db)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

/// The server with its people, answering.
pub(crate) struct Bed {
    pub(crate) app: App,
    pub(crate) address: SocketAddr,
    /// The cookie of the clerk's session.
    pub(crate) cookie: String,
    stop: oneshot::Sender<()>,
    served: JoinHandle<std::io::Result<()>>,
}

impl Bed {
    /// Serves a folder whose database is seeded.
    pub(crate) async fn serve(folder: &Folder) -> Result<Bed> {
        let db = folder.open(Flush::EveryCommit).await?;
        let parts = Parts { db, clock: Clock::host(), keys: Keys::new([7; 32]), demo: false };
        let app = App::new(parts)?;
        mingqu_demo::people(&app).await?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel::<()>();
        let shutdown = async move {
            // Dropped or sent, both mean the end.
            let _ = stopped.await;
        };
        let options = mingqu_api::ServeOptions::default();
        let served = tokio::spawn(mingqu_api::serve(app.clone(), listener, options, shutdown));
        let cookie = sign_in(address).await?;
        Ok(Bed { app, address, cookie, stop, served })
    }

    /// Ends the server and looks whether the books are right.
    pub(crate) async fn end(self) -> Result<()> {
        let Bed { app, stop, served, .. } = self;
        // A server that has ended by itself is found out by the next line.
        let _ = stop.send(());
        served.await??;
        let found = verify(app.db()).await?;
        if !found.clean() {
            bail!("账没有核对上：{found}");
        }
        Ok(())
    }
}

async fn sign_in(address: SocketAddr) -> Result<String> {
    let mut caller = Caller::connect(address, String::new()).await?;
    let body =
        serde_json::json!({ "username": CLERK, "password": mingqu_demo::PASSWORD }).to_string();
    let answer = caller.post("/api/v1/session", "", &body).await?;
    if answer.status != 200 && answer.status != 201 {
        bail!("登录没有成功：{}", answer.status);
    }
    answer.cookie.context("登录没有给出 cookie")
}

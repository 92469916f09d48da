//! Opening for serving (启动): schema, keys, demonstration or not, the first administrators.
//!
//! ```text
//! database empty → migrate;  older → refused: back up and migrate;  altered or newer → refused
//! marker demo_seed → a demonstration on its own date;  else the host's clock
//! ```

use mingqu_store::StoreError;
use mingqu_store::audit::{self, Filter};
use mingqu_store::db::{Db, SchemaState, unit};
use mingqu_store::user::{account, setting};

use super::directory::{Directory, write_private};
use super::{accident, refused};
use crate::app::{App, Parts};
use crate::clock::{Clock, millis_of};
use crate::error::AppError;
use crate::user::first_start;

/// The setting with the seed of a demonstration.
const SEED: &str = "demo_seed";
/// The setting that says how far a demonstration was loaded.
const LOADED: &str = "demo_loaded";
/// The setting with the date its administrator moved it to.
pub(super) const NOW: &str = "demo_now";

/// 2024-01-02 09:00 in Shanghai: before anything that a demonstration tells.
const BEGINNING: i64 = 1_704_157_200_000;

/// Whether this is a demonstration, and what is left to do for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demo {
    /// It is not.
    No,
    /// It is, and is to be loaded now.
    ToLoad {
        /// From this number.
        seed: u64,
    },
    /// It is, and was loaded before.
    Loaded {
        /// From this number.
        seed: u64,
    },
}

/// The program, ready to serve.
pub struct Opened {
    /// The program.
    pub app: App,
    /// Whether it is a demonstration.
    pub demo: Demo,
    /// The first administrators' passwords were written down now.
    pub first_passwords: bool,
}

/// Opens a data directory to serve it.
pub async fn open(directory: &Directory, demo: Option<u64>) -> Result<Opened, AppError> {
    directory.make()?;
    let db = directory.open().await?;
    let fresh = ready(&db).await?;
    let found = settings(&db).await?;
    let users = has_users(&db).await?;
    let kept = found.seed.as_deref().and_then(|seed| seed.parse().ok());
    let demo = judge(kept, found.loaded, demo, users)?;
    let keys = directory.load_keys(fresh || !users)?;
    let clock = match demo {
        Demo::No => Clock::host(),
        Demo::ToLoad { seed } => {
            mark(&db, directory, seed).await?;
            Clock::hand(BEGINNING)
        }
        Demo::Loaded { .. } => Clock::hand(stands_at(&db, found.now).await?),
    };
    let app = App::new(Parts { db, clock, keys, demo: demo != Demo::No })?;
    let mut first_passwords = false;
    if demo == Demo::No
        && let Some(passwords) = first_start(&app).await?
    {
        let lines = passwords.iter().map(|(name, password)| format!("{name} {password}\n"));
        let file = directory.first_passwords();
        // Of a start that did not come to its end: those passwords are no longer right.
        let _ = std::fs::remove_file(&file);
        write_private(&file, &lines.collect::<String>())?;
        first_passwords = true;
    }
    Ok(Opened { app, demo, first_passwords })
}

/// Notes that a demonstration is whole.
pub async fn demo_loaded(app: &App) -> Result<(), AppError> {
    write_setting(app.db(), LOADED, "1").await
}

/// Brings the schema of a directory to the program's; answers what was applied.
pub async fn migrate(directory: &Directory) -> Result<Vec<String>, AppError> {
    directory.make()?;
    let db = directory.open().await?;
    match db.migration_state().await? {
        SchemaState::Altered { .. } | SchemaState::Ahead { .. } => {
            Err(refused("keeping.schema", db.migration_state().await?.sentence()))
        }
        SchemaState::Empty | SchemaState::Current | SchemaState::Behind { .. } => {
            Ok(db.migrate().await?)
        }
    }
}

/// Migrates an empty database, refuses one that is not the program's; true when it was empty.
async fn ready(db: &Db) -> Result<bool, AppError> {
    match db.migration_state().await? {
        SchemaState::Current => Ok(false),
        SchemaState::Empty => db.migrate().await.map(|_| true).map_err(AppError::from),
        SchemaState::Behind { .. } => {
            Err(refused("keeping.schema_behind", "需先备份并运行 mingqu migrate"))
        }
        other => Err(refused("keeping.schema", other.sentence())),
    }
}

struct Found {
    seed: Option<String>,
    loaded: bool,
    now: Option<String>,
}

async fn settings(db: &Db) -> Result<Found, AppError> {
    let read = db.read(|tx| {
        Box::pin(async move {
            Ok::<_, StoreError>(Found {
                seed: setting::find(tx, SEED).await?,
                loaded: setting::find(tx, LOADED).await?.is_some(),
                now: setting::find(tx, NOW).await?,
            })
        })
    });
    Ok(read.await?)
}

async fn has_users(db: &Db) -> Result<bool, AppError> {
    let read = db.read(|tx| Box::pin(async move { account::list(tx, None).await }));
    Ok(!read.await.map_err(|error: StoreError| error)?.is_empty())
}

fn judge(
    kept: Option<u64>,
    loaded: bool,
    asked: Option<u64>,
    users: bool,
) -> Result<Demo, AppError> {
    match (kept, asked) {
        (Some(seed), Some(asked)) if seed != asked => {
            let message =
                format!("这个目录是种子 {seed} 的演示，要看种子 {asked} 的，请换一个目录");
            Err(refused("keeping.other_demo", message))
        }
        (Some(seed), _) if loaded => Ok(Demo::Loaded { seed }),
        (Some(_), _) => {
            let message = "上次演示数据没有装完，请删掉这个目录，重新装";
            Err(refused("keeping.demo_broken", message))
        }
        (None, Some(_)) if users => {
            let message = "这个目录里有正式数据，不能装演示，请换一个目录";
            Err(refused("keeping.not_demo", message))
        }
        (None, Some(seed)) => Ok(Demo::ToLoad { seed }),
        (None, None) => Ok(Demo::No),
    }
}

/// In the database, since it says whose clock is read; the file is for people.
async fn mark(db: &Db, directory: &Directory, seed: u64) -> Result<(), AppError> {
    write_setting(db, SEED, &seed.to_string()).await?;
    std::fs::write(directory.demo(), format!("{seed}\n"))
        .map_err(|error| accident("演示标记写不进数据目录", error))
}

/// Where a demonstration's clock stands: where it was moved to, or after the last that happened.
async fn stands_at(db: &Db, now: Option<String>) -> Result<i64, AppError> {
    let newest = Filter { limit: 1, ..Filter::default() };
    let read = db.read(move |tx| Box::pin(async move { audit::list(tx, &newest).await }));
    let events = read.await.map_err(|error: StoreError| error)?;
    let last = events.first().and_then(|event| millis_of(&event.at)).map(|at| at + 1_000);
    let moved = now.as_deref().and_then(millis_of);
    Ok(last.into_iter().chain(moved).max().unwrap_or(BEGINNING))
}

async fn write_setting(db: &Db, name: &'static str, value: &str) -> Result<(), AppError> {
    let value = value.to_owned();
    let write = unit(move |tx| {
        let value = value.clone();
        Box::pin(async move { setting::upsert(tx, name, &value).await })
    });
    db.write(write).await.map_err(|error: StoreError| error.into())
}

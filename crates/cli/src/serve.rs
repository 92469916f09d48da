//! `mingqu serve` (服务): opens the data, loads a demonstration, serves, runs the jobs beside it.

use std::time::Duration;

use anyhow::Context as _;
use mingqu_app::keeping::{self, Demo, Opened};
use mingqu_app::{App, allotment, audit, user};
use mingqu_demo::Stage;
use rustix::process::{Resource, Rlimit, setrlimit};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::arguments::{DemoStage, ServeOptions};
use crate::{Ending, log, say};

/// How often the courier looks whether a document waits.
const COURIER: Duration = Duration::from_millis(500);
/// How often the audit trail is sealed where many processes write it.
const SEALER: Duration = Duration::from_millis(500);
/// How often idle sessions are swept out.
const SWEEPER: Duration = Duration::from_secs(600);

pub(crate) async fn serve(options: ServeOptions) -> anyhow::Result<Ending> {
    no_dumps().context("系统不让关掉进程转储")?;
    log::start(options.log);
    let listener = TcpListener::bind(options.listen)
        .await
        .with_context(|| format!("端口 {} 用不了，换一个 --listen", options.listen))?;
    let directory = options.place.directory();
    let Opened { app, demo, first_passwords } = keeping::open(&directory, options.demo).await?;
    app.look_for_fonts(&directory.font_folders());
    if let Demo::ToLoad { seed } = demo {
        let stage = match options.demo_stage {
            DemoStage::Full => Stage::Full,
            DemoStage::Accounts => Stage::Accounts,
        };
        mingqu_demo::load(&app, seed, stage).await?;
        keeping::demo_loaded(&app).await?;
    }
    if first_passwords {
        let file = directory.first_passwords();
        say(&format!("三位管理员的一次性口令在 {}", file.display()))?;
    }
    let jobs = jobs(&app);
    let address = listener.local_addr()?;
    say(&format!("明渠 http://{address}"))?;
    tracing::info!(database = app.db().name(), demo = app.is_demo(), "serving on {address}");
    let api = mingqu_api::ServeOptions { trust_proxy: options.trust_proxy };
    mingqu_api::serve(app, listener, api, told_to_stop()?).await?;
    for job in jobs {
        job.abort();
    }
    tracing::info!("stopped");
    Ok(Ending::Done)
}

/// A crash leaves no memory image: it would hold keys and personal data.
fn no_dumps() -> std::io::Result<()> {
    Ok(setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?)
}

/// Ends at SIGTERM or at ctrl-c.
fn told_to_stop() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

fn jobs(app: &App) -> [tokio::task::JoinHandle<()>; 3] {
    let (courier, sealer, sweeper) = (app.clone(), app.clone(), app.clone());
    [
        every(COURIER, "courier", move || {
            let app = courier.clone();
            async move { allotment::courier_run(&app).await.map(drop) }
        }),
        every(SEALER, "sealer", move || {
            let app = sealer.clone();
            async move {
                while audit::seal_once(&app).await?.is_some_and(|rows| 0 < rows) {}
                Ok(())
            }
        }),
        every(SWEEPER, "sweeper", move || {
            let app = sweeper.clone();
            async move {
                match app.is_demo() {
                    true => Ok(()), // Its date jumps by days, and nobody was idle.
                    false => user::forget_sessions(&app).await.map(drop),
                }
            }
        }),
    ]
}

/// Runs a job again and again; what fails is logged and tried again at the next turn.
fn every<F>(
    pause: Duration,
    name: &'static str,
    job: impl Fn() -> F + Send + 'static,
) -> tokio::task::JoinHandle<()>
where
    F: Future<Output = Result<(), mingqu_app::AppError>> + Send,
{
    tokio::spawn(async move {
        loop {
            if let Err(error) = job().await {
                tracing::warn!(error.code = error.code(), %error, "the {name} failed");
            }
            tokio::time::sleep(pause).await;
        }
    })
}

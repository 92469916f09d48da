//! The one binary (明渠): serves, migrates, verifies, examines, backs up, restores, reads.
//!
//! Exit codes: 0 done, findings included; 1 refused, or `verify` found something; 2 wrong call;
//! 3 accident.

mod arguments;
mod keep;
mod log;
mod serve;

use std::io::Write as _;
use std::process::ExitCode;

use arguments::{Action, Arguments, NoticeAction};
use clap::Parser as _;
use mingqu_app::AppError;

/// What a run of the program came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Done,
    Found,
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Where standard output is gone there is nobody to tell.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    match run(arguments) {
        Ok(Ending::Done) => ExitCode::SUCCESS,
        Ok(Ending::Found) => ExitCode::from(1),
        Err(error) => fail(&error),
    }
}

fn run(arguments: Arguments) -> anyhow::Result<Ending> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match arguments.action {
            Action::Serve(options) => serve::serve(options).await,
            Action::Migrate(place) => keep::migrate(&place.directory()).await,
            Action::Verify(place) => keep::verify(&place.directory()).await,
            Action::Doctor(place) => keep::doctor(&place.directory()).await,
            Action::Backup { place, out } => keep::backup(&place.directory(), &out).await,
            Action::Restore { from, place } => keep::restore(&from, &place.directory()).await,
            Action::Notice { action: NoticeAction::Read { file, json } } => {
                keep::notice_read(&file, json)
            }
            Action::Openapi => say(mingqu_api::openapi::document().trim_end()),
            Action::Version => say(&format!("明渠 {}", env!("CARGO_PKG_VERSION"))),
        }
    })
}

/// A line on standard output.
fn say(line: &str) -> anyhow::Result<Ending> {
    writeln!(std::io::stdout().lock(), "{line}")?;
    Ok(Ending::Done)
}

/// Tells what went wrong; a no is 1, an accident is 3.
fn fail(error: &anyhow::Error) -> ExitCode {
    let mut out = std::io::stderr().lock();
    let (code, told) = match error.downcast_ref::<AppError>() {
        Some(AppError::Failed(cause)) => {
            (3, writeln!(out, "{cause}（{}: {}）", cause.code(), cause.cause()))
        }
        Some(no) => (1, writeln!(out, "{no}")),
        None => (3, writeln!(out, "{error:#}")),
    };
    // Where standard error is gone there is nobody to tell.
    let _ = told;
    ExitCode::from(code)
}

//! The tasks of the house (项目任务): build, run, check, generate, measure. `cargo xtask help` lists them.
#![expect(clippy::print_stdout, reason = "a task talks to the person who called it")]

mod bench;
mod build;
mod generate;
mod guide;
mod pg;
mod places;
mod run;
mod setup;
mod shell;
mod steps;
mod test;
mod tidy;
mod web;

use std::process::ExitCode;

use anyhow::Result;

struct Task {
    name: &'static str,
    what: &'static str,
    run: fn(&[String]) -> Result<()>,
}

/// Every task there is; a test compares the commands in the README with this table.
const TASKS: &[Task] = &[
    Task { name: "run", what: "build and serve the demonstration, or --empty", run: run::run },
    Task { name: "test", what: "everything CI checks; --install first sets up", run: test::test },
    Task { name: "check", what: "the same without the browser", run: test::check },
    Task { name: "build", what: "the web, then the binary; --release", run: build::build },
    Task { name: "gen", what: "write the generated files; --check compares", run: generate::run },
    Task { name: "tidy", what: "properties of the code itself", run: tidy::run },
    Task { name: "bench", what: "measure beside the rivals; a name for one", run: bench::run },
    Task { name: "dev", what: "the server and the web's own dev server", run: run::dev },
    Task { name: "pg", what: "a throw-away PostgreSQL on loopback", run: pg::run },
    Task { name: "guide", what: "the pictures of the user manual", run: guide::run },
    Task { name: "setup", what: "install system packages and fonts; --bench", run: setup::run },
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let name = words.first().map_or("help", String::as_str);
    if matches!(name, "help" | "--help" | "-h") {
        help();
        return ExitCode::SUCCESS;
    }
    let Some(task) = TASKS.iter().find(|task| task.name == name) else {
        eprintln!("没有这个任务：{name}");
        help();
        return ExitCode::from(2);
    };
    match (task.run)(words.get(1..).unwrap_or_default()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\ncargo xtask {name}: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn help() {
    println!("cargo xtask <task>");
    for task in TASKS {
        println!("  {:8} {}", task.name, task.what);
    }
}

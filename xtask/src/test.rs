//! The whole truth in one command (全部检查): the cargo lane in front, the web lane beside it.

use std::process::Command;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::pg::{Cluster, Durability};
use crate::steps::Steps;
use crate::{generate, places, setup, shell, tidy, web};

/// `test [--install]`: everything, the browser included.
pub(crate) fn test(words: &[String]) -> Result<()> {
    let install = match words {
        [] => false,
        [word] if word == "--install" => true,
        _ => bail!("用法：cargo xtask test [--install]"),
    };
    let mut steps = Steps::default();
    all(&mut steps, install)?;
    steps.step("浏览器测试", "cd web && npm run e2e", |steps| {
        let mut e2e = shell::npm(["run", "--silent", "e2e"]);
        e2e.env("MINGQU_BIN", places::binary(false)?);
        shell::run_watched(&mut e2e, |line| steps.count(line))
    })?;
    steps.print_times();
    steps.print_count();
    Ok(())
}

/// `check`: the same without the browser.
pub(crate) fn check(_words: &[String]) -> Result<()> {
    let mut steps = Steps::default();
    all(&mut steps, false)?;
    steps.print_times();
    steps.print_count();
    Ok(())
}

fn all(steps: &mut Steps, install: bool) -> Result<()> {
    let lane = std::thread::spawn(move || web_lane(install));
    let went = cargo_lane(steps);
    let web = join(steps, lane);
    went?;
    web?;
    tests(steps)
}

/// What needs neither the web nor a database.
fn cargo_lane(steps: &mut Steps) -> Result<()> {
    steps.step("整洁", "cargo xtask tidy", |_| tidy::run(&[]))?;
    steps.step("格式", "cargo fmt --all --check", |_| {
        shell::run(&mut shell::cargo(["fmt", "--all", "--check"]))
    })?;
    let clippy = "cargo clippy --workspace --all-targets -- -D warnings";
    steps.step("clippy", clippy, |_| {
        let words = ["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"];
        shell::run(&mut shell::cargo(words))
    })?;
    // The tests and the binary in one build, so that no dependency is built a second time.
    steps.step("编译", "cargo build --workspace --all-targets", |_| {
        shell::run(&mut shell::cargo(["build", "--workspace", "--all-targets", "--quiet"]))
    })
}

fn tests(steps: &mut Steps) -> Result<()> {
    // The pages may have been built after the binary was compiled; this takes them in.
    steps.step("装入页面", "cargo xtask build", |_| {
        shell::run(&mut shell::cargo(["build", "--workspace", "--all-targets", "--quiet"]))
    })?;
    steps.step("生成的文件", "cargo xtask gen --check", |_| generate::compare())?;
    steps.step("测试（两种数据库）", "cargo nextest run --workspace", |steps| {
        let cluster = Cluster::start(Durability::None)?;
        let mut runner = match has_nextest() {
            true => shell::cargo(["nextest", "run", "--workspace", "--no-fail-fast"]),
            false => shell::cargo(["test", "--workspace", "--lib", "--bins", "--tests"]),
        };
        runner.env("MINGQU_TEST_PG_URL", cluster.server_url());
        shell::run_watched(&mut runner, |line| steps.count(line))
    })?;
    steps.step("文档里的例子", "cargo test --doc --workspace", |steps| {
        let mut runner = shell::cargo(["test", "--doc", "--workspace", "--quiet"]);
        shell::run_watched(&mut runner, |line| steps.count(line))
    })
}

/// A step of the web lane: its name, its seconds, what it printed and how it went.
struct Told {
    name: &'static str,
    took: Duration,
    text: String,
    went: Result<()>,
}

fn web_lane(install: bool) -> Vec<Told> {
    let mut told = Vec::new();
    let mut go = |name: &'static str, work: &mut dyn FnMut() -> (String, Result<()>)| {
        if told.iter().all(|step: &Told| step.went.is_ok()) {
            let start = Instant::now();
            let (text, went) = work();
            told.push(Told { name, took: start.elapsed(), text, went });
        }
    };
    if install {
        go("系统软件与字体", &mut || (String::new(), setup::run(&[])));
    }
    go("前端安装", &mut || match web::install() {
        Some(mut npm) => {
            let (text, went) = shell::run_aside(&mut npm);
            (text, went.and_then(|()| web::installed()))
        }
        None => (String::new(), Ok(())),
    });
    go("前端类型", &mut || shell::run_aside(&mut shell::npm(["run", "--silent", "check"])));
    go("前端测试", &mut || shell::run_aside(&mut shell::npm(["run", "--silent", "test"])));
    go("前端构建", &mut || match web::build() {
        Some(mut npm) => shell::run_aside(&mut npm),
        None => (String::new(), Ok(())),
    });
    told
}

fn join(steps: &mut Steps, lane: JoinHandle<Vec<Told>>) -> Result<()> {
    let Ok(told) = lane.join() else { bail!("前端这一路中断了") };
    let mut went = Ok(());
    for step in told {
        println!("\n=== {}（同时）", step.name);
        for line in step.text.lines() {
            println!("{line}");
            steps.count(line);
        }
        steps.beside(step.name, step.took);
        if step.went.is_err() {
            let alone = "cd web && npm ci && npm run check && npm test && npm run build";
            went = step.went.with_context(|| format!("停在“{}”；单独再跑：{alone}", step.name));
        }
    }
    went
}

fn has_nextest() -> bool {
    let mut ask: Command = shell::cargo(["nextest", "--version"]);
    ask.output().is_ok_and(|out| out.status.success())
}

//! Serving for a person (运行): install what is missing, build, start, say where and with which account.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::{build, places, setup, shell, web};

/// The seed number of the demonstration prefecture.
const DEMO_SEED: &str = "1";
/// The first start fills the demonstration and hashes its passwords; a minute is plenty.
const START_WAIT: Duration = Duration::from_secs(60);

struct Options {
    empty: bool,
    listen: String,
    data: String,
}

/// `run [--empty] [--listen ADDR] [--data DIR]`.
pub(crate) fn run(words: &[String]) -> Result<()> {
    let options = options(words)?;
    setup::for_running();
    web::ready()?;
    build::binary(false)?;
    let mut server = start(&options)?;
    println!("\n明渠已经在 http://{} 运行，按 Ctrl-C 停下。", options.listen);
    if options.empty {
        println!("空账：三位管理员的一次性口令在 {}/first-passwords.txt", options.data);
    } else {
        println!("{}", accounts());
    }
    let status = server.wait()?;
    if !status.success() {
        bail!("服务停了（{status}）");
    }
    Ok(())
}

/// The server, and beside it the web's own server, which shows a change at once.
pub(crate) fn dev(words: &[String]) -> Result<()> {
    let options = options(words)?;
    web::ready()?;
    build::binary(false)?;
    let mut server = start(&options)?;
    let vite = shell::run(&mut shell::npm(["run", "dev"]));
    server.kill()?;
    server.wait()?;
    vite
}

fn options(words: &[String]) -> Result<Options> {
    let mut options =
        Options { empty: false, listen: "127.0.0.1:8080".to_owned(), data: "data".to_owned() };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut value = || words.next().cloned().with_context(|| format!("{word} 后面要有值"));
        match word.as_str() {
            "--empty" => options.empty = true,
            "--listen" => options.listen = value()?,
            "--data" => options.data = value()?,
            _ => bail!("用法：cargo xtask run [--empty] [--listen 地址:端口] [--data 目录]"),
        }
    }
    Ok(options)
}

/// Starts the server and waits until it answers.
fn start(options: &Options) -> Result<Child> {
    let mut command = Command::new(places::binary(false)?);
    command.args(["serve", "--data", &options.data, "--listen", &options.listen]);
    if !options.empty {
        command.args(["--demo", DEMO_SEED]);
    }
    let address: SocketAddr = options.listen.parse().context("--listen 要写成 地址:端口")?;
    println!("$ {}", shell::words(&command));
    let command = command.current_dir(places::root()).stdin(Stdio::null());
    let mut child = command.spawn().context("程序起不来")?;
    let begun = Instant::now();
    while begun.elapsed() < START_WAIT {
        if let Some(status) = child.try_wait()? {
            bail!("服务没有起来（{status}）；端口被占时换一个：--listen 127.0.0.1:8090");
        }
        if is_healthy(address) {
            return Ok(child);
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    child.kill()?;
    bail!("{} 秒内没有答复 /healthz", START_WAIT.as_secs())
}

fn is_healthy(address: SocketAddr) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        stream
            .write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        let mut head = [0; 12];
        stream.read_exact(&mut head)?;
        Ok(head.ends_with(b" 200"))
    };
    ask().unwrap_or(false)
}

/// The demonstration accounts as the README lists them: written once, shown twice.
fn accounts() -> String {
    let readme = include_str!("../../README.md");
    let part = readme.split("\n## ").find(|part| part.starts_with("演示账号"));
    part.unwrap_or_default().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_accounts_shown_at_the_start_are_those_of_the_readme() {
        assert!(super::accounts().contains("wangxiulan"), "{}", super::accounts());
    }
}

//! One caller (调用方): a connection kept open, one request at a time, and nothing in the way.

use std::net::SocketAddr;

use anyhow::{Context as _, Result, bail};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) cookie: Option<String>,
    pub(crate) body: Vec<u8>,
}

/// A connection of HTTP/1.1.
pub(crate) struct Caller {
    stream: TcpStream,
    address: SocketAddr,
    cookie: String,
    out: Vec<u8>,
    read: Vec<u8>,
}

impl Caller {
    pub(crate) async fn connect(address: SocketAddr, cookie: String) -> Result<Caller> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Caller { stream, address, cookie, out: Vec::new(), read: Vec::new() })
    }

    /// Posts a body under an Idempotency-Key; an empty key is left out.
    pub(crate) async fn post(&mut self, path: &str, key: &str, body: &str) -> Result<Answer> {
        self.begin("POST", path);
        if !key.is_empty() {
            self.header("Idempotency-Key", key);
        }
        self.header("Content-Type", "application/json");
        self.header("Content-Length", &body.len().to_string());
        self.out.extend_from_slice(b"\r\n");
        self.out.extend_from_slice(body.as_bytes());
        self.exchange().await
    }

    /// Gets a page.
    pub(crate) async fn get(&mut self, path: &str) -> Result<Answer> {
        self.begin("GET", path);
        self.out.extend_from_slice(b"\r\n");
        self.exchange().await
    }

    fn begin(&mut self, method: &str, path: &str) {
        self.out.clear();
        self.out.extend_from_slice(format!("{method} {path} HTTP/1.1\r\n").as_bytes());
        self.header("Host", &self.address.to_string());
        self.header("X-Mingqu", "1");
        if !self.cookie.is_empty() {
            let cookie = std::mem::take(&mut self.cookie);
            self.header("Cookie", &cookie);
            self.cookie = cookie;
        }
    }

    fn header(&mut self, name: &str, value: &str) {
        for part in [name, ": ", value, "\r\n"] {
            self.out.extend_from_slice(part.as_bytes());
        }
    }

    async fn exchange(&mut self) -> Result<Answer> {
        self.stream.write_all(&self.out).await?;
        self.read.clear();
        let head = loop {
            if let Some(end) = self.read.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
            self.more().await?;
        };
        let (status, cookie, length) = {
            let head = self.read.get(..head).unwrap_or_default();
            parse(std::str::from_utf8(head)?)?
        };
        while self.read.len() < head + length {
            self.more().await?;
        }
        Ok(Answer { status, cookie, body: self.read.split_off(head) })
    }

    async fn more(&mut self) -> Result<()> {
        if self.stream.read_buf(&mut self.read).await? == 0 {
            bail!("服务关掉了连接");
        }
        Ok(())
    }
}

/// Status, the cookie that was set, and how long the body is.
fn parse(head: &str) -> Result<(u16, Option<String>, usize)> {
    let mut lines = head.split("\r\n");
    let first = lines.next().unwrap_or_default();
    let status = first.split(' ').nth(1).context("回答没有状态")?.parse()?;
    let (mut cookie, mut length) = (None, 0);
    for line in lines {
        let Some((name, value)) = line.split_once(": ") else { continue };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse()?;
        } else if name.eq_ignore_ascii_case("set-cookie") {
            cookie = value.split(';').next().map(str::to_owned);
        } else if name.eq_ignore_ascii_case("transfer-encoding") {
            bail!("回答没有给出长度");
        }
    }
    Ok((status, cookie, length))
}

#[cfg(test)]
mod tests {
    #[test]
    fn status_cookie_and_length_are_read_from_the_head() {
        let head = "HTTP/1.1 200 OK\r\ncontent-length: 12\r\nset-cookie: a=b; Path=/\r\n\r\n";
        let (status, cookie, length) = super::parse(head).unwrap();
        assert_eq!((status, cookie.as_deref(), length), (200, Some("a=b"), 12));
    }
}

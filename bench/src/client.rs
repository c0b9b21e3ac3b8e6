//! A plain HTTP/1.1 client over connections that stay open: it costs little, so that what is measured is the server.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// A connection that stays open.
pub(crate) struct Connection {
    stream: TcpStream,
    read: Vec<u8>,
}

/// An answer. It borrows the connection's buffer.
pub(crate) struct Reply<'c> {
    pub(crate) status: u16,
    pub(crate) head: &'c str,
    pub(crate) body: &'c [u8],
}

impl Reply<'_> {
    /// A header, by its name in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        header(self.head, name)
    }

    /// The body as JSON; an answer with errors is a failure here.
    pub(crate) fn data(&self) -> anyhow::Result<serde_json::Value> {
        let mut json: serde_json::Value = serde_json::from_slice(self.body)?;
        if self.status != 200 || json.get("errors").is_some() {
            bail!("status {}: {json}", self.status);
        }
        Ok(json["data"].take())
    }
}

fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    head.lines().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

impl Connection {
    pub(crate) async fn open(address: SocketAddr) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            read: Vec::with_capacity(64 * 1024),
        })
    }

    /// Sends a request and reads its answer to the end.
    pub(crate) async fn exchange(&mut self, request: &[u8]) -> anyhow::Result<Reply<'_>> {
        self.stream.write_all(request).await?;
        self.read.clear();
        let end_of_head = loop {
            if self.stream.read_buf(&mut self.read).await? == 0 {
                bail!("the server ended the connection");
            }
            if let Some(at) = self.read.windows(4).position(|four| four == b"\r\n\r\n") {
                break at + 4;
            }
        };
        let head = std::str::from_utf8(&self.read[..end_of_head])?;
        let status: u16 = head.get(9..12).context("no status line")?.parse()?;
        let length: usize = match header(head, "content-length") {
            Some(length) => length.parse()?,
            None if status == 304 => 0,
            None => bail!("an answer without a length: {head}"),
        };
        while self.read.len() < end_of_head + length {
            if self.stream.read_buf(&mut self.read).await? == 0 {
                bail!("the server ended the connection within an answer");
            }
        }
        let (head, body) = self.read.split_at(end_of_head);
        Ok(Reply {
            status,
            head: std::str::from_utf8(head)?,
            body: &body[..length],
        })
    }
}

/// A GraphQL call by POST, as somebody or as nobody.
pub(crate) fn post(token: Option<&str>, body: &str) -> Vec<u8> {
    let authorization = token.map_or(String::new(), |token| format!("authorization: Bearer {token}\r\n"));
    format!(
        "POST /graphql HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\n{authorization}content-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// A request by GET, with the tag of an answer that is known already.
pub(crate) fn get(path: &str, known: Option<&str>) -> Vec<u8> {
    let condition = known.map_or(String::new(), |tag| format!("if-none-match: {tag}\r\n"));
    format!("GET {path} HTTP/1.1\r\nhost: bench\r\n{condition}\r\n").into_bytes()
}

/// What one connection asks, one request after the other.
pub(crate) trait Asking: Send + 'static {
    /// The next request; none when there is nothing left to ask.
    fn next(&mut self) -> Option<Vec<u8>>;
    /// Looks at the answer; a wrong one ends the run.
    fn check(&mut self, reply: &Reply<'_>) -> anyhow::Result<()>;
}

/// What a run came to.
#[derive(Debug, Default)]
pub(crate) struct Run {
    /// Requests answered as they should be.
    pub(crate) answered: u64,
    /// From the first request to the last answer.
    pub(crate) elapsed: Duration,
    /// Of each request, in microseconds, in order of size.
    pub(crate) latencies: Vec<u32>,
}

impl Run {
    /// How many a second.
    pub(crate) fn rate(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "nobody answers 2^52 requests")]
        let answered = self.answered as f64;
        answered / self.elapsed.as_secs_f64()
    }

    /// The latency that so many in a hundred do not pass, in milliseconds.
    pub(crate) fn percentile(&self, percent: usize) -> f64 {
        let at = (self.latencies.len() * percent / 100).min(self.latencies.len().saturating_sub(1));
        self.latencies
            .get(at)
            .map_or(f64::NAN, |micros| f64::from(*micros) / 1000.0)
    }
}

/// Lets every one ask on a connection of its own until the time is over, or until they have all asked so often.
pub(crate) async fn run<A: Asking>(
    address: SocketAddr,
    all: &mut Vec<A>,
    time: Duration,
    most: u64,
) -> anyhow::Result<Run> {
    let mut connections = Vec::with_capacity(all.len());
    for asking in all.drain(..) {
        connections.push((Connection::open(address).await?, asking));
    }
    let begun = Instant::now();
    let until = begun + time;
    let mut tasks = JoinSet::new();
    for (mut connection, mut asking) in connections {
        tasks.spawn(async move {
            let mut latencies = Vec::new();
            for _ in 0..most {
                let sent = Instant::now();
                if sent >= until {
                    break;
                }
                let request = asking
                    .next()
                    .context("there is nothing left to ask: fewer seconds, or more rounds")?;
                let reply = connection.exchange(&request).await?;
                latencies.push(u32::try_from(sent.elapsed().as_micros()).unwrap_or(u32::MAX));
                asking.check(&reply)?;
            }
            Ok::<_, anyhow::Error>((asking, latencies))
        });
    }
    let mut run = Run::default();
    while let Some(done) = tasks.join_next().await {
        let (asking, latencies) = done??;
        run.latencies.extend(latencies);
        all.push(asking);
    }
    run.elapsed = begun.elapsed();
    run.answered = u64::try_from(run.latencies.len())?;
    run.latencies.sort_unstable();
    Ok(run)
}

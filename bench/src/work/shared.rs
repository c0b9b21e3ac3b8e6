//! The same figures for anonymous readers: by GET, with an entity tag that is still good, against a static axum route.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::get as route;
use tokio::net::TcpListener;

use crate::Effort;
use crate::client::{Asking, Reply, get, run};
use crate::figure::{Figure, Goal, median_cost};
use crate::ground::{Ground, Server};
use crate::work::coverage::QUERY;

/// How many readers there are at the same time.
const READERS: usize = 64;

/// The longest time that the first look at what is published may take.
const SETTLING: Duration = Duration::from_mins(1);

/// A route that knows its answer: 304 to whoever asks at `/tagged`, and the bytes of a file at `/whole`.
pub(crate) async fn serve_static_route(file: &Path) -> anyhow::Result<()> {
    let bytes = axum::body::Bytes::from(std::fs::read(file)?);
    let tagged = || async { (StatusCode::NOT_MODIFIED, [("etag", "W/\"static\"")]) };
    let whole = move || {
        let bytes = bytes.clone();
        async move { ([("content-type", "application/json")], bytes) }
    };
    let router: Router = Router::new()
        .route("/tagged", route(tagged))
        .route("/whole", route(whole));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    std::io::stdout().flush()?;
    let ended = tokio::task::spawn_blocking(|| std::io::stdin().lines().count());
    tokio::select! {
        served = axum::serve(axum::serve::ListenerExt::tap_io(listener, |stream| { let _ = stream.set_nodelay(true); }), router) => served?,
        _ = ended => {}
    }
    Ok(())
}

/// A process that serves the static route; it ends with its input.
struct Static {
    child: Child,
    address: SocketAddr,
}

impl Static {
    fn start(bytes: &Path) -> anyhow::Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg("--static-route")
            .arg(bytes)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let output = child.stdout.take().context("the output was asked for")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let address = line.trim().parse()?;
        Ok(Self { child, address })
    }
}

impl Drop for Static {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[derive(Clone)]
struct Visitor {
    request: Arc<[u8]>,
    status: u16,
    length: usize,
}

impl Asking for Visitor {
    fn next(&mut self) -> Option<Vec<u8>> {
        Some(self.request.to_vec())
    }

    fn check(&mut self, reply: &Reply<'_>) -> anyhow::Result<()> {
        anyhow::ensure!(
            reply.status == self.status && reply.body.len() == self.length,
            "status {} with {} bytes",
            reply.status,
            reply.body.len()
        );
        Ok(())
    }
}

fn encoded(query: &str) -> String {
    let escaped = query.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    });
    escaped.collect()
}

/// The answer and its tag, once a server that has just started makes no releases any longer for rounds that closed before.
async fn settled(server: &Server, path: &str) -> anyhow::Result<(String, Vec<u8>)> {
    let begun = Instant::now();
    let mut last = None;
    loop {
        let (status, tag, body) = server.get(path).await?;
        anyhow::ensure!(status == 200, "status {status}: {}", String::from_utf8_lossy(&body));
        match tag {
            Some(tag) if last.as_ref() == Some(&tag) => return Ok((tag, body)),
            tag => last = tag,
        }
        anyhow::ensure!(
            begun.elapsed() < SETTLING,
            "the answer is not shared: it has no entity tag that stays"
        );
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
}

/// The service and the static route in turn, first for those who hold the tag, then for those who need the bytes.
pub(crate) async fn measure(ground: &Ground<'_>, server: &Server, effort: Effort) -> anyhow::Result<Vec<Figure>> {
    let query: Vec<&str> = QUERY.split_whitespace().collect();
    let path = format!("/graphql?query={}", encoded(&query.join(" ")));
    let (tag, body) = settled(server, &path).await?;
    let file = ground.folder.join("whole.json");
    std::fs::write(&file, &body)?;
    let floor = Static::start(&file)?;
    let meters = [
        ground.meter(Some(server)),
        crate::processor::Meter {
            server: Some(floor.child.id()),
            ..ground.meter(None)
        },
    ];
    let mut figures = Vec::new();
    for (what, goal, status, length, own, other) in [
        (
            "304 to who holds the tag, of a static route",
            Goal::AtLeast(0.5),
            304,
            0,
            get(&path, Some(&tag)),
            get("/tagged", Some("W/\"static\"")),
        ),
        (
            "the whole answer from memory, of a static route with the same bytes",
            Goal::None,
            200,
            body.len(),
            get(&path, None),
            get("/whole", None),
        ),
    ] {
        let mut ratios = Vec::new();
        let mut rates = [Vec::new(), Vec::new()];
        let mut costs = [Vec::new(), Vec::new()];
        let time = effort.time.min(std::time::Duration::from_secs(5));
        for pair in 0..=effort.pairs {
            let mut rate = [0.0; 2];
            for turn in 0..2 {
                let place = (pair + turn) % 2;
                let request: Arc<[u8]> = [own.as_slice(), other.as_slice()][place].into();
                let visitor = Visitor {
                    request,
                    status,
                    length,
                };
                let mut visitors = vec![visitor; READERS];
                let before = meters[place].read()?;
                let run = run([server.address, floor.address][place], &mut visitors, time, u64::MAX).await?;
                rate[place] = run.rate();
                if pair > 0 {
                    rates[place].push(run.rate());
                    costs[place].push((meters[place].read()? - before).each(run.answered));
                }
            }
            // The first pair warms up.
            if pair > 0 {
                ratios.push(rate[0] / rate[1]);
            }
        }
        let [own_rates, floor_rates] = rates;
        let line = |what: String, unit, goal, values, cost| Figure {
            work: "cached",
            what,
            unit,
            goal,
            values,
            cost,
        };
        figures.push(line(what.to_owned(), "x", goal, ratios, None));
        figures.push(line(
            "— the service".to_owned(),
            "/s",
            Goal::None,
            own_rates,
            Some(median_cost(&costs[0])),
        ));
        figures.push(line(
            "— the static route".to_owned(),
            "/s",
            Goal::None,
            floor_rates,
            Some(median_cost(&costs[1])),
        ));
    }
    Ok(figures)
}

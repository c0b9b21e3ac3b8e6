//! A process behind a socket, and connections to it that can be cut off: HTTP/1.1 as it is written.

use std::io;
use std::net::SocketAddr;

use api::http::{Limits, Patience, Settings, serve};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::app::{TestApp, busy};

/// A process that listens.
pub struct Listening {
    /// Where.
    pub address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

impl Listening {
    /// Serves a process on a free port.
    pub async fn start(app: &TestApp) -> Self {
        let settings = Settings {
            limits: Limits::default(),
            pace: busy(),
            origins: vec!["https://normtrack.example".to_owned()],
            development: false,
            secure: false,
            documents: None,
            build: "test".to_owned(),
        };
        Self::with(app, settings).await
    }

    /// The same, with other settings of the door.
    pub async fn with(app: &TestApp, settings: Settings) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let router = app.process.router(settings);
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(serve(listener, router, Patience::default(), async {
            // A test that failed has dropped the other end.
            let _ = stopped.await;
        }));
        Self { address, stop, serving }
    }

    /// Lets calls in progress finish and ends.
    pub async fn end(self) {
        let _ = self.stop.send(());
        self.serving.await.expect("the process ends in order");
    }
}

/// A connection.
pub struct Line {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Line {
    /// Connects.
    pub async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let read = Vec::new();
        Ok(Self { stream, read })
    }

    /// Sends a GraphQL call and does not wait for its answer.
    pub async fn send(&mut self, token: &str, query: &str, variables: &Value) -> io::Result<()> {
        let body = json!({"query": query, "variables": variables}).to_string();
        let head = format!(
            "POST /graphql HTTP/1.1\r\nhost: normtrack\r\ncontent-type: application/json\r\nauthorization: Bearer {token}\r\n\
             content-length: {}\r\n\r\n",
            body.len()
        );
        self.stream.write_all((head + &body).as_bytes()).await
    }

    /// Reads the answer to the call that was sent.
    pub async fn receive(&mut self) -> io::Result<Value> {
        self.read.clear();
        let mut whole = None;
        loop {
            if let Some((head, length)) = whole
                && self.read.len() >= head + length
            {
                return serde_json::from_slice(&self.read[head..head + length]).map_err(io::Error::other);
            }
            if self.stream.read_buf(&mut self.read).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let end = self.read.windows(4).position(|four| four == b"\r\n\r\n");
            whole = end.map(|end| (end + 4, length(&self.read[..end])));
        }
    }

    /// Sends a call and reads its answer.
    pub async fn call(&mut self, token: &str, query: &str, variables: &Value) -> io::Result<Value> {
        self.send(token, query, variables).await?;
        self.receive().await
    }
}

fn length(head: &[u8]) -> usize {
    let head = String::from_utf8_lossy(head).to_lowercase();
    let value = head.lines().find_map(|line| line.strip_prefix("content-length:"));
    let length = value.and_then(|value| value.trim().parse().ok());
    length.expect("every answer tells its length")
}

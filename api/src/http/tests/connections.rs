//! The server on a real socket: who dawdles is let go, who is being served is served to the end.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::*;
use crate::http::{Patience, serve};

struct Server {
    address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    done: JoinHandle<()>,
}

async fn start(router: Router, head: Duration) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let patience = Patience {
        head,
        shutdown: Duration::from_secs(20),
    };
    let done = tokio::spawn(serve(listener, router, patience, stopped.map(|_| ())));
    Server { address, stop, done }
}

const SHORT: Duration = Duration::from_millis(60);
const REQUEST: &[u8] = b"GET /graphql?query=%7Bfast%7D HTTP/1.1\r\nHost: x\r\n\r\n";

/// Everything that the server sends until it closes.
async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    // A reset is an end too: what was sent before it has been read.
    let read = timeout(Duration::from_secs(10), stream.read_to_end(&mut bytes));
    let _ = read.await.expect("the server closes the connection");
    String::from_utf8(bytes).unwrap()
}

async fn one_answer(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    while !text.ends_with("}}") {
        let mut bytes = [0; 4096];
        let length = stream.read(&mut bytes).await.unwrap();
        assert!(length > 0, "closed after {text}");
        text.push_str(std::str::from_utf8(&bytes[..length]).unwrap());
    }
    text
}

#[tokio::test]
async fn a_connection_without_a_first_byte_is_closed() {
    let server = start(standard(), SHORT).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    assert!(!rest(&mut stream).await.contains("200 OK"));
}

#[tokio::test]
async fn half_a_head_is_closed() {
    let server = start(standard(), SHORT).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(&REQUEST[..30]).await.unwrap();
    assert!(!rest(&mut stream).await.contains("200 OK"));
}

#[tokio::test]
async fn an_idle_connection_is_closed_after_its_answer() {
    let server = start(standard(), SHORT).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(REQUEST).await.unwrap();
    let text = rest(&mut stream).await;
    assert!(text.starts_with("HTTP/1.1 200 OK"), "{text}");
    assert!(text.ends_with(r#"{"data":{"fast":2}}"#), "{text}");
}

#[tokio::test]
async fn half_a_body_is_answered_with_408() {
    let limits = Limits {
        body_time: SHORT,
        ..Limits::default()
    };
    let server = start(door(&World::new(), &limits, false), Duration::from_secs(20)).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let head =
        "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"query\"";
    stream.write_all(head.as_bytes()).await.unwrap();
    let text = rest(&mut stream).await;
    assert!(text.starts_with("HTTP/1.1 408 "), "{text}");
}

#[tokio::test]
async fn stopping_ends_idle_connections_and_finishes_calls() {
    let server = start(standard(), Duration::from_secs(20)).await;
    let mut idle = TcpStream::connect(server.address).await.unwrap();
    idle.write_all(REQUEST).await.unwrap();
    one_answer(&mut idle).await;
    // Half of a call has arrived; it is in progress when the signal comes.
    let mut busy = TcpStream::connect(server.address).await.unwrap();
    let body = r#"{"query":"{fast}"}"#;
    let head = format!(
        "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {}\r\nExpect: 100-continue\r\n\r\n",
        body.len()
    );
    busy.write_all(head.as_bytes()).await.unwrap();
    let mut interim = [0; 25];
    busy.read_exact(&mut interim).await.unwrap();
    assert_eq!(&interim, b"HTTP/1.1 100 Continue\r\n\r\n");

    server.stop.send(()).unwrap();
    assert_eq!(rest(&mut idle).await, "");
    assert!(
        TcpStream::connect(server.address).await.is_err(),
        "nothing more is accepted"
    );
    busy.write_all(body.as_bytes()).await.unwrap();
    let text = rest(&mut busy).await;
    assert!(text.starts_with("HTTP/1.1 200 OK"), "{text}");
    server.done.await.unwrap();
}

#[tokio::test]
async fn a_client_that_leaves_ends_its_call() {
    let world = World::new();
    let router = door(&world, &Limits::default(), false);
    let server = start(router.clone(), Duration::from_secs(20)).await;
    let figure = async |line: &str| {
        let request = http::Request::get("/metrics").body(Body::empty()).unwrap();
        send(&router, request).await.text().contains(line)
    };
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream
        .write_all(b"GET /graphql?query=%7Bhang%7D HTTP/1.1\r\nHost: x\r\n\r\n")
        .await
        .unwrap();
    while !figure("normtrack_graphql_calls_in_flight 1").await {
        tokio::task::yield_now().await;
    }
    drop(stream);
    while !figure("normtrack_graphql_calls_total{operation=\"query\",outcome=\"abandoned\"} 1").await {
        tokio::task::yield_now().await;
    }
}

//! Whoever receives webhooks: a server of HTTP that keeps what it is sent and answers what it is told to.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A message as it came.
#[derive(Clone, Debug)]
pub struct Received {
    /// The headers.
    pub headers: HeaderMap,
    /// The body, byte for byte.
    pub body: Bytes,
}

impl Received {
    /// A header.
    #[track_caller]
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).unwrap_or_else(|| panic!("no {name}"));
        value.to_str().expect("a text")
    }

    /// What it is known by.
    #[track_caller]
    pub fn id(&self) -> &str {
        self.header("webhook-id")
    }

    /// The body.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("a body is JSON")
    }

    /// What it tells of.
    #[track_caller]
    pub fn kind(&self) -> String {
        self.json()["type"].as_str().expect("a type").to_owned()
    }
}

#[derive(Default)]
struct Kept {
    received: Vec<Received>,
    answers: VecDeque<(StatusCode, HeaderMap)>,
}

/// A receiver on this machine.
pub struct Receiver {
    address: SocketAddr,
    kept: Arc<Mutex<Kept>>,
    serving: JoinHandle<()>,
}

impl Receiver {
    /// Begins to receive; everything is answered 204 until something else is said.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("it has an address");
        let kept = Arc::<Mutex<Kept>>::default();
        let router = Router::new().fallback(receive).with_state(Arc::clone(&kept));
        let serving = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("it serves until it ends");
        });
        Self { address, kept, serving }
    }

    /// Where it receives.
    pub fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The next messages are answered with these, in their order.
    pub fn will_answer(&self, answers: impl IntoIterator<Item = StatusCode>) {
        let answers = answers.into_iter().map(|status| (status, HeaderMap::new()));
        self.lock().answers.extend(answers);
    }

    /// The next message is answered with this status and header.
    pub fn will_answer_with(&self, status: StatusCode, name: &'static str, value: &'static str) {
        let headers = [(name.parse().expect("a name"), value.parse().expect("a value"))];
        self.lock().answers.push_back((status, headers.into_iter().collect()));
    }

    /// What came since it was last asked.
    pub fn take(&self) -> Vec<Received> {
        std::mem::take(&mut self.lock().received)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn receive(State(kept): State<Arc<Mutex<Kept>>>, headers: HeaderMap, body: Bytes) -> Response {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    kept.received.push(Received { headers, body });
    let (status, headers) = kept
        .answers
        .pop_front()
        .unwrap_or_else(|| (StatusCode::NO_CONTENT, HeaderMap::new()));
    (status, headers).into_response()
}

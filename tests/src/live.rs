//! A process that listens and follows what happens elsewhere, and clients that subscribe to it.

use std::net::SocketAddr;
use std::time::Duration;

use axum::body::Body;
use futures_util::{SinkExt as _, StreamExt as _};
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, SEC_WEBSOCKET_PROTOCOL};
use http::{HeaderValue, Request};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message as Frame;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::app::{Answer, Persona, TestApp};
use crate::wire::Listening;

/// How long a story waits for what must come.
const LONG: Duration = Duration::from_secs(20);

/// A process that serves and follows, as `normtrack serve` does.
pub struct Serving {
    /// The process behind its socket.
    pub listening: Listening,
    following: JoinSet<()>,
}

impl Serving {
    /// Serves a process on a free port, and follows what happens in the others.
    pub async fn start(app: &TestApp) -> Self {
        let process = app.process.clone();
        let mut following = JoinSet::new();
        following.spawn(async move { process.follow().await });
        Self {
            listening: Listening::start(app).await,
            following,
        }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.listening.address
    }

    /// The process hears and says nothing more, as if it were cut off.
    pub async fn cut_off(&mut self) {
        self.following.shutdown().await;
    }

    /// A client of this process.
    pub async fn connect(&self, who: impl Into<Option<&Persona>>) -> Subscriber {
        Subscriber::connect(self.address(), who.into().map(|who| who.token.as_str())).await
    }
}

/// A client over `graphql-transport-ws`.
pub struct Subscriber {
    socket: WebSocketStream<TcpStream>,
}

/// What a subscriber hears.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// A message.
    Message(Value),
    /// The end of the socket, with its code; 0 where it was cut off.
    Closed(u16),
}

impl Subscriber {
    /// Opens a socket and says who it is.
    pub async fn connect(address: SocketAddr, token: Option<&str>) -> Self {
        let opened = Self::open(address, token).await;
        opened.unwrap_or_else(|code| panic!("the socket is closed: {code}"))
    }

    /// Opens a socket and says who it is; the code with which the process closes it where that is refused.
    pub async fn open(address: SocketAddr, token: Option<&str>) -> Result<Self, u16> {
        let request = format!("ws://{address}/graphql").into_client_request();
        let mut request = request.expect("an address");
        let protocol = HeaderValue::from_static("graphql-transport-ws");
        request.headers_mut().insert(SEC_WEBSOCKET_PROTOCOL, protocol);
        let stream = TcpStream::connect(address).await.expect("the process listens");
        stream.set_nodelay(true).expect("the connection is open");
        let (socket, _) = client_async(request, stream).await.expect("the process opens a socket");
        let mut subscriber = Self { socket };
        let payload = token.map_or(json!({}), |token| json!({"authorization": format!("Bearer {token}")}));
        subscriber
            .say(&json!({"type": "connection_init", "payload": payload}))
            .await;
        match subscriber.hear().await {
            Told::Closed(code) => Err(code),
            Told::Message(message) => {
                assert_eq!(message, json!({"type": "connection_ack"}));
                Ok(subscriber)
            }
        }
    }

    async fn say(&mut self, message: &Value) {
        let sent = self.socket.send(Frame::text(message.to_string())).await;
        sent.expect("the socket is open");
    }

    /// Subscribes, under this id.
    pub async fn subscribe(&mut self, id: &str, query: &str, variables: Value) {
        let payload = json!({"query": query, "variables": variables});
        self.say(&json!({"type": "subscribe", "id": id, "payload": payload}))
            .await;
    }

    /// Ends a subscription.
    pub async fn complete(&mut self, id: &str) {
        self.say(&json!({"type": "complete", "id": id})).await;
    }

    /// What comes next.
    pub async fn hear(&mut self) -> Told {
        let next = async {
            loop {
                match self.socket.next().await {
                    Some(Ok(Frame::Text(text))) => {
                        return Told::Message(serde_json::from_str(&text).expect("messages are JSON"));
                    }
                    Some(Ok(Frame::Close(close))) => {
                        return Told::Closed(close.map_or(0, |close| close.code.into()));
                    }
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return Told::Closed(0),
                }
            }
        };
        timeout(LONG, next).await.expect("something comes in time")
    }

    /// The data of the next event; a test that expects one fails here with what came instead.
    pub async fn event(&mut self) -> Value {
        match self.hear().await {
            Told::Message(message) if message["type"] == "next" && message["payload"].get("errors").is_none() => {
                message["payload"]["data"].clone()
            }
            other => panic!("no event but {other:?}"),
        }
    }

    /// The code of the error with which a subscription is refused or ends.
    pub async fn refusal(&mut self) -> String {
        let Told::Message(message) = self.hear().await else {
            panic!("the socket is closed");
        };
        let errors = match message["type"].as_str() {
            Some("error") => &message["payload"],
            Some("next") => &message["payload"]["errors"],
            _ => panic!("no error but {message}"),
        };
        let code = errors[0]["extensions"]["code"].as_str();
        code.unwrap_or_else(|| panic!("{message}")).to_owned()
    }
}

/// A subscription as server-sent events, asked for by POST.
pub struct Events {
    body: Body,
    read: String,
}

impl Events {
    /// Subscribes; the answer where it is none of events.
    pub async fn open(
        app: &TestApp,
        who: impl Into<Option<&Persona>>,
        query: &str,
        variables: Value,
    ) -> Result<Self, Answer> {
        let mut request = Request::post("/graphql")
            .header(CONTENT_TYPE, "application/json")
            .header(ACCEPT, "text/event-stream");
        if let Some(who) = who.into() {
            request = request.header(AUTHORIZATION, format!("Bearer {}", who.token));
        }
        let body = json!({"query": query, "variables": variables}).to_string();
        let response = app.open(request.body(Body::from(body)).expect("a request")).await;
        let kind = response.headers().get(CONTENT_TYPE).cloned();
        if kind.is_some_and(|kind| kind == "text/event-stream") {
            let (body, read) = (response.into_body(), String::new());
            Ok(Self { body, read })
        } else {
            Err(Answer::read(response).await)
        }
    }

    /// The payload of the next event; nothing where the service has said that this was all.
    pub async fn hear(&mut self) -> Option<Value> {
        loop {
            if let Some((event, rest)) = self.read.split_once("\n\n") {
                let payload = event.strip_prefix("event: next\ndata: ");
                let payload = payload.map(|payload| serde_json::from_str(payload).expect("payloads are JSON"));
                let is_over = event.starts_with("event: complete");
                self.read = rest.to_string();
                if payload.is_some() || is_over {
                    return payload;
                }
                continue;
            }
            let frame = timeout(LONG, self.body.frame()).await.expect("something comes in time");
            let frame = frame?.expect("the stream is whole");
            let bytes = frame.into_data().expect("events have no trailers");
            self.read
                .push_str(std::str::from_utf8(&bytes).expect("events are text"));
        }
    }
}

//! `graphql-transport-ws`, row by row, from a client's side.

use futures_util::SinkExt as _;
use http::header::{HOST, ORIGIN, SEC_WEBSOCKET_PROTOCOL};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Error, Message as Frame};
use tokio_tungstenite::{WebSocketStream, client_async};

use super::*;
use crate::http::{Patience, serve};

/// How long a test waits for what must come.
const LONG: Duration = Duration::from_secs(10);

async fn listen(router: Router) -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(serve(listener, router, Patience::default(), std::future::pending()));
    address
}

/// Asks for a socket; a header without a value is left out.
async fn ask(router: &Router, headers: &[(http::HeaderName, &'static str)]) -> Result<Socket, (u16, String)> {
    let address = listen(router.clone()).await;
    let mut request = format!("ws://{address}/graphql").into_client_request().unwrap();
    for (name, value) in headers {
        request
            .headers_mut()
            .insert(name, http::HeaderValue::from_static(value));
    }
    let stream = TcpStream::connect(address).await.unwrap();
    match client_async(request, stream).await {
        Ok((stream, response)) => {
            assert_eq!(response.headers()[SEC_WEBSOCKET_PROTOCOL], "graphql-transport-ws");
            Ok(Socket(stream))
        }
        Err(Error::Http(response)) => {
            let body = response.body().clone().unwrap_or_default();
            Err((response.status().as_u16(), String::from_utf8(body).unwrap()))
        }
        Err(other) => panic!("{other}"),
    }
}

struct Socket(WebSocketStream<TcpStream>);

impl Socket {
    async fn open(router: &Router) -> Self {
        let protocol = (SEC_WEBSOCKET_PROTOCOL, "graphql-transport-ws");
        ask(router, &[protocol])
            .await
            .unwrap_or_else(|refused| panic!("{refused:?}"))
    }

    /// A socket whose client is known.
    async fn of(router: &Router, token: Option<&str>) -> Self {
        let mut socket = Self::open(router).await;
        let payload = token.map_or(json!({}), |token| json!({"authorization": format!("Bearer {token}")}));
        socket.say(json!({"type": "connection_init", "payload": payload})).await;
        assert_eq!(socket.hear().await, json!({"type": "connection_ack"}));
        socket
    }

    async fn say(&mut self, message: Value) {
        self.0.send(Frame::text(message.to_string())).await.unwrap();
    }

    async fn subscribe(&mut self, id: &str, query: &str) {
        self.say(json!({"id": id, "type": "subscribe", "payload": {"query": query}}))
            .await;
    }

    async fn frame(&mut self) -> Option<Frame> {
        loop {
            match timeout(LONG, self.0.next()).await.expect("something comes in time") {
                Some(Ok(Frame::Ping(_) | Frame::Pong(_))) => {}
                Some(Ok(frame)) => return Some(frame),
                Some(Err(_)) | None => return None,
            }
        }
    }

    async fn hear(&mut self) -> Value {
        match self.frame().await {
            Some(Frame::Text(text)) => serde_json::from_str(&text).unwrap(),
            other => panic!("no message but {other:?}"),
        }
    }

    /// The code and the reason with which the server closes.
    async fn closed(&mut self) -> (u16, String) {
        match self.frame().await {
            Some(Frame::Close(Some(close))) => {
                assert!(close.reason.len() < 123, "{}", close.reason.len());
                (u16::from(close.code), close.reason.to_string())
            }
            other => panic!("not closed but {other:?}"),
        }
    }

    async fn closes_after(mut self, message: Value) -> (u16, String) {
        self.say(message).await;
        self.closed().await
    }
}

fn subscribing(id: &str) -> Value {
    json!({"id": id, "type": "subscribe", "payload": {"query": "subscription { never }"}})
}

#[tokio::test]
async fn a_subscription_runs_to_its_end() {
    let router = standard();
    let mut socket = Socket::of(&router, Some(TOKEN)).await;
    socket.subscribe("a", "subscription { count(to: 2) }").await;
    assert_eq!(
        socket.hear().await,
        json!({"type": "next", "id": "a", "payload": {"data": {"count": 1}}})
    );
    assert_eq!(
        socket.hear().await,
        json!({"type": "next", "id": "a", "payload": {"data": {"count": 2}}})
    );
    assert_eq!(socket.hear().await, json!({"type": "complete", "id": "a"}));
    // The id is free again.
    socket.subscribe("a", "subscription { who }").await;
    assert_eq!(socket.hear().await["payload"]["data"]["who"], "somebody en");
}

#[tokio::test]
async fn whoever_shows_no_token_is_nobody_and_is_spoken_to_in_their_language() {
    let mut socket = Socket::open(&standard()).await;
    socket
        .say(json!({"type": "connection_init", "payload": {"language": "fr"}}))
        .await;
    assert_eq!(socket.hear().await["type"], "connection_ack");
    socket.subscribe("a", "subscription { who }").await;
    assert_eq!(socket.hear().await["payload"]["data"]["who"], "nobody fr");
}

#[tokio::test]
async fn nobody_subscribes_before_the_acknowledgement() {
    let socket = Socket::open(&standard()).await;
    assert_eq!(
        socket.closes_after(subscribing("a")).await,
        (4401, "Unauthorized".to_owned())
    );
}

#[tokio::test]
async fn a_second_initialisation_is_one_too_many() {
    let socket = Socket::of(&standard(), None).await;
    let closed = socket.closes_after(json!({"type": "connection_init"})).await;
    assert_eq!(closed, (4429, "Too many initialisation requests".to_owned()));
}

#[tokio::test]
async fn a_refused_initialisation_is_forbidden() {
    for payload in [
        json!({"authorization": "Bearer forged"}),
        json!({"authorization": "Basic good"}),
        json!({"authorization": "good"}),
    ] {
        let socket = Socket::open(&standard()).await;
        let closed = socket
            .closes_after(json!({"type": "connection_init", "payload": payload}))
            .await;
        assert_eq!(closed, (4403, "Forbidden".to_owned()));
    }
    let socket = Socket::open(&standard()).await;
    let unknown = json!({"type": "connection_init", "payload": {"authorization": "Bearer unknown-for-now"}});
    assert_eq!(socket.closes_after(unknown).await.0, 1013, "nobody can say yet");
}

#[tokio::test]
async fn a_silent_socket_is_closed() {
    let limits = Limits {
        acknowledgement: Duration::from_millis(50),
        ..Limits::default()
    };
    let mut socket = Socket::open(&door(&World::new(), &limits, false)).await;
    assert_eq!(
        socket.closed().await,
        (4408, "Connection initialisation timeout".to_owned())
    );
}

#[tokio::test]
async fn what_is_no_message_of_the_protocol_closes_the_socket() {
    let long = "x".repeat(4_000);
    for text in [
        "",
        "{",
        "[]",
        "null",
        "{}",
        r#"{"type": 1}"#,
        r#"{"type": "start", "id": "a"}"#,
        r#"{"type": "subscribe", "payload": {"query": "subscription { never }"}}"#,
        r#"{"type": "subscribe", "id": "", "payload": {"query": "subscription { never }"}}"#,
        r#"{"type": "subscribe", "id": 1, "payload": {"query": "subscription { never }"}}"#,
        r#"{"type": "subscribe", "id": "a"}"#,
        r#"{"type": "subscribe", "id": "a", "payload": []}"#,
        r#"{"type": "complete"}"#,
        r#"{"type": "ping", "payload": "now"}"#,
        &format!(r#"{{"type": "{long}"}}"#),
        &format!(r#"{{"type": "é{long}é"}}"#),
    ] {
        let mut socket = Socket::of(&standard(), None).await;
        socket.0.send(Frame::text(text)).await.unwrap();
        assert_eq!(socket.closed().await.0, 4400, "{text}");
    }
    let mut socket = Socket::of(&standard(), None).await;
    socket.0.send(Frame::binary(b"{}".to_vec())).await.unwrap();
    assert_eq!(socket.closed().await.0, 4400);
}

#[tokio::test]
async fn an_id_in_use_is_not_replaced() {
    let mut socket = Socket::of(&standard(), None).await;
    socket.say(subscribing("a")).await;
    let closed = socket.closes_after(subscribing("a")).await;
    assert_eq!(closed, (4409, "Subscriber for a already exists".to_owned()));
    // However long the id, its reason fits into the frame and ends between two characters.
    let id = "é".repeat(200);
    let mut socket = Socket::of(&standard(), None).await;
    socket.say(subscribing(&id)).await;
    assert_eq!(socket.closes_after(subscribing(&id)).await.0, 4409);
}

#[tokio::test]
async fn request_errors_come_as_error_with_a_list_and_no_complete() {
    let mut socket = Socket::of(&standard(), None).await;
    for (query, code) in [
        ("subscription {", "INVALID"),
        ("subscription { unknown }", "INVALID"),
        ("subscription { count(to: true) }", "INVALID"),
        ("subscription ($to: Int!) { count(to: $to) }", "INVALID"),
        ("subscription { never count(to: 1) }", "INVALID"),
        ("subscription A { never } subscription B { never }", "INVALID"),
        ("{ fast }", "INVALID"),
        ("mutation { save(text: \"x\") }", "INVALID"),
        ("subscription { refused }", "NOT_FOUND"),
    ] {
        socket.subscribe("a", query).await;
        let message = socket.hear().await;
        assert_eq!(
            (&message["type"], &message["id"]),
            (&json!("error"), &json!("a")),
            "{query}: {message}"
        );
        assert_eq!(message["payload"][0]["extensions"]["code"], code, "{query}: {message}");
    }
    // Nothing but what was asked last comes now: no complete follows an error.
    socket.say(json!({"type": "ping"})).await;
    assert_eq!(socket.hear().await, json!({"type": "pong"}));
}

#[tokio::test]
async fn the_limits_of_every_call_hold_over_a_socket() {
    let mut socket = Socket::of(&standard(), None).await;
    let aliases = (0..31).map(|number| format!("a{number}: never"));
    let aliases = aliases.collect::<Vec<_>>().join(" ");
    let bomb = (0..28).map(|number| format!("fragment F{number} on S {{ ...F{0} ...F{0} }}", number + 1));
    let bomb = bomb.collect::<Vec<_>>().join(" ");
    for (query, limit) in [
        (format!("subscription {{ {aliases} }}"), "aliases"),
        (
            format!("subscription {{ never }} {bomb} fragment F28 on S {{ a }}"),
            "size",
        ),
        (format!("subscription {{ never }} # {}", "x".repeat(20_000)), "query"),
    ] {
        socket.subscribe("a", &query).await;
        let message = socket.hear().await;
        assert_eq!(message["payload"][0]["extensions"]["limit"], limit, "{message}");
    }
}

#[tokio::test]
async fn an_error_after_the_first_event_is_told_and_the_subscription_goes_on() {
    let mut socket = Socket::of(&standard(), None).await;
    socket.subscribe("a", "subscription { failsLater }").await;
    assert_eq!(socket.hear().await["payload"], json!({"data": {"failsLater": 1}}));
    let failed = socket.hear().await;
    assert_eq!(failed["type"], "next");
    assert_eq!(failed["payload"]["errors"][0]["extensions"]["code"], "NOT_FOUND");
    assert_eq!(failed["payload"]["data"], Value::Null);
    assert_eq!(socket.hear().await, json!({"type": "complete", "id": "a"}));
}

#[tokio::test]
async fn a_panic_ends_its_subscription_alone() {
    let mut socket = Socket::of(&standard(), None).await;
    socket.say(subscribing("b")).await;
    socket.subscribe("a", "subscription { panics }").await;
    assert_eq!(socket.hear().await["payload"], json!({"data": {"panics": 1}}));
    let failed = socket.hear().await;
    assert_eq!(failed["payload"]["errors"][0]["extensions"]["code"], "INTERNAL");
    assert!(!failed.to_string().contains("42"));
    assert_eq!(socket.hear().await, json!({"type": "complete", "id": "a"}));
    socket.say(json!({"type": "ping"})).await;
    assert_eq!(socket.hear().await, json!({"type": "pong"}));
}

#[tokio::test]
async fn a_complete_of_the_client_is_not_answered() {
    let mut socket = Socket::of(&standard(), None).await;
    socket.subscribe("a", "subscription { onceAndWait }").await;
    assert_eq!(socket.hear().await["type"], "next");
    socket.say(json!({"type": "complete", "id": "a"})).await;
    socket.say(json!({"type": "complete", "id": "of nobody"})).await;
    socket.say(json!({"type": "ping", "payload": {"n": 1}})).await;
    assert_eq!(socket.hear().await, json!({"type": "pong", "payload": {"n": 1}}));
    socket.say(json!({"type": "pong"})).await;
    // Its id is free.
    socket.subscribe("a", "subscription { count(to: 1) }").await;
    assert_eq!(socket.hear().await["payload"]["data"]["count"], 1);
}

#[tokio::test]
async fn only_the_one_subprotocol_is_spoken() {
    let router = standard();
    for protocol in ["graphql-ws", "soap", ""] {
        let headers: &[_] = match protocol {
            "" => &[],
            protocol => &[(SEC_WEBSOCKET_PROTOCOL, protocol)],
        };
        let (status, body) = ask(&router, headers).await.err().unwrap();
        assert_eq!(status, 400, "{protocol}");
        assert!(
            body.contains("graphql-transport-ws") && body.contains("INVALID"),
            "{body}"
        );
    }
    assert!(
        ask(&router, &[(SEC_WEBSOCKET_PROTOCOL, "graphql-ws, graphql-transport-ws")])
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn only_pages_of_listed_addresses_open_a_socket() {
    let router = standard();
    let protocol = (SEC_WEBSOCKET_PROTOCOL, "graphql-transport-ws");
    for (origin, admitted) in [
        ("https://normtrack.example", true),
        ("https://NORMTRACK.example", true),
        ("https://normtrack.example.evil.example", false),
        ("http://normtrack.example", false),
        ("https://evil.example", false),
        ("http://localhost:5173", false),
        ("null", false),
    ] {
        let asked = ask(&router, &[protocol.clone(), (ORIGIN, origin)]).await;
        match asked {
            Ok(_) => assert!(admitted, "{origin}"),
            Err((status, body)) => {
                assert!(!admitted, "{origin}");
                assert_eq!(status, 403);
                assert!(body.contains("FORBIDDEN"), "{body}");
            }
        }
    }
}

#[test]
fn a_service_on_this_machine_alone_lets_in_its_other_programs() {
    use crate::http::socket::admits;
    let origins = ["http://127.0.0.1:8080".to_owned()];
    let headers = |origin: &'static str, host: &'static str| {
        let mut headers = HeaderMap::new();
        headers.insert(ORIGIN, http::HeaderValue::from_static(origin));
        headers.insert(HOST, http::HeaderValue::from_static(host));
        headers
    };
    assert!(admits(&origins, &headers("http://localhost:5173", "127.0.0.1:8080")));
    assert!(admits(&origins, &headers("http://[::1]:8080", "localhost:8080")));
    assert!(!admits(&origins, &headers("http://evil.example", "127.0.0.1:8080")));
    assert!(
        !admits(&origins, &headers("http://localhost:5173", "evil.example")),
        "another name leads here"
    );
    assert!(!admits(
        &["https://n.example".to_owned()],
        &headers("http://localhost:5173", "localhost")
    ));
}

#[tokio::test]
async fn a_socket_carries_a_limited_number_of_subscriptions() {
    let limits = Limits {
        subscriptions: 2,
        account_subscriptions: 3,
        ..Limits::default()
    };
    let router = door(&World::new(), &limits, false);
    let mut first = Socket::of(&router, Some(TOKEN)).await;
    let mut second = Socket::of(&router, Some(TOKEN)).await;
    let waiting = "subscription { onceAndWait }";
    for id in ["a", "b"] {
        first.subscribe(id, waiting).await;
        assert_eq!(first.hear().await["type"], "next");
    }
    first.subscribe("c", waiting).await;
    let refused = first.hear().await;
    assert_eq!(refused["type"], "error");
    assert_eq!(
        refused["payload"][0]["extensions"],
        json!({"code": "LIMIT", "limit": "subscriptions", "maximum": 2, "actual": 3})
    );
    // The account has a limit of its own, over all its sockets.
    second.subscribe("a", waiting).await;
    assert_eq!(second.hear().await["type"], "next");
    second.subscribe("b", waiting).await;
    let refused = second.hear().await;
    assert_eq!(refused["payload"][0]["extensions"]["limit"], "accountSubscriptions");
    // What ends makes room.
    first.say(json!({"type": "complete", "id": "a"})).await;
    first.subscribe("c", waiting).await;
    assert_eq!(first.hear().await["type"], "next");
}

#[tokio::test]
async fn a_process_keeps_a_limited_number_of_sockets() {
    let limits = Limits {
        streams: 1,
        ..Limits::default()
    };
    let router = door(&World::new(), &limits, false);
    let protocol = (SEC_WEBSOCKET_PROTOCOL, "graphql-transport-ws");
    let socket = Socket::open(&router).await;
    let (status, body) = ask(&router, &[protocol]).await.err().unwrap();
    assert_eq!(status, 429);
    assert!(body.contains("\"limit\":\"streams\""), "{body}");
    drop(socket);
}

#[tokio::test]
async fn a_message_over_the_limit_closes_the_socket() {
    let mut socket = Socket::of(&standard(), None).await;
    let sent = socket.0.send(Frame::text(format!(
        "{{\"type\":\"ping\",\"payload\":{{\"x\":\"{}\"}}}}",
        "x".repeat(200_000)
    )));
    // The server may have closed before it was all sent.
    let _ = sent.await;
    match socket.frame().await {
        Some(Frame::Close(Some(close))) => assert_eq!(close.code, CloseCode::Size),
        None => {}
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_socket_ends_with_its_token() {
    let world = World::new();
    let mut socket = Socket::of(&door(&world, &Limits::default(), false), Some(TOKEN)).await;
    socket.subscribe("a", "subscription { onceAndWait }").await;
    assert_eq!(socket.hear().await["type"], "next");
    *world.token.lock().unwrap() = false;
    assert_eq!(socket.closed().await, (4403, "Forbidden".to_owned()));
}

#[tokio::test]
async fn a_socket_is_told_that_the_process_stops() {
    let world = World::new();
    let mut socket = Socket::of(&door(&world, &Limits::default(), false), Some(TOKEN)).await;
    let (closed, ()) = tokio::join!(socket.closed(), world.streams.stop());
    assert_eq!(closed, (1001, "Going away".to_owned()));
}

#[tokio::test]
async fn a_client_that_leaves_ends_its_subscriptions() {
    let world = World::new();
    let mut socket = Socket::of(&door(&world, &Limits::default(), false), Some(TOKEN)).await;
    socket.subscribe("a", "subscription { onceAndWait }").await;
    assert_eq!(socket.hear().await["type"], "next");
    assert_eq!(world.streams.gauge().get(), 2, "a socket and a subscription");
    drop(socket);
    timeout(LONG, world.streams.stop()).await.unwrap();
    assert_eq!(world.streams.gauge().get(), 0);
}

#[tokio::test]
async fn what_is_no_request_for_a_socket_is_refused_as_any_other() {
    let request = http::Request::get("/graphql")
        .header("connection", "upgrade")
        .header("upgrade", "websocket")
        .header(SEC_WEBSOCKET_PROTOCOL, "graphql-transport-ws");
    let answer = send(&standard(), request.body(Body::empty()).unwrap()).await;
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (StatusCode::BAD_REQUEST, "INVALID")
    );
}

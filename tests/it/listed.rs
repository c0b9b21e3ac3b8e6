//! A service that answers strangers what is listed and nothing else, on every way in; and how much may stay open.

use std::net::SocketAddr;
use std::sync::Arc;

use api::http::{KnownDocuments, Limits, Peer, Settings};
use axum::Router;
use axum::body::Body;
use domain::access::Role;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tests::app::{Persona, TestApp, busy};
use tests::wire::Listening;
use tower::ServiceExt as _;

use crate::filing::round;

const ROUNDS: &str = "query Rounds { rounds(first: 5) { nodes { key } } }";
const ENTRY: &str = "mutation Entry($input: SignInInput!) { signIn(input: $input) { tokens { accessToken } } }";
const FILINGS: &str = "subscription Filings($round: String!) { filingsOfRound(round: $round) { __typename } }";
const UNLISTED: &str = "{ rounds(first: 5) { nodes { key stage } } }";

fn settings(documents: Option<Arc<KnownDocuments>>, limits: Limits) -> Settings {
    Settings {
        limits,
        pace: busy(),
        origins: vec!["https://normtrack.example".to_owned()],
        development: false,
        secure: false,
        documents,
        build: "test".to_owned(),
    }
}

fn list() -> Arc<KnownDocuments> {
    let entry = |(id, body): (&str, &str)| json!({"id": id, "name": id, "type": "query", "body": body});
    let operations = [("rounds", ROUNDS), ("entry", ENTRY), ("filings", FILINGS)].map(entry);
    let manifest = json!({"format": "apollo-persisted-query-manifest", "version": 1, "operations": operations});
    Arc::new(KnownDocuments::of(manifest.to_string().as_bytes()).unwrap())
}

async fn send(router: &Router, request: http::request::Builder, body: Body) -> (StatusCode, Value, String) {
    let response = router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let text = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
    (parts.status, serde_json::from_str(&text).unwrap_or_default(), text)
}

async fn post(router: &Router, who: Option<&Persona>, body: Value) -> Value {
    let mut request = Request::post("/graphql").header(CONTENT_TYPE, "application/json");
    if let Some(who) = who {
        request = request.header(AUTHORIZATION, format!("Bearer {}", who.token));
    }
    send(router, request, Body::from(body.to_string())).await.1
}

fn code(answer: &Value) -> &str {
    answer["errors"][0]["extensions"]["code"].as_str().unwrap_or("none")
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_ask_what_is_listed_and_whoever_has_signed_in_asks_anything() {
    let app = TestApp::start().await;
    round(&app, "views-and-assessments/1", "views-2027").await;
    let focal = app.of("QMA", Role::FocalPoint).await;
    let router = app.process.router(settings(Some(list()), Limits::default()));
    let hash = format!("sha256:{}", vault::hex(&Sha256::digest(ROUNDS)));

    for listed in [
        json!({"query": ROUNDS}),
        json!({"query": ROUNDS.replace("key", "key __typename").replace(' ', "\n")}),
        json!({"documentId": hash}),
        json!({"documentId": "rounds", "operationName": "Rounds"}),
    ] {
        let answer = post(&router, None, listed.clone()).await;
        assert_eq!(
            answer["data"]["rounds"]["nodes"][0]["key"], "views-2027",
            "{listed}: {answer}"
        );
    }
    let input = json!({"email": "nobody@example.int", "password": "four words make one"});
    let entry = post(
        &router,
        None,
        json!({"documentId": "entry", "variables": {"input": input}}),
    )
    .await;
    assert_eq!(
        code(&entry),
        "UNAUTHENTICATED",
        "it is asked, and refused for what it is"
    );

    for (body, expected) in [
        (json!({"query": UNLISTED}), "FORBIDDEN"),
        (json!({"query": "{ __schema { types { name } } }"}), "FORBIDDEN"),
        (json!({"query": "{ __typename }"}), "FORBIDDEN"),
        (
            json!({"query": format!("{ROUNDS} {UNLISTED}"), "operationName": "Rounds"}),
            "FORBIDDEN",
        ),
        (json!({"query": "{"}), "FORBIDDEN"),
        (json!({"documentId": "sha256:00"}), "INVALID"),
        (json!({"documentId": "elsewhere"}), "INVALID"),
        (json!({"documentId": hash, "query": ROUNDS}), "INVALID"),
        (json!({"documentId": 7}), "INVALID"),
    ] {
        let answer = post(&router, None, body.clone()).await;
        assert_eq!(code(&answer), expected, "{body}: {answer}");
        assert!(answer.get("data").is_none(), "{answer}");
    }
    for body in [json!({"query": UNLISTED}), json!({"documentId": hash})] {
        let answer = post(&router, Some(&focal), body.clone()).await;
        assert_eq!(
            answer["data"]["rounds"]["nodes"][0]["key"], "views-2027",
            "{body}: {answer}"
        );
    }

    // By GET, where answers are shared.
    app.process.take_pulse().await.unwrap();
    for (query, expected) in [
        (format!("documentId={}", hash.replace(':', "%3A")), StatusCode::OK),
        ("query=%7B__typename%7D".to_owned(), StatusCode::BAD_REQUEST),
    ] {
        for _ in 0..2 {
            let request = Request::get(format!("/graphql?{query}")).header(ACCEPT, "application/graphql-response+json");
            let (status, answer, _) = send(&router, request, Body::empty()).await;
            assert_eq!(status, expected, "{query}: {answer}");
        }
    }

    // Without a list an id stands for nothing, and any document is answered.
    let open = app.process.router(settings(None, Limits::default()));
    assert_eq!(code(&post(&open, None, json!({"documentId": hash})).await), "INVALID");
    assert_eq!(code(&post(&open, None, json!({"query": UNLISTED})).await), "none");
}

#[tokio::test(flavor = "multi_thread")]
async fn subscriptions_of_strangers_are_listed_too() {
    let app = TestApp::start().await;
    round(&app, "views-and-assessments/1", "views-2027").await;
    let focal = app.of("QMA", Role::FocalPoint).await;
    let listening = Listening::with(&app, settings(Some(list()), Limits::default())).await;
    let variables = json!({"round": "views-2027"});
    let other = FILINGS.replace("__typename", "position");
    let mut stranger = tests::live::Subscriber::connect(listening.address, None).await;
    stranger.subscribe("a", &other, variables.clone()).await;
    assert_eq!(stranger.refusal().await, "FORBIDDEN");
    // Nothing is told until something is filed, so a refusal of the same name says that the first one is open.
    stranger.subscribe("b", FILINGS, variables.clone()).await;
    stranger.subscribe("c", ROUNDS, json!({})).await;
    assert_eq!(
        stranger.refusal().await,
        "INVALID",
        "a query, where subscriptions are served"
    );
    let mut known = tests::live::Subscriber::connect(listening.address, Some(&focal.token)).await;
    known.subscribe("a", &other, variables.clone()).await;
    known.subscribe("b", "subscription { nothing }", json!({})).await;
    assert_eq!(known.refusal().await, "INVALID");
    drop((stranger, known));
    listening.end().await;

    let router = app.process.router(settings(Some(list()), Limits::default()));
    let request = Request::post("/graphql")
        .header(CONTENT_TYPE, "application/json")
        .header(ACCEPT, "text/event-stream");
    let body = json!({"query": other, "variables": variables}).to_string();
    let (_, _, text) = send(&router, request, Body::from(body)).await;
    assert!(
        text.contains("\"FORBIDDEN\"") && text.contains("event: complete"),
        "{text}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_keeps_so_many_streams_open_and_one_socket_begins_so_many_operations() {
    let app = TestApp::start().await;
    round(&app, "views-and-assessments/1", "views-2027").await;
    let limits = Limits {
        address_streams: 2,
        socket_operations: 3,
        ..Limits::default()
    };
    let router = app.process.router(settings(None, limits.clone()));
    let open = async |address: &str| {
        let body = json!({"query": FILINGS, "variables": {"round": "views-2027"}}).to_string();
        let mut request = Request::post("/graphql")
            .header(CONTENT_TYPE, "application/json")
            .header(ACCEPT, "text/event-stream")
            .body(Body::from(body))
            .unwrap();
        let peer = Peer(SocketAddr::new(address.parse().unwrap(), 4000));
        request.extensions_mut().insert(peer);
        router.clone().oneshot(request).await.unwrap().into_body()
    };
    let refused = async |body: Body| {
        let text = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
        assert!(
            text.contains("\"limit\":\"addressStreams\"") && text.contains("\"LIMIT\""),
            "{text}"
        );
    };
    let (one, two) = (open("192.0.2.7").await, open("192.0.2.7").await);
    refused(open("192.0.2.7").await).await;
    // Another address, and this machine, which is ours.
    let elsewhere = open("192.0.2.8").await;
    let here = [
        open("127.0.0.1").await,
        open("127.0.0.1").await,
        open("127.0.0.1").await,
    ];
    // Of IPv6 a network of 64 bits is one.
    let wide = [open("2001:db8::1").await, open("2001:db8::2").await];
    refused(open("2001:db8::3").await).await;
    drop(one);
    let three = open("192.0.2.7").await;
    refused(open("192.0.2.7").await).await;
    drop((two, three, elsewhere, here, wide));

    let listening = Listening::with(&app, settings(None, limits)).await;
    let mut socket = tests::live::Subscriber::connect(listening.address, None).await;
    for id in ["a", "b", "c"] {
        socket.subscribe(id, ROUNDS, json!({})).await;
        assert_eq!(socket.refusal().await, "INVALID");
    }
    socket.subscribe("d", ROUNDS, json!({})).await;
    assert_eq!(socket.refusal().await, "LIMIT");
    drop(socket);
    listening.end().await;
}

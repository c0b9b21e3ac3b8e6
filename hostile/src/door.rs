//! The HTTP door, as it is in front of the service, with nothing behind it: whatever passes is answered with `null`.

use std::sync::Arc;

use api::graphql::fault::Fault;
use api::http::{
    Caller, Door, Executed, Limits, Pace, PaceSettings, Peer, Settings, Streams, Wiring, asked_language, download_name,
    range, router,
};
use api::telemetry::Metrics;
use api::zone;
use async_graphql::Value as Nothing;
use axum::Router;
use axum::body::Body;
use axum::response::Response;
use chrono::DateTime;
use domain::language::Language;
use futures_util::{FutureExt as _, StreamExt as _, stream};
use http::header::{
    ACCEPT, ACCEPT_LANGUAGE, ALLOW, AUTHORIZATION, CONTENT_LANGUAGE, CONTENT_TYPE, HOST, IF_NONE_MATCH, ORIGIN,
    USER_AGENT,
};
use http::{HeaderName, HeaderValue, Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use uuid::Uuid;

use crate::{text, wait_for};

/// The one token that is good.
pub(crate) const TOKEN: &str = "good";

fn executed(_: Caller<Option<String>>, _: async_graphql::Request) -> Executed {
    Executed {
        response: async_graphql::Response::new(Nothing::Object(
            [(async_graphql::Name::new("done"), true.into())].into(),
        )),
        public: None,
    }
}

/// A door that knows one token, whose subscriptions tell one thing and end.
pub(crate) fn door() -> Router {
    let pace = PaceSettings {
        account: std::num::NonZeroU32::MAX,
        address: std::num::NonZeroU32::MAX,
        trusted: vec!["10.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()],
    };
    let wiring = Wiring {
        authenticate: Box::new(|token| {
            let actor = match token.as_deref() {
                None => Ok(None),
                Some(TOKEN) => Ok(Some("somebody".to_owned())),
                Some(_) => Err(Fault::bad_token()),
            };
            std::future::ready(actor).boxed()
        }),
        execute: Box::new(|caller, request| std::future::ready(executed(caller, request)).boxed()),
        subscribe: Box::new(|caller, _, request| {
            stream::once(std::future::ready(executed(caller, request).response)).boxed()
        }),
        account: Box::new(|actor| actor.as_ref().map(|_| Uuid::from_u128(2))),
        streams: Arc::new(Streams::default()),
        pace: Arc::new(Pace::new(pace.clone())),
        moment: Box::new(|| None),
        ready: Box::new(|| std::future::ready(Ok(())).boxed()),
        look: Box::new(|| std::future::ready(()).boxed()),
        now: Box::new(|| DateTime::UNIX_EPOCH),
        new_id: Box::new(|| Uuid::from_u128(1)),
    };
    let settings = Settings {
        limits: Limits::default(),
        pace,
        origins: vec!["https://normtrack.example".to_owned()],
        development: false,
        secure: false,
        documents: None,
        build: "hostile".to_owned(),
    };
    router(
        Arc::new(Door::new(wiring, settings, Metrics::default())),
        Router::new(),
        Router::new(),
    )
}

fn kept() -> Router {
    thread_local! {
        static DOOR: Router = door();
    }
    DOOR.with(Router::clone)
}

struct Answer {
    status: StatusCode,
    headers: http::HeaderMap,
    body: Vec<u8>,
}

fn ask(mut request: Request<Body>) -> Answer {
    request.extensions_mut().insert(Peer(([10, 0, 0, 1], 4000).into()));
    wait_for(async {
        let response: Response = kept().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: body.collect().await.unwrap().to_bytes().to_vec(),
        }
    })
}

const CODES: [&str; 8] = [
    "UNAUTHENTICATED",
    "FORBIDDEN",
    "NOT_FOUND",
    "INVALID",
    "CONFLICT",
    "STATE",
    "LIMIT",
    "UNAVAILABLE",
];

/// What every answer of the door has: a status that says whose mistake it was, a language of ours, and an answer of GraphQL
/// whose errors have a code of the closed set. `INTERNAL` is not among those that an input may bring about.
fn holds(answer: &Answer, is_head: bool) {
    let status = answer.status.as_u16();
    assert!(status < 500, "{status} {}", String::from_utf8_lossy(&answer.body));
    let language = answer
        .headers
        .get(CONTENT_LANGUAGE)
        .map(|value| value.to_str().unwrap());
    assert!(language.is_none_or(|language| Language::ALL.iter().any(|ours| ours.code() == language)));
    assert_eq!(status == 405, answer.headers.contains_key(ALLOW));
    let kind = answer
        .headers
        .get(CONTENT_TYPE)
        .map_or("", |kind| kind.to_str().unwrap());
    if is_head || answer.body.is_empty() || kind.starts_with("text/event-stream") {
        return;
    }
    let body: Value = serde_json::from_slice(&answer.body).unwrap();
    let errors = body.get("errors").map(|errors| errors.as_array().unwrap());
    // Section 6 of the specification: a well-formed answer has data, or errors and at least one of them.
    assert!(
        body.get("data").is_some() || errors.is_some_and(|errors| !errors.is_empty()),
        "{body}"
    );
    for error in errors.into_iter().flatten() {
        let code = error["extensions"]["code"].as_str().unwrap();
        assert!(CODES.contains(&code), "{body}");
        assert!(!error["message"].as_str().unwrap().is_empty(), "{body}");
    }
    assert!(status == 200 || errors.is_some(), "{status} {body}");
}

pub(crate) fn header_seeds() -> Vec<Vec<u8>> {
    let lines: [&str; 9] = [
        "bytes=0-99\nen-GB, ar;q=0.8, *;q=0.1\nlaw.pdf",
        "bytes=-5\nzh-Hans-CN;q=1.000\nЗакон.pdf",
        "bytes=18446744073709551615-\nru;q=0\na\"b\\.pdf",
        "bytes=1-2,4-5\nx;q=1;q=0\nEurope/Vienna",
        "Bytes = 2-5\nfr;Q=0.5\nAmerica/New_York",
        "pages=1-2\n*\nUTC",
        "bytes=5-2\nes-419\n../../etc/passwd",
        "bytes=--1\n,,,;;;\nEtc/GMT+12",
        "bytes=0-0\nen;q=0.0001\n\u{202e}.pdf",
    ];
    lines.map(|line| line.as_bytes().to_vec()).to_vec()
}

/// Headers that are read outside of GraphQL: a range, languages; and what is written into one.
pub(crate) fn header(bytes: &[u8]) {
    let Some(given) = text(bytes) else { return };
    let mut lines = given.splitn(3, '\n');
    let mut line = || lines.next().unwrap_or_default();
    let (asked, languages, name) = (line(), line(), line());
    for size in [1, 2, 1_000, u64::MAX] {
        if let range::Asked::Part(part) = range::read(asked, size) {
            assert!(
                part.start < part.end && part.end <= size,
                "{asked:?} of {size}: {part:?}"
            );
        }
    }
    // A language that a list refuses (q=0) is chosen by nobody who names another of ours.
    let language = asked_language(Some(languages));
    assert_eq!(asked_language(Some(&format!("{languages}, {};q=0", "xx"))), language);
    if zone::check(name).is_ok() {
        let day = DateTime::UNIX_EPOCH.date_naive();
        zone::end_of_day(day, name).unwrap();
    }
    offered_as(name);
}

/// Any name can be offered for a download: it ends no header and begins no parameter.
pub(crate) fn offered_as(name: &str) {
    let written = download_name::disposition(name);
    let value = HeaderValue::from_str(&written).unwrap();
    assert!(value.to_str().is_ok());
    let rest = written.strip_prefix("attachment; filename=\"").unwrap();
    let (plain, rest) = rest.split_once('"').unwrap();
    assert!(
        plain
            .chars()
            .all(|character| matches!(character, ' '..='~') && character != '\\')
    );
    let full = rest.strip_prefix("; filename*=UTF-8''").unwrap();
    assert!(!full.contains(['"', ';', ' ', '\'', '\\']));
    // Escapes, undone, are the name.
    let mut bytes = Vec::new();
    let mut left = full.bytes();
    while let Some(byte) = left.next() {
        if byte == b'%' {
            let digits = [left.next().unwrap(), left.next().unwrap()];
            let digits = std::str::from_utf8(&digits).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    assert_eq!(bytes, name.as_bytes());
}

/// The headers whose values an input gives, a line each, before the body.
const GIVEN: [HeaderName; 8] = [
    ACCEPT,
    CONTENT_TYPE,
    ACCEPT_LANGUAGE,
    AUTHORIZATION,
    HeaderName::from_static("x-forwarded-for"),
    USER_AGENT,
    ORIGIN,
    IF_NONE_MATCH,
];

pub(crate) fn request_seeds() -> Vec<Vec<u8>> {
    let body = json!({"query": "query A($a: Int = 1) { a(b: $a) }", "variables": {"a": 1}, "operationName": "A"});
    let seeds = [
        format!("POST\n/graphql\napplication/json\napplication/json\nen\nBearer good\n192.0.2.1\ncurl/8\n\n\n{body}"),
        format!(
            "POST\n/graphql\napplication/graphql-response+json;q=0.5, */*;q=0.1\napplication/json; charset=utf-8\nar\n\n\
             2001:db8::1, 10.0.0.2\nMozilla/5.0 (X11) Firefox/130.0\nhttps://normtrack.example\n\n{body}"
        ),
        "GET\n/graphql?query=%7Ba%7D&variables=%7B%22a%22%3A1%7D&operationName=A\n*/*\n\nzh\n\n\n\n\nW/\"a\", *\n"
            .to_owned(),
        "GET\n/graphql?query=subscription{a}\ntext/event-stream\n\nfr\nBearer good\n\n\n\n\n".to_owned(),
        "HEAD\n/graphql?query=%7Ba%7D\n\n\n\n\n\n\n\n\n".to_owned(),
        "POST\n/graphql\n\ntext/plain\n\nBasic a:b\nunknown\n\n\n\n{}".to_owned(),
        "PUT\n/graphql?query=%zz\n\n\n\n\n\n\n\n\n[]".to_owned(),
        "GET\n/graphql?query=a&query=b&x=%F0%28\n\n\n\nBearer bad\n\n\n\n\n".to_owned(),
        "POST\n/graphql\n\napplication/json\n\n\n\n\n\n\n{\"query\":\"{a}\",\"variables\":[],\"extensions\":{}}"
            .to_owned(),
        "GET\n/metrics\n\n\n\n\n\n\n\n\n".to_owned(),
    ];
    seeds.map(String::into_bytes).to_vec()
}

/// A whole request: method, address, headers and body.
pub(crate) fn request(bytes: &[u8]) {
    let mut lines = bytes.splitn(3 + GIVEN.len(), |byte| *byte == b'\n');
    let mut line = || lines.next().unwrap_or_default();
    let (Ok(method), Some(target)) = (Method::from_bytes(line()), text(line())) else {
        return;
    };
    if !target.starts_with('/') || target.starts_with("/metrics") {
        return;
    }
    let is_head = method == Method::HEAD;
    let mut request = Request::builder().method(method).uri(target).header(HOST, "normtrack");
    for name in GIVEN {
        let value = line();
        if !value.is_empty() {
            let Ok(value) = HeaderValue::from_bytes(value) else {
                return;
            };
            request = request.header(name, value);
        }
    }
    let body = line().to_vec();
    let Ok(request) = request.body(Body::from(body)) else {
        return;
    };
    if matches!(request.uri().path(), "/healthz" | "/readyz") {
        return;
    }
    holds(&ask(request), is_head);
}

pub(crate) fn graphql_seeds() -> Vec<Vec<u8>> {
    let documents = [
        "{ a }",
        "query A($a: [Int!]! = [1, 2], $b: In = {c: \"d\", e: $f}) @x { a(b: $a) @include(if: true) { ...F ... on T { c } } } fragment F on T { d: e(g: ENUM, h: null, i: -1.5e3) }",
        "mutation { a(input: {b: \"\\u00e9\\n\", c: \"\"\"block \\\"\"\" \n text\"\"\"}) { d } }",
        "subscription S { a }",
        "{ a { ...F } } fragment F on T { b { ...G } } fragment G on T { ...F }",
        "{ __schema { types { name fields { type { ofType { ofType { name } } } } } } }",
        "# comment\n{ a, b c: d }\u{feff}",
        "query A { a } query B { b }",
        "{ a(b: 99999999999999999999999999999999999999999999) }",
        "{{{{{{{{{{{{{{{{{{",
        "type A { b: C }",
        "",
    ];
    let mut seeds: Vec<_> = documents.map(|document| document.as_bytes().to_vec()).to_vec();
    seeds.push("{a".repeat(300).into_bytes());
    seeds.push(format!("{{ {} }}", "a:b ".repeat(2_000)).into_bytes());
    seeds.push(format!("{{ a(b: {}{}) }}", "[".repeat(200), "]".repeat(200)).into_bytes());
    seeds
}

/// A document: read the same by POST and by GET, where both serve it.
pub(crate) fn graphql(bytes: &[u8]) {
    use std::fmt::Write as _;

    let Some(document) = text(bytes) else { return };
    let post = Request::post("/graphql")
        .header(CONTENT_TYPE, "application/json")
        .body(Body::from(json!({ "query": document }).to_string()));
    let post = ask(post.unwrap());
    holds(&post, false);
    let escaped = document.bytes().fold(String::new(), |mut text, byte| {
        write!(text, "%{byte:02x}").unwrap();
        text
    });
    // An address has its own, smaller limit.
    if escaped.len() > 60_000 {
        return;
    }
    let get = ask(Request::get(format!("/graphql?query={escaped}"))
        .body(Body::empty())
        .unwrap());
    holds(&get, false);
    if get.status != StatusCode::METHOD_NOT_ALLOWED {
        let shown = |answer: &Answer| String::from_utf8_lossy(&answer.body).into_owned();
        assert_eq!((get.status, shown(&get)), (post.status, shown(&post)));
    }
}

//! The door over a small schema that has the shapes it must deal with.

#![expect(clippy::unused_async, reason = "the schema's macro wants asynchronous resolvers")]

mod caching;
mod connections;
mod console;
mod events;
mod execution;
mod limits;
mod pace;
mod protocol;
mod sockets;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_graphql::{Context, Object, Request, Schema, SimpleObject, Subscription};
use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures_util::FutureExt as _;
use futures_util::stream::{Stream, StreamExt as _, iter, once, pending, poll_fn};
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, Method, StatusCode};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use uuid::Uuid;

use super::{Caller, Door, Executed, Limits, Moment, Pace, PaceSettings, Settings, Streams, Wiring, router};
use crate::graphql::fault::Fault;
use crate::localise::Message;
use crate::telemetry::Metrics;

/// The one token that is good.
const TOKEN: &str = "good";
const GRAPHQL: &str = "application/graphql-response+json";
const GRAPHQL_UTF8: &str = "application/graphql-response+json; charset=utf-8";
const JSON_UTF8: &str = "application/json; charset=utf-8";

struct Query;
struct Mutation;

struct Inner;

#[derive(SimpleObject)]
struct Leaf {
    ok: i32,
}

#[Object]
impl Inner {
    async fn ok(&self) -> i32 {
        1
    }

    async fn bad(&self) -> Result<i32, Fault> {
        Err(Fault::conflict())
    }

    async fn inner(&self) -> Option<Self> {
        Some(Self)
    }
}

#[Object]
impl Query {
    async fn slow(&self) -> i32 {
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
        1
    }

    async fn fast(&self) -> i32 {
        2
    }

    async fn bad(&self) -> Result<i32, Fault> {
        Err(Fault::not_found())
    }

    async fn alone(&self) -> Option<Result<i32, Fault>> {
        Some(Err(Fault::state()))
    }

    async fn inner(&self) -> Option<Inner> {
        Some(Inner)
    }

    async fn list(&self) -> Vec<Option<Inner>> {
        vec![Some(Inner), Some(Inner)]
    }

    #[graphql(complexity = "first * child_complexity")]
    async fn many(&self, first: usize) -> Vec<Leaf> {
        (0..first.min(3)).map(|_| Leaf { ok: 1 }).collect()
    }

    async fn echo(&self, text: String, #[graphql(default)] times: i32) -> String {
        text.repeat(usize::try_from(times.max(1)).unwrap())
    }

    async fn sum(&self, numbers: Vec<i32>) -> i32 {
        numbers.iter().sum()
    }

    async fn viewer(&self, ctx: &Context<'_>) -> String {
        let caller = ctx.data::<Caller<Option<String>>>().unwrap();
        let who = caller.actor.as_deref().unwrap_or("nobody");
        format!("{who} {}", caller.language)
    }

    async fn position(&self, ctx: &Context<'_>) -> i64 {
        ctx.data::<Moment>().unwrap().position
    }

    async fn hang(&self) -> i32 {
        std::future::pending().await
    }

    async fn panics(&self) -> i32 {
        std::hint::black_box(None).expect("the key is 42")
    }

    async fn escaped(&self) -> async_graphql::Result<i32> {
        Err(std::io::Error::other("host=10.0.0.5 password=secret"))?
    }

    async fn broken(&self) -> Result<i32, Fault> {
        Err(Fault::internal(std::io::Error::other("relation does not exist")))
    }

    async fn mistaken(&self) -> Result<i32, Fault> {
        let limit = 321;
        Err(Fault::invalid().at("input.text").saying(Message::TooSlow { limit }))
    }
}

#[Object]
impl Mutation {
    async fn save(&self, text: String) -> usize {
        text.len()
    }

    async fn gone(&self) -> Result<i32, Fault> {
        Err(Fault::unavailable(std::io::Error::other("connection refused")))
    }
}

struct Live;

#[Subscription]
impl Live {
    async fn count(&self, to: i32) -> impl Stream<Item = i32> + use<> {
        iter(1..=to)
    }

    async fn never(&self) -> impl Stream<Item = i32> + use<> {
        pending()
    }

    async fn once_and_wait(&self) -> impl Stream<Item = i32> + use<> {
        iter([1]).chain(pending())
    }

    async fn refused(&self) -> Result<impl Stream<Item = i32> + use<>, Fault> {
        Err::<futures_util::stream::Pending<i32>, _>(Fault::not_found())
    }

    async fn fails_later(&self) -> impl Stream<Item = Result<i32, Fault>> + use<> {
        iter([Ok(1), Err(Fault::not_found())])
    }

    async fn panics(&self) -> impl Stream<Item = i32> + use<> {
        once(std::future::ready(1)).chain(poll_fn(|_| std::hint::black_box(None).expect("the key is 42")))
    }

    async fn who(&self, ctx: &Context<'_>) -> impl Stream<Item = String> + use<> {
        let caller = ctx.data::<Caller<Actor>>().unwrap();
        let who = caller.actor.clone().unwrap_or("nobody".to_owned());
        iter([format!("{who} {}", caller.language)])
    }
}

/// What a test may turn while the door is open.
struct World {
    executions: AtomicUsize,
    moment: Mutex<Option<Moment>>,
    public: Mutex<bool>,
    now: Mutex<DateTime<Utc>>,
    ready: Mutex<bool>,
    /// Whether the good token is good still.
    token: Mutex<bool>,
    streams: Arc<Streams>,
    pace: Arc<Pace>,
}

const MOMENT: Moment = Moment {
    position: 7,
    release: 2,
    content: 1,
    next_change: None,
};

impl World {
    fn new() -> Arc<Self> {
        Self::paced(PaceSettings::default())
    }

    fn paced(pace: PaceSettings) -> Arc<Self> {
        Arc::new(Self {
            executions: AtomicUsize::new(0),
            moment: Mutex::new(Some(MOMENT)),
            public: Mutex::new(true),
            now: Mutex::new(DateTime::from_timestamp(1_000, 0).unwrap()),
            ready: Mutex::new(true),
            token: Mutex::new(true),
            streams: Arc::default(),
            pace: Arc::new(Pace::new(pace)),
        })
    }

    fn executions(&self) -> usize {
        self.executions.load(Ordering::SeqCst)
    }
}

type Actor = Option<String>;

fn authenticate(token: Option<&str>) -> Result<Actor, Fault> {
    match token {
        None => Ok(None),
        Some(TOKEN) => Ok(Some("somebody".to_owned())),
        Some("unknown-for-now") => Err(Fault::unavailable(std::io::Error::other("no database"))),
        Some(_) => Err(Fault::bad_token()),
    }
}

fn door(world: &Arc<World>, limits: &Limits, development: bool) -> Router {
    with(world, limits, development, Router::new())
}

/// The door with further addresses.
fn with(world: &Arc<World>, limits: &Limits, development: bool, others: Router) -> Router {
    let schema = limits.apply(Schema::build(Query, Mutation, Live)).finish();
    let subscribing = schema.clone();
    let executing = Arc::clone(world);
    let execute = move |caller: Caller<Actor>, request: Request| {
        let (schema, world) = (schema.clone(), Arc::clone(&executing));
        async move {
            world.executions.fetch_add(1, Ordering::SeqCst);
            let moment = *world.moment.lock().unwrap();
            let request = request.data(caller).data(moment.unwrap_or(MOMENT));
            let response = schema.execute(request).await;
            let public = moment.filter(|_| *world.public.lock().unwrap());
            Executed { response, public }
        }
        .boxed()
    };
    let (moments, clock, readiness) = (Arc::clone(world), Arc::clone(world), Arc::clone(world));
    let tokens = Arc::clone(world);
    let wiring = Wiring {
        authenticate: Box::new(move |token| {
            let good = *tokens.token.lock().unwrap() || token.is_none();
            let actor = authenticate(token.as_deref().filter(|_| good));
            std::future::ready(if good { actor } else { Err(Fault::bad_token()) }).boxed()
        }),
        execute: Box::new(execute),
        subscribe: Box::new(move |caller, _, request| subscribing.execute_stream(request.data(caller))),
        account: Box::new(|actor| actor.as_ref().map(|_| Uuid::from_u128(2))),
        streams: Arc::clone(&world.streams),
        pace: Arc::clone(&world.pace),
        moment: Box::new(move || *moments.moment.lock().unwrap()),
        ready: Box::new(move || {
            let ready = *readiness.ready.lock().unwrap();
            let fault = || Fault::unavailable(std::io::Error::other("no database"));
            std::future::ready(if ready { Ok(()) } else { Err(fault()) }).boxed()
        }),
        look: Box::new(|| std::future::ready(()).boxed()),
        now: Box::new(move || *clock.now.lock().unwrap()),
        new_id: Box::new(|| Uuid::from_u128(1)),
    };
    let settings = Settings {
        limits: limits.clone(),
        pace: PaceSettings::default(),
        origins: vec!["https://normtrack.example".to_owned()],
        development,
        secure: false,
        documents: None,
        build: "test".to_owned(),
    };
    let door = Door::new(wiring, settings, Metrics::default());
    router(Arc::new(door), others, Router::new())
}

fn standard() -> Router {
    door(&World::new(), &Limits::default(), false)
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Bytes,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("not JSON: {:?}", self.bytes))
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }

    fn header(&self, name: impl http::header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn data(&self) -> Value {
        let mut json = self.json();
        assert_eq!(json.get("errors"), None, "{json}");
        json["data"].take()
    }

    /// The only error: its code, its message, its extensions.
    fn error(&self) -> (String, String, Value) {
        let json = self.json();
        let errors = json["errors"].as_array().unwrap_or_else(|| panic!("{json}"));
        assert_eq!(errors.len(), 1, "{json}");
        let text = |value: &Value| value.as_str().unwrap_or_else(|| panic!("{json}")).to_owned();
        let extensions = errors[0]["extensions"].clone();
        (text(&extensions["code"]), text(&errors[0]["message"]), extensions)
    }

    fn code(&self) -> String {
        self.error().0
    }
}

async fn send(router: &Router, request: http::Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    Answer {
        status: parts.status,
        headers: parts.headers,
        bytes: body.collect().await.unwrap().to_bytes(),
    }
}

async fn post_raw(router: &Router, accept: &str, body: impl Into<Body>) -> Answer {
    let request = http::Request::post("/graphql")
        .header(CONTENT_TYPE, "application/json")
        .header(ACCEPT, accept);
    send(router, request.body(body.into()).unwrap()).await
}

async fn post(router: &Router, query: &str) -> Answer {
    post_raw(router, GRAPHQL, json!({ "query": query }).to_string()).await
}

async fn post_with(router: &Router, query: &str, variables: Value) -> Answer {
    post_raw(
        router,
        GRAPHQL,
        json!({ "query": query, "variables": variables }).to_string(),
    )
    .await
}

fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    let mut encoded = String::new();
    for byte in text.bytes() {
        write!(encoded, "%{byte:02x}").unwrap();
    }
    encoded
}

fn getting(query: &str) -> http::request::Builder {
    http::Request::get(format!("/graphql?query={}", encoded(query)))
}

async fn get(router: &Router, query: &str) -> Answer {
    send(router, getting(query).body(Body::empty()).unwrap()).await
}

//! What a collector of traces hears of calls, and what a collector that is away costs.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::routing::post;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value as Told;
use opentelemetry_proto::tonic::trace::v1::Span;
use opentelemetry_proto::tonic::trace::v1::span::SpanKind;
use prost::Message as _;
use serde_json::{Value, json};
use tests::program::Program;
use tests::wire::Line;
use tokio::net::TcpListener;

use super::Installation;
use super::load::{Load, SAVE};

type Deliveries = Arc<Mutex<Vec<Bytes>>>;

/// A collector that keeps what it hears.
async fn collector() -> (String, Deliveries) {
    let heard = Deliveries::default();
    let hears = async |State(heard): State<Deliveries>, body: Bytes| heard.lock().unwrap().push(body);
    let router = Router::new()
        .route("/v1/traces", post(hears))
        .with_state(Arc::clone(&heard));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (address, heard)
}

fn spans(deliveries: &[Bytes]) -> Vec<Span> {
    let requests = deliveries
        .iter()
        .map(|bytes| ExportTraceServiceRequest::decode(bytes.clone()).unwrap());
    let resources = requests.flat_map(|request| request.resource_spans);
    let scopes = resources.flat_map(|resource| resource.scope_spans);
    scopes.flat_map(|scope| scope.spans).collect()
}

fn told(span: &Span, name: &str) -> Value {
    let attribute = span.attributes.iter().find(|attribute| attribute.key == name);
    match attribute.and_then(|attribute| attribute.value.clone()?.value) {
        Some(Told::StringValue(text)) => json!(text),
        Some(Told::IntValue(number)) => json!(number),
        other => panic!("{name} is {other:?}"),
    }
}

#[tokio::test]
async fn a_collector_hears_what_was_called_by_whom_and_how_it_ended_and_nothing_that_was_said() {
    let installation = Installation::new().await;
    let load = Load::prepared(&installation.app).await;
    let (address, heard) = collector().await;
    let mut orders = installation.orders();
    orders.otlp_endpoint = Some(address);
    let mut program = Program::start(0, orders).await;
    let mut line = Line::open(program.address).await.unwrap();
    let (token, input) = load.save(0, 0, 0);
    let named = SAVE.replacen("mutation", "mutation Keep", 1);
    let saved = line.call(&token, &named, &input).await.unwrap();
    assert_eq!(saved["data"]["saveAnswers"]["results"][0]["outcome"], "STORED");
    let elsewhere = json!({"input": {"submission": "none", "answers": []}});
    let refused = line.call(&token, SAVE, &elsewhere).await.unwrap();
    let code = &refused["errors"][0]["extensions"]["code"];
    assert!(code.is_string(), "{refused:#}");
    line.call(&token, "{ no such thing", &Value::Null).await.unwrap();
    drop(line);
    // What waits is delivered before it ends.
    program.ask_to_stop();
    assert!(program.stopped().await.success());

    let deliveries = heard.lock().unwrap().clone();
    let spans = spans(&deliveries);
    let [saving, refusal, unread] = spans.as_slice() else {
        panic!("{} spans", spans.len())
    };
    assert_eq!(
        [&saving.name, &refusal.name, &unread.name],
        ["mutation", "mutation", "call"]
    );
    assert_eq!(told(saving, "graphql.operation.name"), "Keep");
    assert_eq!(told(saving, "normtrack.state"), "QMA");
    assert_eq!(told(saving, "normtrack.outcome"), "ok");
    assert_eq!(told(saving, "http.response.status_code"), 200);
    assert_eq!(&told(refusal, "normtrack.outcome"), code);
    let names: BTreeSet<_> = spans
        .iter()
        .flat_map(|span| &span.attributes)
        .map(|attribute| attribute.key.as_str())
        .collect();
    let closed = [
        "graphql.operation.name",
        "graphql.operation.type",
        "http.response.status_code",
        "normtrack.actor",
        "normtrack.outcome",
        "normtrack.state",
    ];
    assert_eq!(names, BTreeSet::from(closed));
    for span in &spans {
        assert_eq!(span.kind(), SpanKind::Server);
        assert_eq!((span.events.len(), span.links.len()), (0, 0));
        assert!(span.end_time_unix_nano > span.start_time_unix_nano);
    }
    let said = input["input"]["answers"][0]["answer"]["longText"].as_str().unwrap();
    for secret in [token.as_str(), said, "127.0.0.1"] {
        let found = deliveries
            .iter()
            .any(|bytes| bytes.windows(secret.len()).any(|window| window == secret.as_bytes()));
        assert!(!found, "a collector heard {secret}");
    }
}

#[tokio::test]
async fn a_collector_that_is_away_or_never_answers_costs_no_call_and_holds_up_no_end() {
    let installation = Installation::new().await;
    let load = Load::prepared(&installation.app).await;
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let away = gone.local_addr().unwrap();
    drop(gone);
    for (number, collector) in [away, silent.local_addr().unwrap()].into_iter().enumerate() {
        let mut orders = installation.orders();
        orders.otlp_endpoint = Some(format!("http://{collector}"));
        let mut program = Program::start(0, orders).await;
        let mut line = Line::open(program.address).await.unwrap();
        let (token, input) = load.save(number, 0, 0);
        let saved = line.call(&token, SAVE, &input).await.unwrap();
        assert_eq!(saved["data"]["saveAnswers"]["results"][0]["outcome"], "STORED");
        drop(line);
        program.ask_to_stop();
        assert!(program.stopped().await.success());
    }
}

//! What `/metrics` says of the database: what it is asked for, seldom, and what a process knows by itself.

use std::collections::BTreeMap;

use axum::body::Body;
use domain::access::Scope;
use http::Request;
use tests::app::{TestApp, noon};

async fn figures(app: &TestApp) -> BTreeMap<String, f64> {
    let request = Request::get("/metrics").body(Body::empty()).unwrap();
    let (_, text) = app.text(request).await;
    let lines = text.lines().filter(|line| line.starts_with("normtrack_database_"));
    let read = |line: &str| {
        let (name, value) = line.rsplit_once(' ').unwrap();
        (
            name.trim_start_matches("normtrack_database_").to_owned(),
            value.parse().unwrap(),
        )
    };
    lines.map(read).collect()
}

#[tokio::test]
async fn connections_size_and_age_are_shown_and_a_database_that_is_away_is_said() {
    let app = TestApp::start().await;
    let other = app.beside(2).await;
    let idle = figures(&app).await;
    let of = |pool: &str, kind: &str| format!("connections{{pool=\"{pool}\",connections=\"{kind}\"}}");
    assert_eq!((idle[&of("cold", "most")], idle[&of("hot", "most")]), (8.0, 4.0));
    assert_eq!((idle[&of("cold", "used")], idle["answers"]), (0.0, 1.0));
    assert!(idle["bytes"] > 1_000_000.0, "{idle:?}");
    assert!(idle["oldest_transaction_seconds"] >= 0.0);
    assert!(idle["waiting{pool=\"cold\"}"] <= 0.0);

    let mut held = Vec::new();
    for _ in 0..8 {
        held.push(app.app().store().snapshot(&Scope::anonymous(), noon()).await.unwrap());
    }
    let store = app.app().store().clone();
    let waits = tokio::spawn(async move { store.snapshot(&Scope::anonymous(), noon()).await.map(drop) });
    let busy = loop {
        let busy = figures(&app).await;
        if busy["waiting{pool=\"cold\"}"] > 0.0 {
            break busy;
        }
    };
    assert_eq!((busy[&of("cold", "used")], busy[&of("cold", "idle")]), (8.0, 0.0));
    let bytes = |figures: &BTreeMap<String, f64>| figures["bytes"].to_bits();
    assert_eq!(bytes(&busy), bytes(&idle), "the database is not asked again so soon");
    drop(held);
    waits.await.unwrap().unwrap();

    // A process whose connections are gone has no answer to show; what it never heard is nothing.
    other.app().store().close().await.unwrap();
    let away = figures(&other).await;
    assert_eq!((away["answers"], away["bytes"]), (0.0, 0.0));
}

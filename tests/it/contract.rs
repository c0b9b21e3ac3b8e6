//! The contract with integrators.

use axum::body::Body;
use http::header::CONTENT_TYPE;
use http::{Request, StatusCode};
use tests::app::TestApp;

#[test]
fn the_schema_in_the_repository_is_the_one_that_is_served() {
    let committed = include_str!("../../schema.graphql");
    assert!(
        committed == api::graphql::schema::sdl(),
        "schema.graphql is not what is served: read the difference, then run script/bless"
    );
}

#[tokio::test]
async fn anybody_can_fetch_the_contract() {
    let app = TestApp::start().await;
    let request = Request::get("/schema.graphql").body(Body::empty()).unwrap();
    let answer = app.send(request).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.headers[CONTENT_TYPE], "text/plain; charset=utf-8");
    assert!(answer.bytes == api::graphql::schema::sdl());
}

#[test]
fn everything_in_the_schema_is_described() {
    let schema = api::graphql::schema::sdl();
    let lines: Vec<&str> = schema.lines().collect();
    let declares = |line: &str| {
        ["type ", "input ", "enum ", "union ", "interface ", "scalar "]
            .iter()
            .any(|word| line.starts_with(word))
            || (line.starts_with('\t') && !line.trim_start().starts_with('"') && line.contains(':'))
    };
    let mut in_text = false;
    let mut bare = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let quotes = line.matches("\"\"\"").count();
        if quotes == 1 {
            in_text = !in_text;
        }
        let before = at.checked_sub(1).map_or("", |before| lines[before]);
        // The library makes connections, and `schema { .. }` takes no text.
        let built_in = line.ends_with("Connection {")
            || [
                "edges:",
                "nodes:",
                "cursor:",
                "query: Query",
                "mutation: Mutation",
                "subscription: Subscription",
            ]
            .iter()
            .any(|made| line.contains(made));
        if !in_text && quotes == 0 && declares(line) && !before.trim_start().ends_with("\"\"\"") && !built_in {
            bare.push(*line);
        }
    }
    assert!(bare.is_empty(), "without a description: {bare:#?}");
}

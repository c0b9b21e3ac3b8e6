//! GraphQL over SSE in its distinct connections mode.

use http_body_util::BodyExt as _;
use tokio::time::timeout;

use super::*;

const EVENTS: &str = "text/event-stream";

/// The whole stream of a subscription that ends.
async fn whole(query: &str) -> Answer {
    timeout(
        Duration::from_secs(10),
        post_raw(&standard(), EVENTS, json!({"query": query}).to_string()),
    )
    .await
    .expect("it ends")
}

fn asking(query: &str, token: Option<&str>) -> http::Request<Body> {
    let request = http::Request::post("/graphql")
        .header(CONTENT_TYPE, "application/json")
        .header(ACCEPT, EVENTS);
    let request = match token {
        Some(token) => request.header(AUTHORIZATION, format!("Bearer {token}")),
        None => request,
    };
    request.body(Body::from(json!({"query": query}).to_string())).unwrap()
}

/// The body of a stream that goes on, event by event.
async fn open(router: &Router, query: &str, token: Option<&str>) -> Body {
    let response = router.clone().oneshot(asking(query, token)).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    response.into_body()
}

async fn event(body: &mut Body) -> Option<String> {
    let frame = timeout(Duration::from_secs(10), body.frame())
        .await
        .expect("something comes in time")?;
    Some(String::from_utf8(frame.unwrap().into_data().unwrap().to_vec()).unwrap())
}

#[tokio::test]
async fn a_subscription_is_a_stream_of_events_with_an_end() {
    let answer = whole("subscription { count(to: 2) }").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header(CONTENT_TYPE), EVENTS);
    assert_eq!(answer.header("cache-control"), "private, no-store");
    // The end has a line of data, or a browser would drop it.
    let expected = "event: next\ndata: {\"data\":{\"count\":1}}\n\nevent: next\ndata: {\"data\":{\"count\":2}}\n\n\
                    event: complete\ndata:\n\n";
    assert_eq!(answer.text(), expected);
}

#[tokio::test]
async fn a_browser_subscribes_by_get() {
    let request = getting("subscription { count(to: 1) }").header(ACCEPT, EVENTS);
    let answer = send(&standard(), request.body(Body::empty()).unwrap()).await;
    assert_eq!(
        answer.text(),
        "event: next\ndata: {\"data\":{\"count\":1}}\n\nevent: complete\ndata:\n\n"
    );
    // Without asking for events it stays refused.
    assert_eq!(
        get(&standard(), "subscription { count(to: 1) }").await.status,
        StatusCode::METHOD_NOT_ALLOWED
    );
}

#[tokio::test]
async fn what_is_wrong_with_the_document_is_told_in_the_stream() {
    for (query, code) in [
        ("subscription {", "INVALID"),
        ("subscription { unknown }", "INVALID"),
        ("subscription { never count(to: 1) }", "INVALID"),
        ("subscription { refused }", "NOT_FOUND"),
    ] {
        let answer = whole(query).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}");
        let (first, rest) = answer.text().split_once("\n\n").unwrap();
        let payload: Value = serde_json::from_str(first.strip_prefix("event: next\ndata: ").unwrap()).unwrap();
        assert_eq!(payload["errors"][0]["extensions"]["code"], code, "{query}");
        assert_eq!(rest, "event: complete\ndata:\n\n", "{query}");
    }
}

#[tokio::test]
async fn a_bad_token_and_a_bad_body_are_answered_over_http() {
    let response = send(&standard(), asking("subscription { never }", Some("forged"))).await;
    assert_eq!(
        (response.status, response.code().as_str()),
        (StatusCode::UNAUTHORIZED, "UNAUTHENTICATED")
    );
    assert_eq!(
        post_raw(&standard(), EVENTS, "[]").await.status,
        StatusCode::BAD_REQUEST
    );
    let large = json!({"query": "subscription { never }", "x": "x".repeat(2 << 20)}).to_string();
    assert_eq!(
        post_raw(&standard(), EVENTS, large).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
}

#[tokio::test]
async fn a_query_is_no_stream_of_events() {
    assert_eq!(
        post_raw(&standard(), EVENTS, r#"{"query": "{ fast }"}"#).await.status,
        StatusCode::NOT_ACCEPTABLE
    );
    let both = format!("{GRAPHQL}, {EVENTS}");
    let answer = post_raw(&standard(), &both, r#"{"query": "{ fast }"}"#).await;
    assert_eq!(
        (answer.status, answer.header(CONTENT_TYPE)),
        (StatusCode::OK, GRAPHQL_UTF8)
    );
    let answer = post_raw(&standard(), &both, r#"{"query": "subscription { count(to: 0) }"}"#).await;
    assert_eq!(answer.text(), "event: complete\ndata:\n\n");
}

#[tokio::test]
async fn a_stream_ends_with_its_token() {
    let world = World::new();
    let router = door(&world, &Limits::default(), false);
    let mut body = open(&router, "subscription { onceAndWait }", Some(TOKEN)).await;
    assert!(event(&mut body).await.unwrap().contains("\"onceAndWait\":1"));
    *world.token.lock().unwrap() = false;
    let last = event(&mut body).await.unwrap();
    assert!(
        last.contains("UNAUTHENTICATED") && last.ends_with("event: complete\ndata:\n\n"),
        "{last}"
    );
    assert_eq!(event(&mut body).await, None);
}

#[tokio::test]
async fn a_stream_ends_when_the_process_stops() {
    let world = World::new();
    let router = door(&world, &Limits::default(), false);
    let mut body = open(&router, "subscription { never }", None).await;
    let (last, ()) = tokio::join!(
        async {
            let last = event(&mut body).await;
            drop(body);
            last
        },
        world.streams.stop()
    );
    assert_eq!(last.unwrap(), "event: complete\ndata:\n\n");
    assert_eq!(world.streams.gauge().get(), 0);
}

#[tokio::test]
async fn streams_of_events_are_counted_with_the_account() {
    let limits = Limits {
        account_subscriptions: 1,
        ..Limits::default()
    };
    let router = door(&World::new(), &limits, false);
    let mut first = open(&router, "subscription { onceAndWait }", Some(TOKEN)).await;
    assert!(event(&mut first).await.unwrap().contains("data"));
    let mut second = open(&router, "subscription { onceAndWait }", Some(TOKEN)).await;
    assert!(event(&mut second).await.unwrap().contains("accountSubscriptions"));
    drop(first);
    let mut third = open(&router, "subscription { onceAndWait }", Some(TOKEN)).await;
    assert!(event(&mut third).await.unwrap().contains("\"onceAndWait\":1"));
}

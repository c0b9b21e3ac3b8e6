//! Who calls too often is told so, and when to come again; nobody else is.

use std::net::SocketAddr;
use std::num::NonZeroU32;

use http::Request;
use http::header::RETRY_AFTER;

use super::*;
use crate::http::Peer;

fn two_a_minute() -> Router {
    let two = NonZeroU32::new(2).unwrap();
    let settings = PaceSettings {
        address: two,
        account: two,
        trusted: vec!["10.0.0.0/8".parse().unwrap()],
    };
    door(&World::paced(settings), &Limits::default(), false)
}

async fn call(router: &Router, (peer, told): (&str, Option<&str>), token: Option<&str>) -> Answer {
    ask(
        router,
        Request::post("/graphql").header(CONTENT_TYPE, "application/json"),
        (peer, told),
        token,
    )
    .await
}

async fn ask(
    router: &Router,
    request: http::request::Builder,
    (peer, told): (&str, Option<&str>),
    token: Option<&str>,
) -> Answer {
    let mut request = request.header(ACCEPT, GRAPHQL);
    if let Some(told) = told {
        request = request.header("x-forwarded-for", told);
    }
    if let Some(token) = token {
        request = request.header(AUTHORIZATION, format!("Bearer {token}"));
    }
    let mut request = request.body(Body::from(r#"{"query": "{fast}"}"#)).unwrap();
    let peer = Peer(SocketAddr::new(peer.parse().unwrap(), 4000));
    request.extensions_mut().insert(peer);
    send(router, request).await
}

const HERE: (&str, Option<&str>) = ("192.0.2.7", None);

#[tokio::test]
async fn an_address_is_answered_so_often_and_others_go_on() {
    let router = two_a_minute();
    for _ in 0..2 {
        assert_eq!(call(&router, HERE, None).await.status, StatusCode::OK);
    }
    let refused = call(&router, HERE, None).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    let seconds: u64 = refused.headers[RETRY_AFTER].to_str().unwrap().parse().unwrap();
    assert!((1..=31).contains(&seconds), "{seconds}");
    let extensions = &refused.json()["errors"][0]["extensions"];
    assert_eq!(
        (&extensions["code"], &extensions["limit"], &extensions["maximum"]),
        (&json!("LIMIT"), &json!("addressRequests"), &json!(2))
    );
    assert_eq!(call(&router, ("192.0.2.8", None), None).await.status, StatusCode::OK);
    assert_eq!(call(&router, HERE, Some(TOKEN)).await.status, StatusCode::OK);
    // Behind a front of ours it is the client who counts.
    for client in ["198.51.100.1", "198.51.100.2", "198.51.100.3"] {
        let answer = call(&router, ("10.0.0.1", Some(client)), None).await;
        assert_eq!(answer.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn what_everybody_shares_is_given_from_memory_as_often_as_it_is_asked_for() {
    let router = two_a_minute();
    for _ in 0..10 {
        let answer = ask(&router, Request::get("/graphql?query=%7Bfast%7D"), HERE, None).await;
        assert_eq!(answer.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn an_account_is_answered_so_often_from_wherever() {
    let router = two_a_minute();
    for peer in ["192.0.2.1", "192.0.2.2"] {
        assert_eq!(call(&router, (peer, None), Some(TOKEN)).await.status, StatusCode::OK);
    }
    let refused = call(&router, ("192.0.2.3", None), Some(TOKEN)).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.json()["errors"][0]["extensions"]["limit"], "accountRequests");
    assert_eq!(call(&router, ("192.0.2.3", None), None).await.status, StatusCode::OK);
}

#[tokio::test]
async fn guessing_tokens_counts_for_the_address() {
    let router = two_a_minute();
    for _ in 0..2 {
        assert_eq!(
            call(&router, HERE, Some("guess")).await.status,
            StatusCode::UNAUTHORIZED
        );
    }
    assert_eq!(
        call(&router, HERE, Some("guess")).await.status,
        StatusCode::TOO_MANY_REQUESTS
    );
}

#[tokio::test]
async fn a_database_that_is_away_costs_nobody_their_calls() {
    let router = two_a_minute();
    for _ in 0..3 {
        let answer = call(&router, HERE, Some("unknown-for-now")).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    }
}

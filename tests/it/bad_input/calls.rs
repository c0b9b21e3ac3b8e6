//! Calls that are not calls: bodies that cannot be read, and tokens that are worth nothing.

use axum::body::Body;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use http::header::{AUTHORIZATION, CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{Request, StatusCode};
use register::{FiledAt, Hash, ReceiptClaims, Root, Salt};
use serde_json::{Value, json};
use store::KeyPurpose;
use tests::app::{Answer, TestApp};

use super::{Desk, SAVE};

async fn post(desk: &Desk, token: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post("/graphql")
        .header(CONTENT_TYPE, "application/json")
        .header(AUTHORIZATION, format!("Bearer {token}"));
    desk.app.send(request.body(body.into()).unwrap()).await
}

fn saving(desk: &Desk, text: &str) -> String {
    let answers = json!([
        {"question": "VA.authority", "basedOn": 0, "answer": {"shortText": "Ministry"}},
        {"question": "VT.topic_a", "basedOn": 0, "answer": {"longText": "MARK"}},
    ]);
    let input = json!({"submission": desk.submission, "answers": answers});
    let body = json!({"query": SAVE, "variables": {"input": input}}).to_string();
    body.replace("MARK", text)
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_refused_whole() {
    let desk = Desk::views().await;
    let token = desk.focal.token.clone();
    let whole = saving(&desk, "text");
    for (name, body) in [
        ("a lone surrogate", saving(&desk, r"\ud800").into_bytes()),
        ("a lone low surrogate", saving(&desk, r"a\udc00b").into_bytes()),
        (
            "bytes that are no UTF-8",
            saving(&desk, "MARK")
                .replace("MARK", "x")
                .into_bytes()
                .into_iter()
                .map(|b| if b == b'x' { 0xff } else { b })
                .collect(),
        ),
        ("no JSON", b"saveAnswers please".to_vec()),
        ("JSON cut off", whole.as_bytes()[..whole.len() - 2].to_vec()),
        ("nothing", Vec::new()),
        ("a list", b"[]".to_vec()),
    ] {
        let refused = post(&desk, &token, body).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{name}");
        assert_eq!(refused.json.get("data"), None, "{name}");
        assert!(
            ["INVALID", "LIMIT"].contains(&refused.code()),
            "{name}: {}",
            refused.json
        );
    }
    assert_eq!(desk.answered().await, [""; 0]);
    let pair = post(&desk, &token, saving(&desk, r"\ud83d\udd4a")).await;
    let text = &pair.data()["saveAnswers"]["results"][1]["content"]["value"]["text"];
    assert_eq!(*text, "\u{1f54a}", "a pair is one character");
}

/// The same token with another header.
fn unsigned(token: &str) -> String {
    let payload = token.split('.').nth(1).unwrap();
    let header = URL_SAFE_NO_PAD.encode(json!({"alg": "none", "typ": "at+jwt"}).to_string());
    format!("{header}.{payload}.")
}

/// A genuine receipt, signed by this installation.
fn receipt(app: &TestApp) -> String {
    let keys = app.app().keys().set();
    let claims = ReceiptClaims {
        position: 1,
        root: Root([1; 32]),
        state: "QMA".to_owned(),
        state_salt: Salt([2; 16]),
        round: "round-2027".to_owned(),
        filed_at: FiledAt::from_unix_micros(0).unwrap(),
        kind: register::EntryKind::Filing,
        log_size: 1,
        log_root: Hash([3; 32]),
        inclusion: Vec::new(),
    };
    keys.signer().receipt(&claims)
}

#[tokio::test]
async fn a_token_that_is_worth_nothing_is_told_so_and_does_nothing() {
    let desk = Desk::views().await;
    let now = desk.app.clock.now();
    let (account, session) = (desk.focal.account, desk.focal.session);
    let good = desk.focal.token.clone();
    let other = TestApp::start().await;
    other.rotate(KeyPurpose::Token).await;
    let foreign = other
        .app()
        .tokens()
        .issue(account, session, other.app().mint().id(), now)
        .token;
    assert_ne!(
        other.app().keys().set().jwks(now),
        desk.app.app().keys().set().jwks(now),
        "another installation has other keys"
    );
    let (signed, signature) = good.rsplit_once('.').unwrap();
    let turned: String = signature.chars().rev().collect();
    let nobody = domain::id::AccountId(uuid::Uuid::from_u128(7));
    let issue = |account, at| {
        desk.app
            .app()
            .tokens()
            .issue(account, session, desk.app.app().mint().id(), at)
            .token
    };
    for (name, token) in [
        ("expired", issue(account, now - TimeDelta::minutes(10))),
        ("from the future", issue(account, now + TimeDelta::minutes(1))),
        ("foreign", foreign),
        ("unsigned", unsigned(&good)),
        ("signed falsely", format!("{signed}.{turned}")),
        ("a receipt", receipt(&desk.app)),
        ("of nobody", issue(nobody, now)),
        ("no token", "secret".to_owned()),
    ] {
        let refused = post(&desk, &token, saving(&desk, "text")).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{name}");
        assert_eq!(
            refused.headers[WWW_AUTHENTICATE], "Bearer error=\"invalid_token\"",
            "{name}"
        );
        assert_eq!(refused.json.get("data"), None, "{name}");
        assert_eq!(*refused.extensions(), json!({"code": "UNAUTHENTICATED"}), "{name}");
        let messages: Vec<&Value> = refused.json["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| &e["message"])
            .collect();
        assert_eq!(messages.len(), 1, "{name}: the reason is for the log alone");
    }
    assert_eq!(desk.answered().await, [""; 0]);
    post(&desk, &good, saving(&desk, "text")).await.data();
}

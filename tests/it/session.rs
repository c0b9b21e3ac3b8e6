//! The session of a browser: a cookie that opens one door, for scripts of our own pages.

use axum::body::Body;
use chrono::TimeDelta;
use domain::access::Role;
use http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, COOKIE, ORIGIN, SET_COOKIE};
use http::{Method, Request, StatusCode};
use serde_json::{Value, json};
use tests::app::{Answer, TestApp};
use tests::people::{PASSWORD, invited};

const SIGN_IN: &str = "mutation ($input: SignInInput!) { signIn(input: $input) {
    tokens { accessToken refreshToken refreshTokenExpiresAt } challenge { token } } }";
const VIEWER: &str = "{ viewer { account { email } sessions { isCurrent } } }";

/// A browser: it keeps one cookie and says where its pages are from.
struct Browser<'a> {
    app: &'a TestApp,
    cookie: Option<String>,
}

/// The pair of name and value, and the attributes, of the one cookie of an answer.
fn cookie_of(answer: &Answer) -> Option<(String, String)> {
    let mut set = answer.headers.get_all(SET_COOKIE).iter();
    let text = set.next()?.to_str().unwrap();
    assert!(set.next().is_none(), "one cookie");
    let (pair, attributes) = text.split_once("; ").unwrap();
    Some((pair.to_owned(), attributes.to_owned()))
}

impl<'a> Browser<'a> {
    /// Somebody signs in with a browser.
    async fn signs_in(app: &'a TestApp, email: &str) -> (Self, Answer) {
        let input = json!({"email": email, "password": PASSWORD, "keptIn": "COOKIE"});
        let answer = app.call(None, SIGN_IN, json!({"input": input})).await;
        let cookie = cookie_of(&answer).map(|(pair, _)| pair);
        (Self { app, cookie }, answer)
    }

    fn request(&self, method: Method, path: &str) -> http::request::Builder {
        let request = Request::builder().method(method).uri(path);
        match &self.cookie {
            Some(cookie) => request.header(COOKIE, cookie),
            None => request,
        }
    }

    /// Sends the cookie as a page of ours does, and keeps what comes back.
    async fn asks(&mut self, method: Method) -> Answer {
        let answer = self.asks_and_loses(method).await;
        if let Some((pair, attributes)) = cookie_of(&answer) {
            self.cookie = (!attributes.contains("Max-Age=0")).then_some(pair);
        }
        answer
    }

    /// Sends the cookie, and never hears the answer.
    async fn asks_and_loses(&self, method: Method) -> Answer {
        let request = self
            .request(method, "/session")
            .header("sec-fetch-site", "same-origin")
            .header("normtrack-session", "1");
        self.app.send(request.body(Body::empty()).unwrap()).await
    }

    /// Whether its cookie gives an access token, and that token speaks for somebody.
    async fn is_signed_in(&mut self) -> bool {
        let answer = self.asks(Method::POST).await;
        let Some(token) = answer.json["accessToken"].as_str() else {
            assert_eq!((answer.status, answer.bytes.len()), (StatusCode::NO_CONTENT, 0));
            return false;
        };
        let persona = self.app.holder(token).await;
        let viewer = self.app.call(&persona, VIEWER, json!({})).await;
        assert_eq!(viewer.data()["viewer"]["sessions"][0], json!({"isCurrent": true}));
        true
    }
}

#[tokio::test]
async fn a_cookie_goes_on_with_a_session_and_shows_nothing_to_scripts() {
    let app = TestApp::start().await;
    invited(&app, "amal@example.int", Role::FocalPoint, json!({"state": "QMA"})).await;
    let (mut browser, answer) = Browser::signs_in(&app, "amal@example.int").await;
    let tokens = &answer.data()["signIn"]["tokens"];
    assert_eq!(tokens["refreshToken"], Value::Null);
    let (pair, attributes) = cookie_of(&answer).unwrap();
    assert!(pair.starts_with("__Host-normtrack-session="), "{pair}");
    assert_eq!(attributes, "Path=/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure");

    app.pass(TimeDelta::minutes(11));
    let answer = browser.asks(Method::POST).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.headers[CACHE_CONTROL], "no-store");
    let names: Vec<_> = answer.json.as_object().unwrap().keys().collect();
    assert_eq!(
        names,
        ["accessToken", "accessTokenExpiresAt"],
        "the next secret is in the cookie alone"
    );
    assert_ne!(browser.cookie, Some(pair), "it was replaced");
    assert!(browser.is_signed_in().await);

    let ended = browser.asks(Method::DELETE).await;
    assert_eq!(
        (ended.status, &ended.headers["clear-site-data"]),
        (StatusCode::NO_CONTENT, &"\"cache\"".parse().unwrap())
    );
    assert_eq!(browser.cookie, None);
    assert!(!browser.is_signed_in().await);
}

#[tokio::test]
async fn a_session_that_is_over_takes_its_cookie_with_it() {
    let app = TestApp::start().await;
    invited(&app, "amal@example.int", Role::FocalPoint, json!({"state": "QMA"})).await;
    let (mut browser, _) = Browser::signs_in(&app, "amal@example.int").await;
    let token = browser.asks(Method::POST).await.json["accessToken"].clone();
    let amal = app.holder(token.as_str().unwrap()).await;
    let everywhere = app
        .call(&amal, "mutation { signOutEverywhere { count } }", json!({}))
        .await;
    everywhere.data();
    assert!(!browser.is_signed_in().await);
    assert_eq!(browser.cookie, None);
    let (mut browser, _) = Browser::signs_in(&app, "amal@example.int").await;
    app.pass(TimeDelta::hours(12));
    assert!(!browser.is_signed_in().await, "twelve hours without being used");
}

#[tokio::test]
async fn two_tabs_and_a_lost_answer_do_not_end_a_session_and_a_copy_does() {
    let app = TestApp::start().await;
    let beside = app.beside(2).await;
    invited(&app, "amal@example.int", Role::FocalPoint, json!({"state": "QMA"})).await;
    let (mut browser, _) = Browser::signs_in(&app, "amal@example.int").await;

    // Two tabs at once, at two processes: both are given a token, and the same cookie.
    let other = Browser {
        app: &beside,
        cookie: browser.cookie.clone(),
    };
    let (one, two) = tokio::join!(browser.asks_and_loses(Method::POST), other.asks_and_loses(Method::POST));
    assert_eq!((one.status, two.status), (StatusCode::OK, StatusCode::OK));
    assert_eq!(cookie_of(&one).unwrap().0, cookie_of(&two).unwrap().0);

    // None of the answers arrived; half a minute later the browser shows what it has.
    app.pass(TimeDelta::seconds(30));
    let first = browser.cookie.clone();
    assert!(browser.is_signed_in().await);
    assert!(browser.is_signed_in().await);

    // Somebody who made a copy of the first one shows it.
    let copy = Browser {
        app: &app,
        cookie: first,
    };
    assert_eq!(copy.asks_and_loses(Method::POST).await.status, StatusCode::NO_CONTENT);
    assert!(!browser.is_signed_in().await, "nobody can tell who of the two is Amal");
}

#[tokio::test]
async fn a_lost_answer_is_waited_for_no_longer_than_a_minute() {
    let app = TestApp::start().await;
    invited(&app, "amal@example.int", Role::FocalPoint, json!({"state": "QMA"})).await;
    let (mut browser, _) = Browser::signs_in(&app, "amal@example.int").await;
    browser.asks_and_loses(Method::POST).await;
    app.pass(TimeDelta::minutes(1));
    assert!(!browser.is_signed_in().await);
}

#[tokio::test]
async fn pages_of_others_are_refused_and_change_nothing() {
    let app = TestApp::start().await;
    invited(&app, "amal@example.int", Role::FocalPoint, json!({"state": "QMA"})).await;
    let (mut browser, _) = Browser::signs_in(&app, "amal@example.int").await;
    let own = ("normtrack-session", "1");
    let cases: &[&[(&str, &str)]] = &[
        &[],
        &[own],
        &[("sec-fetch-site", "same-origin")],
        &[("sec-fetch-site", "cross-site"), own],
        &[("sec-fetch-site", "same-site"), own],
        &[("origin", "https://elsewhere.example"), own],
    ];
    for method in [Method::POST, Method::DELETE] {
        for headers in cases {
            let mut request = browser.request(method.clone(), "/session");
            for (name, value) in *headers {
                request = request.header(*name, *value);
            }
            let answer = app.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(
                (answer.status, answer.code()),
                (StatusCode::FORBIDDEN, "FORBIDDEN"),
                "{method} {headers:?}"
            );
            assert_eq!(cookie_of(&answer), None);
        }
    }
    assert!(browser.is_signed_in().await);
    let request = browser
        .request(Method::POST, "/session")
        .header(ORIGIN, "https://normtrack.example");
    let answer = app
        .send(request.header("normtrack-session", "1").body(Body::empty()).unwrap())
        .await;
    assert_eq!(answer.status, StatusCode::OK, "a browser that names the origin alone");
}

#[tokio::test]
async fn nothing_but_that_door_knows_a_cookie() {
    let app = TestApp::start().await;
    invited(&app, "amal@example.int", Role::FocalPoint, json!({"state": "QMA"})).await;
    let (browser, _) = Browser::signs_in(&app, "amal@example.int").await;
    let cookie = browser.cookie.clone().unwrap();
    let (_, secret) = cookie.split_once('=').unwrap();

    let body = json!({"query": VIEWER}).to_string();
    let request = Request::post("/graphql")
        .header(CONTENT_TYPE, "application/json")
        .header(COOKIE, &cookie);
    let answer = app
        .send(
            request
                .header("sec-fetch-site", "same-origin")
                .body(Body::from(body))
                .unwrap(),
        )
        .await;
    assert_eq!(answer.data()["viewer"], Value::Null);
    let request = Request::get("/filings/1/receipt")
        .header(COOKIE, &cookie)
        .body(Body::empty())
        .unwrap();
    assert_eq!(app.send(request).await.status, StatusCode::NOT_FOUND);
    let request = Request::get("/filings/1/receipt").header(AUTHORIZATION, format!("Bearer {secret}"));
    assert_eq!(
        app.send(request.body(Body::empty()).unwrap()).await.status,
        StatusCode::UNAUTHORIZED
    );

    // What is kept in a cookie is no refresh token, and the other way round.
    let refresh = "mutation ($input: RefreshInput!) { refresh(input: $input) { tokens { refreshToken } } }";
    let answer = app
        .call(None, refresh, json!({"input": {"refreshToken": secret}}))
        .await;
    assert_eq!(answer.code(), "UNAUTHENTICATED");
    let input = json!({"email": "amal@example.int", "password": PASSWORD});
    let answer = app.call(None, SIGN_IN, json!({"input": input})).await;
    assert_eq!(cookie_of(&answer), None);
    let token = answer.data()["signIn"]["tokens"]["refreshToken"]
        .as_str()
        .unwrap()
        .to_owned();
    let mut smuggled = Browser {
        app: &app,
        cookie: Some(format!("__Host-normtrack-session={token}")),
    };
    assert!(!smuggled.is_signed_in().await);
    let answer = app.call(None, refresh, json!({"input": {"refreshToken": token}})).await;
    answer.data();
}

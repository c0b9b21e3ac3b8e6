//! Where somebody is signed in, and how that ends.

use super::*;
use axum::body::Body;
use http::Request;
use http::header::{CONTENT_TYPE, USER_AGENT};

const END_ONE: &str = "mutation ($input: EndSessionInput!) { endSession(input: $input) { session { endedAt } } }";
const END_OTHERS: &str = "mutation { endOtherSessions { count } }";
const EVERYWHERE: &str = "mutation { signOutEverywhere { count } }";
const REFRESH: &str = "mutation ($input: RefreshInput!) { refresh(input: $input) { tokens { accessToken } } }";

async fn signs_in_with(app: &TestApp, email: &str, agent: &str) -> Persona {
    let input = json!({"email": email, "password": PASSWORD});
    let body = json!({"query": SIGN_IN, "variables": {"input": input}}).to_string();
    let request = Request::post("/graphql")
        .header(CONTENT_TYPE, "application/json")
        .header(USER_AGENT, agent);
    let answer = app.send(request.body(Body::from(body)).unwrap()).await;
    let token = answer.data()["signIn"]["tokens"]["accessToken"].clone();
    app.holder(token.as_str().unwrap()).await
}

#[tokio::test]
async fn a_person_sees_where_they_are_signed_in_and_ends_it() {
    let app = TestApp::start().await;
    let there = app.beside(2).await;
    let amal = Amal::of(&app).await;
    app.pass(TimeDelta::seconds(1));
    let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0";
    let browser = signs_in_with(&app, &amal.email, firefox).await;
    app.pass(TimeDelta::seconds(1));
    let script = signs_in_with(&app, &amal.email, "integration/2.1").await;
    let seen = app.call(&browser, SESSIONS, json!({})).await;
    let sessions = seen.data()["viewer"]["sessions"].as_array().unwrap().clone();
    let told: Vec<_> = sessions
        .iter()
        .map(|session| (&session["begunAt"], &session["client"], &session["isCurrent"]))
        .map(|(begun, client, current)| {
            (
                begun.as_str().unwrap(),
                client.as_str().unwrap(),
                current.as_bool().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("2027-03-01T12:00:02+00:00", "PROGRAM", false),
            ("2027-03-01T12:00:01+00:00", "FIREFOX", true),
            ("2027-03-01T12:00:00+00:00", "UNKNOWN", false),
        ]
    );
    assert!(sessions.iter().all(|session| session["means"] == "PASSWORD"));

    assert!(there.call(&script, SESSIONS, json!({})).await.json["data"].is_object());
    let input = json!({"id": sessions[0]["id"]});
    let ended = app.call(&browser, END_ONE, json!({"input": input})).await;
    assert!(ended.data()["endSession"]["session"]["endedAt"].is_string());
    there.app().actors().poll_once(app.clock.now()).await.unwrap();
    for process in [&app, &there] {
        assert_eq!(process.call(&script, SESSIONS, json!({})).await.status, 401);
        assert_eq!(process.call(&browser, SESSIONS, json!({})).await.status, 200);
    }
    let others = app.call(&browser, END_OTHERS, json!({})).await;
    assert_eq!(others.data()["endOtherSessions"]["count"], 1);
    assert_eq!(app.call(&amal.who, SESSIONS, json!({})).await.status, 401);
    let left = app.call(&browser, SESSIONS, json!({})).await;
    assert_eq!(left.data()["viewer"]["sessions"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn nobody_sees_or_ends_the_sessions_of_another() {
    let app = TestApp::start().await;
    let amal = Amal::of(&app).await;
    let other = app.of("QMA", Role::FocalPoint).await;
    let administrator = app.secretariat(Role::Administrator).await;
    let seen = app.call(&amal.who, SESSIONS, json!({})).await;
    let id = &seen.data()["viewer"]["sessions"][0]["id"];
    for stranger in [&other, &administrator] {
        let refused = app.call(stranger, END_ONE, json!({"input": {"id": id}})).await;
        assert_eq!(refused.code(), "NOT_FOUND");
    }
    assert_eq!(
        app.call(None, END_ONE, json!({"input": {"id": id}})).await.code(),
        "UNAUTHENTICATED"
    );
    assert_eq!(app.call(None, EVERYWHERE, json!({})).await.code(), "UNAUTHENTICATED");
    assert_eq!(app.call(&amal.who, SESSIONS, json!({})).await.status, 200);
}

#[tokio::test]
async fn signing_out_everywhere_ends_tokens_sessions_and_devices_in_every_process() {
    let app = TestApp::start().await;
    let there = app.beside(2).await;
    let amal = Amal::of(&app).await;
    let entry = amal.tries(PASSWORD, None).await;
    let entry = entry.data()["signIn"].clone();
    let elsewhere = app.holder(entry["tokens"]["accessToken"].as_str().unwrap()).await;
    let process = std::sync::Arc::clone(&there.process);
    let following = tokio::spawn(async move { process.follow().await });
    // Known there, so that it has to be forgotten.
    assert_eq!(there.call(&elsewhere, SESSIONS, json!({})).await.status, 200);
    let ended = app.call(&amal.who, EVERYWHERE, json!({})).await;
    assert_eq!(ended.data()["signOutEverywhere"]["count"], 2);
    let ended_at = std::time::Instant::now();
    // Asks again and again, as a caller would; the bound is the promise.
    while there.call(&elsewhere, SESSIONS, json!({})).await.status != 401 {
        assert!(ended_at.elapsed().as_millis() < 1000, "still signed in after a second");
        tokio::task::yield_now().await;
    }
    following.abort();
    assert_eq!(app.call(&amal.who, SESSIONS, json!({})).await.status, 401);
    let input = json!({"refreshToken": entry["tokens"]["refreshToken"]});
    let over = app.call(None, REFRESH, json!({"input": input})).await;
    assert_eq!(over.code(), "UNAUTHENTICATED");
    let again = amal.tries(PASSWORD, Some(&entry["device"])).await;
    assert!(
        again.data()["signIn"]["device"].is_string(),
        "the device is not known any more"
    );
    let verbs = verbs(&app).await;
    assert_eq!(verbs.iter().filter(|verb| *verb == "END_SESSION").count(), 2);
}

#[tokio::test]
async fn confirming_a_second_factor_ends_the_sessions_begun_without_it() {
    let app = TestApp::start().await;
    let amal = Amal::of(&app).await;
    let elsewhere = signs_in_with(&app, &amal.email, "integration/2.1").await;
    let (phone, _) = amal.enrols().await;
    assert_eq!(app.call(&elsewhere, SESSIONS, json!({})).await.status, 401);
    amal.enters(&phone).await;
    let seen = app.call(&amal.who, SESSIONS, json!({})).await;
    let sessions = seen.data()["viewer"]["sessions"].as_array().unwrap().clone();
    assert_eq!(sessions.len(), 2);
    assert!(
        sessions.iter().all(|session| session["means"] == "PASSWORD_AND_CODE"),
        "{sessions:?}"
    );
}

#[tokio::test]
async fn a_session_says_when_it_was_refreshed_and_is_gone_when_it_idles() {
    let app = TestApp::start().await;
    let amal = Amal::of(&app).await;
    let entry = amal.tries(PASSWORD, None).await;
    let refresh = entry.data()["signIn"]["tokens"]["refreshToken"].clone();
    app.pass(TimeDelta::hours(11));
    let refreshed = app
        .call(None, REFRESH, json!({"input": {"refreshToken": refresh}}))
        .await;
    app.pass(TimeDelta::hours(1));
    let token = &refreshed.data()["refresh"]["tokens"]["accessToken"];
    let token = token.as_str().unwrap().to_owned();
    // The token has ended meanwhile; the session has not.
    let account = amal.who.account;
    let sessions = app
        .app()
        .store()
        .snapshot(&domain::access::Scope::issuer(Some(account)), app.clock.now())
        .await
        .unwrap()
        .sessions(account)
        .await
        .unwrap();
    assert_eq!(app.call(&app.renewed(&amal.who), SESSIONS, json!({})).await.status, 401);
    assert!(!token.is_empty());
    let going: Vec<_> = sessions
        .iter()
        .filter(|session| session.goes_on(app.clock.now()))
        .collect();
    assert_eq!(going.len(), 1);
    assert_eq!(going[0].refreshed_at, Some(app.clock.now() - TimeDelta::hours(1)));
}

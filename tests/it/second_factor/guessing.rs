//! Those who guess, and those whom they would lock out.

use std::time::{Duration, Instant};

use super::*;

const ANOTHER: &str = "another password entirely";

#[tokio::test]
async fn strangers_who_guess_do_not_lock_out_a_device_that_signed_in_before() {
    let app = TestApp::start().await;
    let amal = Amal::of(&app).await;
    let first = amal.tries(PASSWORD, None).await;
    let device = first.data()["signIn"]["device"].clone();
    assert!(device.is_string());
    for _ in 0..11 {
        assert_eq!(amal.tries(ANOTHER, None).await.code(), "UNAUTHENTICATED");
    }
    let waits = amal.tries(PASSWORD, None).await;
    assert_eq!(
        waits.code(),
        "UNAUTHENTICATED",
        "from elsewhere even the right one waits"
    );
    let known = amal.tries(PASSWORD, Some(&device)).await;
    assert!(known.data()["signIn"]["tokens"].is_object());
    assert_eq!(known.data()["signIn"]["device"], Value::Null, "it is known already");
    // What is tried on the device slows the device down, and nobody else.
    app.pass(TimeDelta::minutes(1));
    for _ in 0..10 {
        amal.tries(ANOTHER, Some(&device)).await;
    }
    assert_eq!(amal.tries(PASSWORD, Some(&device)).await.code(), "UNAUTHENTICATED");
    assert!(amal.tries(PASSWORD, None).await.data()["signIn"]["tokens"].is_object());

    // A device is one account's, and for half a year.
    let other = Amal::invited(&app, "other@example.int", Role::Reader, json!({"state": "QMB"})).await;
    for _ in 0..10 {
        other.tries(ANOTHER, None).await;
    }
    assert_eq!(other.tries(PASSWORD, Some(&device)).await.code(), "UNAUTHENTICATED");
    app.pass(TimeDelta::days(181));
    for _ in 0..10 {
        amal.tries(ANOTHER, None).await;
    }
    assert_eq!(amal.tries(PASSWORD, Some(&device)).await.code(), "UNAUTHENTICATED");
}

#[tokio::test]
async fn who_has_the_password_guesses_few_codes_and_locks_out_nobody() {
    let app = TestApp::start().await;
    let amal = Amal::of(&app).await;
    let first = amal.tries(PASSWORD, None).await;
    let device = first.data()["signIn"]["device"].clone();
    let (phone, _) = amal.enrols().await;
    let thief = amal.challenge(None).await;
    for _ in 0..5 {
        refused(&amal.completes(&thief, code("000000")).await, "INVALID", "code");
    }
    // A new challenge begins no new count, and a right password does not end it.
    let waits = |answer: Answer| (answer.code().to_owned(), answer.extensions()["retryAt"].clone());
    let thief = amal.challenge(None).await;
    let now = code(&phone.shows(app.clock.now()));
    let (refusal, until) = waits(amal.completes(&thief, now.clone()).await);
    assert_eq!((refusal.as_str(), until), ("LIMIT", json!("2027-03-01T12:01:30+00:00")));
    app.pass(TimeDelta::minutes(1));
    refused(&amal.completes(&thief, code("000000")).await, "INVALID", "code");
    let (_, until) = waits(amal.completes(&thief, code("000000")).await);
    assert_eq!(until, "2027-03-01T12:03:30+00:00", "twice as long");

    let known = amal.challenge(Some(&device)).await;
    let now = code(&phone.shows(app.clock.now()));
    amal.completes(&known, now).await.data();
    let verbs = verbs(&app).await;
    assert_eq!(
        verbs.iter().filter(|verb| *verb == "REFUSE_CODE").count(),
        6,
        "the owner can see it"
    );
}

#[tokio::test]
async fn somebody_at_an_open_screen_guesses_the_password_as_slowly() {
    let app = TestApp::start().await;
    let amal = Amal::of(&app).await;
    for _ in 0..10 {
        assert_eq!(amal.acts(ENROL, json!({"password": ANOTHER})).await.code(), "INVALID");
    }
    assert_eq!(amal.acts(ENROL, json!({"password": PASSWORD})).await.code(), "INVALID");
    assert!(amal.tries(PASSWORD, None).await.data()["signIn"]["tokens"].is_object());
    app.pass(TimeDelta::minutes(1));
    amal.acts(ENROL, json!({"password": PASSWORD})).await.data();
}

/// An address, a password, a suspension: from outside they are one refusal that takes one time. The bound is what a failure
/// takes at least; that it does not take much longer is what a measurement says, not a test.
#[tokio::test]
async fn what_a_sign_in_failed_at_cannot_be_told() {
    let app = TestApp::start().await;
    let amal = Amal::of(&app).await;
    amal.enrols().await;
    let plain = Amal::invited(&app, "plain@example.int", Role::Reader, json!({"state": "QMB"})).await;
    let suspended = Amal::invited(&app, "gone@example.int", Role::Reader, json!({"state": "QMB"})).await;
    let administrator = app.secretariat(Role::Administrator).await;
    let suspend = "mutation ($input: SuspendAccountInput!) { suspendAccount(input: $input) { account { id } } }";
    let own = "{ viewer { account { id } } }";
    let id = app.call(&suspended.who, own, json!({})).await.data()["viewer"]["account"]["id"].clone();
    app.call(&administrator, suspend, json!({"input": {"id": id}}))
        .await
        .data();
    let mut answers = Vec::new();
    for (email, password) in [
        ("nobody@example.int", PASSWORD),
        ("no address", PASSWORD),
        (amal.email.as_str(), ANOTHER),
        (plain.email.as_str(), ANOTHER),
        (suspended.email.as_str(), PASSWORD),
        (suspended.email.as_str(), ANOTHER),
    ] {
        for device in [Value::Null, json!("invented")] {
            let input = json!({"email": email, "password": password, "device": device});
            let began = Instant::now();
            let answer = app.call(None, SIGN_IN, json!({"input": input})).await;
            assert!(began.elapsed() >= Duration::from_millis(250), "{email}");
            answers.push(answer.json);
        }
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
}

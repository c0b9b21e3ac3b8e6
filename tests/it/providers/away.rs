//! Providers that change keys, fall silent or are switched off.

use std::time::Instant;

use super::*;

#[tokio::test]
async fn a_new_key_is_asked_for_once_and_bad_tokens_make_nobody_ask_more() {
    let provider = IdentityProvider::start("ES256").await;
    let app = served(&[(&provider, for_qma(&provider, "qma"))]).await;
    says(&provider, json!({"a": amal(&["focal"], "QMA")})).await;
    for _ in 0..2 {
        assert_eq!(Browser::new(&app).signs_in("qma", "a").await.to, "/en/submissions");
    }
    assert_eq!(provider.asked("/jwks").await, 1);
    assert_eq!(provider.asked("/.well-known/openid-configuration").await, 1);

    provider.told(json!({"rotate": true})).await;
    for _ in 0..3 {
        let sent = Browser::new(&app).signs_in("qma", "a").await;
        assert_eq!(
            sent.problem().as_deref(),
            Some("invalid"),
            "within a minute of the last reading"
        );
    }
    assert_eq!(
        provider.asked("/jwks").await,
        1,
        "three tokens of an unknown key, and nobody asked"
    );
    app.pass(TimeDelta::minutes(1));
    assert_eq!(Browser::new(&app).signs_in("qma", "a").await.to, "/en/submissions");
    assert_eq!(provider.asked("/jwks").await, 2);

    // A hundred who come at once make one ask.
    app.pass(TimeDelta::minutes(1));
    provider.told(json!({"rotate": true})).await;
    let many = (0..10).map(|_| async { Browser::new(&app).signs_in("qma", "a").await.to });
    for to in futures_util::future::join_all(many).await {
        assert_eq!(to, "/en/submissions");
    }
    assert_eq!(provider.asked("/jwks").await, 3);
}

#[tokio::test]
async fn a_provider_that_is_away_is_said_to_be_and_comes_back() {
    let mut provider = IdentityProvider::start("ES256").await;
    let app = served(&[(&provider, for_qma(&provider, "qma"))]).await;
    let people = json!({"a": amal(&["focal"], "QMA")});
    let leave = async || Browser::new(&app).goes("/sign-in/with/qma?next=/en/submissions").await;

    // At the first time of all: nothing is known of it.
    provider
        .told(json!({"broken": ["/.well-known/openid-configuration"]}))
        .await;
    for _ in 0..3 {
        assert_eq!(leave().await.problem().as_deref(), Some("unavailable"));
    }
    assert_eq!(
        provider.asked("/.well-known/openid-configuration").await,
        1,
        "one asked for all"
    );
    provider.told(json!({"broken": [], "people": people})).await;
    app.pass(TimeDelta::seconds(10));
    assert_eq!(leave().await.problem(), None);

    // Its keys are not to be had: what is not known cannot be verified, and is not said to be false.
    provider.told(json!({"broken": ["/jwks"]})).await;
    let sent = Browser::new(&app).signs_in("qma", "a").await;
    assert_eq!(sent.problem().as_deref(), Some("unavailable"));
    provider.told(json!({"broken": []})).await;
    app.pass(TimeDelta::seconds(10));
    assert_eq!(Browser::new(&app).signs_in("qma", "a").await.to, "/en/submissions");
    provider
        .told(json!({"broken": ["/jwks", "/.well-known/openid-configuration"]}))
        .await;
    let sent = Browser::new(&app).signs_in("qma", "a").await;
    assert_eq!(sent.to, "/en/submissions", "what is known goes on");

    // It is reached and says nothing.
    provider.told(json!({"broken": [], "silent": ["/token"]})).await;
    let mut browser = Browser::new(&app);
    let back = browser.returns("qma", "a").await;
    let began = Instant::now();
    let sent = browser.goes(&back.to).await;
    assert_eq!(sent.problem().as_deref(), Some("unavailable"));
    assert!(began.elapsed().as_secs() < 8, "{:?}", began.elapsed());

    // It is switched off; who has a session goes on, and who would come is told. Then it is there again, with another key.
    let mut inside = Browser::new(&app);
    provider.told(json!({"silent": []})).await;
    inside.signs_in("qma", "a").await;
    let back = browser.returns("qma", "a").await;
    provider.stop().await;
    let sent = browser.goes(&back.to).await;
    assert_eq!(sent.problem().as_deref(), Some("unavailable"));
    assert!(who(&app, &mut inside).await.is_some());
    provider.restart().await;
    says(&provider, json!({"a": amal(&["focal"], "QMA")})).await;
    app.pass(TimeDelta::minutes(1));
    provider.told(json!({"rotate": true})).await;
    assert_eq!(Browser::new(&app).signs_in("qma", "a").await.to, "/en/submissions");
}

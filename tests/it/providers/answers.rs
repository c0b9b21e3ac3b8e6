//! Answers that are not to be believed: nobody is signed in by them, and the page says which kind it was.

use super::*;

/// A browser that a provider sends back, and where to.
async fn returned<'a>(app: &'a TestApp, key: &str) -> (Browser<'a>, tests::provider::Sent) {
    let mut browser = Browser::new(app);
    let back = browser.returns(key, "a").await;
    (browser, back)
}

#[track_caller]
fn refused(browser: &Browser<'_>, sent: &tests::provider::Sent, problem: &str, what: &str) {
    assert_eq!(sent.problem().as_deref(), Some(problem), "{what}: {sent:?}");
    assert_eq!(
        (browser.cookie(SESSION), browser.cookie(TRANSACTION)),
        (None, None),
        "{what}"
    );
}

#[tokio::test]
async fn an_answer_to_another_sign_in_is_none() {
    let (provider, other) = tokio::join!(IdentityProvider::start("ES256"), IdentityProvider::start("ES256"));
    let app = served(&[
        (&provider, for_qma(&provider, "qma")),
        (&other, for_qma(&other, "other")),
    ])
    .await;
    for one in [&provider, &other] {
        says(one, json!({"a": amal(&["focal"], "QMA")})).await;
    }

    let (mut browser, back) = returned(&app, "qma").await;
    let sent = browser.goes(&back.with("state", Some("another")).to).await;
    refused(&browser, &sent, "expired", "another state");
    let (mut browser, back) = returned(&app, "qma").await;
    let sent = browser.goes(&back.with("state", None).to).await;
    refused(&browser, &sent, "expired", "no state");

    let (_, back) = returned(&app, "qma").await;
    let mut victim = Browser::new(&app);
    let sent = victim.goes(&back.to).await;
    refused(&victim, &sent, "expired", "a browser that never left");
    let (mut own, _) = returned(&app, "qma").await;
    let sent = own.goes(&back.to).await;
    refused(&own, &sent, "expired", "a browser that left for another sign-in");
    let (mut browser, back) = returned(&app, "qma").await;
    browser.set_cookie(TRANSACTION, Some("AAAA"));
    let sent = browser.goes(&back.to).await;
    refused(&browser, &sent, "expired", "a transaction that we did not seal");

    let (mut browser, back) = returned(&app, "qma").await;
    let sent = browser.goes(&back.with("iss", Some(&other.issuer)).to).await;
    refused(&browser, &sent, "invalid", "sent by another provider");
    let (mut browser, back) = returned(&app, "qma").await;
    let sent = browser.goes(&back.with("iss", None).to).await;
    refused(&browser, &sent, "invalid", "a sender who hides");
    let (_, foreign) = returned(&app, "other").await;
    let (mut browser, back) = returned(&app, "qma").await;
    let code = foreign.parameter("code").unwrap();
    let sent = browser.goes(&back.with("code", Some(&code)).to).await;
    refused(&browser, &sent, "invalid", "a code of another provider");
    let (mut browser, back) = returned(&app, "qma").await;
    let sent = browser.goes(&back.with("code", None).to).await;
    refused(&browser, &sent, "invalid", "no code");

    let (mut browser, back) = returned(&app, "qma").await;
    let kept = browser.cookie(TRANSACTION).unwrap().to_owned();
    assert_eq!(browser.goes(&back.to).await.to, "/en/submissions");
    let mut copy = Browser::new(&app);
    copy.set_cookie(TRANSACTION, Some(&kept));
    let sent = copy.goes(&back.to).await;
    refused(&copy, &sent, "invalid", "a code that was used");

    let mut browser = Browser::new(&app);
    let away = browser.goes("/sign-in/with/qma?next=/en/submissions").await;
    let back = browser.says(&away.to, json!({"refuse": true})).await;
    let sent = browser.goes(&back.to).await;
    refused(&browser, &sent, "cancelled", "who says no at the provider");

    let (mut browser, back) = returned(&app, "qma").await;
    app.pass(TimeDelta::minutes(10));
    let sent = browser.goes(&back.to).await;
    refused(&browser, &sent, "expired", "ten minutes later");
}

#[tokio::test]
async fn a_token_for_another_one_or_of_another_one_is_none() {
    let provider = IdentityProvider::start("RS256").await;
    let app = served(&[(&provider, for_qma(&provider, "qma"))]).await;
    says(&provider, json!({"a": amal(&["focal"], "QMA")})).await;
    let accounts = count(&app, "account").await;

    // The provider itself puts another nonce into the token, since somebody changed the address on the way.
    let mut browser = Browser::new(&app);
    let away = browser.goes("/sign-in/with/qma?next=/en/submissions").await;
    let address = away.to.split("&nonce=").next().unwrap().to_owned();
    let rest = away.to.split("&nonce=").nth(1).unwrap().split_once('&').unwrap().1;
    let back = browser
        .says(&format!("{address}&nonce=another&{rest}"), json!({"login": "a"}))
        .await;
    let sent = browser.goes(&back.to).await;
    refused(&browser, &sent, "invalid", "another nonce");

    let now = app.clock.now().timestamp();
    for (what, claims) in [
        ("another audience", json!({"aud": "other"})),
        ("several audiences", json!({"aud": ["normtrack", "other"]})),
        ("given to another one", json!({"azp": "other"})),
        ("another issuer", json!({"iss": "https://login.example"})),
        ("over", json!({"exp": now - 120})),
        ("of the future", json!({"iat": now + 600})),
        ("without a subject", json!({"sub": ""})),
        ("signed by somebody else", json!({"foreignKey": true})),
    ] {
        provider.told(json!({"tamper": claims})).await;
        let mut browser = Browser::new(&app);
        let sent = browser.signs_in("qma", "a").await;
        refused(&browser, &sent, "invalid", what);
    }
    assert_eq!(count(&app, "account").await, accounts);
    provider.told(json!({"tamper": {}})).await;
    let mut browser = Browser::new(&app);
    assert_eq!(
        browser.signs_in("qma", "a").await.to,
        "/en/submissions",
        "only what was changed was wrong"
    );
}

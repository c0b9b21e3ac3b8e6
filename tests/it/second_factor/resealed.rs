//! Everything that is sealed, sealed under another secret: the new one opens it and the old one nothing, or nothing happened.

use std::sync::Arc;

use api::auth::{KeyError, Keys, Secret as Sealing, SecretError, reseal};
use api::mint::Mint;
use standardwebhooks::Webhook as Verifier;
use store::{Connections, KeyPurpose, Store};
use tests::app::SECRET;
use tests::receiver::Receiver;

use super::*;

async fn sealed(app: &TestApp) -> Vec<Vec<u8>> {
    let all = "select sealed from (select sealed, id from signing_key union all
               select sealed, account_id from factor_secret union all select sealed, id from webhook_secret union all
               select sealed, invitation_id from letter where sealed is not null) s order by id";
    sqlx::query_scalar(all).fetch_all(&mut app.owner().await).await.unwrap()
}

/// A webhook with a ping under way, and what its receiver verifies by.
async fn hook(app: &TestApp) -> (Receiver, Verifier) {
    let receiver = Receiver::start().await;
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let create = "mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { webhook { id } secret } }";
    let input = json!({"address": receiver.url(), "kinds": ["RELEASE_MADE"]});
    let made = app.call(&officer, create, json!({"input": input})).await;
    let made = &made.data()["createWebhook"];
    let ping = "mutation ($input: TestWebhookInput!) { testWebhook(input: $input) { messageId } }";
    let input = json!({"id": made["webhook"]["id"]});
    app.call(&officer, ping, json!({"input": input})).await.data();
    let verifier = Verifier::new(made["secret"].as_str().unwrap()).unwrap();
    (receiver, verifier)
}

#[tokio::test]
async fn the_new_secret_opens_everything_and_the_old_one_nothing() {
    let app = TestApp::start().await;
    app.rotate(KeyPurpose::Receipt).await;
    let amal = Amal::of(&app).await;
    let enrolled = amal.acts(ENROL, json!({"password": PASSWORD})).await;
    let phone = Phone::read(&enrolled.data()["enrolSecondFactor"]["secret"]);
    let confirmed = amal.acts(CONFIRM, json!({"code": phone.shows(app.clock.now())})).await;
    confirmed.data();
    let (receiver, hook) = hook(&app).await;
    let published = app.app().keys().set().jwks(app.clock.now());
    let (url, mint) = (app.database.owner_url(), Mint::system());
    let [old, new, other] = [SECRET, [8; 32], [9; 32]].map(|bytes| Sealing::of(&bytes).unwrap());

    let before = sealed(&app).await;
    assert!(
        reseal(&url, &other, &new, &mint).await.is_err(),
        "a secret that opens nothing"
    );
    assert_eq!(sealed(&app).await, before);
    // The last of them does not open, after the others did.
    let change = "update factor_secret set sealed = set_byte(sealed, 30, get_byte(sealed, 30) # 1)";
    sqlx::query(change).execute(&mut app.owner().await).await.unwrap();
    assert!(reseal(&url, &old, &new, &mint).await.is_err());
    sqlx::query(change).execute(&mut app.owner().await).await.unwrap();
    assert_eq!(sealed(&app).await, before, "all of it or nothing");

    // Two keys of receipts, one of tokens, one authenticator, one webhook.
    assert_eq!(reseal(&url, &old, &new, &mint).await.unwrap(), 5);
    let after = sealed(&app).await;
    assert!(before.iter().all(|sealed| !after.contains(sealed)));
    let next = TestApp::under(
        Arc::clone(&app.database),
        app.clock.clone(),
        2,
        app.shelf().clone(),
        &[8; 32],
    )
    .await;
    assert_eq!(
        next.app().keys().set().jwks(app.clock.now()),
        published,
        "the keys are what they were"
    );
    next.app().courier().deliver_all().await.unwrap();
    let [ping] = &receiver.take()[..] else {
        panic!("one ping")
    };
    let at = ping.header("webhook-timestamp").parse().unwrap();
    let signature = hook.sign(ping.id(), at, &ping.body).unwrap();
    assert_eq!(ping.header("webhook-signature"), signature, "it is signed as ever");
    app.pass(TimeDelta::seconds(30));
    let there = Amal {
        app: &next,
        email: amal.email.clone(),
        who: amal.who.clone(),
    };
    assert!(there.enters(&phone).await["tokens"].is_object());

    // Who still holds the old one goes on with what it has, and starts no more.
    assert!(
        app.call(&app.renewed(&amal.who), FACTOR, json!({}))
            .await
            .json
            .get("errors")
            .is_none()
    );
    let connections = Connections { cold: 1, hot: 1 };
    let store = Store::connect(&app.database.service_url(), connections).await.unwrap();
    let refused = Keys::open(store, old, Arc::new(mint)).await.err().unwrap();
    assert!(
        matches!(refused, KeyError::Secret(SecretError::AnotherSecret)),
        "{refused}"
    );
}

//! Accounts that are there already: an address alone links nothing, their owner does.

use super::*;

const LINK: &str = "mutation ($input: LinkIdentityInput!) { linkIdentity(input: $input) { address } }";

/// Begins to link, in a browser.
async fn leaves(app: &TestApp, who: &Persona, browser: &mut Browser<'_>) -> String {
    let input = json!({"provider": "qma", "password": PASSWORD, "next": "/en/security"});
    let answer = app.call(who, LINK, json!({"input": input})).await;
    browser.keep(tests::provider::ADDRESS, &answer.headers);
    answer.data()["linkIdentity"]["address"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_address_links_nothing_and_its_owner_does() {
    let provider = IdentityProvider::start("ES256").await;
    let app = served(&[(&provider, for_qma(&provider, "qma"))]).await;
    says(&provider, json!({"a": amal(&["focal"], "QMA")})).await;
    let owner = invited(&app, "amal@example.int", Role::Reader, json!({"state": "QMA"})).await;

    let mut browser = Browser::new(&app);
    let sent = browser.signs_in("qma", "a").await;
    assert_eq!(sent.problem().as_deref(), Some("email_taken"));
    assert_eq!(browser.cookie(SESSION), None);
    assert_eq!(count(&app, "identity").await, 0);

    // With a password, and in the browser where it was asked for.
    for (password, provider, code) in [("wrong", "qma", "INVALID"), (PASSWORD, "none", "NOT_FOUND")] {
        let input = json!({"provider": provider, "password": password});
        assert_eq!(app.call(&owner, LINK, json!({"input": input})).await.code(), code);
    }
    let input = json!({"provider": "qma", "password": PASSWORD});
    assert_eq!(
        app.call(None, LINK, json!({"input": input})).await.code(),
        "UNAUTHENTICATED"
    );
    let away = leaves(&app, &owner, &mut browser).await;
    let mut other = Browser::new(&app);
    let back = other.says(&away, json!({"login": "a"})).await;
    assert_eq!(
        other.goes(&back.to).await.problem().as_deref(),
        Some("expired"),
        "another browser"
    );
    assert_eq!(count(&app, "identity").await, 0);
    let back = browser.says(&away, json!({"login": "a"})).await;
    assert_eq!(browser.goes(&back.to).await.to, "/en/security");
    assert_eq!(browser.cookie(SESSION), None, "linking signs nobody in");
    assert_eq!(viewer(&app, &owner).await["identities"][0]["provider"]["key"], "qma");
    let (_, detail) = trail(&app)
        .await
        .into_iter()
        .find(|(act, _)| act == "link_identity")
        .unwrap();
    assert_eq!(detail, json!({"provider": "qma"}));

    browser.signs_in("qma", "a").await;
    let same = who(&app, &mut browser).await.unwrap();
    assert_eq!(same.account, owner.account);
    let both = ["FOCAL_POINT QMA", "READER QMA"].map(str::to_owned);
    assert_eq!(roles(&app, &same).await, both.into());
}

#[tokio::test]
async fn a_person_of_a_provider_is_one_account_and_a_session_that_ended_links_nothing() {
    let provider = IdentityProvider::start("ES256").await;
    let app = served(&[(&provider, for_qma(&provider, "qma"))]).await;
    says(
        &provider,
        json!({"a": amal(&["focal"], "QMA"), "b": amal(&["reader"], "QMA")}),
    )
    .await;
    Browser::new(&app).signs_in("qma", "a").await;
    let other = invited(&app, "other@example.int", Role::Reader, json!({"state": "QMB"})).await;

    let mut browser = Browser::new(&app);
    let away = leaves(&app, &other, &mut browser).await;
    let back = browser.says(&away, json!({"login": "a"})).await;
    assert_eq!(
        browser.goes(&back.to).await.problem().as_deref(),
        Some("identity_taken")
    );

    let away = leaves(&app, &other, &mut browser).await;
    let mut stranger = Browser::new(&app);
    stranger.set_cookie(TRANSACTION, browser.cookie(TRANSACTION).map(str::to_owned).as_deref());
    let back = stranger.says(&away, json!({"login": "b"})).await;
    app.call(&other, "mutation { signOutEverywhere { count } }", json!({}))
        .await
        .data();
    assert_eq!(stranger.goes(&back.to).await.problem().as_deref(), Some("session_over"));
    assert_eq!(count(&app, "identity").await, 1);
}

#[tokio::test]
async fn the_database_shows_identities_to_their_owner_and_to_no_other() {
    let provider = IdentityProvider::start("ES256").await;
    let app = served(&[(&provider, for_qma(&provider, "qma"))]).await;
    says(&provider, json!({"a": amal(&["focal"], "QMA")})).await;
    let mut browser = Browser::new(&app);
    browser.signs_in("qma", "a").await;
    let owner = who(&app, &mut browser).await.unwrap();
    let colleague = app.of("QMA", Role::FocalPoint).await;
    let administrator = app.persona(Role::Administrator, Place::Secretariat).await;
    let mut service = sqlx::PgConnection::connect(&app.database.service_url()).await.unwrap();
    for (who, reader, expected) in [
        (&owner, "state", 1),
        (&colleague, "state", 0),
        (&administrator, "secretariat", 0),
        (&owner, "", 1),
    ] {
        let set = "select set_config('app.reader', $1, false), set_config('app.account', $2, false),
                   set_config('app.read_state', '{QMA}', false), set_config('app.write_state', '{QMA}', false)";
        sqlx::query(set)
            .bind(reader)
            .bind(who.account.to_string())
            .execute(&mut service)
            .await
            .unwrap();
        let seen: i64 = sqlx::query_scalar("select count(*) from identity")
            .fetch_one(&mut service)
            .await
            .unwrap();
        assert_eq!(seen, expected, "{reader} {}", who.account);
        let taken = "insert into identity (id, account_id, issuer, subject, linked_at) values (gen_random_uuid(), $1, 'x', 'y', now())";
        let taken = sqlx::query(taken).bind(who.account.0).execute(&mut service).await;
        assert!(taken.unwrap_err().to_string().contains("row-level security"));
    }
}

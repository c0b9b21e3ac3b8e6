//! Roles that need a second factor.

use axum::body::Body;
use http::header::AUTHORIZATION;
use http::{Request, StatusCode};
use sqlx::Connection as _;

use super::*;
use crate::filing::round;
use crate::log::filed;

const RULE: &str = "mutation ($input: SetSecondFactorRuleInput!) { setSecondFactorRule(input: $input) { roles } }";
const RESET: &str =
    "mutation ($input: ResetSecondFactorInput!) { resetSecondFactor(input: $input) { account { id } } }";
const NAME: &str = "mutation { nameMinistry(input: {state: \"QMA\", name: \"Justice\"}) { ministry { name } } }";
const MEMBERS: &str = "{ members(place: {state: \"QMA\"}) { role } }";

async fn rule(app: &TestApp, by: &Persona, role: &str, is_needed: bool) -> Answer {
    let input = json!({"role": role, "isNeeded": is_needed});
    app.call(by, RULE, json!({"input": input})).await
}

#[tokio::test]
async fn a_role_that_needs_one_gives_nothing_until_it_is_there() {
    let app = TestApp::start().await;
    let there = app.beside(2).await;
    let amal = Amal::of(&app).await;
    for process in [&app, &there] {
        process.app().actors().poll_once(app.clock.now()).await.unwrap();
    }
    // Both processes know the account now.
    for process in [&app, &there] {
        let members = process.call(&amal.who, MEMBERS, json!({})).await;
        assert_eq!(members.data()["members"].as_array().unwrap().len(), 1);
    }
    assert_eq!(rule(&app, &amal.who, "FOCAL_POINT", true).await.code(), "FORBIDDEN");
    let administrator = app.secretariat(Role::Administrator).await;
    let set = rule(&app, &administrator, "FOCAL_POINT", true).await;
    assert_eq!(set.data()["setSecondFactorRule"]["roles"], json!(["FOCAL_POINT"]));
    let again = rule(&app, &administrator, "FOCAL_POINT", true).await;
    refused(&again, "INVALID", "unchanged");

    there.app().actors().poll_once(app.clock.now()).await.unwrap();
    for process in [&app, &there] {
        let named = process.call(&amal.who, NAME, json!({})).await;
        refused(&named, "FORBIDDEN", "second_factor");
        assert_eq!(named.extensions()["role"], "focal_point");
        let message = named.json["errors"][0]["message"].as_str().unwrap();
        assert!(message.starts_with("Your role needs a second factor."), "{message}");
        let members = process.call(&amal.who, MEMBERS, json!({})).await;
        assert_eq!(members.data()["members"], json!([]));
        let seen = process.call(&amal.who, FACTOR, json!({})).await;
        assert_eq!(
            seen.data()["viewer"]["secondFactor"],
            json!({"confirmedAt": null, "recoveryCodesLeft": 0, "neededFor": ["FOCAL_POINT"], "isMissing": true})
        );
    }
    // What only the role would show does not exist, and what is missing is said instead.
    let open = "mutation { openSubmission(input: {round: \"cmFueQ\", state: \"QMA\"}) { submission { id } } }";
    refused(
        &app.call(&amal.who, open, json!({})).await,
        "FORBIDDEN",
        "second_factor",
    );

    let (phone, _) = amal.enrols().await;
    there.app().actors().poll_once(app.clock.now()).await.unwrap();
    for process in [&app, &there] {
        let members = process.call(&amal.who, MEMBERS, json!({})).await;
        assert_eq!(members.data()["members"].as_array().unwrap().len(), 1);
    }
    app.call(&amal.who, NAME, json!({})).await.data();
    // Without it again, the role gives nothing again.
    let proof = json!({"password": PASSWORD, "proof": code(&phone.shows(app.clock.now()))});
    amal.acts(END, proof).await.data();
    refused(
        &app.call(&amal.who, NAME, json!({})).await,
        "FORBIDDEN",
        "second_factor",
    );
    let lifted = rule(&app, &administrator, "FOCAL_POINT", false).await;
    assert_eq!(lifted.data()["setSecondFactorRule"]["roles"], json!([]));
    assert_eq!(app.call(&amal.who, NAME, json!({})).await.code(), "CONFLICT");
    let auditor = app.secretariat(Role::Auditor).await;
    let trail = "{ auditTrail(first: 100) { nodes { verb role } } }";
    let trail = app.call(&auditor, trail, json!({})).await;
    let nodes = trail.data()["auditTrail"]["nodes"].as_array().unwrap().clone();
    let set: Vec<_> = nodes.iter().filter(|node| node["verb"] == "REQUIRE_FACTOR").collect();
    assert_eq!(set.len(), 2);
    assert!(set.iter().all(|node| node["role"] == "FOCAL_POINT"), "{set:?}");
}

#[tokio::test]
async fn other_roles_of_the_same_person_go_on() {
    let app = TestApp::start().await;
    let amal = Amal::of(&app).await;
    let administrator = app.secretariat(Role::Administrator).await;
    rule(&app, &administrator, "ADMINISTRATOR", true).await.data();
    let named = app.call(&amal.who, NAME, json!({})).await;
    assert_eq!(named.data()["nameMinistry"]["ministry"]["name"], "Justice");
    // Who made the rule is under it.
    let lifted = rule(&app, &administrator, "ADMINISTRATOR", false).await;
    refused(&lifted, "FORBIDDEN", "second_factor");
    let roles = "{ secondFactorRoles }";
    assert_eq!(
        app.call(&amal.who, roles, json!({})).await.data()["secondFactorRoles"],
        json!(["ADMINISTRATOR"])
    );
    assert_eq!(
        app.call(None, roles, json!({})).await.data()["secondFactorRoles"],
        json!([])
    );
}

/// The second wall: with the first one left out, the database gives an administrator without a second factor no more than
/// somebody else.
#[tokio::test]
async fn the_database_asks_for_it_as_well() {
    let app = TestApp::start().await;
    let administrator = app.secretariat(Role::Administrator).await;
    let auditor = app.secretariat(Role::Auditor).await;
    let mut service = sqlx::PgConnection::connect(&app.database.service_url()).await.unwrap();
    let mut seen = async |who: &Persona, table: &str| -> i64 {
        let mut tx = service.begin().await.unwrap();
        sqlx::query("select set_config('app.reader', 'secretariat', true), set_config('app.account', $1, true), set_config('app.now', $2, true)")
            .bind(who.account.to_string())
            .bind(app.clock.now().to_rfc3339())
            .execute(&mut *tx)
            .await
            .unwrap();
        let text = format!("select count(*) from {table}");
        sqlx::query_scalar(sqlx::AssertSqlSafe(text))
            .fetch_one(&mut *tx)
            .await
            .unwrap()
    };
    assert_eq!(seen(&administrator, "account").await, 2);
    rule(&app, &administrator, "AUDITOR", true).await.data();
    assert_eq!(seen(&auditor, "event").await, 0);
    rule(&app, &administrator, "AUDITOR", false).await.data();
    assert_eq!(seen(&auditor, "event").await, 4, "two keys were made, and two rules");
    rule(&app, &administrator, "ADMINISTRATOR", true).await.data();
    assert_eq!(seen(&administrator, "account").await, 1);
}

#[tokio::test]
async fn an_administrator_resets_what_is_lost() {
    let app = TestApp::start().await;
    let amal = Amal::of(&app).await;
    let account = app.call(&amal.who, "{ viewer { account { id } } }", json!({})).await;
    let account = account.data()["viewer"]["account"]["id"].clone();
    let administrator = app.secretariat(Role::Administrator).await;
    let reset = async |by: &Persona, account: &Value| {
        let input = json!({"account": account, "reason": "Lost on a journey; known by voice."});
        app.call(by, RESET, json!({"input": input})).await
    };
    refused(&reset(&administrator, &account).await, "STATE", "none");
    let (phone, codes) = amal.enrols().await;
    let challenge = amal.challenge(None).await;
    assert_eq!(reset(&amal.who, &account).await.code(), "FORBIDDEN");
    reset(&administrator, &account).await.data();
    assert_eq!(
        app.call(&amal.who, FACTOR, json!({})).await.status,
        401,
        "every session has ended"
    );
    let late = amal.completes(&challenge, code(&phone.shows(app.clock.now()))).await;
    refused(&late, "STATE", "none");
    assert_eq!(codes.len(), 10);
    assert!(amal.tries(PASSWORD, None).await.data()["signIn"]["tokens"].is_object());
    let auditor = app.secretariat(Role::Auditor).await;
    let trail = "{ auditTrail(first: 3) { nodes { verb reason person { id } people { id } } } }";
    let trail = app.call(&auditor, trail, json!({})).await;
    let nodes = trail.data()["auditTrail"]["nodes"].as_array().unwrap().clone();
    let entry = nodes.iter().find(|node| node["verb"] == "RESET_FACTOR").unwrap();
    assert_eq!(entry["reason"], "Lost on a journey; known by voice.");
    assert_eq!(entry["people"][0]["id"], account);
}

/// A receipt names the State and is read by the State and by auditors: by those without their second factor as little as the
/// trail.
#[tokio::test]
async fn an_auditor_without_it_is_given_no_receipt() {
    let app = TestApp::start().await;
    let round = round(&app, "views-and-assessments/1", "views-2027").await;
    filed(&app, "QMA", &round, "SECRETARIAT").await;
    let auditor = app.secretariat(Role::Auditor).await;
    let administrator = app.secretariat(Role::Administrator).await;
    let receipt = async || {
        let request = Request::get("/filings/1/receipt").header(AUTHORIZATION, format!("Bearer {}", auditor.token));
        app.send(request.body(Body::empty()).unwrap()).await.status
    };
    assert_eq!(receipt().await, StatusCode::OK);
    rule(&app, &administrator, "AUDITOR", true).await.data();
    assert_eq!(receipt().await, StatusCode::NOT_FOUND);
    rule(&app, &administrator, "AUDITOR", false).await.data();
    assert_eq!(receipt().await, StatusCode::OK);
}

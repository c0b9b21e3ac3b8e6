//! What the secretariat does with a round after it has laid it down: it invites further States, revises, extends, closes,
//! archives it, and calls it off.

mod filed;

use axum::body::Body;
use domain::access::Role;
use http::Request;
use serde_json::{Value, json};
use tests::app::{Answer, Persona, TestApp};
use tests::delegation::{answer, file};

use crate::filing::submission;

/// A round that opens then, with `QMA` and `QMB` invited; its last day is half a year later.
pub(crate) async fn planned_round(app: &TestApp, key: &str, opens_at: &str) -> String {
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let input = json!({
        "key": key, "title": [{"language": "EN", "content": "A round"}], "edition": "views-and-assessments/1",
        "mandate": {"provision": "A-RES-69-28/3"}, "opensAt": opens_at, "closesOn": "2028-06-30",
        "invited": ["QMA", "QMB"],
    });
    let open = "mutation ($input: OpenRoundInput!) { openRound(input: $input) { round { id } } }";
    let opened = app.call(&officer, open, json!({"input": input})).await;
    opened.data()["openRound"]["round"]["id"].as_str().unwrap().to_owned()
}

const SHOWN: &str = "round { revision stage closesOn closesAt archivesAt opensAt invitedCount admitsObservers }";

struct Desk {
    app: TestApp,
    officer: Persona,
    round: String,
}

impl Desk {
    /// At noon of 1 March 2027 (UTC), with a round that opens in April.
    async fn new() -> Self {
        let app = TestApp::start().await;
        let officer = app.secretariat(Role::SecretariatOfficer).await;
        let round = planned_round(&app, "views-2027", "2027-04-01T00:00:00Z").await;
        Self { app, officer, round }
    }

    async fn at(&mut self, instant: &str) {
        self.app.clock.set(instant.parse().unwrap());
        self.officer = self.app.secretariat(Role::SecretariatOfficer).await;
    }

    async fn does(&self, act: &str, revision: u32, with: Value) -> Answer {
        let kind = format!("{}{}", act[..1].to_uppercase(), &act[1..]);
        let document = format!("mutation ($input: {kind}Input!) {{ {act}(input: $input) {{ {SHOWN} }} }}");
        let mut input = json!({"round": self.round, "revision": revision});
        input.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
        self.app.call(&self.officer, &document, json!({"input": input})).await
    }

    async fn done(&self, act: &str, revision: u32, with: Value) -> Value {
        self.does(act, revision, with).await.data()[act]["round"].clone()
    }

    async fn refused(&self, act: &str, revision: u32, with: Value) -> Value {
        self.does(act, revision, with).await.extensions().clone()
    }

    async fn stage(&self, app: &TestApp) -> Value {
        let document = "query { round(key: \"views-2027\") { stage revision } }";
        app.call(None, document, json!({})).await.data()["round"].clone()
    }
}

#[tokio::test]
async fn a_planned_round_is_revised_by_one_officer_at_a_time() {
    let mut desk = Desk::new().await;
    let invited = desk.done("inviteStates", 1, json!({"invited": ["QMC", "QMD"]})).await;
    assert_eq!((&invited["invitedCount"], &invited["revision"]), (&json!(4), &json!(2)));
    // The other officer has seen the first revision.
    let late = desk.refused("reviseRound", 1, json!({"admitsObservers": true})).await;
    assert_eq!(
        late,
        json!({"code": "CONFLICT", "field": "input.revision", "revision": 2})
    );
    let revised = desk
        .done(
            "reviseRound",
            2,
            json!({"closesOn": "2028-07-31", "zone": "Asia/Kolkata", "archivesAt": "2029-01-01T00:00:00Z"}),
        )
        .await;
    assert_eq!(revised["closesAt"], "2028-07-31T18:30:00+00:00");
    assert_eq!(revised["archivesAt"], "2029-01-01T00:00:00+00:00");
    let revised = desk.done("reviseRound", 3, json!({"archivesAt": null})).await;
    assert_eq!(revised["archivesAt"], Value::Null);
    assert_eq!(revised["closesOn"], "2028-07-31");
    assert_eq!(
        desk.refused("inviteStates", 4, json!({"invited": ["QMC"]})).await["reason"],
        "twice"
    );
    assert_eq!(
        desk.refused("extendRound", 4, json!({"closesOn": "2028-09-30"})).await,
        json!({"code": "STATE", "round": "planned"})
    );

    desk.at("2027-04-01T00:00:00Z").await;
    assert_eq!(
        desk.refused("reviseRound", 4, json!({"admitsObservers": true})).await,
        json!({"code": "STATE", "round": "open"})
    );
    assert_eq!(
        desk.refused("inviteStates", 4, json!({"invited": ["QME"]})).await,
        json!({"code": "STATE", "reason": "frozen"})
    );
}

#[tokio::test]
async fn what_was_filed_late_stays_late_when_the_round_is_extended() {
    let mut desk = Desk::new().await;
    desk.at("2027-04-02T00:00:00Z").await;
    let closed = desk.done("closeRound", 1, json!({})).await;
    // In New York it is still the day before.
    assert_eq!(closed["closesAt"], "2027-04-02T04:00:00+00:00");
    assert_eq!(closed["stage"], "OPEN");
    assert_eq!(desk.refused("closeRound", 2, json!({})).await["reason"], "not_sooner");
    desk.at("2027-04-02T04:00:00Z").await;
    let focal = desk.app.of("QMA", Role::FocalPoint).await;
    let authority = desk.app.of("QMA", Role::PublishingAuthority).await;
    let submission = submission(&desk.app, &focal, "QMA", &desk.round).await;
    answer(
        &desk.app,
        &focal,
        &submission,
        &[("VA.authority", json!({"shortText": "Ministry"}))],
    )
    .await;
    let filed = file(&desk.app, &authority, &submission).await;
    assert_eq!(filed["isLate"], true);

    // Another process remembers the round as it was, until it hears of the change.
    let beside = desk.app.beside(2).await;
    beside.process.take_pulse().await.unwrap();
    let coverage = "query { coverage(round: \"views-2027\") { round { stage closesOn } } }";
    let stage_of = async |app: &TestApp| app.call(None, coverage, json!({})).await.data()["coverage"]["round"].clone();
    assert_eq!(stage_of(&beside).await["stage"], "CLOSED");
    let extended = desk.done("extendRound", 2, json!({"closesOn": "2027-12-31"})).await;
    assert_eq!((&extended["stage"], &extended["revision"]), (&json!("OPEN"), &json!(3)));
    beside.process.take_pulse().await.unwrap();
    assert_eq!(
        stage_of(&beside).await,
        json!({"stage": "OPEN", "closesOn": "2027-12-31"})
    );
    assert_eq!(stage_of(&desk.app).await["stage"], "OPEN");

    let late = "query ($position: Int!) { filing(position: $position) { isLate } }";
    let told = desk
        .app
        .call(&focal, late, json!({"position": filed["position"]}))
        .await;
    assert_eq!(told.data()["filing"]["isLate"], true);
}

#[tokio::test]
async fn an_archived_round_takes_nothing_from_the_instant_on() {
    let mut desk = Desk::new().await;
    desk.at("2027-04-02T00:00:00Z").await;
    let focal = desk.app.of("QMA", Role::FocalPoint).await;
    let submission = submission(&desk.app, &focal, "QMA", &desk.round).await;
    desk.done("closeRound", 1, json!({})).await;
    assert_eq!(
        desk.refused("archiveRound", 2, json!({})).await["reason"],
        "before_closing"
    );
    desk.at("2027-04-03T00:00:00Z").await;
    let archived = desk.done("archiveRound", 2, json!({})).await;
    assert_eq!(archived["stage"], "ARCHIVED");
    let focal = desk.app.of("QMA", Role::FocalPoint).await;
    let save = "mutation ($input: SaveAnswersInput!) { saveAnswers(input: $input) { results { outcome } } }";
    let answers = json!([{"question": "VA.authority", "basedOn": 0, "answer": {"shortText": "x"}}]);
    let saved = desk
        .app
        .call(
            &focal,
            save,
            json!({"input": {"submission": submission, "answers": answers}}),
        )
        .await;
    assert_eq!(*saved.extensions(), json!({"code": "STATE", "round": "archived"}));
    for (act, with) in [
        ("extendRound", json!({"closesOn": "2028-09-30"})),
        ("archiveRound", json!({})),
        ("closeRound", json!({})),
    ] {
        assert_eq!(
            desk.refused(act, 3, with).await,
            json!({"code": "STATE", "round": "archived"}),
            "{act}"
        );
    }
}

#[tokio::test]
async fn a_round_that_is_called_off_is_there_no_more_and_its_key_is_not_given_again() {
    let desk = Desk::new().await;
    let beside = desk.app.beside(2).await;
    beside.process.take_pulse().await.unwrap();
    assert_eq!(desk.stage(&beside).await["stage"], "PLANNED");
    let cancel = "mutation ($input: CancelRoundInput!) { cancelRound(input: $input) { key } }";
    let input = json!({"input": {"round": desk.round, "revision": 1}});
    let cancelled = desk.app.call(&desk.officer, cancel, input.clone()).await;
    assert_eq!(cancelled.data()["cancelRound"]["key"], "views-2027");
    for app in [&desk.app, &beside] {
        app.process.take_pulse().await.unwrap();
        assert_eq!(desk.stage(app).await, Value::Null);
    }
    let again = desk.app.call(&desk.officer, cancel, input).await;
    assert_eq!(*again.extensions(), json!({"code": "NOT_FOUND"}));
    let open = "mutation ($input: OpenRoundInput!) { openRound(input: $input) { round { id } } }";
    let input = json!({
        "key": "views-2027", "title": [], "edition": "views-and-assessments/1", "invited": ["QMA"],
        "mandate": {"provision": "A-RES-69-28/3"}, "closesOn": "2027-06-30",
    });
    let same = desk.app.call(&desk.officer, open, json!({"input": input})).await;
    assert_eq!(*same.extensions(), json!({"code": "CONFLICT", "conflict": "roundKey"}));
}

#[tokio::test]
async fn an_anonymous_answer_does_not_outlive_a_change_of_the_round() {
    let desk = Desk::new().await;
    desk.app.process.take_pulse().await.unwrap();
    let get = async || {
        let address = "/graphql?query=%7Bround(key:%22views-2027%22)%7BclosesOn%7D%7D";
        let request = Request::get(address).header("accept", "application/json");
        desk.app.send(request.body(Body::empty()).unwrap()).await
    };
    let before = get().await;
    let tag = before.headers["etag"].clone();
    assert_eq!(get().await.headers["etag"], tag);
    desk.done("reviseRound", 1, json!({"closesOn": "2028-08-31"})).await;
    desk.app.process.take_pulse().await.unwrap();
    let after = get().await;
    assert_ne!(after.headers["etag"], tag);
    assert_eq!(after.data()["round"]["closesOn"], "2028-08-31");
}

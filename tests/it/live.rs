//! Subscriptions between real processes: what is done in one is told in another, whatever happens to the connection between
//! them, and nobody hears what they may not read.

use chrono::TimeDelta;
use domain::access::{Place, Role};
use domain::id::{MinistryId, StateCode};
use serde_json::{Value, json};
use sqlx::{Connection as _, PgConnection};
use tests::app::{Persona, TestApp};
use tests::live::{Serving, Subscriber, Told};
use uuid::Uuid;

use crate::filing::{round, submission};

const EDITION: &str = "views-and-assessments/1";

const CHANGED: &str =
    "subscription ($id: ID!, $section: String) { submissionChanged(id: $id, section: $section) { __typename
    ... on SubmissionPresence { present { section account name } }
    ... on SubmissionHappening { submission verb sections position answers { answer questionCode revision } } } }";

/// Two processes over one database, and a working file of `QMA`.
struct House {
    app: TestApp,
    other: TestApp,
    focal: Persona,
    file: String,
}

impl House {
    async fn build() -> Self {
        let app = TestApp::start().await;
        let other = app.beside(2).await;
        let focal = app.of("QMA", Role::FocalPoint).await;
        let round = round(&app, EDITION, "views-2027").await;
        let file = submission(&app, &focal, "QMA", &round).await;
        Self {
            app,
            other,
            focal,
            file,
        }
    }

    /// Somebody who watches the working file over a process, and was told who is there.
    async fn watching(&self, serving: &Serving, who: &Persona) -> Subscriber {
        let mut subscriber = serving.connect(who).await;
        subscriber.subscribe("a", CHANGED, json!({"id": self.file})).await;
        let first = subscriber.event().await;
        assert_eq!(first["submissionChanged"]["__typename"], "SubmissionPresence");
        subscriber
    }

    /// Saves a text in a process; the revision that it became.
    async fn save(&self, app: &TestApp, question: &str, based_on: u64, text: &str) -> u64 {
        let save =
            "mutation ($input: SaveAnswersInput!) { saveAnswers(input: $input) { results { outcome revision } } }";
        let answers = json!([{"question": question, "basedOn": based_on, "answer": {"longText": text}}]);
        let input = json!({"submission": self.file, "answers": answers});
        let focal = app.renewed(&self.focal);
        let saved = app.call(&focal, save, json!({"input": input})).await;
        saved.data()["saveAnswers"]["results"][0]["revision"]
            .as_u64()
            .expect("it is stored")
    }
}

/// The question and the revision of each answer in an event that says that answers were saved.
fn saved(event: &Value) -> Vec<(String, u64)> {
    let event = &event["submissionChanged"];
    assert_eq!(event["verb"], "SAVE_ANSWERS", "{event}");
    let answers = event["answers"].as_array().unwrap().iter();
    let pair = |answer: &Value| {
        let question = answer["questionCode"].as_str().unwrap().to_owned();
        (question, answer["revision"].as_u64().unwrap())
    };
    answers.map(pair).collect()
}

fn topic(letter: &str, revision: u64) -> Vec<(String, u64)> {
    vec![(format!("VT.topic_{letter}"), revision)]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_answer_is_told_in_another_process_by_id_and_revision() {
    let house = House::build().await;
    let (here, _there) = (Serving::start(&house.app).await, Serving::start(&house.other).await);
    let mut subscriber = house.watching(&here, &house.focal).await;
    house
        .save(&house.other, "VT.topic_a", 0, "a text that nobody is told")
        .await;
    let event = subscriber.event().await;
    assert_eq!(saved(&event), topic("a", 1));
    assert!(!event.to_string().contains("nobody"), "{event}");
    // In its own process it is told as well.
    house.save(&house.app, "VT.topic_a", 1, "another").await;
    assert_eq!(saved(&subscriber.event().await), topic("a", 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_process_does_not_announce_is_told_all_the_same() {
    let house = House::build().await;
    let here = Serving::start(&house.app).await;
    let mut subscriber = house.watching(&here, &house.focal).await;
    // It commits and is gone before it has said so: this one never announces anything.
    house.save(&house.other, "VT.topic_a", 0, "text").await;
    assert_eq!(saved(&subscriber.event().await), topic("a", 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_while_the_connection_is_down_is_told_after_it() {
    let house = House::build().await;
    let (here, _there) = (Serving::start(&house.app).await, Serving::start(&house.other).await);
    let mut subscriber = house.watching(&here, &house.focal).await;
    let mut service = PgConnection::connect(&house.app.database.service_url()).await.unwrap();
    for revision in 1..=5 {
        sqlx::query(
            "select pg_terminate_backend(pid) from pg_stat_activity
            where application_name like 'normtrack-live %' and datname = current_database()",
        )
        .execute(&mut service)
        .await
        .unwrap_or_else(|error| panic!("{error}"));
        house.save(&house.other, "VT.topic_a", revision - 1, "text").await;
        assert_eq!(saved(&subscriber.event().await), topic("a", revision));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_that_commits_late_is_told_though_later_ones_were_told_before() {
    let house = House::build().await;
    let here = Serving::start(&house.app).await;
    let mut subscriber = house.watching(&here, &house.focal).await;
    // It has its place in the trail, and commits after those behind it.
    let mut owner = house.app.owner().await;
    let mut late = owner.begin().await.unwrap();
    let id: Uuid = sqlx::query_scalar("select id from submission")
        .fetch_one(&mut *late)
        .await
        .unwrap();
    sqlx::query("insert into event (at, act, state_id, subject, detail) values ($1, 'save_answers', 'QMA', $2, $3)")
        .bind(house.app.clock.now())
        .bind(id.to_string())
        .bind(json!({"VT.topic_b": 7}))
        .execute(&mut *late)
        .await
        .unwrap();
    house.save(&house.app, "VT.topic_a", 0, "text").await;
    assert_eq!(saved(&subscriber.event().await), topic("a", 1));
    late.commit().await.unwrap();
    assert_eq!(saved(&subscriber.event().await), topic("b", 7));
    house.save(&house.app, "VT.topic_a", 1, "text").await;
    assert_eq!(saved(&subscriber.event().await), topic("a", 2), "each is told once");
}

#[tokio::test(flavor = "multi_thread")]
async fn people_see_who_of_their_own_is_in_which_section() {
    let house = House::build().await;
    let (here, mut there) = (Serving::start(&house.app).await, Serving::start(&house.other).await);
    let mut subscriber = house.watching(&here, &house.focal).await;
    let reader = house.app.of("QMA", Role::Reader).await;
    let mut second = there.connect(&reader).await;
    second
        .subscribe("b", CHANGED, json!({"id": house.file, "section": "VT"}))
        .await;
    let own = second.event().await;
    assert_eq!(own["submissionChanged"]["present"][0]["section"], "VT");
    let told = subscriber.event().await;
    let present = told["submissionChanged"]["present"].as_array().unwrap();
    assert_eq!(present.len(), 1, "{told}");
    assert_eq!(
        (&present[0]["section"], &present[0]["name"]),
        (&json!("VT"), &json!("reader"))
    );
    // A second window of the same person is no second person.
    let mut third = there.connect(&reader).await;
    third
        .subscribe("c", CHANGED, json!({"id": house.file, "section": "VA"}))
        .await;
    let told = subscriber.event().await;
    assert_eq!(told["submissionChanged"]["present"].as_array().unwrap().len(), 2);
    third.complete("c").await;
    let told = subscriber.event().await;
    assert_eq!(told["submissionChanged"]["present"].as_array().unwrap().len(), 1);
    // Whoever leaves is gone, and a process that is cut off takes its people with it.
    drop(second);
    let told = subscriber.event().await;
    assert_eq!(told["submissionChanged"]["present"], json!([]));
    third
        .subscribe("c", CHANGED, json!({"id": house.file, "section": "VA"}))
        .await;
    let told = subscriber.event().await;
    assert_eq!(told["submissionChanged"]["present"][0]["section"], "VA");
    there.cut_off().await;
    let told = subscriber.event().await;
    assert_eq!(told["submissionChanged"]["present"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_begins_learns_who_is_there() {
    let house = House::build().await;
    let here = Serving::start(&house.app).await;
    let mut first = here.connect(&house.focal).await;
    first
        .subscribe("a", CHANGED, json!({"id": house.file, "section": "VT"}))
        .await;
    first.event().await;
    let there = Serving::start(&house.other).await;
    let mut subscriber = there.connect(&house.focal).await;
    subscriber.subscribe("a", CHANGED, json!({"id": house.file})).await;
    let mut told = subscriber.event().await;
    if told["submissionChanged"]["present"] == json!([]) {
        told = subscriber.event().await;
    }
    assert_eq!(told["submissionChanged"]["present"][0]["section"], "VT");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_watches_what_they_may_not_read() {
    let house = House::build().await;
    let here = Serving::start(&house.app).await;
    let app = &house.app;
    for who in [
        None,
        Some(app.of("QMB", Role::FocalPoint).await),
        Some(app.of("QMA", Role::AccreditedReader).await),
        Some(app.secretariat(Role::SecretariatOfficer).await),
        Some(app.secretariat(Role::Auditor).await),
        Some(app.secretariat(Role::Administrator).await),
    ] {
        let mut subscriber = here.connect(who.as_ref()).await;
        subscriber.subscribe("a", CHANGED, json!({"id": house.file})).await;
        assert_eq!(subscriber.refusal().await, "NOT_FOUND");
    }
    // A section that there is not.
    let mut subscriber = here.connect(&house.focal).await;
    for section in ["XX", "no code"] {
        subscriber
            .subscribe("a", CHANGED, json!({"id": house.file, "section": section}))
            .await;
        assert_eq!(subscriber.refusal().await, "NOT_FOUND");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contributor_is_told_of_the_sections_that_are_given_to_them() {
    let house = House::build().await;
    let here = Serving::start(&house.app).await;
    let app = &house.app;
    let name = "mutation ($input: NameMinistryInput!) { nameMinistry(input: $input) { ministry { id } } }";
    let named = app
        .call(
            &house.focal,
            name,
            json!({"input": {"state": "QMA", "name": "Interior"}}),
        )
        .await;
    let ministry = named.data()["nameMinistry"]["ministry"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let key: Uuid = sqlx::query_scalar("select id from ministry")
        .fetch_one(&mut app.owner().await)
        .await
        .unwrap();
    let place = Place::State {
        state: StateCode::new("QMA").unwrap(),
        ministry: Some(MinistryId(key)),
    };
    let contributor = app.persona(Role::Contributor, place).await;
    let mut subscriber = house.watching(&here, &contributor).await;
    let mut elsewhere = here.connect(&contributor).await;
    elsewhere
        .subscribe("x", CHANGED, json!({"id": house.file, "section": "VT"}))
        .await;
    assert_eq!(elsewhere.refusal().await, "NOT_FOUND", "the section is not theirs");

    tests::delegation::answer(
        app,
        &house.focal,
        &house.file,
        &[("VA.authority", json!({"shortText": "not theirs"}))],
    )
    .await;
    let assign = "mutation ($input: AssignSectionInput!) { assignSection(input: $input) { submission { revision } } }";
    let input = json!({"submission": house.file, "section": "VT", "ministry": ministry});
    app.call(&house.focal, assign, json!({"input": input})).await.data();
    let told = subscriber.event().await;
    assert_eq!(
        told["submissionChanged"]["verb"], "ASSIGN",
        "the save before it was not told: {told}"
    );
    assert_eq!(told["submissionChanged"]["sections"], json!(["VT"]));
    house.save(app, "VT.topic_a", 0, "theirs").await;
    assert_eq!(saved(&subscriber.event().await), topic("a", 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_subscription_ends_with_the_role() {
    let house = House::build().await;
    let (here, _there) = (Serving::start(&house.app).await, Serving::start(&house.other).await);
    let app = &house.app;
    let reader = app.of("QMA", Role::Reader).await;
    let mut subscriber = house.watching(&here, &reader).await;
    let members = "{ members(place: {state: \"QMA\"}) { id role } }";
    let members = app.call(&house.focal, members, json!({})).await;
    let members = members.data()["members"].as_array().unwrap().clone();
    let member = members.iter().find(|member| member["role"] == "READER").unwrap();
    let end = "mutation ($input: EndMembershipInput!) { endMembership(input: $input) { membership { isValid } } }";
    house
        .other
        .call(&house.focal, end, json!({"input": {"id": member["id"]}}))
        .await
        .data();
    assert_eq!(subscriber.refusal().await, "NOT_FOUND");
    assert_eq!(
        subscriber.hear().await,
        Told::Message(json!({"type": "complete", "id": "a"}))
    );
    // The person is still there, and hears of nothing.
    house.save(&house.other, "VT.topic_a", 0, "after the end").await;
    subscriber.subscribe("a", CHANGED, json!({"id": house.file})).await;
    assert_eq!(subscriber.refusal().await, "NOT_FOUND");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_ends_with_its_token_its_session_and_its_account() {
    let house = House::build().await;
    let (here, _there) = (Serving::start(&house.app).await, Serving::start(&house.other).await);
    let app = &house.app;
    let administrator = app.secretariat(Role::Administrator).await;

    let suspended = app.of("QMA", Role::Reader).await;
    let mut subscriber = house.watching(&here, &suspended).await;
    let account = "{ viewer { account { id } } }";
    let account = app.call(&suspended, account, json!({})).await.data()["viewer"]["account"]["id"].clone();
    let suspend =
        "mutation ($input: SuspendAccountInput!) { suspendAccount(input: $input) { account { suspendedAt } } }";
    house
        .other
        .call(&administrator, suspend, json!({"input": {"id": account}}))
        .await
        .data();
    assert_eq!(subscriber.hear().await, Told::Closed(4403));

    let leaving = tests::delegation::join(
        app,
        &house.focal,
        "leaving@example.int",
        "READER",
        json!({"state": "QMA"}),
    )
    .await;
    let mut subscriber = house.watching(&here, &leaving).await;
    sqlx::query("update session set ended_at = $2, end_reason = 'signed_out' where id = $1")
        .bind(leaving.session.0)
        .bind(app.clock.now())
        .execute(&mut app.owner().await)
        .await
        .unwrap();
    assert_eq!(subscriber.hear().await, Told::Closed(4403));

    let mut subscriber = house.watching(&here, &house.focal).await;
    app.pass(TimeDelta::minutes(9));
    house.save(app, "VT.topic_a", 0, "the token is good still").await;
    assert_eq!(saved(&subscriber.event().await), topic("a", 1));
    app.pass(TimeDelta::minutes(1));
    assert_eq!(
        subscriber.hear().await,
        Told::Closed(4403),
        "its token ended at this instant"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_processes_say_to_one_another_holds_no_content() {
    let house = House::build().await;
    let (here, _there) = (Serving::start(&house.app).await, Serving::start(&house.other).await);
    let mut heard = sqlx::postgres::PgListener::connect(&house.app.database.owner_url())
        .await
        .unwrap();
    heard.listen("normtrack").await.unwrap();
    let mut subscriber = here.connect(&house.focal).await;
    subscriber
        .subscribe("a", CHANGED, json!({"id": house.file, "section": "VT"}))
        .await;
    subscriber.event().await;
    house
        .save(&house.other, "VT.topic_a", 0, "a text that nobody is told")
        .await;
    subscriber.event().await;
    let mut texts = Vec::new();
    while !texts.iter().any(|text: &String| text.contains('c')) {
        texts.push(heard.recv().await.unwrap().payload().to_owned());
    }
    let said = texts.join("\n");
    assert!(!said.contains("text"), "{said}");
    assert!(!said.contains("focal"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_hears_of_filings_by_position() {
    let house = House::build().await;
    let (here, _there) = (Serving::start(&house.app).await, Serving::start(&house.other).await);
    let query =
        "subscription ($after: Int) { filingsOfRound(round: \"views-2027\", after: $after) { round position kind } }";
    let mut everybody = here.connect(None).await;
    everybody.subscribe("a", query, json!({"after": 0})).await;
    let authority = house.app.of("QMA", Role::PublishingAuthority).await;
    house.save(&house.app, "VT.topic_a", 0, "text").await;
    tests::delegation::file(&house.other, &authority, &house.file).await;
    let told = everybody.event().await;
    assert_eq!(
        told["filingsOfRound"],
        json!({"round": "views-2027", "position": 1, "kind": "FILING"})
    );
    // Another round's are not told, and a newcomer hears of what comes.
    let other_round = round(&house.app, EDITION, "views-2028").await;
    let second = submission(&house.app, &house.focal, "QMA", &other_round).await;
    tests::delegation::answer(
        &house.app,
        &house.focal,
        &second,
        &[("VT.topic_b", json!({"longText": "text"}))],
    )
    .await;
    tests::delegation::file(&house.app, &authority, &second).await;
    tests::delegation::withdraw(&house.app, &authority, &house.file).await;
    let told = everybody.event().await;
    assert_eq!(
        told["filingsOfRound"],
        json!({"round": "views-2027", "position": 3, "kind": "WITHDRAWAL"})
    );
    let mut late = here.connect(None).await;
    late.subscribe("a", query, json!({"after": 1})).await;
    assert_eq!(late.event().await["filingsOfRound"]["position"], 3);
    late.subscribe(
        "b",
        "subscription { filingsOfRound(round: \"nowhere\") { position } }",
        json!({}),
    )
    .await;
    assert_eq!(late.refusal().await, "NOT_FOUND");
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_hears_of_releases_of_figures() {
    let house = House::build().await;
    let here = Serving::start(&house.app).await;
    let mut everybody = here.connect(None).await;
    let query = "subscription { coverageReleased(round: \"views-2027\", after: 0) { number atPosition } }";
    everybody.subscribe("a", query, json!({})).await;
    // The round closes on 30 June, and with it comes its first release.
    house.app.pass(TimeDelta::days(150));
    assert_eq!(
        everybody.event().await["coverageReleased"],
        json!({"number": 1, "atPosition": 0})
    );
}

//! Webhooks: what happens in the register is told to whoever asked for it, signed, until it is taken.

mod embargoes;
mod norms;
mod rounds;

use std::collections::BTreeSet;
use std::sync::Arc;

use api::mint::{Clock, Mint};
use api::webhook::Networks;
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::access::Role;
use serde_json::{Value, json};
use sqlx::Connection as _;
use standardwebhooks::Webhook as Verifier;
use tests::app::{Persona, Shelf, TestApp};
use tests::database::fresh;
use tests::delegation::{Team, amend, answer, file, open_submission, share_filed, withdraw};
use tests::receiver::{Received, Receiver};

use crate::filing::round;

const ALL: [&str; 15] = [
    "FILING_RECORDED",
    "FILING_AMENDED",
    "FILING_WITHDRAWN",
    "FILING_VISIBILITY_CHANGED",
    "RELEASE_MADE",
    "ROUND_ANNOUNCED",
    "EDITION_PUBLISHED",
    "ROUND_OPENED",
    "ROUND_CHANGED",
    "ROUND_CLOSED",
    "PROPOSAL_PUBLISHED",
    "PROPOSAL_CHANGED",
    "PROPOSAL_CLOSED",
    "PROPOSAL_WITHDRAWN",
    "REVIEW_PUBLISHED",
];

/// The editions of the catalogue are published, and rounds open, when a story begins: those who do not ask are not told.
const WITHOUT_EDITIONS: &[&str] = ALL.split_at(6).0;

const CREATE: &str =
    "mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { webhook { id status } secret } }";
const UPDATE: &str = "mutation ($input: UpdateWebhookInput!) { updateWebhook(input: $input) { webhook { status } } }";
const END: &str = "mutation ($input: EndWebhookInput!) { endWebhook(input: $input) { webhook { status } } }";
const ROTATE: &str = "mutation ($input: RotateWebhookSecretInput!) { rotateWebhookSecret(input: $input) { secret } }";
const REPLAY: &str = "mutation ($input: ReplayWebhookInput!) { replayWebhook(input: $input) { count } }";
const PING: &str = "mutation ($input: TestWebhookInput!) { testWebhook(input: $input) { messageId } }";

/// A webhook of the secretariat, with whoever keeps it.
struct Hook<'a> {
    app: &'a TestApp,
    id: Value,
    secret: String,
}

impl<'a> Hook<'a> {
    async fn of(app: &'a TestApp, url: &str, kinds: &[&str]) -> Self {
        let officer = app.secretariat(Role::SecretariatOfficer).await;
        let input = json!({"address": url, "kinds": kinds});
        let made = app.call(&officer, CREATE, json!({"input": input})).await;
        let made = &made.data()["createWebhook"];
        Self {
            app,
            id: made["webhook"]["id"].clone(),
            secret: made["secret"].as_str().unwrap().to_owned(),
        }
    }

    /// Whoever keeps it today: sessions end, and these stories last for weeks.
    async fn officer(&self) -> Persona {
        self.app.secretariat(Role::SecretariatOfficer).await
    }

    async fn does(&self, document: &str, more: Value) -> tests::app::Answer {
        let mut input = json!({"id": self.id});
        let fields = input.as_object_mut().unwrap();
        fields.extend(more.as_object().unwrap().clone());
        self.app
            .call(&self.officer().await, document, json!({"input": input}))
            .await
    }

    /// The webhook with its deliveries, the newest first.
    async fn seen(&self) -> Value {
        let document = "{ webhooks { id status deliveries { nodes {
            messageId kind outcome attempts nextAttemptAt lastStatus lastFailure } } } }";
        let answer = self.app.call(&self.officer().await, document, json!({})).await;
        let hooks = answer.data()["webhooks"].as_array().unwrap().clone();
        hooks.into_iter().find(|hook| hook["id"] == self.id).unwrap()
    }

    async fn ping(&self) -> String {
        let pinged = self.does(PING, json!({})).await;
        pinged.data()["testWebhook"]["messageId"].as_str().unwrap().to_owned()
    }
}

/// The signature that the official library makes of a message under a secret.
fn signature(secret: &str, received: &Received) -> String {
    let at = received.header("webhook-timestamp").parse().unwrap();
    let verifier = Verifier::new(secret).unwrap();
    verifier.sign(received.id(), at, &received.body).unwrap()
}

#[track_caller]
fn is_signed(secret: &str, received: &Received) {
    assert_eq!(received.header("webhook-signature"), signature(secret, received));
}

async fn send(app: &TestApp) {
    app.app().courier().deliver_all().await.unwrap();
}

fn ids(received: &[Received]) -> Vec<String> {
    received.iter().map(|one| one.id().to_owned()).collect()
}

/// What a receiver was told since it was asked last: the kind, the instant, and what there is besides.
fn told(receiver: &Receiver) -> Vec<(String, String, Value)> {
    let whole = |one: &Received| {
        let said = one.json();
        let at = said["timestamp"].as_str().unwrap().to_owned();
        (one.kind(), at, said["data"].clone())
    };
    receiver.take().iter().map(whole).collect()
}

/// Files one answer of `QMA`, which names the State nowhere.
async fn filed(app: &TestApp) -> (Team, String) {
    let views = round(app, "views-and-assessments/1", "views-2027").await;
    let team = Team::of(app, "QMA").await;
    let submission = open_submission(app, &team.focal, "QMA", &views, "EN").await;
    answer(
        app,
        &team.focal,
        &submission,
        &[("VA.authority", json!({"shortText": "Ministry of the Interior"}))],
    )
    .await;
    file(app, &team.authority, &submission).await;
    (team, submission)
}

#[tokio::test]
async fn what_happens_is_told_in_order_signed_and_names_nobody() {
    let app = TestApp::start().await;
    let receiver = Receiver::start().await;
    let hook = Hook::of(&app, &receiver.url(), &ALL).await;
    let (team, submission) = filed(&app).await;
    // To whom else it is shown is between a State and those; that anybody reads it is told, and that nobody does any more.
    for visibility in ["SECRETARIAT", "MEMBER_STATES", "PUBLIC"] {
        let sharing = json!({"visibility": visibility});
        share_filed(&app, &team.authority, &submission, &[("VA.authority", sharing)]).await;
    }
    let embargoed = json!({"visibility": "PUBLIC", "embargoUntil": "2027-09-01T00:00:00Z"});
    share_filed(&app, &team.authority, &submission, &[("VA.authority", embargoed)]).await;
    let longer = json!({"visibility": "PUBLIC", "embargoUntil": "2027-10-01T00:00:00Z"});
    share_filed(&app, &team.authority, &submission, &[("VA.authority", longer)]).await;
    let amended = json!({"question": "VA.capacity", "basedOn": 0, "answer": {"singleChoice": {"option": "national"}}});
    amend(&app, &team.authority, &submission).await;
    tests::delegation::save(&app, &team.focal, &submission, &[amended]).await;
    file(&app, &team.authority, &submission).await;
    withdraw(&app, &team.authority, &submission).await;

    send(&app).await;
    let received = receiver.take();
    let (editions, received) = received.split_at(5);
    assert!(editions.iter().all(|one| one.kind() == "edition.published"));
    assert_eq!(
        editions[0].json()["data"],
        json!({"edition": "code-of-conduct-subscription/1"})
    );
    let told: Vec<_> = received
        .iter()
        .map(|one| (one.kind(), one.json()["data"].clone()))
        .collect();
    let at = |kind: &str, position: u32| (kind.to_owned(), json!({"position": position, "round": "views-2027"}));
    assert_eq!(
        told,
        [
            ("round.announced".to_owned(), json!({"round": "views-2027"})),
            at("filing.recorded", 1),
            at("filing.visibility_changed", 1),
            at("filing.visibility_changed", 1),
            at("filing.amended", 2),
            at("filing.withdrawn", 3),
            // It opened when it was laid down, which is noticed when it is looked for.
            ("round.opened".to_owned(), json!({"round": "views-2027"})),
        ]
    );
    assert_eq!(ids(received).iter().collect::<BTreeSet<_>>().len(), received.len());
    for one in received {
        is_signed(&hook.secret, one);
        assert_eq!(one.header("content-type"), "application/json");
        let whole = format!("{:?} {}", one.headers, String::from_utf8_lossy(&one.body));
        for hidden in ["QMA", "Ministry", "Interior", "VA.authority", "national"] {
            assert!(!whole.contains(hidden), "{whole}");
        }
        let names: Vec<_> = one.json().as_object().unwrap().keys().cloned().collect();
        assert_eq!(names, ["data", "timestamp", "type"]);
    }
    send(&app).await;
    assert_eq!(receiver.take().len(), 0, "once");
}

#[tokio::test]
async fn a_receiver_verifies_with_the_library_of_the_specification() {
    // The library knows the hour: this story is of today.
    let now = Mint::system().now();
    let app = TestApp::over(Arc::new(fresh().await), Clock::at(now), 1, Shelf::folder()).await;
    let receiver = Receiver::start().await;
    let hook = Hook::of(&app, &receiver.url(), &["RELEASE_MADE"]).await;
    let message = hook.ping().await;
    send(&app).await;
    let [ping] = &receiver.take()[..] else {
        panic!("one ping")
    };
    assert_eq!((ping.id(), ping.kind().as_str()), (message.as_str(), "webhook.ping"));
    let verifier = Verifier::new(&hook.secret).unwrap();
    verifier.verify(&ping.body, &ping.headers).unwrap();
    let mut changed = ping.body.to_vec();
    changed[10] ^= 1;
    assert!(verifier.verify(&changed, &ping.headers).is_err());
}

#[tokio::test]
async fn what_is_not_taken_is_sent_again_the_same_later_and_later() {
    let app = TestApp::start().await;
    let receiver = Receiver::start().await;
    let hook = Hook::of(&app, &receiver.url(), &["FILING_RECORDED"]).await;
    receiver.will_answer([StatusCode::INTERNAL_SERVER_ERROR, StatusCode::FOUND]);
    receiver.will_answer_with(StatusCode::SERVICE_UNAVAILABLE, "retry-after", "3600");
    let message = hook.ping().await;
    let mut all = Vec::new();
    for (wait, then) in [(0, 5), (5, 300), (300, 3600), (3600, 0)] {
        if wait > 0 {
            app.pass(TimeDelta::seconds(wait - 1));
            send(&app).await;
            assert_eq!(receiver.take().len(), 0, "not before {wait} seconds are over");
            app.pass(TimeDelta::seconds(1));
        }
        send(&app).await;
        let [one] = &receiver.take()[..] else {
            panic!("after {wait}")
        };
        is_signed(&hook.secret, one);
        all.push(one.clone());
        let delivery = hook.seen().await["deliveries"]["nodes"][0].clone();
        assert_eq!(delivery["attempts"], all.len());
        let outcome = if then == 0 { "DELIVERED" } else { "WAITING" };
        assert_eq!(delivery["outcome"], outcome, "{delivery}");
        if then > 0 {
            assert_eq!(delivery["lastFailure"], "STATUS");
            let next: chrono::DateTime<chrono::Utc> =
                serde_json::from_value(delivery["nextAttemptAt"].clone()).unwrap();
            assert_eq!(next, app.clock.now() + TimeDelta::seconds(then));
        }
    }
    assert!(all.iter().all(|one| one.id() == message && one.body == all[0].body));
    let times: BTreeSet<_> = all.iter().map(|one| one.header("webhook-timestamp")).collect();
    assert_eq!(times.len(), 4, "each attempt says when it is");
}

#[tokio::test]
async fn after_the_last_attempt_it_is_paused_and_goes_on_when_its_keeper_says_so() {
    let app = TestApp::start().await;
    let receiver = Receiver::start().await;
    let hook = Hook::of(&app, &receiver.url(), &["ROUND_ANNOUNCED"]).await;
    receiver.will_answer([StatusCode::BAD_GATEWAY; 10]);
    round(&app, "views-and-assessments/1", "views-2027").await;
    for _ in 0..12 {
        send(&app).await;
        app.pass(TimeDelta::hours(24));
    }
    assert_eq!(receiver.take().len(), 10);
    let seen = hook.seen().await;
    assert_eq!(seen["status"], "FAILING");
    assert_eq!(seen["deliveries"]["nodes"][0]["outcome"], "FAILED");
    let refused = hook.does(PING, json!({})).await;
    assert_eq!(
        (refused.code(), &refused.extensions()["reason"]),
        ("STATE", &json!("paused"))
    );

    // What happens meanwhile waits.
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    tests::delegation::open_round(&app, &officer, "code-2027", "code-of-conduct-subscription/1", json!({})).await;
    send(&app).await;
    assert_eq!(receiver.take().len(), 0);
    let on = hook.does(UPDATE, json!({"isPaused": false})).await;
    assert_eq!(on.data()["updateWebhook"]["webhook"]["status"], "ACTIVE");
    send(&app).await;
    let received = receiver.take();
    assert_eq!(
        received.len(),
        1,
        "what has failed is sent again only when that is asked for"
    );
    assert_eq!(received[0].json()["data"], json!({"round": "code-2027"}));
    let replayed = hook.does(REPLAY, json!({"from": "2027-03-01T00:00:00Z"})).await;
    assert_eq!(replayed.data()["replayWebhook"]["count"], 2);
    send(&app).await;
    assert_eq!(receiver.take().len(), 2);
}

#[tokio::test]
async fn a_receiver_that_is_gone_ends_the_webhook() {
    let app = TestApp::start().await;
    let receiver = Receiver::start().await;
    let hook = Hook::of(&app, &receiver.url(), WITHOUT_EDITIONS).await;
    receiver.will_answer([StatusCode::GONE]);
    hook.ping().await;
    hook.ping().await;
    send(&app).await;
    app.pass(TimeDelta::days(2));
    send(&app).await;
    assert_eq!(receiver.take().len(), 1, "nothing more is sent");
    assert_eq!(hook.seen().await["status"], "GONE");
    for document in [PING, END] {
        let refused = hook.does(document, json!({})).await;
        assert_eq!(
            (refused.code(), &refused.extensions()["reason"]),
            ("STATE", &json!("ended"))
        );
    }
}

#[tokio::test]
async fn what_is_sent_again_is_known_by_the_id_that_it_had() {
    let app = TestApp::start().await;
    let receiver = Receiver::start().await;
    let first = Hook::of(&app, &receiver.url(), WITHOUT_EDITIONS).await;
    let (team, submission) = filed(&app).await;
    withdraw(&app, &team.authority, &submission).await;
    send(&app).await;
    let before = receiver.take();
    assert_eq!(before.len(), 3);

    for (from, kept) in [
        (json!({"position": 1}), &before[1..]),
        (json!({"position": 2}), &before[2..]),
        (json!({"from": "2027-03-01T12:00:00Z"}), &before[..]),
        (json!({"from": "2027-03-01T12:30:00Z"}), &[][..]),
    ] {
        let replayed = first.does(REPLAY, from.clone()).await;
        assert_eq!(replayed.data()["replayWebhook"]["count"], kept.len(), "{from}");
        send(&app).await;
        let again = receiver.take();
        assert_eq!(ids(&again), ids(kept), "{from}");
        assert!(again.iter().zip(kept).all(|(one, other)| one.body == other.body));
    }
    for neither in [json!({}), json!({"position": 1, "from": "2027-03-01T12:00:00Z"})] {
        assert_eq!(first.does(REPLAY, neither).await.code(), "INVALID");
    }
    // One that is made later is told what was before only when it asks.
    let second = Hook::of(&app, &receiver.url(), &["FILING_WITHDRAWN"]).await;
    send(&app).await;
    assert_eq!(receiver.take().len(), 0);
    second.does(REPLAY, json!({"position": 1})).await.data();
    send(&app).await;
    let again = receiver.take();
    assert_eq!(ids(&again), ids(&before[2..]));
    is_signed(&second.secret, &again[0]);

    // After thirty days nothing is left of it.
    app.pass(TimeDelta::days(31));
    app.app().courier().sweep().await.unwrap();
    let replayed = first.does(REPLAY, json!({"position": 1})).await;
    assert_eq!(replayed.data()["replayWebhook"]["count"], 0);
    assert_eq!(first.seen().await["deliveries"]["nodes"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_share_the_work_and_one_that_dies_loses_nothing() {
    let app = TestApp::start().await;
    let other = app.beside(2).await;
    let receiver = Receiver::start().await;
    let mut hooks = Vec::new();
    for _ in 0..4 {
        hooks.push(Hook::of(&app, &receiver.url(), &["ROUND_ANNOUNCED"]).await);
    }
    for number in 0..5 {
        round(&app, "views-and-assessments/1", &format!("views-{number}")).await;
    }
    tokio::join!(send(&app), send(&other), send(&app), send(&other));
    // What another one was at when this one looked, it leaves to that one.
    send(&app).await;
    let received = receiver.take();
    assert_eq!(received.len(), 20, "each once");
    assert_eq!(ids(&received).into_iter().collect::<BTreeSet<_>>().len(), 5);

    let message = hooks[0].ping().await;
    let leased = other.app().courier().due(16).await.unwrap();
    assert_eq!(leased.len(), 1);
    drop((leased, other));
    send(&app).await;
    assert_eq!(receiver.take().len(), 0, "somebody is at it");
    app.pass(TimeDelta::seconds(61));
    send(&app).await;
    assert_eq!(ids(&receiver.take()), [message]);
}

#[tokio::test]
async fn what_is_taken_back_is_not_told() {
    let app = TestApp::start().await;
    let receiver = Receiver::start().await;
    Hook::of(&app, &receiver.url(), WITHOUT_EDITIONS).await;
    filed(&app).await;
    send(&app).await;
    assert_eq!(receiver.take().len(), 2);
    let mut owner = app.owner().await;
    let release = "insert into release (round_id, number, at_position, made_at, figures)
        select id, 1, 1, '2027-03-01T12:00:00Z', '[]' from round";
    let mut unit = owner.begin().await.unwrap();
    sqlx::query(release).execute(&mut *unit).await.unwrap();
    unit.rollback().await.unwrap();
    send(&app).await;
    assert_eq!(receiver.take().len(), 0);
    sqlx::query(release).execute(&mut owner).await.unwrap();
    send(&app).await;
    let [one] = &receiver.take()[..] else {
        panic!("one release")
    };
    assert_eq!(one.kind(), "release.made");
    assert_eq!(one.json()["data"], json!({"round": "views-2027", "number": 1}));
}

#[tokio::test]
async fn addresses_that_lead_inside_are_refused_when_they_are_given_and_when_they_are_called() {
    let app = TestApp::start().await;
    let strict = app.beside_allowing(2, Networks::default()).await;
    let receiver = Receiver::start().await;
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let create = async |app: &TestApp, address: &str| {
        let input = json!({"address": address, "kinds": ["RELEASE_MADE"]});
        app.call(&officer, CREATE, json!({"input": input})).await
    };
    for (address, reason) in [
        ("https://127.0.0.1/", "inside"),
        ("https://127.1/", "inside"),
        ("https://[::1]/", "inside"),
        ("https://[::ffff:169.254.169.254]/", "inside"),
        ("https://10.1.2.3/", "inside"),
        ("https://localhost/", "inside"),
        ("https://postgres/", "inside"),
        ("http://hooks.example.org/", "not_https"),
        ("ftp://hooks.example.org/", "not_https"),
        ("https://user:word@hooks.example.org/", "credentials"),
        ("https://hooks.example.org/#part", "malformed"),
        ("hooks.example.org", "malformed"),
    ] {
        let refused = create(&strict, address).await;
        assert_eq!(refused.code(), "INVALID", "{address}");
        assert_eq!(
            (&refused.extensions()["field"], &refused.extensions()["reason"]),
            (&json!("input.address"), &json!(reason)),
            "{address}"
        );
    }
    assert_eq!(
        create(&app, "http://10.1.2.3/").await.extensions()["reason"],
        "inside",
        "another network than the one that is allowed"
    );

    // Kept while it was allowed; by number, and by a name that leads inside by now.
    let named = format!("https://localhost:{}/", receiver.port());
    for address in [receiver.url(), named] {
        let hook = Hook::of(&app, &address, &["RELEASE_MADE"]).await;
        hook.ping().await;
        send(&strict).await;
        assert_eq!(receiver.take().len(), 0);
        let delivery = hook.seen().await["deliveries"]["nodes"][0].clone();
        assert_eq!(
            (&delivery["outcome"], &delivery["lastFailure"]),
            (&json!("WAITING"), &json!("INSIDE")),
            "{delivery}"
        );
        hook.does(END, json!({})).await.data();
    }
}

#[tokio::test]
async fn both_secrets_sign_for_a_day() {
    let app = TestApp::start().await;
    let receiver = Receiver::start().await;
    let hook = Hook::of(&app, &receiver.url(), &["RELEASE_MADE"]).await;
    let rotate = async || {
        let rotated = hook.does(ROTATE, json!({})).await;
        rotated.data()["rotateWebhookSecret"]["secret"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let sent = async || {
        hook.ping().await;
        send(&app).await;
        receiver.take().remove(0)
    };
    let signed_by = |received: &Received, secrets: &[&str]| {
        let signatures: Vec<_> = secrets.iter().map(|secret| signature(secret, received)).collect();
        assert_eq!(received.header("webhook-signature"), signatures.join(" "));
    };
    let second = rotate().await;
    signed_by(&sent().await, &[&second, &hook.secret]);
    app.pass(TimeDelta::hours(23));
    app.app().courier().sweep().await.unwrap();
    signed_by(&sent().await, &[&second, &hook.secret]);
    app.pass(TimeDelta::hours(1));
    signed_by(&sent().await, &[&second]);
    app.app().courier().sweep().await.unwrap();
    signed_by(&sent().await, &[&second]);
    // Of two that follow one another at once, the first has signed for the last time.
    app.pass(TimeDelta::seconds(1));
    let third = rotate().await;
    app.pass(TimeDelta::seconds(1));
    let fourth = rotate().await;
    signed_by(&sent().await, &[&fourth, &third]);
}

#[tokio::test]
async fn a_state_keeps_its_own_and_at_most_five() {
    let app = TestApp::start().await;
    let receiver = Receiver::start().await;
    let (focal, other) = (
        app.of("QMA", Role::FocalPoint).await,
        app.of("QMB", Role::FocalPoint).await,
    );
    let input = json!({"state": "QMA", "address": receiver.url(), "kinds": ["ROUND_ANNOUNCED"]});
    let mut last = Value::Null;
    for _ in 0..5 {
        let made = app.call(&focal, CREATE, json!({"input": input})).await;
        last = made.data()["createWebhook"]["webhook"]["id"].clone();
    }
    let refused = app.call(&focal, CREATE, json!({"input": input})).await;
    assert_eq!((refused.code(), &refused.extensions()["maximum"]), ("LIMIT", &json!(5)));
    let end = json!({"input": {"id": last}});
    assert_eq!(app.call(&other, END, end.clone()).await.code(), "NOT_FOUND");
    app.call(&focal, END, end).await.data();
    app.call(&focal, CREATE, json!({"input": input})).await.data();
    round(&app, "views-and-assessments/1", "views-2027").await;
    send(&app).await;
    assert_eq!(receiver.take().len(), 5);
    let none = json!({"input": {"address": receiver.url(), "kinds": []}});
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    assert_eq!(app.call(&officer, CREATE, none).await.code(), "INVALID");
}

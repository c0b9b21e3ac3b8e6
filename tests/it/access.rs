//! Who sees and does what, through the door: every field of the schema and every address as every persona; and behind it
//! what the database alone lets each class of reader reach. The policy itself is `docs/access.md`, held by tests of `domain`.

mod cells;
mod fields;
mod hearing;
mod routes;
mod rows;
pub(crate) mod stage;
mod wall;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use domain::access::Role;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::live::{Events, Serving, Subscriber, Told};

use fields::{MUTATIONS, QUERIES, REVIEWS, Row, SUBSCRIPTIONS};
use stage::{Caller, Stage};

/// The names of a root type's fields, as the service tells them.
async fn served(app: &TestApp, root: &str) -> BTreeSet<String> {
    let developer = app.secretariat(Role::Administrator).await;
    let query = format!("{{ __schema {{ {root} {{ fields {{ name }} }} }} }}");
    let answer = app.call(&developer, &query, json!({})).await;
    let fields = answer.data()["__schema"][root]["fields"].as_array();
    let names = fields.into_iter().flatten();
    names.map(|field| field["name"].as_str().unwrap().to_owned()).collect()
}

fn fields_of(rows: impl IntoIterator<Item = &'static Row>) -> BTreeSet<String> {
    rows.into_iter().map(|row| row.field.to_owned()).collect()
}

/// Compared by hand and not with a snapshot, so that nothing but a row lets a new field pass.
#[tokio::test]
async fn every_field_of_the_schema_has_an_access_row() {
    let app = TestApp::start().await;
    for (root, rows) in [
        ("queryType", fields_of(QUERIES)),
        ("mutationType", fields_of(MUTATIONS.iter().chain(REVIEWS))),
        ("subscriptionType", fields_of(SUBSCRIPTIONS)),
    ] {
        assert_eq!(
            served(&app, root).await,
            rows,
            "{root}: served on the left, with a row on the right"
        );
    }
}

/// Whoever shows a token that is worth nothing: the same everywhere, so the table says it once.
const REFUSED: [&str; 3] = ["account suspended", "session ended a second ago", "token expired"];

/// What changes nothing that belongs in the audit trail: a session that goes on, what an authenticator is asked, and who leaves
/// for an identity provider; and a ping.
const UNRECORDED: [&str; 6] = [
    "refresh",
    "beginPasskeyRegistration",
    "beginPasskeySignIn",
    "beginPasskeyProof",
    "linkIdentity",
    "testWebhook",
];

/// What a caller gets, and whether something was done.
async fn outcome(stage: &Stage, row: &Row, caller: &Caller) -> (String, bool) {
    let answer = stage
        .app
        .call(caller.who.as_ref(), row.document, (row.variables)(stage))
        .await;
    assert!(!answer.json.is_null(), "{} {}: {answer:?}", row.field, caller.name);
    let Some(error) = answer.json["errors"].get(0) else {
        return (shown(&answer.json["data"][row.field]), true);
    };
    let mut extensions = error["extensions"].as_object().unwrap().clone();
    let code = extensions.remove("code").unwrap();
    assert_ne!(code, "INTERNAL", "{} {}: {answer:?}", row.field, caller.name);
    let mut text = format!("{} {}", answer.status.as_u16(), code.as_str().unwrap());
    if !extensions.is_empty() {
        let _ = write!(text, " {}", shown(&Value::Object(extensions)));
    }
    (text, false)
}

fn shown(value: &Value) -> String {
    value.to_string().replace('"', "")
}

/// What a caller is told first, as server-sent events.
async fn told_in_events(stage: &Stage, row: &Row, caller: &Caller) -> String {
    let opened = Events::open(&stage.app, caller.who.as_ref(), row.document, (row.variables)(stage)).await;
    let mut events = match opened {
        Ok(events) => events,
        Err(answer) => return format!("{} {}", answer.status.as_u16(), answer.code()),
    };
    let first = events.hear().await.expect("something is told");
    match first["errors"].get(0) {
        None => shown(&first["data"][row.field]),
        Some(error) => {
            assert_eq!(events.hear().await, None, "{} {}", row.field, caller.name);
            shown(&error["extensions"]["code"])
        }
    }
}

/// What a caller is told first, over a socket.
async fn told(stage: &Stage, serving: &Serving, row: &Row, caller: &Caller) -> String {
    let token = caller.who.as_ref().map(|who| who.token.as_str());
    let mut subscriber = match Subscriber::open(serving.address(), token).await {
        Ok(subscriber) => subscriber,
        Err(code) => return format!("closed {code}"),
    };
    subscriber.subscribe("a", row.document, (row.variables)(stage)).await;
    let Told::Message(message) = subscriber.hear().await else {
        panic!("{} {}: closed", row.field, caller.name);
    };
    if message["type"] == "next" {
        shown(&message["payload"]["data"][row.field])
    } else {
        shown(&message["payload"][0]["extensions"]["code"])
    }
}

/// One row of the table: each outcome with those who get it.
async fn line(stage: &mut Stage, row: &Row, changes: bool) -> String {
    let mut texts = Vec::new();
    let before = if changes { stage.entries().await } else { 0 };
    let mut is_recorded = UNRECORDED.contains(&row.field);
    for at in 0..stage.callers.len() {
        let (text, done) = outcome(stage, row, &stage.callers[at]).await;
        if done && changes {
            is_recorded |= stage.entries().await > before;
            stage.restore().await;
        }
        texts.push(text);
    }
    assert!(
        is_recorded || !changes,
        "{} leaves no entry in the audit trail",
        row.field
    );
    grouped(stage, &head(row), texts, "401 UNAUTHENTICATED")
}

/// A row's field and document, each on a line.
fn head(row: &Row) -> String {
    let words: Vec<_> = row.document.split_whitespace().collect();
    format!("{}\n  {}", row.field, words.join(" "))
}

/// The outcomes of a row, in the order of the callers, each with those who get it.
fn grouped(stage: &Stage, head: &str, texts: Vec<String>, refused: &str) -> String {
    let mut outcomes: Vec<(String, Vec<&str>)> = Vec::new();
    for (caller, text) in stage.callers.iter().zip(texts) {
        let name = caller.name;
        match outcomes.iter_mut().find(|(known, _)| *known == text) {
            Some((_, names)) => names.push(name),
            None => outcomes.push((text, vec![name])),
        }
    }
    let mut lines = format!("{head}\n");
    let let_in = stage.callers.len() - REFUSED.len();
    for (text, names) in outcomes {
        if names == REFUSED {
            assert_eq!(text, refused, "{head}");
        } else if names.len() == stage.callers.len() {
            let _ = writeln!(lines, "    everybody\n      => {text}");
        } else if names.len() == let_in {
            let _ = writeln!(lines, "    everybody else\n      => {text}");
        } else {
            let _ = writeln!(lines, "    {}\n      => {text}", names.join(", "));
        }
    }
    lines
}

async fn table(rows: impl IntoIterator<Item = &'static Row>, changes: bool) -> String {
    let mut stage = Stage::build().await;
    let mut table = format!("everywhere\n    {}\n      => 401 UNAUTHENTICATED\n", REFUSED.join(", "));
    for row in rows {
        table.push('\n');
        table.push_str(&line(&mut stage, row, changes).await);
    }
    table
}

#[tokio::test]
async fn every_query_as_every_persona() {
    insta::assert_snapshot!(table(QUERIES, false).await);
}

#[tokio::test]
async fn every_mutation_as_every_persona() {
    insta::assert_snapshot!(table(MUTATIONS, true).await);
}

/// The same of what the two sides of a review do.
#[tokio::test]
async fn every_mutation_of_reviews_as_every_persona() {
    insta::assert_snapshot!(table(REVIEWS, true).await);
}

/// One table for both ways of subscribing: whoever is told something else in events than over a socket fails it.
#[tokio::test(flavor = "multi_thread")]
async fn every_subscription_as_every_persona() {
    let mut stage = Stage::build().await;
    stage.release().await;
    let serving = Serving::start(&stage.app).await;
    let mut table = format!(
        "everywhere\n    {}\n      => closed 4403, and 401 UNAUTHENTICATED where events are asked for\n",
        REFUSED.join(", ")
    );
    for row in SUBSCRIPTIONS {
        let mut texts = Vec::new();
        for caller in &stage.callers {
            let over_a_socket = told(&stage, &serving, row, caller).await;
            let in_events = told_in_events(&stage, row, caller).await;
            if REFUSED.contains(&caller.name) {
                assert_eq!(in_events, "401 UNAUTHENTICATED", "{} {}", row.field, caller.name);
            } else {
                assert_eq!(in_events, over_a_socket, "{} {}", row.field, caller.name);
            }
            texts.push(over_a_socket);
        }
        table.push('\n');
        table.push_str(&grouped(&stage, &head(row), texts, "closed 4403"));
    }
    insta::assert_snapshot!(table);
}

//! Who sees and does what, through the door: every query and mutation field as every persona, and behind it the rows
//! that the database shows to each class of reader. The policy itself is `docs/access.md`, held by a test of `domain`.

mod fields;
mod rows;
mod stage;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use domain::access::Role;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::live::{Serving, Subscriber, Told};

use fields::{MUTATIONS, QUERIES, Row, SUBSCRIPTIONS};
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

/// Compared by hand and not with a snapshot, so that nothing but a row lets a new field pass.
#[tokio::test]
async fn every_field_of_the_schema_has_an_access_row() {
    let app = TestApp::start().await;
    for (root, rows) in [
        ("queryType", QUERIES),
        ("mutationType", MUTATIONS),
        ("subscriptionType", SUBSCRIPTIONS),
    ] {
        let rows: BTreeSet<String> = rows.iter().map(|row| row.field.to_owned()).collect();
        assert_eq!(
            served(&app, root).await,
            rows,
            "{root}: served on the left, with a row on the right"
        );
    }
}

/// Whoever shows a token that is worth nothing: the same everywhere, so the table says it once.
const REFUSED: [&str; 2] = ["account suspended", "token expired"];

/// What changes nothing that belongs in the audit trail: a session that goes on, and who leaves for an identity provider.
const UNRECORDED: [&str; 2] = ["linkIdentity", "refresh"];

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

/// What a caller is told first.
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
    grouped(stage, row, texts, "401 UNAUTHENTICATED")
}

/// The outcomes of a row, in the order of the callers, each with those who get it.
fn grouped(stage: &Stage, row: &Row, texts: Vec<String>, refused: &str) -> String {
    let mut outcomes: Vec<(String, Vec<&str>)> = Vec::new();
    for (caller, text) in stage.callers.iter().zip(texts) {
        let name = caller.name;
        match outcomes.iter_mut().find(|(known, _)| *known == text) {
            Some((_, names)) => names.push(name),
            None => outcomes.push((text, vec![name])),
        }
    }
    let words: Vec<_> = row.document.split_whitespace().collect();
    let mut lines = format!("{}\n  {}\n", row.field, words.join(" "));
    let let_in = stage.callers.len() - REFUSED.len();
    for (text, names) in outcomes {
        if names == REFUSED {
            assert_eq!(text, refused, "{}", row.field);
        } else if names.len() == let_in {
            let _ = writeln!(lines, "    everybody else\n      => {text}");
        } else {
            let _ = writeln!(lines, "    {}\n      => {text}", names.join(", "));
        }
    }
    lines
}

async fn table(rows: &[Row], changes: bool) -> String {
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

#[tokio::test(flavor = "multi_thread")]
async fn every_subscription_as_every_persona() {
    let mut stage = Stage::build().await;
    stage.release().await;
    let serving = Serving::start(&stage.app).await;
    let mut table = format!("everywhere\n    {}\n      => closed 4403\n", REFUSED.join(", "));
    for row in SUBSCRIPTIONS {
        let mut texts = Vec::new();
        for caller in &stage.callers {
            texts.push(told(&stage, &serving, row, caller).await);
        }
        table.push('\n');
        table.push_str(&grouped(&stage, row, texts, "closed 4403"));
    }
    insta::assert_snapshot!(table);
}

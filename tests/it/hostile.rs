//! Calls that nobody would write, against a service with something in it: every root field of the real schema, as several
//! people, with arguments and selections made by chance; ids, cursors, tokens and links that are nearly right.
//!
//! Whatever is asked, the answer is one of GraphQL over HTTP, blames nobody else for it (no 5xx, no `INTERNAL`), and says
//! nothing of how the service is made. The calls are the same in each run. `NORMTRACK_HOSTILE` asks for so many rounds over all
//! root fields, `NORMTRACK_HOSTILE_SEED` for others; a failure names both, and the call.

mod contract;
mod making;

use std::time::Duration;

use ::hostile::Dice;
use axum::body::Body;
use http::header::{ACCEPT_LANGUAGE, AUTHORIZATION, RANGE};
use http::{Request, StatusCode};
use serde_json::{Value, json};
use tests::app::{Answer, Persona};
use tests::live::Events;
use tokio::time::timeout;

use crate::access::stage::Stage;
use crate::evidence::{keep, pdf};
use contract::Contract;
use making::{Made, Maker};

/// How often every root field is called, where nobody asks for another number.
const ROUNDS: u64 = 5;

/// Who calls.
const CALLERS: [&str; 9] = [
    "anonymous",
    "QMA contributor",
    "QMA focal point",
    "QMA publishing authority",
    "QMB focal point",
    "unit of au",
    "secretariat officer",
    "auditor",
    "administrator",
];

/// What a comment of `QMA` says, which no other State and no officer is ever told.
const SECRET: &str = "Is this right?";

const CODES: [&str; 7] = [
    "UNAUTHENTICATED",
    "FORBIDDEN",
    "NOT_FOUND",
    "INVALID",
    "CONFLICT",
    "STATE",
    "LIMIT",
];

/// What would tell how the service is made: statements and names of the database, paths, stacks, types of Rust.
const MADE_OF: [&str; 38] = [
    "select ",
    "insert into",
    "update ",
    "delete from",
    "relation \"",
    "column \"",
    "constraint",
    "row-level security",
    "permission denied for",
    "duplicate key",
    "invalid byte sequence",
    "syntax error at",
    "postgres",
    "sqlstate",
    "sqlx",
    "sea_orm",
    "sea-orm",
    "tokio",
    "serde",
    "async_graphql",
    "async-graphql",
    "InputValueError",
    "panicked",
    "unwrap()",
    "backtrace",
    ".rs",
    "::",
    "/src/",
    "/home/",
    "/tmp/",
    "/root/",
    "Some(",
    "None)",
    "Option<",
    "Vec<",
    "i32",
    "u32",
    "usize",
];

fn asked<T: std::str::FromStr>(name: &str) -> Option<T> {
    std::env::var_os(name).and_then(|text| text.to_str()?.parse().ok())
}

/// What is wrong with an answer, if anything is.
fn fault_of(answer: &Answer) -> Option<String> {
    let status = answer.status.as_u16();
    if !matches!(status, 200 | 400 | 401 | 405 | 413) {
        return Some(format!("status {status}"));
    }
    let Value::Object(body) = &answer.json else {
        return Some("no JSON object".to_owned());
    };
    if body
        .keys()
        .any(|key| !matches!(key.as_str(), "data" | "errors" | "extensions"))
    {
        return Some("a member that is not GraphQL's".to_owned());
    }
    let Some(errors) = body.get("errors") else {
        return body.get("data").is_none().then(|| "neither data nor errors".to_owned());
    };
    let Some(errors) = errors.as_array().filter(|errors| !errors.is_empty()) else {
        return Some("errors without an error".to_owned());
    };
    errors.iter().find_map(fault_of_error)
}

fn fault_of_error(error: &Value) -> Option<String> {
    let Some(code) = error["extensions"]["code"].as_str() else {
        return Some("an error without a code".to_owned());
    };
    if !CODES.contains(&code) {
        return Some(format!("code {code}"));
    }
    if error["message"].as_str().is_none_or(str::is_empty) {
        return Some("an error without a message".to_owned());
    }
    let written = error.to_string();
    let lower = written.to_lowercase();
    let told = MADE_OF.iter().find(|word| lower.contains(&word.to_lowercase()));
    told.map(|word| format!("it says “{word}”"))
}

/// Everything that is needed to do it again.
#[track_caller]
fn stop(seed: u64, who: &str, made: &Made, answer: &Answer, fault: &str) -> ! {
    let shown = |text: String| text.chars().take(4_000).collect::<String>();
    panic!(
        "{fault}, with NORMTRACK_HOSTILE_SEED={seed}, as {who}:\n{}\n{}\n=> {} {}",
        shown(made.document.clone()),
        shown(made.variables.to_string()),
        answer.status,
        shown(String::from_utf8_lossy(&answer.bytes).into_owned())
    );
}

/// What the examples of the access table are about.
fn beginnings(stage: &Stage) -> Vec<String> {
    let mut known: Vec<String> = [
        &stage.draft,
        &stage.filed,
        &stage.clearing,
        &stage.evidence,
        &stage.round_2029,
        &stage.ministry,
        &stage.membership,
        &stage.account,
        &stage.invitation,
        &stage.secret,
        &stage.refresh_token,
    ]
    .map(String::clone)
    .to_vec();
    let values = [&stage.unmerged, &stage.thread, &stage.clearer, &stage.root, &stage.seen];
    known.extend(values.iter().filter_map(|value| value.as_str().map(str::to_owned)));
    known.extend(
        [
            "QMA",
            "QMB",
            "views-2027",
            "views-2028",
            "views-and-assessments/1",
            "VA",
            "VT",
            "VA.authority",
            "VT.topic_a",
            "A-66-359/c",
            "au",
            "correct horse battery staple",
        ]
        .map(str::to_owned),
    );
    known
}

fn caller<'s>(stage: &'s Stage, name: &str) -> Option<&'s Persona> {
    let found = stage.callers.iter().find(|caller| caller.name == name);
    found.expect("somebody of the stage").who.as_ref()
}

#[tokio::test]
async fn whatever_is_asked_of_every_root_field_the_answer_is_ours() {
    let mut stage = Stage::build().await;
    let administrator = stage.who("administrator").clone();
    let contract = Contract::read(&stage.app, &administrator).await;
    let seed = asked("NORMTRACK_HOSTILE_SEED").unwrap_or(1);
    let mut maker = Maker {
        contract: &contract,
        dice: Dice::new(seed),
        known: beginnings(&stage),
    };
    let mut done = 0_u32;
    for _ in 0..asked("NORMTRACK_HOSTILE").unwrap_or(ROUNDS) {
        for (operation, root) in [("query", &contract.query), ("mutation", &contract.mutation)] {
            for field in contract.fields(root) {
                let made = maker.call(operation, field);
                let name = *maker.dice.one_of(&CALLERS);
                let who = caller(&stage, name).cloned();
                let answer = stage
                    .app
                    .call(who.as_ref(), &made.document, made.variables.clone())
                    .await;
                if let Some(fault) = fault_of(&answer) {
                    stop(seed, name, &made, &answer, &fault);
                }
                let is_of_the_state = name.starts_with("QMA");
                if !is_of_the_state && answer.json.to_string().contains(SECRET) {
                    stop(seed, name, &made, &answer, "another State's comment");
                }
                done += u32::from(answer.json.get("errors").is_none());
                maker.learn(&answer.json["data"]);
                // Whoever was suspended, signed out or lost their role is there again for what comes.
                if operation == "mutation" && answer.json["data"].is_object() && maker.dice.once_in(10) {
                    stage.restore().await;
                }
            }
        }
    }
    // Else it would show how refusals look and nothing more.
    assert!(done > 60, "{done} calls were carried out");
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_subscribed_to_the_answer_is_ours() {
    let stage = Stage::build().await;
    let contract = Contract::read(&stage.app, stage.who("administrator")).await;
    let seed = asked("NORMTRACK_HOSTILE_SEED").unwrap_or(1);
    let mut maker = Maker {
        contract: &contract,
        dice: Dice::new(seed),
        known: beginnings(&stage),
    };
    for _ in 0..asked("NORMTRACK_HOSTILE").unwrap_or(ROUNDS) * 2 {
        for field in contract.fields(&contract.subscription) {
            let made = maker.call("subscription", field);
            let name = *maker.dice.one_of(&CALLERS);
            let variables = made.variables.clone();
            match Events::open(&stage.app, caller(&stage, name), &made.document, variables).await {
                Err(answer) => {
                    if let Some(fault) = fault_of(&answer) {
                        stop(seed, name, &made, &answer, &fault);
                    }
                }
                // Nothing has to come: then there is nothing to be looked at.
                Ok(mut events) => {
                    if let Ok(Some(told)) = timeout(Duration::from_millis(20), events.hear()).await {
                        for error in told["errors"].as_array().into_iter().flatten() {
                            assert_eq!(
                                fault_of_error(error),
                                None,
                                "seed {seed}, {name}: {}\n{told}",
                                made.document
                            );
                        }
                    }
                }
            }
        }
    }
}

/// A text with one character less, more, or another.
fn nearly(text: &str, dice: &mut Dice) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let at = dice.below(characters.len());
    match dice.below(3) {
        0 => drop(characters.remove(at)),
        1 => characters.insert(at, *dice.one_of(&['A', '0', '-', '_', '.'])),
        _ => {
            let other = *dice.one_of(&['A', 'b', '7', '_']);
            characters[at] = if characters[at] == other { 'Z' } else { other };
        }
    }
    characters.into_iter().collect()
}

#[tokio::test]
async fn a_token_or_a_link_that_is_nearly_right_opens_nothing() {
    let stage = Stage::build().await;
    let focal = stage.who("QMA focal point").clone();
    let document = keep(&stage.app, &focal, ("QMA", "law.pdf"), pdf("a law")).await;
    let link = "query ($id: ID!) { node(id: $id) { ... on Evidence { download { url } } } }";
    let link = stage.app.call(&focal, link, json!({"id": document})).await;
    let link = link.data()["node"]["download"]["url"].as_str().unwrap().to_owned();
    let mut dice = Dice::new(asked("NORMTRACK_HOSTILE_SEED").unwrap_or(1));
    for _ in 0..asked("NORMTRACK_HOSTILE").unwrap_or(ROUNDS) * 40 {
        let forged = Persona {
            token: nearly(&focal.token, &mut dice),
            ..focal.clone()
        };
        let answer = stage
            .app
            .call(&forged, "{ viewer { account { name } } }", json!({}))
            .await;
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::UNAUTHORIZED, "UNAUTHENTICATED"),
            "{}",
            forged.token
        );
        let forged = nearly(&link, &mut dice);
        let Ok(request) = Request::get(&forged).body(Body::empty()) else {
            continue;
        };
        if request.uri().path().starts_with("/evidence/") {
            let answer = stage.app.send(request).await;
            assert_eq!(
                (answer.status, answer.code()),
                (StatusCode::NOT_FOUND, "NOT_FOUND"),
                "{forged}"
            );
        }
    }
}

#[tokio::test]
async fn whatever_an_address_is_asked_with_the_answer_is_ours() {
    let stage = Stage::build().await;
    let seed = asked("NORMTRACK_HOSTILE_SEED").unwrap_or(1);
    let mut dice = Dice::new(seed);
    let values = [
        "0",
        "1",
        "-1",
        "2",
        "1e3",
        "",
        "%00",
        "%ff",
        "%F0%9F%98%80",
        "18446744073709551615",
        "18446744073709551616",
        "9223372036854775807",
        "9223372036854775808",
        "4294967296",
        "views-2027",
        "VA.authority",
        "..%2f..%2fetc%2fpasswd",
        "a%0d%0aX:%20y",
        "QMA",
        "law.pdf",
    ];
    let addresses = [
        "/register/head?size={}",
        "/register/proof/inclusion?position={}&size={}",
        "/register/proof/consistency?from={}&to={}",
        "/register/entries?from={}&count={}",
        "/filings/{}/receipt",
        "/cite/{}/{}",
        "/cite/views-2027/{}/{}",
        "/evidence/{}?grant={}&until={}&signature={}",
        "/graphql?query={}&variables={}",
        "/assets/{}",
        "/{}/{}",
    ];
    for _ in 0..asked("NORMTRACK_HOSTILE").unwrap_or(ROUNDS) * 40 {
        let mut address = (*dice.one_of(&addresses)).to_owned();
        while address.contains("{}") {
            address = address.replacen("{}", values[dice.below(values.len())], 1);
        }
        let mut request =
            Request::get(&address).header(ACCEPT_LANGUAGE, *dice.one_of(&["en", "ar;q=9", "*;q=", "\u{e9}"]));
        if dice.once_in(3) {
            request = request.header(RANGE, *dice.one_of(&["bytes=0-0", "bytes=-0", "bytes=9-1", "x"]));
        }
        if dice.once_in(2) {
            let name = *dice.one_of(&CALLERS);
            let token = caller(&stage, name).map_or("none", |who| who.token.as_str());
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        let answer = stage.app.send(request.body(Body::empty()).unwrap()).await;
        let status = answer.status.as_u16();
        assert!(status < 500, "seed {seed}: {address} => {status} {:?}", answer.bytes);
        for error in answer.json["errors"].as_array().into_iter().flatten() {
            assert_eq!(fault_of_error(error), None, "seed {seed}: {address}");
        }
    }
}

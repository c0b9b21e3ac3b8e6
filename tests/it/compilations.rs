//! The secretariat's compilation of a round: what is in it for whom, in which order, what follows it, and who goes on with it when a
//! process has died.

use std::io::Read as _;

use api::compilation::{Task, follow, work_all};
use api::compile::compile;
use api::config::{Cli, Command};
use axum::body::Body;
use chrono::TimeDelta;
use clap::Parser as _;
use domain::access::Role;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use http::{Request, StatusCode};
use serde_json::{Value, json};
use sqlx::Row as _;
use tests::app::{Answer, Persona, TestApp};
use tests::delegation::{Team, amend, answer, file, open_submission, save, share_draft, share_filed, withdraw};

use crate::filing::round;
use crate::readme::served;

const EDITION: &str = "views-and-assessments/1";

const SELECTED: &str = "id symbol asOf status failure kind progress { replies gathered volumes set }
    volumes { number url mediaType size sha256 }";

fn topic(letter: &str, text: &str) -> Value {
    json!({"question": format!("VT.topic_{letter}"), "basedOn": 0, "answer": {"longText": text}, "language": "EN"})
}

fn one(letter: &str, sharing: &Value) -> Value {
    json!({"question": format!("VT.topic_{letter}"), "sharing": sharing})
}

/// Files for a State: what everybody reads, and what the secretariat, nobody, and nobody before next year does.
async fn filed(app: &TestApp, round: &str, state: &str) -> (Team, String) {
    let team = Team::of(app, state).await;
    let id = open_submission(app, &team.focal, state, round, "EN").await;
    let answers = ["open", "secretariat", "national", "embargoed"].map(|way| format!("{way} words of {state}"));
    let letters = ["a", "b", "c", "d"];
    let answers: Vec<_> = letters
        .iter()
        .zip(&answers)
        .map(|(letter, text)| topic(letter, text))
        .collect();
    save(app, &team.focal, &id, &answers).await;
    let sharing = json!({
        "default": {"visibility": "PUBLIC"},
        "answers": [
            one("b", &json!({"visibility": "SECRETARIAT"})),
            one("c", &json!({"visibility": "NATIONAL_TEAM"})),
            one("d", &json!({"visibility": "PUBLIC", "embargoUntil": "2028-01-01T00:00:00Z"})),
        ],
    });
    share_draft(app, &team.authority, &id, sharing).await;
    file(app, &team.authority, &id).await;
    (team, id)
}

fn input(more: &Value) -> Value {
    let mut input = json!({"round": "views-2027", "language": "EN", "format": "DOCX", "readers": "PUBLIC"});
    let fields = input.as_object_mut().unwrap();
    fields.extend(more.as_object().unwrap().clone());
    json!({"input": input})
}

async fn asked(app: &TestApp, who: Option<&Persona>, more: Value) -> Answer {
    let query = format!(
        "mutation ($input: CompileRoundInput!) {{ compileRound(input: $input) {{ compilation {{ {SELECTED} }} }} }}"
    );
    app.call(who, &query, input(&more)).await
}

/// Asks for a compilation; its id.
async fn ask(app: &TestApp, officer: &Persona, more: Value) -> String {
    let answer = asked(app, Some(officer), more).await;
    let told = &answer.data()["compileRound"]["compilation"];
    assert_eq!(told["status"], "WAITING", "{told:#}");
    told["id"].as_str().unwrap().to_owned()
}

async fn look(app: &TestApp, who: Option<&Persona>, id: &str) -> Value {
    let query = format!("query ($id: ID!) {{ compilation(id: $id) {{ {SELECTED} }} }}");
    app.call(who, &query, json!({"id": id})).await.data()["compilation"].clone()
}

/// Asks for one, has it made, and looks at it.
async fn made(app: &TestApp, officer: &Persona, more: Value) -> Value {
    let id = ask(app, officer, more).await;
    work_all(app.app()).await.unwrap();
    let told = look(app, Some(officer), &id).await;
    assert_eq!(told["status"], "DONE", "{told:#}");
    told
}

async fn fetch(app: &TestApp, told: &Value) -> Answer {
    let url = told["volumes"][0]["url"].as_str().unwrap();
    let answer = app.send(Request::get(url).body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::OK, "{:#}", answer.json);
    answer
}

/// Every byte of a Word file, unpacked.
fn unpacked(answer: &Answer) -> String {
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(&answer.bytes[..])).unwrap();
    let mut all = String::new();
    for place in 0..package.len() {
        package.by_index(place).unwrap().read_to_string(&mut all).unwrap();
    }
    all
}

/// The names of States that filed, in the order in which the API lists them.
async fn names(app: &TestApp, language: &str) -> Vec<String> {
    let query = "query ($language: Language!) { filings(round: \"views-2027\") { nodes { state { name(language: $language) { content } } } } }";
    let request = app
        .call_in(language, None, query, json!({"language": language.to_uppercase()}))
        .await;
    let nodes = request.data()["filings"]["nodes"].as_array().unwrap().clone();
    nodes
        .iter()
        .map(|node| node["state"]["name"]["content"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_compilation_holds_what_its_readers_may_read_and_nothing_else() {
    let app = TestApp::start().await;
    let id = round(&app, EDITION, "views-2027").await;
    // In no order.
    for state in ["QMD", "QMA", "QMC", "QMB"] {
        filed(&app, &id, state).await;
    }
    // Who shows the public nothing, and who has filed nothing, is not in it.
    let hidden = Team::of(&app, "QME").await;
    let file_of = open_submission(&app, &hidden.focal, "QME", &id, "EN").await;
    answer(
        &app,
        &hidden.focal,
        &file_of,
        &[("VT.topic_a", json!({"longText": "hidden words"}))],
    )
    .await;
    share_draft(
        &app,
        &hidden.authority,
        &file_of,
        json!({"default": {"visibility": "SECRETARIAT"}}),
    )
    .await;
    file(&app, &hidden.authority, &file_of).await;
    let officer = app.secretariat(Role::SecretariatOfficer).await;

    for language in ["EN", "FR", "AR"] {
        let told = made(&app, &officer, json!({"language": language, "symbol": "A/82/1"})).await;
        assert_eq!((&told["symbol"], &told["asOf"]), (&json!("A/82/1"), &json!(5)));
        assert_eq!(
            told["progress"],
            json!({"replies": 4, "gathered": 4, "volumes": 1, "set": 1})
        );
        let answer = fetch(&app, &told).await;
        let disposition = answer.headers[CONTENT_DISPOSITION].to_str().unwrap();
        assert!(disposition.contains("views-2027-A-82-1-5-"), "{disposition}");
        assert_eq!(
            answer.headers[CONTENT_TYPE],
            told["volumes"][0]["mediaType"].as_str().unwrap()
        );
        assert_eq!(answer.bytes.len() as u64, told["volumes"][0]["size"].as_u64().unwrap());
        let text = unpacked(&answer);
        let names = names(&app, &language.to_lowercase()).await;
        let replies = text.rfind("open words of").unwrap();
        let mut before = 0;
        for name in &names {
            let at = text[..replies]
                .rfind(&format!(">{name}<"))
                .unwrap_or_else(|| panic!("{language}: {name}"));
            assert!(at > before, "{language}: {names:?}");
            before = at;
        }
        for state in ["QMA", "QMB", "QMC", "QMD"] {
            assert!(text.contains(&format!("open words of {state}")));
        }
        for secret in ["secretariat words", "national words", "embargoed words", "hidden words"] {
            assert!(!text.contains(secret), "{language}: {secret}");
        }
    }
    let told = made(&app, &officer, json!({"readers": "SECRETARIAT"})).await;
    let text = unpacked(&fetch(&app, &told).await);
    for shown in ["open words of QMA", "secretariat words of QMA", "hidden words"] {
        assert!(text.contains(shown), "{shown}");
    }
    for secret in ["national words", "embargoed words"] {
        assert!(!text.contains(secret), "{secret}");
    }
    assert!(text.contains("Replies are reproduced as received"));
}

#[tokio::test]
async fn compilations_are_the_secretariats_alone_and_each_leaves_one_trace() {
    let app = TestApp::start().await;
    let id = round(&app, EDITION, "views-2027").await;
    let (team, _) = filed(&app, &id, "QMA").await;
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let told = made(&app, &officer, json!({})).await;
    let id = told["id"].as_str().unwrap();
    let analyst = app.secretariat(Role::Analyst).await;
    let administrator = app.secretariat(Role::Administrator).await;
    for who in [None, Some(&team.focal), Some(&analyst), Some(&administrator)] {
        assert_eq!(look(&app, who, id).await, Value::Null);
        let all = app
            .call(who, "{ compilations(round: \"views-2027\") { id } }", json!({}))
            .await;
        assert_eq!(all.data()["compilations"], json!([]));
        let refused = asked(&app, who, json!({})).await;
        assert!(
            matches!(refused.code(), "FORBIDDEN" | "UNAUTHENTICATED"),
            "{}",
            refused.code()
        );
    }
    let mut owner = app.owner().await;
    let acts: i64 = sqlx::query_scalar("select count(*) from event where act = 'compile_round'")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert_eq!(acts, 1);
    for (more, field) in [
        (json!({"kind": "ADDENDUM"}), "input.follows"),
        (json!({"follows": id}), "input.follows"),
        (
            json!({"kind": "ADDENDUM", "follows": id, "readers": "SECRETARIAT"}),
            "input.follows",
        ),
        (
            json!({"kind": "ADDENDUM", "follows": id, "symbol": "A/1"}),
            "input.symbol",
        ),
        (json!({"symbol": "<w:p>"}), "input.symbol"),
        (json!({"asOf": 99}), "input.asOf"),
    ] {
        let refused = asked(&app, Some(&officer), more).await;
        assert_eq!(
            (refused.code(), refused.extensions()["field"].as_str()),
            ("INVALID", Some(field))
        );
    }
}

#[tokio::test]
async fn the_same_position_and_language_are_the_same_bytes_for_good() {
    let app = TestApp::start().await;
    let id = round(&app, EDITION, "views-2027").await;
    let (team, submission) = filed(&app, &id, "QMA").await;
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let first = made(&app, &officer, json!({})).await;
    filed(&app, &id, "QMB").await;
    let again = made(&app, &officer, json!({"asOf": first["asOf"]})).await;
    assert_eq!(again["volumes"][0]["sha256"], first["volumes"][0]["sha256"]);
    // What was published stays what it was; what is made after a withdrawal holds nothing of it.
    let before = fetch(&app, &first).await.bytes;
    withdraw(&app, &team.authority, &submission).await;
    let told = look(&app, Some(&officer), first["id"].as_str().unwrap()).await;
    assert_eq!(fetch(&app, &told).await.bytes, before);
    let later = made(&app, &officer, json!({"asOf": first["asOf"]})).await;
    assert!(!unpacked(&fetch(&app, &later).await).contains("words of QMA"));
    assert!(app.shelf().files() >= 3, "each lies in the evidence store");
}

#[tokio::test]
async fn an_addendum_has_what_has_come_and_a_corrigendum_what_was_amended_or_withdrawn() {
    let app = TestApp::start().await;
    let id = round(&app, EDITION, "views-2027").await;
    filed(&app, &id, "QMA").await;
    let (amending, amended) = filed(&app, &id, "QMB").await;
    let (leaving, left) = filed(&app, &id, "QMC").await;
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let whole = made(&app, &officer, json!({"symbol": "A/82/1"})).await;
    assert_eq!(whole["asOf"], 3);

    filed(&app, &id, "QMD").await;
    amend(&app, &amending.focal, &amended).await;
    let newer = json!({"question": "VT.topic_a", "basedOn": 1, "answer": {"longText": "amended words of QMB"}, "language": "EN"});
    save(&app, &amending.focal, &amended, &[newer]).await;
    file(&app, &amending.authority, &amended).await;
    withdraw(&app, &leaving.authority, &left).await;

    let follow = |kind: &str| json!({"kind": kind, "follows": whole["id"]});
    let addendum = made(&app, &officer, follow("ADDENDUM")).await;
    assert_eq!(
        (&addendum["symbol"], &addendum["asOf"]),
        (&json!("A/82/1/Add.1"), &json!(6))
    );
    let text = unpacked(&fetch(&app, &addendum).await);
    assert!(text.contains("open words of QMD") && text.contains("A/82/1/Add.1"));
    for other in ["QMA", "QMB", "QMC"] {
        assert!(!text.contains(&format!("words of {other}")), "{other}");
    }

    let corrigendum = made(&app, &officer, follow("CORRIGENDUM")).await;
    assert_eq!(corrigendum["symbol"], "A/82/1/Corr.1");
    let text = unpacked(&fetch(&app, &corrigendum).await);
    assert!(
        text.contains("amended words of QMB") && text.contains("takes the place of the reply recorded at position 2")
    );
    assert!(text.contains("The reply recorded at position 3 was withdrawn, as position 6 records."));
    for gone in ["open words of QMB", "words of QMC", "words of QMA", "words of QMD"] {
        assert!(!text.contains(gone), "{gone}");
    }
    let name = "{ state(code: \"QMC\") { name { content } } }";
    let name = app.call(None, name, json!({})).await;
    let name = name.data()["state"]["name"]["content"].as_str().unwrap().to_owned();
    assert!(
        !text.contains(&name),
        "who withdrew and did not agree to be named is not named"
    );

    let french = made(&app, &officer, {
        let mut more = follow("ADDENDUM");
        more["language"] = json!("FR");
        more["asOf"] = json!(6);
        more
    })
    .await;
    assert_eq!(french["symbol"], "A/82/1/Add.1", "another language of the same");
}

#[tokio::test]
async fn another_process_goes_on_with_the_work_of_one_that_died_and_makes_nothing_again() {
    let app = TestApp::start().await;
    let id = round(&app, EDITION, "views-2027").await;
    let mut first = None;
    for state in ["QMA", "QMB", "QMC", "QMD"] {
        first.get_or_insert(filed(&app, &id, state).await);
    }
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let compilation = ask(&app, &officer, json!({})).await;
    let mut owner = app.owner().await;
    let mut task = Task::take(app.app()).await.unwrap().unwrap();
    for _ in 0..3 {
        assert!(task.step().await.unwrap());
        // Nothing is held between two steps, so nobody waits: a State files.
        let open: i64 = sqlx::query_scalar(
            "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
        )
        .fetch_one(&mut owner)
        .await
        .unwrap();
        assert_eq!(open, 0);
    }
    filed(&app, &id, "QME").await;
    let told = look(&app, Some(&officer), &compilation).await;
    assert_eq!(told["status"], "GATHERING");
    assert_eq!(
        told["progress"],
        json!({"replies": 4, "gathered": 2, "volumes": null, "set": 0})
    );

    let other = app.beside(2).await;
    assert!(Task::take(other.app()).await.unwrap().is_none(), "somebody is at it");
    drop(task);
    app.pass(TimeDelta::seconds(61));
    work_all(other.app()).await.unwrap();
    let officer = app.renewed(&officer);
    let told = look(&app, Some(&officer), &compilation).await;
    assert_eq!(told["status"], "DONE", "{told:#}");
    let made = sqlx::query("select made_at from compilation_part where sort = 'reply' order by place")
        .fetch_all(&mut owner)
        .await
        .unwrap();
    let made: Vec<chrono::DateTime<chrono::Utc>> = made.iter().map(|row| row.get(0)).collect();
    assert_eq!(made.len(), 4, "as of the position at which it was asked for");
    assert!(
        made[0] == made[1] && made[1] < made[2],
        "what was gathered was not gathered again"
    );
    let kept: i64 = sqlx::query_scalar("select count(*) from compilation_part where body is not null")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert_eq!(kept, 0, "what was gathered is given up");
    assert!(unpacked(&fetch(&app, &told).await).contains("open words of QMD"));
}

#[tokio::test]
async fn what_is_gone_on_with_much_later_holds_nothing_that_was_taken_back_meanwhile() {
    let app = TestApp::start().await;
    let id = round(&app, EDITION, "views-2027").await;
    let (team, submission) = filed(&app, &id, "QMA").await;
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let compilation = ask(&app, &officer, json!({})).await;
    let mut task = Task::take(app.app()).await.unwrap().unwrap();
    for _ in 0..2 {
        assert!(task.step().await.unwrap());
    }
    let narrowed = [("VT.topic_a", json!({"visibility": "NATIONAL_TEAM"}))];
    share_filed(&app, &team.authority, &submission, &narrowed).await;
    app.pass(TimeDelta::minutes(11));
    // The one that was away too long has lost it.
    work_all(app.app()).await.unwrap();
    assert!(task.step().await.is_err());
    let officer = app.renewed(&officer);
    let told = look(&app, Some(&officer), &compilation).await;
    assert_eq!(told["status"], "DONE");
    assert!(!unpacked(&fetch(&app, &told).await).contains("open words of QMA"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_asks_for_one_says_how_far_it_is_and_writes_it() {
    let app = TestApp::start().await;
    let id = round(&app, EDITION, "views-2027").await;
    filed(&app, &id, "QMA").await;
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let (address, stop) = served(&app).await;
    let folder = tempfile::tempdir().unwrap();
    let (token, file) = (folder.path().join("token"), folder.path().join("round.docx"));
    std::fs::write(&token, &officer.token).unwrap();
    let words = [
        "normtrack",
        "compile",
        "views-2027",
        file.to_str().unwrap(),
        "--language",
        "es",
    ];
    let more = [
        "--symbol",
        "A/82/1",
        "--server",
        &address,
        "--token-file",
        token.to_str().unwrap(),
    ];
    let Command::Compile(arguments) = Cli::parse_from(words.iter().chain(&more)).command else {
        panic!("another command");
    };
    let mut lines = Vec::new();
    let told = tokio::select! {
        told = compile(&arguments, |line| lines.push(line.to_owned())) => told.unwrap(),
        () = follow(app.app()) => panic!("it goes on"),
    };
    assert_eq!((&told["status"], &told["symbol"]), (&json!("DONE"), &json!("A/82/1")));
    assert_eq!(
        (lines.first().unwrap().as_str(), lines.last().unwrap().as_str()),
        ("waiting", "done")
    );
    let bytes = std::fs::read(&file).unwrap();
    assert_eq!(bytes.len() as u64, told["volumes"][0]["size"].as_u64().unwrap());
    assert!(bytes.starts_with(b"PK"));
    let _ = stop.send(());
}

#[tokio::test]
async fn without_a_press_a_pdf_comes_to_nothing_and_says_why() {
    let app = TestApp::start().await;
    let id = round(&app, EDITION, "views-2027").await;
    filed(&app, &id, "QMA").await;
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let id = ask(&app, &officer, json!({"format": "PDF"})).await;
    work_all(app.app()).await.unwrap();
    let told = look(&app, Some(&officer), &id).await;
    assert_eq!((&told["status"], &told["failure"]), (&json!("FAILED"), &json!("PRESS")));
    assert_eq!(told["volumes"], json!([]));
}

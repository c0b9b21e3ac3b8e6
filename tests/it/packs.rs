//! Offline packs: out by a link, filled in elsewhere, handed back, compared and applied.

mod office;

use axum::body::Body;
use domain::access::Role;
use http::header::{ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_DISPOSITION, CONTENT_TYPE};
use http::{Request, StatusCode};
use serde_json::{Value, json};
use tests::app::{Answer, Persona, TestApp};
use tests::delegation::{SAID, Team, all_stored, answer, join, open_submission, save};
use tests::survey::Form;

use crate::filing::round;

const EDITION: &str = "national-implementation/1";
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A State's team with an empty working file of the national survey.
async fn opened(app: &TestApp, state: &str) -> (Team, String) {
    let team = Team::of(app, state).await;
    let round = round(app, EDITION, "survey-2027").await;
    let id = open_submission(app, &team.focal, state, &round, "EN").await;
    (team, id)
}

/// The pack of a working file.
async fn export(app: &TestApp, who: &Persona, id: &str, format: &str, language: &str) -> Answer {
    let query = format!(
        "query ($id: ID!) {{ submission(id: $id) {{ pack(format: {format}, language: {language}) {{ url mediaType }} }} }}"
    );
    let link = app.call(who, &query, json!({"id": id})).await;
    let url = link.data()["submission"]["pack"]["url"].as_str().unwrap().to_owned();
    app.send(Request::get(url).body(Body::empty()).unwrap()).await
}

/// The pack of a working file as JSON.
pub(crate) async fn exported(app: &TestApp, who: &Persona, id: &str) -> Value {
    let answer = export(app, who, id, "JSON", "EN").await;
    assert_eq!(answer.status, StatusCode::OK, "{:#}", answer.json);
    answer.json
}

/// Hands a pack back.
async fn hand_back(app: &TestApp, who: Option<&Persona>, id: &str, bytes: Vec<u8>) -> Answer {
    let mut request = Request::post(format!("/packs?submission={id}")).header(ACCEPT_LANGUAGE, "en");
    if let Some(who) = who {
        request = request.header(AUTHORIZATION, format!("Bearer {}", who.token));
    }
    app.send(request.body(Body::from(bytes)).unwrap()).await
}

/// What a pack brings back in its short form; it has to be taken.
async fn taken(app: &TestApp, who: &Persona, id: &str, bytes: Vec<u8>) -> String {
    let answer = hand_back(app, Some(who), id, bytes).await;
    assert_eq!(answer.status, StatusCode::OK, "{:#}", answer.json);
    answer.json["pack"].as_str().unwrap().to_owned()
}

/// The reasons for which a pack is refused.
fn reasons(answer: &Answer) -> Vec<&str> {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{:#}", answer.json);
    let refusals = answer.json["errors"][0]["extensions"]["refusals"].as_array().unwrap();
    refusals
        .iter()
        .map(|refusal| refusal["reason"].as_str().unwrap())
        .collect()
}

async fn difference(app: &TestApp, who: &Persona, id: &str, pack: &str) -> Value {
    let query = format!(
        "query ($id: ID!, $pack: String!) {{ submission(id: $id) {{ packDifference(pack: $pack) {{
            language madeAt outOfReach answers {{ question outcome at mayWrite basedOn revision
                base {{ standing value {{ ...Said }} }} stored {{ standing value {{ ...Said }} }}
                entered {{ standing language value {{ ...Said }} }} problems {{ code question }} }} }} }} }} {SAID}"
    );
    let answer = app.call(who, &query, json!({"id": id, "pack": pack})).await;
    answer.data()["submission"]["packDifference"].clone()
}

/// One answer of a difference.
fn of<'d>(difference: &'d Value, question: &str) -> &'d Value {
    let mut answers = difference["answers"].as_array().unwrap().iter();
    answers.find(|answer| answer["question"] == question).unwrap()
}

const APPLY: &str = "mutation ($input: ApplyPackInput!) { applyPack(input: $input) { results {
    question outcome revision problems { code } } } }";

async fn apply(app: &TestApp, who: &Persona, id: &str, pack: &str, answers: &[&str]) -> Answer {
    let input = json!({"submission": id, "pack": pack, "answers": answers});
    app.call(who, APPLY, json!({"input": input})).await
}

/// What became of each answer that was applied, by question.
fn outcomes(answer: &Answer) -> Value {
    let results = answer.data()["applyPack"]["results"].as_array().unwrap();
    let each = results.iter().map(|result| {
        let question = result["question"].as_str().unwrap().to_owned();
        (question, json!([result["outcome"], result["revision"]]))
    });
    each.collect()
}

/// What stands in a working file.
async fn stands(app: &TestApp, who: &Persona, id: &str) -> Value {
    let query = format!(
        "query ($id: ID!) {{ submission(id: $id) {{
            answers {{ questionCode revision content {{ standing language value {{ ...Said }} }}
                unmerged {{ content {{ value {{ ...Said }} }} }} }}
            preview {{ answerCount hidden keptOut problems {{ code question }} completeness {{ enabled answered }} }} }} }} {SAID}"
    );
    app.call(who, &query, json!({"id": id})).await.data()["submission"].clone()
}

fn text(words: &str) -> Value {
    json!({"lines": [{"answer": words}]})
}

/// What somebody writes into a JSON pack for an answer that the API takes.
fn entry(given: &Value) -> Value {
    let (kind, value) = given.as_object().unwrap().iter().next().unwrap();
    let links = |at: usize, link: &Value| json!({"part": (at + 1).to_string(), "answer": link["url"], "text": link["title"], "citation": link["citation"]});
    let items = || value.as_array().unwrap().iter().enumerate();
    let lines: Vec<Value> = match kind.as_str() {
        "singleChoice" => vec![json!({"answer": value["option"], "text": value["text"]})],
        "multiChoice" => items()
            .map(|(_, chosen)| json!({"part": chosen["option"], "answer": "yes", "text": chosen["text"]}))
            .collect(),
        "urlList" => items()
            .map(|(at, url)| json!({"part": (at + 1).to_string(), "answer": url}))
            .collect(),
        "evidence" => items().map(|(at, link)| links(at, link)).collect(),
        "stateList" => {
            let codes: Vec<_> = items().map(|(_, code)| code.as_str().unwrap()).collect();
            vec![json!({"answer": codes.join(", ")})]
        }
        "contact" => ["name", "unit", "email", "telephone"]
            .map(|field| json!({"part": field, "answer": value[field]}))
            .to_vec(),
        _ => vec![json!({"answer": value})],
    };
    json!({"lines": lines})
}

/// The answers to the whole survey, each in the language of the pack, by question.
async fn whole(app: &TestApp, who: &Persona) -> Vec<(String, Value)> {
    let form = Form::read(app, who, EDITION).await;
    let free = form.questions.iter().filter(|question| !question.is_bound).enumerate();
    free.map(|(turn, question)| (question.code.clone(), question.answered(turn).given))
        .collect()
}

/// The same answers typed one by one into the working file of another installation, as it then stands.
async fn typed(answers: &[(String, Value)]) -> Value {
    let app = TestApp::start().await;
    let (team, id) = opened(&app, "QMA").await;
    let inputs: Vec<_> = answers
        .iter()
        .map(|(code, given)| json!({"question": code, "basedOn": 0, "answer": given, "language": "EN"}))
        .collect();
    for some in inputs.chunks(100) {
        all_stored(&save(&app, &team.focal, &id, some).await);
    }
    stands(&app, &team.focal, &id).await
}

#[tokio::test]
async fn answers_of_every_kind_come_back_as_if_they_were_typed() {
    let app = TestApp::start().await;
    let (team, id) = opened(&app, "QMA").await;
    let answers = whole(&app, &team.focal).await;
    let mut file = exported(&app, &team.focal, &id).await;
    for (code, given) in &answers {
        file["answers"][code] = entry(given);
    }
    let pack = taken(&app, &team.focal, &id, file.to_string().into_bytes()).await;
    let found = difference(&app, &team.focal, &id, &pack).await;
    assert_eq!(found["outOfReach"], json!([]));
    for (code, _) in &answers {
        let one = of(&found, code);
        assert_eq!(
            (&one["outcome"], &one["mayWrite"]),
            (&json!("PACK_CHANGED"), &json!(true)),
            "{one:#}"
        );
        assert_eq!((&one["base"], &one["stored"]), (&Value::Null, &Value::Null));
    }
    let before = stands(&app, &team.focal, &id).await;
    assert_eq!(before["answers"], json!([]), "nothing is applied before it is chosen");
    let codes: Vec<_> = answers.iter().map(|(code, _)| code.as_str()).collect();
    let applied = apply(&app, &team.focal, &id, &pack, &codes).await;
    let outcomes = outcomes(&applied);
    assert_eq!(outcomes.as_object().unwrap().len(), answers.len());
    assert!(
        outcomes
            .as_object()
            .unwrap()
            .values()
            .all(|outcome| *outcome == json!(["STORED", 1]))
    );
    assert_eq!(stands(&app, &team.focal, &id).await, typed(&answers).await);
    // Once more, in both forms: everything stands, nobody changed it, and a repeat saves nothing.
    let again = apply(&app, &team.focal, &id, &pack, &codes).await;
    assert_eq!(self::outcomes(&again), outcomes);
    for (format, language) in [("XLSX", "EN"), ("XLSX", "AR"), ("JSON", "ZH")] {
        let made = export(&app, &team.focal, &id, format, language).await;
        let pack = taken(&app, &team.focal, &id, made.bytes.to_vec()).await;
        let found = difference(&app, &team.focal, &id, &pack).await;
        let changed: Vec<_> = found["answers"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["outcome"] != "UNCHANGED")
            .collect();
        assert!(changed.is_empty(), "{format} {language}: {changed:#?}");
    }
}

#[tokio::test]
async fn a_difference_is_told_three_ways_and_loses_nothing() {
    let app = TestApp::start().await;
    let (team, id) = opened(&app, "QMA").await;
    let questions = [
        "GEN.authority",
        "N13A.description",
        "N13B.description",
        "N13C.description",
        "N13D.description",
    ];
    let first = questions.map(|code| (code, given(code, "first")));
    answer(&app, &team.focal, &id, &first).await;
    let mut file = exported(&app, &team.focal, &id).await;
    let [same, theirs, ours, alike, apart] = questions;
    for (code, words) in [(ours, "ours"), (alike, "alike"), (apart, "ours")] {
        file["answers"][code] = text(words);
    }
    let later = [(theirs, "theirs"), (alike, "alike"), (apart, "theirs")];
    let later = later.map(|(code, words)| json!({"question": code, "basedOn": 1, "answer": given(code, words)}));
    all_stored(&save(&app, &team.focal, &id, &later).await);
    let pack = taken(&app, &team.focal, &id, file.to_string().into_bytes()).await;
    let found = difference(&app, &team.focal, &id, &pack).await;
    let words = |one: &Value| ["base", "stored", "entered"].map(|side| one[side]["value"]["text"].clone());
    for (code, outcome, revision, expected) in [
        (same, "UNCHANGED", 1, ["first", "first", "first"]),
        (theirs, "SERVER_CHANGED", 2, ["first", "theirs", "first"]),
        (ours, "PACK_CHANGED", 1, ["first", "first", "ours"]),
        (alike, "BOTH_SAME", 2, ["first", "alike", "alike"]),
        (apart, "CONFLICT", 2, ["first", "theirs", "ours"]),
    ] {
        let one = of(&found, code);
        assert_eq!(
            (&one["outcome"], &one["revision"]),
            (&json!(outcome), &json!(revision)),
            "{one:#}"
        );
        assert_eq!(
            (words(one), &one["basedOn"]),
            (expected.map(Value::from), &json!(1)),
            "{code}"
        );
    }
    let applied = apply(&app, &team.focal, &id, &pack, &questions).await;
    let expected = json!({ours: ["STORED", 2], alike: ["STORED", 2], apart: ["UNMERGED", 2]});
    assert_eq!(outcomes(&applied), expected);
    let now = stands(&app, &team.focal, &id).await;
    let waiting = now["answers"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["unmerged"] != json!([]));
    let waiting: Vec<_> = waiting.map(|one| (&one["questionCode"], &one["unmerged"])).collect();
    assert_eq!(
        waiting,
        [(&json!(apart), &json!([{"content": {"value": {"text": "ours"}}}]))]
    );
    // A repeat is known as one: no second text waits.
    let again = apply(&app, &team.focal, &id, &pack, &questions).await;
    assert_eq!(outcomes(&again)[apart], json!(["UNMERGED", 2]));
    assert_eq!(stands(&app, &team.focal, &id).await, now);
}

fn given(code: &str, words: &str) -> Value {
    if code == "GEN.authority" {
        json!({"shortText": words})
    } else {
        json!({"longText": words})
    }
}

#[tokio::test]
async fn whatever_cannot_be_read_is_named_and_nothing_is_half_applied() {
    let app = TestApp::start().await;
    let (team, id) = opened(&app, "QMA").await;
    let mut file = exported(&app, &team.focal, &id).await;
    file["answers"]["GEN.authority"] = text("An authority");
    file["answers"]["N13B.description"] = json!({"instead": "declined", "lines": [{"answer": "and a text"}]});
    file["answers"]["N13A.status"] = text("perhaps");
    let pack = taken(&app, &team.focal, &id, file.to_string().into_bytes()).await;
    let found = difference(&app, &team.focal, &id, &pack).await;
    for (code, problem) in [
        ("N13B.description", "SILENCE_BESIDE_VALUE"),
        ("N13A.status", "UNKNOWN_OPTION"),
    ] {
        let one = of(&found, code);
        assert_eq!((&one["outcome"], &one["entered"]), (&Value::Null, &Value::Null));
        assert_eq!(one["problems"], json!([{"code": problem, "question": code}]));
    }
    let refused = apply(
        &app,
        &team.focal,
        &id,
        &pack,
        &["GEN.authority", "N13B.description", "N13A.status"],
    )
    .await;
    assert_eq!(refused.code(), "INVALID");
    let extensions = &refused.json["errors"][0]["extensions"];
    assert_eq!(extensions["questions"], json!(["N13A.status", "N13B.description"]));
    assert_eq!(stands(&app, &team.focal, &id).await["answers"], json!([]));
    let unknown = apply(&app, &team.focal, &id, &pack, &["GEN.authority", "GEN.nothing"]).await;
    assert_eq!(unknown.json["errors"][0]["extensions"]["field"], "input.answers.1");
    let applied = apply(&app, &team.focal, &id, &pack, &["GEN.authority"]).await;
    assert_eq!(outcomes(&applied), json!({"GEN.authority": ["STORED", 1]}));
}

#[tokio::test]
async fn a_pack_of_something_else_or_a_changed_one_is_refused_in_plain_words() {
    let app = TestApp::start().await;
    let (team, id) = opened(&app, "QMA").await;
    let other = Team::of(&app, "QMB").await;
    let file = exported(&app, &team.focal, &id).await;
    let survey = app
        .call(
            &team.focal,
            "query ($id: ID!) { submission(id: $id) { round { id } } }",
            json!({"id": id}),
        )
        .await;
    let theirs = survey.data()["submission"]["round"]["id"].as_str().unwrap().to_owned();
    let theirs = open_submission(&app, &other.focal, "QMB", &theirs, "EN").await;
    let bytes = || file.to_string().into_bytes();
    assert_eq!(
        reasons(&hand_back(&app, Some(&other.focal), &theirs, bytes()).await),
        ["other_state"]
    );
    let views = round(&app, "views-and-assessments/1", "views-2027").await;
    let views = open_submission(&app, &team.focal, "QMA", &views, "EN").await;
    let refused = hand_back(&app, Some(&team.focal), &views, bytes()).await;
    assert_eq!(reasons(&refused), ["other_round", "other_edition"]);
    assert_eq!(
        refused.json["errors"][0]["message"],
        "This is a pack for another round: survey-2027."
    );
    let mut forged = file.clone();
    forged["identification"]["questions"]["GEN.authority"] = json!(7);
    let forged = forged.to_string().into_bytes();
    assert_eq!(
        reasons(&hand_back(&app, Some(&team.focal), &id, forged).await),
        ["seal"]
    );
    let mut reworded = file.clone();
    reworded["questions"][0]["prompt"] = json!("What else?");
    let reworded = reworded.to_string().into_bytes();
    assert_eq!(
        reasons(&hand_back(&app, Some(&team.focal), &id, reworded).await),
        ["texts"]
    );
    assert_eq!(
        reasons(&hand_back(&app, Some(&team.focal), &id, b"a letter".to_vec()).await),
        ["not_a_pack"]
    );
    let huge = vec![b' '; 8 * 1024 * 1024 + 1];
    let huge = hand_back(&app, Some(&team.focal), &id, huge).await;
    assert_eq!((huge.status, huge.code()), (StatusCode::PAYLOAD_TOO_LARGE, "INVALID"));
    // What the API is given is held against the seal again.
    let query = "query ($id: ID!, $pack: String!) { submission(id: $id) { packDifference(pack: $pack) { madeAt } } }";
    let wrong = app
        .call(&other.focal, query, json!({"id": theirs, "pack": file.to_string()}))
        .await;
    assert_eq!(wrong.json["errors"][0]["extensions"]["reason"], "other_state");
    let wrong = apply(&app, &other.focal, &theirs, &file.to_string(), &["GEN.authority"]).await;
    assert_eq!(wrong.json["errors"][0]["extensions"]["reason"], "other_state");
}

#[tokio::test]
async fn a_pack_gives_and_takes_what_its_person_may_read_and_write() {
    let app = TestApp::start().await;
    let administrator = app.secretariat(Role::Administrator).await;
    let focal = join(
        &app,
        &administrator,
        "focal@qma.example",
        "FOCAL_POINT",
        json!({"state": "QMA"}),
    )
    .await;
    let name = "mutation { nameMinistry(input: {state: \"QMA\", name: \"Justice\"}) { ministry { id } } }";
    let ministry = app.call(&focal, name, json!({})).await.data()["nameMinistry"]["ministry"]["id"].clone();
    let place = json!({"state": "QMA", "ministry": ministry});
    let contributor = join(&app, &focal, "justice@qma.example", "CONTRIBUTOR", place).await;
    let reader = join(&app, &focal, "reader@qma.example", "READER", json!({"state": "QMA"})).await;
    let round = round(&app, EDITION, "survey-2027").await;
    let id = open_submission(&app, &focal, "QMA", &round, "EN").await;
    answer(
        &app,
        &focal,
        &id,
        &[("GEN.authority", json!({"shortText": "not for everybody"}))],
    )
    .await;

    let assign = "mutation ($input: AssignSectionInput!) { assignSection(input: $input) { submission { id } } }";
    let input = json!({"submission": id, "section": "N13F", "ministry": ministry});
    app.call(&focal, assign, json!({"input": input})).await.data();
    let own = exported(&app, &contributor, &id).await;
    let asked: Vec<_> = own["answers"].as_object().unwrap().keys().collect();
    assert!(
        !asked.is_empty() && asked.iter().all(|code| code.starts_with("N13F.")),
        "{asked:?}"
    );
    assert!(!own.to_string().contains("not for everybody"));

    // The whole pack in the contributor's hands: what is not theirs stays where it is, and is named.
    let mut file = exported(&app, &focal, &id).await;
    file["answers"]["N13F.description"] = text("ours");
    file["answers"]["N13A.description"] = text("not ours");
    let pack = taken(&app, &contributor, &id, file.to_string().into_bytes()).await;
    let found = difference(&app, &contributor, &id, &pack).await;
    let beyond = found["outOfReach"].as_array().unwrap();
    assert!(beyond.contains(&json!("N13A.description")) && !found.to_string().contains("not for everybody"));
    let refused = apply(
        &app,
        &contributor,
        &id,
        &pack,
        &["N13F.description", "N13A.description"],
    )
    .await;
    assert_eq!(
        refused.json["errors"][0]["extensions"]["questions"],
        json!(["N13A.description"])
    );
    let applied = apply(&app, &contributor, &id, &pack, &["N13F.description"]).await;
    assert_eq!(outcomes(&applied), json!({"N13F.description": ["STORED", 1]}));
    // A reader compares, and saves nothing.
    let found = difference(&app, &reader, &id, &pack).await;
    assert_eq!(of(&found, "N13A.description")["mayWrite"], false);
    assert_eq!(
        apply(&app, &reader, &id, &pack, &["N13A.description"]).await.code(),
        "FORBIDDEN"
    );
    // To others there is no such working file.
    let stranger = app.of("QMB", Role::FocalPoint).await;
    let bytes = file.to_string().into_bytes();
    assert_eq!(
        hand_back(&app, Some(&stranger), &id, bytes.clone()).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(hand_back(&app, None, &id, bytes).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_link_gives_the_pack_of_its_reader_and_form() {
    let app = TestApp::start().await;
    let (team, id) = opened(&app, "QMA").await;
    let workbook = export(&app, &team.focal, &id, "XLSX", "AR").await;
    assert_eq!(workbook.headers[CONTENT_TYPE], WORKBOOK);
    assert_eq!(
        workbook.headers[CONTENT_DISPOSITION],
        "attachment; filename=\"QMA-survey-2027-pack-ar.xlsx\"; filename*=UTF-8''QMA-survey-2027-pack-ar.xlsx"
    );
    let json = export(&app, &team.focal, &id, "JSON", "FR").await;
    assert_eq!(json.headers[CONTENT_TYPE], "application/json");
    assert_eq!(json.json["identification"]["language"], "fr");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_takes_a_pack_out_and_back() {
    use clap::Parser as _;
    let app = TestApp::start().await;
    let (team, id) = opened(&app, "QMA").await;
    let (address, stop) = crate::readme::served(&app).await;
    let folder = tempfile::tempdir().unwrap();
    let (token, file) = (folder.path().join("token"), folder.path().join("pack.json"));
    std::fs::write(&token, &team.focal.token).unwrap();
    let run = async |arguments: &[&str]| {
        let all = [
            &["normtrack", "pack"],
            arguments,
            &["--server", &address, "--token-file", token.to_str().unwrap()],
        ]
        .concat();
        let api::config::Command::Pack(arguments) = api::config::Cli::try_parse_from(all).unwrap().command else {
            panic!("{arguments:?}");
        };
        api::offline::run(&arguments).await
    };
    let path = file.to_str().unwrap();
    run(&["export", &id, "--format", "json", "--out", path]).await.unwrap();
    let mut pack: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    pack["answers"]["GEN.authority"] = text("An authority");
    std::fs::write(&file, pack.to_string()).unwrap();
    let found = run(&["difference", &id, path]).await.unwrap();
    assert_eq!(found["answers"].as_array().unwrap().len(), 1);
    assert_eq!(found["answers"][0]["outcome"], "PACK_CHANGED");
    let applied = run(&["apply", &id, path]).await.unwrap();
    assert_eq!(applied["results"][0]["outcome"], "STORED");
    pack["seal"] = json!("AAAA");
    std::fs::write(&file, pack.to_string()).unwrap();
    let refused = run(&["difference", &id, path]).await.unwrap_err().to_string();
    assert_eq!(
        refused,
        "the service refused: What identifies the pack was changed, or another service made it."
    );
    stop.send(()).unwrap();
}

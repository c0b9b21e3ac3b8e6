//! The main job, from an open round to a verified extract.

use chrono::TimeDelta;
use domain::access::Role;
use serde_json::{Value, json};
use tests::app::{Persona, TestApp};

/// A round of the annual views, opened to five States.
pub(crate) async fn round(app: &TestApp, edition: &str, key: &str) -> String {
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let document = "mutation ($input: OpenRoundInput!) { openRound(input: $input) { round { id key stage } } }";
    let mandate = if edition.starts_with("code-of-conduct") {
        json!({})
    } else {
        json!({"provision": "A-RES-69-28/3"})
    };
    let own_request = mandate == json!({});
    let invited = if own_request {
        json!([])
    } else {
        json!(["QMA", "QMB", "QMC", "QMD", "QME", "QMF"])
    };
    let input = json!({
        "key": key,
        "title": [{"language": "EN", "content": "A round"}],
        "edition": edition,
        "mandate": mandate,
        "closesOn": if own_request { Value::Null } else { json!("2027-06-30") },
        "invited": invited,
    });
    let answer = app.call(&officer, document, json!({"input": input})).await;
    answer.data()["openRound"]["round"]["id"]
        .as_str()
        .expect("a round")
        .to_owned()
}

pub(crate) async fn submission(app: &TestApp, who: &Persona, state: &str, round: &str) -> String {
    let document = "mutation ($input: OpenSubmissionInput!) { openSubmission(input: $input) { submission { id } } }";
    let input = json!({"round": round, "state": state, "language": "EN"});
    let answer = app.call(who, document, json!({"input": input})).await;
    answer.data()["openSubmission"]["submission"]["id"]
        .as_str()
        .expect("a submission")
        .to_owned()
}

#[tokio::test]
async fn a_state_answers_previews_files_and_anybody_verifies_what_is_public() {
    let app = TestApp::start().await;
    let focal = app.of("QMA", Role::FocalPoint).await;
    let authority = app.of("QMA", Role::PublishingAuthority).await;
    let round = round(&app, "views-and-assessments/1", "views-2027").await;
    let id = submission(&app, &focal, "QMA", &round).await;

    let save = "mutation ($input: SaveAnswersInput!) { saveAnswers(input: $input) { results {
        question outcome revision problems { code } stored { standing } content { standing value { ... on TextValue { text } } } } } }";
    let answers = json!([
        {"question": "VA.authority", "basedOn": 0, "key": "k1", "answer": {"shortText": "Ministère e\u{301}tranger"}},
        {"question": "VA.capacity", "basedOn": 0, "answer": {"singleChoice": {"option": "national"}}},
        {"question": "VT.topic_a", "basedOn": 0, "answer": {"longText": "网络安全"}, "language": "ZH"},
        {"question": "VT.topic_b", "basedOn": 0, "answer": {"silence": "DECLINED"}},
        {"question": "VT.nothing", "basedOn": 0, "answer": {"boolean": true}},
    ]);
    let saved = app
        .call(&focal, save, json!({"input": {"submission": id, "answers": answers}}))
        .await;
    let results = &saved.data()["saveAnswers"]["results"];
    let outcomes: Vec<_> = results
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["outcome"].as_str().unwrap())
        .collect();
    assert_eq!(
        outcomes,
        ["STORED", "STORED", "STORED", "STORED", "REFUSED"],
        "{results:#}"
    );
    assert_eq!(
        results[0]["content"]["value"]["text"], "Ministère étranger",
        "texts are kept in NFC"
    );

    app.pass(TimeDelta::minutes(5));
    let share = "mutation ($input: SetDraftVisibilityInput!) { setDraftVisibility(input: $input) {
        submission { revision sharing { visibility isCounted } } } }";
    let input = json!({"submission": id, "revision": 1, "default": {"visibility": "PUBLIC"}});
    app.call(&authority, share, json!({"input": input})).await.data();

    let preview = "query ($id: ID!) { submission(id: $id) { stage completeness { answered enabled }
        preview { root seen answerCount publicCount namesState problems { code question } } } }";
    let seen = app.call(&authority, preview, json!({"id": id})).await;
    let seen = &seen.data()["submission"]["preview"];
    assert_eq!(seen["answerCount"], 4, "{seen:#}");

    let file = "mutation ($input: FileSubmissionInput!) { fileSubmission(input: $input) {
        filing { position root status state { code } answerCount extract } submission { stage } } }";
    let input = json!({"submission": id, "root": seen["root"], "seen": seen["seen"]});
    let own = app.call(&focal, file, json!({"input": input})).await;
    assert_eq!(own.code(), "FORBIDDEN");
    let filed = app.call(&authority, file, json!({"input": input})).await;
    let filed = &filed.data()["fileSubmission"];
    assert_eq!(filed["submission"]["stage"], "FILED");
    assert_eq!(filed["filing"]["position"], 1);

    let read = "{ filing(position: 1) { state { code } answers { questionCode standing } extract }
        register { edges { node { position kind root state { code } } } } }";
    let public = app.call(None, read, json!({})).await;
    let extract = public.data()["filing"]["extract"].as_str().expect("an extract");
    let verified = register::verify_extract(&register::Extract::parse(extract.as_bytes()).unwrap()).unwrap();
    assert_eq!(verified.root.to_hex(), seen["root"].as_str().unwrap());
    assert_eq!((verified.opened, verified.hidden), (4, 0));
    assert_eq!(public.data()["register"]["edges"][0]["node"]["state"]["code"], "QMA");

    let coverage = "{ coverage(round: \"views-2027\") { invited asOf rows(questions: [\"VA.capacity\"]) { questionCode
        parts { notFiled answeredShown } options { code states } } } }";
    let figures = app.call(None, coverage, json!({})).await;
    let row = &figures.data()["coverage"]["rows"][0];
    assert_eq!(row["parts"], json!({"notFiled": 5, "answeredShown": 1}));
    assert_eq!(row["options"][0], json!({"code": "national", "states": 1}));
}

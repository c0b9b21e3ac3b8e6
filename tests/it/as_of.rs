//! What was read as of a position stays as it is, or becomes a tombstone; and what was cited is found again.

use axum::body::Body;
use chrono::TimeDelta;
use http::{Request, StatusCode};
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::delegation::{Team, open_submission, revision, save};

use crate::filing::round;
use crate::log::{file, publish};

const ROUND: &str = "views-2027";

/// A State on its way through a random history.
struct Teller {
    team: Team,
    submission: String,
    stands: bool,
    saved: u32,
}

impl Teller {
    async fn new(app: &TestApp, state: &str, round: &str) -> Self {
        let team = Team::of(app, state).await;
        let submission = open_submission(app, &team.focal, state, round, "EN").await;
        publish(app, &team.focal, &submission, "PUBLIC").await;
        Self {
            team,
            submission,
            stands: false,
            saved: 0,
        }
    }

    /// Files or amends, or withdraws what stands.
    async fn act(&mut self, app: &TestApp, withdraws: bool) {
        app.pass(TimeDelta::seconds(20));
        let Team { focal, authority, .. } = &self.team;
        let id = &self.submission;
        let input = json!({"submission": id, "revision": revision(app, focal, id).await});
        if self.stands && withdraws {
            let document =
                "mutation ($input: WithdrawSubmissionInput!) { withdrawSubmission(input: $input) { receipt } }";
            app.call(authority, document, json!({"input": input})).await.data();
            self.stands = false;
            return;
        }
        if self.stands {
            let document =
                "mutation ($input: AmendSubmissionInput!) { amendSubmission(input: $input) { submission { stage } } }";
            app.call(authority, document, json!({"input": input})).await.data();
        }
        let text = format!("{} for the {}. time", self.team.state, self.saved + 1);
        let answer = json!({"question": "VA.authority", "basedOn": self.saved, "answer": {"shortText": text}});
        assert_eq!(save(app, focal, id, &[answer]).await[0]["outcome"], "STORED");
        self.saved += 1;
        publish(app, focal, id, "PUBLIC").await;
        file(app, authority, id).await;
        self.stands = true;
    }
}

const FILING: &str = "fragment F on Filing { id position kind status citation root filedAt answerCount extract
    answers { id citation address standing value { ... on TextValue { text } } } }";

/// Everything that everybody reads as of a position.
async fn read(app: &TestApp, position: usize) -> Value {
    let documents = [
        format!(
            "query ($at: Int!) {{ filings(round: \"{ROUND}\", asOf: $at, first: 5) {{ nodes {{ state {{ code }} ...F }} }} }} {FILING}"
        ),
        format!("query ($at: Int!) {{ filing(position: $at, asOf: $at) {{ ...F }} }} {FILING}"),
        format!(
            "query ($at: Int!) {{
                register(asOf: $at) {{ nodes {{ position kind root filedAt round status }} }}
                qma: state(code: \"QMA\") {{ filings(asOf: $at) {{ id position kind status citation root filedAt }} }}
                treeHead(asOf: $at) {{ size root filedAt signed }}
                coverage(round: \"{ROUND}\", asOf: $at) {{ asOf invited rows(questions: [\"VA.authority\"]) {{ parts {{
                    notFiled answeredShown }} }} }} }}"
        ),
    ];
    let mut all = serde_json::Map::new();
    for document in documents {
        let answer = app.call(None, &document, json!({"at": position})).await;
        all.extend(answer.data().as_object().unwrap().clone());
    }
    Value::Object(all)
}

/// Whether what is read now of a filing is what was read then, or its tombstone.
fn stays(was: &Value, is: &Value) -> bool {
    let same = ["id", "position", "kind", "citation", "root", "filedAt"];
    was == is
        || is["status"] == "WITHDRAWN"
            && same.iter().all(|field| was[field] == is[field])
            && (is.get("answers").is_none() || is["answers"] == json!([]) && is["extract"].is_null())
}

#[tokio::test]
async fn what_was_read_as_of_a_position_stays_or_becomes_a_tombstone() {
    let app = TestApp::start().await;
    let round = round(&app, "views-and-assessments/1", ROUND).await;
    let mut tellers = Vec::new();
    for state in ["QMA", "QMB"] {
        tellers.push(Teller::new(&app, state, &round).await);
    }
    // A walk that comes out the same each time: who acts, and whether they withdraw.
    let mut seed = 20_270_301_u32;
    let mut next = |below: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 16) % below
    };
    let mut then: Vec<(Value, bool)> = Vec::new();
    let mut cited: Vec<(String, Value)> = Vec::new();
    let (mut withdrawn, mut superseded) = (0, 0);
    for step in 1..=9 {
        let who = next(2) as usize;
        tellers[who].act(&app, next(3) == 0).await;
        let now = read(&app, step).await;
        // A withdrawal that names nobody is no filing for the public.
        let took_back = now["filing"].is_null();
        for (at, (was, _)) in (1..).zip(&then) {
            let is = read(&app, at).await;
            assert_eq!(was["treeHead"], is["treeHead"]);
            let entries = |value: &Value| value["register"]["nodes"].as_array().unwrap().clone();
            for (was, is) in entries(was).iter().zip(&entries(&is)) {
                assert!(was == is || is["status"] == "WITHDRAWN", "{was} became {is}");
                assert_eq!((&was["position"], &was["root"]), (&is["position"], &is["root"]));
            }
            assert_eq!(entries(was).len(), entries(&is).len());
            let lists = |value: &Value| {
                let nodes = [&value["filings"]["nodes"], &value["qma"]["filings"]];
                nodes.map(|nodes| nodes.as_array().unwrap().clone())
            };
            for (was, is) in lists(was).iter().zip(lists(&is)) {
                for filing in &is {
                    let before = was
                        .iter()
                        .find(|was| was["id"] == filing["id"])
                        .expect("nothing new is there");
                    assert!(stays(before, filing), "{before:#} became {filing:#}");
                }
                withdrawn += was.len() - is.len();
            }
            assert!(is["filing"].is_null() || stays(&was["filing"], &is["filing"]));
            if !took_back && then[at..].iter().all(|(_, took_back)| !took_back) {
                assert_eq!(was["coverage"], is["coverage"]);
            }
        }
        superseded += usize::from(now["register"].to_string().contains("SUPERSEDED"));
        if let Some(answer) = now["filing"]["answers"].as_array().and_then(|answers| answers.first()) {
            cited.push((answer["citation"].as_str().unwrap().to_owned(), answer.clone()));
        }
        then.push((now, took_back));
        for (citation, answer) in &cited {
            is_found_again(&app, citation, answer).await;
        }
    }
    assert!(
        withdrawn > 0 && superseded > 0,
        "the walk withdraws and supersedes: {withdrawn} {superseded}"
    );
}

/// What was cited is there under its citation, its id and its address: itself, or a tombstone.
async fn is_found_again(app: &TestApp, citation: &str, answer: &Value) {
    let document = "query ($citation: String!, $id: ID!) {
        cited(citation: $citation) { __typename ... on FiledAnswer { id citation address standing value { ... on TextValue { text } } }
            ... on Tombstone { id citation position withdrawnAtPosition root state { code } } }
        node(id: $id) { __typename id } }";
    let found = app
        .call(None, document, json!({"citation": citation, "id": answer["id"]}))
        .await;
    let found = found.data();
    let kind = found["cited"]["__typename"].as_str().unwrap();
    assert_eq!(found["node"], json!({"__typename": kind, "id": answer["id"]}));
    let address = answer["address"]
        .as_str()
        .unwrap()
        .strip_prefix("https://normtrack.example")
        .unwrap();
    let request = Request::get(address).body(Body::empty()).unwrap();
    let (status, body) = app.text(request).await;
    if kind == "FiledAnswer" {
        let mut same = answer.clone();
        same["__typename"] = json!(kind);
        assert_eq!(found["cited"], same);
        assert_eq!(status, StatusCode::OK);
        let extract = register::Extract::parse(body.as_bytes()).unwrap();
        assert_eq!(register::verify_extract(&extract).unwrap().opened, 1);
    } else {
        assert_eq!((kind, status), ("Tombstone", StatusCode::GONE));
        assert_eq!(found["cited"]["citation"], citation);
        assert!(found["cited"]["state"].is_null(), "the State did not agree to be named");
        let stone: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(stone["format"], register::TOMBSTONE_FORMAT);
        assert_eq!(stone["withdrawal"]["position"], found["cited"]["withdrawnAtPosition"]);
        assert_eq!(stone["entry"]["root"], found["cited"]["root"]);
        assert_eq!(stone["withdrawal"]["kind"], "withdrawal");
    }
}

#[tokio::test]
async fn what_is_no_citation_is_refused_and_what_is_not_there_is_not_found() {
    let app = TestApp::start().await;
    let round = round(&app, "views-and-assessments/1", ROUND).await;
    crate::log::filed(&app, "QMA", &round, "SECRETARIAT").await;
    let document = "query ($citation: String!) { cited(citation: $citation) { __typename } }";
    for citation in ["", "views-2027/1", "normtrack:views-2027/0", "normtrack:views-2027/1#"] {
        let refused = app.call(None, document, json!({"citation": citation})).await;
        assert_eq!(
            (refused.code(), &refused.extensions()["field"]),
            ("INVALID", &json!("citation")),
            "{citation}"
        );
    }
    for citation in [
        "normtrack:views-2027/1",
        "normtrack:views-2027/1#VA.authority",
        "normtrack:views-2027/2",
        "normtrack:views-2028/1",
    ] {
        let nothing = app.call(None, document, json!({"citation": citation})).await;
        assert_eq!(nothing.data(), &json!({"cited": null}), "{citation}");
    }
    for address in [
        "/cite/views-2027/1",
        "/cite/views-2027/1/VA.authority",
        "/cite/views-2028/1",
        "/cite/views-2027/x",
    ] {
        let request = Request::get(address).body(Body::empty()).unwrap();
        assert_eq!(app.text(request).await.0, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn the_register_is_read_from_its_end_as_well() {
    let app = TestApp::start().await;
    let round = round(&app, "views-and-assessments/1", ROUND).await;
    for state in ["QMA", "QMB", "QMC", "QMD"] {
        crate::log::filed(&app, state, &round, "PUBLIC").await;
    }
    let document = "query ($last: Int, $before: String, $asOf: Int) {
        register(last: $last, before: $before, asOf: $asOf) { nodes { position } pageInfo { hasPreviousPage hasNextPage startCursor } } }";
    let page = async |variables: Value| app.call(None, document, variables).await.data()["register"].clone();
    let positions = |page: &Value| {
        let nodes = page["nodes"].as_array().unwrap().iter();
        nodes.map(|node| node["position"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    let newest = page(json!({"last": 2})).await;
    assert_eq!(positions(&newest), [3, 4]);
    assert_eq!(
        (
            &newest["pageInfo"]["hasPreviousPage"],
            &newest["pageInfo"]["hasNextPage"]
        ),
        (&json!(true), &json!(false))
    );
    let before = page(json!({"last": 2, "before": newest["pageInfo"]["startCursor"]})).await;
    assert_eq!(positions(&before), [1, 2]);
    assert_eq!(
        (
            &before["pageInfo"]["hasPreviousPage"],
            &before["pageInfo"]["hasNextPage"]
        ),
        (&json!(false), &json!(true))
    );
    assert_eq!(positions(&page(json!({"last": 2, "asOf": 3})).await), [2, 3]);
}

//! Differences: each tells its reader what two extracts would, and nothing besides.

use std::collections::{BTreeMap, BTreeSet};

use catalogue::Catalogue;
use chrono::TimeDelta;
use domain::access::Role;
use serde_json::{Value, json};
use tests::app::{Persona, TestApp};
use tests::delegation::{SAID, Team, all_stored, amend, file, filing, open_submission, save, share_draft, withdraw};
use tests::editions::{FIRST, SECOND, publish_to, three};

use crate::filing::round;

const CHANGES: &str = "changes { kind aspects before { ...Side } after { ...Side } textRuns { kind text } }";
const SIDE: &str =
    "fragment Side on ComparedAnswer { questionCode standing language value { ...Said } sharing { visibility } }";

async fn ask(app: &TestApp, who: Option<&Persona>, field: &str) -> Value {
    let query = format!("{{ {field} {{ {CHANGES} }} }} {SIDE} {SAID}");
    let answer = app.call(who, &query, json!({})).await;
    let data = answer.data().as_object().unwrap();
    data.values().next().unwrap().clone()
}

/// Each change: kind, what was said then and what is said now.
fn told(difference: &Value) -> BTreeMap<String, (String, BTreeSet<String>)> {
    let changes = difference["changes"]
        .as_array()
        .unwrap_or_else(|| panic!("{difference}"));
    let one = |change: &Value| {
        let code = ["after", "before"].map(|side| change[side]["questionCode"].as_str());
        let aspects = change["aspects"].as_array().unwrap().iter();
        let aspects = aspects.map(|aspect| aspect.as_str().unwrap().to_owned()).collect();
        let kind = change["kind"].as_str().unwrap().to_owned();
        (code.into_iter().flatten().next().unwrap().to_owned(), (kind, aspects))
    };
    changes.iter().map(one).collect()
}

/// The same from two filings as a reader sees them.
async fn expected(
    app: &TestApp,
    who: Option<&Persona>,
    positions: [i64; 2],
) -> BTreeMap<String, (String, BTreeSet<String>)> {
    let mut sides = Vec::new();
    for position in positions {
        let filing = filing(app, who, position).await;
        let answers = filing["answers"].as_array().cloned().unwrap_or_default();
        let by_code = answers
            .into_iter()
            .map(|answer| (answer["questionCode"].as_str().unwrap().to_owned(), answer));
        sides.push(by_code.collect::<BTreeMap<_, _>>());
    }
    let mut changes = BTreeMap::new();
    for code in sides[0].keys().chain(sides[1].keys()) {
        let change = match (sides[0].get(code), sides[1].get(code)) {
            (None, _) => ("ADDED", BTreeSet::new()),
            (_, None) => ("REMOVED", BTreeSet::new()),
            (Some(then), Some(now)) => {
                let same_standing = then["standing"] == now["standing"];
                let differs = [
                    ("VALUE", same_standing && then["value"] != now["value"]),
                    ("STANDING", !same_standing),
                    ("LANGUAGE", then["language"] != now["language"]),
                    ("VISIBILITY", then["sharing"] != now["sharing"]),
                ];
                let aspects: BTreeSet<_> = differs
                    .into_iter()
                    .filter(|(_, yes)| *yes)
                    .map(|(aspect, _)| aspect.to_owned())
                    .collect();
                if aspects.is_empty() {
                    continue;
                }
                ("CHANGED", aspects)
            }
        };
        changes.insert(code.clone(), (change.0.to_owned(), change.1));
    }
    changes
}

fn topic(topic: &str, based_on: u32, text: &str, language: &str) -> Value {
    json!({"question": format!("VT.topic_{topic}"), "basedOn": based_on, "answer": {"longText": text}, "language": language})
}

#[tokio::test]
async fn a_difference_tells_its_reader_what_two_extracts_would() {
    let app = TestApp::start().await;
    let team = Team::of(&app, "QMA").await;
    let views = round(&app, "views-and-assessments/1", "views-2027").await;
    let id = open_submission(&app, &team.focal, "QMA", &views, "EN").await;
    let first = [
        topic("a", 0, "The ministry plans a law.", "EN"),
        topic("b", 0, "hidden then and now", "EN"),
        topic("c", 0, "for some", "EN"),
        json!({"question": "VA.authority", "basedOn": 0, "answer": {"shortText": "Ministry"}}),
        json!({"question": "VA.capacity", "basedOn": 0, "answer": {"singleChoice": {"option": "national"}}}),
    ];
    all_stored(&save(&app, &team.focal, &id, &first).await);
    let one = |question: &str, visibility: &str| json!({"question": question, "sharing": {"visibility": visibility}});
    let shared = json!({"default": {"visibility": "PUBLIC"}, "answers": [
        one("VT.topic_b", "NATIONAL_TEAM"), one("VA.capacity", "SECRETARIAT"),
        {"question": "VT.topic_c", "sharing": {"visibility": "AUDIENCE", "audience": {"states": ["QMC"]}}},
    ]});
    share_draft(&app, &team.authority, &id, shared).await;
    file(&app, &team.authority, &id).await;
    amend(&app, &team.authority, &id).await;
    let second = [
        topic("a", 1, "The ministry adopted a law.", "FR"),
        topic("b", 1, "hidden, and another text", "EN"),
        topic("c", 1, "for others", "EN"),
        topic("d", 0, "new", "EN"),
        json!({"question": "VA.authority", "basedOn": 1, "answer": {"silence": "DECLINED"}}),
        json!({"question": "VA.capacity", "basedOn": 1, "answer": {"notAnswered": true}}),
    ];
    all_stored(&save(&app, &team.focal, &id, &second).await);
    share_draft(
        &app,
        &team.authority,
        &id,
        json!({"answers": [one("VT.topic_c", "MEMBER_STATES")]}),
    )
    .await;

    // The draft against what stands, before it is filed.
    let query = format!("query ($id: ID!) {{ submission(id: $id) {{ difference {{ {CHANGES} }} }} }} {SIDE} {SAID}");
    let draft = app.call(&team.focal, &query, json!({"id": id})).await;
    let draft = draft.data()["submission"]["difference"].clone();
    file(&app, &team.authority, &id).await;

    let readers = [
        None,
        Some(team.focal.clone()),
        Some(app.of("QMC", Role::AccreditedReader).await),
        Some(app.of("QMG", Role::AccreditedReader).await),
        Some(app.secretariat(Role::SecretariatOfficer).await),
        Some(app.of("QMA", Role::Contributor).await),
    ];
    let mut seen = BTreeSet::new();
    for reader in &readers {
        let reader = reader.as_ref();
        let difference = ask(&app, reader, "filingDifference(before: 1, after: 2)").await;
        let expected = expected(&app, reader, [1, 2]).await;
        assert_eq!(told(&difference), expected);
        assert!(
            !difference.to_string().contains("hidden") || reader.is_some_and(|who| who.account == team.focal.account)
        );
        seen.insert(expected.len());
    }
    assert!(seen.len() > 2, "readers see different things: {seen:?}");
    let own = ask(&app, Some(&team.focal), "filingDifference(before: 1, after: 2)").await;
    assert_eq!(own, draft, "what was drafted is what was filed");
    let change = own["changes"]
        .as_array()
        .unwrap()
        .iter()
        .find(|change| change["after"]["questionCode"] == "VT.topic_a");
    assert_eq!(
        change.unwrap()["textRuns"],
        json!([
            {"kind": "KEPT", "text": "The ministry "}, {"kind": "REMOVED", "text": "plans"},
            {"kind": "INSERTED", "text": "adopted"}, {"kind": "KEPT", "text": " a law."},
        ])
    );
    let same = ask(&app, None, "filingDifference(before: 2, after: 2)").await;
    assert_eq!(same["changes"], json!([]));

    // Of what was withdrawn nobody but the State is told.
    withdraw(&app, &team.authority, &id).await;
    assert_eq!(
        ask(&app, None, "filingDifference(before: 1, after: 2)").await,
        Value::Null
    );
    assert_eq!(
        told(&ask(&app, Some(&team.focal), "filingDifference(before: 1, after: 2)").await),
        told(&own)
    );
    assert_eq!(
        ask(&app, Some(&team.focal), "filingDifference(before: 2, after: 3)").await,
        Value::Null
    );
    assert_eq!(
        ask(&app, None, "filingDifference(before: 1, after: 99)").await,
        Value::Null
    );
}

#[tokio::test]
async fn rounds_are_compared_through_what_stands_in_them_and_states_never() {
    let app = TestApp::start().await;
    let teams = [Team::of(&app, "QMA").await, Team::of(&app, "QMB").await];
    let views = round(&app, "views-and-assessments/1", "views-2027").await;
    for team in &teams {
        let id = open_submission(&app, &team.focal, &team.state, &views, "EN").await;
        all_stored(&save(&app, &team.focal, &id, &[topic("a", 0, "then", "EN")]).await);
        share_draft(&app, &team.authority, &id, json!({"default": {"visibility": "PUBLIC"}})).await;
        file(&app, &team.authority, &id).await;
    }
    app.pass(TimeDelta::minutes(5));
    let team = &teams[0];
    let next = round(&app, "views-and-assessments/1", "views-2028").await;
    let id = open_submission(&app, &team.focal, "QMA", &next, "EN").await;
    all_stored(
        &save(
            &app,
            &team.focal,
            &id,
            &[topic("a", 1, "now", "EN"), topic("b", 0, "new", "EN")],
        )
        .await,
    );
    let both = "roundDifference(state: \"QMA\", before: \"views-2027\", after: \"views-2028\")";
    assert_eq!(ask(&app, None, both).await, Value::Null, "nothing stands there yet");
    share_draft(&app, &team.authority, &id, json!({"default": {"visibility": "PUBLIC"}})).await;
    file(&app, &team.authority, &id).await;
    let difference = ask(&app, None, both).await;
    assert_eq!(
        difference,
        ask(&app, None, "filingDifference(before: 1, after: 3)").await
    );
    let kinds: Vec<_> = told(&difference)
        .into_iter()
        .map(|(code, (kind, _))| (code, kind))
        .collect();
    let expected = [("VT.topic_a", "CHANGED"), ("VT.topic_b", "ADDED")];
    assert_eq!(kinds, expected.map(|(code, kind)| (code.to_owned(), kind.to_owned())));

    let two = "{ filingDifference(before: 1, after: 2) { count(kind: CHANGED) } }";
    let refused = app.call(None, two, json!({})).await;
    assert_eq!(
        *refused.extensions(),
        json!({"code": "INVALID", "field": "after", "reason": "other_state"})
    );
}

#[tokio::test]
async fn editions_differ_question_by_question_through_lineage() {
    let app = TestApp::start().await;
    let [_, second, _] = three(&Catalogue::load().unwrap());
    publish_to(&app, &second).await;
    let query = "query ($before: String!, $after: String!) { editionDifference(before: $before, after: $after) {
        unchangedCount before { questionCount } after { code } changes {
            kind aspects isComparable before { code } after { code } } } }";
    let answer = app.call(None, query, json!({"before": FIRST, "after": SECOND})).await;
    let difference = &answer.data()["editionDifference"];
    let told: BTreeSet<_> = difference["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| {
            let code = |side: &str| change[side]["code"].as_str().unwrap_or("-").to_owned();
            let aspects = change["aspects"].as_array().unwrap().iter();
            let aspects: Vec<_> = aspects.map(|aspect| aspect.as_str().unwrap()).collect();
            format!(
                "{} {} {} {} {}",
                change["kind"].as_str().unwrap(),
                code("before"),
                code("after"),
                change["isComparable"],
                aspects.join(",")
            )
        })
        .collect();
    let expected = [
        "MOVED GEN.authority GEN.responsible true ",
        "CHANGED GEN.bodies_consulted GEN.bodies_national false WORDING",
        "CHANGED GEN.bodies_consulted GEN.bodies_other false WORDING",
        "CHANGED N13A.understanding N13A.position true WORDING",
        "CHANGED N13A.good_practice N13A.position false WORDING,CONDITION",
        "REMOVED GEN.strategy_link - null ",
        "ADDED - GEN.outlook null ",
        "CHANGED GEN.previous_year GEN.previous_year false KIND",
    ];
    assert_eq!(told, expected.map(str::to_owned).into());
    let same = app.call(None, query, json!({"before": SECOND, "after": SECOND})).await;
    assert_eq!(same.data()["editionDifference"]["changes"], json!([]));
    let other = app
        .call(None, query, json!({"before": FIRST, "after": "poa-views/1"}))
        .await;
    assert_eq!(
        *other.extensions(),
        json!({"code": "INVALID", "field": "after", "reason": "other_questionnaire"})
    );
    let none = app
        .call(
            None,
            query,
            json!({"before": FIRST, "after": "national-implementation/9"}),
        )
        .await;
    assert_eq!(none.data()["editionDifference"], Value::Null);
}

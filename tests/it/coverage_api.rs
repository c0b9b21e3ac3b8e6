//! Coverage of a small round through the API: what every class of reader counts, before and after the round closes.

use chrono::TimeDelta;
use domain::access::Role;
use http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH};
use http::{Request, StatusCode};
use serde_json::{Value, json};
use tests::app::{Answer, Persona, TestApp};
use tests::delegation::{Team, answer, file, open_round, open_submission, share_draft, withdraw};

const EDITION: &str = "views-and-assessments/1";
const ROUND: &str = "views-2027";
/// When the embargo of one State ends: after the round has closed.
const LIFTED: &str = "2027-08-01T00:00:00Z";

/// Every invited State: 26 Member States and an observer State.
fn invited() -> Vec<String> {
    let members = ('A'..='Z').map(|letter| format!("QM{letter}"));
    members.chain(["QNA".to_owned()]).collect()
}

fn capacity(option: &str) -> (&'static str, Value) {
    ("VA.capacity", json!({"singleChoice": {"option": option}}))
}

fn topic(text: &str) -> (&'static str, Value) {
    ("VT.topic_a", json!({"longText": text}))
}

fn silence(question: &'static str, silence: &str) -> (&'static str, Value) {
    (question, json!({"silence": silence}))
}

/// Counted and shown to the State alone.
fn hidden() -> Value {
    json!({"visibility": "NATIONAL_TEAM", "isCounted": true})
}

fn public() -> Value {
    json!({"visibility": "PUBLIC"})
}

/// Files for a State, and returns its team and working file.
async fn filed(app: &TestApp, round: &str, state: &str, sharing: Value, answers: &[(&str, Value)]) -> (Team, String) {
    let team = Team::of(app, state).await;
    let id = open_submission(app, &team.focal, state, round, "EN").await;
    answer(app, &team.focal, &id, answers).await;
    share_draft(app, &team.authority, &id, json!({"default": sharing})).await;
    file(app, &team.authority, &id).await;
    (team, id)
}

/// A round in which every part of the partition is in use.
async fn round(app: &TestApp) -> String {
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let input = json!({
        "mandate": {"provision": "A-RES-69-28/3"},
        "closesOn": "2027-06-30",
        "invited": invited(),
        "admitsObservers": true,
    });
    let round = open_round(app, &officer, ROUND, EDITION, input).await;
    let sponsors = ("VA.co_sponsors", json!({"stateList": ["QMA"]}));
    let focus = (
        "VT.focus",
        json!({"multiChoice": [{"option": "norms"}, {"option": "threats"}]}),
    );
    let silences = [
        capacity("national"),
        silence("VT.topic_a", "NONE"),
        silence("VT.topic_b", "EXISTS_NOT_DISCLOSED"),
        silence("VT.topic_c", "NOT_APPLICABLE"),
    ];
    let unseen = json!({"visibility": "NATIONAL_TEAM"});
    let members = json!({"visibility": "MEMBER_STATES", "isCounted": true});
    let later = json!({"visibility": "MEMBER_STATES", "embargoUntil": LIFTED});
    for (state, sharing, answers) in [
        ("QMA", public(), vec![capacity("national"), topic("Views."), focus]),
        (
            "QMB",
            public(),
            vec![capacity("joint"), sponsors.clone(), silence("VT.topic_a", "DECLINED")],
        ),
        ("QMC", public(), silences.to_vec()),
        ("QMD", hidden(), vec![capacity("national"), topic("Hidden.")]),
        ("QME", hidden(), vec![capacity("joint"), sponsors]),
        (
            "QMF",
            hidden(),
            vec![capacity("group"), silence("VT.topic_a", "DECLINED")],
        ),
        ("QMG", hidden(), vec![capacity("national")]),
        ("QMH", hidden(), vec![capacity("joint")]),
        ("QMI", unseen, vec![capacity("national")]),
        ("QMJ", members, vec![capacity("group")]),
        ("QMK", later, vec![capacity("national")]),
        ("QNA", public(), vec![capacity("national")]),
    ] {
        filed(app, &round, state, sharing, &answers).await;
    }
    round
}

/// Every class of reader, with sessions of today.
async fn readers(app: &TestApp) -> Vec<(&'static str, Option<Persona>)> {
    vec![
        ("the public", None),
        ("a Member State", Some(app.of("QMZ", Role::AccreditedReader).await)),
        ("an observer State", Some(app.of("QNA", Role::AccreditedReader).await)),
        ("an organisation", Some(app.unit("au").await)),
        ("the secretariat", Some(app.secretariat(Role::SecretariatOfficer).await)),
        ("an analyst", Some(app.secretariat(Role::Analyst).await)),
        ("an auditor", Some(app.secretariat(Role::Auditor).await)),
        ("a State that hides its own", Some(app.of("QMD", Role::Reader).await)),
        ("a State that did not file", Some(app.of("QMY", Role::FocalPoint).await)),
    ]
}

const COVERAGE: &str = "query ($round: String!, $group: GroupInput, $asOf: Int) {
    coverage(round: $round, group: $group, asOf: $asOf) { invited asOf release { number atPosition }
        provisions { adoption answering row { questionCode parts { ...All } } }
        rows { questionCode invited asOf parts { ...All } options { code states }
            hidden { states described standings options { code states } } } } }
    fragment All on Parts { notFiled notAsked silent none notApplicable existsNotDisclosed declined answeredShown
        countedNotShown withheld }";

async fn coverage(app: &TestApp, who: Option<&Persona>, group: Value, as_of: Option<i64>) -> Value {
    let variables = json!({"round": ROUND, "group": group, "asOf": as_of});
    app.call(who, COVERAGE, variables).await.data()["coverage"].clone()
}

async fn world(app: &TestApp, who: Option<&Persona>) -> Value {
    coverage(app, who, Value::Null, None).await
}

fn row<'a>(coverage: &'a Value, question: &str) -> &'a Value {
    let rows = coverage["rows"].as_array().unwrap();
    rows.iter().find(|row| row["questionCode"] == question).unwrap()
}

/// The parts that are not zero.
fn parts(coverage: &Value, question: &str) -> Value {
    let parts = row(coverage, question)["parts"].as_object().unwrap();
    parts
        .iter()
        .filter(|(_, states)| **states != 0)
        .map(|(part, states)| (part.clone(), states.clone()))
        .collect()
}

/// The parts of every question, and of every provision, add up to the States invited.
#[track_caller]
fn is_a_partition(coverage: &Value, invited: u64) {
    assert_eq!(coverage["invited"], invited);
    let sum = |parts: &Value| -> u64 {
        let numbers = parts.as_object().unwrap().values();
        numbers.map(|states| states.as_u64().unwrap()).sum()
    };
    let rows = coverage["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 12, "every question that is an answer");
    for row in rows {
        assert_eq!(sum(&row["parts"]), invited, "{row:#}");
        assert_eq!((&row["invited"], &row["asOf"]), (&json!(invited), &coverage["asOf"]));
    }
    for provision in coverage["provisions"].as_array().unwrap() {
        match &provision["row"] {
            Value::Null => assert!(provision["answering"].as_u64().unwrap() <= invited),
            row => assert_eq!(sum(&row["parts"]), invited),
        }
    }
}

#[tokio::test]
async fn the_partition_sums_for_every_reader_before_and_after_the_close() {
    let app = TestApp::start().await;
    let round = round(&app).await;
    for (name, who) in readers(&app).await {
        let seen = world(&app, who.as_ref()).await;
        is_a_partition(&seen, 26);
        assert_eq!(seen["asOf"], 12, "{name}");
        assert_eq!(
            seen["release"],
            Value::Null,
            "{name}: nothing is released while the round is open"
        );
        let expected = match name {
            "an analyst" => json!({"notFiled": 15, "answeredShown": 3, "countedNotShown": 6, "withheld": 2}),
            "a Member State" | "the secretariat" | "a State that did not file" => {
                json!({"notFiled": 15, "answeredShown": 4, "withheld": 7})
            }
            "a State that hides its own" => json!({"notFiled": 15, "answeredShown": 5, "withheld": 6}),
            _ => json!({"notFiled": 15, "answeredShown": 3, "withheld": 8}),
        };
        assert_eq!(parts(&seen, "VA.capacity"), expected, "{name}");
        if name != "an analyst" {
            let rows = seen["rows"].as_array().unwrap();
            assert!(rows.iter().all(|row| row["hidden"].is_null()), "{name}");
        }
    }
    every_part_has_its_place(&world(&app, None).await);
    an_analyst_sees_the_hidden_part(&app).await;

    app.pass(TimeDelta::days(122));
    for (name, who) in readers(&app).await {
        let seen = world(&app, who.as_ref()).await;
        is_a_partition(&seen, 26);
        let (shown, counted, withheld) = match name {
            "a Member State" | "the secretariat" | "a State that did not file" => (4, 5, 2),
            "a State that hides its own" => (5, 4, 2),
            _ => (3, 6, 2),
        };
        let expected = json!({
            "notFiled": 15, "answeredShown": shown, "countedNotShown": counted, "withheld": withheld});
        assert_eq!(parts(&seen, "VA.capacity"), expected, "{name}");
        let release = if name == "an analyst" {
            Value::Null
        } else {
            json!({"number": 1, "atPosition": 12})
        };
        assert_eq!(seen["release"], release, "{name}");
        let hidden = &row(&seen, "VA.capacity")["hidden"];
        assert_eq!(hidden["states"], counted, "{name}");
        if name == "the public" {
            let told = json!([{"code": "national", "states": 2}, {"code": "joint", "states": 2}, {"code": "group", "states": 1}]);
            assert_eq!((&hidden["described"], &hidden["options"]), (&json!(5), &told));
        }
    }
    what_came_before_a_release_stays_as_it_was(&app).await;
    the_next_release_waits_for_three(&app, &round).await;
}

/// What the public counts at each kind of silence.
fn every_part_has_its_place(public: &Value) {
    for (question, expected) in [
        (
            "VT.topic_a",
            json!({"notFiled": 15, "silent": 6, "none": 1, "declined": 1, "answeredShown": 1, "withheld": 2}),
        ),
        (
            "VT.topic_b",
            json!({"notFiled": 15, "silent": 10, "existsNotDisclosed": 1}),
        ),
        ("VT.topic_c", json!({"notFiled": 15, "silent": 10, "notApplicable": 1})),
        ("VT.focus", json!({"notFiled": 15, "silent": 10, "answeredShown": 1})),
        (
            "VA.co_sponsors",
            json!({"notFiled": 15, "notAsked": 2, "answeredShown": 1, "withheld": 8}),
        ),
    ] {
        assert_eq!(parts(public, question), expected, "{question}");
    }
    let options = &row(public, "VA.capacity")["options"];
    let expected =
        json!([{"code": "national", "states": 2}, {"code": "joint", "states": 1}, {"code": "group", "states": 0}]);
    assert_eq!(*options, expected, "observer States are not among them");
}

async fn an_analyst_sees_the_hidden_part(app: &TestApp) {
    let analyst = app.secretariat(Role::Analyst).await;
    let seen = world(app, Some(&analyst)).await;
    let hidden = &row(&seen, "VA.capacity")["hidden"];
    assert_eq!(
        (&hidden["states"], &hidden["standings"]),
        (&json!(6), &json!([6, 0, 0, 0, 0]))
    );
    let options =
        json!([{"code": "national", "states": 2}, {"code": "joint", "states": 2}, {"code": "group", "states": 2}]);
    assert_eq!(hidden["options"], options, "at once and unsuppressed");
    let african = coverage(app, Some(&analyst), json!({"regional": "african"}), None).await;
    let expected = json!({"notFiled": 3, "answeredShown": 1, "countedNotShown": 1, "withheld": 1});
    assert_eq!(
        parts(&african, "VA.capacity"),
        expected,
        "QMA; QMF; QMK; and QMP, QMU, QMZ"
    );
}

/// Figures as of a position use the releases of that position, and none of a later one.
async fn what_came_before_a_release_stays_as_it_was(app: &TestApp) {
    let early = coverage(app, None, Value::Null, Some(4)).await;
    is_a_partition(&early, 26);
    assert_eq!((&early["asOf"], &early["release"]), (&json!(4), &Value::Null));
    let expected = json!({"notFiled": 22, "answeredShown": 3, "withheld": 1});
    assert_eq!(
        parts(&early, "VA.capacity"),
        expected,
        "a difference over time tells nothing of the fourth State"
    );
    let none = coverage(app, None, Value::Null, Some(0)).await;
    assert_eq!(parts(&none, "VA.capacity"), json!({"notFiled": 26}));
    let future = coverage(app, None, Value::Null, Some(1_000)).await;
    assert_eq!(
        future["asOf"], 12,
        "a position that is not there yet is read as the last one"
    );
}

async fn the_next_release_waits_for_three(app: &TestApp, round: &str) {
    for (late, state) in ["QML", "QMM", "QMN"].into_iter().enumerate() {
        let (team, id) = filed(app, round, state, hidden(), &[capacity("joint")]).await;
        let document = "query ($id: ID!) { submission(id: $id) { filings { isLate } } }";
        let own = app.call(&team.focal, document, json!({"id": id})).await;
        assert_eq!(own.data()["submission"]["filings"], json!([{"isLate": true}]));
        let seen = world(app, None).await;
        is_a_partition(&seen, 26);
        let release = &seen["release"];
        let (number, counted) = if late < 2 { (1, 6) } else { (2, 9) };
        assert_eq!(
            (&release["number"], &parts(&seen, "VA.capacity")["countedNotShown"]),
            (&json!(number), &json!(counted))
        );
    }
    app.pass(TimeDelta::days(31));
    let member = app.of("QMZ", Role::AccreditedReader).await;
    let seen = world(app, Some(&member)).await;
    let expected = json!({"notFiled": 12, "answeredShown": 5, "countedNotShown": 8, "withheld": 1});
    assert_eq!(
        parts(&seen, "VA.capacity"),
        expected,
        "an embargo has ended, without a transaction"
    );
}

#[tokio::test]
async fn groups_are_published_from_five_states_on_and_hide_what_is_hidden() {
    let app = TestApp::start().await;
    round(&app).await;
    let by_group = "{ coverageByGroup(round: \"views-2027\") { asOf groups invited questions parts values } }";
    let published = [
        "regional:african",
        "regional:asia_pacific",
        "regional:eastern_european",
        "regional:grulac",
        "regional:weog",
        "organisation:au",
    ];
    for days in [0, 122] {
        app.pass(TimeDelta::days(days));
        for (name, who) in readers(&app).await {
            let answer = app.call(who.as_ref(), by_group, json!({})).await;
            let figures = &answer.data()["coverageByGroup"];
            let list = |field: &str| figures[field].as_array().unwrap().clone();
            let (groups, invited, parts, values) = (list("groups"), list("invited"), list("parts"), list("values"));
            if name != "the secretariat" {
                assert_eq!(groups, published, "{name}");
                assert!(invited.iter().all(|states| states.as_u64().unwrap() >= 5));
            }
            assert_eq!(values.len(), groups.len() * list("questions").len() * parts.len());
            let document =
                "{ coverageByGroup(round: \"views-2027\", questions: [\"VA.capacity\"]) { questions values } }";
            let one = app.call(who.as_ref(), document, json!({})).await.data()["coverageByGroup"].clone();
            assert_eq!(one["questions"], json!(["VA.capacity"]));
            let place = list("questions").iter().position(|code| code == "VA.capacity").unwrap();
            let of_one = values.chunks(parts.len()).skip(place).step_by(list("questions").len());
            assert_eq!(one["values"], json!(of_one.flatten().collect::<Vec<_>>()), "{name}");
            let per_group = list("questions").len() * parts.len();
            let counted = parts.iter().position(|part| part == "COUNTED_NOT_SHOWN").unwrap();
            for (group, invited) in values.chunks(per_group).zip(&invited) {
                for numbers in group.chunks(parts.len()) {
                    let sum: u64 = numbers.iter().map(|states| states.as_u64().unwrap()).sum();
                    assert_eq!(json!(sum), *invited, "{name}");
                    if name != "an analyst" {
                        assert_eq!(numbers[counted], 0, "{name}: releases are of the world alone");
                    }
                }
            }
        }
    }
    small_groups_and_observers(&app).await;
}

async fn small_groups_and_observers(app: &TestApp) {
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    for group in [json!({"isLdc": true}), json!({"isObservers": true})] {
        assert_eq!(
            coverage(app, None, group.clone(), None).await,
            Value::Null,
            "one State is no group"
        );
        let told = coverage(app, Some(&officer), group, None).await;
        is_a_partition(&told, 1);
        assert_eq!(
            parts(&told, "VA.capacity"),
            json!({"answeredShown": 1}),
            "the secretariat knows who filed"
        );
    }
    let african = coverage(app, None, json!({"regional": "african"}), None).await;
    is_a_partition(&african, 6);
    assert_eq!(african["release"], Value::Null);
    assert_eq!(
        parts(&african, "VA.capacity"),
        json!({"notFiled": 3, "answeredShown": 1, "withheld": 2})
    );
    let document =
        "{ coverage(round: \"views-2027\") { invited filedCount row(question: \"VA.capacity\") { parts { notFiled } } }
                      round(key: \"views-2027\") { invitedCount observerCount } }";
    let counted = app.call(None, document, json!({})).await.data().clone();
    let number = |pointer: &str| counted.pointer(pointer).and_then(Value::as_u64).unwrap();
    let (invited, filed) = (number("/coverage/invited"), number("/coverage/filedCount"));
    assert!(filed > 0);
    assert_eq!(invited - filed, number("/coverage/row/parts/notFiled"));
    assert_eq!(invited, number("/round/invitedCount") - number("/round/observerCount"));
    let document = "query ($group: GroupInput) { coverage(round: \"views-2027\", group: $group) { invited } }";
    for group in [
        json!({}),
        json!({"regional": "african", "isLdc": true}),
        json!({"regional": "atlantis"}),
    ] {
        let refused = app.call(None, document, json!({"group": group})).await;
        assert_eq!(refused.code(), "INVALID", "{group}");
    }
    let unknown = "{ coverage(round: \"views-1066\") { invited } coverageByGroup(round: \"views-1066\") { asOf } }";
    let unknown = app.call(None, unknown, json!({})).await;
    assert_eq!(*unknown.data(), json!({"coverage": null, "coverageByGroup": null}));
}

#[tokio::test]
async fn figures_are_the_same_whichever_way_they_reach_the_answer() {
    let app = TestApp::start().await;
    round(&app).await;
    // Fragments, and objects within, go the library's way; plain figures are put into the answer directly.
    let direct = "{ coverage(round: \"views-2027\") { rows { parts { __typename all: notFiled notAsked silent none
        notApplicable existsNotDisclosed declined answeredShown countedNotShown withheld }
        options { code states __typename } hidden { options { states code } } } } }";
    let library = "{ coverage(round: \"views-2027\") { rows { parts { ...Numbers } options { ...Chosen }
        hidden { options { ... on OptionFigure { states code } } } } } }
        fragment Numbers on Parts { __typename all: notFiled notAsked silent none notApplicable existsNotDisclosed declined
        answeredShown countedNotShown withheld }
        fragment Chosen on OptionFigure { code states __typename }";
    for days in [0, 122] {
        app.pass(TimeDelta::days(days));
        let (direct, library) = (
            app.call(None, direct, json!({})).await,
            app.call(None, library, json!({})).await,
        );
        assert!(
            direct.data()["coverage"]["rows"]
                .as_array()
                .unwrap()
                .iter()
                .any(|row| row["options"][0]["states"].as_u64() > Some(0))
        );
        assert_eq!(direct.data(), library.data());
    }
}

/// Asks by GET, as a browser or a shared cache does, naming the tag that it has.
async fn get(app: &TestApp, tag: Option<&str>) -> Answer {
    let query = "{coverage(round:\"views-2027\"){asOf,row(question:\"VA.capacity\"){parts{answeredShown}}}}";
    let url = reqwest::Url::parse_with_params("http://normtrack.example/graphql", [("query", query)]).unwrap();
    let mut request = Request::get(url.as_str());
    if let Some(tag) = tag {
        request = request.header(IF_NONE_MATCH, tag);
    }
    app.send(request.body(axum::body::Body::empty()).unwrap()).await
}

fn tag(answer: &Answer) -> String {
    answer.headers[ETAG].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn anonymous_figures_are_revalidated_by_their_tag() {
    let app = TestApp::start().await;
    let round = round(&app).await;
    app.process.take_pulse().await.unwrap();
    let first = get(&app, None).await;
    assert_eq!(
        first.data()["coverage"],
        json!({"asOf": 12, "row": {"parts": {"answeredShown": 3}}})
    );
    let same = get(&app, Some(&tag(&first))).await;
    assert_eq!((same.status, &same.json), (StatusCode::NOT_MODIFIED, &Value::Null));
    assert_eq!(tag(&same), tag(&first));
    assert_eq!(same.headers[CACHE_CONTROL], first.headers[CACHE_CONTROL]);

    let (team, id) = filed(&app, &round, "QMO", public(), &[capacity("group")]).await;
    app.process.take_pulse().await.unwrap();
    let second = get(&app, Some(&tag(&first))).await;
    assert_eq!(
        second.data()["coverage"],
        json!({"asOf": 13, "row": {"parts": {"answeredShown": 4}}})
    );
    assert_ne!(tag(&second), tag(&first));

    withdraw(&app, &team.authority, &id).await;
    app.process.take_pulse().await.unwrap();
    let third = get(&app, Some(&tag(&second))).await;
    assert_eq!(
        third.data()["coverage"],
        json!({"asOf": 14, "row": {"parts": {"answeredShown": 3}}})
    );

    // The round closes without a transaction, and without anybody having looked: what was answered is no longer confirmed.
    app.pass(TimeDelta::days(122));
    assert_eq!(get(&app, Some(&tag(&third))).await.status, StatusCode::OK);
    app.process.take_pulse().await.unwrap();
    let closed = get(&app, Some(&tag(&third))).await;
    assert_eq!(closed.status, StatusCode::OK);
    assert_ne!(tag(&closed), tag(&third));
    assert_eq!(get(&app, Some(&tag(&closed))).await.status, StatusCode::NOT_MODIFIED);
}

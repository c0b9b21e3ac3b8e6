//! Reports beside coverage, through the door: each figure against what the States of the story filed, for every kind of reader.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use clap::Parser as _;
use domain::access::Role;
use serde_json::{Value, json};
use tests::app::{Persona, TestApp};
use tests::delegation::{SAID, Team, answer, change, file, open_round, open_submission, share_draft, withdraw};

const EDITION: &str = "views-and-assessments/1";

fn capacity(option: &str) -> (&'static str, Value) {
    ("VA.capacity", json!({"singleChoice": {"option": option}}))
}

fn topic(text: &str) -> (&'static str, Value) {
    ("VT.topic_a", json!({"longText": text}))
}

fn public() -> Value {
    json!({"visibility": "PUBLIC"})
}

async fn round(app: &TestApp, key: &str, edition: &str, invited: &[&str]) -> String {
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let input = json!({
        "mandate": {"provision": "A-RES-69-28/3"},
        "closesOn": "2027-06-30",
        "invited": invited,
        "admitsObservers": true,
    });
    open_round(app, &officer, key, edition, input).await
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

const INVITED: [&str; 9] = ["QMA", "QMB", "QMC", "QMD", "QME", "QMF", "QMG", "QMH", "QNA"];

/// Six filings, of which one is withdrawn; one State has opened its working file, two have done nothing.
async fn small_round(app: &TestApp) {
    let id = round(app, "views-2027", EDITION, &INVITED).await;
    let members = json!({"visibility": "MEMBER_STATES"});
    let hidden = json!({"visibility": "NATIONAL_TEAM", "isCounted": true});
    filed(app, &id, "QMA", public(), &[capacity("national"), topic("Open views.")]).await;
    filed(
        app,
        &id,
        "QMB",
        members,
        &[capacity("joint"), topic("Views for States.")],
    )
    .await;
    filed(app, &id, "QMC", hidden, &[capacity("group")]).await;
    let silence = [capacity("national"), ("VT.topic_a", json!({"silence": "DECLINED"}))];
    filed(app, &id, "QMD", public(), &silence).await;
    filed(app, &id, "QNA", public(), &[capacity("national")]).await;
    let (team, file) = filed(app, &id, "QMF", public(), &[capacity("national")]).await;
    withdraw(app, &team.authority, &file).await;
    let focal = app.of("QMG", Role::FocalPoint).await;
    open_submission(app, &focal, "QMG", &id, "EN").await;
}

async fn readers(app: &TestApp) -> Vec<(&'static str, Option<Persona>)> {
    vec![
        ("the public", None),
        ("a Member State", Some(app.of("QMH", Role::AccreditedReader).await)),
        ("an observer State", Some(app.of("QNA", Role::AccreditedReader).await)),
        ("the State that hides", Some(app.of("QMC", Role::Reader).await)),
        ("the State that withdrew", Some(app.of("QMF", Role::Reader).await)),
        ("the secretariat", Some(app.secretariat(Role::SecretariatOfficer).await)),
        ("an analyst", Some(app.secretariat(Role::Analyst).await)),
        ("an auditor", Some(app.secretariat(Role::Auditor).await)),
    ]
}

async fn comparison(app: &TestApp, who: Option<&Persona>, states: &[&str], as_of: Option<i64>) -> Value {
    let document = format!(
        "query ($states: [String!]!, $asOf: Int) {{ comparison(round: \"views-2027\", states: $states, asOf: $asOf,
            questions: [\"VT.topic_a\", \"VA.capacity\"]) {{ invited asOf states {{ code }} rows {{
            questionCode showing invited options {{ code states }}
            cells {{ state {{ code }} answer {{ questionCode standing value {{ ...Said }} }} }} }} }} }} {SAID}"
    );
    let variables = json!({"states": states, "asOf": as_of});
    app.call(who, &document, variables).await.data()["comparison"].clone()
}

/// What each State shows in a row; nothing for those that show nothing.
fn cells(row: &Value) -> BTreeMap<String, Value> {
    let cells = row["cells"].as_array().unwrap().iter();
    cells
        .map(|cell| {
            let code = cell["state"]["code"].as_str().unwrap().to_owned();
            (code, cell["answer"]["standing"].clone())
        })
        .collect()
}

#[tokio::test]
async fn states_are_compared_by_what_they_show_and_nothing_else() {
    let app = TestApp::start().await;
    small_round(&app).await;
    for (name, who) in readers(&app).await {
        let all = comparison(&app, who.as_ref(), &[INVITED.as_slice(), &["QMZ"]].concat(), None).await;
        assert_eq!((&all["invited"], &all["asOf"]), (&json!(8), &json!(7)), "{name}");
        let rows = all["rows"].as_array().unwrap();
        assert_eq!(rows[0]["questionCode"], "VA.capacity", "in the order of the edition");
        let shown: &[&str] = match name {
            "a Member State" | "the secretariat" | "the State that withdrew" => &["QMA", "QMB", "QMD", "QNA"],
            "the State that hides" => &["QMA", "QMB", "QMC", "QMD", "QNA"],
            _ => &["QMA", "QMD", "QNA"],
        };
        let found = cells(&rows[0]);
        assert_eq!(
            found.len(),
            INVITED.len(),
            "{name}: every State invited has its place, filed or not"
        );
        let showing: Vec<_> = found
            .iter()
            .filter(|(_, said)| !said.is_null())
            .map(|(code, _)| code)
            .collect();
        assert_eq!(showing, shown, "{name}");
        let members = shown.iter().filter(|code| **code != "QNA").count();
        assert_eq!(rows[0]["showing"], members, "{name}: observers are not summed");
        let sum: u64 = rows[0]["options"]
            .as_array()
            .unwrap()
            .iter()
            .map(|o| o["states"].as_u64().unwrap())
            .sum();
        assert_eq!(sum, members as u64, "{name}");
        // What was withdrawn is no longer there as of any position, and nobody can tell it from what never was.
        let (filed, never) = (comparison(&app, who.as_ref(), &["QMF"], Some(6)).await, "QMH");
        let never = comparison(&app, who.as_ref(), &[never], Some(6)).await;
        for (one, other) in filed["rows"]
            .as_array()
            .unwrap()
            .iter()
            .zip(never["rows"].as_array().unwrap())
        {
            assert_eq!(one["cells"][0]["answer"], Value::Null, "{name}");
            assert_eq!(
                (&one["showing"], &one["options"]),
                (&other["showing"], &other["options"]),
                "{name}"
            );
        }
    }
    let early = comparison(&app, None, &INVITED, Some(1)).await;
    assert_eq!((&early["rows"][0]["showing"], &early["asOf"]), (&json!(1), &json!(1)));
    assert_eq!(early["rows"][1]["cells"].as_array().unwrap().len(), 9);
}

#[tokio::test]
async fn a_comparison_agrees_with_coverage() {
    let app = TestApp::start().await;
    small_round(&app).await;
    let coverage = "{ coverage(round: \"views-2027\") { row(question: \"VA.capacity\") { invited
        parts { answeredShown none declined } options { code states } } } }";
    for (name, who) in readers(&app).await {
        let compared = comparison(&app, who.as_ref(), &INVITED, None).await["rows"][0].clone();
        let answer = app.call(who.as_ref(), coverage, json!({})).await;
        let row = &answer.data()["coverage"]["row"];
        assert_eq!(compared["options"], row["options"], "{name}");
        assert_eq!(compared["showing"], row["parts"]["answeredShown"], "{name}");
        assert_eq!(compared["invited"], row["invited"], "{name}");
    }
}

#[tokio::test]
async fn a_comparison_that_would_be_too_large_says_so() {
    let app = TestApp::start().await;
    round(&app, "survey-2027", "national-implementation/1", &["QMA"]).await;
    let states: Vec<String> = ('A'..='Z')
        .flat_map(|a| ('A'..='Z').map(move |b| format!("{a}{b}X")))
        .collect();
    let document = "query ($states: [String!]!) { comparison(round: \"survey-2027\", states: $states) { asOf } }";
    let answer = app.call(None, document, json!({"states": states})).await;
    assert_eq!(
        (answer.code(), &answer.extensions()["limit"]),
        ("LIMIT", &json!("comparison"))
    );
    let bad = "{ comparison(round: \"survey-2027\", states: [\"QMA\"], questions: [\"GEN.gone\"]) { asOf } }";
    assert_eq!(app.call(None, bad, json!({})).await.code(), "INVALID");
}

#[tokio::test]
async fn participation_has_denominators_and_no_names() {
    let app = TestApp::start().await;
    small_round(&app).await;
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let own_request = json!({"invited": []});
    open_round(
        &app,
        &officer,
        "declarations",
        "code-of-conduct-subscription/1",
        own_request,
    )
    .await;
    let document = "query ($asOf: Int) { participation(asOf: $asOf) { round { key } asOf members { invited filed }
        observers { invited filed } groups { group turnout { invited filed } } } }";
    for (name, who) in readers(&app).await {
        let answer = app.call(who.as_ref(), document, json!({})).await;
        let rounds = answer.data()["participation"].as_array().unwrap();
        assert_eq!(rounds.len(), 1, "{name}: without invitation there is no denominator");
        assert_eq!(rounds[0]["members"], json!({"invited": 8, "filed": 4}), "{name}");
        assert_eq!(rounds[0]["asOf"], 7);
        let told = name == "the secretariat";
        let observers = if told {
            json!({"invited": 1, "filed": 1})
        } else {
            Value::Null
        };
        assert_eq!(rounds[0]["observers"], observers, "{name}");
        for group in rounds[0]["groups"].as_array().unwrap() {
            let invited = group["turnout"]["invited"].as_u64().unwrap();
            assert!(told || invited >= 5, "{name}: {group}");
        }
    }
    let answer = app.call(None, document, json!({"asOf": 2})).await;
    assert_eq!(
        answer.data()["participation"][0]["members"],
        json!({"invited": 8, "filed": 2})
    );
}

#[tokio::test]
async fn the_status_of_a_round_is_for_the_secretariat() {
    let app = TestApp::start().await;
    small_round(&app).await;
    let document = "{ roundStatus(round: \"views-2027\") { asOf members { invited opened filed }
        observers { invited opened filed } states { state { code } status openedAt hasFiled } } }";
    for (name, who) in readers(&app).await {
        let answer = app.call(who.as_ref(), document, json!({})).await;
        let status = &answer.data()["roundStatus"];
        if name != "the secretariat" {
            assert_eq!(*status, Value::Null, "{name}");
            continue;
        }
        assert_eq!(status["members"], json!({"invited": 8, "opened": 6, "filed": 4}));
        assert_eq!(status["observers"], json!({"invited": 1, "opened": 1, "filed": 1}));
        let states = status["states"].as_array().unwrap();
        let is = |state: &Value, code: &str| state["state"]["code"] == code;
        let of = |code| states.iter().find(|state| is(state, code)).unwrap();
        assert_eq!(
            (&of("QMG")["hasFiled"], of("QMG")["openedAt"].is_string()),
            (&json!(false), true)
        );
        assert_eq!(
            (&of("QMF")["hasFiled"], of("QMF")["openedAt"].is_string()),
            (&json!(false), true)
        );
        assert_eq!(
            (&of("QMH")["hasFiled"], &of("QMH")["openedAt"]),
            (&json!(false), &Value::Null)
        );
    }
}

#[tokio::test]
async fn the_secretariat_learns_how_far_a_state_has_come_where_it_shares_that_and_until_it_files() {
    let app = TestApp::start().await;
    let round = round(&app, "views-2027", EDITION, &["QMA", "QMB"]).await;
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let learnt = async || {
        let document = "{ roundStatus(round: \"views-2027\") { states { state { code }
            completeness { expected expectedAnswered enabled answered core coreAnswered problems } } } }";
        let answer = app.call(&officer, document, json!({})).await;
        let states = answer.data()["roundStatus"]["states"].as_array().unwrap().clone();
        let of = |code: &str| states.iter().find(|state| state["state"]["code"] == code).unwrap();
        (of("QMA")["completeness"].clone(), of("QMB")["completeness"].clone())
    };
    let mut files = Vec::new();
    for state in ["QMA", "QMB"] {
        let team = Team::of(&app, state).await;
        let id = open_submission(&app, &team.focal, state, &round, "EN").await;
        files.push((team, id));
    }
    let (team, id) = &files[0];
    let set = ("setSubmissionFields", "SetSubmissionFieldsInput");
    assert_eq!(learnt().await, (Value::Null, Value::Null), "nobody shares anything");
    change(&app, &team.focal, id, set, json!({"sharesProgress": true})).await;
    let (begun, other) = learnt().await;
    assert_eq!((&begun["answered"], &other), (&json!(0), &Value::Null));

    let said = [
        capacity("national"),
        topic("SECRET"),
        ("VT.topic_b", json!({"silence": "DECLINED"})),
    ];
    for (team, id) in &files {
        answer(&app, &team.focal, id, &said).await;
    }
    let (further, other) = learnt().await;
    let own = "query ($id: ID!) { submission(id: $id) { preview { completeness {
        expected expectedAnswered enabled answered core coreAnswered problems } } } }";
    let own = app.call(&team.focal, own, json!({"id": id})).await;
    assert_eq!(
        further,
        own.data()["submission"]["preview"]["completeness"],
        "as the State sees it"
    );
    assert_eq!((&further["answered"], &other), (&json!(3), &Value::Null));

    change(&app, &team.focal, id, set, json!({"sharesProgress": false})).await;
    assert_eq!(learnt().await.0, Value::Null, "it is taken back at once");
    change(&app, &team.focal, id, set, json!({"sharesProgress": true})).await;
    file(&app, &team.authority, id).await;
    assert_eq!(learnt().await.0, Value::Null, "what is filed is read as filed");
}

const TREND: &str = "query ($group: GroupInput, $asOf: Int) {
    trend(edition: \"views-and-assessments/1\", question: \"VA.capacity\", group: $group, asOf: $asOf) {
        question { code } runs { points { joint round { key } release { number }
            row { invited asOf parts { notFiled answeredShown countedNotShown withheld } options { code states }
                hidden { states described } } } } } }";

#[tokio::test]
async fn a_trend_tells_of_each_round_what_its_coverage_tells() {
    let app = TestApp::start().await;
    small_round(&app).await;
    let next = round(&app, "views-2028", EDITION, &INVITED).await;
    let hidden = json!({"visibility": "NATIONAL_TEAM", "isCounted": true});
    for (state, option) in [("QME", "group"), ("QMG", "joint"), ("QMH", "national")] {
        filed(&app, &next, state, hidden.clone(), &[capacity(option)]).await;
    }
    app.pass(TimeDelta::days(125));
    let row = "query ($round: String!, $asOf: Int) { coverage(round: $round, asOf: $asOf) {
        release { number } row(question: \"VA.capacity\") { invited asOf
            parts { notFiled answeredShown countedNotShown withheld } options { code states }
            hidden { states described } } } }";
    for (name, who) in readers(&app).await {
        for as_of in [None, Some(3), Some(9)] {
            let answer = app.call(who.as_ref(), TREND, json!({"asOf": as_of})).await;
            let runs = answer.data()["trend"]["runs"].as_array().unwrap().clone();
            assert_eq!(runs.len(), 1, "{name}: one edition, one run");
            let points = runs[0]["points"].as_array().unwrap();
            for ((point, round), joint) in points
                .iter()
                .zip(["views-2027", "views-2028"])
                .zip(["FIRST", "COMPARABLE"])
            {
                assert_eq!(
                    (&point["round"]["key"], &point["joint"]),
                    (&json!(round), &json!(joint)),
                    "{name}"
                );
                let variables = json!({"round": round, "asOf": as_of});
                let coverage = app.call(who.as_ref(), row, variables).await;
                let coverage = &coverage.data()["coverage"];
                assert_eq!(point["row"], coverage["row"], "{name} {round} {as_of:?}");
                assert_eq!(point["release"], coverage["release"], "{name} {round} {as_of:?}");
            }
            assert_eq!(points.len(), 2, "{name}");
        }
        let small = app
            .call(who.as_ref(), TREND, json!({"group": {"isObservers": true}}))
            .await;
        let points = small.data()["trend"]["runs"].as_array().unwrap().len();
        assert_eq!(
            points,
            usize::from(name == "the secretariat"),
            "{name}: one observer State is not published"
        );
    }
    let gone = "{ trend(edition: \"views-and-assessments/1\", question: \"VA.gone\") { runs { points { joint } } } }";
    assert_eq!(app.call(None, gone, json!({})).await.data()["trend"], Value::Null);
}

const PROFILE: &str =
    "query ($asOf: Int, $isAgreed: Boolean) { stateProfile(state: \"QMA\", asOf: $asOf, isAgreed: $isAgreed) {
    asOf filings { position } provisions { provision { code } adoption answers { questionCode } }
    needs { questionCode } contacts { questionCode } } }";

fn codes(answers: &Value) -> Vec<&str> {
    let answers = answers.as_array().unwrap().iter();
    answers.map(|answer| answer["questionCode"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_profile_shows_each_reader_what_the_state_shows_them() {
    let app = TestApp::start().await;
    let team = Team::of(&app, "QMA").await;
    let survey = round(&app, "survey-2027", "national-implementation/1", &["QMA"]).await;
    let id = open_submission(&app, &team.focal, "QMA", &survey, "EN").await;
    let chosen = |options: &[&str]| {
        let options: Vec<_> = options.iter().map(|option| json!({"option": option})).collect();
        json!({"multiChoice": options})
    };
    let one = |option: &str| json!({"singleChoice": {"option": option}});
    let answers = [
        ("GEN.modules", chosen(&["n13"])),
        ("GEN.needs", chosen(&["strategy"])),
        ("GEN.points_of_contact", chosen(&["diplomatic"])),
        ("N13H.status", one("partially_implemented")),
        ("N13H.description", json!({"longText": "A desk answers requests."})),
        ("N13H.contact_named", one("yes")),
        ("N13H.contact_directories", chosen(&["global"])),
        ("N13H.needs", chosen(&["strategy"])),
        ("N13H.offers", chosen(&["strategy"])),
    ];
    answer(&app, &team.focal, &id, &answers).await;
    let members = json!({"visibility": "MEMBER_STATES"});
    let sharing = json!({"default": public(), "answers": [
        {"question": "N13H.description", "sharing": members}, {"question": "N13H.needs", "sharing": members}]});
    share_draft(&app, &team.authority, &id, sharing).await;
    file(&app, &team.authority, &id).await;
    let views = round(&app, "views-2027", EDITION, &["QMA"]).await;
    filed(&app, &views, "QMA", public(), &[topic("Views.")]).await;

    let accredited = app.of("QMB", Role::AccreditedReader).await;
    for (name, who) in [
        ("the public", None),
        ("a Member State", Some(&accredited)),
        ("its own", Some(&team.focal)),
    ] {
        let answer = app.call(who, PROFILE, json!({})).await;
        let profile = &answer.data()["stateProfile"];
        assert_eq!(profile["filings"], json!([{"position": 1}, {"position": 2}]), "{name}");
        let contacts = [
            "GEN.points_of_contact",
            "N13H.contact_directories",
            "N13H.contact_named",
        ];
        let mut found = codes(&profile["contacts"]);
        found.sort_unstable();
        assert_eq!(found, contacts, "{name}");
        let needs: &[&str] = if who.is_none() {
            &["GEN.needs"]
        } else {
            &["GEN.needs", "N13H.needs"]
        };
        assert_eq!(codes(&profile["needs"]), needs, "{name}: what it offers is no need");
        let provisions = profile["provisions"].as_array().unwrap();
        let of = |code: &str| provisions.iter().find(|row| row["provision"]["code"] == code).unwrap();
        let norm = of("A-70-174/13.h");
        assert_eq!(
            (&norm["adoption"], codes(&norm["answers"])[0]),
            (&json!("EXPERT_REPORT"), "N13H.status")
        );
        assert_eq!(
            codes(&norm["answers"]).contains(&"N13H.description"),
            who.is_some(),
            "{name}"
        );
        assert_eq!(of("A-C1-73-L27/4.a")["adoption"], "DRAFT", "{name}");
        assert_eq!(codes(&of("A-RES-69-28/3.a")["answers"]), ["VT.topic_a"], "{name}");
    }
    let before = app.call(None, PROFILE, json!({"asOf": 1, "isAgreed": false})).await;
    let before = &before.data()["stateProfile"];
    assert_eq!(
        (&before["asOf"], &before["filings"]),
        (&json!(1), &json!([{"position": 1}]))
    );
    assert_eq!(
        before["provisions"],
        json!([]),
        "the survey asks about agreed texts alone"
    );
    let other =
        "{ stateProfile(state: \"QMB\") { filings { position } provisions { adoption } needs { questionCode } } }";
    let nothing = json!({"filings": [], "provisions": [], "needs": []});
    assert_eq!(app.call(None, other, json!({})).await.data()["stateProfile"], nothing);
}

/// Asks from the command line.
async fn asked(arguments: &[&str]) -> Result<Value, api::asking::AskError> {
    let cli = api::config::Cli::try_parse_from([["normtrack", "report"].as_slice(), arguments].concat()).unwrap();
    let api::config::Command::Report(arguments) = cli.command else {
        panic!("{arguments:?} is no report");
    };
    api::report::ask(&arguments).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_tells_what_the_service_tells() {
    let app = TestApp::start().await;
    small_round(&app).await;
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let (address, stop) = crate::readme::served(&app).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    std::fs::write(&file, &officer.token).unwrap();
    let (server, token) = (["--server", &address], ["--token-file", file.to_str().unwrap()]);
    for (report, field) in [
        (vec!["coverage", "views-2027", "--as-of", "2"], "coverage"),
        (vec!["trend", EDITION, "VA.capacity"], "trend"),
        (
            vec!["comparison", "views-2027", "QMA", "QMB", "--question", "VA.capacity"],
            "comparison",
        ),
        (vec!["profile", "QMA"], "stateProfile"),
        (vec!["participation", "views-2027"], "participation"),
    ] {
        let arguments = [report.as_slice(), server.as_slice()].concat();
        let cli = api::config::Cli::try_parse_from([["normtrack", "report"].as_slice(), &arguments].concat()).unwrap();
        let api::config::Command::Report(parsed) = cli.command else {
            panic!("{report:?}");
        };
        let (document, variables) = parsed.report.document(parsed.as_of);
        for (who, token) in [(None, [].as_slice()), (Some(&officer), token.as_slice())] {
            let told = asked(&[&arguments, token].concat()).await.unwrap();
            let answer = app.call(who, &document, variables.clone()).await;
            assert_eq!(told, answer.data()[field], "{report:?}");
        }
    }
    let status = [["status", "views-2027"].as_slice(), &server].concat();
    let refused = asked(&status).await.unwrap_err();
    assert!(matches!(refused, api::asking::AskError::Nothing), "{refused}");
    let told = asked(&[&status, token.as_slice()].concat()).await.unwrap();
    assert_eq!(told["members"], json!({"invited": 8, "opened": 6, "filed": 4}));
    let gone = asked(
        &[
            ["comparison", "views-2027", "QMA", "--question", "VA.gone"].as_slice(),
            &server,
        ]
        .concat(),
    )
    .await;
    assert!(gone.unwrap_err().to_string().ends_with("(INVALID)"));
    stop.send(()).unwrap();
}

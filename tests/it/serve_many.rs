//! Answer once, serve many: one filed survey seen from other instruments, a reply drafted from it, and what does not agree.

use domain::access::Role;
use serde_json::{Value, json};
use tests::app::{Persona, TestApp};
use tests::delegation::{Team, answer, file, open_round, open_submission, preview, share_draft};

fn chosen(options: &[&str]) -> Value {
    let options: Vec<_> = options.iter().map(|option| json!({"option": option})).collect();
    json!({"multiChoice": options})
}

fn one(option: &str) -> Value {
    json!({"singleChoice": {"option": option}})
}

async fn round(app: &TestApp, key: &str, edition: &str) -> String {
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let input = json!({"mandate": {"provision": "A-RES-69-28/3"}, "closesOn": "2027-06-30", "invited": ["QMA", "QMB"]});
    open_round(app, &officer, key, edition, input).await
}

/// Files a survey that is public, but for one description.
async fn survey(app: &TestApp, team: &Team) {
    let round = round(app, "survey-2027", "national-implementation/1").await;
    let id = open_submission(app, &team.focal, "QMA", &round, "EN").await;
    let answers = [
        ("GEN.modules", chosen(&["n13"])),
        ("N13A.status", one("planned")),
        ("N13H.status", one("partially_implemented")),
        ("N13H.description", json!({"longText": "A desk answers requests."})),
        (
            "N13H.understanding",
            json!({"longText": "A request comes with reasons."}),
        ),
        ("N13H.challenges", chosen(&["legal"])),
        ("N13H.needs", chosen(&["strategy"])),
    ];
    answer(app, &team.focal, &id, &answers).await;
    let members = json!({"visibility": "MEMBER_STATES"});
    let sharing = json!({"default": {"visibility": "PUBLIC"}, "answers": [
        {"question": "N13H.description", "sharing": members}]});
    share_draft(app, &team.authority, &id, sharing).await;
    file(app, &team.authority, &id).await;
}

const VIEW: &str = "query ($instrument: String!) { filing(position: 1) { instrumentView(instrument: $instrument) {
    adoption provisionCount instrument { symbol } provisions { provision { code }
        bearings { relation { code reading } asked { code adoption } answers { questionCode } } } } } }";

async fn view(app: &TestApp, who: Option<&Persona>, instrument: &str) -> Value {
    let answer = app.call(who, VIEW, json!({"instrument": instrument})).await;
    answer.data()["filing"]["instrumentView"].clone()
}

fn of<'a>(view: &'a Value, provision: &str) -> &'a Value {
    let rows = view["provisions"].as_array().unwrap();
    let row = rows.iter().find(|row| row["provision"]["code"] == provision);
    &row.unwrap_or_else(|| panic!("{provision} in {view:#}"))["bearings"]
}

fn codes(answers: &Value) -> Vec<&str> {
    let answers = answers.as_array().unwrap().iter();
    answers.map(|answer| answer["questionCode"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn one_survey_is_seen_from_every_instrument_that_its_answers_bear_on() {
    let app = TestApp::start().await;
    let team = Team::of(&app, "QMA").await;
    survey(&app, &team).await;

    let direct = view(&app, None, "A-70-174").await;
    assert_eq!(direct["adoption"], "EXPERT_REPORT");
    let norm = of(&direct, "A-70-174/13.h");
    assert_eq!(
        (&norm[0]["relation"], &norm[0]["asked"]["code"]),
        (&Value::Null, &json!("A-70-174/13.h"))
    );
    assert_eq!(codes(&norm[0]["answers"])[0], "N13H.status", "what leads stands first");

    let draft = view(&app, None, "A/C.1/73/L.27").await;
    assert_eq!(
        (&draft["adoption"], &draft["instrument"]["symbol"]),
        (&json!("DRAFT"), &json!("A/C.1/73/L.27"))
    );
    let through = of(&draft, "A-C1-73-L27/1.16");
    assert_eq!(through[0]["relation"], json!({"code": "X050", "reading": "RESTATES"}));
    assert_eq!(
        through[0]["asked"],
        json!({"code": "A-70-174/13.h", "adoption": "EXPERT_REPORT"})
    );
    assert!(draft["provisionCount"].as_u64().unwrap() > draft["provisions"].as_array().unwrap().len() as u64);

    let later = view(&app, None, "A-76-135").await;
    assert_eq!(of(&later, "A-76-135/13.h")[0]["relation"]["reading"], "DERIVED_FROM");

    let accredited = app.of("QMB", Role::AccreditedReader).await;
    for (name, who) in [("the public", None), ("a Member State", Some(&accredited))] {
        let seen = view(&app, who, "A-C1-73-L27").await;
        let answers = codes(&of(&seen, "A-C1-73-L27/1.16")[0]["answers"]).contains(&"N13H.description");
        assert_eq!(answers, who.is_some(), "{name}: a view shows what the filing shows");
    }
    assert_eq!(view(&app, None, "A-1-1").await, Value::Null);
}

const REPLY: &str = "query ($id: ID!) { submission(id: $id) { unmergedCount draftedReply { questionCode text language
    heading { code } sources { position round questionCode } leftOut { reason origin { questionCode } } } } }";

async fn take_up(app: &TestApp, who: &Persona, submission: &str, questions: Value) -> Value {
    let document = "mutation ($input: TakeUpReplyInput!) { takeUpReply(input: $input) { stored offered
        submission { unmergedCount unconfirmedCount answer(question: \"VT.topic_b\") { provenance isConfirmed revision
            origin { position isFiled round questionCode isComparable } } } } }";
    let input = json!({"submission": submission, "questions": questions});
    let answer = app.call(who, document, json!({"input": input})).await;
    answer.data()["takeUpReply"].clone()
}

#[tokio::test]
async fn a_reply_is_drafted_and_stands_only_by_an_act_of_the_state() {
    let app = TestApp::start().await;
    let team = Team::of(&app, "QMA").await;
    survey(&app, &team).await;
    let round = round(&app, "views-2027", "views-and-assessments/1").await;
    let id = open_submission(&app, &team.focal, "QMA", &round, "EN").await;
    answer(
        &app,
        &team.focal,
        &id,
        &[("VT.topic_c", json!({"longText": "Our own words."}))],
    )
    .await;

    let drafted = app.call(&team.focal, REPLY, json!({"id": id})).await;
    let replies = drafted.data()["submission"]["draftedReply"].as_array().unwrap().clone();
    let headings: Vec<_> = replies
        .iter()
        .map(|reply| reply["heading"]["code"].as_str().unwrap())
        .collect();
    assert_eq!(
        headings,
        [
            "A-RES-69-28/3.a",
            "A-RES-69-28/3.b",
            "A-RES-69-28/3.c",
            "A-RES-69-28/3.d"
        ]
    );
    let text = |at: usize| replies[at]["text"].as_str().unwrap();
    assert!(text(1).contains("(A/70/174, 13 (h))\n"), "{}", text(1));
    assert!(
        text(1).contains("\nA desk answers requests."),
        "the State's own words: {}",
        text(1)
    );
    assert!(text(2).ends_with("\nA request comes with reasons."), "{}", text(2));
    assert!(
        text(0).contains("– ") && text(3).contains("– "),
        "options by their labels"
    );
    let sources: Vec<_> = replies[1]["sources"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| &s["questionCode"])
        .collect();
    assert_eq!(sources, ["N13A.status", "N13H.status", "N13H.description"]);
    assert_eq!(replies[1]["sources"][0]["position"], 1);
    assert_eq!(
        preview(&app, &team.authority, &id).await["answerCount"],
        1,
        "offered, and kept nowhere"
    );

    let taken = take_up(&app, &team.focal, &id, Value::Null).await;
    assert_eq!(taken["stored"], json!(["VT.topic_a", "VT.topic_b", "VT.topic_d"]));
    assert_eq!(
        taken["offered"],
        json!(["VT.topic_c"]),
        "what stands is not overwritten"
    );
    let origin = json!({"position": null, "isFiled": false, "round": "survey-2027", "questionCode": "N13A.status",
        "isComparable": false});
    let expected = json!({"provenance": "CARRIED", "isConfirmed": false, "revision": 1, "origin": origin});
    assert_eq!(taken["submission"]["answer"], expected);
    assert_eq!(taken["submission"]["unmergedCount"], 1);
    let again = take_up(&app, &team.focal, &id, Value::Null).await;
    assert_eq!(
        (&again["stored"], &again["offered"]),
        (&json!([]), &json!([])),
        "who asks twice has asked once"
    );
    let before = preview(&app, &team.authority, &id).await;
    assert_eq!(before["answerCount"], 1, "what nobody confirmed is not filed: {before}");

    let confirm = "mutation ($input: ConfirmSectionInput!) { confirmSection(input: $input) { confirmed } }";
    let input = json!({"submission": id, "section": "VT"});
    let confirmed = app.call(&team.focal, confirm, json!({"input": input})).await;
    assert_eq!(
        confirmed.data()["confirmSection"]["confirmed"],
        json!(["VT.topic_a", "VT.topic_b", "VT.topic_d"])
    );
    assert_eq!(file(&app, &team.authority, &id).await["answerCount"], 4);
}

#[tokio::test]
async fn a_reply_is_for_those_who_read_everything_and_in_one_language() {
    let app = TestApp::start().await;
    let team = Team::of(&app, "QMA").await;
    survey(&app, &team).await;
    let round = round(&app, "views-2027", "views-and-assessments/1").await;
    let id = open_submission(&app, &team.focal, "QMA", &round, "FR").await;
    let drafted = app.call(&team.focal, REPLY, json!({"id": id})).await;
    let replies = &drafted.data()["submission"]["draftedReply"];
    let left_out = json!([{"reason": "LANGUAGE", "origin": {"questionCode": "N13H.description"}}]);
    assert_eq!(
        (&replies[1]["language"], &replies[1]["leftOut"]),
        (&json!("FR"), &left_out)
    );
    assert_eq!(replies[2]["text"], "", "nothing is translated");
    let taken = take_up(&app, &team.focal, &id, Value::Null).await;
    assert_eq!(
        taken["stored"],
        json!(["VT.topic_a", "VT.topic_b", "VT.topic_d"]),
        "nothing is made of nothing"
    );

    let contributor = app.of("QMA", Role::Contributor).await;
    let seen = app.call(&contributor, REPLY, json!({"id": id})).await;
    assert_eq!(seen.data()["submission"]["draftedReply"], json!([]));
    let reader = app.of("QMA", Role::Reader).await;
    let document = "mutation ($input: TakeUpReplyInput!) { takeUpReply(input: $input) { stored } }";
    let act = |questions: Value| json!({"input": {"submission": id, "questions": questions}});
    assert_eq!(app.call(&reader, document, act(Value::Null)).await.code(), "FORBIDDEN");
    assert_eq!(
        app.call(&team.focal, document, act(json!(["VA.authority"])))
            .await
            .code(),
        "INVALID"
    );
    let stranger = app.of("QMB", Role::FocalPoint).await;
    assert_eq!(
        app.call(&stranger, document, act(Value::Null)).await.code(),
        "NOT_FOUND"
    );
}

#[tokio::test]
async fn what_does_not_agree_is_shown_to_the_state_alone() {
    let app = TestApp::start().await;
    let team = Team::of(&app, "QMA").await;
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let code = open_round(
        &app,
        &officer,
        "code",
        "code-of-conduct-subscription/1",
        json!({"invited": []}),
    )
    .await;
    let further = round(&app, "further-2027", "further-provisions/1").await;
    let id = open_submission(&app, &team.focal, "QMA", &code, "EN").await;
    let declared = [
        ("CS.position", one("follows_in_part")),
        ("CFA.position", one("follows")),
        ("CFD.position", one("follows")),
    ];
    answer(&app, &team.focal, &id, &declared).await;
    share_draft(&app, &team.authority, &id, json!({"default": {"visibility": "PUBLIC"}})).await;
    file(&app, &team.authority, &id).await;
    let draft = open_submission(&app, &team.focal, "QMA", &further, "EN").await;
    let said = [
        ("NL01.status", json!({"silence": "NOT_APPLICABLE"})),
        ("NL06.status", one("planned")),
    ];
    answer(&app, &team.focal, &draft, &said).await;

    let document = "{ contradictions(state: \"QMA\") { kind relation { code reading }
        sides { provision { code adoption } origin { position round questionCode } content { standing } } } }";
    let found = app.call(&team.focal, document, json!({})).await;
    let side = |provision, adoption, origin: Value, standing| {
        json!({"provision": {"code": provision, "adoption": adoption}, "origin": origin,
            "content": {"standing": standing}})
    };
    let drafted = json!({"position": null, "round": "further-2027", "questionCode": "NL01.status"});
    let filed = json!({"position": 1, "round": "code", "questionCode": "CFA.position"});
    let expected = json!([{"kind": "SILENCE", "relation": {"code": "X003", "reading": "RESTATES"}, "sides": [
        side("A-C1-73-L27/1.1", "DRAFT", drafted, "NOT_APPLICABLE"),
        side("A-66-359/a", "CIRCULATED", filed, "ANSWERED"),
    ]}]);
    assert_eq!(found.data()["contradictions"], expected, "a plan and a pledge agree");
    let others = [
        None,
        Some(app.of("QMA", Role::Contributor).await),
        Some(app.of("QMB", Role::FocalPoint).await),
        Some(officer),
        Some(app.secretariat(Role::Auditor).await),
    ];
    for other in &others {
        let seen = app.call(other.as_ref(), document, json!({})).await;
        assert_eq!(seen.data()["contradictions"], Value::Null);
    }
}

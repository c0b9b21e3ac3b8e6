//! The editor of questionnaires: a draft is begun, changed, looked at, tried on what is filed, published and answered.

mod behind;
mod codes;
mod many;

use std::collections::BTreeMap;

use catalogue::Catalogue;
use domain::access::Role;
use serde_json::{Value, json};
use sqlx::{Connection as _, PgConnection};
use store::Publication;
use tests::app::{Answer, Persona, TestApp};
use tests::delegation::{Team, answer, file, open_submission, share_draft};
use tests::editions::{change, publish, publish_to, successor, three};

use crate::filing::round;

const BEGIN: &str = "mutation ($input: DraftEditionInput!) { draftEdition(input: $input) {
    draft { id code stage revision isOwn base { code } edition { code } } } }";
const CHANGE: &str = "mutation ($input: ChangeEditionDraftInput!) { changeEditionDraft(input: $input) {
    draft { id code revision } } }";
const DISCARD: &str = "mutation ($input: DiscardEditionDraftInput!) { discardEditionDraft(input: $input) {
    draft { stage revision } } }";
const PUBLISH: &str = "mutation ($input: PublishEditionDraftInput!) { publishEditionDraft(input: $input) {
    draft { stage revision edition { code } } edition { code number hash isDraft }
    faults { code message place { kind module section question } parameters { name value } } } }";
const TAKE_OVER: &str = "mutation ($input: TakeOverEditionDraftInput!) { takeOverEditionDraft(input: $input) {
    draft { code revision } clashes { matter place { question } } } }";
const SIMULATED: &str = "query ($id: ID!) { editionDraft(id: $id) { simulation { position answers states
    fates { fate answers states }
    questions { edition question continuedBy answers fates { fate answers } problems { code answers } } } } }";

const VIEWS: &str = "views-and-assessments";

struct Desk {
    app: TestApp,
    editor: Persona,
}

impl Desk {
    async fn new() -> Self {
        let app = TestApp::start().await;
        let editor = app.secretariat(Role::CatalogueEditor).await;
        Self { app, editor }
    }

    async fn does(&self, document: &str, input: Value) -> Answer {
        let who = self.app.renewed(&self.editor);
        self.app.call(&who, document, json!({"input": input})).await
    }

    async fn begins(&self, questionnaire: &str) -> Value {
        let begun = self.does(BEGIN, json!({"questionnaire": questionnaire})).await;
        begun.data()["draftEdition"]["draft"].clone()
    }

    async fn changes(&self, id: &Value, revision: u32, changes: Value) -> Answer {
        let input = json!({"id": id, "revision": revision, "changes": changes});
        self.does(CHANGE, input).await
    }

    async fn publishes(&self, id: &Value, revision: u32) -> Answer {
        self.does(PUBLISH, json!({"id": id, "revision": revision})).await
    }

    async fn asks(&self, document: &str, id: &Value) -> Value {
        let who = self.app.renewed(&self.editor);
        self.app.call(&who, document, json!({"id": id})).await.data()["editionDraft"].clone()
    }
}

fn words(place: &str, code: &str, language: &str, content: &str) -> Value {
    json!({"setText": {"place": place, "code": code, "language": language, "content": content}})
}

/// A text question of the views with another limit.
fn authority(max_length: u32) -> Value {
    json!({"putQuestion": {"code": "VA.authority", "kind": "SHORT_TEXT", "maxLength": max_length, "isExpected": true,
        "level": "CORE", "provisions": ["A-RES-69-28/3", "A-C1-73-L27/4"]}})
}

/// What States file: QMA four answers for everybody, QMB two for everybody and one for itself.
async fn filed(app: &TestApp) -> [Team; 2] {
    let views = round(app, "views-and-assessments/1", "views-2027").await;
    let teams = [Team::of(app, "QMA").await, Team::of(app, "QMB").await];
    let first: &[(&str, Value)] = &[
        ("VA.authority", json!({"shortText": "Ministry"})),
        ("VA.capacity", json!({"singleChoice": {"option": "national"}})),
        ("VT.topic_a", json!({"longText": "Views of QMA"})),
        ("VT.topic_b", json!({"longText": "Further views"})),
    ];
    let second: &[(&str, Value)] = &[
        ("VA.authority", json!({"shortText": "An agency of many words"})),
        ("VT.topic_a", json!({"longText": "Views of QMB"})),
        ("VT.topic_b", json!({"longText": "For ourselves"})),
    ];
    for (team, answers) in teams.iter().zip([first, second]) {
        let id = open_submission(app, &team.focal, &team.state, &views, "EN").await;
        answer(app, &team.focal, &id, answers).await;
        let own = json!([{"question": "VT.topic_b", "sharing": {"visibility": "NATIONAL_TEAM"}}]);
        let own = if team.state == "QMB" { own } else { json!([]) };
        let shared = json!({"default": {"visibility": "PUBLIC"}, "answers": own});
        share_draft(app, &team.authority, &id, shared).await;
        file(app, &team.authority, &id).await;
    }
    teams
}

fn fates(of: &Value) -> BTreeMap<String, (u64, Option<u64>)> {
    let fates = of["fates"].as_array().unwrap().iter();
    let fates = fates.map(|fate| {
        let share = (fate["answers"].as_u64().unwrap(), fate["states"].as_u64());
        (fate["fate"].as_str().unwrap().to_owned(), share)
    });
    fates.collect()
}

#[expect(
    clippy::too_many_lines,
    reason = "one edition on its way, from its draft to what is answered in it"
)]
#[tokio::test]
async fn an_edition_is_drafted_tried_on_what_is_filed_published_and_answered() {
    let desk = Desk::new().await;
    let teams = filed(&desk.app).await;
    let draft = desk.begins(VIEWS).await;
    let id = &draft["id"];
    assert_eq!(draft["code"], "views-and-assessments/2");
    assert_eq!(draft["base"]["code"], "views-and-assessments/1");
    assert_eq!((&draft["isOwn"], &draft["edition"]), (&json!(true), &Value::Null));

    // Unchanged, it would carry all six answers that everybody reads; what QMB keeps to itself is not looked at.
    let unchanged = desk.asks(SIMULATED, id).await["simulation"].clone();
    assert_eq!((&unchanged["answers"], &unchanged["states"]), (&json!(6), &json!(2)));
    assert_eq!(unchanged["position"], 2);
    assert_eq!(
        fates(&unchanged),
        BTreeMap::from([("CARRIED".to_owned(), (6, Some(2)))])
    );

    let capacity = json!({"putQuestion": {"code": "VA.capacity", "kind": "SINGLE_CHOICE", "list": "submission_capacity",
        "isExpected": true, "level": "CORE", "provisions": ["A-RES-69-28/3", "A-C1-73-L27/4"],
        "continues": [{"edition": "views-and-assessments/1", "question": "VA.capacity", "isComparable": false}]}});
    let changes = json!([authority(10), capacity, {"removeQuestion": "VT.topic_a"}]);
    assert_eq!(
        desk.changes(id, 1, changes).await.data()["changeEditionDraft"]["draft"]["revision"],
        2
    );
    let simulated = desk.asks(SIMULATED, id).await["simulation"].clone();
    let share = |answers, states| (answers, Some(states));
    let expected = [
        // QMA's authority and its views on the second topic.
        ("CARRIED", share(2, 1)),
        ("TO_REREAD", share(1, 1)),
        // QMB's authority is longer than ten characters.
        ("UNFIT", share(1, 1)),
        // What both say about the first topic.
        ("LOST", share(2, 2)),
    ];
    let expected = expected.map(|(fate, share)| (fate.to_owned(), share));
    assert_eq!(fates(&simulated), BTreeMap::from(expected));
    let questions = simulated["questions"].as_array().unwrap();
    let of = |code: &str| questions.iter().find(|of| of["question"] == code).unwrap();
    assert_eq!(
        of("VA.authority")["problems"],
        json!([{"code": "TOO_LONG", "answers": 1}])
    );
    assert_eq!(of("VT.topic_a")["continuedBy"], json!([]));
    assert!(!simulated.to_string().contains("QM"), "no State is named");

    // How it differs, and how it would be read.
    let looked = "query ($id: ID!) { editionDraft(id: $id) { faults { code } difference { unchangedCount changes { kind aspects
        before { code } after { code } } } preview { id code isDraft questionCount
        modules { code sections { code questions { code bounds { maxLength } continues { edition isComparable } } } } } } }";
    let shown = desk.asks(looked, id).await;
    assert_eq!(shown["faults"], json!([]));
    assert_eq!(shown["preview"]["isDraft"], true);
    let kinds: BTreeMap<_, _> = (shown["difference"]["changes"].as_array().unwrap().iter())
        .map(|change| {
            (
                change["before"]["code"].as_str().unwrap(),
                change["kind"].as_str().unwrap(),
            )
        })
        .collect();
    // That the capacity is not comparable is no difference of the question itself.
    assert_eq!(
        kinds,
        BTreeMap::from([("VA.authority", "CHANGED"), ("VT.topic_a", "REMOVED")])
    );

    // A fault keeps it from being published, and is told in the reader's language.
    let silent = json!([words("PROMPT", "VA.authority", "EN", "")]);
    desk.changes(id, 2, silent).await.data();
    let refused = desk.publishes(id, 3).await.data()["publishEditionDraft"].clone();
    assert_eq!(
        (&refused["edition"], &refused["draft"]["stage"]),
        (&Value::Null, &json!("DRAFTED"))
    );
    let fault = &refused["faults"][0];
    assert_eq!(fault["code"], "wording_missing");
    assert_eq!(
        fault["message"],
        "The question has no words in the source language (en)."
    );
    assert_eq!(fault["place"]["question"], "VA.authority");
    let again = json!([words(
        "PROMPT",
        "VA.authority",
        "EN",
        "Which authority submits the views?"
    )]);
    desk.changes(id, 3, again).await.data();
    assert_eq!(desk.publishes(id, 3).await.extensions()["revision"], 4);

    // It is published, and a process beside takes it up.
    let beside = desk.app.beside(7).await;
    let published = desk.publishes(id, 4).await.data()["publishEditionDraft"].clone();
    assert_eq!(published["edition"]["code"], "views-and-assessments/2");
    assert_eq!(
        (&published["faults"], &published["edition"]["isDraft"]),
        (&json!([]), &json!(false))
    );
    assert_eq!(published["draft"]["edition"]["code"], "views-and-assessments/2");
    beside.process.take_pulse().await.unwrap();
    let query = "{ edition(code: \"views-and-assessments/2\") { hash questionCount } }";
    let found = beside.call(None, query, json!({})).await.data()["edition"].clone();
    assert_eq!(found["hash"], published["edition"]["hash"]);
    assert_eq!(found["questionCount"], shown["preview"]["questionCount"]);

    // What it says is over, and stays.
    assert_eq!(
        desk.changes(id, 4, json!([{"setNumber": 9}])).await.extensions()["reason"],
        "ended"
    );
    let second = round(&desk.app, "views-and-assessments/2", "views-2028").await;
    let opened =
        "query ($id: ID!) { submission(id: $id) { answers { questionCode origin { isComparable } problems { code } }
        retiredAnswers { origin { questionCode } } } }";
    let mut told = Vec::new();
    for team in &teams {
        let focal = desk.app.renewed(&team.focal);
        let file = open_submission(&desk.app, &focal, &team.state, &second, "EN").await;
        // Nothing is judged before its State stands behind it.
        let confirm = "mutation ($input: ConfirmSectionInput!) { confirmSection(input: $input) { confirmed } }";
        let input = json!({"submission": file, "section": "VA"});
        desk.app.call(&focal, confirm, json!({"input": input})).await.data();
        let file = desk.app.call(&focal, opened, json!({"id": file})).await.data()["submission"].clone();
        let answers = file["answers"].as_array().unwrap().iter();
        let answers = answers.map(|answer| {
            let codes = answer["problems"].as_array().unwrap().iter();
            let codes: Vec<_> = codes.map(|problem| problem["code"].as_str().unwrap()).collect();
            let comparable = if answer["origin"]["isComparable"] == true {
                ""
            } else {
                " anew"
            };
            format!(
                "{}{comparable} {}",
                answer["questionCode"].as_str().unwrap(),
                codes.join(" ")
            )
        });
        let mut answers: Vec<_> = answers.map(|text| text.trim_end().to_owned()).collect();
        answers.sort();
        assert_eq!(file["retiredAnswers"][0]["origin"]["questionCode"], "VT.topic_a");
        told.push(answers.join(", "));
    }
    assert_eq!(
        told,
        [
            "VA.authority, VA.capacity anew, VT.topic_b",
            "VA.authority TOO_LONG, VT.topic_b"
        ]
    );
}

#[tokio::test]
async fn a_draft_is_written_by_one_at_a_time_and_nothing_of_it_is_lost() {
    let desk = Desk::new().await;
    let id = &desk.begins(VIEWS).await["id"];
    // Another one of the same questionnaire would continue the same edition.
    let twice = desk.does(BEGIN, json!({"questionnaire": VIEWS})).await;
    assert_eq!(
        (twice.code(), &twice.extensions()["conflict"]),
        ("CONFLICT", &json!("editionDraft"))
    );

    let other = desk.app.secretariat(Role::CatalogueEditor).await;
    let input = json!({"id": id, "revision": 1, "changes": [words("INTRO", "", "FR", "Autre")]});
    desk.app.call(&other, CHANGE, json!({"input": input})).await.data();
    let late = desk.changes(id, 1, json!([authority(10)])).await;
    assert_eq!((late.code(), &late.extensions()["revision"]), ("CONFLICT", &json!(2)));
    let refused = desk
        .changes(id, 2, json!([authority(10), {"removeQuestion": "VA.nothing"}]))
        .await;
    assert_eq!(
        (refused.code(), &refused.extensions()["field"]),
        ("INVALID", &json!("input.changes.1"))
    );
    let wrong = desk.changes(
        id,
        2,
        json!([{"putQuestion": {"code": "VA.x", "kind": "SHORT_TEXT", "level": "CORE", "provisions": []}}]),
    );
    assert_eq!(wrong.await.extensions()["field"], "input.changes.0.maxLength");
    let same = desk.changes(id, 2, json!([words("INTRO", "", "FR", "Autre")])).await;
    assert_eq!(same.extensions()["reason"], "unchanged");

    // Every text that was accepted is kept, of what was given up as well.
    let given_up = desk.does(DISCARD, json!({"id": id, "revision": 2})).await;
    assert_eq!(given_up.data()["discardEditionDraft"]["draft"]["stage"], "DISCARDED");
    let mut owner = desk.app.owner().await;
    let kept: Vec<(i32, bool)> = sqlx::query_as(
        "select revision, wording -> 'fr' -> 'intro' ->> 'content' = 'Autre' from edition_draft_revision order by revision",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    assert_eq!(kept, [(1, false), (2, true)]);
    let acts: Vec<(String, Value)> =
        sqlx::query_as("select act, detail from event where act like '%edition%' order by id")
            .fetch_all(&mut owner)
            .await
            .unwrap();
    let acts: Vec<_> = acts
        .iter()
        .map(|(act, detail)| (act.as_str(), detail["became"].as_str().unwrap()))
        .collect();
    assert_eq!(
        acts,
        [
            ("draft_edition", "begun"),
            ("draft_edition", "changed"),
            ("discard_edition_draft", "discarded")
        ]
    );
    // Another one can be begun now.
    assert_eq!(desk.begins(VIEWS).await["revision"], 1);
}

#[tokio::test]
async fn the_service_publishes_nothing_but_the_stored_draft_of_an_editor() {
    let desk = Desk::new().await;
    desk.begins(VIEWS).await;
    let mut owner = desk.app.owner().await;
    let (id, editor): (uuid::Uuid, uuid::Uuid) = sqlx::query_as("select id, begun_by from edition_draft")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    let url = desk.app.database.service_url();
    let mut service = PgConnection::connect(&url).await.unwrap();
    let now = desk.app.clock.now().to_rfc3339();
    let set = sqlx::query("select set_config('app.now', $1, false)").bind(now);
    set.execute(&mut service).await.unwrap();
    let mut attempts = Vec::new();
    for (account, revision) in [(uuid::Uuid::nil(), 1), (editor, 2), (editor, 1)] {
        let set = sqlx::query("select set_config('app.account', $1, false)").bind(account.to_string());
        set.execute(&mut service).await.unwrap();
        let published = sqlx::query("select publish_edition_draft($1, $2)")
            .bind(id)
            .bind(revision)
            .execute(&mut service)
            .await;
        let code = published
            .err()
            .map(|error| error.as_database_error().unwrap().code().unwrap().into_owned());
        attempts.push(code);
    }
    // No editor; not what is stored; the stored draft of an editor.
    assert_eq!(attempts, [Some("42501".to_owned()), Some("40001".to_owned()), None]);
    for refused in [
        "insert into edition values ('x/1', sha256(''), '{}', now())",
        "update house set edition_count = 9",
        "update edition_draft set stage = 'published'",
    ] {
        let refused = sqlx::query(sqlx::AssertSqlSafe(refused.to_owned()))
            .execute(&mut service)
            .await;
        assert!(refused.is_err());
    }
}

/// The world is read in the order of the codes of editions: what continues one that is read later could never be read.
#[tokio::test]
async fn what_a_draft_continues_is_read_before_it() {
    let desk = Desk::new().await;
    let mut codes = Vec::new();
    for questionnaire in ["a-survey", "z-survey"] {
        let first = json!({"kind": "VIEWS", "opens": "ROUND", "sourceLanguage": "EN", "title": "A survey"});
        let input = json!({"questionnaire": questionnaire, "first": first});
        let id = desk.does(BEGIN, input).await.data()["draftEdition"]["draft"]["id"].clone();
        let question = json!({"code": "AS.views", "kind": "SHORT_TEXT", "maxLength": 300, "level": "CORE",
            "provisions": ["A-RES-69-28/3"],
            "continues": [{"edition": "views-and-assessments/1", "question": "VA.authority", "isComparable": true}]});
        let changes = json!([
            {"putModule": {"code": "all"}}, {"putSection": {"code": "AS", "module": "all"}}, {"putQuestion": question},
            words("MODULE_TITLE", "all", "EN", "All"), words("SECTION_TITLE", "AS", "EN", "All"),
            words("PROMPT", "AS.views", "EN", "Which authority?"),
        ]);
        desk.changes(&id, 1, changes).await.data();
        let published = desk.publishes(&id, 2).await.data()["publishEditionDraft"].clone();
        let faults = published["faults"].as_array().unwrap().iter();
        let faults: Vec<_> = faults.map(|fault| fault["code"].as_str().unwrap().to_owned()).collect();
        codes.push((published["edition"]["code"].clone(), faults));
        let reads = desk.app.beside(7).await.app().world();
        let there = reads
            .editions
            .keys()
            .any(|id| id.questionnaire.as_str() == questionnaire);
        assert_eq!(there, questionnaire == "z-survey");
    }
    let expected = [
        (Value::Null, vec!["lineage_nowhere".to_owned()]),
        (json!("z-survey/1"), Vec::new()),
    ];
    assert_eq!(codes, expected);
}

/// Sample answers come to in a draft what the same answers come to in a working file of the edition that it becomes.
#[tokio::test]
async fn sample_answers_are_judged_as_a_delegate_is() {
    let desk = Desk::new().await;
    let id = &desk.begins(VIEWS).await["id"];
    desk.changes(id, 1, json!([authority(10)])).await.data();
    let judged = "completeness { expected expectedAnswered enabled answered core coreAnswered problems }";
    let query = format!(
        "query ($id: ID!, $answers: [SampleAnswerInput!]!) {{ editionDraft(id: $id) {{ trial(answers: $answers) {{
            shown refused problems {{ question code message }} {judged} sections {{ code {judged} }} }} }} }}"
    );
    let said = |question: &str, answer: Value| json!({"question": question, "answer": answer});
    let answers = json!([
        said("VA.authority", json!({"shortText": "An agency of many words"})),
        said("VA.capacity", json!({"singleChoice": {"option": "national"}})),
        said("VT.topic_a", json!({"silence": "DECLINED"})),
        said("VT.topic_b", json!({"boolean": true})),
    ]);
    let who = desk.app.renewed(&desk.editor);
    let tried = desk.app.call(&who, &query, json!({"id": id, "answers": answers})).await;
    let trial = tried.data()["editionDraft"]["trial"].clone();
    assert_eq!(trial["refused"], json!(["VT.topic_b"]));
    let codes: Vec<_> = (trial["problems"].as_array().unwrap().iter())
        .map(|problem| (problem["question"].as_str().unwrap(), problem["code"].as_str().unwrap()))
        .collect();
    assert_eq!(codes, [("VT.topic_b", "WRONG_KIND"), ("VA.authority", "TOO_LONG")]);
    let twice = json!([answers[1], answers[1]]);
    let twice = desk.app.call(&who, &query, json!({"id": id, "answers": twice})).await;
    assert_eq!(twice.extensions()["field"], "answers.1.question");

    // The same in a working file.
    desk.publishes(id, 2).await.data();
    let round = round(&desk.app, "views-and-assessments/2", "views-2028").await;
    let team = Team::of(&desk.app, "QMA").await;
    let file = open_submission(&desk.app, &team.focal, &team.state, &round, "EN").await;
    let given: Vec<(&str, Value)> = (answers.as_array().unwrap()[..3].iter())
        .map(|answer| (answer["question"].as_str().unwrap(), answer["answer"].clone()))
        .collect();
    answer(&desk.app, &team.focal, &file, &given).await;
    let query = format!("query ($id: ID!) {{ submission(id: $id) {{ {judged} }} }}");
    let focal = desk.app.renewed(&team.focal);
    let there = desk.app.call(&focal, &query, json!({"id": file})).await.data()["submission"]["completeness"].clone();
    assert_eq!(trial["completeness"], there);
}

/// Patterns are told to choose from: those of published editions and the draft's own, with how many questions have them.
#[tokio::test]
async fn the_patterns_of_published_editions_and_of_the_draft_can_be_chosen() {
    let desk = Desk::new().await;
    let id = &desk.begins(VIEWS).await["id"];
    let asked = "query ($id: ID!) { editionDraft(id: $id) { patterns { name isLead questionCount } } }";
    let patterns = desk.asks(asked, id).await["patterns"].clone();
    let of = |patterns: &Value, name: &str| {
        let mut found = patterns.as_array().unwrap().iter();
        found.find(|pattern| pattern["name"] == name).cloned()
    };
    let status = of(&patterns, "status").unwrap();
    assert_eq!(status["isLead"], true);
    assert!(status["questionCount"].as_u64().unwrap() > 0);
    let measures = of(&patterns, "measures").unwrap();
    assert_eq!(measures["isLead"], false);
    let names: Vec<_> = patterns
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["name"].as_str().unwrap())
        .collect();
    assert!(names.is_sorted(), "{names:?}");
    assert_eq!(of(&patterns, "invented"), None);
    let mut put = authority(10);
    put["putQuestion"]["pattern"] = json!("invented");
    desk.changes(id, 1, json!([put])).await.data();
    let patterns = desk.asks(asked, id).await["patterns"].clone();
    assert_eq!(
        of(&patterns, "invented").unwrap(),
        json!({"name": "invented", "isLead": false, "questionCount": 1})
    );
}

/// What has an id is found by it: a draft by those who read drafts, and its preview as long as that revision stands.
#[tokio::test]
async fn a_draft_is_found_by_its_id() {
    let desk = Desk::new().await;
    let id = &desk.begins(VIEWS).await["id"];
    let query = "query ($id: ID!) { node(id: $id) { __typename id ... on EditionDraft { code revision }
        ... on Edition { code isDraft } } }";
    let preview = desk
        .asks("query ($id: ID!) { editionDraft(id: $id) { preview { id } } }", id)
        .await["preview"]["id"]
        .clone();
    let editor = desk.app.renewed(&desk.editor);
    let found = async |who: Option<&Persona>, id: &Value| {
        desk.app.call(who, query, json!({"id": id})).await.data()["node"].clone()
    };
    assert_eq!(
        found(Some(&editor), id).await,
        json!({"__typename": "EditionDraft", "id": id, "code": "views-and-assessments/2", "revision": 1})
    );
    assert_eq!(
        found(Some(&editor), &preview).await,
        json!({"__typename": "Edition", "id": preview, "code": "views-and-assessments/2", "isDraft": true})
    );
    let officer = desk.app.secretariat(Role::SecretariatOfficer).await;
    for id in [id, &preview] {
        assert_eq!(found(Some(&officer), id).await, Value::Null);
        assert_eq!(found(None, id).await, Value::Null);
    }
    desk.changes(id, 1, json!([authority(10)])).await.data();
    let editor = desk.app.renewed(&desk.editor);
    assert_eq!(found(Some(&editor), &preview).await, Value::Null);
    assert_eq!(found(Some(&editor), id).await["revision"], 2);
}

#[tokio::test]
async fn a_program_that_brings_an_edition_of_that_number_leaves_it_out() {
    let desk = Desk::new().await;
    let id = &desk.begins("national-implementation").await["id"];
    let title = words("TITLE", "", "EN", "Implementation, as asked here");
    desk.changes(id, 1, json!([title])).await.data();
    let published = desk.publishes(id, 2).await.data()["publishEditionDraft"].clone();
    assert_eq!(published["faults"], json!([]));
    assert_eq!(published["edition"]["code"], "national-implementation/2");

    let [first, second, third] = three(&Catalogue::load().unwrap());
    let row = |edition| api::world::edition_row(catalogue::to_form(edition));
    let publication = Publication {
        editions: vec![row(&first), row(&second), row(&third)],
        ..Publication::default()
    };
    let owner = desk.app.database.owner_url();
    let done = store::publish(&owner, &publication, desk.app.clock.now())
        .await
        .unwrap();
    assert_eq!(
        done.left_out,
        ["national-implementation/2", "national-implementation/3"]
    );
    assert!(done.editions.is_empty() && done.wordings.is_empty());
    desk.app.app().refresh_world(-1).await.unwrap();
    let query = "{ edition(code: \"national-implementation/2\") { hash } }";
    let found = desk.app.call(None, query, json!({})).await.data()["edition"]["hash"].clone();
    assert_eq!(found, published["edition"]["hash"]);

    // Where nobody here has published, what comes is published as before.
    let other = TestApp::start().await;
    publish_to(&other, &second).await;
    let found = other.call(None, query, json!({})).await.data()["edition"]["hash"].clone();
    assert_ne!(found, published["edition"]["hash"]);
}

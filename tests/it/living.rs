//! The living file: ten rounds over three editions, in which a State that has nothing new types nothing.

use std::collections::{BTreeMap, BTreeSet};

use catalogue::Catalogue;
use chrono::TimeDelta;
use domain::access::Role;
use serde_json::{Value, json};
use tests::app::{Persona, TestApp};
use tests::delegation::{SAID, Team, all_stored, file, filing, open_round, open_submission, save};
use tests::editions::{FIRST, SECOND, THIRD, publish_to, three};
use tests::survey::Form;

/// A working file with everything that was carried into it.
const OPENED: &str = "query ($id: ID!) { submission(id: $id) { unmergedCount unconfirmedCount
    answers { questionCode isConfirmed revision provenance origin { ...From } content { ...Content } }
    retiredAnswers { origin { ...From } content { ...Content } } } }";
const WAITING: &str = "query ($id: ID!) { submission(id: $id) { sections { section { code } unmergedCount unconfirmedCount
    unmerged { id questionCode revision isUnmerged origin { ...From } content { standing value { __typename } } } } } }";
const FROM: &str = "fragment From on AnswerOrigin { position isFiled round edition questionCode isComparable }";
const CONTENT: &str = "fragment Content on AnswerContent { standing language value { ...Said } }";

async fn opened(app: &TestApp, who: &Persona, id: &str) -> Value {
    let query = format!("{OPENED} {FROM} {CONTENT} {SAID}");
    app.call(who, &query, json!({"id": id})).await.data()["submission"].clone()
}

/// What awaits merging, by question.
async fn waiting(app: &TestApp, who: &Persona, id: &str) -> BTreeMap<String, Vec<Value>> {
    let answer = app.call(who, &format!("{WAITING} {FROM}"), json!({"id": id})).await;
    let mut waiting: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for section in answer.data()["submission"]["sections"].as_array().unwrap() {
        let texts = section["unmerged"].as_array().unwrap();
        assert_eq!(section["unmergedCount"], json!(texts.len()));
        for text in texts {
            assert_eq!((&text["revision"], &text["isUnmerged"]), (&Value::Null, &json!(true)));
            waiting.entry(code(text)).or_default().push(text.clone());
        }
    }
    waiting
}

fn code(answer: &Value) -> String {
    answer["questionCode"].as_str().unwrap().to_owned()
}

fn by_code(answers: &Value) -> BTreeMap<String, Value> {
    let answers = answers.as_array().unwrap().iter();
    answers.map(|answer| (code(answer), answer.clone())).collect()
}

/// Confirms every section, without a word.
async fn confirm_all(app: &TestApp, who: &Persona, id: &str) -> usize {
    let sections = "query ($id: ID!) { submission(id: $id) { sections { section { code } unconfirmedCount } } }";
    let sections = app.call(who, sections, json!({"id": id})).await.data()["submission"]["sections"].clone();
    let confirm = "mutation ($input: ConfirmSectionInput!) { confirmSection(input: $input) { confirmed } }";
    let mut confirmed = 0;
    for section in sections.as_array().unwrap() {
        if section["unconfirmedCount"] == 0 {
            continue;
        }
        let input = json!({"submission": id, "section": section["section"]["code"]});
        let answer = app.call(who, confirm, json!({"input": input})).await;
        let codes = answer.data()["confirmSection"]["confirmed"].as_array().unwrap().len();
        assert_eq!(section["unconfirmedCount"], json!(codes));
        confirmed += codes;
    }
    confirmed
}

/// Takes what waits up into what stands, without a word.
async fn settle(app: &TestApp, who: &Persona, id: &str) {
    let file = opened(app, who, id).await;
    let stands = by_code(&file["answers"]);
    let merge = "mutation ($input: MergeAnswerInput!) { mergeAnswer(input: $input) {
        result { outcome revision problems { code } } merged } }";
    for (question, texts) in waiting(app, who, id).await {
        let Some(answer) = stands.get(&question) else { continue };
        let unmerged: Vec<_> = texts.iter().map(|text| text["id"].clone()).collect();
        let input = json!({
            "submission": id, "question": question, "basedOn": answer["revision"], "unmerged": unmerged,
            "take": {"mine": true}, "key": "settle",
        });
        let merged = app.call(who, merge, json!({"input": input})).await;
        let merged = &merged.data()["mergeAnswer"];
        assert_eq!(merged["result"]["outcome"], "STORED", "{merged:#}");
        assert_eq!(merged["merged"], json!(unmerged));
    }
}

/// How many answers, revisions, filed answers and comments there are. Nothing takes any of them away.
async fn counts(app: &TestApp) -> (i64, i64, i64, i64) {
    let mut owner = app.owner().await;
    sqlx::query_as(
        "select (select count(*) from answer), (select count(*) from answer_revision), (select count(*) from filed_answer),
                (select count(*) from comment)",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap()
}

/// A State over many rounds. Each is the work of other people: what was said belongs to the State.
struct Story {
    app: TestApp,
    officer: Persona,
    team: Team,
}

impl Story {
    async fn begin() -> Self {
        let app = TestApp::start().await;
        let officer = app.secretariat(Role::SecretariatOfficer).await;
        let team = Team::of(&app, "QMA").await;
        Self { app, officer, team }
    }

    async fn open(&mut self, key: &str, edition: &str) -> String {
        self.app.pass(TimeDelta::days(30));
        self.officer = self.app.secretariat(Role::SecretariatOfficer).await;
        self.team = Team::of(&self.app, "QMA").await;
        let input = json!({"mandate": {"provision": "A-RES-69-28/3"}, "closesOn": "2031-12-31", "invited": ["QMA"]});
        let round = open_round(&self.app, &self.officer, key, edition, input).await;
        let id = open_submission(&self.app, &self.team.focal, "QMA", &round, "EN").await;
        self.comment(&id).await;
        id
    }

    /// Says something about the first question.
    async fn comment(&self, id: &str) {
        let first = "query ($id: ID!) { submission(id: $id) { sections { section { questions { code } } } } }";
        let first = self.app.call(&self.team.focal, first, json!({"id": id})).await;
        let question = &first.data()["submission"]["sections"][0]["section"]["questions"][0]["code"];
        let input = json!({"submission": id, "question": question, "content": "As in the last round"});
        let comment =
            "mutation ($input: CommentAnswerInput!) { commentAnswer(input: $input) { thread { isResolved } } }";
        self.app
            .call(&self.team.focal, comment, json!({"input": input}))
            .await
            .data();
    }

    async fn opened(&self, id: &str) -> Value {
        opened(&self.app, &self.team.focal, id).await
    }

    /// Files; returns the answers on record by question.
    async fn file(&self, id: &str) -> (i64, BTreeMap<String, Value>) {
        let filed = file(&self.app, &self.team.authority, id).await;
        let position = filed["position"].as_i64().unwrap();
        let record = filing(&self.app, Some(&self.team.authority), position).await;
        (position, by_code(&record["answers"]))
    }
}

fn said(answer: &Value) -> Value {
    let content = if answer["content"].is_object() {
        &answer["content"]
    } else {
        answer
    };
    json!({"standing": content["standing"], "value": content["value"]})
}

#[tokio::test]
async fn in_ten_rounds_over_three_editions_nothing_is_lost_and_nothing_has_to_be_typed_again() {
    let mut story = Story::begin().await;
    let catalogue = Catalogue::load().unwrap();
    let [_, second, third] = three(&catalogue);
    let form = Form::read(&story.app, &story.team.focal, FIRST).await;

    // The first round is typed, all of it.
    let id = story.open("living-1", FIRST).await;
    assert_eq!(story.opened(&id).await["answers"], json!([]));
    let typed: Vec<_> = (form.questions.iter().enumerate())
        .filter(|(_, asked)| !asked.is_bound)
        .map(|(turn, asked)| {
            let answered = asked.answered(turn);
            json!({"question": asked.code, "basedOn": 0, "answer": answered.given, "language": answered.language})
        })
        .collect();
    for answers in typed.chunks(200) {
        all_stored(&save(&story.app, &story.team.focal, &id, answers).await);
    }
    let (_, first_record) = story.file(&id).await;
    let first_filed: BTreeSet<_> = first_record.keys().cloned().collect();
    assert!(first_filed.len() > 400, "{}", first_filed.len());

    let mut records: BTreeMap<i64, BTreeMap<String, Value>> = BTreeMap::new();
    let mut earlier = first_record;
    records.insert(1, earlier.clone());
    for number in 2..=10 {
        let edition = match number {
            2..=3 => FIRST,
            4..=6 => SECOND,
            _ => THIRD,
        };
        let published = match number {
            4 => Some(&second),
            7 => Some(&third),
            _ => None,
        };
        if let Some(published) = published {
            let before = counts(&story.app).await;
            publish_to(&story.app, published).await;
            assert_eq!(counts(&story.app).await, before, "publishing takes nothing away");
        }
        let before = counts(&story.app).await;
        let id = story.open(&format!("living-{number}"), edition).await;
        let carried = story.opened(&id).await;
        let answers = by_code(&carried["answers"]);
        // Every answer says where it comes from, and it is what was said there.
        for (question, answer) in &answers {
            let origin = &answer["origin"];
            assert_eq!(
                (&answer["isConfirmed"], &answer["provenance"]),
                (&json!(false), &json!("CARRIED")),
                "{question}"
            );
            if let Some(position) = origin["position"].as_i64() {
                let there = &records[&position][origin["questionCode"].as_str().unwrap()];
                assert_eq!(said(answer), said(there), "{number}: {question}");
            } else {
                assert_eq!(origin["isFiled"], false, "{question}");
            }
        }
        assert_eq!(carried["unconfirmedCount"], json!(answers.len()));
        // Unconfirmed answers are not filed.
        let preview = tests::delegation::preview(&story.app, &story.team.authority, &id).await;
        assert_eq!(
            (
                &preview["answerCount"],
                preview["unconfirmed"].as_array().unwrap().len()
            ),
            (&json!(0), answers.len())
        );

        settle(&story.app, &story.team.focal, &id).await;
        confirm_all(&story.app, &story.team.focal, &id).await;
        assert_eq!(story.opened(&id).await["unconfirmedCount"], 0);
        let (position, record) = story.file(&id).await;
        if edition == FIRST || number != 4 && number != 7 {
            assert_eq!(
                record.keys().collect::<Vec<_>>(),
                earlier.keys().collect::<Vec<_>>(),
                "{number}"
            );
            for (question, answer) in &record {
                assert_eq!(said(answer), said(&earlier[question]), "{number}: {question}");
            }
        }
        let after = counts(&story.app).await;
        assert!(after.0 >= before.0 && after.1 >= before.1 && after.2 > before.2 && after.3 >= before.3);
        records.insert(position, record.clone());
        earlier = record;
    }
    // What was filed in the first round can be read as it was.
    let kept = filing(&story.app, Some(&story.team.authority), 1).await;
    assert_eq!(by_code(&kept["answers"]), records[&1]);

    // The tenth file says what the first said, wherever a question still asks for it.
    let (first, last) = (&records[&1], &earlier);
    for (then, now) in [
        ("GEN.authority", "GEN.responsible"),
        ("GEN.authority", "GEN.responsible_unit"),
        ("GEN.bodies_consulted", "GEN.bodies"),
        ("N13A.understanding", "N13A.reading"),
        ("GEN.strategy_link", "GEN.strategy_again"),
        ("GEN.strategy_date", "GEN.strategy_date"),
    ] {
        assert_eq!(said(&last[now]), said(&first[then]), "{then} {now}");
    }
}

#[tokio::test]
async fn an_edition_renames_splits_merges_retires_and_adds_and_the_answers_follow() {
    let mut story = Story::begin().await;
    let catalogue = Catalogue::load().unwrap();
    let [_, second, third] = three(&catalogue);
    let id = story.open("living-1", FIRST).await;
    let text = |question: &str| json!({"question": question, "basedOn": 0, "answer": {"longText": question}});
    let typed = [
        json!({"question": "GEN.authority", "basedOn": 0, "answer": {"shortText": "Ministry"}}),
        json!({"question": "GEN.strategy", "basedOn": 0, "answer": {"singleChoice": {"option": "yes"}}}),
        json!({"question": "GEN.strategy_link", "basedOn": 0, "answer": {"urlList": ["https://example.org/strategy"]}}),
        text("GEN.bodies_consulted"),
        json!({"question": "GEN.previous_year", "basedOn": 0, "answer": {"number": "2025"}}),
        text("N13A.understanding"),
        text("N13A.good_practice"),
    ];
    let saved = save(&story.app, &story.team.focal, &id, &typed).await;
    all_stored(&saved);
    // Whether their questions are asked is for the conditions: what is filed is filed, the rest is a draft.
    let (_, record) = story.file(&id).await;

    publish_to(&story.app, &second).await;
    let id = story.open("living-2", SECOND).await;
    let file = story.opened(&id).await;
    let answers = by_code(&file["answers"]);
    let origin = |question: &str| answers[question]["origin"].clone();
    let from = |question: &str, comparable: bool| {
        let filed = record.contains_key(question);
        let position = if filed { json!(1) } else { Value::Null };
        json!({"position": position, "isFiled": filed, "round": "living-1", "edition": FIRST, "questionCode": question,
               "isComparable": comparable})
    };
    assert_eq!(origin("GEN.responsible"), from("GEN.authority", true));
    for part in ["GEN.bodies_national", "GEN.bodies_other"] {
        assert_eq!(origin(part), from("GEN.bodies_consulted", false));
        assert_eq!(answers[part]["content"]["value"]["text"], "GEN.bodies_consulted");
    }
    assert_eq!(origin("N13A.position"), from("N13A.understanding", true));
    let offered = waiting(&story.app, &story.team.focal, &id).await;
    assert_eq!(
        offered.keys().collect::<Vec<_>>(),
        ["GEN.previous_year", "N13A.position"]
    );
    assert_eq!(offered["N13A.position"][0]["origin"], from("N13A.good_practice", false));
    // Another kind: offered as it was, not a value.
    assert_eq!(
        offered["GEN.previous_year"][0]["content"]["value"]["__typename"],
        "NumberValue"
    );
    assert!(!answers.contains_key("GEN.previous_year") && !answers.contains_key("GEN.outlook"));
    let retired = file["retiredAnswers"].as_array().unwrap();
    assert_eq!(retired.len(), 1, "{retired:#?}");
    assert_eq!(retired[0]["origin"], from("GEN.strategy_link", true));
    assert_eq!(
        retired[0]["content"]["value"]["urls"],
        json!(["https://example.org/strategy"])
    );

    // Nobody touches the second round; the third edition asks again for what was retired.
    publish_to(&story.app, &third).await;
    let id = story.open("living-3", THIRD).await;
    let file = story.opened(&id).await;
    let answers = by_code(&file["answers"]);
    assert_eq!(answers["GEN.strategy_again"]["origin"], from("GEN.strategy_link", true));
    assert_eq!(answers["GEN.responsible_unit"]["origin"], from("GEN.authority", false));
    assert_eq!(
        answers["N13A.reading"]["content"]["value"]["text"],
        "N13A.understanding"
    );
    assert_eq!(file["retiredAnswers"], json!([]));
}

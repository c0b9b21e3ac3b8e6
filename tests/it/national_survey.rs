//! The whole national survey, as a delegation fills it in: every module, every kind, three scripts, mistakes on the way.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use domain::access::Role;
use serde_json::{Value, json};
use tests::app::{Persona, TestApp};
use tests::delegation::{
    SAID, Team, all_stored, amend, answer, change, codes_seen, file, filing, join, open_round, open_submission,
    preview, register_entries, save, share_draft, verified, withdraw,
};
use tests::survey::{Answered, Asked, Form, KINDS, Mistake};

const EDITION: &str = "national-implementation/1";
const ROUND: &str = "survey-2027";
/// The section that a ministry answers.
const THEIRS: &str = "N13F";

/// The people of the State, all of them invited through the API.
struct Delegation {
    focal: Persona,
    authority: Persona,
    contributor: Persona,
    ministry: String,
}

impl Delegation {
    async fn gather(app: &TestApp) -> Self {
        let administrator = app.secretariat(Role::Administrator).await;
        let state = json!({"state": "QMA"});
        let focal = join(app, &administrator, "focal@qma.example", "FOCAL_POINT", state.clone()).await;
        let authority = join(
            app,
            &administrator,
            "minister@qma.example",
            "PUBLISHING_AUTHORITY",
            state,
        )
        .await;
        let name = "mutation { nameMinistry(input: {state: \"QMA\", name: \"وزارة العدل\"}) { ministry { id name } } }";
        let named = app.call(&focal, name, json!({})).await;
        let ministry = &named.data()["nameMinistry"]["ministry"];
        assert_eq!(ministry["name"], "وزارة العدل");
        let place = json!({"state": "QMA", "ministry": ministry["id"]});
        Self {
            contributor: join(app, &focal, "justice@qma.example", "CONTRIBUTOR", place).await,
            focal,
            authority,
            ministry: ministry["id"].as_str().unwrap().to_owned(),
        }
    }
}

/// What the State says, by question, and the revision that each answer has reached.
struct Draft {
    form: Form,
    said: BTreeMap<String, Answered>,
    mistakes: BTreeMap<String, Mistake>,
    revisions: BTreeMap<String, i64>,
}

impl Draft {
    fn of(form: Form) -> Self {
        let unbound = form.questions.iter().filter(|question| !question.is_bound).enumerate();
        let said = unbound
            .map(|(turn, question)| (question.code.clone(), question.answered(turn)))
            .collect();
        let mistakes = form.one_of_each_kind().into_iter();
        let mistakes = mistakes
            .map(|question| (question.code.clone(), question.mistake()))
            .collect();
        Self {
            form,
            said,
            mistakes,
            revisions: BTreeMap::new(),
        }
    }

    fn input(&self, code: &str, given: &Value) -> Value {
        json!({
            "question": code,
            "basedOn": self.revisions.get(code).copied().unwrap_or(0),
            "key": format!("{code}.{}", self.revisions.get(code).copied().unwrap_or(0)),
            "answer": given,
            "language": self.said[code].language,
        })
    }

    /// What somebody is about to save, in calls of at most 50 answers; mistakes where they are made.
    fn batches<'a>(&'a self, with: &'a dyn Fn(&Asked) -> bool) -> Vec<Vec<Value>> {
        let questions = self
            .form
            .questions
            .iter()
            .filter(|question| !question.is_bound && with(question));
        let inputs: Vec<_> = questions
            .map(|question| {
                let mistake = self.mistakes.get(&question.code);
                self.input(
                    &question.code,
                    mistake.map_or(&self.said[&question.code].given, |mistake| &mistake.given),
                )
            })
            .collect();
        inputs.chunks(50).map(<[Value]>::to_vec).collect()
    }

    /// Checks what came back of a call and remembers the revisions.
    fn take(&mut self, results: &[Value]) {
        for result in results {
            let code = result["question"].as_str().unwrap().to_owned();
            match self.mistakes.get(&code) {
                Some(mistake) if !mistake.is_kept => {
                    assert_eq!(result["outcome"], "REFUSED", "{result:#}");
                    assert_eq!(result["problems"][0]["code"], mistake.problem, "{result:#}");
                    assert_eq!(result["content"], Value::Null);
                    continue;
                }
                Some(_) => assert_eq!(result["outcome"], "STORED", "{result:#}"),
                None => {
                    assert_eq!(result["outcome"], "STORED", "{result:#}");
                    assert_eq!(
                        result["content"]["value"], self.said[&code].kept,
                        "{code} comes back in NFC"
                    );
                }
            }
            self.revisions.insert(code, result["revision"].as_i64().unwrap());
        }
    }
}

/// Opens the round to a few fictional States.
async fn round(app: &TestApp) -> String {
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let input = json!({
        "mandate": {"provision": "A-RES-77-37/3"},
        "closesOn": "2027-06-30",
        "invited": ["QMA", "QMB", "QMC", "QMD", "QME", "QMF"],
    });
    open_round(app, &officer, ROUND, EDITION, input).await
}

/// The ministry gets its section, and saves that and nothing else.
async fn the_ministry_answers_its_section(app: &TestApp, people: &Delegation, id: &str, draft: &mut Draft) {
    let theirs = draft.batches(&|question| question.section == THEIRS);
    let save_all = "mutation ($input: SaveAnswersInput!) { saveAnswers(input: $input) { results { outcome } } }";
    let input = json!({"input": {"submission": id, "answers": theirs[0]}});
    let early = app.call(&people.contributor, save_all, input).await;
    let outcomes = early.data()["saveAnswers"]["results"]
        .as_array()
        .expect("a result for each answer");
    let none_is_theirs = outcomes.iter().all(|result| result["outcome"] == "NOT_ASSIGNED");
    assert!(none_is_theirs && !outcomes.is_empty(), "the section is nobody's yet");

    let assign = "mutation ($input: AssignSectionInput!) { assignSection(input: $input) { assignment { ministry } } }";
    let input = json!({"submission": id, "section": THEIRS, "ministry": people.ministry});
    let assigned = app.call(&people.focal, assign, json!({"input": input})).await;
    assert_eq!(
        assigned.data()["assignSection"]["assignment"]["ministry"],
        people.ministry
    );

    for batch in &theirs {
        draft.take(&save(app, &people.contributor, id, batch).await);
    }
    let (own, other) = (format!("{THEIRS}.change"), "GEN.period_from");
    let mixed = [
        draft.input(&own, &draft.said[&own].given),
        draft.input(other, &draft.said[other].given),
    ];
    let results = save(app, &people.contributor, id, &mixed).await;
    assert_eq!(results[0]["outcome"], "STORED");
    assert_eq!(results[1]["outcome"], "NOT_ASSIGNED");
    draft.take(&results[..1]);

    let seen = "query ($id: ID!) { submission(id: $id) { answers { questionCode } preview { root } } }";
    let seen = app.call(&people.contributor, seen, json!({"id": id})).await;
    let seen = &seen.data()["submission"];
    let answers = seen["answers"].as_array().unwrap();
    assert_eq!(answers.len(), theirs.concat().len());
    let is_own = |answer: &Value| answer["questionCode"].as_str().unwrap().starts_with(THEIRS);
    assert!(answers.iter().all(is_own), "a contributor sees the own section only");
    assert_eq!(
        seen["preview"],
        Value::Null,
        "who does not see the whole has no preview of it"
    );
}

/// The focal point answers everything else, gets one question of each kind wrong, and mends it.
async fn the_focal_point_answers_the_rest(app: &TestApp, people: &Delegation, id: &str, draft: &mut Draft) {
    for batch in draft.batches(&|question| question.section != THEIRS) {
        assert!(batch.len() <= 50);
        let results = save(app, &people.focal, id, &batch).await;
        draft.take(&results);
        // The same call once more, as after a broken connection: the same results, and nothing new.
        if batch.len() == 50 {
            assert_eq!(save(app, &people.focal, id, &batch).await, results);
        }
    }
    let bound = draft.form.questions.iter().find(|question| question.is_bound).unwrap();
    let input = json!({"question": bound.code, "basedOn": 0, "answer": {"boolean": true}});
    let results = save(app, &people.focal, id, &[input]).await;
    assert_eq!(
        (&results[0]["outcome"], &results[0]["problems"][0]["code"]),
        (&json!("REFUSED"), &json!("BOUND"))
    );

    let seen = preview(app, &people.focal, id).await;
    let problem = |problem: &Value| {
        (
            problem["question"].as_str().unwrap().to_owned(),
            problem["code"].clone(),
        )
    };
    let problems: BTreeMap<_, _> = seen["problems"].as_array().unwrap().iter().map(problem).collect();
    let kept: BTreeMap<_, _> = draft.mistakes.iter().filter(|(_, mistake)| mistake.is_kept).collect();
    for (code, mistake) in &kept {
        assert_eq!(problems[*code], mistake.problem, "{code}");
    }
    let kept_out: Vec<_> = kept.keys().map(|code| json!(code)).collect();
    assert_eq!(
        seen["keptOut"],
        json!(kept_out),
        "they stay in the draft and out of the filing"
    );

    let mistakes = std::mem::take(&mut draft.mistakes);
    assert_eq!(mistakes.len(), KINDS.len());
    let mended: Vec<_> = mistakes
        .keys()
        .map(|code| draft.input(code, &draft.said[code].given))
        .collect();
    let results = save(app, &people.focal, id, &mended).await;
    draft.take(&results);
}

/// Fields that questions bind, and who is to read what.
async fn the_whole_is_settled(app: &TestApp, people: &Delegation, id: &str) {
    let fields = json!({"language": "RU", "confirmation": true, "earlierSubmission": false});
    let set = ("setSubmissionFields", "SetSubmissionFieldsInput");
    let settled = change(app, &people.focal, id, set, fields).await;
    assert_eq!(settled["language"], "RU");
    let sharing = json!({
        "default": {"visibility": "MEMBER_STATES"},
        "answers": [
            {"question": "GEN.strategy", "sharing": {"visibility": "PUBLIC"}},
            {"question": "N13A.status", "sharing": {"visibility": "PUBLIC"}},
            {"question": "N13A.description", "sharing": {"visibility": "NATIONAL_TEAM"}},
            {"question": "N13K.approach", "sharing": {"visibility": "SECRETARIAT"}},
        ],
    });
    let shared = share_draft(app, &people.authority, id, sharing).await;
    assert_eq!(shared["sharing"]["visibility"], "MEMBER_STATES");
    let above =
        "mutation ($input: SetDraftVisibilityInput!) { setDraftVisibility(input: $input) { submission { id } } }";
    let sharing = json!([{"question": "GEN.contact", "sharing": {"visibility": "PUBLIC"}}]);
    let input = json!({"submission": id, "revision": 3, "answers": sharing});
    let refused = app.call(&people.authority, above, json!({"input": input})).await;
    assert_eq!(refused.code(), "INVALID", "no act exceeds the ceiling of a contact");
}

/// Every answer on record is the one given, byte for byte.
fn is_what_was_given(record: &Value, draft: &Draft, hidden: &BTreeSet<String>) {
    let answers = record["answers"].as_array().unwrap();
    let expected: Vec<_> = draft.said.keys().filter(|code| !hidden.contains(*code)).collect();
    let found: Vec<_> = answers
        .iter()
        .map(|answer| answer["questionCode"].as_str().unwrap())
        .collect();
    assert_eq!(found, expected, "every answer that is shown is filed, in order of code");
    for (leaf, answer) in answers.iter().enumerate() {
        let code = answer["questionCode"].as_str().unwrap();
        let said = &draft.said[code];
        assert_eq!(answer["standing"], "ANSWERED");
        assert_eq!(answer["value"], said.kept, "{code}");
        let language = if said.bears_text {
            json!(said.language)
        } else {
            Value::Null
        };
        assert_eq!(answer["language"], language, "{code}");
        assert_eq!(answer["leaf"], leaf);
    }
}

/// The codes that `who` reads of `all`, with the ceilings of the edition: everything up to `widest`.
fn reads_less_and_verifies(own: &Value, theirs: &Value, expected: &BTreeSet<String>) {
    assert_eq!(own["root"], theirs["root"], "one root, whoever reads");
    let (whole, part) = (verified(own), verified(theirs));
    assert_eq!(whole.root, part.root);
    let all = own["answerCount"].as_u64().unwrap();
    assert_eq!((whole.opened as u64, whole.hidden), (all, 0));
    assert_eq!((part.opened + part.hidden) as u64, all);
    let codes = theirs["answers"].as_array().unwrap().iter();
    let codes: BTreeSet<_> = codes
        .map(|answer| answer["questionCode"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(codes, *expected);
    assert_eq!(part.opened, codes.len());
}

#[tokio::test]
async fn a_delegation_files_the_whole_national_survey() {
    let app = TestApp::start().await;
    let round = round(&app).await;
    let people = Delegation::gather(&app).await;
    let id = open_submission(&app, &people.focal, "QMA", &round, "AR").await;
    let form = Form::read(&app, &people.focal, EDITION).await;
    assert_eq!(form.questions.len(), form.question_count);
    assert_eq!(form.question_count, 539);
    let mut draft = Draft::of(form);

    the_ministry_answers_its_section(&app, &people, &id, &mut draft).await;
    the_focal_point_answers_the_rest(&app, &people, &id, &mut draft).await;
    the_whole_is_settled(&app, &people, &id).await;

    let seen = preview(&app, &people.authority, &id).await;
    let bound = draft.form.questions.iter().filter(|question| question.is_bound).count();
    let hidden = seen["hidden"].as_array().unwrap().iter();
    let hidden: BTreeSet<_> = hidden.map(|code| code.as_str().unwrap().to_owned()).collect();
    assert_eq!(seen["keptOut"], json!([]));
    assert_eq!(seen["answerCount"], 539 - bound - hidden.len());
    assert_eq!(seen["completeness"]["enabled"], seen["completeness"]["answered"]);
    assert_eq!(seen["publicCount"], 2);
    let filed = file(&app, &people.authority, &id).await;
    is_on_record(&filed, (1, "FILING", 1));
    assert_eq!(
        (&filed["root"], &filed["state"]["code"]),
        (&seen["root"], &json!("QMA"))
    );

    let own = filing(&app, Some(&people.focal), 1).await;
    is_what_was_given(&own, &draft, &hidden);
    let kinds: BTreeSet<_> = draft
        .form
        .questions
        .iter()
        .filter(|question| !question.is_bound && !hidden.contains(&question.code))
        .map(|question| question.kind.as_str())
        .collect();
    assert_eq!(kinds, KINDS.into_iter().collect(), "every kind is on record");

    let shown = |unless: &dyn Fn(&Asked) -> bool| -> BTreeSet<String> {
        let questions = draft.form.questions.iter();
        let questions = questions.filter(|question| !question.is_bound && !unless(question));
        let codes = questions.map(|question| question.code.clone());
        codes.filter(|code| !hidden.contains(code)).collect()
    };
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    let foreign = app.of("QMB", Role::AccreditedReader).await;
    let narrow = ["N13A.description", "N13K.approach"];
    let to_secretariat = shown(&|question| question.code == narrow[0]);
    let to_members = shown(&|question| narrow.contains(&question.code.as_str()) || question.ceiling.is_some());
    let to_all = shown(&|question| !["GEN.strategy", "N13A.status"].contains(&question.code.as_str()));
    assert!(to_all.len() < to_members.len() && to_members.len() < to_secretariat.len());
    for (who, expected) in [
        (Some(&officer), to_secretariat),
        (Some(&foreign), to_members),
        (None, to_all),
    ] {
        reads_less_and_verifies(&own, &filing(&app, who, 1).await, &expected);
    }
    later_acts_keep_the_record(&app, &people, &round, &id, draft).await;
    let (texts, entries) = tests::trail::holds_no_text(&app).await;
    assert!(texts > 50 && entries > 40, "{texts} texts, {entries} entries");
}

/// Amended, withdrawn, filed again, with another State's filing in between.
async fn later_acts_keep_the_record(app: &TestApp, people: &Delegation, round: &str, id: &str, draft: Draft) {
    let other = Team::of(app, "QMB").await;
    let others = open_submission(app, &other.focal, "QMB", round, "FR").await;
    let theirs = [("GEN.authority", json!({"shortText": "Ministère"}))];
    answer(app, &other.focal, &others, &theirs).await;
    assert_eq!(file(app, &other.authority, &others).await["position"], 2);

    app.pass(TimeDelta::minutes(5));
    let foreign = app.of("QMC", Role::AccreditedReader).await;
    it_is_amended(app, people, &foreign, id, &draft).await;
    it_is_withdrawn(app, people, &foreign, id).await;
    it_is_filed_again(app, people, &foreign, id, &draft).await;
    the_register_has_no_gap(app).await;
    every_revision_is_kept(app, people, id, &draft).await;
}

/// What a filing says of the authority that answers.
fn authority(record: &Value) -> &Value {
    let answers = record["answers"].as_array().unwrap().iter();
    let mut found = answers.filter(|answer| answer["questionCode"] == "GEN.authority");
    &found.next().unwrap()["value"]["text"]
}

/// One answer is changed and one taken back.
async fn it_is_amended(app: &TestApp, people: &Delegation, foreign: &Persona, id: &str, draft: &Draft) {
    let locked = draft.input("GEN.authority", &json!({"shortText": "x"}));
    let save_one = "mutation ($input: SaveAnswersInput!) { saveAnswers(input: $input) { results { outcome } } }";
    let input = json!({"input": {"submission": id, "answers": [locked]}});
    let refused = app.call(&people.focal, save_one, input).await;
    assert_eq!(refused.code(), "STATE", "what is filed is not edited");

    assert_eq!(amend(app, &people.focal, id).await["stage"], "AMENDING");
    let changed = draft.input("GEN.authority", &json!({"shortText": "Комиссия"}));
    let taken_back = draft.input("END.survey_ease", &json!({"notAnswered": true}));
    all_stored(&save(app, &people.focal, id, &[changed, taken_back]).await);
    is_on_record(&file(app, &people.authority, id).await, (3, "AMENDMENT", 2));

    let before = filing(app, Some(foreign), 1).await;
    let after = filing(app, Some(foreign), 3).await;
    assert_eq!(
        (&before["status"], &after["status"]),
        (&json!("SUPERSEDED"), &json!("STANDING"))
    );
    let count = |record: &Value| record["answerCount"].as_u64().unwrap();
    assert_eq!(count(&before) - 1, count(&after));
    assert_eq!(*authority(&before), draft.said["GEN.authority"].kept["text"]);
    assert_eq!(authority(&after), "Комиссия");
    verified(&before);
    verified(&after);
    for (as_of, position) in [(Some(1), 1), (Some(2), 1), (Some(3), 3), (None, 3)] {
        assert_eq!(standing(app, foreign, as_of).await, [position], "as of {as_of:?}");
    }
}

/// A tombstone is left, and nobody but the State reads what was filed.
async fn it_is_withdrawn(app: &TestApp, people: &Delegation, foreign: &Persona, id: &str) {
    let root = filing(app, Some(foreign), 1).await["root"].clone();
    assert_eq!(withdraw(app, &people.authority, id).await["stage"], "WITHDRAWN");
    let officer = app.secretariat(Role::SecretariatOfficer).await;
    for who in [None, Some(foreign), Some(&officer)] {
        for position in [1, 3, 4] {
            assert_eq!(
                codes_seen(app, who, position).await,
                [""; 0],
                "{position} is read by nobody else"
            );
        }
    }
    let tombstone = filing(app, Some(&officer), 1).await;
    assert_eq!((&tombstone["status"], &tombstone["root"]), (&json!("WITHDRAWN"), &root));
    for field in ["answerCount", "extract"] {
        assert_eq!(
            tombstone[field],
            Value::Null,
            "of what was withdrawn there is place, time and root"
        );
    }
    for as_of in [None, Some(1), Some(3)] {
        let none: [i64; 0] = [];
        assert_eq!(
            standing(app, foreign, as_of).await,
            none,
            "as of {as_of:?} there is a tombstone by now"
        );
    }
    let own = filing(app, Some(&people.focal), 3).await;
    assert_eq!(own["status"], "WITHDRAWN");
    assert_eq!(authority(&own), "Комиссия", "the State keeps what it filed");
    assert_eq!(verified(&own).hidden, 0);
}

/// The answer taken back is given again, and another one shows a question whose answer was kept while it was hidden.
async fn it_is_filed_again(app: &TestApp, people: &Delegation, foreign: &Persona, id: &str, draft: &Draft) {
    let based_on = draft.revisions["END.survey_ease"] + 1;
    let given = &draft.said["END.survey_ease"].given;
    let again = json!({"question": "END.survey_ease", "basedOn": based_on, "answer": given});
    let option = json!({"singleChoice": {"option": "implemented_reviewed"}});
    let reviewed = json!({"question": "N13A.status", "basedOn": 1, "answer": option});
    let waiting = json!("N13A.last_review");
    assert!(hidden(app, people, id).await.contains(&waiting));
    all_stored(&save(app, &people.focal, id, &[again, reviewed]).await);
    assert!(!hidden(app, people, id).await.contains(&waiting));
    is_on_record(&file(app, &people.authority, id).await, (5, "FILING", 4));
    let again = filing(app, Some(foreign), 5).await;
    let answers = again["answers"].as_array().unwrap();
    assert!(answers.iter().any(|answer| answer["questionCode"] == waiting));
    let none: [i64; 0] = [];
    assert_eq!(standing(app, foreign, Some(4)).await, none);
    assert_eq!(standing(app, foreign, None).await, [5]);
}

fn is_on_record(filed: &Value, (position, kind, number): (i64, &str, i64)) {
    assert_eq!(
        (&filed["position"], &filed["kind"], &filed["number"]),
        (&json!(position), &json!(kind), &json!(number))
    );
}

/// The answers that stay behind because their question is not shown.
async fn hidden(app: &TestApp, people: &Delegation, id: &str) -> Vec<Value> {
    preview(app, &people.authority, id).await["hidden"]
        .as_array()
        .unwrap()
        .clone()
}

/// The positions of QMA's filings that stand, now or as of a position.
async fn standing(app: &TestApp, who: &Persona, as_of: Option<i64>) -> Vec<i64> {
    let document = "query ($round: String!, $asOf: Int) {
        filings(round: $round, state: \"QMA\", asOf: $asOf, first: 10) { nodes { position } } }";
    let answer = app.call(who, document, json!({"round": ROUND, "asOf": as_of})).await;
    let nodes = answer.data()["filings"]["nodes"].as_array().unwrap().iter();
    nodes.map(|node| node["position"].as_i64().unwrap()).collect()
}

async fn the_register_has_no_gap(app: &TestApp) {
    let entries = register_entries(app, None).await;
    let told: Vec<_> = entries
        .iter()
        .map(|entry| {
            (
                entry["position"].as_i64().unwrap(),
                entry["kind"].as_str().unwrap(),
                &entry["state"],
            )
        })
        .collect();
    let (named, unnamed) = (json!({"code": "QMA"}), Value::Null);
    let expected = [
        (1, "FILING", &unnamed),
        (2, "FILING", &unnamed),
        (3, "AMENDMENT", &unnamed),
        (4, "WITHDRAWAL", &unnamed),
        (5, "FILING", &named),
    ];
    assert_eq!(
        told, expected,
        "what was withdrawn names nobody, nor does what only a State itself reads"
    );
    assert_eq!(
        entries[3]["root"], entries[2]["root"],
        "the tombstone names what was withdrawn"
    );
    let times: Vec<_> = entries.iter().map(|entry| entry["filedAt"].as_str().unwrap()).collect();
    assert!(times.is_sorted());
}

async fn every_revision_is_kept(app: &TestApp, people: &Delegation, id: &str, draft: &Draft) {
    let document = format!(
        "query ($id: ID!) {{ submission(id: $id) {{ answer(question: \"END.survey_ease\") {{ revision
            revisions {{ revision basedOn content {{ standing value {{ ...Said }} }} }} }} }} }} {SAID}"
    );
    let answer = app.call(&people.focal, &document, json!({"id": id})).await;
    let kept = &draft.said["END.survey_ease"].kept;
    let (answered, none, wrong) = (json!("ANSWERED"), Value::Null, json!({"step": 1_000}));
    let said = [
        (&answered, &wrong),
        (&answered, kept),
        (&none, &none),
        (&answered, kept),
    ];
    let expected: Vec<_> = said
        .into_iter()
        .enumerate()
        .map(|(before, (standing, value))| {
            json!({"revision": before + 1, "basedOn": before, "content": {"standing": standing, "value": value}})
        })
        .collect();
    assert_eq!(answer.data()["submission"]["answer"]["revisions"], json!(expected));
}

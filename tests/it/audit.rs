//! The audit trail: every act leaves an entry, nobody can change one, none tells what an answer says, and it is read by
//! those whose it is.

use chrono::TimeDelta;
use domain::access::Role;
use serde_json::{Value, json};
use sqlx::{Connection as _, PgConnection};
use tests::app::{Persona, TestApp};
use tests::delegation::{amend, answer, file, open_submission, save, withdraw};
use tests::trail;

use crate::filing::round;

const TRAIL: &str =
    "query ($state: String, $person: ID, $subject: ID, $from: DateTime, $to: DateTime, $first: Int, $after: String) {
    auditTrail(state: $state, person: $person, subject: $subject, from: $from, to: $to, first: $first, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { position at verb person { id name } state { code } subject sections answers { questionCode revision }
            ministries people { name } registerPosition reason } } }";

/// A State that has drafted, filed, amended and withdrawn, a minute after each act.
struct Trail {
    app: TestApp,
    focal: Persona,
    authority: Persona,
    auditor: Persona,
    file: String,
}

impl Trail {
    async fn new() -> Self {
        let app = TestApp::start().await;
        let views = round(&app, "views-and-assessments/1", "views-2027").await;
        let mut this = Self {
            focal: app.of("QMA", Role::FocalPoint).await,
            authority: app.of("QMA", Role::PublishingAuthority).await,
            auditor: app.secretariat(Role::Auditor).await,
            file: String::new(),
            app,
        };
        let app = &this.app;
        this.file = open_submission(app, &this.focal, "QMA", &views, "EN").await;
        app.pass(TimeDelta::minutes(1));
        let first = [
            ("VA.authority", json!({"shortText": "the ministry that nobody names"})),
            ("VT.topic_a", json!({"longText": "a marmalade of views"})),
            (
                "VA.contact",
                json!({"contact": {"name": "Somebody Invented", "email": "somebody@example.int"}}),
            ),
        ];
        answer(app, &this.focal, &this.file, &first).await;
        // One that comes too late is kept, and told to be.
        let late = json!({"question": "VT.topic_a", "basedOn": 0, "answer": {"longText": "another marmalade"}});
        let kept = save(app, &this.focal, &this.file, &[late]).await;
        assert_eq!(kept[0]["outcome"], "UNMERGED");
        app.pass(TimeDelta::minutes(1));
        let comment = "mutation ($input: CommentAnswerInput!) { commentAnswer(input: $input) { thread { id } } }";
        let said = json!({"submission": this.file, "question": "VT.topic_a", "content": "say less of marmalade here"});
        app.call(&this.authority, comment, json!({"input": said})).await.data();
        file(app, &this.authority, &this.file).await;
        app.pass(TimeDelta::minutes(1));
        amend(app, &this.authority, &this.file).await;
        withdraw(app, &this.authority, &this.file).await;
        // What another State does is not in the trail of this one.
        let other = app.of("QMB", Role::FocalPoint).await;
        open_submission(app, &other, "QMB", &views, "EN").await;
        this
    }

    async fn read(&self, who: &Persona, variables: Value) -> Value {
        let answer = self.app.call(who, TRAIL, variables).await;
        answer.data()["auditTrail"].clone()
    }

    async fn verbs(&self, who: &Persona, variables: Value) -> Vec<String> {
        verbs(&self.read(who, variables).await)
    }

    async fn account(&self, who: &Persona) -> Value {
        let own = self.app.call(who, "{ viewer { account { id } } }", json!({})).await;
        own.data()["viewer"]["account"]["id"].clone()
    }
}

fn verbs(trail: &Value) -> Vec<String> {
    let nodes = trail["nodes"].as_array().unwrap().iter();
    nodes.map(|node| node["verb"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn no_entry_tells_what_was_written() {
    let trail = Trail::new().await;
    let (texts, entries) = trail::holds_no_text(&trail.app).await;
    assert!(texts >= 5 && entries >= 9, "{texts} texts, {entries} entries");
}

#[tokio::test]
async fn an_auditor_reads_it_by_state_person_subject_and_time() {
    let trail = Trail::new().await;
    let auditor = &trail.auditor;
    let own = [
        "WITHDRAW",
        "AMEND",
        "FILE_SUBMISSION",
        "COMMENT_ANSWER",
        "SAVE_ANSWERS",
        "SAVE_ANSWERS",
        "OPEN_SUBMISSION",
    ];
    assert_eq!(trail.verbs(auditor, json!({"state": "QMA"})).await, own);
    assert_eq!(trail.verbs(auditor, json!({"subject": trail.file})).await, own);
    let person = trail.account(&trail.focal).await;
    assert_eq!(trail.verbs(auditor, json!({"person": person})).await, own[4..]);
    let between = json!({"from": "2027-03-01T12:02:00Z", "to": "2027-03-01T12:03:00Z"});
    assert_eq!(
        trail.verbs(auditor, between).await,
        ["FILE_SUBMISSION", "COMMENT_ANSWER"]
    );
    let all = trail.verbs(auditor, json!({})).await;
    assert_eq!(all[0], "OPEN_SUBMISSION", "that of the other State");
    assert_eq!(
        all.last().map(String::as_str),
        Some("MAKE_KEY"),
        "what belongs to the house"
    );
    assert!(all.iter().any(|verb| verb == "OPEN_ROUND"));
    let both = json!({"state": "QMA", "person": person, "from": "2027-03-01T12:01:00Z"});
    assert_eq!(trail.verbs(auditor, both).await, ["SAVE_ANSWERS", "SAVE_ANSWERS"]);

    // Page by page it is the same.
    let (mut seen, mut after) = (Vec::new(), Value::Null);
    loop {
        let page = trail
            .read(auditor, json!({"state": "QMA", "first": 3, "after": after}))
            .await;
        seen.extend(verbs(&page));
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    assert_eq!(seen, own);
    for (variables, field) in [
        (json!({"state": "Nowhere"}), "state"),
        (
            json!({"from": "2027-03-02T00:00:00Z", "to": "2027-03-01T00:00:00Z"}),
            "to",
        ),
        (json!({"first": 101}), "first"),
        (json!({"after": "x"}), "after"),
    ] {
        let refused = trail.app.call(auditor, TRAIL, variables).await;
        assert_eq!(
            (refused.code(), &refused.extensions()["field"]),
            ("INVALID", &json!(field))
        );
    }
    for variables in [json!({"person": trail.file}), json!({"subject": "?"})] {
        assert_eq!(trail.app.call(auditor, TRAIL, variables).await.code(), "NOT_FOUND");
    }
}

#[tokio::test]
async fn an_entry_says_who_did_what_to_what() {
    let trail = Trail::new().await;
    let read = trail.read(&trail.focal, json!({"state": "QMA"})).await;
    let nodes = read["nodes"].as_array().unwrap();
    let (filed, late) = (&nodes[2], &nodes[4]);
    assert_eq!(filed["registerPosition"], 1);
    assert_eq!(filed["person"]["name"], "publishing_authority");
    assert_eq!(filed["subject"], trail.file);
    assert_eq!(filed["state"]["code"], "QMA");
    assert_eq!(filed["at"], "2027-03-01T12:02:00+00:00");
    assert_eq!(
        late["answers"],
        json!([{"questionCode": "VT.topic_a", "revision": null}])
    );
    assert_eq!(nodes[5]["answers"].as_array().unwrap().len(), 3);
    assert_eq!(nodes[5]["answers"][0]["revision"], 1);
    // An auditor knows people by their ids.
    let read = trail.read(&trail.auditor, json!({"state": "QMA"})).await;
    assert_eq!(read["nodes"][2]["person"]["name"], Value::Null);
    assert_eq!(read["nodes"][2]["person"]["id"], filed["person"]["id"]);
}

#[tokio::test]
async fn a_state_reads_its_own_trail_and_no_other() {
    let trail = Trail::new().await;
    for who in [&trail.focal, &trail.authority] {
        assert_eq!(trail.verbs(who, json!({})).await.len(), 7);
        assert_eq!(trail.verbs(who, json!({"state": "QMA"})).await.len(), 7);
        assert!(trail.verbs(who, json!({"state": "QMB"})).await.is_empty());
    }
    let other = trail.app.of("QMB", Role::FocalPoint).await;
    assert!(trail.verbs(&other, json!({"subject": trail.file})).await.is_empty());
    for who in [
        trail.app.of("QMA", Role::Reader).await,
        trail.app.of("QMA", Role::Contributor).await,
        trail.app.of("QMA", Role::AccreditedReader).await,
        trail.app.secretariat(Role::SecretariatOfficer).await,
        trail.app.secretariat(Role::Administrator).await,
    ] {
        assert!(trail.verbs(&who, json!({})).await.is_empty());
        assert!(trail.verbs(&who, json!({"state": "QMA"})).await.is_empty());
    }
}

#[tokio::test]
async fn nobody_changes_an_entry() {
    let trail = Trail::new().await;
    let mut service = PgConnection::connect(&trail.app.database.service_url()).await.unwrap();
    let mut owner = trail.app.owner().await;
    for statement in ["update event set act = 'x'", "delete from event", "truncate event"] {
        let refused = sqlx::query(statement).execute(&mut service).await.unwrap_err();
        assert!(
            refused.to_string().contains("permission denied"),
            "{statement}: {refused}"
        );
    }
    for statement in ["update event set act = 'x'", "delete from event"] {
        let refused = sqlx::query(statement).execute(&mut owner).await.unwrap_err();
        assert!(refused.to_string().contains("append-only"), "{statement}: {refused}");
    }
    // Nor does anybody write one in another's name, or about a State that is not theirs.
    for (account, state) in [("gen_random_uuid()", "'QMA'"), ("app_account()", "'QMB'")] {
        let mut unit = service.begin().await.unwrap();
        let settings = "select set_config('app.reader', 'state', true), set_config('app.write_state', '{QMA}', true),
            set_config('app.account', '00000000-0000-0000-0000-000000000001', true)";
        sqlx::query(settings).execute(&mut *unit).await.unwrap();
        let statement = format!(
            "insert into event (at, account_id, act, state_id) values (now(), {account}, 'save_answers', {state})"
        );
        let refused = sqlx::query(sqlx::AssertSqlSafe(statement))
            .execute(&mut *unit)
            .await
            .unwrap_err();
        assert!(refused.to_string().contains("row-level security"), "{refused}");
    }
}

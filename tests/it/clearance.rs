//! The work inside a delegation: who signs a section, what is said about it, and that a change asks again.

use domain::access::{Place, Role};
use domain::id::{MinistryId, StateCode};
use serde_json::{Value, json};
use tests::app::{Answer, Persona, TestApp};
use uuid::Uuid;

use crate::filing::{round, submission};

/// A State with two ministries, their clearers, and a working file with an answer in two sections.
struct Delegation {
    app: TestApp,
    focal: Persona,
    authority: Persona,
    justice: (String, Persona),
    interior: (String, Persona),
    submission: String,
}

const SAVE: &str =
    "mutation ($input: SaveAnswersInput!) { saveAnswers(input: $input) { results { outcome revision } } }";
const STANDING: &str = "query ($id: ID!) { submission(id: $id) { stage uncleared va: section(code: \"VA\") { ...S } vt: section(code: \"VT\") { ...S } } }
    fragment S on SubmissionSection { isReadable openThreadCount clearance { status turn changedSince
        steps { number signatures { ministry { name } isAwaited isMine asSubstitute signedBy { name } } } } }";

async fn clearer(app: &TestApp, focal: &Persona, ministry: &str) -> (String, Persona) {
    let name = "mutation ($input: NameMinistryInput!) { nameMinistry(input: $input) { ministry { id } } }";
    let input = json!({"state": "QMA", "name": ministry});
    let named = app.call(focal, name, json!({"input": input})).await;
    let id = named.data()["nameMinistry"]["ministry"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let key: Uuid = sqlx::query_scalar("select id from ministry where name = $1")
        .bind(ministry)
        .fetch_one(&mut app.owner().await)
        .await
        .unwrap();
    let place = Place::ministry(StateCode::new("QMA").unwrap(), MinistryId(key));
    (id, app.persona(Role::Clearer, place).await)
}

impl Delegation {
    async fn new() -> Self {
        let app = TestApp::start().await;
        let focal = app.of("QMA", Role::FocalPoint).await;
        let authority = app.of("QMA", Role::PublishingAuthority).await;
        let justice = clearer(&app, &focal, "Justice").await;
        let interior = clearer(&app, &focal, "Interior").await;
        let views = round(&app, "views-and-assessments/1", "views-2027").await;
        let submission = submission(&app, &focal, "QMA", &views).await;
        let this = Self {
            app,
            focal,
            authority,
            justice,
            interior,
            submission,
        };
        this.save("VA.authority", 0, json!({"shortText": "Ministry"})).await;
        this.save("VT.topic_a", 0, json!({"longText": "text"})).await;
        this
    }

    async fn save(&self, question: &str, based_on: u32, answer: Value) {
        let answers = json!([{"question": question, "basedOn": based_on, "answer": answer}]);
        let input = json!({"submission": self.submission, "answers": answers});
        let saved = self.app.call(&self.focal, SAVE, json!({"input": input})).await;
        assert_eq!(saved.data()["saveAnswers"]["results"][0]["outcome"], "STORED");
    }

    async fn act(&self, who: &Persona, field: &str, mut input: Value) -> Answer {
        input["submission"] = json!(self.submission);
        let mut kind = field[..1].to_uppercase();
        kind.push_str(&field[1..]);
        let document = format!(
            "mutation ($input: {kind}Input!) {{ {field}(input: $input) {{ submission {{ stage uncleared }} }} }}"
        );
        self.app.call(who, &document, json!({"input": input})).await
    }

    async fn arrange(&self, section: &str) {
        let steps = json!([{"ministries": [self.justice.0]}, {"ministries": [self.interior.0]}]);
        self.act(
            &self.focal,
            "arrangeClearance",
            json!({"section": section, "steps": steps}),
        )
        .await
        .data();
    }

    async fn send(&self, sections: &[&str]) -> Answer {
        self.act(&self.focal, "sendToClearance", json!({"sections": sections}))
            .await
    }

    async fn sign(&self, ministry: &(String, Persona), section: &str, turn: u32) -> Answer {
        let input = json!({"section": section, "ministry": ministry.0, "turn": turn});
        self.act(&ministry.1, "clearSection", input).await
    }

    async fn standing(&self, who: &Persona) -> Value {
        let answer = self.app.call(who, STANDING, json!({"id": self.submission})).await;
        answer.data()["submission"].clone()
    }

    async fn file(&self) -> Answer {
        let preview = "query ($id: ID!) { submission(id: $id) { preview { root seen } } }";
        let preview = self
            .app
            .call(&self.authority, preview, json!({"id": self.submission}))
            .await;
        let preview = &preview.data()["submission"]["preview"];
        let input = json!({"submission": self.submission, "root": preview["root"], "seen": preview["seen"]});
        let file = "mutation ($input: FileSubmissionInput!) { fileSubmission(input: $input) { submission { stage uncleared } } }";
        self.app.call(&self.authority, file, json!({"input": input})).await
    }

    async fn comment(&self, who: &Persona, question: &str, content: &str, more: Value) -> Answer {
        let mut input = json!({"submission": self.submission, "question": question, "content": content});
        for (name, value) in more.as_object().into_iter().flatten() {
            input[name] = value.clone();
        }
        let document = "mutation ($input: CommentAnswerInput!) { commentAnswer(input: $input) { thread { id isResolved questionCode
            comments { content by { name posts { role } } mentions { id } } } } }";
        self.app.call(who, document, json!({"input": input})).await
    }

    async fn account(&self, who: &Persona) -> Value {
        let answer = self.app.call(who, "{ viewer { account { id } } }", json!({})).await;
        answer.data()["viewer"]["account"]["id"].clone()
    }
}

#[tokio::test]
async fn a_section_goes_its_way_and_a_change_asks_again() {
    let delegation = Delegation::new().await;
    delegation.arrange("VA").await;
    let before = delegation.standing(&delegation.justice.1).await;
    assert_eq!(
        (&before["stage"], &before["uncleared"]),
        (&json!("DRAFTING"), &json!(["VA"]))
    );
    assert_eq!(before["va"]["isReadable"], false, "not before it is sent");
    let refused = delegation.file().await;
    assert_eq!(
        (
            refused.code(),
            &refused.extensions()["reason"],
            &refused.extensions()["sections"]
        ),
        ("STATE", &json!("not_cleared"), &json!(["VA"]))
    );

    let sent = delegation.send(&["VA"]).await;
    assert_eq!(sent.data()["sendToClearance"]["submission"]["stage"], "IN_CLEARANCE");
    let lying = delegation.standing(&delegation.justice.1).await;
    assert_eq!(
        (&lying["va"]["isReadable"], &lying["vt"]["isReadable"]),
        (&json!(true), &json!(false))
    );
    let step = &lying["va"]["clearance"]["steps"][0]["signatures"][0];
    assert_eq!((&step["isAwaited"], &step["isMine"]), (&json!(true), &json!(true)));
    let second = &lying["va"]["clearance"]["steps"][1]["signatures"][0];
    assert_eq!(
        (&second["isAwaited"], &second["isMine"]),
        (&json!(false), &json!(false))
    );

    let early = delegation.sign(&delegation.interior, "VA", 1).await;
    assert_eq!(
        (early.code(), &early.extensions()["reason"]),
        ("STATE", &json!("not_awaited"))
    );
    delegation.sign(&delegation.justice, "VA", 1).await.data();
    // Somebody mends a word while it lies with the next ministry.
    delegation
        .save("VA.authority", 1, json!({"shortText": "Another ministry"}))
        .await;
    let reopened = delegation.standing(&delegation.interior.1).await;
    assert_eq!(reopened["va"]["clearance"]["status"], "REOPENED");
    assert_eq!(reopened["va"]["clearance"]["changedSince"], json!(["VA.authority"]));
    assert_eq!(
        reopened["va"]["clearance"]["steps"][0]["signatures"][0]["signedBy"],
        Value::Null
    );
    let stale = delegation.sign(&delegation.interior, "VA", 1).await;
    assert_eq!((stale.code(), &stale.extensions()["turn"]), ("CONFLICT", &json!(1)));

    delegation.send(&["VA"]).await.data();
    delegation.sign(&delegation.justice, "VA", 2).await.data();
    let cleared = delegation.sign(&delegation.interior, "VA", 2).await;
    assert_eq!(
        cleared.data()["clearSection"]["submission"],
        json!({"stage": "CLEARED", "uncleared": []})
    );
    let filed = delegation.file().await;
    assert_eq!(filed.data()["fileSubmission"]["submission"]["stage"], "FILED");

    // An amendment asks only for what it changes.
    let amend = "mutation ($input: AmendSubmissionInput!) { amendSubmission(input: $input) { submission { stage uncleared } } }";
    let revision = "query ($id: ID!) { submission(id: $id) { revision } }";
    let revision = delegation
        .app
        .call(&delegation.focal, revision, json!({"id": delegation.submission}))
        .await;
    let input = json!({"submission": delegation.submission, "revision": revision.data()["submission"]["revision"]});
    let amended = delegation
        .app
        .call(&delegation.focal, amend, json!({"input": input}))
        .await;
    assert_eq!(
        amended.data()["amendSubmission"]["submission"],
        json!({"stage": "AMENDING", "uncleared": []})
    );
    delegation.save("VT.topic_a", 1, json!({"longText": "changed"})).await;
    assert_eq!(delegation.standing(&delegation.focal).await["uncleared"], json!([]));
    delegation
        .save("VA.authority", 2, json!({"shortText": "A third"}))
        .await;
    assert_eq!(delegation.standing(&delegation.focal).await["uncleared"], json!(["VA"]));
}

#[tokio::test]
async fn a_return_has_its_reason_and_only_those_who_read_the_section_see_it() {
    let delegation = Delegation::new().await;
    delegation.arrange("VA").await;
    delegation.send(&["VA"]).await.data();
    let give_back = |reason: &'static str| {
        let input = json!({"section": "VA", "ministry": delegation.justice.0, "turn": 1, "reason": reason});
        delegation.act(&delegation.justice.1, "returnSection", input)
    };
    let empty = give_back(" ").await;
    assert_eq!(
        (empty.code(), &empty.extensions()["reason"]),
        ("INVALID", &json!("empty"))
    );
    give_back("name the law").await.data();
    let history = "query ($id: ID!) { submission(id: $id) { section(code: \"VA\") { clearance { status history { kind turn reason ministry { name } } } } } }";
    let read = |who| delegation.app.call(who, history, json!({"id": delegation.submission}));
    let seen = read(&delegation.focal).await;
    let clearance = &seen.data()["submission"]["section"]["clearance"];
    assert_eq!(clearance["status"], "RETURNED");
    assert_eq!(
        clearance["history"],
        json!([
            {"kind": "ARRANGED", "turn": 0, "reason": null, "ministry": null},
            {"kind": "SENT", "turn": 1, "reason": null, "ministry": null},
            {"kind": "RETURNED", "turn": 1, "reason": "name the law", "ministry": {"name": "Justice"}},
        ])
    );
    let contributor = delegation.app.of("QMA", Role::Contributor).await;
    let hidden = read(&contributor).await;
    assert_eq!(
        hidden.data()["submission"]["section"]["clearance"]["history"][2]["reason"],
        Value::Null
    );
    let events: i64 = sqlx::query_scalar("select count(*) from event where detail::text like '%name the law%'")
        .fetch_one(&mut delegation.app.owner().await)
        .await
        .unwrap();
    assert_eq!(events, 0, "no reason in the audit trail");
}

#[tokio::test]
async fn a_substitute_signs_and_a_recall_takes_it_back() {
    let delegation = Delegation::new().await;
    delegation.arrange("VA").await;
    delegation.send(&["VA"]).await.data();
    let deputy = delegation.account(&delegation.interior.1).await;
    let input = json!({"section": "VA", "ministry": delegation.justice.0, "account": deputy});
    delegation.act(&delegation.focal, "nameSubstitute", input).await.data();
    let stranger = delegation
        .account(&delegation.app.of("QMB", Role::FocalPoint).await)
        .await;
    let input = json!({"section": "VA", "ministry": delegation.justice.0, "account": stranger});
    let refused = delegation.act(&delegation.focal, "nameSubstitute", input).await;
    assert_eq!(refused.code(), "NOT_FOUND", "assigning outside the State");

    let input = json!({"section": "VA", "ministry": delegation.justice.0, "turn": 1});
    delegation
        .act(&delegation.interior.1, "clearSection", input)
        .await
        .data();
    let standing = delegation.standing(&delegation.focal).await;
    let signature = &standing["va"]["clearance"]["steps"][0]["signatures"][0];
    assert_eq!(
        (&signature["asSubstitute"], &signature["isAwaited"]),
        (&json!(true), &json!(false))
    );

    let input = json!({"sections": ["VA"], "reason": "new facts"});
    delegation
        .act(&delegation.focal, "recallSections", input.clone())
        .await
        .data();
    assert_eq!(
        delegation.standing(&delegation.focal).await["va"]["clearance"]["status"],
        "RECALLED"
    );
    let again = delegation.act(&delegation.focal, "recallSections", input).await;
    assert_eq!(
        (again.code(), &again.extensions()["reason"]),
        ("STATE", &json!("not_in_clearance"))
    );
}

#[tokio::test]
async fn who_made_the_last_change_does_not_sign_last() {
    let delegation = Delegation::new().await;
    let steps = json!([{"ministries": [delegation.justice.0]}]);
    delegation
        .act(
            &delegation.focal,
            "arrangeClearance",
            json!({"section": "VA", "steps": steps}),
        )
        .await
        .data();
    // The clearer of Justice contributes as well.
    let (_, both) = &delegation.justice;
    sqlx::query(
        "insert into membership (id, account_id, role, state_id, valid_from) values ($1, $2, 'focal_point', 'QMA', $3)",
    )
    .bind(Uuid::from_u128(77))
    .bind(both.account.0)
    .bind(delegation.app.clock.now())
    .execute(&mut delegation.app.owner().await)
    .await
    .unwrap();
    delegation
        .app
        .app()
        .actors()
        .poll_once(delegation.app.clock.now())
        .await
        .unwrap();
    let answers = json!([{"question": "VA.authority", "basedOn": 1, "answer": {"shortText": "Mine"}}]);
    let input = json!({"submission": delegation.submission, "answers": answers});
    delegation.app.call(both, SAVE, json!({"input": input})).await.data();
    delegation.send(&["VA"]).await.data();
    let own = delegation.sign(&delegation.justice, "VA", 1).await;
    assert_eq!(
        (own.code(), &own.extensions()["reason"]),
        ("STATE", &json!("four_eyes"))
    );
}

#[tokio::test]
async fn what_is_wrong_with_a_path_is_said_with_its_place() {
    let delegation = Delegation::new().await;
    let (justice, interior) = (&delegation.justice.0, &delegation.interior.0);
    let arrange = |steps: Value| {
        delegation.act(
            &delegation.focal,
            "arrangeClearance",
            json!({"section": "VA", "steps": steps}),
        )
    };
    for (steps, field, reason) in [
        (json!([{"ministries": []}]), "input.steps.0.ministries", "empty"),
        (
            json!([{"ministries": [justice, justice]}]),
            "input.steps.0.ministries.1",
            "twice",
        ),
        (
            json!([{"ministries": [justice]}, {"ministries": [interior, justice]}]),
            "input.steps",
            "twice",
        ),
    ] {
        let refused = arrange(steps).await;
        assert_eq!(refused.code(), "INVALID");
        assert_eq!(
            (&refused.extensions()["field"], &refused.extensions()["reason"]),
            (&json!(field), &json!(reason))
        );
    }
    let foreign = delegation.app.of("QMB", Role::FocalPoint).await;
    let name = "mutation { nameMinistry(input: {state: \"QMB\", name: \"Abroad\"}) { ministry { id } } }";
    let abroad = delegation.app.call(&foreign, name, json!({})).await;
    let abroad = &abroad.data()["nameMinistry"]["ministry"]["id"];
    assert_eq!(arrange(json!([{"ministries": [abroad]}])).await.code(), "NOT_FOUND");
    let unknown = json!({"section": "ZZ", "steps": [{"ministries": [justice]}]});
    let unknown = delegation.act(&delegation.focal, "arrangeClearance", unknown).await;
    assert_eq!(
        (unknown.code(), &unknown.extensions()["field"]),
        ("INVALID", &json!("input.section"))
    );
    let nobody = delegation.send(&["VT"]).await;
    assert_eq!(
        (nobody.code(), &nobody.extensions()["reason"]),
        ("STATE", &json!("nobody_signs"))
    );
    // All of them or none.
    delegation.arrange("VA").await;
    assert_eq!(delegation.send(&["VA", "VT"]).await.code(), "STATE");
    assert_eq!(
        delegation.standing(&delegation.focal).await["va"]["clearance"]["status"],
        "DRAFTING"
    );
}

#[tokio::test]
async fn comments_stay_in_the_state_and_with_those_who_read_the_answer() {
    let delegation = Delegation::new().await;
    let justice = &delegation.justice.1;
    let clearer = delegation.account(justice).await;
    let unread = delegation
        .comment(
            &delegation.focal,
            "VA.authority",
            "look",
            json!({"mentions": [clearer]}),
        )
        .await;
    assert_eq!(
        (unread.code(), &unread.extensions()["reason"]),
        ("INVALID", &json!("may_not_read"))
    );
    assert_eq!(
        delegation
            .comment(justice, "VA.authority", "hello", json!({}))
            .await
            .code(),
        "NOT_FOUND"
    );

    delegation.arrange("VA").await;
    delegation.send(&["VA"]).await.data();
    let more = json!({"mentions": [clearer], "key": "c1"});
    let made = delegation
        .comment(&delegation.focal, "VA.authority", "Is this right?", more.clone())
        .await;
    let thread = made.data()["commentAnswer"]["thread"].clone();
    assert_eq!(thread["comments"][0]["by"]["posts"][0]["role"], "FOCAL_POINT");
    let repeated = delegation
        .comment(&delegation.focal, "VA.authority", "Is this right?", more)
        .await;
    assert_eq!(repeated.data()["commentAnswer"]["thread"], thread);
    let reused = delegation
        .comment(&delegation.focal, "VA.authority", "Another", json!({"key": "c1"}))
        .await;
    assert_eq!(reused.code(), "CONFLICT");

    let mentions = "{ mentions { id questionCode comments { content } } }";
    let asked = delegation.app.call(justice, mentions, json!({})).await;
    assert_eq!(asked.data()["mentions"][0]["id"], thread["id"]);
    let resolve = "mutation ($input: ResolveThreadInput!) { resolveThread(input: $input) { thread { isResolved resolvedBy { name } } } }";
    let input = |is_resolved| json!({"input": {"thread": thread["id"], "isResolved": is_resolved}});
    let settled = delegation.app.call(justice, resolve, input(true)).await;
    assert_eq!(settled.data()["resolveThread"]["thread"]["isResolved"], true);
    assert_eq!(
        delegation.app.call(justice, resolve, input(true)).await.code(),
        "INVALID"
    );
    assert_eq!(
        delegation.app.call(justice, mentions, json!({})).await.data()["mentions"],
        json!([])
    );
    let more = json!({"thread": thread["id"]});
    let again = delegation
        .comment(justice, "VA.authority", "One more thing", more.clone())
        .await;
    assert_eq!(again.data()["commentAnswer"]["thread"]["isResolved"], false);
    let elsewhere = delegation.comment(&delegation.focal, "VT.topic_a", "no", more).await;
    assert_eq!(
        (elsewhere.code(), &elsewhere.extensions()["field"]),
        ("INVALID", &json!("input.question"))
    );
    assert_eq!(delegation.standing(&delegation.focal).await["va"]["openThreadCount"], 1);

    // A colleague without the section, another State, the secretariat: there is nothing.
    let colleague = delegation.app.of("QMA", Role::Contributor).await;
    let stranger = delegation.app.of("QMB", Role::FocalPoint).await;
    let officer = delegation.app.secretariat(Role::SecretariatOfficer).await;
    for who in [&colleague, &stranger, &officer] {
        assert_eq!(delegation.app.call(who, resolve, input(true)).await.code(), "NOT_FOUND");
    }
    let threads =
        "query ($id: ID!) { submission(id: $id) { section(code: \"VA\") { openThreadCount threads { id } } } }";
    let hidden = delegation
        .app
        .call(&colleague, threads, json!({"id": delegation.submission}))
        .await;
    assert_eq!(
        hidden.data()["submission"]["section"],
        json!({"openThreadCount": 0, "threads": []})
    );
    let events: i64 = sqlx::query_scalar("select count(*) from event where detail::text like '%right?%'")
        .fetch_one(&mut delegation.app.owner().await)
        .await
        .unwrap();
    assert_eq!(events, 0, "no comment in the audit trail");
}

#[tokio::test]
async fn the_packet_of_a_section_is_one_query() {
    let delegation = Delegation::new().await;
    delegation.arrange("VA").await;
    delegation.send(&["VA"]).await.data();
    delegation
        .comment(&delegation.focal, "VA.authority", "Why so short?", json!({}))
        .await
        .data();
    let packet = include_str!("../fixtures/clearance-packet.graphql");
    let variables = json!({"submission": delegation.submission, "section": "VA"});
    let read = delegation.app.call(&delegation.justice.1, packet, variables).await;
    let section = &read.data()["submission"]["section"];
    assert_eq!(section["clearance"]["status"], "IN_CLEARANCE");
    let answer = &section["answers"][0];
    assert_eq!(answer["revisions"][0]["content"]["value"]["text"], "Ministry");
    assert_eq!(answer["threads"][0]["comments"][0]["content"], "Why so short?");
    assert_eq!(answer["author"]["posts"][0]["role"], "FOCAL_POINT");
}

//! Rights that are not there, and rights that have just ended.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::access::{Membership, Place, Role, Scope};
use domain::id::{MembershipId, QuestionCode, StateCode, SubmissionId};
use serde_json::{Value, json};
use store::hot::{Content, Reach, Save, SaveAnswers, Saved, SavedAnswers};
use tests::app::Persona;
use uuid::Uuid;

use super::{Desk, SAVE};

/// What can be asked of a working file, whoever's it is.
fn acts(submission: &str) -> Vec<(&'static str, Value)> {
    let base = json!({"submission": submission, "revision": 1});
    let with = |name: &str, value: Value| {
        let mut input = base.clone();
        input[name] = value;
        json!({"input": input})
    };
    let answers = json!([{"question": "VA.authority", "basedOn": 0, "answer": {"shortText": "Ministry"}}]);
    let file = json!({"input": {"submission": submission, "root": "00".repeat(32)}});
    let assign = json!({"input": {"submission": submission, "section": "VA"}});
    vec![
        (SAVE, json!({"input": {"submission": submission, "answers": answers}})),
        (
            "mutation ($input: SetSubmissionFieldsInput!) { setSubmissionFields(input: $input) { __typename } }",
            with("confirmation", json!(true)),
        ),
        (
            "mutation ($input: AssignSectionInput!) { assignSection(input: $input) { __typename } }",
            assign,
        ),
        (
            "mutation ($input: SetDraftVisibilityInput!) { setDraftVisibility(input: $input) { __typename } }",
            with("namesState", json!(true)),
        ),
        (
            "mutation ($input: FileSubmissionInput!) { fileSubmission(input: $input) { __typename } }",
            file,
        ),
        (
            "mutation ($input: AmendSubmissionInput!) { amendSubmission(input: $input) { __typename } }",
            with("revision", json!(1)),
        ),
        (
            "mutation ($input: WithdrawSubmissionInput!) { withdrawSubmission(input: $input) { __typename } }",
            with("revision", json!(1)),
        ),
        (
            "mutation ($input: SetVisibilityInput!) { setVisibility(input: $input) { __typename } }",
            with("answers", json!([])),
        ),
        (
            "query ($id: ID!) { submission(id: $id) { stage } }",
            json!({"id": submission}),
        ),
        (
            "query ($id: ID!) { node(id: $id) { __typename } }",
            json!({"id": submission}),
        ),
    ]
}

#[tokio::test]
async fn a_working_file_of_another_state_is_told_from_none_by_nothing() {
    let desk = Desk::views().await;
    let invented = URL_SAFE_NO_PAD.encode(format!("u{}", Uuid::from_u128(7)));
    for role in [Role::FocalPoint, Role::PublishingAuthority, Role::Contributor] {
        let foreign = desk.app.of("QMB", role).await;
        for seen_before in [false, true] {
            // The second time the file is remembered by the process.
            if seen_before {
                desk.read("stage").await;
            }
            for ((document, theirs), (_, nobodys)) in acts(&desk.submission).into_iter().zip(acts(&invented)) {
                let one = desk.app.call(&foreign, document, theirs).await;
                let mut other = desk.app.call(&foreign, document, nobodys).await.json.to_string();
                other = other.replace(&invented, &desk.submission);
                assert_eq!(one.json.to_string(), other, "{role} {document}");
                if document.starts_with("mutation") {
                    assert_eq!(*one.extensions(), json!({"code": "NOT_FOUND"}), "{role} {document}");
                } else {
                    one.data();
                }
            }
        }
    }
    let senseless = desk.app.call(&desk.focal, SAVE, acts("senseless").remove(0).1).await;
    assert_eq!(*senseless.extensions(), json!({"code": "NOT_FOUND"}));
}

async fn assign(desk: &Desk, section: &str, account: Option<&Persona>) {
    let assign = "mutation ($input: AssignSectionInput!) { assignSection(input: $input) { assignment { id } } }";
    let account = account.map(|who| URL_SAFE_NO_PAD.encode(format!("a{}", who.account)));
    let input = json!({"submission": desk.submission, "section": section, "account": account});
    desk.app.call(&desk.focal, assign, json!({"input": input})).await.data();
}

fn outcomes(answer: &tests::app::Answer) -> Vec<&str> {
    let results = answer.data()["saveAnswers"]["results"].as_array().unwrap().iter();
    results.map(|result| result["outcome"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn who_had_a_section_a_moment_ago_saves_in_it_no_more() {
    let desk = Desk::views().await;
    let contributor = desk.app.of("QMA", Role::Contributor).await;
    let other = desk.app.beside(2).await;
    assign(&desk, "VA", Some(&contributor)).await;
    assign(&desk, "VT", Some(&contributor)).await;
    let answers = |revision: u32| {
        json!([
            {"question": "VA.authority", "basedOn": revision, "answer": {"shortText": "Ministry"}},
            {"question": "VT.topic_a", "basedOn": revision, "answer": {"longText": "text"}},
        ])
    };
    let saved = desk.save_by(&other, &contributor, answers(0)).await;
    assert_eq!(outcomes(&saved), ["STORED", "STORED"]);
    assign(&desk, "VT", None).await;
    let saved = desk.save_by(&other, &contributor, answers(1)).await;
    assert_eq!(outcomes(&saved), ["STORED", "NOT_ASSIGNED"]);
    let colleague = desk.app.of("QMA", Role::Contributor).await;
    assign(&desk, "VA", Some(&colleague)).await;
    let saved = desk.save_by(&other, &contributor, answers(2)).await;
    assert_eq!(outcomes(&saved), ["NOT_ASSIGNED", "NOT_ASSIGNED"]);
    let revisions = desk.read("answers { questionCode revision }").await;
    assert_eq!(
        revisions["answers"],
        json!([{"questionCode": "VA.authority", "revision": 2}, {"questionCode": "VT.topic_a", "revision": 1}])
    );
}

/// A section of a ministry is for those who contribute in it: clearing there gives no right to write.
#[tokio::test]
async fn clearing_for_one_ministry_and_contributing_in_another_are_not_added_up() {
    let desk = Desk::views().await;
    let name = "mutation ($name: String!) { nameMinistry(input: {state: \"QMA\", name: $name}) { ministry { id } } }";
    let mut ministries = Vec::new();
    for ministry in ["Justice", "Interior"] {
        let named = desk.app.call(&desk.focal, name, json!({"name": ministry})).await;
        ministries.push(
            named.data()["nameMinistry"]["ministry"]["id"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
    }
    let mut owner = desk.app.owner().await;
    let key =
        |id: &str| Uuid::parse_str(&String::from_utf8(URL_SAFE_NO_PAD.decode(id).unwrap()).unwrap()[1..]).unwrap();
    let qma = StateCode::new("QMA").unwrap();
    let both = desk
        .app
        .persona(Role::Contributor, Place::ministry(qma, key(&ministries[0]).into()))
        .await;
    sqlx::query("insert into membership (id, account_id, role, state_id, ministry_id, valid_from) values ($1, $2, 'clearer', 'QMA', $3, $4)")
        .bind(desk.app.app().mint().id())
        .bind(both.account.0)
        .bind(key(&ministries[1]))
        .bind(desk.app.clock.now())
        .execute(&mut owner)
        .await
        .unwrap();
    let assign = "mutation ($input: AssignSectionInput!) { assignSection(input: $input) { assignment { id } } }";
    for (section, ministry) in ["VA", "VT"].into_iter().zip(&ministries) {
        let input = json!({"submission": desk.submission, "section": section, "ministry": ministry});
        desk.app.call(&desk.focal, assign, json!({"input": input})).await.data();
    }
    let answers = json!([
        {"question": "VA.authority", "basedOn": 0, "answer": {"shortText": "Ministry"}},
        {"question": "VT.topic_a", "basedOn": 0, "answer": {"longText": "text"}},
    ]);
    let saved = desk.save_by(&desk.app, &both, answers).await;
    assert_eq!(outcomes(&saved), ["STORED", "NOT_ASSIGNED"]);
}

#[tokio::test]
async fn who_was_a_member_a_moment_ago_saves_no_more() {
    let desk = Desk::views().await;
    let gone = desk.app.of("QMA", Role::FocalPoint).await;
    let other = desk.app.beside(2).await;
    let answers = json!([{"question": "VA.authority", "basedOn": 0, "answer": {"shortText": "Ministry"}}]);
    // The other process knows this person and has the file in mind.
    other.app().actors().poll_once(other.clock.now()).await.unwrap();
    let file = "query ($id: ID!) { submission(id: $id) { stage } }";
    other.call(&gone, file, json!({"id": desk.submission})).await.data();

    let members = desk
        .app
        .call(
            &desk.focal,
            "{ members(place: {state: \"QMA\"}) { id account { id } } }",
            json!({}),
        )
        .await;
    let account = URL_SAFE_NO_PAD.encode(format!("a{}", gone.account));
    let members = members.data()["members"].as_array().unwrap().clone();
    let membership = members
        .iter()
        .find(|member| member["account"]["id"] == account)
        .unwrap();
    let end = "mutation ($input: EndMembershipInput!) { endMembership(input: $input) { membership { isValid } } }";
    desk.app
        .call(&desk.focal, end, json!({"input": {"id": membership["id"]}}))
        .await
        .data();

    // Whether or not the other process has heard: then nothing is there for this person, until then the statement refuses.
    let refused = desk.save_by(&other, &gone, answers).await;
    assert!(["FORBIDDEN", "NOT_FOUND"].contains(&refused.code()), "{}", refused.json);
    assert_eq!(desk.answered().await, [""; 0]);
}

/// The statement itself, with the rights that a process had in mind before they ended.
#[tokio::test]
async fn the_statement_that_saves_asks_again_whether_the_right_holds() {
    let desk = Desk::views().await;
    let mut owner = desk.app.owner().await;
    let submission: Uuid = sqlx::query_scalar("select id from submission")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    let membership: Uuid = sqlx::query_scalar("select id from membership where account_id = $1")
        .bind(desk.focal.account.0)
        .fetch_one(&mut owner)
        .await
        .unwrap();
    let now = desk.app.clock.now();
    let qma = StateCode::new("QMA").unwrap();
    let held = Membership::new(
        MembershipId(membership),
        desk.focal.account,
        Role::FocalPoint,
        Place::state(qma),
        now,
        None,
    )
    .unwrap();
    let actor = domain::access::Actor::person(desk.focal.account, None, &[held], now).unwrap();
    let scope: Scope = actor.scope(&desk.app.app().world().belonging(now.date_naive()));
    let save = |based_on: i32| SaveAnswers {
        submission: SubmissionId(submission),
        account: desk.focal.account,
        membership: MembershipId(membership),
        reach: Reach::State,
        saves: vec![Save {
            question: QuestionCode::new("VA.authority").unwrap(),
            based_on,
            key: None,
            content: Content {
                kind: "short_text",
                standing: "declined".to_owned(),
                value: None,
                language: None,
                translations: None,
            },
            salt: [0; 16],
        }],
    };
    let stored = |revision| SavedAnswers::Each {
        saved: vec![Saved::Stored { revision }],
        language: "en".to_owned(),
    };
    let store = desk.app.app().store();
    let saved = store.save_answers(&scope, now, &save(0)).await.unwrap();
    assert_eq!(saved, stored(1));
    let over = SavedAnswers::Refused {
        stage: "drafting".to_owned(),
        holds: false,
        archived: false,
    };
    for (what, end, undo) in [
        (
            "the membership has ended",
            "update membership set valid_until = $2 where account_id = $1",
            "update membership set valid_until = null where account_id = $1 and $2::timestamptz is not null",
        ),
        (
            "the account is suspended",
            "update account set suspended_at = $2 where id = $1",
            "update account set suspended_at = null where id = $1 and $2::timestamptz is not null",
        ),
    ] {
        sqlx::query(end)
            .bind(desk.focal.account.0)
            .bind(now)
            .execute(&mut owner)
            .await
            .unwrap();
        assert_eq!(store.save_answers(&scope, now, &save(1)).await.unwrap(), over, "{what}");
        sqlx::query(undo)
            .bind(desk.focal.account.0)
            .bind(now)
            .execute(&mut owner)
            .await
            .unwrap();
    }
    let saved = store.save_answers(&scope, now, &save(1)).await.unwrap();
    assert_eq!(saved, stored(2));
}

//! Filing what is not what was seen, or what one pair of eyes alone has seen.

use chrono::TimeDelta;
use domain::access::Role;
use serde_json::{Value, json};

use super::Desk;

async fn begun() -> Desk {
    let desk = Desk::views().await;
    desk.say("VA.authority", json!({"shortText": "Ministry"})).await;
    desk.say("VA.capacity", json!({"singleChoice": {"option": "national"}}))
        .await;
    desk.say("VT.topic_b", json!({"silence": "DECLINED"})).await;
    desk.app.pass(TimeDelta::minutes(1));
    desk
}

async fn preview(desk: &Desk) -> Value {
    desk.read("preview { root seen }").await["preview"].clone()
}

#[tokio::test]
async fn filing_another_text_than_the_one_seen_is_a_conflict_that_names_the_differences() {
    let desk = begun().await;
    let seen = preview(&desk).await;
    desk.save(json!([
        {"question": "VA.authority", "basedOn": 1, "answer": {"shortText": "Another ministry"}},
        {"question": "VA.capacity", "basedOn": 1, "answer": {"notAnswered": true}},
        {"question": "VT.topic_a", "basedOn": 0, "answer": {"longText": "new"}},
    ]))
    .await;
    let conflict = desk.file(&desk.authority, &seen).await;
    assert_eq!(
        *conflict.extensions(),
        json!({
            "code": "CONFLICT", "field": "input.root",
            "added": ["VT.topic_a"], "removed": ["VA.capacity"], "changed": ["VA.authority"],
        })
    );
    let without = json!({"root": seen["root"], "seen": null});
    let conflict = desk.file(&desk.authority, &without).await;
    let nothing = json!([]);
    assert_eq!(
        *conflict.extensions(),
        json!({"code": "CONFLICT", "field": "input.root", "added": nothing, "removed": nothing, "changed": nothing})
    );
    for (field, root, seen) in [
        ("input.root", json!("root"), seen["seen"].clone()),
        ("input.seen", seen["root"].clone(), json!("????")),
        ("input.seen", seen["root"].clone(), json!("AAAA")),
    ] {
        let invalid = desk.file(&desk.authority, &json!({"root": root, "seen": seen})).await;
        assert_eq!(*invalid.extensions(), json!({"code": "INVALID", "field": field}));
    }
    assert_eq!(
        desk.read("stage filings { position }").await,
        json!({"stage": "DRAFTING", "filings": []})
    );
    let now = preview(&desk).await;
    desk.file(&desk.authority, &now).await.data();
}

#[tokio::test]
async fn who_made_the_last_change_does_not_file_it() {
    let desk = begun().await;
    let mut owner = desk.app.owner().await;
    sqlx::query("insert into membership (id, account_id, role, state_id, valid_from) values ($1, $2, $3, 'QMA', $4)")
        .bind(desk.app.app().mint().id())
        .bind(desk.focal.account.0)
        .bind(Role::PublishingAuthority.code())
        .bind(desk.app.clock.now())
        .execute(&mut owner)
        .await
        .unwrap();
    let both = &desk.focal;
    let seen = preview(&desk).await;
    let refused = desk.file(both, &seen).await;
    assert_eq!(*refused.extensions(), json!({"code": "STATE", "reason": "four_eyes"}));
    assert_eq!(desk.read("stage").await["stage"], "DRAFTING");
    let switch = "mutation { switchFourEyes(input: {state: \"QMA\", isOn: false}) { isOn } }";
    desk.app.call(both, switch, json!({})).await.data();
    let filed = desk.file(both, &seen).await;
    assert_eq!(filed.data()["fileSubmission"]["submission"]["stage"], "FILED");
}

#[tokio::test]
async fn there_is_something_to_file_or_nothing_is_filed() {
    let desk = Desk::views().await;
    let nothing = preview(&desk).await;
    let refused = desk.file(&desk.authority, &nothing).await;
    assert_eq!(
        *refused.extensions(),
        json!({"code": "STATE", "reason": "nothing_to_file"})
    );
    desk.say("VA.authority", json!({"shortText": "Ministry"})).await;
    let first = preview(&desk).await;
    desk.file(&desk.authority, &first).await.data();
    let twice = desk.file(&desk.authority, &first).await;
    assert_eq!(
        *twice.extensions(),
        json!({"code": "STATE", "act": "file_submission", "stage": "filed"})
    );

    let amend =
        "mutation ($input: AmendSubmissionInput!) { amendSubmission(input: $input) { submission { revision } } }";
    let stale = json!({"submission": desk.submission, "revision": 1});
    let conflict = desk.app.call(&desk.authority, amend, json!({"input": stale})).await;
    assert_eq!(
        *conflict.extensions(),
        json!({"code": "CONFLICT", "field": "input.revision", "revision": 2})
    );
    let input = json!({"submission": desk.submission, "revision": 2});
    desk.app
        .call(&desk.authority, amend, json!({"input": input}))
        .await
        .data();
    let unchanged = desk.file(&desk.authority, &first).await;
    assert_eq!(*unchanged.extensions(), json!({"code": "STATE", "reason": "unchanged"}));
}

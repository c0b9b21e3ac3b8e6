//! Making one answer of several texts: in one act, marked and never deleted, and repeated without harm.

use serde_json::{Value, json};
use tests::app::Answer;

use super::{Desk, problem};

const MERGE: &str = "mutation ($input: MergeAnswerInput!) { mergeAnswer(input: $input) { merged result {
    question outcome revision problems { question code parameters { name value } }
    content { standing value { ... on TextValue { text } } } stored { standing value { ... on TextValue { text } } } } } }";

const TEXTS: &str = "answer(question: \"VT.topic_a\") { revision content { value { ... on TextValue { text } } }
    unmerged { id content { value { ... on TextValue { text } } } }
    revisions { id revision isUnmerged mergedInto content { value { ... on TextValue { text } } } } }
    section(code: \"VT\") { unmergedCount }";

fn save(based_on: u32, text: &str) -> Value {
    json!([{"question": "VT.topic_a", "basedOn": based_on, "answer": {"longText": text}}])
}

/// A text that stands, and two that came too late.
async fn divided() -> (Desk, Vec<Value>) {
    let desk = Desk::views().await;
    desk.save(save(0, "stands")).await;
    desk.save(save(0, "late")).await;
    desk.save(save(0, "later")).await;
    let texts = desk.read(TEXTS).await;
    assert_eq!(texts["section"]["unmergedCount"], 2);
    let unmerged = texts["answer"]["unmerged"].as_array().unwrap();
    let said: Vec<_> = unmerged.iter().map(|text| &text["content"]["value"]["text"]).collect();
    assert_eq!(said, ["late", "later"]);
    let ids = unmerged.iter().map(|text| text["id"].clone()).collect();
    (desk, ids)
}

async fn merge(desk: &Desk, based_on: u32, unmerged: &[Value], take: Value, key: Option<&str>) -> Answer {
    let input = json!({
        "submission": desk.submission, "question": "VT.topic_a", "basedOn": based_on, "unmerged": unmerged, "take": take,
        "key": key,
    });
    desk.app.call(&desk.focal, MERGE, json!({"input": input})).await
}

fn said(text: &str) -> Value {
    json!({"standing": "ANSWERED", "value": {"text": text}})
}

fn stored(revision: u32, text: &str, merged: &[Value]) -> Value {
    json!({"merged": merged, "result": {
        "question": "VT.topic_a", "outcome": "STORED", "revision": revision, "content": said(text), "stored": null, "problems": [],
    }})
}

async fn rows(desk: &Desk) -> (i64, i64, i64) {
    let mut owner = desk.app.owner().await;
    sqlx::query_as(
        "select (select count(*) from answer_revision), (select count(*) from answer_merge),
                (select count(*) from event where act = 'merge_answer')",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap()
}

#[tokio::test]
async fn mine_theirs_or_a_third_text_stands_and_the_others_are_marked_and_kept() {
    for (take, text) in [
        (json!({"mine": true}), "stands"),
        (json!({"theirs": null}), "later"),
        (
            json!({"other": {"answer": {"longText": "a third"}, "language": "FR"}}),
            "a third",
        ),
    ] {
        let (desk, ids) = divided().await;
        let take = if take.get("theirs").is_some() {
            json!({"theirs": ids[1]})
        } else {
            take
        };
        let merged = merge(&desk, 1, &ids, take, None).await;
        assert_eq!(merged.data()["mergeAnswer"], stored(2, text, &ids));
        let texts = desk.read(TEXTS).await;
        assert_eq!(texts["section"]["unmergedCount"], 0);
        let answer = &texts["answer"];
        assert_eq!(
            (
                &answer["revision"],
                &answer["content"]["value"]["text"],
                &answer["unmerged"]
            ),
            (&json!(2), &json!(text), &json!([]))
        );
        // Every text is there, and those that waited name what took them up.
        let revisions = answer["revisions"].as_array().unwrap();
        let kept: Vec<_> = revisions.iter().map(|text| &text["content"]["value"]["text"]).collect();
        assert_eq!(kept, ["stands", "late", "later", text]);
        let result = &revisions[3]["id"];
        let into: Vec<_> = revisions.iter().map(|text| &text["mergedInto"]).collect();
        assert_eq!(into, [&Value::Null, result, result, &Value::Null]);
        assert!(revisions.iter().all(|text| text["isUnmerged"] == false));
        assert_eq!(rows(&desk).await, (4, 2, 1));
    }
}

#[tokio::test]
async fn a_repeat_of_a_merge_brings_the_first_result_whatever_happened_since() {
    let (desk, ids) = divided().await;
    for (take, key, based_on, text) in [
        (json!({"theirs": ids[0]}), "m1", 1, "late"),
        (
            json!({"other": {"answer": {"longText": "a third"}}}),
            "m2",
            2,
            "a third",
        ),
        (json!({"mine": true}), "m3", 3, "a third"),
    ] {
        let unmerged = if key == "m1" {
            vec![ids[0].clone()]
        } else {
            desk.save(save(0, key)).await;
            let texts = desk.read(TEXTS).await;
            let waiting = texts["answer"]["unmerged"].as_array().unwrap();
            vec![waiting.last().unwrap()["id"].clone()]
        };
        let first = merge(&desk, based_on, &unmerged, take.clone(), Some(key)).await;
        assert_eq!(first.data()["mergeAnswer"], stored(based_on + 1, text, &unmerged));
        let before = rows(&desk).await;
        assert_eq!(
            merge(&desk, based_on, &unmerged, take.clone(), Some(key)).await.json,
            first.json
        );
        // With the same key, another merge is none, nor is one of other texts.
        for (unmerged, take) in [
            (ids.clone(), take),
            (unmerged, json!({"other": {"answer": {"longText": "something else"}}})),
        ] {
            let reused = merge(&desk, based_on, &unmerged, take, Some(key)).await;
            let result = &reused.data()["mergeAnswer"]["result"];
            assert_eq!(
                (&result["outcome"], &result["problems"]),
                (&json!("KEY_REUSED"), &json!([problem("VT.topic_a", "KEY_REUSED", &[])]))
            );
        }
        assert_eq!(rows(&desk).await, before, "no repeat left a row");
    }
}

#[tokio::test]
async fn a_merge_whose_base_moved_merges_nothing_and_loses_nothing() {
    let (desk, ids) = divided().await;
    desk.save(save(1, "moved")).await;
    let beaten = |content: Value| {
        json!({"merged": [], "result": {
            "question": "VT.topic_a", "outcome": "UNMERGED", "revision": 2, "content": content, "stored": said("moved"),
            "problems": [problem("VT.topic_a", "STALE", &[])],
        }})
    };
    let typed = json!({"other": {"answer": {"longText": "a third"}}});
    let first = merge(&desk, 1, &ids, typed.clone(), Some("m1")).await;
    assert_eq!(first.data()["mergeAnswer"], beaten(said("a third")));
    assert_eq!(merge(&desk, 1, &ids, typed, Some("m1")).await.json, first.json);
    // Nothing was typed for these, so nothing has to be kept.
    for take in [json!({"mine": true}), json!({"theirs": ids[0]})] {
        assert_eq!(
            merge(&desk, 1, &ids, take, Some("m2")).await.data()["mergeAnswer"],
            beaten(Value::Null)
        );
    }
    let texts = desk.read(TEXTS).await;
    let waiting = texts["answer"]["unmerged"].as_array().unwrap();
    let said: Vec<_> = waiting.iter().map(|text| &text["content"]["value"]["text"]).collect();
    assert_eq!(said, ["late", "later", "a third"]);
    assert_eq!(rows(&desk).await, (5, 0, 1));
}

#[tokio::test]
async fn a_merge_names_what_waits_and_what_can_stand() {
    let (desk, ids) = divided().await;
    let mine = || json!({"mine": true});
    let refusal = |field: &str, reason: &str| json!({"code": "INVALID", "field": field, "reason": reason});
    let nothing = merge(&desk, 1, &[], mine(), None).await;
    assert_eq!(*nothing.extensions(), refusal("input.unmerged", "nothing"));
    let strange = merge(&desk, 1, &[ids[0].clone(), json!("eA")], mine(), None).await;
    assert_eq!(
        *strange.extensions(),
        json!({"code": "INVALID", "field": "input.unmerged.1"})
    );
    let among = merge(&desk, 1, &ids[..1], json!({"theirs": ids[1]}), None).await;
    assert_eq!(*among.extensions(), refusal("input.take.theirs", "not_among"));
    let wrong = merge(&desk, 1, &ids, json!({"other": {"answer": {"boolean": true}}}), None).await;
    let result = &wrong.data()["mergeAnswer"]["result"];
    assert_eq!(
        (&result["outcome"], &result["problems"][0]["code"]),
        (&json!("REFUSED"), &json!("WRONG_KIND"))
    );
    assert_eq!(rows(&desk).await, (3, 0, 0));
    merge(&desk, 1, &ids, mine(), None).await.data();
    let again = merge(&desk, 2, &ids, mine(), None).await;
    assert_eq!(*again.extensions(), refusal("input.unmerged", "not_unmerged"));
}

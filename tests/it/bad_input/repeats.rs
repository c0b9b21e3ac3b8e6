//! The same thing twice, and two things at once: nothing typed is lost, and nothing is kept twice.

use serde_json::{Value, json};

use super::{Desk, FILE, problem};

fn text(question: &str, based_on: u32, key: Option<&str>, text: &str) -> Value {
    json!([{"question": question, "basedOn": based_on, "key": key, "answer": {"longText": text}, "language": "EN"}])
}

/// How many rows of the trail, of answers and of revisions there are.
async fn rows(desk: &Desk) -> (i64, i64, i64) {
    let mut owner = desk.app.owner().await;
    sqlx::query_as(
        "select (select count(*) from event where act = 'save_answers'), (select count(*) from answer),
                (select count(*) from answer_revision)",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap()
}

const REVISIONS: &str = "answer(question: \"VT.topic_a\") { revision revisions { revision basedOn content { value { ... on TextValue { text } } } } }";

fn revision(revision: Option<u32>, based_on: u32, text: &str) -> Value {
    json!({"revision": revision, "basedOn": based_on, "content": {"value": {"text": text}}})
}

fn said(text: &str) -> Value {
    json!({"standing": "ANSWERED", "value": {"text": text}})
}

#[tokio::test]
async fn a_stale_save_brings_back_both_texts_and_keeps_both() {
    let desk = Desk::views().await;
    desk.save(text("VT.topic_a", 0, None, "first")).await;
    desk.save(text("VT.topic_a", 1, None, "second")).await;
    for (based_on, late) in [(0, "late"), (1, "later")] {
        let beaten = desk.save(text("VT.topic_a", based_on, None, late)).await.remove(0);
        assert_eq!(
            beaten,
            json!({
                "question": "VT.topic_a", "outcome": "UNMERGED", "revision": 2, "content": said(late), "stored": said("second"),
                "problems": [problem("VT.topic_a", "STALE", &[])],
            })
        );
    }
    assert_eq!(
        desk.read(REVISIONS).await["answer"],
        json!({"revision": 2, "revisions": [
            revision(Some(1), 0, "first"), revision(Some(2), 1, "second"), revision(None, 0, "late"), revision(None, 1, "later"),
        ]})
    );
    // A revision that is yet to come is no base either.
    let ahead = desk.save(text("VT.topic_a", 9, None, "ahead")).await.remove(0);
    assert_eq!(
        (&ahead["outcome"], &ahead["stored"]),
        (&json!("UNMERGED"), &said("second"))
    );
    let first = desk.save(text("VT.topic_b", 3, None, "orphan")).await.remove(0);
    assert_eq!(
        (&first["outcome"], &first["stored"]),
        (&json!("UNMERGED"), &Value::Null)
    );
}

#[tokio::test]
async fn of_two_saves_at_once_one_is_stored_and_both_are_kept() {
    let desk = Desk::views().await;
    let other = desk.app.beside(2).await;
    let (one, two) = tokio::join!(
        desk.save_by(&desk.app, &desk.focal, text("VT.topic_a", 0, Some("one"), "one")),
        desk.save_by(&other, &desk.focal, text("VT.topic_a", 0, Some("two"), "two")),
    );
    let result = |answer: &tests::app::Answer| answer.data()["saveAnswers"]["results"][0].clone();
    let (winner, loser) = match (result(&one), result(&two)) {
        (one, two) if one["outcome"] == "STORED" => (one, two),
        (one, two) => (two, one),
    };
    assert_eq!((&winner["outcome"], &winner["revision"]), (&json!("STORED"), &json!(1)));
    assert_eq!((&loser["outcome"], &loser["revision"]), (&json!("UNMERGED"), &json!(1)));
    assert_eq!(loser["stored"], winner["content"]);
    assert_eq!(rows(&desk).await, (2, 1, 2));
}

#[tokio::test]
async fn a_repeat_with_its_key_brings_the_first_result_from_any_process() {
    let mut desk = Desk::views().await;
    let call = text("VT.topic_a", 0, Some("k1"), "first");
    let first = desk.save_by(&desk.app, &desk.focal, call.clone()).await;
    assert_eq!(first.data()["saveAnswers"]["results"][0]["revision"], 1);
    assert_eq!(
        desk.save_by(&desk.app, &desk.focal, call.clone()).await.json,
        first.json
    );
    // Also when the answer has moved on meanwhile.
    desk.save(text("VT.topic_a", 1, Some("k2"), "second")).await;
    let before = rows(&desk).await;
    assert_eq!(before, (2, 1, 2));
    let other = desk.app.beside(2).await;
    assert_eq!(desk.save_by(&other, &desk.focal, call.clone()).await.json, first.json);
    // And after a restart, which is another process over what is stored.
    let later = desk.app.beside(3).await;
    desk.app = other;
    assert_eq!(desk.save_by(&later, &desk.focal, call.clone()).await.json, first.json);
    assert_eq!(rows(&desk).await, before, "no repeat left a row");

    // The repeat of a save that lost has lost.
    let stale = text("VT.topic_a", 1, Some("k3"), "late");
    let lost = desk.save_by(&desk.app, &desk.focal, stale.clone()).await;
    assert_eq!(lost.data()["saveAnswers"]["results"][0]["outcome"], "UNMERGED");
    assert_eq!(desk.save_by(&later, &desk.focal, stale).await.json, lost.json);
    assert_eq!(rows(&desk).await, (3, 1, 3));
}

#[tokio::test]
async fn a_key_with_another_value_is_refused_and_the_first_stays() {
    let desk = Desk::views().await;
    desk.save(text("VT.topic_a", 0, Some("k1"), "first")).await;
    let refused = json!({
        "question": "VT.topic_a", "outcome": "KEY_REUSED", "revision": null, "content": null, "stored": null,
        "problems": [problem("VT.topic_a", "KEY_REUSED", &[])],
    });
    assert_eq!(
        desk.save(text("VT.topic_a", 1, Some("k1"), "second")).await,
        std::slice::from_ref(&refused)
    );
    let mut french = text("VT.topic_a", 0, Some("k1"), "first");
    french[0]["language"] = json!("FR");
    assert_eq!(
        desk.save(french).await,
        std::slice::from_ref(&refused),
        "the language is part of the value"
    );
    let mut silent = text("VT.topic_a", 0, Some("k1"), "first");
    silent[0]["answer"] = json!({"silence": "DECLINED"});
    assert_eq!(desk.save(silent).await, [refused]);
    assert_eq!(
        desk.save(text("VT.topic_b", 0, Some("k1"), "other")).await[0]["outcome"],
        "STORED",
        "another question"
    );
    assert_eq!(
        desk.read(REVISIONS).await["answer"],
        json!({"revision": 1, "revisions": [revision(Some(1), 0, "first")]})
    );
}

/// Whoever did not hear the answer asks again, and may come when everything has been filed.
#[tokio::test]
async fn a_repeat_brings_the_first_result_after_filing_too() {
    let desk = Desk::views().await;
    let call = text("VT.topic_a", 0, Some("k1"), "first");
    let first = desk.save_by(&desk.app, &desk.focal, call.clone()).await;
    let preview = desk.read("preview { root seen }").await["preview"].clone();
    let input = json!({"submission": desk.submission, "root": preview["root"], "seen": preview["seen"]});
    desk.app
        .call(&desk.authority, FILE, json!({"input": input}))
        .await
        .data();
    assert_eq!(desk.save_by(&desk.app, &desk.focal, call).await.json, first.json);
    let fresh = desk
        .save_by(&desk.app, &desk.focal, text("VT.topic_a", 1, Some("k2"), "second"))
        .await;
    assert_eq!(
        *fresh.extensions(),
        json!({"code": "STATE", "act": "save_answers", "stage": "filed"})
    );
    assert_eq!(rows(&desk).await, (1, 1, 1));
}

#[tokio::test]
async fn a_call_names_each_question_once_and_some() {
    let desk = Desk::views().await;
    let twice = json!([
        {"question": "VT.topic_a", "basedOn": 0, "answer": {"longText": "one"}},
        {"question": "VT.topic_a", "basedOn": 1, "answer": {"longText": "two"}},
    ]);
    let refused = desk.save_by(&desk.app, &desk.focal, twice).await;
    assert_eq!(
        *refused.extensions(),
        json!({"code": "INVALID", "field": "input.answers.1.question"})
    );
    let none = desk.save_by(&desk.app, &desk.focal, json!([])).await;
    assert_eq!(
        *none.extensions(),
        json!({"code": "INVALID", "field": "input.answers", "maximum": 200})
    );
    assert_eq!(rows(&desk).await, (0, 0, 0));
}

/// Also when the round is archived: the key is asked before the round.
#[tokio::test]
async fn a_repeat_brings_the_first_result_from_an_archived_round_too() {
    let mut desk = Desk::views().await;
    let call = text("VT.topic_a", 0, Some("k1"), "first");
    let first = desk.save_by(&desk.app, &desk.focal, call.clone()).await;
    let mut owner = desk.app.owner().await;
    sqlx::query("update round set closes_at = $1, archives_at = $1 + interval '1 second'")
        .bind(desk.app.clock.now() + chrono::TimeDelta::minutes(1))
        .execute(&mut owner)
        .await
        .unwrap();
    desk.app.pass(chrono::TimeDelta::minutes(2));
    // Another process, which has not read the round before.
    desk.app = desk.app.beside(2).await;
    assert_eq!(desk.save_by(&desk.app, &desk.focal, call).await.json, first.json);
    let fresh = text("VT.topic_a", 1, Some("k2"), "second");
    let refused = desk.save_by(&desk.app, &desk.focal, fresh).await;
    assert_eq!(*refused.extensions(), json!({"code": "STATE", "round": "archived"}));
    assert_eq!(rows(&desk).await, (1, 1, 1));
}

#[tokio::test]
async fn a_translation_names_each_language_once() {
    let desk = Desk::views().await;
    let mut call = text("VT.topic_a", 0, None, "first");
    call[0]["translations"] = json!([
        {"language": "FR", "content": "un"}, {"language": "ES", "content": "dos"}, {"language": "FR", "content": "deux"},
    ]);
    let refused = desk.save_by(&desk.app, &desk.focal, call).await;
    assert_eq!(
        *refused.extensions(),
        json!({"code": "INVALID", "field": "input.answers.0.translations.2.language"})
    );
    assert_eq!(rows(&desk).await, (0, 0, 0));
}

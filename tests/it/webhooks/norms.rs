//! What is told of proposals and of reviews: what everybody may read, and no word of it.

use super::*;
use crate::proposals::{Hands, norm};
use crate::reviews::Play;

/// The kinds and data that a receiver was told since it was asked last.
fn told(receiver: &Receiver) -> Vec<(String, Value)> {
    let whole = |one: &Received| (one.kind(), one.json()["data"].clone());
    receiver.take().iter().map(whole).collect()
}

fn one(kind: &str, id: &Value, version: u32) -> (String, Value) {
    (kind.to_owned(), json!({"proposal": id, "version": version}))
}

#[tokio::test]
async fn proposals_are_told_from_the_version_on_that_everybody_reads() {
    let app = TestApp::start().await;
    let receiver = Receiver::start().await;
    let kinds = [
        "PROPOSAL_PUBLISHED",
        "PROPOSAL_CHANGED",
        "PROPOSAL_CLOSED",
        "PROPOSAL_WITHDRAWN",
    ];
    let hook = Hook::of(&app, &receiver.url(), &kinds).await;
    let only = Receiver::start().await;
    let only_hook = Hook::of(&app, &only.url(), &["PROPOSAL_WITHDRAWN"]).await;
    let qma = Hands::of(&app, "QMA").await;
    let public = || json!({"visibility": "PUBLIC"});
    let members = || json!({"visibility": "MEMBER_STATES"});
    let then = async || {
        send(&app).await;
        told(&receiver)
    };

    // What is drafted, what some read, and the end of both, are told to nobody.
    let id = qma.draft(norm("Planted title", "Planted words.")).await;
    qma.release(&id, 1, "", members()).await.data();
    let hidden = qma.draft(norm("Planted other", "Planted words.")).await;
    qma.release(&hidden, 1, "", members()).await.data();
    qma.close(&hidden).await.data();
    qma.withdraw(&hidden).await.data();
    let alone = qma.draft(norm("Planted alone", "Planted words.")).await;
    qma.withdraw(&alone).await.data();
    assert_eq!(then().await, []);

    qma.release(&id, 1, "For everybody.", public()).await.data();
    assert_eq!(then().await, [one("proposal.published", &id, 2)]);
    qma.revise(&id, 1, norm("Planted title", "Planted again.")).await.data();
    qma.release(&id, 2, "For some.", members()).await.data();
    assert_eq!(then().await, [], "what some read after that is not told either");
    app.pass(TimeDelta::minutes(1));
    qma.release(&id, 2, "Again.", public()).await.data();
    send(&app).await;
    let received = receiver.take();
    let [changed] = received.as_slice() else {
        panic!("{} messages", received.len());
    };
    is_signed(&hook.secret, changed);
    let said = changed.json();
    assert_eq!(
        said,
        json!({"type": "proposal.changed", "timestamp": "2027-03-01T12:01:00.000000Z",
            "data": {"proposal": id, "version": 4}})
    );
    // Anybody reads by that id what the message tells of.
    let node = "query ($id: ID!) { node(id: $id) { ... on Proposal { version } } }";
    let read = app.call(None, node, json!({"id": said["data"]["proposal"]})).await;
    assert_eq!(read.data()["node"]["version"], 4);

    qma.close(&id).await.data();
    qma.withdraw(&id).await.data();
    assert_eq!(
        then().await,
        [one("proposal.closed", &id, 4), one("proposal.withdrawn", &id, 4)]
    );
    assert_eq!(told(&only), [one("proposal.withdrawn", &id, 4)]);
    drop(only_hook);
}

#[tokio::test]
async fn a_review_is_told_once_both_texts_are_open_and_not_before() {
    let play = Play::start().await;
    let receiver = Receiver::start().await;
    let hook = Hook::of(&play.app, &receiver.url(), &["REVIEW_PUBLISHED"]).await;
    let then = async || {
        send(&play.app).await;
        receiver.take()
    };
    let id = play.replied().await;
    play.agree(&play.qmb.authority, "REVIEWER", &id, (1, 1)).await.data();
    assert_eq!(then().await.len(), 0, "not even that it is there");
    play.agree(&play.qma.authority, "STATE", &id, (1, 1)).await.data();
    let received = then().await;
    let [published] = received.as_slice() else {
        panic!("{} messages", received.len());
    };
    is_signed(&hook.secret, published);
    let said = published.json();
    assert_eq!(
        (&said["type"], &said["data"]),
        (&json!("review.published"), &json!({"review": id}))
    );
    let text = String::from_utf8(published.body.to_vec()).unwrap();
    for word in ["Planted", "QMA", "QMB"] {
        assert!(!text.contains(word), "{text}");
    }
    let node = "query ($id: ID!) { node(id: $id) { ... on Review { published { review { content } } } } }";
    let read = play.app.call(None, node, json!({"id": said["data"]["review"]})).await;
    assert_eq!(read.data()["node"]["published"]["review"]["content"], "Planted review.");
    assert_eq!(then().await.len(), 0, "once");
}

//! Reviews of what `QMA` filed, and one to which `QMA` was invited.

use domain::access::Role;
use serde_json::{Value, json};
use tests::app::{Persona, TestApp};
use tests::delegation::{answer, file, open_submission};

use super::cast::text;

/// Reviews of `QMA` and of `QMC`.
#[derive(Default)]
pub(crate) struct Reviews {
    /// What `QMA` filed.
    pub(crate) filing: String,
    /// QMB reviews it and awaits the agreement of both sides; each side has a further text in draft.
    pub(crate) replied: String,
    /// The same, to which `QMA` has agreed.
    pub(crate) agreed: String,
    /// The unit of `au` was invited to review it.
    pub(crate) of_unit: String,
    /// `QMA` was invited to review what `QMC` filed.
    pub(crate) invited: String,
    /// The same, taken up; a text is in draft.
    pub(crate) accepted: String,
}

const INVITE: &str = "mutation ($input: InviteReviewInput!) { inviteReview(input: $input) { review { id } } }";
const ACCEPT: &str = "mutation ($input: AcceptReviewInput!) { acceptReview(input: $input) { __typename } }";
const DRAFT: &str = "mutation ($input: SaveReviewDraftInput!) { saveReviewDraft(input: $input) { __typename } }";
const DELIVER: &str = "mutation ($input: DeliverReviewInput!) { deliverReview(input: $input) { __typename } }";
const REPLY: &str = "mutation ($input: SaveReviewReplyInput!) { saveReviewReply(input: $input) { __typename } }";
const SEND: &str = "mutation ($input: SendReviewReplyInput!) { sendReviewReply(input: $input) { __typename } }";
const AGREE: &str =
    "mutation ($input: AgreeToPublishReviewInput!) { agreeToPublishReview(input: $input) { __typename } }";

async fn does(app: &TestApp, who: &Persona, document: &str, input: Value) -> Value {
    app.call(who, document, json!({"input": input})).await.data().clone()
}

async fn invite(app: &TestApp, who: &Persona, filing: &Value, reviewer: Value) -> String {
    let input = json!({"filing": filing, "questions": ["VA.authority"], "reviewer": reviewer,
        "until": "2027-12-31T00:00:00Z"});
    text(&does(app, who, INVITE, input).await["inviteReview"]["review"]["id"])
}

fn draft(id: &str, revision: u32, content: &str) -> Value {
    json!({"id": id, "revision": revision, "language": "EN", "content": content})
}

/// A review with its reply, and a further text of each side in draft.
async fn replied(app: &TestApp, filing: &Value, [authority, peer]: [&Persona; 2]) -> String {
    let id = invite(app, authority, filing, json!({"state": "QMB"})).await;
    does(app, peer, ACCEPT, json!({"id": id})).await;
    does(app, peer, DRAFT, draft(&id, 0, "Words of QMB")).await;
    does(app, peer, DELIVER, json!({"id": id, "revision": 1})).await;
    does(app, authority, REPLY, draft(&id, 0, "Reply of QMA")).await;
    does(
        app,
        authority,
        SEND,
        json!({"id": id, "revision": 1, "reviewVersion": 1}),
    )
    .await;
    does(app, peer, DRAFT, draft(&id, 1, "Further words of QMB")).await;
    does(app, authority, REPLY, draft(&id, 1, "Further reply of QMA")).await;
    id
}

pub(super) async fn invite_reviews(app: &TestApp, [focal, authority, peer]: [&Persona; 3]) -> Reviews {
    let own = app.call(focal, "{ filing(position: 1) { id } }", json!({})).await;
    let own = own.data()["filing"]["id"].clone();
    // Another State files last, for its own people, so that little else of the stage is moved.
    let theirs = app.of("QMC", Role::FocalPoint).await;
    let their_authority = app.of("QMC", Role::PublishingAuthority).await;
    let round = app
        .call(focal, "{ round(key: \"views-2031\") { id } }", json!({}))
        .await;
    let round = text(&round.data()["round"]["id"]);
    let id = open_submission(app, &theirs, "QMC", &round, "EN").await;
    answer(
        app,
        &theirs,
        &id,
        &[("VA.authority", json!({"shortText": "Ministry of QMC"}))],
    )
    .await;
    let filed = file(app, &their_authority, &id).await["id"].clone();
    let reviews = Reviews {
        filing: text(&own),
        replied: replied(app, &own, [authority, peer]).await,
        agreed: replied(app, &own, [authority, peer]).await,
        of_unit: invite(app, authority, &own, json!({"organisation": "au"})).await,
        invited: invite(app, &their_authority, &filed, json!({"state": "QMA"})).await,
        accepted: invite(app, &their_authority, &filed, json!({"state": "QMA"})).await,
    };
    let agreed = json!({"id": reviews.agreed, "side": "STATE", "reviewVersion": 1, "replyVersion": 1});
    does(app, authority, AGREE, agreed).await;
    does(app, authority, ACCEPT, json!({"id": reviews.accepted})).await;
    does(app, authority, DRAFT, draft(&reviews.accepted, 0, "Words of QMA")).await;
    reviews
}

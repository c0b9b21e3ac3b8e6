//! The access rows of what the two sides of a review do.

use serde_json::json;

use super::{Row, input, row};

pub(crate) const REVIEWS: &[Row] = &[
    row(
        "inviteReview",
        "mutation ($input: InviteReviewInput!) { inviteReview(input: $input) { review { stage questions { code } } } }",
        |stage| {
            input(json!({
                "filing": stage.reviews.filing, "questions": ["VA.authority", "VT.topic_d"], "reviewer": {"state": "QMC"},
                "until": "2027-12-31T00:00:00Z",
            }))
        },
    ),
    row(
        "acceptReview",
        "mutation ($input: AcceptReviewInput!) { acceptReview(input: $input) { review { stage answers { questionCode } } } }",
        |stage| input(json!({"id": stage.reviews.invited})),
    ),
    row(
        "acceptReview",
        "mutation ($input: AcceptReviewInput!) { acceptReview(input: $input) { review { reviewer { kind } answers { questionCode } } } }",
        |stage| input(json!({"id": stage.reviews.of_unit})),
    ),
    row(
        "declineReview",
        "mutation ($input: DeclineReviewInput!) { declineReview(input: $input) { review { stage } } }",
        |stage| input(json!({"id": stage.reviews.invited})),
    ),
    row(
        "saveReviewDraft",
        "mutation ($input: SaveReviewDraftInput!) { saveReviewDraft(input: $input) { draft { revision content } } }",
        |stage| {
            input(json!({
                "id": stage.reviews.accepted, "revision": 1, "language": "EN", "content": "Better words", "key": "k",
            }))
        },
    ),
    row(
        "deliverReview",
        "mutation ($input: DeliverReviewInput!) { deliverReview(input: $input) { review { stage texts { version content } } } }",
        |stage| input(json!({"id": stage.reviews.accepted, "revision": 1})),
    ),
    row(
        "saveReviewReply",
        "mutation ($input: SaveReviewReplyInput!) { saveReviewReply(input: $input) { draft { revision content } } }",
        |stage| {
            input(json!({
                "id": stage.reviews.replied, "revision": 2, "language": "EN", "content": "Better words", "key": "k",
            }))
        },
    ),
    row(
        "sendReviewReply",
        "mutation ($input: SendReviewReplyInput!) { sendReviewReply(input: $input) { review { stage replies { version content } } } }",
        |stage| input(json!({"id": stage.reviews.replied, "revision": 2, "reviewVersion": 1})),
    ),
    row(
        "agreeToPublishReview",
        "mutation ($input: AgreeToPublishReviewInput!) { agreeToPublishReview(input: $input) { review { stage agreedBy } } }",
        |stage| input(json!({"id": stage.reviews.replied, "side": "STATE", "reviewVersion": 1, "replyVersion": 1})),
    ),
    row(
        "agreeToPublishReview",
        "mutation ($input: AgreeToPublishReviewInput!) { agreeToPublishReview(input: $input) {
            review { stage published { review { content } reply { content } } } } }",
        |stage| input(json!({"id": stage.reviews.agreed, "side": "REVIEWER", "reviewVersion": 1, "replyVersion": 1})),
    ),
    row(
        "withdrawReviewAgreement",
        "mutation ($input: WithdrawReviewAgreementInput!) { withdrawReviewAgreement(input: $input) { review { stage agreedBy } } }",
        |stage| input(json!({"id": stage.reviews.agreed, "side": "STATE"})),
    ),
    row(
        "extendReview",
        "mutation ($input: ExtendReviewInput!) { extendReview(input: $input) { review { until } } }",
        |stage| input(json!({"id": stage.reviews.replied, "until": "2028-03-31T00:00:00Z"})),
    ),
    row(
        "endReview",
        "mutation ($input: EndReviewInput!) { endReview(input: $input) { review { stage } } }",
        |stage| input(json!({"id": stage.reviews.replied})),
    ),
];

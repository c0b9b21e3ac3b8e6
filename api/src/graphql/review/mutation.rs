//! What the two sides of a review do.

use std::collections::BTreeSet;

use async_graphql::{Context, ID, InputObject, Object, OneofObject, SimpleObject};
use chrono::{DateTime, Utc};
use domain::access::{
    AgreeToReview, DraftReviewReply, Email, EndReview, ExtendReview, InviteReview, Name, SendReviewReply,
};
use domain::id::{OrganisationId, QuestionCode, ReviewId, StateCode};
use domain::language::Language;
use domain::review as rules;
use domain::review::{Consent, Deed, Drafting, Expert, Inviting, Pair, ReviewText, Reviewer, Side, Typed};
use domain::submission::{Happening, IdempotencyKey, Outcome, Position};
use store::Work;

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::node::{self, Sort};
use crate::graphql::record::Filing;
use crate::graphql::review::object::Review;
use crate::graphql::review::said::{ReviewDraft, ReviewSideCode};
use crate::graphql::text::LanguageCode;

/// A person to invite.
#[derive(InputObject)]
pub struct ExpertInput {
    /// The address of the account.
    email: String,
    /// The name that is to stand under the text.
    name: String,
}

/// Whom to invite: one of these.
#[derive(OneofObject)]
pub enum ReviewerInput {
    /// A peer, by alpha-3 code.
    State(String),
    /// A body: the unit of an organisation, by code.
    Organisation(String),
    /// A person.
    Expert(ExpertInput),
}

/// A review to invite to.
#[derive(InputObject)]
pub struct InviteReviewInput {
    /// The filing, which stands.
    filing: ID,
    /// The codes of the questions whose answers are opened.
    questions: Vec<String>,
    /// Who is invited.
    reviewer: ReviewerInput,
    /// Until when the answers are open. Nobody writes after that.
    until: DateTime<Utc>,
}

/// An invitation to take up.
#[derive(InputObject)]
pub struct AcceptReviewInput {
    /// The review.
    id: ID,
}

/// An invitation to turn down.
#[derive(InputObject)]
pub struct DeclineReviewInput {
    /// The review.
    id: ID,
}

/// The text of a review to keep.
#[derive(InputObject)]
pub struct SaveReviewDraftInput {
    /// The review.
    id: ID,
    /// The revision of the draft that it was typed over; 0 over none.
    revision: u32,
    /// The language that it is in.
    language: LanguageCode,
    /// The words, at most 20,000 characters.
    content: String,
    /// The client's name for this save: a repeat returns what the first one came to, another text under it is a conflict.
    key: Option<String>,
}

/// The text of a reply to keep.
#[derive(InputObject)]
pub struct SaveReviewReplyInput {
    /// The review.
    id: ID,
    /// The revision of the draft that it was typed over; 0 over none.
    revision: u32,
    /// The language that it is in.
    language: LanguageCode,
    /// The words, at most 20,000 characters.
    content: String,
    /// The client's name for this save: a repeat returns what the first one came to, another text under it is a conflict.
    key: Option<String>,
}

/// The text of a review to deliver.
#[derive(InputObject)]
pub struct DeliverReviewInput {
    /// The review.
    id: ID,
    /// The revision of the draft that was read and is to be delivered: the newest.
    revision: u32,
}

/// A reply to send.
#[derive(InputObject)]
pub struct SendReviewReplyInput {
    /// The review.
    id: ID,
    /// The revision of the draft that was read and is to be sent: the newest.
    revision: u32,
    /// The version of the review that was read and is replied to: the newest.
    review_version: u32,
}

/// Two texts to publish.
#[derive(InputObject)]
pub struct AgreeToPublishReviewInput {
    /// The review.
    id: ID,
    /// The side that agrees.
    side: ReviewSideCode,
    /// The version of the review that was read.
    review_version: u32,
    /// The version of the reply that was read.
    reply_version: u32,
}

/// An agreement to take back.
#[derive(InputObject)]
pub struct WithdrawReviewAgreementInput {
    /// The review.
    id: ID,
    /// The side that agreed.
    side: ReviewSideCode,
}

/// A review that is to last longer.
#[derive(InputObject)]
pub struct ExtendReviewInput {
    /// The review.
    id: ID,
    /// The later end.
    until: DateTime<Utc>,
}

/// A review to end.
#[derive(InputObject)]
pub struct EndReviewInput {
    /// The review.
    id: ID,
}

/// What became of a review.
#[derive(SimpleObject)]
pub struct ReviewPayload {
    /// The review.
    review: Review,
}

/// What was kept of what somebody typed.
#[derive(SimpleObject)]
pub struct ReviewDraftPayload {
    /// The draft.
    draft: ReviewDraft,
}

fn unknown(field: &str, value: String) -> Fault {
    Fault::invalid().at(format!("input.{field}")).with("value", value)
}

impl ReviewerInput {
    fn read(self, call: &Call) -> Result<Reviewer, Fault> {
        let norms = &call.world().norms;
        match self {
            Self::State(code) => {
                let known = StateCode::new(code.clone()).ok();
                let known = known.filter(|known| norms.state(known).is_some());
                known
                    .map(Reviewer::State)
                    .ok_or_else(|| unknown("reviewer.state", code))
            }
            Self::Organisation(code) => {
                let known = OrganisationId::new(code.clone()).ok();
                let known = known.filter(|known| norms.organisation(known).is_some());
                known
                    .map(Reviewer::Organisation)
                    .ok_or_else(|| unknown("reviewer.organisation", code))
            }
            Self::Expert(expert) => Ok(Reviewer::Expert(Expert {
                name: Name::new(&expert.name).map_err(|bad| Fault::from(bad).at("input.reviewer.expert.name"))?,
                address: Some(
                    Email::new(&expert.email).map_err(|bad| Fault::from(bad).at("input.reviewer.expert.email"))?,
                ),
                account: None,
            })),
        }
    }
}

fn typed(seen: u32, language: LanguageCode, content: &str, key: Option<String>) -> Result<Typed, Fault> {
    let key = key.map(IdempotencyKey::new).transpose();
    Ok(Typed {
        seen,
        text: ReviewText::new(Language::from(language), content)?,
        key: key.map_err(|_| Fault::invalid().at("input.key"))?,
    })
}

/// A review as the caller reads it; what they may not read does not exist.
async fn seen(call: &Call, id: &ID) -> Result<rules::Review, Fault> {
    let id = ReviewId(node::key(Sort::Review, id)?);
    let found = Review::find(call, id).await?.ok_or_else(Fault::not_found)?;
    Ok(found.of().clone())
}

/// The same, with nobody else doing anything with it meanwhile.
async fn held(work: &Work, seen: &rules::Review) -> Result<rules::Review, Fault> {
    work.review(seen.id).await?.ok_or_else(Fault::not_found)
}

async fn keep(call: &Call, work: Work, outcome: Outcome<rules::Review>) -> Result<ReviewPayload, Fault> {
    work.save_review(&outcome).await?;
    if let (Happening::ReviewKept { became, .. }, true) = (&outcome.event.what, call.app().post().is_set())
        && let Some(news) = became.news()
    {
        work.ask_review_letters(outcome.state.id, news).await?;
    }
    call.commit(work).await?;
    let review = Review::read(call, outcome.state).ok_or_else(Fault::not_found)?;
    Ok(ReviewPayload { review })
}

async fn keep_draft(call: &Call, work: Work, drafting: Drafting) -> Result<ReviewDraftPayload, Fault> {
    let draft = match drafting {
        Drafting::Kept(outcome) => {
            work.save_review_draft(&outcome).await?;
            call.commit(work).await?;
            outcome.state
        }
        Drafting::Repeated(before) => before,
    };
    Ok(ReviewDraftPayload { draft: draft.into() })
}

/// The newest draft of a side, and the one under the key.
async fn drafts(
    work: &Work,
    review: &rules::Review,
    side: Side,
    key: Option<&IdempotencyKey>,
) -> Result<(Option<rules::ReviewDraft>, Option<rules::ReviewDraft>), Fault> {
    let newest = work.review_draft(review.id, side, None).await?;
    let before = match key {
        Some(key) => work.review_draft(review.id, side, Some(key)).await?,
        None => None,
    };
    Ok((newest, before))
}

fn consent(call: &Call, review: &rules::Review, side: ReviewSideCode) -> Result<Consent, Fault> {
    Ok(match Side::from(side) {
        Side::State => {
            let state = review.state.clone();
            Consent::State(call.actor().permit(AgreeToReview { state })?)
        }
        Side::Reviewer => Consent::Reviewer(review.reviewer.permit(call.actor(), Deed::Agree)?),
    })
}

/// Reviews.
#[derive(Default)]
pub struct ReviewMutation;

#[Object]
impl ReviewMutation {
    /// Invites a peer, a body or an expert to review chosen answers of a filing that stands, until a date. They read the answers
    /// once they have accepted. The publishing authority does.
    async fn invite_review(&self, ctx: &Context<'_>, input: InviteReviewInput) -> Result<ReviewPayload, Fault> {
        let call = Call::of(ctx);
        let position = Position(node::key(Sort::Filing, &input.filing)?);
        let filing = Filing::find(call, position, None).await?;
        let filing = filing.ok_or_else(Fault::not_found)?;
        let record = &filing.0.record;
        let state = record.state.clone();
        let permit = call.actor().permit(InviteReview { state: state.clone() })?;
        let reviewer = input.reviewer.read(call)?;
        let question = |code: String| QuestionCode::new(code.clone()).map_err(|_| unknown("questions", code));
        let questions = input.questions.into_iter().map(question).collect::<Result<_, _>>()?;
        let answers = filing.all_answers(call).await?;
        let filed: BTreeSet<QuestionCode> = answers.iter().map(|answer| answer.asked().clone()).collect();
        let edition = call.world().editions.get(&record.edition);
        let asked = Inviting {
            state,
            filing: position,
            submission: record.submission,
            round: record.round,
            edition: edition.ok_or_else(Fault::not_found)?,
            stands: filing.stands(),
            filed: &filed,
            questions,
            reviewer,
            until: input.until,
        };
        let id = ReviewId(call.mint().id());
        let outcome = rules::Review::invite(permit, id, asked, call.now())?;
        let work = call.begin().await?;
        keep(call, work, outcome).await
    }

    /// Takes an invitation up: the chosen answers are open from now on.
    async fn accept_review(&self, ctx: &Context<'_>, input: AcceptReviewInput) -> Result<ReviewPayload, Fault> {
        let call = Call::of(ctx);
        let seen = seen(call, &input.id).await?;
        let permit = seen.reviewer.permit(call.actor(), Deed::Accept)?;
        let work = call.begin().await?;
        let outcome = held(&work, &seen).await?.accept(permit, call.now())?;
        keep(call, work, outcome).await
    }

    /// Turns an invitation down.
    async fn decline_review(&self, ctx: &Context<'_>, input: DeclineReviewInput) -> Result<ReviewPayload, Fault> {
        let call = Call::of(ctx);
        let seen = seen(call, &input.id).await?;
        let permit = seen.reviewer.permit(call.actor(), Deed::Decline)?;
        let work = call.begin().await?;
        let outcome = held(&work, &seen).await?.decline(permit, call.now())?;
        keep(call, work, outcome).await
    }

    /// Keeps what the reviewer is writing. The State never reads it.
    async fn save_review_draft(
        &self,
        ctx: &Context<'_>,
        input: SaveReviewDraftInput,
    ) -> Result<ReviewDraftPayload, Fault> {
        let call = Call::of(ctx);
        let seen = seen(call, &input.id).await?;
        let permit = seen.reviewer.permit(call.actor(), Deed::Draft)?;
        let typed = typed(input.revision, input.language, &input.content, input.key)?;
        let work = call.begin().await?;
        let review = held(&work, &seen).await?;
        let (newest, before) = drafts(&work, &review, Side::Reviewer, typed.key.as_ref()).await?;
        let kept = review.draft(permit, (newest.as_ref(), before.as_ref()), typed, call.now())?;
        keep_draft(call, work, kept).await
    }

    /// Delivers what is written as the next version of the review. A version never changes. Whatever was agreed was about another
    /// text.
    async fn deliver_review(&self, ctx: &Context<'_>, input: DeliverReviewInput) -> Result<ReviewPayload, Fault> {
        let call = Call::of(ctx);
        let seen = seen(call, &input.id).await?;
        let permit = seen.reviewer.permit(call.actor(), Deed::Deliver)?;
        let work = call.begin().await?;
        let review = held(&work, &seen).await?;
        let draft = work.review_draft(review.id, Side::Reviewer, None).await?;
        let outcome = review.deliver(permit, (draft.as_ref(), input.revision), call.now())?;
        keep(call, work, outcome).await
    }

    /// Keeps what the State is writing in reply. The reviewer never reads it.
    async fn save_review_reply(
        &self,
        ctx: &Context<'_>,
        input: SaveReviewReplyInput,
    ) -> Result<ReviewDraftPayload, Fault> {
        let call = Call::of(ctx);
        let seen = seen(call, &input.id).await?;
        let state = seen.state.clone();
        let permit = call.actor().permit(DraftReviewReply { state })?;
        let typed = typed(input.revision, input.language, &input.content, input.key)?;
        let work = call.begin().await?;
        let review = held(&work, &seen).await?;
        let (newest, before) = drafts(&work, &review, Side::State, typed.key.as_ref()).await?;
        let kept = review.draft_reply(permit, (newest.as_ref(), before.as_ref()), typed, call.now())?;
        keep_draft(call, work, kept).await
    }

    /// Sends what is written as the next reply, to the newest version of the review. A reply never changes. Whatever was agreed was
    /// about another text. The publishing authority does.
    async fn send_review_reply(&self, ctx: &Context<'_>, input: SendReviewReplyInput) -> Result<ReviewPayload, Fault> {
        let call = Call::of(ctx);
        let seen = seen(call, &input.id).await?;
        let state = seen.state.clone();
        let permit = call.actor().permit(SendReviewReply { state })?;
        let work = call.begin().await?;
        let review = held(&work, &seen).await?;
        let draft = work.review_draft(review.id, Side::State, None).await?;
        let read = (draft.as_ref(), input.revision);
        let outcome = review.reply(permit, read, input.review_version, call.now())?;
        keep(call, work, outcome).await
    }

    /// Agrees, for one side, that exactly these two texts are published. The second agreement opens both to everybody, for good.
    async fn agree_to_publish_review(
        &self,
        ctx: &Context<'_>,
        input: AgreeToPublishReviewInput,
    ) -> Result<ReviewPayload, Fault> {
        let call = Call::of(ctx);
        let seen = seen(call, &input.id).await?;
        let consent = consent(call, &seen, input.side)?;
        let pair = Pair {
            review: input.review_version,
            reply: input.reply_version,
        };
        let work = call.begin().await?;
        let outcome = held(&work, &seen).await?.agree(consent, pair, call.now())?;
        keep(call, work, outcome).await
    }

    /// Takes the agreement of one side back, as long as the other one has not agreed.
    async fn withdraw_review_agreement(
        &self,
        ctx: &Context<'_>,
        input: WithdrawReviewAgreementInput,
    ) -> Result<ReviewPayload, Fault> {
        let call = Call::of(ctx);
        let seen = seen(call, &input.id).await?;
        let consent = consent(call, &seen, input.side)?;
        let work = call.begin().await?;
        let outcome = held(&work, &seen).await?.disagree(consent, call.now())?;
        keep(call, work, outcome).await
    }

    /// Gives a review a later end, also after its date. The publishing authority does.
    async fn extend_review(&self, ctx: &Context<'_>, input: ExtendReviewInput) -> Result<ReviewPayload, Fault> {
        let call = Call::of(ctx);
        let seen = seen(call, &input.id).await?;
        let state = seen.state.clone();
        let permit = call.actor().permit(ExtendReview { state })?;
        let work = call.begin().await?;
        let outcome = held(&work, &seen).await?.extend(permit, input.until, call.now())?;
        keep(call, work, outcome).await
    }

    /// Ends a review that is not published. The chosen answers are open no longer. The publishing authority does.
    async fn end_review(&self, ctx: &Context<'_>, input: EndReviewInput) -> Result<ReviewPayload, Fault> {
        let call = Call::of(ctx);
        let seen = seen(call, &input.id).await?;
        let state = seen.state.clone();
        let permit = call.actor().permit(EndReview { state })?;
        let work = call.begin().await?;
        let outcome = held(&work, &seen).await?.end(permit, call.now())?;
        keep(call, work, outcome).await
    }
}

//! A review, as its readers read it.

use std::collections::BTreeSet;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::id::{ReviewId, StateCode};
use domain::review as rules;
use domain::review::{Pair, ReviewStage, Reviewer, Side};
use domain::submission::Position;

use crate::graphql::call::Call;
use crate::graphql::edition::Edition;
use crate::graphql::fault::Fault;
use crate::graphql::node::{self, Sort};
use crate::graphql::question::Question;
use crate::graphql::record::{Filing, client_position};
use crate::graphql::review::said::{
    PublishedReview, ReviewDraft, ReviewPair, ReviewReply, ReviewSideCode, ReviewText, ReviewedAnswer,
};
use crate::graphql::state::{Organisation, State};

/// Where a review stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "ReviewStage")]
pub enum ReviewStageCode {
    /// The reviewer has not answered yet, and reads no answer.
    Invited,
    /// The reviewer turned it down.
    Declined,
    /// The reviewer reads the chosen answers and writes.
    Accepted,
    /// The newest text of the review awaits a reply.
    Delivered,
    /// The newest reply is to the newest text of the review. Both sides may agree to publish.
    Replied,
    /// Both texts are open to everybody.
    Published,
    /// The State ended it before.
    Ended,
}

impl From<ReviewStage> for ReviewStageCode {
    fn from(stage: ReviewStage) -> Self {
        match stage {
            ReviewStage::Invited => Self::Invited,
            ReviewStage::Declined { .. } => Self::Declined,
            ReviewStage::Accepted => Self::Accepted,
            ReviewStage::Delivered => Self::Delivered,
            ReviewStage::Replied(_) => Self::Replied,
            ReviewStage::Published { .. } => Self::Published,
            ReviewStage::Ended { .. } => Self::Ended,
        }
    }
}

/// What a reviewer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ReviewerKind {
    /// A peer: a State.
    State,
    /// A body: the unit of an organisation.
    Organisation,
    /// A person, in their own name.
    Expert,
}

/// Who reviews.
#[derive(Clone, SimpleObject)]
#[graphql(name = "Reviewer")]
pub struct InvitedReviewer {
    /// What it is.
    kind: ReviewerKind,
    /// With kind `STATE`: the State.
    state: Option<State>,
    /// With kind `ORGANISATION`: the organisation.
    organisation: Option<Organisation>,
    /// With kind `EXPERT`: the name that stands under the text.
    name: Option<String>,
    /// With kind `EXPERT`: the address of the account, for the State and the person.
    email: Option<String>,
}

/// A review of chosen answers of a State, with its reply.
pub struct Review {
    review: rules::Review,
    /// The sides that the caller reads for; none of whoever reads only what was published.
    sides: BTreeSet<Side>,
}

impl Review {
    /// The review as the caller reads it, if they do.
    pub(super) fn read(call: &Call, mut review: rules::Review) -> Option<Self> {
        let sides = review.sides(call.actor());
        // The database holds the State, the reviewer and the date; roles are held here.
        if sides.is_empty() || (!sides.contains(&Side::State) && review.until <= call.now()) {
            let (pair, _) = review.stage.published()?;
            review.delivered.retain(|text| text.version == pair.review);
            review.replies.retain(|reply| reply.version == pair.reply);
        }
        Some(Self { review, sides })
    }

    pub(crate) async fn find(call: &Call, id: ReviewId) -> Result<Option<Self>, Fault> {
        // No cache is told when reviews move.
        call.keep_to_oneself();
        let found = call.snapshot().await?.review(id).await?;
        Ok(found.and_then(|review| Self::read(call, review)))
    }

    /// All that the caller reads, the newest invitation first.
    pub(super) async fn all(call: &Call) -> Result<Vec<Self>, Fault> {
        call.keep_to_oneself();
        let all = call.snapshot().await?.reviews().await?.into_iter();
        Ok(all.filter_map(|review| Self::read(call, review)).collect())
    }

    /// What was published about answers of a State, or of one of its filings.
    pub(crate) async fn published_of(
        call: &Call,
        state: &StateCode,
        filing: Option<Position>,
    ) -> Result<Vec<Self>, Fault> {
        let mut found = Self::all(call).await?;
        found.retain(|found| {
            let is_of = filing.is_none_or(|filing| found.review.filing == filing);
            found.review.state == *state && is_of && found.review.stage.published().is_some()
        });
        Ok(found)
    }

    pub(super) const fn of(&self) -> &rules::Review {
        &self.review
    }

    pub(super) const fn reads_for(&self) -> &BTreeSet<Side> {
        &self.sides
    }

    pub(super) fn key(&self) -> String {
        self.review.id.to_string()
    }

    /// The texts that were published.
    fn published_pair(&self) -> Option<PublishedReview> {
        let (Pair { review, reply }, published_at) = self.review.stage.published()?;
        let review = self.review.delivered.iter().find(|text| text.version == review)?;
        let reply = self.review.replies.iter().find(|text| text.version == reply)?;
        Some(PublishedReview {
            review: review.into(),
            reply: reply.into(),
            published_at,
        })
    }

    /// The chosen answers that the caller reads: the reviewer while they are open, everybody else what they read anyway.
    async fn answers_for(&self, call: &Call) -> Result<Vec<ReviewedAnswer>, Fault> {
        let review = &self.review;
        let edition = || review.edition.clone();
        if self.sides.contains(&Side::Reviewer) && review.is_open(call.now()) {
            let answers = call.snapshot().await?.review_answers(review.id).await?.into_iter();
            let opened = answers.map(|answer| ReviewedAnswer {
                answer,
                edition: edition(),
            });
            return Ok(opened.collect());
        }
        let Some(filing) = Filing::find(call, review.filing, None).await? else {
            return Ok(Vec::new());
        };
        let answers = filing.all_answers(call).await?;
        let chosen = answers
            .iter()
            .filter(|answer| review.questions.contains(answer.asked()))
            .map(|answer| ReviewedAnswer {
                answer: answer.kept().clone(),
                edition: edition(),
            });
        Ok(chosen.collect())
    }
}

/// A review of chosen answers of a State, with its reply: both texts are published or neither.
#[Object]
impl Review {
    /// An id that never changes.
    pub(crate) async fn id(&self) -> ID {
        node::id(Sort::Review, self.key())
    }

    /// The State whose answers are reviewed.
    async fn state(&self, ctx: &Context<'_>) -> Option<State> {
        State::find(Call::of(ctx).world(), &self.review.state)
    }

    /// The place in the register of the filing that they are of. A later filing changes nothing here.
    async fn position(&self) -> i32 {
        client_position(self.review.filing)
    }

    /// The filing, if the reader may know of it.
    async fn filing(&self, ctx: &Context<'_>) -> Result<Option<Filing>, Fault> {
        Filing::find(Call::of(ctx), self.review.filing, None).await
    }

    /// The edition that was answered.
    async fn edition(&self, ctx: &Context<'_>) -> Option<Edition> {
        Edition::find(Call::of(ctx).world(), &self.review.edition)
    }

    /// Who reviews.
    async fn reviewer(&self, ctx: &Context<'_>) -> InvitedReviewer {
        let world = Call::of(ctx).world();
        let none = |kind| InvitedReviewer {
            kind,
            state: None,
            organisation: None,
            name: None,
            email: None,
        };
        match &self.review.reviewer {
            Reviewer::State(state) => InvitedReviewer {
                state: State::find(world, state),
                ..none(ReviewerKind::State)
            },
            Reviewer::Organisation(organisation) => InvitedReviewer {
                organisation: Organisation::find(world, organisation),
                ..none(ReviewerKind::Organisation)
            },
            Reviewer::Expert(expert) => InvitedReviewer {
                name: Some(expert.name.to_string()),
                email: expert
                    .address
                    .as_ref()
                    .filter(|_| !self.sides.is_empty())
                    .map(ToString::to_string),
                ..none(ReviewerKind::Expert)
            },
        }
    }

    /// The instant from which nobody writes any more, and the reviewer reads nothing that is not published.
    async fn until(&self) -> DateTime<Utc> {
        self.review.until
    }

    /// When the reviewer was invited.
    async fn invited_at(&self) -> DateTime<Utc> {
        self.review.invited_at
    }

    /// Where it stands.
    async fn stage(&self) -> ReviewStageCode {
        self.review.stage.into()
    }

    /// Whether its date has passed before anything was published, turned down or ended.
    async fn is_expired(&self, ctx: &Context<'_>) -> bool {
        self.review.is_expired(Call::of(ctx).now())
    }

    /// Whether the filing was withdrawn since. What goes on then ends; what was published stays.
    async fn is_filing_withdrawn(&self) -> bool {
        self.review.is_withdrawn
    }

    /// Since when it is turned down or ended.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.review.stage.ended_at()
    }

    /// The sides that the caller reads for; none of whoever reads only what was published.
    async fn sides(&self) -> Vec<ReviewSideCode> {
        self.sides.iter().copied().map(ReviewSideCode::from).collect()
    }

    /// The questions whose answers are reviewed: for both sides all of them, for others those whose answers they read anyway.
    #[graphql(complexity = "10 + 10 * child_complexity")]
    async fn questions(&self, ctx: &Context<'_>) -> Result<Vec<Question>, Fault> {
        let call = Call::of(ctx);
        let Some(edition) = Edition::find(call.world(), &self.review.edition) else {
            return Ok(Vec::new());
        };
        let codes: Vec<_> = if self.sides.is_empty() {
            let answers = self.answers_for(call).await?;
            answers.into_iter().map(|answer| answer.answer.question).collect()
        } else {
            self.review.questions.iter().cloned().collect()
        };
        Ok(codes.iter().filter_map(|code| edition.question(code)).collect())
    }

    /// The answers that are reviewed, as they were filed: for the reviewer from accepting until the end, for everybody else
    /// those that they read anyway.
    #[graphql(complexity = "10 + 50 * child_complexity")]
    async fn answers(&self, ctx: &Context<'_>) -> Result<Vec<ReviewedAnswer>, Fault> {
        self.answers_for(Call::of(ctx)).await
    }

    /// The texts of the review, the oldest first: for both sides all of them, for others the one that was published.
    async fn texts(&self) -> Vec<ReviewText> {
        self.review.delivered.iter().map(ReviewText::from).collect()
    }

    /// The replies of the State, the oldest first: for both sides all of them, for others the one that was published.
    async fn replies(&self) -> Vec<ReviewReply> {
        self.review.replies.iter().map(ReviewReply::from).collect()
    }

    /// The newest texts of both sides, where the newest reply is to the newest text of the review: what is agreed to.
    async fn pair(&self) -> Option<ReviewPair> {
        self.review.pair().map(ReviewPair::from)
    }

    /// The side that alone has agreed to publish them, for both sides.
    async fn agreed_by(&self) -> Option<ReviewSideCode> {
        let agreed = self.review.stage.agreed();
        agreed.filter(|_| !self.sides.is_empty()).map(ReviewSideCode::from)
    }

    /// Both texts as they were published; empty until then.
    async fn published(&self) -> Option<PublishedReview> {
        self.published_pair()
    }

    /// What the reviewer is writing, for the reviewer.
    #[graphql(complexity = 10)]
    async fn draft(&self, ctx: &Context<'_>) -> Result<Option<ReviewDraft>, Fault> {
        self.written(Call::of(ctx), Side::Reviewer).await
    }

    /// What the State is writing, for the State.
    #[graphql(complexity = 10)]
    async fn reply_draft(&self, ctx: &Context<'_>) -> Result<Option<ReviewDraft>, Fault> {
        self.written(Call::of(ctx), Side::State).await
    }
}

impl Review {
    async fn written(&self, call: &Call, side: Side) -> Result<Option<ReviewDraft>, Fault> {
        if !self.sides.contains(&side) {
            return Ok(None);
        }
        let draft = call.snapshot().await?.review_draft(self.review.id, side).await?;
        Ok(draft.map(ReviewDraft::from))
    }
}

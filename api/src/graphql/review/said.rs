//! What the two sides of a review say, and what was opened.

use async_graphql::{Context, Enum, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::id::EditionId;
use domain::review as rules;
use domain::review::{Pair, Side};
use store::FiledAnswerRecord;

use crate::graphql::call::Call;
use crate::graphql::edition::Edition;
use crate::graphql::question::Question;
use crate::graphql::text::{LanguageCode, LocalisedText};
use crate::graphql::value::{AnswerValue, StandingName};

/// A side of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "ReviewSide", remote = "Side")]
pub enum ReviewSideCode {
    /// The State whose answers are reviewed.
    State,
    /// Whoever was invited.
    Reviewer,
}

/// What one side of a review is writing. The other side never reads it.
#[derive(Clone, SimpleObject)]
pub struct ReviewDraft {
    /// Which text it is, from 1.
    revision: u32,
    /// The language that its author chose.
    language: LanguageCode,
    /// The words, as they were typed.
    content: String,
    /// When it was written.
    written_at: DateTime<Utc>,
}

impl From<rules::ReviewDraft> for ReviewDraft {
    fn from(draft: rules::ReviewDraft) -> Self {
        Self {
            revision: draft.revision,
            language: draft.text.language.into(),
            content: draft.text.as_str().to_owned(),
            written_at: draft.written_at,
        }
    }
}

/// The text of a review as it was delivered. It never changes.
#[derive(Clone, SimpleObject)]
pub struct ReviewText {
    /// Which version, from 1.
    version: u32,
    /// The language that it is in.
    language: LanguageCode,
    /// The words, as they were received.
    content: String,
    /// When it was delivered.
    delivered_at: DateTime<Utc>,
}

impl From<&rules::Delivered> for ReviewText {
    fn from(delivered: &rules::Delivered) -> Self {
        Self {
            version: delivered.version,
            language: delivered.text.language.into(),
            content: delivered.text.as_str().to_owned(),
            delivered_at: delivered.at,
        }
    }
}

/// The reply of the State as it was sent. It never changes.
#[derive(Clone, SimpleObject)]
pub struct ReviewReply {
    /// Which version, from 1.
    version: u32,
    /// The version of the review that it replies to.
    review_version: u32,
    /// The language that it is in.
    language: LanguageCode,
    /// The words, as they were received.
    content: String,
    /// When it was sent.
    sent_at: DateTime<Utc>,
}

impl From<&rules::Replied> for ReviewReply {
    fn from(replied: &rules::Replied) -> Self {
        Self {
            version: replied.version,
            review_version: replied.to,
            language: replied.text.language.into(),
            content: replied.text.as_str().to_owned(),
            sent_at: replied.at,
        }
    }
}

/// The newest texts of both sides, by their versions: what each side agrees to publish.
#[derive(Clone, SimpleObject)]
pub struct ReviewPair {
    /// The version of the review.
    review: u32,
    /// The version of the reply.
    reply: u32,
}

impl From<Pair> for ReviewPair {
    fn from(pair: Pair) -> Self {
        Self {
            review: pair.review,
            reply: pair.reply,
        }
    }
}

/// A review and the reply to it, open to everybody: both texts, as both sides agreed to them.
#[derive(Clone, SimpleObject)]
pub struct PublishedReview {
    /// The review.
    pub(super) review: ReviewText,
    /// The reply of the State.
    pub(super) reply: ReviewReply,
    /// Since when both are open.
    pub(super) published_at: DateTime<Utc>,
}

/// An answer that is reviewed, as it was filed.
pub struct ReviewedAnswer {
    pub(super) answer: FiledAnswerRecord,
    pub(super) edition: EditionId,
}

/// An answer that is reviewed, as it was filed.
#[Object]
impl ReviewedAnswer {
    /// The question.
    async fn question(&self, ctx: &Context<'_>) -> Option<Question> {
        Edition::find(Call::of(ctx).world(), &self.edition)?.question(&self.answer.question)
    }

    /// The code of the question.
    async fn question_code(&self) -> &str {
        self.answer.question.as_str()
    }

    /// Whether there is a value, or which silence there is.
    async fn standing(&self) -> StandingName {
        self.answer.standing.code().into()
    }

    /// The value, with standing `ANSWERED` only.
    async fn value(&self, ctx: &Context<'_>) -> Option<AnswerValue> {
        let call = Call::of(ctx);
        let edition = call.world().editions.get(&self.edition)?;
        let placed = edition.question(&self.answer.question)?;
        let value = self.answer.standing.value()?;
        Some(AnswerValue::new(call, edition, placed.question, value))
    }

    /// The language of its text.
    async fn language(&self) -> Option<LanguageCode> {
        self.answer.language.map(LanguageCode::from)
    }

    /// The State's own translations of its text. They are not part of what was filed.
    async fn translations(&self) -> Vec<LocalisedText> {
        let all = self.answer.translations.iter();
        all.filter_map(|(language, _)| self.answer.translations.read(language))
            .map(LocalisedText::from)
            .collect()
    }

    /// Its place among the commitments of the filing, counted from 0.
    async fn leaf(&self) -> usize {
        self.answer.leaf
    }
}

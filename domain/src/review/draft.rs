//! What one side writes: its own until it is delivered or sent.

use std::fmt;

use chrono::{DateTime, Utc};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization as _;

use crate::access::{DraftReviewReply, Permit};
use crate::id::ReviewId;
use crate::language::Language;
use crate::review::review::{Review, ReviewRefused};
use crate::review::reviewer::{Deed, ReviewerPermit, Side};
use crate::review::stage::ReviewAct;
use crate::submission::{IdempotencyKey, Outcome};

/// A text in one language, as its author typed it, in NFC. Not printed: it can quote answers.
#[derive(Clone, PartialEq, Eq)]
pub struct ReviewText {
    /// The language that its author chose.
    pub language: Language,
    content: Box<str>,
}

/// Why a text cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BadReviewText {
    /// It has more than [`ReviewText::LONGEST`] characters.
    #[error("the text has more than {} characters", ReviewText::LONGEST)]
    TooLong,
    /// U+0000 cannot be stored.
    #[error("the text holds U+0000")]
    NulCharacter,
}

impl ReviewText {
    /// The most characters (Unicode scalar values after NFC).
    pub const LONGEST: usize = 20_000;

    /// Reads a text and brings it to NFC. A draft may be empty.
    pub fn new(language: Language, text: &str) -> Result<Self, BadReviewText> {
        let content: String = text.nfc().collect();
        if content.contains('\0') {
            Err(BadReviewText::NulCharacter)
        } else if content.chars().count() > Self::LONGEST {
            Err(BadReviewText::TooLong)
        } else {
            let content = content.into_boxed_str();
            Ok(Self { language, content })
        }
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.content.trim().is_empty()
    }
}

impl fmt::Debug for ReviewText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReviewText({}, ..)", self.language)
    }
}

/// What a side is writing. The other one never reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewDraft {
    /// The review.
    pub review: ReviewId,
    /// Whose it is.
    pub side: Side,
    /// Which text it is, from 1.
    pub revision: u32,
    /// What it says.
    pub text: ReviewText,
    /// The client's name for it.
    pub key: Option<IdempotencyKey>,
    /// When it was written.
    pub written_at: DateTime<Utc>,
}

/// What somebody typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The revision that it was typed over; 0 over none.
    pub seen: u32,
    /// The words.
    pub text: ReviewText,
    /// The client's name for it: a repeat changes nothing.
    pub key: Option<IdempotencyKey>,
}

/// What became of what somebody typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drafting {
    /// It is the newest revision.
    Kept(Box<Outcome<ReviewDraft>>),
    /// It was kept before, under the same key.
    Repeated(ReviewDraft),
}

/// Why it is not kept.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DraftingRefused {
    /// The review or the permit stands in the way.
    #[error(transparent)]
    Review(#[from] ReviewRefused),
    /// Somebody wrote another revision meanwhile.
    #[error("it stands at revision {0}")]
    Moved(u32),
    /// Another text was kept under the same key.
    #[error("another text was kept under the same key")]
    KeyReused,
}

impl Review {
    /// Writes the text of the review over the revision that its author has seen. `newest` is the reviewer's draft, `before` the
    /// one under the same key.
    pub fn draft(
        &self,
        permit: ReviewerPermit,
        (newest, before): (Option<&ReviewDraft>, Option<&ReviewDraft>),
        typed: Typed,
        now: DateTime<Utc>,
    ) -> Result<Drafting, DraftingRefused> {
        let (by, act) = self.reviewer_did(permit, Deed::Draft)?;
        self.may_draft_review(now)?;
        let draft = match self.typed(Side::Reviewer, newest, before, typed, now)? {
            Ok(draft) => draft,
            Err(before) => return Ok(Drafting::Repeated(before)),
        };
        let state = self.reviewer.state().cloned();
        let event = self.event(state, act, ReviewAct::Drafted, by, now);
        Ok(Drafting::Kept(Box::new(Outcome::new(draft, event))))
    }

    /// Writes the reply of the State over the revision that its author has seen. `newest` is the State's draft, `before` the one
    /// under the same key.
    pub fn draft_reply(
        &self,
        permit: Permit<DraftReviewReply>,
        (newest, before): (Option<&ReviewDraft>, Option<&ReviewDraft>),
        typed: Typed,
        now: DateTime<Utc>,
    ) -> Result<Drafting, DraftingRefused> {
        let (act, by) = permit.spend();
        self.is_of(&act.state)?;
        self.may_draft_reply(now)?;
        let draft = match self.typed(Side::State, newest, before, typed, now)? {
            Ok(draft) => draft,
            Err(before) => return Ok(Drafting::Repeated(before)),
        };
        let kind = crate::access::ActKind::DraftReviewReply;
        let event = self.event(Some(act.state), kind, ReviewAct::ReplyDrafted, by, now);
        Ok(Drafting::Kept(Box::new(Outcome::new(draft, event))))
    }

    /// The next revision, or the one that was kept under the same key.
    fn typed(
        &self,
        side: Side,
        newest: Option<&ReviewDraft>,
        before: Option<&ReviewDraft>,
        typed: Typed,
        now: DateTime<Utc>,
    ) -> Result<Result<ReviewDraft, ReviewDraft>, DraftingRefused> {
        if let Some(before) = before {
            return if before.text == typed.text {
                Ok(Err(before.clone()))
            } else {
                Err(DraftingRefused::KeyReused)
            };
        }
        let stands = newest.map_or(0, |newest| newest.revision);
        if stands != typed.seen {
            return Err(DraftingRefused::Moved(stands));
        }
        Ok(Ok(ReviewDraft {
            review: self.id,
            side,
            revision: stands + 1,
            text: typed.text,
            key: typed.key,
            written_at: now,
        }))
    }
}

//! The life of a review: invited, accepted, delivered, replied to, and published by both or not at all.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::access::{ActKind, Actor, EndReview, ExtendReview, InviteReview, Permit, ReadReviews, SendReviewReply};
use crate::id::{AccountId, EditionId, QuestionCode, ReviewId, RoundId, StateCode, SubmissionId};
use crate::questionnaire::{Ceiling, Edition};
use crate::review::draft::{ReviewDraft, ReviewText};
use crate::review::reviewer::{Consent, Deed, Reviewer, ReviewerPermit, Side};
use crate::review::stage::{Agreed, Delivered, Pair, Replied, ReviewAct, ReviewStage};
use crate::submission::{Event, Happening, Outcome, Position};

/// What a State opens, and to whom.
#[derive(Clone, Debug)]
pub struct Inviting<'a> {
    /// The State that filed.
    pub state: StateCode,
    /// The filing.
    pub filing: Position,
    /// Its working file.
    pub submission: SubmissionId,
    /// Its round.
    pub round: RoundId,
    /// Its edition.
    pub edition: &'a Edition,
    /// Whether it stands.
    pub stands: bool,
    /// The questions that it answers.
    pub filed: &'a BTreeSet<QuestionCode>,
    /// Those whose answers are opened.
    pub questions: Vec<QuestionCode>,
    /// Who is invited.
    pub reviewer: Reviewer,
    /// Until when.
    pub until: DateTime<Utc>,
}

/// Why nobody is invited so.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum InviteRefused {
    /// The permit is for another State, or the edition is not the filing's.
    #[error("the permit is for something else")]
    AnotherPermit,
    /// The filing was superseded or withdrawn.
    #[error("the filing does not stand")]
    NotStanding,
    /// No answer is opened.
    #[error("no answer is chosen")]
    NoQuestions,
    /// The filing has no such answer.
    #[error("{0} is not part of the filing")]
    NotFiled(QuestionCode),
    /// A question stands twice.
    #[error("{0} stands twice")]
    Twice(QuestionCode),
    /// The question permits no reader like this one.
    #[error("{question} cannot be opened to such a reviewer")]
    AboveCeiling {
        /// The question.
        question: QuestionCode,
        /// The widest that it permits.
        ceiling: Ceiling,
    },
    /// A State does not review its own answers.
    #[error("a State does not review its own answers")]
    Oneself,
    /// It would end before it begins.
    #[error("the end is not in the future")]
    NotLater,
}

/// Why a review stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ReviewRefused {
    /// The permit is for something else.
    #[error("the permit is for something else")]
    AnotherPermit,
    /// It was turned down, ended or published.
    #[error("it does not go on")]
    Over,
    /// Its date has passed.
    #[error("its date has passed")]
    Expired,
    /// The filing was withdrawn meanwhile.
    #[error("the filing was withdrawn")]
    FilingWithdrawn,
    /// The invitation was not taken up yet.
    #[error("the invitation was not taken up")]
    NotAccepted,
    /// The invitation was taken up before.
    #[error("the invitation was taken up before")]
    Accepted,
    /// There is no text of the review yet.
    #[error("nothing was delivered")]
    NotDelivered,
    /// The newest text of the review has no reply yet.
    #[error("there is no reply")]
    NotReplied,
    /// The draft is another one than was seen.
    #[error("the draft stands at revision {0}")]
    DraftMoved(u32),
    /// A newer text of the review was delivered.
    #[error("the review stands at version {0}")]
    VersionMoved(u32),
    /// The texts are others than those that were seen.
    #[error("the texts are others")]
    PairMoved(Pair),
    /// The text says nothing.
    #[error("the text says nothing")]
    Empty,
    /// It is so already.
    #[error("nothing would change")]
    Unchanged,
    /// This side has not agreed.
    #[error("there is no agreement to take back")]
    NotAgreed,
    /// The new end is not later.
    #[error("the end is not later")]
    NotLater,
}

/// A review, as far as its reader reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Its id.
    pub id: ReviewId,
    /// The State whose answers are reviewed.
    pub state: StateCode,
    /// The filing that they are of.
    pub filing: Position,
    /// Its working file.
    pub submission: SubmissionId,
    /// Its round.
    pub round: RoundId,
    /// Its edition.
    pub edition: EditionId,
    /// The questions whose answers are opened, as far as this reader reads them.
    pub questions: BTreeSet<QuestionCode>,
    /// Who reviews.
    pub reviewer: Reviewer,
    /// The instant from which nobody writes any more, and the reviewer reads nothing that is not published.
    pub until: DateTime<Utc>,
    /// When the reviewer was invited.
    pub invited_at: DateTime<Utc>,
    /// Where it stands.
    pub stage: ReviewStage,
    /// The texts of the review that this reader reads, the oldest first: all of them for both sides.
    pub delivered: Vec<Delivered>,
    /// The replies that this reader reads, the oldest first: all of them for both sides.
    pub replies: Vec<Replied>,
    /// Whether the filing was withdrawn meanwhile.
    pub is_withdrawn: bool,
}

impl Review {
    /// Invites a reviewer.
    pub fn invite(
        permit: Permit<InviteReview>,
        id: ReviewId,
        asked: Inviting<'_>,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, InviteRefused> {
        let (act, by) = permit.spend();
        if act.state != asked.state {
            return Err(InviteRefused::AnotherPermit);
        }
        if !asked.stands {
            return Err(InviteRefused::NotStanding);
        }
        if asked.reviewer.state() == Some(&asked.state) {
            return Err(InviteRefused::Oneself);
        }
        if asked.until <= now {
            return Err(InviteRefused::NotLater);
        }
        let needs = asked.reviewer.needs();
        let mut questions = BTreeSet::new();
        for question in asked.questions {
            let placed = asked.edition.question(&question);
            let Some(placed) = placed.filter(|_| asked.filed.contains(&question)) else {
                return Err(InviteRefused::NotFiled(question));
            };
            if let Some(ceiling) = placed.question.ceiling.filter(|ceiling| needs.is_above(*ceiling)) {
                return Err(InviteRefused::AboveCeiling { question, ceiling });
            }
            if questions.contains(&question) {
                return Err(InviteRefused::Twice(question));
            }
            questions.insert(question);
        }
        if questions.is_empty() {
            return Err(InviteRefused::NoQuestions);
        }
        let review = Self {
            id,
            state: asked.state,
            filing: asked.filing,
            submission: asked.submission,
            round: asked.round,
            edition: asked.edition.id().clone(),
            questions,
            reviewer: asked.reviewer,
            until: asked.until,
            invited_at: now,
            stage: ReviewStage::Invited,
            delivered: Vec::new(),
            replies: Vec::new(),
            is_withdrawn: false,
        };
        Ok(review.by_state(ActKind::InviteReview, ReviewAct::Invited, by, now))
    }

    /// The sides that an actor reads for; none of whoever reads only what was published.
    pub fn sides(&self, actor: &Actor) -> BTreeSet<Side> {
        let state = ReadReviews {
            state: self.state.clone(),
        };
        let state = actor.may(&state).is_ok().then_some(Side::State);
        let reviewer = self.reviewer.is_read_by(actor).then_some(Side::Reviewer);
        state.into_iter().chain(reviewer).collect()
    }

    /// Whether the date has passed without anything having been published or ended.
    pub fn is_expired(&self, now: DateTime<Utc>) -> bool {
        self.until <= now && self.stage.published().is_none() && self.stage.ended_at().is_none()
    }

    /// Whether the reviewer reads the chosen answers.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        let reads = match self.stage {
            ReviewStage::Accepted | ReviewStage::Delivered | ReviewStage::Replied(_) => true,
            ReviewStage::Invited
            | ReviewStage::Declined { .. }
            | ReviewStage::Published { .. }
            | ReviewStage::Ended { .. } => false,
        };
        reads && now < self.until && !self.is_withdrawn
    }

    /// The newest texts, where the newest reply is to the newest text of the review.
    pub fn pair(&self) -> Option<Pair> {
        let review = self.delivered.last()?.version;
        let reply = self.replies.last().filter(|reply| reply.to == review)?.version;
        Some(Pair { review, reply })
    }

    /// Takes the invitation up.
    pub fn accept(mut self, permit: ReviewerPermit, now: DateTime<Utc>) -> Result<Outcome<Self>, ReviewRefused> {
        let did = self.reviewer_did(permit, Deed::Accept)?;
        self.is_unanswered(now)?;
        self.stage = ReviewStage::Accepted;
        Ok(self.by_reviewer(did, ReviewAct::Accepted, now))
    }

    /// Turns the invitation down.
    pub fn decline(mut self, permit: ReviewerPermit, now: DateTime<Utc>) -> Result<Outcome<Self>, ReviewRefused> {
        let did = self.reviewer_did(permit, Deed::Decline)?;
        self.is_unanswered(now)?;
        self.stage = ReviewStage::Declined { at: now };
        Ok(self.by_reviewer(did, ReviewAct::Declined, now))
    }

    /// Delivers what is drafted as the next version. Whatever was replied and agreed was about another text, and asks again.
    pub fn deliver(
        mut self,
        permit: ReviewerPermit,
        (draft, seen): (Option<&ReviewDraft>, u32),
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, ReviewRefused> {
        let did = self.reviewer_did(permit, Deed::Deliver)?;
        self.may_draft_review(now)?;
        let text = drafted(draft, seen)?;
        let last = self.delivered.last();
        if last.is_some_and(|last| last.text == text) {
            return Err(ReviewRefused::Unchanged);
        }
        let version = last.map_or(0, |last| last.version) + 1;
        self.delivered.push(Delivered { version, text, at: now });
        self.stage = ReviewStage::Delivered;
        Ok(self.by_reviewer(did, ReviewAct::Delivered, now))
    }

    /// Sends what is drafted as the next reply, to the version of the review that was read. Whatever was agreed was about another
    /// text, and asks again.
    pub fn reply(
        mut self,
        permit: Permit<SendReviewReply>,
        (draft, seen): (Option<&ReviewDraft>, u32),
        to: u32,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, ReviewRefused> {
        let (act, by) = permit.spend();
        self.is_of(&act.state)?;
        self.may_draft_reply(now)?;
        let newest = self.delivered.last().ok_or(ReviewRefused::NotDelivered)?.version;
        if newest != to {
            return Err(ReviewRefused::VersionMoved(newest));
        }
        let text = drafted(draft, seen)?;
        let last = self.replies.last();
        if last.is_some_and(|last| last.to == to && last.text == text) {
            return Err(ReviewRefused::Unchanged);
        }
        let version = last.map_or(0, |last| last.version) + 1;
        let at = now;
        self.replies.push(Replied { version, to, text, at });
        self.stage = ReviewStage::Replied(Agreed::Neither);
        Ok(self.by_state(ActKind::SendReviewReply, ReviewAct::Replied, by, now))
    }

    /// Agrees, for one side, that exactly these two texts are published. The second agreement publishes them.
    pub fn agree(mut self, consent: Consent, pair: Pair, now: DateTime<Utc>) -> Result<Outcome<Self>, ReviewRefused> {
        let (side, state, act, by) = self.consents(consent)?;
        let agreed = self.agreeing(now)?;
        let newest = self.pair().ok_or(ReviewRefused::NotReplied)?;
        if newest != pair {
            return Err(ReviewRefused::PairMoved(newest));
        }
        let became = match agreed {
            Agreed::One(other) if other == side => return Err(ReviewRefused::Unchanged),
            Agreed::One(_) => {
                self.stage = ReviewStage::Published { pair, at: now };
                ReviewAct::Published
            }
            Agreed::Neither => {
                self.stage = ReviewStage::Replied(Agreed::One(side));
                ReviewAct::Agreed
            }
        };
        let event = self.event(state, act, became, by, now);
        Ok(Outcome::new(self, event))
    }

    /// Takes an agreement back, until both have agreed.
    pub fn disagree(mut self, consent: Consent, now: DateTime<Utc>) -> Result<Outcome<Self>, ReviewRefused> {
        let (side, state, act, by) = self.consents(consent)?;
        if self.agreeing(now)? != Agreed::One(side) {
            return Err(ReviewRefused::NotAgreed);
        }
        self.stage = ReviewStage::Replied(Agreed::Neither);
        let event = self.event(state, act, ReviewAct::Disagreed, by, now);
        Ok(Outcome::new(self, event))
    }

    /// Gives it a later end, also after its date.
    pub fn extend(
        mut self,
        permit: Permit<ExtendReview>,
        until: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, ReviewRefused> {
        let (act, by) = permit.spend();
        self.is_of(&act.state)?;
        self.goes_on()?;
        if self.is_withdrawn {
            return Err(ReviewRefused::FilingWithdrawn);
        }
        if until <= self.until || until <= now {
            return Err(ReviewRefused::NotLater);
        }
        self.until = until;
        Ok(self.by_state(ActKind::ExtendReview, ReviewAct::Extended, by, now))
    }

    /// Ends it. Nothing of it is published any more.
    pub fn end(mut self, permit: Permit<EndReview>, now: DateTime<Utc>) -> Result<Outcome<Self>, ReviewRefused> {
        let (act, by) = permit.spend();
        self.is_of(&act.state)?;
        self.goes_on()?;
        self.stage = ReviewStage::Ended { at: now };
        Ok(self.by_state(ActKind::EndReview, ReviewAct::Ended, by, now))
    }

    pub(super) fn is_of(&self, state: &StateCode) -> Result<(), ReviewRefused> {
        if *state == self.state {
            Ok(())
        } else {
            Err(ReviewRefused::AnotherPermit)
        }
    }

    pub(super) fn reviewer_did(
        &self,
        permit: ReviewerPermit,
        deed: Deed,
    ) -> Result<(AccountId, ActKind), ReviewRefused> {
        permit.spend(&self.reviewer, deed).ok_or(ReviewRefused::AnotherPermit)
    }

    /// Whether the reviewer writes.
    pub(super) fn may_draft_review(&self, now: DateTime<Utc>) -> Result<(), ReviewRefused> {
        self.is_under_way(now)?;
        match self.stage {
            ReviewStage::Invited => Err(ReviewRefused::NotAccepted),
            ReviewStage::Accepted | ReviewStage::Delivered | ReviewStage::Replied(_) => Ok(()),
            ReviewStage::Declined { .. } | ReviewStage::Published { .. } | ReviewStage::Ended { .. } => {
                Err(ReviewRefused::Over)
            }
        }
    }

    /// Whether the State replies.
    pub(super) fn may_draft_reply(&self, now: DateTime<Utc>) -> Result<(), ReviewRefused> {
        self.is_under_way(now)?;
        match self.stage {
            ReviewStage::Invited | ReviewStage::Accepted => Err(ReviewRefused::NotDelivered),
            ReviewStage::Delivered | ReviewStage::Replied(_) => Ok(()),
            ReviewStage::Declined { .. } | ReviewStage::Published { .. } | ReviewStage::Ended { .. } => {
                Err(ReviewRefused::Over)
            }
        }
    }

    pub(super) fn event(
        &self,
        state: Option<StateCode>,
        act: ActKind,
        became: ReviewAct,
        by: AccountId,
        at: DateTime<Utc>,
    ) -> Event {
        let review = self.id;
        let what = Happening::ReviewKept {
            state,
            review,
            act,
            became,
        };
        Event { at, by, what }
    }

    fn agreeing(&self, now: DateTime<Utc>) -> Result<Agreed, ReviewRefused> {
        self.is_under_way(now)?;
        match self.stage {
            ReviewStage::Replied(agreed) => Ok(agreed),
            ReviewStage::Invited | ReviewStage::Accepted => Err(ReviewRefused::NotDelivered),
            ReviewStage::Delivered => Err(ReviewRefused::NotReplied),
            ReviewStage::Declined { .. } | ReviewStage::Published { .. } | ReviewStage::Ended { .. } => {
                Err(ReviewRefused::Over)
            }
        }
    }

    fn consents(&self, consent: Consent) -> Result<(Side, Option<StateCode>, ActKind, AccountId), ReviewRefused> {
        match consent {
            Consent::State(permit) => {
                let (act, by) = permit.spend();
                self.is_of(&act.state)?;
                Ok((Side::State, Some(act.state), ActKind::AgreeToReview, by))
            }
            Consent::Reviewer(permit) => {
                let (by, act) = self.reviewer_did(permit, Deed::Agree)?;
                Ok((Side::Reviewer, self.reviewer.state().cloned(), act, by))
            }
        }
    }

    fn goes_on(&self) -> Result<(), ReviewRefused> {
        match self.stage {
            ReviewStage::Declined { .. } | ReviewStage::Published { .. } | ReviewStage::Ended { .. } => {
                Err(ReviewRefused::Over)
            }
            ReviewStage::Invited | ReviewStage::Accepted | ReviewStage::Delivered | ReviewStage::Replied(_) => Ok(()),
        }
    }

    /// Whether anybody does anything with it but extend or end it.
    fn is_under_way(&self, now: DateTime<Utc>) -> Result<(), ReviewRefused> {
        self.goes_on()?;
        if self.until <= now {
            return Err(ReviewRefused::Expired);
        }
        if self.is_withdrawn {
            return Err(ReviewRefused::FilingWithdrawn);
        }
        Ok(())
    }

    fn is_unanswered(&self, now: DateTime<Utc>) -> Result<(), ReviewRefused> {
        self.is_under_way(now)?;
        if self.stage == ReviewStage::Invited {
            Ok(())
        } else {
            Err(ReviewRefused::Accepted)
        }
    }

    fn by_state(self, act: ActKind, became: ReviewAct, by: AccountId, now: DateTime<Utc>) -> Outcome<Self> {
        let event = self.event(Some(self.state.clone()), act, became, by, now);
        Outcome::new(self, event)
    }

    fn by_reviewer(self, (by, act): (AccountId, ActKind), became: ReviewAct, now: DateTime<Utc>) -> Outcome<Self> {
        let event = self.event(self.reviewer.state().cloned(), act, became, by, now);
        Outcome::new(self, event)
    }
}

/// The draft that was seen, if it is the newest and says something.
fn drafted(draft: Option<&ReviewDraft>, seen: u32) -> Result<ReviewText, ReviewRefused> {
    let stands = draft.map_or(0, |draft| draft.revision);
    if stands != seen {
        return Err(ReviewRefused::DraftMoved(stands));
    }
    let text = draft.map(|draft| &draft.text).filter(|text| !text.is_empty());
    text.cloned().ok_or(ReviewRefused::Empty)
}

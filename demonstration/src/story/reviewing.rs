//! Two reviews that States have asked of others, so that each page of theirs has something to read: one that both sides have
//! published, and one that waits for its reply.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use domain::access::{AgreeToReview, DraftReviewReply, InviteReview, Refused, SendReviewReply};
use domain::id::{QuestionCode, ReviewId};
use domain::language::Language;
use domain::questionnaire::Value;
use domain::review::{
    Consent, Deed, Drafting, Inviting, Review, ReviewDraft, ReviewText, Reviewer, ReviewerPermit, Typed,
};
use domain::submission::{Filing, Outcome, Position, Submission};

use super::Play;
use crate::act::{Act, PutForward, Unplayable};
use crate::phrases::invented;
use crate::seeded::Seeded;

/// On this day, counted from the start, the first of them is asked for: what was filed in the last round is on record.
pub(super) const BEGINS: i64 = 258;

/// So many answers are opened.
const OPENED: usize = 3;

/// A review, and the words of it.
struct Asked {
    state: &'static str,
    reviewer: &'static str,
    review: (Language, &'static str),
    /// What the State replies, where both sides have published.
    reply: Option<(Language, &'static str)>,
    /// The days, counted from the start, on which it is asked for and until which it is open.
    days: (i64, i64),
}

/// Neither State changes what it filed in the last round.
const REVIEWS: [Asked; 2] = [
    Asked {
        state: "QMB",
        reviewer: "QMC",
        review: (
            Language::English,
            "The answers say clearly who does what. We would add how the exercises are evaluated, and when the strategy is read again.",
        ),
        reply: Some((
            Language::Chinese,
            "感谢评议方的意见。演练之后由各参与机构共同评估；战略每三年审阅一次，下一次答复将予以说明。",
        )),
        days: (BEGINS, 330),
    },
    Asked {
        state: "QME",
        reviewer: "QMA",
        review: (
            Language::Arabic,
            "توضح الإجابات تقسيم المهام بين الجهات. ونقترح أن يُذكر كيف يُبلَّغ عن الحوادث خارج أوقات العمل.",
        ),
        reply: None,
        days: (270, 400),
    },
];

/// One of them as it goes on.
struct Going<'a> {
    play: &'a Play<'a>,
    asked: &'a Asked,
    review: Review,
    acts: Vec<(DateTime<Utc>, Act)>,
}

impl Going<'_> {
    fn at(&self, day: i64) -> DateTime<Utc> {
        self.play.setting.day(self.asked.days.0 + day) + TimeDelta::hours(14)
    }

    fn put(&mut self, outcome: Outcome<Review>) {
        self.review = outcome.state.clone();
        self.acts
            .push((outcome.event.at, Act::PutForward(PutForward::Review(outcome))));
    }

    fn wrote(&mut self, kept: Drafting) -> ReviewDraft {
        match kept {
            Drafting::Kept(outcome) => {
                let draft = outcome.state.clone();
                self.acts
                    .push((outcome.event.at, Act::PutForward(PutForward::ReviewDraft(*outcome))));
                draft
            }
            Drafting::Repeated(draft) => draft,
        }
    }

    fn deed(&self, deed: Deed, at: DateTime<Utc>) -> Result<ReviewerPermit, Refused> {
        let authority = &self.play.team(self.asked.reviewer).authority;
        self.review.reviewer.permit(&authority.actor(at), deed)
    }

    /// The reviewer takes it up, writes and delivers.
    fn deliver(&mut self) -> Result<(), Unplayable> {
        let at = self.at(2);
        let accepted = self.review.clone().accept(self.deed(Deed::Accept, at)?, at)?;
        self.put(accepted);
        let at = self.at(6);
        let typed = typed(self.asked.review)?;
        let kept = self
            .review
            .draft(self.deed(Deed::Draft, at)?, (None, None), typed, at)?;
        let draft = self.wrote(kept);
        let at = self.at(7);
        let permit = self.deed(Deed::Deliver, at)?;
        let delivered = self
            .review
            .clone()
            .deliver(permit, (Some(&draft), draft.revision), at)?;
        self.put(delivered);
        Ok(())
    }

    /// The State replies, and both agree to publish the two texts.
    fn publish(&mut self, words: (Language, &str)) -> Result<(), Unplayable> {
        let state = self.review.state.clone();
        let team = self.play.team(self.asked.state);
        let at = self.at(12);
        let permit = team.focal_point.permit(DraftReviewReply { state: state.clone() }, at)?;
        let kept = self.review.draft_reply(permit, (None, None), typed(words)?, at)?;
        let draft = self.wrote(kept);
        let at = self.at(14);
        let permit = team.authority.permit(SendReviewReply { state: state.clone() }, at)?;
        let replied = self
            .review
            .clone()
            .reply(permit, (Some(&draft), draft.revision), 1, at)?;
        self.put(replied);
        let pair = self.review.pair().expect("a reply to the newest text");
        let at = self.at(15);
        let consent = Consent::State(team.authority.permit(AgreeToReview { state }, at)?);
        let agreed = self.review.clone().agree(consent, pair, at)?;
        self.put(agreed);
        let at = self.at(16);
        let consent = Consent::Reviewer(self.deed(Deed::Agree, at)?);
        let published = self.review.clone().agree(consent, pair, at)?;
        self.put(published);
        Ok(())
    }
}

fn typed((language, words): (Language, &str)) -> Result<Typed, Unplayable> {
    Ok(Typed {
        seen: 0,
        text: ReviewText::new(language, &invented(language, words))?,
        key: None,
    })
}

impl Play<'_> {
    /// What a State has on record now, of the last survey.
    fn on_record(&self, code: &str) -> (Position, &Submission, &Filing) {
        let survey = self.foundation.survey.id();
        let filed = self.acts.iter().rev().find_map(|act| {
            let Act::Filed(outcome, _) = act else { return None };
            let recorded = &outcome.state;
            let is_it = recorded.submission.state.as_str() == code && recorded.submission.edition == *survey;
            is_it.then_some((recorded.entry.position, &recorded.submission, &recorded.filing))
        });
        filed.expect("who is reviewed has filed")
    }

    /// All of it, in the order of time.
    pub(super) fn reviewed(&self) -> Result<Vec<(DateTime<Utc>, Act)>, Unplayable> {
        let mut acts = Vec::new();
        for asked in &REVIEWS {
            let mut going = self.invited(asked)?;
            going.deliver()?;
            if let Some(reply) = asked.reply {
                going.publish(reply)?;
            }
            acts.append(&mut going.acts);
        }
        Ok(acts)
    }

    fn invited<'a>(&'a self, asked: &'a Asked) -> Result<Going<'a>, Unplayable> {
        let (filing, submission, filed) = self.on_record(asked.state);
        let edition = self.foundation.survey;
        let entries = filed.document.entries.iter();
        let filed: BTreeSet<QuestionCode> = entries.clone().map(|entry| entry.question.clone()).collect();
        let is_open = |question: &QuestionCode| {
            let placed = edition.question(question);
            placed.is_some_and(|placed| placed.question.ceiling.is_none())
        };
        let told = entries.filter(|entry| matches!(entry.standing.value(), Some(Value::LongText(_))));
        let questions = told.map(|entry| entry.question.clone()).filter(is_open).take(OPENED);
        let state = submission.state.clone();
        let at = self.setting.day(asked.days.0) + TimeDelta::hours(14);
        let authority = &self.team(asked.state).authority;
        let permit = authority.permit(InviteReview { state: state.clone() }, at)?;
        let asking = Inviting {
            state,
            filing,
            submission: submission.id,
            round: submission.round,
            edition,
            stands: true,
            filed: &filed,
            questions: questions.collect(),
            reviewer: Reviewer::State(self.code(asked.reviewer)),
            until: self.setting.day(asked.days.1),
        };
        let id = ReviewId(Seeded::of(self.setting.seed, &["review", asked.state]).id(at));
        let invited = Review::invite(permit, id, asking, at)?;
        let mut going = Going {
            play: self,
            asked,
            review: invited.state.clone(),
            acts: Vec::new(),
        };
        going.put(invited);
        Ok(going)
    }
}

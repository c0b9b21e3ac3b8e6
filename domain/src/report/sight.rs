//! What one reader knows of one State at one question. Every live figure is a count of these and of nothing else.

use chrono::{DateTime, Utc};

use crate::id::StateCode;
use crate::questionnaire::{QuestionIndex, StandingCode};
use crate::report::{Contents, Facts, FiledAnswer, OptionSet};
use crate::submission::{Reader, Sharing, Visibility};

/// Who reads a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Viewer {
    /// What they may read State by State.
    pub reader: Reader,
    /// Whether they are an analyst: then what is counted and hidden enters their figures at once and unsuppressed, for the
    /// world and the published groups. What is not counted does not.
    pub aggregates: bool,
}

/// What a viewer knows of one State at one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sight {
    /// There is no standing filing.
    NotFiled,
    /// A condition did not hold.
    NotAsked,
    /// Asked and not answered.
    Silent,
    /// An answer that the viewer may read.
    Shown(StandingCode, OptionSet),
    /// An answer that an analyst counts without reading it.
    Counted(StandingCode, OptionSet),
    /// An answer that may not be read, or no answer where saying so would tell what a hidden answer is.
    Withheld,
}

/// How far an answer's content reaches a viewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// It is read.
    Read,
    /// It is counted: analysts only.
    Counted,
    /// Nothing of it may be told, by whatever means.
    Nothing,
}

impl Viewer {
    /// How far an answer of a State other than the own reaches. An embargo also ends counting: the answer is the State's
    /// alone until then, and counting what is known to open soon would leave the rest of its release smaller.
    pub(super) fn reach(&self, sharing: &Sharing, now: DateTime<Utc>) -> Reach {
        if self.reader.reads(sharing, now) {
            Reach::Read
        } else if self.aggregates && counts(sharing, now) {
            Reach::Counted
        } else {
            Reach::Nothing
        }
    }

    fn reach_of(&self, state: &StateCode, answer: &FiledAnswer, now: DateTime<Utc>) -> Reach {
        if self.reader.own.contains(state) {
            Reach::Read
        } else {
            self.reach(&answer.sharing, now)
        }
    }

    pub(super) fn sight(
        &self,
        facts: &Facts,
        state: &StateCode,
        standing: Option<&Contents>,
        question: QuestionIndex,
        now: DateTime<Utc>,
    ) -> Sight {
        let Some(contents) = standing else {
            return Sight::NotFiled;
        };
        if let Some(answer) = contents.answers.get(&question) {
            return match self.reach_of(state, answer, now) {
                Reach::Read => Sight::Shown(answer.standing, answer.options),
                Reach::Counted => Sight::Counted(answer.standing, answer.options),
                Reach::Nothing => Sight::Withheld,
            };
        }
        let own = self.reader.own.contains(state);
        let hidden = |answer: &FiledAnswer| self.reach_of(state, answer, now) == Reach::Nothing;
        if !own && facts.is_masked(contents, question, &hidden) {
            Sight::Withheld
        } else if contents.asked.contains(&question) {
            Sight::Silent
        } else {
            Sight::NotAsked
        }
    }
}

/// Whether figures may count an answer where it is hidden.
pub(super) fn counts(sharing: &Sharing, now: DateTime<Utc>) -> bool {
    sharing.counted && !sharing.is_embargoed(now)
}

/// Whether nobody who cannot read `b` can read `a`.
pub(super) fn hides_no_less(a: &Visibility, b: &Visibility) -> bool {
    match a {
        Visibility::NationalTeam => true,
        Visibility::Secretariat => *b != Visibility::NationalTeam,
        Visibility::Audience(_) | Visibility::MemberStates | Visibility::Public => a == b,
    }
}

impl Facts {
    /// Whether it is hidden if the question was asked at all: one of the questions it rests on is answered out of sight,
    /// or is itself unanswered for a reason out of sight. Bound fields are never in sight.
    pub(super) fn is_masked(
        &self,
        contents: &Contents,
        question: QuestionIndex,
        hidden: &impl Fn(&FiledAnswer) -> bool,
    ) -> bool {
        self.frame().items()[question.get()].rests_on.iter().any(|earlier| {
            let item = &self.frame().items()[earlier.get()];
            match contents.answers.get(earlier) {
                _ if item.bound => true,
                Some(answer) => hidden(answer),
                None => self.is_masked(contents, *earlier, hidden),
            }
        })
    }
}

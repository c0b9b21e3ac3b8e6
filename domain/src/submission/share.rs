//! Deciding who reads: in the draft for what will be filed, and afterwards for what was filed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::access::{Permit, SetDraftVisibility, SetVisibility};
use crate::id::QuestionCode;
use crate::questionnaire::{Ceiling, Edition};
use crate::submission::{Barred, Happening, Outcome, Round, Sharing, Submission, Visibility, names_state};

/// What is asked for in a draft; what is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftSharing {
    /// How answers are shared that say nothing else. Ceilings lower it question by question.
    pub default: Option<Sharing>,
    /// Whether the register may name the State whatever can be read.
    pub names_state: Option<bool>,
    /// The sharing of single answers; none makes one follow the submission again.
    pub answers: Vec<(QuestionCode, Option<Sharing>)>,
}

/// A draft that is shared otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedDraft {
    /// The submission.
    pub submission: Submission,
    /// What is to be stored with single answers.
    pub answers: Vec<(QuestionCode, Option<Sharing>)>,
}

/// A filing that is shared otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedFiling {
    /// The submission.
    pub submission: Submission,
    /// What is to be stored with the filed answers, and with those of the working file, so that an amendment does not undo
    /// it.
    pub answers: Vec<(QuestionCode, Sharing)>,
    /// Whether the register entry of the filing names the State from now on ([`names_state`]).
    pub names_state: bool,
}

/// Why sharing stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ShareRefused {
    /// The round, the stage or the permit stands in the way.
    #[error(transparent)]
    Barred(#[from] Barred),
    /// The edition has no such question, or it binds a field and so has no answer.
    #[error("there is no answer to {0}")]
    NoAnswer(QuestionCode),
    /// The answer is not part of the filing that stands.
    #[error("{0} is not part of the standing filing")]
    NotFiled(QuestionCode),
    /// Wider than the question permits.
    #[error("{question} cannot be shared that widely")]
    AboveCeiling {
        /// The question.
        question: QuestionCode,
        /// The widest that it permits.
        ceiling: Ceiling,
    },
    /// An audience that names nobody.
    #[error("the audience names nobody")]
    EmptyAudience,
    /// A question stands twice.
    #[error("{0} stands twice")]
    Twice(QuestionCode),
    /// Nothing is asked for.
    #[error("nothing is to be changed")]
    Nothing,
}

fn names_somebody(sharing: &Sharing) -> Result<(), ShareRefused> {
    match &sharing.visibility {
        Visibility::Audience(audience) if audience.is_empty() => Err(ShareRefused::EmptyAudience),
        Visibility::Audience(_)
        | Visibility::NationalTeam
        | Visibility::Secretariat
        | Visibility::MemberStates
        | Visibility::Public => Ok(()),
    }
}

fn check<'a>(
    edition: &Edition,
    answers: impl Iterator<Item = (&'a QuestionCode, Option<&'a Sharing>)>,
) -> Result<(), ShareRefused> {
    let mut seen = BTreeSet::new();
    for (code, sharing) in answers {
        let question = edition
            .question(code)
            .map(|placed| placed.question)
            .filter(|question| question.bind.is_none())
            .ok_or_else(|| ShareRefused::NoAnswer(code.clone()))?;
        if !seen.insert(code) {
            return Err(ShareRefused::Twice(code.clone()));
        }
        let Some(sharing) = sharing else { continue };
        names_somebody(sharing)?;
        if let Some(ceiling) = question.ceiling.filter(|ceiling| sharing.visibility.is_above(*ceiling)) {
            let question = code.clone();
            return Err(ShareRefused::AboveCeiling { question, ceiling });
        }
    }
    Ok(())
}

impl Submission {
    /// Sets who is to read answers once they are filed.
    pub fn share_draft(
        mut self,
        permit: Permit<SetDraftVisibility>,
        round: &Round,
        edition: &Edition,
        asked: DraftSharing,
        now: DateTime<Utc>,
    ) -> Result<Outcome<SharedDraft>, ShareRefused> {
        let (act, by) = permit.spend();
        self.is_subject(act.submission, &act.state, round)?;
        if *edition.id() != self.edition {
            return Err(Barred::OtherSubject.into());
        }
        round.may_work(now).map_err(Barred::from)?;
        if !self.stage.code().is_a_draft() {
            return Err(self.barred::<SetDraftVisibility>().into());
        }
        if asked == DraftSharing::default() {
            return Err(ShareRefused::Nothing);
        }
        check(
            edition,
            asked.answers.iter().map(|(code, sharing)| (code, sharing.as_ref())),
        )?;
        if let Some(default) = asked.default {
            names_somebody(&default)?;
            self.sharing = default;
        }
        self.names_state = asked.names_state.unwrap_or(self.names_state);
        let questions = asked.answers.iter().map(|(code, _)| code.clone()).collect();
        let outcome = self.happened(now, by, |of| Happening::DraftVisibilitySet { of, questions });
        Ok(outcome.map(|submission| SharedDraft {
            submission,
            answers: asked.answers,
        }))
    }

    /// Narrows or widens who reads answers of the standing filing, whose answers are shared as `filed` says.
    pub fn share_filed<'a>(
        self,
        permit: Permit<SetVisibility>,
        (round, edition): (&Round, &Edition),
        filed: impl IntoIterator<Item = (&'a QuestionCode, &'a Sharing)>,
        answers: Vec<(QuestionCode, Sharing)>,
        now: DateTime<Utc>,
    ) -> Result<Outcome<SharedFiling>, ShareRefused> {
        let (act, by) = permit.spend();
        self.is_subject(act.submission, &act.state, round)?;
        if *edition.id() != self.edition {
            return Err(Barred::OtherSubject.into());
        }
        round.may_work(now).map_err(Barred::from)?;
        let Some(position) = self.stage.standing().map(|mark| mark.position) else {
            return Err(self.barred::<SetVisibility>().into());
        };
        if answers.is_empty() {
            return Err(ShareRefused::Nothing);
        }
        check(edition, answers.iter().map(|(code, sharing)| (code, Some(sharing))))?;
        let mut shared: BTreeMap<_, _> = filed.into_iter().collect();
        for (code, sharing) in &answers {
            let stored = shared
                .get_mut(code)
                .ok_or_else(|| ShareRefused::NotFiled(code.clone()))?;
            *stored = sharing;
        }
        let names_state = names_state(self.names_state, shared.into_values(), now);
        let questions = answers.iter().map(|(code, _)| code.clone()).collect();
        let outcome = self.happened(now, by, |of| Happening::VisibilitySet {
            of,
            position,
            questions,
        });
        Ok(outcome.map(|submission| SharedFiling {
            submission,
            answers,
            names_state,
        }))
    }
}

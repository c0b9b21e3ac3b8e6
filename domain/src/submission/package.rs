//! Filing what a State's own instance filed: its answers take the place of the draft's, each with its salt, so that what is
//! then filed is the same document.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::access::{Permit, TakePackage};
use crate::id::{QuestionCode, StateCode};
use crate::language::Texts;
use crate::questionnaire::{
    Answers, Ceiling, Edition, Enabled, Given, Problem, ProblemCode, Refusal, accept, fileable, judge,
};
use crate::submission::{
    Answer, Barred, Content, Differences, HandedIn, Happening, Outcome, Position, Provenance, Root, Round, Salt,
    Sharing, Stage, Submission, Visibility, bears_text,
};

/// One answer of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackagedAnswer {
    /// The question.
    pub question: QuestionCode,
    /// What is said.
    pub content: Content,
    /// Who is to read it.
    pub sharing: Sharing,
    /// What its commitment was made with.
    pub salt: Salt,
}

impl PackagedAnswer {
    /// Whether an answer of the draft says the same to the same readers.
    fn says_what(&self, now: &Answer) -> bool {
        now.content.standing == self.content.standing
            && now.content.translations == self.content.translations
            && now.filed_language() == self.content.language
            && now.sharing.as_ref() == Some(&self.sharing)
    }
}

/// Why an answer of a package cannot be filed as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackageFlaw {
    /// The edition has no such question.
    UnknownQuestion,
    /// It would not be saved, or be kept out of a filing.
    Invalid(Problem),
    /// It is not written as answers are kept: in Unicode NFC, options and States in their order, with a language where there is
    /// text and with none where there is not.
    OtherForm,
    /// Its question is not asked after what the other answers say.
    Hidden,
    /// It is to be shared more widely than its question permits.
    AboveCeiling(Ceiling),
    /// It is to be read by an audience that names nobody.
    EmptyAudience,
}

/// What is wrong with the answers of a package, which would be the whole of a filing; in their order. `states` are those that
/// an answer may name.
pub fn flaws(
    edition: &Edition,
    states: &BTreeSet<StateCode>,
    packaged: &[PackagedAnswer],
) -> Vec<(QuestionCode, PackageFlaw)> {
    let said = packaged
        .iter()
        .filter_map(|answer| Some((&answer.question, answer.content.standing.as_ref()?)));
    let laid_out = Answers::of(edition, said);
    let asked = Enabled::of(edition, &laid_out);
    let problems = judge(edition, &laid_out, &asked, states);
    let fileable: BTreeSet<_> = fileable(edition, &laid_out, &asked, &problems).into_iter().collect();
    let flaw = |answer: &PackagedAnswer| {
        let Some(placed) = edition.question(&answer.question) else {
            return Some(PackageFlaw::UnknownQuestion);
        };
        let standing = answer.content.standing.as_ref();
        let Some(standing) = standing else {
            return Some(PackageFlaw::OtherForm);
        };
        match accept(edition, &answer.question, Given::from(standing.clone())) {
            Err(Refusal(problem)) => return Some(PackageFlaw::Invalid(problem)),
            Ok(kept) if kept != *standing => return Some(PackageFlaw::OtherForm),
            Ok(_) => {}
        }
        if standing.value().is_some_and(bears_text) != answer.content.language.is_some() {
            return Some(PackageFlaw::OtherForm);
        }
        if !asked.contains(placed.index) {
            return Some(PackageFlaw::Hidden);
        }
        if !fileable.contains(&placed.index) {
            let mut about = problems
                .iter()
                .filter(|problem| problem.question.as_ref() == Some(&answer.question));
            let unnamed = || Problem::new(Some(answer.question.clone()), ProblemCode::Hidden);
            return Some(PackageFlaw::Invalid(about.next().cloned().unwrap_or_else(unnamed)));
        }
        match (&answer.sharing.visibility, placed.question.ceiling) {
            (Visibility::Audience(audience), _) if audience.is_empty() => Some(PackageFlaw::EmptyAudience),
            (visibility, Some(ceiling)) if visibility.is_above(ceiling) => Some(PackageFlaw::AboveCeiling(ceiling)),
            _ => None,
        }
    };
    let found = packaged
        .iter()
        .filter_map(|answer| Some((answer.question.clone(), flaw(answer)?)));
    found.collect()
}

/// What becomes of a draft whose place a package takes, in order of code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evened {
    /// Answers that were not there.
    pub added: Vec<QuestionCode>,
    /// Answers that say something else, or are shared otherwise.
    pub changed: Vec<QuestionCode>,
    /// Answers that stay as they are.
    pub unchanged: Vec<QuestionCode>,
    /// Answers of the draft that the package does not have: they are taken back, and their text stays among the revisions.
    pub taken_back: Vec<QuestionCode>,
}

impl Evened {
    /// Compares the answers of a draft with those of a package. What was carried and nobody confirmed is not filed, and stays.
    pub fn of(packaged: &[PackagedAnswer], current: &[Answer]) -> Self {
        let stands: BTreeMap<_, _> = current.iter().map(|answer| (&answer.question, answer)).collect();
        let mut evened = Self::default();
        for answer in packaged {
            let question = answer.question.clone();
            let now = stands
                .get(&answer.question)
                .filter(|now| now.is_confirmed() && now.content.standing.is_some());
            match now {
                None => evened.added.push(question),
                Some(now) if answer.says_what(now) => {
                    evened.unchanged.push(question);
                }
                Some(_) => evened.changed.push(question),
            }
        }
        let packaged: BTreeSet<_> = packaged.iter().map(|answer| &answer.question).collect();
        let left = current
            .iter()
            .filter(|answer| answer.is_confirmed() && answer.content.standing.is_some())
            .filter(|answer| !packaged.contains(&answer.question));
        evened.taken_back = left.map(|answer| answer.question.clone()).collect();
        evened
    }
}

/// A draft whose place a package took.
#[derive(Clone, Debug, PartialEq)]
pub struct TakenPackage {
    /// The submission.
    pub submission: Submission,
    /// Every answer that is another since, as its next revision.
    pub answers: Vec<Answer>,
}

/// Why a package does not take the place of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PackageRefused {
    /// The round or the permit stands in the way.
    #[error(transparent)]
    Barred(#[from] Barred),
    /// Something else is on record; it is changed by beginning an amendment.
    #[error("another document is on record")]
    FiledOtherwise(Position),
    /// The draft is not what was seen.
    #[error("the draft is not what was seen")]
    Conflict(Differences),
}

impl Submission {
    /// Where this document is on record already, and stands, with nothing drafted beside it.
    pub fn has_on_record(&self, root: Root) -> Option<Position> {
        match &self.stage {
            Stage::Filed(mark) if mark.root == root => Some(mark.position),
            Stage::Filed(_) | Stage::Drafting | Stage::Amending(_) | Stage::Withdrawn { .. } => None,
        }
    }

    /// Puts the answers of a package in the place of those of the draft, if that is what was seen: `seen` are the revisions of
    /// all its answers. What it replaces stays among the revisions. Who handed the package in made this change.
    pub fn take_package(
        self,
        permit: Permit<TakePackage>,
        round: &Round,
        (package, packaged): (&HandedIn, &[PackagedAnswer]),
        (current, seen): (&[Answer], &BTreeMap<QuestionCode, u32>),
        mut salt: impl FnMut() -> Salt,
        now: DateTime<Utc>,
    ) -> Result<Outcome<TakenPackage>, PackageRefused> {
        let (act, by) = permit.spend();
        self.is_subject(self.id, &act.state, round)?;
        if package.state != self.state || package.round != round.id {
            return Err(Barred::OtherSubject.into());
        }
        round.may_work(now).map_err(Barred::from)?;
        if let Stage::Filed(mark) = &self.stage {
            return Err(PackageRefused::FiledOtherwise(mark.position));
        }
        let differences = Differences::of(seen, current.iter().map(|answer| (&answer.question, answer.revision)));
        if !differences.is_empty() {
            return Err(PackageRefused::Conflict(differences));
        }
        let stands: BTreeMap<_, _> = current.iter().map(|answer| (&answer.question, answer)).collect();
        let next = |question: &QuestionCode, content, sharing, salt| Answer {
            question: question.clone(),
            content,
            sharing,
            revision: stands.get(question).map_or(0, |answer| answer.revision) + 1,
            provenance: Provenance::Entered,
            salt,
            changed_by: package.by,
            changed_at: now,
        };
        let mut answers = Vec::new();
        for answer in packaged {
            let is_there = stands
                .get(&answer.question)
                .is_some_and(|now| now.is_confirmed() && now.salt == answer.salt && answer.says_what(now));
            if !is_there {
                let sharing = Some(answer.sharing.clone());
                answers.push(next(&answer.question, answer.content.clone(), sharing, answer.salt));
            }
        }
        for question in Evened::of(packaged, current).taken_back {
            let before = stands.get(&question);
            let content = Content {
                standing: None,
                language: before.and_then(|answer| answer.content.language),
                translations: Texts::default(),
            };
            let sharing = before.and_then(|answer| answer.sharing.clone());
            answers.push(next(&question, content, sharing, salt()));
        }
        let (package, last_changed_by) = (package.id, Some(package.by));
        let questions = answers.iter().map(|answer| answer.question.clone()).collect();
        let taken = Self {
            last_changed_by,
            ..self
        };
        let outcome = taken.happened(now, by, |of| Happening::PackageTaken { of, package, questions });
        Ok(outcome.map(|submission| TakenPackage { submission, answers }))
    }
}

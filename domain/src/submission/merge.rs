//! Every accepted text of an answer, and making one answer of those that await merging.

use std::collections::BTreeSet;
use std::fmt;

use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::access::{MergeAnswer, Permit};
use crate::id::{AccountId, QuestionCode};
use crate::language::{Language, Texts};
use crate::questionnaire::{Edition, Given, Problem, Refusal, Standing, accept};
use crate::submission::{
    Answer, Barred, Content, Event, Happening, IdempotencyKey, Origin, Outcome, Provenance, Round, Salt, Submission,
};

/// One accepted text of an answer, for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RevisionId(pub u64);

impl fmt::Display for RevisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An accepted text of an answer: what stands or stood, or what awaits merging. It is never changed and never deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Its id.
    pub id: RevisionId,
    /// The question.
    pub question: QuestionCode,
    /// What was said. Of what was carried and cannot be a value here, the kind is another one than the question's.
    pub content: Content,
    /// The revision that the answer became with it; none where it came beside what stood already.
    pub revision: Option<u32>,
    /// The revision that its author had before them; 0 where there was none.
    pub based_on: u32,
    /// The client's name for the save.
    pub key: Option<IdempotencyKey>,
    /// Where it was carried from; none where it was given here.
    pub origin: Option<Origin>,
    /// What took it up, if it was merged.
    pub merged_into: Option<RevisionId>,
    /// Who saved it.
    pub changed_by: AccountId,
    /// When.
    pub changed_at: DateTime<Utc>,
}

impl Revision {
    /// Whether it came beside what stood, and nothing has taken it up yet.
    pub const fn is_waiting(&self) -> bool {
        self.revision.is_none() && self.merged_into.is_none()
    }
}

/// Which text stands after merging.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Take {
    /// What stands already.
    Mine,
    /// One of those that await merging.
    Theirs(RevisionId),
    /// A third one.
    Other(Box<Content>),
}

/// A merge as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The question.
    pub question: QuestionCode,
    /// The revision that its author had before them; 0 where there was none.
    pub based_on: u32,
    /// What is taken up, whichever text stands in the end.
    pub unmerged: BTreeSet<RevisionId>,
    /// Which text stands.
    pub take: Take,
    /// The client's name for this merge, in one series with those of saves.
    pub key: Option<IdempotencyKey>,
}

/// An answer that took up what awaited merging.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergedAnswer {
    /// The answer as it stands now.
    pub answer: Answer,
    /// What it took up.
    pub merged: BTreeSet<RevisionId>,
    /// The client's name for the merge.
    pub key: Option<IdempotencyKey>,
}

/// What was typed for a merge that came too late: it is kept beside what stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptLoser {
    /// The question.
    pub question: QuestionCode,
    /// What was said.
    pub content: Content,
    /// The revision that its author had before them.
    pub based_on: u32,
    /// The client's name for the merge.
    pub key: Option<IdempotencyKey>,
}

/// The decision about a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Merged<'a> {
    /// It stands, as one more revision.
    Stands(Box<Outcome<MergedAnswer>>),
    /// Its author had not seen what stands. Nothing is merged; what was typed for it, if anything was, is kept.
    Beaten(Option<Box<Outcome<KeptLoser>>>),
    /// The same merge came before under the same key; this became of it, and nothing changes.
    Repeated(&'a Revision),
    /// Something else came before under the same key. Nothing changes.
    KeyReused,
}

/// Why nothing is merged.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MergeRefused {
    /// The round, the stage or the permit stands in the way.
    #[error(transparent)]
    Barred(#[from] Barred),
    /// Nothing is named.
    #[error("nothing is to be merged")]
    Nothing,
    /// It is no text of this answer that awaits merging.
    #[error("{0} does not await merging")]
    NotWaiting(RevisionId),
    /// The text that is to stand is not among those to be merged.
    #[error("{0} is not among what is to be merged")]
    NotAmong(RevisionId),
    /// The text cannot be an answer to this question.
    #[error("the text cannot stand")]
    Unfit(Box<Problem>),
}

impl Submission {
    /// Makes one answer of texts that await merging. `current` is what stands, `history` every accepted text of the question.
    /// A repeat is recognised first, so that it gets its first result whatever happened since. Whoever takes a text as it is
    /// stands behind it, and it keeps its origin; a third text is entered here.
    pub fn merge<'a>(
        &self,
        permit: Permit<MergeAnswer>,
        (round, edition): (&Round, &Edition),
        asked: Merge,
        (current, history): (Option<&Answer>, &'a [Revision]),
        salt: Salt,
        now: DateTime<Utc>,
    ) -> Result<Merged<'a>, MergeRefused> {
        let (act, by) = permit.spend();
        self.is_subject(act.submission, &act.state, round)?;
        if *edition.id() != self.edition || act.section != asked.question.section() {
            return Err(Barred::OtherSubject.into());
        }
        if let Some(first) = asked.key.as_ref().and_then(|key| before_under(history, key)) {
            let same = is_repeat(first, &asked, (edition, history));
            return Ok(if same {
                Merged::Repeated(first)
            } else {
                Merged::KeyReused
            });
        }
        round.may_work(now).map_err(Barred::from)?;
        if !self.stage.code().is_a_draft() {
            return Err(self.barred::<MergeAnswer>().into());
        }
        let asked = Merge {
            take: written_in(asked.take, self.fields.language),
            ..asked
        };
        if current.map_or(0, |answer| answer.revision) != asked.based_on {
            return Ok(Merged::Beaten(self.keep_loser(asked, by, now)));
        }
        if asked.unmerged.is_empty() {
            return Err(MergeRefused::Nothing);
        }
        let waits = |id: &&RevisionId| history.iter().any(|text| text.id == **id && text.is_waiting());
        if let Some(stranger) = asked.unmerged.iter().find(|id| !waits(id)) {
            return Err(MergeRefused::NotWaiting(*stranger));
        }
        let (content, provenance) = self.text_of(edition, &asked, current, history)?;
        let answer = Answer {
            question: asked.question,
            content,
            sharing: current.and_then(|answer| answer.sharing.clone()),
            revision: asked.based_on + 1,
            provenance,
            salt,
            changed_by: by,
            changed_at: now,
        };
        let what = Happening::AnswerMerged {
            of: self.of(),
            question: answer.question.clone(),
            revision: Some(answer.revision),
            merged: asked.unmerged.iter().copied().collect(),
        };
        let merged = MergedAnswer {
            answer,
            merged: asked.unmerged,
            key: asked.key,
        };
        let event = Event { at: now, by, what };
        Ok(Merged::Stands(Box::new(Outcome::new(merged, event))))
    }

    fn keep_loser(&self, asked: Merge, by: AccountId, now: DateTime<Utc>) -> Option<Box<Outcome<KeptLoser>>> {
        let Take::Other(content) = asked.take else { return None };
        let content = *content;
        let what = Happening::AnswerMerged {
            of: self.of(),
            question: asked.question.clone(),
            revision: None,
            merged: Vec::new(),
        };
        let loser = KeptLoser {
            question: asked.question,
            content,
            based_on: asked.based_on,
            key: asked.key,
        };
        Some(Box::new(Outcome::new(loser, Event { at: now, by, what })))
    }

    /// The text that is to stand, and where it comes from.
    fn text_of(
        &self,
        edition: &Edition,
        asked: &Merge,
        current: Option<&Answer>,
        history: &[Revision],
    ) -> Result<(Content, Provenance), MergeRefused> {
        let behind = |origin: Option<&Origin>| match origin {
            Some(from) => Provenance::Carried {
                from: from.clone(),
                confirmed: true,
            },
            None => Provenance::Entered,
        };
        match &asked.take {
            Take::Mine => Ok(match current {
                Some(answer) => (answer.content.clone(), behind(answer.origin())),
                // Nothing stood, and nothing is to stand.
                None => (self.silent(), Provenance::Entered),
            }),
            Take::Theirs(id) => {
                let theirs = (history.iter())
                    .find(|text| text.id == *id && asked.unmerged.contains(id))
                    .ok_or(MergeRefused::NotAmong(*id))?;
                let standing = fitted(edition, &asked.question, theirs.content.standing.clone())
                    .map_err(|Refusal(problem)| MergeRefused::Unfit(Box::new(problem)))?;
                let content = Content {
                    standing,
                    ..theirs.content.clone()
                };
                Ok((content, behind(theirs.origin.as_ref())))
            }
            Take::Other(content) => Ok((content.as_ref().clone(), Provenance::Entered)),
        }
    }

    fn silent(&self) -> Content {
        Content {
            standing: None,
            language: Some(self.fields.language),
            translations: Texts::default(),
        }
    }
}

/// What was said elsewhere, as an answer to this question.
fn fitted(edition: &Edition, question: &QuestionCode, standing: Option<Standing>) -> Result<Option<Standing>, Refusal> {
    standing
        .map(|standing| accept(edition, question, Given::from(standing)))
        .transpose()
}

fn before_under<'a>(history: &'a [Revision], key: &IdempotencyKey) -> Option<&'a Revision> {
    history.iter().find(|text| text.key.as_ref() == Some(key))
}

/// Whether the text that came under the key came of the same merge: on the same base, of the same texts, with the same
/// result. What lost took up nothing, so there the text alone tells.
fn is_repeat(first: &Revision, asked: &Merge, (edition, history): (&Edition, &[Revision])) -> bool {
    let taken_up: BTreeSet<_> = (history.iter())
        .filter(|text| text.merged_into == Some(first.id))
        .map(|text| text.id)
        .collect();
    let said = match &asked.take {
        Take::Mine => (history.iter())
            .find(|text| text.revision == Some(asked.based_on))
            .map(|text| &text.content),
        Take::Theirs(id) => (history.iter()).find(|text| text.id == *id).map(|text| &text.content),
        Take::Other(content) => Some(content.as_ref()),
    };
    let same_text = match said {
        Some(said) => {
            fitted(edition, &asked.question, said.standing.clone()).as_ref() == Ok(&first.content.standing)
                && said.translations == first.content.translations
                && (said.language.is_none() || said.language == first.content.language)
        }
        None => first.content.standing.is_none(),
    };
    let same_merge = match first.revision {
        Some(_) => taken_up == asked.unmerged,
        None => matches!(asked.take, Take::Other(_)),
    };
    first.based_on == asked.based_on && same_text && same_merge
}

fn written_in(take: Take, language: Language) -> Take {
    match take {
        Take::Other(mut content) => {
            content.language = content.language.or(Some(language));
            Take::Other(content)
        }
        Take::Mine | Take::Theirs(_) => take,
    }
}

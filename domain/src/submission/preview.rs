//! What would be filed, and what would not, with the reasons.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::id::{EditionId, QuestionCode, RoundKey, StateCode};
use crate::language::Language;
use crate::questionnaire::{
    Answers, Edition, Enabled, Problem, ProblemCode, Progress, QuestionIndex, Standing, fileable, judge,
};
use crate::submission::{Answer, Barred, Root, Round, Salt, Sharing, Submission};

/// What a filed document answers, and for whom. Nothing in it is assigned by a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The State.
    pub state: StateCode,
    /// The key of the round.
    pub round: RoundKey,
    /// The edition.
    pub edition: EditionId,
    /// The hash of the edition.
    pub edition_hash: [u8; 32],
}

/// One answer as it is filed: question, standing and language stand in the document, the rest beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The question.
    pub question: QuestionCode,
    /// What was said.
    pub standing: Standing,
    /// The language, where the answer holds text.
    pub language: Option<Language>,
    /// What opens the commitment to this answer.
    pub salt: Salt,
    /// The revision of the working file that it comes from.
    pub revision: u32,
    /// Who reads it: its own sharing or the submission's, under the ceiling of its question.
    pub sharing: Sharing,
}

/// What would be filed now.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// State, round and edition.
    pub header: Header,
    /// The revision of the translations that the State reads.
    pub translation: u32,
    /// The answers that would be filed, in ascending order of the bytes of their question codes.
    pub entries: Vec<Entry>,
    /// The questions that are asked: what is not among them is not counted as silence.
    pub asked: Enabled,
    /// Answers that stay behind because their question is not asked, in order of code.
    pub hidden: Vec<QuestionCode>,
    /// Answers carried from an earlier filing that nobody has confirmed, in order of code.
    pub unconfirmed: Vec<QuestionCode>,
    /// Answers that a problem keeps out, in order of code.
    pub kept_out: Vec<QuestionCode>,
    /// What is wrong with those, and that the hidden ones are hidden, in the order of the edition.
    pub problems: Vec<Problem>,
    /// How far the confirmed answers have come, as a whole and section by section.
    pub progress: Progress,
}

impl Submission {
    /// What would be filed of these answers, which may come in any order; `states` are the States that an answer may name.
    /// Conditions see confirmed answers only, as readers of the filing will.
    pub fn preview<'a>(
        &self,
        round: &Round,
        edition: &Edition,
        states: &BTreeSet<StateCode>,
        answers: impl IntoIterator<Item = &'a Answer>,
    ) -> Result<Preview, Barred> {
        if round.id != self.round || *edition.id() != self.edition {
            return Err(Barred::OtherSubject);
        }
        let (confirmed, unconfirmed): (Vec<_>, Vec<_>) = answers
            .into_iter()
            .filter_map(|answer| Some((answer, answer.content.standing.as_ref()?)))
            .partition(|(answer, _)| answer.is_confirmed());
        let laid_out = Answers::of(
            edition,
            confirmed.iter().map(|(answer, standing)| (&answer.question, *standing)),
        );
        let asked = Enabled::of(edition, &laid_out);
        let problems = judge(edition, &laid_out, &asked, states);
        let fileable: BTreeSet<QuestionIndex> = fileable(edition, &laid_out, &asked, &problems).into_iter().collect();
        let mut entries: Vec<_> = confirmed
            .into_iter()
            .filter_map(|(answer, standing)| {
                let placed = edition.question(&answer.question)?;
                fileable.contains(&placed.index).then(|| Entry {
                    question: answer.question.clone(),
                    standing: standing.clone(),
                    language: answer.filed_language(),
                    salt: answer.salt,
                    revision: answer.revision,
                    sharing: Sharing::effective(&self.sharing, answer.sharing.as_ref(), placed.question.ceiling),
                })
            })
            .collect();
        entries.sort_by(|one, other| one.question.cmp(&other.question));
        let with_problem = |hidden| {
            let codes = problems
                .iter()
                .filter(move |problem| (problem.code == ProblemCode::Hidden) == hidden);
            in_order(codes.filter_map(|problem| problem.question.as_ref()))
        };
        Ok(Preview {
            header: Header {
                state: self.state.clone(),
                round: round.key.clone(),
                edition: self.edition.clone(),
                edition_hash: *edition.hash(),
            },
            translation: edition.translation(),
            entries,
            hidden: with_problem(true),
            unconfirmed: in_order(unconfirmed.iter().map(|(answer, _)| &answer.question)),
            kept_out: with_problem(false),
            progress: Progress::of(edition, &laid_out, &asked, &problems),
            problems,
            asked,
        })
    }
}

fn in_order<'a>(codes: impl Iterator<Item = &'a QuestionCode>) -> Vec<QuestionCode> {
    let codes: BTreeSet<_> = codes.collect();
    codes.into_iter().cloned().collect()
}

/// Whether the register entry of a filing whose answers are shared so names its State at `now`: the State agrees, or an
/// answer is open to Member States or the public. What is under embargo is not open yet.
pub fn names_state<'a>(agreed: bool, sharings: impl IntoIterator<Item = &'a Sharing>, now: DateTime<Utc>) -> bool {
    agreed || sharings.into_iter().any(|sharing| sharing.is_open(now))
}

/// What a person had before them when they decided to file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The root that the preview returned.
    pub root: Root,
    /// The answers in it by question, each with its revision.
    pub answers: BTreeMap<QuestionCode, u32>,
}

impl Seen {
    /// What somebody has seen who was shown this preview under this root.
    pub fn of(preview: &Preview, root: Root) -> Self {
        let revision = |entry: &Entry| (entry.question.clone(), entry.revision);
        Self {
            root,
            answers: preview.entries.iter().map(revision).collect(),
        }
    }
}

/// How what would be filed now differs from what was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Answers that were not there.
    pub added: Vec<QuestionCode>,
    /// Answers that are no longer there.
    pub removed: Vec<QuestionCode>,
    /// Answers that say something else.
    pub changed: Vec<QuestionCode>,
}

impl Differences {
    /// Compares what was seen with what would be filed now, each list in order of code.
    pub fn between(seen: &Seen, preview: &Preview) -> Self {
        Self::of(
            &seen.answers,
            preview.entries.iter().map(|entry| (&entry.question, entry.revision)),
        )
    }

    /// Compares revisions that were seen with those that there are now, in order of code; each list is in that order.
    pub fn of<'a>(seen: &BTreeMap<QuestionCode, u32>, now: impl IntoIterator<Item = (&'a QuestionCode, u32)>) -> Self {
        let mut differences = Self::default();
        let mut gone = seen.clone();
        for (question, revision) in now {
            match gone.remove(question) {
                None => differences.added.push(question.clone()),
                Some(seen) if seen != revision => differences.changed.push(question.clone()),
                Some(_) => {}
            }
        }
        differences.removed = gone.into_keys().collect();
        differences
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

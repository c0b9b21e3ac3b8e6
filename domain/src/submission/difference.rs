//! Differences between two sets of answers of a State: question by question, followed through lineage.
//!
//! A side holds what one reader may read, and nothing else enters: a difference never tells of an answer that is hidden from
//! its reader.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{EditionId, QuestionCode};
use crate::language::Language;
use crate::questionnaire::{Lineage, Standing, ancestors};
use crate::submission::Sharing;

/// What a reader may read of one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What was said.
    pub standing: Standing,
    /// The language, where the answer holds text.
    pub language: Option<Language>,
    /// How it is shared; none where that is not the reader's to know.
    pub sharing: Option<Sharing>,
}

/// One side of a comparison: what a reader may read, by question.
pub type Side = BTreeMap<QuestionCode, Statement>;

/// In what two statements can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// The value.
    Value,
    /// Whether there is a value, or which silence there is.
    Standing,
    /// The language of the text.
    Language,
    /// Who reads it.
    Visibility,
}

/// What became of one answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is there now only.
    Added,
    /// It was there only.
    Removed,
    /// It says something else, or is shared otherwise.
    Changed,
    /// It says the same to a question that continues the one of then under another code.
    Moved,
    /// It is the same.
    Unchanged,
}

/// What became of one answer, with both statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerChange {
    /// The question of then, and what was said to it.
    pub before: Option<(QuestionCode, Statement)>,
    /// The question of now, and what is said to it.
    pub after: Option<(QuestionCode, Statement)>,
    /// In what the two differ; empty where there is one only.
    pub aspects: BTreeSet<Aspect>,
}

impl AnswerChange {
    fn between(before: Option<(QuestionCode, Statement)>, after: Option<(QuestionCode, Statement)>) -> Self {
        let aspects = match (&before, &after) {
            (Some((_, then)), Some((_, now))) => then.aspects(now),
            (Some(_) | None, None) | (None, Some(_)) => BTreeSet::new(),
        };
        Self { before, after, aspects }
    }

    /// What became of it.
    pub fn kind(&self) -> ChangeKind {
        match (&self.before, &self.after) {
            (None, _) => ChangeKind::Added,
            (Some(_), None) => ChangeKind::Removed,
            (Some(_), Some(_)) if !self.aspects.is_empty() => ChangeKind::Changed,
            (Some((then, _)), Some((now, _))) if then != now => ChangeKind::Moved,
            (Some(_), Some(_)) => ChangeKind::Unchanged,
        }
    }
}

impl Statement {
    /// In what this differs from another one.
    pub fn aspects(&self, other: &Self) -> BTreeSet<Aspect> {
        let differs = [
            (
                Aspect::Value,
                self.standing.code() == other.standing.code() && self.standing.value() != other.standing.value(),
            ),
            (Aspect::Standing, self.standing.code() != other.standing.code()),
            (Aspect::Language, self.language != other.language),
            (Aspect::Visibility, self.sharing != other.sharing),
        ];
        let aspects = differs.into_iter().filter(|(_, differs)| *differs);
        aspects.map(|(aspect, _)| aspect).collect()
    }
}

/// Compares what was said then with what is said now. Within one edition answers to the same question belong together; over
/// editions those whose question continues the other, the nearest first. An answer that was split stands in the difference
/// with each of its successors, and one into which several went with each of those. In order of the code of now, then of what
/// is there no longer.
pub fn differences<'a>(
    (then, before): (&EditionId, &Side),
    (now, after): (&'a EditionId, &'a Side),
    lineage: impl Fn(&EditionId, &QuestionCode) -> &'a [Lineage],
) -> Vec<AnswerChange> {
    let mut changes = Vec::new();
    let mut met: BTreeSet<&QuestionCode> = BTreeSet::new();
    for (code, statement) in after {
        let line = ancestors(now, code, &lineage);
        let earlier: Vec<_> = (line.iter())
            .filter(|ancestor| *ancestor.edition == *then)
            .filter_map(|ancestor| before.get_key_value(ancestor.code))
            .collect();
        let after = || Some((code.clone(), statement.clone()));
        if earlier.is_empty() {
            changes.push(AnswerChange::between(None, after()));
        }
        for (code, statement) in earlier {
            met.insert(code);
            let before = Some((code.clone(), statement.clone()));
            changes.push(AnswerChange::between(before, after()));
        }
    }
    let gone = before.iter().filter(|(code, _)| !met.contains(code));
    changes.extend(gone.map(|(code, statement)| AnswerChange::between(Some((code.clone(), statement.clone())), None)));
    changes
}

/// What is said now, from what was said then and how it differs.
pub fn apply(before: &Side, changes: &[AnswerChange]) -> Side {
    let mut side = before.clone();
    for change in changes {
        if let Some((code, _)) = &change.before {
            side.remove(code);
        }
    }
    for change in changes {
        if let Some((code, statement)) = &change.after {
            side.insert(code.clone(), statement.clone());
        }
    }
    side
}

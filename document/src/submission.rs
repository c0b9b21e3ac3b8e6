//! The draft of a submission, marked on every page as what it is.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::id::{QuestionCode, SectionCode};
use domain::norm::State;
use domain::questionnaire::Enabled;

use crate::answer::{EvidenceName, Said};
use crate::extract::instant;
use crate::sources::Sources;
use crate::value::{Asked, Block, Direction, Printed};

/// Why an answer would not be filed as the file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// Carried from an earlier filing, and nobody has confirmed it.
    Unconfirmed,
    /// Its question is not asked.
    Hidden,
    /// A problem keeps it out.
    KeptOut,
}

impl Remark {
    const fn id(self) -> &'static str {
        match self {
            Self::Unconfirmed => "note-unconfirmed",
            Self::Hidden => "note-hidden",
            Self::KeptOut => "note-kept_out",
        }
    }
}

/// A working file.
#[derive(Clone, Debug)]
pub struct Draft<'a> {
    /// The State.
    pub state: &'a State,
    /// The title of the round.
    pub round: &'a str,
    /// When something in it was saved last.
    pub saved_at: DateTime<Utc>,
    /// Which questions are asked as the file stands.
    pub asked: &'a Enabled,
    /// The answers that the reader of the document may see.
    pub answers: BTreeMap<&'a QuestionCode, Said<'a>>,
    /// What has to be known of some of them.
    pub remarks: BTreeMap<&'a QuestionCode, Vec<Remark>>,
    /// The sections whose answers are not given to that reader.
    pub unseen: BTreeSet<&'a SectionCode>,
    /// What kept evidence is called, as far as that reader may see it.
    pub evidence: EvidenceName,
}

/// The draft of a submission: every question that is asked, with its answer or without one, and answers that wait behind a
/// question that is not asked.
pub fn draft(sources: &Sources<'_>, draft: &Draft<'_>) -> Printed {
    let edition = sources.edition;
    let name = sources.read(&draft.state.name);
    let name = name.unwrap_or_else(|| sources.code(draft.state.code.as_str()));
    let mut blocks = vec![
        Block::Facts {
            rows: vec![
                sources.fact("label-state", name.clone()),
                sources.fact("label-round", sources.words(draft.round)),
                sources.fact("label-edition", sources.code(edition.id().to_string())),
                sources.fact("label-saved", sources.code(instant(draft.saved_at))),
                sources.fact("label-answered", sources.code(draft.answers.len().to_string())),
                sources.fact("label-language", sources.words(sources.language_name(sources.language))),
            ],
        },
        Block::Note {
            words: sources.words(sources.fixed("note-draft")),
        },
    ];
    blocks.extend(sources.notes());
    blocks.extend(sources.answers(|placed| {
        let question = placed.question;
        // What shows a field of the working file has no answer.
        if question.bind.is_some() {
            return None;
        }
        let said = draft.answers.get(&question.code).copied();
        if draft.unseen.contains(&placed.section.code) {
            let is_first = placed
                .section
                .questions
                .first()
                .is_some_and(|first| first.code == question.code);
            return is_first.then(|| Asked {
                notes: vec![sources.fixed("note-section_unseen")],
                ..sources.asked(question)
            });
        }
        if said.is_none() && !draft.asked.contains(placed.index) {
            return None;
        }
        let mut asked = sources.answered(question, said, &draft.evidence);
        let remarks = draft.remarks.get(&question.code).into_iter().flatten();
        asked.notes = remarks.map(|remark| sources.fixed(remark.id())).collect();
        Some(asked)
    }));
    Printed {
        title: format!("{}: {}", name.text, sources.title()),
        language: sources.language.code(),
        direction: Direction::of(sources.language),
        date: Some(draft.saved_at.into()),
        mark: Some(sources.fixed("mark-draft")),
        header: format!("Normtrack · {}", edition.id()),
        footer: format!("{} · {}", sources.fixed("kind-draft"), name.text),
        blocks,
    }
}

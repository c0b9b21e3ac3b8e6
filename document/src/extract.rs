//! The extract of a filing: what its reader may see of it, and how many bare commitments stand for the rest.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use domain::id::QuestionCode;
use domain::norm::State;
use domain::questionnaire::Placed;
use domain::submission::{EntryKind, RegisterEntry};

use crate::answer::{EvidenceName, Said};
use crate::form::hex;
use crate::qr;
use crate::sources::{Sources, Told};
use crate::value::{Asked, Block, Direction, Printed, Words};

/// Whether a filing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It stands.
    Standing,
    /// A later filing stands in its place.
    Superseded,
    /// It was withdrawn.
    Withdrawn,
}

impl Status {
    const fn id(self) -> &'static str {
        match self {
            Self::Standing => "status-standing",
            Self::Superseded => "status-superseded",
            Self::Withdrawn => "status-withdrawn",
        }
    }
}

/// The act of filing that is printed.
#[derive(Clone, Copy, Debug)]
pub struct Act<'a> {
    /// Its entry in the register.
    pub entry: &'a RegisterEntry,
    /// The State.
    pub state: &'a State,
    /// The title of the round.
    pub round: &'a str,
    /// Whether it stands.
    pub status: Status,
    /// The end of the register at which this is known.
    pub as_of: u64,
    /// How it is cited.
    pub citation: &'a str,
    /// Where it is verified.
    pub link: &'a str,
}

/// What is opened of a filing.
#[derive(Clone, Debug)]
pub struct Extract<'a> {
    /// The act.
    pub act: Act<'a>,
    /// What the reader of the document may see.
    pub answers: BTreeMap<&'a QuestionCode, Said<'a>>,
    /// What kept evidence is called, as far as that reader may see it.
    pub evidence: EvidenceName,
    /// How many answers were filed, seen or not.
    pub filed: usize,
}

/// The extract of a filing. Only questions with an opened answer stand on it: of the others, a bare commitment does not say
/// which they are.
pub fn extract(sources: &Sources<'_>, extract: &Extract<'_>) -> Printed {
    let edition = sources.edition;
    let Act {
        entry,
        state,
        round,
        status,
        as_of,
        citation,
        link,
    } = extract.act;
    let opened = extract.answers.len();
    let name = sources
        .read(&state.name)
        .unwrap_or_else(|| sources.code(state.code.as_str()));
    let act = match entry.kind {
        EntryKind::Filing => "act-filing",
        EntryKind::Amendment => "act-amendment",
        EntryKind::Withdrawal => "act-withdrawal",
    };
    let count = |count: usize| sources.code(count.to_string());
    let mut blocks = vec![
        Block::Facts {
            rows: vec![
                sources.fact("label-state", name.clone()),
                sources.fact("label-round", sources.words(round)),
                sources.fact("label-edition", sources.code(edition.id().to_string())),
                sources.fact("label-edition_hash", sources.code(hex(edition.hash()))),
                sources.fact("label-act", sources.words(sources.fixed(act))),
                sources.fact("label-status", sources.words(sources.fixed(status.id()))),
                sources.fact("label-position", sources.code(entry.position.to_string())),
                sources.fact("label-root", sources.code(entry.root.to_string())),
                sources.fact("label-taken", sources.code(instant(entry.filed_at))),
                sources.fact("label-citation", sources.code(citation)),
                sources.fact("label-answers", count(extract.filed)),
                sources.fact("label-opened", count(opened)),
                sources.fact("label-bare", count(extract.filed.saturating_sub(opened))),
                sources.fact("label-as_of", sources.code(as_of.to_string())),
                sources.fact("label-language", sources.words(sources.language_name(sources.language))),
            ],
        },
        Block::Note {
            words: sources.words(sources.fixed("note-extract")),
        },
    ];
    blocks.extend(qr::modules(link).map(|modules| Block::Qr {
        modules,
        link: link.to_owned(),
        caption: sources.fixed("qr-caption"),
    }));
    blocks.extend(sources.notes());
    blocks.extend(sources.answers(|placed| {
        let said = extract.answers.get(&placed.question.code)?;
        Some(sources.answered(placed.question, Some(*said), &extract.evidence))
    }));
    Printed {
        title: format!("{}: {}", name.text, sources.title()),
        language: sources.language.code(),
        direction: Direction::of(sources.language),
        date: Some(entry.filed_at.into()),
        mark: (status == Status::Withdrawn).then(|| sources.fixed("status-withdrawn")),
        header: format!("Normtrack · {citation}"),
        footer: format!("{} · {}", sources.fixed("kind-extract"), entry.root),
        blocks,
    }
}

/// An instant of UTC, to the second.
pub(crate) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

impl Sources<'_> {
    /// Modules and sections with the questions that `print` prints, each heading only where something stands beneath it.
    pub(crate) fn answers(&self, print: impl Fn(Placed<'_>) -> Option<Asked>) -> Vec<Block> {
        self.answers_beneath(1, Told::Wording, print)
    }

    /// The same with modules at a level of headings.
    pub(crate) fn answers_beneath(
        &self,
        level: u8,
        told: Told,
        print: impl Fn(Placed<'_>) -> Option<Asked>,
    ) -> Vec<Block> {
        let mut blocks = Vec::new();
        for module in self.edition.modules() {
            let mut within = Vec::new();
            for placed in self.edition.sections().filter(|placed| placed.module.id == module.id) {
                let questions: Vec<_> = placed.questions().filter_map(&print).collect();
                if !questions.is_empty() {
                    within.extend(self.section(placed, level + 1, told));
                    within.extend(questions.into_iter().map(Block::Question));
                }
            }
            if !within.is_empty() {
                let title = self.read(&module.title);
                let words: Words = title.unwrap_or_else(|| self.code(module.id.as_str()));
                blocks.push(Block::Heading { level, words });
                blocks.extend(within);
            }
        }
        blocks
    }
}

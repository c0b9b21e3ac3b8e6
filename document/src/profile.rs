//! The profile of a State: what it shows the reader of the document, provision by provision.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::id::QuestionCode;
use domain::norm::State;
use domain::questionnaire::Edition;
use domain::report::{AnswerPlace, Profile as Arranged, ProfileProvision};

use crate::answer::{EvidenceName, Said};
use crate::extract::instant;
use crate::sources::{Setting, Sources};
use crate::value::{Block, Direction, Printed, Words};

/// A filing of the State that stands.
#[derive(Clone, Debug)]
pub struct FiledIn<'a> {
    /// The edition that it answers.
    pub edition: &'a Edition,
    /// The title of the round.
    pub round: String,
    /// When the register took it.
    pub filed_at: DateTime<Utc>,
    /// How it is cited.
    pub citation: String,
    /// The answers that the reader of the document may see.
    pub answers: BTreeMap<&'a QuestionCode, Said<'a>>,
}

/// What a State shows.
#[derive(Clone, Debug)]
pub struct Profile<'a> {
    /// The State.
    pub state: &'a State,
    /// The position of the register as of which it shows that.
    pub as_of: u64,
    /// Its filings that stand, in the order of the register.
    pub filings: Vec<FiledIn<'a>>,
    /// Those of them from which answers stand here: their places among `filings`. What is arranged names them by their place in
    /// this list.
    pub told: Vec<usize>,
    /// The answers of these, arranged.
    pub arranged: &'a Arranged,
    /// What kept evidence is called, as far as the reader of the document may see it.
    pub evidence: EvidenceName,
}

/// The profile of a State. What it says about texts that were not adopted stands apart from what it says about agreed ones.
pub fn profile(setting: &Setting<'_>, profile: &Profile<'_>) -> Printed {
    let name = setting
        .read(&profile.state.name)
        .unwrap_or_else(|| setting.code(profile.state.code.as_str()));
    let count = profile.filings.len().to_string();
    let mut blocks = vec![
        Block::Facts {
            rows: vec![
                setting.fact("label-state", name.clone()),
                setting.fact("label-as_of", setting.code(profile.as_of.to_string())),
                setting.fact("label-filings", setting.code(count)),
                setting.fact("label-language", setting.words(setting.language_name(setting.language))),
            ],
        },
        setting.note("note-profile"),
    ];
    let (agreed, open): (Vec<_>, Vec<_>) = profile
        .arranged
        .provisions
        .iter()
        .partition(|row| row.adoption.is_agreed());
    blocks.extend(setting.reserved(!open.is_empty()));
    if profile.filings.is_empty() {
        blocks.push(setting.note("note-nothing"));
    } else {
        blocks.push(setting.heading(1, "heading-filings"));
        blocks.push(profile.filings(setting));
    }
    for (title, rows) in [("heading-agreed", agreed), ("heading-open", open)] {
        if !rows.is_empty() {
            blocks.push(setting.heading(1, title));
            blocks.extend(profile.provisions(setting, &rows));
        }
    }
    let apart = [
        ("heading-needs", &profile.arranged.needs, None),
        ("heading-contacts", &profile.arranged.contacts, Some("note-contacts")),
    ];
    for (title, places, note) in apart {
        if !places.is_empty() {
            blocks.push(setting.heading(1, title));
            blocks.extend(note.map(|note| setting.note(note)));
            blocks.extend(profile.answers(setting, places));
        }
    }
    Printed {
        title: format!("{}: {}", setting.fixed("kind-profile"), name.text),
        language: setting.language.code(),
        direction: Direction::of(setting.language),
        date: profile
            .filings
            .iter()
            .map(|filing| filing.filed_at)
            .max()
            .map(Into::into),
        mark: None,
        header: format!("Normtrack · {}", profile.state.code),
        footer: format!("{} · {}", setting.fixed("kind-profile"), name.text),
        blocks,
    }
}

impl Profile<'_> {
    fn filings(&self, setting: &Setting<'_>) -> Block {
        let head = ["label-round", "label-edition", "label-taken", "label-citation"];
        let rows = self.filings.iter().map(|filing| {
            vec![
                setting.words(filing.round.as_str()),
                setting.code(filing.edition.id().to_string()),
                setting.code(instant(filing.filed_at)),
                setting.code(filing.citation.as_str()),
            ]
        });
        Block::Table {
            head: head.map(|id| setting.fixed(id)).to_vec(),
            rows: rows.collect(),
        }
    }

    /// Instrument after instrument, each provision with what is said about it.
    fn provisions(&self, setting: &Setting<'_>, rows: &[&ProfileProvision]) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut before = None;
        for row in rows {
            let Some(provision) = setting.norms.provision(&row.provision) else {
                continue;
            };
            if before != Some(&provision.instrument) {
                before = Some(&provision.instrument);
                blocks.extend(
                    setting
                        .instrument(&provision.instrument)
                        .map(|words| Block::Heading { level: 2, words }),
                );
            }
            blocks.push(Block::Note {
                words: setting.provision(provision),
            });
            blocks.extend(self.answers(setting, &row.answers));
        }
        blocks
    }

    fn answers(&self, setting: &Setting<'_>, places: &[AnswerPlace]) -> Vec<Block> {
        let answer = |(told, index): &AnswerPlace| {
            let filing = self.filings.get(*self.told.get(*told)?)?;
            let sources = Sources {
                edition: filing.edition,
                setting: *setting,
            };
            let question = filing.edition.at(*index).question;
            let mut asked = sources.answered(question, Some(*filing.answers.get(&question.code)?), &self.evidence);
            let citation = format!("{}#{}", filing.citation, question.code);
            asked.notes.push(setting.with("note-from", &[("citation", &citation)]));
            Some(Block::Question(asked))
        };
        places.iter().filter_map(answer).collect()
    }
}

impl Setting<'_> {
    /// A heading of the house.
    pub(crate) fn heading(&self, level: u8, id: &str) -> Block {
        Block::Heading {
            level,
            words: self.words(self.fixed(id)),
        }
    }

    /// An instrument: its symbol and title, with the badge of a text that was not adopted.
    pub(crate) fn instrument(&self, id: &domain::id::InstrumentId) -> Option<Words> {
        let instrument = self.norms.instrument(id)?;
        let title = self.read(&instrument.title);
        let mut words = match title {
            Some(title) => Words {
                text: format!("{}: {}", instrument.symbol, title.text),
                ..title
            },
            None => self.code(instrument.symbol.as_str()),
        };
        words.badges.extend(self.adoption(instrument.adoption));
        Some(words)
    }
}

//! What every builder reads: the edition, the norms, and the language that the document is in.

use std::ops::Deref;

use domain::language::{Language, Reading, TextStatus, Texts};
use domain::norm::{Adoption, Norms, Provision};
use domain::questionnaire::{Edition, PlacedSection};

use crate::fixed::fixed;
use crate::value::{Block, Direction, Fact, Words};

/// What every document is made in.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// Instruments, provisions and States.
    pub norms: &'a Norms,
    /// The language of the document.
    pub language: Language,
    /// Whether every State here is fictional.
    pub fictional: bool,
}

/// What a document about one edition is made from.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The edition, with the revision of its translations that is shown.
    pub edition: &'a Edition,
    /// What every document is made in.
    pub setting: Setting<'a>,
}

/// What is told of the provisions that a section is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// Where they stand, and their wording.
    Wording,
    /// Where they stand: the wording is elsewhere in the same document.
    Place,
}

impl<'a> Deref for Sources<'a> {
    type Target = Setting<'a>;

    fn deref(&self) -> &Setting<'a> {
        &self.setting
    }
}

impl Setting<'_> {
    pub(crate) fn fixed(&self, id: &str) -> String {
        fixed(self.language, id, &[])
    }

    pub(crate) fn with(&self, id: &str, values: &[(&'static str, &str)]) -> String {
        fixed(self.language, id, values)
    }

    /// Words in the language of the document.
    pub(crate) fn words(&self, text: impl Into<String>) -> Words {
        Words::of(self.language, text)
    }

    /// A code, a number, a hash: from left to right in every language.
    pub(crate) fn code(&self, text: impl Into<String>) -> Words {
        Words {
            direction: Direction::Ltr,
            ..self.words(text)
        }
    }

    pub(crate) fn fact(&self, id: &str, value: Words) -> Fact {
        Fact {
            label: self.fixed(id),
            value,
        }
    }

    pub(crate) fn language_name(&self, language: Language) -> String {
        self.with("language-name", &[("code", language.code())])
    }

    /// A text of the catalogue as the reader of this document gets it: with its language where it stands in for another one,
    /// and how far it may be relied on.
    pub(crate) fn read(&self, texts: &Texts) -> Option<Words> {
        texts.read(self.language).map(|reading| self.reading(reading))
    }

    pub(crate) fn reading(&self, reading: Reading<'_>) -> Words {
        let mut words = Words::read(reading);
        if reading.is_fallback {
            words = words.with(self.in_language(reading.language));
        }
        match reading.status {
            // Questions are in the words of this house, which the edition as a whole says.
            TextStatus::Official | TextStatus::Unofficial => words,
            TextStatus::Machine => words.with(self.fixed("badge-machine")),
        }
    }

    pub(crate) fn in_language(&self, language: Language) -> String {
        self.with("badge-language", &[("language", &self.language_name(language))])
    }

    /// The badge of a text that was not adopted.
    pub(crate) fn adoption(&self, adoption: Adoption) -> Option<String> {
        match adoption {
            Adoption::Adopted | Adoption::ExpertReport | Adoption::WorkingGroupConsensus => None,
            Adoption::Draft => Some(self.fixed("adoption-draft")),
            Adoption::Circulated => Some(self.fixed("adoption-circulated")),
        }
    }

    /// A remark of the house.
    pub(crate) fn note(&self, id: &str) -> Block {
        Block::Note {
            words: self.words(self.fixed(id)),
        }
    }

    /// What stands beneath every document: whose designations these are, that the States are fictional where they are, that
    /// answering endorses nothing where it is about a text that was not adopted.
    pub(crate) fn reserved(&self, is_about_open_texts: bool) -> Vec<Block> {
        let ids = [
            (is_about_open_texts, "note-endorsement"),
            (self.fictional, "note-fictional"),
            (true, "note-designations"),
        ];
        let said = ids.into_iter().filter(|(is_said, _)| *is_said);
        said.map(|(_, id)| self.note(id)).collect()
    }

    /// Where a provision stands, with the badge of a text that was not adopted.
    pub(crate) fn place(&self, provision: &Provision) -> Words {
        let instrument = self.norms.instrument(&provision.instrument);
        let symbol = instrument.map_or("", |instrument| instrument.symbol.as_str());
        let words = self.words(format!("{symbol}, {}", provision.paragraph));
        match instrument.and_then(|instrument| self.adoption(instrument.adoption)) {
            Some(badge) => words.with(badge),
            None => words,
        }
    }

    /// A provision: where it stands, and its wording if there is one, else its title.
    pub(crate) fn provision(&self, provision: &Provision) -> Words {
        let place = self.place(provision);
        let wording = provision
            .wording(self.language)
            .or_else(|| provision.title.read(self.language));
        let Some(reading) = wording else { return place };
        let status = match reading.status {
            TextStatus::Official => "badge-official",
            TextStatus::Unofficial => "badge-unofficial",
            TextStatus::Machine => "badge-machine",
        };
        let mut words = Words {
            text: format!("{}: {}", place.text, reading.content),
            ..Words::read(reading)
        };
        words = words.with(self.fixed(status));
        if reading.is_fallback {
            words = words.with(self.in_language(reading.language));
        }
        words.badges.extend(place.badges);
        words
    }
}

impl Sources<'_> {
    /// The title of the edition.
    pub(crate) fn title(&self) -> String {
        let title = self.edition.title().read(self.language);
        title.map_or_else(|| self.edition.id().to_string(), |title| title.content.to_owned())
    }

    /// What stands beneath every document about this edition.
    pub(crate) fn notes(&self) -> Vec<Block> {
        let mut about = self.edition.sections().flat_map(|placed| &placed.section.primary);
        let is_open = about.any(|id| {
            let provision = self.norms.provision(id);
            let instrument = provision.and_then(|it| self.norms.instrument(&it.instrument));
            instrument.is_some_and(|instrument| !instrument.adoption.is_agreed())
        });
        self.reserved(is_open)
    }

    /// The heading of a section with the provisions it is about, each with its adoption and, where its wording is told, how far
    /// that may be relied on.
    pub(crate) fn section(&self, placed: PlacedSection<'_>, level: u8, told: Told) -> Vec<Block> {
        let section = placed.section;
        let title = self
            .read(&section.title)
            .unwrap_or_else(|| self.code(section.code.as_str()));
        let mut blocks = vec![Block::Heading { level, words: title }];
        for provision in section.primary.iter().filter_map(|id| self.norms.provision(id)) {
            let words = match told {
                Told::Wording => self.provision(provision),
                Told::Place => self.place(provision),
            };
            blocks.push(Block::Note { words });
        }
        blocks
    }
}

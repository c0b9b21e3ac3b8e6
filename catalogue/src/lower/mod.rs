//! Forms into values. Every check of a file happens here, where its path is known; what spans files is checked against
//! the names that were collected from all of them beforehand.

pub(crate) mod characters;
pub(crate) mod condition;
pub(crate) mod instrument;
pub(crate) mod place;
pub(crate) mod provision;
pub(crate) mod question;
pub(crate) mod questionnaire;
pub(crate) mod reference;
pub(crate) mod state;
pub(crate) mod texts;

use std::collections::HashSet;
use std::str::FromStr;

use chrono::NaiveDate;
use domain::id::{BadCode, Term};
use sha2::{Digest, Sha256};

use crate::fault::{At, Faults};
use crate::form::instrument::{InstrumentForm, ProvisionForm};
use crate::form::reference::{DocumentsForm, StateForm};
use crate::yaml::Item;

/// What may be referred to: ids of everything that calls itself something, even where it is faulty otherwise.
#[derive(Default)]
pub(crate) struct Names {
    pub(crate) instruments: HashSet<String>,
    pub(crate) provisions: HashSet<String>,
    pub(crate) symbols: HashSet<String>,
    pub(crate) states: HashSet<String>,
    /// Instruments whose files could not be read: what refers to them is not judged.
    unread: HashSet<String>,
}

impl Names {
    /// Whether a reference leads somewhere, or to what could not be read.
    fn leads(&self, known: fn(&Self) -> &HashSet<String>, text: &str) -> bool {
        let known = known(self);
        known.is_empty() || known.contains(text) || self.is_unread(text)
    }

    /// Whether an instrument, or that of a provision, could not be read.
    pub(crate) fn is_unread(&self, text: &str) -> bool {
        let instrument = text.split('/').next().unwrap_or_default();
        self.unread.contains(instrument)
    }

    /// Notes that the file of an instrument could not be read; its name is the id in lower case.
    pub(crate) fn add_unread(&mut self, file: &str) {
        let name = file
            .strip_prefix("instruments/")
            .and_then(|name| name.strip_suffix(".yaml"));
        self.unread.extend(name.map(str::to_uppercase));
    }

    pub(crate) fn add_states(&mut self, states: &[StateForm]) {
        self.states.extend(states.iter().map(|state| state.iso_alpha3.clone()));
    }

    pub(crate) fn add_documents(&mut self, documents: &DocumentsForm) {
        self.symbols
            .extend(documents.items.iter().filter_map(|item| match item {
                Item::Read(document) => Some(document.symbol.clone()),
                Item::Refused { id, .. } => id.clone(),
            }));
    }

    pub(crate) fn add_instrument(&mut self, instrument: &InstrumentForm) {
        self.instruments.insert(instrument.id.clone());
        self.add_provisions(&instrument.provisions);
    }

    fn add_provisions(&mut self, provisions: &[Item<ProvisionForm>]) {
        for item in provisions {
            match item {
                Item::Read(provision) => {
                    self.provisions.insert(provision.id.clone());
                    self.add_provisions(&provision.children);
                }
                Item::Refused { id, .. } => self.provisions.extend(id.clone()),
            }
        }
    }
}

/// What lowering needs: the names, the vocabularies, and where faults go.
pub(crate) struct Lowering<'a> {
    pub(crate) names: &'a Names,
    pub(crate) vocabularies: &'a reference::Vocabularies,
    pub(crate) faults: &'a mut Faults,
}

impl Lowering<'_> {
    /// Reads a code.
    pub(crate) fn code<T: FromStr<Err = BadCode>>(&mut self, at: &At<'_>, text: &str) -> Option<T> {
        self.faults.take(at, text.parse())
    }

    /// Reads codes, each at its place in the list.
    pub(crate) fn codes<T: FromStr<Err = BadCode>>(&mut self, at: &At<'_>, texts: &[String]) -> Vec<T> {
        (texts.iter().enumerate())
            .filter_map(|(index, text)| self.code(&at.index(index), text))
            .collect()
    }

    /// Reads a reference and proves that it leads somewhere.
    pub(crate) fn reference<T: FromStr<Err = BadCode>>(
        &mut self,
        at: &At<'_>,
        text: &str,
        known: fn(&Names) -> &HashSet<String>,
    ) -> Option<T> {
        let code = self.code(at, text)?;
        if !self.names.leads(known, text) {
            self.faults.add(at, format!("`{text}` does not exist"));
        }
        Some(code)
    }

    /// Reads references, each at its place in the list; one that stands twice is a fault.
    pub(crate) fn references<T: FromStr<Err = BadCode>>(
        &mut self,
        at: &At<'_>,
        texts: &[String],
        known: fn(&Names) -> &HashSet<String>,
    ) -> Vec<T> {
        let mut seen = HashSet::new();
        let mut codes = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            let at = at.index(index);
            if !seen.insert(text) {
                self.faults.add(&at, format!("`{text}` stands twice"));
            }
            codes.extend(self.reference(&at, text, known));
        }
        codes
    }

    /// Reads a term of a vocabulary.
    pub(crate) fn term(&mut self, at: &At<'_>, text: &str, vocabulary: &str) -> Option<Term> {
        let term = self.code(at, text)?;
        if !self.vocabularies.has(vocabulary, text) {
            self.faults
                .add(at, format!("`{text}` is not a term of the vocabulary {vocabulary}"));
        }
        Some(term)
    }

    /// Reads a date, `2026-11-20`.
    pub(crate) fn date(&mut self, at: &At<'_>, text: &str) -> Option<NaiveDate> {
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .ok()
            .filter(|date| date.format("%Y-%m-%d").to_string() == text);
        if date.is_none() {
            self.faults
                .add(at, format!("`{text}` is not a date of the form 2026-11-20"));
        }
        date
    }

    /// Reads the code of a closed enum.
    pub(crate) fn closed<T>(
        &mut self,
        at: &At<'_>,
        text: &str,
        from_code: fn(&str) -> Option<T>,
        what: &str,
    ) -> Option<T> {
        let found = from_code(text);
        if found.is_none() {
            self.faults.add(at, format!("`{text}` is not {what}"));
        }
        found
    }

    /// Proves the format line of a file.
    pub(crate) fn format(&mut self, at: &At<'_>, found: &str, expected: &str) {
        if found != expected {
            self.faults
                .add(&at.key("format"), format!("the format is `{found}`, not `{expected}`"));
        }
    }

    /// Proves the pin of an official wording and returns it; other wordings carry none.
    pub(crate) fn pin(&mut self, at: &At<'_>, content: &str, pin: Option<&str>, official: bool) -> Option<[u8; 32]> {
        let at = at.key("sha256");
        let digest: [u8; 32] = Sha256::digest(content.as_bytes()).into();
        match (pin, official) {
            (None, false) => None,
            (Some(_), false) => {
                self.faults.add(&at, "only official wording carries a pin");
                None
            }
            (None, true) => {
                self.faults.add(
                    &at,
                    format!("the official wording is not pinned; its SHA-256 is {}", hex(&digest)),
                );
                None
            }
            (Some(pin), true) => {
                if pin != hex(&digest) {
                    self.faults.add(
                        &at,
                        format!(
                            "official wording is never altered: pinned {pin}, found {}",
                            hex(&digest)
                        ),
                    );
                }
                Some(digest)
            }
        }
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |four: u8| char::from_digit(u32::from(four), 16).expect("four bits are a digit");
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

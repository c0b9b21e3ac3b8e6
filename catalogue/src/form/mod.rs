//! The files as they are written. Nothing here is believed: lowering turns forms into values and names what is wrong.

pub(crate) mod instrument;
pub(crate) mod questionnaire;
pub(crate) mod reference;

use std::fmt;

use domain::language::{Language, Text, TextStatus, Texts};
use serde::{Deserialize, Deserializer};

/// A text in the six languages without a status of its own.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TextsForm {
    ar: Option<String>,
    zh: Option<String>,
    en: Option<String>,
    fr: Option<String>,
    ru: Option<String>,
    es: Option<String>,
}

impl TextsForm {
    pub(crate) fn get(&self, language: Language) -> Option<&str> {
        match language {
            Language::Arabic => self.ar.as_deref(),
            Language::Chinese => self.zh.as_deref(),
            Language::English => self.en.as_deref(),
            Language::French => self.fr.as_deref(),
            Language::Russian => self.ru.as_deref(),
            Language::Spanish => self.es.as_deref(),
        }
    }

    /// The texts under one status.
    pub(crate) fn texts(&self, status: TextStatus) -> Texts {
        Texts::new(Language::ALL.into_iter().filter_map(|language| {
            let content = self.get(language)?.to_owned();
            Some((language, Text { content, status }))
        }))
    }
}

/// A text in the six languages with a status for all: a statement.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatementForm {
    pub(crate) status: String,
    ar: Option<String>,
    zh: Option<String>,
    en: Option<String>,
    fr: Option<String>,
    ru: Option<String>,
    es: Option<String>,
}

impl StatementForm {
    pub(crate) fn split(self) -> (String, TextsForm) {
        let Self {
            status,
            ar,
            zh,
            en,
            fr,
            ru,
            es,
        } = self;
        let texts = TextsForm { ar, zh, en, fr, ru, es };
        (status, texts)
    }
}

/// A text in the six languages with a status for each.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TitleForm {
    ar: Option<WordingForm>,
    zh: Option<WordingForm>,
    en: Option<WordingForm>,
    fr: Option<WordingForm>,
    ru: Option<WordingForm>,
    es: Option<WordingForm>,
}

impl TitleForm {
    pub(crate) fn get(&self, language: Language) -> Option<&WordingForm> {
        match language {
            Language::Arabic => self.ar.as_ref(),
            Language::Chinese => self.zh.as_ref(),
            Language::English => self.en.as_ref(),
            Language::French => self.fr.as_ref(),
            Language::Russian => self.ru.as_ref(),
            Language::Spanish => self.es.as_ref(),
        }
    }
}

/// One wording of a title; official ones carry the SHA-256 of their bytes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WordingForm {
    pub(crate) text: String,
    pub(crate) status: String,
    pub(crate) sha256: Option<String>,
}

/// A footnote mark: a number or an asterisk.
pub(crate) struct Mark(pub(crate) String);

impl<'de> Deserialize<'de> for Mark {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Mark;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number or a mark")
            }

            fn visit_u64<E>(self, number: u64) -> Result<Mark, E> {
                Ok(Mark(number.to_string()))
            }

            fn visit_str<E>(self, mark: &str) -> Result<Mark, E> {
                Ok(Mark(mark.to_owned()))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

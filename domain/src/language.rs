//! The six official languages of the United Nations and texts that exist in some of them.

use std::fmt;

use thiserror::Error;

use crate::questionnaire::normalised;

/// An official language of the United Nations; the code is its BCP 47 primary subtag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Arabic, `ar`, written right to left.
    Arabic,
    /// Chinese, `zh`.
    Chinese,
    /// English, `en`.
    English,
    /// French, `fr`.
    French,
    /// Russian, `ru`.
    Russian,
    /// Spanish, `es`.
    Spanish,
}

impl Language {
    /// Every language, in the order in which the United Nations lists them in English.
    pub const ALL: [Self; 6] = [
        Self::Arabic,
        Self::Chinese,
        Self::English,
        Self::French,
        Self::Russian,
        Self::Spanish,
    ];

    /// The BCP 47 primary subtag.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Arabic => "ar",
            Self::Chinese => "zh",
            Self::English => "en",
            Self::French => "fr",
            Self::Russian => "ru",
            Self::Spanish => "es",
        }
    }

    /// Reads a BCP 47 primary subtag, exactly as [`Language::code`] writes it.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// How much a wording may be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextStatus {
    /// The wording of the issuing body, quoted and never altered.
    Official,
    /// Our own or a State's own wording or translation, read by a person.
    Unofficial,
    /// A machine translation that nobody has read yet.
    Machine,
}

impl TextStatus {
    /// Every status, the most reliable first.
    pub const ALL: [Self; 3] = [Self::Official, Self::Unofficial, Self::Machine];

    /// The code used in files, tables and messages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Unofficial => "unofficial",
            Self::Machine => "machine",
        }
    }

    /// Reads [`TextStatus::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }
}

/// One wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The words.
    pub content: String,
    /// How much they may be relied on.
    pub status: TextStatus,
}

/// The text holds U+0000, which cannot be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the text holds U+0000")]
pub struct NulCharacter;

impl Text {
    /// A wording that nobody has adopted.
    pub const fn unofficial(content: String) -> Self {
        Self {
            content,
            status: TextStatus::Unofficial,
        }
    }

    /// A wording as a person typed it, unofficial and in NFC.
    pub fn typed(content: String) -> Result<Self, NulCharacter> {
        if content.contains('\0') {
            return Err(NulCharacter);
        }
        Ok(Self::unofficial(normalised(content)))
    }
}

/// A wording as a reader gets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading<'a> {
    /// The words.
    pub content: &'a str,
    /// The language they are in.
    pub language: Language,
    /// How much they may be relied on.
    pub status: TextStatus,
    /// Whether this is another language than the one asked for.
    pub is_fallback: bool,
}

/// The same text in some of the six languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts([Option<Text>; 6]);

impl Texts {
    /// Collects wordings; a later one replaces an earlier one of the same language.
    pub fn new(wordings: impl IntoIterator<Item = (Language, Text)>) -> Self {
        let mut texts = Self::default();
        for (language, text) in wordings {
            texts.0[language as usize] = Some(text);
        }
        texts
    }

    /// The wording in exactly this language.
    pub fn get(&self, language: Language) -> Option<&Text> {
        self.0[language as usize].as_ref()
    }

    /// Every wording there is, in the order of [`Language::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (Language, &Text)> {
        Language::ALL
            .into_iter()
            .filter_map(|language| self.get(language).map(|text| (language, text)))
    }

    /// Whether there is no wording at all.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// What a reader of `asked` is shown: that language, else an official wording, else English, else whatever exists.
    /// A fallback says so; it is empty only where there is no wording at all.
    pub fn read(&self, asked: Language) -> Option<Reading<'_>> {
        let official = || {
            Language::ALL
                .into_iter()
                .find(|l| self.get(*l).is_some_and(|t| t.status == TextStatus::Official))
        };
        let language = Some(asked)
            .filter(|l| self.get(*l).is_some())
            .or_else(official)
            .or_else(|| Some(Language::English).filter(|l| self.get(*l).is_some()))
            .or_else(|| self.iter().next().map(|(l, _)| l))?;
        self.get(language).map(|text| Reading {
            content: &text.content,
            language,
            status: text.status,
            is_fallback: language != asked,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(content: &str, status: TextStatus) -> Text {
        Text {
            content: content.to_owned(),
            status,
        }
    }

    #[test]
    fn a_reader_gets_the_language_asked_then_the_official_then_english() {
        let all = Texts::new([
            (Language::Chinese, text("规范", TextStatus::Official)),
            (Language::English, text("norm", TextStatus::Unofficial)),
            (Language::French, text("norme", TextStatus::Unofficial)),
        ]);
        let asked = |l| all.read(l).map(|r| (r.language, r.is_fallback));
        assert_eq!(asked(Language::French), Some((Language::French, false)));
        assert_eq!(asked(Language::Russian), Some((Language::Chinese, true)));
        let ours = Texts::new([
            (Language::Arabic, text("معيار", TextStatus::Unofficial)),
            (Language::English, text("norm", TextStatus::Unofficial)),
        ]);
        assert_eq!(
            ours.read(Language::Spanish).map(|r| r.language),
            Some(Language::English)
        );
        assert!(Texts::default().read(Language::English).is_none());
    }
}

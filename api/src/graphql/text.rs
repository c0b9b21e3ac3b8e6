//! Texts as readers get them.

use async_graphql::{Enum, SimpleObject};
use domain::language::{Language, Reading, TextStatus, Texts};

use crate::graphql::call::Call;

/// An official language of the United Nations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "Language", remote = "Language")]
pub enum LanguageCode {
    /// Arabic, `ar`.
    #[graphql(name = "AR")]
    Arabic,
    /// Chinese, `zh`.
    #[graphql(name = "ZH")]
    Chinese,
    /// English, `en`.
    #[graphql(name = "EN")]
    English,
    /// French, `fr`.
    #[graphql(name = "FR")]
    French,
    /// Russian, `ru`.
    #[graphql(name = "RU")]
    Russian,
    /// Spanish, `es`.
    #[graphql(name = "ES")]
    Spanish,
}

/// How much a wording may be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "TextStatus", remote = "TextStatus")]
pub enum TextStatusCode {
    /// The wording of the issuing body, quoted and never altered.
    Official,
    /// Our own or a State's own wording or translation, read by a person.
    Unofficial,
    /// A machine translation that nobody has read yet.
    Machine,
}

/// A text in one language. Where the language asked for does not exist, the official wording stands in for it, else the
/// English one, and `isFallback` says so.
#[derive(Clone, Debug, SimpleObject)]
pub struct LocalisedText {
    /// The words.
    content: String,
    /// The language they are in.
    language: LanguageCode,
    /// How much they may be relied on.
    status: TextStatusCode,
    /// Whether this is another language than the one asked for.
    is_fallback: bool,
}

impl From<Reading<'_>> for LocalisedText {
    fn from(reading: Reading<'_>) -> Self {
        Self {
            content: reading.content.to_owned(),
            language: reading.language.into(),
            status: reading.status.into(),
            is_fallback: reading.is_fallback,
        }
    }
}

/// The text for the language asked for by argument, else by the request; none where there is no wording at all.
pub(crate) fn read(call: &Call, texts: &Texts, asked: Option<LanguageCode>) -> Option<LocalisedText> {
    texts
        .read(asked.map_or(call.language(), Language::from))
        .map(LocalisedText::from)
}

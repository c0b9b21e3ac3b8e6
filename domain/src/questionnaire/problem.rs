//! What can be wrong with an answer: one closed list of codes for saving, judging and filing.

use std::fmt;

use thiserror::Error;

use crate::id::QuestionCode;
use crate::questionnaire::Decimal;

/// What is wrong, as clients switch on it. Messages in six languages belong to the edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemCode {
    /// The value is of another kind than the question. Parameters: `value` (the kind given), `kind` (the kind asked).
    WrongKind,
    /// The edition has no such question. Parameter: `value`.
    UnknownQuestion,
    /// The list has no such option. Parameter: `option`.
    UnknownOption,
    /// More words than are filed. Parameters: `words`, `limit`.
    TooManyWords,
    /// More characters than are filed. Parameters: `length`, `limit`.
    TooLong,
    /// More than is stored for one answer. Parameters: `bytes`, `limit`.
    TooLarge,
    /// Below the least value. Parameters: `value`, `limit`.
    BelowMinimum,
    /// Above the greatest value. Parameters: `value`, `limit`.
    AboveMaximum,
    /// Not a date of the form `2026`, `2026-11` or `2026-11-20`, or no such day. Parameter: `value`.
    ImpossibleDate,
    /// Finer than is asked for. Parameters: `value`, `precision` (the finest asked for).
    DateTooFine,
    /// More items than are filed. Parameters: `count`, `limit`.
    TooManyItems,
    /// An option that stands alone is chosen with others. Parameter: `option`.
    ExclusiveOption,
    /// The option asks for a text. Parameter: `option`.
    TextMissing,
    /// The option asks for no text. Parameter: `option`.
    TextNotAsked,
    /// A text that stands beside an option which is not chosen.
    TextWithoutOption,
    /// A value and a silence at once.
    SilenceBesideValue,
    /// The same item twice. Parameter: `item`.
    DuplicateItem,
    /// Not a link to a web page. Parameter: `link`.
    NotALink,
    /// No such State. Parameter: `state`.
    UnknownState,
    /// The State keeps no such evidence. Parameter: `item` (its place in the list, from 1).
    UnknownEvidence,
    /// The kind does not permit this silence. Parameters: `standing`, `kind`.
    StandingNotPermitted,
    /// A text holds U+0000, which cannot be stored.
    NulCharacter,
    /// Not a decimal number. Parameter: `value`.
    NotANumber,
    /// More digits than are kept exactly. Parameters: `digits`, `limit`.
    TooManyDigits,
    /// A contact without a name or unit, or without an e-mail address or telephone number.
    ContactIncomplete,
    /// Not an e-mail address. Parameter: `email`.
    NotAnEmail,
    /// Stored and not filed: the condition of the question does not hold.
    Hidden,
    /// Nothing in the submission can be filed.
    NothingToFile,
    /// The visibility is wider than the question permits. Parameter: `visibility` (the widest).
    Ceiling,
    /// Somebody else saved meanwhile.
    Stale,
    /// The idempotency key was used for another value.
    KeyReused,
    /// The question is a view of a field of the submission and has no answer.
    Bound,
}

codes! { ProblemCode {
    WrongKind = "wrong_kind",
    UnknownQuestion = "unknown_question",
    UnknownOption = "unknown_option",
    TooManyWords = "too_many_words",
    TooLong = "too_long",
    TooLarge = "too_large",
    BelowMinimum = "below_minimum",
    AboveMaximum = "above_maximum",
    ImpossibleDate = "impossible_date",
    DateTooFine = "date_too_fine",
    TooManyItems = "too_many_items",
    ExclusiveOption = "exclusive_option",
    TextMissing = "text_missing",
    TextNotAsked = "text_not_asked",
    TextWithoutOption = "text_without_option",
    SilenceBesideValue = "silence_beside_value",
    DuplicateItem = "duplicate_item",
    NotALink = "not_a_link",
    UnknownState = "unknown_state",
    UnknownEvidence = "unknown_evidence",
    StandingNotPermitted = "standing_not_permitted",
    NulCharacter = "nul_character",
    NotANumber = "not_a_number",
    TooManyDigits = "too_many_digits",
    ContactIncomplete = "contact_incomplete",
    NotAnEmail = "not_an_email",
    Hidden = "hidden",
    NothingToFile = "nothing_to_file",
    Ceiling = "ceiling",
    Stale = "stale",
    KeyReused = "key_reused",
    Bound = "bound",
} }

/// One thing that is wrong, with what a message needs to say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The question; none where the code given is none, or the whole submission is meant.
    pub question: Option<QuestionCode>,
    /// What is wrong.
    pub code: ProblemCode,
    /// The values of the message by name, as [`ProblemCode`] lists them.
    pub parameters: Vec<(&'static str, ProblemValue)>,
}

impl Problem {
    /// A problem without parameters.
    pub const fn new(question: Option<QuestionCode>, code: ProblemCode) -> Self {
        Self {
            question,
            code,
            parameters: Vec::new(),
        }
    }

    /// The same with one more parameter.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<ProblemValue>) -> Self {
        self.parameters.push((name, value.into()));
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(question) = &self.question {
            write!(f, "{question}: ")?;
        }
        f.write_str(self.code.code())?;
        for (name, value) in &self.parameters {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

/// A value in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemValue {
    /// How many.
    Count(u64),
    /// A number as answered or as the edition bounds it.
    Number(Decimal),
    /// A code, or what was typed; long texts are cut after [`ProblemValue::EXCERPT`] characters and end in `…`.
    Text(String),
}

impl ProblemValue {
    /// The most characters of a typed text that a problem repeats.
    pub const EXCERPT: usize = 200;
}

impl fmt::Display for ProblemValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(count) => count.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl From<usize> for ProblemValue {
    fn from(count: usize) -> Self {
        Self::Count(u64::try_from(count).unwrap_or(u64::MAX))
    }
}

impl From<u32> for ProblemValue {
    fn from(count: u32) -> Self {
        Self::Count(u64::from(count))
    }
}

impl From<Decimal> for ProblemValue {
    fn from(number: Decimal) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for ProblemValue {
    fn from(text: &str) -> Self {
        Self::Text(match text.char_indices().nth(Self::EXCERPT) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text.to_owned(),
        })
    }
}

/// Why an answer cannot be saved. Limits of words, items and values are no reason: they are problems of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct Refusal(pub Problem);

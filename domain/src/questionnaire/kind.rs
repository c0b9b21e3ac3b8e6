//! The twelve kinds of question. A kind says what shape a value has and what bounds the edition puts on it.

use crate::id::ListId;
use crate::questionnaire::Decimal;

/// What a question asks for, with the bounds that its edition sets. A bound is a problem at filing, never a refusal
/// of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One option of a list.
    SingleChoice {
        /// The list.
        list: ListId,
    },
    /// Any number of options of a list; an exclusive option stands alone.
    MultiChoice {
        /// The list.
        list: ListId,
    },
    /// A whole number on a scale, both ends included.
    Scale {
        /// The lowest step.
        min: i32,
        /// The highest step.
        max: i32,
    },
    /// Yes or no.
    Boolean,
    /// One line of text.
    ShortText {
        /// The most characters (Unicode scalar values) that are filed.
        max_length: u32,
    },
    /// Paragraphs of text.
    LongText {
        /// The most words that are filed (UAX 29; Chinese by characters).
        max_words: u32,
    },
    /// A decimal number.
    Number {
        /// The least value, included.
        min: Option<Decimal>,
        /// The greatest value, included.
        max: Option<Decimal>,
        /// What is counted or measured, a code (`percent`); none for plain numbers.
        unit: Option<String>,
    },
    /// A year, a month or a day.
    Date {
        /// The finest that is asked for; a coarser date is always welcome.
        precision: Precision,
    },
    /// Links.
    UrlList {
        /// The most links that are filed.
        max_items: u32,
    },
    /// Documents or links that support answers.
    Evidence {
        /// The most items that are filed.
        max_items: u32,
    },
    /// States, by code.
    StateList,
    /// A person or unit to ask.
    Contact,
}

/// A kind without its bounds: what is stored beside a value and what clients switch on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is described at `Kind`")]
pub enum KindCode {
    SingleChoice,
    MultiChoice,
    Scale,
    Boolean,
    ShortText,
    LongText,
    Number,
    Date,
    UrlList,
    Evidence,
    StateList,
    Contact,
}

impl KindCode {
    /// Every kind, in the order of the glossary.
    pub const ALL: [Self; 12] = [
        Self::SingleChoice,
        Self::MultiChoice,
        Self::Scale,
        Self::Boolean,
        Self::ShortText,
        Self::LongText,
        Self::Number,
        Self::Date,
        Self::UrlList,
        Self::Evidence,
        Self::StateList,
        Self::Contact,
    ];

    /// The code used in files, tables and documents.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SingleChoice => "single_choice",
            Self::MultiChoice => "multi_choice",
            Self::Scale => "scale",
            Self::Boolean => "boolean",
            Self::ShortText => "short_text",
            Self::LongText => "long_text",
            Self::Number => "number",
            Self::Date => "date",
            Self::UrlList => "url_list",
            Self::Evidence => "evidence",
            Self::StateList => "state_list",
            Self::Contact => "contact",
        }
    }

    /// Reads [`KindCode::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

impl Kind {
    /// The kind without its bounds.
    pub const fn code(&self) -> KindCode {
        match self {
            Self::SingleChoice { .. } => KindCode::SingleChoice,
            Self::MultiChoice { .. } => KindCode::MultiChoice,
            Self::Scale { .. } => KindCode::Scale,
            Self::Boolean => KindCode::Boolean,
            Self::ShortText { .. } => KindCode::ShortText,
            Self::LongText { .. } => KindCode::LongText,
            Self::Number { .. } => KindCode::Number,
            Self::Date { .. } => KindCode::Date,
            Self::UrlList { .. } => KindCode::UrlList,
            Self::Evidence { .. } => KindCode::Evidence,
            Self::StateList => KindCode::StateList,
            Self::Contact => KindCode::Contact,
        }
    }

    /// The list that the options come from, for the two kinds that have one.
    pub const fn list(&self) -> Option<&ListId> {
        match self {
            Self::SingleChoice { list } | Self::MultiChoice { list } => Some(list),
            Self::Scale { .. }
            | Self::Boolean
            | Self::ShortText { .. }
            | Self::LongText { .. }
            | Self::Number { .. }
            | Self::Date { .. }
            | Self::UrlList { .. }
            | Self::Evidence { .. }
            | Self::StateList
            | Self::Contact => None,
        }
    }
}

/// How fine a date may be; finer is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// `2026`.
    Year,
    /// `2026-11`.
    Month,
    /// `2026-11-20`.
    Day,
}

impl Precision {
    /// Every precision, the coarsest first.
    pub const ALL: [Self; 3] = [Self::Year, Self::Month, Self::Day];

    /// The code used in files and messages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
        }
    }

    /// Reads [`Precision::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|precision| precision.code() == code)
    }
}

//! A printed document as a value: what stands on it, in order, and nothing of how it looks.

use chrono::{DateTime, Datelike as _, Timelike as _, Utc};
use domain::language::{Language, Reading};
use serde::{Deserialize, Deserializer, Serialize};

/// A printed document. Its JSON is what the press reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Printed {
    /// Its title.
    pub title: String,
    /// The language of its fixed texts, a BCP 47 tag.
    pub language: &'static str,
    /// How its lines run.
    pub direction: Direction,
    /// What it is as of: an instant of its content, never that of printing. None of a form.
    pub date: Option<Date>,
    /// What is said on every page of it: that it is a draft.
    pub mark: Option<String>,
    /// The line at the head of every page.
    pub header: String,
    /// The line at the foot of every page, beside its number.
    pub footer: String,
    /// What stands on it, in order.
    pub blocks: Vec<Block>,
}

impl Printed {
    /// The document as JSON.
    pub fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("texts and numbers always become JSON")
    }
}

/// How lines run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

impl Direction {
    /// How a language is written.
    pub const fn of(language: Language) -> Self {
        match language {
            Language::Arabic => Self::Rtl,
            Language::Chinese | Language::English | Language::French | Language::Russian | Language::Spanish => {
                Self::Ltr
            }
        }
    }
}

/// An instant of UTC, to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Date {
    year: i32,
    month: u32,
    day: u32,
    hour: u32,
    minute: u32,
    second: u32,
}

impl Date {
    /// As RFC 3339 writes it.
    pub fn rfc3339(self) -> String {
        let Self {
            year,
            month,
            day,
            hour,
            minute,
            second,
        } = self;
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

impl From<DateTime<Utc>> for Date {
    fn from(at: DateTime<Utc>) -> Self {
        Self {
            year: at.year(),
            month: at.month(),
            day: at.day(),
            hour: at.hour(),
            minute: at.minute(),
            second: at.second(),
        }
    }
}

/// A BCP 47 tag. A name of its own, so that reading borrows nothing for it.
type Tag = &'static str;

/// Reads the code of one of the six languages.
fn language<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Tag, D::Error> {
    let code = String::deserialize(deserializer)?;
    let language = Language::from_code(&code).map(Language::code);
    language.ok_or_else(|| serde::de::Error::custom("none of the six languages"))
}

/// A text in a language, with what has to be known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The words.
    pub text: String,
    /// The language they are in, a BCP 47 tag.
    #[serde(deserialize_with = "language")]
    pub language: Tag,
    /// How they run.
    pub direction: Direction,
    /// How far they may be relied on, which language stands in for another, how a text came to be: short, in the language of
    /// the document.
    pub badges: Vec<String>,
}

impl Words {
    /// Words in a language. Control characters, which no font shows and XML cannot hold, are left out.
    pub fn of(language: Language, text: impl Into<String>) -> Self {
        let mut text = text.into();
        text.retain(|character| !character.is_control() && !matches!(character, '\u{fffe}' | '\u{ffff}'));
        Self {
            text,
            language: language.code(),
            direction: Direction::of(language),
            badges: Vec::new(),
        }
    }

    /// Words as a reader gets them; the language alone, without a badge.
    pub fn read(reading: Reading<'_>) -> Self {
        Self::of(reading.language, reading.content)
    }

    /// The same with another badge.
    #[must_use]
    pub fn with(mut self, badge: impl Into<String>) -> Self {
        self.badges.push(badge.into());
        self
    }
}

/// A line of facts: what it is called, and what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is called, in the language of the document.
    pub label: String,
    /// What it is.
    pub value: Words,
}

/// A question with what is said to it, or with room for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The code of the question.
    pub code: String,
    /// The question itself.
    pub prompt: Words,
    /// Help: none or one text.
    pub help: Vec<Words>,
    /// What shape an answer has, and its bounds.
    pub hint: Option<String>,
    /// Of a form: the options, each with a box.
    pub options: Vec<Words>,
    /// Which silence stands, or that nothing is answered.
    pub standing: Option<String>,
    /// What is answered, paragraph by paragraph.
    pub answer: Vec<Words>,
    /// What has to be known of the answer.
    pub notes: Vec<String>,
    /// Of a form: how many lines there are to write on.
    pub lines: u32,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A heading of a level from 1.
    Heading {
        /// Its level, counted from 1; none is left out on the way down.
        level: u8,
        /// What it says.
        words: Words,
    },
    /// A paragraph.
    Paragraph {
        /// What it says.
        words: Words,
    },
    /// A remark beside the text.
    Note {
        /// What it says.
        words: Words,
    },
    /// Facts, one a line.
    Facts {
        /// The lines.
        rows: Vec<Fact>,
    },
    /// A table.
    Table {
        /// The names of its columns.
        head: Vec<String>,
        /// Its rows, each as long as the head.
        rows: Vec<Vec<Words>>,
    },
    /// The headings of the document down to a level, on pages of their own.
    Contents {
        /// What it is called.
        title: String,
        /// The last level.
        depth: u8,
    },
    /// A question.
    Question(Asked),
    /// A link, as a QR code and in letters.
    Qr {
        /// The modules, row by row: `1` is dark.
        modules: Vec<String>,
        /// Where it leads.
        link: String,
        /// What is found there.
        caption: String,
    },
}

//! What one question is answered with: a value, or a typed silence.

use std::fmt;

use crate::id::{BadCode, OptionCode, StateCode};
use crate::questionnaire::{Day, Decimal, KindCode};

/// A value, one shape per kind. Texts are in Unicode NFC and hold no U+0000; [`crate::questionnaire::accept`] makes them so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// One option.
    SingleChoice(Chosen),
    /// Options in the order of the list, each once.
    MultiChoice(Vec<Chosen>),
    /// A step of the scale.
    Scale(i32),
    /// Yes or no.
    Boolean(bool),
    /// One line.
    ShortText(String),
    /// Paragraphs.
    LongText(String),
    /// A number.
    Number(Decimal),
    /// A year, month or day.
    Date(Day),
    /// Links, as typed.
    UrlList(Vec<String>),
    /// What supports the answers.
    Evidence(Vec<EvidenceItem>),
    /// States in order of code, each once.
    StateList(Vec<StateCode>),
    /// Whom to ask.
    Contact(Contact),
}

impl Value {
    /// The kind this is a value of.
    pub const fn kind(&self) -> KindCode {
        match self {
            Self::SingleChoice(_) => KindCode::SingleChoice,
            Self::MultiChoice(_) => KindCode::MultiChoice,
            Self::Scale(_) => KindCode::Scale,
            Self::Boolean(_) => KindCode::Boolean,
            Self::ShortText(_) => KindCode::ShortText,
            Self::LongText(_) => KindCode::LongText,
            Self::Number(_) => KindCode::Number,
            Self::Date(_) => KindCode::Date,
            Self::UrlList(_) => KindCode::UrlList,
            Self::Evidence(_) => KindCode::Evidence,
            Self::StateList(_) => KindCode::StateList,
            Self::Contact(_) => KindCode::Contact,
        }
    }
}

impl Value {
    /// Whether there is nothing in it: a blank text, a list without items, a contact without particulars. Such a
    /// value is kept as typed, exists for no condition and is not filed.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::SingleChoice(_) | Self::Scale(_) | Self::Boolean(_) | Self::Number(_) | Self::Date(_) => false,
            Self::MultiChoice(chosen) => chosen.is_empty(),
            Self::ShortText(text) | Self::LongText(text) => is_blank(text),
            Self::UrlList(links) => links.iter().all(|link| is_blank(link)),
            Self::Evidence(items) => items.is_empty(),
            Self::StateList(states) => states.is_empty(),
            Self::Contact(contact) => contact.fields().all(|(_, text)| text.is_none_or(is_blank)),
        }
    }
}

fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// A chosen option, with its text where the list asks for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The option.
    pub option: OptionCode,
    /// The text beside it (`other: which?`).
    pub text: Option<String>,
}

/// What supports answers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum EvidenceItem {
    /// A document elsewhere, told in the answer itself: whoever reads the answer reads it.
    Link(EvidenceLink),
    /// Evidence that the State keeps. Whoever reads the answer sees that there is some, and reads it as its own visibility
    /// says.
    Kept(EvidenceCommitment),
}

/// The commitment to a piece of evidence: SHA-256 over a salt and what the evidence is and is called. It says nothing by
/// itself, names no row of a database, and stays when the evidence is removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EvidenceCommitment(pub [u8; 32]);

impl fmt::Display for EvidenceCommitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::str::FromStr for EvidenceCommitment {
    type Err = BadCode;

    /// Reads 64 hexadecimal digits in small letters.
    fn from_str(text: &str) -> Result<Self, BadCode> {
        let bad = || BadCode {
            what: "commitment to evidence",
            text: text.to_owned(),
        };
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let bytes = text.as_bytes();
        if bytes.len() != 64 {
            return Err(bad());
        }
        let mut read = [0; 32];
        for (at, pair) in bytes.chunks(2).enumerate() {
            let high = digit(pair[0]).ok_or_else(bad)?;
            let low = digit(pair[1]).ok_or_else(bad)?;
            read[at] = high << 4 | low;
        }
        Ok(Self(read))
    }
}

/// A document elsewhere that supports answers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EvidenceLink {
    /// Where it is.
    pub url: String,
    /// What it is called.
    pub title: Option<String>,
    /// Where in it to look: page, article, paragraph.
    pub citation: Option<String>,
}

/// A person or unit that answers questions about the submission.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// The person.
    pub name: Option<String>,
    /// The unit.
    pub unit: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
    /// A telephone number, as dialled.
    pub telephone: Option<String>,
}

impl Contact {
    /// Its fields by name, in order.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, Option<&str>)> {
        [
            ("name", self.name.as_deref()),
            ("unit", self.unit.as_deref()),
            ("email", self.email.as_deref()),
            ("telephone", self.telephone.as_deref()),
        ]
        .into_iter()
    }
}

/// A value or a typed silence. The absence of any standing is "not answered".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// There is a value.
    Answered(Value),
    /// There is nothing: no measure, no link, no partner.
    None,
    /// The question does not apply to the State.
    NotApplicable,
    /// Something exists and is not disclosed.
    ExistsNotDisclosed,
    /// The State prefers not to say.
    Declined,
}

impl Standing {
    /// The standing without its value.
    pub const fn code(&self) -> StandingCode {
        match self {
            Self::Answered(_) => StandingCode::Answered,
            Self::None => StandingCode::None,
            Self::NotApplicable => StandingCode::NotApplicable,
            Self::ExistsNotDisclosed => StandingCode::ExistsNotDisclosed,
            Self::Declined => StandingCode::Declined,
        }
    }

    /// Whether the question *exists* for conditions: answered, with something in it.
    pub fn exists(&self) -> bool {
        self.value().is_some_and(|value| !value.is_empty())
    }

    /// The value, if there is one.
    pub const fn value(&self) -> Option<&Value> {
        match self {
            Self::Answered(value) => Some(value),
            Self::None | Self::NotApplicable | Self::ExistsNotDisclosed | Self::Declined => None,
        }
    }
}

/// A standing without its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is described at `Standing`")]
pub enum StandingCode {
    Answered,
    None,
    NotApplicable,
    ExistsNotDisclosed,
    Declined,
}

impl StandingCode {
    /// Every standing, in the order of the glossary.
    pub const ALL: [Self; 5] = [
        Self::Answered,
        Self::None,
        Self::NotApplicable,
        Self::ExistsNotDisclosed,
        Self::Declined,
    ];

    /// The code used in tables and documents.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::None => "none",
            Self::NotApplicable => "not_applicable",
            Self::ExistsNotDisclosed => "exists_not_disclosed",
            Self::Declined => "declined",
        }
    }

    /// Reads [`StandingCode::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.code() == code)
    }
}

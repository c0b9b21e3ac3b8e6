//! Cells and the types of columns.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text, in Unicode NFC where somebody typed it.
    Text,
    /// Codes in order, possibly none. A code holds neither `|` nor white space.
    Codes,
    /// A whole number of 64 bits with sign.
    Whole,
    /// A decimal number of at most 15 significant digits; IEEE 754 double precision keeps every one of them.
    Number,
    /// True or false.
    Truth,
    /// A day of the Gregorian calendar.
    Day,
    /// An instant, UTC, in microseconds.
    Instant,
}

impl Kind {
    /// Every type.
    pub const ALL: [Self; 7] = [
        Self::Text,
        Self::Codes,
        Self::Whole,
        Self::Number,
        Self::Truth,
        Self::Day,
        Self::Instant,
    ];

    /// Its name in the dictionary.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Codes => "codes",
            Self::Whole => "integer",
            Self::Number => "number",
            Self::Truth => "boolean",
            Self::Day => "date",
            Self::Instant => "instant",
        }
    }

    /// Its datatype in CSV on the Web (W3C Tabular Metadata, section 5.11.1): of a list, that of its items.
    pub(crate) const fn datatype(self) -> &'static str {
        match self {
            Self::Text | Self::Codes => "string",
            Self::Whole => "long",
            Self::Number => "decimal",
            Self::Truth => "boolean",
            Self::Day => "date",
            Self::Instant => "dateTimeStamp",
        }
    }
}

/// One cell, which may quote what its row was read from.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'s> {
    /// There is nothing.
    Absent,
    /// A text.
    Text(Cow<'s, str>),
    /// Codes in order.
    Codes(Vec<Cow<'s, str>>),
    /// A whole number.
    Whole(i64),
    /// A decimal number as it is written: digits, at most one point, at most one sign.
    Number(String),
    /// True or false.
    Truth(bool),
    /// A day.
    Day(NaiveDate),
    /// An instant.
    Instant(DateTime<Utc>),
}

impl<'s> Cell<'s> {
    /// A text, quoted.
    pub const fn quoted(text: &'s str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    /// A text, by whatever prints it.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "it stands where an optional value is mapped"
    )]
    pub fn text(text: impl ToString) -> Self {
        Self::Text(text.to_string().into())
    }

    /// Codes, by whatever prints them.
    pub fn codes<T: ToString>(codes: impl IntoIterator<Item = T>) -> Self {
        Self::Codes(codes.into_iter().map(|code| code.to_string().into()).collect())
    }

    /// A whole number; the greatest one for what is greater still.
    pub fn whole(number: impl TryInto<i64>) -> Self {
        Self::Whole(number.try_into().unwrap_or(i64::MAX))
    }

    /// A cell, or nothing.
    pub fn of<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Absent, cell)
    }

    /// The same without what it was read from.
    pub fn into_owned(self) -> Cell<'static> {
        let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        match self {
            Self::Absent => Cell::Absent,
            Self::Text(text) => Cell::Text(owned(text)),
            Self::Codes(codes) => Cell::Codes(codes.into_iter().map(owned).collect()),
            Self::Whole(number) => Cell::Whole(number),
            Self::Number(number) => Cell::Number(number),
            Self::Truth(truth) => Cell::Truth(truth),
            Self::Day(day) => Cell::Day(day),
            Self::Instant(at) => Cell::Instant(at),
        }
    }

    /// Whether it stands in a column of this type; nothing stands in every column that is not of codes.
    pub(crate) const fn fits(&self, kind: Kind) -> bool {
        matches!(
            (self, kind),
            (Self::Text(_), Kind::Text)
                | (Self::Codes(_), Kind::Codes)
                | (Self::Whole(_), Kind::Whole)
                | (Self::Number(_), Kind::Number)
                | (Self::Truth(_), Kind::Truth)
                | (Self::Day(_), Kind::Day)
                | (Self::Instant(_), Kind::Instant)
                | (
                    Self::Absent,
                    Kind::Text | Kind::Whole | Kind::Number | Kind::Truth | Kind::Day | Kind::Instant
                )
        )
    }
}

/// An instant as every text form writes it: `2026-03-31T14:05:09.000001Z`.
pub(crate) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

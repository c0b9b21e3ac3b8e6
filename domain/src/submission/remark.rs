//! What people of a delegation say to each other: comments and reasons. It never leaves the State.

use std::fmt;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization as _;

/// A text of 1 to 10,000 characters in NFC, without U+0000 and not of white space alone. Not printed: it can quote answers.
#[derive(Clone, PartialEq, Eq)]
pub struct Remark(Box<str>);

/// Why a text is no remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BadRemark {
    /// There is nothing in it.
    #[error("the text is empty")]
    Empty,
    /// It has more than [`Remark::LONGEST`] characters.
    #[error("the text has more than {} characters", Remark::LONGEST)]
    TooLong,
    /// U+0000 cannot be stored.
    #[error("the text holds U+0000")]
    Null,
}

impl BadRemark {
    /// The code used in messages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong => "too_long",
            Self::Null => "null_character",
        }
    }
}

impl Remark {
    /// How many characters (Unicode scalar values after NFC) a remark has at most.
    pub const LONGEST: usize = 10_000;

    /// Reads a text and brings it to NFC.
    pub fn new(text: &str) -> Result<Self, BadRemark> {
        let text: String = text.nfc().collect();
        if text.trim().is_empty() {
            Err(BadRemark::Empty)
        } else if text.contains('\0') {
            Err(BadRemark::Null)
        } else if text.chars().count() > Self::LONGEST {
            Err(BadRemark::TooLong)
        } else {
            Ok(Self(text.into_boxed_str()))
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Remark(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_says_something_that_can_be_stored() {
        for (text, expected) in [
            ("", Err(BadRemark::Empty)),
            (" \n\t\u{3000}", Err(BadRemark::Empty)),
            ("a\0b", Err(BadRemark::Null)),
            (&"e\u{301}".repeat(10_000), Ok("é".repeat(10_000))),
            (&"é".repeat(10_001), Err(BadRemark::TooLong)),
            ("  keep my spaces\n", Ok("  keep my spaces\n".to_owned())),
        ] {
            assert_eq!(Remark::new(text).map(|remark| remark.as_str().to_owned()), expected);
        }
    }

    #[test]
    fn a_remark_does_not_print() {
        assert_eq!(format!("{:?}", Remark::new("secret").unwrap()), "Remark(..)");
    }
}

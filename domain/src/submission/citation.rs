//! How a filing, or one answer of it, is cited: by its place in the register, which never changes.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::id::{QuestionCode, RoundKey};
use crate::submission::Position;

/// What a citation begins with.
const SCHEME: &str = "normtrack:";

/// A citation: `normtrack:views-2027/12` for a filing, `normtrack:views-2027/12#VA.capacity` for an answer of it. It names a
/// place and no content, so that it holds when what it names is superseded, and when it is withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Citation {
    /// The round.
    pub round: RoundKey,
    /// The place in the register.
    pub position: Position,
    /// The question; none for the whole filing.
    pub question: Option<QuestionCode>,
}

/// A text that is no citation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("expected `normtrack:<round>/<position>`, with `#<question>` for an answer")]
pub struct BadCitation;

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SCHEME}{}/{}", self.round, self.position)?;
        match &self.question {
            Some(question) => write!(f, "#{question}"),
            None => Ok(()),
        }
    }
}

impl FromStr for Citation {
    type Err = BadCitation;

    /// Reads a citation. Each has one form: positions are counted from 1 and have no leading zero.
    fn from_str(text: &str) -> Result<Self, BadCitation> {
        let rest = text.strip_prefix(SCHEME).ok_or(BadCitation)?;
        let (place, question) = match rest.split_once('#') {
            Some((place, question)) => (place, Some(question)),
            None => (rest, None),
        };
        let (round, position) = place.rsplit_once('/').ok_or(BadCitation)?;
        let number: u64 = position.parse().map_err(|_| BadCitation)?;
        if number == 0 || number.to_string() != position {
            return Err(BadCitation);
        }
        Ok(Self {
            round: RoundKey::new(round).map_err(|_| BadCitation)?,
            position: Position(number),
            question: question.map(QuestionCode::new).transpose().map_err(|_| BadCitation)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_citation_is_read_as_it_is_written() {
        for text in ["normtrack:views-2027/12", "normtrack:views-2027/12#VA.capacity"] {
            assert_eq!(text.parse::<Citation>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "views-2027/12",
            "normtrack:views-2027",
            "normtrack:views-2027/0",
            "normtrack:views-2027/012",
            "normtrack:views-2027/+1",
            "normtrack:views-2027/x",
            "normtrack:/1",
            "normtrack:views-2027/1#",
            "normtrack:views-2027/1#a b",
        ] {
            assert_eq!(text.parse::<Citation>(), Err(BadCitation), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_two_texts_are_one_citation(text in "normtrack:[a-z0-9/-]{0,8}/[0-9]{0,3}(#[A-Z]{1,2}\\.[a-z]{0,3})?") {
            if let Ok(citation) = text.parse::<Citation>() {
                prop_assert_eq!(citation.to_string(), text);
            }
        }
    }
}

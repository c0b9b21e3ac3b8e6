//! What a proposal says.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::id::{BadCode, ProvisionId, Theme};
use crate::language::{Language, Text, Texts};
use crate::norm::{Norms, RelationKind};
use crate::questionnaire::normalised;

/// What is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProposalKind {
    /// A norm beside those that there are.
    FurtherNorm,
    /// More about named provisions of the catalogue.
    Elaboration,
}

impl ProposalKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::FurtherNorm, Self::Elaboration];

    /// The code used in tables and messages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::FurtherNorm => "further_norm",
            Self::Elaboration => "elaboration",
        }
    }

    /// Reads [`ProposalKind::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// The number of a paragraph, `2`, `2.1` or `2.a`: what stands before the last dot is the paragraph that it is a part of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParagraphNumber(Box<str>);

impl ParagraphNumber {
    /// The number as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The paragraph that it is a part of.
    pub fn parent(&self) -> Option<Self> {
        let (parent, _) = self.0.rsplit_once('.')?;
        Some(Self(parent.into()))
    }
}

impl FromStr for ParagraphNumber {
    type Err = BadCode;

    fn from_str(text: &str) -> Result<Self, BadCode> {
        let is_part = |part: &str| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        if text.len() <= 20 && text.split('.').count() <= 4 && text.split('.').all(is_part) {
            return Ok(Self(text.into()));
        }
        Err(BadCode {
            what: "paragraph number",
            text: text.to_owned(),
        })
    }
}

impl fmt::Display for ParagraphNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A paragraph of the proposed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its number.
    pub number: ParagraphNumber,
    /// Its wording.
    pub text: Texts,
}

/// How the proposal, or one paragraph of it, stands to a provision of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The provision.
    pub provision: ProvisionId,
    /// How the proposal stands to it.
    pub kind: RelationKind,
    /// The paragraph that does; none where the whole does.
    pub paragraph: Option<ParagraphNumber>,
}

/// What a proposal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// What is proposed.
    pub kind: ProposalKind,
    /// Its title. The status of a language's title is that of all that is said in the language.
    pub title: Texts,
    /// The proposed text, a paragraph before its parts.
    pub paragraphs: Vec<Paragraph>,
    /// Why it is proposed.
    pub rationale: Texts,
    /// The provisions that an elaboration is about; none of a further norm.
    pub elaborates: BTreeSet<ProvisionId>,
    /// Its themes.
    pub themes: BTreeSet<Theme>,
    /// How it stands to provisions of the catalogue.
    pub relations: Vec<Related>,
}

/// Why something cannot be proposed so.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ContentRefused {
    /// A code that the catalogue, or the proposal itself, does not have.
    #[error("there is no {value} for {field}")]
    Unknown {
        /// The field of the input.
        field: &'static str,
        /// The code.
        value: String,
    },
    /// Something that stands twice.
    #[error("{value} stands twice among {field}")]
    Twice {
        /// The field of the input.
        field: &'static str,
        /// What stands twice.
        value: String,
    },
    /// There is no title in any language.
    #[error("there is no title")]
    NoTitle,
    /// A text in a language that has no title.
    #[error("there is a text in {0} and no title")]
    NoTitleIn(Language),
    /// Nothing is proposed.
    #[error("there is no paragraph")]
    NoParagraph,
    /// A paragraph without a word.
    #[error("the paragraph {0} says nothing")]
    Silent(ParagraphNumber),
    /// A part stands before what it is a part of, or without it.
    #[error("the paragraph {0} is a part of none that stands before it")]
    NoParent(ParagraphNumber),
    /// An elaboration names what it elaborates; a further norm does not.
    #[error("an elaboration names provisions, and a further norm names none")]
    Elaborates,
    /// A text with U+0000.
    #[error("the {0} holds U+0000")]
    NulCharacter(&'static str),
    /// A text that is too long.
    #[error("the {field} has more than {maximum} characters")]
    TooLong {
        /// The field of the input.
        field: &'static str,
        /// The most characters.
        maximum: usize,
    },
    /// More of something than is taken.
    #[error("there are more than {maximum} {field}")]
    TooMany {
        /// The field of the input.
        field: &'static str,
        /// The most.
        maximum: usize,
    },
}

impl Content {
    /// The most characters of a title.
    pub const LONGEST_TITLE: usize = 200;
    /// The most characters of a paragraph, or of what a new version changes.
    pub const LONGEST_TEXT: usize = 4_000;
    /// The most characters of a rationale.
    pub const LONGEST_RATIONALE: usize = 10_000;
    /// The most paragraphs, provisions, themes or relations.
    pub const MOST: usize = 50;

    /// Its paragraph of a number.
    pub fn paragraph(&self, number: &ParagraphNumber) -> Option<&Paragraph> {
        self.paragraphs.iter().find(|paragraph| paragraph.number == *number)
    }

    /// The same with its texts in NFC and without white space around them; refused where the catalogue does not know a code,
    /// or a text is none.
    pub fn checked(mut self, norms: &Norms) -> Result<Self, ContentRefused> {
        self.know(norms)?;
        self.title = texts("title", &self.title, &self.title, Self::LONGEST_TITLE)?;
        if self.title.is_empty() {
            return Err(ContentRefused::NoTitle);
        }
        self.rationale = texts("rationale", &self.rationale, &self.title, Self::LONGEST_RATIONALE)?;
        if self.paragraphs.is_empty() {
            return Err(ContentRefused::NoParagraph);
        }
        let mut met: BTreeSet<ParagraphNumber> = BTreeSet::new();
        for paragraph in &mut self.paragraphs {
            let number = &paragraph.number;
            paragraph.text = texts("paragraphs", &paragraph.text, &self.title, Self::LONGEST_TEXT)?;
            if paragraph.text.is_empty() {
                return Err(ContentRefused::Silent(number.clone()));
            }
            if number.parent().is_some_and(|parent| !met.contains(&parent)) {
                return Err(ContentRefused::NoParent(number.clone()));
            }
            if !met.insert(number.clone()) {
                return Err(twice("paragraphs", number));
            }
        }
        let mut related = BTreeSet::new();
        for relation in &self.relations {
            if let Some(number) = relation.paragraph.as_ref().filter(|number| !met.contains(*number)) {
                return Err(unknown("relations", number));
            }
            if !related.insert((&relation.provision, &relation.paragraph)) {
                return Err(twice("relations", &relation.provision));
            }
        }
        Ok(self)
    }

    /// Whether the catalogue knows every code.
    fn know(&self, norms: &Norms) -> Result<(), ContentRefused> {
        for (field, count) in [
            ("paragraphs", self.paragraphs.len()),
            ("elaborates", self.elaborates.len()),
            ("themes", self.themes.len()),
            ("relations", self.relations.len()),
        ] {
            if count > Self::MOST {
                let maximum = Self::MOST;
                return Err(ContentRefused::TooMany { field, maximum });
            }
        }
        if (self.kind == ProposalKind::Elaboration) == self.elaborates.is_empty() {
            return Err(ContentRefused::Elaborates);
        }
        for id in &self.elaborates {
            norms.provision(id).ok_or_else(|| unknown("elaborates", id))?;
        }
        for relation in &self.relations {
            let id = &relation.provision;
            norms.provision(id).ok_or_else(|| unknown("relations", id))?;
        }
        let themes = norms.vocabulary("themes");
        for theme in &self.themes {
            let known = themes.and_then(|themes| themes.label(theme.as_str()));
            known.ok_or_else(|| unknown("themes", theme))?;
        }
        Ok(())
    }
}

fn unknown(field: &'static str, value: &impl ToString) -> ContentRefused {
    let value = value.to_string();
    ContentRefused::Unknown { field, value }
}

fn twice(field: &'static str, value: &impl ToString) -> ContentRefused {
    let value = value.to_string();
    ContentRefused::Twice { field, value }
}

/// The wordings that say something, each with the status that its language has in `statuses`.
pub(super) fn texts(
    field: &'static str,
    given: &Texts,
    statuses: &Texts,
    maximum: usize,
) -> Result<Texts, ContentRefused> {
    let mut kept = Vec::new();
    for (language, text) in given.iter() {
        let content = words(field, &text.content, maximum)?;
        if content.is_empty() {
            continue;
        }
        let status = statuses
            .get(language)
            .ok_or(ContentRefused::NoTitleIn(language))?
            .status;
        kept.push((language, Text { content, status }));
    }
    Ok(Texts::new(kept))
}

/// What somebody typed, in NFC and without white space around it.
pub(super) fn words(field: &'static str, given: &str, maximum: usize) -> Result<String, ContentRefused> {
    if given.contains('\0') {
        return Err(ContentRefused::NulCharacter(field));
    }
    let words = normalised(given.trim().to_owned());
    if words.chars().count() > maximum {
        return Err(ContentRefused::TooLong { field, maximum });
    }
    Ok(words)
}

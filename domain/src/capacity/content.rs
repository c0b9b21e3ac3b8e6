//! What a need or an offer says.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use thiserror::Error;

use crate::id::{ProvisionId, StateCode, Term, Theme};
use crate::language::{Language, Text, Texts};
use crate::norm::Norms;
use crate::questionnaire::{is_link, normalised};
use crate::report::Group;
use crate::submission::Invited;

/// The vocabulary of kinds of capability.
pub const CAPABILITY_KINDS: &str = "capability_kinds";
/// The vocabulary of forms in which an offer comes.
pub const CAPACITY_FORMS: &str = "capacity_forms";
/// The vocabulary of directories of points of contact.
pub const CONTACT_DIRECTORIES: &str = "contact_directories";
/// The vocabulary of kinds of points of contact.
pub const CONTACT_KINDS: &str = "contact_kinds";
/// The kind of capability that says nothing by itself: two of it need not be of one kind.
pub const OTHER: &str = "other";

/// A need or an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// What a State needs.
    Need,
    /// What a State or an organisation offers.
    Offer,
}

impl Side {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Need, Self::Offer];

    /// The code used in tables and messages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Need => "need",
            Self::Offer => "offer",
        }
    }

    /// Reads [`Side::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.code() == code)
    }
}

/// Whom an offer is open to: the States of the groups and the States named; every State where neither is named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenTo {
    /// The groups, as States belong to them on the day of reading.
    pub groups: BTreeSet<Group>,
    /// The States.
    pub states: BTreeSet<StateCode>,
}

impl OpenTo {
    /// Whether it is open to every State.
    pub fn is_everybody(&self) -> bool {
        self.groups.is_empty() && self.states.is_empty()
    }

    /// Whether it is open to a State, as the groups are that it belongs to.
    pub fn admits(&self, state: &Invited) -> bool {
        self.is_everybody()
            || self.states.contains(&state.state)
            || Group::of(state).any(|group| self.groups.contains(&group))
    }
}

/// What an offer says beside what it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// In which forms it comes.
    pub forms: BTreeSet<Term>,
    /// Whom it is open to.
    pub open_to: OpenTo,
    /// Its first day; none where it holds since it was released.
    pub from: Option<NaiveDate>,
    /// Its last day; none while it has none.
    pub until: Option<NaiveDate>,
    /// Where more is said about it.
    pub link: Option<String>,
}

impl Terms {
    /// Whether it can still be taken up on a day, or will be.
    pub fn is_open_on(&self, day: NaiveDate) -> bool {
        self.until.is_none_or(|until| day <= until)
    }
}

/// What a need or an offer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// The kind of capability.
    pub kind: Term,
    /// The provisions that it serves.
    pub provisions: BTreeSet<ProvisionId>,
    /// Its themes.
    pub themes: BTreeSet<Theme>,
    /// The languages in which help can be taken, or is given; none where nothing is said.
    pub languages: BTreeSet<Language>,
    /// Its title.
    pub title: Texts,
    /// What is to be said about it.
    pub description: Texts,
    /// The terms of an offer; none of a need.
    pub terms: Option<Terms>,
}

/// Why something cannot be said so.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ContentRefused {
    /// A code that the catalogue does not have.
    #[error("the catalogue has no {value} for {field}")]
    Unknown {
        /// The field of the input.
        field: &'static str,
        /// The code.
        value: String,
    },
    /// There is no title in any language.
    #[error("there is no title")]
    NoTitle,
    /// A description in a language that has no title.
    #[error("there is a description in {0} and no title")]
    NoTitleIn(Language),
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
    /// Not a link to a web page.
    #[error("the link is no web address")]
    NotALink,
    /// The last day is before the first.
    #[error("it ends before it begins")]
    EndsBeforeItBegins,
}

impl Content {
    /// The most characters of a title.
    pub const LONGEST_TITLE: usize = 200;
    /// The most characters of a description.
    pub const LONGEST_DESCRIPTION: usize = 4_000;
    /// The most bytes of a link.
    pub const LONGEST_LINK: usize = 2_000;
    /// The most provisions, themes, groups or States that are named.
    pub const MOST: usize = 50;

    /// Whether it is a need or an offer.
    pub const fn side(&self) -> Side {
        if self.terms.is_some() { Side::Offer } else { Side::Need }
    }

    /// The same with its texts in NFC and without white space around them; refused where the catalogue does not know a code,
    /// or a text is none.
    pub fn checked(mut self, norms: &Norms) -> Result<Self, ContentRefused> {
        let in_list = |field, list: &str, term: &Term| {
            let known = norms.vocabulary(list).and_then(|list| list.label(term.as_str()));
            known.map(drop).ok_or_else(|| unknown(field, term))
        };
        in_list("kind", CAPABILITY_KINDS, &self.kind)?;
        few("provisions", self.provisions.len())?;
        few("themes", self.themes.len())?;
        for id in &self.provisions {
            norms.provision(id).ok_or_else(|| unknown("provisions", id))?;
        }
        for theme in &self.themes {
            let themes = norms.vocabulary("themes");
            let known = themes.and_then(|themes| themes.label(theme.as_str()));
            known.ok_or_else(|| unknown("themes", theme))?;
        }
        self.title = texts("title", &self.title, Self::LONGEST_TITLE)?;
        self.description = texts("description", &self.description, Self::LONGEST_DESCRIPTION)?;
        if self.title.is_empty() {
            return Err(ContentRefused::NoTitle);
        }
        let untitled = (self.description.iter()).find(|(language, _)| self.title.get(*language).is_none());
        if let Some((language, _)) = untitled {
            return Err(ContentRefused::NoTitleIn(language));
        }
        if let Some(terms) = &mut self.terms {
            for form in &terms.forms {
                in_list("forms", CAPACITY_FORMS, form)?;
            }
            terms.check(norms)?;
        }
        Ok(self)
    }
}

impl Terms {
    fn check(&mut self, norms: &Norms) -> Result<(), ContentRefused> {
        few("openTo.groups", self.open_to.groups.len())?;
        few("openTo.states", self.open_to.states.len())?;
        for group in &self.open_to.groups {
            let known = match group {
                Group::Area(area) => norms.states().iter().any(|state| state.areas.contains(area)),
                Group::Organisation(id) => norms.organisation(id).is_some(),
                Group::Regional(_)
                | Group::LeastDeveloped
                | Group::LandlockedDeveloping
                | Group::SmallIslandDeveloping => true,
            };
            if !known {
                return Err(unknown("openTo.groups", &group.code()));
            }
        }
        for state in &self.open_to.states {
            norms.state(state).ok_or_else(|| unknown("openTo.states", state))?;
        }
        if self.from.zip(self.until).is_some_and(|(from, until)| until < from) {
            return Err(ContentRefused::EndsBeforeItBegins);
        }
        if let Some(link) = self.link.take() {
            let link = normalised(link.trim().to_owned());
            if link.len() > Content::LONGEST_LINK {
                let maximum = Content::LONGEST_LINK;
                return Err(ContentRefused::TooLong { field: "link", maximum });
            }
            if !is_link(&link) {
                return Err(ContentRefused::NotALink);
            }
            self.link = Some(link);
        }
        Ok(())
    }
}

fn unknown(field: &'static str, value: &impl ToString) -> ContentRefused {
    let value = value.to_string();
    ContentRefused::Unknown { field, value }
}

fn few(field: &'static str, count: usize) -> Result<(), ContentRefused> {
    let maximum = Content::MOST;
    if count > maximum {
        return Err(ContentRefused::TooMany { field, maximum });
    }
    Ok(())
}

/// The wordings that say something.
fn texts(field: &'static str, given: &Texts, maximum: usize) -> Result<Texts, ContentRefused> {
    let mut kept = Vec::new();
    for (language, text) in given.iter() {
        let text = Text::typed(text.content.trim().to_owned()).map_err(|_| ContentRefused::NulCharacter(field))?;
        if text.content.chars().count() > maximum {
            return Err(ContentRefused::TooLong { field, maximum });
        }
        if !text.content.is_empty() {
            kept.push((language, text));
        }
    }
    Ok(Texts::new(kept))
}

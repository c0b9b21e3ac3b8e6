//! One question's answer in a submission, and the decision about a save.

use std::fmt;

use chrono::{DateTime, Utc};

use crate::id::{AccountId, BadCode, EditionId, QuestionCode, RoundKey};
use crate::language::{Language, Texts};
use crate::questionnaire::{EvidenceItem, Standing, Value};
use crate::submission::{Position, Sharing};

/// 128 random bits, drawn when an answer is saved: what keeps its commitment from being guessed. Not printed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Salt(pub [u8; 16]);

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(..)")
    }
}

/// The name that a client gives to one save, so that a repeat is known as such: 1 to 100 visible ASCII characters, unique
/// per submission and question for ever.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdempotencyKey(Box<str>);

impl IdempotencyKey {
    /// Reads a key; refuses a text of another form.
    pub fn new(text: impl Into<String>) -> Result<Self, BadCode> {
        let text = text.into();
        if (1..=100).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic()) {
            Ok(Self(text.into_boxed_str()))
        } else {
            let what = "idempotency key";
            Err(BadCode { what, text })
        }
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a person says to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// A value or a typed silence; none takes back what was said: the question is then not answered.
    pub standing: Option<Standing>,
    /// The language of its texts: the one given with it, else the submission's at the time of saving.
    pub language: Option<Language>,
    /// The State's own translations of its text. They stand beside the answer and are not part of what is filed.
    pub translations: Texts,
}

/// Where an answer that was carried into a new submission comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The filing's position in the register; none where the text stands in no filing: it was never filed.
    pub position: Option<Position>,
    /// The round in which it was given.
    pub round: RoundKey,
    /// The edition it answered.
    pub edition: EditionId,
    /// The question there.
    pub question: QuestionCode,
    /// Whether the question that it came to can be compared with that one.
    pub comparable: bool,
}

/// How an answer came into its submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Provenance {
    /// Somebody gave it in this submission.
    Entered,
    /// It was carried from an earlier round.
    Carried {
        /// From where.
        from: Origin,
        /// Whether somebody has said that it still holds. Until then it is not filed.
        confirmed: bool,
    },
}

/// One question's answer in a submission, as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The question.
    pub question: QuestionCode,
    /// What was said.
    pub content: Content,
    /// Its own sharing; none follows the submission.
    pub sharing: Option<Sharing>,
    /// Counts the stored saves of this question, from 1.
    pub revision: u32,
    /// How it came here.
    pub provenance: Provenance,
    /// Drawn for this revision alone.
    pub salt: Salt,
    /// Who saved this revision.
    pub changed_by: AccountId,
    /// When.
    pub changed_at: DateTime<Utc>,
}

impl Answer {
    /// Whether somebody in this submission stands behind it.
    pub const fn is_confirmed(&self) -> bool {
        match self.provenance {
            Provenance::Entered => true,
            Provenance::Carried { confirmed, .. } => confirmed,
        }
    }

    /// Where it was carried from; none where it was given in this submission.
    pub const fn origin(&self) -> Option<&Origin> {
        match &self.provenance {
            Provenance::Entered => None,
            Provenance::Carried { from, .. } => Some(from),
        }
    }

    /// The language in which it is filed: none where no text is in it.
    pub fn filed_language(&self) -> Option<Language> {
        let value = self.content.standing.as_ref().and_then(Standing::value)?;
        self.content.language.filter(|_| bears_text(value))
    }
}

/// Whether the value holds words of a language, rather than codes, numbers, names or addresses.
pub fn bears_text(value: &Value) -> bool {
    match value {
        Value::ShortText(_) | Value::LongText(_) => true,
        Value::SingleChoice(chosen) => chosen.text.is_some(),
        Value::MultiChoice(chosen) => chosen.iter().any(|c| c.text.is_some()),
        Value::Evidence(items) => items.iter().any(|item| match item {
            EvidenceItem::Link(link) => link.title.is_some() || link.citation.is_some(),
            // It has a language of its own.
            EvidenceItem::Kept(_) => false,
        }),
        Value::Contact(contact) => contact.unit.is_some(),
        Value::Scale(_)
        | Value::Boolean(_)
        | Value::Number(_)
        | Value::Date(_)
        | Value::UrlList(_)
        | Value::StateList(_) => false,
    }
}

/// A save as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Save {
    /// The question.
    pub question: QuestionCode,
    /// The revision that its author had before them; 0 where there was none.
    pub based_on: u32,
    /// The client's name for this save.
    pub key: Option<IdempotencyKey>,
    /// What is said.
    pub content: Content,
}

/// What became of a save when it was first made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// It became this revision.
    Stored {
        /// The revision.
        revision: u32,
    },
    /// This revision stood already; the text was kept beside it.
    Unmerged {
        /// The revision that stood.
        stored: u32,
    },
}

/// An accepted save with a key, kept for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What was said.
    pub content: Content,
    /// What became of it.
    pub first: First,
}

/// The decision about a save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved<'a> {
    /// It becomes this revision and stands.
    Stored {
        /// The revision.
        revision: u32,
    },
    /// Its author had not seen what stands; both are returned, and the newcomer's is kept as an unmerged revision.
    Unmerged {
        /// What stands, if anything does.
        stored: Option<&'a Answer>,
        /// What was to be saved.
        yours: &'a Content,
    },
    /// The same save came before under the same key; nothing changes.
    Repeated(First),
    /// Another text came before under the same key. A conflict; nothing changes.
    KeyReused,
}

/// Decides about a save: `current` is the answer that stands, `kept` the earlier save of this question under the same key.
/// A repeat is recognised first, so that it gets its first result whatever happened since.
pub fn save<'a>(current: Option<&'a Answer>, kept: Option<&Kept>, save: &'a Save) -> Saved<'a> {
    if let Some(kept) = kept {
        return if kept.content == save.content {
            Saved::Repeated(kept.first)
        } else {
            Saved::KeyReused
        };
    }
    let stands = current.map_or(0, |answer| answer.revision);
    if save.based_on == stands {
        Saved::Stored { revision: stands + 1 }
    } else {
        Saved::Unmerged {
            stored: current,
            yours: &save.content,
        }
    }
}

impl Save {
    /// The answer that stands once this save is stored. It keeps the sharing that was chosen for the question; whatever
    /// was carried is now entered.
    pub fn stored(self, current: Option<&Answer>, salt: Salt, by: AccountId, now: DateTime<Utc>) -> Answer {
        Answer {
            question: self.question,
            content: self.content,
            sharing: current.and_then(|answer| answer.sharing.clone()),
            revision: current.map_or(0, |answer| answer.revision) + 1,
            provenance: Provenance::Entered,
            salt,
            changed_by: by,
            changed_at: now,
        }
    }
}

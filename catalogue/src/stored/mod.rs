//! The stored form of an edition: structure with codes, lists, conditions and source wording as one JSON value whose
//! RFC 8785 bytes are hashed, and the translations beside it, so that a new revision of them leaves the hash alone.

mod form;
mod read;
mod write;

use domain::id::{BadCode, EditionId, InstrumentId, ListId};
use domain::language::{Language, Texts};
use domain::questionnaire::{Draft, Edition, Module, NotADecimal, Opens, OptionList, QuestionnaireKind, ShortPath};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use thiserror::Error;

use crate::lower::hex;

/// An edition as it is stored and hashed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEdition {
    /// `national-implementation/1`.
    pub id: String,
    /// SHA-256 of the RFC 8785 form of the structure.
    pub hash: [u8; 32],
    /// The revision of the wording, counted from 1.
    pub translation: u32,
    /// Structure, codes, lists, conditions and source wording.
    pub structure: Value,
    /// The other languages: language, then place (`question.N13A.status.prompt`), then content and status.
    pub wording: Value,
}

/// A stored form that is not an edition. Nothing but damage or a foreign program makes one.
#[derive(Debug, Error)]
pub enum NotAnEdition {
    /// The JSON has another shape.
    #[error("at {path}: {source}")]
    Shape {
        /// Where.
        path: String,
        /// What is wrong there.
        source: serde_json::Error,
    },
    /// A code of another form.
    #[error(transparent)]
    Code(#[from] BadCode),
    /// A bound that is not a decimal number.
    #[error(transparent)]
    Decimal(#[from] NotADecimal),
    /// A language that is not one of the six.
    #[error("`{0}` is not a language")]
    Language(String),
    /// The id beside the structure is not the one in it.
    #[error("the structure is of {found}, not of {expected}")]
    Id {
        /// The id beside it.
        expected: String,
        /// The id in it.
        found: String,
    },
    /// The structure does not have the hash.
    #[error("the structure of {id} has the hash {found}, not {expected}")]
    Hash {
        /// The edition.
        id: String,
        /// The hash beside it.
        expected: String,
        /// Its hash.
        found: String,
    },
}

/// What drafts and editions have in common.
#[derive(Clone, Copy)]
pub(crate) struct Parts<'a> {
    id: &'a EditionId,
    kind: QuestionnaireKind,
    opens: Opens,
    source_language: Language,
    instruments: &'a [InstrumentId],
    title: &'a Texts,
    intro: &'a Texts,
    short_path: Option<&'a ShortPath>,
    modules: &'a [Module],
    lists: &'a BTreeMap<ListId, OptionList>,
}

impl<'a> From<&'a Draft> for Parts<'a> {
    fn from(draft: &'a Draft) -> Self {
        Self {
            id: &draft.id,
            kind: draft.kind,
            opens: draft.opens,
            source_language: draft.source_language,
            instruments: &draft.instruments,
            title: &draft.title,
            intro: &draft.intro,
            short_path: draft.short_path.as_ref(),
            modules: &draft.modules,
            lists: &draft.lists,
        }
    }
}

impl<'a> From<&'a Edition> for Parts<'a> {
    fn from(edition: &'a Edition) -> Self {
        Self {
            id: edition.id(),
            kind: edition.kind(),
            opens: edition.opens(),
            source_language: edition.source_language(),
            instruments: edition.instruments(),
            title: edition.title(),
            intro: edition.intro(),
            short_path: edition.short_path(),
            modules: edition.modules(),
            lists: edition.lists(),
        }
    }
}

/// The stored form of an edition.
pub fn to_form(edition: &Edition) -> StoredEdition {
    let (structure, wording) = write::write(edition.into());
    StoredEdition {
        id: edition.id().to_string(),
        hash: hash_of(&structure),
        translation: edition.translation(),
        structure,
        wording,
    }
}

/// The form in which a draft is stored: that of the edition which it is to become, with its hash.
pub fn draft_form(draft: &Draft) -> StoredEdition {
    let (structure, wording) = write::write(draft.into());
    StoredEdition {
        id: draft.id.to_string(),
        hash: hash_of(&structure),
        translation: draft.translation,
        structure,
        wording,
    }
}

/// The hash of a draft.
pub(crate) fn hash(draft: &Draft) -> [u8; 32] {
    hash_of(&write::structure(draft.into()))
}

/// Reads a stored form back. The structure must have the hash that stands beside it; publishing the draft again proves
/// the rest.
pub fn from_form(stored: &StoredEdition) -> Result<Draft, NotAnEdition> {
    let draft = read::read(stored)?;
    if draft.id.to_string() != stored.id {
        return Err(NotAnEdition::Id {
            expected: stored.id.clone(),
            found: draft.id.to_string(),
        });
    }
    let found = hash_of(&stored.structure);
    if found != stored.hash {
        return Err(NotAnEdition::Hash {
            id: stored.id.clone(),
            expected: hex(&stored.hash),
            found: hex(&found),
        });
    }
    Ok(draft)
}

fn hash_of(structure: &Value) -> [u8; 32] {
    let bytes = serde_json_canonicalizer::to_vec(structure).expect("a JSON value without floating point has the form");
    Sha256::digest(bytes).into()
}

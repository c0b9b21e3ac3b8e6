//! What a pack says about itself, and the seal that keeps it from being changed.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, SecondsFormat, Utc};
use domain::id::{EditionId, QuestionCode, RoundKey, StateCode, SubmissionId};
use domain::language::Language;
use hmac::{Hmac, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::refused::Refused;

/// The form of an identification.
pub const FORMAT: &str = "normtrack/pack@1";

/// What seals a pack: a key that every process of an installation derives from the same secret.
#[derive(Clone)]
pub struct SealKey([u8; 32]);

impl SealKey {
    /// The seal of this key.
    pub const fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    fn mac(&self, text: &str) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        mac.update(b"normtrack pack\0");
        mac.update(text.as_bytes());
        mac
    }

    /// The seal of a text.
    pub(crate) fn seal(&self, text: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.mac(text).finalize().into_bytes())
    }

    /// Whether this is the seal of a text.
    pub(crate) fn holds(&self, text: &str, seal: &str) -> bool {
        let Ok(seal) = URL_SAFE_NO_PAD.decode(seal) else {
            return false;
        };
        self.mac(text).verify_slice(&seal).is_ok()
    }
}

/// What a pack is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The working file.
    pub submission: SubmissionId,
    /// The State.
    pub state: StateCode,
    /// The round.
    pub round: RoundKey,
    /// The edition.
    pub edition: EditionId,
    /// Its hash.
    pub edition_hash: [u8; 32],
    /// The language of the pack.
    pub language: Language,
    /// When it was made.
    pub made_at: DateTime<Utc>,
}

/// What a pack says about itself, as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identification {
    format: String,
    submission: String,
    state: String,
    round: String,
    edition: String,
    edition_hash: String,
    language: String,
    made_at: String,
    /// What can be filled in, with the revision that it was made from; 0 where there was no answer.
    questions: BTreeMap<String, u32>,
    /// For each sheet a word for each of its rows, joined.
    rows: BTreeMap<String, String>,
    /// A word for the questions of a JSON file.
    texts: String,
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

impl Identification {
    pub(crate) fn new(
        source: &Source,
        questions: BTreeMap<QuestionCode, u32>,
        rows: BTreeMap<String, String>,
        texts: String,
    ) -> Self {
        Self {
            format: FORMAT.to_owned(),
            submission: source.submission.to_string(),
            state: source.state.to_string(),
            round: source.round.to_string(),
            edition: source.edition.to_string(),
            edition_hash: hex(&source.edition_hash),
            language: source.language.code().to_owned(),
            made_at: source.made_at.to_rfc3339_opts(SecondsFormat::Micros, true),
            questions: questions
                .into_iter()
                .map(|(code, base)| (code.to_string(), base))
                .collect(),
            rows,
            texts,
        }
    }

    /// The form that stands in the file and is sealed.
    pub(crate) fn text(&self) -> String {
        serde_json::to_string(self).expect("texts and numbers always become JSON")
    }

    /// Reads [`Identification::text`]; a text of another form is no pack of ours.
    pub(crate) fn read(text: &str) -> Result<Self, Refused> {
        let read: Self = serde_json::from_str(text).map_err(|_| Refused::Seal)?;
        if read.format != FORMAT {
            return Err(Refused::NotAPack);
        }
        Ok(read)
    }

    /// The State that it names.
    pub fn state(&self) -> &str {
        &self.state
    }

    /// The key of the round that it names.
    pub fn round(&self) -> &str {
        &self.round
    }

    /// The id of the edition that it names.
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// When it was made.
    pub fn made_at(&self) -> Option<DateTime<Utc>> {
        let read = DateTime::parse_from_rfc3339(&self.made_at).ok()?;
        Some(read.with_timezone(&Utc))
    }

    pub(crate) fn language(&self) -> Option<Language> {
        Language::from_code(&self.language)
    }

    /// What can be filled in, and the revision that each was made from.
    pub fn questions(&self) -> &BTreeMap<String, u32> {
        &self.questions
    }

    pub(crate) fn texts(&self) -> &str {
        &self.texts
    }

    pub(crate) fn rows(&self) -> &BTreeMap<String, String> {
        &self.rows
    }

    /// Everything in which a pack was made from something else than `source`; its language and time are its own.
    pub fn check(&self, source: &Source) -> Result<(), Vec<Refused>> {
        let mut refused = Vec::new();
        if self.state != source.state.as_str() {
            let found = self.state.clone();
            refused.push(Refused::OtherState { found });
        }
        if self.round != source.round.as_str() {
            let found = self.round.clone();
            refused.push(Refused::OtherRound { found });
        }
        if self.edition != source.edition.to_string() || self.edition_hash != hex(&source.edition_hash) {
            let found = self.edition.clone();
            refused.push(Refused::OtherEdition { found });
        }
        if refused.is_empty() && self.submission != source.submission.to_string() {
            refused.push(Refused::OtherFile);
        }
        if refused.is_empty() { Ok(()) } else { Err(refused) }
    }
}

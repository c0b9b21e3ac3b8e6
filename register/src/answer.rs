//! What a document is made of: its header, its answers, and the commitments to them.

use serde::Serialize;
use serde_json::Value;

use crate::canonical::canonical_of;
use crate::form::{Flaw, Malformed, Object, exact, filled};
use crate::hash::{Commitment, Hash, Salt, sha256};

/// What a document answers, and for whom. Nothing in it is assigned by a server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Header {
    /// The code of the State, `QMA`.
    pub state: String,
    /// The key of the round, `national-implementation-2026`.
    pub round: String,
    /// The id of the edition, `national-implementation/1`.
    pub edition: String,
    /// The hash of the edition ([`crate::hash_canonical`] of its content).
    pub edition_hash: Hash,
}

impl Header {
    /// The canonical form (RFC 8785).
    pub fn canonical(&self) -> Vec<u8> {
        canonical_of(self)
    }

    /// SHA-256 over the canonical form, without salt: the header is shown with every extract.
    pub fn hash(&self) -> Hash {
        sha256(&[&self.canonical()])
    }

    pub(crate) fn check(&self) -> Result<(), Malformed> {
        for (name, text) in [
            ("state", &self.state),
            ("round", &self.round),
            ("edition", &self.edition),
        ] {
            filled(text, || format!("header.{name}"))?;
        }
        Ok(())
    }

    pub(crate) fn read(mut form: Object) -> Result<Self, Malformed> {
        let header = Self {
            state: form.text("state")?,
            round: form.text("round")?,
            edition: form.text("edition")?,
            edition_hash: form.parsed("edition_hash")?,
        };
        form.finish()?;
        header.check()?;
        Ok(header)
    }
}

/// One answer as it is filed: what the commitment covers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AnswerRecord {
    /// The code of the question, `N13A.status`.
    pub question: String,
    /// The code of the standing, `answered`.
    pub standing: String,
    /// The value: there with the standing `answered`, and with no other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// The code of the language, where the answer holds text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

impl AnswerRecord {
    /// The canonical form (RFC 8785); an absent value or language leaves no trace in it.
    pub fn canonical(&self) -> Vec<u8> {
        canonical_of(self)
    }

    /// The commitment to this answer: SHA-256(salt || canonical form).
    pub fn commit(&self, salt: &Salt) -> Commitment {
        Commitment::of(salt, &self.canonical())
    }

    pub(crate) fn check(&self, at: &str) -> Result<(), Malformed> {
        filled(&self.question, || format!("{at}.question"))?;
        filled(&self.standing, || format!("{at}.standing"))?;
        if let Some(language) = &self.language {
            filled(language, || format!("{at}.language"))?;
        }
        if self.value.is_some() != (self.standing == "answered") {
            return Err(Malformed::new(at, Flaw::Silence));
        }
        match &self.value {
            Some(Value::Null) => Err(Malformed::new(
                format!("{at}.value"),
                Flaw::Type("a value other than null"),
            )),
            Some(value) => exact(value, &format!("{at}.value")),
            None => Ok(()),
        }
    }

    fn read(mut form: Object) -> Result<Self, Malformed> {
        let answer = Self {
            question: form.text("question")?,
            standing: form.text("standing")?,
            value: form.find("value"),
            language: form.find_text("language")?,
        };
        form.finish()?;
        Ok(answer)
    }
}

/// What opens a commitment: the salt and the answer. Erasing content erases this and keeps the commitment.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Opening {
    /// The salt that was drawn when the answer was saved.
    pub salt: Salt,
    /// The answer.
    pub answer: AnswerRecord,
}

impl Opening {
    /// The commitment that this opens.
    pub fn commitment(&self) -> Commitment {
        self.answer.commit(&self.salt)
    }

    pub(crate) fn read(mut form: Object) -> Result<Self, Malformed> {
        let opening = Self {
            salt: form.parsed("salt")?,
            answer: AnswerRecord::read(form.object("answer")?)?,
        };
        form.finish()?;
        Ok(opening)
    }
}

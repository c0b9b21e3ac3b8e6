//! Evidence: what an answer cites by a commitment, and what opens it for those who may read the evidence.

use serde::Serialize;

use crate::canonical::canonical_of;
use crate::form::{Flaw, Malformed, Object, filled, parse};
use crate::hash::{Commitment, Hash, Salt, sha256};

/// The format tag of opened evidence.
pub const EVIDENCE_FORMAT: &str = "normtrack/evidence@1";

/// What a piece of evidence is and is called. A document has `sha256`, `size` and `media_type`; a link has `url`, and the
/// `sha256` of a copy that its State keeps of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EvidenceRecord {
    /// Where it is on the web; absent for a document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// SHA-256 of the bytes of the document, or of the copy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Hash>,
    /// How many bytes the document has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// The type of the document (RFC 6838).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// How it is cited: issuer, number, date, article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub citation: Option<String>,
    /// The language it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

impl EvidenceRecord {
    /// The commitment to it under a salt: SHA-256 over the salt and the canonical form.
    pub fn commit(&self, salt: &Salt) -> Commitment {
        Commitment(sha256(&[&salt.0, &canonical_of(self)]).0)
    }

    /// The record as a JSON value.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(self).expect("texts and a number always become JSON")
    }

    /// Reads [`EvidenceRecord::to_json`].
    pub fn from_json(value: serde_json::Value) -> Result<Self, Malformed> {
        Self::read(Object::open(value, "evidence")?)
    }

    fn read(mut form: Object) -> Result<Self, Malformed> {
        let at = form.at("url");
        let size = form.find("size").map(|value| {
            let whole = value.as_u64().filter(|size| *size <= crate::canonical::LARGEST_NUMBER);
            whole.ok_or_else(|| Malformed::new(form.at("size"), Flaw::Type("a whole number")))
        });
        let record = Self {
            url: form.find_text("url")?,
            sha256: form.find_parsed("sha256")?,
            size: size.transpose()?,
            media_type: form.find_text("media_type")?,
            title: form.find_text("title")?,
            citation: form.find_text("citation")?,
            language: form.find_text("language")?,
        };
        form.finish()?;
        if record.url.is_none() && record.sha256.is_none() {
            return Err(Malformed::new(at, Flaw::Missing("url")));
        }
        Ok(record)
    }
}

/// Evidence as it was cited, opened: a reader who got it can show what an answer of an extract stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedEvidence {
    /// The salt.
    pub salt: Salt,
    /// What it is.
    pub evidence: EvidenceRecord,
}

#[derive(Serialize)]
struct OpenedForm<'a> {
    format: &'static str,
    salt: Salt,
    evidence: &'a EvidenceRecord,
}

impl OpenedEvidence {
    /// The commitment by which answers cite it.
    pub fn commitment(&self) -> Commitment {
        self.evidence.commit(&self.salt)
    }

    /// Canonical JSON: the same bytes for the same evidence, always.
    pub fn to_json(&self) -> Vec<u8> {
        canonical_of(&OpenedForm {
            format: EVIDENCE_FORMAT,
            salt: self.salt,
            evidence: &self.evidence,
        })
    }

    /// Reads it; refuses what is not of the form. What it stands for is [`OpenedEvidence::commitment`].
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut form = Object::open(parse(bytes)?, "$")?;
        form.format(EVIDENCE_FORMAT)?;
        let opened = Self {
            salt: form.parsed("salt")?,
            evidence: EvidenceRecord::read(form.object("evidence")?)?,
        };
        form.finish()?;
        if let Some(url) = &opened.evidence.url {
            filled(url, || "evidence.url".to_owned())?;
        }
        Ok(opened)
    }
}

//! Packages: a filing as a State's own instance hands it to the register of another, signed by the key that the State had
//! registered there for that instance.

use ed25519_dalek::VerifyingKey;
use serde::Serialize;
use serde_json::Value;
use thiserror::Error;

use crate::canonical::canonical_of;
use crate::document::{Document, VerifyError};
use crate::evidence::OpenedEvidence;
use crate::form::{Flaw, Malformed, Object};
use crate::hash::Commitment;
use crate::instant::FiledAt;
use crate::jws::{self, JwsError, Signer};
use crate::verify::citations;

/// The `typ` of a package. A receipt has another, so that neither passes for the other under one key.
pub const PACKAGE_TYPE: &str = "normtrack-package";

/// The format tag of a package.
pub const PACKAGE_FORMAT: &str = "normtrack/package@1";

/// Who is to read an answer of a package, in the words of the API's exchange forms. It is not part of the document: the register
/// that takes the package shows it before anybody acts on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PackagedSharing {
    /// The code of the question.
    pub question: String,
    /// The visibility: `national_team`, `secretariat`, `audience`, `member_states`, `public`.
    pub visibility: String,
    /// States of the audience, by code.
    pub audience_states: Vec<String>,
    /// Organisations of the audience, by id.
    pub audience_organisations: Vec<String>,
    /// Whether figures may count it where it is hidden.
    pub counted: bool,
    /// The embargo, RFC 3339 in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embargo_until: Option<FiledAt>,
}

/// The State's own translation of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PackagedTranslation {
    /// The code of the question.
    pub question: String,
    /// The language.
    pub language: String,
    /// How much it may be relied on: `unofficial` or `machine`.
    pub status: String,
    /// The words.
    pub content: String,
}

/// What a package states: the whole document, every answer open, and beside it what a register needs to file it.
#[derive(Clone, Debug, PartialEq)]
pub struct Package {
    /// The document. Every answer in it is open: an erased one cannot be filed again.
    pub document: Document,
    /// The address of the instance that filed it at home.
    pub issuer: String,
    /// Its position in the register at home.
    pub position: u64,
    /// When it was made.
    pub made_at: FiledAt,
    /// Who is to read what, in the order of the document; one for each answer.
    pub sharings: Vec<PackagedSharing>,
    /// Translations, in order of question and language.
    pub translations: Vec<PackagedTranslation>,
    /// What opens the citations of evidence in the answers, by commitment in ascending order: the bytes of documents go their own
    /// way. A commitment that is not among them was cited of evidence that was removed since.
    pub evidence: Vec<OpenedEvidence>,
}

#[derive(Serialize)]
struct PackageForm<'a> {
    format: &'static str,
    document: Value,
    issuer: &'a str,
    position: u64,
    made_at: &'a FiledAt,
    sharings: &'a [PackagedSharing],
    translations: &'a [PackagedTranslation],
    evidence: Vec<Value>,
}

/// Why a text is not a package that can be filed. The checks run in the order of the variants.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PackageError {
    /// Not a statement of the instance at home.
    #[error(transparent)]
    Jws(#[from] JwsError),
    /// The document does not hold together: a commitment or the root was altered.
    #[error(transparent)]
    Document(#[from] VerifyError),
    /// An answer whose content was erased.
    #[error("the answer to question {0} is not open")]
    Closed(String),
    /// Sharings that are not one for each answer, in the order of the document.
    #[error("sharings and answers do not agree at question {0}")]
    Sharings(String),
    /// Evidence that no answer cites, or out of order.
    #[error("no answer cites the evidence {0}, or it is out of order")]
    Evidence(Commitment),
}

impl Package {
    fn form(&self) -> PackageForm<'_> {
        PackageForm {
            format: PACKAGE_FORMAT,
            document: json(&self.document.to_json()),
            issuer: &self.issuer,
            position: self.position,
            made_at: &self.made_at,
            sharings: &self.sharings,
            translations: &self.translations,
            evidence: self.evidence.iter().map(|opened| json(&opened.to_json())).collect(),
        }
    }

    fn read(mut form: Object) -> Result<Self, PackageError> {
        let claims = |malformed: Malformed| PackageError::Jws(JwsError::Claims(malformed));
        form.format(PACKAGE_FORMAT).map_err(claims)?;
        let document = form.take("document").map_err(claims)?;
        let package = Self {
            // Read from its own canonical bytes, so that it is checked like any document.
            document: Document::parse(&canonical_of(&document))?,
            issuer: form.text("issuer").map_err(claims)?,
            position: form.count("position").map_err(claims)?,
            made_at: form.parsed("made_at").map_err(claims)?,
            sharings: read_list(&mut form, "sharings", read_sharing).map_err(claims)?,
            translations: read_list(&mut form, "translations", read_translation).map_err(claims)?,
            evidence: read_evidence(&mut form).map_err(claims)?,
        };
        form.finish().map_err(claims)?;
        package.check()?;
        Ok(package)
    }

    /// Whether every answer is open and shared, and all evidence cited.
    fn check(&self) -> Result<(), PackageError> {
        let entries = self.document.entries();
        if let Some(closed) = entries.iter().find(|entry| entry.opening.is_none()) {
            return Err(PackageError::Closed(closed.question.clone()));
        }
        let mut sharings = self.sharings.iter();
        for entry in entries {
            if sharings.next().is_none_or(|sharing| sharing.question != entry.question) {
                return Err(PackageError::Sharings(entry.question.clone()));
            }
        }
        if let Some(over) = sharings.next() {
            return Err(PackageError::Sharings(over.question.clone()));
        }
        let cited = citations(entries.iter().filter_map(|entry| Some(&entry.opening.as_ref()?.answer)));
        let mut before = None;
        for opened in &self.evidence {
            let commitment = opened.commitment();
            if !cited.contains_key(&commitment) || before >= Some(commitment) {
                return Err(PackageError::Evidence(commitment));
            }
            before = Some(commitment);
        }
        Ok(())
    }

    /// The commitments to evidence that answers cite and nothing here opens, in ascending order.
    pub fn unopened(&self) -> Vec<Commitment> {
        let entries = self.document.entries().iter();
        let cited = citations(entries.filter_map(|entry| Some(&entry.opening.as_ref()?.answer)));
        let mut unopened = cited.into_keys().collect::<Vec<_>>();
        unopened.retain(|commitment| self.evidence.iter().all(|opened| opened.commitment() != *commitment));
        unopened
    }
}

/// What was written in canonical form, to stand inside another form.
fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("a form writes itself as JSON")
}

fn read_list<T>(
    form: &mut Object,
    name: &'static str,
    read: impl Fn(Object) -> Result<T, Malformed>,
) -> Result<Vec<T>, Malformed> {
    let items = form.list(name)?.into_iter();
    items.map(|(at, value)| read(Object::open(value, at)?)).collect()
}

fn read_texts(form: &mut Object, name: &'static str) -> Result<Vec<String>, Malformed> {
    let items = form.list(name)?.into_iter();
    items
        .map(|(at, value)| match value {
            Value::String(text) => Ok(text),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                Err(Malformed::new(at, Flaw::Type("a string")))
            }
        })
        .collect()
}

fn read_evidence(form: &mut Object) -> Result<Vec<OpenedEvidence>, Malformed> {
    let items = form.list("evidence")?.into_iter();
    let open = |(at, value)| {
        OpenedEvidence::parse(&canonical_of(&value))
            .map_err(|inner| Malformed::new(format!("{at}.{}", inner.at), inner.flaw))
    };
    items.map(open).collect()
}

fn read_sharing(mut form: Object) -> Result<PackagedSharing, Malformed> {
    let counted = match form.take("counted")? {
        Value::Bool(counted) => counted,
        Value::Null | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
            return Err(Malformed::new(form.at("counted"), Flaw::Type("true or false")));
        }
    };
    let sharing = PackagedSharing {
        question: form.text("question")?,
        visibility: form.text("visibility")?,
        audience_states: read_texts(&mut form, "audience_states")?,
        audience_organisations: read_texts(&mut form, "audience_organisations")?,
        counted,
        embargo_until: form.find_parsed("embargo_until")?,
    };
    form.finish()?;
    Ok(sharing)
}

fn read_translation(mut form: Object) -> Result<PackagedTranslation, Malformed> {
    let translation = PackagedTranslation {
        question: form.text("question")?,
        language: form.text("language")?,
        status: form.text("status")?,
        content: form.text("content")?,
    };
    form.finish()?;
    Ok(translation)
}

impl Signer {
    /// Signs a package.
    pub fn package(&self, package: &Package) -> String {
        self.sign(PACKAGE_TYPE, &package.form())
    }
}

/// Checks a package and returns it: signature, every commitment, the root. `key_named(kid)` finds a key that the State registered
/// for its own instance and that holds now, and must not find any other.
pub fn verify_package(
    jws: &str,
    key_named: impl FnOnce(&str) -> Option<VerifyingKey>,
) -> Result<Package, PackageError> {
    Package::read(jws::open(PACKAGE_TYPE, jws, key_named)?)
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;
    use serde_json::json;

    use super::*;
    use crate::answer::{AnswerRecord, Header};
    use crate::document::Entry;
    use crate::evidence::EvidenceRecord;
    use crate::hash::{Hash, Salt};

    fn package() -> Package {
        let entry = |question: &str, value: Value, salt: u8| {
            let answer = AnswerRecord {
                question: question.to_owned(),
                standing: "answered".to_owned(),
                value: Some(value),
                language: Some("en".to_owned()),
            };
            Entry::opened(Salt([salt; 16]), answer)
        };
        let evidence = OpenedEvidence {
            salt: Salt([8; 16]),
            evidence: EvidenceRecord {
                url: None,
                sha256: Some(Hash([9; 32])),
                size: Some(12),
                media_type: Some("application/pdf".to_owned()),
                title: Some("Act".to_owned()),
                citation: None,
                language: None,
            },
        };
        let cited = json!([{"commitment": evidence.commitment().to_hex()}]);
        let header = Header {
            state: "QMA".to_owned(),
            round: "views-2027".to_owned(),
            edition: "views-and-assessments/1".to_owned(),
            edition_hash: Hash([7; 32]),
        };
        let sharing = |question: &str| PackagedSharing {
            question: question.to_owned(),
            visibility: "public".to_owned(),
            audience_states: Vec::new(),
            audience_organisations: Vec::new(),
            counted: true,
            embargo_until: None,
        };
        Package {
            document: Document::new(
                header,
                vec![
                    entry("VT.topic_a", json!({"text": "A desk answers."}), 1),
                    entry("VT.topic_b", cited, 2),
                ],
            )
            .unwrap(),
            issuer: "https://home.example.org".to_owned(),
            position: 1,
            made_at: "2027-03-02T12:00:00.000000Z".parse().unwrap(),
            sharings: vec![sharing("VT.topic_a"), sharing("VT.topic_b")],
            translations: Vec::new(),
            evidence: vec![evidence],
        }
    }

    fn key() -> SigningKey {
        SigningKey::from_bytes(&[3; 32])
    }

    fn signed(form: &impl Serialize) -> String {
        jws::sign(PACKAGE_TYPE, form, &key(), "home")
    }

    fn read(text: &str) -> Result<Package, PackageError> {
        verify_package(text, |kid| (kid == "home").then(|| key().verifying_key()))
    }

    #[test]
    fn a_package_is_read_as_it_was_written_with_the_same_document() {
        let package = package();
        let text = signed(&package.form());
        let found = read(&text).unwrap();
        assert_eq!(found, package);
        assert_eq!(found.document.to_json(), package.document.to_json());
        assert!(matches!(
            verify_package(&text, |_| None),
            Err(PackageError::Jws(JwsError::UnknownKey(_)))
        ));
        let receipt = jws::sign(crate::RECEIPT_TYPE, &package.form(), &key(), "home");
        assert!(matches!(read(&receipt), Err(PackageError::Jws(JwsError::Type { .. }))));
    }

    #[test]
    fn whoever_has_the_key_still_cannot_make_parts_disagree() {
        let whole = serde_json::to_value(package().form()).unwrap();
        for (pointer, value) in [
            ("/document/root", json!("00".repeat(32))),
            ("/document/header/round", json!("other")),
            ("/document/entries/0/opening/answer/value/text", json!("Another.")),
            ("/document/entries/0/opening/salt", json!("05".repeat(16))),
            ("/document/entries/1/commitment", json!("00".repeat(32))),
            ("/sharings/0/question", json!("VT.topic_b")),
            ("/sharings", json!([])),
            ("/format", json!("normtrack/package@2")),
            ("/evidence/0", json!("zz")),
            ("/evidence/0/salt", json!("05".repeat(16))),
            ("/evidence/0/evidence/title", json!("Another act")),
            ("/issuer", json!(null)),
            ("/position", json!(-1)),
        ] {
            let mut tampered = whole.clone();
            *tampered.pointer_mut(pointer).unwrap() = value;
            assert!(read(&signed(&tampered)).is_err(), "{pointer}");
        }
        let mut twice = whole.clone();
        let evidence = twice["evidence"][0].clone();
        twice["evidence"].as_array_mut().unwrap().push(evidence);
        assert!(matches!(read(&signed(&twice)), Err(PackageError::Evidence(_))));
        let mut removed = whole.clone();
        removed["evidence"] = json!([]);
        assert_eq!(
            read(&signed(&removed)).unwrap().unopened(),
            [package().evidence[0].commitment()]
        );
        let mut erased = whole.clone();
        erased["document"]["entries"][0]
            .as_object_mut()
            .unwrap()
            .remove("opening");
        assert_eq!(
            read(&signed(&erased)),
            Err(PackageError::Closed("VT.topic_a".to_owned()))
        );
    }

    #[test]
    fn a_letter_changed_anywhere_is_refused() {
        let text = signed(&package().form());
        for at in (0..text.len()).step_by(41) {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let tampered = String::from_utf8(bytes).unwrap();
            if tampered != text {
                assert!(read(&tampered).is_err(), "at {at}");
            }
        }
    }
}

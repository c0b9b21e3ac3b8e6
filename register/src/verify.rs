//! Verifying a file offline: what it is, and what it shows by itself.

use std::collections::BTreeMap;

use serde_json::Value;
use thiserror::Error;

use crate::answer::{AnswerRecord, Header};
use crate::document::{DOCUMENT_FORMAT, Document, EXTRACT_FORMAT, Extract, VerifyError, verify_extract};
use crate::evidence::{EVIDENCE_FORMAT, OpenedEvidence};
use crate::form::{Object, parse};
use crate::hash::{Commitment, Hash, Root};
use crate::head::{
    CONSISTENCY_FORMAT, Consistency, ENTRIES_FORMAT, Entries, HEAD_TYPE, HeadClaims, INCLUSION_FORMAT, Inclusion,
    LogRefused, verify_head,
};
use crate::jws::{JwsError, KeyRing, statement_type};
use crate::proof::ProofRefused;
use crate::receipt::{RECEIPT_TYPE, ReceiptClaims, ReceiptError, verify_receipt};

/// Commitments to evidence, each with the codes of the questions whose answers cite it.
pub type Citations = BTreeMap<Commitment, Vec<String>>;

/// What a file is, after everything in it was found to hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// A document, or an extract of one.
    Filing {
        /// What it answers, and for whom.
        header: Header,
        /// Its root.
        root: Root,
        /// How many answers are open.
        opened: usize,
        /// How many are not: hidden in an extract, erased in a document.
        hidden: usize,
        /// The evidence that open answers cite, each with the codes of their questions.
        cited: Citations,
    },
    /// What opens a citation of evidence.
    Evidence(OpenedEvidence),
    /// The bytes of evidence that is among the files.
    Bytes {
        /// Their SHA-256.
        sha256: Hash,
        /// The files with the evidence.
        of: Vec<String>,
    },
    /// A receipt.
    Receipt(ReceiptClaims),
    /// A signed tree head.
    Head(HeadClaims),
    /// The proof that a log holds an entry.
    Inclusion(Inclusion),
    /// The proof that a log begins with another.
    Consistency(Consistency),
    /// Entries of the log.
    Entries(Entries),
}

/// Why a file, or what files say of one another, does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Failing {
    /// Not one of our forms.
    #[error("neither a form nor a signed statement of a register")]
    NotOurs,
    /// It cannot be verified without keys.
    #[error("it is signed, and no keys are given to verify it with")]
    NoKeys,
    /// Signed with a key that is not known.
    #[error(
        "it is signed with the key `{0}`, which is not among the keys given: another register signed it, or the keys are older than it is"
    )]
    ForeignKey(String),
    /// Signed with a key that is for something else.
    #[error("the key `{0}` signs neither receipts nor tree heads: no register gave this out")]
    OtherKey(String),
    /// The signature is not the key's.
    #[error("the signature is not that of the key `{0}`: it was forged, or changed after it was signed")]
    Forged(String),
    /// Not a statement of the right form.
    #[error(transparent)]
    Statement(JwsError),
    /// A receipt for an entry that its log does not hold.
    #[error("it is rightly signed, but its log does not hold its entry: {0}")]
    NotInLog(ProofRefused),
    /// A document or an extract that does not hold.
    #[error(transparent)]
    Filing(VerifyError),
    /// A proof or entries that do not hold.
    #[error(transparent)]
    Log(LogRefused),
    /// A later log that does not begin with the earlier one.
    #[error("the log of {to} entries does not begin with the log of {from} entries: {why}")]
    NotExtended {
        /// The size of the earlier log.
        from: u64,
        /// The size of the later log.
        to: u64,
        /// What the proof does not do.
        why: ProofRefused,
    },
    /// Two logs of one size.
    #[error(
        "it has another log of {size} entries than {other}: one with the root {root}, and one with the root {other_root}"
    )]
    Forked {
        /// The size.
        size: u64,
        /// The root here.
        root: String,
        /// The root there.
        other_root: String,
        /// The other file.
        other: String,
    },
    /// Another entry at one position.
    #[error("at position {position} it has another entry than {other}")]
    OtherEntry {
        /// The position.
        position: u64,
        /// The other file.
        other: String,
    },
    /// A receipt that is not for this filing.
    #[error("the receipt {receipt} is for the {what} {stated}, and this has {found}")]
    OtherFiling {
        /// The receipt's file.
        receipt: String,
        /// What differs: `root`, `State` or `round`.
        what: &'static str,
        /// What the receipt states.
        stated: String,
        /// What the filing has.
        found: String,
    },
    /// Evidence that no open answer here cites.
    #[error(
        "no open answer of a filing here cites it: add the document, or the extract in which the answer can be read. Its commitment is {0}"
    )]
    NotCited(Commitment),
    /// Bytes that are not those of the evidence.
    #[error(
        "its SHA-256 is {found}, and that of the evidence in {evidence} is {stated}: it is another file, or was changed"
    )]
    OtherBytes {
        /// What the bytes give.
        found: Hash,
        /// The file with the evidence.
        evidence: String,
        /// What the evidence states.
        stated: Hash,
    },
    /// Nothing shows that one log begins with another.
    #[error(
        "nothing here shows that its log of {to} entries begins with the log of {from} entries of {other}: add /register/proof/consistency?from={from}&to={to}"
    )]
    Unproven {
        /// The size of the earlier log.
        from: u64,
        /// The size of the later log.
        to: u64,
        /// The file with the earlier log.
        other: String,
    },
}

impl Failing {
    /// A word for programs that never changes.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotOurs => "NOT_OURS",
            Self::NoKeys => "NO_KEYS",
            Self::ForeignKey(_) => "FOREIGN_KEY",
            Self::OtherKey(_) => "OTHER_KEY",
            Self::Forged(_) => "FORGED",
            Self::Statement(_) => "MALFORMED_STATEMENT",
            Self::NotInLog(_) => "NOT_IN_LOG",
            Self::Filing(VerifyError::Malformed(_)) | Self::Log(LogRefused::Malformed(_)) => "MALFORMED",
            Self::Filing(VerifyError::Opening { .. } | VerifyError::OtherQuestion { .. }) => "CHANGED_ANSWER",
            Self::Filing(VerifyError::Root { .. } | VerifyError::Duplicate { .. } | VerifyError::OutOfOrder { .. }) => {
                "CHANGED_DOCUMENT"
            }
            Self::Log(LogRefused::Proof(_)) => "NOT_PROVEN",
            Self::Log(LogRefused::Gap { .. } | LogRefused::Time(_)) => "CHANGED_LOG",
            Self::NotExtended { .. } => "NOT_EXTENDED",
            Self::Forked { .. } => "FORKED",
            Self::OtherEntry { .. } => "OTHER_ENTRY",
            Self::OtherFiling { .. } => "OTHER_FILING",
            Self::NotCited(_) => "NOT_CITED",
            Self::OtherBytes { .. } => "OTHER_BYTES",
            Self::Unproven { .. } => "UNPROVEN",
        }
    }

    /// Whether something was found to be false; else something could not be found out.
    pub const fn is_false(&self) -> bool {
        !matches!(
            self,
            Self::NotOurs | Self::NoKeys | Self::NotCited(_) | Self::Unproven { .. }
        )
    }
}

/// Reads a file and verifies everything that it shows by itself.
pub fn verify_piece(bytes: &[u8], keys: Option<&KeyRing>) -> Result<Piece, Failing> {
    let text = std::str::from_utf8(bytes).map_err(|_| Failing::NotOurs)?.trim();
    if text.starts_with('{') {
        verify_form(text.as_bytes())
    } else {
        verify_statement(text, keys)
    }
}

fn verify_form(bytes: &[u8]) -> Result<Piece, Failing> {
    let malformed = |malformed| Failing::Filing(VerifyError::Malformed(malformed));
    let mut form = parse(bytes)
        .and_then(|value| Object::open(value, "$"))
        .map_err(malformed)?;
    match form.text("format").as_deref() {
        Ok(DOCUMENT_FORMAT) => {
            let document = Document::parse(bytes).map_err(Failing::Filing)?;
            let openings = document.entries().iter().filter_map(|entry| entry.opening.as_ref());
            let opened = openings.clone().count();
            Ok(Piece::Filing {
                header: document.header().clone(),
                root: document.root(),
                opened,
                hidden: document.entries().len() - opened,
                cited: citations(openings.map(|opening| &opening.answer)),
            })
        }
        Ok(EXTRACT_FORMAT) => {
            let extract = Extract::parse(bytes).map_err(malformed)?;
            let verified = verify_extract(&extract).map_err(Failing::Filing)?;
            let openings = extract.leaves.iter().filter_map(|leaf| leaf.opening.as_ref());
            Ok(Piece::Filing {
                cited: citations(openings.map(|opening| &opening.answer)),
                header: extract.header,
                root: verified.root,
                opened: verified.opened,
                hidden: verified.hidden,
            })
        }
        Ok(INCLUSION_FORMAT) => Inclusion::parse(bytes).map(Piece::Inclusion).map_err(Failing::Log),
        Ok(CONSISTENCY_FORMAT) => {
            let proof = Consistency::parse(bytes).map_err(|error| Failing::Log(error.into()))?;
            proof.check().map_err(|why| Failing::NotExtended {
                from: proof.from.size,
                to: proof.to.size,
                why,
            })?;
            Ok(Piece::Consistency(proof))
        }
        Ok(EVIDENCE_FORMAT) => OpenedEvidence::parse(bytes).map(Piece::Evidence).map_err(malformed),
        Ok(ENTRIES_FORMAT) => Entries::parse(bytes).map(Piece::Entries).map_err(Failing::Log),
        Ok(_) | Err(_) => Err(Failing::NotOurs),
    }
}

/// The evidence that answers cite. Their questions are not known here: an item of a list that has a commitment and nothing
/// else cites evidence, and no other kind of question has such a value.
pub(crate) fn citations<'a>(answers: impl Iterator<Item = &'a AnswerRecord>) -> Citations {
    let mut cited = Citations::new();
    for answer in answers {
        let items = answer.value.as_ref().and_then(Value::as_array).into_iter().flatten();
        for item in items.filter_map(Value::as_object).filter(|item| item.len() == 1) {
            let commitment = item.get("commitment").and_then(Value::as_str);
            if let Some(commitment) = commitment.and_then(|text| text.parse().ok()) {
                cited.entry(commitment).or_default().push(answer.question.clone());
            }
        }
    }
    cited
}

fn verify_statement(jws: &str, keys: Option<&KeyRing>) -> Result<Piece, Failing> {
    let (typ, kid) = statement_type(jws).map_err(|error| match error {
        JwsError::NotCompact => Failing::NotOurs,
        error => Failing::Statement(error),
    })?;
    if typ != RECEIPT_TYPE && typ != HEAD_TYPE {
        return Err(Failing::NotOurs);
    }
    let keys = keys.ok_or(Failing::NoKeys)?;
    let failing = |error| match error {
        JwsError::UnknownKey(kid) if keys.signs_something_else(&kid) => Failing::OtherKey(kid),
        JwsError::UnknownKey(kid) => Failing::ForeignKey(kid),
        JwsError::Signature => Failing::Forged(kid.clone()),
        error => Failing::Statement(error),
    };
    if typ == HEAD_TYPE {
        verify_head(jws, |kid| keys.register_key(kid))
            .map(Piece::Head)
            .map_err(failing)
    } else {
        verify_receipt(jws, |kid| keys.register_key(kid))
            .map(Piece::Receipt)
            .map_err(|error| match error {
                ReceiptError::Jws(error) => failing(error),
                ReceiptError::Inclusion(refused) => Failing::NotInLog(refused),
            })
    }
}

//! Receipts: the signed proof that the register took a filing, as JWS compact serialisation (RFC 7515) with `EdDSA`
//! over Ed25519 (RFC 8037).

use ed25519_dalek::{SigningKey, VerifyingKey};
use serde::Serialize;
use thiserror::Error;

use crate::form::{Malformed, Object, filled};
use crate::hash::{Hash, Root, Salt};
use crate::instant::FiledAt;
use crate::jws::{self, JwsError, Signer};
use crate::log::{EntryKind, LogEntry, StateName, read_position};
use crate::proof::{ProofRefused, read_path, verify_inclusion};
use crate::tree::TreeHead;

/// The `typ` of a receipt. A token has another, so that neither passes for the other even under one key.
pub const RECEIPT_TYPE: &str = "normtrack-receipt";

/// The `typ` of a record.
pub const RECORD_TYPE: &str = "normtrack-record";

/// What a record states: the hash of what is kept of a filing beside its document and its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RecordClaims {
    /// The position in the register, from 1.
    pub position: u64,
    /// The hash ([`crate::hash_canonical`]) of what is kept.
    pub record: Hash,
}

/// What a receipt states: an entry of the log, the State whose it is, and the proof that the log holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReceiptClaims {
    /// The position in the register, from 1.
    pub position: u64,
    /// The root of the document.
    pub root: Root,
    /// The code of the State.
    pub state: String,
    /// The salt that opens the State of the entry.
    pub state_salt: Salt,
    /// The key of the round.
    pub round: String,
    /// When the register took it.
    pub filed_at: FiledAt,
    /// What kind of act it is.
    pub kind: EntryKind,
    /// The size of the log that the proof is for.
    pub log_size: u64,
    /// The root of the log at that size.
    pub log_root: Hash,
    /// The inclusion proof of leaf `position - 1` in that log.
    pub inclusion: Vec<Hash>,
}

impl ReceiptClaims {
    /// The entry of the log that the receipt is for.
    pub fn entry(&self) -> LogEntry {
        let name = StateName {
            salt: self.state_salt,
            state: self.state.clone(),
        };
        LogEntry {
            position: self.position,
            root: self.root,
            state: name.commitment(),
            round: self.round.clone(),
            filed_at: self.filed_at.clone(),
            kind: self.kind,
        }
    }

    /// The log that the receipt's proof is for, as the issuer saw it.
    pub fn log_head(&self) -> TreeHead {
        TreeHead {
            size: self.log_size,
            root: self.log_root,
        }
    }

    /// Checks that the entry is in the log that the receipt names.
    pub fn check_inclusion(&self) -> Result<(), ProofRefused> {
        let index = self.position.checked_sub(1).ok_or(ProofRefused::OutOfRange {
            of: self.position,
            size: self.log_size,
        })?;
        verify_inclusion(&self.entry().leaf_hash(), index, &self.log_head(), &self.inclusion)
    }

    fn read(mut form: Object) -> Result<Self, Malformed> {
        let claims = Self {
            inclusion: read_path(&mut form, "inclusion")?,
            position: read_position(&mut form)?,
            root: form.parsed("root")?,
            state: form.text("state")?,
            state_salt: form.parsed("state_salt")?,
            round: form.text("round")?,
            filed_at: form.parsed("filed_at")?,
            kind: EntryKind::read(&mut form)?,
            log_size: form.count("log_size")?,
            log_root: form.parsed("log_root")?,
        };
        form.finish()?;
        filled(&claims.state, || "state".to_owned())?;
        filled(&claims.round, || "round".to_owned())?;
        Ok(claims)
    }
}

/// Why a text is not a valid receipt.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReceiptError {
    /// Not a statement of the register.
    #[error(transparent)]
    Jws(#[from] JwsError),
    /// Rightly signed, but the log named does not hold the entry.
    #[error("the entry is not proven to be in the log: {0}")]
    Inclusion(#[source] ProofRefused),
}

/// Signs a receipt. The same claims under the same key give the same text.
pub fn sign_receipt(claims: &ReceiptClaims, key: &SigningKey, kid: &str) -> String {
    jws::sign(RECEIPT_TYPE, claims, key, kid)
}

impl Signer {
    /// Signs a receipt.
    pub fn receipt(&self, claims: &ReceiptClaims) -> String {
        self.sign(RECEIPT_TYPE, claims)
    }

    /// Signs a record.
    pub fn record(&self, claims: &RecordClaims) -> String {
        self.sign(RECORD_TYPE, claims)
    }
}

/// Checks a receipt and returns what it states. `key_named(kid)` finds a key of the register, retired ones included, and
/// must not find any other.
pub fn verify_receipt(
    jws: &str,
    key_named: impl FnOnce(&str) -> Option<VerifyingKey>,
) -> Result<ReceiptClaims, ReceiptError> {
    let claims = jws::open(RECEIPT_TYPE, jws, key_named)?;
    let claims = ReceiptClaims::read(claims).map_err(JwsError::Claims)?;
    claims.check_inclusion().map_err(ReceiptError::Inclusion)?;
    Ok(claims)
}

/// Checks a record and returns what it states; keys as for receipts.
pub fn verify_record(
    jws: &str,
    key_named: impl FnOnce(&str) -> Option<VerifyingKey>,
) -> Result<RecordClaims, JwsError> {
    let mut form = jws::open(RECORD_TYPE, jws, key_named)?;
    let mut read = || {
        Ok(RecordClaims {
            position: read_position(&mut form)?,
            record: form.parsed("record")?,
        })
    };
    let claims = read().map_err(JwsError::Claims)?;
    form.finish().map_err(JwsError::Claims)?;
    Ok(claims)
}

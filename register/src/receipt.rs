//! Receipts: the signed proof that the register took a filing, as JWS compact serialisation (RFC 7515) with `EdDSA`
//! over Ed25519 (RFC 8037).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::Serialize;
use thiserror::Error;

use crate::canonical::canonical_of;
use crate::form::{Flaw, Malformed, Object, filled, parse};
use crate::hash::{Hash, Root, Salt};
use crate::instant::FiledAt;
use crate::log::{EntryKind, LogEntry, StateName, read_position};
use crate::proof::{ProofRefused, verify_inclusion};
use crate::tree::TreeHead;

/// The `typ` of a receipt. A token has another, so that neither passes for the other even under one key.
pub const RECEIPT_TYPE: &str = "normtrack-receipt";

const ALGORITHM: &str = "EdDSA";

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
        let inclusion = form
            .list("inclusion")?
            .into_iter()
            .map(|(at, item)| match item.as_str() {
                Some(text) => text.parse().map_err(|flaw: crate::BadHex| Malformed::new(at, flaw)),
                None => Err(Malformed::new(at, Flaw::Type("a string"))),
            });
        let claims = Self {
            inclusion: inclusion.collect::<Result<_, _>>()?,
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

/// Why a text is not a valid receipt. The checks run in the order of the variants.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReceiptError {
    /// Not three parts in base64url without padding.
    #[error("not a JWS in compact serialisation")]
    NotCompact,
    /// The protected header is not of the form.
    #[error("the header is malformed {0}")]
    Header(#[source] Malformed),
    /// Signed by another algorithm, or by none.
    #[error("the algorithm is `{0}`, not `EdDSA`")]
    Algorithm(String),
    /// Something else than a receipt, though perhaps rightly signed.
    #[error("the type is `{0}`, not `normtrack-receipt`")]
    Type(String),
    /// The key named is not one for receipts.
    #[error("no key for receipts is called `{0}`")]
    UnknownKey(String),
    /// The signature is not the key's.
    #[error("the signature is not valid")]
    Signature,
    /// Rightly signed, but the claims are not of the form.
    #[error("the claims are malformed {0}")]
    Claims(#[source] Malformed),
    /// Rightly signed, but the log named does not hold the entry.
    #[error("the entry is not proven to be in the log: {0}")]
    Inclusion(#[source] ProofRefused),
}

#[derive(Serialize)]
struct Protected<'a> {
    alg: &'static str,
    kid: &'a str,
    typ: &'static str,
}

/// Signs a receipt: header and claims in canonical form, so that the same claims under the same key give the same text
/// (Ed25519 signatures are deterministic, RFC 8032).
pub fn sign_receipt(claims: &ReceiptClaims, key: &SigningKey, kid: &str) -> String {
    let header = canonical_of(&Protected {
        alg: ALGORITHM,
        kid,
        typ: RECEIPT_TYPE,
    });
    let signed = format!("{}.{}", BASE64.encode(header), BASE64.encode(canonical_of(claims)));
    let signature = key.sign(signed.as_bytes());
    format!("{signed}.{}", BASE64.encode(signature.to_bytes()))
}

/// Checks a receipt and returns what it states. `key_named(kid)` finds a key for receipts, retired ones included, and
/// must not find any other.
///
/// The header holds `alg`, `kid` and `typ` and nothing else, so no extension that changes the meaning (`crit`, `b64`,
/// `jwk`; RFC 7515 section 4.1) can ride along. A key of small order is refused (RFC 8032 section 5.1.7, strictly).
pub fn verify_receipt(
    jws: &str,
    key_named: impl FnOnce(&str) -> Option<VerifyingKey>,
) -> Result<ReceiptClaims, ReceiptError> {
    let (signed, signature) = jws.rsplit_once('.').ok_or(ReceiptError::NotCompact)?;
    let (header, payload) = signed.split_once('.').ok_or(ReceiptError::NotCompact)?;
    let decode = |part: &str| BASE64.decode(part).map_err(|_| ReceiptError::NotCompact);
    let (header, payload, signature) = (decode(header)?, decode(payload)?, decode(signature)?);

    let (alg, kid, typ) = read_header(&header).map_err(ReceiptError::Header)?;
    if alg != ALGORITHM {
        return Err(ReceiptError::Algorithm(alg));
    }
    if typ != RECEIPT_TYPE {
        return Err(ReceiptError::Type(typ));
    }
    let Some(key) = key_named(&kid) else {
        return Err(ReceiptError::UnknownKey(kid));
    };
    let signature = Signature::from_slice(&signature).map_err(|_| ReceiptError::Signature)?;
    key.verify_strict(signed.as_bytes(), &signature)
        .map_err(|_| ReceiptError::Signature)?;

    let claims = parse(&payload)
        .and_then(|value| Object::open(value, "$"))
        .and_then(ReceiptClaims::read)
        .map_err(ReceiptError::Claims)?;
    claims.check_inclusion().map_err(ReceiptError::Inclusion)?;
    Ok(claims)
}

fn read_header(bytes: &[u8]) -> Result<(String, String, String), Malformed> {
    let mut form = Object::open(parse(bytes)?, "$")?;
    let alg = form.text("alg")?;
    // `none` comes without a key; say that it is the algorithm that is wrong.
    if alg != ALGORITHM {
        return Ok((alg, String::new(), String::new()));
    }
    let header = (alg, form.text("kid")?, form.text("typ")?);
    form.finish()?;
    Ok(header)
}

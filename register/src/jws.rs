//! Signed statements of the register: JWS in compact serialisation (RFC 7515 section 7.1) with `EdDSA` over Ed25519
//! (RFC 8037). Each kind of statement has its own `typ`, so that none passes for another under the same key.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::Serialize;
use serde_json::Value;
use thiserror::Error;

use crate::canonical::canonical_of;
use crate::form::{Malformed, Object, parse};

const ALGORITHM: &str = "EdDSA";

/// Why a text is not a valid statement of the register. The checks run in the order of the variants.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum JwsError {
    /// Not three parts in base64url without padding.
    #[error("not a JWS in compact serialisation")]
    NotCompact,
    /// The protected header is not of the form.
    #[error("the header is malformed {0}")]
    Header(#[source] Malformed),
    /// Signed by another algorithm, or by none.
    #[error("the algorithm is `{0}`, not `EdDSA`")]
    Algorithm(String),
    /// Something else than what was expected, though perhaps rightly signed.
    #[error("the type is `{found}`, not `{expected}`")]
    Type {
        /// The type found.
        found: String,
        /// The type that was expected.
        expected: &'static str,
    },
    /// The key named is not one of the register.
    #[error("no key of the register is called `{0}`")]
    UnknownKey(String),
    /// The signature is not the key's.
    #[error("the signature is not valid")]
    Signature,
    /// Rightly signed, but the claims are not of the form.
    #[error("the claims are malformed {0}")]
    Claims(#[source] Malformed),
}

#[derive(Serialize)]
struct Protected<'a> {
    alg: &'static str,
    kid: &'a str,
    typ: &'static str,
}

/// Signs claims: header and claims in canonical form, so that the same claims under the same key give the same text
/// (Ed25519 signatures are deterministic, RFC 8032).
pub(crate) fn sign(typ: &'static str, claims: &impl Serialize, key: &SigningKey, kid: &str) -> String {
    let header = canonical_of(&Protected {
        alg: ALGORITHM,
        kid,
        typ,
    });
    let signed = format!("{}.{}", BASE64.encode(header), BASE64.encode(canonical_of(claims)));
    let signature = key.sign(signed.as_bytes());
    format!("{signed}.{}", BASE64.encode(signature.to_bytes()))
}

/// The parts of a statement, decoded and not believed.
struct Parts<'a> {
    signed: &'a str,
    typ: String,
    kid: String,
    payload: Vec<u8>,
    signature: Vec<u8>,
}

fn take_apart(jws: &str) -> Result<Parts<'_>, JwsError> {
    let (signed, signature) = jws.rsplit_once('.').ok_or(JwsError::NotCompact)?;
    let (header, payload) = signed.split_once('.').ok_or(JwsError::NotCompact)?;
    let decode = |part: &str| BASE64.decode(part).map_err(|_| JwsError::NotCompact);
    let (header, payload, signature) = (decode(header)?, decode(payload)?, decode(signature)?);
    let (alg, kid, typ) = read_header(&header).map_err(JwsError::Header)?;
    if alg != ALGORITHM {
        return Err(JwsError::Algorithm(alg));
    }
    Ok(Parts {
        signed,
        typ,
        kid,
        payload,
        signature,
    })
}

/// What a text says of itself: its `typ` and its `kid`. Nothing of it is verified.
pub fn statement_type(jws: &str) -> Result<(String, String), JwsError> {
    take_apart(jws).map(|parts| (parts.typ, parts.kid))
}

/// Checks the signature of a statement and returns its claims. `key_named(kid)` finds a key of the register, retired ones
/// included, and must not find any other.
///
/// The header holds `alg`, `kid` and `typ` and nothing else, so no extension that changes the meaning (`crit`, `b64`,
/// `jwk`; RFC 7515 section 4.1) can ride along. A key of small order is refused (RFC 8032 section 5.1.7, strictly).
pub(crate) fn open(
    expected: &'static str,
    jws: &str,
    key_named: impl FnOnce(&str) -> Option<VerifyingKey>,
) -> Result<Object, JwsError> {
    let parts = take_apart(jws)?;
    if parts.typ != expected {
        return Err(JwsError::Type {
            found: parts.typ,
            expected,
        });
    }
    let Some(key) = key_named(&parts.kid) else {
        return Err(JwsError::UnknownKey(parts.kid));
    };
    let signature = Signature::from_slice(&parts.signature).map_err(|_| JwsError::Signature)?;
    key.verify_strict(parts.signed.as_bytes(), &signature)
        .map_err(|_| JwsError::Signature)?;
    parse(&parts.payload)
        .and_then(|value| Object::open(value, "$"))
        .map_err(JwsError::Claims)
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

/// A key of the register with its name: what signs receipts and tree heads.
#[derive(Clone)]
pub struct Signer {
    kid: String,
    key: SigningKey,
}

impl Signer {
    /// The key of this name.
    pub fn new(kid: String, key: SigningKey) -> Self {
        Self { kid, key }
    }

    /// The key of this name from its 32 secret bytes (RFC 8032 section 5.1.5).
    pub fn from_seed(kid: String, seed: &[u8; 32]) -> Self {
        Self::new(kid, SigningKey::from_bytes(seed))
    }

    /// Its name, `kid`.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The key that verifies what it signs.
    pub fn verifying_key(&self) -> VerifyingKey {
        self.key.verifying_key()
    }

    pub(crate) fn sign(&self, typ: &'static str, claims: &impl Serialize) -> String {
        sign(typ, claims, &self.key, &self.kid)
    }
}

/// What a key of an issuer may sign, as its JWK set says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    Register,
    Other,
}

/// The public keys of one issuer, as its JWK set lists them (RFC 7517): which of them are the register's.
#[derive(Clone, Debug, Default)]
pub struct KeyRing(Vec<(String, Purpose, VerifyingKey)>);

/// Why a text is no JWK set of ours.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KeyRingError {
    /// Not JSON of the form `{"keys": [...]}`.
    #[error("not a JWK set: {0}")]
    Malformed(#[from] Malformed),
    /// A key that is said to be an Ed25519 key, and is none.
    #[error("the key `{0}` is not an Ed25519 public key")]
    Key(String),
}

impl KeyRing {
    /// Keys of the register by their names.
    pub fn of(keys: impl IntoIterator<Item = (String, VerifyingKey)>) -> Self {
        Self(
            keys.into_iter()
                .map(|(kid, key)| (kid, Purpose::Register, key))
                .collect(),
        )
    }

    /// Keys of the register by their names, from their 32 bytes (RFC 8032 section 5.1.5); what is no key is left out.
    pub fn of_bytes(keys: impl IntoIterator<Item = (String, [u8; 32])>) -> Self {
        let keys = keys.into_iter();
        Self::of(keys.filter_map(|(kid, bytes)| Some((kid, VerifyingKey::from_bytes(&bytes).ok()?))))
    }

    /// Reads a JWK set. Keys of other kinds are passed over, and so are members that we do not know (RFC 7517 sections 4
    /// and 5). A key is the register's if its `normtrack_purpose` is `receipt`.
    pub fn parse(bytes: &[u8]) -> Result<Self, KeyRingError> {
        let mut set = Object::open(parse(bytes)?, "$")?;
        let mut keys = Vec::new();
        for (at, value) in set.list("keys")? {
            let mut jwk = Object::open(value, at)?;
            let is = |found: Option<Value>, wanted: &str| found.as_ref().and_then(Value::as_str) == Some(wanted);
            if !is(jwk.find("kty"), "OKP") || !is(jwk.find("crv"), "Ed25519") {
                continue;
            }
            let kid = jwk.text("kid")?;
            let bytes = BASE64.decode(jwk.text("x")?).ok();
            let key = bytes
                .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
                .and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok())
                .ok_or_else(|| KeyRingError::Key(kid.clone()))?;
            let purpose = if is(jwk.find("normtrack_purpose"), "receipt") {
                Purpose::Register
            } else {
                Purpose::Other
            };
            keys.push((kid, purpose, key));
        }
        Ok(Self(keys))
    }

    /// How many keys it holds.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The register's key of this name.
    pub fn register_key(&self, kid: &str) -> Option<VerifyingKey> {
        let named = |(name, purpose, _): &&(String, Purpose, _)| name == kid && *purpose == Purpose::Register;
        self.0.iter().find(named).map(|(_, _, key)| *key)
    }

    /// Whether a key of this name is known that signs something else.
    pub fn signs_something_else(&self, kid: &str) -> bool {
        let named = |(name, purpose, _): &(String, Purpose, _)| name == kid && *purpose == Purpose::Other;
        self.0.iter().any(named)
    }
}

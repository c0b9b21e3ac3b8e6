//! Access tokens: ten minutes, `EdDSA`, `at+jwt` (RFC 9068). They say which account and which session, nothing else.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::access::{Suspended, TokenScopes};
use domain::id::{AccountId, SecretId, SessionId};
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use store::StoreError;
use thiserror::Error;
use uuid::Uuid;

use crate::auth::keys::{KeyError, KeySet, Keys};

/// How long a token lives.
pub(super) const LIFETIME: TimeDelta = TimeDelta::minutes(10);

/// How far the clocks of two processes may be apart before a fresh token of one is refused by the other.
const LEEWAY: TimeDelta = TimeDelta::seconds(5);

/// The type in the header (RFC 9068, 2.1); a receipt has another one.
const TYPE: &str = "at+jwt";

/// Tokens that were verified a moment ago, at about 200 bytes each.
const REMEMBERED: u64 = 10_000;

/// Whose tokens and for whom.
#[derive(Clone, Debug)]
pub struct TokenSettings {
    /// `iss`: this installation's address.
    pub issuer: String,
    /// `aud`: the API that the tokens are for.
    pub audience: String,
}

/// A token as its holder gets it.
#[derive(Clone)]
pub struct AccessToken {
    /// The token. A secret.
    pub token: String,
    /// From when on it is worth nothing.
    pub expires_at: DateTime<Utc>,
}

/// What a verified token says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claims {
    /// The account: `sub`.
    pub account: AccountId,
    /// The session: `sid`.
    pub session: SessionId,
    /// From when on: `nbf`.
    pub not_before: DateTime<Utc>,
    /// Until when: `exp`.
    pub expires_at: DateTime<Utc>,
    /// What it is good for, where it is a program's: `scope`. The session is then its secret.
    pub scopes: Option<TokenScopes>,
}

/// Why a call with a token is nobody's. Outside it is one code; the reason is for the log.
#[derive(Debug, Error)]
pub enum Unauthenticated {
    /// Not a signed token at all.
    #[error("this is not a signed token")]
    Malformed,
    /// Another kind of signed thing, such as a receipt.
    #[error("this is no access token but of type {0:?}")]
    AnotherType(Option<String>),
    /// Another algorithm than the key's.
    #[error("the token is not signed with EdDSA")]
    AnotherAlgorithm,
    /// No key of ours, or one that retired long ago.
    #[error("the token names no key of ours")]
    UnknownKey,
    /// The signature is not that of the key.
    #[error("the signature is false")]
    FalseSignature,
    /// Another installation's token.
    #[error("the token is from another issuer")]
    ForeignIssuer,
    /// A token for somebody else.
    #[error("the token is for another audience")]
    ForeignAudience,
    /// A required claim is not there, or not of its form.
    #[error("the claim {0} is missing or malformed")]
    BadClaim(String),
    /// Too old.
    #[error("the token has expired")]
    Expired,
    /// From the future.
    #[error("the token is not valid yet")]
    NotYetValid,
    /// The person signed out, or the session was ended.
    #[error("the session {0} has ended")]
    SessionEnded(SessionId),
    /// There is no such account.
    #[error("there is no account {0}")]
    NoAccount(AccountId),
    /// The account is suspended.
    #[error(transparent)]
    Suspended(#[from] Suspended),
    /// It cannot be decided, because the database cannot be asked.
    #[error(transparent)]
    Undecided(#[from] StoreError),
}

#[derive(Serialize)]
struct Issued<'a> {
    iss: &'a str,
    aud: &'a str,
    sub: Uuid,
    sid: Uuid,
    jti: Uuid,
    client_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
    iat: i64,
    nbf: i64,
    exp: i64,
}

#[derive(Deserialize)]
struct Presented {
    sub: Option<Uuid>,
    sid: Option<Uuid>,
    jti: Option<String>,
    iat: Option<i64>,
    nbf: Option<i64>,
    exp: Option<i64>,
    scope: Option<String>,
}

/// Issues and verifies.
pub struct Tokens {
    settings: TokenSettings,
    validation: Validation,
    keys: Arc<Keys>,
    verified: moka::sync::Cache<[u8; 32], Claims>,
}

impl Tokens {
    /// Prepares to issue and verify with these keys.
    pub fn new(settings: TokenSettings, keys: Arc<Keys>) -> Self {
        Self {
            validation: validation(&settings),
            settings,
            keys,
            verified: moka::sync::Cache::builder()
                .max_capacity(REMEMBERED)
                .time_to_live(LIFETIME.to_std().expect("ten minutes are positive"))
                .build(),
        }
    }

    /// The address of this installation, which is also its name in tokens.
    pub fn address(&self) -> &str {
        &self.settings.issuer
    }

    /// Issues a token for an account's session. `id` is its `jti`.
    pub fn issue(&self, account: AccountId, session: SessionId, id: Uuid, now: DateTime<Utc>) -> AccessToken {
        issue(&self.settings, &self.keys.set(), account, session, id, now)
    }

    /// Issues a token for a program's secret, no longer than the secret lasts. `id` is its `jti`.
    pub fn issue_to_program(
        &self,
        (account, secret): (AccountId, SecretId),
        scopes: TokenScopes,
        id: Uuid,
        (now, until): (DateTime<Utc>, DateTime<Utc>),
    ) -> AccessToken {
        let client = account.to_string();
        let claims = Issued {
            client_id: &client,
            scope: Some(scopes.to_string()),
            ..Issued::new(
                &self.settings,
                (account.0, secret.0, id),
                now,
                (now + LIFETIME).min(until),
            )
        };
        signed(&claims, &self.keys.set())
    }

    /// What a token says, if it is one of ours and valid at `now`. A token that was verified before is not verified
    /// again, but its time is checked at each call. Whether its session and account still stand is not decided here.
    pub async fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Claims, Unauthenticated> {
        let hash: [u8; 32] = Sha256::digest(token.as_bytes()).into();
        if let Some(claims) = self.verified.get(&hash) {
            return in_time(claims, now);
        }
        let claims = match verify(&self.validation, &self.keys.set(), token, now) {
            // Another process may have made a key that this one has not heard of.
            Err(Unauthenticated::UnknownKey) => {
                self.keys.reload_after_cool_down().await.map_err(|error| match error {
                    KeyError::Store(error) => Unauthenticated::Undecided(error),
                    KeyError::Secret(_) | KeyError::Broken(_) | KeyError::None(_) | KeyError::NotAdministrator(_) => {
                        Unauthenticated::UnknownKey
                    }
                })?;
                verify(&self.validation, &self.keys.set(), token, now)?
            }
            other => other?,
        };
        self.verified.insert(hash, claims);
        Ok(claims)
    }
}

fn validation(settings: &TokenSettings) -> Validation {
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_issuer(&[&settings.issuer]);
    validation.set_audience(&[&settings.audience]);
    validation.set_required_spec_claims(&["exp", "nbf", "aud", "iss", "sub"]);
    // The library would ask the system's clock; `in_time` asks ours.
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation
}

impl<'a> Issued<'a> {
    fn new(
        settings: &'a TokenSettings,
        (account, session, id): (Uuid, Uuid, Uuid),
        now: DateTime<Utc>,
        expires_at: DateTime<Utc>,
    ) -> Self {
        Self {
            iss: &settings.issuer,
            aud: &settings.audience,
            sub: account,
            sid: session,
            jti: id,
            client_id: &settings.audience,
            scope: None,
            iat: now.timestamp(),
            nbf: now.timestamp(),
            exp: expires_at.timestamp(),
        }
    }
}

fn issue(
    settings: &TokenSettings,
    keys: &KeySet,
    account: AccountId,
    session: SessionId,
    id: Uuid,
    now: DateTime<Utc>,
) -> AccessToken {
    let claims = Issued::new(settings, (account.0, session.0, id), now, now + LIFETIME);
    signed(&claims, keys)
}

fn signed(claims: &Issued<'_>, keys: &KeySet) -> AccessToken {
    let (kid, key) = keys.token();
    let mut header = Header::new(Algorithm::EdDSA);
    header.typ = Some(TYPE.to_owned());
    header.kid = Some(kid.to_string());
    AccessToken {
        token: jsonwebtoken::encode(&header, claims, key).expect("an Ed25519 key signs plain claims"),
        expires_at: seconds(claims.exp).expect("ten minutes from now is an instant"),
    }
}

fn seconds(of: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(of, 0)
}

fn verify(validation: &Validation, keys: &KeySet, token: &str, now: DateTime<Utc>) -> Result<Claims, Unauthenticated> {
    let header = jsonwebtoken::decode_header(token).map_err(|_| Unauthenticated::Malformed)?;
    let is_access_token = header.typ.as_deref().is_some_and(|typ| {
        let typ = typ.to_ascii_lowercase();
        typ.strip_prefix("application/").unwrap_or(&typ) == TYPE
    });
    if !is_access_token {
        return Err(Unauthenticated::AnotherType(header.typ));
    }
    if header.crit.is_some() {
        return Err(Unauthenticated::Malformed);
    }
    let kid = header.kid.as_deref().ok_or(Unauthenticated::UnknownKey)?;
    let key = keys.token_verifier(kid, now).ok_or(Unauthenticated::UnknownKey)?;
    let presented: Presented = jsonwebtoken::decode(token, key, validation).map_err(reason)?.claims;
    let missing = |claim: &str| Unauthenticated::BadClaim(claim.to_owned());
    presented.jti.ok_or_else(|| missing("jti"))?;
    presented.iat.ok_or_else(|| missing("iat"))?;
    let claims = Claims {
        account: presented.sub.ok_or_else(|| missing("sub"))?.into(),
        session: presented.sid.ok_or_else(|| missing("sid"))?.into(),
        not_before: presented.nbf.and_then(seconds).ok_or_else(|| missing("nbf"))?,
        expires_at: presented.exp.and_then(seconds).ok_or_else(|| missing("exp"))?,
        scopes: presented
            .scope
            .map(|text| TokenScopes::parse(&text).map_err(|_| missing("scope")))
            .transpose()?,
    };
    in_time(claims, now)
}

fn in_time(claims: Claims, now: DateTime<Utc>) -> Result<Claims, Unauthenticated> {
    if now >= claims.expires_at {
        Err(Unauthenticated::Expired)
    } else if now + LEEWAY < claims.not_before {
        Err(Unauthenticated::NotYetValid)
    } else {
        Ok(claims)
    }
}

fn reason(error: jsonwebtoken::errors::Error) -> Unauthenticated {
    match error.into_kind() {
        ErrorKind::InvalidAlgorithm | ErrorKind::InvalidAlgorithmName | ErrorKind::UnsupportedAlgorithm => {
            Unauthenticated::AnotherAlgorithm
        }
        ErrorKind::InvalidSignature => Unauthenticated::FalseSignature,
        ErrorKind::InvalidIssuer => Unauthenticated::ForeignIssuer,
        ErrorKind::InvalidAudience => Unauthenticated::ForeignAudience,
        ErrorKind::MissingRequiredClaim(claim) | ErrorKind::InvalidClaimFormat(claim) => {
            Unauthenticated::BadClaim(claim)
        }
        ErrorKind::Json(_) => Unauthenticated::BadClaim("of some name".to_owned()),
        _ => Unauthenticated::Malformed,
    }
}

#[cfg(test)]
mod tests;

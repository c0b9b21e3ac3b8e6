//! What a provider signs: the token that says who somebody is (OpenID Connect Core 1.0, 3.1.3.7).

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};
use thiserror::Error;

/// How far the clocks of a provider and ours may be apart.
const SKEW: TimeDelta = TimeDelta::minutes(1);

/// A token comes straight from the provider, who made it for the code of this moment.
const NEWER_THAN: TimeDelta = TimeDelta::minutes(10);

/// Why a token is not believed. Outside it is one code; the reason is for the log.
#[derive(Debug, Error)]
pub enum BadToken {
    /// Not a signed token at all, or one that asks for what we do not know.
    #[error("this is not a signed token")]
    Malformed,
    /// A key that the provider does not publish.
    #[error("the token names no key of the provider")]
    UnknownKey,
    /// Another algorithm than the key's.
    #[error("the token is not signed with the algorithm of its key")]
    Algorithm,
    /// Signature, issuer or audience are not right.
    #[error("the token is not the provider's for us")]
    Foreign(#[source] jsonwebtoken::errors::Error),
    /// A claim is missing, or not what it has to be.
    #[error("the claim {0} is not right")]
    Claim(String),
}

/// What a token has to say.
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) client_id: &'a str,
    pub(super) nonce: &'a str,
}

/// The keys that a provider publishes, those that we know how to use.
pub(super) struct KeyRing(Vec<Jwk>);

impl<'de> Deserialize<'de> for KeyRing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Published {
            keys: Vec<Value>,
        }
        let keys = Published::deserialize(deserializer)?.keys.into_iter();
        // One key of a kind that nobody here knows must not cost the others.
        let known = keys.filter_map(|key| serde_json::from_value::<Jwk>(key).ok());
        let signing = known.filter(|key| {
            let purpose = key.common.public_key_use.as_ref();
            purpose.is_none_or(|purpose| *purpose == PublicKeyUse::Signature)
        });
        Ok(Self(signing.collect()))
    }
}

impl KeyRing {
    /// Whether the key that a token names is among these.
    pub(super) fn knows(&self, token: &str) -> bool {
        let header = jsonwebtoken::decode_header(token);
        header.is_ok_and(|header| self.find(header.kid.as_deref(), header.alg).is_some())
    }

    /// The key of a name; without one, the only key that the algorithm fits.
    fn find(&self, kid: Option<&str>, algorithm: Algorithm) -> Option<&Jwk> {
        if let Some(kid) = kid {
            return self.0.iter().find(|key| key.common.key_id.as_deref() == Some(kid));
        }
        let mut fitting = self.0.iter().filter(|key| fits(key, algorithm));
        fitting.next().filter(|_| fitting.next().is_none())
    }

    /// What a token says, if it is this provider's, for us, of this sign-in, and of now.
    pub(super) fn verify(
        &self,
        token: &str,
        expected: &Expected<'_>,
        now: DateTime<Utc>,
    ) -> Result<Map<String, Value>, BadToken> {
        let header = jsonwebtoken::decode_header(token).map_err(|_| BadToken::Malformed)?;
        if header.crit.is_some() {
            return Err(BadToken::Malformed);
        }
        let key = self
            .find(header.kid.as_deref(), header.alg)
            .ok_or(BadToken::UnknownKey)?;
        if !fits(key, header.alg) {
            return Err(BadToken::Algorithm);
        }
        let decoding = DecodingKey::from_jwk(key).map_err(|_| BadToken::UnknownKey)?;
        let mut validation = Validation::new(header.alg);
        validation.set_issuer(&[expected.issuer]);
        validation.set_audience(&[expected.client_id]);
        validation.set_required_spec_claims(&["iss", "aud", "sub", "exp"]);
        // The library would ask the system's clock.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        let decoded = jsonwebtoken::decode::<Map<String, Value>>(token, &decoding, &validation);
        let claims = decoded.map_err(BadToken::Foreign)?.claims;
        check(&claims, expected, now)?;
        Ok(claims)
    }
}

/// What the library does not look at: for whom of several, of which sign-in, and when.
fn check(claims: &Map<String, Value>, expected: &Expected<'_>, now: DateTime<Utc>) -> Result<(), BadToken> {
    let bad = |name: &str| BadToken::Claim(name.to_owned());
    let time = |name: &str| {
        let seconds = claims.get(name).and_then(Value::as_f64);
        #[expect(clippy::cast_possible_truncation, reason = "fractions of a second do not matter")]
        let at = seconds.and_then(|seconds| DateTime::from_timestamp(seconds as i64, 0));
        at.ok_or_else(|| bad(name))
    };
    if claims.get("nonce").and_then(Value::as_str) != Some(expected.nonce) {
        return Err(bad("nonce"));
    }
    let is_for_several = claims
        .get("aud")
        .and_then(Value::as_array)
        .is_some_and(|all| all.len() > 1);
    match claims.get("azp") {
        None if !is_for_several => {}
        Some(azp) if azp == expected.client_id => {}
        None | Some(_) => return Err(bad("azp")),
    }
    if now >= time("exp")? + SKEW {
        return Err(bad("exp"));
    }
    let issued = time("iat")?;
    if issued > now + SKEW || issued + NEWER_THAN + SKEW < now {
        return Err(bad("iat"));
    }
    if claims.contains_key("nbf") && time("nbf")? > now + SKEW {
        return Err(bad("nbf"));
    }
    Ok(())
}

/// Whether a key is one for an algorithm, and, where it says for which, for this one. A shared secret is none: whoever
/// verifies with it could sign.
fn fits(key: &Jwk, algorithm: Algorithm) -> bool {
    let of_kind = match &key.algorithm {
        AlgorithmParameters::RSA(_) => matches!(
            algorithm,
            Algorithm::RS256
                | Algorithm::RS384
                | Algorithm::RS512
                | Algorithm::PS256
                | Algorithm::PS384
                | Algorithm::PS512
        ),
        AlgorithmParameters::EllipticCurve(parameters) => match parameters.curve {
            EllipticCurve::P256 => algorithm == Algorithm::ES256,
            EllipticCurve::P384 => algorithm == Algorithm::ES384,
            _ => false,
        },
        AlgorithmParameters::OctetKeyPair(parameters) => {
            parameters.curve == EllipticCurve::Ed25519 && algorithm == Algorithm::EdDSA
        }
        _ => false,
    };
    let said = key.common.key_algorithm.map(|said| said.to_string());
    of_kind && said.is_none_or(|said| said == format!("{algorithm:?}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_token_is_for_us_of_this_sign_in_and_of_now() {
        let now = DateTime::from_timestamp(1_000_000, 0).unwrap();
        let expected = Expected {
            issuer: "https://login.example",
            client_id: "normtrack",
            nonce: "n",
        };
        let good = json!({"aud": "normtrack", "nonce": "n", "iat": 1_000_000, "exp": 1_003_600});
        for (what, change, is_good) in [
            ("as it is", json!({}), true),
            ("of another sign-in", json!({"nonce": "m"}), false),
            ("of none", json!({"nonce": null}), false),
            ("for several", json!({"aud": ["normtrack", "other"]}), false),
            (
                "for several, given to us",
                json!({"aud": ["normtrack", "other"], "azp": "normtrack"}),
                true,
            ),
            ("for one, as a list", json!({"aud": ["normtrack"]}), true),
            ("given to another one", json!({"azp": "other"}), false),
            ("over", json!({"exp": 999_940}), false),
            ("over by less than clocks may differ", json!({"exp": 999_941}), true),
            ("without an end", json!({"exp": null}), false),
            ("of the future", json!({"iat": 1_000_061}), false),
            ("of a clock that is ahead", json!({"iat": 1_000_060}), true),
            ("old", json!({"iat": 999_339}), false),
            ("without a beginning", json!({"iat": null}), false),
            ("not yet valid", json!({"nbf": 1_000_061}), false),
            ("with fractions", json!({"iat": 1_000_000.5}), true),
        ] {
            let mut claims = good.as_object().unwrap().clone();
            claims.extend(change.as_object().unwrap().clone());
            claims.retain(|_, value| !value.is_null());
            assert_eq!(check(&claims, &expected, now).is_ok(), is_good, "{what}");
        }
    }

    #[test]
    fn a_key_is_for_its_own_algorithms() {
        let ring: KeyRing = serde_json::from_value(json!({"keys": [
            {"kty": "RSA", "kid": "r", "alg": "PS256", "n": "AQAB", "e": "AQAB"},
            {"kty": "EC", "kid": "e", "crv": "P-256", "x": "AQAB", "y": "AQAB", "use": "sig"},
            {"kty": "EC", "kid": "enc", "crv": "P-256", "x": "AQAB", "y": "AQAB", "use": "enc"},
            {"kty": "oct", "kid": "o", "k": "AQAB"},
            {"kty": "lattice", "kid": "l"},
        ]}))
        .unwrap();
        for (kid, algorithm, expected) in [
            ("r", Algorithm::PS256, true),
            ("r", Algorithm::RS256, false),
            ("r", Algorithm::HS256, false),
            ("e", Algorithm::ES256, true),
            ("e", Algorithm::ES384, false),
            ("enc", Algorithm::ES256, false),
            ("o", Algorithm::HS256, false),
            ("l", Algorithm::ES256, false),
        ] {
            let found = ring.find(Some(kid), algorithm);
            assert_eq!(
                found.is_some_and(|key| fits(key, algorithm)),
                expected,
                "{kid} {algorithm:?}"
            );
        }
        assert_eq!(
            ring.find(None, Algorithm::ES256).unwrap().common.key_id.as_deref(),
            Some("e")
        );
        assert!(ring.find(None, Algorithm::EdDSA).is_none());
    }
}

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::KeyId;
use ed25519_dalek::pkcs8::EncodePrivateKey as _;
use ed25519_dalek::{Signer as _, SigningKey};
use jsonwebtoken::EncodingKey;
use serde_json::{Value, json};
use store::KeyPurpose;

use super::*;
use crate::auth::keys::OpenedKey;

const KID: Uuid = Uuid::from_u128(1);
const RECEIPT_KID: Uuid = Uuid::from_u128(2);
const RETIRED_KID: Uuid = Uuid::from_u128(3);

fn now() -> DateTime<Utc> {
    seconds(1_800_000_000).unwrap()
}

fn settings() -> TokenSettings {
    TokenSettings {
        issuer: "https://normtrack.example".to_owned(),
        audience: "normtrack".to_owned(),
    }
}

fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

fn keys() -> KeySet {
    let opened = |id, purpose, seed, retired_at| OpenedKey {
        id: KeyId(id),
        purpose,
        key: key(seed),
        retired_at,
    };
    KeySet::new(&[
        opened(RETIRED_KID, KeyPurpose::Token, 3, Some(now())),
        opened(KID, KeyPurpose::Token, 1, None),
        opened(RECEIPT_KID, KeyPurpose::Receipt, 2, None),
    ])
    .unwrap()
}

fn header() -> Value {
    json!({ "alg": "EdDSA", "typ": "at+jwt", "kid": KID.to_string() })
}

fn claims() -> Value {
    json!({
        "iss": "https://normtrack.example",
        "aud": "normtrack",
        "sub": Uuid::from_u128(10),
        "sid": Uuid::from_u128(11),
        "jti": Uuid::from_u128(12),
        "iat": now().timestamp(),
        "nbf": now().timestamp(),
        "exp": now().timestamp() + 600,
    })
}

fn with(mut object: Value, name: &str, value: Value) -> Value {
    object[name] = value;
    object
}

fn without(mut object: Value, name: &str) -> Value {
    object.as_object_mut().unwrap().remove(name);
    object
}

fn signed(header: &Value, claims: &Value, key: &SigningKey) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let message = format!("{}.{}", part(header), part(claims));
    let signature = URL_SAFE_NO_PAD.encode(key.sign(message.as_bytes()).to_bytes());
    format!("{message}.{signature}")
}

fn try_at(token: &str, now: DateTime<Utc>) -> Result<Claims, Unauthenticated> {
    verify(&validation(&settings()), &keys(), token, now)
}

/// The reason of a refusal, without what varies.
fn refusal(token: &str) -> String {
    match try_at(token, now()) {
        Ok(claims) => panic!("accepted {claims:?}"),
        Err(reason) => reason.to_string(),
    }
}

#[test]
fn what_we_issue_we_accept_for_ten_minutes() {
    let (account, session) = (AccountId(Uuid::from_u128(10)), SessionId(Uuid::from_u128(11)));
    let issued = issue(&settings(), &keys(), account, session, Uuid::from_u128(12), now());
    let claims = try_at(&issued.token, now()).unwrap();
    assert_eq!((claims.account, claims.session), (account, session));
    assert_eq!(claims.expires_at, issued.expires_at);
    assert!(try_at(&issued.token, now() + LIFETIME - TimeDelta::seconds(1)).is_ok());
    let late = try_at(&issued.token, now() + LIFETIME);
    assert!(matches!(late, Err(Unauthenticated::Expired)));
    assert!(try_at(&issued.token, now() - LEEWAY).is_ok(), "clocks differ a little");
    let early = try_at(&issued.token, now() - LEEWAY - TimeDelta::seconds(1));
    assert!(matches!(early, Err(Unauthenticated::NotYetValid)));
    let header = jsonwebtoken::decode_header(&issued.token).unwrap();
    assert_eq!((header.typ.as_deref(), header.alg), (Some("at+jwt"), Algorithm::EdDSA));
}

#[test]
fn a_token_by_hand_is_accepted_so_that_the_refusals_below_mean_something() {
    assert!(try_at(&signed(&header(), &claims(), &key(1)), now()).is_ok());
    let long_form = with(header(), "typ", json!("application/AT+JWT"));
    assert!(try_at(&signed(&long_form, &claims(), &key(1)), now()).is_ok());
    let audiences = with(claims(), "aud", json!(["other", "normtrack"]));
    assert!(try_at(&signed(&header(), &audiences, &key(1)), now()).is_ok());
}

#[test]
fn forged_and_foreign_tokens_are_refused_each_for_its_reason() {
    let sign = |header: &Value, claims: &Value| signed(header, claims, &key(1));
    let cases = [
        ("not a token", "garbage".to_owned(), "this is not a signed token"),
        ("empty", String::new(), "this is not a signed token"),
        (
            "signed by somebody else under our key id",
            signed(&header(), &claims(), &key(9)),
            "the signature is false",
        ),
        (
            "signed by the receipt key under the token key's id",
            signed(&header(), &claims(), &key(2)),
            "the signature is false",
        ),
        (
            "signed by the receipt key under its own id",
            signed(
                &with(header(), "kid", json!(RECEIPT_KID.to_string())),
                &claims(),
                &key(2),
            ),
            "the token names no key of ours",
        ),
        (
            "an unknown key",
            sign(&with(header(), "kid", json!("nobody")), &claims()),
            "the token names no key of ours",
        ),
        (
            "no key",
            sign(&without(header(), "kid"), &claims()),
            "the token names no key of ours",
        ),
        (
            "a receipt",
            sign(&with(header(), "typ", json!("normtrack-receipt")), &claims()),
            "this is no access token but of type Some(\"normtrack-receipt\")",
        ),
        (
            "an identity token",
            sign(&with(header(), "typ", json!("JWT")), &claims()),
            "this is no access token but of type Some(\"JWT\")",
        ),
        (
            "no type",
            sign(&without(header(), "typ"), &claims()),
            "this is no access token but of type None",
        ),
        (
            "another issuer",
            sign(&header(), &with(claims(), "iss", json!("https://other.example"))),
            "the token is from another issuer",
        ),
        (
            "another audience",
            sign(&header(), &with(claims(), "aud", json!("other"))),
            "the token is for another audience",
        ),
        (
            "expired",
            sign(&header(), &with(claims(), "exp", json!(now().timestamp()))),
            "the token has expired",
        ),
        (
            "not valid yet",
            sign(&header(), &with(claims(), "nbf", json!(now().timestamp() + 60))),
            "the token is not valid yet",
        ),
        (
            "critical extension",
            sign(&with(header(), "crit", json!(["b64"])), &claims()),
            "this is not a signed token",
        ),
        (
            "unsigned",
            sign(&with(header(), "alg", json!("none")), &claims()),
            "this is not a signed token",
        ),
    ];
    for (name, token, expected) in cases {
        assert_eq!(refusal(&token), expected, "{name}");
    }
}

#[test]
fn an_unsigned_token_and_one_signed_with_our_public_key_are_refused() {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let none = with(header(), "alg", json!("none"));
    for unsigned in [
        format!("{}.{}.", part(&none), part(&claims())),
        format!("{}.{}", part(&none), part(&claims())),
    ] {
        assert_eq!(refusal(&unsigned), "this is not a signed token");
    }
    let stripped = format!("{}.{}.", part(&header()), part(&claims()));
    assert_eq!(refusal(&stripped), "the signature is false");
    // The classic confusion: our public key taken as a secret that both sides share.
    let mut hmac = Header::new(Algorithm::HS256);
    hmac.typ = Some(TYPE.to_owned());
    hmac.kid = Some(KID.to_string());
    let public = key(1).verifying_key();
    let confused = jsonwebtoken::encode(&hmac, &claims(), &EncodingKey::from_secret(public.as_bytes())).unwrap();
    assert_eq!(refusal(&confused), "the token is not signed with EdDSA");
}

#[test]
fn every_claim_is_required_and_has_its_form() {
    for claim in ["iss", "aud", "sub", "sid", "jti", "iat", "nbf", "exp"] {
        let token = signed(&header(), &without(claims(), claim), &key(1));
        assert_eq!(refusal(&token), format!("the claim {claim} is missing or malformed"));
        let token = signed(&header(), &with(claims(), claim, Value::Null), &key(1));
        assert_eq!(refusal(&token), format!("the claim {claim} is missing or malformed"));
    }
    for (claim, value) in [
        ("sub", json!("amal@example.int")),
        ("sid", json!(7)),
        ("exp", json!("tomorrow")),
    ] {
        let token = signed(&header(), &with(claims(), claim, value), &key(1));
        assert_eq!(refusal(&token), "the claim of some name is missing or malformed");
    }
    let endless = signed(&header(), &with(claims(), "exp", json!(i64::MAX)), &key(1));
    assert_eq!(refusal(&endless), "the claim exp is missing or malformed");
}

#[test]
fn a_changed_token_is_refused_wherever_it_was_changed() {
    let token = signed(&header(), &claims(), &key(1));
    for at in (0..token.len()).step_by(11).chain([token.len() - 1]) {
        let mut bytes = token.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).unwrap();
        assert!(try_at(&changed, now()).is_err(), "byte {at}");
    }
}

#[test]
fn a_retired_key_verifies_until_the_last_token_it_may_have_signed_is_gone() {
    let retired = with(header(), "kid", json!(RETIRED_KID.to_string()));
    let token = signed(
        &retired,
        &with(claims(), "exp", json!(now().timestamp() + 100_000)),
        &key(3),
    );
    assert!(try_at(&token, now() + TimeDelta::minutes(19)).is_ok());
    let late = try_at(&token, now() + TimeDelta::minutes(20));
    assert!(matches!(late, Err(Unauthenticated::UnknownKey)));
    let kids = |at| {
        let jwks = keys().jwks(at);
        let keys = jwks["keys"].as_array().unwrap();
        keys.iter()
            .map(|key| key["kid"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(kids(now()).len(), 3);
    assert_eq!(
        kids(now() + TimeDelta::minutes(20)),
        [KID.to_string(), RECEIPT_KID.to_string()]
    );
}

#[test]
fn the_key_set_verifies_what_we_sign_and_tells_tokens_from_receipts() {
    let jwks = keys().jwks(now());
    let jwk = &jwks["keys"][1];
    assert_eq!(jwk["kty"], "OKP");
    assert_eq!(jwk["crv"], "Ed25519");
    assert_eq!(jwk["normtrack_purpose"], "token");
    assert_eq!(jwks["keys"][2]["normtrack_purpose"], "receipt");
    let decoding = jsonwebtoken::DecodingKey::from_ed_components(jwk["x"].as_str().unwrap()).unwrap();
    let token = signed(&header(), &claims(), &key(1));
    let mut lenient = Validation::new(Algorithm::EdDSA);
    lenient.validate_aud = false;
    lenient.validate_exp = false;
    assert!(jsonwebtoken::decode::<Value>(&token, &decoding, &lenient).is_ok());
    let private = key(1).to_pkcs8_der().unwrap();
    assert!(
        !jwks
            .to_string()
            .contains(&URL_SAFE_NO_PAD.encode(&private.as_bytes()[16..]))
    );
}

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use ed25519_dalek::{Signer, SigningKey};
use proptest::prelude::*;
use proptest::sample::Index;
use register::{
    EntryKind, Frontier, Hash, JwsError, ProofRefused, ReceiptClaims, ReceiptError, Root, Salt, sign_receipt,
    verify_receipt,
};
use serde_json::{Value, json};

const KID: &str = "receipts-1";

fn key() -> SigningKey {
    SigningKey::from_bytes(&[9; 32])
}

fn verify(jws: &str) -> Result<ReceiptClaims, ReceiptError> {
    verify_receipt(jws, |kid| (kid == KID).then(|| key().verifying_key()))
}

/// The receipt for the second of two entries.
fn claims() -> ReceiptClaims {
    let mut claims = ReceiptClaims {
        position: 2,
        root: Root([1; 32]),
        state: "QMA".to_owned(),
        state_salt: Salt([2; 16]),
        round: "national-implementation-2026".to_owned(),
        filed_at: "2026-03-31T14:05:09.000001Z".parse().unwrap(),
        kind: EntryKind::Amendment,
        log_size: 2,
        log_root: Hash([0; 32]),
        inclusion: vec![Hash([3; 32])],
    };
    let mut log = Frontier::new(1, claims.inclusion.clone()).unwrap();
    log.append(claims.entry().leaf_hash());
    claims.log_root = log.head().root;
    claims
}

/// Any header and payload, rightly signed.
fn signed(header: &Value, payload: &[u8]) -> String {
    let text = format!("{}.{}", BASE64.encode(header.to_string()), BASE64.encode(payload));
    let signature = key().sign(text.as_bytes());
    format!("{text}.{}", BASE64.encode(signature.to_bytes()))
}

fn with_header(header: &Value) -> ReceiptError {
    let receipt = sign_receipt(&claims(), &key(), KID);
    let payload = BASE64.decode(receipt.split('.').nth(1).unwrap()).unwrap();
    verify(&signed(header, &payload)).unwrap_err()
}

fn with_claims(alter: impl FnOnce(&mut Value)) -> String {
    let receipt = sign_receipt(&claims(), &key(), KID);
    let mut payload = serde_json::from_slice(&BASE64.decode(receipt.split('.').nth(1).unwrap()).unwrap()).unwrap();
    alter(&mut payload);
    let header = json!({ "alg": "EdDSA", "kid": KID, "typ": "normtrack-receipt" });
    verify(&signed(&header, payload.to_string().as_bytes()))
        .unwrap_err()
        .to_string()
}

#[test]
fn a_receipt_states_what_was_signed() {
    let receipt = sign_receipt(&claims(), &key(), KID);
    assert_eq!(verify(&receipt), Ok(claims()));
    assert_eq!(receipt, sign_receipt(&claims(), &key(), KID));
}

#[test]
fn a_token_or_another_algorithm_is_refused_before_any_key_is_used() {
    let of = |alg: &str, typ: &str| with_header(&json!({ "alg": alg, "kid": KID, "typ": typ }));
    let typ = |found: &str| {
        ReceiptError::Jws(JwsError::Type {
            found: found.to_owned(),
            expected: "normtrack-receipt",
        })
    };
    assert_eq!(of("EdDSA", "at+jwt"), typ("at+jwt"));
    assert_eq!(of("EdDSA", "JWT"), typ("JWT"));
    assert_eq!(
        of("ES256", "normtrack-receipt"),
        JwsError::Algorithm("ES256".to_owned()).into()
    );
    assert_eq!(
        of("eddsa", "normtrack-receipt"),
        JwsError::Algorithm("eddsa".to_owned()).into()
    );
    assert_eq!(
        with_header(&json!({ "alg": "none" })),
        JwsError::Algorithm("none".to_owned()).into()
    );
}

#[test]
fn a_header_with_anything_else_is_refused() {
    let plain = json!({ "alg": "EdDSA", "kid": KID, "typ": "normtrack-receipt" });
    for (name, value) in [
        ("crit", json!(["b64"])),
        ("b64", json!(false)),
        ("jwk", json!({})),
        ("jku", json!("x")),
    ] {
        let mut header = plain.clone();
        header[name] = value;
        let refusal = with_header(&header).to_string();
        assert_eq!(
            refusal,
            format!("the header is malformed at $: unknown member `{name}`")
        );
    }
    let refusal = with_header(&json!({ "alg": "EdDSA", "typ": "normtrack-receipt" })).to_string();
    assert_eq!(refusal, "the header is malformed at $: missing member `kid`");
}

#[test]
fn an_unknown_key_and_a_key_of_the_same_name_are_told_apart() {
    let receipt = sign_receipt(&claims(), &key(), "tokens-1");
    assert_eq!(
        verify(&receipt),
        Err(JwsError::UnknownKey("tokens-1".to_owned()).into())
    );
    let receipt = sign_receipt(&claims(), &SigningKey::from_bytes(&[8; 32]), KID);
    assert_eq!(verify(&receipt), Err(JwsError::Signature.into()));
}

#[test]
fn what_is_not_three_parts_of_base64url_is_refused() {
    let receipt = sign_receipt(&claims(), &key(), KID);
    for text in [
        String::new(),
        "a.b".to_owned(),
        "..".to_owned() + &receipt,
        receipt.clone() + ".",
        receipt.clone() + "=",
        receipt.replacen('.', " .", 1),
    ] {
        assert_eq!(verify(&text), Err(JwsError::NotCompact.into()), "{text}");
    }
    let short = receipt.rsplit_once('.').unwrap().0.to_owned() + ".AAAA";
    assert_eq!(verify(&short), Err(JwsError::Signature.into()));
}

#[test]
fn signed_claims_in_another_form_are_refused() {
    assert_eq!(
        with_claims(|claims| claims["extra"] = json!(1)),
        "the claims are malformed at $: unknown member `extra`"
    );
    assert_eq!(
        with_claims(|claims| claims["inclusion"][0] = json!("00")),
        "the claims are malformed at inclusion[0]: expected 64 lowercase hexadecimal digits"
    );
    assert_eq!(
        with_claims(|claims| claims["state"] = Value::Null),
        "the claims are malformed at state: expected a string"
    );
}

#[test]
fn a_signed_entry_that_the_log_does_not_hold_is_refused() {
    let refusal = |alter: &dyn Fn(&mut ReceiptClaims)| {
        let mut claims = claims();
        alter(&mut claims);
        verify(&sign_receipt(&claims, &key(), KID)).unwrap_err()
    };
    let root = ReceiptError::Inclusion(ProofRefused::Root);
    assert_eq!(refusal(&|claims| claims.position = 1), root);
    assert_eq!(refusal(&|claims| claims.root.0[0] ^= 1), root);
    assert_eq!(refusal(&|claims| claims.state = "QMB".to_owned()), root);
    assert_eq!(refusal(&|claims| claims.state_salt.0[0] ^= 1), root);
    assert_eq!(refusal(&|claims| claims.round.push('x')), root);
    assert_eq!(refusal(&|claims| claims.kind = EntryKind::Filing), root);
    assert_eq!(refusal(&|claims| claims.log_root.0[0] ^= 1), root);
    assert_eq!(
        refusal(&|claims| claims.position = 3),
        ReceiptError::Inclusion(ProofRefused::OutOfRange { of: 2, size: 2 })
    );
    assert_eq!(
        refusal(&|claims| claims.inclusion.clear()),
        ReceiptError::Inclusion(ProofRefused::Length)
    );
}

proptest! {
    #[test]
    fn no_changed_character_passes(at in any::<Index>(), to in "[A-Za-z0-9_.=-]") {
        let receipt = sign_receipt(&claims(), &key(), KID);
        let at = at.index(receipt.len());
        let changed = format!("{}{to}{}", &receipt[..at], &receipt[at + 1..]);
        prop_assert!(changed == receipt || verify(&changed).is_err());
    }
    #[test]
    fn verifying_never_panics(text in any::<String>(), header in any::<Vec<u8>>(), payload in any::<Vec<u8>>()) {
        prop_assert!(verify(&text).is_err());
        let parts = [&header, &payload, &header].map(|part| BASE64.encode(part));
        prop_assert!(verify(&parts.join(".")).is_err());
        let header = json!({ "alg": "EdDSA", "kid": KID, "typ": "normtrack-receipt" });
        prop_assert!(matches!(verify(&signed(&header, &payload)), Err(ReceiptError::Jws(JwsError::Claims(_)))));
    }
}

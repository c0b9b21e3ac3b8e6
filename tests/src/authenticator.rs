//! An authenticator as a story uses it: it makes keys (ES256), counts what it signs, and says whether its user was verified,
//! as Web Authentication 6.1 and 6.5 have it, with the browser around it that says from which page it was asked.

use api::mint::Mint;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const PRESENT: u8 = 1;
const VERIFIED: u8 = 1 << 2;
const BACKUP_ELIGIBLE: u8 = 1 << 3;
const BACKED_UP: u8 = 1 << 4;
const ATTESTED: u8 = 1 << 6;

/// Somebody's authenticator in somebody's browser. It has one passkey for each service.
#[derive(Clone)]
pub struct Authenticator {
    key: SigningKey,
    credential: [u8; 32],
    handle: String,
    /// For which service the passkey is.
    pub rp_id: String,
    /// From which page it is asked.
    pub origin: String,
    /// Whether its user shows a finger or a code.
    pub verifies: bool,
    /// What it has counted; none for one that does not count.
    pub counter: Option<u32>,
    /// Whether the passkey is copied to other devices.
    pub synchronises: bool,
}

impl Authenticator {
    /// A fresh one, on a page of the service.
    pub fn new() -> Self {
        let seed: [u8; 32] = Mint::system().bytes();
        Self {
            key: SigningKey::from_slice(&seed).expect("nearly every number is a key"),
            credential: Sha256::digest(seed).into(),
            handle: String::new(),
            rp_id: "normtrack.example".to_owned(),
            origin: "https://normtrack.example".to_owned(),
            verifies: true,
            counter: Some(0),
            synchronises: false,
        }
    }

    /// What the browser says about where it was asked what.
    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let said =
            json!({"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false});
        said.to_string().into_bytes()
    }

    /// The beginning of the authenticator's data.
    fn data(&mut self, flags: u8) -> Vec<u8> {
        let mut flags = flags | PRESENT;
        if self.verifies {
            flags |= VERIFIED;
        }
        if self.synchronises {
            flags |= BACKUP_ELIGIBLE | BACKED_UP;
        }
        let count = self.counter.as_mut().map_or(0, |counter| {
            *counter += 1;
            *counter
        });
        let mut data = Sha256::digest(&self.rp_id).to_vec();
        data.push(flags);
        data.extend(count.to_be_bytes());
        data
    }

    /// Makes a passkey, as `navigator.credentials.create()` and `toJSON()` give it.
    pub fn create(&mut self, options: &Value) -> Value {
        options["user"]["id"]
            .as_str()
            .expect("whose it is to be")
            .clone_into(&mut self.handle);
        let point = self.key.verifying_key().to_encoded_point(false);
        let (x, y) = (point.x().expect("a point"), point.y().expect("a point"));
        let mut data = self.data(ATTESTED);
        data.extend([0; 16]);
        data.extend([0, 32]);
        data.extend(self.credential);
        // {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y} in CBOR.
        data.extend([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32]);
        data.extend(x);
        data.extend([0x22, 0x58, 32]);
        data.extend(y);
        // {"fmt": "none", "attStmt": {}, "authData": data} in CBOR.
        let mut attestation = vec![0xa3, 0x63];
        attestation.extend(b"fmt\x64none\x67attStmt\xa0\x68authData");
        attestation.extend([0x58, u8::try_from(data.len()).expect("short")]);
        attestation.extend(&data);
        let client_data = self.client_data("webauthn.create", options);
        json!({
            "id": encoded(&self.credential), "rawId": encoded(&self.credential), "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {"credProps": {"rk": true}},
            "response": {
                "clientDataJSON": encoded(&client_data), "attestationObject": encoded(&attestation),
                "authenticatorData": encoded(&data), "transports": ["internal"], "publicKeyAlgorithm": -7,
            },
        })
    }

    /// Signs what it is asked, as `navigator.credentials.get()` and `toJSON()` give it.
    pub fn get(&mut self, options: &Value) -> Value {
        let data = self.data(0);
        let client_data = self.client_data("webauthn.get", options);
        let signed = [data.as_slice(), &Sha256::digest(&client_data)].concat();
        let signature: Signature = self.key.sign(&signed);
        json!({
            "id": encoded(&self.credential), "rawId": encoded(&self.credential), "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": encoded(&client_data), "authenticatorData": encoded(&data),
                "signature": encoded(signature.to_der().as_bytes()), "userHandle": self.handle,
            },
        })
    }

    /// What the service knows the passkey by.
    pub fn credential(&self) -> String {
        encoded(&self.credential)
    }
}

impl Default for Authenticator {
    fn default() -> Self {
        Self::new()
    }
}

fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

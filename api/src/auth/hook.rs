//! What a webhook signs with (Standard Webhooks 1.0, "Signature scheme", symmetric).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::XChaCha20Poly1305;
use chrono::{DateTime, Utc};
use domain::id::{MessageId, WebhookSecretId};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use crate::auth::sealing::{self, SecretError};
use crate::mint::Mint;

/// A secret that a receiver shares: 256 random bits. It does not print.
pub(crate) struct WebhookSecret([u8; 32]);

impl WebhookSecret {
    /// A fresh one.
    pub(crate) fn fresh(mint: &Mint) -> Self {
        Self(mint.bytes())
    }

    /// As its receiver gets it.
    pub(crate) fn shown(&self) -> String {
        format!("whsec_{}", STANDARD.encode(self.0))
    }

    /// The signature of a message that is sent at an instant.
    pub(crate) fn sign(&self, message: MessageId, at: DateTime<Utc>, body: &[u8]) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        mac.update(format!("{message}.{}.", at.timestamp()).as_bytes());
        mac.update(body);
        format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
    }
}

/// Seals the secrets of webhooks, under a key that every process of the installation derives from the same secret.
#[derive(Clone)]
pub(crate) struct WebhookSeal(XChaCha20Poly1305);

impl WebhookSeal {
    pub(super) fn new(key: XChaCha20Poly1305) -> Self {
        Self(key)
    }

    fn context(id: WebhookSecretId) -> Vec<u8> {
        format!("webhook/{id}").into_bytes()
    }

    /// Seals a secret under its own id.
    pub(crate) fn seal(&self, secret: &WebhookSecret, id: WebhookSecretId, mint: &Mint) -> Vec<u8> {
        sealing::seal(&self.0, &secret.0, &Self::context(id), mint)
    }

    /// Opens one that was sealed under this id.
    pub(crate) fn open(&self, sealed: &[u8], id: WebhookSecretId) -> Result<WebhookSecret, SecretError> {
        let secret = sealing::open(&self.0, sealed, &Self::context(id))?;
        let secret = secret.try_into().map_err(|_| SecretError::AnotherSecret)?;
        Ok(WebhookSecret(secret))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_signature_is_what_the_specification_says() {
        // Instant and body are those of the example in Standard Webhooks 1.0; the
        // expected value was computed with OpenSSL.
        let secret = WebhookSecret(*b"0123456789abcdef0123456789abcdef");
        let at = DateTime::from_timestamp(1_614_265_330, 0).unwrap();
        let signed = secret.sign(MessageId(Uuid::nil()), at, br#"{"test": 2432232314}"#);
        assert_eq!(signed, "v1,exG/Sv3xq7iy/4T00mETZQOXc/y1SWmnQyqu3Y5fkmk=");
        assert_eq!(secret.shown(), "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
    }

    #[test]
    fn a_secret_opens_under_its_own_id_only() {
        let mint = Mint::system();
        let seal = sealing::Secret::of(&[1; 32]).unwrap().webhooks();
        let (one, other) = (WebhookSecretId(mint.id()), WebhookSecretId(mint.id()));
        let secret = WebhookSecret::fresh(&mint);
        let sealed = seal.seal(&secret, one, &mint);
        assert_eq!(seal.open(&sealed, one).unwrap().shown(), secret.shown());
        assert!(seal.open(&sealed, other).is_err());
    }
}

//! Signing keys: one for tokens, one for receipts, shared by every process through the database.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, SecondsFormat, Utc};
use domain::access::{Actor, Email, Permit, RotateKeys, Scope};
use domain::id::KeyId;
use ed25519_dalek::pkcs8::EncodePrivateKey as _;
use ed25519_dalek::{SigningKey, VerifyingKey};
use jsonwebtoken::{DecodingKey, EncodingKey};
use register::{KeyRing, Signer};
use serde_json::{Value, json};
use store::{KeyPurpose, ResealError, Sealed, Store, StoreError, StoredKey};
use thiserror::Error;

use crate::auth::code::FactorSeal;
use crate::auth::enclosed::InvitationSeal;
use crate::auth::hook::WebhookSeal;
use crate::auth::link::DownloadLinks;
use crate::auth::provider::TransactionSeal;
use crate::auth::reviewer::ReviewerLinks;
use crate::auth::sealing::{Secret, SecretError};
use crate::auth::token::LIFETIME;
use crate::mint::Mint;

/// Why there are no keys.
#[derive(Debug, Error)]
pub enum KeyError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The secret does not open them.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// A stored key is no key, or a private one does not belong to its public one.
    #[error("the stored key {0} is not an Ed25519 key pair")]
    Broken(KeyId),
    /// Nobody with this address may rotate keys.
    #[error("{} is not the address of an administrator", .0.as_str())]
    NotAdministrator(Email),
    /// There is no key of a purpose, which [`Keys::open`] never leaves behind.
    #[error("there is no key for a {}", .0.code())]
    None(KeyPurpose),
}

/// A key out of its seal.
pub struct OpenedKey {
    /// Its id.
    pub id: KeyId,
    /// What it signs.
    pub purpose: KeyPurpose,
    /// The key pair.
    pub key: SigningKey,
    /// When another took its place, if one did.
    pub retired_at: Option<DateTime<Utc>>,
}

/// Every key at one moment.
pub struct KeySet {
    token: (KeyId, EncodingKey),
    register: Signer,
    tokens: HashMap<String, (DecodingKey, Option<DateTime<Utc>>)>,
    receipts: Vec<(KeyId, VerifyingKey)>,
    public: Vec<(KeyId, KeyPurpose, VerifyingKey, Option<DateTime<Utc>>)>,
}

impl KeySet {
    /// Sorts keys by what they sign; refuses a set without an active key for each purpose.
    pub fn new(keys: &[OpenedKey]) -> Result<Self, KeyError> {
        let active = |purpose| {
            keys.iter()
                .rfind(|key| key.purpose == purpose && key.retired_at.is_none())
                .ok_or(KeyError::None(purpose))
        };
        let token = active(KeyPurpose::Token)?;
        let der = token.key.to_pkcs8_der().map_err(|_| KeyError::Broken(token.id))?;
        let token = (token.id, EncodingKey::from_ed_der(der.as_bytes()));
        let receipt = active(KeyPurpose::Receipt)?;
        let register = Signer::new(receipt.id.to_string(), receipt.key.clone());
        let of = |purpose| keys.iter().filter(move |key| key.purpose == purpose);
        Ok(Self {
            token,
            register,
            tokens: of(KeyPurpose::Token)
                .map(|key| {
                    let decoding = DecodingKey::from_ed_der(key.key.verifying_key().as_bytes());
                    (key.id.to_string(), (decoding, key.retired_at))
                })
                .collect(),
            receipts: of(KeyPurpose::Receipt)
                .map(|key| (key.id, key.key.verifying_key()))
                .collect(),
            public: keys
                .iter()
                .map(|key| (key.id, key.purpose, key.key.verifying_key(), key.retired_at))
                .collect(),
        })
    }

    /// The key that signs tokens now.
    pub(super) fn token(&self) -> (KeyId, &EncodingKey) {
        (self.token.0, &self.token.1)
    }

    /// The key that verifies tokens of this `kid` at `now`: an active one, or one that retired so lately that a token it
    /// signed may still live.
    pub(super) fn token_verifier(&self, kid: &str, now: DateTime<Utc>) -> Option<&DecodingKey> {
        self.tokens
            .get(kid)
            .filter(|(_, retired_at)| still_verifies(*retired_at, now))
            .map(|(key, _)| key)
    }

    /// The key that signs receipts and tree heads now.
    pub fn signer(&self) -> &Signer {
        &self.register
    }

    /// Every key that ever signed receipts: a receipt is good for ever.
    pub fn register_keys(&self) -> KeyRing {
        KeyRing::of(self.receipts.iter().map(|(id, key)| (id.to_string(), *key)))
    }

    /// The public keys as a JWK set (RFC 7517, RFC 8037): those of tokens that may still live, and every one of receipts.
    /// `normtrack_purpose` says which is which: neither is to be taken for the other. A key that another took the place of
    /// says since when.
    pub fn jwks(&self, now: DateTime<Utc>) -> Value {
        let keys: Vec<_> = self
            .public
            .iter()
            .filter(|(_, purpose, _, retired_at)| match purpose {
                KeyPurpose::Token => still_verifies(*retired_at, now),
                KeyPurpose::Receipt => true,
            })
            .map(|(id, purpose, key, retired_at)| {
                let mut jwk = json!({
                    "kty": "OKP",
                    "crv": "Ed25519",
                    "alg": "EdDSA",
                    "use": "sig",
                    "kid": id.to_string(),
                    "x": URL_SAFE_NO_PAD.encode(key.as_bytes()),
                    "normtrack_purpose": purpose.code(),
                });
                if let Some(at) = retired_at {
                    jwk["normtrack_retired_at"] = json!(at.to_rfc3339_opts(SecondsFormat::Micros, true));
                }
                jwk
            })
            .collect();
        json!({ "keys": keys })
    }
}

/// A retired key verifies for as long as a token signed in the last moment, by a process that had not heard yet, lives.
fn still_verifies(retired_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    retired_at.is_none_or(|at| now < at + LIFETIME + LIFETIME)
}

/// The keys of this process, which follow the database.
pub struct Keys {
    store: Store,
    secret: Secret,
    mint: Arc<Mint>,
    set: RwLock<Arc<KeySet>>,
    reloading: tokio::sync::Mutex<Instant>,
}

/// A token with an unknown key makes a process look again, at most this often.
const COOL_DOWN: Duration = Duration::from_secs(1);

impl Keys {
    /// Reads the keys, making those that are missing. Of several processes that start at once, one makes them.
    pub async fn open(store: Store, secret: Secret, mint: Arc<Mint>) -> Result<Self, KeyError> {
        let stored = read(&store, &mint).await?;
        let complete = KeyPurpose::ALL
            .into_iter()
            .all(|purpose| active(&stored, purpose).is_some());
        let stored = if complete {
            stored
        } else {
            make_missing(&store, &secret, &mint).await?
        };
        let set = unseal(&secret, &stored)?;
        Ok(Self {
            store,
            secret,
            mint,
            set: RwLock::new(Arc::new(set)),
            reloading: tokio::sync::Mutex::new(Instant::now()),
        })
    }

    /// What signs links to download.
    pub fn links(&self) -> DownloadLinks {
        DownloadLinks::new(*self.secret.links())
    }

    /// What seals offline packs.
    pub fn packs(&self) -> pack::SealKey {
        pack::SealKey::new(*self.secret.packs())
    }

    /// The key by which one session cookie follows from the one before.
    pub(super) fn cookies(&self) -> [u8; 32] {
        *self.secret.cookies()
    }

    /// What seals what a browser holds while somebody is at an identity provider.
    pub(super) fn transactions(&self) -> TransactionSeal {
        self.secret.transactions()
    }

    /// What seals the secrets of webhooks.
    pub(crate) fn webhooks(&self) -> WebhookSeal {
        self.secret.webhooks()
    }

    /// What seals the secrets of links while the letters that bring them wait.
    pub(crate) fn invitations(&self) -> InvitationSeal {
        self.secret.invitations()
    }

    /// What makes the links by which reviewers open an account.
    pub(crate) fn reviewers(&self) -> ReviewerLinks {
        self.secret.reviewers()
    }

    /// What seals the secrets of authenticators.
    pub(super) fn factors(&self) -> FactorSeal {
        self.secret.factors()
    }

    /// Every key as this process knows it.
    pub fn set(&self) -> Arc<KeySet> {
        Arc::clone(&self.set.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the keys again.
    pub async fn reload(&self) -> Result<(), KeyError> {
        let set = unseal(&self.secret, &read(&self.store, &self.mint).await?)?;
        *self.set.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(set);
        Ok(())
    }

    /// Reads the keys again, unless that was done a moment ago.
    pub(super) async fn reload_after_cool_down(&self) -> Result<(), KeyError> {
        let mut last = self.reloading.lock().await;
        if last.elapsed() < COOL_DOWN {
            return Ok(());
        }
        *last = Instant::now();
        self.reload().await
    }

    /// The permit of the administrator with this address, for the command line, where nobody signs in.
    pub async fn permit(&self, email: &Email) -> Result<Permit<RotateKeys>, KeyError> {
        let now = self.mint.now();
        let snapshot = self.store.snapshot(&Scope::issuer(None), now).await?;
        let refused = || KeyError::NotAdministrator(email.clone());
        let account = snapshot.account_by_email(email).await?.ok_or_else(refused)?;
        let memberships = snapshot.memberships(account.id).await?;
        let actor = Actor::person(account.id, account.suspended_at, &memberships, now).map_err(|_| refused())?;
        actor.permit(RotateKeys {}).map_err(|_| refused())
    }

    /// Replaces the key of a purpose. Every process hears of it within a second; what the old one signed stays valid for
    /// as long as it would have.
    pub async fn rotate(&self, permit: Permit<RotateKeys>, purpose: KeyPurpose) -> Result<KeyId, KeyError> {
        let (RotateKeys {}, by) = permit.spend();
        let work = self.store.work(&Scope::issuer(Some(by)), self.mint.now()).await?;
        let stored = work.signing_keys().await?;
        if let Some(old) = active(&stored, purpose) {
            work.save_retired_key(old.id).await?;
        }
        let fresh = make(&self.secret, purpose, &self.mint);
        work.save_key(&fresh).await?;
        work.commit().await?;
        self.reload().await?;
        Ok(fresh.id)
    }
}

/// How many keys there are, each of which the secret opens; nothing is made.
pub async fn opened_keys(store: &Store, secret: &Secret, mint: &Mint) -> Result<usize, KeyError> {
    let stored = read(store, mint).await?;
    if !stored.is_empty() {
        unseal(secret, &stored)?;
    }
    Ok(stored.len())
}

/// Seals everything under another secret, as the owner of the database; returns how many things were sealed. Processes that
/// run go on with what they hold, and start no more under the old one.
pub async fn reseal(
    owner_url: &str,
    from: &Secret,
    to: &Secret,
    mint: &Mint,
) -> Result<usize, ResealError<SecretError>> {
    let anew = |what: Sealed, sealed: &[u8]| match what {
        Sealed::Key(id, purpose) => {
            let context = context(id, purpose);
            Ok(to.seal(&from.open(sealed, &context)?, &context, mint))
        }
        Sealed::Factor(account) => from.factors().anew(sealed, account, &to.factors(), mint),
        Sealed::Webhook(id) => {
            let secret = from.webhooks().open(sealed, id)?;
            Ok(to.webhooks().seal(&secret, id, mint))
        }
        Sealed::Invitation(id) => {
            let token = from.invitations().open(sealed, id)?;
            Ok(to.invitations().seal(&token, id, mint))
        }
    };
    store::reseal(owner_url, anew).await
}

fn active(stored: &[StoredKey], purpose: KeyPurpose) -> Option<&StoredKey> {
    stored
        .iter()
        .find(|key| key.purpose == purpose && key.retired_at.is_none())
}

async fn read(store: &Store, mint: &Mint) -> Result<Vec<StoredKey>, StoreError> {
    store
        .snapshot(&Scope::issuer(None), mint.now())
        .await?
        .signing_keys()
        .await
}

async fn make_missing(store: &Store, secret: &Secret, mint: &Mint) -> Result<Vec<StoredKey>, StoreError> {
    let work = store.work(&Scope::issuer(None), mint.now()).await?;
    let mut stored = work.signing_keys().await?;
    for purpose in KeyPurpose::ALL {
        if active(&stored, purpose).is_none() {
            let fresh = make(secret, purpose, mint);
            work.save_key(&fresh).await?;
            stored.push(fresh);
        }
    }
    work.commit().await?;
    Ok(stored)
}

fn make(secret: &Secret, purpose: KeyPurpose, mint: &Mint) -> StoredKey {
    let key = SigningKey::from_bytes(&mint.bytes());
    let id = KeyId(mint.id());
    StoredKey {
        id,
        purpose,
        public_key: key.verifying_key().to_bytes(),
        sealed: secret.seal(key.as_bytes(), &context(id, purpose), mint),
        created_at: mint.now(),
        retired_at: None,
    }
}

/// What a seal is bound to: a key sealed for one id and purpose does not open as another.
fn context(id: KeyId, purpose: KeyPurpose) -> Vec<u8> {
    format!("{}/{id}", purpose.code()).into_bytes()
}

fn unseal(secret: &Secret, stored: &[StoredKey]) -> Result<KeySet, KeyError> {
    let opened = stored
        .iter()
        .map(|stored| {
            let private = secret.open(&stored.sealed, &context(stored.id, stored.purpose))?;
            let private: [u8; 32] = private.try_into().map_err(|_| KeyError::Broken(stored.id))?;
            let key = SigningKey::from_bytes(&private);
            if key.verifying_key().to_bytes() != stored.public_key {
                return Err(KeyError::Broken(stored.id));
            }
            Ok(OpenedKey {
                id: stored.id,
                purpose: stored.purpose,
                key,
                retired_at: stored.retired_at,
            })
        })
        .collect::<Result<Vec<_>, KeyError>>()?;
    KeySet::new(&opened)
}

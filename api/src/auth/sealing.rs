//! Private keys and the secrets of authenticators are sealed before the database sees them, under keys that it never sees.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use sha2::Sha256;
use thiserror::Error;

use crate::auth::code::FactorSeal;
use crate::auth::enclosed::InvitationSeal;
use crate::auth::hook::WebhookSeal;
use crate::auth::provider::TransactionSeal;
use crate::auth::reviewer::ReviewerLinks;
use crate::mint::Mint;

/// The secret of an installation, which every process that serves one database shares. It does not print.
pub struct Secret {
    sealing: XChaCha20Poly1305,
    factors: XChaCha20Poly1305,
    links: [u8; 32],
    cookies: [u8; 32],
    packs: [u8; 32],
    transactions: XChaCha20Poly1305,
    webhooks: XChaCha20Poly1305,
    invitations: XChaCha20Poly1305,
    reviewers: [u8; 32],
}

/// Why there is no secret, or why it does not open a seal.
#[derive(Debug, Error)]
pub enum SecretError {
    /// The file that was named is not there.
    #[error("NORMTRACK_SECRET_FILE names {}, which does not exist", .0.display())]
    Missing(PathBuf),
    /// The file cannot be read or made.
    #[error("the secret file {} cannot be used", path.display())]
    Unusable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The file is too short to be a secret.
    #[error("the secret file {} holds fewer than {} bytes", .0.display(), Secret::SHORTEST)]
    TooShort(PathBuf),
    /// What was sealed was sealed under another secret, for another key, or was changed.
    #[error("a key in the database is not sealed under this secret file")]
    AnotherSecret,
}

const NONCE: usize = 24;

impl Secret {
    /// The fewest bytes that a secret file holds.
    pub const SHORTEST: usize = 32;

    /// Reads the secret from a file that must be there, hold at least 32 bytes, and hold nothing but the secret: every
    /// byte counts, a final newline as well.
    pub fn read(path: &Path) -> Result<Self, SecretError> {
        let bytes = fs::read(path).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => SecretError::Missing(path.to_owned()),
            _ => SecretError::Unusable {
                path: path.to_owned(),
                source,
            },
        })?;
        Self::of(&bytes).ok_or_else(|| SecretError::TooShort(path.to_owned()))
    }

    /// Reads the secret from a file, or makes the file with a fresh one that only its owner reads (mode 0600). For an
    /// installation that brings its own database; of two processes that make it at once, one reads what the other made.
    pub fn read_or_make(path: &Path, mint: &Mint) -> Result<Self, SecretError> {
        let unusable = |source| SecretError::Unusable {
            path: path.to_owned(),
            source,
        };
        if path.exists() {
            return Self::read(path);
        }
        // Written beside and linked into place, so that nobody ever reads half of it.
        let beside = path.with_extension(mint.id().to_string());
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&beside)
            .map_err(unusable)?;
        file.write_all(&mint.bytes::<32>()).map_err(unusable)?;
        file.sync_all().map_err(unusable)?;
        let linked = fs::hard_link(&beside, path);
        fs::remove_file(&beside).map_err(unusable)?;
        match linked {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(unusable(error)),
        }
        Self::read(path)
    }

    /// The secret that these bytes are; none where they are too few.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.len() < Self::SHORTEST {
            return None;
        }
        let expand = |what: &[u8]| {
            let mut key = [0; 32];
            Hkdf::<Sha256>::new(Some(b"normtrack"), bytes)
                .expand(what, &mut key)
                .expect("HKDF gives 32 bytes");
            key
        };
        Some(Self {
            sealing: XChaCha20Poly1305::new(&expand(b"signing keys, version 1").into()),
            factors: XChaCha20Poly1305::new(&expand(b"second factors, version 1").into()),
            links: expand(b"download links, version 1"),
            cookies: expand(b"session cookies, version 1"),
            packs: expand(b"offline packs, version 1"),
            transactions: XChaCha20Poly1305::new(&expand(b"sign-in transactions, version 1").into()),
            webhooks: XChaCha20Poly1305::new(&expand(b"webhook secrets, version 1").into()),
            invitations: XChaCha20Poly1305::new(&expand(b"letters of invitations, version 1").into()),
            reviewers: expand(b"accounts of reviewers, version 1"),
        })
    }

    /// The key under which links to download are signed: every process that shares the secret knows it.
    pub(super) fn links(&self) -> &[u8; 32] {
        &self.links
    }

    /// The key by which one session cookie follows from the one before.
    pub(super) fn cookies(&self) -> &[u8; 32] {
        &self.cookies
    }

    /// The key under which offline packs are sealed: a pack comes back after months, to whichever process.
    pub(super) fn packs(&self) -> &[u8; 32] {
        &self.packs
    }

    /// What seals what a browser holds while somebody is at an identity provider.
    pub(super) fn transactions(&self) -> TransactionSeal {
        TransactionSeal::new(self.transactions.clone())
    }

    /// What seals the secrets of authenticators: another key than that of signing keys, so that neither opens as the other.
    pub(super) fn factors(&self) -> FactorSeal {
        FactorSeal::new(self.factors.clone())
    }

    /// What seals the secrets of webhooks.
    pub(super) fn webhooks(&self) -> WebhookSeal {
        WebhookSeal::new(self.webhooks.clone())
    }

    /// What seals the secrets of links while the letters that bring them wait.
    pub(super) fn invitations(&self) -> InvitationSeal {
        InvitationSeal::new(self.invitations.clone())
    }

    /// What makes the links by which reviewers open an account.
    pub(super) fn reviewers(&self) -> ReviewerLinks {
        ReviewerLinks::new(self.reviewers)
    }

    /// Seals a signing key for a context; opened elsewhere it is refused.
    pub(super) fn seal(&self, plain: &[u8], context: &[u8], mint: &Mint) -> Vec<u8> {
        seal(&self.sealing, plain, context, mint)
    }

    /// Opens a signing key that was sealed for this context.
    pub(super) fn open(&self, sealed: &[u8], context: &[u8]) -> Result<Vec<u8>, SecretError> {
        open(&self.sealing, sealed, context)
    }
}

/// Seals under a key for a context.
pub(super) fn seal(key: &XChaCha20Poly1305, plain: &[u8], context: &[u8], mint: &Mint) -> Vec<u8> {
    let nonce = mint.bytes::<NONCE>();
    let payload = Payload {
        msg: plain,
        aad: context,
    };
    let sealed = key
        .encrypt(XNonce::from_slice(&nonce), payload)
        .expect("a few bytes can be sealed");
    [nonce.as_slice(), &sealed].concat()
}

/// Opens what was sealed under a key for this context.
pub(super) fn open(key: &XChaCha20Poly1305, sealed: &[u8], context: &[u8]) -> Result<Vec<u8>, SecretError> {
    let (nonce, sealed) = sealed.split_at_checked(NONCE).ok_or(SecretError::AnotherSecret)?;
    let payload = Payload {
        msg: sealed,
        aad: context,
    };
    key.decrypt(XNonce::from_slice(nonce), payload)
        .map_err(|_| SecretError::AnotherSecret)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_seal_opens_under_the_same_secret_and_context_only() {
        let mint = Mint::system();
        let secret = Secret::of(&[1; 32]).unwrap();
        let sealed = secret.seal(b"private", b"token/1", &mint);
        assert_eq!(secret.open(&sealed, b"token/1").unwrap(), b"private");
        assert!(secret.open(&sealed, b"receipt/1").is_err());
        assert!(Secret::of(&[2; 32]).unwrap().open(&sealed, b"token/1").is_err());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(secret.open(&changed, b"token/1").is_err(), "byte {at}");
        }
        assert!(secret.open(&[], b"token/1").is_err());
        assert!(Secret::of(&[1; 31]).is_none());
    }

    #[test]
    fn a_secret_file_is_named_and_there_or_made_for_its_owner_alone() {
        let mint = Mint::system();
        let folder = std::env::temp_dir().join(format!("normtrack-secret-{}", mint.id()));
        fs::create_dir(&folder).unwrap();
        let path = folder.join("secret");
        let missing = Secret::read(&path).err().unwrap();
        assert_eq!(
            missing.to_string(),
            format!("NORMTRACK_SECRET_FILE names {}, which does not exist", path.display())
        );
        let made = Secret::read_or_make(&path, &mint).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let sealed = made.seal(b"private", b"", &mint);
        assert!(Secret::read_or_make(&path, &mint).unwrap().open(&sealed, b"").is_ok());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is left beside it");
        fs::write(&path, "short").unwrap();
        assert!(matches!(Secret::read(&path), Err(SecretError::TooShort(_))));
        fs::remove_dir_all(&folder).unwrap();
    }
}

//! What a browser holds between leaving for a provider and coming back: sealed, so that nobody reads or changes it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::XChaCha20Poly1305;
use chrono::{DateTime, TimeDelta, Utc};
use domain::id::{AccountId, SessionId};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::auth::{sealing, secret};
use crate::mint::Mint;

/// A sign-in that is under way at a provider. It does not print.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::auth) struct Transaction {
    /// The key of the provider: an answer of another one is none (RFC 9700, 4.4.2).
    pub(in crate::auth) provider: String,
    /// What comes back with the answer.
    pub(super) state: String,
    /// What comes back in the token.
    pub(super) nonce: String,
    /// What only we know until the code is exchanged (RFC 7636).
    pub(super) verifier: String,
    begun_at: i64,
    /// Where the person goes on: a place of the console.
    pub(in crate::auth) next: String,
    /// The session in which an account is linked; none for signing in.
    pub(in crate::auth) link: Option<Link>,
}

/// The session in which an account is linked to what a provider calls its person.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(in crate::auth) struct Link {
    account: Uuid,
    session: Uuid,
}

impl Link {
    /// Of an account, in a session.
    pub(in crate::auth) const fn new(account: AccountId, session: SessionId) -> Self {
        Self {
            account: account.0,
            session: session.0,
        }
    }

    /// The account.
    pub(in crate::auth) const fn account(self) -> AccountId {
        AccountId(self.account)
    }

    /// The session.
    pub(in crate::auth) const fn session(self) -> SessionId {
        SessionId(self.session)
    }
}

impl Transaction {
    /// How long somebody may take at the provider.
    pub(in crate::auth) const LASTS: TimeDelta = TimeDelta::minutes(10);

    /// A sign-in that begins now.
    pub(in crate::auth) fn begun(
        provider: &str,
        next: String,
        link: Option<Link>,
        (mint, now): (&Mint, DateTime<Utc>),
    ) -> Self {
        let fresh = || secret::fresh(mint).0;
        Self {
            provider: provider.to_owned(),
            state: fresh(),
            nonce: fresh(),
            verifier: fresh(),
            begun_at: now.timestamp(),
            next,
            link,
        }
    }

    /// What the provider is told of the verifier.
    pub(super) fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(&self.verifier))
    }

    /// Whether an answer with this state, at `now`, is to this.
    pub(in crate::auth) fn is_answered(&self, state: Option<&str>, now: DateTime<Utc>) -> bool {
        let lasts =
            DateTime::from_timestamp(self.begun_at, 0).is_some_and(|begun| begun <= now && now < begun + Self::LASTS);
        // Of the hashes: how far two of them agree says nothing of what was hashed.
        let same = state.is_some_and(|state| secret::hash(state) == secret::hash(&self.state));
        lasts && same
    }
}

/// What seals transactions, under a key that every process of the installation derives from the same secret.
#[derive(Clone)]
pub(in crate::auth) struct TransactionSeal(XChaCha20Poly1305);

const CONTEXT: &[u8] = b"sign-in";

impl TransactionSeal {
    pub(in crate::auth) const fn new(key: XChaCha20Poly1305) -> Self {
        Self(key)
    }

    /// Seals for a cookie.
    pub(in crate::auth) fn seal(&self, transaction: &Transaction, mint: &Mint) -> String {
        let plain = serde_json::to_vec(transaction).expect("texts and numbers are JSON");
        URL_SAFE_NO_PAD.encode(sealing::seal(&self.0, &plain, CONTEXT, mint))
    }

    /// Opens what was sealed; nothing for anything else.
    pub(in crate::auth) fn open(&self, sealed: &str) -> Option<Transaction> {
        let sealed = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let plain = sealing::open(&self.0, &sealed, CONTEXT).ok()?;
        serde_json::from_slice(&plain).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_transaction_shows_nothing_and_opens_whole_or_not_at_all() {
        let mint = Mint::system();
        let seal = sealing::Secret::of(&[1; 32]).unwrap().transactions();
        let now = mint.now();
        let transaction = Transaction::begun("qma", "/en/submissions".to_owned(), None, (&mint, now));
        let sealed = seal.seal(&transaction, &mint);
        let opened = seal.open(&sealed).unwrap();
        assert_eq!(
            (opened.state.as_str(), opened.next.as_str()),
            (transaction.state.as_str(), "/en/submissions")
        );
        let plain = URL_SAFE_NO_PAD.decode(&sealed).unwrap();
        assert!(!plain.windows(3).any(|bytes| bytes == b"qma"));
        for at in [0, sealed.len() / 2, sealed.len() - 2] {
            let mut changed = sealed.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            assert!(seal.open(std::str::from_utf8(&changed).unwrap()).is_none(), "{at}");
        }
        assert!(
            sealing::Secret::of(&[2; 32])
                .unwrap()
                .transactions()
                .open(&sealed)
                .is_none()
        );

        let state = Some(transaction.state.as_str());
        let minute = TimeDelta::minutes(1);
        for (what, state, at, expected) in [
            ("at once", state, now, true),
            ("before ten minutes", state, now + minute * 9, true),
            ("after ten minutes", state, now + minute * 10, false),
            ("before it began", state, now - minute, false),
            ("of another one", Some("another"), now, false),
            ("of none", None, now, false),
        ] {
            assert_eq!(transaction.is_answered(state, at), expected, "{what}");
        }
    }
}

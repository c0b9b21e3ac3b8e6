//! Who is calling: passwords, tokens, keys, and the rights that an account has at this instant.
//!
//! A token says only which account and which session; what they may do is read from the database, kept in memory, and
//! given up within a second of any change ([`Actors`]).

mod accepting;
mod actor;
mod arrival;
mod code;
mod enclosed;
mod factor;
mod hook;
mod issuer;
mod keys;
mod link;
mod passkey;
mod password;
mod program;
mod provider;
mod reviewer;
mod sealing;
mod token;
mod webauthn;

pub use accepting::AcceptInvitation;
pub use actor::Actors;
pub use arrival::{Arrival, ArrivalRefused, Arrived, Departure};
pub use code::Proof;
pub(crate) use enclosed::InvitationSeal;
pub use factor::{Enrolment, RecoveryCodes};
pub(crate) use hook::{WebhookSeal, WebhookSecret};
pub use issuer::{Entry, InvitationLink, Issuer, IssuerError, Presence, SignedIn};
pub use keys::{KeyError, KeySet, Keys, OpenedKey, opened_keys, reseal};
pub use link::{DownloadLinks, Grant, Granted, LINK_LIFETIME, LinkQuery, LinkRefused, PrintForm, PrintGrant};
pub use passkey::AddedPasskey;
pub use password::{Cost, Passwords};
pub use program::{ExchangeRefused, KeptProgram, ProgramToken};
pub use provider::{
    BadToken, ClaimNames, Faults, Provider, ProviderAnswer, ProviderError, ProviderSettings, Providers, ProvidersError,
    Title,
};
pub(crate) use reviewer::ReviewerLinks;
pub use sealing::{Secret, SecretError};
pub use token::{AccessToken, Claims, TokenSettings, Tokens, Unauthenticated};
pub use webauthn::{Question, Untrue};

/// Secrets of 256 bits that are handed out once and kept as a hash only.
mod secret {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use hmac::{Hmac, Mac as _};
    use sha2::{Digest as _, Sha256};

    use crate::mint::Mint;

    /// A secret as its holder gets it, and the hash that is kept.
    pub(super) fn fresh(mint: &Mint) -> (String, [u8; 32]) {
        let text = URL_SAFE_NO_PAD.encode(mint.bytes::<32>());
        let hash = hash(&text);
        (text, hash)
    }

    /// The one secret that follows from another under a key, and the hash that is kept: who presents the first again is
    /// given the same one again, and nobody finds it who has not the key.
    pub(super) fn following(key: &[u8; 32], text: &str) -> (String, [u8; 32]) {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
        mac.update(text.as_bytes());
        let text = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
        let hash = hash(&text);
        (text, hash)
    }

    /// The hash under which a secret is kept. It needs no salt: nobody can guess 256 random bits.
    pub(super) fn hash(text: &str) -> [u8; 32] {
        Sha256::digest(text.as_bytes()).into()
    }
}

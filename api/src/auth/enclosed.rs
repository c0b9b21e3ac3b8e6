//! The secret of an invitation's link, enclosed in the letter that brings it.
//!
//! The database knows such a secret by its hash. A letter has to say it, and may have to wait for the mail server: for so long
//! it is kept sealed, under a key that every process of the installation derives from the same secret.

use chacha20poly1305::XChaCha20Poly1305;
use domain::id::{InvitationId, LetterId};
use domain::language::Language;
use store::{StoreError, Work};

use crate::auth::InvitationLink;
use crate::auth::sealing::{self, SecretError};
use crate::mint::Mint;

/// Seals the secrets of links.
#[derive(Clone)]
pub(crate) struct InvitationSeal(XChaCha20Poly1305);

impl InvitationSeal {
    pub(super) fn new(key: XChaCha20Poly1305) -> Self {
        Self(key)
    }

    fn context(id: InvitationId) -> Vec<u8> {
        format!("invitation/{id}").into_bytes()
    }

    /// Seals a secret for its invitation.
    pub(super) fn seal(&self, token: &str, id: InvitationId, mint: &Mint) -> Vec<u8> {
        sealing::seal(&self.0, token.as_bytes(), &Self::context(id), mint)
    }

    /// Opens one that was sealed for this invitation.
    pub(crate) fn open(&self, sealed: &[u8], id: InvitationId) -> Result<String, SecretError> {
        let token = sealing::open(&self.0, sealed, &Self::context(id))?;
        String::from_utf8(token).map_err(|_| SecretError::AnotherSecret)
    }
}

impl InvitationLink {
    /// Has a letter bring the link to whoever is invited, asked for within the unit that issued it: both are there or neither.
    pub(crate) async fn enclose(
        &self,
        work: &Work,
        seal: &InvitationSeal,
        language: Language,
        mint: &Mint,
    ) -> Result<(), StoreError> {
        let sealed = seal.seal(&self.token, self.id, mint);
        work.save_invitation_letter(LetterId(mint.id()), self.id, language, sealed)
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_for_its_own_invitation_only_and_is_not_read_in_its_seal() {
        let mint = Mint::system();
        let seal = sealing::Secret::of(&[1; 32]).unwrap().invitations();
        let (one, other) = (InvitationId(mint.id()), InvitationId(mint.id()));
        let sealed = seal.seal("the-secret-of-a-link", one, &mint);
        assert_eq!(seal.open(&sealed, one).unwrap(), "the-secret-of-a-link");
        assert!(seal.open(&sealed, other).is_err());
        assert!(
            sealing::Secret::of(&[2; 32])
                .unwrap()
                .invitations()
                .open(&sealed, one)
                .is_err()
        );
        assert!(!String::from_utf8_lossy(&sealed).contains("secret"));
    }
}

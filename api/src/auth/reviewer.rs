//! The link by which somebody who is asked for a review in their own name opens an account.
//!
//! Such a person has no role, so nobody can invite them to one. The link says which review, and a MAC of this installation; no
//! table has it. It is worth something while the review goes on, and opens an account for the address that the State named and
//! no other. **Invariant.** Only a letter to that address brings it: the State does not see it, so that it cannot write the
//! review of its own answers in somebody's name.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::ReviewId;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use uuid::Uuid;

/// What makes and reads these links, under a key that every process of the installation derives from the same secret.
#[derive(Clone)]
pub(crate) struct ReviewerLinks {
    key: [u8; 32],
}

impl ReviewerLinks {
    pub(super) const fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    fn mac(&self, review: ReviewId) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).expect("HMAC takes keys of any length");
        mac.update(review.0.as_bytes());
        mac
    }

    /// What stands behind the `#` of the link to a review.
    pub(crate) fn token(&self, review: ReviewId) -> String {
        let signature = self.mac(review).finalize().into_bytes();
        URL_SAFE_NO_PAD.encode([review.0.as_bytes().as_slice(), &signature].concat())
    }

    /// The review of a token that this installation made.
    pub(super) fn read(&self, token: &str) -> Option<ReviewId> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (review, signature) = bytes.split_at_checked(size_of::<Uuid>())?;
        let review = ReviewId(Uuid::from_slice(review).ok()?);
        self.mac(review).verify_slice(signature).ok()?;
        Some(review)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_by_the_installation_that_made_it_and_names_one_review() {
        let links = ReviewerLinks::new([1; 32]);
        let (one, other) = (ReviewId(Uuid::from_u128(1)), ReviewId(Uuid::max()));
        let token = links.token(one);
        assert_eq!(links.read(&token), Some(one));
        assert_eq!(ReviewerLinks::new([2; 32]).read(&token), None);
        let of_other = links.token(other);
        let (name, signature) = (&of_other[..21], &token[21..]);
        assert_eq!(links.read(&format!("{name}{signature}")), None, "another review");
        for text in ["", "AAAA", "?", &token[..40]] {
            assert_eq!(links.read(text), None, "{text}");
        }
    }
}

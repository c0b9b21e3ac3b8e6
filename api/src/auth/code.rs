//! What a person shows after the password: codes of an authenticator (RFC 6238) and recovery codes.

use std::fmt;

use chacha20poly1305::XChaCha20Poly1305;
use domain::access::{Email, RecoveryCode, Step};
use domain::id::AccountId;
use sha2::{Digest as _, Sha256};
use totp_rs::{Algorithm, Builder, Totp};

use crate::auth::sealing::{self, SecretError};
use crate::mint::Mint;

/// What stands for the service in authenticators.
const ISSUER: &str = "Normtrack";

/// What is shown as second factor. It does not print.
#[derive(Clone)]
pub enum Proof {
    /// A code of the authenticator.
    Code(String),
    /// A recovery code.
    RecoveryCode(String),
    /// The answer of a passkey's authenticator, as the browser gives it.
    Passkey(serde_json::Value),
}

impl fmt::Debug for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Proof(..)")
    }
}

/// A secret that an account shares with an authenticator: 160 random bits (RFC 4226, 4 R6), HMAC-SHA-1, six digits, thirty
/// seconds, which is what every authenticator can do. It does not print.
pub(super) struct Authenticator(Totp);

impl Authenticator {
    fn of(secret: [u8; 20], email: &Email) -> Self {
        // The library refuses colons, which separate the names in a URI.
        let name = email.as_str().replace(':', "_");
        let totp = Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_skew(0)
            .with_step_duration(Step::SECONDS)
            .with_secret(secret.to_vec())
            .with_issuer(Some(ISSUER))
            .with_account_name(name)
            .build();
        Self(totp.expect("160 bits, six digits, and names without colons are what the RFC asks for"))
    }

    /// A fresh one.
    pub(super) fn fresh(email: &Email, mint: &Mint) -> Self {
        Self::of(mint.bytes(), email)
    }

    /// What the authenticator reads, as a URI and as the secret alone (base 32). Both are secrets.
    pub(super) fn shown(&self) -> (String, String) {
        let uri = self.0.to_url().expect("an account has an address");
        (uri, self.0.secret().to_base32())
    }

    /// The step whose code this is, of those `around` which it may be shown; spaces do not matter.
    pub(super) fn step(&self, code: &str, around: &[Step]) -> Option<Step> {
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let mut around = around.iter().copied();
        around.find(|step| self.0.check(&code, step.begins()).is_some())
    }
}

/// Seals the secrets of authenticators, under a key that every process of the installation derives from the same secret.
#[derive(Clone)]
pub(super) struct FactorSeal(XChaCha20Poly1305);

impl FactorSeal {
    pub(super) fn new(key: XChaCha20Poly1305) -> Self {
        Self(key)
    }

    /// What a seal is bound to: a secret sealed for one account does not open as another's.
    fn context(account: AccountId) -> Vec<u8> {
        format!("totp/{account}").into_bytes()
    }

    pub(super) fn seal(&self, of: &Authenticator, account: AccountId, mint: &Mint) -> Vec<u8> {
        sealing::seal(&self.0, of.0.secret().as_bytes(), &Self::context(account), mint)
    }

    /// The same secret under another seal.
    pub(super) fn anew(
        &self,
        sealed: &[u8],
        account: AccountId,
        to: &Self,
        mint: &Mint,
    ) -> Result<Vec<u8>, SecretError> {
        let context = Self::context(account);
        let secret = sealing::open(&self.0, sealed, &context)?;
        Ok(sealing::seal(&to.0, &secret, &context, mint))
    }

    pub(super) fn open(&self, sealed: &[u8], account: AccountId, email: &Email) -> Result<Authenticator, SecretError> {
        let secret = sealing::open(&self.0, sealed, &Self::context(account))?;
        let secret = secret.try_into().map_err(|_| SecretError::AnotherSecret)?;
        Ok(Authenticator::of(secret, email))
    }
}

/// Crockford's base 32: no letter that is mistaken for a digit.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Fresh recovery codes as their owner gets them, and the hashes that are kept. Each has 80 random bits, too many to be
/// found from its hash.
pub(super) fn recovery_codes(account: AccountId, mint: &Mint) -> (Vec<String>, Vec<[u8; 32]>) {
    (0..RecoveryCode::COUNT)
        .map(|_| {
            let bits = mint
                .bytes::<10>()
                .iter()
                .fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
            let letter = |at: u32| char::from(LETTERS[(bits >> (75 - 5 * at) & 31) as usize]);
            let code: String = (0..16)
                .flat_map(|at| (at > 0 && at % 4 == 0).then_some('-').into_iter().chain([letter(at)]))
                .collect();
            let hash = recovery_hash(account, &code);
            (code, hash)
        })
        .unzip()
}

/// The hash under which a recovery code is kept, however it is typed: case, dashes and spaces do not matter, and letters
/// that look like a digit are taken for it.
pub(super) fn recovery_hash(account: AccountId, code: &str) -> [u8; 32] {
    let plain: String = code
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    Sha256::new()
        .chain_update(b"normtrack recovery code\0")
        .chain_update(account.0.as_bytes())
        .chain_update(plain.as_bytes())
        .finalize()
        .into()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const ACCOUNT: AccountId = AccountId(Uuid::from_u128(1));

    fn email() -> Email {
        Email::new("amal@example.int").unwrap()
    }

    #[test]
    fn codes_are_those_of_the_rfc() {
        // RFC 6238, appendix B, the last six of eight digits.
        let authenticator = Authenticator::of(*b"12345678901234567890", &email());
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let now = chrono::DateTime::from_timestamp(seconds, 0).unwrap();
            let around = Step::around(now);
            assert_eq!(authenticator.step(code, &around), Some(Step::at(now)), "{seconds}");
            let spaced = format!(" {} {} ", &code[..3], &code[3..]);
            assert_eq!(authenticator.step(&spaced, &around), Some(Step::at(now)));
            assert_eq!(authenticator.step(code, &[Step(7)]), None);
        }
        for nothing in ["", "28708", "2870822", "28708a", "+28708", "٢٨٧٠٨٢"] {
            assert_eq!(authenticator.step(nothing, &[Step(1)]), None, "{nothing:?}");
        }
    }

    #[test]
    fn an_authenticator_reads_a_uri_and_its_secret_opens_for_its_account_alone() {
        let mint = Mint::system();
        let seal = sealing::Secret::of(&[1; 32]).unwrap().factors();
        let authenticator = Authenticator::fresh(&email(), &mint);
        let (uri, secret) = authenticator.shown();
        assert_eq!(
            uri,
            format!("otpauth://totp/Normtrack:amal%40example.int?secret={secret}&issuer=Normtrack")
        );
        let sealed = seal.seal(&authenticator, ACCOUNT, &mint);
        let opened = seal.open(&sealed, ACCOUNT, &email()).unwrap();
        assert_eq!(opened.shown(), (uri, secret));
        assert!(seal.open(&sealed, AccountId(Uuid::from_u128(2)), &email()).is_err());
        assert_eq!(format!("{:?}", Proof::Code("123456".to_owned())), "Proof(..)");
    }

    #[test]
    fn recovery_codes_are_typed_as_people_type() {
        let (codes, hashes) = recovery_codes(ACCOUNT, &Mint::system());
        assert_eq!((codes.len(), hashes.len()), (10, 10));
        let code = &codes[0];
        assert_eq!(code.len(), 19);
        assert!(code.split('-').all(|group| group.len() == 4), "{code}");
        let typed = code
            .to_lowercase()
            .replace('-', " ")
            .replace('0', "o")
            .replace('1', "l");
        assert_eq!(recovery_hash(ACCOUNT, &typed), hashes[0]);
        assert_ne!(recovery_hash(AccountId(Uuid::nil()), code), hashes[0]);
        assert!(!hashes[1..].contains(&hashes[0]));
    }
}

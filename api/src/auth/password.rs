//! Hashing passwords, which is slow on purpose and so kept off the threads that serve.

use std::sync::Arc;

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::access::Password;
use tokio::sync::Semaphore;

use crate::mint::Mint;

/// How dear a guess is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    /// Argon2id with 19 MiB, two passes, one lane: the least that OWASP's password storage cheat sheet asks for.
    Full,
    /// For passwords that are no secret: those of tests, and of demonstrations, which print them.
    Nominal,
}

/// Hashes and verifies, a few at a time.
pub struct Passwords {
    gate: Arc<Semaphore>,
    argon2: Argon2<'static>,
    decoy: Arc<str>,
}

/// As many hashes as run at once: each takes a core and 19 MiB.
const AT_ONCE: usize = 2;

impl Passwords {
    /// Prepares hashing at a cost.
    pub fn new(cost: Cost, mint: &Mint) -> Self {
        let (memory, passes) = match cost {
            Cost::Full => (19 * 1024, 2),
            Cost::Nominal => (8, 1),
        };
        let params = Params::new(memory, passes, 1, None).expect("both costs are within the bounds of Argon2");
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let decoy = hash(&argon2, &mint.bytes::<32>(), mint.bytes());
        Self {
            gate: Arc::new(Semaphore::new(AT_ONCE)),
            argon2,
            decoy: decoy.into(),
        }
    }

    /// The hash of a password, in PHC form, under a fresh salt.
    pub async fn hash(&self, password: Password, mint: &Mint) -> String {
        let (argon2, salt) = (self.argon2.clone(), mint.bytes());
        self.aside(move || hash(&argon2, password.as_str().as_bytes(), salt))
            .await
    }

    /// Whether a password has this hash. Without a hash the answer is no, after the same work: how long it took does not
    /// tell whether there is such an account.
    pub async fn verify(&self, password: Password, hash: Option<String>) -> bool {
        let (argon2, decoy) = (self.argon2.clone(), Arc::clone(&self.decoy));
        self.aside(move || {
            let matches = PasswordHash::new(hash.as_deref().unwrap_or(&decoy))
                .is_ok_and(|hash| argon2.verify_password(password.as_str().as_bytes(), &hash).is_ok());
            matches && hash.is_some()
        })
        .await
    }

    async fn aside<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        let permit = Arc::clone(&self.gate)
            .acquire_owned()
            .await
            .expect("the gate is never closed");
        // The permit goes with the work: a caller who leaves does not let another one start early.
        tokio::task::spawn_blocking(move || {
            let result = work();
            drop(permit);
            result
        })
        .await
        .expect("hashing does not panic")
    }
}

fn hash(argon2: &Argon2<'_>, password: &[u8], salt: [u8; 16]) -> String {
    argon2
        .hash_password_with_salt(password, &salt)
        .map(|hash: PasswordHash| hash.to_string())
        .expect("a password of bounded length and a salt of 16 bytes can be hashed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_verifies_against_its_own_hash_only() {
        let mint = Mint::system();
        let passwords = Passwords::new(Cost::Nominal, &mint);
        let password = |text: &str| Password::presented(text).unwrap();
        let hash = passwords.hash(password("correct horse battery"), &mint).await;
        assert!(hash.starts_with("$argon2id$v=19$"), "{hash}");
        assert_ne!(hash, passwords.hash(password("correct horse battery"), &mint).await);
        assert!(
            passwords
                .verify(password("correct horse battery"), Some(hash.clone()))
                .await
        );
        assert!(!passwords.verify(password("correct horse batterz"), Some(hash)).await);
        assert!(!passwords.verify(password("correct horse battery"), None).await);
        let unreadable = Some("not a hash".to_owned());
        assert!(!passwords.verify(password("correct horse battery"), unreadable).await);
    }

    #[test]
    fn the_full_cost_is_what_we_say() {
        let passwords = Passwords::new(Cost::Full, &Mint::system());
        assert!(passwords.decoy.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    }
}

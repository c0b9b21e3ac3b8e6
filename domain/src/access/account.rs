//! Accounts of people, and what they sign in with.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use crate::access::{KeepMinistries, Permit, SuspendAccount};
use crate::id::{AccountId, MinistryId, StateCode};
use crate::language::Language;

/// A person who can sign in. Rights come from memberships, never from the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The address that signs in.
    pub email: Email,
    /// How the person wants to be named.
    pub name: Name,
    /// The language of messages to the person.
    pub language: Language,
    /// Since when nobody acts in its name, where it is suspended.
    pub suspended_at: Option<DateTime<Utc>>,
    /// Whether it belongs to a demonstration.
    pub demonstration: bool,
    /// Whether it is a program, and no person: then nobody signs in with the address, which leads nowhere.
    pub is_program: bool,
}

/// Why an account is not suspended or reinstated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SuspendRefused {
    /// The permit is for another one.
    #[error("the permit is for another account")]
    AnotherPermit,
    /// Nobody suspends their own account: the last administrator could not come back.
    #[error("an account does not suspend itself")]
    Oneself,
}

impl Account {
    /// Suspends it from `now` on; one that is suspended already keeps its instant.
    pub fn suspend(mut self, permit: Permit<SuspendAccount>, now: DateTime<Utc>) -> Result<Self, SuspendRefused> {
        let (act, by) = permit.spend();
        if act.account != self.id {
            return Err(SuspendRefused::AnotherPermit);
        }
        if by == self.id {
            return Err(SuspendRefused::Oneself);
        }
        self.suspended_at = self.suspended_at.or(Some(now));
        Ok(self)
    }

    /// Lifts the suspension.
    pub fn reinstate(mut self, permit: Permit<SuspendAccount>) -> Result<Self, SuspendRefused> {
        let (act, _) = permit.spend();
        if act.account != self.id {
            return Err(SuspendRefused::AnotherPermit);
        }
        self.suspended_at = None;
        Ok(self)
    }
}

/// A body inside a State. Its name is seen by that State only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ministry {
    /// Its id.
    pub id: MinistryId,
    /// The State.
    pub state: StateCode,
    /// Its name, as the State writes it.
    pub name: Name,
}

impl Ministry {
    /// A ministry of the State of the permit.
    pub fn named(permit: Permit<KeepMinistries>, id: MinistryId, name: Name) -> Self {
        let (KeepMinistries { state }, _) = permit.spend();
        Self { id, state, name }
    }
}

/// What is wrong with a field of an account. The given text is not repeated: it may be a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BadField {
    /// Not an address of electronic mail.
    #[error("this is not an e-mail address")]
    Email,
    /// Empty, over 200 characters, or with control characters.
    #[error("a name has 1 to 200 characters and no control characters")]
    Name,
    /// Empty, over 500 characters, or with control characters.
    #[error("a reason has 1 to 500 characters and no control characters")]
    Reason,
    /// Too short.
    #[error("a password has at least {} characters", Password::SHORTEST)]
    PasswordTooShort,
    /// Too long.
    #[error("a password has at most {} characters", Password::LONGEST)]
    PasswordTooLong,
    /// One character again and again, or nothing but the address or the name.
    #[error("this password is too easily guessed")]
    PasswordGuessable,
}

/// An address of electronic mail, in NFC and lower case: one address is one account however it is typed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(Box<str>);

impl Email {
    /// Reads an address: something, one `@`, a domain with a dot or `localhost`; at most 254 bytes (RFC 5321,
    /// 4.5.3.1.3), without spaces and control characters. Only a message that arrives proves more.
    pub fn new(text: &str) -> Result<Self, BadField> {
        let text: String = text.trim().nfc().collect::<String>().to_lowercase();
        let whole = text.len() <= 254 && !text.chars().any(|c| c.is_whitespace() || c.is_control());
        let parts = text.split_once('@').is_some_and(|(local, host)| {
            let labels = host.split('.').count();
            !local.is_empty()
                && local.len() <= 64
                && !host.contains('@')
                && host.split('.').all(|label| !label.is_empty())
                && (labels > 1 || host == "localhost")
        });
        if whole && parts {
            Ok(Self(text.into_boxed_str()))
        } else {
            Err(BadField::Email)
        }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A name of a person or a body, in NFC, without space around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(Box<str>);

impl Name {
    /// Reads a name of 1 to 200 characters.
    pub fn new(text: &str) -> Result<Self, BadField> {
        let text: String = text.trim().nfc().collect();
        if (1..=200).contains(&text.chars().count()) && !text.chars().any(char::is_control) {
            Ok(Self(text.into_boxed_str()))
        } else {
            Err(BadField::Name)
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why somebody did what has to be explained, for the audit trail: in NFC, without space around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason(Box<str>);

impl Reason {
    /// Reads a reason of 1 to 500 characters.
    pub fn new(text: &str) -> Result<Self, BadField> {
        let text: String = text.trim().nfc().collect();
        if (1..=500).contains(&text.chars().count()) && !text.chars().any(char::is_control) {
            Ok(Self(text.into_boxed_str()))
        } else {
            Err(BadField::Reason)
        }
    }

    /// The reason.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A password as it is hashed: in NFKC, so that one typed on two keyboards is one (NIST SP 800-63B, 5.1.1.2). It does
/// not print.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(Box<str>);

impl Password {
    /// The fewest characters of a password that stands alone (NIST SP 800-63B-4, 3.1.1.2).
    pub const SHORTEST: usize = 15;
    /// The most characters; well above the 64 that must be accepted, and little enough to hash.
    pub const LONGEST: usize = 256;

    /// Reads a password that somebody chooses. No rule asks for kinds of characters; refused is what is too short, too
    /// long, one character again and again, or nothing but the address or the name.
    pub fn choose(text: &str, email: &Email, name: &Name) -> Result<Self, BadField> {
        let password = Self::presented(text)?;
        let text = password.as_str();
        if text.chars().count() < Self::SHORTEST {
            return Err(BadField::PasswordTooShort);
        }
        let lower = text.to_lowercase();
        let same = |other: &str| lower == other.to_lowercase();
        let first = text.chars().next();
        if text.chars().all(|c| Some(c) == first) || same(email.as_str()) || same(name.as_str()) {
            return Err(BadField::PasswordGuessable);
        }
        Ok(password)
    }

    /// Reads a password that somebody presents; refused is only what can be no password because of its length.
    pub fn presented(text: &str) -> Result<Self, BadField> {
        if text.chars().count() > Self::LONGEST {
            return Err(BadField::PasswordTooLong);
        }
        Ok(Self(text.nfkc().collect::<String>().into_boxed_str()))
    }

    /// The password, for hashing and nothing else.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(..)")
    }
}

/// Wrong passwords, or wrong codes, from one origin since the last right one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attempts {
    /// How many.
    pub failed: u32,
    /// When the last of them was.
    pub last_failed_at: Option<DateTime<Utc>>,
}

impl Attempts {
    /// After this many wrong passwords in a row, each further attempt waits.
    pub const FREE: u32 = 10;
    /// How long an attempt waits after the last wrong one, once [`Attempts::FREE`] are spent. With one attempt a minute
    /// guessing leads nowhere, and nobody is locked out of their own account for long (NIST SP 800-63B-4, 3.2.2).
    pub const PAUSE: TimeDelta = TimeDelta::minutes(1);

    /// Whether a password may be tried at `now`. While it may not, every password is wrong.
    pub fn may_try(self, now: DateTime<Utc>) -> bool {
        self.failed < Self::FREE || self.last_failed_at.is_none_or(|at| now - at >= Self::PAUSE)
    }

    /// After this many wrong codes in a row, each further one waits.
    pub const FREE_CODES: u32 = 5;
    /// The longest that a code waits after the last wrong one. Three codes of a million are right at a time; at one code an
    /// hour somebody who has the password guesses one in forty years or so.
    pub const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(1);

    /// Until when no code is taken, where it is too early at `now`: a minute after the last wrong one once
    /// [`Attempts::FREE_CODES`] are spent, and twice as long after each further one.
    pub fn code_waits_until(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let beyond = self.failed.checked_sub(Self::FREE_CODES)?;
        let pause = Self::PAUSE * (1 << beyond.min(6));
        let until = self.last_failed_at? + pause.min(Self::LONGEST_PAUSE);
        (now < until).then_some(until)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::access::{Actor, Membership, Place, Role};
    use crate::id::MembershipId;

    #[test]
    fn addresses_have_one_form() {
        let good = [
            ("amal@example.int", "amal@example.int"),
            ("  Amal@Example.INT ", "amal@example.int"),
            ("e\u{301}milie@example.int", "émilie@example.int"),
            ("admin@localhost", "admin@localhost"),
        ];
        for (given, expected) in good {
            assert_eq!(Email::new(given).unwrap().as_str(), expected);
        }
        let long = format!("{}@example.int", "a".repeat(65));
        for bad in [
            "",
            "amal",
            "@example.int",
            "amal@",
            "amal@host",
            "a@b@example.int",
            "a b@example.int",
            "a@example..int",
            "a\0@example.int",
            &long,
        ] {
            assert_eq!(Email::new(bad), Err(BadField::Email), "{bad:?}");
        }
    }

    #[test]
    fn names_are_trimmed_and_not_empty() {
        assert_eq!(Name::new(" 李明 ").unwrap().as_str(), "李明");
        for bad in ["", "   ", "a\u{7}b", &"a".repeat(201)] {
            assert_eq!(Name::new(bad), Err(BadField::Name), "{bad:?}");
        }
    }

    #[test]
    fn passwords_are_long_and_not_the_obvious() {
        let email = Email::new("amal.hassan@example.int").unwrap();
        let name = Name::new("Amal Hassan-Okonkwo").unwrap();
        let choose = |text: &str| Password::choose(text, &email, &name);
        assert!(choose("correct horse battery").is_ok());
        assert!(choose("пароль из нескольких слов").is_ok());
        assert!(choose("aaaaaaaaaaaaaab").is_ok());
        assert_eq!(choose("fourteen chars"), Err(BadField::PasswordTooShort));
        assert_eq!(
            choose("ａａａａａａａａａａａａａａａ"),
            Err(BadField::PasswordGuessable)
        );
        assert_eq!(choose("AMAL.hassan@example.int"), Err(BadField::PasswordGuessable));
        assert_eq!(choose("amal hassan-okonkwo"), Err(BadField::PasswordGuessable));
        assert_eq!(choose(&"ab".repeat(129)), Err(BadField::PasswordTooLong));
        assert!(choose(&"ab".repeat(128)).is_ok());
        assert_eq!(
            Password::presented("ﬁve words in a row, e\u{301}"),
            Password::presented("five words in a row, é"),
            "compatibility forms are one password"
        );
        assert_eq!(format!("{:?}", choose("correct horse battery")), "Ok(Password(..))");
    }

    #[test]
    fn after_ten_wrong_passwords_each_attempt_waits_a_minute() {
        let now = DateTime::UNIX_EPOCH;
        let attempts = |failed| Attempts {
            failed,
            last_failed_at: Some(now),
        };
        assert!(Attempts::default().may_try(now));
        assert!(attempts(9).may_try(now));
        assert!(!attempts(10).may_try(now));
        assert!(!attempts(11).may_try(now + TimeDelta::seconds(59)));
        assert!(attempts(11).may_try(now + TimeDelta::seconds(60)));
    }

    #[test]
    fn after_five_wrong_codes_each_further_one_waits_longer() {
        let now = DateTime::UNIX_EPOCH;
        let waits = |failed| {
            let attempts = Attempts {
                failed,
                last_failed_at: Some(now),
            };
            attempts.code_waits_until(now).map(|until| (until - now).num_minutes())
        };
        let expected = [
            (0, None),
            (4, None),
            (5, Some(1)),
            (6, Some(2)),
            (8, Some(8)),
            (10, Some(32)),
            (11, Some(60)),
            (1_000_000, Some(60)),
        ];
        for (failed, minutes) in expected {
            assert_eq!(waits(failed), minutes, "{failed}");
        }
        let five = Attempts {
            failed: 5,
            last_failed_at: Some(now),
        };
        assert_eq!(five.code_waits_until(now + Attempts::PAUSE), None);
    }

    #[test]
    fn suspending_needs_the_permit_for_it_and_is_not_for_oneself() {
        let now = DateTime::UNIX_EPOCH;
        let (root, other) = (AccountId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)));
        let membership = Membership::new(
            MembershipId(Uuid::nil()),
            root,
            Role::Administrator,
            Place::Secretariat,
            now,
            None,
        );
        let actor = Actor::person(root, None, &[membership.unwrap()], now).unwrap();
        let permit = |account| actor.permit(SuspendAccount { account }).unwrap();
        let account = |id| Account {
            id,
            email: Email::new("amal@example.int").unwrap(),
            name: Name::new("Amal").unwrap(),
            language: Language::Arabic,
            suspended_at: None,
            demonstration: false,
            is_program: false,
        };
        let suspended = account(other).suspend(permit(other), now).unwrap();
        assert_eq!(suspended.suspended_at, Some(now));
        let again = suspended.clone().suspend(permit(other), now + TimeDelta::days(1));
        assert_eq!(again.as_ref(), Ok(&suspended));
        assert_eq!(
            account(other).suspend(permit(root), now),
            Err(SuspendRefused::AnotherPermit)
        );
        assert_eq!(account(root).suspend(permit(root), now), Err(SuspendRefused::Oneself));
        assert_eq!(
            suspended.clone().reinstate(permit(root)),
            Err(SuspendRefused::AnotherPermit)
        );
        assert_eq!(suspended.reinstate(permit(other)), Ok(account(other)));
    }
}

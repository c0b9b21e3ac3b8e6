//! Passkeys (Web Authentication): keys that never leave an authenticator and sign only for our own address. Whether a
//! signature is right is found at the edge; what a right one is worth stands here.

use chrono::{DateTime, TimeDelta, Utc};
use thiserror::Error;

use crate::access::{ChallengeOver, ChangeOwnAccount, Factor, FactorRefused, Name, Permit, ResetFactor, Role};
use crate::id::{AccountId, PasskeyId, SessionId};

/// A passkey of an account. Its public key is not here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// Its id.
    pub id: PasskeyId,
    /// Whose it is.
    pub account: AccountId,
    /// How its owner calls it.
    pub name: Name,
    /// When it was registered.
    pub created_at: DateTime<Utc>,
    /// When it last signed somebody in, or proved something, if it did.
    pub used_at: Option<DateTime<Utc>>,
    /// What its authenticator counts its signatures with; zero for those that do not count.
    pub counter: u32,
    /// Whether it may be copied to its owner's other devices. This never changes.
    pub is_backup_eligible: bool,
    /// Whether it has been.
    pub is_backed_up: bool,
    /// Whether its authenticator made sure who was there when it was registered.
    pub is_verified: bool,
    /// Whether it is found without being named; none where the browser did not say.
    pub is_discoverable: Option<bool>,
    /// When its counter last went back, if it did: a copy of it may be in use.
    pub suspected_at: Option<DateTime<Utc>>,
}

/// What an authenticator said under a right signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assertion {
    /// Its count of signatures.
    pub counter: u32,
    /// Whether it made sure who was there.
    pub is_verified: bool,
    /// Whether the passkey has been copied to other devices.
    pub is_backed_up: bool,
}

/// What an authenticator said of a passkey that it has just made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attested {
    /// Its count of signatures.
    pub counter: u32,
    /// Whether it made sure who was there.
    pub is_verified: bool,
    /// Whether the passkey may be copied to other devices.
    pub is_backup_eligible: bool,
    /// Whether it has been.
    pub is_backed_up: bool,
    /// Whether it is found without being named; none where the browser did not say.
    pub is_discoverable: Option<bool>,
}

/// Why a passkey is not registered, taken, or removed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PasskeyRefused {
    /// The permit is for another account.
    #[error("the permit is for another account")]
    AnotherPermit,
    /// There are as many as an account may have.
    #[error("the account has {} passkeys already", Passkey::MOST)]
    TooMany,
    /// There is no such passkey.
    #[error("the account has no such passkey")]
    None,
    /// The authenticator did not make sure who was there, and nothing else was shown.
    #[error("the authenticator did not verify its user")]
    NotVerified,
    /// Its counter did not go on: there may be two of it (Web Authentication, 7.2, step 22).
    #[error("the counter of the passkey went back")]
    WentBack,
    /// It is the last second factor of somebody whose roles need one, and that was not meant.
    #[error("without it the roles {0:?} give nothing")]
    LastNeeded(Vec<Role>),
}

impl Passkey {
    /// How many passkeys an account has at most.
    pub const MOST: usize = 20;

    /// Registers a passkey beside those that are `standing`.
    pub fn registered(
        permit: Permit<ChangeOwnAccount>,
        standing: &Factors,
        (id, name): (PasskeyId, Name),
        attested: Attested,
        now: DateTime<Utc>,
    ) -> Result<Self, PasskeyRefused> {
        let (ChangeOwnAccount { account }, _) = permit.spend();
        if standing.account != account {
            return Err(PasskeyRefused::AnotherPermit);
        }
        if standing.passkeys.len() >= Self::MOST {
            return Err(PasskeyRefused::TooMany);
        }
        Ok(Self {
            id,
            account,
            name,
            created_at: now,
            used_at: None,
            counter: attested.counter,
            is_backup_eligible: attested.is_backup_eligible,
            is_backed_up: attested.is_backed_up,
            is_verified: attested.is_verified,
            is_discoverable: attested.is_discoverable,
            suspected_at: None,
        })
    }

    /// Whether it is enough to sign in with nothing else, as far as can be told: its authenticator knows its user, and
    /// offers it without being told whose.
    pub fn signs_in_alone(&self) -> bool {
        self.is_verified && self.is_discoverable != Some(false)
    }

    /// Takes it beside a password. A counter that does not go on is refused; authenticators that count nothing always say
    /// zero.
    pub fn accept(mut self, shown: Assertion, now: DateTime<Utc>) -> Result<Self, PasskeyRefused> {
        let counts = self.counter > 0 || shown.counter > 0;
        if counts && shown.counter <= self.counter {
            return Err(PasskeyRefused::WentBack);
        }
        self.counter = shown.counter;
        self.is_backed_up = shown.is_backed_up;
        self.used_at = Some(now);
        Ok(self)
    }

    /// Takes it as the whole of a sign-in: only where the authenticator made sure who was there.
    pub fn enter(self, shown: Assertion, now: DateTime<Utc>) -> Result<Self, PasskeyRefused> {
        if shown.is_verified {
            self.accept(shown, now)
        } else {
            Err(PasskeyRefused::NotVerified)
        }
    }

    /// The same, after its counter went back. The count that it had stays.
    #[must_use]
    pub fn suspected(mut self, now: DateTime<Utc>) -> Self {
        self.suspected_at = Some(now);
        self
    }

    /// Calls it otherwise.
    pub fn rename(mut self, permit: Permit<ChangeOwnAccount>, name: Name) -> Result<Self, PasskeyRefused> {
        let (act, _) = permit.spend();
        if act.account != self.account {
            return Err(PasskeyRefused::AnotherPermit);
        }
        self.name = name;
        Ok(self)
    }
}

/// What an account can show beside its password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factors {
    /// Whose they are.
    pub account: AccountId,
    /// Codes of an authenticator, where they were begun.
    pub code: Option<Factor>,
    /// Passkeys.
    pub passkeys: Vec<Passkey>,
}

impl Factors {
    /// Whether codes can be shown.
    pub fn has_code(&self) -> bool {
        self.code.is_some_and(|code| code.is_confirmed())
    }

    /// Whether there is a second factor.
    pub fn is_there(&self) -> bool {
        self.has_code() || !self.passkeys.is_empty()
    }

    /// Ends the codes; says what is left.
    pub fn end_code(mut self, permit: Permit<ChangeOwnAccount>) -> Result<Self, FactorRefused> {
        self.code.take().ok_or(FactorRefused::None)?.end(permit)?;
        Ok(self)
    }

    /// Removes a passkey; says what is left. `needing` are the roles of its owner that need a second factor: if nothing
    /// would be left for them, the owner has to say that this is meant.
    pub fn remove(
        mut self,
        permit: Permit<ChangeOwnAccount>,
        id: PasskeyId,
        needing: &[Role],
        is_meant: bool,
    ) -> Result<Self, PasskeyRefused> {
        let (act, _) = permit.spend();
        if act.account != self.account {
            return Err(PasskeyRefused::AnotherPermit);
        }
        let before = self.passkeys.len();
        self.passkeys.retain(|passkey| passkey.id != id);
        if self.passkeys.len() == before {
            return Err(PasskeyRefused::None);
        }
        if self.is_there() || needing.is_empty() || is_meant {
            Ok(self)
        } else {
            Err(PasskeyRefused::LastNeeded(needing.to_vec()))
        }
    }

    /// New recovery codes may be made.
    pub fn renew_recovery(&self, permit: Permit<ChangeOwnAccount>) -> Result<AccountId, FactorRefused> {
        let (act, _) = permit.spend();
        match (act.account == self.account, self.is_there()) {
            (false, _) => Err(FactorRefused::AnotherPermit),
            (true, false) => Err(FactorRefused::None),
            (true, true) => Ok(self.account),
        }
    }

    /// Removes all of them for somebody who has lost them and the recovery codes.
    pub fn reset(self, permit: Permit<ResetFactor>) -> Result<AccountId, FactorRefused> {
        let (act, by) = permit.spend();
        if act.account != self.account {
            return Err(FactorRefused::AnotherPermit);
        }
        if by == self.account {
            return Err(FactorRefused::Oneself);
        }
        if self.code.is_none() && self.passkeys.is_empty() {
            return Err(FactorRefused::None);
        }
        Ok(self.account)
    }
}

/// What an authenticator is asked to sign, and for which step alone: an answer to one question is none to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ceremony {
    /// A passkey is registered, within a session.
    Registration {
        /// Whose.
        account: AccountId,
        /// The session.
        session: SessionId,
    },
    /// Somebody signs in and has shown nothing yet.
    SignIn,
    /// A second factor is asked for after a right password.
    SecondFactor {
        /// Whose.
        account: AccountId,
        /// The hash of the question that the password led to.
        challenge: [u8; 32],
    },
    /// A second factor is shown once more within a session.
    Proof {
        /// Whose.
        account: AccountId,
        /// The session.
        session: SessionId,
    },
}

impl Ceremony {
    /// How long an answer is waited for.
    pub const WAITS: TimeDelta = TimeDelta::minutes(5);

    /// Whose authenticator is asked, where that is known.
    pub const fn account(&self) -> Option<AccountId> {
        match self {
            Self::SignIn => None,
            Self::Registration { account, .. } | Self::SecondFactor { account, .. } | Self::Proof { account, .. } => {
                Some(*account)
            }
        }
    }
}

/// A question to an authenticator that was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// For which step.
    pub ceremony: Ceremony,
    /// When.
    pub at: DateTime<Utc>,
}

impl Asked {
    /// Whether an answer to it, given at `now`, is one for this step.
    pub fn answers(&self, ceremony: &Ceremony, now: DateTime<Utc>) -> Result<(), ChallengeOver> {
        if self.ceremony == *ceremony && now < self.at + Ceremony::WAITS {
            Ok(())
        } else {
            Err(ChallengeOver)
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::access::{Actor, Membership, Place, Step};
    use crate::id::MembershipId;

    const ME: AccountId = AccountId(Uuid::from_u128(1));
    const OTHER: AccountId = AccountId(Uuid::from_u128(2));
    const KEY: PasskeyId = PasskeyId(Uuid::from_u128(3));

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    fn own() -> Permit<ChangeOwnAccount> {
        let actor = Actor::person(ME, None, &[], now()).unwrap();
        actor.permit(ChangeOwnAccount { account: ME }).unwrap()
    }

    fn reset(account: AccountId) -> Permit<ResetFactor> {
        let id = MembershipId(Uuid::nil());
        let held = Membership::new(id, ME, Role::Administrator, Place::Secretariat, now(), None);
        let actor = Actor::person(ME, None, &[held.unwrap()], now()).unwrap();
        actor.permit(ResetFactor { account }).unwrap()
    }

    fn factors(account: AccountId) -> Factors {
        Factors {
            account,
            code: None,
            passkeys: Vec::new(),
        }
    }

    fn attested(counter: u32) -> Attested {
        Attested {
            counter,
            is_verified: true,
            is_backup_eligible: false,
            is_backed_up: false,
            is_discoverable: Some(true),
        }
    }

    fn passkey(id: PasskeyId, counter: u32) -> Passkey {
        let name = Name::new("Key on the ring").unwrap();
        Passkey::registered(own(), &factors(ME), (id, name), attested(counter), now()).unwrap()
    }

    fn shown(counter: u32, is_verified: bool) -> Assertion {
        Assertion {
            counter,
            is_verified,
            is_backed_up: false,
        }
    }

    #[test]
    fn a_counter_goes_on_or_is_refused() {
        let cases = [
            (0, 0, Ok(0)),
            (0, 1, Ok(1)),
            (5, 6, Ok(6)),
            (5, 5, Err(PasskeyRefused::WentBack)),
            (5, 4, Err(PasskeyRefused::WentBack)),
            (5, 0, Err(PasskeyRefused::WentBack)),
            (u32::MAX, 1, Err(PasskeyRefused::WentBack)),
        ];
        for (before, said, expected) in cases {
            let taken = passkey(KEY, before).accept(shown(said, false), now());
            assert_eq!(taken.map(|passkey| passkey.counter), expected, "{before} {said}");
        }
        let suspected = passkey(KEY, 5).suspected(now());
        assert_eq!((suspected.counter, suspected.suspected_at), (5, Some(now())));
    }

    #[test]
    fn only_a_verified_user_signs_in_with_nothing_else() {
        assert_eq!(
            passkey(KEY, 0).enter(shown(0, false), now()),
            Err(PasskeyRefused::NotVerified)
        );
        let entered = passkey(KEY, 0).enter(shown(0, true), now()).unwrap();
        assert_eq!(entered.used_at, Some(now()));
        assert!(
            passkey(KEY, 0).accept(shown(0, false), now()).is_ok(),
            "beside a password"
        );
        for (is_verified, is_discoverable, alone) in [
            (true, Some(true), true),
            (true, None, true),
            (true, Some(false), false),
            (false, Some(true), false),
        ] {
            let passkey = Passkey {
                is_verified,
                is_discoverable,
                ..passkey(KEY, 0)
            };
            assert_eq!(passkey.signs_in_alone(), alone);
        }
    }

    #[test]
    fn the_last_one_that_a_role_needs_is_removed_only_if_that_is_meant() {
        let (second, needing) = (PasskeyId(Uuid::from_u128(4)), [Role::FocalPoint]);
        let both = Factors {
            passkeys: vec![passkey(KEY, 0), passkey(second, 0)],
            ..factors(ME)
        };
        let one = both.remove(own(), KEY, &needing, false).unwrap();
        assert_eq!(one.passkeys.len(), 1);
        assert_eq!(one.clone().remove(own(), KEY, &[], false), Err(PasskeyRefused::None));
        assert_eq!(
            one.clone().remove(own(), second, &needing, false),
            Err(PasskeyRefused::LastNeeded(needing.to_vec()))
        );
        assert!(!one.clone().remove(own(), second, &needing, true).unwrap().is_there());
        assert!(
            one.clone().remove(own(), second, &[], false).is_ok(),
            "no role needs it"
        );
        let begun = Factor::begin(own(), None, now()).unwrap();
        let confirmed = begun.confirm(own(), Some(Step::at(now())), now()).unwrap();
        for (code, left) in [(begun, false), (confirmed, true)] {
            let with_code = Factors {
                code: Some(code),
                ..one.clone()
            };
            let removed = with_code.remove(own(), second, &needing, false);
            assert_eq!(removed.is_ok_and(|factors| factors.is_there()), left);
        }
        let theirs = Factors { account: OTHER, ..one };
        assert_eq!(
            theirs.remove(own(), second, &[], true),
            Err(PasskeyRefused::AnotherPermit)
        );
    }

    #[test]
    fn an_account_has_so_many_passkeys_and_its_own() {
        let full = Factors {
            passkeys: (0..Passkey::MOST).map(|_| passkey(KEY, 0)).collect(),
            ..factors(ME)
        };
        let name = || Name::new("One more").unwrap();
        let register = |factors| Passkey::registered(own(), factors, (KEY, name()), attested(0), now());
        assert_eq!(register(&full), Err(PasskeyRefused::TooMany));
        assert_eq!(register(&factors(OTHER)), Err(PasskeyRefused::AnotherPermit));
        let theirs = Passkey {
            account: OTHER,
            ..passkey(KEY, 0)
        };
        assert_eq!(theirs.rename(own(), name()), Err(PasskeyRefused::AnotherPermit));
        assert_eq!(passkey(KEY, 0).rename(own(), name()).unwrap().name, name());
    }

    #[test]
    fn recovery_codes_serve_whatever_there_is() {
        let with_passkey = Factors {
            passkeys: vec![passkey(KEY, 0)],
            ..factors(ME)
        };
        assert_eq!(with_passkey.renew_recovery(own()), Ok(ME));
        assert_eq!(factors(ME).renew_recovery(own()), Err(FactorRefused::None));
        assert_eq!(factors(OTHER).renew_recovery(own()), Err(FactorRefused::AnotherPermit));
        assert_eq!(with_passkey.end_code(own()), Err(FactorRefused::None));
    }

    #[test]
    fn only_another_administrator_resets_second_factors() {
        let of = |account| Factors {
            passkeys: vec![passkey(KEY, 0)],
            ..factors(account)
        };
        assert_eq!(of(OTHER).reset(reset(OTHER)), Ok(OTHER));
        assert_eq!(of(OTHER).reset(reset(ME)), Err(FactorRefused::AnotherPermit));
        assert_eq!(of(ME).reset(reset(ME)), Err(FactorRefused::Oneself));
        assert_eq!(factors(OTHER).reset(reset(OTHER)), Err(FactorRefused::None));
    }

    #[test]
    fn an_answer_is_one_to_its_own_question_for_five_minutes() {
        let session = SessionId(Uuid::from_u128(5));
        let of = |account| Ceremony::Proof { account, session };
        let asked = Asked {
            ceremony: of(ME),
            at: now(),
        };
        assert_eq!(
            asked.answers(&of(ME), now() + Ceremony::WAITS - TimeDelta::seconds(1)),
            Ok(())
        );
        assert_eq!(asked.answers(&of(ME), now() + Ceremony::WAITS), Err(ChallengeOver));
        let others = [
            of(OTHER),
            Ceremony::Registration { account: ME, session },
            Ceremony::SignIn,
            Ceremony::SecondFactor {
                account: ME,
                challenge: [0; 32],
            },
            Ceremony::Proof {
                account: ME,
                session: SessionId(Uuid::nil()),
            },
        ];
        for other in others {
            assert_eq!(asked.answers(&other, now()), Err(ChallengeOver), "{other:?}");
        }
    }
}

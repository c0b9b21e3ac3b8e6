//! A second factor: codes of an authenticator that change every half minute (RFC 6238), and recovery codes for when it is
//! lost; passkeys stand in `passkey.rs`. What a code is worth is computed at the edge; here stand the rules.

use chrono::{DateTime, TimeDelta, Utc};
use thiserror::Error;

use crate::access::{ChangeOwnAccount, Means, Permit, RequireFactor, Role};
use crate::id::{AccountId, DeviceId, SessionId};

/// One time step of an authenticator, counted from 1970 (RFC 6238, 4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step(pub u64);

impl Step {
    /// How many seconds a step lasts (RFC 6238, 5.2).
    pub const SECONDS: u64 = 30;

    /// The step of an instant.
    pub fn at(now: DateTime<Utc>) -> Self {
        Self(u64::try_from(now.timestamp()).unwrap_or(0) / Self::SECONDS)
    }

    /// The steps whose codes may be shown at `now`, the latest first: the present one, and one on either side for a clock
    /// that is not right and a code that was on its way (RFC 6238, 5.2).
    pub fn around(now: DateTime<Utc>) -> [Self; 3] {
        let Self(present) = Self::at(now);
        [Self(present + 1), Self(present), Self(present.saturating_sub(1))]
    }

    /// When it begins, in seconds from 1970.
    pub const fn begins(self) -> u64 {
        self.0 * Self::SECONDS
    }
}

/// How far the second factor of an account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactorStage {
    /// A secret was shown; no code of it yet.
    Begun,
    /// It counts.
    Confirmed {
        /// Since when.
        at: DateTime<Utc>,
        /// The last step whose code was taken.
        last: Step,
    },
}

/// The second factor of an account: a secret that it shares with an authenticator. The secret is not here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Factor {
    /// Whose it is.
    pub account: AccountId,
    /// When its secret was made.
    pub begun_at: DateTime<Utc>,
    /// How far it is.
    pub stage: FactorStage,
}

/// Why a second factor is not set up, not taken or not removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum FactorRefused {
    /// The permit is for another account.
    #[error("the permit is for another account")]
    AnotherPermit,
    /// There is one already: it has to be ended first.
    #[error("the account has a second factor already")]
    Confirmed,
    /// There is none, or it was not confirmed.
    #[error("the account has no second factor")]
    None,
    /// The secret was shown too long ago to be confirmed.
    #[error("the secret was shown too long ago")]
    Lapsed,
    /// No code of this authenticator that may be shown now, or none of the recovery codes.
    #[error("this is not a code that may be shown now")]
    WrongCode,
    /// The code, or a later one, was taken already (RFC 6238, 5.2).
    #[error("the code was used")]
    Used,
    /// Nobody resets their own: it is ended with password and code.
    #[error("nobody resets their own second factor")]
    Oneself,
    /// There is a second factor, and it was not shown.
    #[error("the second factor has to be shown as well")]
    ProofNeeded,
}

impl Factor {
    /// How long a secret that was shown waits for its first code.
    pub const WAITS: TimeDelta = TimeDelta::minutes(15);

    /// Begins a second factor, in the place of one that was begun and not confirmed.
    pub fn begin(
        permit: Permit<ChangeOwnAccount>,
        standing: Option<Self>,
        now: DateTime<Utc>,
    ) -> Result<Self, FactorRefused> {
        let (ChangeOwnAccount { account }, _) = permit.spend();
        if standing.is_some_and(|standing| standing.is_confirmed()) {
            return Err(FactorRefused::Confirmed);
        }
        Ok(Self {
            account,
            begun_at: now,
            stage: FactorStage::Begun,
        })
    }

    /// Whether it counts.
    pub const fn is_confirmed(&self) -> bool {
        matches!(self.stage, FactorStage::Confirmed { .. })
    }

    /// Confirms it by a first code; `shown` is the step whose code it is, if it is one.
    pub fn confirm(
        mut self,
        permit: Permit<ChangeOwnAccount>,
        shown: Option<Step>,
        now: DateTime<Utc>,
    ) -> Result<Self, FactorRefused> {
        self.own(permit)?;
        if self.is_confirmed() {
            return Err(FactorRefused::Confirmed);
        }
        if now >= self.begun_at + Self::WAITS {
            return Err(FactorRefused::Lapsed);
        }
        let last = in_time(shown, now)?;
        self.stage = FactorStage::Confirmed { at: now, last };
        Ok(self)
    }

    /// Takes a code; `shown` is the step whose code it is, if it is one. Each code is taken once, and none after a later
    /// one.
    pub fn accept(mut self, shown: Option<Step>, now: DateTime<Utc>) -> Result<Self, FactorRefused> {
        let FactorStage::Confirmed { at, last } = self.stage else {
            return Err(FactorRefused::None);
        };
        let shown = in_time(shown, now)?;
        if shown <= last {
            return Err(FactorRefused::Used);
        }
        self.stage = FactorStage::Confirmed { at, last: shown };
        Ok(self)
    }

    /// Ends it, by its owner.
    pub fn end(self, permit: Permit<ChangeOwnAccount>) -> Result<AccountId, FactorRefused> {
        self.own(permit)?;
        if self.is_confirmed() {
            Ok(self.account)
        } else {
            Err(FactorRefused::None)
        }
    }

    fn own(&self, permit: Permit<ChangeOwnAccount>) -> Result<(), FactorRefused> {
        let (act, _) = permit.spend();
        if act.account == self.account {
            Ok(())
        } else {
            Err(FactorRefused::AnotherPermit)
        }
    }
}

fn in_time(shown: Option<Step>, now: DateTime<Utc>) -> Result<Step, FactorRefused> {
    shown
        .filter(|step| Step::around(now).contains(step))
        .ok_or(FactorRefused::WrongCode)
}

/// A code that stands in for the authenticator once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecoveryCode {
    /// When it was used, if it was.
    pub used_at: Option<DateTime<Utc>>,
}

impl RecoveryCode {
    /// How many a person gets at once.
    pub const COUNT: usize = 10;

    /// Uses it; a second time it is refused.
    pub fn spend(self, now: DateTime<Utc>) -> Result<Self, FactorRefused> {
        match self.used_at {
            Some(_) => Err(FactorRefused::Used),
            None => Ok(Self { used_at: Some(now) }),
        }
    }
}

/// What somebody holds between a right password, or what an identity provider asked for, and the code: worth one sign-in, for a short time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// Who it is.
    pub account: AccountId,
    /// What was shown before the code.
    pub first: Means,
    /// The device that it was given on, where that one is known.
    pub device: Option<DeviceId>,
    /// When it was given.
    pub made_at: DateTime<Utc>,
    /// Wrong codes since.
    pub wrong: u32,
    /// When a right code followed, if one did.
    pub spent_at: Option<DateTime<Utc>>,
}

/// The challenge is spent, too old, or has seen too many wrong codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the sign-in has to begin again")]
pub struct ChallengeOver;

impl Challenge {
    /// How long a code is waited for.
    pub const WAITS: TimeDelta = TimeDelta::minutes(5);
    /// How many wrong codes end it.
    pub const WRONG: u32 = 5;

    /// A challenge that begins now.
    pub const fn begun(account: AccountId, device: Option<DeviceId>, now: DateTime<Utc>) -> Self {
        Self {
            account,
            first: Means::Password,
            device,
            made_at: now,
            wrong: 0,
            spent_at: None,
        }
    }

    /// The same after something else than a password.
    #[must_use]
    pub const fn after(mut self, first: Means) -> Self {
        self.first = first;
        self
    }

    /// Whether a code may be shown at `now`.
    pub fn open(&self, now: DateTime<Utc>) -> Result<(), ChallengeOver> {
        let is_open = self.spent_at.is_none() && self.wrong < Self::WRONG && now < self.made_at + Self::WAITS;
        if is_open { Ok(()) } else { Err(ChallengeOver) }
    }

    /// The same after a wrong code.
    #[must_use]
    pub const fn refused(mut self) -> Self {
        self.wrong += 1;
        self
    }

    /// The same after a right code.
    #[must_use]
    pub const fn spent(mut self, now: DateTime<Utc>) -> Self {
        self.spent_at = Some(now);
        self
    }

    /// From where its codes are tried.
    pub const fn origin(&self) -> Origin {
        match self.device {
            Some(device) => Origin::Device(device),
            None => Origin::Elsewhere,
        }
    }
}

/// A device that somebody has signed in on before, known by a secret of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// Who signed in.
    pub account: AccountId,
    /// When last.
    pub signed_in_at: DateTime<Utc>,
}

impl Device {
    /// How long a device is known after the last sign-in on it.
    pub const LASTS: TimeDelta = TimeDelta::days(180);
    /// How many devices of one account are known at a time; those signed in on last stay.
    pub const MOST: u32 = 100;

    /// Whether it is still known.
    pub fn is_known(&self, now: DateTime<Utc>) -> bool {
        now < self.signed_in_at + Self::LASTS
    }
}

/// From where a password or a code is tried. Wrong attempts are counted for each apart, so that those of strangers slow
/// strangers down and nobody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// From a device on which the account has never signed in, or that is not known any more: all of them together.
    Elsewhere,
    /// From a device on which it has.
    Device(DeviceId),
    /// Within a session.
    Session(SessionId),
}

/// What is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    /// A password.
    Password,
    /// A code, after a right password.
    Code,
}

/// Whether a role needs a second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactorRule {
    /// The role.
    pub role: Role,
    /// Since when, if it does.
    pub since: Option<DateTime<Utc>>,
}

/// The rule is so already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("this is the rule already")]
pub struct RuleUnchanged;

impl FactorRule {
    /// Sets the rule of the permit's role; `standing` is the one that holds.
    pub fn set(
        permit: Permit<RequireFactor>,
        standing: Option<Self>,
        is_needed: bool,
        now: DateTime<Utc>,
    ) -> Result<Self, RuleUnchanged> {
        let (RequireFactor { role }, _) = permit.spend();
        let was_needed = standing.is_some_and(|rule| rule.since.is_some());
        if was_needed == is_needed {
            return Err(RuleUnchanged);
        }
        Ok(Self {
            role,
            since: is_needed.then_some(now),
        })
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::access::{Actor, Membership, Place};
    use crate::id::MembershipId;

    const ME: AccountId = AccountId(Uuid::from_u128(1));
    const OTHER: AccountId = AccountId(Uuid::from_u128(2));

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    fn own() -> Permit<ChangeOwnAccount> {
        let actor = Actor::person(ME, None, &[], now()).unwrap();
        actor.permit(ChangeOwnAccount { account: ME }).unwrap()
    }

    fn administrator() -> Actor {
        let held = Membership::new(
            MembershipId(Uuid::nil()),
            ME,
            Role::Administrator,
            Place::Secretariat,
            now(),
            None,
        );
        Actor::person(ME, None, &[held.unwrap()], now()).unwrap()
    }

    fn confirmed() -> Factor {
        let begun = Factor::begin(own(), None, now()).unwrap();
        begun.confirm(own(), Some(Step::at(now())), now()).unwrap()
    }

    #[test]
    fn a_code_is_taken_within_one_step_and_once() {
        let Step(present) = Step::at(now());
        let cases = [
            ("two steps late", Step(present - 2), Err(FactorRefused::WrongCode)),
            ("one step late", Step(present - 1), Ok(())),
            ("in time", Step(present), Ok(())),
            ("one step early", Step(present + 1), Ok(())),
            ("two steps early", Step(present + 2), Err(FactorRefused::WrongCode)),
        ];
        let fresh = Factor {
            stage: FactorStage::Confirmed {
                at: now(),
                last: Step(0),
            },
            ..confirmed()
        };
        for (when, step, expected) in cases {
            let taken = fresh.accept(Some(step), now());
            assert_eq!(taken.map(drop), expected, "{when}");
            if let Ok(taken) = taken {
                for again in [step, Step(step.0 - 1)] {
                    let again = taken.accept(Some(again), now());
                    assert!(
                        matches!(again, Err(FactorRefused::Used | FactorRefused::WrongCode)),
                        "{when}, again"
                    );
                }
            }
        }
        assert_eq!(fresh.accept(None, now()), Err(FactorRefused::WrongCode));
        assert_eq!(
            confirmed().accept(Some(Step(present)), now()),
            Err(FactorRefused::Used),
            "the code that confirmed it"
        );
    }

    #[test]
    fn a_secret_waits_a_quarter_of_an_hour_for_its_first_code() {
        let begun = Factor::begin(own(), None, now()).unwrap();
        assert!(!begun.is_confirmed());
        assert_eq!(
            begun.accept(Some(Step::at(now())), now()),
            Err(FactorRefused::None),
            "it does not count yet"
        );
        assert_eq!(begun.end(own()), Err(FactorRefused::None));
        let late = now() + Factor::WAITS;
        assert_eq!(
            begun.confirm(own(), Some(Step::at(late)), late),
            Err(FactorRefused::Lapsed)
        );
        assert_eq!(begun.confirm(own(), None, now()), Err(FactorRefused::WrongCode));
        let foreign = Factor {
            account: OTHER,
            ..begun
        };
        assert_eq!(
            foreign.confirm(own(), Some(Step::at(now())), now()),
            Err(FactorRefused::AnotherPermit)
        );
        let again = Factor::begin(own(), Some(begun), late).unwrap();
        let confirmed = again.confirm(own(), Some(Step::at(late)), late).unwrap();
        assert!(confirmed.is_confirmed());
        assert_eq!(
            Factor::begin(own(), Some(confirmed), late),
            Err(FactorRefused::Confirmed)
        );
        assert_eq!(confirmed.end(own()), Ok(ME));
    }

    #[test]
    fn a_recovery_code_works_once() {
        let spent = RecoveryCode { used_at: None }.spend(now()).unwrap();
        assert_eq!(spent.used_at, Some(now()));
        assert_eq!(spent.spend(now()), Err(FactorRefused::Used));
    }

    #[test]
    fn a_challenge_ends_by_time_by_a_right_code_and_by_five_wrong_ones() {
        let challenge = Challenge::begun(ME, None, now());
        assert_eq!(challenge.open(now() + Challenge::WAITS - TimeDelta::seconds(1)), Ok(()));
        assert_eq!(challenge.open(now() + Challenge::WAITS), Err(ChallengeOver));
        assert_eq!(challenge.spent(now()).open(now()), Err(ChallengeOver));
        let wrong = (0..4).fold(challenge, |challenge, _| challenge.refused());
        assert_eq!(wrong.open(now()), Ok(()));
        assert_eq!(wrong.refused().open(now()), Err(ChallengeOver));
    }

    #[test]
    fn a_rule_is_set_and_lifted() {
        let permit = || {
            let role = Role::FocalPoint;
            administrator().permit(RequireFactor { role }).unwrap()
        };
        assert_eq!(FactorRule::set(permit(), None, false, now()), Err(RuleUnchanged));
        let rule = FactorRule::set(permit(), None, true, now()).unwrap();
        assert_eq!(
            rule,
            FactorRule {
                role: Role::FocalPoint,
                since: Some(now())
            }
        );
        assert_eq!(FactorRule::set(permit(), Some(rule), true, now()), Err(RuleUnchanged));
        let lifted = FactorRule::set(permit(), Some(rule), false, now()).unwrap();
        assert_eq!(lifted.since, None);
    }
}

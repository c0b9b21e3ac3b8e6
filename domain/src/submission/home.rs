//! What a State's own instance hands in: the keys that it signs with, and the packages.

use chrono::{DateTime, TimeDelta, Utc};
use thiserror::Error;

use crate::access::{HandInPackage, Permit, RegisterHomeKey, RevokeHomeKey};
use crate::id::{AccountId, HomeKeyId, PackageId, RoundId, StateCode};
use crate::submission::{Event, Happening, Outcome, Position, Root};

/// The key of a State's own instance, which signs packages. It is revoked and never changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeKey {
    /// Its id here.
    pub id: HomeKeyId,
    /// The State.
    pub state: StateCode,
    /// Its name there, `kid`.
    pub kid: String,
    /// The Ed25519 public key.
    pub public_key: [u8; 32],
    /// Who registered it.
    pub registered_by: AccountId,
    /// When.
    pub registered_at: DateTime<Utc>,
    /// When it was revoked, if it was.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// Why a key stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum HomeKeyRefused {
    /// The permit is for another State.
    #[error("the permit is for another subject")]
    OtherSubject,
    /// A name that is empty, too long or not of visible ASCII characters.
    #[error("the key has no name")]
    Name,
    /// A key of this name was registered before; also one that was revoked since.
    #[error("a key of this name was registered before")]
    Known,
    /// As many keys as a State may have at a time.
    #[error("there are as many keys as may be")]
    TooMany,
    /// It was revoked already.
    #[error("the key was revoked")]
    Revoked,
}

impl HomeKey {
    /// The most keys that hold at a time: one, and those that take its place.
    pub const MOST: usize = 10;

    /// Registers the key of a State's own instance beside those that were registered before.
    pub fn register(
        permit: Permit<RegisterHomeKey>,
        id: HomeKeyId,
        (kid, public_key): (String, [u8; 32]),
        before: &[Self],
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, HomeKeyRefused> {
        let (RegisterHomeKey { state }, by) = permit.spend();
        if before.iter().any(|key| key.state != state) {
            return Err(HomeKeyRefused::OtherSubject);
        }
        if !(1..=100).contains(&kid.len()) || !kid.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(HomeKeyRefused::Name);
        }
        if before.iter().any(|key| key.kid == kid) {
            return Err(HomeKeyRefused::Known);
        }
        if before.iter().filter(|key| key.holds()).count() >= Self::MOST {
            return Err(HomeKeyRefused::TooMany);
        }
        let what = Happening::HomeKeyRegistered {
            state: state.clone(),
            key: id,
        };
        let key = Self {
            id,
            state,
            kid,
            public_key,
            registered_by: by,
            registered_at: now,
            revoked_at: None,
        };
        Ok(Outcome::new(key, Event { at: now, by, what }))
    }

    /// Revokes it: nothing that it signed is filed any more. What was filed stays.
    pub fn revoke(self, permit: Permit<RevokeHomeKey>, now: DateTime<Utc>) -> Result<Outcome<Self>, HomeKeyRefused> {
        let (RevokeHomeKey { state }, by) = permit.spend();
        if state != self.state {
            return Err(HomeKeyRefused::OtherSubject);
        }
        if !self.holds() {
            return Err(HomeKeyRefused::Revoked);
        }
        let key = self.id;
        let what = Happening::HomeKeyRevoked { state, key };
        let revoked = Self {
            revoked_at: Some(now),
            ..self
        };
        Ok(Outcome::new(revoked, Event { at: now, by, what }))
    }

    /// Whether it was not revoked.
    pub const fn holds(&self) -> bool {
        self.revoked_at.is_none()
    }
}

/// A package that was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedIn {
    /// Its id.
    pub id: PackageId,
    /// The State.
    pub state: StateCode,
    /// The round.
    pub round: RoundId,
    /// The root of the document in it.
    pub root: Root,
    /// Who handed it in.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
    /// What was put on record out of it, if anything was.
    pub filed: Option<Position>,
}

impl HandedIn {
    /// How many of a State wait to be filed; the oldest give way.
    pub const MOST: usize = 5;

    /// How long one waits. What is in it is then erased, as it is once it is filed.
    pub const LIFETIME: TimeDelta = TimeDelta::days(30);

    /// Keeps a package until it is filed or lapses.
    pub fn hand_in(
        permit: Permit<HandInPackage>,
        id: PackageId,
        round: RoundId,
        root: Root,
        now: DateTime<Utc>,
    ) -> Outcome<Self> {
        let (HandInPackage { state }, by) = permit.spend();
        let what = Happening::PackageHandedIn {
            state: state.clone(),
            package: id,
            root,
        };
        let handed_in = Self {
            id,
            state,
            round,
            root,
            by,
            at: now,
            filed: None,
        };
        Outcome::new(handed_in, Event { at: now, by, what })
    }
}

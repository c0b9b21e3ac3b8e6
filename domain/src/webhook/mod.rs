//! Webhooks: what is public knowledge of the register, told to addresses that a State or the secretariat names, in the form
//! of Standard Webhooks (<https://www.standardwebhooks.com>).
//!
//! **Invariants.** A message holds ids and positions only, of what everybody may know. An address that leads inside is
//! refused when it is given and each time before it is called. What is sent again is the same message under the same id.
//!
//! **To tell of something else**, widen [`EventKind`] and [`Event`], and write its trigger in a migration.

mod address;
mod delivery;
mod event;

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use thiserror::Error;

use crate::access::{Actor, KeepCentralWebhooks, KeepWebhooks, Permit, Refused};
use crate::id::{AccountId, StateCode, WebhookId};

pub use address::{Address, AddressParts, AddressRefused, Host, leads_outside};
pub use delivery::{Answer, Failure, Outcome, Verdict, judge};
pub use event::{Event, EventKind};

/// Why nothing is sent for the time being.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pause {
    /// Whoever keeps it said so.
    Keeper,
    /// Every attempt at one message failed.
    Failing,
}

impl Pause {
    /// The code that is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Keeper => "keeper",
            Self::Failing => "failing",
        }
    }

    /// The reason of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Keeper, Self::Failing]
            .into_iter()
            .find(|pause| pause.code() == code)
    }
}

/// Why nothing is ever sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Whoever keeps it said so.
    Keeper,
    /// The receiver answered 410 Gone.
    Gone,
}

impl End {
    /// The code that is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Keeper => "keeper",
            Self::Gone => "gone",
        }
    }

    /// The reason of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Keeper, Self::Gone].into_iter().find(|end| end.code() == code)
    }
}

/// Where somebody is told what happens in the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Its id.
    pub id: WebhookId,
    /// The State that keeps it; none where the secretariat does.
    pub state: Option<StateCode>,
    /// Where messages are sent.
    pub address: Address,
    /// What it is told of.
    pub kinds: BTreeSet<EventKind>,
    /// Who made it.
    pub made_by: AccountId,
    /// When.
    pub made_at: DateTime<Utc>,
    /// When its newest secret was made.
    pub secret_made_at: DateTime<Utc>,
    /// Since when nothing is sent, and why, if so.
    pub paused: Option<(DateTime<Utc>, Pause)>,
    /// When it ended, and why, if it has.
    pub ended: Option<(DateTime<Utc>, End)>,
}

/// Why a webhook is not made or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum WebhookRefused {
    /// As many go on as one keeper may have.
    #[error("there are {} webhooks already", Webhook::MOST)]
    TooMany,
    /// It would be told of nothing.
    #[error("a webhook is told of something")]
    NoKinds,
    /// It has ended.
    #[error("the webhook has ended")]
    Over,
    /// It is paused, or goes on, already; or nothing is sent to it for the time being.
    #[error("the webhook is paused, or is not")]
    Paused,
    /// The permit is for the webhooks of somebody else.
    #[error("the permit is for something else")]
    AnotherPermit,
}

/// The permit of whoever keeps webhooks: those of a State, or those of the secretariat.
#[derive(Debug)]
#[must_use = "a permit does nothing until a transition spends it"]
pub enum Keeper {
    /// Of a State.
    State(Permit<KeepWebhooks>),
    /// Of the secretariat.
    Central(Permit<KeepCentralWebhooks>),
}

impl Keeper {
    /// The permit, where the actor may keep the webhooks of this State, or without one those of the secretariat.
    pub fn of(actor: &Actor, state: Option<StateCode>) -> Result<Self, Refused> {
        match state {
            Some(state) => actor.permit(KeepWebhooks { state }).map(Self::State),
            None => actor.permit(KeepCentralWebhooks {}).map(Self::Central),
        }
    }

    /// Whether the actor may: then they see them too.
    pub fn may(actor: &Actor, state: Option<&StateCode>) -> bool {
        match state {
            Some(state) => actor.may(&KeepWebhooks { state: state.clone() }).is_ok(),
            None => actor.may(&KeepCentralWebhooks {}).is_ok(),
        }
    }

    fn spend(self) -> (Option<StateCode>, AccountId) {
        match self {
            Self::State(permit) => {
                let (act, account) = permit.spend();
                (Some(act.state), account)
            }
            Self::Central(permit) => (None, permit.spend().1),
        }
    }
}

impl Webhook {
    /// The most that go on at a time for one keeper.
    pub const MOST: usize = 5;

    /// How long a message is kept, delivered or not, and so how far back it can be sent again.
    pub const KEPT: TimeDelta = TimeDelta::days(30);

    /// How long the secret before the newest signs beside it.
    pub const OVERLAP: TimeDelta = TimeDelta::hours(24);

    /// Makes one. `going_on` is how many the same keeper has that have not ended.
    pub fn made(
        keeper: Keeper,
        id: WebhookId,
        address: Address,
        kinds: BTreeSet<EventKind>,
        going_on: usize,
        now: DateTime<Utc>,
    ) -> Result<Self, WebhookRefused> {
        let (state, made_by) = keeper.spend();
        if kinds.is_empty() {
            return Err(WebhookRefused::NoKinds);
        }
        if going_on >= Self::MOST {
            return Err(WebhookRefused::TooMany);
        }
        Ok(Self {
            id,
            state,
            address,
            kinds,
            made_by,
            made_at: now,
            secret_made_at: now,
            paused: None,
            ended: None,
        })
    }

    /// Gives it another address or other kinds, pauses it or lets it go on; what is left out stays.
    pub fn changed(
        mut self,
        keeper: Keeper,
        address: Option<Address>,
        kinds: Option<BTreeSet<EventKind>>,
        is_paused: Option<bool>,
        now: DateTime<Utc>,
    ) -> Result<Self, WebhookRefused> {
        self.is_kept_by(keeper)?;
        if kinds.as_ref().is_some_and(BTreeSet::is_empty) {
            return Err(WebhookRefused::NoKinds);
        }
        if is_paused.is_some_and(|pause| pause == self.paused.is_some()) {
            return Err(WebhookRefused::Paused);
        }
        self.address = address.unwrap_or(self.address);
        self.kinds = kinds.unwrap_or(self.kinds);
        match is_paused {
            Some(true) => self.paused = Some((now, Pause::Keeper)),
            Some(false) => self.paused = None,
            None => {}
        }
        Ok(self)
    }

    /// Ends it for good.
    pub fn end(mut self, keeper: Keeper, now: DateTime<Utc>) -> Result<Self, WebhookRefused> {
        self.is_kept_by(keeper)?;
        self.ended = Some((now, End::Keeper));
        Ok(self)
    }

    /// Gives it another secret. The one before signs beside it for [`Webhook::OVERLAP`], those before that no more.
    pub fn rotated(mut self, keeper: Keeper, now: DateTime<Utc>) -> Result<Self, WebhookRefused> {
        self.is_kept_by(keeper)?;
        self.secret_made_at = now;
        Ok(self)
    }

    /// Whether what happened before may be sent to it again; where it is paused it waits.
    pub fn replayed(&self, keeper: Keeper) -> Result<(), WebhookRefused> {
        self.is_kept_by(keeper)
    }

    /// Whether a ping may be sent to it.
    pub fn pinged(&self, keeper: Keeper) -> Result<(), WebhookRefused> {
        self.is_kept_by(keeper)?;
        match self.paused {
            Some(_) => Err(WebhookRefused::Paused),
            None => Ok(()),
        }
    }

    fn is_kept_by(&self, keeper: Keeper) -> Result<(), WebhookRefused> {
        let (state, _) = keeper.spend();
        match (state == self.state, self.ended) {
            (false, _) => Err(WebhookRefused::AnotherPermit),
            (true, Some(_)) => Err(WebhookRefused::Over),
            (true, None) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::access::{Membership, Place, Role};
    use crate::id::MembershipId;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    fn actor(role: Role, place: Place) -> Actor {
        let account = AccountId(Uuid::from_u128(1));
        let held = Membership::new(MembershipId(Uuid::nil()), account, role, place, now(), None).unwrap();
        Actor::person(account, None, &[held], now()).unwrap()
    }

    fn state(code: &str) -> StateCode {
        StateCode::new(code).unwrap()
    }

    fn keeper(of: Option<&str>) -> Keeper {
        let who = match of {
            Some(code) => actor(Role::FocalPoint, Place::state(state(code))),
            None => actor(Role::SecretariatOfficer, Place::Secretariat),
        };
        Keeper::of(&who, of.map(state)).unwrap()
    }

    fn kinds() -> BTreeSet<EventKind> {
        [EventKind::FilingRecorded].into()
    }

    fn made(of: Option<&str>, going_on: usize) -> Result<Webhook, WebhookRefused> {
        let address = Address::stored("https://example.org/hook".to_owned());
        Webhook::made(
            keeper(of),
            WebhookId(Uuid::from_u128(2)),
            address,
            kinds(),
            going_on,
            now(),
        )
    }

    #[test]
    fn a_state_keeps_its_own_and_the_secretariat_its_own() {
        let focal = actor(Role::FocalPoint, Place::state(state("QMA")));
        assert!(Keeper::may(&focal, Some(&state("QMA"))));
        assert!(!Keeper::may(&focal, Some(&state("QMB"))));
        assert!(!Keeper::may(&focal, None));
        let officer = actor(Role::SecretariatOfficer, Place::Secretariat);
        assert!(Keeper::may(&officer, None));
        assert!(!Keeper::may(&officer, Some(&state("QMA"))));
        for role in [Role::Reader, Role::PublishingAuthority, Role::Contributor] {
            assert!(!Keeper::may(
                &actor(role, Place::state(state("QMA"))),
                Some(&state("QMA"))
            ));
        }
    }

    #[test]
    fn a_permit_for_another_keeper_is_none() {
        let webhook = made(Some("QMA"), 0).unwrap();
        for other in [Some("QMB"), None] {
            assert_eq!(
                webhook.clone().end(keeper(other), now()),
                Err(WebhookRefused::AnotherPermit)
            );
            assert_eq!(webhook.pinged(keeper(other)), Err(WebhookRefused::AnotherPermit));
        }
        assert!(webhook.end(keeper(Some("QMA")), now()).is_ok());
    }

    #[test]
    fn five_go_on_and_no_sixth_and_each_is_told_of_something() {
        assert!(made(None, Webhook::MOST - 1).is_ok());
        assert_eq!(made(None, Webhook::MOST), Err(WebhookRefused::TooMany));
        let changed = made(None, 0)
            .unwrap()
            .changed(keeper(None), None, Some(BTreeSet::new()), None, now());
        assert_eq!(changed, Err(WebhookRefused::NoKinds));
    }

    #[test]
    fn it_is_paused_once_goes_on_once_and_ends_for_good() {
        let pause = |webhook: Webhook, is_paused| webhook.changed(keeper(None), None, None, Some(is_paused), now());
        let webhook = made(None, 0).unwrap();
        assert_eq!(pause(webhook.clone(), false), Err(WebhookRefused::Paused));
        let paused = pause(webhook, true).unwrap();
        assert_eq!(paused.paused, Some((now(), Pause::Keeper)));
        assert_eq!(paused.pinged(keeper(None)), Err(WebhookRefused::Paused));
        assert_eq!(paused.replayed(keeper(None)), Ok(()));
        assert_eq!(pause(paused.clone(), true), Err(WebhookRefused::Paused));
        let on = pause(paused, false).unwrap();
        let ended = on.end(keeper(None), now()).unwrap();
        assert_eq!(ended.clone().rotated(keeper(None), now()), Err(WebhookRefused::Over));
        assert_eq!(pause(ended, true), Err(WebhookRefused::Over));
    }
}

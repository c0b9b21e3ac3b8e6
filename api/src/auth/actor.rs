//! Who an account is at this instant, in every process, within a second of any change.
//!
//! Rights are read from the database once and remembered. Every change to them is announced in the table
//! `access_change`, which each process polls four times a second; what a poll names is forgotten. If no poll has
//! succeeded for three quarters of a second, nothing remembered is used and every call reads the database.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use domain::access::{Actor, Scope, Suspended, TokenScopes};
use domain::id::{AccountId, SessionId};
use store::{Rights, Store, StoreError};
use tokio::time::MissedTickBehavior;

use crate::auth::keys::Keys;
use crate::auth::token::{Claims, LIFETIME, Unauthenticated};

/// How often changes are asked for.
const PERIOD: Duration = Duration::from_millis(250);

/// How long after the start of a successful poll what is remembered may be used.
const TRUST: Duration = Duration::from_millis(750);

/// Accounts remembered at once; beyond it everything is read anew.
const REMEMBERED: usize = 20_000;

/// The rights of accounts as this process knows them.
pub struct Actors {
    store: Store,
    keys: Arc<Keys>,
    known: Mutex<Known>,
}

/// What is remembered, and up to where it is known to be true.
#[derive(Default)]
struct Known {
    polled: Option<Polled>,
    rights: HashMap<AccountId, Arc<Rights>>,
}

#[derive(Clone, Copy)]
struct Polled {
    position: i64,
    started_at: Instant,
}

impl Known {
    /// What is remembered of an account, if it may be used at `at`.
    fn trusted(&self, account: AccountId, at: Instant) -> Option<Arc<Rights>> {
        let polled = self.polled?;
        (at.saturating_duration_since(polled.started_at) <= TRUST)
            .then(|| self.rights.get(&account).cloned())
            .flatten()
    }

    /// Remembers what was read, unless a poll has already passed the moment at which it was read: then a change in
    /// between may have been announced and forgotten already.
    fn remember(&mut self, account: AccountId, rights: &Arc<Rights>) {
        if self.polled.is_some_and(|polled| rights.as_of >= polled.position) {
            if self.rights.len() >= REMEMBERED {
                self.rights.clear();
            }
            self.rights.insert(account, Arc::clone(rights));
        }
    }

    /// Takes in a poll that began at `started_at`.
    fn take(&mut self, position: i64, changed: &[AccountId], started_at: Instant) {
        for account in changed {
            self.rights.remove(account);
        }
        self.polled = Some(match self.polled {
            None => Polled { position, started_at },
            Some(before) => Polled {
                position: before.position.max(position),
                started_at: before.started_at.max(started_at),
            },
        });
    }
}

impl Actors {
    /// Knows nobody yet. Until [`Actors::follow`] runs, every call reads the database.
    pub fn new(store: Store, keys: Arc<Keys>) -> Self {
        Self {
            store,
            keys,
            known: Mutex::default(),
        }
    }

    /// Who a verified token stands for at `now`, with the memberships that hold now; refused if the session has ended or
    /// the account is suspended or gone.
    pub async fn actor(&self, claims: &Claims, now: DateTime<Utc>) -> Result<Actor, Unauthenticated> {
        let (actor, program) = self.of_session(claims.account, claims.session, now).await?;
        match (program, claims.scopes) {
            (None, None) => Ok(actor),
            (Some(most), Some(scopes)) => Ok(actor.as_program(scopes.narrowed(most))),
            (Some(_), None) | (None, Some(_)) => Err(Unauthenticated::BadClaim("scope".to_owned())),
        }
    }

    /// Who made a link in a session, for reading alone; refused as a token of that session would be.
    pub async fn reader(
        &self,
        account: AccountId,
        session: SessionId,
        now: DateTime<Utc>,
    ) -> Result<Actor, Unauthenticated> {
        let (actor, program) = self.of_session(account, session, now).await?;
        Ok(match program {
            Some(_) => actor.as_program(TokenScopes::READ),
            None => actor,
        })
    }

    /// Who an account is in a session, and the most that its tokens are good for if it is a program.
    async fn of_session(
        &self,
        account: AccountId,
        session: SessionId,
        now: DateTime<Utc>,
    ) -> Result<(Actor, Option<TokenScopes>), Unauthenticated> {
        let remembered = self
            .known()
            .trusted(account, Instant::now())
            // A session that is not remembered may have begun since.
            .filter(|rights| rights.sessions.contains(&session));
        let rights = match remembered {
            Some(rights) => rights,
            None => self.read(account, now).await?,
        };
        if !rights.sessions.contains(&session) {
            return Err(Unauthenticated::SessionEnded(session));
        }
        let actor = if rights.with_factor.contains(&session) {
            Actor::person(account, rights.suspended_at, &rights.memberships, now)?
        } else {
            person(account, &rights, now)?
        };
        Ok((actor.within(session), rights.program))
    }

    async fn read(&self, account: AccountId, now: DateTime<Utc>) -> Result<Arc<Rights>, Unauthenticated> {
        let snapshot = self.store.snapshot(&Scope::issuer(None), now).await?;
        let rights = snapshot.rights(account, active_since(now)).await?;
        let rights = Arc::new(rights.ok_or(Unauthenticated::NoAccount(account))?);
        self.known().remember(account, &rights);
        Ok(rights)
    }

    /// Asks for changes right after this process made one, so that it knows at once. What was changed is kept whether or
    /// not this succeeds; if not, the next poll follows within [`PERIOD`].
    pub async fn catch_up(&self, now: DateTime<Utc>) {
        if let Err(error) = self.poll_once(now).await {
            tracing::warn!(%error, "a change of access was made and is not heard of yet");
        }
    }

    /// Asks for changes once and forgets whom they name.
    pub async fn poll_once(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        let started_at = Instant::now();
        let before = self.known().polled;
        let snapshot = self.store.snapshot(&Scope::issuer(None), now).await?;
        match before {
            None => {
                let position = snapshot.access_position().await?;
                self.known().take(position, &[], started_at);
            }
            Some(before) => {
                let changes = snapshot.access_changes(before.position).await?;
                self.known().take(changes.position, &changes.accounts, started_at);
                if changes.keys
                    && let Err(error) = self.keys.reload().await
                {
                    tracing::error!(%error, "the signing keys changed and cannot be read");
                }
            }
        }
        Ok(())
    }

    /// Asks for changes four times a second, for as long as it is polled. It does not end; a failure is logged when it
    /// begins and when it is over.
    pub async fn follow(&self, mint: &crate::mint::Mint) {
        let mut ticks = tokio::time::interval(PERIOD);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut failing = false;
        loop {
            ticks.tick().await;
            match self.poll_once(mint.now()).await {
                Ok(()) if failing => {
                    failing = false;
                    tracing::info!("changes of access are heard of again");
                }
                Err(error) if !failing => {
                    failing = true;
                    tracing::warn!(%error, "changes of access are not heard of; every call reads the database");
                }
                Ok(()) | Err(_) => {}
            }
        }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Who an account is by its rights; what a role that needs a second factor gives is withheld where there is none.
pub(super) fn person(account: AccountId, rights: &Rights, now: DateTime<Utc>) -> Result<Actor, Suspended> {
    let actor = Actor::person(account, rights.suspended_at, &rights.memberships, now)?;
    // A program has its secret and no second factor; the roles that administer, it cannot have.
    Ok(
        if rights.has_factor || rights.needing_factor.is_empty() || rights.program.is_some() {
            actor
        } else {
            actor.without_factor(&rights.needing_factor)
        },
    )
}

/// A token that lives now was issued, with a refresh token beside it, after this instant.
pub(super) fn active_since(now: DateTime<Utc>) -> DateTime<Utc> {
    now - LIFETIME - TimeDelta::minutes(1)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const ACCOUNT: AccountId = AccountId(Uuid::from_u128(1));
    const OTHER: AccountId = AccountId(Uuid::from_u128(2));

    fn rights(as_of: i64) -> Arc<Rights> {
        Arc::new(Rights {
            as_of,
            suspended_at: None,
            memberships: Vec::new(),
            sessions: vec![SessionId(Uuid::nil())],
            with_factor: Vec::new(),
            has_factor: false,
            needing_factor: Vec::new(),
            program: None,
        })
    }

    #[test]
    fn nothing_is_remembered_before_the_first_poll() {
        let mut known = Known::default();
        known.remember(ACCOUNT, &rights(5));
        assert!(known.trusted(ACCOUNT, Instant::now()).is_none());
    }

    #[test]
    fn what_is_remembered_holds_until_it_is_named_or_polling_fails() {
        let mut known = Known::default();
        let start = Instant::now();
        known.take(5, &[], start);
        known.remember(ACCOUNT, &rights(5));
        assert!(known.trusted(ACCOUNT, start + TRUST).is_some());
        assert!(
            known
                .trusted(ACCOUNT, start + TRUST + Duration::from_millis(1))
                .is_none(),
            "polling has failed for too long"
        );
        known.take(6, &[OTHER], start + PERIOD);
        assert!(known.trusted(ACCOUNT, start + PERIOD + TRUST).is_some());
        known.take(7, &[ACCOUNT], start + PERIOD * 2);
        assert!(known.trusted(ACCOUNT, start + PERIOD * 2).is_none());
    }

    #[test]
    fn a_reading_that_a_poll_has_overtaken_is_not_remembered() {
        let mut known = Known::default();
        let start = Instant::now();
        known.take(5, &[], start);
        let slow = rights(5);
        known.take(6, &[ACCOUNT], start);
        known.remember(ACCOUNT, &slow);
        assert!(known.trusted(ACCOUNT, start).is_none());
        known.remember(ACCOUNT, &rights(6));
        assert!(known.trusted(ACCOUNT, start).is_some());
    }

    #[test]
    fn an_older_poll_that_ends_late_takes_nothing_back() {
        let mut known = Known::default();
        let start = Instant::now();
        known.take(5, &[], start);
        known.take(8, &[], start + PERIOD);
        known.take(6, &[], start);
        known.remember(ACCOUNT, &rights(7));
        assert!(known.trusted(ACCOUNT, start).is_none(), "position 8 was passed");
        known.remember(ACCOUNT, &rights(8));
        assert!(known.trusted(ACCOUNT, start + PERIOD + TRUST).is_some());
    }
}

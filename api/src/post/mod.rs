//! Letters on their way: what the outbox holds is written, handed to the operator's mail server, and settled.
//!
//! Any process takes what is due under a lease. Whoever dies with it loses it to another, so a letter is handed over at least
//! once; a repeat carries the same `Message-ID` and the same date. What an answer means, the domain decides
//! (`domain/src/letter/delivery.rs`). What a letter says is in `writing`; all else is the same whatever it is about.

mod writing;

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use chrono::TimeDelta;
use domain::access::Scope;
use domain::letter::{Answer, End, Failure, Verdict, judge};
use mail::{Addresses, Relay};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use store::{DueLetter, Store, StoreError};
use tokio::time::MissedTickBehavior;

use crate::auth::{InvitationSeal, ReviewerLinks};
use crate::mint::Mint;
use crate::post::writing::{Unwritten, write};
use crate::world::World;

pub(crate) use crate::post::writing::letter;

/// How often the outbox is looked into.
const PERIOD: Duration = Duration::from_secs(2);

/// How many letters a process takes at a time; they go out one after another, so that no mail server is pressed.
const AT_ONCE: u32 = 8;

/// How long a process may be at those: longer than a server may take for all its answers to them.
const LEASE: TimeDelta = TimeDelta::minutes(20);

/// Every so many periods it is looked how long the oldest has waited.
const LOOK: u32 = 5;

/// The mail server, and who writes.
#[derive(Debug)]
pub struct Desk {
    /// The server that takes letters.
    pub relay: Relay,
    /// Who writes, and where answers go.
    pub addresses: Addresses,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Of {
    result: &'static str,
}

/// Takes letters to the mail server, where there is one.
pub struct Post {
    store: Store,
    seal: InvitationSeal,
    reviewers: ReviewerLinks,
    mint: Arc<Mint>,
    desk: Option<Desk>,
    letters: Family<Of, Counter>,
    oldest: Gauge<f64, AtomicU64>,
}

impl Post {
    pub(crate) fn new(store: Store, (seal, reviewers): (InvitationSeal, ReviewerLinks), mint: Arc<Mint>) -> Self {
        Self {
            store,
            seal,
            reviewers,
            mint,
            desk: None,
            letters: Family::default(),
            oldest: Gauge::default(),
        }
    }

    pub(crate) fn with_desk(self, desk: Desk) -> Self {
        Self {
            desk: Some(desk),
            ..self
        }
    }

    /// What seals the links that letters bring, where there is a mail server to bring them.
    pub(crate) fn seal(&self) -> Option<&InvitationSeal> {
        self.is_set().then_some(&self.seal)
    }

    /// Whether there is a mail server.
    pub(crate) fn is_set(&self) -> bool {
        self.desk.is_some()
    }

    /// Puts its figures among those of a process.
    pub fn register(&self, registry: &mut Registry) {
        for result in Failure::ALL
            .map(Failure::code)
            .into_iter()
            .chain(End::ALL.map(End::code))
            .chain(["later"])
        {
            drop(self.letters.get_or_create(&Of { result }));
        }
        registry.register(
            "letters",
            "Attempts to hand a letter to the mail server, by what came of them",
            self.letters.clone(),
        );
        registry.register(
            "letter_oldest_seconds",
            "Age of the oldest letter that the mail server has not taken yet",
            self.oldest.clone(),
        );
    }

    /// Sends what is asked for, for as long as it is polled.
    pub async fn follow(&self, world: impl Fn() -> Arc<World>, address: &str) {
        if !self.is_set() {
            return;
        }
        let mut ticks = tokio::time::interval(PERIOD);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (mut count, mut failing) = (0_u32, false);
        loop {
            ticks.tick().await;
            count = count.wrapping_add(1);
            let sent = async {
                if count % LOOK == 1 {
                    let snapshot = self.store.snapshot(&Scope::courier(), self.mint.now()).await?;
                    self.oldest.set(snapshot.oldest_letter().await?);
                }
                self.send_all(&world(), address).await
            };
            match sent.await {
                Ok(()) if failing => {
                    failing = false;
                    tracing::info!("letters are sent again");
                }
                Err(error) if !failing => {
                    failing = true;
                    tracing::warn!(%error, "letters are not sent");
                }
                Ok(()) | Err(_) => {}
            }
        }
    }

    /// Sends whatever is due until nothing is.
    pub async fn send_all(&self, world: &World, address: &str) -> Result<(), StoreError> {
        loop {
            let due = self.due(AT_ONCE).await?;
            if due.is_empty() {
                return Ok(());
            }
            for due in &due {
                self.deliver(world, address, due).await?;
            }
        }
    }

    /// Leases what is due, for this process alone.
    pub async fn due(&self, most: u32) -> Result<Vec<DueLetter>, StoreError> {
        let work = self.store.work(&Scope::courier(), self.mint.now()).await?;
        let due = work.lease_letters(LEASE, most).await?;
        work.commit().await?;
        Ok(due)
    }

    /// Hands one letter over and keeps what came of it. Where that cannot be kept the letter is handed over again.
    async fn deliver(&self, world: &World, address: &str, due: &DueLetter) -> Result<(), StoreError> {
        let id = due.id;
        let answer = match self.hand_over(world, address, due).await {
            Ok(answer) => answer,
            Err(Unwritten::Sealed(error)) => {
                // The operator's to mend; it is tried again when the lease is over.
                tracing::error!(letter = %id, %error, "the link that letter {id} brings does not open");
                return Ok(());
            }
            Err(Unwritten::Store(error)) => return Err(error),
        };
        let verdict = self.judge(due, answer);
        let work = self.store.work(&Scope::courier(), self.mint.now()).await?;
        match work.settle_letter(due, answer, verdict).await {
            Ok(()) => work.commit().await,
            Err(StoreError::Conflict(_)) => {
                tracing::warn!(letter = %id, "what came of letter {id} is not kept: it took too long");
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// What follows from what the server said; none where the letter is needed no more.
    fn judge(&self, due: &DueLetter, answer: Option<Answer>) -> Verdict {
        let verdict = match answer {
            Some(answer) => judge(due.attempts + 1, answer, self.mint.now()),
            None => Verdict::Over(End::Needless),
        };
        let result = match (verdict, answer) {
            (Verdict::Again(_), Some(Answer::None(failure))) => failure.code(),
            (Verdict::Again(_), _) => "later",
            (Verdict::Over(end), _) => end.code(),
        };
        self.letters.get_or_create(&Of { result }).inc();
        if let Verdict::Over(End::Refused | End::GivenUp) = verdict {
            let letter = due.id;
            tracing::warn!(%letter, result, "letter {letter} does not arrive");
        }
        verdict
    }

    /// What the server said; none where the letter is needed no more.
    async fn hand_over(&self, world: &World, address: &str, due: &DueLetter) -> Result<Option<Answer>, Unwritten> {
        let (Some(desk), Some(to)) = (&self.desk, &due.address) else {
            return Ok(None);
        };
        let snapshot = self.store.snapshot(&Scope::courier(), self.mint.now()).await?;
        let Some(written) = write(&snapshot, (world, address), (&self.seal, &self.reviewers), due).await? else {
            return Ok(None);
        };
        // No connection is held while the server takes its time.
        drop(snapshot);
        let id = due.subject.message_id(due.id);
        let message = written.to_message(&desk.addresses, to, &id, due.asked_at);
        Ok(Some(match message {
            Ok(message) => desk.relay.send(message).await,
            Err(_) => Answer::None(Failure::Unfit),
        }))
    }
}

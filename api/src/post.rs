//! Letters on their way: what the outbox holds is written, handed to the operator's mail server, and settled.
//!
//! Any process takes what is due under a lease. Whoever dies with it loses it to another, so a letter is handed over at least
//! once; a repeat carries the same `Message-ID` and the same date. What an answer means, the domain decides
//! (`domain/src/letter/delivery.rs`).

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::access::{Place, Scope};
use domain::language::Language;
use domain::letter::{Answer, End, Failure, Matter, Verdict, judge};
use domain::norm::Norms;
use domain::submission::{Endorsement, Mandate, Round, RoundStage};
use mail::{Addresses, InvitedLetter, Relay};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use store::{DueInvitation, DueLetter, InvitationToWrite, Store, StoreError, Work};
use tokio::time::MissedTickBehavior;
use uuid::Uuid;

use crate::auth::{InvitationLink, InvitationSeal, SecretError};
use crate::mint::Mint;
use crate::world::World;
use crate::zone;

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
    mint: Arc<Mint>,
    desk: Option<Desk>,
    letters: Family<Of, Counter>,
    oldest: Gauge<f64, AtomicU64>,
}

impl Post {
    pub(crate) fn new(store: Store, seal: InvitationSeal, mint: Arc<Mint>) -> Self {
        Self {
            store,
            seal,
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
            for due in &due {
                self.deliver(world, address, due).await?;
            }
            let invitations = self.due_invitations(AT_ONCE).await?;
            for due in &invitations {
                self.deliver_invitation(world, address, due).await?;
            }
            if due.is_empty() && invitations.is_empty() {
                return Ok(());
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

    /// Leases what is due of the letters of invitations, for this process alone.
    pub async fn due_invitations(&self, most: u32) -> Result<Vec<DueInvitation>, StoreError> {
        let work = self.store.work(&Scope::courier(), self.mint.now()).await?;
        let due = work.lease_invitation_letters(LEASE, most).await?;
        work.commit().await?;
        Ok(due)
    }

    /// Hands one letter over and keeps what came of it. Where that cannot be kept the letter is handed over again.
    async fn deliver(&self, world: &World, address: &str, due: &DueLetter) -> Result<(), StoreError> {
        let answer = self.hand_over(world, address, due).await?;
        let verdict = self.judge(due.letter.id.0, due.attempts, answer);
        let work = self.store.work(&Scope::courier(), self.mint.now()).await?;
        let settled = work.settle_letter(due, answer, verdict).await;
        kept(work, settled, due.letter.id.0).await
    }

    /// The same, of the letter of an invitation.
    async fn deliver_invitation(&self, world: &World, address: &str, due: &DueInvitation) -> Result<(), StoreError> {
        let id = due.invitation.0;
        let answer = match self.hand_over_invitation(world, address, due).await {
            Ok(answer) => answer,
            Err(error) => {
                // The operator's to mend; it is tried again when the lease is over.
                tracing::error!(letter = %id, %error, "the link of invitation {id} does not open");
                return Ok(());
            }
        };
        let verdict = self.judge(id, due.attempts, answer);
        let work = self.store.work(&Scope::courier(), self.mint.now()).await?;
        let settled = work.settle_invitation_letter(due, answer, verdict).await;
        kept(work, settled, id).await
    }

    /// What follows from what the server said to a letter that was tried so often before; none where it is needed no more.
    fn judge(&self, letter: Uuid, attempts: u32, answer: Option<Answer>) -> Verdict {
        let verdict = match answer {
            Some(answer) => judge(attempts + 1, answer, self.mint.now()),
            None => Verdict::Over(End::Needless),
        };
        let result = match (verdict, answer) {
            (Verdict::Again(_), Some(Answer::None(failure))) => failure.code(),
            (Verdict::Again(_), _) => "later",
            (Verdict::Over(end), _) => end.code(),
        };
        self.letters.get_or_create(&Of { result }).inc();
        if let Verdict::Over(End::Refused | End::GivenUp) = verdict {
            tracing::warn!(%letter, result, "letter {letter} does not arrive");
        }
        verdict
    }

    /// What the server said of the letter of an invitation; none where it is needed no more.
    async fn hand_over_invitation(
        &self,
        world: &World,
        address: &str,
        due: &DueInvitation,
    ) -> Result<Option<Answer>, SecretError> {
        let (Some(desk), Some(content)) = (&self.desk, &due.content) else {
            return Ok(None);
        };
        let token = self.seal.open(&content.sealed, due.invitation)?;
        let letter = invited(world, content, due.language, InvitationLink::url(address, &token));
        // Not the id of the invitation alone: a letter about a round could not have the same, but nothing holds that.
        let id = format!("invitation-{}", due.invitation);
        let message = letter
            .write()
            .to_message(&desk.addresses, &content.address, &id, due.asked_at);
        Ok(Some(match message {
            Ok(message) => desk.relay.send(message).await,
            Err(_) => Answer::None(Failure::Unfit),
        }))
    }

    /// What the server said; none where the letter is needed no more.
    async fn hand_over(&self, world: &World, address: &str, due: &DueLetter) -> Result<Option<Answer>, StoreError> {
        let (Some(desk), Some(to)) = (&self.desk, &due.address) else {
            return Ok(None);
        };
        let now = self.mint.now();
        let snapshot = self.store.snapshot(&Scope::courier(), now).await?;
        let round = snapshot.round(due.letter.round).await?;
        drop(snapshot);
        let wanted = |round: &Round| match (due.letter.matter, round.stage(now)) {
            (Matter::Invitation, RoundStage::Planned | RoundStage::Open) | (Matter::Reminder, RoundStage::Open) => true,
            (Matter::Invitation, RoundStage::Closed | RoundStage::Archived)
            | (Matter::Reminder, RoundStage::Planned | RoundStage::Closed | RoundStage::Archived) => false,
        };
        let Some(round) = round.filter(wanted) else {
            return Ok(None);
        };
        let letter = letter(
            world,
            address,
            (&round, now),
            &due.letter.to.state,
            (due.letter.matter, due.letter.to.language),
        );
        let id = due.letter.id.to_string();
        Ok(Some(match letter.to_message(&desk.addresses, to, &id, due.asked_at) {
            Ok(message) => desk.relay.send(message).await,
            Err(_) => Answer::None(Failure::Unfit),
        }))
    }
}

/// Commits what came of a letter, unless the lease was over and somebody else has it.
async fn kept(work: Work, settled: Result<(), StoreError>, letter: Uuid) -> Result<(), StoreError> {
    match settled {
        Ok(()) => work.commit().await,
        Err(StoreError::Conflict(_)) => {
            tracing::warn!(%letter, "what came of letter {letter} is not kept: it took too long");
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// The letter that brings somebody the link of their invitation.
fn invited(world: &World, content: &InvitationToWrite, language: Language, link: String) -> InvitedLetter {
    let norms = &world.norms;
    let named = match &content.place {
        Place::State { state, .. } => Some((norms.state(state).map(|state| &state.name), state.to_string())),
        Place::Organisation(id) => Some((norms.organisation(id).map(|one| &one.name), id.to_string())),
        Place::Secretariat => None,
    };
    let place = named.map(|(name, code)| {
        let name = name.and_then(|name| name.read(language));
        name.map_or(code, |reading| reading.content.to_owned())
    });
    InvitedLetter {
        language,
        role: content.role,
        place,
        until: content.expires_at,
        link,
    }
}

/// A letter to the people of a State about a round, as it would be written now.
pub(crate) fn letter(
    world: &World,
    address: &str,
    (round, now): (&Round, DateTime<Utc>),
    state: &domain::id::StateCode,
    (matter, language): (Matter, Language),
) -> mail::Letter {
    let norms = &world.norms;
    let name = norms.state(state).and_then(|state| state.name.read(language));
    let title = round.title.read(language).map(|reading| reading.content.to_owned());
    let opens_on = zone::day(round.opens_at, &round.zone).unwrap_or_else(|_| round.opens_at.date_naive());
    mail::Letter {
        matter,
        language,
        state: name.map_or_else(|| state.to_string(), |reading| reading.content.to_owned()),
        round: title.unwrap_or_else(|| round.key.to_string()),
        mandate: mandate(norms, &round.mandate),
        opens_on,
        is_open: round.opens_at <= now,
        closes_on: round.closing.map(|closing| closing.on),
        zone: round.zone.clone(),
        link: format!(
            "{}/{}/rounds/{}",
            address.trim_end_matches('/'),
            language.code(),
            round.key
        ),
    }
}

/// The symbol of what a round rests on, and the paragraph where it has a label.
fn mandate(norms: &Norms, mandate: &Mandate) -> Option<String> {
    let cited = |id| {
        let provision = norms.provision(id)?;
        let symbol = norms.instrument(&provision.instrument)?.symbol.to_string();
        Some(match &provision.label {
            Some(label) => format!("{symbol}, {}", label.trim_end_matches('.')),
            None => symbol,
        })
    };
    match mandate {
        Mandate::OwnRequest => None,
        Mandate::OperativeParagraph(id) => cited(id),
        Mandate::Endorsed { recommendation, by } => {
            let by = match by {
                Endorsement::Provision(id) => cited(id),
                Endorsement::Document(symbol) => Some(symbol.to_string()),
            };
            let both = [cited(recommendation), by];
            Some(both.into_iter().flatten().collect::<Vec<_>>().join("; "))
        }
    }
}

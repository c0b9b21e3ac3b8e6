//! Sending webhooks, in the form of Standard Webhooks 1.0.
//!
//! **Invariants.** No address is called that leads inside, whatever its name says at that moment ([`Networks`] aside). The log
//! tells neither addresses nor secrets. What a process had under way when it died is sent by another one.

mod message;
mod outbound;

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use chrono::TimeDelta;
use domain::access::Scope;
use domain::webhook::{Answer, Failure, Verdict, judge};
use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use store::{DueDelivery, Store, StoreError};
use tokio::time::MissedTickBehavior;

use crate::auth::{SecretError, WebhookSeal};
use crate::mint::Mint;

pub use outbound::Networks;
pub(crate) use outbound::read_address;

use outbound::Outbound;

/// How often the outbox is looked into.
const PERIOD: Duration = Duration::from_secs(1);

/// How many messages are under way at a time in one process.
const AT_ONCE: usize = 16;

/// How long a process may be at one message: longer than a receiver may take.
const LEASE: TimeDelta = TimeDelta::seconds(60);

/// Every so many periods what is too old is removed, and it is looked how long the oldest has waited.
const SWEEP: u32 = 60;
const LOOK: u32 = 10;

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Of {
    result: &'static str,
}

/// Takes what happened to whoever asked for it.
pub struct Courier {
    store: Store,
    seal: WebhookSeal,
    mint: Arc<Mint>,
    outbound: Outbound,
    deliveries: Family<Of, Counter>,
    oldest: Gauge<f64, AtomicU64>,
}

impl Courier {
    pub(crate) fn new(store: Store, seal: WebhookSeal, mint: Arc<Mint>, networks: Networks) -> Self {
        Self {
            store,
            seal,
            mint,
            outbound: Outbound::new(networks),
            deliveries: Family::default(),
            oldest: Gauge::default(),
        }
    }

    pub(crate) fn with_networks(self, networks: Networks) -> Self {
        Self {
            outbound: Outbound::new(networks),
            ..self
        }
    }

    /// The networks inside that may be called.
    pub(crate) fn networks(&self) -> &Networks {
        self.outbound.networks()
    }

    /// What seals secrets.
    pub(crate) fn seal(&self) -> &WebhookSeal {
        &self.seal
    }

    /// Puts its figures among those of a process.
    pub fn register(&self, registry: &mut Registry) {
        for result in Failure::ALL.map(Failure::code).into_iter().chain(["delivered", "gone"]) {
            drop(self.deliveries.get_or_create(&Of { result }));
        }
        registry.register(
            "webhook_deliveries",
            "Attempts to send a message of a webhook, by what came of them",
            self.deliveries.clone(),
        );
        registry.register(
            "webhook_oldest_seconds",
            "Age of the oldest message that awaits a webhook which is not paused",
            self.oldest.clone(),
        );
    }

    /// Sends what happens for as long as it is polled.
    pub async fn follow(&self) {
        let mut ticks = tokio::time::interval(PERIOD);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut under_way = FuturesUnordered::new();
        let (mut count, mut failing) = (0_u32, false);
        loop {
            tokio::select! {
                _ = ticks.tick() => {
                    count = count.wrapping_add(1);
                    match self.look_after(count).await {
                        Ok(()) if failing => {
                            failing = false;
                            tracing::info!("webhooks are sent again");
                        }
                        Err(error) if !failing => {
                            failing = true;
                            tracing::warn!(%error, "webhooks are not sent");
                        }
                        Ok(()) | Err(_) => {}
                    }
                }
                Some(()) = under_way.next() => {}
            }
            if !failing {
                for due in self
                    .due(AT_ONCE.saturating_sub(under_way.len()))
                    .await
                    .unwrap_or_default()
                {
                    under_way.push(self.deliver(due));
                }
            }
        }
    }

    /// Sends whatever is due until nothing is.
    pub async fn deliver_all(&self) -> Result<(), StoreError> {
        self.tell().await?;
        loop {
            let due = self.due(AT_ONCE).await?;
            if due.is_empty() {
                return Ok(());
            }
            due.into_iter()
                .map(|due| self.deliver(due))
                .collect::<FuturesUnordered<_>>()
                .collect::<()>()
                .await;
        }
    }

    async fn look_after(&self, count: u32) -> Result<(), StoreError> {
        self.tell().await?;
        if count % LOOK == 1 {
            let snapshot = self.store.snapshot(&Scope::courier(), self.mint.now()).await?;
            self.oldest.set(snapshot.oldest_delivery().await?);
        }
        if count % SWEEP == 1 {
            self.sweep().await?;
        }
        Ok(())
    }

    /// Makes deliveries of what has happened.
    async fn tell(&self) -> Result<(), StoreError> {
        let work = self.store.work(&Scope::courier(), self.mint.now()).await?;
        work.tell_webhooks().await?;
        work.commit().await
    }

    /// Removes what is too old.
    pub async fn sweep(&self) -> Result<(), StoreError> {
        let work = self.store.work(&Scope::courier(), self.mint.now()).await?;
        work.sweep_webhooks().await?;
        work.commit().await
    }

    /// Leases what is due, for this process alone.
    pub async fn due(&self, most: usize) -> Result<Vec<DueDelivery>, StoreError> {
        let most = u32::try_from(most).unwrap_or(u32::MAX);
        if most == 0 {
            return Ok(Vec::new());
        }
        let work = self.store.work(&Scope::courier(), self.mint.now()).await?;
        let due = work.lease_deliveries(LEASE, most).await?;
        work.commit().await?;
        Ok(due)
    }

    /// Sends one message and keeps what came of it. Where that cannot be kept the message is sent again: receivers know it by
    /// its id.
    async fn deliver(&self, due: DueDelivery) {
        let webhook = due.webhook;
        let answer = match self.send(&due).await {
            Ok(answer) => answer,
            Err(error) => {
                tracing::error!(%webhook, %error, "a secret of webhook {webhook} does not open");
                return;
            }
        };
        let verdict = judge(due.attempts + 1, answer, self.mint.now());
        let result = match (verdict, answer.failure()) {
            (Verdict::Gone, _) => "gone",
            (_, Some(failure)) => failure.code(),
            (_, None) => "delivered",
        };
        self.deliveries.get_or_create(&Of { result }).inc();
        match verdict {
            Verdict::Exhausted => {
                tracing::warn!(%webhook, result, "webhook {webhook} is paused: every attempt failed");
            }
            Verdict::Gone => tracing::info!(%webhook, "webhook {webhook} has ended: its receiver is gone"),
            Verdict::Delivered | Verdict::Again(_) => {}
        }
        let settled = async {
            let work = self.store.work(&Scope::courier(), self.mint.now()).await?;
            work.settle_delivery(&due, answer, verdict).await?;
            work.commit().await
        };
        if let Err(error) = settled.await {
            tracing::warn!(%webhook, %error, "what came of a message of webhook {webhook} is not kept");
        }
    }

    async fn send(&self, due: &DueDelivery) -> Result<Answer, SecretError> {
        let now = self.mint.now();
        let body = message::body(&due.event, due.at);
        let mut signatures = Vec::new();
        for (id, sealed) in &due.secrets {
            let secret = self.seal.open(sealed, *id)?;
            signatures.push(secret.sign(due.message, now, &body));
        }
        let headers = [
            ("webhook-id", due.message.to_string()),
            ("webhook-timestamp", now.timestamp().to_string()),
            ("webhook-signature", signatures.join(" ")),
        ];
        Ok(self.outbound.post(&due.address, headers, body).await)
    }
}

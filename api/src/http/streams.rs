//! What stays open: how many subscriptions there are, for whom, and their end when the process stops.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use prometheus_client::metrics::gauge::Gauge;
use tokio::sync::watch;
use tokio::time::timeout;
use uuid::Uuid;

use super::limits::{Limit, Limits};
use crate::graphql::fault::Fault;

/// How long sockets have to say goodbye.
const FAREWELL: Duration = Duration::from_secs(3);

/// The open sockets and subscriptions of a process.
pub struct Streams {
    counts: Mutex<Counts>,
    open: watch::Sender<usize>,
    stopping: watch::Sender<bool>,
    gauge: Gauge,
}

/// How many are open, of each account and of each address.
#[derive(Default)]
struct Counts {
    accounts: HashMap<Uuid, usize>,
    addresses: HashMap<IpAddr, usize>,
}

impl Default for Streams {
    fn default() -> Self {
        Self {
            counts: Mutex::default(),
            open: watch::Sender::new(0),
            stopping: watch::Sender::new(false),
            gauge: Gauge::default(),
        }
    }
}

impl Streams {
    /// Ends everything that is open, and waits a moment until the clients were told.
    pub async fn stop(&self) {
        self.stopping.send_replace(true);
        let mut open = self.open.subscribe();
        // What is left then has a client that does not listen.
        let _ = timeout(FAREWELL, open.wait_for(|open| *open == 0)).await;
    }

    /// Whether the process is stopping.
    pub(super) fn stopping(&self) -> watch::Receiver<bool> {
        self.stopping.subscribe()
    }

    /// How many are open, for the figures.
    pub(super) fn gauge(&self) -> Gauge {
        self.gauge.clone()
    }

    /// Room for one more: of an account where it is a subscription of one, of an address where it is a connection of its own;
    /// until the ticket is dropped.
    pub(super) fn admit(
        self: &Arc<Self>,
        account: Option<Uuid>,
        address: Option<IpAddr>,
        limits: &Limits,
    ) -> Result<Ticket, Fault> {
        let mut counts = self.counts();
        let of_account = account.and_then(|account| counts.accounts.get(&account).copied());
        let of_address = address.and_then(|address| counts.addresses.get(&address).copied());
        Limit::Streams.check(*self.open.borrow() + 1, limits.streams)?;
        if account.is_some() {
            Limit::AccountSubscriptions.check(of_account.unwrap_or_default() + 1, limits.account_subscriptions)?;
        }
        if address.is_some() {
            Limit::AddressStreams.check(of_address.unwrap_or_default() + 1, limits.address_streams)?;
        }
        if let Some(account) = account {
            *counts.accounts.entry(account).or_default() += 1;
        }
        if let Some(address) = address {
            *counts.addresses.entry(address).or_default() += 1;
        }
        self.open.send_modify(|open| *open += 1);
        self.gauge.inc();
        Ok(Ticket {
            streams: Arc::clone(self),
            account,
            address,
        })
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One less; who has none is forgotten.
fn release<K: Eq + Hash>(counts: &mut HashMap<K, usize>, key: Option<K>) {
    if let Some(key) = key
        && let Some(count) = counts.get_mut(&key)
    {
        *count -= 1;
        if *count == 0 {
            counts.remove(&key);
        }
    }
}

/// Is done when the process is stopping.
pub(super) async fn stopped(stopping: &mut watch::Receiver<bool>) {
    // An error would mean that the process is gone.
    let _ = stopping.wait_for(|stopping| *stopping).await;
}

/// A place among what is open.
pub(super) struct Ticket {
    streams: Arc<Streams>,
    account: Option<Uuid>,
    address: Option<IpAddr>,
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let mut counts = self.streams.counts();
        release(&mut counts.accounts, self.account);
        release(&mut counts.addresses, self.address);
        self.streams.open.send_modify(|open| *open -= 1);
        self.streams.gauge.dec();
    }
}

//! What stays open: how many subscriptions there are, for whom, and their end when the process stops.

use std::collections::HashMap;
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
    accounts: Mutex<HashMap<Uuid, usize>>,
    open: watch::Sender<usize>,
    stopping: watch::Sender<bool>,
    gauge: Gauge,
}

impl Default for Streams {
    fn default() -> Self {
        Self {
            accounts: Mutex::default(),
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

    /// Room for one more, of an account where it is one's; until the ticket is dropped.
    pub(super) fn admit(self: &Arc<Self>, account: Option<Uuid>, limits: &Limits) -> Result<Ticket, Fault> {
        let mut accounts = self.accounts();
        Limit::Streams.check(*self.open.borrow() + 1, limits.streams)?;
        if let Some(account) = account {
            let count = accounts.entry(account).or_default();
            Limit::AccountSubscriptions.check(*count + 1, limits.account_subscriptions)?;
            *count += 1;
        }
        self.open.send_modify(|open| *open += 1);
        self.gauge.inc();
        Ok(Ticket {
            streams: Arc::clone(self),
            account,
        })
    }

    fn accounts(&self) -> MutexGuard<'_, HashMap<Uuid, usize>> {
        self.accounts.lock().unwrap_or_else(PoisonError::into_inner)
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
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let mut accounts = self.streams.accounts();
        if let Some(account) = self.account
            && let Some(count) = accounts.get_mut(&account)
        {
            *count -= 1;
            if *count == 0 {
                accounts.remove(&account);
            }
        }
        self.streams.open.send_modify(|open| *open -= 1);
        self.streams.gauge.dec();
    }
}

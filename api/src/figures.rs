//! Figures of the database in `/metrics`: those of the connections are read at each look, those that the database has to be
//! asked for at most every ten seconds, however many collectors look.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use store::{PoolFigures, Store};
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};

/// How long what the database said is good.
const GOOD_FOR: Duration = Duration::from_secs(10);

/// How long a look at the figures may wait for the database.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfPool {
    pool: &'static str,
    connections: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kind {
    pool: &'static str,
}

/// The figures.
pub struct DatabaseMetrics {
    store: Store,
    connections: Family<OfPool, Gauge>,
    waiting: Family<Kind, Gauge>,
    bytes: Gauge,
    oldest: Gauge<f64, AtomicU64>,
    answers: Gauge,
    asked: Mutex<Option<Instant>>,
}

impl DatabaseMetrics {
    /// Over a database, for every door of a process.
    pub fn new(store: Store) -> Arc<Self> {
        Arc::new(Self {
            store,
            connections: Family::default(),
            waiting: Family::default(),
            bytes: Gauge::default(),
            oldest: Gauge::default(),
            answers: Gauge::default(),
            asked: Mutex::default(),
        })
    }

    /// Puts them among the figures of a process.
    pub fn register(&self, registry: &mut Registry) {
        registry.register(
            "database_connections",
            "Connections of a process to the database, by pool: used, idle, and the most that there can be",
            self.connections.clone(),
        );
        registry.register(
            "database_waiting",
            "Callers who wait for a connection or begin on one, by pool",
            self.waiting.clone(),
        );
        registry.register(
            "database_bytes",
            "Bytes of the database on the disk",
            self.bytes.clone(),
        );
        registry.register(
            "database_oldest_transaction_seconds",
            "How long the oldest transaction of the service has gone on",
            self.oldest.clone(),
        );
        registry.register(
            "database_answers",
            "1 while the database answers, 0 while it does not",
            self.answers.clone(),
        );
    }

    /// Looks anew. The database is asked once, also for those who look at the same time.
    pub async fn look(&self) {
        self.pool("cold", self.store.cold_figures());
        self.pool("hot", self.store.hot_figures());
        let mut asked = self.asked.lock().await;
        if asked.is_some_and(|at| at.elapsed() < GOOD_FOR) {
            return;
        }
        match timeout(PATIENCE, self.store.database_figures()).await {
            Ok(Ok(figures)) => {
                self.bytes.set(figures.bytes);
                self.oldest.set(figures.oldest_transaction);
                self.answers.set(1);
            }
            // What it said before stays: a size does not become nothing because nobody answers.
            Ok(Err(_)) | Err(_) => {
                self.answers.set(0);
            }
        }
        *asked = Some(Instant::now());
    }

    fn pool(&self, pool: &'static str, figures: PoolFigures) {
        for (connections, value) in [("used", figures.used), ("idle", figures.idle), ("most", figures.most)] {
            self.connections.get_or_create(&OfPool { pool, connections }).set(value);
        }
        self.waiting.get_or_create(&Kind { pool }).set(figures.waiting);
    }
}

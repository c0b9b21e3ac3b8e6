//! Figures of the database and of the connections that a process holds to it, for operators.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use sea_orm::{ConnectionTrait as _, DbBackend, Statement};

use crate::{Store, StoreError};

/// The connections of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolFigures {
    /// Those that somebody has.
    pub used: i64,
    /// Those that wait for somebody.
    pub idle: i64,
    /// The most that there can be.
    pub most: i64,
    /// Callers who wait for one, or begin on one.
    pub waiting: i64,
}

/// What the database says of itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DatabaseFigures {
    /// Its bytes on the disk.
    pub bytes: i64,
    /// How long the oldest transaction of the service has gone on, in seconds; 0 without one.
    pub oldest_transaction: f64,
}

/// Counts a caller for as long as they wait.
pub(crate) struct Waiting(Arc<AtomicI64>);

impl Waiting {
    pub(crate) fn one(of: &Arc<AtomicI64>) -> Self {
        of.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(of))
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn count(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or(i64::MAX)
}

impl Store {
    /// The connections for reading and for cold writes. No connection is asked.
    pub fn cold_figures(&self) -> PoolFigures {
        let pool = self.cold.get_postgres_connection_pool();
        let idle = count(pool.num_idle());
        PoolFigures {
            used: i64::from(pool.size()) - idle,
            idle,
            most: i64::from(pool.options().get_max_connections()),
            waiting: self.waiting.load(Ordering::Relaxed),
        }
    }

    /// The connections for hot writes.
    pub fn hot_figures(&self) -> PoolFigures {
        let status = self.hot.status();
        let idle = count(status.available);
        PoolFigures {
            used: count(status.size) - idle,
            idle,
            most: count(status.max_size),
            waiting: count(status.waiting),
        }
    }

    /// What the database says of itself, in one statement.
    pub async fn database_figures(&self) -> Result<DatabaseFigures, StoreError> {
        let statement = Statement::from_string(
            DbBackend::Postgres,
            "select pg_database_size(current_database()) as bytes,
                    coalesce(extract(epoch from max(clock_timestamp() - xact_start)), 0)::double precision as oldest
             from pg_stat_activity
             where datname = current_database() and usename = current_user and pid <> pg_backend_pid()",
        );
        let row = self.cold.query_one_raw(statement).await?;
        let row = row.ok_or_else(|| StoreError::Schema("PostgreSQL does not know its own size".to_owned()))?;
        Ok(DatabaseFigures {
            bytes: row.try_get("", "bytes")?,
            oldest_transaction: row.try_get("", "oldest")?,
        })
    }
}

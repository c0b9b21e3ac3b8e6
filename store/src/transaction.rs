//! A transaction whose statements end with whoever waits for them.
//!
//! A call that is given up (its client has left, its time is over) drops what it waits for. The driver then keeps the
//! connection until `PostgreSQL` has finished, for nobody. So whoever drops a transaction in the middle of a statement has it
//! cancelled, over a connection of its own, and only while that very transaction is still there.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement};
use sqlx::Connection as _;
use sqlx::postgres::PgConnection;
use tokio::sync::Semaphore;
use tokio::time::interval;

use crate::StoreError;
use crate::address::Address;

/// How long a statement that was not to be ended yet is left before it is looked at again.
pub(crate) const AGAIN: Duration = Duration::from_millis(20);

/// How often it is looked at.
pub(crate) const ATTEMPTS: usize = 250;

/// Ends statements that nobody waits for.
#[derive(Clone)]
pub(crate) struct Canceller {
    address: Arc<Address>,
    /// Of many callers who leave at once, so many statements are ended at a time.
    places: Arc<Semaphore>,
}

impl Canceller {
    pub(crate) fn new(address: Arc<Address>) -> Self {
        Self {
            address,
            places: Arc::new(Semaphore::new(2)),
        }
    }

    /// Ends what a session does in the transaction that began then. Another transaction of the same session, which may have
    /// begun meanwhile for somebody else, is left alone.
    async fn cancel(self, process: i32, began: DateTime<Utc>) {
        let Ok(_place) = self.places.acquire().await else {
            return;
        };
        let cancelled: Result<bool, StoreError> = async {
            let mut connection = PgConnection::connect_with(&self.address.single()?).await?;
            let mut again = interval(AGAIN);
            let mut gone = false;
            // A statement that was sent and not yet begun cannot be cancelled yet.
            for _ in 0..ATTEMPTS {
                again.tick().await;
                let there = sqlx::query(
                    "select case state when 'active' then pg_cancel_backend(pid) end
                     from pg_stat_activity where pid = $1 and xact_start = $2",
                )
                .bind(process)
                .bind(began)
                .fetch_optional(&mut connection)
                .await?;
                gone = there.is_none();
                if gone {
                    break;
                }
            }
            connection.close().await?;
            Ok(gone)
        }
        .await;
        if !matches!(cancelled, Ok(true)) {
            let error = cancelled.err();
            tracing::debug!(error.source = ?error, "a statement that nobody waits for goes on to its end");
        }
    }
}

/// Watches over a transaction.
struct Watch {
    process: i32,
    began: DateTime<Utc>,
    /// A statement was given up, and none has been finished since.
    interrupted: AtomicBool,
    canceller: Canceller,
}

impl Drop for Watch {
    fn drop(&mut self) {
        // Without a runtime the process is ending, and its connections with it.
        if *self.interrupted.get_mut()
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            runtime.spawn(self.canceller.clone().cancel(self.process, self.began));
        }
    }
}

/// Says so when a statement is given up before it has ended.
struct UnderWay<'w>(&'w AtomicBool, bool);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.store(!self.1, Ordering::Relaxed);
    }
}

/// A transaction. What is dropped first is declared first.
pub(crate) struct Transaction {
    watch: Watch,
    inner: DatabaseTransaction,
}

impl Transaction {
    /// Over a transaction of this session that began then.
    pub(crate) fn new(inner: DatabaseTransaction, process: i32, began: DateTime<Utc>, canceller: Canceller) -> Self {
        let interrupted = AtomicBool::new(false);
        let watch = Watch {
            process,
            began,
            interrupted,
            canceller,
        };
        Self { watch, inner }
    }

    pub(crate) async fn commit(self) -> Result<(), DbErr> {
        self.inner.commit().await
    }

    async fn run<T>(&self, statement: impl Future<Output = Result<T, DbErr>> + Send) -> Result<T, DbErr> {
        // Whoever wants to know how many statements something takes counts these.
        tracing::trace!("a statement begins");
        let mut under_way = UnderWay(&self.watch.interrupted, false);
        let outcome = statement.await;
        under_way.1 = true;
        outcome
    }
}

#[async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.run(self.inner.execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.run(self.inner.execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.run(self.inner.query_one_raw(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.run(self.inner.query_all_raw(statement)).await
    }
}

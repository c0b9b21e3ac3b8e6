//! Reading: one moment for all resolvers of a call.

use chrono::{DateTime, Utc};
use domain::access::Scope;
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, IsolationLevel, Statement,
    TransactionTrait,
};

use crate::StoreError;
use crate::error::is_dead_connection;
use crate::settings::{BEGINNING, Settings};
use crate::transaction::{Canceller, Transaction};

/// A repeatable-read, read-only transaction under a scope. Never stream on one: the stream would hold the connection
/// that the other resolvers of the call wait for.
pub struct Snapshot {
    transaction: Transaction,
    now: DateTime<Utc>,
}

impl Snapshot {
    pub(crate) async fn open(
        (database, canceller): (&DatabaseConnection, &Canceller),
        scope: &Scope,
        now: DateTime<Utc>,
    ) -> Result<Self, StoreError> {
        let mode = (Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly));
        let transaction = begin((database, canceller), mode, &Settings::new(scope, now)).await?;
        Ok(Self { transaction, now })
    }

    /// The instant of the call that opened it.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    pub(crate) fn connection(&self) -> &Transaction {
        &self.transaction
    }
}

/// Begins a transaction and makes the settings of its scope. When `PostgreSQL` has restarted, the connections that the
/// pool kept are dead, and each is found out when it is used: then another one is taken, so that no caller hears of it.
pub(crate) async fn begin(
    (database, canceller): (&DatabaseConnection, &Canceller),
    mode: (Option<IsolationLevel>, Option<AccessMode>),
    settings: &Settings,
) -> Result<Transaction, StoreError> {
    let mut kept = database.get_postgres_connection_pool().size();
    loop {
        match attempt(database, mode, settings).await {
            Err(error) if kept > 0 && is_dead_connection(&error) => kept -= 1,
            begun => {
                let (transaction, process, began) = begun?;
                return Ok(Transaction::new(transaction, process, began, canceller.clone()));
            }
        }
    }
}

async fn attempt(
    database: &DatabaseConnection,
    (isolation, access): (Option<IsolationLevel>, Option<AccessMode>),
    settings: &Settings,
) -> Result<(DatabaseTransaction, i32, DateTime<Utc>), DbErr> {
    let transaction = database.begin_with_config(isolation, access).await?;
    let values = settings.values().iter().map(|value| value.as_str().into());
    let row = transaction
        .query_one_raw(Statement::from_sql_and_values(DbBackend::Postgres, BEGINNING, values))
        .await?
        .ok_or_else(|| DbErr::RecordNotFound("the settings of the scope".to_owned()))?;
    let (process, began) = (row.try_get("", "process")?, row.try_get("", "began")?);
    Ok((transaction, process, began))
}

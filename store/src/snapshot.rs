//! Reading: one moment for all resolvers of a call.

use chrono::{DateTime, Utc};
use domain::access::Scope;
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, IsolationLevel, Statement,
    TransactionTrait,
};

use crate::StoreError;
use crate::settings::{STATEMENT, Settings};

/// A repeatable-read, read-only transaction under a scope. Never stream on one: the stream would hold the connection
/// that the other resolvers of the call wait for.
pub struct Snapshot {
    transaction: DatabaseTransaction,
    now: DateTime<Utc>,
}

impl Snapshot {
    pub(crate) async fn open(
        database: &DatabaseConnection,
        scope: &Scope,
        now: DateTime<Utc>,
    ) -> Result<Self, StoreError> {
        let transaction = database
            .begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly))
            .await?;
        tell(&transaction, scope, now).await?;
        Ok(Self { transaction, now })
    }

    /// The instant of the call that opened it.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    pub(crate) fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
    }
}

/// Makes the settings of the scope, the first statement of every transaction.
pub(crate) async fn tell(
    transaction: &DatabaseTransaction,
    scope: &Scope,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let settings = Settings::new(scope, now);
    let values = settings.values().iter().map(|value| value.as_str().into());
    transaction
        .execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, STATEMENT, values))
        .await?;
    Ok(())
}

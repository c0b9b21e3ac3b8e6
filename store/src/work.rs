//! Writing: one unit for each mutation field, kept whole or not at all.

use chrono::{DateTime, Utc};
use domain::access::Scope;
use sea_orm::DatabaseConnection;

use crate::StoreError;
use crate::settings::Settings;
use crate::snapshot::begin;
use crate::transaction::{Canceller, Transaction};

/// A transaction under a scope. Dropping it without [`Work::commit`] takes everything back.
#[must_use = "without `commit` nothing is kept"]
pub struct Work {
    transaction: Transaction,
    now: DateTime<Utc>,
}

impl Work {
    pub(crate) async fn begin(
        database: (&DatabaseConnection, &Canceller),
        scope: &Scope,
        now: DateTime<Utc>,
    ) -> Result<Self, StoreError> {
        let transaction = begin(database, (None, None), &Settings::new(scope, now)).await?;
        Ok(Self { transaction, now })
    }

    /// The instant of the call that began it.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Keeps what was saved. When this returns, it is durable.
    pub async fn commit(self) -> Result<(), StoreError> {
        Ok(self.transaction.commit().await?)
    }

    pub(crate) fn connection(&self) -> &Transaction {
        &self.transaction
    }
}

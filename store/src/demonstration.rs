//! Databases made for a demonstration.

use chrono::{DateTime, Utc};
use domain::access::Scope;
use sea_orm::FromQueryResult;
use sqlx::Connection as _;
use sqlx::postgres::PgConnection;

use crate::address::Address;
use crate::statement::sql;
use crate::{Snapshot, Store, StoreError};

/// Makes a database one for a demonstration, as the owner, if nobody has an account in it yet. Says whether it is one now.
pub async fn make_demonstration(owner_url: &str) -> Result<bool, StoreError> {
    let mut connection = PgConnection::connect_with(&Address::parse(owner_url)?.single()?).await?;
    // Accounts wait until this is decided.
    let mut unit = connection.begin().await?;
    sqlx::query("lock table account in share row exclusive mode")
        .execute(&mut *unit)
        .await?;
    let is_one = sqlx::query_scalar(
        "update house set demonstration = demonstration or not exists (select from account) returning demonstration",
    )
    .fetch_one(&mut *unit)
    .await?;
    unit.commit().await?;
    connection.close().await?;
    Ok(is_one)
}

impl Snapshot {
    /// Whether the database was made for a demonstration.
    pub async fn is_demonstration(&self) -> Result<bool, StoreError> {
        #[derive(FromQueryResult)]
        struct House {
            demonstration: bool,
        }
        let house = House::find_by_statement(sql("select demonstration from house", []))
            .one(self.connection())
            .await?;
        Ok(house.is_some_and(|house| house.demonstration))
    }
}

impl Store {
    /// Whether the database was made for a demonstration.
    pub async fn is_demonstration(&self, now: DateTime<Utc>) -> Result<bool, StoreError> {
        self.snapshot(&Scope::anonymous(), now).await?.is_demonstration().await
    }
}

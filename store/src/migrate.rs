//! The schema: plain SQL, forward only, run by the owner and never by the service role.

use sqlx::Connection as _;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::PgConnection;

use crate::StoreError;
use crate::address::Address;
use crate::search::{analyse_filed, analyse_proposals};

/// The migrations of this version, embedded.
pub static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");

/// Brings the database to this version, and analyses for search what stands on record or is proposed, and is not. `owner_url` names the owner
/// of the schema.
pub async fn migrate(owner_url: &str) -> Result<(), StoreError> {
    let mut connection = connect(owner_url).await?;
    MIGRATIONS.run(&mut connection).await.map_err(|error| match error {
        MigrateError::VersionMissing(version) => StoreError::Schema(format!(
            "the database is newer than this program: it holds migration {version}"
        )),
        MigrateError::VersionMismatch(version) => StoreError::Schema(format!(
            "migration {version} of the database is not the one of this program"
        )),
        other => StoreError::Internal(other.into()),
    })?;
    connection
        .close()
        .await
        .map_err(|error| StoreError::Internal(error.into()))?;
    analyse_filed(owner_url).await?;
    analyse_proposals(owner_url).await.map(drop)
}

/// Refuses a schema that is not exactly the one of this version.
pub async fn require_current_schema(service_url: &str) -> Result<(), StoreError> {
    let mut connection = connect(service_url).await?;
    let applied: Vec<(i64, Vec<u8>)> =
        sqlx::query_as("select version, checksum from _sqlx_migrations where success order by version")
            .fetch_all(&mut connection)
            .await
            .map_err(|_| {
                StoreError::Schema("the database holds no schema of Normtrack: run `normtrack migrate`".into())
            })?;
    let wanted: Vec<(i64, Vec<u8>)> = MIGRATIONS.iter().map(|m| (m.version, m.checksum.to_vec())).collect();
    if applied == wanted {
        return Ok(());
    }
    Err(StoreError::Schema(format!(
        "the database holds {} migrations, this program {}: run `normtrack migrate`, or the program of that version",
        applied.len(),
        wanted.len()
    )))
}

pub(crate) async fn connect(url: &str) -> Result<PgConnection, StoreError> {
    PgConnection::connect_with(&Address::parse(url)?.single()?)
        .await
        .map_err(|error| StoreError::Unavailable(error.into()))
}

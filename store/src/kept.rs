//! What evidence has bytes, as the owner sees it: of every State.

use domain::id::EvidenceId;
use sea_orm::{Database, FromQueryResult};
use uuid::Uuid;

use crate::StoreError;
use crate::address::Address;
use crate::statement::sql;

/// A document that a State keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptDocument {
    /// Its id.
    pub id: EvidenceId,
    /// The code of the State whose it is.
    pub state: String,
    /// The SHA-256 of its bytes.
    pub sha256: [u8; 32],
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    state_id: String,
    sha256: Vec<u8>,
}

/// Every document that is kept and was not removed.
pub async fn kept_documents(owner_url: &str) -> Result<Vec<KeptDocument>, StoreError> {
    let mut options = Address::parse(owner_url)?.pooled();
    options.max_connections(1);
    let database = Database::connect(options).await?;
    let statement = sql(
        "select id, state_id, sha256 from evidence where sha256 is not null and removed_at is null order by state_id, id",
        [],
    );
    let rows = Row::find_by_statement(statement).all(&database).await?;
    database.close().await?;
    let documents = rows.into_iter().map(|row| {
        Ok(KeptDocument {
            id: EvidenceId(row.id),
            state: row.state_id,
            sha256: row
                .sha256
                .try_into()
                .map_err(|_| StoreError::Schema("a hash has 32 bytes".to_owned()))?,
        })
    });
    documents.collect()
}

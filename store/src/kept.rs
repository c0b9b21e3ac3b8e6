//! What has bytes in the evidence store, as the owner sees it: evidence of every State, and compilations.

use domain::id::{CompilationId, EvidenceId};
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

/// A volume of a compilation that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompiledVolume {
    /// The compilation.
    pub id: CompilationId,
    /// The SHA-256 of its bytes.
    pub sha256: [u8; 32],
}

/// Every volume of a compilation.
pub async fn compiled_volumes(owner_url: &str) -> Result<Vec<CompiledVolume>, StoreError> {
    #[derive(FromQueryResult)]
    struct Volume {
        compilation_id: Uuid,
        sha256: Vec<u8>,
    }
    let text =
        "select compilation_id, sha256 from compilation_part where sha256 is not null order by compilation_id, place";
    let rows: Vec<Volume> = read(owner_url, text).await?;
    let volumes = rows.into_iter().map(|row| {
        Ok(CompiledVolume {
            id: CompilationId(row.compilation_id),
            sha256: hash(row.sha256)?,
        })
    });
    volumes.collect()
}

fn hash(bytes: Vec<u8>) -> Result<[u8; 32], StoreError> {
    let hash = bytes.try_into();
    hash.map_err(|_| StoreError::Schema("a hash has 32 bytes".to_owned()))
}

async fn read<R: FromQueryResult + Send + Sync>(owner_url: &str, text: &str) -> Result<Vec<R>, StoreError> {
    let mut options = Address::parse(owner_url)?.pooled();
    options.max_connections(1);
    let database = Database::connect(options).await?;
    let rows = R::find_by_statement(sql(text, [])).all(&database).await?;
    database.close().await?;
    Ok(rows)
}

/// Every document that is kept and was not removed.
pub async fn kept_documents(owner_url: &str) -> Result<Vec<KeptDocument>, StoreError> {
    let text = "select id, state_id, sha256 from evidence where sha256 is not null and removed_at is null order by state_id, id";
    let rows: Vec<Row> = read(owner_url, text).await?;
    let documents = rows.into_iter().map(|row| {
        Ok(KeptDocument {
            id: EvidenceId(row.id),
            state: row.state_id,
            sha256: hash(row.sha256)?,
        })
    });
    documents.collect()
}

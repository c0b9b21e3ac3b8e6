//! Walking the register with the editions that are published in its database.

use catalogue::Catalogue;
use domain::access::Scope;
use store::{Connections, Known, Store, Walked, walk_register};

use crate::app::StartError;
use crate::mint::Mint;
use crate::world::World;

/// Walks the register of a database, as its owner.
pub async fn check(owner_url: &str, known: &Known) -> Result<Walked, CheckError> {
    store::require_current_schema(owner_url).await?;
    let catalogue = Catalogue::load().map_err(|_| CheckError::Catalogue)?;
    let store = Store::connect(owner_url, Connections { cold: 1, hot: 1 }).await?;
    let snapshot = store.snapshot(&Scope::anonymous(), Mint::system().now()).await?;
    let reference = snapshot.reference().await?;
    drop(snapshot);
    let world = World::new(&catalogue, reference).map_err(StartError::from)?;
    store.close().await?;
    Ok(walk_register(owner_url, &world.editions, known).await?)
}

/// Why a register cannot be walked.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// The database does not answer, or is not ours.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// What is published cannot be read.
    #[error(transparent)]
    Unreadable(#[from] StartError),
    /// The program's own content is not sound.
    #[error("the catalogue of this program has faults: `normtrack catalogue check` names them")]
    Catalogue,
}

//! Walking the register with the editions that are published in its database, and the evidence with the bytes that lie in
//! its store.

use std::collections::HashSet;
use std::fmt;

use catalogue::Catalogue;
use chrono::{DateTime, TimeDelta, Utc};
use domain::access::Scope;
use futures_util::TryStreamExt as _;
use store::{Connections, Known, Store, Walked, compiled_volumes, kept_documents, walk_register};
use vault::{Listed, Place, Vault, VaultError, hex};

use crate::app::StartError;
use crate::compilation;
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

/// An object is kept before its row is written: one that is younger may belong to an upload under way.
const STRAY_AFTER: TimeDelta = TimeDelta::hours(24);

/// What is wrong with the bytes of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvidenceFinding {
    /// They are not there.
    Missing(Place),
    /// They are others than those that were kept.
    Changed {
        /// Where they lie.
        place: Place,
        /// Their SHA-256 now.
        found: [u8; 32],
    },
}

impl fmt::Display for EvidenceFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(place) => write!(f, "{place}: the bytes are missing"),
            Self::Changed { place, found } => {
                write!(f, "{place}: the bytes are others, with the SHA-256 {}", hex(found))
            }
        }
    }
}

/// What was found of the evidence.
#[derive(Debug, Default)]
pub struct EvidenceChecked {
    /// How many documents were read through.
    pub documents: usize,
    /// What is wrong with some.
    pub findings: Vec<EvidenceFinding>,
    /// Objects of no document, older than a day: an upload was broken off between its bytes and its row.
    pub strays: Vec<Listed>,
}

/// Reads through every document that is kept, and looks for objects that none names. Nothing is changed.
pub async fn check_evidence(owner_url: &str, vault: &Vault, now: DateTime<Utc>) -> Result<EvidenceChecked, CheckError> {
    store::require_current_schema(owner_url).await?;
    // Before the rows: what is kept meanwhile is then no stray.
    let listed: Vec<Listed> = vault.list().try_collect().await?;
    let mut checked = EvidenceChecked::default();
    let mut named = HashSet::new();
    let documents = kept_documents(owner_url).await?.into_iter().map(|document| {
        let place = Place::of(&document.state, &document.sha256, document.id);
        (place, document.sha256)
    });
    let volumes = compiled_volumes(owner_url).await?.into_iter();
    let volumes = volumes.map(|volume| (compilation::place(volume.id, &volume.sha256), volume.sha256));
    for (place, sha256) in documents.chain(volumes) {
        match vault.sha256(&place).await {
            Ok(found) if found == sha256 => {}
            Ok(found) => checked.findings.push(EvidenceFinding::Changed {
                place: place.clone(),
                found,
            }),
            Err(VaultError::Missing) => checked.findings.push(EvidenceFinding::Missing(place.clone())),
            Err(error) => return Err(error.into()),
        }
        checked.documents += 1;
        named.insert(place);
    }
    let is_old = |listed: &Listed| now - DateTime::<Utc>::from(listed.kept_at) > STRAY_AFTER;
    checked.strays = listed
        .into_iter()
        .filter(|listed| !named.contains(&listed.place) && is_old(listed))
        .collect();
    Ok(checked)
}

/// Why a register or the evidence cannot be walked.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// The database does not answer, or is not ours.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// The evidence cannot be read.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// What is published cannot be read.
    #[error(transparent)]
    Unreadable(#[from] StartError),
    /// The program's own content is not sound.
    #[error("the catalogue of this program has faults: `normtrack catalogue check` names them")]
    Catalogue,
}

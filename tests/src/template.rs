//! What every test's database starts with. A new thing goes into [`fill`], and whatever it depends on into [`key`].

use std::hash::{DefaultHasher, Hash, Hasher};

use api::world;
use catalogue::{Catalogue, Content};

use crate::states;

/// Fills an empty database.
pub(crate) async fn fill(owner_url: &str) -> anyhow::Result<()> {
    store::migrate(owner_url).await?;
    let mut publication = world::publication(&catalogue()?);
    let fictional = states::publication();
    publication.states.extend(fictional.states);
    publication.members.extend(fictional.members);
    store::publish(owner_url, &publication, crate::app::noon()).await?;
    Ok(())
}

fn catalogue() -> anyhow::Result<Catalogue> {
    Catalogue::load().map_err(|report| anyhow::anyhow!("the catalogue has {} faults", report.faults.len()))
}

/// Changes when the content does: a template is built once per key.
pub(crate) fn key() -> u64 {
    let mut hasher = DefaultHasher::new();
    include_str!("../../deploy/roles.sql").hash(&mut hasher);
    for migration in store::MIGRATIONS.iter() {
        (migration.version, &migration.checksum).hash(&mut hasher);
    }
    for file in [include_str!("states.rs"), include_str!("template.rs")] {
        file.hash(&mut hasher);
    }
    Content::embedded().hash(&mut hasher);
    hasher.finish()
}

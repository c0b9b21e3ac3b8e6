//! What every test's database starts with. A new thing goes into [`fill`], and whatever it depends on into [`key`].

use std::hash::{DefaultHasher, Hash, Hasher};

/// Fills an empty database.
pub(crate) async fn fill(owner_url: &str) -> anyhow::Result<()> {
    Ok(store::migrate(owner_url).await?)
}

/// Changes when the content does: a template is built once per key.
pub(crate) fn key() -> u64 {
    let mut hasher = DefaultHasher::new();
    include_str!("../../deploy/roles.sql").hash(&mut hasher);
    for migration in store::MIGRATIONS.iter() {
        (migration.version, &migration.checksum).hash(&mut hasher);
    }
    hasher.finish()
}

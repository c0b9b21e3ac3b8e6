//! The test run's own server, where none is named: in the first of some folders that no other run is using. They lie in
//! memory where there is enough of it, or below `target/test-postgres/`.
//!
//! A test's database is 720 small files, made and deleted. ext4 does not give the inode of a deleted file to another for
//! minutes, and looks for one that is free from the beginning each time, so cloning the template takes longer with every
//! test of a run: a fifth of a second at first, a whole one later.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use private_postgres::{Postgres, Settings, StartError};
use sqlx::{Connection as _, PgConnection};

/// More runs at once than anybody wants on one machine.
const FOLDERS: u32 = 16;

/// What a run may need at most, in bytes: the template, the databases of the tests that run at once, those that failing
/// tests leave, and the log of the server.
const ENOUGH: u64 = 4 * 1024 * 1024 * 1024;

/// Starts a server for the present run.
pub fn start() -> anyhow::Result<Postgres> {
    let target = target()?;
    let parent = in_memory(&target).unwrap_or_else(|| target.join("test-postgres"));
    for number in 0..FOLDERS {
        match Postgres::start(&parent.join(number.to_string()), &Settings::testing()) {
            Ok(postgres) => return Ok(postgres),
            Err(StartError::InUse { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    bail!(
        "{FOLDERS} test runs are using the folders of {} already",
        parent.display()
    )
}

/// A folder of this target's own in memory, where there is enough of it and the folder is nobody else's.
#[cfg(target_os = "linux")]
fn in_memory(target: &Path) -> Option<PathBuf> {
    use std::os::unix::fs::MetadataExt as _;

    /// `TMPFS_MAGIC`, statfs(2).
    const TMPFS: i64 = 0x0102_1994;

    let memory = Path::new("/dev/shm");
    let there = rustix::fs::statfs(memory).ok()?;
    let free = there.f_bavail.saturating_mul(u64::try_from(there.f_bsize).ok()?);
    if there.f_type != TMPFS || free < ENOUGH {
        return None;
    }
    let user = rustix::process::geteuid().as_raw();
    let mut hasher = DefaultHasher::new();
    target.hash(&mut hasher);
    let folder = memory.join(format!("normtrack-tests-{user}-{:016x}", hasher.finish()));
    std::fs::create_dir_all(&folder).ok()?;
    let found = std::fs::symlink_metadata(&folder).ok()?;
    (found.is_dir() && found.uid() == user && found.mode() & 0o022 == 0).then_some(folder)
}

#[cfg(not(target_os = "linux"))]
fn in_memory(_: &Path) -> Option<PathBuf> {
    None
}

/// The target folder that the running program was built into. Cargo marks it.
fn target() -> anyhow::Result<PathBuf> {
    let program = std::env::current_exe()?;
    program
        .ancestors()
        .find(|folder| folder.join("CACHEDIR.TAG").exists())
        .map(Path::to_owned)
        .with_context(|| format!("{} was not built by cargo", program.display()))
}

/// The folder of the programs that belong to a server: what backs it up is there.
pub async fn programs(server: &Postgres) -> PathBuf {
    let mut superuser = PgConnection::connect(&server.url(private_postgres::SUPERUSER, "postgres"))
        .await
        .expect("the superuser may connect");
    let folder: String = sqlx::query_scalar("select setting from pg_config where name = 'BINDIR'")
        .fetch_one(&mut superuser)
        .await
        .expect("a server knows where it is installed");
    folder.into()
}

//! The test run's own server, where none is named: in the first folder below `target/test-postgres/` that no other run
//! is using.

use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use private_postgres::{Postgres, Settings, StartError};

/// More runs at once than anybody wants on one machine.
const FOLDERS: u32 = 16;

/// The server of a run that has just ended needs a moment to stop; its folder has the template already.
const STOPPING: Duration = Duration::from_secs(2);

/// Starts a server for the present run.
pub fn start() -> anyhow::Result<Postgres> {
    let parent = target()?.join("test-postgres");
    let patience = Instant::now() + STOPPING;
    for number in 0..FOLDERS {
        let folder = parent.join(number.to_string());
        loop {
            match Postgres::start(&folder, &Settings::testing()) {
                Ok(postgres) => return Ok(postgres),
                Err(StartError::InUse { .. }) if Instant::now() < patience => sleep(Duration::from_millis(20)),
                Err(StartError::InUse { .. }) => break,
                Err(error) => return Err(error.into()),
            }
        }
    }
    bail!(
        "{FOLDERS} test runs are using the folders of {} already",
        parent.display()
    )
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

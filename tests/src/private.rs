//! The test run's own server, where none is named: in the first folder below `target/test-postgres/` that no other run
//! is using.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use private_postgres::{Postgres, Settings, StartError};
use sqlx::{Connection as _, PgConnection};

/// More runs at once than anybody wants on one machine.
const FOLDERS: u32 = 16;

/// Starts a server for the present run.
pub fn start() -> anyhow::Result<Postgres> {
    let parent = target()?.join("test-postgres");
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

//! What a database server needs before the first migration: the two roles and the database.
//!
//! For private servers and tests, where we are superuser. On a server of somebody else's, its administrator runs
//! `deploy/roles.sql`, which is the same text.

use tokio_postgres::{Client, NoTls};

/// Owns the schema; migrations run under it.
pub const OWNER: &str = "normtrack_owner";
/// Serves requests; owns nothing and cannot bypass row-level security.
pub const SERVICE: &str = "normtrack_service";

const ROLES: &str = include_str!("../../deploy/roles.sql");

/// Two launchers on one server take turns: roles belong to the whole server.
const TURN: i64 = 0x6e6f_726d_0001;

/// Why a server could not be prepared.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// No session under the superuser's URL.
    #[error("cannot connect to PostgreSQL as superuser: {}", said(.0))]
    Connect(#[source] tokio_postgres::Error),
    /// The server refused one of the steps.
    #[error("cannot {step}: {}", said(.source))]
    Refused {
        /// What was being done.
        step: &'static str,
        /// What the server said.
        source: tokio_postgres::Error,
    },
}

/// Creates the roles [`OWNER`] and [`SERVICE`] and the database `database` with that owner, where they do not exist yet.
/// `superuser_url` is the URL of a superuser, to any database of the server. Can be repeated.
pub async fn prepare_cluster(superuser_url: &str, database: &str) -> Result<(), ClusterError> {
    let (client, connection) = tokio_postgres::connect(superuser_url, NoTls)
        .await
        .map_err(ClusterError::Connect)?;
    let work = async {
        let outcome = prepare(&client, database).await;
        // Ends the session, and with it the connection's future.
        drop(client);
        outcome
    };
    let (outcome, _) = tokio::join!(work, connection);
    outcome
}

async fn prepare(client: &Client, database: &str) -> Result<(), ClusterError> {
    let refused = |step| move |source| ClusterError::Refused { step, source };
    client
        .execute("select pg_advisory_lock($1)", &[&TURN])
        .await
        .map_err(refused("take turns"))?;
    client.batch_execute(ROLES).await.map_err(refused("create the roles"))?;
    let found = client
        .query_opt("select from pg_database where datname = $1", &[&database])
        .await
        .map_err(refused("look for the database"))?;
    let name = format!("\"{}\"", database.replace('"', "\"\""));
    if found.is_none() {
        client
            .batch_execute(&format!(
                "create database {name} owner {OWNER} encoding 'UTF8' template template0"
            ))
            .await
            .map_err(refused("create the database"))?;
    }
    client
        .batch_execute(&format!(
            "revoke connect, temporary on database {name} from public; grant connect on database {name} to {SERVICE}"
        ))
        .await
        .map_err(refused("close the database to other roles"))
}

/// The driver's own words are "db error"; the server's are one level below.
fn said(error: &tokio_postgres::Error) -> String {
    error
        .as_db_error()
        .map_or_else(|| error.to_string(), ToString::to_string)
}

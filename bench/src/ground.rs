//! Where it is measured: a private PostgreSQL with the settings of real service, databases in it, and servers over them.

use std::fs::{self, File};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use api::auth::{Keys, Secret, TokenSettings, Tokens};
use api::mint::Mint;
use catalogue::Catalogue;
use private_postgres::{Postgres, SUPERUSER};
use sqlx::{Connection as _, PgConnection};
use store::{Connections, Store};

use crate::builder::Person;
use crate::client::{Connection, get, post};
use crate::processor::Meter;

/// What all servers here are called in their tokens.
const ADDRESS: &str = "http://bench.example";

/// The private PostgreSQL.
pub(crate) struct Ground<'p> {
    pub(crate) postgres: &'p Postgres,
    pub(crate) folder: PathBuf,
    pub(crate) catalogue: Catalogue,
    /// The program that is measured.
    pub(crate) program: PathBuf,
}

impl Ground<'_> {
    /// The address of a database under a role.
    pub(crate) fn url(&self, role: &str, database: &str) -> String {
        self.postgres.url(role, database)
    }

    /// A builder's connection as the owner: no policy holds there.
    pub(crate) async fn owner(&self, database: &str) -> anyhow::Result<PgConnection> {
        Ok(PgConnection::connect(&self.url(store::OWNER, database)).await?)
    }

    /// A connection that may do everything.
    pub(crate) async fn superuser(&self, database: &str) -> anyhow::Result<PgConnection> {
        Ok(PgConnection::connect(&self.url(SUPERUSER, database)).await?)
    }

    /// Makes a database with schema, catalogue and fictional States.
    pub(crate) async fn make(&self, database: &str) -> anyhow::Result<()> {
        store::prepare_cluster(&self.url(SUPERUSER, "postgres"), database).await?;
        let owner = self.url(store::OWNER, database);
        store::migrate(&owner).await?;
        let mut publication = api::world::publication(&self.catalogue);
        publication.states.extend(crate::builder::states());
        store::publish(&owner, &publication, Mint::system().now()).await?;
        Ok(())
    }

    /// The version of the server.
    pub(crate) async fn version(&self) -> anyhow::Result<String> {
        let mut connection = self.superuser("postgres").await?;
        Ok(sqlx::query_scalar("show server_version")
            .fetch_one(&mut connection)
            .await?)
    }

    /// Starts the program over a database and waits for its first answer.
    pub(crate) async fn serve(&self, database: &str) -> anyhow::Result<Server> {
        let free = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let log = File::create(self.folder.join(format!("{database}.log")))?;
        let begun = Instant::now();
        let child = Command::new(&self.program)
            .args([
                "serve",
                "--listen",
                &free.to_string(),
                "--address",
                ADDRESS,
                // One client does here what a million people do elsewhere.
                "--account-requests",
                "100000000",
                "--secret-file",
            ])
            .arg(secret(&self.folder)?)
            // What is compiled lies there.
            .arg("--data")
            .arg(self.folder.join("data"))
            .env("DATABASE_URL", self.url(store::SERVICE, database))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .with_context(|| format!("{} does not start", self.program.display()))?;
        let mut server = Server {
            child,
            address: free,
            database: database.to_owned(),
            first_answer: Duration::ZERO,
        };
        let question = post(None, r#"{"query": "{ __typename }"}"#);
        loop {
            if let Ok(mut connection) = Connection::open(free).await {
                connection.exchange(&question).await?.data()?;
                server.first_answer = begun.elapsed();
                break;
            }
            if let Some(ended) = server.child.try_wait()? {
                bail!("the server ended with {ended}: see {}", self.folder.display());
            }
            if begun.elapsed() > Duration::from_mins(1) {
                bail!("the server does not answer within a minute");
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        Ok(server)
    }

    /// Who counts processor time while a server works, or none.
    pub(crate) fn meter(&self, server: Option<&Server>) -> Meter {
        Meter {
            postgres: self.postgres.process(),
            server: server.map(Server::process),
        }
    }

    /// What signs people in, as the servers do it.
    pub(crate) async fn signer(&self, database: &str) -> anyhow::Result<Signer> {
        let connections = Connections { cold: 1, hot: 1 };
        let store = Store::connect(&self.url(store::SERVICE, database), connections).await?;
        let mint = Arc::new(Mint::system());
        let secret = Secret::read(&secret(&self.folder)?)?;
        let keys = Keys::open(store.clone(), secret, Arc::clone(&mint)).await?;
        let settings = TokenSettings {
            issuer: ADDRESS.to_owned(),
            audience: ADDRESS.to_owned(),
        };
        let tokens = Tokens::new(settings, Arc::new(keys));
        store.close().await?;
        let owner = self.owner(database).await?;
        Ok(Signer { tokens, mint, owner })
    }
}

/// The file with the secret that all servers here share.
fn secret(folder: &Path) -> anyhow::Result<PathBuf> {
    let file = folder.join("secret");
    if !file.exists() {
        fs::write(&file, Mint::system().bytes::<32>())?;
    }
    Ok(file)
}

/// Signs people in.
pub(crate) struct Signer {
    tokens: Tokens,
    mint: Arc<Mint>,
    owner: PgConnection,
}

impl Signer {
    /// A token that is good for ten minutes from now, and the refresh token that keeps its session active.
    pub(crate) async fn sign_in(&mut self, person: &Person) -> anyhow::Result<String> {
        let (account, session, now) = (person.account.into(), person.session.into(), self.mint.now());
        sqlx::query("insert into refresh_token (hash, session_id, issued_at) values ($1, $2, $3)")
            .bind(self.mint.bytes::<32>().to_vec())
            .bind(person.session)
            .bind(now)
            .execute(&mut self.owner)
            .await?;
        Ok(self.tokens.issue(account, session, self.mint.id(), now).token)
    }
}

/// A server that answers. Dropping it ends it.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    pub(crate) database: String,
    /// From its start to its first answer.
    pub(crate) first_answer: Duration,
}

impl Server {
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// Reads a path once: the status, the entity tag and the body.
    pub(crate) async fn get(&self, path: &str) -> anyhow::Result<(u16, Option<String>, Vec<u8>)> {
        let mut connection = Connection::open(self.address).await?;
        let reply = connection.exchange(&get(path, None)).await?;
        Ok((
            reply.status,
            reply.header("etag").map(str::to_owned),
            reply.body.to_vec(),
        ))
    }

    /// Calls the API once.
    pub(crate) async fn call(
        &self,
        token: Option<&str>,
        query: &str,
        variables: serde_json::Value,
    ) -> anyhow::Result<serde_json::Value> {
        let body = serde_json::json!({"query": query, "variables": variables}).to_string();
        let mut connection = Connection::open(self.address).await?;
        connection.exchange(&post(token, &body)).await?.data()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

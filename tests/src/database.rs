//! One database per test.
//!
//! [`fresh`] clones it from a template, in about a tenth of a second. It is dropped when the test passes, and kept and
//! named when it panics; the next run sweeps it away. The server is, in this order: the one that
//! `NORMTRACK_TEST_DATABASE_URL` names (a superuser's URL, and a server that asks no role for a password); the run's own,
//! which the setup script of nextest has started; the process's own, under plain `cargo test`.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::Context as _;
use private_postgres::Postgres;
use tokio::sync::{mpsc, oneshot};
use tokio_postgres::config::Host;
use tokio_postgres::{Client, Config, NoTls};

use crate::{private, template};

/// Names the server to test on.
pub const URL: &str = "NORMTRACK_TEST_DATABASE_URL";
/// Names the template on that server; set by the setup script for the tests of its run.
pub const TEMPLATE: &str = "NORMTRACK_TEST_TEMPLATE";

/// What our sessions call themselves. Databases whose session is gone are leftovers.
const SESSION: &str = "normtrack-tests";
/// Runs on one server build the template in turn.
const TURN: i64 = 0x6e6f_726d_0002;

/// A migrated database that belongs to one test.
#[derive(Debug)]
pub struct TestDatabase {
    name: String,
    /// The test's own server, with which the database ends; none for the run's.
    server: Option<Config>,
    /// What else its addresses say.
    more: String,
}

/// Makes a database for the calling test.
///
/// # Panics
///
/// When there is no server or it refuses: the test cannot begin.
pub async fn fresh() -> TestDatabase {
    static NUMBER: AtomicU32 = AtomicU32::new(1);
    let (reply, replied) = oneshot::channel();
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    clerk()
        .orders
        .send(Order::Create { number, reply })
        .expect("the clerk lives as long as the process");
    let name = replied
        .await
        .expect("the clerk answers every order")
        .unwrap_or_else(|error| panic!("{error:?}"));
    TestDatabase {
        name,
        server: None,
        more: String::new(),
    }
}

impl TestDatabase {
    /// Makes a database on a server of the test's own.
    pub async fn made_on(server: &Postgres) -> anyhow::Result<Self> {
        let made = Self::found_on(server)?;
        store::prepare_cluster(&server.url(private_postgres::SUPERUSER, "postgres"), &made.name).await?;
        template::fill(&made.owner_url()).await?;
        Ok(made)
    }

    /// The database that [`TestDatabase::made_on`] made, on a server that has it from somewhere else.
    pub fn found_on(server: &Postgres) -> anyhow::Result<Self> {
        Ok(Self {
            name: "normtrack".to_owned(),
            server: Some(server.url(private_postgres::SUPERUSER, "postgres").parse()?),
            more: String::new(),
        })
    }

    /// The same database by another way: a host, and what its addresses say besides.
    pub fn reached_by(&self, host: &str, more: &str) -> anyhow::Result<Self> {
        Ok(Self {
            name: self.name.clone(),
            server: Some(format!("postgres://{host}").parse()?),
            more: more.to_owned(),
        })
    }

    fn url(&self, role: &str) -> String {
        let server = self.server.as_ref().unwrap_or_else(|| &clerk().server);
        url(server, role, &self.name) + &self.more
    }

    /// The database's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// As the owner of the schema, for builders and for `migrate`.
    pub fn owner_url(&self) -> String {
        self.url(store::OWNER)
    }

    /// As the role that serves requests, with row-level security always on.
    pub fn service_url(&self) -> String {
        self.url(store::SERVICE)
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if self.server.is_some() {
            return;
        }
        if std::thread::panicking() {
            eprintln!(
                "the database of this test is kept until the next run: {}",
                self.owner_url()
            );
            return;
        }
        let (reply, replied) = std::sync::mpsc::channel();
        let name = std::mem::take(&mut self.name);
        clerk()
            .orders
            .send(Order::Drop { name, reply })
            .expect("the clerk lives as long as the process");
        replied
            .recv()
            .expect("the clerk answers every order")
            .expect("the server drops a database that we made");
    }
}

/// Prepares a server for a run, once: sweeps leftovers, creates the roles, builds the template unless it is there.
/// Returns the template's name.
pub async fn prepare(superuser_url: &str) -> anyhow::Result<String> {
    let server: Config = superuser_url
        .parse()
        .with_context(|| format!("{URL} is not a PostgreSQL URL"))?;
    let client = connect(&server).await?;
    client.execute("select pg_advisory_lock($1)", &[&TURN]).await?;
    let leftovers = client
        .query(
            "select datname from pg_database where datname ~ '^test_[0-9]+_' and split_part(datname, '_', 2)::bigint
             not in (select pid from pg_stat_activity where application_name = $1)",
            &[&SESSION],
        )
        .await?;
    for leftover in leftovers {
        let name: &str = leftover.get(0);
        client
            .batch_execute(&format!("drop database if exists {name} with (force)"))
            .await?;
    }
    let template = format!("template_{:016x}", template::key());
    if client
        .query_opt("select from pg_database where datname = $1", &[&template])
        .await?
        .is_some()
    {
        return Ok(template);
    }
    let building = "template_building";
    client
        .batch_execute(&format!("drop database if exists {building} with (force)"))
        .await?;
    store::prepare_cluster(superuser_url, building).await?;
    template::fill(&url(&server, store::OWNER, building)).await?;
    // Nobody may connect to a template while it is cloned.
    client
        .batch_execute(&format!("alter database {building} allow_connections false"))
        .await?;
    client
        .batch_execute(&format!("alter database {building} rename to {template}"))
        .await?;
    // Those of other versions go, unless another run may be cloning one right now.
    let old = client
        .query(
            "select datname from pg_database where datname ~ '^template_[0-9a-f]{16}$' and datname <> $1 and not exists
             (select from pg_stat_activity where application_name = $2 and pid <> pg_backend_pid())",
            &[&template, &SESSION],
        )
        .await?;
    for old in old {
        let name: &str = old.get(0);
        client
            .batch_execute(&format!("drop database if exists {name} with (force)"))
            .await?;
    }
    Ok(template)
}

/// The process's one session as superuser, on a thread of its own: it outlives each test's runtime, and a database can be
/// dropped from where nothing can be awaited.
struct Clerk {
    server: Config,
    orders: mpsc::UnboundedSender<Order>,
}

enum Order {
    Create {
        number: u32,
        reply: oneshot::Sender<anyhow::Result<String>>,
    },
    Drop {
        name: String,
        reply: std::sync::mpsc::Sender<anyhow::Result<()>>,
    },
}

fn clerk() -> &'static Clerk {
    static CLERK: OnceLock<Clerk> = OnceLock::new();
    CLERK.get_or_init(|| {
        let (ready, is_ready) = std::sync::mpsc::channel();
        let (orders, received) = mpsc::unbounded_channel();
        // The thread is never joined: it ends with the process, and a private server with it.
        std::thread::Builder::new()
            .name("database-clerk".to_owned())
            .spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build()
                    .expect("a runtime can be built");
                runtime.block_on(serve(ready, received));
            })
            .expect("a thread can be started");
        let server = is_ready
            .recv()
            .expect("the clerk says how it begins")
            .unwrap_or_else(|error| panic!("{error:?}"));
        Clerk { server, orders }
    })
}

async fn serve(ready: std::sync::mpsc::Sender<anyhow::Result<Config>>, mut orders: mpsc::UnboundedReceiver<Order>) {
    let begun = async {
        let named = std::env::var_os(URL).map(|url| url.to_string_lossy().into_owned());
        let own = if named.is_none() { Some(private::start()?) } else { None };
        let url = named
            .or_else(|| Some(own.as_ref()?.url(private_postgres::SUPERUSER, "postgres")))
            .expect("there is a server of our own where none is named");
        let template = match std::env::var_os(TEMPLATE) {
            Some(template) => template.to_string_lossy().into_owned(),
            None => prepare(&url).await?,
        };
        let server: Config = url.parse()?;
        let client = connect(&server).await?;
        let session: i32 = client.query_one("select pg_backend_pid()", &[]).await?.get(0);
        anyhow::Ok((server, own, template, client, session))
    };
    let (server, _own, template, client, session) = match begun.await {
        Ok(begun) => begun,
        Err(error) => {
            // Whoever waits for it panics with it.
            let _ = ready.send(Err(error));
            return;
        }
    };
    let _ = ready.send(Ok(server));
    while let Some(order) = orders.recv().await {
        match order {
            Order::Create { number, reply } => {
                let name = format!("test_{session}_{number}");
                let created = client
                    .batch_execute(&format!(
                        "create database {name} owner {} template {template} strategy = file_copy",
                        store::OWNER
                    ))
                    .await
                    .with_context(|| format!("cannot clone {template}"));
                // A test that no longer waits has failed already.
                let _ = reply.send(created.map(|()| name));
            }
            Order::Drop { name, reply } => {
                let dropped = client
                    .batch_execute(&format!("drop database {name} with (force)"))
                    .await;
                let _ = reply.send(dropped.map_err(anyhow::Error::from));
            }
        }
    }
}

async fn connect(server: &Config) -> anyhow::Result<Client> {
    let mut server = server.clone();
    let (client, connection) = server
        .application_name(SESSION)
        .connect(NoTls)
        .await
        .with_context(|| format!("cannot connect to the server that {URL} names"))?;
    // It ends with the client; errors reach whoever uses that.
    tokio::spawn(connection);
    Ok(client)
}

/// The same server for another role and database, in the form that sqlx and tokio-postgres both read.
fn url(server: &Config, role: &str, database: &str) -> String {
    let host = match server.get_hosts().first() {
        Some(Host::Tcp(name)) => name.clone(),
        Some(Host::Unix(folder)) => folder.to_string_lossy().into_owned(),
        None => "localhost".to_owned(),
    };
    let port = server.get_ports().first().copied().unwrap_or(5432);
    format!(
        "postgres:///{database}?host={}&port={port}&user={role}",
        private_postgres::encode(&host)
    )
}

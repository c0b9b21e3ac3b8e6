//! Hearing of changes: one connection of a process, on which it listens, announces, and reads what happened by position
//! in the audit trail. Why so: `docs/adr/0016-live.md`.

mod trail;

use std::future::poll_fn;
use std::time::{Duration, Instant};

use domain::access::Verb;
use domain::id::SubmissionId;
use serde_json::Value as Json;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_postgres::{AsyncMessage, Client, Row};
use uuid::Uuid;

use crate::event::Trace;
use crate::{Store, StoreError};

pub use trail::Trail;

/// What the connection is called in the database, followed by the version of the program: each process has one.
pub(crate) const APPLICATION: &str = "normtrack-live";

/// The channel on which processes speak to one another.
const CHANNEL: &str = "normtrack";

/// `PostgreSQL` takes payloads below 8000 bytes.
pub const LONGEST_ANNOUNCEMENT: usize = 7_900;

/// Rows of one reading; what is left is read next.
const BATCH: i64 = 2_000;

/// How far back a reading looks for ids that are taken and not seen, when it begins.
const MARGIN: i64 = 1_000;

/// What was done to a working file, as a process hears of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The working file.
    pub submission: SubmissionId,
    /// What was done.
    pub verb: Verb,
    /// The ids and codes that belong to it.
    pub trace: Trace,
}

/// The connection. Dropping it ends it.
pub struct Listener {
    client: Client,
    heard: mpsc::UnboundedReceiver<String>,
    _driver: JoinSet<()>,
}

impl Store {
    /// Opens the connection on which this process hears of changes.
    pub async fn listen(&self) -> Result<Listener, StoreError> {
        let mut config = self.address.direct.clone();
        config.application_name(concat!("normtrack-live ", env!("CARGO_PKG_VERSION")));
        config.connect_timeout(Duration::from_secs(5));
        let (client, mut connection) = config.connect(self.address.tls.clone()).await?;
        let (sender, heard) = mpsc::unbounded_channel();
        let mut driver = JoinSet::new();
        driver.spawn(async move {
            // Ends with the connection, whatever ended that; then nothing more is heard.
            while let Some(Ok(message)) = poll_fn(|context| connection.poll_message(context)).await {
                if let AsyncMessage::Notification(notification) = message {
                    let _ = sender.send(notification.payload().to_owned());
                }
            }
        });
        // For the life of the connection: it never leaves this file.
        client
            .batch_execute(&format!("set app.reader = 'aggregate'; listen {CHANNEL}"))
            .await?;
        Ok(Listener {
            client,
            heard,
            _driver: driver,
        })
    }
}

impl Listener {
    /// The next announcement; nothing once the connection has ended.
    pub async fn heard(&mut self) -> Option<String> {
        self.heard.recv().await
    }

    /// Announces to every process that listens, this one included. Each text is at most [`LONGEST_ANNOUNCEMENT`] long.
    pub async fn announce(&self, texts: &[String]) -> Result<(), StoreError> {
        let channel = CHANNEL;
        self.client
            .query(
                "select pg_notify($1, text) from unnest($2::text[]) text",
                &[&channel, &texts],
            )
            .await?;
        Ok(())
    }

    /// Where the trail ends now: what happens from here on will be read.
    pub async fn begin(&self) -> Result<Trail, StoreError> {
        let rows = self
            .client
            .query(
                "select id, pg_snapshot_xmax(pg_current_snapshot())::text::bigint as horizon from event_heard
                 where id > coalesce((select id from event_heard order by id desc limit 1), 0) - $1 order by id",
                &[&MARGIN],
            )
            .await?;
        let mut ids = Vec::with_capacity(rows.len());
        let mut horizon = 0;
        for row in rows {
            ids.push(row.try_get("id")?);
            horizon = row.try_get("horizon")?;
        }
        Ok(Trail::begin(&ids, horizon, Instant::now()))
    }

    /// What happened to some working files since the last reading, also with a smaller id than what was read before; and
    /// whether there may be more.
    pub async fn read(&self, trail: &mut Trail, of: &[SubmissionId]) -> Result<(Vec<Heard>, bool), StoreError> {
        let subjects: Vec<String> = of.iter().map(ToString::to_string).collect();
        // The moment is read by the same statement, so that what it says of transactions holds for these rows.
        let rows = self
            .client
            .query(
                "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as oldest,
                        pg_snapshot_xmax(pg_current_snapshot())::text::bigint as horizon, e.*
                 from (select) one left join lateral (
                     select id, act, asked, case when asked then subject end as subject,
                            case when asked then detail end as detail
                     from ((select *, subject = any ($3) as asked from event_heard where id > $1 order by id limit $4)
                           union all
                           (select *, subject = any ($3) from event_heard where id = any ($2))) found
                     order by id) e on true",
                &[&trail.last(), &trail.missing(), &subjects, &BATCH],
            )
            .await?;
        let (mut oldest, mut horizon) = (0, 0);
        let mut ids = Vec::with_capacity(rows.len());
        let mut heard = Vec::new();
        for row in &rows {
            (oldest, horizon) = (row.try_get("oldest")?, row.try_get("horizon")?);
            ids.extend(row.try_get::<_, Option<i64>>("id")?);
            if row.try_get::<_, Option<bool>>("asked")? == Some(true) {
                heard.extend(entry(row)?);
            }
        }
        let full = i64::try_from(ids.len()).unwrap_or(i64::MAX) >= BATCH;
        trail.take(&ids, (oldest, horizon), Instant::now());
        Ok((heard, full))
    }
}

/// An entry that somebody asked for. A process of a newer version may write what this one has no word for: then nothing.
fn entry(row: &Row) -> Result<Option<Heard>, StoreError> {
    let subject: String = row.try_get("subject")?;
    let (Ok(submission), Some(verb)) = (subject.parse::<Uuid>(), Verb::from_code(row.try_get("act")?)) else {
        return Ok(None);
    };
    Ok(Some(Heard {
        submission: SubmissionId(submission),
        verb,
        trace: Trace::read(verb, &row.try_get::<_, Json>("detail")?),
    }))
}

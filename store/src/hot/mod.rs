//! Writes that happen all day. Each is one statement that travels with its scope and its commit in one round trip.

mod save_answers;

use std::ops::Deref;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime};
use tokio::time::interval;

use crate::address::{Address, Tls};
use crate::settings::{STATEMENT, Settings};
use crate::transaction::{AGAIN, ATTEMPTS};
use crate::{Store, StoreError};

pub use save_answers::{Content, Reach, STATEMENT as SAVE_ANSWERS, Save, SaveAnswers, Saved, SavedAnswers};

/// Hot connections plan each statement once: a statement over arrays would otherwise be planned at every call. A plan made
/// while the tables were nearly empty must do when they are full, so none of them is scanned whole.
pub const OPTIONS: &str = "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off";

pub(crate) fn pool(address: &Address, size: usize) -> Result<Pool, StoreError> {
    let mut config = address.direct.clone();
    config.options(OPTIONS);
    config.application_name("normtrack-hot");
    config.connect_timeout(std::time::Duration::from_secs(5));
    let manager = Manager::from_config(
        config,
        address.tls.clone(),
        ManagerConfig {
            recycling_method: RecyclingMethod::Fast,
        },
    );
    Pool::builder(manager)
        .max_size(size)
        .runtime(Runtime::Tokio1)
        .wait_timeout(Some(std::time::Duration::from_secs(5)))
        .create_timeout(Some(std::time::Duration::from_secs(5)))
        .build()
        .map_err(|error| StoreError::Internal(error.into()))
}

/// A connection of the pool while a save has it. Given up in the middle of a statement it does not go back: what is under
/// way on it is cancelled, and it ends, so that nobody else waits behind it.
pub(crate) struct Held {
    object: Option<Object>,
    tls: Tls,
    under_way: AtomicBool,
}

impl Store {
    /// Takes a connection for hot writes.
    pub(crate) async fn hold(&self) -> Result<Held, StoreError> {
        Ok(Held {
            object: Some(self.hot.get().await?),
            tls: self.address.tls.clone(),
            under_way: AtomicBool::new(false),
        })
    }
}

impl Deref for Held {
    type Target = Object;

    fn deref(&self) -> &Object {
        self.object.as_ref().expect("it is taken out only when it is dropped")
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if !*self.under_way.get_mut() {
            return;
        }
        let client = self.object.take().map(Object::take);
        let (Some(client), Ok(runtime)) = (client, tokio::runtime::Handle::try_current()) else {
            return;
        };
        let tls = self.tls.clone();
        runtime.spawn(async move {
            // Answered when everything before it has ended.
            let mut ended = pin!(client.simple_query(""));
            let mut again = interval(AGAIN);
            // What was sent and not yet begun cannot be cancelled yet.
            for _ in 0..ATTEMPTS {
                tokio::select! {
                    biased;
                    _ = &mut ended => return,
                    _ = again.tick() => {}
                }
                if let Err(error) = client.cancel_token().cancel_query(tls.clone()).await {
                    tracing::debug!(error.source = %error, "a save that nobody waits for goes on to its end");
                    return;
                }
            }
        });
    }
}

/// Runs one statement between BEGIN and COMMIT under its settings, all four sent before the first answer is read.
async fn in_one_round_trip(
    connection: &Held,
    settings: &Settings,
    statement: &tokio_postgres::Statement,
    parameters: &[&(dyn tokio_postgres::types::ToSql + Sync)],
) -> Result<Vec<tokio_postgres::Row>, StoreError> {
    let tell = connection.prepare_cached(STATEMENT).await?;
    let values = settings.values();
    let values: [&(dyn tokio_postgres::types::ToSql + Sync); 7] = std::array::from_fn(|i| &values[i] as _);
    // `biased` polls in order and each first poll sends, so the server reads the four in this order. After a failed
    // statement COMMIT rolls back, which is why no path leaves the transaction open.
    connection.under_way.store(true, Ordering::Relaxed);
    let (begun, told, rows, committed) = tokio::join!(
        biased;
        connection.batch_execute("begin"),
        connection.query(&tell, &values),
        connection.query(statement, parameters),
        connection.batch_execute("commit"),
    );
    connection.under_way.store(false, Ordering::Relaxed);
    begun?;
    told?;
    let rows = rows?;
    committed?;
    Ok(rows)
}

//! Writes that happen all day. Each is one statement that travels with its scope and its commit in one round trip.

mod save_answers;

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime};

use crate::StoreError;
use crate::address::Address;
use crate::settings::{STATEMENT, Settings};

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

/// Runs one statement between BEGIN and COMMIT under its settings, all four sent before the first answer is read.
async fn in_one_round_trip(
    connection: &Object,
    settings: &Settings,
    statement: &tokio_postgres::Statement,
    parameters: &[&(dyn tokio_postgres::types::ToSql + Sync)],
) -> Result<Vec<tokio_postgres::Row>, StoreError> {
    let tell = connection.prepare_cached(STATEMENT).await?;
    let values = settings.values();
    let values: [&(dyn tokio_postgres::types::ToSql + Sync); 7] = std::array::from_fn(|i| &values[i] as _);
    // `biased` polls in order and each first poll sends, so the server reads the four in this order. After a failed
    // statement COMMIT rolls back, which is why no path leaves the transaction open.
    let (begun, told, rows, committed) = tokio::join!(
        biased;
        connection.batch_execute("begin"),
        connection.query(&tell, &values),
        connection.query(statement, parameters),
        connection.batch_execute("commit"),
    );
    begun?;
    told?;
    let rows = rows?;
    committed?;
    Ok(rows)
}

//! Plain statements with their parameters.

use sea_orm::{ConnectionTrait as _, DbBackend, Statement, Value};

use crate::transaction::Transaction;
use crate::{Constraint, StoreError};

/// A statement with `$1, $2, ...` and what stands for them.
pub(crate) fn sql<const N: usize>(text: &str, values: [Value; N]) -> Statement {
    Statement::from_sql_and_values(DbBackend::Postgres, text, values)
}

/// Runs a statement; says how many rows it touched.
pub(crate) async fn execute<const N: usize>(
    connection: &Transaction,
    text: &str,
    values: [Value; N],
) -> Result<u64, StoreError> {
    Ok(connection.execute_raw(sql(text, values)).await?.rows_affected())
}

/// Runs a statement that touches exactly one row; anything else is a conflict.
pub(crate) async fn one_row<const N: usize>(
    connection: &Transaction,
    text: &str,
    values: [Value; N],
    otherwise: Constraint,
) -> Result<(), StoreError> {
    match execute(connection, text, values).await? {
        1 => Ok(()),
        _ => Err(StoreError::Conflict(otherwise)),
    }
}

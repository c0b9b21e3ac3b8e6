//! What can go wrong between a rule and the disk.

use sea_orm::{DbErr, RuntimeErr};
use thiserror::Error;

/// A failed read or write. Its sources may hold SQL and values, so it is for logs and never for clients.
#[derive(Debug, Error)]
pub enum StoreError {
    /// `PostgreSQL` cannot be reached, is starting, stopping, or out of connections: the same call may succeed later.
    #[error("the database cannot be reached")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Somebody else changed the same thing first.
    #[error("{0:?} changed meanwhile")]
    Conflict(Constraint),
    /// A stored row that cannot be a value of the domain.
    #[error("row {row} of {table} is no value of the domain: {column}")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The column, with what is wrong.
        column: String,
        /// The key of the row.
        row: String,
    },
    /// The database holds another product's schema, or another version of ours.
    #[error("{0}")]
    Schema(String),
    /// Anything else: a fault of ours.
    #[error("a statement failed")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// What a uniqueness or a revision guards; the names of the constraints are the contract with `migrations/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// One row per revision: the object was saved by somebody else since it was read.
    Revision,
    /// One draft of a questionnaire's next edition at a time.
    EditionDraftOneOpen,
    /// One edition for each number of a questionnaire.
    EditionOnce,
    /// One submission for each State in a round.
    SubmissionOncePerRound,
    /// One round for each key.
    RoundKey,
    /// One ministry of a name in a State.
    MinistryName,
    /// One current assignment of a section.
    AssignmentOneAtATime,
    /// One account for each address.
    AccountAddress,
    /// One account for each person of an identity provider.
    Identity,
    /// One use of an idempotency key for each question of a submission.
    IdempotencyKey,
    /// One account for each passkey.
    PasskeyCredential,
    /// Something named that does not exist: a State, a ministry of that State, an organisation.
    Reference,
    /// Another uniqueness; the name is in the log.
    Other,
}

/// The one table from constraint names to meanings.
fn constraint(name: &str) -> Constraint {
    match name {
        "submission_one_per_round" => Constraint::SubmissionOncePerRound,
        "edition_draft_one_open" => Constraint::EditionDraftOneOpen,
        "edition_pkey" => Constraint::EditionOnce,
        "round_key_once" => Constraint::RoundKey,
        "ministry_name_once" => Constraint::MinistryName,
        "assignment_one_at_a_time" => Constraint::AssignmentOneAtATime,
        "answer_revision_key_once" | "comment_key_once" | "review_draft_key_once" => Constraint::IdempotencyKey,
        "account_email_once" => Constraint::AccountAddress,
        "proposal_sponsor_once" | "proposal_comment_superseded_once" => Constraint::Revision,
        "identity_once" => Constraint::Identity,
        "passkey_credential_once" => Constraint::PasskeyCredential,
        _ => Constraint::Other,
    }
}

/// `SQLSTATE` classes that say "not now": connection exceptions, insufficient resources, operator intervention, and a
/// system error outside `PostgreSQL`.
fn is_passing(code: &str) -> bool {
    ["08", "53", "57", "58"].iter().any(|class| code.starts_with(class))
}

/// Whether a statement failed because its connection has ended, and not because no connection could be had.
pub(crate) fn is_dead_connection(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(driver)) | DbErr::Query(RuntimeErr::SqlxError(driver))) = error else {
        return false;
    };
    match driver.as_ref() {
        sqlx::Error::Io(_) => true,
        // Operator intervention: the server ended the session.
        sqlx::Error::Database(db) => db.code().is_some_and(|code| code.starts_with("57P")),
        _ => false,
    }
}

/// What the server said, without the details that it adds: they quote rows, and so what people wrote.
#[derive(Debug, Error)]
#[error("{code}: {message}")]
struct Said {
    code: String,
    message: String,
}

impl Said {
    /// A complaint about data quotes the data, so only its code is kept.
    fn new(code: &str, message: &str) -> Self {
        let quotes = code.starts_with("22");
        Self {
            code: code.to_owned(),
            message: if quotes { "a value is refused" } else { message }.to_owned(),
        }
    }
}

/// What the server said when it refused to let somebody in, or refused a statement; nothing where it said nothing. It names
/// roles and databases, and never a password.
pub fn said(error: &StoreError) -> Option<String> {
    let (StoreError::Unavailable(source) | StoreError::Internal(source)) = error else {
        return None;
    };
    Some(source.downcast_ref::<Said>()?.message.clone())
}

const UNIQUE_VIOLATION: &str = "23505";
const FOREIGN_KEY_VIOLATION: &str = "23503";
const SERIALIZATION_FAILURE: &str = "40001";
const DEADLOCK: &str = "40P01";

/// The one reading of a `SQLSTATE`, whichever driver brought it.
fn refused(code: &str, name: Option<&str>, message: &str) -> StoreError {
    let said = || Box::new(Said::new(code, message));
    match code {
        UNIQUE_VIOLATION => StoreError::Conflict(constraint(name.unwrap_or_default())),
        FOREIGN_KEY_VIOLATION => StoreError::Conflict(Constraint::Reference),
        SERIALIZATION_FAILURE | DEADLOCK => StoreError::Conflict(Constraint::Revision),
        passing if is_passing(passing) => StoreError::Unavailable(said()),
        _ => StoreError::Internal(said()),
    }
}

fn refused_by(db: &dyn sqlx::error::DatabaseError) -> StoreError {
    refused(&db.code().unwrap_or_default(), db.constraint(), db.message())
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(db) => refused_by(db.as_ref()),
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Self::Unavailable(error.into()),
            _ => Self::Internal(error.into()),
        }
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        let driver = match &error {
            DbErr::Conn(RuntimeErr::SqlxError(inner))
            | DbErr::Exec(RuntimeErr::SqlxError(inner))
            | DbErr::Query(RuntimeErr::SqlxError(inner)) => std::sync::Arc::clone(inner),
            DbErr::ConnectionAcquire(_) => return Self::Unavailable(error.into()),
            _ => return Self::Internal(error.into()),
        };
        match driver.as_ref() {
            sqlx::Error::Database(db) => refused_by(db.as_ref()),
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Self::Unavailable(error.into()),
            _ => Self::Internal(error.into()),
        }
    }
}

impl From<tokio_postgres::Error> for StoreError {
    fn from(error: tokio_postgres::Error) -> Self {
        match error.as_db_error() {
            Some(db) => refused(db.code().code(), db.constraint(), db.message()),
            // Without an answer of the server it is the connection that failed.
            None => Self::Unavailable(error.into()),
        }
    }
}

impl From<deadpool_postgres::PoolError> for StoreError {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        Self::Unavailable(error.into())
    }
}

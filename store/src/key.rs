//! Signing keys, sealed before they come here. All of it needs the issuer's scope.

use chrono::{DateTime, Utc};
use domain::id::KeyId;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::statement::{execute, one_row, sql};
use crate::transaction::Transaction;
use crate::{Constraint, Snapshot, StoreError, Work};

/// What a key signs. Neither verifies as the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyPurpose {
    /// Access tokens.
    Token,
    /// Receipts.
    Receipt,
}

impl KeyPurpose {
    /// Every purpose.
    pub const ALL: [Self; 2] = [Self::Token, Self::Receipt];

    /// The code used in tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Receipt => "receipt",
        }
    }

    /// Reads [`KeyPurpose::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.code() == code)
    }
}

/// A signing key as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredKey {
    /// Its id: `kid`.
    pub id: KeyId,
    /// What it signs.
    pub purpose: KeyPurpose,
    /// Its Ed25519 public key.
    pub public_key: [u8; 32],
    /// Its private key, sealed.
    pub sealed: Vec<u8>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it signed for the last time, if another took its place.
    pub retired_at: Option<DateTime<Utc>>,
}

#[derive(FromQueryResult)]
struct KeyRow {
    id: Uuid,
    purpose: String,
    public_key: Vec<u8>,
    sealed: Vec<u8>,
    created_at: DateTime<Utc>,
    retired_at: Option<DateTime<Utc>>,
}

impl TryFrom<KeyRow> for StoredKey {
    type Error = StoreError;

    fn try_from(row: KeyRow) -> Result<Self, StoreError> {
        let bad = |column: &str| StoreError::Inconsistent {
            table: "signing_key",
            column: column.to_owned(),
            row: row.id.to_string(),
        };
        Ok(Self {
            id: row.id.into(),
            purpose: KeyPurpose::from_code(&row.purpose).ok_or_else(|| bad("purpose"))?,
            public_key: row.public_key.as_slice().try_into().map_err(|_| bad("public_key"))?,
            sealed: row.sealed.clone(),
            created_at: row.created_at,
            retired_at: row.retired_at,
        })
    }
}

async fn signing_keys(connection: &Transaction) -> Result<Vec<StoredKey>, StoreError> {
    KeyRow::find_by_statement(sql("select * from signing_key order by created_at, id", []))
        .all(connection)
        .await?
        .into_iter()
        .map(StoredKey::try_from)
        .collect()
}

impl Snapshot {
    /// Every key, the oldest first.
    pub async fn signing_keys(&self) -> Result<Vec<StoredKey>, StoreError> {
        signing_keys(self.connection()).await
    }
}

impl Work {
    /// Every key, the oldest first, with no other process making or retiring one until the unit ends.
    pub async fn signing_keys(&self) -> Result<Vec<StoredKey>, StoreError> {
        execute(
            self.connection(),
            "select pg_advisory_xact_lock(hashtext('normtrack.signing_key'))",
            [],
        )
        .await?;
        signing_keys(self.connection()).await
    }

    /// Keeps a new key.
    pub async fn save_key(&self, key: &StoredKey) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "insert into signing_key (id, purpose, public_key, sealed, created_at) values ($1, $2, $3, $4, $5)",
            [
                key.id.0.into(),
                key.purpose.code().into(),
                key.public_key.to_vec().into(),
                key.sealed.clone().into(),
                key.created_at.into(),
            ],
        )
        .await?;
        self.trail("make_key", None, &key.id.to_string()).await
    }

    /// Retires a key; it stays, so that what it signed can be verified.
    pub async fn save_retired_key(&self, id: KeyId) -> Result<(), StoreError> {
        one_row(
            self.connection(),
            "update signing_key set retired_at = $2 where id = $1 and retired_at is null",
            [id.0.into(), self.now().into()],
            Constraint::Revision,
        )
        .await?;
        self.trail("retire_key", None, &id.to_string()).await
    }
}

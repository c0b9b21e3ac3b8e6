//! Sealing anew what is sealed, as the owner, whole or not at all.

use domain::id::{AccountId, InvitationId, KeyId, WebhookSecretId};
use sqlx::Connection as _;
use sqlx::postgres::PgConnection;
use thiserror::Error;
use uuid::Uuid;

use crate::address::Address;
use crate::key::KeyPurpose;
use crate::{StoreError, require_current_schema};

/// Something that is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealed {
    /// The private half of a signing key.
    Key(KeyId, KeyPurpose),
    /// The secret of somebody's authenticator.
    Factor(AccountId),
    /// A secret that a webhook signs with.
    Webhook(WebhookSecretId),
    /// The secret of a link, while the letter that brings it waits.
    Invitation(InvitationId),
}

/// Why nothing was sealed anew.
#[derive(Debug, Error)]
pub enum ResealError<E> {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A seal did not open.
    #[error("nothing was changed")]
    Seal(#[source] E),
}

impl<E> From<sqlx::Error> for ResealError<E> {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Puts in the place of everything that is sealed what `anew` makes of it; returns how many there are. Nobody makes a key or
/// a webhook, sets up an authenticator or asks for a letter meanwhile.
pub async fn reseal<E>(
    owner_url: &str,
    anew: impl Fn(Sealed, &[u8]) -> Result<Vec<u8>, E>,
) -> Result<usize, ResealError<E>> {
    require_current_schema(owner_url).await?;
    let mut connection = PgConnection::connect_with(&Address::parse(owner_url)?.single()?).await?;
    let mut unit = connection.begin().await?;
    sqlx::query("lock table signing_key, factor_secret, webhook_secret, letter in share row exclusive mode")
        .execute(&mut *unit)
        .await?;
    let keys: Vec<(Uuid, String, Vec<u8>)> = sqlx::query_as("select id, purpose, sealed from signing_key")
        .fetch_all(&mut *unit)
        .await?;
    let factors: Vec<(Uuid, Vec<u8>)> = sqlx::query_as("select account_id, sealed from factor_secret")
        .fetch_all(&mut *unit)
        .await?;
    let hooks: Vec<(Uuid, Vec<u8>)> = sqlx::query_as("select id, sealed from webhook_secret")
        .fetch_all(&mut *unit)
        .await?;
    let letters: Vec<(Uuid, Vec<u8>)> =
        sqlx::query_as("select invitation_id, sealed from letter where sealed is not null")
            .fetch_all(&mut *unit)
            .await?;
    for (id, purpose, sealed) in &keys {
        let purpose = KeyPurpose::from_code(purpose).ok_or_else(|| StoreError::Inconsistent {
            table: "signing_key",
            column: "purpose".to_owned(),
            row: id.to_string(),
        })?;
        let fresh = anew(Sealed::Key((*id).into(), purpose), sealed).map_err(ResealError::Seal)?;
        sqlx::query("update signing_key set sealed = $2 where id = $1")
            .bind(id)
            .bind(fresh)
            .execute(&mut *unit)
            .await?;
    }
    for (account, sealed) in &factors {
        let fresh = anew(Sealed::Factor((*account).into()), sealed).map_err(ResealError::Seal)?;
        sqlx::query("update factor_secret set sealed = $2 where account_id = $1")
            .bind(account)
            .bind(fresh)
            .execute(&mut *unit)
            .await?;
    }
    for (id, sealed) in &hooks {
        let fresh = anew(Sealed::Webhook((*id).into()), sealed).map_err(ResealError::Seal)?;
        sqlx::query("update webhook_secret set sealed = $2 where id = $1")
            .bind(id)
            .bind(fresh)
            .execute(&mut *unit)
            .await?;
    }
    for (id, sealed) in &letters {
        let fresh = anew(Sealed::Invitation((*id).into()), sealed).map_err(ResealError::Seal)?;
        sqlx::query("update letter set sealed = $2 where invitation_id = $1")
            .bind(id)
            .bind(fresh)
            .execute(&mut *unit)
            .await?;
    }
    unit.commit().await?;
    connection.close().await?;
    Ok(keys.len() + factors.len() + hooks.len() + letters.len())
}

//! Sessions and their refresh tokens, which are known by their hashes only. All of it needs the issuer's scope, but for
//! ending a session of the own account.

use chrono::{DateTime, Utc};
use domain::access::{RefreshToken, Session, SessionEnd};
use domain::id::{AccountId, SessionId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::statement::{execute, one_row, sql};
use crate::{Constraint, StoreError, Work};

#[derive(FromQueryResult)]
struct SessionRow {
    id: Uuid,
    account_id: Uuid,
    started_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    end_reason: Option<String>,
}

#[derive(FromQueryResult)]
struct TokenRow {
    session_id: Uuid,
    issued_at: DateTime<Utc>,
    used_at: Option<DateTime<Utc>>,
}

impl TryFrom<SessionRow> for Session {
    type Error = StoreError;

    fn try_from(row: SessionRow) -> Result<Self, StoreError> {
        let ended = match (row.ended_at, row.end_reason.as_deref().map(SessionEnd::from_code)) {
            (None, None) => None,
            (Some(at), Some(Some(why))) => Some((at, why)),
            (..) => {
                return Err(StoreError::Inconsistent {
                    table: "session",
                    column: "end_reason".to_owned(),
                    row: row.id.to_string(),
                });
            }
        };
        Ok(Self {
            id: row.id.into(),
            account: row.account_id.into(),
            started_at: row.started_at,
            ended,
        })
    }
}

impl Work {
    /// A session, held until the unit ends.
    pub async fn session(&self, id: SessionId) -> Result<Option<Session>, StoreError> {
        SessionRow::find_by_statement(sql(
            "select id, account_id, started_at, ended_at, end_reason from session where id = $1 for update",
            [id.0.into()],
        ))
        .one(self.connection())
        .await?
        .map(Session::try_from)
        .transpose()
    }

    /// The session of a refresh token with the token, both held until the unit ends: of two calls with one token the
    /// second sees what the first did.
    pub async fn session_by_token(&self, hash: &[u8; 32]) -> Result<Option<(Session, RefreshToken)>, StoreError> {
        let statement = "select session_id, issued_at, used_at from refresh_token where hash = $1 for update";
        let found = TokenRow::find_by_statement(sql(statement, [hash.to_vec().into()]))
            .one(self.connection())
            .await?;
        let Some(token) = found else { return Ok(None) };
        let session = self.session(token.session_id.into()).await?;
        Ok(session.map(|session| {
            let token = RefreshToken {
                issued_at: token.issued_at,
                used_at: token.used_at,
            };
            (session, token)
        }))
    }

    /// Begins a session with its first refresh token.
    pub async fn save_session(&self, session: &Session, hash: &[u8; 32]) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "insert into session (id, account_id, started_at) values ($1, $2, $3)",
            [session.id.0.into(), session.account.0.into(), session.started_at.into()],
        )
        .await?;
        self.save_token(session.id, hash).await?;
        self.trail("sign_in", None, &session.id.to_string()).await
    }

    /// Spends a refresh token and keeps its successor.
    pub async fn save_rotation(
        &self,
        session: SessionId,
        spent: &[u8; 32],
        successor: &[u8; 32],
    ) -> Result<(), StoreError> {
        one_row(
            self.connection(),
            "update refresh_token set used_at = $2 where hash = $1 and used_at is null",
            [spent.to_vec().into(), self.now().into()],
            Constraint::Revision,
        )
        .await?;
        self.save_token(session, successor).await
    }

    async fn save_token(&self, session: SessionId, hash: &[u8; 32]) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "insert into refresh_token (hash, session_id, issued_at) values ($1, $2, $3)",
            [hash.to_vec().into(), session.0.into(), self.now().into()],
        )
        .await
        .map(drop)
    }

    /// Ends a session.
    pub async fn save_ended_session(&self, session: &Session) -> Result<(), StoreError> {
        let Some((at, why)) = session.ended else { return Ok(()) };
        execute(
            self.connection(),
            "update session set ended_at = $2, end_reason = $3 where id = $1 and ended_at is null",
            [session.id.0.into(), at.into(), why.code().into()],
        )
        .await?;
        let act = match why {
            SessionEnd::SignedOut => "sign_out",
            SessionEnd::Reused => "refuse_reused_token",
            SessionEnd::Suspended => "end_session",
        };
        self.trail(act, None, &session.id.to_string()).await
    }

    /// Ends every session of an account that is suspended.
    pub async fn save_ended_sessions(&self, account: AccountId) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "update session set ended_at = $2, end_reason = $3 where account_id = $1 and ended_at is null",
            [account.0.into(), self.now().into(), SessionEnd::Suspended.code().into()],
        )
        .await
        .map(drop)
    }
}

//! Sessions and their refresh tokens, which are known by their hashes only. All of it needs the issuer's scope, but for
//! ending a session of the own account.

use chrono::{DateTime, Utc};
use domain::access::{Client, Keeping, Means, RefreshToken, Session, SessionEnd, Verb};
use domain::id::{AccountId, SessionId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::account::inconsistent;
use crate::statement::{execute, one_row, sql};
use crate::{Constraint, Snapshot, StoreError, Work};

#[derive(FromQueryResult)]
struct SessionRow {
    id: Uuid,
    account_id: Uuid,
    started_at: DateTime<Utc>,
    refreshed_at: Option<DateTime<Utc>>,
    means: String,
    client: String,
    kept_in: String,
    ended_at: Option<DateTime<Utc>>,
    end_reason: Option<String>,
}

#[derive(FromQueryResult)]
struct TokenRow {
    session_id: Uuid,
    issued_at: DateTime<Utc>,
    used_at: Option<DateTime<Utc>>,
}

impl From<TokenRow> for RefreshToken {
    fn from(row: TokenRow) -> Self {
        Self {
            issued_at: row.issued_at,
            used_at: row.used_at,
        }
    }
}

impl TryFrom<SessionRow> for Session {
    type Error = StoreError;

    fn try_from(row: SessionRow) -> Result<Self, StoreError> {
        let bad = inconsistent("session", row.id);
        let ended = match (row.ended_at, row.end_reason.as_deref().map(SessionEnd::from_code)) {
            (None, None) => None,
            (Some(at), Some(Some(why))) => Some((at, why)),
            (..) => return Err(bad("end_reason")),
        };
        Ok(Self {
            id: row.id.into(),
            account: row.account_id.into(),
            started_at: row.started_at,
            refreshed_at: row.refreshed_at,
            means: Means::from_code(&row.means).ok_or_else(|| bad("means"))?,
            client: Client::from_code(&row.client).ok_or_else(|| bad("client"))?,
            keeping: Keeping::from_code(&row.kept_in).ok_or_else(|| bad("kept_in"))?,
            ended,
        })
    }
}

const SESSION: &str = "id, account_id, started_at, refreshed_at, means, client, kept_in, ended_at, end_reason";

impl Snapshot {
    /// The sessions of an account that were not ended, the newest first, where the scope sees them. Some of them may be too
    /// old to go on.
    pub async fn sessions(&self, account: AccountId) -> Result<Vec<Session>, StoreError> {
        let text = format!(
            "select {SESSION} from session where account_id = $1 and ended_at is null and started_at > $2
             order by started_at desc, id desc"
        );
        let oldest = self.now() - Session::LONGEST;
        let rows = SessionRow::find_by_statement(sql(&text, [account.0.into(), oldest.into()]))
            .all(self.connection())
            .await?;
        rows.into_iter().map(Session::try_from).collect()
    }
}

impl Work {
    /// A session, held until the unit ends.
    pub async fn session(&self, id: SessionId) -> Result<Option<Session>, StoreError> {
        SessionRow::find_by_statement(sql(
            &format!("select {SESSION} from session where id = $1 for update"),
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
        let Some(token) = self.token(hash).await? else {
            return Ok(None);
        };
        let session = self.session(token.session_id.into()).await?;
        Ok(session.map(|session| (session, token.into())))
    }

    /// A refresh token of a session, held until the unit ends.
    pub async fn refresh_token(&self, session: SessionId, hash: &[u8; 32]) -> Result<Option<RefreshToken>, StoreError> {
        let found = self.token(hash).await?;
        let found = found.filter(|token| token.session_id == session.0);
        Ok(found.map(RefreshToken::from))
    }

    async fn token(&self, hash: &[u8; 32]) -> Result<Option<TokenRow>, StoreError> {
        let statement = "select session_id, issued_at, used_at from refresh_token where hash = $1 for update";
        let statement = sql(statement, [hash.to_vec().into()]);
        Ok(TokenRow::find_by_statement(statement).one(self.connection()).await?)
    }

    /// Begins a session with its first refresh token.
    pub async fn save_session(&self, session: &Session, hash: &[u8; 32]) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "insert into session (id, account_id, started_at, means, client, kept_in) values ($1, $2, $3, $4, $5, $6)",
            [
                session.id.0.into(),
                session.account.0.into(),
                session.started_at.into(),
                session.means.code().into(),
                session.client.code().into(),
                session.keeping.code().into(),
            ],
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
        execute(
            self.connection(),
            "update session set refreshed_at = $2 where id = $1",
            [session.0.into(), self.now().into()],
        )
        .await?;
        self.save_token(session, successor).await
    }

    /// Keeps that more was shown in a session than it was begun with.
    pub async fn save_means(&self, session: SessionId, means: Means) -> Result<(), StoreError> {
        execute(
            self.connection(),
            "update session set means = $2 where id = $1",
            [session.0.into(), means.code().into()],
        )
        .await
        .map(drop)
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
        let verb = match why {
            SessionEnd::SignedOut => Verb::SignOut,
            SessionEnd::Reused => Verb::RefuseReusedToken,
            SessionEnd::Suspended | SessionEnd::Ended | SessionEnd::Factor => Verb::EndSession,
        };
        self.trail(verb.code(), None, &session.id.to_string()).await
    }

    /// Ends every session of an account but one, each with its entry in the trail; says how many.
    pub async fn save_ended_sessions(
        &self,
        account: AccountId,
        but: Option<SessionId>,
        why: SessionEnd,
    ) -> Result<u64, StoreError> {
        execute(
            self.connection(),
            "with ended as (
                 update session set ended_at = $2, end_reason = $3
                 where account_id = $1 and ended_at is null and id is distinct from $4 returning id)
             insert into event (at, account_id, act, subject) select $2, app_account(), $5, id::text from ended",
            [
                account.0.into(),
                self.now().into(),
                why.code().into(),
                but.map(|session| session.0).into(),
                Verb::EndSession.code().into(),
            ],
        )
        .await
    }
}

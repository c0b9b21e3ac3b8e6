//! Where a person is signed in.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::access;
use domain::access::{Client, Keeping, Means};
use domain::id::SessionId;

use crate::graphql::call::Call;
use crate::graphql::factor::oneself;
use crate::graphql::fault::Fault;
use crate::graphql::node::{self, Sort};

/// What was shown to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "SessionMeans", remote = "Means")]
pub enum MeansCode {
    /// A password alone.
    Password,
    /// A password and a code of an authenticator.
    PasswordAndCode,
    /// A password and a recovery code.
    PasswordAndRecoveryCode,
    /// What an identity provider asked for.
    Provider,
    /// What an identity provider asked for, a second factor that counts here among it.
    ProviderAndFactor,
    /// What an identity provider asked for, and a code of an authenticator.
    ProviderAndCode,
    /// What an identity provider asked for, and a recovery code.
    ProviderAndRecoveryCode,
    /// What an identity provider asked for, and a passkey.
    ProviderAndPasskey,
    /// A password and a passkey.
    PasswordAndPasskey,
    /// A passkey whose authenticator made sure who was there.
    Passkey,
}

/// What kind of program signed in, as it calls itself. Neither version, system nor address is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "ClientFamily", remote = "Client")]
pub enum ClientCode {
    /// Firefox.
    Firefox,
    /// Chrome or Chromium.
    Chrome,
    /// Edge.
    Edge,
    /// Safari.
    Safari,
    /// Another browser.
    OtherBrowser,
    /// A program that is no browser.
    Program,
    /// It did not say.
    Unknown,
}

/// Where the refresh token of a session is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "SessionKeeping", remote = "Keeping")]
pub enum KeepingCode {
    /// By the program that signs in: `Tokens.refreshToken` holds it, and `refresh` takes it.
    Client,
    /// In a cookie that the pages of this service alone send, to `POST /session`, and that no script reads: for the console.
    Cookie,
}

/// A session of the person who calls.
pub struct Session(access::Session);

/// What began when the person signed in, and goes on through every refresh.
#[Object]
impl Session {
    /// Names it for `endSession`.
    async fn id(&self) -> ID {
        node::id(Sort::Session, self.0.id.to_string())
    }

    /// When the person signed in.
    async fn begun_at(&self) -> DateTime<Utc> {
        self.0.started_at
    }

    /// When it was last refreshed; empty where it was not.
    async fn refreshed_at(&self) -> Option<DateTime<Utc>> {
        self.0.refreshed_at
    }

    /// What was shown to sign in.
    async fn means(&self) -> MeansCode {
        self.0.means.into()
    }

    /// What kind of program signed in.
    async fn client(&self) -> ClientCode {
        self.0.client.into()
    }

    /// Whether this call is made in it.
    async fn is_current(&self, ctx: &Context<'_>) -> bool {
        Call::of(ctx).actor().session() == Some(self.0.id)
    }

    /// When it ended, where it has.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.0.ended.map(|(at, _)| at)
    }
}

/// Those sessions of the person who calls that go on, the newest first.
pub(crate) async fn sessions(call: &Call, account: domain::id::AccountId) -> Result<Vec<Session>, Fault> {
    let sessions = call.snapshot().await?.sessions(account).await?.into_iter();
    Ok(sessions
        .filter(|session| session.goes_on(call.now()))
        .map(Session)
        .collect())
}

/// A session to end.
#[derive(InputObject)]
pub struct EndSessionInput {
    /// One of the own sessions.
    id: ID,
}

/// A session has ended.
#[derive(SimpleObject)]
pub struct EndSessionPayload {
    /// The session.
    session: Session,
}

/// Several sessions have ended.
#[derive(SimpleObject)]
pub struct EndSessionsPayload {
    /// How many.
    count: u64,
}

/// What is done with sessions.
#[derive(Default)]
pub struct SessionMutation;

#[Object]
impl SessionMutation {
    /// Ends one of the own sessions, in every process within a second.
    async fn end_session(&self, ctx: &Context<'_>, input: EndSessionInput) -> Result<EndSessionPayload, Fault> {
        let call = Call::of(ctx);
        let id = SessionId(node::key(Sort::Session, &input.id)?);
        let (permit, _) = oneself(call)?;
        let ended = call.app().issuer().end_session(permit, id).await?;
        Ok(EndSessionPayload {
            session: Session(ended),
        })
    }

    /// Ends all own sessions but this one, in every process within a second.
    async fn end_other_sessions(&self, ctx: &Context<'_>) -> Result<EndSessionsPayload, Fault> {
        let call = Call::of(ctx);
        let (permit, session) = oneself(call)?;
        let count = call.app().issuer().end_sessions(permit, Some(session)).await?;
        Ok(EndSessionsPayload { count })
    }

    /// Ends all own sessions, this one as well, in every process within a second, and forgets the devices on which the
    /// person has signed in.
    async fn sign_out_everywhere(&self, ctx: &Context<'_>) -> Result<EndSessionsPayload, Fault> {
        let call = Call::of(ctx);
        let (permit, _) = oneself(call)?;
        let count = call.app().issuer().end_sessions(permit, None).await?;
        Ok(EndSessionsPayload { count })
    }
}

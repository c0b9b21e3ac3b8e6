//! Signing in, going on, signing out, and taking up an invitation.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::access::{
    Account, Actor, BadField, Email, Invitation, InvitationRefused, InviteMember, Name, Password, Permit, Reason,
    Rotation, Scope, Session, SessionEnd,
};
use domain::id::{AccountId, InvitationId, MembershipId, SessionId};
use domain::language::Language;
use store::{Store, StoreError, Work};
use thiserror::Error;
use tokio::time::Instant;

use crate::auth::actor::{Actors, active_since};
use crate::auth::password::Passwords;
use crate::auth::secret;
use crate::auth::token::{AccessToken, Tokens};
use crate::mint::Mint;

/// Signs people in and out.
pub struct Issuer {
    store: Store,
    tokens: Arc<Tokens>,
    actors: Arc<Actors>,
    passwords: Passwords,
    mint: Arc<Mint>,
}

/// What a person holds after signing in.
#[derive(Clone)]
pub struct SignedIn {
    /// The account.
    pub account: AccountId,
    /// The session.
    pub session: SessionId,
    /// For calls, for ten minutes.
    pub access: AccessToken,
    /// For the next access token, once. A secret.
    pub refresh: String,
    /// From when on the refresh token is worth nothing.
    pub refresh_expires_at: DateTime<Utc>,
}

/// What a person answers an invitation with.
#[derive(Clone, Debug)]
pub struct AcceptInvitation {
    /// The secret of the link.
    pub token: String,
    /// The person's name; the name of an account that is there already stays.
    pub name: String,
    /// A new password; for an account that is there already, the one it has.
    pub password: String,
    /// The language of messages; that of an account that is there already stays.
    pub language: Language,
}

/// An invitation's link, shown once.
#[derive(Clone)]
pub struct InvitationLink {
    /// The invitation.
    pub id: InvitationId,
    /// The secret of the link.
    pub token: String,
    /// The link. The secret stands behind the `#`, which browsers keep to themselves.
    pub url: String,
    /// Until when it can be accepted.
    pub expires_at: DateTime<Utc>,
}

/// Why somebody is not signed in.
#[derive(Debug, Error)]
pub enum IssuerError {
    /// The address, the password, or neither is known, the account is suspended, or too many attempts were wrong: from
    /// outside they are one.
    #[error("the address or the password is wrong")]
    WrongCredentials,
    /// The refresh token is spent, too old or unknown, or its session has ended.
    #[error("the session is over; sign in again")]
    SessionOver,
    /// The link leads nowhere.
    #[error("there is no such invitation")]
    NoInvitation,
    /// The invitation cannot be accepted.
    #[error(transparent)]
    Invitation(#[from] InvitationRefused),
    /// A field is not what it should be.
    #[error(transparent)]
    Field(#[from] BadField),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A failed sign-in takes at least this long, whatever it failed at, so that its time tells nothing.
const FAILURE_TAKES: Duration = Duration::from_millis(250);

impl Issuer {
    /// Prepares to sign people in.
    pub fn new(store: Store, tokens: Arc<Tokens>, actors: Arc<Actors>, passwords: Passwords, mint: Arc<Mint>) -> Self {
        Self {
            store,
            tokens,
            actors,
            passwords,
            mint,
        }
    }

    /// Signs in with an address and a password.
    pub async fn sign_in(&self, email: &str, password: &str) -> Result<SignedIn, IssuerError> {
        let began = Instant::now();
        let known = match (Email::new(email), Password::presented(password)) {
            (Ok(email), Ok(password)) => self.check(&email, password).await?,
            _ => None,
        };
        let Some(account) = known else {
            tokio::time::sleep_until(began + FAILURE_TAKES).await;
            return Err(IssuerError::WrongCredentials);
        };
        let work = self.work(Some(account.id)).await?;
        work.save_right_attempt(account.id).await?;
        let signed_in = self.begin_session(&work, account.id).await?;
        work.commit().await?;
        Ok(signed_in)
    }

    /// The account that an address and a password belong to, unless it is suspended or has to wait. The attempt is
    /// counted as wrong before the password is tried, so that many at once are many.
    async fn check(&self, email: &Email, password: Password) -> Result<Option<Account>, StoreError> {
        let work = self.work(None).await?;
        let found = work
            .sign_in(email)
            .await?
            .filter(|found| found.attempts.may_try(work.now()) && found.account.suspended_at.is_none());
        if let Some(found) = &found {
            work.save_attempt(found.account.id).await?;
        }
        work.commit().await?;
        let (account, hash) = found.map(|found| (found.account, found.password_hash)).unzip();
        let right = self.passwords.verify(password, hash).await;
        Ok(account.filter(|_| right))
    }

    /// Exchanges a refresh token for a new pair. Presented a second time, it ends its session: somebody else may hold a
    /// copy.
    pub async fn refresh(&self, token: &str) -> Result<SignedIn, IssuerError> {
        let hash = secret::hash(token);
        let work = self.work(None).await?;
        let (session, presented) = work.session_by_token(&hash).await?.ok_or(IssuerError::SessionOver)?;
        let now = work.now();
        match session.rotate(&presented, now) {
            Rotation::Rotated => {
                let account = work.account(session.account).await?;
                if account.is_none_or(|account| account.suspended_at.is_some()) {
                    return Err(IssuerError::SessionOver);
                }
                let (refresh, successor) = secret::fresh(&self.mint);
                work.save_rotation(session.id, &hash, &successor).await?;
                work.commit().await?;
                Ok(self.signed_in(&session, refresh, now))
            }
            Rotation::ReuseDetected => {
                work.save_ended_session(&session.ended(SessionEnd::Reused, now)).await?;
                work.commit().await?;
                tracing::warn!(session = %session.id, "a refresh token came a second time; its session has ended");
                self.actors.catch_up(now).await;
                Err(IssuerError::SessionOver)
            }
            Rotation::Over => Err(IssuerError::SessionOver),
        }
    }

    /// Ends the session of a refresh token, spent or not. A token of no session is none the worse (RFC 7009, 2.2).
    pub async fn sign_out(&self, token: &str) -> Result<(), IssuerError> {
        let work = self.work(None).await?;
        let now = work.now();
        let Some((session, _)) = work.session_by_token(&secret::hash(token)).await? else {
            return Ok(());
        };
        work.save_ended_session(&session.ended(SessionEnd::SignedOut, now))
            .await?;
        work.commit().await?;
        self.actors.catch_up(now).await;
        Ok(())
    }

    /// Takes up an invitation: opens the account, unless the address has one, begins the membership, spends the
    /// invitation and signs in, all or nothing. Who has an account already proves it with its password.
    pub async fn accept_invitation(&self, answer: AcceptInvitation) -> Result<SignedIn, IssuerError> {
        let token = secret::hash(&answer.token);
        let (email, known) = {
            let moment = self.store.snapshot(&Scope::issuer(None), self.mint.now()).await?;
            let invitation = moment.invitation_by_token(&token).await?;
            let email = invitation.ok_or(IssuerError::NoInvitation)?.email().clone();
            let known = moment.account_by_email(&email).await?;
            (email, known)
        };
        let (account, hash) = if known.is_some() {
            let password = Password::presented(&answer.password)?;
            let account = self.check(&email, password).await?;
            (account.ok_or(IssuerError::WrongCredentials)?, None)
        } else {
            let name = Name::new(&answer.name)?;
            let password = Password::choose(&answer.password, &email, &name)?;
            let hash = self.passwords.hash(password, &self.mint).await;
            let account = Account {
                id: AccountId(self.mint.id()),
                email,
                name,
                language: answer.language,
                suspended_at: None,
                demonstration: false,
            };
            (account, Some(hash))
        };
        let work = self.work(Some(account.id)).await?;
        let now = work.now();
        let invitation = work
            .invitation_by_token(&token)
            .await?
            .ok_or(IssuerError::NoInvitation)?;
        let inviter = match invitation.issued_by() {
            Some(by) => self.actor(&work, by).await?,
            None => None,
        };
        let membership = MembershipId(self.mint.id());
        let accepted = invitation.accept(inviter.as_ref(), account.id, membership, now)?;
        match hash {
            Some(hash) => work.save_account(&account, &hash).await?,
            None => work.save_right_attempt(account.id).await?,
        }
        work.save_membership(&accepted.membership).await?;
        work.save_answered_invitation(&accepted.invitation).await?;
        let signed_in = self.begin_session(&work, account.id).await?;
        work.commit().await?;
        self.actors.catch_up(now).await;
        Ok(signed_in)
    }

    /// Who an account is now, whatever this process remembers; nobody if it is suspended or gone.
    async fn actor(&self, work: &Work, account: AccountId) -> Result<Option<Actor>, StoreError> {
        let now = work.now();
        let rights = work.rights(account, active_since(now)).await?;
        Ok(rights.and_then(|rights| Actor::person(account, rights.suspended_at, &rights.memberships, now).ok()))
    }

    async fn begin_session(&self, work: &Work, account: AccountId) -> Result<SignedIn, StoreError> {
        let session = Session::begun(SessionId(self.mint.id()), account, work.now());
        let (refresh, hash) = secret::fresh(&self.mint);
        work.save_session(&session, &hash).await?;
        Ok(self.signed_in(&session, refresh, work.now()))
    }

    fn signed_in(&self, session: &Session, refresh: String, now: DateTime<Utc>) -> SignedIn {
        SignedIn {
            account: session.account,
            session: session.id,
            access: self.tokens.issue(session.account, session.id, self.mint.id(), now),
            refresh,
            refresh_expires_at: (now + Session::IDLE).min(session.started_at + Session::LONGEST),
        }
    }

    async fn work(&self, account: Option<AccountId>) -> Result<Work, StoreError> {
        self.store.work(&Scope::issuer(account), self.mint.now()).await
    }
}

impl InvitationLink {
    /// Issues an invitation to the role and place of the permit, within a unit of the inviter's scope.
    pub async fn issue(
        work: &Work,
        permit: Permit<InviteMember>,
        (email, until): (Email, Option<DateTime<Utc>>),
        reason: Option<Reason>,
        mint: &Mint,
        address: &str,
    ) -> Result<(Self, Invitation), IssuerError> {
        let team = work.members(&permit.act().place).await?;
        let team = team.iter().map(|member| (&member.membership, &member.account));
        let id = InvitationId(mint.id());
        let issued = Invitation::issue(permit, id, email, until, team, reason, work.now())?;
        let link = Self::save(work, &issued.invitation, issued.reason.as_ref(), mint, address).await?;
        Ok((link, issued.invitation))
    }

    /// Invites an administrator for whoever runs the command line. `address` is where the service is reached.
    pub async fn administrator(store: &Store, email: &str, mint: &Mint, address: &str) -> Result<Self, IssuerError> {
        let email = Email::new(email)?;
        let work = store.work(&Scope::issuer(None), mint.now()).await?;
        let invitation = Invitation::administrator(InvitationId(mint.id()), email, work.now());
        let link = Self::save(&work, &invitation, None, mint, address).await?;
        work.commit().await?;
        Ok(link)
    }

    async fn save(
        work: &Work,
        invitation: &Invitation,
        reason: Option<&Reason>,
        mint: &Mint,
        address: &str,
    ) -> Result<Self, StoreError> {
        let (token, hash) = secret::fresh(mint);
        work.save_invitation(invitation, reason, &hash).await?;
        Ok(Self {
            id: invitation.id(),
            url: format!("{}/invitation#{token}", address.trim_end_matches('/')),
            token,
            expires_at: invitation.expires_at(),
        })
    }
}

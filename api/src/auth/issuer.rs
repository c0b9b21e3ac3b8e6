//! Signing in, going on, signing out, and taking up an invitation.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::access::{
    Account, Actor, BadField, Challenge, Client, Device, Email, FactorRefused, Invitation, InvitationRefused,
    InviteMember, Keeping, Means, NotOwn, Origin, PasskeyRefused, Password, Permit, ProgramRefused, Reason, Rotation,
    Scope, Session, SessionEnd, Tried,
};
use domain::id::{AccountId, DeviceId, InvitationId, SessionId};
use domain::language::Language;
use store::{SignIn, Store, StoreError, Work};
use thiserror::Error;
use tokio::time::Instant;

use crate::auth::actor::{Actors, active_since, person};
use crate::auth::code::FactorSeal;
use crate::auth::keys::Keys;
use crate::auth::password::Passwords;
use crate::auth::provider::{Providers, TransactionSeal};
use crate::auth::reviewer::ReviewerLinks;
use crate::auth::sealing::SecretError;
use crate::auth::secret;
use crate::auth::token::{AccessToken, Tokens};
use crate::auth::webauthn::{Question, RelyingParty, Untrue};
use crate::mint::Mint;

/// Signs people in and out.
pub struct Issuer {
    pub(super) store: Store,
    pub(super) tokens: Arc<Tokens>,
    pub(super) actors: Arc<Actors>,
    pub(super) passwords: Passwords,
    pub(super) reviewers: ReviewerLinks,
    pub(super) factors: FactorSeal,
    cookies: [u8; 32],
    pub(super) providers: Providers,
    pub(super) transactions: TransactionSeal,
    /// Nobody where the public address has no domain.
    pub(super) party: Option<RelyingParty>,
    pub(super) mint: Arc<Mint>,
}

/// From where somebody signs in. It does not print: the secret of a device is one.
#[derive(Clone)]
pub struct Presence {
    /// The secret of the device, where one was given out on it before.
    pub device: Option<String>,
    /// What kind of program asks.
    pub client: Client,
    /// Where the session is to be kept.
    pub keeping: Keeping,
}

impl Presence {
    /// Somebody of whom nothing is known.
    pub const UNKNOWN: Self = Self {
        device: None,
        client: Client::Unknown,
        keeping: Keeping::Client,
    };
}

/// What a right password leads to.
#[derive(Clone)]
pub enum Entry {
    /// A session.
    SignedIn(SignedIn),
    /// The question for a code, where the account has a second factor.
    Challenged {
        /// What names the challenge. A secret.
        token: String,
        /// From when on it is worth nothing.
        expires_at: DateTime<Utc>,
        /// Whether codes of an authenticator are set up.
        takes_code: bool,
        /// What authenticators of passkeys are asked, where there are passkeys.
        passkeys: Option<Question>,
    },
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
    /// Where the refresh token is kept.
    pub keeping: Keeping,
    /// For the next access token, once. A secret.
    pub refresh: String,
    /// From when on the refresh token is worth nothing.
    pub refresh_expires_at: DateTime<Utc>,
    /// For the next sign-in on the same device, where it is not known yet. A secret.
    pub device: Option<String>,
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
    /// The challenge is spent, too old or unknown, or has seen too many wrong codes.
    #[error("the sign-in has to begin again")]
    ChallengeOver,
    /// After a right password: no code that may be shown now, or one that was used.
    #[error("the code is wrong or was used")]
    WrongCode,
    /// Too many codes were wrong.
    #[error("no code is taken before {0}")]
    CodesWait(DateTime<Utc>),
    /// Within a session: not the password of its account, or too many attempts were wrong.
    #[error("this is not the password")]
    WrongPassword,
    /// The second factor cannot be set up or removed.
    #[error(transparent)]
    Factor(#[from] FactorRefused),
    /// A passkey cannot be registered, shown or removed.
    #[error(transparent)]
    Passkey(#[from] PasskeyRefused),
    /// What an authenticator was asked was answered already, too long ago, or for another step.
    #[error("the authenticator has to be asked again")]
    CeremonyOver,
    /// No passkey for this service, or one that was refused: from outside they are one.
    #[error("the passkey was not accepted")]
    WrongPasskey,
    /// Not what an authenticator makes when it is asked for a passkey.
    #[error("this is no new passkey: {0}")]
    Untrue(#[from] Untrue),
    /// The passkey is registered already, here or for somebody else.
    #[error("the passkey is registered already")]
    PasskeyKnown,
    /// The service is reached by an address without a domain.
    #[error("passkeys need a domain")]
    NoDomain,
    /// A program cannot be made, renewed or ended.
    #[error(transparent)]
    Program(#[from] ProgramRefused),
    /// The session is another person's, or there is none.
    #[error(transparent)]
    NotOwn(#[from] NotOwn),
    /// The secret of an authenticator does not open.
    #[error(transparent)]
    Sealed(#[from] SecretError),
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
pub(super) const FAILURE_TAKES: Duration = Duration::from_millis(250);

impl Issuer {
    /// Prepares to sign people in.
    pub fn new(
        store: Store,
        (tokens, keys): (Arc<Tokens>, &Keys),
        actors: Arc<Actors>,
        passwords: Passwords,
        mint: Arc<Mint>,
    ) -> Self {
        Self {
            reviewers: keys.reviewers(),
            factors: keys.factors(),
            cookies: keys.cookies(),
            providers: Providers::default(),
            transactions: keys.transactions(),
            party: RelyingParty::at(tokens.address()),
            store,
            tokens,
            actors,
            passwords,
            mint,
        }
    }

    /// The same, with identity providers that people may sign in with.
    #[must_use]
    pub fn with_providers(mut self, providers: Providers) -> Self {
        self.providers = providers;
        self
    }

    /// Where the service is reached.
    pub(super) fn address(&self) -> &str {
        self.tokens.address()
    }

    /// Signs in with an address and a password; where the account has a second factor, as far as the question for it.
    pub async fn sign_in(&self, email: &str, password: &str, presence: &Presence) -> Result<Entry, IssuerError> {
        let began = Instant::now();
        let known = match (Email::new(email), Password::presented(password)) {
            (Ok(email), Ok(password)) => self.check(&email, password, presence).await?,
            _ => None,
        };
        let Some((account, device)) = known else {
            tokio::time::sleep_until(began + FAILURE_TAKES).await;
            return Err(IssuerError::WrongCredentials);
        };
        let work = self.work(Some(account.id)).await?;
        let entry = self.enter(&work, account.id, device, presence).await?;
        work.commit().await?;
        Ok(entry)
    }

    /// The account that an address and a password belong to, unless it is suspended or has to wait, and the device where
    /// it is known.
    pub(super) async fn check(
        &self,
        email: &Email,
        password: Password,
        presence: &Presence,
    ) -> Result<Option<(Account, Option<DeviceId>)>, StoreError> {
        let work = self.work(None).await?;
        let mut device = None;
        let mut tried = None;
        if let Some(SignIn { account, password_hash }) = work.sign_in(email).await? {
            if let Some(secret) = &presence.device {
                let found = work.device(account.id, &secret::hash(secret)).await?;
                device = found
                    .filter(|device| device.is_known(work.now()))
                    .map(|device| device.id);
            }
            let origin = device.map_or(Origin::Elsewhere, Origin::Device);
            if account.suspended_at.is_none() && Self::may_try(&work, account.id, origin).await? {
                tried = Some((account, password_hash));
            }
        }
        work.commit().await?;
        let (account, hash) = tried.unzip();
        let right = self.passwords.verify(password, hash).await;
        Ok(account.filter(|_| right).map(|account| (account, device)))
    }

    /// Whether a password may be tried from an origin. If so it is counted as wrong before it is tried, so that many at
    /// once are many.
    async fn may_try(work: &Work, account: AccountId, origin: Origin) -> Result<bool, StoreError> {
        let attempts = work.attempts(account, origin, Tried::Password).await?;
        let may = attempts.may_try(work.now());
        if may {
            work.save_attempt(account, origin, Tried::Password).await?;
        }
        Ok(may)
    }

    /// Whether this is the password of somebody who has signed in already; who has done so with a provider a moment ago need
    /// show none. A failure takes as long as one at the door.
    pub(crate) async fn prove(
        &self,
        account: AccountId,
        session: SessionId,
        password: &str,
    ) -> Result<Account, IssuerError> {
        let began = Instant::now();
        let origin = Origin::Session(session);
        let work = self.work(None).await?;
        let now = work.now();
        if password.is_empty()
            && let Some(session) = work.session(session).await?
            && session.account == account
            && session.is_recent_by_provider(now)
            && let Some(account) = work.account(account).await?
        {
            return Ok(account);
        }
        let mut found = match work.account(account).await? {
            Some(account) => work.sign_in(&account.email).await?,
            None => None,
        };
        if !Self::may_try(&work, account, origin).await? {
            found = None;
        }
        work.commit().await?;
        let (account, hash) = found.map(|found| (found.account, found.password_hash)).unzip();
        let right = match Password::presented(password) {
            Ok(password) => self.passwords.verify(password, hash).await,
            Err(_) => false,
        };
        let Some(account) = account.filter(|_| right) else {
            tokio::time::sleep_until(began + FAILURE_TAKES).await;
            return Err(IssuerError::WrongPassword);
        };
        let work = self.work(None).await?;
        work.save_right_attempt(account.id, origin, Tried::Password).await?;
        work.commit().await?;
        Ok(account)
    }

    /// What follows a right password: a session, or the question for a code.
    pub(super) async fn enter(
        &self,
        work: &Work,
        account: AccountId,
        device: Option<DeviceId>,
        presence: &Presence,
    ) -> Result<Entry, IssuerError> {
        let origin = device.map_or(Origin::Elsewhere, Origin::Device);
        work.save_right_attempt(account, origin, Tried::Password).await?;
        let factors = work.factors(account).await?;
        if !factors.is_there() {
            let from = (device, presence.client, presence.keeping);
            let signed_in = self.begin_session(work, account, Means::Password, from);
            return Ok(Entry::SignedIn(signed_in.await?));
        }
        let challenge = Challenge::begun(account, device, work.now());
        let (token, hash) = secret::fresh(&self.mint);
        work.save_challenge(&challenge, &hash).await?;
        Ok(Entry::Challenged {
            token,
            expires_at: challenge.made_at + Challenge::WAITS,
            takes_code: factors.has_code(),
            passkeys: self.ask_beside(work, &factors, hash).await?,
        })
    }

    /// Exchanges a refresh token for a new pair, where it is kept as its session is. Presented a second time, it ends its
    /// session: somebody else may hold a copy. A cookie is given the same successor again for a moment.
    pub async fn refresh(&self, token: &str, keeping: Keeping) -> Result<SignedIn, IssuerError> {
        let hash = secret::hash(token);
        let work = self.work(None).await?;
        let found = work.session_by_token(&hash).await?;
        let found = found.filter(|(session, _)| session.keeping == keeping);
        let (session, presented) = found.ok_or(IssuerError::SessionOver)?;
        let now = work.now();
        let ((refresh, successor), known) = match keeping {
            Keeping::Client => (secret::fresh(&self.mint), None),
            Keeping::Cookie => {
                let following = secret::following(&self.cookies, token);
                let known = work.refresh_token(session.id, &following.1).await?;
                (following, known)
            }
        };
        let rotation = session.rotate(&presented, known.as_ref(), now);
        match rotation {
            Rotation::Rotated | Rotation::Repeated => {
                let account = work.account(session.account).await?;
                if account.is_none_or(|account| account.suspended_at.is_some()) {
                    return Err(IssuerError::SessionOver);
                }
                if rotation == Rotation::Rotated {
                    work.save_rotation(session.id, &hash, &successor).await?;
                }
                work.commit().await?;
                Ok(self.signed_in(&session, refresh, None, known.map_or(now, |known| known.issued_at)))
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

    /// Who an account is now, whatever this process remembers; nobody if it is suspended or gone.
    pub(super) async fn actor(&self, work: &Work, account: AccountId) -> Result<Option<Actor>, StoreError> {
        let now = work.now();
        let rights = work.rights(account, active_since(now)).await?;
        Ok(rights.and_then(|rights| person(account, &rights, now).ok()))
    }

    /// Begins a session. A device that is not known becomes known.
    pub(super) async fn begin_session(
        &self,
        work: &Work,
        account: AccountId,
        means: Means,
        (device, client, keeping): (Option<DeviceId>, Client, Keeping),
    ) -> Result<SignedIn, StoreError> {
        let now = work.now();
        let id = SessionId(self.mint.id());
        let session = Session::begun(id, account, means, (client, keeping), now);
        let (refresh, hash) = secret::fresh(&self.mint);
        work.save_session(&session, &hash).await?;
        let fresh = if let Some(device) = device {
            work.save_device_again(device).await?;
            None
        } else if means.is_by_provider() {
            // No password is tried here that others could slow down.
            None
        } else {
            let (secret, hash) = secret::fresh(&self.mint);
            let device = Device {
                id: DeviceId(self.mint.id()),
                account,
                signed_in_at: now,
            };
            work.save_device(&device, &hash).await?;
            Some(secret)
        };
        Ok(self.signed_in(&session, refresh, fresh, now))
    }

    /// What a person holds; the refresh token was issued at `issued_at`.
    fn signed_in(
        &self,
        session: &Session,
        refresh: String,
        device: Option<String>,
        issued_at: DateTime<Utc>,
    ) -> SignedIn {
        SignedIn {
            account: session.account,
            session: session.id,
            access: self
                .tokens
                .issue(session.account, session.id, self.mint.id(), issued_at),
            keeping: session.keeping,
            refresh,
            refresh_expires_at: (issued_at + Session::IDLE).min(session.started_at + Session::LONGEST),
            device,
        }
    }

    pub(super) async fn work(&self, account: Option<AccountId>) -> Result<Work, StoreError> {
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

    /// Where a secret is taken up: what a letter says and what the inviter is shown are the same link.
    pub(crate) fn url(address: &str, token: &str) -> String {
        format!("{}/invitation#{token}", address.trim_end_matches('/'))
    }

    /// The same for a person who is asked for a review, which the page leads to.
    pub(crate) fn of_reviewer(address: &str, language: Language, review: &str, token: &str) -> String {
        format!(
            "{}/{}/invitation?review={review}#{token}",
            address.trim_end_matches('/'),
            language.code()
        )
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
            url: Self::url(address, &token),
            token,
            expires_at: invitation.expires_at(),
        })
    }
}

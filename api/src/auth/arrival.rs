//! Signing in with an identity provider: leaving for it, and coming back with what it says.

use domain::access::{
    Account, Challenge, Client, Email, Identity, Keeping, Means, Name, ProvidedChange, Scope, provide,
};
use domain::id::{AccountId, IdentityId, MembershipId, SessionId};
use domain::language::Language;
use store::{Constraint, StoreError, Work};
use thiserror::Error;

use crate::auth::issuer::{Entry, Issuer, IssuerError};
use crate::auth::provider::{Link, Provider, ProviderAnswer, ProviderError, Providers, Said, Transaction};
use crate::auth::secret;

/// Somebody who is sent to a provider.
pub struct Departure {
    /// Where.
    pub address: String,
    /// What the browser holds meanwhile, sealed.
    pub sealed: String,
}

/// What coming back led to.
pub enum Arrived {
    /// Signing in, as far as a session or the question for a code.
    Entered(Box<Entry>),
    /// The account of the session is known by the provider's name from now on.
    Linked,
}

/// Somebody who came back.
pub struct Arrival {
    /// Where they go on: a place of the console. Nothing where nobody can tell where they left from.
    pub next: Option<String>,
    /// What it led to.
    pub outcome: Result<Arrived, ArrivalRefused>,
}

/// Why nobody is signed in by a provider. The codes are what the console explains.
#[derive(Debug, Error)]
pub enum ArrivalRefused {
    /// There is no such provider.
    #[error("there is no such identity provider")]
    UnknownProvider,
    /// Nothing is under way in this browser that this could be the answer to, or it took too long.
    #[error("no sign-in is under way that this answers")]
    Expired,
    /// The provider, or the person there, says no.
    #[error("the identity provider sent nobody: {0}")]
    Cancelled(String),
    /// The provider cannot be asked now.
    #[error("the identity provider does not answer")]
    Unavailable,
    /// What came back is not to be believed.
    #[error("the answer of the identity provider is not to be believed")]
    Invalid(#[source] Option<ProviderError>),
    /// Nobody here is known by this name and the provider gives them no role, or the account is suspended: from outside they
    /// are one.
    #[error("the identity provider gives this person no role here")]
    NotInvited,
    /// A new account needs an address, and the provider tells none that is one.
    #[error("the identity provider tells no address")]
    NoEmail,
    /// The address belongs to an account that is not known by this name.
    #[error("the address belongs to an account already")]
    EmailTaken,
    /// The account holds a role beyond the provider's remit: the provider does not sign it in.
    #[error("the account holds a role beyond the remit of the identity provider")]
    BeyondRemit,
    /// Another account is known by this name.
    #[error("another account is known by this name")]
    IdentityTaken,
    /// The session in which an account was to be linked has ended.
    #[error("the session has ended")]
    SessionOver,
    /// The database failed, or something of ours.
    #[error(transparent)]
    Issuer(#[from] IssuerError),
}

impl ArrivalRefused {
    /// The code that the console explains.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownProvider => "unknown_provider",
            Self::Expired => "expired",
            Self::Cancelled(_) => "cancelled",
            Self::Unavailable | Self::Issuer(IssuerError::Store(StoreError::Unavailable(_))) => "unavailable",
            Self::Invalid(_) => "invalid",
            Self::NotInvited => "not_invited",
            Self::NoEmail => "no_email",
            Self::EmailTaken => "email_taken",
            Self::BeyondRemit => "beyond_remit",
            Self::IdentityTaken => "identity_taken",
            Self::SessionOver => "session_over",
            Self::Issuer(_) => "internal",
        }
    }
}

impl From<StoreError> for ArrivalRefused {
    fn from(error: StoreError) -> Self {
        match error {
            // Somebody else took it between the reading and the writing.
            StoreError::Conflict(Constraint::AccountAddress) => Self::EmailTaken,
            StoreError::Conflict(Constraint::Identity) => Self::IdentityTaken,
            other => Self::Issuer(other.into()),
        }
    }
}

impl From<ProviderError> for ArrivalRefused {
    fn from(error: ProviderError) -> Self {
        match error {
            ProviderError::Unavailable => Self::Unavailable,
            error @ (ProviderError::Refused(_) | ProviderError::BadToken(_)) => Self::Invalid(Some(error)),
        }
    }
}

/// Where a provider sends people back to; registered there.
const RETURN: &str = "/sign-in/return";

impl Issuer {
    /// The identity providers.
    pub fn providers(&self) -> &Providers {
        &self.providers
    }

    /// Sends somebody to a provider, to sign in, or, within a session, to have their account linked. `next` is a place of
    /// the console.
    pub async fn depart(
        &self,
        provider: &str,
        (next, language): (String, Language),
        within: Option<(AccountId, SessionId)>,
    ) -> Result<Departure, ArrivalRefused> {
        let provider = self.providers.find(provider).ok_or(ArrivalRefused::UnknownProvider)?;
        let now = self.mint.now();
        let link = within.map(|(account, session)| Link::new(account, session));
        let transaction = Transaction::begun(&provider.settings().key, next, link, (&self.mint, now));
        let address = provider
            .departure(&transaction, &self.return_to(), language, now)
            .await?;
        Ok(Departure {
            address,
            sealed: self.transactions.seal(&transaction, &self.mint),
        })
    }

    /// Takes somebody in who comes back from a provider, with what their browser held.
    pub async fn arrive(
        &self,
        sealed: Option<&str>,
        answer: &ProviderAnswer,
        (client, language): (Client, Language),
    ) -> Arrival {
        let Some(transaction) = sealed.and_then(|sealed| self.transactions.open(sealed)) else {
            return Arrival {
                next: None,
                outcome: Err(ArrivalRefused::Expired),
            };
        };
        let outcome = self.answered(&transaction, answer, (client, language)).await;
        if let Err(refused) = &outcome {
            let reason = std::error::Error::source(refused).map(ToString::to_string);
            tracing::info!(
                provider = %transaction.provider,
                code = refused.code(),
                reason,
                "nobody is signed in by an identity provider"
            );
        }
        Arrival {
            next: Some(transaction.next),
            outcome,
        }
    }

    async fn answered(
        &self,
        transaction: &Transaction,
        answer: &ProviderAnswer,
        (client, language): (Client, Language),
    ) -> Result<Arrived, ArrivalRefused> {
        let now = self.mint.now();
        if !transaction.is_answered(answer.state.as_deref(), now) {
            return Err(ArrivalRefused::Expired);
        }
        let provider = self.providers.find(&transaction.provider);
        let provider = provider.ok_or(ArrivalRefused::UnknownProvider)?;
        if !provider.sent(answer, now).await? {
            return Err(ArrivalRefused::Invalid(None));
        }
        if let Some(error) = &answer.error {
            return Err(match error.as_str() {
                "temporarily_unavailable" | "server_error" => ArrivalRefused::Unavailable,
                _ => ArrivalRefused::Cancelled(error.chars().take(60).collect()),
            });
        }
        let code = answer.code.as_deref().ok_or(ArrivalRefused::Invalid(None))?;
        let said = provider.said(transaction, code, &self.return_to(), now).await?;
        match transaction.link {
            Some(link) => self.link(provider, &said, link).await,
            None => self.enter_by(provider, &said, (client, language)).await,
        }
    }

    /// Makes the account of a session known by the provider's name.
    async fn link(&self, provider: &Provider, said: &Said, link: Link) -> Result<Arrived, ArrivalRefused> {
        let work = self.work(Some(link.account())).await?;
        let now = work.now();
        let session = work.session(link.session()).await?;
        let goes_on = session.is_some_and(|session| session.account == link.account() && session.goes_on(now));
        let account = work.account(link.account()).await?;
        if !goes_on || account.is_none_or(|account| account.suspended_at.is_some()) {
            return Err(ArrivalRefused::SessionOver);
        }
        let identity = match work.identity(&provider.settings().issuer, &said.subject).await? {
            Some(identity) if identity.account == link.account() => identity,
            Some(_) => return Err(ArrivalRefused::IdentityTaken),
            None => self.linked(&work, provider, said, link.account()).await?,
        };
        self.provide(&work, provider, said, &identity).await?;
        work.commit().await?;
        self.actors.catch_up(now).await;
        Ok(Arrived::Linked)
    }

    /// Signs in whom a provider names; somebody new gets an account, if the provider gives them a role.
    async fn enter_by(
        &self,
        provider: &Provider,
        said: &Said,
        (client, language): (Client, Language),
    ) -> Result<Arrived, ArrivalRefused> {
        let known = {
            let moment = self.store.snapshot(&Scope::issuer(None), self.mint.now()).await?;
            moment.identity(&provider.settings().issuer, &said.subject).await?
        };
        let id = known
            .as_ref()
            .map_or_else(|| AccountId(self.mint.id()), |known| known.account);
        let work = self.work(Some(id)).await?;
        let now = work.now();
        let identity = if let Some(identity) = known {
            let account = work.account(id).await?;
            if account.is_none_or(|account| account.suspended_at.is_some()) {
                return Err(ArrivalRefused::NotInvited);
            }
            identity
        } else {
            self.open_account(&work, provider, said, (id, language)).await?;
            self.linked(&work, provider, said, id).await?
        };
        self.provide(&work, provider, said, &identity).await?;
        let is_shown = provider.settings().policy.shows_factor(&said.claims);
        let factors = work.factors(id).await?;
        let entry = if factors.is_there() && !is_shown {
            let challenge = Challenge::begun(id, None, now).after(Means::Provider);
            let (token, hash) = secret::fresh(&self.mint);
            work.save_challenge(&challenge, &hash).await?;
            Entry::Challenged {
                token,
                expires_at: challenge.made_at + Challenge::WAITS,
                takes_code: factors.has_code(),
                // The page that asks has no more than an address to be told by. Who has a passkey signs in with it alone.
                passkeys: None,
            }
        } else {
            let means = if is_shown {
                Means::ProviderAndFactor
            } else {
                Means::Provider
            };
            let from = (None, client, Keeping::Cookie);
            Entry::SignedIn(self.begin_session(&work, id, means, from).await?)
        };
        work.commit().await?;
        self.actors.catch_up(now).await;
        Ok(Arrived::Entered(Box::new(entry)))
    }

    /// Opens an account for somebody to whom a provider gives a role.
    async fn open_account(
        &self,
        work: &Work,
        provider: &Provider,
        said: &Said,
        (id, language): (AccountId, Language),
    ) -> Result<(), ArrivalRefused> {
        if provider.settings().policy.read(&said.claims).given.is_empty() {
            return Err(ArrivalRefused::NotInvited);
        }
        let email = said.email.as_deref().and_then(|email| Email::new(email).ok());
        let email = email.ok_or(ArrivalRefused::NoEmail)?;
        if work.account_by_email(&email).await?.is_some() {
            return Err(ArrivalRefused::EmailTaken);
        }
        let name = said.name.as_deref().and_then(|name| Name::new(name).ok());
        let name = name.or_else(|| Name::new(email.as_str().chars().take(200).collect::<String>().as_str()).ok());
        let account = Account {
            id,
            name: name.ok_or(ArrivalRefused::NoEmail)?,
            email,
            language,
            suspended_at: None,
            demonstration: false,
            is_program: false,
        };
        Ok(work.save_account(&account, None).await?)
    }

    async fn linked(
        &self,
        work: &Work,
        provider: &Provider,
        said: &Said,
        account: AccountId,
    ) -> Result<Identity, ArrivalRefused> {
        let identity = Identity {
            id: IdentityId(self.mint.id()),
            account,
            issuer: provider.settings().issuer.clone(),
            subject: said.subject.clone(),
            linked_at: work.now(),
        };
        work.save_identity(&identity, &provider.settings().key).await?;
        Ok(identity)
    }

    /// Begins and ends what the provider gives now and gives no longer.
    async fn provide(
        &self,
        work: &Work,
        provider: &Provider,
        said: &Said,
        identity: &Identity,
    ) -> Result<(), ArrivalRefused> {
        let spoken = provider.settings().policy.read(&said.claims);
        for (role, place) in &spoken.refused {
            tracing::warn!(provider = %provider.settings().key, %role, ?place, "an identity provider goes beyond its remit");
        }
        let held = work.provided(identity.account, identity.id).await?;
        if !provider.settings().policy.remit.reaches(&held.others, work.now()) {
            return Err(ArrivalRefused::BeyondRemit);
        }
        let change: ProvidedChange = provide(
            identity.account,
            &spoken.given,
            (&held.provided, &held.others),
            work.now(),
            || MembershipId(self.mint.id()),
        );
        Ok(work.save_provided(&change, identity.id).await?)
    }

    fn return_to(&self) -> String {
        format!("{}{RETURN}", self.address().trim_end_matches('/'))
    }
}

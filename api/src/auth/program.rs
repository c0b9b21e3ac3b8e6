//! Programs of integrators: making and renewing them, and their tokens (RFC 6749, 4.4).

use chrono::{DateTime, Utc};
use domain::access::{Account, Email, InviteMember, Name, Permit, Program, ProgramRefused, TokenScopes};
use domain::id::{AccountId, MembershipId, SecretId};
use domain::language::Language;
use store::StoreError;
use thiserror::Error;
use uuid::Uuid;

use crate::auth::issuer::{Issuer, IssuerError};
use crate::auth::secret;
use crate::auth::token::AccessToken;

/// The domain of the addresses of programs: nobody has mail there (RFC 6761, 6.4).
const NOWHERE: &str = "program.invalid";

/// A program with a secret, shown once. It does not print.
pub struct KeptProgram {
    /// The program.
    pub program: Program,
    /// The secret.
    pub secret: String,
}

/// What a program gets for its secret.
#[derive(Clone)]
pub struct ProgramToken {
    /// The token.
    pub access: AccessToken,
    /// What it is good for.
    pub scopes: TokenScopes,
}

/// Why a program gets no token.
#[derive(Debug, Error)]
pub enum ExchangeRefused {
    /// No such program, not its secret, or one that has ended: from outside they are one.
    #[error("the client or its secret is not known")]
    Client,
    /// A scope that there is not, or that the program does not have.
    #[error("the scope is not one of the program's")]
    Scope,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Issuer {
    /// Makes a program with its first secret.
    pub async fn make_program(
        &self,
        permit: Permit<InviteMember>,
        (name, language): (Name, Language),
        scopes: TokenScopes,
        expires_at: DateTime<Utc>,
    ) -> Result<KeptProgram, IssuerError> {
        let work = self.work(Some(permit.account())).await?;
        let now = work.now();
        let id = AccountId(self.mint.id());
        let ids = (id, MembershipId(self.mint.id()), SecretId(self.mint.id()));
        let program = Program::made(permit, ids, name.clone(), scopes, expires_at, now)?;
        let by = work.account(program.made_by).await?;
        let account = Account {
            id,
            email: Email::new(&format!("{id}@{NOWHERE}"))?,
            name,
            language,
            suspended_at: None,
            demonstration: by.is_some_and(|by| by.demonstration),
            is_program: true,
        };
        let (secret, hash) = secret::fresh(&self.mint);
        work.save_program(&account, &program, &hash).await?;
        work.commit().await?;
        self.actors.catch_up(now).await;
        Ok(KeptProgram { program, secret })
    }

    /// Gives a program a further secret; one that is there already stays good.
    pub async fn renew_program(
        &self,
        permit: Permit<InviteMember>,
        id: AccountId,
        expires_at: DateTime<Utc>,
    ) -> Result<KeptProgram, IssuerError> {
        let work = self.work(Some(permit.account())).await?;
        let now = work.now();
        let program = work.program(id).await?.ok_or(ProgramRefused::AnotherPermit)?;
        let (program, issued) = program.renew(permit, SecretId(self.mint.id()), expires_at, now)?;
        let (secret, hash) = secret::fresh(&self.mint);
        work.save_program_secret(&program, &issued, &hash).await?;
        work.commit().await?;
        self.actors.catch_up(now).await;
        Ok(KeptProgram { program, secret })
    }

    /// Exchanges the secret of a program for a token. The work is the same whether or not there is such a program: one hash
    /// and one reading by it.
    pub async fn exchange(
        &self,
        client: &str,
        secret: &str,
        asked: Option<&str>,
    ) -> Result<ProgramToken, ExchangeRefused> {
        let hash = secret::hash(secret);
        let client = client.parse::<Uuid>().ok().map(AccountId);
        let work = self.work(client).await?;
        let now = work.now();
        let presented = work.presented_secret(&hash).await?;
        let presented = presented
            .filter(|found| Some(found.account) == client && found.is_acting && found.secret.is_valid(now))
            .ok_or(ExchangeRefused::Client)?;
        let scopes = match asked {
            None => presented.scopes,
            Some(text) => {
                let asked = TokenScopes::parse(text).map_err(|_| ExchangeRefused::Scope)?;
                asked
                    .is_within(presented.scopes)
                    .then_some(asked)
                    .ok_or(ExchangeRefused::Scope)?
            }
        };
        work.save_used_program_secret(presented.secret.id).await?;
        work.commit().await?;
        let until = presented.secret.expires_at;
        let of = (presented.account, presented.secret.id);
        Ok(ProgramToken {
            access: self.tokens.issue_to_program(of, scopes, self.mint.id(), (now, until)),
            scopes,
        })
    }
}

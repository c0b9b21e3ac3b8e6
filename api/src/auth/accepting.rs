//! Taking up an invitation: to a role, or to a review in one's own name.

use domain::access::{Acceptance, Account, Name, Password, Scope};
use domain::id::{AccountId, MembershipId};
use domain::language::Language;
use store::Work;

use crate::auth::issuer::{Entry, Issuer, IssuerError, Presence};
use crate::auth::secret;

/// What a person answers an invitation with.
#[derive(Clone)]
pub struct AcceptInvitation {
    /// The secret of the link.
    pub token: String,
    /// The person's name; the name of an account that is there already stays.
    pub name: String,
    /// A new password; for an account that is there already, the one it has.
    pub password: String,
    /// The language of messages; that of an account that is there already stays.
    pub language: Language,
    /// From where.
    pub presence: Presence,
}

impl Issuer {
    /// Takes up an invitation: opens the account, unless the address has one, begins the membership, spends the invitation and
    /// signs in, all or nothing. The link of a review ([`super::reviewer`]) opens the account alone. Who has an account already
    /// proves it with its password, and is asked for the second factor where there is one.
    pub async fn accept_invitation(&self, answer: AcceptInvitation) -> Result<Entry, IssuerError> {
        let review = self.reviewers.read(&answer.token);
        let token = secret::hash(&answer.token);
        let (email, known) = {
            let moment = self.store.snapshot(&Scope::issuer(None), self.mint.now()).await?;
            let email = match review {
                Some(review) => moment.reviewer_address(review).await?,
                None => (moment.invitation_by_token(&token).await?).map(|invitation| invitation.email().clone()),
            };
            let email = email.ok_or(IssuerError::NoInvitation)?;
            let known = moment.account_by_email(&email).await?;
            (email, known)
        };
        let (account, device, hash) = if known.is_some() {
            let password = Password::presented(&answer.password)?;
            let known = self.check(&email, password, &answer.presence).await?;
            let (account, device) = known.ok_or(IssuerError::WrongCredentials)?;
            (account, device, None)
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
                is_program: false,
            };
            (account, None, Some(hash))
        };
        let work = self.work(Some(account.id)).await?;
        let accepted = match review {
            // It may have ended since it was looked for.
            Some(review) if work.reviewer_address(review).await?.is_none() => return Err(IssuerError::NoInvitation),
            Some(_) => None,
            None => Some(self.taken_up(&work, &token, account.id).await?),
        };
        if let Some(hash) = hash {
            work.save_account(&account, Some(&hash)).await?;
        }
        if let Some(accepted) = accepted {
            work.save_membership(&accepted.membership).await?;
            work.save_answered_invitation(&accepted.invitation).await?;
        }
        let entry = self.enter(&work, account.id, device, &answer.presence).await?;
        let now = work.now();
        work.commit().await?;
        self.actors.catch_up(now).await;
        Ok(entry)
    }

    /// What taking an invitation to a role up comes to, as its inviter is now.
    async fn taken_up(&self, work: &Work, token: &[u8; 32], by: AccountId) -> Result<Acceptance, IssuerError> {
        let invitation = work.invitation_by_token(token).await?;
        let invitation = invitation.ok_or(IssuerError::NoInvitation)?;
        let inviter = match invitation.issued_by() {
            Some(by) => self.actor(work, by).await?,
            None => None,
        };
        let membership = MembershipId(self.mint.id());
        Ok(invitation.accept(inviter.as_ref(), by, membership, work.now())?)
    }
}

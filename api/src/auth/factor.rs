//! The second factor: setting it up, showing it, ending it; and the sessions that a person has. Passkeys stand in
//! `passkey.rs`.

use chrono::{DateTime, Utc};
use domain::access::{
    Account, Ceremony, ChangeOwnAccount, Client, Factor, FactorRefused, Keeping, Means, Origin, Permit, Reason,
    ResetFactor, Scope, Session, SessionEnd, Step, Tried,
};
use domain::id::{AccountId, SessionId};
use store::Work;
use tokio::time::Instant;

use crate::auth::code::{Authenticator, Proof, recovery_codes, recovery_hash};
use crate::auth::issuer::{FAILURE_TAKES, Issuer, IssuerError, SignedIn};
use crate::auth::secret;

/// What a person gives to an authenticator, shown once. It does not print.
pub struct Enrolment {
    /// The whole as a URI, for a picture or a link.
    pub uri: String,
    /// The secret alone in base 32, for typing.
    pub secret: String,
    /// Until when a first code confirms it.
    pub expires_at: DateTime<Utc>,
}

/// Recovery codes, shown once. They do not print.
pub struct RecoveryCodes(pub Vec<String>);

/// What showing a code came to, within its unit.
pub(super) enum Shown {
    Right(Means),
    Wrong,
}

impl Issuer {
    /// Goes on after a right password: a code that is right begins the session and spends the challenge.
    pub async fn complete_sign_in(
        &self,
        challenge: &str,
        proof: &Proof,
        (client, keeping): (Client, Keeping),
    ) -> Result<SignedIn, IssuerError> {
        let began = Instant::now();
        let hash = secret::hash(challenge);
        let moment = self.store.snapshot(&Scope::issuer(None), self.mint.now()).await?;
        let known = moment.challenge(&hash).await?.ok_or(IssuerError::ChallengeOver)?;
        drop(moment);
        let work = self.work(Some(known.account)).await?;
        let now = work.now();
        let challenge = work.challenge(&hash).await?.ok_or(IssuerError::ChallengeOver)?;
        challenge.open(now).map_err(|_| IssuerError::ChallengeOver)?;
        let account = work.account(challenge.account).await?;
        let account = account.filter(|account| account.suspended_at.is_none());
        let account = account.ok_or(IssuerError::ChallengeOver)?;
        let ceremony = Ceremony::SecondFactor {
            account: account.id,
            challenge: hash,
        };
        match self
            .show(&work, &account, (challenge.origin(), ceremony), proof)
            .await?
        {
            Shown::Right(shown) => {
                let means = shown.after(challenge.first);
                work.save_answered_challenge(&challenge.spent(now), &hash).await?;
                let from = (challenge.device, client, keeping);
                let signed_in = self.begin_session(&work, account.id, means, from).await?;
                work.commit().await?;
                Ok(signed_in)
            }
            Shown::Wrong => {
                work.save_answered_challenge(&challenge.refused(), &hash).await?;
                self.refuse(work, began).await
            }
        }
    }

    /// Begins codes of an authenticator for somebody who shows the password once more, and a passkey where there is one:
    /// whoever finds an open session must not lock its owner out.
    pub async fn enrol(
        &self,
        permit: Permit<ChangeOwnAccount>,
        session: SessionId,
        (password, proof): (&str, Option<&Proof>),
    ) -> Result<Enrolment, IssuerError> {
        let account = permit.account();
        let work = if let Some(proof) = proof {
            self.proved(&permit, session, (password, proof)).await?
        } else {
            self.prove(account, session, password).await?;
            self.work(Some(account)).await?
        };
        let standing = work.factors(account).await?;
        let factor = Factor::begin(permit, standing.code, work.now())?;
        if proof.is_none() && standing.is_there() {
            return Err(FactorRefused::ProofNeeded.into());
        }
        let Account { email, .. } = work.account(account).await?.ok_or(FactorRefused::None)?;
        let authenticator = Authenticator::fresh(&email, &self.mint);
        let sealed = self.factors.seal(&authenticator, account, &self.mint);
        work.save_begun_factor(&factor, &sealed).await?;
        work.commit().await?;
        let (uri, secret) = authenticator.shown();
        Ok(Enrolment {
            uri,
            secret,
            expires_at: factor.begun_at + Factor::WAITS,
        })
    }

    /// Confirms a second factor by a first code. Every other session was begun without it and ends.
    pub async fn confirm(
        &self,
        permit: Permit<ChangeOwnAccount>,
        session: SessionId,
        code: &str,
    ) -> Result<RecoveryCodes, IssuerError> {
        let began = Instant::now();
        let work = self.work(Some(permit.account())).await?;
        let now = work.now();
        let account = work.account(permit.account()).await?.ok_or(FactorRefused::None)?;
        let origin = Origin::Session(session);
        Self::wait(&work, account.id, origin).await?;
        let factor = work.factors(account.id).await?.code.ok_or(FactorRefused::None)?;
        let shown = self.step(&work, &account, code).await?;
        match factor.confirm(permit, shown, now) {
            Ok(confirmed) => {
                work.save_right_attempt(account.id, origin, Tried::Code).await?;
                work.save_confirmed_factor(&confirmed).await?;
                let codes = self.make_recovery_codes(&work, account.id).await?;
                if let Some(begun) = work.session(session).await? {
                    work.save_means(session, Means::PasswordAndCode.after(begun.means))
                        .await?;
                }
                work.save_ended_sessions(account.id, Some(session), SessionEnd::Factor)
                    .await?;
                work.commit().await?;
                self.actors.catch_up(now).await;
                Ok(codes)
            }
            Err(FactorRefused::WrongCode) => {
                work.save_attempt(account.id, origin, Tried::Code).await?;
                work.save_refused_code(account.id).await?;
                self.refuse(work, began).await
            }
            Err(refused) => Err(refused.into()),
        }
    }

    /// Ends the own second factor, by password and code.
    pub async fn end_factor(
        &self,
        permit: Permit<ChangeOwnAccount>,
        session: SessionId,
        (password, proof): (&str, &Proof),
    ) -> Result<(), IssuerError> {
        let work = self.proved(&permit, session, (password, proof)).await?;
        let now = work.now();
        let left = work.factors(permit.account()).await?.end_code(permit)?;
        work.save_ended_factor(&left).await?;
        work.commit().await?;
        self.actors.catch_up(now).await;
        Ok(())
    }

    /// Makes new recovery codes in the place of those before, by password and code.
    pub async fn renew_recovery_codes(
        &self,
        permit: Permit<ChangeOwnAccount>,
        session: SessionId,
        (password, proof): (&str, &Proof),
    ) -> Result<RecoveryCodes, IssuerError> {
        let work = self.proved(&permit, session, (password, proof)).await?;
        let factors = work.factors(permit.account()).await?;
        let account = factors.renew_recovery(permit)?;
        let codes = self.make_recovery_codes(&work, account).await?;
        work.commit().await?;
        Ok(codes)
    }

    /// Removes the second factor of somebody who cannot show it any more, ends their sessions and forgets their devices.
    pub async fn reset_factor(&self, permit: Permit<ResetFactor>, reason: &Reason) -> Result<(), IssuerError> {
        let of = permit.act().account;
        let work = self.work(Some(permit.account())).await?;
        let now = work.now();
        let account = work.factors(of).await?.reset(permit)?;
        work.save_reset_factors(account, reason).await?;
        work.save_ended_sessions(account, None, SessionEnd::Factor).await?;
        work.forget_devices(account).await?;
        work.commit().await?;
        self.actors.catch_up(now).await;
        Ok(())
    }

    /// Ends one of the own sessions.
    pub async fn end_session(
        &self,
        permit: Permit<ChangeOwnAccount>,
        session: SessionId,
    ) -> Result<Session, IssuerError> {
        let work = self.work(Some(permit.account())).await?;
        let now = work.now();
        let session = work.session(session).await?.ok_or(domain::access::NotOwn)?;
        let ended = session.end(permit, now)?;
        work.save_ended_session(&ended).await?;
        work.commit().await?;
        self.actors.catch_up(now).await;
        Ok(ended)
    }

    /// Ends all own sessions but one, or all of them; says how many. Without exception, devices are forgotten as well: one
    /// of them may be somebody else's.
    pub async fn end_sessions(
        &self,
        permit: Permit<ChangeOwnAccount>,
        but: Option<SessionId>,
    ) -> Result<u64, IssuerError> {
        let (ChangeOwnAccount { account }, _) = permit.spend();
        let work = self.work(Some(account)).await?;
        let now = work.now();
        let ended = work.save_ended_sessions(account, but, SessionEnd::Ended).await?;
        if but.is_none() {
            work.forget_devices(account).await?;
        }
        work.commit().await?;
        self.actors.catch_up(now).await;
        Ok(ended)
    }

    /// A unit in which a password and a second factor were right.
    pub(super) async fn proved(
        &self,
        permit: &Permit<ChangeOwnAccount>,
        session: SessionId,
        (password, proof): (&str, &Proof),
    ) -> Result<Work, IssuerError> {
        let account = self.prove(permit.account(), session, password).await?;
        let began = Instant::now();
        let work = self.work(Some(account.id)).await?;
        let asked = Ceremony::Proof {
            account: account.id,
            session,
        };
        match self
            .show(&work, &account, (Origin::Session(session), asked), proof)
            .await?
        {
            Shown::Right(_) => Ok(work),
            Shown::Wrong => self.refuse(work, began).await,
        }
    }

    /// Refuses a code: keeps that it was wrong, and takes as long as every failure.
    pub(super) async fn refuse<T>(&self, work: Work, began: Instant) -> Result<T, IssuerError> {
        work.commit().await?;
        tokio::time::sleep_until(began + FAILURE_TAKES).await;
        Err(IssuerError::WrongCode)
    }

    /// Refuses to take a code from where too many were wrong.
    pub(super) async fn wait(work: &Work, account: AccountId, origin: Origin) -> Result<(), IssuerError> {
        let attempts = work.attempts(account, origin, Tried::Code).await?;
        match attempts.code_waits_until(work.now()) {
            Some(until) => Err(IssuerError::CodesWait(until)),
            None => Ok(()),
        }
    }

    /// Looks at what is shown as second factor; a right one is spent, a wrong one is counted where it came from. A passkey
    /// has to answer what was asked for this step.
    async fn show(
        &self,
        work: &Work,
        account: &Account,
        (origin, ceremony): (Origin, Ceremony),
        proof: &Proof,
    ) -> Result<Shown, IssuerError> {
        Self::wait(work, account.id, origin).await?;
        let now = work.now();
        let factors = work.factors(account.id).await?;
        let shown = match proof {
            Proof::Code(code) => {
                let factor = factors.code.ok_or(FactorRefused::None)?;
                match factor.accept(self.step(work, account, code).await?, now) {
                    Ok(accepted) => {
                        work.save_step(&accepted).await?;
                        Ok(Means::PasswordAndCode)
                    }
                    Err(refused) => Err(refused),
                }
            }
            Proof::RecoveryCode(code) if factors.is_there() => {
                let hash = recovery_hash(account.id, code);
                let found = work.recovery_code(account.id, &hash).await?;
                match found.ok_or(FactorRefused::WrongCode).and_then(|code| code.spend(now)) {
                    Ok(spent) => {
                        work.save_spent_recovery_code(account.id, &hash, spent).await?;
                        Ok(Means::PasswordAndRecoveryCode)
                    }
                    Err(refused) => Err(refused),
                }
            }
            Proof::RecoveryCode(_) => Err(FactorRefused::None),
            Proof::Passkey(answer) => match self.passkey_beside(work, account.id, ceremony, answer).await? {
                Some(()) => Ok(Means::PasswordAndPasskey),
                None => Err(FactorRefused::WrongCode),
            },
        };
        match shown {
            Ok(shown) => {
                work.save_right_attempt(account.id, origin, Tried::Code).await?;
                Ok(Shown::Right(shown))
            }
            Err(FactorRefused::WrongCode | FactorRefused::Used) => {
                work.save_attempt(account.id, origin, Tried::Code).await?;
                work.save_refused_code(account.id).await?;
                Ok(Shown::Wrong)
            }
            Err(refused) => Err(refused.into()),
        }
    }

    /// The step whose code this is, of those that may be shown now.
    async fn step(&self, work: &Work, account: &Account, code: &str) -> Result<Option<Step>, IssuerError> {
        let sealed = work.factor_secret(account.id).await?.ok_or(FactorRefused::None)?;
        let authenticator = self.factors.open(&sealed, account.id, &account.email)?;
        Ok(authenticator.step(code, &Step::around(work.now())))
    }

    pub(super) async fn make_recovery_codes(
        &self,
        work: &Work,
        account: AccountId,
    ) -> Result<RecoveryCodes, IssuerError> {
        let (codes, hashes) = recovery_codes(account, &self.mint);
        work.save_recovery_codes(account, &hashes).await?;
        Ok(RecoveryCodes(codes))
    }
}

//! Passkeys: registering them, signing in with one and nothing else, showing one beside a password, removing them.

use domain::access::{
    Ceremony, ChangeOwnAccount, FactorRefused, Factors, Means, Name, Origin, Passkey, PasskeyRefused, Permit, Role,
    SessionEnd, Tried,
};
use domain::id::{AccountId, PasskeyId, SessionId};
use serde_json::Value;
use store::{Constraint, KeptPasskey, StoreError, Work};
use tokio::time::Instant;

use crate::auth::code::Proof;
use crate::auth::factor::RecoveryCodes;
use crate::auth::issuer::{FAILURE_TAKES, Issuer, IssuerError, Presence, SignedIn};
use crate::auth::secret;
use crate::auth::webauthn::{Answer, Begun, Made, Question, RelyingParty};

/// A passkey that was registered.
pub struct AddedPasskey {
    /// The passkey.
    pub passkey: Passkey,
    /// Recovery codes, shown once, where it is the first second factor.
    pub recovery_codes: Option<RecoveryCodes>,
}

impl Issuer {
    fn relying_party(&self) -> Result<&RelyingParty, IssuerError> {
        self.party.as_ref().ok_or(IssuerError::NoDomain)
    }

    async fn keep(work: &Work, begun: Begun) -> Result<Question, StoreError> {
        work.save_ceremony(begun.challenge, &begun.kept).await?;
        Ok(begun.question)
    }

    /// Begins a passkey for somebody who shows the password once more, and the second factor where there is one: a passkey
    /// can be a whole sign-in, so nobody makes one with less.
    pub async fn begin_passkey(
        &self,
        permit: Permit<ChangeOwnAccount>,
        session: SessionId,
        (password, proof): (&str, Option<&Proof>),
    ) -> Result<Question, IssuerError> {
        let party = self.relying_party()?;
        let work = self.shown_again(&permit, session, (password, proof)).await?;
        let (ChangeOwnAccount { account }, _) = permit.spend();
        let account = work.account(account).await?.ok_or(FactorRefused::None)?;
        let standing = work.kept_passkeys(account.id).await?;
        if standing.len() >= Passkey::MOST {
            return Err(PasskeyRefused::TooMany.into());
        }
        let ceremony = Ceremony::Registration {
            account: account.id,
            session,
        };
        let begun = party.ask_for_new(&account, &standing, ceremony, work.now())?;
        let question = Self::keep(&work, begun).await?;
        work.commit().await?;
        Ok(question)
    }

    /// A unit in which the password was right, and the second factor where there is one.
    async fn shown_again(
        &self,
        permit: &Permit<ChangeOwnAccount>,
        session: SessionId,
        (password, proof): (&str, Option<&Proof>),
    ) -> Result<Work, IssuerError> {
        if let Some(proof) = proof {
            return self.proved(permit, session, (password, proof)).await;
        }
        let account = self.prove(permit.account(), session, password).await?;
        let work = self.work(Some(account.id)).await?;
        if work.factors(account.id).await?.is_there() {
            return Err(FactorRefused::ProofNeeded.into());
        }
        Ok(work)
    }

    /// Registers what an authenticator has made. Where it is the first second factor, recovery codes are made, and every
    /// session that was begun without one ends, but for this.
    pub async fn finish_passkey(
        &self,
        permit: Permit<ChangeOwnAccount>,
        session: SessionId,
        (credential, name): (&Value, Name),
    ) -> Result<AddedPasskey, IssuerError> {
        let party = self.relying_party()?;
        let account = permit.account();
        let ceremony = Ceremony::Registration { account, session };
        let made = Made::read(credential)?;
        let taking = self.work(Some(account)).await?;
        let kept = taking.take_ceremony(made.challenge()?, Some(account)).await?;
        // Whatever comes of the answer, the question was answered.
        taking.commit().await?;
        let kept = kept.ok_or(IssuerError::CeremonyOver)?;
        let work = self.work(Some(account)).await?;
        let now = work.now();
        kept.asked
            .answers(&ceremony, now)
            .map_err(|_| IssuerError::CeremonyOver)?;
        let registered = party.registered(&kept, &made)?;
        let standing = work.factors(account).await?;
        let id = PasskeyId(self.mint.id());
        let passkey = Passkey::registered(permit, &standing, (id, name), registered.attested, now)?;
        let kept = KeptPasskey {
            passkey,
            credential: registered.credential,
            public_key: registered.public_key,
            transports: registered.transports,
        };
        work.save_passkey(&kept).await.map_err(|error| match error {
            StoreError::Conflict(Constraint::PasskeyCredential) => IssuerError::PasskeyKnown,
            other => other.into(),
        })?;
        let recovery_codes = if standing.is_there() {
            None
        } else {
            let codes = self.make_recovery_codes(&work, account).await?;
            work.save_means(session, Means::PasswordAndPasskey).await?;
            work.save_ended_sessions(account, Some(session), SessionEnd::Factor)
                .await?;
            Some(codes)
        };
        work.commit().await?;
        self.actors.catch_up(now).await;
        Ok(AddedPasskey {
            passkey: kept.passkey,
            recovery_codes,
        })
    }

    /// Asks whoever is there to sign in with a passkey. Nothing is asked of them first, so nothing can be learnt.
    pub async fn begin_passkey_sign_in(&self) -> Result<Question, IssuerError> {
        let party = self.relying_party()?;
        let work = self.work(None).await?;
        let begun = party.ask_anybody(work.now())?;
        let question = Self::keep(&work, begun).await?;
        work.commit().await?;
        Ok(question)
    }

    /// Signs in with a passkey and nothing else. All failures are one, and take one time.
    pub async fn finish_passkey_sign_in(
        &self,
        credential: &Value,
        presence: &Presence,
    ) -> Result<SignedIn, IssuerError> {
        let began = Instant::now();
        if let Some(signed_in) = self.enter_with_passkey(credential, presence).await? {
            return Ok(signed_in);
        }
        tokio::time::sleep_until(began + FAILURE_TAKES).await;
        Err(IssuerError::WrongPasskey)
    }

    async fn enter_with_passkey(
        &self,
        credential: &Value,
        presence: &Presence,
    ) -> Result<Option<SignedIn>, IssuerError> {
        let party = self.relying_party()?;
        let Ok(answer) = Answer::<true>::read(credential) else {
            return Ok(None);
        };
        let Ok(challenge) = answer.challenge() else {
            return Ok(None);
        };
        let taking = self.work(None).await?;
        let kept = taking.take_ceremony(challenge, None).await?;
        taking.commit().await?;
        let account = answer.account();
        let work = self.work(Some(account)).await?;
        let now = work.now();
        let Some(kept) = kept.filter(|kept| kept.asked.answers(&Ceremony::SignIn, now).is_ok()) else {
            return Ok(None);
        };
        let known = work.account(account).await?;
        if known.is_none_or(|account| account.suspended_at.is_some()) {
            return Ok(None);
        }
        let Some(passkey) = Self::passkey(&work, account, &answer.credential()).await? else {
            return Ok(None);
        };
        let device = match &presence.device {
            Some(secret) => work.device(account, &secret::hash(secret)).await?,
            None => None,
        };
        let device = device.filter(|device| device.is_known(now)).map(|device| device.id);
        let origin = device.map_or(Origin::Elsewhere, Origin::Device);
        match Self::wait(&work, account, origin).await {
            Err(IssuerError::CodesWait(_)) => return Ok(None),
            other => other?,
        }
        let taken = match party.entering(&kept, &passkey, &answer) {
            Ok(assertion) => passkey.passkey.clone().enter(assertion, now),
            Err(untrue) => {
                tracing::debug!(%untrue, "a passkey was refused");
                return Self::refuse_passkey(work, origin, passkey.passkey, "untrue").await;
            }
        };
        match taken {
            Ok(used) => {
                work.save_used_passkey(&used).await?;
                work.save_right_attempt(account, origin, Tried::Code).await?;
                let from = (device, presence.client, presence.keeping);
                let signed_in = self.begin_session(&work, account, Means::Passkey, from).await?;
                work.commit().await?;
                Ok(Some(signed_in))
            }
            Err(PasskeyRefused::WentBack) => {
                let suspected = passkey.passkey.suspected(now);
                Self::refuse_passkey(work, origin, suspected, "counter").await
            }
            Err(_) => Self::refuse_passkey(work, origin, passkey.passkey, "not_verified").await,
        }
    }

    /// Keeps that a passkey was shown and refused, and counts it where it came from.
    async fn refuse_passkey(
        work: Work,
        origin: Origin,
        passkey: Passkey,
        why: &str,
    ) -> Result<Option<SignedIn>, IssuerError> {
        work.save_attempt(passkey.account, origin, Tried::Code).await?;
        work.save_refused_passkey(&passkey, why).await?;
        work.commit().await?;
        Ok(None)
    }

    async fn passkey(work: &Work, account: AccountId, credential: &[u8]) -> Result<Option<KeptPasskey>, StoreError> {
        let kept = work.kept_passkeys(account).await?;
        Ok(kept.into_iter().find(|kept| kept.credential == credential))
    }

    /// What authenticators of passkeys are asked beside a right password; nothing where there are none.
    pub(super) async fn ask_beside(
        &self,
        work: &Work,
        factors: &Factors,
        challenge: [u8; 32],
    ) -> Result<Option<Question>, IssuerError> {
        let Some(party) = self.party.as_ref().filter(|_| !factors.passkeys.is_empty()) else {
            return Ok(None);
        };
        let account = factors.account;
        let ceremony = Ceremony::SecondFactor { account, challenge };
        let begun = party.ask_for(&work.kept_passkeys(account).await?, ceremony, work.now())?;
        Ok(Some(Self::keep(work, begun).await?))
    }

    /// Asks the authenticators of somebody who has signed in to prove once more that they are there.
    pub async fn begin_passkey_proof(
        &self,
        permit: Permit<ChangeOwnAccount>,
        session: SessionId,
    ) -> Result<Question, IssuerError> {
        let party = self.relying_party()?;
        let (ChangeOwnAccount { account }, _) = permit.spend();
        let work = self.work(Some(account)).await?;
        let standing = work.kept_passkeys(account).await?;
        if standing.is_empty() {
            return Err(PasskeyRefused::None.into());
        }
        let begun = party.ask_for(&standing, Ceremony::Proof { account, session }, work.now())?;
        let question = Self::keep(&work, begun).await?;
        work.commit().await?;
        Ok(question)
    }

    /// Whether this is the answer of one of an account's passkeys to what was asked for this step. The question is taken
    /// away with the unit, right or wrong.
    pub(super) async fn passkey_beside(
        &self,
        work: &Work,
        account: AccountId,
        ceremony: Ceremony,
        credential: &Value,
    ) -> Result<Option<()>, IssuerError> {
        let party = self.relying_party()?;
        let Ok(answer) = Answer::<false>::read(credential) else {
            return Ok(None);
        };
        let Ok(challenge) = answer.challenge() else {
            return Ok(None);
        };
        let now = work.now();
        let kept = work.take_ceremony(challenge, Some(account)).await?;
        let Some(kept) = kept.filter(|kept| kept.asked.answers(&ceremony, now).is_ok()) else {
            return Ok(None);
        };
        let Some(passkey) = Self::passkey(work, account, &answer.credential()).await? else {
            return Ok(None);
        };
        let taken = match party.beside(&kept, &passkey, &answer) {
            Ok(assertion) => passkey.passkey.clone().accept(assertion, now),
            Err(untrue) => {
                tracing::debug!(%untrue, "a passkey was refused");
                work.save_refused_passkey(&passkey.passkey, "untrue").await?;
                return Ok(None);
            }
        };
        if let Ok(used) = taken {
            work.save_used_passkey(&used).await?;
            Ok(Some(()))
        } else {
            let suspected = passkey.passkey.suspected(now);
            work.save_refused_passkey(&suspected, "counter").await?;
            Ok(None)
        }
    }

    /// Gives one of the own passkeys another name.
    pub async fn rename_passkey(
        &self,
        permit: Permit<ChangeOwnAccount>,
        id: PasskeyId,
        name: Name,
    ) -> Result<Passkey, IssuerError> {
        let work = self.work(Some(permit.account())).await?;
        let passkeys = work.factors(permit.account()).await?.passkeys;
        let passkey = passkeys.into_iter().find(|passkey| passkey.id == id);
        let renamed = passkey.ok_or(PasskeyRefused::None)?.rename(permit, name)?;
        work.save_passkey_name(&renamed).await?;
        work.commit().await?;
        Ok(renamed)
    }

    /// Removes one of the own passkeys, by password and second factor. `is_meant` says that it may be the last one that a
    /// role needs.
    pub async fn remove_passkey(
        &self,
        permit: Permit<ChangeOwnAccount>,
        session: SessionId,
        (id, is_meant): (PasskeyId, bool),
        (password, proof): (&str, &Proof),
    ) -> Result<(), IssuerError> {
        let work = self.proved(&permit, session, (password, proof)).await?;
        let now = work.now();
        let account = permit.account();
        let needing = Self::needing(&work, account).await?;
        let left = work.factors(account).await?.remove(permit, id, &needing, is_meant)?;
        work.save_removed_passkey(id, &left).await?;
        work.commit().await?;
        self.actors.catch_up(now).await;
        Ok(())
    }

    /// The roles that an account holds now and that need a second factor.
    async fn needing(work: &Work, account: AccountId) -> Result<Vec<Role>, StoreError> {
        let held = work.memberships(account).await?;
        let mut roles = work.roles_needing_factor().await?;
        roles.retain(|role| {
            held.iter()
                .any(|held| held.role() == *role && held.is_valid(work.now()))
        });
        Ok(roles)
    }
}

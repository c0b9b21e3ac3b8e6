//! The second factor of a person, and which roles need one.

use async_graphql::{Context, ID, InputObject, Json, Object, OneofObject, SimpleObject};
use chrono::{DateTime, Utc};
use domain::access;
use domain::access::{ChangeOwnAccount, FactorRule, FactorStage, Means, ReadOwnAccount, Reason, RequireFactor};
use domain::id::{AccountId, SessionId};

use crate::auth::{Enrolment, Proof};
use crate::graphql::account::Tokens;
use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::node::{self, Sort};
use crate::graphql::passkey::Passkey;
use crate::graphql::session::KeepingCode;
use crate::graphql::viewer::{Account, RoleCode};

/// A question for a code, after a right password, or after signing in with an identity provider.
#[derive(SimpleObject)]
pub struct SignInChallenge {
    /// For `completeSignIn`, which takes up to five codes for it and begins one session. A secret.
    pub(crate) token: String,
    /// From when on it is worth nothing: after five minutes.
    pub(crate) expires_at: DateTime<Utc>,
    /// Whether a code of an authenticator can answer it.
    pub(crate) takes_code: bool,
    /// What the authenticators of the account's passkeys are asked, where there are passkeys: for
    /// `PublicKeyCredential.parseRequestOptionsFromJSON`. One answer is taken; after a refused one, a code or a recovery
    /// code still answers the challenge.
    pub(crate) passkey_options: Option<Json<serde_json::Value>>,
}

/// What is shown as second factor: one of them.
#[derive(OneofObject)]
pub enum SecondFactorProofInput {
    /// The six digits that the authenticator shows now. A code works once.
    Code(String),
    /// One of the recovery codes, which works once. Case, spaces and dashes do not matter.
    RecoveryCode(String),
    /// The answer of a passkey's authenticator, as `PublicKeyCredential.toJSON()` gives it: to the `passkeyOptions` of the
    /// challenge, or within a session to those of `beginPasskeyProof`.
    Passkey(Json<serde_json::Value>),
}

impl From<SecondFactorProofInput> for Proof {
    fn from(input: SecondFactorProofInput) -> Self {
        match input {
            SecondFactorProofInput::Code(code) => Self::Code(code),
            SecondFactorProofInput::RecoveryCode(code) => Self::RecoveryCode(code),
            SecondFactorProofInput::Passkey(Json(answer)) => Self::Passkey(answer),
        }
    }
}

/// The answer to a question for a code.
#[derive(InputObject)]
pub struct CompleteSignInInput {
    /// The token of the challenge.
    challenge: String,
    /// What is shown.
    proof: SecondFactorProofInput,
    /// Where the session is kept.
    #[graphql(default_with = "KeepingCode::Client")]
    kept_in: KeepingCode,
}

/// Somebody has signed in with a second factor.
#[derive(SimpleObject)]
pub struct CompleteSignInPayload {
    /// What the person holds now.
    tokens: Tokens,
    /// As `SignInPayload.device`.
    device: Option<String>,
}

/// The password, and a second factor where there is one, shown once more.
#[derive(InputObject)]
pub struct EnrolSecondFactorInput {
    /// The password of the account. Empty for somebody who has signed in with an identity provider in the last ten minutes.
    password: String,
    /// What is shown as second factor, where the account has passkeys: one of them answers `beginPasskeyProof`.
    proof: Option<SecondFactorProofInput>,
}

/// What an authenticator is given. It is shown this once, and nothing counts before a first code confirms it.
#[derive(SimpleObject)]
pub struct EnrolSecondFactorPayload {
    /// The secret with its names as an `otpauth:` URI: for a picture that an authenticator reads, or for a link to one.
    uri: String,
    /// The secret alone in base 32, for typing: HMAC-SHA-1, six digits, thirty seconds (RFC 6238).
    secret: String,
    /// Until when a first code confirms it: for fifteen minutes.
    expires_at: DateTime<Utc>,
}

impl From<Enrolment> for EnrolSecondFactorPayload {
    fn from(enrolment: Enrolment) -> Self {
        Self {
            uri: enrolment.uri,
            secret: enrolment.secret,
            expires_at: enrolment.expires_at,
        }
    }
}

/// The first code of an authenticator.
#[derive(InputObject)]
pub struct ConfirmSecondFactorInput {
    /// The six digits.
    code: String,
}

/// Recovery codes, shown this once.
#[derive(SimpleObject)]
pub struct RecoveryCodesPayload {
    /// Ten codes, each of which stands in for the authenticator once. Those before are worth nothing.
    recovery_codes: Vec<String>,
    /// The second factor.
    second_factor: SecondFactor,
}

/// Password and second factor, shown once more.
#[derive(InputObject)]
pub struct ProveSecondFactorInput {
    /// The password of the account.
    password: String,
    /// What is shown as second factor.
    proof: SecondFactorProofInput,
}

/// A second factor was removed.
#[derive(SimpleObject)]
pub struct EndSecondFactorPayload {
    /// The second factor, which is not there any more.
    second_factor: SecondFactor,
}

/// Somebody who cannot show their second factor any more.
#[derive(InputObject)]
pub struct ResetSecondFactorInput {
    /// The account.
    account: ID,
    /// Why, and how it was made sure who asked for it: the audit trail keeps it.
    reason: String,
}

/// A second factor was removed by an administrator.
#[derive(SimpleObject)]
pub struct ResetSecondFactorPayload {
    /// The account. All its sessions have ended.
    account: Account,
}

/// Whether a role needs a second factor.
#[derive(InputObject)]
pub struct SetSecondFactorRuleInput {
    /// The role.
    role: RoleCode,
    /// Whether it does.
    is_needed: bool,
}

/// The rule of a role was set.
#[derive(SimpleObject)]
pub struct SetSecondFactorRulePayload {
    /// The roles that need a second factor now.
    roles: Vec<RoleCode>,
}

/// How far a person is with a second factor.
#[derive(SimpleObject)]
pub struct SecondFactor {
    /// Since when there are codes of an authenticator; empty where there are none, or they were not confirmed.
    confirmed_at: Option<DateTime<Utc>>,
    /// How many recovery codes have not been used.
    recovery_codes_left: u64,
    /// The passkeys, in the order in which they were registered. Each of them is a second factor.
    passkeys: Vec<Passkey>,
    /// Those of the person's roles that need a second factor.
    needed_for: Vec<RoleCode>,
    /// Whether those roles give nothing until there is one: what they would reach is refused as `FORBIDDEN` with the reason
    /// `second_factor`, and left out of lists.
    is_missing: bool,
}

impl SecondFactor {
    /// That of the person who calls.
    pub(crate) async fn of(call: &Call, account: AccountId) -> Result<Self, Fault> {
        let snapshot = call.snapshot().await?;
        let factors = snapshot.factors(account).await?;
        let is_there = factors.is_there();
        let confirmed_at = factors.code.and_then(|factor| match factor.stage {
            FactorStage::Confirmed { at, .. } => Some(at),
            FactorStage::Begun => None,
        });
        let held = snapshot.memberships(account).await?;
        let needing = snapshot.roles_needing_factor().await?.into_iter();
        let needed_for: Vec<RoleCode> = needing
            .filter(|role| {
                held.iter()
                    .any(|held| held.role() == *role && held.is_valid(call.now()))
            })
            .map(RoleCode::from)
            .collect();
        let current = call.actor().session();
        // What an identity provider has seen counts for the session that it began.
        let is_missing = !is_there
            && !needed_for.is_empty()
            && !snapshot
                .sessions(account)
                .await?
                .iter()
                .any(|session| Some(session.id) == current && session.means == Means::ProviderAndFactor);
        Ok(Self {
            confirmed_at,
            recovery_codes_left: snapshot.recovery_codes_left(account).await?,
            is_missing,
            needed_for,
            passkeys: factors.passkeys.into_iter().map(Passkey).collect(),
        })
    }
}

/// The person who calls, with the permit to change the own account, and the session.
pub(crate) fn oneself(call: &Call) -> Result<(access::Permit<ChangeOwnAccount>, SessionId), Fault> {
    let actor = call.actor();
    let account = actor.account().ok_or_else(Fault::unauthenticated)?;
    let session = actor.session().ok_or_else(Fault::unauthenticated)?;
    Ok((actor.permit(ChangeOwnAccount { account })?, session))
}

/// Which roles need a second factor.
#[derive(Default)]
pub struct FactorQuery;

#[Object]
impl FactorQuery {
    /// The roles that need a second factor, for everybody who has an account.
    async fn second_factor_roles(&self, ctx: &Context<'_>) -> Result<Vec<RoleCode>, Fault> {
        let call = Call::of(ctx);
        let Some(account) = call.actor().account() else {
            return Ok(Vec::new());
        };
        call.actor().may(&ReadOwnAccount { account })?;
        let roles = call.snapshot().await?.roles_needing_factor().await?;
        Ok(roles.into_iter().map(RoleCode::from).collect())
    }
}

/// What is done with second factors.
#[derive(Default)]
pub struct FactorMutation;

#[Object]
impl FactorMutation {
    /// Goes on after a right password: shows the second factor and begins the session. A wrong code says that it is wrong,
    /// since the password was right; after several of them, further ones wait.
    async fn complete_sign_in(
        &self,
        ctx: &Context<'_>,
        input: CompleteSignInInput,
    ) -> Result<CompleteSignInPayload, Fault> {
        let call = Call::of(ctx);
        let proof = input.proof.into();
        let completed =
            call.app()
                .issuer()
                .complete_sign_in(&input.challenge, &proof, (call.client(), input.kept_in.into()));
        let mut signed_in = completed.await?;
        Ok(CompleteSignInPayload {
            device: signed_in.device.take(),
            tokens: Tokens::given(ctx, signed_in),
        })
    }

    /// Begins a second factor: codes of an authenticator. It counts once `confirmSecondFactor` has had a first code.
    async fn enrol_second_factor(
        &self,
        ctx: &Context<'_>,
        input: EnrolSecondFactorInput,
    ) -> Result<EnrolSecondFactorPayload, Fault> {
        let call = Call::of(ctx);
        let (permit, session) = oneself(call)?;
        let proof = input.proof.map(Into::into);
        let shown = (input.password.as_str(), proof.as_ref());
        let enrolment = call.app().issuer().enrol(permit, session, shown).await?;
        Ok(enrolment.into())
    }

    /// Confirms a second factor by its first code. Sessions that were begun without it end, but for this one.
    async fn confirm_second_factor(
        &self,
        ctx: &Context<'_>,
        input: ConfirmSecondFactorInput,
    ) -> Result<RecoveryCodesPayload, Fault> {
        let call = Call::of(ctx);
        let (permit, session) = oneself(call)?;
        let account = permit.account();
        let codes = call.app().issuer().confirm(permit, session, &input.code).await?;
        call.end_moment();
        Ok(RecoveryCodesPayload {
            recovery_codes: codes.0,
            second_factor: SecondFactor::of(call, account).await?,
        })
    }

    /// Makes new recovery codes. Those before are worth nothing from then on.
    async fn renew_recovery_codes(
        &self,
        ctx: &Context<'_>,
        input: ProveSecondFactorInput,
    ) -> Result<RecoveryCodesPayload, Fault> {
        let call = Call::of(ctx);
        let (permit, session) = oneself(call)?;
        let account = permit.account();
        let shown = (input.password.as_str(), &input.proof.into());
        let codes = call.app().issuer().renew_recovery_codes(permit, session, shown).await?;
        call.end_moment();
        Ok(RecoveryCodesPayload {
            recovery_codes: codes.0,
            second_factor: SecondFactor::of(call, account).await?,
        })
    }

    /// Ends the codes of an authenticator. Passkeys stay; where there are none, the recovery codes go as well.
    async fn end_second_factor(
        &self,
        ctx: &Context<'_>,
        input: ProveSecondFactorInput,
    ) -> Result<EndSecondFactorPayload, Fault> {
        let call = Call::of(ctx);
        let (permit, session) = oneself(call)?;
        let account = permit.account();
        let shown = (input.password.as_str(), &input.proof.into());
        call.app().issuer().end_factor(permit, session, shown).await?;
        call.end_moment();
        Ok(EndSecondFactorPayload {
            second_factor: SecondFactor::of(call, account).await?,
        })
    }

    /// Removes every second factor of a person who has lost the authenticator and the recovery codes, passkeys too, ends the person's
    /// sessions, and forgets their devices. They sign in with the password alone until they set up another one.
    async fn reset_second_factor(
        &self,
        ctx: &Context<'_>,
        input: ResetSecondFactorInput,
    ) -> Result<ResetSecondFactorPayload, Fault> {
        let call = Call::of(ctx);
        let id = AccountId(node::key(Sort::Account, &input.account)?);
        let reason = Reason::new(&input.reason)?;
        let account = call.snapshot().await?.account(id).await?;
        let account = account.ok_or_else(Fault::not_found)?;
        call.end_moment();
        let permit = call.actor().permit(access::ResetFactor { account: id })?;
        call.app().issuer().reset_factor(permit, &reason).await?;
        Ok(ResetSecondFactorPayload {
            account: Account(account),
        })
    }

    /// Sets whether a role needs a second factor, in every process within a second. Who holds such a role and has none signs
    /// in as before, and can do nothing by it but set one up.
    async fn set_second_factor_rule(
        &self,
        ctx: &Context<'_>,
        input: SetSecondFactorRuleInput,
    ) -> Result<SetSecondFactorRulePayload, Fault> {
        let call = Call::of(ctx);
        let role = input.role.into();
        let work = call.begin().await?;
        let permit = call.actor().permit(RequireFactor { role })?;
        let standing = work.factor_rule(role).await?;
        let rule = FactorRule::set(permit, standing, input.is_needed, call.now())?;
        work.save_factor_rule(&rule).await?;
        let roles = work.roles_needing_factor().await?;
        call.commit(work).await?;
        call.app().actors().catch_up(call.now()).await;
        Ok(SetSecondFactorRulePayload {
            roles: roles.into_iter().map(RoleCode::from).collect(),
        })
    }
}

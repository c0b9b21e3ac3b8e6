//! Passkeys: registering them, signing in with one, and keeping them.

use async_graphql::{Context, ID, InputObject, Json, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::access;
use domain::access::Name;
use domain::id::PasskeyId;
use serde_json::Value;

use crate::auth::{Presence, Question};
use crate::graphql::account::Tokens;
use crate::graphql::call::Call;
use crate::graphql::factor::{SecondFactor, SecondFactorProofInput, oneself};
use crate::graphql::fault::Fault;
use crate::graphql::node::{self, Sort};
use crate::graphql::session::KeepingCode;

/// A passkey.
pub struct Passkey(pub(crate) access::Passkey);

/// A passkey of the person who calls: a key that never leaves an authenticator, and signs in to this service alone.
#[Object]
impl Passkey {
    /// An id that never changes.
    async fn id(&self) -> ID {
        node::id(Sort::Passkey, self.0.id.to_string())
    }

    /// How its owner calls it.
    async fn name(&self) -> &str {
        self.0.name.as_str()
    }

    /// When it was registered.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it was last used; empty where it was not.
    async fn used_at(&self) -> Option<DateTime<Utc>> {
        self.0.used_at
    }

    /// Whether it may be copied to its owner's other devices; one that may not is lost with its device.
    async fn is_backup_eligible(&self) -> bool {
        self.0.is_backup_eligible
    }

    /// Whether it has been copied, as its authenticator last said.
    async fn is_backed_up(&self) -> bool {
        self.0.is_backed_up
    }

    /// Whether it is enough to sign in with nothing else, as far as can be told. Others are a second factor beside the
    /// password.
    async fn signs_in_alone(&self) -> bool {
        self.0.signs_in_alone()
    }

    /// When its counter last went back, which was refused; empty where it never did. There may be a copy of it in use: remove
    /// it.
    async fn suspected_at(&self) -> Option<DateTime<Utc>> {
        self.0.suspected_at
    }
}

/// What an authenticator is asked. One answer is taken, by whichever process.
#[derive(SimpleObject)]
pub struct PasskeyQuestion {
    /// For the browser: for `PublicKeyCredential.parseCreationOptionsFromJSON` where a passkey is registered, else for
    /// `parseRequestOptionsFromJSON` (Web Authentication, level 3).
    options: Json<Value>,
    /// From when on an answer is worth nothing: after five minutes.
    expires_at: DateTime<Utc>,
}

impl From<Question> for PasskeyQuestion {
    fn from(question: Question) -> Self {
        Self {
            options: Json(question.options),
            expires_at: question.expires_at,
        }
    }
}

/// The password, and the second factor where there is one, shown once more.
#[derive(InputObject)]
pub struct BeginPasskeyRegistrationInput {
    /// The password of the account.
    password: String,
    /// What is shown as second factor, where the account has one. A passkey answers `beginPasskeyProof`.
    proof: Option<SecondFactorProofInput>,
}

/// A new passkey, made by an authenticator.
#[derive(InputObject)]
pub struct FinishPasskeyRegistrationInput {
    /// The answer of the authenticator, as `PublicKeyCredential.toJSON()` gives it.
    credential: Json<Value>,
    /// How its owner calls it: 1 to 200 characters.
    name: String,
}

/// A passkey was registered.
#[derive(SimpleObject)]
pub struct FinishPasskeyRegistrationPayload {
    /// The passkey.
    passkey: Passkey,
    /// Ten recovery codes, shown this once, where the passkey is the first second factor of the account; every other session
    /// has ended then. Empty where there are recovery codes already.
    recovery_codes: Option<Vec<String>>,
    /// The second factor.
    second_factor: SecondFactor,
}

/// The answer of a passkey's authenticator to whoever asked it to sign in.
#[derive(InputObject)]
pub struct FinishPasskeySignInInput {
    /// The answer of the authenticator, as `PublicKeyCredential.toJSON()` gives it.
    credential: Json<Value>,
    /// As in `SignInInput`.
    device: Option<String>,
    /// As in `SignInInput`.
    #[graphql(default_with = "KeepingCode::Client")]
    kept_in: KeepingCode,
}

/// Somebody has signed in with a passkey.
#[derive(SimpleObject)]
pub struct FinishPasskeySignInPayload {
    /// What the person holds now.
    tokens: Tokens,
    /// As `SignInPayload.device`.
    device: Option<String>,
}

/// A passkey to call otherwise.
#[derive(InputObject)]
pub struct RenamePasskeyInput {
    /// One of the own passkeys.
    id: ID,
    /// The name: 1 to 200 characters.
    name: String,
}

/// A passkey was given another name.
#[derive(SimpleObject)]
pub struct RenamePasskeyPayload {
    /// The passkey.
    passkey: Passkey,
}

/// A passkey to remove.
#[derive(InputObject)]
pub struct RemovePasskeyInput {
    /// One of the own passkeys.
    id: ID,
    /// The password of the account.
    password: String,
    /// What is shown as second factor; it may be the passkey itself.
    proof: SecondFactorProofInput,
    /// Whether it is meant although it is the last second factor and a role needs one. If not, that is refused as `STATE` with
    /// the reason `last_factor` and the `roles`; the same proof can then be given again.
    #[graphql(default)]
    is_last_meant: bool,
}

/// A passkey was removed.
#[derive(SimpleObject)]
pub struct RemovePasskeyPayload {
    /// What is left.
    second_factor: SecondFactor,
}

/// What is done with passkeys.
#[derive(Default)]
pub struct PasskeyMutation;

#[Object]
impl PasskeyMutation {
    /// Begins a passkey: asks for the password, and for the second factor where there is one.
    async fn begin_passkey_registration(
        &self,
        ctx: &Context<'_>,
        input: BeginPasskeyRegistrationInput,
    ) -> Result<PasskeyQuestion, Fault> {
        let call = Call::of(ctx);
        let (permit, session) = oneself(call)?;
        let proof = input.proof.map(Into::into);
        let shown = (input.password.as_str(), proof.as_ref());
        let question = call.app().issuer().begin_passkey(permit, session, shown).await?;
        Ok(question.into())
    }

    /// Registers what the authenticator has made. It counts from then on.
    async fn finish_passkey_registration(
        &self,
        ctx: &Context<'_>,
        input: FinishPasskeyRegistrationInput,
    ) -> Result<FinishPasskeyRegistrationPayload, Fault> {
        let call = Call::of(ctx);
        let (permit, session) = oneself(call)?;
        let account = permit.account();
        let made = (&input.credential.0, Name::new(&input.name)?);
        let added = call.app().issuer().finish_passkey(permit, session, made).await?;
        call.end_moment();
        Ok(FinishPasskeyRegistrationPayload {
            passkey: Passkey(added.passkey),
            recovery_codes: added.recovery_codes.map(|codes| codes.0),
            second_factor: SecondFactor::of(call, account).await?,
        })
    }

    /// Begins to sign in with a passkey and nothing else: asks neither who it is nor which one.
    async fn begin_passkey_sign_in(&self, ctx: &Context<'_>) -> Result<PasskeyQuestion, Fault> {
        let question = Call::of(ctx).app().issuer().begin_passkey_sign_in().await?;
        Ok(question.into())
    }

    /// Signs in with a passkey whose authenticator has made sure who is there. It counts as second factor as well. Whatever
    /// is wrong with the answer, the refusal is one.
    async fn finish_passkey_sign_in(
        &self,
        ctx: &Context<'_>,
        input: FinishPasskeySignInInput,
    ) -> Result<FinishPasskeySignInPayload, Fault> {
        let call = Call::of(ctx);
        let presence = Presence {
            device: input.device,
            client: call.client(),
            keeping: input.kept_in.into(),
        };
        let issuer = call.app().issuer();
        let mut signed_in = issuer.finish_passkey_sign_in(&input.credential.0, &presence).await?;
        Ok(FinishPasskeySignInPayload {
            device: signed_in.device.take(),
            tokens: Tokens::given(ctx, signed_in),
        })
    }

    /// Asks the own passkeys to prove once more who is there, for a `proof` within this session.
    async fn begin_passkey_proof(&self, ctx: &Context<'_>) -> Result<PasskeyQuestion, Fault> {
        let call = Call::of(ctx);
        let (permit, session) = oneself(call)?;
        let question = call.app().issuer().begin_passkey_proof(permit, session).await?;
        Ok(question.into())
    }

    /// Gives one of the own passkeys another name.
    async fn rename_passkey(
        &self,
        ctx: &Context<'_>,
        input: RenamePasskeyInput,
    ) -> Result<RenamePasskeyPayload, Fault> {
        let call = Call::of(ctx);
        let (permit, _) = oneself(call)?;
        let id = PasskeyId(node::key(Sort::Passkey, &input.id)?);
        let name = Name::new(&input.name)?;
        let renamed = call.app().issuer().rename_passkey(permit, id, name).await?;
        Ok(RenamePasskeyPayload {
            passkey: Passkey(renamed),
        })
    }

    /// Removes one of the own passkeys, in every process within a second.
    async fn remove_passkey(
        &self,
        ctx: &Context<'_>,
        input: RemovePasskeyInput,
    ) -> Result<RemovePasskeyPayload, Fault> {
        let call = Call::of(ctx);
        let (permit, session) = oneself(call)?;
        let account = permit.account();
        let id = PasskeyId(node::key(Sort::Passkey, &input.id)?);
        let shown = (input.password.as_str(), &input.proof.into());
        let removed = call.app().issuer();
        removed
            .remove_passkey(permit, session, (id, input.is_last_meant), shown)
            .await?;
        call.end_moment();
        Ok(RemovePasskeyPayload {
            second_factor: SecondFactor::of(call, account).await?,
        })
    }
}

//! The keys of States' own instances: what packages that are handed in here are signed with.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use domain::access::{ReadStateSettings, RegisterHomeKey, RevokeHomeKey};
use domain::id::{HomeKeyId, StateCode};
use domain::submission as rules;
use ed25519_dalek::VerifyingKey;

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::node::{self, Sort};
use crate::graphql::state::State;
use crate::localise::Message;

/// A key that a State's own instance signs its packages with.
pub struct HomeKey(rules::HomeKey);

/// A key that a State's own instance signs its packages with.
#[Object]
impl HomeKey {
    /// An id that never changes.
    async fn id(&self) -> ID {
        node::id(Sort::HomeKey, self.0.id.to_string())
    }

    /// The State.
    async fn state(&self, ctx: &Context<'_>) -> Option<State> {
        State::find(Call::of(ctx).world(), &self.0.state)
    }

    /// Its name: `kid` among the keys that the instance publishes.
    async fn kid(&self) -> &str {
        &self.0.kid
    }

    /// The Ed25519 public key in base64url: `x` among the keys that the instance publishes.
    async fn public_key(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.public_key)
    }

    /// When it was registered.
    async fn registered_at(&self) -> DateTime<Utc> {
        self.0.registered_at
    }

    /// When it was revoked, if it was.
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.0.revoked_at
    }
}

/// A key to register.
#[derive(Clone, Debug, InputObject)]
pub struct RegisterHomeKeyInput {
    /// The State, by alpha-3 code.
    state: String,
    /// The name of the key: `kid` in `/.well-known/jwks.json` of the State's own instance.
    kid: String,
    /// The Ed25519 public key in base64url: `x` there, of the key whose `normtrack_purpose` is `receipt`.
    public_key: String,
}

/// A key to revoke.
#[derive(Clone, Debug, InputObject)]
pub struct RevokeHomeKeyInput {
    /// The key.
    key: ID,
}

/// A key as it is now.
#[derive(SimpleObject)]
pub struct HomeKeyPayload {
    /// The key.
    key: HomeKey,
}

/// The keys of States' own instances.
#[derive(Default)]
pub struct HomeQuery;

#[Object]
impl HomeQuery {
    /// The keys that a State registered for its own instance, the oldest first: for its people and for auditors.
    #[graphql(complexity = "10 + 5 * child_complexity")]
    async fn home_keys(&self, ctx: &Context<'_>, state: String) -> Result<Vec<HomeKey>, Fault> {
        let call = Call::of(ctx);
        let Ok(state) = StateCode::new(state) else {
            return Ok(Vec::new());
        };
        let act = ReadStateSettings { state: state.clone() };
        if call.actor().may(&act).is_err() {
            return Ok(Vec::new());
        }
        let keys = call.snapshot().await?.home_keys(&state).await?;
        Ok(keys.into_iter().map(HomeKey).collect())
    }
}

/// What is done with keys of States' own instances.
#[derive(Default)]
pub struct HomeMutation;

#[Object]
impl HomeMutation {
    /// Registers the key of a State's own instance, so that packages which it signs can be handed in: for the publishing
    /// authority.
    async fn register_home_key(&self, ctx: &Context<'_>, input: RegisterHomeKeyInput) -> Result<HomeKeyPayload, Fault> {
        let call = Call::of(ctx);
        let state = StateCode::new(input.state).map_err(|_| Fault::invalid().at("input.state"))?;
        let permit = call.actor().permit(RegisterHomeKey { state: state.clone() })?;
        let key = read_key(&input.public_key)
            .ok_or_else(|| Fault::invalid().at("input.publicKey").saying(Message::HomeKeyBad))?;
        let work = call.begin().await?;
        let before = work.home_keys(&state).await?;
        let id = HomeKeyId(call.mint().id());
        let outcome = rules::HomeKey::register(permit, id, (input.kid, key), &before, call.now())?;
        work.save_home_key(&outcome).await?;
        call.commit(work).await?;
        Ok(HomeKeyPayload {
            key: HomeKey(outcome.state),
        })
    }

    /// Revokes a key of a State's own instance: nothing that it signed is filed any more. What was filed stays.
    async fn revoke_home_key(&self, ctx: &Context<'_>, input: RevokeHomeKeyInput) -> Result<HomeKeyPayload, Fault> {
        let call = Call::of(ctx);
        let id = HomeKeyId(node::key(Sort::HomeKey, &input.key)?);
        let work = call.begin().await?;
        let state = work.home_key_state(id).await?.ok_or_else(Fault::not_found)?;
        let permit = call.actor().permit(RevokeHomeKey { state: state.clone() })?;
        let mut keys = work.home_keys(&state).await?.into_iter();
        let key = keys.find(|key| key.id == id).ok_or_else(Fault::not_found)?;
        let outcome = key.revoke(permit, call.now())?;
        work.save_revoked_home_key(&outcome).await?;
        call.commit(work).await?;
        Ok(HomeKeyPayload {
            key: HomeKey(outcome.state),
        })
    }
}

/// The bytes of a public key that signatures can be verified with: none of small order, which would verify anything (RFC 8032
/// section 5.1.7).
fn read_key(text: &str) -> Option<[u8; 32]> {
    let bytes: [u8; 32] = URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
    let key = VerifyingKey::from_bytes(&bytes).ok()?;
    (!key.is_weak()).then_some(bytes)
}

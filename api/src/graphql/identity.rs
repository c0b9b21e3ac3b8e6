//! Identity providers that people may sign in with, and by whom an account is known elsewhere.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::id::AccountId;
use http::header::SET_COOKIE;

use crate::auth::Provider;
use crate::graphql::call::Call;
use crate::graphql::factor::oneself;
use crate::graphql::fault::Fault;
use crate::http::TransactionCookie;
use crate::sign_in;

/// An identity provider that people may sign in with (OpenID Connect).
#[derive(SimpleObject)]
pub struct IdentityProvider {
    /// What names it, for `linkIdentity`.
    key: String,
    /// What stands on the button, in the language of the call.
    title: String,
    /// The address on this service that leads there, for a browser to go to. `?next=` may name the page of the console to go
    /// on at.
    address: String,
}

impl IdentityProvider {
    fn of(provider: &Provider, call: &Call) -> Self {
        let settings = provider.settings();
        Self {
            title: settings.title.in_language(call.language()).to_owned(),
            address: format!("/sign-in/with/{}", settings.key),
            key: settings.key.clone(),
        }
    }
}

/// By whom an account is known elsewhere. What the issuer calls the person stays between it and this service.
#[derive(SimpleObject)]
pub struct LinkedIdentity {
    /// The provider; empty where it is not one any more, and nobody signs in with it.
    provider: Option<IdentityProvider>,
    /// The issuer, as it names itself.
    issuer: String,
    /// Since when the account is known by it.
    linked_at: DateTime<Utc>,
}

/// By whom the account of the person who calls is known.
pub(crate) async fn identities(call: &Call, account: AccountId) -> Result<Vec<LinkedIdentity>, Fault> {
    let identities = call.snapshot().await?.identities(account).await?;
    let providers = call.app().issuer().providers();
    let read = identities.into_iter().map(|identity| LinkedIdentity {
        provider: providers
            .of_issuer(&identity.issuer)
            .map(|provider| IdentityProvider::of(provider, call)),
        issuer: identity.issuer,
        linked_at: identity.linked_at,
    });
    Ok(read.collect())
}

/// The identity providers.
#[derive(Default)]
pub struct IdentityQuery;

#[Object]
impl IdentityQuery {
    /// The identity providers that people may sign in with, in the order in which they are to be shown.
    async fn identity_providers(&self, ctx: &Context<'_>) -> Vec<IdentityProvider> {
        let call = Call::of(ctx);
        let providers = call.app().issuer().providers().all();
        providers.map(|provider| IdentityProvider::of(provider, call)).collect()
    }
}

/// A provider to link the own account with.
#[derive(InputObject)]
pub struct LinkIdentityInput {
    /// The key of the provider.
    provider: String,
    /// The password of the account. Empty for somebody who has signed in with a provider in the last ten minutes.
    password: String,
    /// The page of the console to go on at.
    next: Option<String>,
}

/// Somebody is about to link their account.
#[derive(SimpleObject)]
pub struct LinkIdentityPayload {
    /// Where the browser has to go within ten minutes: to the provider, which sends it back. Only the browser that made this
    /// call can come back from there.
    address: String,
}

/// What is done with identities.
#[derive(Default)]
pub struct IdentityMutation;

#[Object]
impl IdentityMutation {
    /// Begins to link the own account with an identity provider, for a browser that goes on at `address`. From then on the
    /// person may sign in with the provider.
    async fn link_identity(&self, ctx: &Context<'_>, input: LinkIdentityInput) -> Result<LinkIdentityPayload, Fault> {
        let call = Call::of(ctx);
        let (permit, session) = oneself(call)?;
        let account = permit.account();
        call.app().issuer().prove(account, session, &input.password).await?;
        let going = sign_in::place(input.next.as_deref(), call.language());
        let departing = call
            .app()
            .issuer()
            .depart(&input.provider, going, Some((account, session)));
        let departure = departing.await?;
        let cookie = TransactionCookie::of(call.app().tokens().address());
        ctx.append_http_header(SET_COOKIE, cookie.keep(&departure.sealed));
        Ok(LinkIdentityPayload {
            address: departure.address,
        })
    }
}

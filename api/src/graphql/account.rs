//! Signing in and out, inviting and leaving.

use async_graphql::{Context, ID, InputObject, Json, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::access;
use domain::access::{
    Email, EndMembership, InviteMember, KeepMinistries, Keeping, Name, ReadInvitations, ReadMembers, Reason,
    SessionEnd, SuspendAccount,
};
use domain::id::{AccountId, InvitationId, MembershipId, MinistryId, StateCode};
use domain::language::Language;
use http::header::SET_COOKIE;
use store::Work;

use crate::auth;
use crate::auth::{Entry, InvitationLink, Presence, SignedIn};
use crate::graphql::call::Call;
use crate::graphql::factor::SignInChallenge;
use crate::graphql::fault::Fault;
use crate::graphql::node::{self, Sort};
use crate::graphql::session::KeepingCode;
use crate::graphql::submission::Ministry;
use crate::graphql::text::LanguageCode;
use crate::graphql::viewer::{Account, Invitation, Membership, PlaceInput, RoleCode};
use crate::http::SessionCookie;

/// What a person holds after signing in. Both tokens are secrets.
#[derive(SimpleObject)]
pub struct Tokens {
    /// For the header `Authorization: Bearer ...` of calls.
    access_token: String,
    /// From when on the access token is worth nothing: ten minutes.
    access_token_expires_at: DateTime<Utc>,
    /// For `refresh`, once. A second use ends the session. Empty where the session is kept in a cookie.
    refresh_token: Option<String>,
    /// From when on the refresh token is worth nothing: after twelve hours, thirty days after signing in at the latest.
    refresh_token_expires_at: DateTime<Utc>,
}

impl Tokens {
    /// Gives a person what they hold now. What is kept in a cookie goes there and nowhere else.
    pub(crate) fn given(ctx: &Context<'_>, signed_in: SignedIn) -> Self {
        let call = Call::of(ctx);
        let (access, expires_at) = (signed_in.access, signed_in.refresh_expires_at);
        let refresh_token = match signed_in.keeping {
            Keeping::Client => Some(signed_in.refresh),
            Keeping::Cookie => {
                let cookie = SessionCookie::of(call.app().tokens().address());
                ctx.append_http_header(SET_COOKIE, cookie.keep(&signed_in.refresh, expires_at - call.now()));
                None
            }
        };
        Self {
            access_token: access.token,
            access_token_expires_at: access.expires_at,
            refresh_token,
            refresh_token_expires_at: expires_at,
        }
    }
}

/// An address and a password.
#[derive(InputObject)]
pub struct SignInInput {
    /// The address.
    email: String,
    /// The password.
    password: String,
    /// What `device` returned when the person last signed in on this device, where it is kept. Wrong attempts from elsewhere
    /// do not slow down attempts from here.
    device: Option<String>,
    /// Where the session is kept.
    #[graphql(default_with = "KeepingCode::Client")]
    kept_in: KeepingCode,
}

/// The password was right: somebody has signed in, or is asked for the second factor.
#[derive(SimpleObject)]
pub struct SignInPayload {
    /// What the person holds now; empty where the account has a second factor.
    tokens: Option<Tokens>,
    /// The question for the second factor, where the account has one: `completeSignIn` answers it.
    challenge: Option<SignInChallenge>,
    /// What the device is known by from now on: keep it and give it to the next `signIn` here, for as long as half a year.
    /// Empty where the device is known. A secret, and not enough to sign in.
    device: Option<String>,
}

/// A session, or the question for a code.
fn entered(ctx: &Context<'_>, entry: Entry) -> (Option<Tokens>, Option<SignInChallenge>, Option<String>) {
    match entry {
        Entry::SignedIn(mut signed_in) => {
            let device = signed_in.device.take();
            (Some(Tokens::given(ctx, signed_in)), None, device)
        }
        Entry::Challenged {
            token,
            expires_at,
            takes_code,
            passkeys,
        } => {
            let challenge = SignInChallenge {
                token,
                expires_at,
                takes_code,
                passkey_options: passkeys.map(|question| Json(question.options)),
            };
            (None, Some(challenge), None)
        }
    }
}

/// A refresh token to exchange.
#[derive(InputObject)]
pub struct RefreshInput {
    /// The refresh token, spent by this call.
    refresh_token: String,
}

/// A session goes on.
#[derive(SimpleObject)]
pub struct RefreshPayload {
    /// What the person holds now.
    tokens: Tokens,
}

/// A session to end.
#[derive(InputObject)]
pub struct SignOutInput {
    /// A refresh token of the session.
    refresh_token: String,
}

/// A session has ended.
#[derive(SimpleObject)]
pub struct SignOutPayload {
    /// Always true: a token of no session is none the worse.
    is_signed_out: bool,
}

/// Somebody to invite.
#[derive(InputObject)]
pub struct InviteMemberInput {
    /// The address of the person. Whoever takes up the invitation signs in with it.
    email: String,
    /// To which role.
    role: RoleCode,
    /// At which place.
    place: PlaceInput,
    /// When the membership will end, where that is known.
    until: Option<DateTime<Utc>>,
    /// Why, for the audit trail. An administrator who invites to a State's team that has lost all its focal points has to say
    /// it.
    reason: Option<String>,
    /// The language of the letter that brings the link, where there is a mail server; left out: that of the inviter's account.
    language: Option<LanguageCode>,
}

/// An invitation was issued.
#[derive(SimpleObject)]
pub struct InviteMemberPayload {
    /// The invitation.
    invitation: Invitation,
    /// The link to hand over. It is shown this once.
    link: String,
    /// Whether a letter brings the same link to the address. How far it has come: `invitation.letter`. Never so where the
    /// installation has no mail server: then the link has to be handed over.
    is_mailed: bool,
    /// The secret of the link, for `acceptInvitation`.
    token: String,
}

/// An invitation to take back.
#[derive(InputObject)]
pub struct RevokeInvitationInput {
    /// The invitation.
    id: ID,
}

/// An invitation was taken back.
#[derive(SimpleObject)]
pub struct RevokeInvitationPayload {
    /// The invitation.
    invitation: Invitation,
}

/// The answer to an invitation.
#[derive(InputObject)]
pub struct AcceptInvitationInput {
    /// The secret of the link: what stands behind the `#`.
    token: String,
    /// How the person wants to be named. Where the address has an account already, its name stays.
    name: String,
    /// A password of at least 15 characters. Where the address has an account already, its present one.
    password: String,
    /// The language of messages to the person. Where the address has an account already, its language stays.
    language: LanguageCode,
    /// As in `SignInInput`, where the address has an account already.
    device: Option<String>,
    /// Where the session is kept.
    #[graphql(default_with = "KeepingCode::Client")]
    kept_in: KeepingCode,
}

/// An invitation was taken up.
#[derive(SimpleObject)]
pub struct AcceptInvitationPayload {
    /// What the person holds now; empty where the account has a second factor.
    tokens: Option<Tokens>,
    /// The question for the second factor, where the account has one. The invitation is taken up already.
    challenge: Option<SignInChallenge>,
    /// As `SignInPayload.device`.
    device: Option<String>,
}

/// A membership to end.
#[derive(InputObject)]
pub struct EndMembershipInput {
    /// The membership.
    id: ID,
}

/// A membership has ended.
#[derive(SimpleObject)]
pub struct EndMembershipPayload {
    /// The membership.
    membership: Membership,
}

/// An account to suspend or to reinstate.
#[derive(InputObject)]
pub struct SuspendAccountInput {
    /// The account.
    id: ID,
}

/// An account was suspended or reinstated.
#[derive(SimpleObject)]
pub struct SuspendAccountPayload {
    /// The account.
    account: Account,
}

/// A ministry to name.
#[derive(InputObject)]
pub struct NameMinistryInput {
    /// The alpha-3 code of the State.
    state: String,
    /// Its name, as the State writes it.
    name: String,
}

/// A ministry was named.
#[derive(SimpleObject)]
pub struct NameMinistryPayload {
    /// The ministry.
    ministry: Ministry,
}

/// The language in which the service writes to whoever calls.
pub(super) async fn own_language(call: &Call, work: &Work) -> Result<Language, Fault> {
    let account = match call.actor().account() {
        Some(account) => work.account(account).await?,
        None => None,
    };
    Ok(account.map_or_else(|| call.language(), |account| account.language))
}

/// The invitation, for those who read it.
pub(super) async fn find_invitation(call: &Call, work: &Work, id: &ID) -> Result<access::Invitation, Fault> {
    let id = InvitationId(node::key(Sort::Invitation, id)?);
    let invitation = work.invitation(id).await?.ok_or_else(Fault::not_found)?;
    let place = invitation.place().clone();
    let visible = call.actor().may(&ReadInvitations { place }).is_ok();
    visible.then_some(invitation).ok_or_else(Fault::not_found)
}

/// What is done with accounts and memberships.
#[derive(Default)]
pub struct AccountMutation;

#[Object]
impl AccountMutation {
    /// Signs in with an address and a password; where the account has a second factor, `completeSignIn` follows.
    async fn sign_in(&self, ctx: &Context<'_>, input: SignInInput) -> Result<SignInPayload, Fault> {
        let call = Call::of(ctx);
        let presence = Presence {
            device: input.device,
            client: call.client(),
            keeping: input.kept_in.into(),
        };
        let issuer = call.app().issuer();
        let entry = issuer.sign_in(&input.email, &input.password, &presence).await?;
        let (tokens, challenge, device) = entered(ctx, entry);
        Ok(SignInPayload {
            tokens,
            challenge,
            device,
        })
    }

    /// Exchanges a refresh token for a new pair of tokens.
    async fn refresh(&self, ctx: &Context<'_>, input: RefreshInput) -> Result<RefreshPayload, Fault> {
        let issuer = Call::of(ctx).app().issuer();
        let signed_in = issuer.refresh(&input.refresh_token, Keeping::Client).await?;
        Ok(RefreshPayload {
            tokens: Tokens::given(ctx, signed_in),
        })
    }

    /// Ends a session with all its tokens, in every process within a second.
    async fn sign_out(&self, ctx: &Context<'_>, input: SignOutInput) -> Result<SignOutPayload, Fault> {
        Call::of(ctx).app().issuer().sign_out(&input.refresh_token).await?;
        Ok(SignOutPayload { is_signed_out: true })
    }

    /// Invites a person to a role. The invitation lapses after seven days, and with the right of whoever issued it. Where the
    /// installation has a mail server, a letter brings the link to the address.
    async fn invite_member(&self, ctx: &Context<'_>, input: InviteMemberInput) -> Result<InviteMemberPayload, Fault> {
        let call = Call::of(ctx);
        let place = input.place.read("input.place")?;
        let email = Email::new(&input.email)?;
        let reason = input.reason.as_deref().map(Reason::new).transpose()?;
        let work = call.begin().await?;
        let permit = call.actor().permit(InviteMember {
            role: input.role.into(),
            place,
        })?;
        let address = call.app().tokens().address();
        let (link, invitation) =
            InvitationLink::issue(&work, permit, (email, input.until), reason, call.mint(), address).await?;
        let seal = call.app().post().seal();
        if let Some(seal) = seal {
            let language = match input.language {
                Some(language) => language.into(),
                None => own_language(call, &work).await?,
            };
            link.enclose(&work, seal, language, call.mint()).await?;
        }
        call.commit(work).await?;
        Ok(InviteMemberPayload {
            is_mailed: seal.is_some(),
            invitation: Invitation(invitation),
            link: link.url,
            token: link.token,
        })
    }

    /// Takes an open invitation back.
    async fn revoke_invitation(
        &self,
        ctx: &Context<'_>,
        input: RevokeInvitationInput,
    ) -> Result<RevokeInvitationPayload, Fault> {
        let call = Call::of(ctx);
        let work = call.begin().await?;
        let invitation = find_invitation(call, &work, &input.id).await?;
        let act = InviteMember {
            role: invitation.role(),
            place: invitation.place().clone(),
        };
        let invitation = invitation.revoke(call.actor().permit(act)?, call.now())?;
        work.save_answered_invitation(&invitation).await?;
        call.commit(work).await?;
        Ok(RevokeInvitationPayload {
            invitation: Invitation(invitation),
        })
    }

    /// Takes up an invitation and signs in.
    async fn accept_invitation(
        &self,
        ctx: &Context<'_>,
        input: AcceptInvitationInput,
    ) -> Result<AcceptInvitationPayload, Fault> {
        let call = Call::of(ctx);
        let answer = auth::AcceptInvitation {
            token: input.token,
            name: input.name,
            password: input.password,
            language: input.language.into(),
            presence: Presence {
                device: input.device,
                client: call.client(),
                keeping: input.kept_in.into(),
            },
        };
        let (tokens, challenge, device) = entered(ctx, call.app().issuer().accept_invitation(answer).await?);
        Ok(AcceptInvitationPayload {
            tokens,
            challenge,
            device,
        })
    }

    /// Ends a membership, in every process within a second.
    async fn end_membership(
        &self,
        ctx: &Context<'_>,
        input: EndMembershipInput,
    ) -> Result<EndMembershipPayload, Fault> {
        let call = Call::of(ctx);
        let id = MembershipId(node::key(Sort::Membership, &input.id)?);
        let work = call.begin().await?;
        let membership = work.membership(id).await?.ok_or_else(Fault::not_found)?;
        let place = membership.place().clone();
        let visible = call.actor().may(&ReadMembers { place }).is_ok();
        visible.then_some(()).ok_or_else(Fault::not_found)?;
        let account = work.account(membership.account()).await?.ok_or_else(Fault::not_found)?;
        let act = EndMembership {
            membership: id,
            role: membership.role(),
            place: membership.place().clone(),
        };
        let membership = membership.end(call.actor().permit(act)?, call.now())?;
        work.save_ended_membership(&membership).await?;
        call.commit(work).await?;
        call.app().actors().catch_up(call.now()).await;
        Ok(EndMembershipPayload {
            membership: Membership { membership, account },
        })
    }

    /// Suspends an account and ends its sessions, in every process within a second. Its memberships stay as they are.
    async fn suspend_account(
        &self,
        ctx: &Context<'_>,
        input: SuspendAccountInput,
    ) -> Result<SuspendAccountPayload, Fault> {
        let call = Call::of(ctx);
        let id = AccountId(node::key(Sort::Account, &input.id)?);
        let work = call.begin().await?;
        let account = work.account(id).await?.ok_or_else(Fault::not_found)?;
        let permit = call.actor().permit(SuspendAccount { account: id })?;
        let account = account.suspend(permit, call.now())?;
        work.save_suspension(&account).await?;
        work.save_ended_sessions(id, None, SessionEnd::Suspended).await?;
        call.commit(work).await?;
        call.app().actors().catch_up(call.now()).await;
        Ok(SuspendAccountPayload {
            account: Account(account),
        })
    }

    /// Lifts the suspension of an account.
    async fn reinstate_account(
        &self,
        ctx: &Context<'_>,
        input: SuspendAccountInput,
    ) -> Result<SuspendAccountPayload, Fault> {
        let call = Call::of(ctx);
        let id = AccountId(node::key(Sort::Account, &input.id)?);
        let work = call.begin().await?;
        let account = work.account(id).await?.ok_or_else(Fault::not_found)?;
        let account = account.reinstate(call.actor().permit(SuspendAccount { account: id })?)?;
        work.save_suspension(&account).await?;
        call.commit(work).await?;
        call.app().actors().catch_up(call.now()).await;
        Ok(SuspendAccountPayload {
            account: Account(account),
        })
    }

    /// Names a ministry of a State, so that sections can be assigned to it.
    async fn name_ministry(&self, ctx: &Context<'_>, input: NameMinistryInput) -> Result<NameMinistryPayload, Fault> {
        let call = Call::of(ctx);
        let state = StateCode::new(input.state).map_err(|_| Fault::invalid().at("input.state"))?;
        let name = Name::new(&input.name)?;
        let work = call.begin().await?;
        let permit = call.actor().permit(KeepMinistries { state })?;
        let ministry = access::Ministry::named(permit, MinistryId(call.mint().id()), name);
        work.save_ministry(&ministry).await?;
        call.commit(work).await?;
        let id = node::id(Sort::Ministry, ministry.id.to_string());
        Ok(NameMinistryPayload {
            ministry: Ministry {
                id,
                name: ministry.name.to_string(),
            },
        })
    }
}

//! Who is calling, and who holds which role where.

use async_graphql::{Context, Enum, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::access;
use domain::access::{InvitationStage, Place, ReadInvitations, ReadMembers, Role};
use domain::id::{MinistryId, OrganisationId, StateCode};

use crate::graphql::call::Call;
use crate::graphql::factor::SecondFactor;
use crate::graphql::fault::Fault;
use crate::graphql::identity::{LinkedIdentity, identities};
use crate::graphql::letter::InvitationLetter;
use crate::graphql::node::{self, Sort};
use crate::graphql::program::CallingProgram;
use crate::graphql::session::{Session, sessions};
use crate::graphql::state::{Organisation, State};
use crate::graphql::text::LanguageCode;

/// What a person may be. `docs/access.md` says what follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "Role", remote = "Role")]
pub enum RoleCode {
    /// Sees and edits the sections assigned to the own ministry or to the person.
    Contributor,
    /// Sees, clears or returns the sections of the own ministry.
    Clearer,
    /// Leads a State's drafts: opens, assigns, invites and ends members.
    FocalPoint,
    /// Files, amends, withdraws and sets visibility for a State.
    PublishingAuthority,
    /// Reads a State's drafts.
    Reader,
    /// Keeps rounds, invitations, reminders and the compilation.
    SecretariatOfficer,
    /// Keeps instruments, editions and translations.
    CatalogueEditor,
    /// Reads aggregates with their hidden part.
    Analyst,
    /// Reads the audit trail and the register; no answers.
    Auditor,
    /// Keeps accreditation, accounts and keys; no answers.
    Administrator,
    /// Reads filings visible to Member States, or to an audience that names the State or the organisation.
    AccreditedReader,
}

/// Where a role is held: in a State, possibly in one of its ministries; in the named unit of an organisation; or, with
/// none of them, in the secretariat.
#[derive(Clone, Debug, InputObject)]
pub struct PlaceInput {
    /// The alpha-3 code of the State.
    state: Option<String>,
    /// The ministry of that State.
    ministry: Option<ID>,
    /// The code of the organisation.
    organisation: Option<String>,
}

impl PlaceInput {
    /// The place, or what is wrong with the input of this name.
    pub(crate) fn read(self, name: &str) -> Result<Place, Fault> {
        let wrong = |field: &str| Fault::invalid().at(format!("{name}.{field}"));
        let ministry = self.ministry.map(|id| node::key(Sort::Ministry, &id).map(MinistryId));
        let ministry = ministry.transpose().map_err(|_| wrong("ministry"))?;
        match (self.state, self.organisation) {
            (Some(state), None) => {
                let state = StateCode::new(state).map_err(|_| wrong("state"))?;
                Ok(Place::State { state, ministry })
            }
            (None, Some(organisation)) if ministry.is_none() => {
                let organisation = OrganisationId::new(organisation).map_err(|_| wrong("organisation"))?;
                Ok(Place::Organisation(organisation))
            }
            (None, None) if ministry.is_none() => Ok(Place::Secretariat),
            (None, _) => Err(wrong("ministry")),
            (Some(_), Some(_)) => Err(wrong("organisation")),
        }
    }
}

fn state(ctx: &Context<'_>, place: &Place) -> Option<State> {
    match place {
        Place::State { state, .. } => State::find(Call::of(ctx).world(), state),
        Place::Organisation(_) | Place::Secretariat => None,
    }
}

fn ministry(place: &Place) -> Option<ID> {
    match place {
        Place::State { ministry, .. } => ministry.map(|id| node::id(Sort::Ministry, id.to_string())),
        Place::Organisation(_) | Place::Secretariat => None,
    }
}

fn organisation(ctx: &Context<'_>, place: &Place) -> Option<Organisation> {
    match place {
        Place::Organisation(organisation) => Organisation::find(Call::of(ctx).world(), organisation),
        Place::State { .. } | Place::Secretariat => None,
    }
}

/// A person who can sign in.
#[derive(Clone)]
pub struct Account(pub(crate) access::Account);

/// A person who can sign in. Rights come from memberships.
#[Object]
impl Account {
    /// An id that never changes.
    async fn id(&self) -> ID {
        node::id(Sort::Account, self.0.id.to_string())
    }

    /// How the person wants to be named.
    async fn name(&self) -> &str {
        self.0.name.as_str()
    }

    /// Whether it is a program of an integrator, and no person.
    async fn is_program(&self) -> bool {
        self.0.is_program
    }

    /// The address that signs in. That of a program leads nowhere.
    async fn email(&self) -> &str {
        self.0.email.as_str()
    }

    /// Since when nobody acts in its name, where it is suspended.
    async fn suspended_at(&self) -> Option<DateTime<Utc>> {
        self.0.suspended_at
    }
}

/// A role of a person at a place for a time.
#[derive(Clone)]
pub struct Membership {
    pub(crate) membership: access::Membership,
    pub(crate) account: access::Account,
}

/// A role of a person at a place for a time. Without State and organisation it is held in the secretariat.
#[Object]
impl Membership {
    /// An id that never changes.
    async fn id(&self) -> ID {
        node::id(Sort::Membership, self.membership.id().to_string())
    }

    /// The person.
    async fn account(&self) -> Account {
        Account(self.account.clone())
    }

    /// The role.
    async fn role(&self) -> RoleCode {
        self.membership.role().into()
    }

    /// The State, where it is held in one.
    async fn state(&self, ctx: &Context<'_>) -> Option<State> {
        state(ctx, self.membership.place())
    }

    /// The ministry, where it is held in one.
    async fn ministry(&self) -> Option<ID> {
        ministry(self.membership.place())
    }

    /// The organisation, where it is held in the named unit of one.
    async fn organisation(&self, ctx: &Context<'_>) -> Option<Organisation> {
        organisation(ctx, self.membership.place())
    }

    /// Since when.
    async fn from(&self) -> DateTime<Utc> {
        self.membership.from()
    }

    /// Until when, that instant excluded; without an end where empty.
    async fn until(&self) -> Option<DateTime<Utc>> {
        self.membership.until()
    }

    /// Whether it holds now.
    async fn is_valid(&self, ctx: &Context<'_>) -> bool {
        self.membership.is_valid(Call::of(ctx).now())
    }
}

/// Where an invitation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum InvitationStatus {
    /// It waits for its answer.
    Open,
    /// It was taken up.
    Accepted,
    /// It was taken back.
    Revoked,
    /// It was not answered in time.
    Expired,
}

/// An invitation to take up a role.
#[derive(Clone)]
pub struct Invitation(pub(crate) access::Invitation);

/// An invitation to take up a role, by a link that works once.
#[Object]
impl Invitation {
    /// An id that never changes.
    async fn id(&self) -> ID {
        node::id(Sort::Invitation, self.0.id().to_string())
    }

    /// Who is invited.
    async fn email(&self) -> &str {
        self.0.email().as_str()
    }

    /// To which role.
    async fn role(&self) -> RoleCode {
        self.0.role().into()
    }

    /// In which State.
    async fn state(&self, ctx: &Context<'_>) -> Option<State> {
        state(ctx, self.0.place())
    }

    /// In which ministry.
    async fn ministry(&self) -> Option<ID> {
        ministry(self.0.place())
    }

    /// In which organisation.
    async fn organisation(&self, ctx: &Context<'_>) -> Option<Organisation> {
        organisation(ctx, self.0.place())
    }

    /// When the membership will end, where that is known beforehand.
    async fn membership_until(&self) -> Option<DateTime<Utc>> {
        self.0.until()
    }

    /// When it was issued.
    async fn issued_at(&self) -> DateTime<Utc> {
        self.0.issued_at()
    }

    /// From when on it cannot be accepted any more.
    async fn expires_at(&self) -> DateTime<Utc> {
        self.0.expires_at()
    }

    /// Where it stands.
    async fn status(&self, ctx: &Context<'_>) -> InvitationStatus {
        match self.0.stage() {
            InvitationStage::Open if self.0.is_expired(Call::of(ctx).now()) => InvitationStatus::Expired,
            InvitationStage::Open => InvitationStatus::Open,
            InvitationStage::Accepted { .. } => InvitationStatus::Accepted,
            InvitationStage::Revoked { .. } => InvitationStatus::Revoked,
        }
    }

    /// The letter that brings the link to the address; none where it was issued without a mail server.
    async fn letter(&self, ctx: &Context<'_>) -> Result<Option<InvitationLetter>, Fault> {
        let call = Call::of(ctx);
        let letters = call.loaders().invitation_letters(call, self.0.place()).await?;
        Ok(letters.get(&self.0.id()).map(InvitationLetter::from))
    }
}

/// The person who calls.
pub struct Viewer(access::Account);

/// The person who calls.
#[Object]
impl Viewer {
    /// The person's account.
    async fn account(&self) -> Account {
        Account(self.0.clone())
    }

    /// What the program is, where one calls; empty where a person does.
    async fn program(&self, ctx: &Context<'_>) -> Option<CallingProgram> {
        CallingProgram::of(Call::of(ctx))
    }

    /// The language of messages to the person.
    async fn language(&self) -> LanguageCode {
        self.0.language.into()
    }

    /// The memberships that hold now, also those that give nothing yet for want of a second factor.
    async fn memberships(&self, ctx: &Context<'_>) -> Vec<Membership> {
        let actor = Call::of(ctx).actor();
        let held = actor.memberships().iter().chain(actor.withheld());
        held.map(|membership| Membership {
            membership: membership.clone(),
            account: self.0.clone(),
        })
        .collect()
    }

    /// How far the person is with a second factor.
    async fn second_factor(&self, ctx: &Context<'_>) -> Result<SecondFactor, Fault> {
        SecondFactor::of(Call::of(ctx), self.0.id).await
    }

    /// Where the person is signed in, the newest first.
    #[graphql(complexity = "10 + 20 * child_complexity")]
    async fn sessions(&self, ctx: &Context<'_>) -> Result<Vec<Session>, Fault> {
        sessions(Call::of(ctx), self.0.id).await
    }

    /// The identity providers by which the person is known, in the order of linking.
    #[graphql(complexity = "10 + 10 * child_complexity")]
    async fn identities(&self, ctx: &Context<'_>) -> Result<Vec<LinkedIdentity>, Fault> {
        identities(Call::of(ctx), self.0.id).await
    }
}

/// Who is calling, and who holds which role where.
#[derive(Default)]
pub struct ViewerQuery;

#[Object]
impl ViewerQuery {
    /// The person who calls; nobody without an access token.
    async fn viewer(&self, ctx: &Context<'_>) -> Result<Option<Viewer>, Fault> {
        let call = Call::of(ctx);
        let Some(account) = call.actor().account() else {
            return Ok(None);
        };
        Ok(call.snapshot().await?.account(account).await?.map(Viewer))
    }

    /// Who holds, held or will hold a role at a place, by name: for those who keep its members. A State stands for all
    /// its ministries.
    #[graphql(complexity = "10 + 20 * child_complexity")]
    async fn members(&self, ctx: &Context<'_>, place: PlaceInput) -> Result<Vec<Membership>, Fault> {
        let call = Call::of(ctx);
        let place = place.read("place")?;
        if call.actor().may(&ReadMembers { place: place.clone() }).is_err() {
            return Ok(Vec::new());
        }
        let members = call.snapshot().await?.members(&place).await?;
        let members = members.into_iter();
        Ok(members
            .map(|member| Membership {
                membership: member.membership,
                account: member.account,
            })
            .collect())
    }

    /// The invitations issued for a place, the newest first: for those who issue them. A State stands for all its
    /// ministries.
    #[graphql(complexity = "10 + 20 * child_complexity")]
    async fn invitations(&self, ctx: &Context<'_>, place: PlaceInput) -> Result<Vec<Invitation>, Fault> {
        let call = Call::of(ctx);
        let place = place.read("place")?;
        if call.actor().may(&ReadInvitations { place: place.clone() }).is_err() {
            return Ok(Vec::new());
        }
        let invitations = call.snapshot().await?.invitations(&place).await?;
        Ok(invitations.into_iter().map(Invitation).collect())
    }
}

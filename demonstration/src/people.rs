//! The people of the demonstration: a team for every State, and three at the secretariat.
//!
//! Everything that the demonstration does was done by one of them, so the audit trail names only accounts that exist. All
//! of them sign in with one password; those of a few States, and the secretariat's, are worth introducing.

use chrono::{DateTime, Utc};
use domain::access::{Account, Actor, Email, Membership, Name, Permit, Place, Refused, Role, Writing};
use domain::id::{AccountId, MembershipId, MinistryId};
use domain::language::Language;

use crate::seeded::Seeded;
use crate::states::FictionalState;

/// What everybody in the demonstration signs in with. It guards nothing: such accounts exist only in a
/// database that was made for a demonstration.
pub const PASSWORD: &str = "only fictional States";

/// How many States have people who are introduced: the first ones, one for each of the six languages.
pub(crate) const INTRODUCED: usize = 6;

/// The address of the administrator, the last of all to be written down.
pub(crate) const ADMINISTRATOR: &str = "administrator@example.org";

/// A person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The account, marked as belonging to a demonstration.
    pub account: Account,
    /// What it may do.
    pub membership: Membership,
    /// Whether it is among those that are named where the demonstration is started.
    pub is_introduced: bool,
}

impl Person {
    fn new(role: Role, state: Option<&FictionalState>, is_introduced: bool, seed: u64, at: DateTime<Utc>) -> Self {
        let code = state.map(|state| state.code().as_str());
        let mut seeded = Seeded::of(seed, &["person", role.code(), code.unwrap_or_default()]);
        let id = AccountId(seeded.id(at));
        let mut address = role.code().replace('_', "-");
        let mut name = role.code().replace('_', " ");
        name[..1].make_ascii_uppercase();
        if let Some(code) = code {
            address = format!("{address}.{}", code.to_lowercase());
            name = format!("{name} {code}");
        }
        let place = match (state, role) {
            (None, _) => Place::Secretariat,
            (Some(state), Role::Clearer) => Place::ministry(state.code().clone(), ministry_of(state, seed, at)),
            (Some(state), _) => Place::state(state.code().clone()),
        };
        Self {
            account: Account {
                id,
                email: Email::new(&format!("{address}@example.org")).expect("made of letters, dots and dashes"),
                name: Name::new(&name).expect("made of letters and a code"),
                language: state.map_or(Language::English, |state| state.language),
                suspended_at: None,
                demonstration: true,
                is_program: false,
            },
            membership: Membership::new(MembershipId(seeded.id(at)), id, role, place, at, None)
                .expect("national roles are held in a State, the others at the secretariat"),
            is_introduced,
        }
    }

    /// The account.
    pub const fn id(&self) -> AccountId {
        self.account.id
    }

    /// As who they act.
    pub(crate) fn actor(&self, at: DateTime<Utc>) -> Actor {
        Actor::person(self.id(), None, std::slice::from_ref(&self.membership), at)
            .expect("nobody in the demonstration is suspended")
    }

    /// A permit for what this person does, if the policy gives it.
    pub(crate) fn permit<A: Writing>(&self, act: A, at: DateTime<Utc>) -> Result<Permit<A>, Refused> {
        self.actor(at).permit(act)
    }
}

/// Those who work for one State.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Team {
    pub(crate) focal_point: Person,
    pub(crate) authority: Person,
    pub(crate) contributor: Person,
    /// Signs for the ministry: only where people are introduced.
    pub(crate) clearer: Option<Person>,
}

/// The ministry of a State whose people are introduced.
pub(crate) fn ministry_of(state: &FictionalState, seed: u64, at: DateTime<Utc>) -> MinistryId {
    MinistryId(Seeded::of(seed, &["ministry", state.code().as_str()]).id(at))
}

/// What it is called, as its State writes it.
pub(crate) const fn ministry_name(language: Language) -> &'static str {
    match language {
        Language::Arabic => "وزارة العدل",
        Language::Chinese => "司法部",
        Language::English => "Ministry of Justice",
        Language::French => "Ministère de la justice",
        Language::Russian => "Министерство юстиции",
        Language::Spanish => "Ministerio de Justicia",
    }
}

impl Team {
    pub(crate) fn of(state: &FictionalState, is_introduced: bool, seed: u64, at: DateTime<Utc>) -> Self {
        let person = |role| Person::new(role, Some(state), is_introduced, seed, at);
        Self {
            focal_point: person(Role::FocalPoint),
            authority: person(Role::PublishingAuthority),
            contributor: person(Role::Contributor),
            clearer: is_introduced.then(|| person(Role::Clearer)),
        }
    }

    pub(crate) fn into_people(self) -> impl Iterator<Item = Person> {
        [self.focal_point, self.authority, self.contributor]
            .into_iter()
            .chain(self.clearer)
    }
}

/// Those who work for no State.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Centre {
    pub(crate) officer: Person,
    pub(crate) analyst: Person,
    pub(crate) administrator: Person,
}

impl Centre {
    pub(crate) fn new(seed: u64, at: DateTime<Utc>) -> Self {
        let person = |role| Person::new(role, None, true, seed, at);
        Self {
            officer: person(Role::SecretariatOfficer),
            analyst: person(Role::Analyst),
            administrator: person(Role::Administrator),
        }
    }

    pub(crate) fn into_people(self) -> [Person; 3] {
        [self.officer, self.analyst, self.administrator]
    }
}

/// Who signs in how, to be named where the demonstration is started: the secretariat, then the teams of a few States.
pub fn introduced() -> Vec<(Email, Role)> {
    let at = DateTime::UNIX_EPOCH;
    let states = crate::states::demonstration_states();
    let teams = states
        .iter()
        .take(INTRODUCED)
        .flat_map(|state| Team::of(state, true, 0, at).into_people());
    let people = Centre::new(0, at).into_people().into_iter().chain(teams);
    people
        .map(|person| (person.account.email, person.membership.role()))
        .collect()
}

//! What a reader may see, in the form that the database is told.

use std::collections::{BTreeMap, BTreeSet};

use crate::access::policy::{Party, Reach, reach};
use crate::access::{ActKind, Actor, Membership, Role, TokenScopes};
use crate::id::{AccountId, OrganisationId, StateCode};
use crate::submission::Reader;

/// The class that row-level security knows a reader by (`app.reader`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReaderClass {
    /// Nobody in particular: public things only.
    Anonymous,
    /// People of States, and accredited readers of States and organisations.
    State,
    /// The secretariat: what is filed at visibility *secretariat* and above.
    Secretariat,
    /// The service itself while it computes figures: every filed, coded answer.
    Aggregate,
    /// The service itself while it signs people in and keeps accounts: accounts, sessions and keys; no answers.
    Issuer,
    /// The service itself while it delivers webhooks: them, their secrets and what is public; nothing that was filed.
    Courier,
}

impl ReaderClass {
    /// Every class.
    pub const ALL: [Self; 6] = [
        Self::Anonymous,
        Self::State,
        Self::Secretariat,
        Self::Aggregate,
        Self::Issuer,
        Self::Courier,
    ];

    /// The value of `app.reader`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Anonymous => "anonymous",
            Self::State => "state",
            Self::Secretariat => "secretariat",
            Self::Aggregate => "aggregate",
            Self::Issuer => "issuer",
            Self::Courier => "courier",
        }
    }
}

/// Who belongs to what at the time of reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Belonging {
    /// The Member States of the United Nations. Observer States are not among them.
    pub member_states: BTreeSet<StateCode>,
    /// The organisations that each State is a member of today.
    pub organisations: BTreeMap<StateCode, BTreeSet<OrganisationId>>,
}

/// What the database is told about a reader. Sorted and without repetition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The class.
    pub reader: ReaderClass,
    /// States whose working files the reader may see (`app.read_state`).
    pub read_states: Vec<StateCode>,
    /// States whose working files the reader may change (`app.write_state`).
    pub write_states: Vec<StateCode>,
    /// Member States that the reader stands for where a filing is visible to Member States or to an audience.
    pub accredited_states: Vec<StateCode>,
    /// Organisations that the reader stands for where a filing is visible to an audience.
    pub organisations: Vec<OrganisationId>,
    /// The account (`app.account`).
    pub account: Option<AccountId>,
}

impl Scope {
    fn closed(reader: ReaderClass) -> Self {
        Self {
            reader,
            read_states: Vec::new(),
            write_states: Vec::new(),
            accredited_states: Vec::new(),
            organisations: Vec::new(),
            account: None,
        }
    }

    /// The scope of nobody in particular.
    pub fn anonymous() -> Self {
        Self::closed(ReaderClass::Anonymous)
    }

    /// The scope in which the service computes figures.
    pub fn aggregate() -> Self {
        Self::closed(ReaderClass::Aggregate)
    }

    /// The scope in which the service delivers webhooks.
    pub fn courier() -> Self {
        Self::closed(ReaderClass::Courier)
    }

    /// The scope in which the service compiles rounds for the secretariat.
    pub fn secretariat() -> Self {
        Self::closed(ReaderClass::Secretariat)
    }

    /// The scope in which the service signs people in and keeps accounts, on behalf of `account` where there is one.
    pub fn issuer(account: Option<AccountId>) -> Self {
        Self {
            account,
            ..Self::closed(ReaderClass::Issuer)
        }
    }
}

impl Membership {
    /// Whether the role reads working files of the State it is held in.
    fn reads_drafts(&self) -> bool {
        reach(Party::Member(self.role()), ActKind::ReadSubmission) == Reach::Own
    }

    /// Whether the role reads the whole of a working file, and so of what became of it, whatever is assigned.
    fn reads_every_section(&self) -> bool {
        reach(Party::Member(self.role()), ActKind::ReadDraft) == Reach::Own
    }

    /// Whether the role changes anything that belongs to the State it is held in.
    fn writes(&self) -> bool {
        ActKind::ALL
            .iter()
            .filter(|act| {
                act.is_writing()
                    && !matches!(
                        act,
                        ActKind::ChangeOwnAccount
                            | ActKind::KeepOrganisationOffers
                            | ActKind::ReviewForOrganisation
                            | ActKind::ReviewInPerson
                    )
            })
            .any(|act| match reach(Party::Member(self.role()), *act) {
                Reach::Assigned | Reach::Ministry | Reach::Own => true,
                Reach::Never | Reach::Granted | Reach::All => false,
            })
    }
}

impl Actor {
    /// What decides this actor's reach to filed answers, from the memberships that hold now.
    pub fn reader(&self, belonging: &Belonging) -> Reader {
        let mut reader = Reader::default();
        for membership in self.memberships() {
            if membership.role() == Role::SecretariatOfficer {
                reader.secretariat = true;
            }
            match membership.place() {
                super::Place::State { state, .. } => {
                    if membership.reads_every_section() {
                        reader.own.insert(state.clone());
                    }
                    if belonging.member_states.contains(state) {
                        reader.accredited.insert(state.clone());
                        reader
                            .organisations
                            .extend(belonging.organisations.get(state).into_iter().flatten().cloned());
                    }
                }
                super::Place::Organisation(organisation) => {
                    reader.organisations.insert(organisation.clone());
                }
                super::Place::Secretariat => {}
            }
        }
        reader
    }

    /// What the database is told about this actor. Where somebody is both of a State and a secretariat officer, the
    /// class is *secretariat* and the States are named beside it.
    pub fn scope(&self, belonging: &Belonging) -> Scope {
        let reader = self.reader(belonging);
        let own: BTreeSet<_> = self
            .memberships()
            .iter()
            .filter(|membership| membership.reads_drafts())
            .filter_map(Membership::state)
            .cloned()
            .collect();
        let class = if reader.secretariat {
            ReaderClass::Secretariat
        } else if own.is_empty() && reader.accredited.is_empty() && reader.organisations.is_empty() {
            ReaderClass::Anonymous
        } else {
            ReaderClass::State
        };
        let writing: BTreeSet<_> = self
            .memberships()
            .iter()
            .filter(|membership| membership.writes())
            .filter_map(Membership::state)
            .cloned()
            .collect();
        // A program that only reads is told so by the database as well.
        let writing = if self.program().is_none_or(TokenScopes::writes) {
            writing
        } else {
            BTreeSet::new()
        };
        Scope {
            reader: class,
            read_states: own.into_iter().collect(),
            write_states: writing.into_iter().collect(),
            accredited_states: reader.accredited.into_iter().collect(),
            organisations: reader.organisations.into_iter().collect(),
            account: self.account(),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;
    use crate::access::Place;
    use crate::id::{MembershipId, MinistryId};

    fn state(code: &str) -> StateCode {
        StateCode::new(code).unwrap()
    }

    fn organisation(id: &str) -> OrganisationId {
        OrganisationId::new(id).unwrap()
    }

    fn actor(roles: &[(Role, Place)]) -> Actor {
        let account = AccountId(Uuid::from_u128(1));
        let memberships: Vec<_> = roles
            .iter()
            .map(|(role, place)| {
                Membership::new(
                    MembershipId(Uuid::nil()),
                    account,
                    *role,
                    place.clone(),
                    DateTime::UNIX_EPOCH,
                    None,
                )
                .unwrap()
            })
            .collect();
        Actor::person(account, None, &memberships, DateTime::UNIX_EPOCH).unwrap()
    }

    fn belonging() -> Belonging {
        Belonging {
            member_states: [state("QMA"), state("QMB")].into(),
            organisations: [
                (state("QMA"), [organisation("union")].into()),
                (state("QMO"), [organisation("union")].into()),
            ]
            .into(),
        }
    }

    type Expected = (
        ReaderClass,
        &'static [&'static str],
        &'static [&'static str],
        &'static [&'static str],
        &'static [&'static str],
    );

    fn assert_scope(who: &str, actor: &Actor, expected: Expected) {
        let scope = actor.scope(&belonging());
        let codes = |states: &[StateCode]| states.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(scope.reader, expected.0, "{who}");
        assert_eq!(codes(&scope.read_states), expected.1, "{who} reads");
        assert_eq!(codes(&scope.write_states), expected.2, "{who} writes");
        assert_eq!(codes(&scope.accredited_states), expected.3, "{who} stands for");
        let organisations: Vec<_> = scope.organisations.iter().map(ToString::to_string).collect();
        assert_eq!(organisations, expected.4, "{who} is of");
        assert_eq!(scope.account, actor.account(), "{who}");
    }

    #[test]
    fn scopes_follow_from_roles() {
        let ministry = Place::ministry(state("QMA"), MinistryId(Uuid::nil()));
        let own: Expected = (ReaderClass::State, &["QMA"], &["QMA"], &["QMA"], &["union"]);
        let none: Expected = (ReaderClass::Anonymous, &[], &[], &[], &[]);
        for role in Role::ALL {
            let (place, expected): (Place, Expected) = match role {
                Role::Contributor | Role::Clearer | Role::FocalPoint | Role::PublishingAuthority => {
                    (ministry.clone(), own)
                }
                Role::Reader => (
                    Place::state(state("QMA")),
                    (ReaderClass::State, &["QMA"], &[], &["QMA"], &["union"]),
                ),
                Role::SecretariatOfficer => (Place::Secretariat, (ReaderClass::Secretariat, &[], &[], &[], &[])),
                Role::CatalogueEditor | Role::Analyst | Role::Auditor | Role::Administrator => {
                    (Place::Secretariat, none)
                }
                Role::AccreditedReader => (
                    Place::state(state("QMA")),
                    (ReaderClass::State, &[], &[], &["QMA"], &["union"]),
                ),
            };
            assert_scope(&role.to_string(), &actor(&[(role, place)]), expected);
        }
        assert_scope("nobody", &Actor::Anonymous, none);
        assert_scope("no membership", &actor(&[]), none);
        assert_scope(
            "an observer State's team reads its own and stands for no Member State",
            &actor(&[(Role::Reader, Place::state(state("QMO")))]),
            (ReaderClass::State, &["QMO"], &[], &[], &[]),
        );
        assert_scope(
            "a unit of an organisation",
            &actor(&[(Role::AccreditedReader, Place::Organisation(organisation("league")))]),
            (ReaderClass::State, &[], &[], &[], &["league"]),
        );
        assert_scope(
            "an officer who also reads for a State",
            &actor(&[
                (Role::SecretariatOfficer, Place::Secretariat),
                (Role::Reader, Place::state(state("QMB"))),
            ]),
            (ReaderClass::Secretariat, &["QMB"], &[], &["QMB"], &[]),
        );
    }
}

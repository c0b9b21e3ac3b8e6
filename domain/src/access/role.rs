//! Roles, and the memberships that give them to a person at a place for a time.

use std::fmt;

use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::access::{EndMembership, Permit};
use crate::id::{AccountId, MembershipId, MinistryId, OrganisationId, StateCode};

/// What a person may be; [`super::reach`] says what follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
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

impl Role {
    /// Every role, in the order of the printed table.
    pub const ALL: [Self; 11] = [
        Self::Contributor,
        Self::Clearer,
        Self::FocalPoint,
        Self::PublishingAuthority,
        Self::Reader,
        Self::SecretariatOfficer,
        Self::CatalogueEditor,
        Self::Analyst,
        Self::Auditor,
        Self::Administrator,
        Self::AccreditedReader,
    ];

    /// The code used in tables and messages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Contributor => "contributor",
            Self::Clearer => "clearer",
            Self::FocalPoint => "focal_point",
            Self::PublishingAuthority => "publishing_authority",
            Self::Reader => "reader",
            Self::SecretariatOfficer => "secretariat_officer",
            Self::CatalogueEditor => "catalogue_editor",
            Self::Analyst => "analyst",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
            Self::AccreditedReader => "accredited_reader",
        }
    }

    /// Reads [`Role::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Whether the role belongs to a State's national team.
    pub const fn is_national(self) -> bool {
        match self {
            Self::Contributor | Self::Clearer | Self::FocalPoint | Self::PublishingAuthority | Self::Reader => true,
            Self::SecretariatOfficer
            | Self::CatalogueEditor
            | Self::Analyst
            | Self::Auditor
            | Self::Administrator
            | Self::AccreditedReader => false,
        }
    }

    /// Whether the role can be held at this place; else why not.
    pub const fn fits(self, place: &Place) -> Result<(), Misplaced> {
        match (self, place) {
            (Self::Clearer, Place::State { ministry: None, .. }) => Err(Misplaced::NeedsMinistry(self)),
            (
                Self::Contributor | Self::Clearer | Self::FocalPoint | Self::PublishingAuthority | Self::Reader,
                Place::State { .. },
            )
            | (Self::AccreditedReader, Place::State { ministry: None, .. } | Place::Organisation(_))
            | (
                Self::SecretariatOfficer | Self::CatalogueEditor | Self::Analyst | Self::Auditor | Self::Administrator,
                Place::Secretariat,
            ) => Ok(()),
            (Self::AccreditedReader, Place::State { ministry: Some(_), .. }) => Err(Misplaced::WithoutMinistry(self)),
            (
                Self::Contributor | Self::Clearer | Self::FocalPoint | Self::PublishingAuthority | Self::Reader,
                Place::Organisation(_) | Place::Secretariat,
            ) => Err(Misplaced::NeedsState(self)),
            (
                Self::SecretariatOfficer | Self::CatalogueEditor | Self::Analyst | Self::Auditor | Self::Administrator,
                Place::State { .. } | Place::Organisation(_),
            ) => Err(Misplaced::NeedsSecretariat(self)),
            (Self::AccreditedReader, Place::Secretariat) => Err(Misplaced::NeedsStateOrOrganisation(self)),
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Where a role is held.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// In a State, possibly in one of its ministries.
    State {
        /// The State.
        state: StateCode,
        /// The ministry, where the role is held in one.
        ministry: Option<MinistryId>,
    },
    /// In the named unit of an organisation.
    Organisation(OrganisationId),
    /// In the secretariat.
    Secretariat,
}

impl Place {
    /// The State as a whole.
    pub const fn state(state: StateCode) -> Self {
        Self::State { state, ministry: None }
    }

    /// A ministry of a State.
    pub const fn ministry(state: StateCode, ministry: MinistryId) -> Self {
        Self::State {
            state,
            ministry: Some(ministry),
        }
    }
}

/// Why a membership cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Misplaced {
    /// The role belongs to a State.
    #[error("the role {0} is held in a State")]
    NeedsState(Role),
    /// The role belongs to a ministry.
    #[error("the role {0} is held in a ministry of a State")]
    NeedsMinistry(Role),
    /// The role is held for a State as a whole.
    #[error("the role {0} is held for a State, not for one of its ministries")]
    WithoutMinistry(Role),
    /// The role belongs to the secretariat.
    #[error("the role {0} is held in the secretariat")]
    NeedsSecretariat(Role),
    /// The role belongs to a State or an organisation.
    #[error("the role {0} is held for a State or for the named unit of an organisation")]
    NeedsStateOrOrganisation(Role),
    /// It would end before it begins.
    #[error("a membership ends after it begins")]
    EndsBeforeItBegins,
}

/// Why a membership cannot be ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum EndRefused {
    /// The permit is for another one.
    #[error("the permit is for another membership")]
    AnotherPermit,
    /// It has ended already.
    #[error("the membership has ended already")]
    Over,
}

/// A right of an account: a role at a place, from an instant, until another (which is no longer part of it).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    id: MembershipId,
    account: AccountId,
    role: Role,
    place: Place,
    from: DateTime<Utc>,
    until: Option<DateTime<Utc>>,
}

impl Membership {
    /// Builds a membership; refuses a role that its place cannot hold, and an end before the beginning. One that ends at
    /// the instant it begins was never valid, and may be: it is what ending an upcoming one leaves.
    pub fn new(
        id: MembershipId,
        account: AccountId,
        role: Role,
        place: Place,
        from: DateTime<Utc>,
        until: Option<DateTime<Utc>>,
    ) -> Result<Self, Misplaced> {
        role.fits(&place)?;
        if until.is_some_and(|until| until < from) {
            return Err(Misplaced::EndsBeforeItBegins);
        }
        Ok(Self {
            id,
            account,
            role,
            place,
            from,
            until,
        })
    }

    /// Its id.
    pub const fn id(&self) -> MembershipId {
        self.id
    }

    /// Whose it is.
    pub const fn account(&self) -> AccountId {
        self.account
    }

    /// The role.
    pub const fn role(&self) -> Role {
        self.role
    }

    /// Where it is held.
    pub const fn place(&self) -> &Place {
        &self.place
    }

    /// Since when.
    pub const fn from(&self) -> DateTime<Utc> {
        self.from
    }

    /// Until when; without an end where empty.
    pub const fn until(&self) -> Option<DateTime<Utc>> {
        self.until
    }

    /// The State, where it is held in one.
    pub const fn state(&self) -> Option<&StateCode> {
        match &self.place {
            Place::State { state, .. } => Some(state),
            Place::Organisation(_) | Place::Secretariat => None,
        }
    }

    /// The ministry, where it is held in one.
    pub const fn ministry(&self) -> Option<MinistryId> {
        match self.place {
            Place::State { ministry, .. } => ministry,
            Place::Organisation(_) | Place::Secretariat => None,
        }
    }

    /// Whether it holds at `now`.
    pub fn is_valid(&self, now: DateTime<Utc>) -> bool {
        self.from <= now && self.until.is_none_or(|until| now < until)
    }

    /// The same with another end, which is after its beginning.
    #[must_use]
    pub(in crate::access) fn lasting(mut self, until: DateTime<Utc>) -> Self {
        self.until = Some(until.max(self.from));
        self
    }

    /// The same ended at `now`, or before it begins.
    #[must_use]
    pub(in crate::access) fn ended(mut self, now: DateTime<Utc>) -> Self {
        self.until = Some(now.max(self.from));
        self
    }

    /// Ends it at `now`, or before it begins; refuses a permit for another one, and one that has ended already.
    pub fn end(self, permit: Permit<EndMembership>, now: DateTime<Utc>) -> Result<Self, EndRefused> {
        let (act, _) = permit.spend();
        if (act.membership, act.role, &act.place) != (self.id, self.role, &self.place) {
            return Err(EndRefused::AnotherPermit);
        }
        if self.until.is_some_and(|until| until <= now) {
            return Err(EndRefused::Over);
        }
        Ok(self.ended(now))
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;
    use crate::access::Actor;

    fn places() -> [(&'static str, Place); 4] {
        let state = StateCode::new("QMA").unwrap();
        [
            ("State", Place::state(state.clone())),
            ("ministry", Place::ministry(state, MinistryId(Uuid::nil()))),
            (
                "organisation",
                Place::Organisation(OrganisationId::new("union").unwrap()),
            ),
            ("secretariat", Place::Secretariat),
        ]
    }

    #[test]
    fn each_role_is_held_where_it_belongs() {
        for role in Role::ALL {
            let held: Vec<_> = places()
                .into_iter()
                .filter(|(_, place)| role.fits(place).is_ok())
                .map(|(name, _)| name)
                .collect();
            let expected: &[&str] = match role {
                Role::Contributor | Role::FocalPoint | Role::PublishingAuthority | Role::Reader => {
                    &["State", "ministry"]
                }
                Role::Clearer => &["ministry"],
                Role::SecretariatOfficer
                | Role::CatalogueEditor
                | Role::Analyst
                | Role::Auditor
                | Role::Administrator => &["secretariat"],
                Role::AccreditedReader => &["State", "organisation"],
            };
            assert_eq!(held, expected, "{role}");
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
        assert_eq!(Role::from_code("owner"), None);
    }

    #[test]
    fn a_membership_holds_from_its_first_instant_to_before_its_last() {
        let from = DateTime::UNIX_EPOCH;
        let hour = TimeDelta::hours(1);
        let make = |until| {
            Membership::new(
                MembershipId(Uuid::nil()),
                AccountId(Uuid::nil()),
                Role::Auditor,
                Place::Secretariat,
                from,
                until,
            )
        };
        let membership = make(Some(from + hour)).unwrap();
        assert!(!membership.is_valid(from - TimeDelta::microseconds(1)));
        assert!(membership.is_valid(from));
        assert!(membership.is_valid(from + hour - TimeDelta::microseconds(1)));
        assert!(!membership.is_valid(from + hour));
        assert_eq!(make(Some(from - hour)), Err(Misplaced::EndsBeforeItBegins));
        let endless = make(None).unwrap();
        assert!(endless.is_valid(from + hour * 100_000));
    }

    #[test]
    fn ending_needs_the_permit_for_it_and_happens_once() {
        let (from, hour) = (DateTime::UNIX_EPOCH, TimeDelta::hours(1));
        let make = |id, role, until| {
            let account = AccountId(Uuid::from_u128(1));
            Membership::new(
                MembershipId(Uuid::from_u128(id)),
                account,
                role,
                Place::Secretariat,
                from,
                until,
            )
            .unwrap()
        };
        let root = make(1, Role::Administrator, None);
        let permit = |of: &Membership| {
            let actor = Actor::person(root.account(), None, std::slice::from_ref(&root), from).unwrap();
            let act = EndMembership {
                membership: of.id(),
                role: of.role(),
                place: of.place().clone(),
            };
            actor.permit(act).unwrap()
        };
        let membership = make(2, Role::Analyst, Some(from + hour * 3));
        let another = membership.clone().end(permit(&make(3, Role::Analyst, None)), from);
        assert_eq!(another, Err(EndRefused::AnotherPermit));
        let ended = membership.clone().end(permit(&membership), from + hour).unwrap();
        assert!(!ended.is_valid(from + hour));
        assert_eq!(ended.clone().end(permit(&ended), from + hour), Err(EndRefused::Over));
        let never = membership.clone().end(permit(&membership), from - hour).unwrap();
        assert!(!never.is_valid(from), "ended before it began");
    }
}

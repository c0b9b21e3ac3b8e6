//! Who acts.

use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::access::policy::{Party, Reach, for_programs, reach};
use crate::access::{Act, ActKind, Assignee, Membership, Permit, Place, Role, Subject, TokenScopes, Writing};
use crate::id::{AccountId, MembershipId, SessionId};

/// Who makes a call, as of the instant of the call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody in particular.
    Anonymous,
    /// A person who has signed in, or a program.
    Person(Person),
}

/// A person who has signed in, with the memberships that hold now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    account: AccountId,
    session: Option<SessionId>,
    memberships: Vec<Membership>,
    withheld: Vec<Membership>,
    program: Option<TokenScopes>,
}

/// The account is suspended: nobody acts in its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the account {0} is suspended")]
pub struct Suspended(pub AccountId);

/// Why an act is not permitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Refused {
    /// Nobody has signed in.
    #[error("{} needs a person who has signed in", .0.code())]
    SignInFirst(ActKind),
    /// No membership of the person reaches the subject.
    #[error("no membership of this account reaches {} here", .0.code())]
    OutOfReach(ActKind),
    /// A role of the program may reach it, but its token is not good for it, or it is for people.
    #[error("the token of this program is not good for {}", .0.code())]
    OutOfScope(ActKind),
    /// A role of the person reaches it, but needs a second factor, which the account does not have.
    #[error("the role {} gives {} only to those who have a second factor", .1, .0.code())]
    FactorNeeded(ActKind, Role),
}

impl Refused {
    /// The act refused.
    pub const fn act(&self) -> ActKind {
        match self {
            Self::SignInFirst(act) | Self::OutOfReach(act) | Self::OutOfScope(act) | Self::FactorNeeded(act, _) => *act,
        }
    }
}

impl Person {
    /// The account.
    pub const fn account(&self) -> AccountId {
        self.account
    }

    /// The memberships that hold now.
    pub fn memberships(&self) -> &[Membership] {
        &self.memberships
    }
}

impl Actor {
    /// The person behind an account, with those of `memberships` that are this account's and valid at `now`; a
    /// suspended account is refused.
    pub fn person(
        account: AccountId,
        suspended_at: Option<DateTime<Utc>>,
        memberships: &[Membership],
        now: DateTime<Utc>,
    ) -> Result<Self, Suspended> {
        if suspended_at.is_some_and(|at| at <= now) {
            return Err(Suspended(account));
        }
        let memberships = memberships
            .iter()
            .filter(|membership| membership.account() == account && membership.is_valid(now))
            .cloned()
            .collect();
        Ok(Self::Person(Person {
            account,
            session: None,
            memberships,
            withheld: Vec::new(),
            program: None,
        }))
    }

    /// The same person within a session.
    #[must_use]
    pub fn within(self, session: SessionId) -> Self {
        match self {
            Self::Anonymous => Self::Anonymous,
            Self::Person(person) => Self::Person(Person {
                session: Some(session),
                ..person
            }),
        }
    }

    /// The same account as a program whose token has these scopes.
    #[must_use]
    pub fn as_program(self, scopes: TokenScopes) -> Self {
        match self {
            Self::Anonymous => Self::Anonymous,
            Self::Person(person) => Self::Person(Person {
                program: Some(scopes),
                ..person
            }),
        }
    }

    /// What its token is good for, where a program acts; none for people.
    pub const fn program(&self) -> Option<TokenScopes> {
        match self {
            Self::Anonymous => None,
            Self::Person(person) => person.program,
        }
    }

    /// The same person, whose account has no second factor: what the roles in `needing` give is withheld until it has.
    #[must_use]
    pub fn without_factor(self, needing: &[Role]) -> Self {
        match self {
            Self::Anonymous => Self::Anonymous,
            Self::Person(mut person) => {
                let held = person.memberships.into_iter();
                let (withheld, left) = held.partition(|membership| needing.contains(&membership.role()));
                person.memberships = left;
                person.withheld = withheld;
                Self::Person(person)
            }
        }
    }

    /// The session, where the person acts within one.
    pub const fn session(&self) -> Option<SessionId> {
        match self {
            Self::Anonymous => None,
            Self::Person(person) => person.session,
        }
    }

    /// The memberships that hold now and give nothing, because their roles need a second factor and there is none.
    pub fn withheld(&self) -> &[Membership] {
        match self {
            Self::Anonymous => &[],
            Self::Person(person) => &person.withheld,
        }
    }

    /// The account, where somebody has signed in.
    pub const fn account(&self) -> Option<AccountId> {
        match self {
            Self::Anonymous => None,
            Self::Person(person) => Some(person.account),
        }
    }

    /// The memberships that hold now and give what their roles give; none for nobody.
    pub fn memberships(&self) -> &[Membership] {
        match self {
            Self::Anonymous => &[],
            Self::Person(person) => &person.memberships,
        }
    }

    /// A permit for a writing act, or why there is none.
    pub fn permit<A: Writing>(&self, act: A) -> Result<Permit<A>, Refused> {
        let by = self.reaching(&act)?;
        match self {
            Self::Person(person) => Ok(Permit::new(act, person.account, by)),
            Self::Anonymous => Err(Refused::SignInFirst(A::KIND)),
        }
    }

    /// Whether an act is within reach, or why not. For reading acts with reach *granted* the scope then decides row by
    /// row.
    pub fn may<A: Act>(&self, act: &A) -> Result<(), Refused> {
        self.reaching(act).map(|_| ())
    }

    /// What lets the actor do it: the membership that reaches furthest, or none where nothing in particular is needed.
    fn reaching<A: Act>(&self, act: &A) -> Result<Option<(MembershipId, Reach)>, Refused> {
        let subject = act.subject();
        let covered = |party, account, membership| covers(reach(party, A::KIND), subject, account, membership);
        match self {
            Self::Anonymous if covered(Party::Anyone, None, None) => Ok(None),
            Self::Anonymous => Err(Refused::SignInFirst(A::KIND)),
            Self::Person(person) => {
                let account = Some(person.account);
                // What anybody may do needs no scope; everything else needs the scope and the role.
                if let Some(scopes) = person.program
                    && !covered(Party::Anyone, None, None)
                    && !for_programs(A::KIND).admits(scopes)
                {
                    return Err(Refused::OutOfScope(A::KIND));
                }
                if covered(Party::SignedIn, account, None) {
                    return Ok(None);
                }
                let held = person
                    .memberships
                    .iter()
                    .map(|membership| (membership, Party::Member(membership.role())));
                held.filter(|(membership, party)| covered(*party, account, Some(membership)))
                    .map(|(membership, party)| (membership.id(), reach(party, A::KIND)))
                    .max_by_key(|(_, reach)| *reach)
                    .map(Some)
                    .ok_or_else(|| {
                        let mut withheld = person.withheld.iter();
                        let would = withheld.find(|held| covered(Party::Member(held.role()), account, Some(*held)));
                        would.map_or(Refused::OutOfReach(A::KIND), |held| {
                            Refused::FactorNeeded(A::KIND, held.role())
                        })
                    })
            }
        }
    }
}

/// Whether a reach, held through this membership, covers the subject.
fn covers(reach: Reach, subject: Subject<'_>, account: Option<AccountId>, membership: Option<&Membership>) -> bool {
    let state = membership.and_then(Membership::state);
    let to_ministry = |assigned: Option<Assignee>| {
        let ministry = membership.and_then(Membership::ministry);
        ministry.is_some_and(|ministry| assigned == Some(Assignee::Ministry(ministry)))
    };
    let to_person = |assigned| account.is_some_and(|account| assigned == Some(Assignee::Account(account)));
    match (reach, subject) {
        (Reach::All | Reach::Granted, _) => true,
        (Reach::Own, Subject::State(of) | Subject::Section { state: of, .. }) => state == Some(of),
        (Reach::Own, Subject::Account(of)) => account == Some(of),
        (Reach::Own, Subject::Organisation(of)) => match membership.map(Membership::place) {
            Some(Place::Organisation(held)) => held == of,
            Some(Place::State { .. } | Place::Secretariat) | None => false,
        },
        (Reach::Ministry, Subject::Section { state: of, assigned }) => state == Some(of) && to_ministry(assigned),
        (Reach::Assigned, Subject::Section { state: of, assigned }) => {
            state == Some(of) && (to_ministry(assigned) || to_person(assigned))
        }
        (Reach::Never, _)
        | (Reach::Own, Subject::Central)
        | (
            Reach::Ministry | Reach::Assigned,
            Subject::Central | Subject::State(_) | Subject::Account(_) | Subject::Organisation(_),
        ) => false,
    }
}

#[cfg(test)]
mod behaviour;
#[cfg(test)]
mod tests;

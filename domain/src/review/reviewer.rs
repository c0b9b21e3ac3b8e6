//! Who reviews, and the proof that somebody may act for the reviewer.

use crate::access::{
    AcceptReview, Act, ActKind, Actor, AgreeToReview, DeclineReview, DeliverReview, DraftReview, Email, Name, Permit,
    ReadReviews, Refused, ReviewForOrganisation, ReviewInPerson,
};
use crate::id::{AccountId, OrganisationId, StateCode};
use crate::submission::{Audience, Visibility};

/// The two sides of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The State whose answers are reviewed.
    State,
    /// Whoever was invited.
    Reviewer,
}

impl Side {
    /// Both.
    pub const ALL: [Self; 2] = [Self::State, Self::Reviewer];

    /// The code used in tables and messages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Reviewer => "reviewer",
        }
    }

    /// Reads [`Side::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.code() == code)
    }
}

/// A person who reviews in their own name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expert {
    /// The name that stands under the text.
    pub name: Name,
    /// The address of the account; none for whoever reads only what was published.
    pub address: Option<Email>,
    /// The account, where it is that of whoever reads this.
    pub account: Option<AccountId>,
}

/// Who reviews.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reviewer {
    /// A peer.
    State(StateCode),
    /// A body: the named unit of an organisation.
    Organisation(OrganisationId),
    /// A person.
    Expert(Expert),
}

/// What a reviewer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Takes up the invitation.
    Accept,
    /// Turns it down.
    Decline,
    /// Writes the text.
    Draft,
    /// Delivers it.
    Deliver,
    /// Agrees to publish, or takes that back.
    Agree,
}

impl Deed {
    /// The act that a State does it by.
    pub const fn of_state(self) -> ActKind {
        match self {
            Self::Accept => ActKind::AcceptReview,
            Self::Decline => ActKind::DeclineReview,
            Self::Draft => ActKind::DraftReview,
            Self::Deliver => ActKind::DeliverReview,
            Self::Agree => ActKind::AgreeToReview,
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Party {
    State(StateCode),
    Organisation(OrganisationId),
    Person(AccountId),
}

/// The proof that an account may do this for a reviewer. Made of a [`Permit`] alone.
#[derive(Debug, PartialEq, Eq)]
#[must_use = "a permit does nothing until a transition spends it"]
pub struct ReviewerPermit {
    party: Party,
    act: ActKind,
    by: AccountId,
}

impl ReviewerPermit {
    fn new<A: Act>(permit: Permit<A>, party: impl FnOnce(A) -> Party) -> Self {
        let (act, by) = permit.spend();
        Self {
            party: party(act),
            act: A::KIND,
            by,
        }
    }

    /// Who did it, and as which act, if it is this deed for this reviewer.
    pub(super) fn spend(self, reviewer: &Reviewer, deed: Deed) -> Option<(AccountId, ActKind)> {
        let fits = match (&self.party, reviewer) {
            (Party::State(party), Reviewer::State(state)) => party == state && self.act == deed.of_state(),
            (Party::Organisation(party), Reviewer::Organisation(organisation)) => party == organisation,
            (Party::Person(party), Reviewer::Expert(expert)) => expert.account == Some(*party),
            (Party::State(_) | Party::Organisation(_) | Party::Person(_), _) => false,
        };
        fits.then_some((self.by, self.act))
    }
}

/// The proof that somebody may agree for one of the sides.
#[derive(Debug, PartialEq, Eq)]
#[must_use = "a permit does nothing until a transition spends it"]
pub enum Consent {
    /// For the State whose answers are reviewed.
    State(Permit<AgreeToReview>),
    /// For the reviewer.
    Reviewer(ReviewerPermit),
}

impl Reviewer {
    /// The State, where a peer reviews.
    pub const fn state(&self) -> Option<&StateCode> {
        match self {
            Self::State(state) => Some(state),
            Self::Organisation(_) | Self::Expert(_) => None,
        }
    }

    /// How widely an answer has to be open for this reviewer: to an audience of one. A person stands for no Member State, so
    /// that nothing under a ceiling is opened to them.
    pub(super) fn needs(&self) -> Visibility {
        match self {
            Self::State(state) => Visibility::Audience(Audience {
                states: [state.clone()].into(),
                ..Audience::default()
            }),
            Self::Organisation(organisation) => Visibility::Audience(Audience {
                organisations: [organisation.clone()].into(),
                ..Audience::default()
            }),
            Self::Expert(_) => Visibility::Public,
        }
    }

    /// Whether an actor reads for this reviewer.
    pub fn is_read_by(&self, actor: &Actor) -> bool {
        match self {
            Self::State(state) => actor.may(&ReadReviews { state: state.clone() }).is_ok(),
            Self::Organisation(organisation) => {
                let organisation = organisation.clone();
                actor.may(&ReviewForOrganisation { organisation }).is_ok()
            }
            Self::Expert(expert) => {
                (expert.account).is_some_and(|account| actor.may(&ReviewInPerson { account }).is_ok())
            }
        }
    }

    /// The permit to do something for this reviewer, or why there is none.
    pub fn permit(&self, actor: &Actor, deed: Deed) -> Result<ReviewerPermit, Refused> {
        match self {
            Self::State(state) => {
                let state = state.clone();
                match deed {
                    Deed::Accept => actor
                        .permit(AcceptReview { state })
                        .map(|permit| ReviewerPermit::new(permit, |act| Party::State(act.state))),
                    Deed::Decline => actor
                        .permit(DeclineReview { state })
                        .map(|permit| ReviewerPermit::new(permit, |act| Party::State(act.state))),
                    Deed::Draft => actor
                        .permit(DraftReview { state })
                        .map(|permit| ReviewerPermit::new(permit, |act| Party::State(act.state))),
                    Deed::Deliver => actor
                        .permit(DeliverReview { state })
                        .map(|permit| ReviewerPermit::new(permit, |act| Party::State(act.state))),
                    Deed::Agree => actor
                        .permit(AgreeToReview { state })
                        .map(|permit| ReviewerPermit::new(permit, |act| Party::State(act.state))),
                }
            }
            Self::Organisation(organisation) => {
                let organisation = organisation.clone();
                actor
                    .permit(ReviewForOrganisation { organisation })
                    .map(|permit| ReviewerPermit::new(permit, |act| Party::Organisation(act.organisation)))
            }
            Self::Expert(expert) => {
                let account = expert.account.ok_or(Refused::OutOfReach(ActKind::ReviewInPerson))?;
                actor
                    .permit(ReviewInPerson { account })
                    .map(|permit| ReviewerPermit::new(permit, |act| Party::Person(act.account)))
            }
        }
    }
}

//! What a letter is about, whatever it says.

use crate::id::{InvitationId, LetterId, ProposalId, ReviewId, RoundId, StateCode};
use crate::letter::Matter;

/// What a letter is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A round: an officer asked for it, to the people of an invited State.
    Round {
        /// The round.
        round: RoundId,
        /// What it says.
        matter: Matter,
        /// The State whose people are written to.
        state: StateCode,
    },
    /// An invitation to take up a role: it brings the link.
    Invitation(InvitationId),
    /// A review: what one side did, to the people of the other.
    Review {
        /// The review.
        review: ReviewId,
        /// What happened.
        news: ReviewNews,
    },
    /// A proposal: what another State did, to the people of the one that leads it.
    Proposal {
        /// The proposal.
        proposal: ProposalId,
        /// What happened.
        news: ProposalNews,
    },
}

impl Subject {
    /// The name of a letter among those of the sender, the same however often it is sent: a repeat is known by it.
    pub fn message_id(&self, id: LetterId) -> String {
        match self {
            Self::Round { .. } | Self::Review { .. } | Self::Proposal { .. } => id.to_string(),
            // What tells it apart was part of the name before there was one outbox, and what waited then keeps its name.
            Self::Invitation(_) => format!("invitation-{id}"),
        }
    }
}

/// What is written of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewNews {
    /// Somebody is invited to review: to the reviewer.
    Invited,
    /// The invitation was turned down: to the State.
    Declined,
    /// A text was delivered, and the right of reply begins: to the State.
    Delivered,
    /// Both texts are open to everybody: to both sides.
    Published,
}

impl ReviewNews {
    /// All of it.
    pub const ALL: [Self; 4] = [Self::Invited, Self::Declined, Self::Delivered, Self::Published];

    /// The code that is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invited => "review_invited",
            Self::Declined => "review_declined",
            Self::Delivered => "review_delivered",
            Self::Published => "review_published",
        }
    }

    /// The news of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|news| news.code() == code)
    }
}

/// What is written of a proposal: once a day, whatever else happens to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposalNews {
    /// A State put its name under it.
    Joined,
    /// A State commented on it.
    Commented,
}

impl ProposalNews {
    /// All of it.
    pub const ALL: [Self; 2] = [Self::Joined, Self::Commented];

    /// The code that is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Joined => "proposal_joined",
            Self::Commented => "proposal_commented",
        }
    }

    /// The news of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|news| news.code() == code)
    }
}

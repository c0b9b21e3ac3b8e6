//! What is told: a closed list, all of it public knowledge of the register.

use crate::id::{EditionId, ProposalId, ReviewId, RoundKey};
use crate::submission::Position;

/// What can be asked for. The end of an embargo, and the opening and the close of a round, are instants, not acts: they are told
/// when they have passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventKind {
    /// The register took a first filing of a working file.
    FilingRecorded,
    /// It took an amendment.
    FilingAmended,
    /// It took a withdrawal.
    FilingWithdrawn,
    /// Anybody reads more or less of a filing than before: by an act of its State, or as an embargo has ended.
    FilingVisibilityChanged,
    /// Figures of a round were released.
    ReleaseMade,
    /// A round was laid down, with the States that are invited.
    RoundAnnounced,
    /// A round has opened.
    RoundOpened,
    /// A round was changed: its days among it, as by an extension, or what it says; or it was called off or archived.
    RoundChanged,
    /// A round has closed.
    RoundClosed,
    /// An edition of a questionnaire was published.
    EditionPublished,
    /// A version of a proposal is the first that everybody reads.
    ProposalPublished,
    /// Everybody reads a further version.
    ProposalChanged,
    /// A proposal of which everybody reads a version is no longer put forward.
    ProposalClosed,
    /// It was taken back.
    ProposalWithdrawn,
    /// An invited review and the reply to it are open to everybody.
    ReviewPublished,
}

impl EventKind {
    /// Every kind.
    pub const ALL: [Self; 15] = [
        Self::FilingRecorded,
        Self::FilingAmended,
        Self::FilingWithdrawn,
        Self::FilingVisibilityChanged,
        Self::ReleaseMade,
        Self::RoundAnnounced,
        Self::RoundOpened,
        Self::RoundChanged,
        Self::RoundClosed,
        Self::EditionPublished,
        Self::ProposalPublished,
        Self::ProposalChanged,
        Self::ProposalClosed,
        Self::ProposalWithdrawn,
        Self::ReviewPublished,
    ];

    /// The `type` of the message.
    pub const fn code(self) -> &'static str {
        match self {
            Self::FilingRecorded => "filing.recorded",
            Self::FilingAmended => "filing.amended",
            Self::FilingWithdrawn => "filing.withdrawn",
            Self::FilingVisibilityChanged => "filing.visibility_changed",
            Self::ReleaseMade => "release.made",
            Self::RoundAnnounced => "round.announced",
            Self::RoundOpened => "round.opened",
            Self::RoundChanged => "round.changed",
            Self::RoundClosed => "round.closed",
            Self::EditionPublished => "edition.published",
            Self::ProposalPublished => "proposal.published",
            Self::ProposalChanged => "proposal.changed",
            Self::ProposalClosed => "proposal.closed",
            Self::ProposalWithdrawn => "proposal.withdrawn",
            Self::ReviewPublished => "review.published",
        }
    }

    /// The kind of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What happened, as far as it is told: ids and positions, and never whose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Something about a filing.
    Filing {
        /// What.
        kind: EventKind,
        /// Its place in the register.
        position: Position,
        /// Its round.
        round: RoundKey,
    },
    /// A release of figures.
    Release {
        /// The round.
        round: RoundKey,
        /// The number of the release within it.
        number: u32,
    },
    /// Something about a round.
    Round {
        /// What.
        kind: EventKind,
        /// Its key.
        round: RoundKey,
    },
    /// An edition.
    Edition {
        /// Its id.
        edition: EditionId,
    },
    /// Something about a proposal.
    Proposal {
        /// What.
        kind: EventKind,
        /// Which.
        proposal: ProposalId,
        /// The version that it is about; at the end the newest that everybody reads.
        version: u32,
    },
    /// A review that is open to everybody, with the reply to it.
    Review {
        /// Which.
        review: ReviewId,
    },
    /// Nothing: whoever keeps the webhook tries it.
    Ping,
}

impl Event {
    /// The `type` of a ping.
    pub const PING: &'static str = "webhook.ping";

    /// What it is of what can be asked for; none for a ping.
    pub const fn kind(&self) -> Option<EventKind> {
        match self {
            Self::Filing { kind, .. } | Self::Round { kind, .. } | Self::Proposal { kind, .. } => Some(*kind),
            Self::Release { .. } => Some(EventKind::ReleaseMade),
            Self::Edition { .. } => Some(EventKind::EditionPublished),
            Self::Review { .. } => Some(EventKind::ReviewPublished),
            Self::Ping => None,
        }
    }

    /// The `type` of the message.
    pub const fn code(&self) -> &'static str {
        match self.kind() {
            Some(kind) => kind.code(),
            None => Self::PING,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_found_by_its_code() {
        for kind in EventKind::ALL {
            assert_eq!(EventKind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(EventKind::from_code(Event::PING), None, "nobody asks for pings");
    }
}

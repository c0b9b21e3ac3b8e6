//! What a letter is about, whatever it says.

use crate::id::{InvitationId, LetterId, RoundId, StateCode};
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
}

impl Subject {
    /// The name of a letter among those of the sender, the same however often it is sent: a repeat is known by it.
    pub fn message_id(&self, id: LetterId) -> String {
        match self {
            Self::Round { .. } => id.to_string(),
            // What tells it apart was part of the name before there was one outbox, and what waited then keeps its name.
            Self::Invitation(_) => format!("invitation-{id}"),
        }
    }
}

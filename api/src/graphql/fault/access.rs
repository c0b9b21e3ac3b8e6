//! What goes wrong with accounts, as faults.

use domain::access::{BadField, EndRefused, InvitationRefused, Misplaced, Password, SuspendRefused};

use super::Fault;
use crate::auth::{IssuerError, Unauthenticated};
use crate::localise::Message;

impl From<Unauthenticated> for Fault {
    fn from(reason: Unauthenticated) -> Self {
        match reason {
            Unauthenticated::Undecided(error) => error.into(),
            other => Self::bad_token().because(other),
        }
    }
}

impl From<BadField> for Fault {
    fn from(bad: BadField) -> Self {
        let (field, message) = match bad {
            BadField::Email => ("input.email", Message::BadEmail),
            BadField::Name => ("input.name", Message::BadName),
            BadField::Reason => ("input.reason", Message::BadReason),
            BadField::PasswordTooShort => {
                let limit = Password::SHORTEST as u64;
                ("input.password", Message::PasswordTooShort { limit })
            }
            BadField::PasswordTooLong => {
                let limit = Password::LONGEST as u64;
                ("input.password", Message::PasswordTooLong { limit })
            }
            BadField::PasswordGuessable => ("input.password", Message::PasswordGuessable),
        };
        Self::invalid().at(field).saying(message)
    }
}

impl From<Misplaced> for Fault {
    fn from(misplaced: Misplaced) -> Self {
        Self::invalid().saying(Message::Misplaced).because(misplaced)
    }
}

impl From<InvitationRefused> for Fault {
    fn from(refused: InvitationRefused) -> Self {
        match refused {
            InvitationRefused::Misplaced(misplaced) => misplaced.into(),
            InvitationRefused::Accepted => Self::state().saying(Message::InvitationAccepted),
            InvitationRefused::Revoked => Self::state().saying(Message::InvitationRevoked),
            InvitationRefused::Expired => Self::state().saying(Message::InvitationExpired),
            InvitationRefused::InviterOutOfReach => Self::state().saying(Message::InviterOutOfReach),
            InvitationRefused::ReasonNeeded => Self::invalid().at("input.reason").saying(Message::ReasonNeeded),
            InvitationRefused::AnotherPermit => Self::internal(refused),
        }
    }
}

impl From<EndRefused> for Fault {
    fn from(refused: EndRefused) -> Self {
        match refused {
            EndRefused::Over => Self::state().saying(Message::MembershipOver),
            EndRefused::AnotherPermit => Self::internal(refused),
        }
    }
}

impl From<SuspendRefused> for Fault {
    fn from(refused: SuspendRefused) -> Self {
        match refused {
            SuspendRefused::Oneself => Self::forbidden().saying(Message::SuspendOneself),
            SuspendRefused::AnotherPermit => Self::internal(refused),
        }
    }
}

impl From<IssuerError> for Fault {
    fn from(error: IssuerError) -> Self {
        match error {
            IssuerError::WrongCredentials => Self::unauthenticated().saying(Message::WrongCredentials),
            IssuerError::SessionOver => Self::unauthenticated().saying(Message::SessionOver),
            IssuerError::NoInvitation => Self::not_found(),
            IssuerError::Invitation(refused) => refused.into(),
            IssuerError::Field(bad) => bad.into(),
            IssuerError::Store(error) => error.into(),
        }
    }
}

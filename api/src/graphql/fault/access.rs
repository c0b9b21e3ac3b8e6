//! What goes wrong with accounts, as faults.

use domain::access::{
    Attempts, BadField, EndRefused, FactorRefused, InvitationRefused, Misplaced, Password, RuleUnchanged,
    SuspendRefused,
};

use super::Fault;
use crate::auth::{ArrivalRefused, IssuerError, Unauthenticated};
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

impl From<FactorRefused> for Fault {
    fn from(refused: FactorRefused) -> Self {
        let state = |reason: &'static str, message| Self::state().with("reason", reason).saying(message);
        match refused {
            FactorRefused::Confirmed => state("confirmed", Message::SecondFactorThere),
            FactorRefused::None => state("none", Message::NoSecondFactor),
            FactorRefused::Lapsed => state("lapsed", Message::SecondFactorLapsed),
            FactorRefused::WrongCode | FactorRefused::Used => {
                Self::invalid().with("reason", "code").saying(Message::WrongCode)
            }
            FactorRefused::Oneself => Self::forbidden().saying(Message::ResetOneself),
            FactorRefused::AnotherPermit => Self::internal(refused),
        }
    }
}

impl From<RuleUnchanged> for Fault {
    fn from(_: RuleUnchanged) -> Self {
        Self::invalid().with("reason", "unchanged")
    }
}

impl From<ArrivalRefused> for Fault {
    fn from(refused: ArrivalRefused) -> Self {
        match refused {
            ArrivalRefused::UnknownProvider => Self::not_found(),
            ArrivalRefused::Issuer(error) => error.into(),
            ArrivalRefused::Unavailable => Self::unavailable(refused),
            ArrivalRefused::Expired
            | ArrivalRefused::Cancelled(_)
            | ArrivalRefused::Invalid(_)
            | ArrivalRefused::NotInvited
            | ArrivalRefused::NoEmail
            | ArrivalRefused::EmailTaken
            | ArrivalRefused::BeyondRemit
            | ArrivalRefused::IdentityTaken
            | ArrivalRefused::SessionOver => Self::state().with("reason", refused.code()),
        }
    }
}

impl From<IssuerError> for Fault {
    fn from(error: IssuerError) -> Self {
        match error {
            IssuerError::WrongCredentials => Self::unauthenticated().saying(Message::WrongCredentials),
            IssuerError::SessionOver => Self::unauthenticated().saying(Message::SessionOver),
            IssuerError::ChallengeOver => Self::unauthenticated()
                .with("reason", "challenge")
                .saying(Message::ChallengeOver),
            IssuerError::WrongCode => Self::invalid().with("reason", "code").saying(Message::WrongCode),
            IssuerError::CodesWait(until) => {
                let limit = u64::from(Attempts::FREE_CODES);
                Self::limit("codes", Message::CodesWait, limit, None).with("retryAt", until.to_rfc3339())
            }
            IssuerError::WrongPassword => Self::invalid().at("input.password").saying(Message::WrongPassword),
            IssuerError::Factor(refused) => refused.into(),
            IssuerError::NotOwn(_) | IssuerError::NoInvitation => Self::not_found(),
            IssuerError::Sealed(error) => Self::internal(error),
            IssuerError::Invitation(refused) => refused.into(),
            IssuerError::Field(bad) => bad.into(),
            IssuerError::Store(error) => error.into(),
        }
    }
}

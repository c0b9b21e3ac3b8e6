//! What goes wrong with accounts, as faults.

use domain::access::{
    Attempts, BadField, EndRefused, FactorRefused, InvitationRefused, Misplaced, Passkey, PasskeyRefused, Password,
    ProgramRefused, ProgramSecret, RuleUnchanged, SuspendRefused,
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
            InvitationRefused::LetterWaits => Self::state()
                .with("reason", "letter_waits")
                .saying(Message::LetterWaits),
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
            FactorRefused::ProofNeeded => Self::invalid()
                .at("input.proof")
                .with("reason", "proof_needed")
                .saying(Message::ProofNeeded),
            FactorRefused::Oneself => Self::forbidden().saying(Message::ResetOneself),
            FactorRefused::AnotherPermit => Self::internal(refused),
        }
    }
}

impl From<PasskeyRefused> for Fault {
    fn from(refused: PasskeyRefused) -> Self {
        match refused {
            PasskeyRefused::TooMany => {
                let limit = Passkey::MOST as u64;
                Self::limit("passkeys", Message::TooManyPasskeys { limit }, limit, None)
            }
            PasskeyRefused::None => Self::not_found(),
            PasskeyRefused::NotVerified | PasskeyRefused::WentBack => {
                Self::unauthenticated().saying(Message::WrongPasskey)
            }
            PasskeyRefused::LastNeeded(roles) => {
                let roles = roles
                    .into_iter()
                    .map(|role| async_graphql::Value::from(role.code().to_uppercase()));
                Self::state()
                    .with("reason", "last_factor")
                    .with("roles", roles.collect::<Vec<_>>())
                    .saying(Message::LastSecondFactor)
            }
            PasskeyRefused::AnotherPermit => Self::internal(refused),
        }
    }
}

impl From<ProgramRefused> for Fault {
    fn from(refused: ProgramRefused) -> Self {
        match refused {
            ProgramRefused::Role(role) => Self::invalid()
                .at("input.role")
                .with("reason", "not_for_programs")
                .with("role", role.code())
                .saying(Message::NotForPrograms),
            ProgramRefused::Misplaced(misplaced) => misplaced.into(),
            ProgramRefused::Expiry => {
                let limit = u64::try_from(ProgramSecret::LONGEST.num_days()).unwrap_or_default();
                let fault = Self::invalid().at("input.expiresAt").with("maximum", limit);
                fault.saying(Message::SecretExpiry { limit })
            }
            ProgramRefused::TooMany => Self::state()
                .with("reason", "two_secrets")
                .saying(Message::TooManySecrets),
            ProgramRefused::NoSecret => Self::not_found(),
            ProgramRefused::Over => Self::state().with("reason", "ended").saying(Message::ProgramOver),
            ProgramRefused::AnotherPermit => Self::internal(refused),
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
            IssuerError::Passkey(refused) => refused.into(),
            IssuerError::Program(refused) => refused.into(),
            IssuerError::CeremonyOver => Self::state().with("reason", "ceremony").saying(Message::CeremonyOver),
            IssuerError::WrongPasskey => Self::unauthenticated().saying(Message::WrongPasskey),
            IssuerError::Untrue(_) => Self::invalid()
                .at("input.credential")
                .with("reason", "credential")
                .saying(Message::BadPasskey)
                .because(error),
            IssuerError::PasskeyKnown => Self::state().with("reason", "known").saying(Message::PasskeyKnown),
            IssuerError::NoDomain => Self::state()
                .with("reason", "no_domain")
                .saying(Message::PasskeysNeedDomain),
            IssuerError::NotOwn(_) | IssuerError::NoInvitation => Self::not_found(),
            IssuerError::Sealed(error) => Self::internal(error),
            IssuerError::Invitation(refused) => refused.into(),
            IssuerError::Field(bad) => bad.into(),
            IssuerError::Store(error) => error.into(),
        }
    }
}

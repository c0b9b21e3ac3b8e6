//! How what goes wrong inside becomes a [`Fault`]: the only place where inner errors meet the outside.

use domain::access::{ForPrograms, Refused, for_programs};
use domain::submission::{
    AssignRefused, Barred, ClearanceRefused, CommentRefused, EvidenceRefused, FileRefused, MandateRefused,
    MergeRefused, OpenRefused, OpeningRefused, ResolveRefused, RoundRefused, RoundStage, ShareRefused, Shut,
};
use store::{Constraint, StoreError};
use vault::VaultError;

use crate::graphql::fault::Fault;
use crate::localise::Message;
use crate::press::PressError;

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(_) => Self::unavailable(error),
            StoreError::Conflict(constraint) => {
                let what = match constraint {
                    Constraint::Revision => "revision",
                    Constraint::SubmissionOncePerRound => "submission",
                    Constraint::RoundKey => "roundKey",
                    Constraint::MinistryName => "ministryName",
                    Constraint::AssignmentOneAtATime => "assignment",
                    Constraint::AccountAddress => "email",
                    Constraint::Identity => "identity",
                    Constraint::PasskeyCredential => "passkey",
                    Constraint::IdempotencyKey => "key",
                    // What was named is not there, or not for this caller.
                    Constraint::Reference => return Self::not_found(),
                    Constraint::EditionDraftOneOpen => "editionDraft",
                    Constraint::EditionOnce => "edition",
                    Constraint::Other => "other",
                };
                Self::conflict().with("conflict", what).because(error)
            }
            StoreError::Inconsistent { .. } | StoreError::Schema(_) | StoreError::Internal(_) => Self::internal(error),
        }
    }
}

/// Whoever may not do something sees the thing, or the resolver would not have got this far.
impl From<Refused> for Fault {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::SignInFirst(_) => Self::unauthenticated(),
            Refused::OutOfReach(act) => Self::forbidden().with("act", act.code()),
            Refused::OutOfScope(act) => {
                let fault = Self::forbidden().saying(Message::OutOfScope).with("act", act.code());
                let fault = fault.with("reason", "scope");
                match for_programs(act) {
                    ForPrograms::With(scope) => fault.with("scope", scope.code()),
                    ForPrograms::Always | ForPrograms::Never => fault,
                }
            }
            Refused::FactorNeeded(act, role) => Self::second_factor_needed(role).with("act", act.code()),
        }
    }
}

impl From<Barred> for Fault {
    fn from(barred: Barred) -> Self {
        match barred {
            Barred::OtherSubject => Self::not_found(),
            Barred::Shut(Shut::Planned) => Self::state().with("round", "planned"),
            Barred::Shut(Shut::Archived) => Self::state().with("round", "archived"),
            Barred::Stage { act, stage } => Self::state().with("act", act.code()).with("stage", stage.code()),
        }
    }
}

impl From<OpenRefused> for Fault {
    fn from(refused: OpenRefused) -> Self {
        match refused {
            OpenRefused::Barred(barred) => barred.into(),
            OpenRefused::NotAdmitted(state) => Self::state()
                .with("reason", "not_invited")
                .with("state", state.to_string()),
        }
    }
}

impl From<AssignRefused> for Fault {
    fn from(refused: AssignRefused) -> Self {
        match refused {
            AssignRefused::Barred(barred) => barred.into(),
            AssignRefused::UnknownSection(_) => Self::invalid().at("input.section"),
            AssignRefused::Unchanged(_) => Self::invalid().with("reason", "unchanged"),
        }
    }
}

impl From<MergeRefused> for Fault {
    fn from(refused: MergeRefused) -> Self {
        match refused {
            MergeRefused::Barred(barred) => barred.into(),
            MergeRefused::Nothing => Self::invalid().at("input.unmerged").with("reason", "nothing"),
            MergeRefused::NotWaiting(_) => Self::invalid().at("input.unmerged").with("reason", "not_unmerged"),
            MergeRefused::NotAmong(_) => Self::invalid().at("input.take.theirs").with("reason", "not_among"),
            MergeRefused::Unfit(problem) => Self::invalid().at("input.take").with("reason", problem.code.code()),
        }
    }
}

impl From<ClearanceRefused> for Fault {
    fn from(refused: ClearanceRefused) -> Self {
        match refused {
            ClearanceRefused::Barred(barred) => barred.into(),
            ClearanceRefused::UnknownSection(_) => Self::invalid().at("input.section"),
            ClearanceRefused::Underway(section) => Self::state()
                .with("reason", "in_clearance")
                .with("section", section.to_string()),
            ClearanceRefused::NotUnderway(section) => Self::state()
                .with("reason", "not_in_clearance")
                .with("section", section.to_string()),
            ClearanceRefused::NoPath(section) => Self::state()
                .with("reason", "nobody_signs")
                .with("section", section.to_string()),
            ClearanceRefused::Unchanged => Self::invalid().with("reason", "unchanged"),
            ClearanceRefused::Moved { turn } => Self::conflict().at("input.turn").with("turn", turn),
            ClearanceRefused::NotAwaited(_) => Self::state().with("reason", "not_awaited"),
            ClearanceRefused::OwnWork => Self::state().with("reason", "four_eyes"),
        }
    }
}

impl From<CommentRefused> for Fault {
    fn from(refused: CommentRefused) -> Self {
        match refused {
            CommentRefused::Barred(barred) => barred.into(),
            CommentRefused::UnknownQuestion => Self::invalid().at("input.question"),
            CommentRefused::MayNotRead(_) => Self::invalid().at("input.mentions").with("reason", "may_not_read"),
        }
    }
}

impl From<ResolveRefused> for Fault {
    fn from(refused: ResolveRefused) -> Self {
        match refused {
            ResolveRefused::Barred(barred) => barred.into(),
            ResolveRefused::Unchanged => Self::invalid().with("reason", "unchanged"),
        }
    }
}

impl From<ShareRefused> for Fault {
    fn from(refused: ShareRefused) -> Self {
        let about = |question: &domain::id::QuestionCode, reason: &'static str| {
            Self::invalid()
                .with("question", question.to_string())
                .with("reason", reason)
        };
        match refused {
            ShareRefused::Barred(barred) => barred.into(),
            ShareRefused::NoAnswer(question) => about(&question, "unknown_question"),
            ShareRefused::NotFiled(question) => about(&question, "not_filed"),
            ShareRefused::AboveCeiling { question, ceiling } => {
                about(&question, "ceiling").with("ceiling", ceiling.code())
            }
            ShareRefused::EmptyAudience => Self::invalid().with("reason", "empty_audience"),
            ShareRefused::Twice(question) => about(&question, "twice"),
            ShareRefused::Nothing => Self::invalid().with("reason", "nothing"),
        }
    }
}

impl From<EvidenceRefused> for Fault {
    fn from(refused: EvidenceRefused) -> Self {
        match refused {
            EvidenceRefused::OtherSubject => Self::not_found(),
            EvidenceRefused::Removed => Self::state().with("reason", "removed").saying(Message::EvidenceRemoved),
            EvidenceRefused::Filed => Self::state().with("reason", "filed"),
            EvidenceRefused::NotFiled => Self::state().with("reason", "not_filed"),
            EvidenceRefused::Cited(count) => Self::state()
                .with("reason", "cited")
                .with("count", count)
                .saying(Message::EvidenceCited { count }),
            EvidenceRefused::NulCharacter(field) => Self::invalid()
                .at(format!("input.{field}"))
                .with("reason", "nul_character"),
            EvidenceRefused::TooLong { field, maximum } => Self::invalid()
                .at(format!("input.{field}"))
                .with("reason", "too_long")
                .with("maximum", maximum),
            EvidenceRefused::NotALink => Self::invalid().at("input.url").with("reason", "not_a_link"),
            EvidenceRefused::NoSuchCopy => Self::invalid().at("input.archive").with("reason", "no_document"),
            EvidenceRefused::EmptyAudience => Self::invalid().with("reason", "empty_audience"),
            EvidenceRefused::Full { kept, maximum } => {
                let message = Message::EvidenceFull { limit: maximum };
                Self::limit("evidence_of_state", message, maximum, Some(kept))
            }
        }
    }
}

impl From<VaultError> for Fault {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Missing => Self::not_found(),
            VaultError::Unavailable(_) => Self::unavailable(error),
        }
    }
}

impl From<PressError> for Fault {
    fn from(error: PressError) -> Self {
        let message = match error {
            PressError::Missing | PressError::Fonts => Message::NoPress,
            PressError::TooSlow | PressError::Failed(_) | PressError::Run(_) | PressError::TooLarge => {
                Message::NotPrinted
            }
        };
        Self::unavailable(error).saying(message)
    }
}

impl From<FileRefused> for Fault {
    fn from(refused: FileRefused) -> Self {
        fn codes<T: ToString>(codes: Vec<T>) -> async_graphql::Value {
            let codes = codes
                .into_iter()
                .map(|code| async_graphql::Value::from(code.to_string()));
            codes.collect::<Vec<_>>().into()
        }
        match refused {
            FileRefused::Barred(barred) => barred.into(),
            FileRefused::FourEyes => Self::state().with("reason", "four_eyes"),
            FileRefused::NotCleared(sections) => Self::state()
                .with("reason", "not_cleared")
                .with("sections", codes(sections)),
            FileRefused::NothingToFile => Self::state().with("reason", "nothing_to_file"),
            FileRefused::Unchanged => Self::state().with("reason", "unchanged"),
            FileRefused::Conflict(differences) => Self::conflict()
                .at("input.root")
                .with("added", codes(differences.added))
                .with("removed", codes(differences.removed))
                .with("changed", codes(differences.changed)),
        }
    }
}

impl From<OpeningRefused> for Fault {
    fn from(refused: OpeningRefused) -> Self {
        let (field, reason) = match &refused {
            OpeningRefused::OtherRound => return Self::not_found(),
            OpeningRefused::Mandate(mandate) => ("input.mandate", mandate_reason(mandate)),
            OpeningRefused::OwnRequest => ("input.mandate", "own_request"),
            OpeningRefused::NobodyIsInvited => ("input.invited", "nobody_is_invited"),
            OpeningRefused::NoInvitation => ("input.invited", "no_invitation"),
            OpeningRefused::NoClosing => ("input.closesOn", "no_closing"),
            OpeningRefused::OpensInThePast => ("input.opensAt", "past"),
            OpeningRefused::ClosesBeforeItOpens => ("input.closesOn", "before_opening"),
            OpeningRefused::NotTheEndOfThatDay(_) => ("input.closesOn", "not_the_end_of_the_day"),
            OpeningRefused::ArchivedBeforeItCloses => ("input.archivesAt", "before_closing"),
            OpeningRefused::InvitedTwice(_) => ("input.invited", "twice"),
            OpeningRefused::NoObservers(_) => ("input.invited", "observers_not_admitted"),
            OpeningRefused::Frozen => {
                return Self::state().with("reason", "frozen").saying(Message::RoundFrozen);
            }
        };
        Self::invalid().at(field).with("reason", reason)
    }
}

impl From<RoundRefused> for Fault {
    fn from(refused: RoundRefused) -> Self {
        let at = |stage: RoundStage, message| Self::state().with("round", stage.code()).saying(message);
        let about =
            |field, reason: &'static str, message| Self::invalid().at(field).with("reason", reason).saying(message);
        match refused {
            RoundRefused::OtherRound => Self::not_found(),
            RoundRefused::Opening(refused) => refused.into(),
            RoundRefused::NotPlanned(stage) => at(stage, Message::RoundNotPlanned),
            RoundRefused::NotOpen(stage) => at(stage, Message::RoundNotOpen),
            RoundRefused::NotUnderWay(stage) => at(stage, Message::RoundNotUnderWay),
            RoundRefused::NotToArchive(stage) => at(stage, Message::RoundNotToArchive),
            RoundRefused::NoLastDay => Self::state()
                .with("reason", "no_last_day")
                .saying(Message::RoundWithoutLastDay),
            RoundRefused::NotLater => about("input.closesOn", "not_later", Message::RoundNotLater),
            RoundRefused::NotSooner => about("input.closesOn", "not_sooner", Message::RoundNotSooner),
            RoundRefused::DayIsOver => about("input.closesOn", "over", Message::RoundDayIsOver),
            RoundRefused::ArchivedInThePast => about("input.archivesAt", "past", Message::RoundArchivedInThePast),
            RoundRefused::Unchanged => Self::invalid()
                .with("reason", "unchanged")
                .saying(Message::RoundUnchanged),
        }
    }
}

fn mandate_reason(refused: &MandateRefused) -> &'static str {
    match refused {
        MandateRefused::UnknownProvision(_) => "unknown_provision",
        MandateRefused::UnknownDocument(_) => "unknown_document",
        MandateRefused::NotInForce { .. } => "not_in_force",
        MandateRefused::NotOperative(_) => "not_operative",
        MandateRefused::NotARecommendation { .. } => "not_a_recommendation",
        MandateRefused::NotADecision(_) => "not_a_decision",
    }
}

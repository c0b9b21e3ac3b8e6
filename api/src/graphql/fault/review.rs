//! What goes wrong with reviews, as faults.

use domain::review::{BadReviewText, DraftingRefused, InviteRefused, ReviewRefused, ReviewText};

use super::Fault;

impl From<BadReviewText> for Fault {
    fn from(bad: BadReviewText) -> Self {
        let fault = Self::invalid().at("input.content");
        match bad {
            BadReviewText::TooLong => fault
                .with("reason", "too_long")
                .with("maximum", ReviewText::LONGEST as u64),
            BadReviewText::NulCharacter => fault.with("reason", "nul_character"),
        }
    }
}

impl From<InviteRefused> for Fault {
    fn from(refused: InviteRefused) -> Self {
        let questions = |reason: &'static str| Self::invalid().at("input.questions").with("reason", reason);
        match refused {
            InviteRefused::AnotherPermit => Self::internal(refused),
            InviteRefused::NotStanding => Self::state().with("reason", "not_standing"),
            InviteRefused::NoQuestions => questions("empty"),
            InviteRefused::NotFiled(code) => questions("not_filed").with("value", code.to_string()),
            InviteRefused::Twice(code) => questions("twice").with("value", code.to_string()),
            InviteRefused::AboveCeiling { question, ceiling } => questions("above_ceiling")
                .with("value", question.to_string())
                .with("ceiling", ceiling.code()),
            InviteRefused::Oneself => Self::invalid().at("input.reviewer").with("reason", "own_state"),
            InviteRefused::NotLater => Self::invalid().at("input.until").with("reason", "not_later"),
        }
    }
}

impl From<ReviewRefused> for Fault {
    fn from(refused: ReviewRefused) -> Self {
        let reason = |reason: &'static str| Self::state().with("reason", reason);
        match refused {
            ReviewRefused::AnotherPermit => Self::internal(refused),
            ReviewRefused::Over => reason("ended"),
            ReviewRefused::Expired => reason("expired"),
            ReviewRefused::FilingWithdrawn => reason("filing_withdrawn"),
            ReviewRefused::NotAccepted => reason("not_accepted"),
            ReviewRefused::Accepted => reason("accepted"),
            ReviewRefused::NotDelivered => reason("not_delivered"),
            ReviewRefused::NotReplied => reason("not_replied"),
            ReviewRefused::NotAgreed => reason("not_agreed"),
            ReviewRefused::DraftMoved(revision) => Self::conflict().at("input.revision").with("revision", revision),
            ReviewRefused::VersionMoved(version) => Self::conflict()
                .at("input.reviewVersion")
                .with("reviewVersion", version),
            ReviewRefused::PairMoved(pair) => Self::conflict()
                .with("reviewVersion", pair.review)
                .with("replyVersion", pair.reply),
            ReviewRefused::Empty => Self::invalid().at("input.revision").with("reason", "empty"),
            ReviewRefused::Unchanged => Self::invalid().with("reason", "unchanged"),
            ReviewRefused::NotLater => Self::invalid().at("input.until").with("reason", "not_later"),
        }
    }
}

impl From<DraftingRefused> for Fault {
    fn from(refused: DraftingRefused) -> Self {
        match refused {
            DraftingRefused::Review(refused) => refused.into(),
            DraftingRefused::Moved(revision) => Self::conflict().at("input.revision").with("revision", revision),
            DraftingRefused::KeyReused => Self::conflict().at("input.key").with("reason", "key"),
        }
    }
}

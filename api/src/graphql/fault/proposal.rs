//! What goes wrong with proposals, as faults.

use domain::proposal::{CommentRefused, ContentRefused, CosponsorRefused, ProposalRefused};

use super::Fault;
use crate::proposed::TakeRefused;

impl Fault {
    /// What cannot be said so, where it stands in the input.
    fn unsayable(refused: ContentRefused, place: impl Fn(&str) -> String) -> Self {
        let at = |field: &str| Self::invalid().at(place(field));
        match refused {
            ContentRefused::Unknown { field, value } => at(field).with("value", value),
            ContentRefused::Twice { field, value } => at(field).with("reason", "twice").with("value", value),
            ContentRefused::NoTitle => at("wordings").with("reason", "no_title"),
            ContentRefused::NoTitleIn(language) => at("wordings")
                .with("reason", "no_title")
                .with("language", language.code()),
            ContentRefused::NoParagraph => at("paragraphs").with("reason", "no_paragraph"),
            ContentRefused::Silent(number) => at("paragraphs")
                .with("reason", "empty")
                .with("paragraph", number.to_string()),
            ContentRefused::NoParent(number) => at("paragraphs")
                .with("reason", "no_parent")
                .with("paragraph", number.to_string()),
            ContentRefused::Elaborates => at("elaborates"),
            ContentRefused::NulCharacter(field) => at(field).with("reason", "nul_character"),
            ContentRefused::TooLong { field, maximum } => at(field).with("reason", "too_long").with("maximum", maximum),
            ContentRefused::TooMany { field, maximum } => at(field).with("reason", "too_many").with("maximum", maximum),
        }
    }
}

impl From<ContentRefused> for Fault {
    fn from(refused: ContentRefused) -> Self {
        Self::unsayable(refused, |field| match field {
            "title" | "rationale" => "input.content.wordings".to_owned(),
            _ => format!("input.content.{field}"),
        })
    }
}

impl From<ProposalRefused> for Fault {
    fn from(refused: ProposalRefused) -> Self {
        match refused {
            ProposalRefused::AnotherPermit => Self::internal(refused),
            ProposalRefused::Over => Self::state().with("reason", "ended"),
            ProposalRefused::NotReleased => Self::state().with("reason", "not_released"),
            ProposalRefused::Moved(revision) => Self::conflict().at("input.revision").with("revision", revision),
            ProposalRefused::Unchanged => Self::invalid().with("reason", "unchanged"),
            ProposalRefused::ToNobody => Self::invalid().at("input.visibility").with("reason", "to_nobody"),
            ProposalRefused::ChangesUnsaid => Self::invalid().at("input.changes").with("reason", "empty"),
            ProposalRefused::Changes(refused) => Self::unsayable(refused, |_| "input.changes".to_owned()),
        }
    }
}

impl From<CosponsorRefused> for Fault {
    fn from(refused: CosponsorRefused) -> Self {
        match refused {
            CosponsorRefused::Lead => Self::invalid().at("input.state").with("reason", "lead"),
            CosponsorRefused::Over => Self::state().with("reason", "ended"),
            CosponsorRefused::NoVersion => Self::not_found(),
            CosponsorRefused::Superseded(version) => Self::conflict().at("input.version").with("version", version),
            CosponsorRefused::Already => Self::invalid().with("reason", "unchanged"),
            CosponsorRefused::NotThere => Self::state().with("reason", "not_there"),
        }
    }
}

impl From<CommentRefused> for Fault {
    fn from(refused: CommentRefused) -> Self {
        match refused {
            CommentRefused::Over => Self::state().with("reason", "ended"),
            CommentRefused::NoVersion | CommentRefused::NoComment => Self::not_found(),
            CommentRefused::NoParagraph(number) => {
                Self::invalid().at("input.paragraph").with("value", number.to_string())
            }
            CommentRefused::Empty => Self::invalid().at("input.content").with("reason", "empty"),
            CommentRefused::NotSupersedable => Self::invalid().at("input.supersedes"),
            CommentRefused::NotToAnswer => Self::invalid().at("input.answers"),
            CommentRefused::Words(refused) => Self::unsayable(refused, |_| "input.content".to_owned()),
        }
    }
}

impl From<TakeRefused> for Fault {
    fn from(refused: TakeRefused) -> Self {
        match refused {
            TakeRefused::NoVersion => Self::not_found(),
            TakeRefused::NotPublic => Self::state().with("reason", "not_public"),
            TakeRefused::Withdrawn => Self::state().with("reason", "ended"),
            TakeRefused::NoSymbol(given) => Self::invalid().at("symbol").with("value", given),
        }
    }
}

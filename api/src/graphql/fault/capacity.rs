//! What goes wrong with needs, offers and points of contact, as faults.

use domain::capacity::{ContactRefused, ContentRefused, NoticeRefused};

use super::Fault;

impl From<ContentRefused> for Fault {
    fn from(refused: ContentRefused) -> Self {
        // What an offer has beside what it says stands in its terms.
        let place = |field: &str| {
            let part = match field {
                "forms" | "openTo.groups" | "openTo.states" | "link" => "terms",
                "title" | "description" => return "input.content.wordings".to_owned(),
                _ => "content",
            };
            format!("input.{part}.{field}")
        };
        match refused {
            ContentRefused::Unknown { field, value } => Self::invalid().at(place(field)).with("value", value),
            ContentRefused::NoTitle => Self::invalid().at("input.content.wordings").with("reason", "no_title"),
            ContentRefused::NoTitleIn(language) => Self::invalid()
                .at("input.content.wordings")
                .with("reason", "no_title")
                .with("language", language.code()),
            ContentRefused::NulCharacter(field) => Self::invalid().at(place(field)).with("reason", "nul_character"),
            ContentRefused::TooLong { field, maximum } => Self::invalid()
                .at(place(field))
                .with("reason", "too_long")
                .with("maximum", maximum),
            ContentRefused::TooMany { field, maximum } => Self::invalid()
                .at(place(field))
                .with("reason", "too_many")
                .with("maximum", maximum),
            ContentRefused::NotALink => Self::invalid().at(place("link")).with("reason", "not_a_link"),
            ContentRefused::EndsBeforeItBegins => Self::invalid()
                .at("input.terms.until")
                .with("reason", "before_beginning"),
        }
    }
}

impl From<NoticeRefused> for Fault {
    fn from(refused: NoticeRefused) -> Self {
        match refused {
            NoticeRefused::AnotherPermit => Self::internal(refused),
            NoticeRefused::NeedsAreOfStates => Self::invalid().at("input.state"),
            NoticeRefused::OtherSide => Self::invalid().at("input.id"),
            NoticeRefused::Over => Self::state().with("reason", "ended"),
            NoticeRefused::NotReleased => Self::state().with("reason", "not_released"),
            NoticeRefused::Moved(revision) => Self::conflict().at("input.revision").with("revision", revision),
            NoticeRefused::Unchanged => Self::invalid().with("reason", "unchanged"),
            NoticeRefused::ToNobody => Self::invalid().at("input.visibility").with("reason", "to_nobody"),
        }
    }
}

impl From<ContactRefused> for Fault {
    fn from(refused: ContactRefused) -> Self {
        match refused {
            ContactRefused::OtherSubject => Self::internal(refused),
            ContactRefused::Unknown { field, value } => {
                Self::invalid().at(format!("input.{field}")).with("value", value)
            }
            ContactRefused::ToNobody => Self::invalid().at("input.visibility").with("reason", "to_nobody"),
            ContactRefused::Unchanged => Self::invalid().with("reason", "unchanged"),
        }
    }
}

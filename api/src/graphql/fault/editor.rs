//! What goes wrong with drafts of editions, as faults.

use domain::drafting::{ChangeRefused, DraftRefused};

use super::Fault;

impl Fault {
    /// A change that cannot be made, where it stands among those asked for.
    fn unmade(at: usize, refused: ChangeRefused) -> Self {
        let fault = Self::invalid().at(format!("input.changes.{at}"));
        let unknown = |value: String| fault.clone().with("reason", "unknown").with("value", value);
        match refused {
            ChangeRefused::NoPlace => fault.with("reason", "unknown"),
            ChangeRefused::NoModule(code) => unknown(code.to_string()),
            ChangeRefused::NoSection(code) => unknown(code.to_string()),
            ChangeRefused::NoQuestion(code) => unknown(code.to_string()),
            ChangeRefused::NoList(code) => unknown(code.to_string()),
            ChangeRefused::NoOption(code) => unknown(code.to_string()),
            ChangeRefused::Taken(what) => fault.with("reason", "taken").with("value", what.code().to_owned()),
            ChangeRefused::NotBeside => fault.with("reason", "not_beside"),
            ChangeRefused::OptionTwice(code) => fault.with("reason", "twice").with("value", code.to_string()),
            ChangeRefused::Official => fault.with("reason", "official"),
            ChangeRefused::NulCharacter => fault.with("reason", "nul_character"),
            ChangeRefused::TooLong(maximum) => fault.with("reason", "too_long").with("maximum", maximum),
            ChangeRefused::TooMany(maximum) => fault.with("reason", "too_many").with("maximum", maximum),
            ChangeRefused::NumberTaken(least) => fault.with("reason", "taken").with("minimum", least),
        }
    }
}

impl From<DraftRefused> for Fault {
    fn from(refused: DraftRefused) -> Self {
        match refused {
            // Faults and clashes are told as data before they get here.
            DraftRefused::AnotherPermit | DraftRefused::Faults(_) | DraftRefused::Clashes(_) => Self::internal(refused),
            DraftRefused::Over(stage) => Self::state().with("reason", "ended").with("stage", stage.code()),
            DraftRefused::Moved(revision) => Self::conflict().at("input.revision").with("revision", revision),
            DraftRefused::Unchanged => Self::invalid().with("reason", "unchanged"),
            DraftRefused::TooMany(maximum) => Self::invalid()
                .at("input.changes")
                .with("reason", "too_many")
                .with("maximum", maximum),
            DraftRefused::Change { at, refused } => Self::unmade(at, refused),
            DraftRefused::Known(questionnaire) | DraftRefused::BadKey(questionnaire) => Self::invalid()
                .at("input.questionnaire")
                .with("value", questionnaire.to_string()),
            DraftRefused::Behind(edition) => Self::state()
                .with("reason", "behind")
                .with("edition", edition.to_string()),
            DraftRefused::NothingNewer => Self::state().with("reason", "not_behind"),
            DraftRefused::Taken(edition) | DraftRefused::NotNewest(edition) => Self::conflict()
                .with("conflict", "edition")
                .with("edition", edition.to_string()),
        }
    }
}

//! Why a file is not taken.

use thiserror::Error;

/// Why a file is not taken as a pack. Nothing of it is applied.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refused {
    /// It is larger than any pack.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The most bytes.
        limit: u64,
    },
    /// It expands to more than any pack.
    #[error("the file expands to more than {limit} bytes")]
    Expands {
        /// The most bytes.
        limit: u64,
    },
    /// Neither a workbook nor JSON that holds a pack.
    #[error("this is no pack")]
    NotAPack,
    /// It begins like a pack and cannot be read to its end.
    #[error("the file is damaged at {part}")]
    Damaged {
        /// The part of the file.
        part: String,
    },
    /// A macro, a link to another workbook, an embedded object or anything else that does something by itself.
    #[error("the file holds {part}, which does something by itself")]
    Active {
        /// The part of the file.
        part: String,
    },
    /// A formula.
    #[error("there is a formula in {sheet}!{cell}")]
    Formula {
        /// The sheet.
        sheet: String,
        /// The cell, as programs for sheets name it.
        cell: String,
    },
    /// The identification was changed, or another installation made it.
    #[error("the identification of the pack was changed, or another service made it")]
    Seal,
    /// Something other than what can be filled in was changed.
    #[error("something that is locked was changed in {sheet}, row {row}")]
    Locked {
        /// The sheet.
        sheet: String,
        /// The row, from 1.
        row: u32,
    },
    /// A question of a JSON file was changed.
    #[error("a question of the file was changed")]
    Texts,
    /// A sheet is missing or was added.
    #[error("the sheet {sheet} is missing or was added")]
    Sheet {
        /// The sheet.
        sheet: String,
    },
    /// It is the pack of another State.
    #[error("this is a pack of {found}")]
    OtherState {
        /// The code of that State.
        found: String,
    },
    /// It is a pack for another round.
    #[error("this is a pack for the round {found}")]
    OtherRound {
        /// The key of that round.
        found: String,
    },
    /// It is a pack of another edition.
    #[error("this is a pack of the edition {found}")]
    OtherEdition {
        /// The id of that edition.
        found: String,
    },
    /// It is a pack of another working file of the same State and round.
    #[error("this is a pack of another working file")]
    OtherFile,
}

impl Refused {
    /// The code by which programs tell it.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too_large",
            Self::Expands { .. } => "expands",
            Self::NotAPack => "not_a_pack",
            Self::Damaged { .. } => "damaged",
            Self::Active { .. } => "active",
            Self::Formula { .. } => "formula",
            Self::Seal => "seal",
            Self::Locked { .. } => "locked",
            Self::Texts => "texts",
            Self::Sheet { .. } => "sheet",
            Self::OtherState { .. } => "other_state",
            Self::OtherRound { .. } => "other_round",
            Self::OtherEdition { .. } => "other_edition",
            Self::OtherFile => "other_file",
        }
    }
}

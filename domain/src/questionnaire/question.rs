//! A question and what hangs on it: level, pattern, bound field, ceiling, lineage, options.

use crate::id::{EditionId, OptionCode, ProvisionId, QuestionCode};
use crate::language::Texts;
use crate::questionnaire::{Expectation, Kind, KindCode};

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its code, unique within the edition.
    pub code: QuestionCode,
    /// What it asks for.
    pub kind: Kind,
    /// The question itself.
    pub prompt: Texts,
    /// Help, possibly none.
    pub help: Texts,
    /// Whether completeness counts it; it never blocks filing.
    pub expected: bool,
    /// Whether the short path shows it.
    pub level: Level,
    /// The same question asked for every provision, for comparison over provisions.
    pub pattern: Option<Pattern>,
    /// The field of the submission that it is a view of; then there is no answer.
    pub bind: Option<Bind>,
    /// The widest visibility that any default or act can give its answer.
    pub ceiling: Option<Ceiling>,
    /// The provisions its answer belongs to.
    pub provisions: Vec<ProvisionId>,
    /// When it is enabled.
    pub condition: Option<Expectation>,
    /// The questions of earlier editions that it continues.
    pub continues: Vec<Lineage>,
}

impl Question {
    /// Whether it is the row of its provisions in statistics.
    pub fn is_lead(&self) -> bool {
        self.pattern.as_ref().is_some_and(Pattern::is_lead)
    }
}

/// Whether the short path shows a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Part of the short path.
    Core,
    /// Beyond it.
    Extended,
}

codes! { Level { Core = "core", Extended = "extended" } }

/// The same question asked of every provision. Only the first two make a provision's row in statistics.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pattern {
    /// The state of measures: a lead question with one answer.
    Status,
    /// How restraint is reflected in positions and rules: a lead question whose options overlap.
    Approach,
    /// Any other pattern, by its name in the content (`measures`, `change`).
    Other(String),
}

impl Pattern {
    /// What changed since the last filing; it stays open beside a silent lead question.
    pub const CHANGE: &str = "change";

    /// The name used in files.
    pub fn code(&self) -> &str {
        match self {
            Self::Status => "status",
            Self::Approach => "approach",
            Self::Other(name) => name,
        }
    }

    /// Reads [`Pattern::code`].
    pub fn from_code(code: &str) -> Self {
        match code {
            "status" => Self::Status,
            "approach" => Self::Approach,
            other => Self::Other(other.to_owned()),
        }
    }

    /// Whether the question is the row of its provisions in statistics.
    pub const fn is_lead(&self) -> bool {
        match self {
            Self::Status | Self::Approach => true,
            Self::Other(_) => false,
        }
    }
}

/// A field of the submission that a question is a view of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bind {
    /// The visibility that answers get unless they say otherwise.
    DefaultVisibility,
    /// The language of the texts.
    Language,
    /// The State confirms the whole.
    Confirmation,
    /// Whether the State filed before.
    EarlierSubmission,
}

codes! { Bind {
    DefaultVisibility = "default_visibility",
    Language = "language",
    Confirmation = "confirmation",
    EarlierSubmission = "earlier_submission",
} }

impl Bind {
    /// The kind of the question that shows the field.
    pub const fn kind(self) -> KindCode {
        match self {
            Self::DefaultVisibility | Self::Language => KindCode::SingleChoice,
            Self::Confirmation | Self::EarlierSubmission => KindCode::Boolean,
        }
    }
}

/// The widest visibility that an answer can get.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ceiling {
    /// The State itself.
    NationalTeam,
    /// The secretariat.
    Secretariat,
    /// Member States.
    MemberStates,
}

codes! { Ceiling {
    NationalTeam = "national_team",
    Secretariat = "secretariat",
    MemberStates = "member_states",
} }

/// Options shared by questions; their order is the list's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionList {
    /// Options in order.
    pub options: Vec<OptionItem>,
}

impl OptionList {
    /// An option and its position in the list.
    pub fn find(&self, code: &(impl AsRef<str> + ?Sized)) -> Option<(usize, &OptionItem)> {
        self.options
            .iter()
            .enumerate()
            .find(|(_, option)| option.code.as_str() == code.as_ref())
    }
}

/// One option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionItem {
    /// Its code, unique within the list.
    pub code: OptionCode,
    /// What people read.
    pub label: Texts,
    /// It cannot be combined with others.
    pub exclusive: bool,
    /// It asks for a short text.
    pub with_text: bool,
}

/// An earlier question that a question continues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lineage {
    /// The earlier edition.
    pub edition: EditionId,
    /// The question there.
    pub code: QuestionCode,
    /// Whether figures may be joined into one series.
    pub comparable: bool,
}

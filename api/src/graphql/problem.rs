//! What a filer can mend, as data: code, message in the reader's language, and the values that the message holds.

use async_graphql::{Enum, SimpleObject};
use domain::language::Language;
use domain::questionnaire as rules;
use domain::questionnaire::ProblemCode;

use crate::localise;

/// What is wrong. The set is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "ProblemCode", remote = "ProblemCode")]
pub enum ProblemName {
    /// The value is of another kind than the question.
    WrongKind,
    /// The edition has no such question.
    UnknownQuestion,
    /// The list has no such option.
    UnknownOption,
    /// More words than are filed.
    TooManyWords,
    /// More characters than are filed.
    TooLong,
    /// More than is stored for one answer.
    TooLarge,
    /// Below the least value.
    BelowMinimum,
    /// Above the greatest value.
    AboveMaximum,
    /// Not a date, or no such day.
    ImpossibleDate,
    /// Finer than is asked for.
    DateTooFine,
    /// More items than are filed.
    TooManyItems,
    /// An option that stands alone is chosen with others.
    ExclusiveOption,
    /// The option asks for a text.
    TextMissing,
    /// The option asks for no text.
    TextNotAsked,
    /// A text that stands beside an option which is not chosen.
    TextWithoutOption,
    /// A value and a silence at once.
    SilenceBesideValue,
    /// The same item twice.
    DuplicateItem,
    /// Not a link to a web page.
    NotALink,
    /// No such State.
    UnknownState,
    /// The State keeps no such evidence.
    UnknownEvidence,
    /// The kind does not permit this silence.
    StandingNotPermitted,
    /// A text holds U+0000, which cannot be stored.
    NulCharacter,
    /// Not a decimal number.
    NotANumber,
    /// More digits than are kept exactly.
    TooManyDigits,
    /// A contact without a name or unit, or without a way to reach it.
    ContactIncomplete,
    /// Not an e-mail address.
    NotAnEmail,
    /// Stored and not filed: the condition of the question does not hold.
    Hidden,
    /// Nothing in the submission can be filed.
    NothingToFile,
    /// The visibility is wider than the question permits.
    Ceiling,
    /// Somebody else saved meanwhile; both texts are kept.
    Stale,
    /// The idempotency key was used for another value.
    KeyReused,
    /// The question is a view of a field of the submission and has no answer.
    Bound,
}

/// A value in a message.
#[derive(Clone, Debug, SimpleObject)]
pub struct ProblemParameter {
    /// Its name.
    name: String,
    /// The value, as text.
    value: String,
}

/// Something that a filer can mend.
#[derive(Clone, Debug, SimpleObject)]
pub struct Problem {
    /// The code of the question; none where the whole submission is meant.
    question: Option<String>,
    /// What is wrong.
    code: ProblemName,
    /// The same in the reader's language.
    message: String,
    /// The values in the message.
    parameters: Vec<ProblemParameter>,
}

impl Problem {
    pub(crate) fn new(problem: &rules::Problem, language: Language) -> Self {
        let parameter = |(name, value): &(&'static str, rules::ProblemValue)| ProblemParameter {
            name: (*name).to_owned(),
            value: value.to_string(),
        };
        Self {
            question: problem.question.as_ref().map(ToString::to_string),
            code: problem.code.into(),
            message: localise::problem(problem, language),
            parameters: problem.parameters.iter().map(parameter).collect(),
        }
    }
}

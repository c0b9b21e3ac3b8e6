//! Questionnaires as data: editions, their questions and conditions, and the judging of answers.

/// Gives an enum without data its list and its codes.
macro_rules! codes {
    ($name:ident { $($variant:ident = $code:literal),+ $(,)? }) => {
        impl $name {
            /// Every one, in the order of the glossary.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code used in files, tables and messages.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code),+
                }
            }

            #[doc = concat!("Reads [`", stringify!($name), "::code`].")]
            pub fn from_code(code: &str) -> Option<Self> {
                match code {
                    $($code => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

mod address;
mod answer;
mod completeness;
mod condition;
mod day;
mod decimal;
mod difference;
mod edition;
mod enable;
mod fault;
mod given;
mod judge;
mod kind;
mod lineage;
mod problem;
mod publish;
mod question;
#[cfg(test)]
pub(crate) mod sample;
mod standing;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use address::is_link;
pub use answer::{Chosen, Contact, EvidenceCommitment, EvidenceItem, EvidenceLink, Standing, StandingCode, Value};
pub use completeness::{Completeness, Progress};
pub use condition::{Behaviour, Condition, Expectation, Operator};
pub use day::{Day, NotADay};
pub use decimal::{Decimal, NotADecimal};
pub use difference::{QuestionAspect, QuestionChange, edition_differences};
pub use edition::{
    Draft, Edition, Module, Opens, Placed, PlacedSection, QuestionIndex, QuestionnaireKind, Section, SectionIndex,
    ShortPath,
};
pub use enable::{Answers, Enabled};
pub use fault::{Difference, Fault, Flaw, Place};
pub use given::{Given, GivenOption, GivenValue, MAX_ANSWER_BYTES, accept, accept_translations, normalised};
pub use judge::{fileable, judge};
pub use kind::{Kind, KindCode, Precision};
pub use lineage::{Ancestor, ancestors, trace};
pub use problem::{Problem, ProblemCode, ProblemValue, Refusal};
pub use publish::{Footing, Known};
pub use question::{Bind, Ceiling, Level, Lineage, OptionItem, OptionList, Pattern, Question};
pub use standing::permits;
pub use words::words;

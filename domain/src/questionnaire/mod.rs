//! Questionnaires as data: editions, their questions and conditions, and the judging of answers.

mod answer;
mod decimal;
mod edition;
mod kind;

pub use answer::{Chosen, Contact, Day, EvidenceLink, Standing, StandingCode, Value};
pub use decimal::{Decimal, NotADecimal};
pub use edition::{
    Behaviour, Bind, Ceiling, Condition, Edition, Expectation, Level, Lineage, Module, Opens, Operator, OptionItem,
    OptionList, Pattern, Question, QuestionnaireKind, Section, ShortPath,
};
pub use kind::{Kind, KindCode, Precision};

//! When something is enabled (FHIR `enableWhen`).

use std::collections::HashMap;

use crate::id::{OptionCode, QuestionCode};
use crate::questionnaire::{Decimal, KindCode, QuestionIndex, Standing, Value};

/// When something is enabled (FHIR `enableWhen` and `enableBehavior`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// How the conditions are joined.
    pub behaviour: Behaviour,
    /// At least one.
    pub conditions: Vec<Condition>,
}

/// How conditions are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Behaviour {
    /// Every one must hold.
    All,
    /// One is enough.
    Any,
}

codes! { Behaviour { All = "all", Any = "any" } }

impl Behaviour {
    pub(super) fn join(self, mut holds: impl Iterator<Item = bool>) -> bool {
        match self {
            Self::All => holds.all(|h| h),
            Self::Any => holds.any(|h| h),
        }
    }
}

/// One condition on an earlier question. An unanswered, hidden or silent question makes every comparison false and
/// `exists: false` true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The earlier question.
    pub question: QuestionCode,
    /// What is compared.
    pub operator: Operator,
}

/// FHIR's `enableWhen.operator` with its answer; the shape of the answer follows the kind of the question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operator {
    /// Whether the question has standing *answered*.
    Exists(bool),
    /// The option is chosen, or among those chosen.
    Chosen(OptionCode),
    /// There is an answer and the option is not among those chosen.
    NotChosen(OptionCode),
    /// The yes-or-no answer is this.
    Is(bool),
    /// The number or step is equal.
    Equal(Decimal),
    /// The number or step differs.
    NotEqual(Decimal),
    /// Greater.
    Greater(Decimal),
    /// Less.
    Less(Decimal),
    /// Greater or equal.
    AtLeast(Decimal),
    /// Less or equal.
    AtMost(Decimal),
}

impl Operator {
    /// Whether the operator makes sense for a question of this kind: existence for every kind, options for choices,
    /// yes or no for booleans, comparison for numbers and scales.
    pub const fn fits(&self, kind: KindCode) -> bool {
        match self {
            Self::Exists(_) => true,
            Self::Chosen(_) | Self::NotChosen(_) => matches!(kind, KindCode::SingleChoice | KindCode::MultiChoice),
            Self::Is(_) => matches!(kind, KindCode::Boolean),
            Self::Equal(_)
            | Self::NotEqual(_)
            | Self::Greater(_)
            | Self::Less(_)
            | Self::AtLeast(_)
            | Self::AtMost(_) => matches!(kind, KindCode::Scale | KindCode::Number),
        }
    }

    /// The option that is compared with, if it is an option.
    pub const fn option(&self) -> Option<&OptionCode> {
        match self {
            Self::Chosen(option) | Self::NotChosen(option) => Some(option),
            Self::Exists(_)
            | Self::Is(_)
            | Self::Equal(_)
            | Self::NotEqual(_)
            | Self::Greater(_)
            | Self::Less(_)
            | Self::AtLeast(_)
            | Self::AtMost(_) => None,
        }
    }

    /// Whether it holds of what the question is answered with; `None` where it is hidden or not answered. Silence
    /// makes every comparison false and `exists: false` true.
    pub fn holds(&self, standing: Option<&Standing>) -> bool {
        let value = standing.filter(|s| s.exists()).and_then(Standing::value);
        let Some(value) = value else {
            return matches!(self, Self::Exists(false));
        };
        match self {
            Self::Exists(expected) => *expected,
            Self::Chosen(option) => chosen(value, option).unwrap_or(false),
            Self::NotChosen(option) => chosen(value, option).is_some_and(|is| !is),
            Self::Is(expected) => matches!(value, Value::Boolean(given) if given == expected),
            Self::Equal(bound) => number(value).is_some_and(|n| n == *bound),
            Self::NotEqual(bound) => number(value).is_some_and(|n| n != *bound),
            Self::Greater(bound) => number(value).is_some_and(|n| n > *bound),
            Self::Less(bound) => number(value).is_some_and(|n| n < *bound),
            Self::AtLeast(bound) => number(value).is_some_and(|n| n >= *bound),
            Self::AtMost(bound) => number(value).is_some_and(|n| n <= *bound),
        }
    }
}

fn chosen(value: &Value, option: &OptionCode) -> Option<bool> {
    match value {
        Value::SingleChoice(chosen) => Some(chosen.option == *option),
        Value::MultiChoice(chosen) => Some(chosen.iter().any(|c| c.option == *option)),
        Value::Scale(_)
        | Value::Boolean(_)
        | Value::ShortText(_)
        | Value::LongText(_)
        | Value::Number(_)
        | Value::Date(_)
        | Value::UrlList(_)
        | Value::Evidence(_)
        | Value::StateList(_)
        | Value::Contact(_) => None,
    }
}

fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Scale(step) => Some(Decimal::whole(*step)),
        Value::Number(number) => Some(*number),
        Value::SingleChoice(_)
        | Value::MultiChoice(_)
        | Value::Boolean(_)
        | Value::ShortText(_)
        | Value::LongText(_)
        | Value::Date(_)
        | Value::UrlList(_)
        | Value::Evidence(_)
        | Value::StateList(_)
        | Value::Contact(_) => None,
    }
}

/// An expectation with its questions resolved to positions, so that opening a submission looks nothing up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gate {
    behaviour: Behaviour,
    tests: Box<[(QuestionIndex, Operator)]>,
}

impl Gate {
    /// Resolves an expectation against the questions before it, which publishing has proved to exist. In a draft that is only
    /// looked at, what refers to nothing earlier is left out.
    pub(super) fn resolve(
        expectation: Option<&Expectation>,
        earlier: &HashMap<QuestionCode, QuestionIndex>,
    ) -> Option<Self> {
        let expectation = expectation?;
        let tests = expectation.conditions.iter().filter_map(|condition| {
            let index = earlier.get(&condition.question)?;
            Some((*index, condition.operator.clone()))
        });
        let tests: Box<[_]> = tests.collect();
        let means_nothing = tests.is_empty() && !expectation.conditions.is_empty();
        (!means_nothing).then_some(Self {
            behaviour: expectation.behaviour,
            tests,
        })
    }

    /// Whether it is open, given the standing of each earlier question that is enabled.
    pub(super) fn is_open<'a>(&self, standing: impl Fn(QuestionIndex) -> Option<&'a Standing>) -> bool {
        let holds = self
            .tests
            .iter()
            .map(|(question, operator)| operator.holds(standing(*question)));
        self.behaviour.join(holds)
    }
}

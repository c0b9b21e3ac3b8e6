//! Conditions: a list of question, operator and answer, joined by `all` or `any`.

use domain::id::OptionCode;
use domain::questionnaire::{Behaviour, Condition, Decimal, Expectation, Operator};
use serde_json::Value;

use crate::fault::At;
use crate::form::questionnaire::ConditionForm;
use crate::lower::Lowering;

/// The operators of FHIR's `enableWhen`, in the order of the vocabulary.
pub(crate) const OPERATORS: [&str; 7] = ["exists", "=", "!=", ">", "<", ">=", "<="];

impl Lowering<'_> {
    /// The condition of a module, section or question, if it has one.
    pub(crate) fn expectation(
        &mut self,
        at: &At<'_>,
        behaviour: Option<&str>,
        conditions: Option<Vec<ConditionForm>>,
    ) -> Option<Expectation> {
        let place = at.key("enable_behavior");
        let Some(conditions) = conditions else {
            if behaviour.is_some() {
                self.faults.add(&place, "there is no condition to join");
            }
            return None;
        };
        if behaviour.is_none() {
            self.faults.add(&place, "conditions are joined by `all` or `any`");
        }
        let behaviour = behaviour.and_then(|text| self.closed(&place, text, Behaviour::from_code, "`all` or `any`"));
        let place = at.key("enable_when");
        let conditions = (conditions.into_iter().enumerate())
            .filter_map(|(index, form)| self.condition(&place.index(index), &form))
            .collect();
        Some(Expectation {
            behaviour: behaviour?,
            conditions,
        })
    }

    fn condition(&mut self, at: &At<'_>, form: &ConditionForm) -> Option<Condition> {
        let question = self.code(&at.key("question"), &form.question);
        if !OPERATORS.contains(&form.operator.as_str()) {
            let message = format!("`{}` is not an operator", form.operator);
            self.faults.add(&at.key("operator"), message);
            return None;
        }
        let operator = self.operator(&at.key("answer"), &form.operator, &form.answer);
        Some(Condition {
            question: question?,
            operator: operator?,
        })
    }

    /// The shape of the answer says what is compared; whether that fits the question is proved on publishing.
    fn operator(&mut self, at: &At<'_>, operator: &str, answer: &Value) -> Option<Operator> {
        match (operator, answer) {
            ("exists", Value::Bool(expected)) => Some(Operator::Exists(*expected)),
            ("exists", _) => {
                self.faults.add(at, "`exists` needs true or false");
                None
            }
            ("=", Value::Bool(expected)) => Some(Operator::Is(*expected)),
            ("!=", Value::Bool(refused)) => Some(Operator::Is(!*refused)),
            ("=" | "!=", Value::String(option)) => {
                let option: OptionCode = self.code(at, option)?;
                let make = if operator == "=" {
                    Operator::Chosen
                } else {
                    Operator::NotChosen
                };
                Some(make(option))
            }
            (_, Value::Number(number)) => {
                let bound: Decimal = self.faults.take(at, number.to_string().parse())?;
                let make = match operator {
                    "=" => Operator::Equal,
                    "!=" => Operator::NotEqual,
                    ">" => Operator::Greater,
                    "<" => Operator::Less,
                    ">=" => Operator::AtLeast,
                    _ => Operator::AtMost,
                };
                Some(make(bound))
            }
            ("=" | "!=", _) => {
                self.faults
                    .add(at, "the answer is an option, true or false, or a number");
                None
            }
            (_, _) => {
                self.faults.add(at, format!("`{operator}` needs a number"));
                None
            }
        }
    }
}

//! Questions as items, conditions as `enableWhen`.

use domain::id::OptionCode;
use domain::questionnaire::{Behaviour, Decimal, Edition, Expectation, Kind, Operator, Question};
use serde_json::{Number, Value as Json, json};

use crate::fhir::{URN, put};

/// A question.
pub(super) fn question(edition: &Edition, of: &Question) -> Json {
    let mut item = json!({
        "linkId": of.code.to_string(),
        "code": of.provisions.iter().map(|provision| json!({
            "system": format!("{URN}:provision"),
            "code": provision.to_string(),
        })).collect::<Json>(),
        "type": kind(&of.kind),
    });
    if of.provisions.is_empty() {
        item.as_object_mut().map(|item| item.remove("code"));
    }
    put(&mut item, "text", &of.prompt, edition);
    enable_when(edition, of.condition.as_ref(), &mut item);
    if repeats(&of.kind) {
        item["repeats"] = json!(true);
    }
    if of.bind.is_some() {
        // It shows a field that the register has anyway.
        item["readOnly"] = json!(true);
    }
    let mut extensions = Vec::new();
    match &of.kind {
        Kind::SingleChoice { list } | Kind::MultiChoice { list } => {
            let options = edition.options(of);
            let with_text = options.iter().any(|option| option.with_text);
            item["answerConstraint"] = json!(if with_text { "optionsOrString" } else { "optionsOnly" });
            let system = system(edition, list.as_ref());
            let option = |option: &domain::questionnaire::OptionItem| {
                let mut coding = json!({"system": system, "code": option.code.to_string()});
                put(&mut coding, "display", &option.label, edition);
                let mut said = json!({"valueCoding": coding});
                if option.exclusive {
                    said["extension"] = json!([{
                        "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive",
                        "valueBoolean": true,
                    }]);
                }
                said
            };
            item["answerOption"] = options.iter().map(option).collect();
        }
        Kind::Scale { min, max } => {
            extensions.push(json!({"url": bound("min"), "valueInteger": min}));
            extensions.push(json!({"url": bound("max"), "valueInteger": max}));
        }
        Kind::ShortText { max_length } => item["maxLength"] = json!(max_length),
        Kind::Number { min, max, unit } => {
            for (name, value) in [("min", min), ("max", max)] {
                extensions.extend(
                    value
                        .as_ref()
                        .map(|value| json!({"url": bound(name), "valueDecimal": number(value)})),
                );
            }
            extensions.extend(unit.as_ref().map(|unit| {
                json!({
                    "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unit",
                    "valueCoding": {"system": format!("{URN}:unit"), "code": unit},
                })
            }));
        }
        Kind::UrlList { max_items } | Kind::Evidence { max_items } => extensions.push(json!({
            "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-maxOccurs",
            "valueInteger": max_items,
        })),
        Kind::StateList => item["answerValueSet"] = json!("#states"),
        Kind::Contact => {
            let field = |name: &str, text: &str| json!({"linkId": format!("{}.{name}", of.code), "text": text, "type": "string"});
            item["item"] = json!([
                field("name", "Name"),
                field("unit", "Unit"),
                field("email", "Email"),
                field("telephone", "Telephone"),
            ]);
        }
        Kind::Boolean | Kind::LongText { .. } | Kind::Date { .. } => {}
    }
    if !extensions.is_empty() {
        item["extension"] = extensions.into();
    }
    item
}

fn bound(name: &str) -> String {
    format!("http://hl7.org/fhir/StructureDefinition/{name}Value")
}

fn system(edition: &Edition, list: &str) -> String {
    format!(
        "{URN}:list:{}:{}:{list}",
        edition.id().questionnaire,
        edition.id().number
    )
}

const fn kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::SingleChoice { .. } | Kind::MultiChoice { .. } | Kind::StateList => "coding",
        Kind::Scale { .. } => "integer",
        Kind::Boolean => "boolean",
        Kind::ShortText { .. } => "string",
        Kind::LongText { .. } => "text",
        Kind::Number { .. } => "decimal",
        Kind::Date { .. } => "date",
        Kind::UrlList { .. } => "url",
        Kind::Evidence { .. } => "attachment",
        Kind::Contact => "group",
    }
}

const fn repeats(kind: &Kind) -> bool {
    match kind {
        Kind::MultiChoice { .. } | Kind::UrlList { .. } | Kind::Evidence { .. } | Kind::StateList => true,
        Kind::SingleChoice { .. }
        | Kind::Scale { .. }
        | Kind::Boolean
        | Kind::ShortText { .. }
        | Kind::LongText { .. }
        | Kind::Number { .. }
        | Kind::Date { .. }
        | Kind::Contact => false,
    }
}

/// A decimal of at most 15 digits as a JSON number.
fn number(decimal: &Decimal) -> Json {
    let text = decimal.to_string();
    text.parse::<Number>().map_or(Json::Null, Json::Number)
}

/// When an item is enabled.
pub(super) fn enable_when(edition: &Edition, expectation: Option<&Expectation>, item: &mut Json) {
    let Some(expectation) = expectation else { return };
    let when = expectation.conditions.iter().map(|condition| {
        let asked = edition.question(&condition.question).map(|placed| placed.question);
        let list = asked.and_then(|asked| asked.kind.list()).map(ToString::to_string);
        let is_scale = asked.is_some_and(|asked| matches!(asked.kind, Kind::Scale { .. }));
        let coding = |option: &OptionCode| {
            let system = system(edition, list.as_deref().unwrap_or_default());
            ("answerCoding", json!({"system": system, "code": option.to_string()}))
        };
        let compared = |decimal: &Decimal| {
            let field = if is_scale { "answerInteger" } else { "answerDecimal" };
            (field, number(decimal))
        };
        let (operator, (field, answer)) = match &condition.operator {
            Operator::Exists(exists) => ("exists", ("answerBoolean", json!(exists))),
            Operator::Chosen(option) => ("=", coding(option)),
            Operator::NotChosen(option) => ("!=", coding(option)),
            Operator::Is(yes) => ("=", ("answerBoolean", json!(yes))),
            Operator::Equal(decimal) => ("=", compared(decimal)),
            Operator::NotEqual(decimal) => ("!=", compared(decimal)),
            Operator::Greater(decimal) => (">", compared(decimal)),
            Operator::Less(decimal) => ("<", compared(decimal)),
            Operator::AtLeast(decimal) => (">=", compared(decimal)),
            Operator::AtMost(decimal) => ("<=", compared(decimal)),
        };
        json!({"question": condition.question.to_string(), "operator": operator, field: answer})
    });
    item["enableWhen"] = when.collect();
    if expectation.conditions.len() > 1 {
        item["enableBehavior"] = json!(match expectation.behaviour {
            Behaviour::All => "all",
            Behaviour::Any => "any",
        });
    }
}

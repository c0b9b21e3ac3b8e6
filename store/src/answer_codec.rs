//! The one stored form of a standing and its value, which is also their form in a filing's document (docs/formats.md).

use domain::id::{OptionCode, StateCode};
use domain::questionnaire::{Chosen, Contact, EvidenceItem, EvidenceLink, KindCode, Standing, StandingCode, Value};
use serde_json::{Map, Value as Json, json};
use thiserror::Error;

/// The standing code of an answer that was taken back.
pub const NOT_ANSWERED: &str = "not_answered";

/// A stored form that is no standing of the domain.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct BadForm(String);

/// The code of the standing and the value; without a standing, [`NOT_ANSWERED`].
pub fn encode(standing: Option<&Standing>) -> (&'static str, Option<Json>) {
    match standing {
        None => (NOT_ANSWERED, None),
        Some(standing) => (standing.code().code(), standing.value().map(encode_value)),
    }
}

/// The standing of a stored form.
pub fn decode(kind: KindCode, standing: &str, value: Option<&Json>) -> Result<Option<Standing>, BadForm> {
    if standing == NOT_ANSWERED {
        return Ok(None);
    }
    let code = StandingCode::from_code(standing).ok_or_else(|| BadForm(format!("standing `{standing}`")))?;
    Ok(Some(match (code, value) {
        (StandingCode::Answered, Some(value)) => Standing::Answered(decode_value(kind, value)?),
        (StandingCode::None, None) => Standing::None,
        (StandingCode::NotApplicable, None) => Standing::NotApplicable,
        (StandingCode::ExistsNotDisclosed, None) => Standing::ExistsNotDisclosed,
        (StandingCode::Declined, None) => Standing::Declined,
        _ => return Err(BadForm(format!("standing `{standing}` with the wrong value"))),
    }))
}

fn encode_value(value: &Value) -> Json {
    match value {
        Value::SingleChoice(chosen) => encode_chosen(chosen),
        Value::MultiChoice(chosen) => chosen.iter().map(encode_chosen).collect(),
        Value::Scale(step) => json!(step),
        Value::Boolean(yes) => json!(yes),
        Value::ShortText(text) | Value::LongText(text) => json!(text),
        // As text: a JSON number would pass through floating point on its way.
        Value::Number(number) => json!(number.to_string()),
        Value::Date(day) => json!(day.to_string()),
        Value::UrlList(links) => json!(links),
        Value::Evidence(items) => items
            .iter()
            .map(|item| match item {
                EvidenceItem::Link(link) => fields([
                    ("url", Some(&link.url)),
                    ("title", link.title.as_ref()),
                    ("citation", link.citation.as_ref()),
                ]),
                EvidenceItem::Kept(commitment) => json!({"commitment": commitment.to_string()}),
            })
            .collect(),
        Value::StateList(states) => states.iter().map(|state| json!(state.as_str())).collect(),
        Value::Contact(contact) => fields([
            ("name", contact.name.as_ref()),
            ("unit", contact.unit.as_ref()),
            ("email", contact.email.as_ref()),
            ("telephone", contact.telephone.as_ref()),
        ]),
    }
}

fn encode_chosen(chosen: &Chosen) -> Json {
    let mut object = Map::from_iter([("option".to_owned(), json!(chosen.option.as_str()))]);
    if let Some(text) = &chosen.text {
        object.insert("text".to_owned(), json!(text));
    }
    Json::Object(object)
}

fn fields<const N: usize>(pairs: [(&str, Option<&String>); N]) -> Json {
    Json::Object(
        pairs
            .into_iter()
            .filter_map(|(name, text)| Some((name.to_owned(), json!(text?))))
            .collect(),
    )
}

fn decode_value(kind: KindCode, value: &Json) -> Result<Value, BadForm> {
    let bad = || BadForm(format!("no value of kind {}", kind.code()));
    let text = |json: &Json| json.as_str().map(str::to_owned).ok_or_else(bad);
    let field = |json: &Json, name: &str| json.get(name).map(text).transpose();
    let chosen = |json: &Json| {
        let option = json.get("option").and_then(Json::as_str).ok_or_else(bad)?;
        Ok(Chosen {
            option: OptionCode::new(option).map_err(|_| bad())?,
            text: field(json, "text")?,
        })
    };
    let each = || value.as_array().ok_or_else(bad);
    Ok(match kind {
        KindCode::SingleChoice => Value::SingleChoice(chosen(value)?),
        KindCode::MultiChoice => Value::MultiChoice(each()?.iter().map(chosen).collect::<Result<_, _>>()?),
        KindCode::Scale => Value::Scale(value.as_i64().and_then(|n| i32::try_from(n).ok()).ok_or_else(bad)?),
        KindCode::Boolean => Value::Boolean(value.as_bool().ok_or_else(bad)?),
        KindCode::ShortText => Value::ShortText(text(value)?),
        KindCode::LongText => Value::LongText(text(value)?),
        KindCode::Number => Value::Number(text(value)?.parse().map_err(|_| bad())?),
        KindCode::Date => Value::Date(text(value)?.parse().map_err(|_| bad())?),
        KindCode::UrlList => Value::UrlList(each()?.iter().map(text).collect::<Result<_, _>>()?),
        KindCode::Evidence => Value::Evidence(
            each()?
                .iter()
                .map(|item| {
                    if let Some(commitment) = field(item, "commitment")? {
                        return Ok(EvidenceItem::Kept(commitment.parse().map_err(|_| bad())?));
                    }
                    Ok(EvidenceItem::Link(EvidenceLink {
                        url: field(item, "url")?.ok_or_else(bad)?,
                        title: field(item, "title")?,
                        citation: field(item, "citation")?,
                    }))
                })
                .collect::<Result<_, BadForm>>()?,
        ),
        KindCode::StateList => Value::StateList(
            each()?
                .iter()
                .map(|code| StateCode::new(text(code)?).map_err(|_| bad()))
                .collect::<Result<_, _>>()?,
        ),
        KindCode::Contact => Value::Contact(Contact {
            name: field(value, "name")?,
            unit: field(value, "unit")?,
            email: field(value, "email")?,
            telephone: field(value, "telephone")?,
        }),
    })
}

#[cfg(test)]
mod tests {
    use domain::questionnaire::EvidenceCommitment;

    use super::*;

    fn sample(kind: KindCode) -> Value {
        let chosen = |option: &str, text: Option<&str>| Chosen {
            option: OptionCode::new(option).unwrap(),
            text: text.map(str::to_owned),
        };
        match kind {
            KindCode::SingleChoice => Value::SingleChoice(chosen("planned", None)),
            KindCode::MultiChoice => Value::MultiChoice(vec![chosen("law", None), chosen("other", Some("خطة"))]),
            KindCode::Scale => Value::Scale(4),
            KindCode::Boolean => Value::Boolean(false),
            KindCode::ShortText => Value::ShortText("网络".to_owned()),
            KindCode::LongText => Value::LongText("Две\nстроки".to_owned()),
            KindCode::Number => Value::Number("-12.5".parse().unwrap()),
            KindCode::Date => Value::Date("2026-11".parse().unwrap()),
            KindCode::UrlList => Value::UrlList(vec!["https://example.org/a".to_owned()]),
            KindCode::Evidence => Value::Evidence(vec![
                EvidenceItem::Link(EvidenceLink {
                    url: "https://example.org/b".to_owned(),
                    title: Some("Act".to_owned()),
                    citation: None,
                }),
                EvidenceItem::Kept(EvidenceCommitment([0xab; 32])),
            ]),
            KindCode::StateList => Value::StateList(vec![StateCode::new("QMA").unwrap()]),
            KindCode::Contact => Value::Contact(Contact {
                unit: Some("Desk".to_owned()),
                ..Contact::default()
            }),
        }
    }

    #[test]
    fn what_is_stored_is_what_is_read_for_every_kind() {
        for kind in KindCode::ALL {
            let standing = Standing::Answered(sample(kind));
            let (code, value) = encode(Some(&standing));
            assert_eq!(decode(kind, code, value.as_ref()), Ok(Some(standing)), "{kind:?}");
            for silence in [
                Standing::None,
                Standing::NotApplicable,
                Standing::ExistsNotDisclosed,
                Standing::Declined,
            ] {
                let (code, value) = encode(Some(&silence));
                assert_eq!(decode(kind, code, value.as_ref()), Ok(Some(silence)));
            }
            assert_eq!(decode(kind, NOT_ANSWERED, None), Ok(None));
            assert!(decode(kind, "answered", None).is_err() && decode(kind, "none", Some(&json!(1))).is_err());
        }
    }
}

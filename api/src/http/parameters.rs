//! The parameters of a GraphQL request, read strictly from a JSON body or a query string.

use std::fmt;

use async_graphql::{Value, Variables};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::graphql::fault::Fault;
use crate::localise::Message;

/// What a client asks.
#[derive(Debug, Default)]
pub(super) struct Parameters {
    /// The document; empty where an id stands for it.
    pub(super) query: String,
    /// What stands for a document.
    pub(super) document_id: Option<String>,
    /// Which of its operations.
    pub(super) operation_name: Option<String>,
    /// The values for its variables.
    pub(super) variables: Variables,
}

impl Parameters {
    /// Reads a body. Anything but one JSON object with parameters of the right types is refused; so is a string that is no
    /// text (invalid UTF-8, a lone surrogate), wherever it stands.
    pub(super) fn from_body(body: &[u8]) -> Result<Self, Fault> {
        if let Err(error) = std::str::from_utf8(body) {
            return Err(not_utf8(error.valid_up_to()));
        }
        let body: Body = serde_json::from_slice(body).map_err(|error| not_json("body", &error))?;
        match body {
            Body::Object(parameters) => Self::from_values(parameters),
            Body::Other(found) => Err(Fault::invalid().saying(Message::NotAnObject {
                found: found.to_owned(),
            })),
        }
    }

    /// Reads a query string, where `variables` and `extensions` are JSON objects as text.
    pub(super) fn from_query_string(text: &str) -> Result<Self, Fault> {
        let mut parameters = Vec::new();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decode(name)?, decode(value)?);
            let value = match name.as_str() {
                "variables" | "extensions" => serde_json::from_str(&value).map_err(|error| not_json(&name, &error))?,
                "operationName" if value.is_empty() => Value::Null,
                _ => Value::String(value),
            };
            parameters.push((name, value));
        }
        Self::from_values(parameters)
    }

    /// Parameters that GraphQL over HTTP does not define are left alone.
    fn from_values(parameters: Vec<(String, Value)>) -> Result<Self, Fault> {
        let mut known = Self::default();
        let mut seen: Vec<String> = Vec::new();
        for (name, value) in parameters {
            if seen.contains(&name) {
                return Err(Fault::invalid()
                    .at(name.clone())
                    .saying(Message::ParameterTwice { parameter: name }));
            }
            match (name.as_str(), value) {
                ("query", Value::String(query)) => known.query = query,
                ("documentId", Value::String(id)) => known.document_id = Some(id),
                ("operationName", Value::String(operation)) => known.operation_name = Some(operation),
                ("variables", value @ Value::Object(_)) => known.variables = Variables::from_value(value),
                ("documentId" | "operationName" | "variables" | "extensions", Value::Null)
                | ("extensions", Value::Object(_)) => {}
                ("query" | "documentId" | "operationName", other) => return Err(wrong_type(name, "string", &other)),
                ("variables" | "extensions", other) => return Err(wrong_type(name, "object", &other)),
                (_, _) => {}
            }
            seen.push(name);
        }
        match (seen.iter().any(|name| name == "query"), &known.document_id) {
            (true, None) | (false, Some(_)) => Ok(known),
            (true, Some(_)) => Err(Fault::invalid().at("documentId").saying(Message::DocumentAndId)),
            (false, None) => Err(Fault::invalid().at("query").saying(Message::QueryMissing)),
        }
    }
}

fn not_utf8(valid: usize) -> Fault {
    Fault::invalid().saying(Message::NotUtf8 { byte: valid as u64 + 1 })
}

fn not_json(place: &str, error: &serde_json::Error) -> Fault {
    let (place, reason) = (place.to_owned(), error.to_string());
    Fault::invalid().saying(Message::NotJson { place, reason })
}

fn wrong_type(parameter: String, expected: &str, found: &Value) -> Fault {
    let found = match found {
        Value::Null => "null",
        Value::Number(_) => "number",
        Value::String(_) | Value::Enum(_) => "string",
        Value::Boolean(_) => "boolean",
        Value::List(_) | Value::Binary(_) => "array",
        Value::Object(_) => "object",
    };
    Fault::invalid().at(parameter.clone()).saying(Message::WrongType {
        parameter,
        expected: expected.to_owned(),
        found: found.to_owned(),
    })
}

/// Undoes `application/x-www-form-urlencoded`, refusing what is not an escape and what is not UTF-8.
fn decode(text: &str) -> Result<String, Fault> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = rest.next().zip(rest.next()).and_then(|(high, low)| {
                    let digit = |byte: u8| char::from(byte).to_digit(16);
                    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
                });
                digits.ok_or_else(|| Fault::invalid().saying(Message::BadEscape))?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).map_err(|error| not_utf8(error.utf8_error().valid_up_to()))
}

/// A JSON body with its keys as they came: a map would hide one that comes twice.
enum Body {
    Object(Vec<(String, Value)>),
    Other(&'static str),
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(BodyVisitor)
    }
}

struct BodyVisitor;

impl<'de> Visitor<'de> for BodyVisitor {
    type Value = Body;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Body, M::Error> {
        let mut parameters = Vec::new();
        while let Some(entry) = map.next_entry()? {
            parameters.push(entry);
        }
        Ok(Body::Object(parameters))
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut items: S) -> Result<Body, S::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Body::Other("array"))
    }

    fn visit_unit<E>(self) -> Result<Body, E> {
        Ok(Body::Other("null"))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Body, E> {
        Ok(Body::Other("boolean"))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Body, E> {
        Ok(Body::Other("number"))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Body, E> {
        Ok(Body::Other("number"))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Body, E> {
        Ok(Body::Other("number"))
    }

    fn visit_str<E>(self, _: &str) -> Result<Body, E> {
        Ok(Body::Other("string"))
    }
}

#[cfg(test)]
mod tests {
    use domain::language::Language;

    use super::*;

    fn refused(result: Result<Parameters, Fault>) -> String {
        result.expect_err("refused").message().text(Language::English)
    }

    #[test]
    fn a_body_of_another_shape_is_told_what_is_wrong() {
        let table: &[(&[u8], &str)] = &[
            (b"", "body is not JSON: EOF while parsing a value at line 1 column 0"),
            (b"{", "body is not JSON: EOF while parsing an object at line 1 column 1"),
            (b"query=%7Ba%7D", "body is not JSON: expected value at line 1 column 1"),
            (
                b"{\"query\":\"{a}\"} x",
                "body is not JSON: trailing characters at line 1 column 17",
            ),
            (
                b"[{\"query\":\"{a}\"}]",
                "The body must be one JSON object with \u{201c}query\u{201d}; it is array.",
            ),
            (
                b"[]",
                "The body must be one JSON object with \u{201c}query\u{201d}; it is array.",
            ),
            (
                b"\"{a}\"",
                "The body must be one JSON object with \u{201c}query\u{201d}; it is string.",
            ),
            (
                b"null",
                "The body must be one JSON object with \u{201c}query\u{201d}; it is null.",
            ),
            (
                b"{}",
                "\u{201c}query\u{201d} is missing: it holds the GraphQL document.",
            ),
            (
                b"{\"qeury\":\"{a}\"}",
                "\u{201c}query\u{201d} is missing: it holds the GraphQL document.",
            ),
            (b"{\"query\":null}", "\u{201c}query\u{201d} must be string; it is null."),
            (b"{\"query\":7}", "\u{201c}query\u{201d} must be string; it is number."),
            (
                b"{\"query\":{\"a\":1}}",
                "\u{201c}query\u{201d} must be string; it is object.",
            ),
            (
                b"{\"query\":\"{a}\",\"operationName\":1}",
                "\u{201c}operationName\u{201d} must be string; it is number.",
            ),
            (
                b"{\"query\":\"{a}\",\"variables\":[]}",
                "\u{201c}variables\u{201d} must be object; it is array.",
            ),
            (
                b"{\"query\":\"{a}\",\"variables\":\"{}\"}",
                "\u{201c}variables\u{201d} must be object; it is string.",
            ),
            (
                b"{\"query\":\"{a}\",\"extensions\":true}",
                "\u{201c}extensions\u{201d} must be object; it is boolean.",
            ),
            (
                b"{\"query\":\"{a}\",\"query\":\"{b}\"}",
                "\u{201c}query\u{201d} is given more than once.",
            ),
            (
                b"{\"query\":\"{a}\xff\"}",
                "The request is not UTF-8: it goes wrong at byte 14.",
            ),
        ];
        for (body, expected) in table {
            let text = refused(Parameters::from_body(body));
            assert_eq!(text, *expected, "{}", String::from_utf8_lossy(body));
        }
    }

    #[test]
    fn a_lone_surrogate_refuses_the_whole_call_wherever_it_stands() {
        for body in [
            r#"{"query":"\ud800"}"#,
            r#"{"query":"{a}","variables":{"a":{"b":["\ud800x"]}}}"#,
            r#"{"query":"{a}","variables":{"\udc00":1}}"#,
            r#"{"query":"{a}","extensions":{"a":"\ud800\u0041"}}"#,
            r#"{"query":"{a}","unknown":"\ud800"}"#,
            r#"["\ud800"]"#,
        ] {
            assert!(Parameters::from_body(body.as_bytes()).is_err(), "{body}");
        }
        let pair = Parameters::from_body(br#"{"query":"\ud83d\ude00"}"#).unwrap();
        assert_eq!(pair.query, "\u{1f600}");
    }

    #[test]
    fn null_and_unknown_parameters_are_left_alone() {
        let body = br#"{"query":"{a}","operationName":null,"variables":null,"extensions":null,"id":"x"}"#;
        let parameters = Parameters::from_body(body).unwrap();
        assert_eq!(parameters.query, "{a}");
        assert!(parameters.operation_name.is_none() && parameters.variables.is_empty());
    }

    #[test]
    fn a_query_string_is_read_as_strictly() {
        let read = |text| Parameters::from_query_string(text);
        let parameters =
            read("query=query+A%7Ba%7D&operationName=A&variables=%7B%22x%22%3A%22%D8%AF%22%7D&t=1").unwrap();
        assert_eq!(parameters.query, "query A{a}");
        assert_eq!(parameters.operation_name.as_deref(), Some("A"));
        assert_eq!(parameters.variables.get("x"), Some(&Value::from("\u{62f}")));
        assert!(read("query={a}&operationName=").unwrap().operation_name.is_none());
        let table = [
            ("", "\u{201c}query\u{201d} is missing: it holds the GraphQL document."),
            (
                "operation_name=A",
                "\u{201c}query\u{201d} is missing: it holds the GraphQL document.",
            ),
            ("query={a}&query={b}", "\u{201c}query\u{201d} is given more than once."),
            (
                "query={a}&variables=",
                "variables is not JSON: EOF while parsing a value at line 1 column 0",
            ),
            (
                "query={a}&variables=[]",
                "\u{201c}variables\u{201d} must be object; it is array.",
            ),
            (
                "query={a}&extensions=1",
                "\u{201c}extensions\u{201d} must be object; it is number.",
            ),
            (
                "query=%7",
                "The query string holds a % that two hexadecimal digits do not follow.",
            ),
            (
                "query=%+7",
                "The query string holds a % that two hexadecimal digits do not follow.",
            ),
            ("query=a%ff", "The request is not UTF-8: it goes wrong at byte 2."),
        ];
        for (text, expected) in table {
            assert_eq!(refused(read(text)), expected, "{text}");
        }
    }
}

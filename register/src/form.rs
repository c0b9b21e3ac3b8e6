//! Strict reading of JSON: what is read has exactly one meaning, or is refused with the place of the fault.
//!
//! serde's derived readers are not used, for three reasons: they keep the last of two members with one name inside a
//! free value, they take `null` for an absent member, and with the `raw_value` feature a member named by `serde_json`'s
//! private token is taken for JSON text. Each would let two texts pass for one document.

use std::fmt;
use std::str::FromStr;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use thiserror::Error;

use crate::canonical::LARGEST_NUMBER;
use crate::hash::BadHex;
use crate::instant::BadInstant;

/// A text that does not have the form it claims: where, and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("at {at}: {flaw}")]
pub struct Malformed {
    /// The place, as `leaves[3].opening.salt`; `$` is the whole.
    pub at: String,
    /// What is wrong there.
    pub flaw: Flaw,
}

/// What can be wrong with a form.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Flaw {
    /// Not JSON, or JSON with two members of one name; the text names line and column.
    #[error("not JSON with unique member names: {0}")]
    NotJson(String),
    /// A member that the form has not.
    #[error("unknown member `{0}`")]
    Unknown(String),
    /// A member that the form needs.
    #[error("missing member `{0}`")]
    Missing(&'static str),
    /// A value of another type.
    #[error("expected {0}")]
    Type(&'static str),
    /// An empty text where a code is needed.
    #[error("must not be empty")]
    Empty,
    /// Hexadecimal digits of another length or in capitals.
    #[error(transparent)]
    Hex(#[from] BadHex),
    /// An instant in another form.
    #[error(transparent)]
    Instant(#[from] BadInstant),
    /// Another format tag than the one that this reader knows.
    #[error("expected format `{expected}`, not `{found}`")]
    Format {
        /// The tag that this reader knows.
        expected: &'static str,
        /// The tag found.
        found: String,
    },
    /// A word outside a closed list.
    #[error("`{0}` is not one of {1}")]
    Word(String, &'static str),
    /// A number that canonical form cannot keep apart from its neighbours.
    #[error("the number {0} is beyond 2^53 - 1")]
    Number(String),
    /// An answer without value, or a value without the standing `answered`.
    #[error("a value stands with the standing `answered` and with no other")]
    Silence,
}

impl Malformed {
    pub(crate) fn new(at: impl Into<String>, flaw: impl Into<Flaw>) -> Self {
        Self {
            at: at.into(),
            flaw: flaw.into(),
        }
    }
}

/// Reads JSON; refuses two members of one name and everything that is not JSON.
pub(crate) fn parse(bytes: &[u8]) -> Result<Value, Malformed> {
    let not_json = |error: serde_json::Error| Malformed::new("$", Flaw::NotJson(error.to_string()));
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = Strict.deserialize(&mut reader).map_err(not_json)?;
    reader.end().map_err(not_json)?;
    Ok(value)
}

/// Refuses numbers anywhere in the value that canonical form would round onto a neighbour.
pub(crate) fn exact(value: &Value, at: &str) -> Result<(), Malformed> {
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => Ok(()),
        Value::Number(number) => {
            let fits = match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(number), ..) => number <= LARGEST_NUMBER,
                (None, Some(number), _) => number.unsigned_abs() <= LARGEST_NUMBER,
                // 2^53 itself is what 2^53 + 1 rounds to, so it is out as well.
                (None, None, Some(number)) => number.abs() < 9_007_199_254_740_992.0,
                (None, None, None) => false,
            };
            if fits {
                Ok(())
            } else {
                Err(Malformed::new(at, Flaw::Number(number.to_string())))
            }
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .try_for_each(|(index, item)| exact(item, &format!("{at}[{index}]"))),
        Value::Object(members) => members
            .iter()
            .try_for_each(|(name, member)| exact(member, &format!("{at}.{name}"))),
    }
}

struct Strict;

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        let number = Number::from_f64(value).ok_or_else(|| E::custom("a number is not finite"))?;
        Ok(Value::Number(number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Strict)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            if map.contains_key(&name) {
                return Err(A::Error::custom(format_args!("two members are named `{name}`")));
            }
            map.insert(name, members.next_value_seed(Strict)?);
        }
        Ok(Value::Object(map))
    }
}

/// A JSON object that is taken apart member by member; what is left at the end is unknown and refused.
pub(crate) struct Object {
    at: String,
    members: Map<String, Value>,
}

impl Object {
    pub(crate) fn open(value: Value, at: impl Into<String>) -> Result<Self, Malformed> {
        let at = at.into();
        match value {
            Value::Object(members) => Ok(Self { at, members }),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                Err(Malformed::new(at, Flaw::Type("an object")))
            }
        }
    }

    /// The place of a member.
    pub(crate) fn at(&self, name: &str) -> String {
        if self.at == "$" {
            name.to_owned()
        } else {
            format!("{}.{name}", self.at)
        }
    }

    pub(crate) fn find(&mut self, name: &str) -> Option<Value> {
        self.members.remove(name)
    }

    pub(crate) fn take(&mut self, name: &'static str) -> Result<Value, Malformed> {
        self.find(name)
            .ok_or_else(|| Malformed::new(self.at.as_str(), Flaw::Missing(name)))
    }

    pub(crate) fn object(&mut self, name: &'static str) -> Result<Self, Malformed> {
        Self::open(self.take(name)?, self.at(name))
    }

    pub(crate) fn find_object(&mut self, name: &'static str) -> Result<Option<Self>, Malformed> {
        self.find(name)
            .map(|value| Self::open(value, self.at(name)))
            .transpose()
    }

    pub(crate) fn text(&mut self, name: &'static str) -> Result<String, Malformed> {
        let value = self.take(name)?;
        self.as_text(name, value)
    }

    pub(crate) fn find_text(&mut self, name: &'static str) -> Result<Option<String>, Malformed> {
        self.find(name).map(|value| self.as_text(name, value)).transpose()
    }

    fn as_text(&self, name: &str, value: Value) -> Result<String, Malformed> {
        match value {
            Value::String(text) => Ok(text),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                Err(Malformed::new(self.at(name), Flaw::Type("a string")))
            }
        }
    }

    /// A text that has a type of its own: hexadecimal digits or an instant.
    pub(crate) fn parsed<T: FromStr<Err: Into<Flaw>>>(&mut self, name: &'static str) -> Result<T, Malformed> {
        let text = self.text(name)?;
        text.parse().map_err(|flaw: T::Err| Malformed::new(self.at(name), flaw))
    }

    /// Such a text, where there is one.
    pub(crate) fn find_parsed<T: FromStr<Err: Into<Flaw>>>(
        &mut self,
        name: &'static str,
    ) -> Result<Option<T>, Malformed> {
        let text = self.find_text(name)?;
        text.map(|text| text.parse().map_err(|flaw: T::Err| Malformed::new(self.at(name), flaw)))
            .transpose()
    }

    /// A whole number from 0 to [`LARGEST_NUMBER`].
    pub(crate) fn count(&mut self, name: &'static str) -> Result<u64, Malformed> {
        let value = self.take(name)?;
        exact(&value, &self.at(name))?;
        value
            .as_u64()
            .ok_or_else(|| Malformed::new(self.at(name), Flaw::Type("a whole number")))
    }

    pub(crate) fn list(&mut self, name: &'static str) -> Result<Vec<(String, Value)>, Malformed> {
        match self.take(name)? {
            Value::Array(items) => {
                let at = self.at(name);
                let place = |(index, item)| (format!("{at}[{index}]"), item);
                Ok(items.into_iter().enumerate().map(place).collect())
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
                Err(Malformed::new(self.at(name), Flaw::Type("an array")))
            }
        }
    }

    pub(crate) fn format(&mut self, expected: &'static str) -> Result<(), Malformed> {
        let found = self.text("format")?;
        if found == expected {
            Ok(())
        } else {
            Err(Malformed::new(self.at("format"), Flaw::Format { expected, found }))
        }
    }

    pub(crate) fn finish(self) -> Result<(), Malformed> {
        match self.members.into_iter().next() {
            Some((name, _)) => Err(Malformed::new(self.at, Flaw::Unknown(name))),
            None => Ok(()),
        }
    }
}

/// Refuses an empty text.
pub(crate) fn filled(text: &str, at: impl FnOnce() -> String) -> Result<(), Malformed> {
    if text.is_empty() {
        Err(Malformed::new(at(), Flaw::Empty))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flaw(text: &str) -> String {
        parse(text.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn two_members_of_one_name_are_refused_at_any_depth() {
        assert!(flaw(r#"{"a":1,"a":1}"#).contains("two members are named `a`"));
        assert!(flaw(r#"[{"b":{"a":1,"\u0061":2}}]"#).contains("two members are named `a`"));
    }

    #[test]
    fn what_is_not_json_is_refused() {
        for text in [
            "",
            "{",
            "[1,]",
            "1 2",
            "NaN",
            "1e400",
            "'a'",
            r#""\ud800""#,
            "\u{feff}1",
            &"[".repeat(5000),
        ] {
            assert!(flaw(text).starts_with("at $: not JSON"), "{text}");
        }
        assert!(parse(b"\"\xff\"").is_err());
    }

    #[test]
    fn a_private_token_of_the_library_is_an_ordinary_name() {
        let text = r#"{"$serde_json::private::RawValue":"[1]"}"#;
        assert_eq!(crate::canonical(&parse(text.as_bytes()).unwrap()), text.as_bytes());
        let text = r#"{"$serde_json::private::Number":"1"}"#;
        assert_eq!(crate::canonical(&parse(text.as_bytes()).unwrap()), text.as_bytes());
    }

    #[test]
    fn numbers_that_would_be_rounded_are_refused() {
        for text in ["9007199254740991", "-9007199254740991", "0.1", "1e15", "-0", "5e-324"] {
            assert_eq!(exact(&parse(text.as_bytes()).unwrap(), "$"), Ok(()), "{text}");
        }
        for text in [
            "9007199254740992",
            "-9007199254740992",
            "9007199254740992.0",
            "1e16",
            "18446744073709551615",
        ] {
            let nested = format!(r#"{{"a":[0,{text}]}}"#);
            let refusal = exact(&parse(nested.as_bytes()).unwrap(), "value").unwrap_err();
            assert_eq!(refusal.at, "value.a[1]", "{text}");
            assert!(matches!(refusal.flaw, Flaw::Number(_)));
        }
    }
}

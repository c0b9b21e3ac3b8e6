//! Calls that are made from the schema by chance: mostly what it asks for, now and then something else.

use std::fmt::Write as _;

use ::hostile::Dice;
use serde_json::{Map, Value, json};

use super::contract::{Contract, Field, Given, Of, Type};

/// Texts that mean something to somebody.
const TEXTS: [&str; 28] = [
    "",
    " ",
    "\u{0}",
    "a\u{0}b",
    "'; drop table answer; --",
    "\" or 1=1",
    "%s%n",
    "${7*7}",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "\u{202e}fdp",
    "e\u{301}",
    "😀",
    "两项措施",
    "2027-03-01",
    "2027-02-30",
    "2027-03-01T12:00:00Z",
    "9999-12-31T23:59:59.999999999Z",
    "-0001-01-01T00:00:00Z",
    "00000000-0000-0000-0000-000000000000",
    "QMA",
    "QMB",
    "ZZZ",
    "views-2027",
    "views-and-assessments/1",
    "VA.authority",
    "VT.topic_a",
    "-1",
];

const NUMBERS: [i64; 12] = [
    0,
    1,
    2,
    3,
    -1,
    100,
    101,
    2_147_483_647,
    -2_147_483_648,
    2_147_483_648,
    9_007_199_254_740_993,
    i64::MIN,
];

/// How deep a selection goes.
const DEEPEST: usize = 4;

/// A call.
pub(super) struct Made {
    pub(super) document: String,
    pub(super) variables: Value,
}

/// Makes calls.
pub(super) struct Maker<'c> {
    pub(super) contract: &'c Contract,
    pub(super) dice: Dice,
    /// Ids, codes and cursors that the service has told, so that calls reach something.
    pub(super) known: Vec<String>,
}

impl Maker<'_> {
    /// A call of a root field.
    pub(super) fn call(&mut self, operation: &str, field: &Field) -> Made {
        let mut declared = String::new();
        let mut variables = Map::new();
        let mut arguments = String::new();
        for given in &field.arguments {
            if !given.of.is_needed && self.dice.once_in(3) {
                continue;
            }
            let value = self.value(&given.of, 0);
            if given.name != "input" && self.dice.once_in(2) {
                let _ = write!(arguments, "{}: {} ", given.name, self.literal(&value, &given.of));
            } else {
                let name = format!("v{}", variables.len());
                let _ = write!(declared, "${name}: {} ", given.of.written);
                let _ = write!(arguments, "{}: ${name} ", given.name);
                variables.insert(name, value);
            }
        }
        let selection = self.selection(&field.of.name, 0);
        let declared = wrapped(&declared);
        let arguments = wrapped(&arguments);
        Made {
            document: format!("{operation} {declared} {{ {}{arguments}{selection} }}", field.name),
            variables: Value::Object(variables),
        }
    }

    /// A value of a type, or of another one now and then.
    fn value(&mut self, of: &Of, depth: usize) -> Value {
        if !of.is_needed && self.dice.once_in(8) {
            return Value::Null;
        }
        if self.dice.once_in(25) {
            return self.anything();
        }
        if let Some(item) = &of.item {
            let count = if depth > 4 { 0 } else { self.dice.below(4) };
            return (0..count).map(|_| self.value(item, depth + 1)).collect();
        }
        match &self.contract.types[&of.name] {
            Type::Enum(values) => json!(self.dice.one_of(values)),
            Type::Input { fields, is_one_of } => {
                let is_one = *is_one_of && !self.dice.once_in(15);
                let chosen = self.dice.below(fields.len());
                let mut members = Map::new();
                for (at, Given { name, of }) in fields.iter().enumerate() {
                    let leaves = if is_one {
                        at != chosen
                    } else if of.is_needed {
                        self.dice.once_in(40)
                    } else {
                        depth > 5 || self.dice.once_in(2)
                    };
                    if !leaves {
                        members.insert(name.clone(), self.value(of, depth + 1));
                    }
                }
                Value::Object(members)
            }
            Type::Scalar | Type::Object(_) | Type::Abstract(_) => self.scalar(&of.name),
        }
    }

    fn scalar(&mut self, name: &str) -> Value {
        match name {
            "Int" => json!(self.dice.one_of(&NUMBERS[..9])),
            "Float" => json!(0.5),
            "Boolean" => json!(self.dice.once_in(2)),
            _ => json!(self.text()),
        }
    }

    fn text(&mut self) -> String {
        if !self.known.is_empty() && !self.dice.once_in(3) {
            let mut text = self.dice.one_of(&self.known).clone();
            if self.dice.once_in(6) {
                // One that was not told, but nearly.
                let at = self.dice.below(text.len() + 1);
                if text.is_char_boundary(at) {
                    text.insert_str(at, TEXTS[self.dice.below(TEXTS.len())]);
                }
            }
            return text;
        }
        if self.dice.once_in(30) {
            return "x".repeat(70_000);
        }
        (*self.dice.one_of(&TEXTS)).to_owned()
    }

    fn anything(&mut self) -> Value {
        match self.dice.below(7) {
            0 => Value::Null,
            1 => json!(self.dice.one_of(&NUMBERS)),
            2 => json!(1e308),
            3 => json!(self.text()),
            4 => json!([]),
            5 => json!([[null]]),
            _ => json!({"no": {"such": "field"}}),
        }
    }

    /// A value as a document writes it.
    fn literal(&self, value: &Value, of: &Of) -> String {
        match value {
            Value::Array(items) => {
                let of = of.item.as_deref().unwrap_or(of);
                let items: Vec<_> = items.iter().map(|item| self.literal(item, of)).collect();
                format!("[{}]", items.join(" "))
            }
            Value::Object(members) => {
                let fields: &[Given] = match self.contract.types.get(&of.name) {
                    Some(Type::Input { fields, .. }) => fields,
                    _ => &[],
                };
                let mut text = String::from("{");
                for (name, value) in members {
                    let found = fields.iter().find(|field| field.name == *name);
                    let written = found.map_or_else(|| value.to_string(), |field| self.literal(value, &field.of));
                    // What has no such field may be written in no such way: refused as a whole, then.
                    let _ = write!(text, "{name}: {written} ");
                }
                text + "}"
            }
            Value::String(text) if matches!(self.contract.types.get(&of.name), Some(Type::Enum(_))) => text.clone(),
            other => other.to_string(),
        }
    }

    fn selection(&mut self, name: &str, depth: usize) -> String {
        let contract = self.contract;
        match &contract.types[name] {
            Type::Scalar | Type::Enum(_) | Type::Input { .. } => String::new(),
            Type::Abstract(possible) => {
                let mut text = String::from(" { __typename");
                if depth < DEEPEST {
                    for name in possible {
                        if self.dice.once_in(2) {
                            let inner = self.fields_of(name, depth + 1);
                            let _ = write!(text, " ... on {name} {{ __typename {inner} }}");
                        }
                    }
                }
                text + " }"
            }
            Type::Object(_) => format!(" {{ __typename {} }}", self.fields_of(name, depth)),
        }
    }

    fn fields_of(&mut self, object: &str, depth: usize) -> String {
        let contract = self.contract;
        let fields = contract.fields(object);
        let mut text = String::new();
        let most = if depth == 0 { 8 } else { 4 };
        for number in 0..=self.dice.below(most) {
            let field = self.dice.one_of(fields);
            let is_leaf = matches!(contract.types[&field.of.name], Type::Scalar | Type::Enum(_));
            if !is_leaf && depth >= DEEPEST {
                continue;
            }
            let mut arguments = String::new();
            for given in &field.arguments {
                let is_size = matches!(given.name.as_str(), "first");
                if is_size {
                    let _ = write!(arguments, "first: {} ", 1 + self.dice.below(3));
                } else if given.of.is_needed || self.dice.once_in(5) {
                    let value = self.value(&given.of, 3);
                    let _ = write!(arguments, "{}: {} ", given.name, self.literal(&value, &given.of));
                }
            }
            let selection = self.selection(&field.of.name, depth + 1);
            // Under a name of its own, so that the same field can stand here with other arguments.
            let _ = write!(
                text,
                "a{depth}_{number}: {}{}{selection} ",
                field.name,
                wrapped(&arguments)
            );
        }
        text
    }

    /// Remembers ids, codes and cursors that an answer tells.
    pub(super) fn learn(&mut self, told: &Value) {
        match told {
            Value::String(text)
                if (2..60).contains(&text.len())
                    && !text.contains(' ')
                    && self.known.len() < 400
                    && !self.known.contains(text) =>
            {
                self.known.push(text.clone());
            }
            Value::Array(items) => items.iter().for_each(|item| self.learn(item)),
            Value::Object(members) => members.values().for_each(|value| self.learn(value)),
            _ => {}
        }
    }
}

fn wrapped(inside: &str) -> String {
    if inside.is_empty() {
        String::new()
    } else {
        format!("({})", inside.trim_end())
    }
}

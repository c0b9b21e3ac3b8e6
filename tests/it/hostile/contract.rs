//! The schema as the service tells it, as far as calls are made from it.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tests::app::{Persona, TestApp};

const INTROSPECTION: &str = "{ __schema {
    queryType { name } mutationType { name } subscriptionType { name }
    types { kind name isOneOf
        fields(includeDeprecated: true) { name args { name type { ...T } } type { ...T } }
        inputFields { name type { ...T } } enumValues(includeDeprecated: true) { name } possibleTypes { name } } } }
    fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } }";

/// A type as it is written, and what it is in the end.
#[derive(Clone, Debug)]
pub(super) struct Of {
    /// `[ID!]!`.
    pub(super) written: String,
    pub(super) is_needed: bool,
    /// What a list holds.
    pub(super) item: Option<Box<Self>>,
    pub(super) name: String,
}

impl Of {
    fn read(told: &Value) -> Self {
        let inner = || Self::read(&told["ofType"]);
        match told["kind"].as_str().unwrap() {
            "NON_NULL" => {
                let inner = inner();
                Self {
                    written: format!("{}!", inner.written),
                    is_needed: true,
                    ..inner
                }
            }
            "LIST" => {
                let inner = inner();
                Self {
                    written: format!("[{}]", inner.written),
                    is_needed: false,
                    name: inner.name.clone(),
                    item: Some(Box::new(inner)),
                }
            }
            _ => {
                let name = told["name"].as_str().unwrap().to_owned();
                Self {
                    written: name.clone(),
                    is_needed: false,
                    item: None,
                    name,
                }
            }
        }
    }
}

/// An argument, or a field of an input.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub(super) name: String,
    pub(super) of: Of,
}

/// A field of an object.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) arguments: Vec<Given>,
    pub(super) of: Of,
}

/// A type.
#[derive(Clone, Debug)]
pub(super) enum Type {
    Scalar,
    Enum(Vec<String>),
    Input {
        fields: Vec<Given>,
        is_one_of: bool,
    },
    Object(Vec<Field>),
    /// An interface or a union, with what it can be.
    Abstract(Vec<String>),
}

/// The whole schema.
pub(super) struct Contract {
    pub(super) types: BTreeMap<String, Type>,
    pub(super) query: String,
    pub(super) mutation: String,
    pub(super) subscription: String,
}

impl Contract {
    /// Reads it as somebody who may.
    pub(super) async fn read(app: &TestApp, who: &Persona) -> Self {
        let told = app.call(who, INTROSPECTION, json!({})).await;
        let schema = &told.data()["__schema"];
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let name = |value: &Value| value["name"].as_str().unwrap().to_owned();
        let given = |value: &Value| -> Vec<Given> {
            let all = list(value);
            let read = |value: &Value| Given {
                name: name(value),
                of: Of::read(&value["type"]),
            };
            all.iter().map(read).collect()
        };
        let mut types = BTreeMap::new();
        for told in list(&schema["types"]) {
            let sort = match told["kind"].as_str().unwrap() {
                "SCALAR" => Type::Scalar,
                "ENUM" => Type::Enum(list(&told["enumValues"]).iter().map(name).collect()),
                "INPUT_OBJECT" => Type::Input {
                    fields: given(&told["inputFields"]),
                    is_one_of: told["isOneOf"] == true,
                },
                "OBJECT" => {
                    let read = |value: &Value| Field {
                        name: name(value),
                        arguments: given(&value["args"]),
                        of: Of::read(&value["type"]),
                    };
                    Type::Object(list(&told["fields"]).iter().map(read).collect())
                }
                _ => Type::Abstract(list(&told["possibleTypes"]).iter().map(name).collect()),
            };
            types.insert(name(&told), sort);
        }
        Self {
            types,
            query: name(&schema["queryType"]),
            mutation: name(&schema["mutationType"]),
            subscription: name(&schema["subscriptionType"]),
        }
    }

    /// The fields of an object.
    pub(super) fn fields(&self, object: &str) -> &[Field] {
        match &self.types[object] {
            Type::Object(fields) => fields,
            other => panic!("{object} is {other:?}"),
        }
    }
}

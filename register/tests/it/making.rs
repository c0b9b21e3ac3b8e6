//! What the tests are made of: strategies for JSON, answers and documents.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use register::{AnswerRecord, Document, Entry, Hash, Header, LARGEST_NUMBER, Salt};
use serde_json::{Map, Number, Value};

/// Numbers that a document may hold: whole ones up to 2^53 - 1, and doubles below.
pub(crate) fn number() -> impl Strategy<Value = Value> {
    let limit = i64::try_from(LARGEST_NUMBER).unwrap();
    prop_oneof![
        (-limit..=limit).prop_map(Value::from),
        (-1e15..1e15).prop_map(Value::from),
        any::<f64>()
            .prop_filter("below 2^53", |number| number.abs() < 9e15)
            .prop_map(|number| Value::Number(Number::from_f64(number).unwrap())),
    ]
}

/// Texts of any characters, and of those where UTF-8 and UTF-16 sort differently.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-cé€\u{e000}\u{fb33}\u{ffff}\u{10000}😀\"\\\\\n\u{1}]{0,4}"
    ]
}

/// Any JSON value that a document may hold inside an answer.
pub(crate) fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        number(),
        text().prop_map(Value::String),
    ];
    leaf.prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Value::Array),
            btree_map(text(), inner, 0..5).prop_map(|members| Value::Object(Map::from_iter(members))),
        ]
    })
}

/// An answer to the question, with or without value.
pub(crate) fn answer(question: String) -> impl Strategy<Value = AnswerRecord> {
    let standing = prop_oneof![
        json()
            .prop_filter("an answer", |value| !value.is_null())
            .prop_map(|value| ("answered", Some(value))),
        Just(("none", None)),
        Just(("declined", None)),
    ];
    (standing, proptest::option::of("[a-z]{2}")).prop_map(move |((standing, value), language)| AnswerRecord {
        question: question.clone(),
        standing: standing.to_owned(),
        value,
        language,
    })
}

pub(crate) fn header() -> impl Strategy<Value = Header> {
    ("Q[M-Z][A-Z]", "[a-z-]{1,20}", "[a-z]{1,9}/[1-9]", any::<[u8; 32]>()).prop_map(|(state, round, edition, hash)| {
        Header {
            state,
            round,
            edition,
            edition_hash: Hash(hash),
        }
    })
}

/// A document of up to twelve answers, all opened.
pub(crate) fn document() -> impl Strategy<Value = Document> {
    let questions = proptest::collection::btree_set("[A-C][0-9]\\.[a-z_]{1,3}", 0..12);
    let entries = questions.prop_flat_map(|questions| {
        let entry = |question: String| {
            (any::<[u8; 16]>(), answer(question)).prop_map(|(salt, answer)| Entry::opened(Salt(salt), answer))
        };
        questions.into_iter().map(entry).collect::<Vec<_>>()
    });
    (header(), entries).prop_map(|(header, entries)| Document::new(header, entries).unwrap())
}

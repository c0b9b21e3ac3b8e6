use proptest::prelude::*;
use proptest::sample::Index;
use register::{
    AnswerRecord, Commitment, Document, Entry, Extract, Flaw, Hash, Header, LogEntry, Root, Salt, VerifyError,
    document_root, verify_extract,
};
use serde_json::{Value, json};

use crate::making;

fn header() -> Header {
    Header {
        state: "QMA".to_owned(),
        round: "national-implementation-2026".to_owned(),
        edition: "national-implementation/1".to_owned(),
        edition_hash: Hash([0xab; 32]),
    }
}

fn answered(question: &str, value: impl Into<Value>) -> AnswerRecord {
    AnswerRecord {
        question: question.to_owned(),
        standing: "answered".to_owned(),
        value: Some(value.into()),
        language: None,
    }
}

fn three() -> Document {
    let entries = [("N13A.b", 2), ("N13A.a", 1), ("N13B.a", 3)]
        .map(|(question, byte)| Entry::opened(Salt([byte; 16]), answered(question, byte)));
    Document::new(header(), entries.to_vec()).unwrap()
}

/// The extract of `three` that opens all, altered.
fn altered(alter: impl FnOnce(&mut Extract)) -> VerifyError {
    let mut extract = three().extract(|_| true);
    alter(&mut extract);
    verify_extract(&extract).unwrap_err()
}

#[test]
fn entries_are_sorted_by_the_bytes_of_their_codes() {
    let document = three();
    let questions: Vec<_> = document.entries().iter().map(|entry| entry.question.as_str()).collect();
    assert_eq!(questions, ["N13A.a", "N13A.b", "N13B.a"]);
}

#[test]
fn a_root_is_given_only_in_order_and_without_doubles() {
    let commitment = Commitment([1; 32]);
    let root = |questions: &[&'static str]| document_root(&header(), questions.iter().map(|q| (*q, commitment)));
    assert!(root(&["A.a", "A.b"]).is_ok());
    let out_of_order = VerifyError::OutOfOrder {
        question: "A.a".to_owned(),
        before: "A.b".to_owned(),
    };
    assert_eq!(root(&["A.b", "A.a"]), Err(out_of_order));
    let duplicate = VerifyError::Duplicate {
        question: "A.a".to_owned(),
    };
    assert_eq!(root(&["A.a", "A.a"]), Err(duplicate.clone()));
    let twice = vec![
        Entry::opened(Salt([1; 16]), answered("A.a", 1)),
        Entry::opened(Salt([2; 16]), answered("A.a", 2)),
    ];
    assert_eq!(Document::new(header(), twice), Err(duplicate));
}

#[test]
fn an_extract_names_no_hidden_question() {
    let extract = three().extract(|question| question == "N13A.b");
    let text = String::from_utf8(extract.to_json()).unwrap();
    assert!(text.contains("N13A.b") && !text.contains("N13A.a") && !text.contains("N13B"));
    let verified = verify_extract(&extract).unwrap();
    assert_eq!(
        (verified.root, verified.opened, verified.hidden),
        (three().root(), 1, 2)
    );
}

#[test]
fn erasing_an_answer_keeps_the_root() {
    let whole = three();
    let mut entries = whole.entries().to_vec();
    entries[1] = Entry::erased(entries[1].question.clone(), entries[1].commitment);
    let erased = Document::new(header(), entries).unwrap();
    assert_eq!(erased.root(), whole.root());
    assert_eq!(Document::parse(&erased.to_json()), Ok(erased.clone()));
    assert_eq!(verify_extract(&erased.extract(|_| true)).unwrap().hidden, 1);
}

#[test]
fn an_altered_answer_or_salt_is_found_with_its_question() {
    let found = VerifyError::Opening {
        question: "N13A.b".to_owned(),
        leaf: 2,
    };
    let of = |alter: &dyn Fn(&mut register::Opening)| altered(|e| alter(e.leaves[1].opening.as_mut().unwrap()));
    assert_eq!(of(&|opening| opening.salt.0[15] ^= 1), found);
    assert_eq!(of(&|opening| opening.answer.value = Some(json!(4))), found);
    assert_eq!(of(&|opening| opening.answer.language = Some("fr".to_owned())), found);
    let silenced = of(&|opening| {
        opening.answer.standing = "declined".to_owned();
        opening.answer.value = None;
    });
    assert_eq!(silenced, found);
    assert_eq!(altered(|e| e.leaves[1].commitment.0[0] ^= 1), found);
    assert_eq!(
        found.to_string(),
        "the answer to question N13A.b and its salt do not give the commitment of leaf 2"
    );
}

#[test]
fn an_altered_header_hidden_commitment_or_root_is_found_at_the_root() {
    let at_root = |error: VerifyError| matches!(error, VerifyError::Root { stated, computed } if stated != computed);
    assert!(at_root(altered(|e| e.header.state = "QMB".to_owned())));
    assert!(at_root(altered(|e| e.header.round.push('x'))));
    assert!(at_root(altered(|e| e.header.edition.push('1'))));
    assert!(at_root(altered(|e| e.header.edition_hash.0[31] ^= 1)));
    assert!(at_root(altered(|e| e.root.0[0] ^= 1)));
    assert!(at_root(altered(|e| {
        e.leaves[1].opening = None;
        e.leaves[1].commitment.0[0] ^= 1;
    })));
    assert!(at_root(altered(|e| drop(e.leaves.pop()))));
    assert!(at_root(altered(|e| {
        e.leaves[0].opening = None;
        e.leaves[1].opening = None;
        e.leaves.swap(0, 1);
    })));
}

#[test]
fn another_order_is_found_with_its_questions() {
    let found = VerifyError::OutOfOrder {
        question: "N13A.b".to_owned(),
        before: "N13B.a".to_owned(),
    };
    assert_eq!(altered(|e| e.leaves.swap(0, 2)), found);
    let twice = altered(|e| {
        let leaf = e.leaves[0].clone();
        e.leaves.insert(1, leaf);
    });
    assert_eq!(twice.to_string(), "question N13A.a stands twice");
}

#[test]
fn an_entry_opened_by_another_answer_is_refused() {
    let mut entry = Entry::opened(Salt([1; 16]), answered("A.a", 1));
    entry.question = "A.b".to_owned();
    let refusal = Document::new(header(), vec![entry]).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "the entry of question A.b holds the answer to question A.a"
    );
}

#[test]
fn a_value_stands_with_answered_alone() {
    let refusal = |standing: &str, value: Option<Value>| {
        let answer = AnswerRecord {
            question: "A.a".to_owned(),
            standing: standing.to_owned(),
            value,
            language: None,
        };
        match Document::new(header(), vec![Entry::opened(Salt([1; 16]), answer)]) {
            Err(VerifyError::Malformed(malformed)) => Some(malformed.flaw),
            Err(other) => panic!("{other}"),
            Ok(_) => None,
        }
    };
    assert_eq!(refusal("none", None), None);
    assert_eq!(refusal("answered", Some(json!([null]))), None);
    assert_eq!(refusal("none", Some(json!(1))), Some(Flaw::Silence));
    assert_eq!(refusal("answered", None), Some(Flaw::Silence));
    assert_eq!(refusal("", None), Some(Flaw::Empty));
    assert_eq!(
        refusal("answered", Some(Value::Null)),
        Some(Flaw::Type("a value other than null"))
    );
    let beyond = Some(json!([9_007_199_254_740_993_u64]));
    assert_eq!(
        refusal("answered", beyond),
        Some(Flaw::Number("9007199254740993".to_owned()))
    );
}

/// The text of an extract with one replacement, and what the reader says to it.
#[test]
fn reading_is_strict() {
    let text = String::from_utf8(three().extract(|question| question == "N13A.a").to_json()).unwrap();
    let refusal = |from: &str, to: &str| {
        assert_eq!(text.matches(from).count(), 1, "{from} in {text}");
        Extract::parse(text.replace(from, to).as_bytes())
            .unwrap_err()
            .to_string()
    };
    let root = three().root().to_hex();
    assert_eq!(
        refusal("extract@1", "extract@2"),
        "at format: expected format `normtrack/extract@1`, not `normtrack/extract@2`"
    );
    assert_eq!(
        refusal(r#""root":"#, r#""extra":1,"root":"#),
        "at $: unknown member `extra`"
    );
    assert_eq!(
        refusal(r#""state":"#, r#""extra":1,"state":"#),
        "at header: unknown member `extra`"
    );
    assert_eq!(
        refusal(r#""salt":"#, r#""extra":1,"salt":"#),
        "at leaves[0].opening: unknown member `extra`"
    );
    assert_eq!(
        refusal(r#""question":"#, r#""extra":1,"question":"#),
        "at leaves[0].opening.answer: unknown member `extra`"
    );
    assert!(refusal(r#""state":"#, r#""state":"QMA","state":"#).contains("two members are named `state`"));
    assert!(refusal(r#""value":1"#, r#""value":{"a":1,"a":1}"#).contains("two members are named `a`"));
    assert_eq!(
        refusal(r#""value":1"#, r#""value":null"#),
        "at leaves[0].opening.answer.value: expected a value other than null"
    );
    assert_eq!(
        refusal(r#""value":1"#, r#""language":null,"value":1"#),
        "at leaves[0].opening.answer.language: expected a string"
    );
    assert_eq!(
        refusal(r#""value":1"#, r#""value":[9007199254740992]"#),
        "at leaves[0].opening.answer.value[0]: the number 9007199254740992 is beyond 2^53 - 1"
    );
    assert_eq!(
        refusal(&root, &root.to_uppercase()),
        "at root: expected 64 lowercase hexadecimal digits"
    );
    assert_eq!(
        refusal(r#""state":"QMA""#, r#""state":"""#),
        "at header.state: must not be empty"
    );
    assert_eq!(refusal(r#","state":"QMA""#, ""), "at header: missing member `state`");
    assert!(refusal(r#""QMA"}"#, r#""QMA"},"#).contains("not JSON"));
    assert!(Extract::parse(format!(" {text}\n").as_bytes()).is_ok());
    assert!(Extract::parse(format!("{text}{{}}").as_bytes()).is_err());
    let document = three().to_json();
    assert!(
        Extract::parse(&document)
            .unwrap_err()
            .to_string()
            .starts_with("at format: expected")
    );
    assert!(
        Document::parse(text.as_bytes())
            .unwrap_err()
            .to_string()
            .starts_with("at format: expected")
    );
}

/// Reading a document checks it as well.
#[test]
fn a_document_with_another_root_or_order_is_not_read() {
    let document = three();
    let text = String::from_utf8(document.to_json()).unwrap();
    let other = text.replace(&document.root().to_hex(), &Root([0; 32]).to_hex());
    assert!(matches!(
        Document::parse(other.as_bytes()),
        Err(VerifyError::Root { .. })
    ));
    let mut value: Value = serde_json::from_str(&text).unwrap();
    value["entries"].as_array_mut().unwrap().swap(0, 1);
    let swapped = Document::parse(value.to_string().as_bytes()).unwrap_err();
    assert_eq!(swapped.to_string(), "question N13A.a stands after N13A.b");
}

/// A verified reading of an extract, as the text it would be written as.
fn meaning(bytes: &[u8]) -> Option<Vec<u8>> {
    let extract = Extract::parse(bytes).ok()?;
    verify_extract(&extract).ok()?;
    Some(extract.to_json())
}

proptest! {
    #[test]
    fn an_extract_of_any_subset_verifies_to_the_same_root(document in making::document(), shown in any::<u16>()) {
        let questions: Vec<_> = document.entries().iter().map(|entry| entry.question.clone()).collect();
        let is_shown = |question: &str| shown >> questions.iter().position(|q| q == question).unwrap() & 1 == 1;
        let extract = document.extract(is_shown);
        let read = Extract::parse(&extract.to_json()).unwrap();
        let verified = verify_extract(&read).unwrap();
        prop_assert_eq!(verified.root, document.root());
        prop_assert_eq!(verified.opened, questions.iter().filter(|question| is_shown(question)).count());
        prop_assert_eq!(verified.opened + verified.hidden, questions.len());
        prop_assert_eq!(read.to_json(), extract.to_json());
    }

    #[test]
    fn a_document_is_read_as_it_was_written(document in making::document()) {
        let bytes = document.to_json();
        let read = Document::parse(&bytes).unwrap();
        prop_assert_eq!(read.root(), document.root());
        prop_assert_eq!(read.to_json(), bytes);
    }

    /// A changed byte is found, or changes no meaning (as `1e-7` written `1E-7`).
    #[test]
    fn no_changed_byte_passes(document in making::document(), shown in any::<bool>(), at in any::<Index>(), to in any::<u8>()) {
        let bytes = document.extract(|_| shown).to_json();
        let mut changed = bytes.clone();
        let at = at.index(changed.len());
        changed[at] = to;
        prop_assert!(meaning(&changed).is_none_or(|read| read == bytes));
        let mut shorter = bytes.clone();
        shorter.remove(at);
        prop_assert!(meaning(&shorter).is_none_or(|read| read == bytes));
        let mut longer = bytes.clone();
        longer.insert(at, to);
        prop_assert!(meaning(&longer).is_none_or(|read| read == bytes));
    }

    #[test]
    fn equal_commitments_come_from_equal_answers_and_salts(
        first in making::answer("A.a".to_owned()), second in making::answer("A.a".to_owned()),
        salt in any::<[u8; 16]>(), bit in 0_usize..128,
    ) {
        let mut other = salt;
        other[bit / 8] ^= 1 << (bit % 8);
        prop_assert_ne!(first.commit(&Salt(salt)), first.commit(&Salt(other)));
        prop_assert_eq!(
            first.commit(&Salt(salt)) == second.commit(&Salt(salt)),
            first.canonical() == second.canonical()
        );
    }

    #[test]
    fn reading_never_panics(bytes in any::<Vec<u8>>(), text in any::<String>()) {
        for bytes in [bytes.as_slice(), text.as_bytes()] {
            prop_assert!(Extract::parse(bytes).is_err());
            prop_assert!(Document::parse(bytes).is_err());
            prop_assert!(LogEntry::parse(bytes).is_err());
        }
    }

    #[test]
    fn reading_what_looks_like_a_form_never_panics(value in making::json(), member in 0_usize..4) {
        let mut form: Value = serde_json::from_slice(&three().extract(|_| true).to_json()).unwrap();
        form[["header", "root", "leaves", "format"][member]] = value;
        prop_assert!(meaning(form.to_string().as_bytes()).is_none());
    }
}

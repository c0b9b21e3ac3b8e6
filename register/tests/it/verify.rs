//! What verifying files says: of each by itself, and of several together.

use register::{KeyRing, Report};
use serde_json::Value;

use crate::fixtures::{fixtures, says};

fn folder() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/verify")
}

#[test]
fn the_files_of_the_fixtures_are_what_is_computed() {
    for (name, bytes) in fixtures() {
        let stored = std::fs::read(folder().join(name)).unwrap_or_default();
        assert!(
            stored == bytes,
            "{name} is another: read the difference, then run script/bless"
        );
    }
}

fn report(files: &[&str], with_keys: bool) -> Report {
    let all = fixtures();
    let find = |name: &str| {
        all.iter()
            .find(|(found, _)| *found == name)
            .map(|(_, bytes)| bytes.as_slice())
    };
    let keys = KeyRing::parse(find("keys.json").unwrap()).unwrap();
    let files = files
        .iter()
        .map(|name| (*name, find(name).unwrap_or_else(|| panic!("{name}"))));
    Report::of(files, with_keys.then_some(&keys))
}

/// Which files are given, and what is said of which of them: every verifier of ours is held to this list.
#[test]
fn what_does_not_hold_is_named_with_its_file_and_its_code() {
    let cases: Value = serde_json::from_slice(&std::fs::read(folder().join("cases.json")).unwrap()).unwrap();
    for case in cases.as_array().unwrap() {
        let files: Vec<_> = case["files"]
            .as_array()
            .unwrap()
            .iter()
            .map(|file| file.as_str().unwrap())
            .collect();
        let report = report(&files, case["keys"].as_bool().unwrap());
        let said: Vec<_> = report
            .failings
            .iter()
            .map(|(name, failing)| Value::from(vec![name.as_str(), failing.code()]))
            .collect();
        assert_eq!(Value::from(said), case["failings"], "{files:?}");
        assert_eq!(Value::from(report.exit_code()), case["exit"], "{files:?}");
    }
}

#[test]
fn it_says_precisely_what_is_wrong() {
    let said = says(&std::fs::read(folder().join("cases.json")).unwrap());
    let stored = std::fs::read_to_string(folder().join("says.txt")).unwrap();
    assert!(said == stored, "read the difference, then run script/bless:\n{said}");
}

#[test]
fn without_keys_what_is_signed_is_not_believed() {
    let report = report(&["receipt.jws", "extract.json"], false);
    assert_eq!(report.exit_code(), 2);
    assert_eq!(
        report.failings[0].1.to_string(),
        "it is signed, and no keys are given to verify it with"
    );
}

/// Whoever gives out a file writes the texts in it.
#[test]
fn a_terminal_obeys_nothing_in_a_file() {
    let evidence = br#"{"evidence":{"title":"\u001b[2Jlaw\n0 failings","url":"https://a.example/"},"format":"normtrack/evidence@1","salt":"07070707070707070707070707070707"}"#;
    let said = Report::of([("evidence.json", evidence.as_slice())], None).to_string();
    assert!(said.contains("title    [2Jlaw0 failings\n"), "{said}");
    assert!(!said.contains('\u{1b}'), "{said}");
}

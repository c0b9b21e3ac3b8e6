//! What the register gives out and everybody may hand in to be verified.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use register::{
    Consistency, Document, Entries, Extract, Inclusion, KeyRing, LogEntry, OpenedEvidence, Package, PackagedSharing,
    Piece, Report, Signer, canonical, verify_extract, verify_head, verify_package, verify_piece, verify_receipt,
    verify_record,
};
use serde_json::{Value, json};

use crate::{plain, text};

/// The files that every verifier of ours reads.
fn fixtures() -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/verify");
    let entries = std::fs::read_dir(folder).unwrap();
    let paths: BTreeSet<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths
        .into_iter()
        .map(|path| {
            let bytes = std::fs::read(&path).unwrap();
            (path, bytes)
        })
        .collect()
}

fn ending(ending: &str) -> Vec<Vec<u8>> {
    let files = fixtures().into_iter();
    let files = files.filter(|(path, _)| path.extension().is_some_and(|found| found == ending));
    files.map(|(_, bytes)| bytes).collect()
}

pub(crate) fn json_seeds() -> Vec<Vec<u8>> {
    let mut seeds = ending("json");
    seeds.extend(
        [
            "[0,-0.0,1e21,1e-7,5e-324,1.7976931348623157e308,123456789.125,9007199254740993,18446744073709551615]",
            "{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,\"\\u0080\":6,\"\\u00f6\":7}",
            "{\"a\":1,\"a\":2}",
            "\"\\ud800\"",
        ]
        .map(|seed| seed.as_bytes().to_vec()),
    );
    seeds
}

pub(crate) fn all_seeds() -> Vec<Vec<u8>> {
    fixtures().into_iter().map(|(_, bytes)| bytes).collect()
}

/// Statements signed by [`signer`], and by others.
pub(crate) fn statement_seeds() -> Vec<Vec<u8>> {
    let known = fixture_keys();
    let mut seeds = ending("jws");
    for seed in seeds.clone() {
        let Some(jws) = text(&seed).map(str::trim) else {
            continue;
        };
        if let Ok(claims) = verify_receipt(jws, |kid| known.register_key(kid)) {
            seeds.push(signer().receipt(&claims).into_bytes());
        }
        if let Ok(claims) = verify_head(jws, |kid| known.register_key(kid)) {
            seeds.push(signer().head(&claims).into_bytes());
        }
    }
    let documents = ending("json")
        .into_iter()
        .filter_map(|bytes| Document::parse(&bytes).ok());
    seeds.extend(documents.map(|document| signer().package(&packed(document)).into_bytes()));
    seeds
}

/// A document as a package would bring it, every answer read by everybody.
fn packed(document: Document) -> Package {
    let sharing = |entry: &register::Entry| PackagedSharing {
        question: entry.question.clone(),
        visibility: "public".to_owned(),
        audience_states: Vec::new(),
        audience_organisations: Vec::new(),
        counted: true,
        embargo_until: None,
    };
    Package {
        issuer: "https://home.example".to_owned(),
        position: 1,
        made_at: unproven().filed_at,
        sharings: document.entries().iter().map(sharing).collect(),
        translations: Vec::new(),
        evidence: Vec::new(),
        document,
    }
}

fn fixture_keys() -> KeyRing {
    let files = fixtures();
    let (_, bytes) = files.iter().find(|(path, _)| path.ends_with("keys.json")).unwrap();
    KeyRing::parse(bytes).unwrap()
}

/// A key that a target can sign with again.
fn signer() -> Signer {
    Signer::from_seed("hostile".to_owned(), &[3; 32])
}

fn known_keys() -> KeyRing {
    thread_local! {
        static KEYS: KeyRing = KeyRing::of([(signer().kid().to_owned(), signer().verifying_key())]);
    }
    KEYS.with(KeyRing::clone)
}

/// Canonical form: two programs write the same, and what is written is written again as it is.
pub(crate) fn canonical_form(bytes: &[u8]) {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else {
        return;
    };
    let form = canonical(&value);
    assert_eq!(text(&form).unwrap(), plain::canonical(&value));
    let again: Value = serde_json::from_slice(&form).unwrap();
    assert_eq!(canonical(&again), form, "canonical form of canonical form");
    // Nobody gets the same form of two values: it is what is hashed.
    assert_eq!(register::hash_canonical(&value), register::hash_canonical(&again));
}

fn is_canonical(form: &[u8]) {
    let value: Value = serde_json::from_slice(form).unwrap();
    assert_eq!(canonical(&value), form);
}

/// Documents and extracts: what is read is written with the same root, and shows what it is asked to and no more.
pub(crate) fn document(bytes: &[u8]) {
    if let Ok(document) = Document::parse(bytes) {
        let form = document.to_json();
        is_canonical(&form);
        // Of one content there are several notations of a number, and one form.
        assert_eq!(Document::parse(&form).unwrap().to_json(), form);
        for (shown, is_shown) in [("all", true), ("none", false)] {
            let extract = document.extract(|_| is_shown);
            let verified = verify_extract(&extract).unwrap();
            assert_eq!(verified.root, document.root(), "{shown}");
            assert!(is_shown || verified.opened == 0);
            let read = Extract::parse(&extract.to_json()).unwrap();
            assert_eq!(read.to_json(), extract.to_json(), "{shown}");
        }
    }
    if let Ok(extract) = Extract::parse(bytes) {
        let form = extract.to_json();
        is_canonical(&form);
        assert_eq!(Extract::parse(&form).unwrap().to_json(), form);
        let (one, other) = (
            verify_extract(&extract),
            verify_extract(&Extract::parse(&form).unwrap()),
        );
        assert_eq!(one.is_ok(), other.is_ok());
        if let (Ok(one), Ok(other)) = (one, other) {
            assert_eq!(one.root, other.root);
            assert_eq!(one.opened + one.hidden, extract.leaves.len());
        }
    }
}

/// Entries and proofs of the log.
pub(crate) fn log(bytes: &[u8]) {
    if let Ok(entry) = LogEntry::parse(bytes) {
        let form = entry.to_json();
        is_canonical(&form);
        let again = LogEntry::parse(&form).unwrap();
        assert_eq!((again.leaf_hash(), &again), (entry.leaf_hash(), &entry));
    }
    if let Ok(entries) = Entries::parse(bytes) {
        let form = entries.to_json();
        is_canonical(&form);
        assert_eq!(Entries::parse(&form).unwrap(), entries);
    }
    if let Ok(proof) = Inclusion::parse(bytes) {
        let form = proof.to_json();
        is_canonical(&form);
        assert_eq!(Inclusion::parse(&form).unwrap(), proof);
        assert!(proof.entry.position <= proof.log.size);
    }
    if let Ok(proof) = Consistency::parse(bytes) {
        let form = proof.to_json();
        is_canonical(&form);
        assert_eq!(Consistency::parse(&form).unwrap(), proof);
        // A log that shrank is no log that grew.
        assert!(proof.check().is_err() || proof.from.size <= proof.to.size);
    }
}

/// What opens a citation of evidence.
pub(crate) fn evidence(bytes: &[u8]) {
    if let Ok(opened) = OpenedEvidence::parse(bytes) {
        let form = opened.to_json();
        is_canonical(&form);
        let again = OpenedEvidence::parse(&form).unwrap();
        assert_eq!((again.commitment(), &again), (opened.commitment(), &opened));
    }
}

/// Signed statements. A signature is deterministic, so the only text that passes is the one that the key would make.
pub(crate) fn statement(bytes: &[u8]) {
    let Some(jws) = text(bytes) else { return };
    let keys = known_keys();
    let key = |kid: &str| keys.register_key(kid);
    if let Ok(claims) = verify_receipt(jws, key) {
        assert_eq!(signer().receipt(&claims), jws);
        claims.check_inclusion().unwrap();
    }
    if let Ok(claims) = verify_record(jws, key) {
        assert_eq!(signer().record(&claims), jws);
    }
    if let Ok(claims) = verify_head(jws, key) {
        assert_eq!(signer().head(&claims), jws);
    }
    if let Ok(package) = verify_package(jws, key) {
        let again = signer().package(&package);
        assert_eq!(verify_package(&again, key).unwrap(), package);
        assert_eq!(package.sharings.len(), package.document.entries().len());
    }
    // No key, no statement; and one kind of statement is never another.
    assert!(verify_receipt(jws, |_| None).is_err() && verify_head(jws, |_| None).is_err());
    let kinds = [
        verify_receipt(jws, key).is_ok(),
        verify_record(jws, key).is_ok(),
        verify_head(jws, key).is_ok(),
        verify_package(jws, key).is_ok(),
    ];
    assert!(kinds.into_iter().filter(|is_one| *is_one).count() <= 1);
}

/// A set of keys.
pub(crate) fn keys(bytes: &[u8]) {
    if let Ok(keys) = KeyRing::parse(bytes) {
        // What is signed by a key that is not in it is never believed.
        let jws = signer().receipt(&unproven());
        assert!(verify_receipt(&jws, |kid| keys.register_key(kid)).is_err());
    }
}

/// Claims of a receipt for an entry that is in no log.
fn unproven() -> register::ReceiptClaims {
    let claims = json!({"position": 1, "log": "none"});
    register::ReceiptClaims {
        position: 1,
        root: register::Root([0; 32]),
        state: "QMA".to_owned(),
        state_salt: register::Salt([0; 16]),
        round: "views-2027".to_owned(),
        filed_at: register::FiledAt::from_unix_micros(0).unwrap(),
        kind: register::EntryKind::Filing,
        log_size: 1,
        log_root: register::hash_canonical(&claims),
        inclusion: Vec::new(),
    }
}

/// Everything that `normtrack verify` reads, alone and beside the files of a register.
pub(crate) fn verify(bytes: &[u8]) {
    let keys = fixture_keys_kept();
    let verdict = verify_piece(bytes, Some(&keys));
    match &verdict {
        Err(failing) => {
            assert!(!failing.to_string().is_empty());
            let code = failing.code();
            assert!(
                code.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_'),
                "{code}"
            );
        }
        Ok(piece) => {
            // Without keys, what is signed is found out by nobody; what is not signed holds as before.
            let signed = matches!(piece, Piece::Receipt(_) | Piece::Head(_));
            assert_eq!(verify_piece(bytes, None).is_err(), signed);
        }
    }
    let files = fixtures_kept();
    let others = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    let report = Report::of(others.chain([("given", bytes)]), Some(&keys));
    assert!(report.exit_code() <= 3);
    assert_eq!(report.holds(), report.exit_code() == 0);
    assert!(!report.holds() || verdict.is_ok() || verdict.as_ref().is_err_and(|failing| !failing.is_false()));
}

fn fixture_keys_kept() -> KeyRing {
    thread_local! {
        static KEYS: KeyRing = fixture_keys();
    }
    KEYS.with(KeyRing::clone)
}

/// What one State was given, as far as each is read in no time: a receipt, a head, and what opens a citation.
fn fixtures_kept() -> Vec<(String, Vec<u8>)> {
    thread_local! {
        static FILES: Vec<(String, Vec<u8>)> = {
            let wanted = ["receipt.jws", "head-6.jws", "evidence.json"];
            let all = fixtures().into_iter();
            let named = all.map(|(path, bytes)| (path.file_name().unwrap().to_string_lossy().into_owned(), bytes));
            named.filter(|(name, _)| wanted.contains(&name.as_str())).collect()
        };
    }
    FILES.with(Vec::clone)
}

//! The files of `tests/fixtures/verify/`, which every verifier of ours reads: a small register, what was given out of it,
//! and what somebody made of that. `register/examples/fixtures.rs` writes them; a test compares.

use register::{
    AnswerRecord, Consistency, Document, Entries, Entry, EntryKind, EvidenceRecord, Frontier, Hash, HeadClaims, Header,
    Inclusion, KeyRing, LogEntry, OpenedEvidence, ReceiptClaims, Report, Root, Salt, Signer, StateName, TreeHead,
    canonical, consistency_proof, hash_canonical, inclusion_proof,
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// A fixture: the name of the file, and what is in it.
pub(crate) type File = (&'static str, Vec<u8>);

fn signer(kid: &str, seed: u8) -> Signer {
    Signer::from_seed(kid.to_owned(), &[seed; 32])
}

fn jwks(keys: &[(&Signer, &str)]) -> Vec<u8> {
    use base64::Engine as _;
    let encode = |bytes: &[u8]| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes);
    let keys = keys.iter().map(|(signer, purpose)| {
        json!({
            "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": signer.kid(),
            "x": encode(signer.verifying_key().as_bytes()), "normtrack_purpose": purpose,
        })
    });
    canonical(&json!({ "keys": keys.collect::<Vec<_>>() }))
}

fn document() -> Document {
    let answer = |question: &str, standing: &str, value: Option<Value>, language: Option<&str>| AnswerRecord {
        question: question.to_owned(),
        standing: standing.to_owned(),
        value,
        language: language.map(str::to_owned),
    };
    let answers = [
        answer(
            "N13A.measures",
            "answered",
            Some(json!("两项措施 – 2 \"mesures\" 😀\n\u{7}")),
            Some("zh"),
        ),
        answer("N13A.partners", "declined", None, None),
        answer(
            "N13A.status",
            "answered",
            Some(json!({"option": "planned", "text": "в стадии подготовки"})),
            Some("ru"),
        ),
        answer(
            "N13B.share",
            "answered",
            Some(json!([12.50, 0.000_001, 1e15, -0.0, 5e-324, true])),
            None,
        ),
    ];
    let entries = answers.into_iter().zip(1_u8..);
    let entries = entries
        .map(|(answer, salt)| Entry::opened(Salt([salt; 16]), answer))
        .collect();
    let header = Header {
        state: "QMA".to_owned(),
        round: "views-2027".to_owned(),
        edition: "national-implementation/1".to_owned(),
        edition_hash: hash_canonical(&json!({"id": "national-implementation/1"})),
    };
    Document::new(header, entries).expect("the document of the fixtures holds together")
}

/// The bytes of a law that a State keeps as evidence.
const LAW: &[u8] = b"An act on the security of networks. Fictional, like the State.\n";

fn evidence() -> OpenedEvidence {
    OpenedEvidence {
        salt: Salt([9; 16]),
        evidence: EvidenceRecord {
            url: None,
            sha256: Some(Hash(Sha256::digest(LAW).into())),
            size: u64::try_from(LAW.len()).ok(),
            media_type: Some("text/plain".to_owned()),
            title: Some("قانون أمن الشبكات".to_owned()),
            citation: Some("Gazette 12, article 5".to_owned()),
            language: Some("ar".to_owned()),
        },
    }
}

/// A document with an answer that cites the evidence, and a link beside it.
fn citing() -> Document {
    let items = json!([{"url": "https://a.example/", "title": "A"}, {"commitment": evidence().commitment().to_hex()}]);
    let answer = AnswerRecord {
        question: "N13A.evidence".to_owned(),
        standing: "answered".to_owned(),
        value: Some(items),
        language: None,
    };
    let header = document().header().clone();
    Document::new(header, vec![Entry::opened(Salt([5; 16]), answer)]).expect("one answer holds together")
}

/// A register: its entries, and the nodes of its tree.
struct Log {
    entries: Vec<LogEntry>,
    nodes: BTreeMap<(u32, u64), Hash>,
    heads: Vec<TreeHead>,
}

impl Log {
    fn of(entries: Vec<LogEntry>) -> Self {
        let (mut nodes, mut heads) = (BTreeMap::new(), Vec::new());
        let mut tree = Frontier::empty();
        for entry in &entries {
            let made = tree.append(entry.leaf_hash()).into_iter();
            nodes.extend(made.map(|node| ((node.level, node.index), node.hash)));
            heads.push(tree.head());
        }
        Self { entries, nodes, heads }
    }

    fn fetch(&self) -> impl Fn(u32, u64) -> Option<Hash> {
        |level, index| self.nodes.get(&(level, index)).copied()
    }

    fn head(&self, size: usize) -> TreeHead {
        self.heads[size - 1]
    }

    fn claims(&self, size: usize) -> HeadClaims {
        HeadClaims {
            log_size: self.head(size).size,
            log_root: self.head(size).root,
            filed_at: Some(self.entries[size - 1].filed_at.clone()),
        }
    }

    fn consistency(&self, from: usize, to: usize) -> Consistency {
        let (from, to) = (self.head(from), self.head(to));
        Consistency {
            from,
            to,
            path: consistency_proof(from.size, to.size, self.fetch()).expect("both are sizes of this log"),
        }
    }

    fn inclusion(&self, position: u64, size: usize) -> Inclusion {
        let log = self.head(size);
        Inclusion {
            entry: self.entries[usize::try_from(position).expect("it is small") - 1].clone(),
            log,
            path: inclusion_proof(position - 1, log.size, self.fetch()).expect("the position is in this log"),
        }
    }

    fn receipt(&self, position: u64) -> ReceiptClaims {
        let size = usize::try_from(position).expect("it is small");
        let proof = self.inclusion(position, size);
        ReceiptClaims {
            position,
            root: proof.entry.root,
            state: name(position).state,
            state_salt: name(position).salt,
            round: proof.entry.round,
            filed_at: proof.entry.filed_at,
            kind: proof.entry.kind,
            log_size: proof.log.size,
            log_root: proof.log.root,
            inclusion: proof.path,
        }
    }
}

/// Who filed at a position.
fn name(position: u64) -> StateName {
    let codes = ["QMB", "QMA", "QMC", "QMA", "QMC", "QMD"];
    let at = usize::try_from(position).expect("it is small") - 1;
    StateName {
        salt: Salt([0xf0 + u8::try_from(position).expect("it is small"); 16]),
        state: codes[at].to_owned(),
    }
}

/// Six entries, the second for the document. `other` changes the first: the log of another register, or one rewritten.
fn log(other: u8) -> Log {
    let entry = |position: u64| LogEntry {
        position,
        root: if position == 2 {
            document().root()
        } else {
            Root([u8::try_from(position).expect("it is small") + if position == 1 { other } else { 0 }; 32])
        },
        state: name(position).commitment(),
        round: "views-2027".to_owned(),
        filed_at: format!("2027-03-{position:02}T12:00:00.000000Z")
            .parse()
            .expect("an instant"),
        kind: if position == 5 {
            EntryKind::Amendment
        } else {
            EntryKind::Filing
        },
    };
    Log::of((1..=6).map(entry).collect())
}

fn swapped(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8(bytes.to_vec()).expect("our forms are text");
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1).into_bytes()
}

/// The claims of a statement changed after it was signed.
fn tampered(jws: &str, from: &str, to: &str) -> Vec<u8> {
    use base64::Engine as _;
    let engine = base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let parts: Vec<_> = jws.split('.').collect();
    let claims = swapped(&engine.decode(parts[1]).expect("base64url"), from, to);
    format!("{}.{}.{}", parts[0], engine.encode(claims), parts[2]).into_bytes()
}

/// Every file.
pub(crate) fn fixtures() -> Vec<File> {
    let (ours, tokens, theirs) = (
        signer("receipts-1", 1),
        signer("tokens-1", 2),
        signer("receipts-of-another", 3),
    );
    let impostor = signer("receipts-1", 4);
    let (kept, other) = (log(0), log(7));
    let document = document();
    let extract = document.extract(|question| question != "N13A.partners").to_json();
    let receipt = ours.receipt(&kept.receipt(2));
    let renamed = ReceiptClaims {
        state: "QMB".to_owned(),
        ..kept.receipt(2)
    };
    let entries = |log: &Log, range: std::ops::Range<usize>| {
        Entries::new(log.entries[range].to_vec())
            .expect("they follow one another")
            .to_json()
    };
    let rewritten = Consistency {
        from: kept.head(3),
        ..other.consistency(3, 6)
    };
    vec![
        ("keys.json", jwks(&[(&ours, "receipt"), (&tokens, "token")])),
        ("document.json", document.to_json()),
        ("extract.json", extract.clone()),
        ("changed-answer.json", swapped(&extract, "planned", "plannex")),
        (
            "changed-commitment.json",
            swapped(&extract, "{\"commitment\":\"", "{\"commitment\":\"0000"),
        ),
        (
            "changed-header.json",
            swapped(&extract, "\"state\":\"QMA\"", "\"state\":\"QMB\""),
        ),
        ("receipt.jws", receipt.clone().into_bytes()),
        ("receipt-4.jws", ours.receipt(&kept.receipt(4)).into_bytes()),
        (
            "forged-receipt.jws",
            tampered(&receipt, "\"state\":\"QMA\"", "\"state\":\"QMB\""),
        ),
        ("impostor-receipt.jws", impostor.receipt(&kept.receipt(2)).into_bytes()),
        ("foreign-receipt.jws", theirs.receipt(&other.receipt(2)).into_bytes()),
        ("token-key-receipt.jws", tokens.receipt(&kept.receipt(2)).into_bytes()),
        ("unproven-receipt.jws", ours.receipt(&renamed).into_bytes()),
        ("other-receipt.jws", ours.receipt(&other.receipt(2)).into_bytes()),
        ("head-3.jws", ours.head(&kept.claims(3)).into_bytes()),
        ("head-6.jws", ours.head(&kept.claims(6)).into_bytes()),
        ("rewritten-head-6.jws", ours.head(&other.claims(6)).into_bytes()),
        ("rewritten-head-3.jws", ours.head(&other.claims(3)).into_bytes()),
        ("foreign-head.jws", theirs.head(&other.claims(6)).into_bytes()),
        ("consistency-2-3.json", kept.consistency(2, 3).to_json()),
        ("consistency-3-6.json", kept.consistency(3, 6).to_json()),
        ("rewritten-consistency-3-6.json", rewritten.to_json()),
        ("inclusion-2-6.json", kept.inclusion(2, 6).to_json()),
        (
            "changed-inclusion.json",
            swapped(&kept.inclusion(2, 6).to_json(), "\"filing\"", "\"withdrawal\""),
        ),
        ("entries-1-6.json", entries(&kept, 0..6)),
        ("entries-2-4.json", entries(&kept, 1..4)),
        (
            "changed-entries.json",
            swapped(&entries(&kept, 1..4), "\"filing\"", "\"amendment\""),
        ),
        ("rewritten-entries.json", entries(&other, 0..6)),
        (
            "gap.json",
            swapped(&entries(&kept, 0..3), "\"position\":2", "\"position\":4"),
        ),
        ("citing.json", citing().extract(|_| true).to_json()),
        ("citing-hidden.json", citing().extract(|_| false).to_json()),
        ("evidence.json", evidence().to_json()),
        (
            "changed-evidence.json",
            swapped(&evidence().to_json(), "article 5", "article 6"),
        ),
        ("law.txt", LAW.to_vec()),
        ("changed-law.txt", swapped(LAW, "security", "safety")),
        ("canonical.json", canonical_vectors()),
    ]
}

/// Texts of JSON with their canonical form, for verifiers in other languages.
fn canonical_vectors() -> Vec<u8> {
    let texts = [
        r#"{"b":1,"a":[true,false,null,"x"]}"#,
        "{\"\u{20ac}\":1,\"\\r\":2,\"\u{10ffff}\":3,\"\u{fb33}\":4,\"1\":5,\"\u{f6}\":6}",
        "[12.50, 0.000001, 1e15, 1e21, 1e-7, -0, 5e-324, 333333333.33333329, 9007199254740991]",
        "\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/ \\u007f \u{1f600}\"",
    ];
    let pairs = texts.iter().map(|text| {
        let value: Value = serde_json::from_str(text).expect("JSON");
        let form = String::from_utf8(canonical(&value)).expect("UTF-8");
        json!({"text": text, "canonical": form})
    });
    canonical(&Value::Array(pairs.collect()))
}

/// What is said of the files of each case, in words.
pub(crate) fn says(cases: &[u8]) -> String {
    use std::fmt::Write as _;
    let all = fixtures();
    let find = |name: &str| {
        let found = all.iter().find(|(found, _)| *found == name);
        found
            .map(|(_, bytes)| bytes.as_slice())
            .expect("a file of the fixtures")
    };
    let keys = KeyRing::parse(find("keys.json")).expect("the keys of the fixtures");
    let cases: Vec<Value> = serde_json::from_slice(cases).expect("cases");
    let mut said = String::new();
    for case in cases {
        let files = case["files"]
            .as_array()
            .expect("files")
            .iter()
            .filter_map(Value::as_str);
        let keys = case["keys"].as_bool().expect("keys").then_some(&keys);
        let report = Report::of(files.clone().map(|name| (name, find(name))), keys);
        let files: Vec<_> = files.collect();
        write!(said, "{}\n{report}exit {}\n\n", files.join(" "), report.exit_code()).expect("a text takes texts");
    }
    said
}

//! `docs/formats.md` holds one complete example. From the blocks that are inputs this computes all others, and compares.

use std::collections::BTreeMap;

use ed25519_dalek::SigningKey;
use register::{
    AnswerRecord, Consistency, Document, EntryKind, Extract, Frontier, Hash, HeadClaims, Header, Inclusion, LogEntry,
    Opening, ReceiptClaims, Salt, Signer, StateName, canonical, consistency_proof, hash_canonical, inclusion_proof,
    leaf_hash, sign_receipt, verify_consistency, verify_extract, verify_head, verify_receipt,
};
use serde_json::Value;

const FORMATS: &str = include_str!("../../../docs/formats.md");

/// The fenced blocks with a name, ```` ```json NAME ```` or ```` ```text NAME ````: name to language and content.
fn blocks() -> BTreeMap<&'static str, (&'static str, &'static str)> {
    let mut blocks = BTreeMap::new();
    let mut rest = FORMATS;
    while let Some((_, after)) = rest.split_once("\n```") {
        let (info, after) = after.split_once('\n').unwrap();
        let (content, after) = after.split_once("\n```").unwrap();
        if let Some((language, name)) = info.split_once(' ') {
            assert_eq!(
                blocks.insert(name, (language, content)),
                None,
                "two blocks are named {name}"
            );
        }
        rest = after;
    }
    blocks
}

fn input(name: &str) -> Value {
    serde_json::from_str(blocks()[name].1).unwrap()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn lines<T: ToString>(items: impl IntoIterator<Item = T>) -> String {
    items
        .into_iter()
        .map(|item| item.to_string())
        .collect::<Vec<_>>()
        .join("\n")
}

fn utf8(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

fn openings() -> Vec<Opening> {
    let read = |value: &Value| {
        let answer = &value["answer"];
        Opening {
            salt: text(&value["salt"]).parse().unwrap(),
            answer: AnswerRecord {
                question: text(&answer["question"]),
                standing: text(&answer["standing"]),
                value: answer.get("value").cloned(),
                language: answer.get("language").map(text),
            },
        }
    };
    input("openings").as_array().unwrap().iter().map(read).collect()
}

/// Every block that follows from the inputs, by name; what is JSON is in canonical form.
fn computed() -> BTreeMap<&'static str, String> {
    let mut blocks = BTreeMap::new();
    let inputs = input("inputs");

    let header = Header {
        state: text(&inputs["state"]),
        round: text(&inputs["round"]),
        edition: text(&inputs["edition"]),
        edition_hash: hash_canonical(&input("edition")),
    };
    blocks.insert("edition-hash", header.edition_hash.to_hex());
    blocks.insert("header", utf8(header.canonical()));
    blocks.insert("header-hash", header.hash().to_hex());

    let openings = openings();
    blocks.insert(
        "answers",
        lines(openings.iter().map(|opening| utf8(opening.answer.canonical()))),
    );
    blocks.insert("commitments", lines(openings.iter().map(Opening::commitment)));
    let mut leaves = vec![leaf_hash(&header.hash().0)];
    leaves.extend(openings.iter().map(|opening| leaf_hash(&opening.commitment().0)));
    blocks.insert("document-leaves", lines(&leaves));
    let entries = openings
        .into_iter()
        .map(|o| register::Entry::opened(o.salt, o.answer))
        .collect();
    let document = Document::new(header.clone(), entries).unwrap();
    blocks.insert("root", document.root().to_hex());
    blocks.insert("document", utf8(document.to_json()));
    blocks.insert(
        "extract",
        utf8(
            document
                .extract(|question| question == text(&inputs["shown"]))
                .to_json(),
        ),
    );

    let name = StateName {
        salt: text(&inputs["state_salt"]).parse().unwrap(),
        state: header.state.clone(),
    };
    let entry = LogEntry {
        position: 2,
        root: document.root(),
        state: name.commitment(),
        round: header.round.clone(),
        filed_at: text(&inputs["filed_at"]).parse().unwrap(),
        kind: EntryKind::Filing,
    };
    blocks.insert("entry", utf8(entry.to_json()));
    blocks.insert("entry-leaf", entry.leaf_hash().to_hex());
    blocks.extend(of_the_log(&inputs, entry, name));
    blocks
}

/// The blocks about the log, its head, and the proof that it holds the entry.
fn of_the_log(inputs: &Value, entry: LogEntry, name: StateName) -> BTreeMap<&'static str, String> {
    let mut blocks = BTreeMap::new();
    let other = |index: usize| text(&inputs["other_leaves"][index]).parse::<Hash>().unwrap();
    let mut nodes = BTreeMap::new();
    let mut log = Frontier::empty();
    let mut heads = Vec::new();
    for leaf in [other(0), entry.leaf_hash(), other(1)] {
        nodes.extend(
            log.append(leaf)
                .into_iter()
                .map(|node| ((node.level, node.index), node.hash)),
        );
        heads.push(log.head());
    }
    let fetch = |level, index| nodes.get(&(level, index)).copied();
    let inclusion = inclusion_proof(1, 3, fetch).unwrap();
    let consistency = consistency_proof(1, 3, fetch).unwrap();
    verify_consistency(&heads[0], &heads[2], &consistency).unwrap();
    blocks.insert("log-root", heads[2].root.to_hex());
    blocks.insert("inclusion", lines(&inclusion));
    blocks.insert("consistency", lines(&consistency));

    let seed: Hash = text(&inputs["key_seed"]).parse().unwrap();
    let key = SigningKey::from_bytes(&seed.0);
    blocks.insert("public-key", Hash(key.verifying_key().to_bytes()).to_hex());
    let claims = ReceiptClaims {
        position: entry.position,
        root: entry.root,
        state: name.state,
        state_salt: name.salt,
        round: entry.round.clone(),
        filed_at: entry.filed_at.clone(),
        kind: entry.kind,
        log_size: 3,
        log_root: heads[2].root,
        inclusion,
    };
    let state_of_the_log = HeadClaims {
        log_size: 3,
        log_root: heads[2].root,
        filed_at: Some(text(&inputs["last_filed_at"]).parse().unwrap()),
    };
    let head = Signer::new(text(&inputs["kid"]), key.clone()).head(&state_of_the_log);
    assert_eq!(verify_head(&head, |_| Some(key.verifying_key())), Ok(state_of_the_log));
    blocks.insert("head", head);
    let proof = Inclusion {
        entry,
        log: heads[2],
        path: claims.inclusion.clone(),
    };
    blocks.insert("inclusion-form", utf8(proof.to_json()));
    let proof = Consistency {
        from: heads[0],
        to: heads[2],
        path: consistency,
    };
    assert_eq!(proof.check(), Ok(()));
    blocks.insert("consistency-form", utf8(proof.to_json()));

    let receipt = sign_receipt(&claims, &key, &text(&inputs["kid"]));
    assert_eq!(verify_receipt(&receipt, |_| Some(key.verifying_key())), Ok(claims));
    let (_, payload) = receipt.split_once('.').unwrap();
    let payload = payload.split_once('.').unwrap().0;
    let payload = base64::Engine::decode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, payload).unwrap();
    blocks.insert("claims", utf8(payload));
    blocks.insert("receipt", receipt);
    blocks
}

/// A JSON block is printed for people; what counts is its canonical form.
#[test]
fn the_example_is_what_its_inputs_give() {
    let computed = computed();
    let mut written: BTreeMap<_, _> = blocks()
        .into_iter()
        .map(|(name, (language, content))| match language {
            "json" => (name, utf8(canonical(&serde_json::from_str(content).unwrap()))),
            "text" => (name, content.to_owned()),
            other => panic!("block {name} is in {other}"),
        })
        .collect();
    for name in ["inputs", "edition", "openings"] {
        assert!(written.remove(name).is_some(), "{name}");
    }
    for (name, content) in &computed {
        assert_eq!(written.get(name), Some(content), "block {name}");
    }
    let names = |blocks: &BTreeMap<&'static str, String>| blocks.keys().copied().collect::<Vec<_>>();
    assert_eq!(names(&written), names(&computed));
}

#[test]
fn the_extract_and_the_document_of_the_example_verify_as_printed() {
    let root = blocks()["root"].1;
    let extract = Extract::parse(blocks()["extract"].1.as_bytes()).unwrap();
    let verified = verify_extract(&extract).unwrap();
    assert_eq!(
        (verified.root.to_hex().as_str(), verified.opened, verified.hidden),
        (root, 1, 3)
    );
    assert_eq!(
        Document::parse(blocks()["document"].1.as_bytes())
            .unwrap()
            .root()
            .to_hex(),
        root
    );
    assert!(extract.leaves[0].opening.is_none(), "the first answer is hidden");
    let salts: Vec<Salt> = openings().iter().map(|opening| opening.salt).collect();
    assert!(
        salts
            .iter()
            .all(|salt| salts.iter().filter(|other| *other == salt).count() == 1)
    );
}

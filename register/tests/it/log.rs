use std::collections::HashMap;

use proptest::prelude::*;
use proptest::sample::Index;
use register::{
    BadFrontier, Commitment, EntryKind, Frontier, Hash, LogEntry, Node, ProofError, ProofRefused, Root, Salt,
    StateName, TreeHead, consistency_proof, empty_root, inclusion_proof, leaf_hash, node_hash, verify_consistency,
    verify_inclusion,
};

/// The reference vectors of the certificate-transparency repository: eight leaves, and the roots of the trees over the
/// first one to eight of them.
const LEAVES: [&[u8]; 8] = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
];
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const NODE_01: &str = ROOTS[1];
const NODE_03: &str = ROOTS[3];
const NODE_23: &str = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
const NODE_45: &str = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
const NODE_47: &str = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
const NODE_67: &str = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
const LEAF_0: &str = ROOTS[0];
const LEAF_1: &str = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
const LEAF_4: &str = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";

/// A log with everything that a store would hold: the frontier, the nodes, and the heads at every size.
struct Log {
    leaves: Vec<Hash>,
    frontier: Frontier,
    nodes: HashMap<(u32, u64), Hash>,
    heads: Vec<TreeHead>,
}

impl Log {
    fn of(leaves: impl IntoIterator<Item = Hash>) -> Self {
        let frontier = Frontier::empty();
        let mut log = Self {
            leaves: Vec::new(),
            heads: vec![frontier.head()],
            frontier,
            nodes: HashMap::new(),
        };
        for leaf in leaves {
            log.leaves.push(leaf);
            for Node { level, index, hash } in log.frontier.append(leaf) {
                assert_eq!(log.nodes.insert((level, index), hash), None, "a node is completed once");
            }
            log.heads.push(log.frontier.head());
        }
        log
    }

    fn numbered(size: usize) -> Self {
        Self::of((0..size).map(|number| leaf_hash(&number.to_be_bytes())))
    }

    fn reference() -> Self {
        Self::of(LEAVES.map(leaf_hash))
    }

    fn inclusion(&self, index: usize, size: usize) -> Vec<Hash> {
        inclusion_proof(index as u64, size as u64, |level, index| {
            self.nodes.get(&(level, index)).copied()
        })
        .unwrap()
    }

    fn consistency(&self, first: usize, second: usize) -> Vec<Hash> {
        let fetch = |level, index| self.nodes.get(&(level, index)).copied();
        consistency_proof(first as u64, second as u64, fetch).unwrap()
    }
}

/// MTH of RFC 9162 section 2.1.1, word for word.
fn merkle_tree_hash(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        _ => {
            let mut k = 1;
            while k * 2 < leaves.len() {
                k *= 2;
            }
            node_hash(&merkle_tree_hash(&leaves[..k]), &merkle_tree_hash(&leaves[k..]))
        }
    }
}

fn hashes(texts: &[&str]) -> Vec<Hash> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

#[test]
fn the_reference_roots_are_met_at_every_size() {
    let log = Log::reference();
    let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(log.heads[0].root.to_hex(), nothing);
    for (head, root) in log.heads[1..].iter().zip(ROOTS) {
        assert_eq!(head.root.to_hex(), root, "{}", head.size);
    }
}

#[test]
fn the_reference_inclusion_proofs_are_built_and_verify() {
    let log = Log::reference();
    for (index, size, proof) in [
        (0, 1, &[] as &[&str]),
        (0, 8, &[LEAF_1, NODE_23, NODE_47]),
        (5, 8, &[LEAF_4, NODE_67, NODE_03]),
        (2, 3, &[NODE_01]),
        (1, 5, &[LEAF_0, NODE_23, LEAF_4]),
    ] {
        assert_eq!(log.inclusion(index, size), hashes(proof), "{index} in {size}");
        let verified = verify_inclusion(&log.leaves[index], index as u64, &log.heads[size], &hashes(proof));
        assert_eq!(verified, Ok(()), "{index} in {size}");
    }
}

#[test]
fn the_reference_consistency_proofs_are_built_and_verify() {
    let log = Log::reference();
    for (first, second, proof) in [
        (1, 1, &[] as &[&str]),
        (1, 8, &[LEAF_1, NODE_23, NODE_47]),
        (6, 8, &[NODE_45, NODE_67, NODE_03]),
        (2, 5, &[NODE_23, LEAF_4]),
    ] {
        assert_eq!(log.consistency(first, second), hashes(proof), "{first} to {second}");
        let verified = verify_consistency(&log.heads[first], &log.heads[second], &hashes(proof));
        assert_eq!(verified, Ok(()), "{first} to {second}");
    }
}

#[test]
fn every_proof_of_every_size_to_forty_verifies() {
    let log = Log::numbered(40);
    for size in 1..=40 {
        assert_eq!(log.heads[size].root, merkle_tree_hash(&log.leaves[..size]));
        for index in 0..size {
            let proof = log.inclusion(index, size);
            verify_inclusion(&log.leaves[index], index as u64, &log.heads[size], &proof).unwrap();
            for other in (0..size).filter(|other| *other != index) {
                assert!(verify_inclusion(&log.leaves[index], other as u64, &log.heads[size], &proof).is_err());
            }
        }
        for first in 1..=size {
            verify_consistency(&log.heads[first], &log.heads[size], &log.consistency(first, size)).unwrap();
        }
    }
}

#[test]
fn what_cannot_be_proven_is_refused() {
    let log = Log::numbered(5);
    let fetch = |level, index| log.nodes.get(&(level, index)).copied();
    assert_eq!(
        inclusion_proof(5, 5, fetch),
        Err(ProofError::OutOfRange { of: 5, size: 5 })
    );
    assert_eq!(
        consistency_proof(0, 5, fetch),
        Err(ProofError::OutOfRange { of: 0, size: 5 })
    );
    assert_eq!(
        consistency_proof(6, 5, fetch),
        Err(ProofError::OutOfRange { of: 6, size: 5 })
    );
    assert_eq!(
        inclusion_proof(0, 6, fetch),
        Err(ProofError::MissingNode { level: 1, index: 2 })
    );
    assert_eq!(
        Frontier::read(8, fetch),
        Err(ProofError::MissingNode { level: 3, index: 0 })
    );

    let head = &log.heads[5];
    let out = ProofRefused::OutOfRange { of: 5, size: 5 };
    assert_eq!(verify_inclusion(&log.leaves[0], 5, head, &[]), Err(out));
    assert_eq!(
        verify_inclusion(&log.leaves[0], 0, head, &[]),
        Err(ProofRefused::Length)
    );
    let out = ProofRefused::OutOfRange { of: 0, size: 5 };
    assert_eq!(verify_consistency(&log.heads[0], head, &[]), Err(out));
    let out = ProofRefused::OutOfRange { of: 5, size: 4 };
    assert_eq!(verify_consistency(head, &log.heads[4], &[]), Err(out));
    assert_eq!(verify_consistency(&log.heads[3], head, &[]), Err(ProofRefused::Length));
    assert_eq!(
        verify_consistency(head, head, &[log.leaves[0]]),
        Err(ProofRefused::Length)
    );
    let other = TreeHead {
        root: empty_root(),
        ..*head
    };
    assert_eq!(verify_consistency(&other, head, &[]), Err(ProofRefused::EarlierRoot));
    let proof = log.consistency(3, 5);
    let earlier = TreeHead {
        size: 3,
        root: empty_root(),
    };
    assert_eq!(
        verify_consistency(&earlier, head, &proof),
        Err(ProofRefused::EarlierRoot)
    );
    assert_eq!(
        verify_consistency(&log.heads[3], &other, &proof),
        Err(ProofRefused::Root)
    );
}

#[test]
fn a_frontier_of_another_length_is_refused() {
    let node = empty_root();
    assert!(Frontier::new(5, vec![node, node]).is_ok());
    assert_eq!(Frontier::new(5, vec![node]), Err(BadFrontier { size: 5, nodes: 1 }));
    assert!(Frontier::new(u64::MAX, vec![node; 64]).is_err());
}

fn entry() -> LogEntry {
    let name = StateName {
        salt: Salt([5; 16]),
        state: "QMA".to_owned(),
    };
    LogEntry {
        position: 7,
        root: Root([1; 32]),
        state: name.commitment(),
        round: "national-implementation-2026".to_owned(),
        filed_at: "2026-03-31T14:05:09.000001Z".parse().unwrap(),
        kind: EntryKind::Filing,
    }
}

#[test]
fn an_entry_is_read_as_it_was_written_and_every_field_is_in_its_hash() {
    for kind in EntryKind::ALL {
        let entry = LogEntry { kind, ..entry() };
        assert_eq!(LogEntry::parse(&entry.to_json()), Ok(entry.clone()));
        assert!(
            String::from_utf8(entry.to_json())
                .unwrap()
                .contains(&format!(r#""kind":"{}""#, kind.code()))
        );
    }
    let variants = [
        entry(),
        LogEntry { position: 8, ..entry() },
        LogEntry {
            root: Root([2; 32]),
            ..entry()
        },
        LogEntry {
            state: Commitment([2; 32]),
            ..entry()
        },
        LogEntry {
            round: "views-2026".to_owned(),
            ..entry()
        },
        LogEntry {
            filed_at: "2026-03-31T14:05:09.000002Z".parse().unwrap(),
            ..entry()
        },
        LogEntry {
            kind: EntryKind::Withdrawal,
            ..entry()
        },
    ];
    let different: std::collections::BTreeSet<_> = variants.iter().map(LogEntry::leaf_hash).collect();
    assert_eq!(different.len(), variants.len());
}

#[test]
fn an_entry_in_another_form_is_refused() {
    let text = String::from_utf8(entry().to_json()).unwrap();
    let refusal = |from: &str, to: &str| {
        LogEntry::parse(text.replace(from, to).as_bytes())
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        refusal(":7,", ":0,"),
        "at position: expected a position, counted from 1"
    );
    assert_eq!(refusal(":7,", ":7.5,"), "at position: expected a whole number");
    assert_eq!(
        refusal(":7,", ":9007199254740992,"),
        "at position: the number 9007199254740992 is beyond 2^53 - 1"
    );
    assert_eq!(
        refusal("filing", "renewal"),
        "at kind: `renewal` is not one of filing, amendment, withdrawal"
    );
    assert!(refusal("000001Z", "1Z").starts_with("at filed_at: expected an instant"));
    assert_eq!(refusal("{", "{\"state_name\":1,"), "at $: unknown member `state_name`");
}

#[test]
fn an_entry_names_its_state_only_to_who_has_the_salt() {
    let opened = |salt, state: &str| {
        entry().is_of(&StateName {
            salt: Salt([salt; 16]),
            state: state.to_owned(),
        })
    };
    assert!(opened(5, "QMA"));
    assert!(!opened(5, "QMB"));
    assert!(!opened(6, "QMA"));
}

proptest! {
    #[test]
    fn a_stored_frontier_grows_into_the_same_log(size in 0_usize..200, more in 1_usize..20) {
        let (before, after) = (Log::numbered(size), Log::numbered(size + more));
        let fetch = |level, index| after.nodes.get(&(level, index)).copied();
        let read = Frontier::read(size as u64, fetch).unwrap();
        prop_assert_eq!(&read, &before.frontier);
        let mut stored = Frontier::new(read.size(), read.nodes().to_vec()).unwrap();
        for leaf in &after.leaves[size..] {
            stored.append(*leaf);
        }
        prop_assert_eq!(stored.head(), *after.heads.last().unwrap());
        prop_assert_eq!(stored.head().root, merkle_tree_hash(&after.leaves));
    }

    #[test]
    fn no_altered_inclusion_proof_passes(size in 1_usize..300, index in any::<Index>(), at in any::<Index>(), bit in 0_usize..256) {
        let log = Log::numbered(size);
        let index = index.index(size);
        let proof = log.inclusion(index, size);
        let head = log.heads[size];
        let verify = |leaf: &Hash, head: &TreeHead, proof: &[Hash]| verify_inclusion(leaf, index as u64, head, proof);
        prop_assert_eq!(verify(&log.leaves[index], &head, &proof), Ok(()));

        let flip = |hash: &mut Hash| hash.0[bit / 8] ^= 1 << (bit % 8);
        let (mut leaf, mut other) = (log.leaves[index], head);
        flip(&mut leaf);
        flip(&mut other.root);
        prop_assert_eq!(verify(&leaf, &head, &proof), Err(ProofRefused::Root));
        prop_assert_eq!(verify(&log.leaves[index], &other, &proof), Err(ProofRefused::Root));
        let mut longer = proof.clone();
        longer.insert(at.index(proof.len() + 1), leaf);
        prop_assert_eq!(verify(&log.leaves[index], &head, &longer), Err(ProofRefused::Length));
        if !proof.is_empty() {
            let at = at.index(proof.len());
            let (mut altered, mut shorter) = (proof.clone(), proof.clone());
            flip(&mut altered[at]);
            shorter.remove(at);
            prop_assert_eq!(verify(&log.leaves[index], &head, &altered), Err(ProofRefused::Root));
            prop_assert!(verify(&log.leaves[index], &head, &shorter).is_err());
        }
    }

    #[test]
    fn no_altered_consistency_proof_passes(second in 1_usize..300, first in any::<Index>(), at in any::<Index>(), bit in 0_usize..256) {
        let log = Log::numbered(second);
        let first = first.index(second) + 1;
        let proof = log.consistency(first, second);
        let (earlier, later) = (log.heads[first], log.heads[second]);
        prop_assert_eq!(verify_consistency(&earlier, &later, &proof), Ok(()));

        let flip = |hash: &mut Hash| hash.0[bit / 8] ^= 1 << (bit % 8);
        let (mut other_earlier, mut other_later) = (earlier, later);
        flip(&mut other_earlier.root);
        flip(&mut other_later.root);
        prop_assert!(verify_consistency(&other_earlier, &later, &proof).is_err());
        prop_assert!(verify_consistency(&earlier, &other_later, &proof).is_err());
        let mut longer = proof.clone();
        longer.insert(at.index(proof.len() + 1), later.root);
        prop_assert!(verify_consistency(&earlier, &later, &longer).is_err());
        if !proof.is_empty() {
            let at = at.index(proof.len());
            let (mut altered, mut shorter) = (proof.clone(), proof.clone());
            flip(&mut altered[at]);
            shorter.remove(at);
            prop_assert!(verify_consistency(&earlier, &later, &altered).is_err());
            prop_assert!(verify_consistency(&earlier, &later, &shorter).is_err());
        }
    }

    #[test]
    fn verifying_never_panics(
        index in any::<u64>(), first in any::<u64>(), second in any::<u64>(),
        proof in proptest::collection::vec(any::<[u8; 32]>().prop_map(Hash), 0..70),
    ) {
        let head = |size| TreeHead { size, root: Hash([0; 32]) };
        prop_assert!(verify_inclusion(&Hash([1; 32]), index, &head(second), &proof).is_err());
        prop_assert!(first == second || verify_consistency(&head(first), &head(second), &proof).is_err());
    }
}

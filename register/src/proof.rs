//! Proofs over a log: that an entry is in it (RFC 9162 section 2.1.3), and that it only grew (section 2.1.4).

use thiserror::Error;

use crate::form::{Flaw, Malformed, Object};
use crate::hash::{BadHex, Hash};
use crate::tree::{TreeHead, node_hash};

/// A proof that cannot be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ProofError {
    /// There is no such proof: an inclusion proof needs `index < size`, a consistency proof `0 < first <= second`.
    #[error("there is no proof of {of} in a log of {size} entries")]
    OutOfRange {
        /// The index of the leaf, or the size of the earlier log.
        of: u64,
        /// The size of the log.
        size: u64,
    },
    /// A complete subtree is not in the store, though the log has reached it.
    #[error("node {index} of level {level} is missing")]
    MissingNode {
        /// Its level; 0 is a leaf.
        level: u32,
        /// Its place within the level.
        index: u64,
    },
}

/// A proof that proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ProofRefused {
    /// The sizes or the index contradict each other.
    #[error("{of} is not within a log of {size} entries")]
    OutOfRange {
        /// The index of the leaf, or the size of the earlier log.
        of: u64,
        /// The size of the log.
        size: u64,
    },
    /// Too many or too few hashes for the sizes named.
    #[error("the proof has not the length that the sizes ask for")]
    Length,
    /// The hashes lead to another root than the one named.
    #[error("the proof does not lead to the root of the log")]
    Root,
    /// The hashes lead to another root of the earlier log than the one named.
    #[error("the proof does not lead to the root of the earlier log")]
    EarlierRoot,
}

/// The hashes of a proof, each in hexadecimal.
pub(crate) fn read_path(form: &mut Object, name: &'static str) -> Result<Vec<Hash>, Malformed> {
    let hashes = form.list(name)?.into_iter().map(|(at, item)| match item.as_str() {
        Some(text) => text.parse().map_err(|flaw: BadHex| Malformed::new(at, flaw)),
        None => Err(Malformed::new(at, Flaw::Type("a string"))),
    });
    hashes.collect()
}

/// The largest power of two below `n`, where RFC 9162 splits a tree of `n >= 2` leaves.
fn split(n: u64) -> u64 {
    1 << (n - 1).ilog2()
}

/// The root of the leaves from `start` to before `end`, a range that RFC 9162's splits lead to.
fn range_root(start: u64, end: u64, fetch: &impl Fn(u32, u64) -> Option<Hash>) -> Result<Hash, ProofError> {
    let length = end - start;
    if length.is_power_of_two() {
        let level = length.ilog2();
        let index = start >> level;
        return fetch(level, index).ok_or(ProofError::MissingNode { level, index });
    }
    let middle = start + split(length);
    Ok(node_hash(
        &range_root(start, middle, fetch)?,
        &range_root(middle, end, fetch)?,
    ))
}

/// The proof that the leaf at `index` (from 0) is in the log of `size` entries: the siblings on the way to the root, the
/// leaf's first (RFC 9162 section 2.1.3.1). `fetch(level, index)` returns stored complete subtrees.
pub fn inclusion_proof(
    index: u64,
    size: u64,
    fetch: impl Fn(u32, u64) -> Option<Hash>,
) -> Result<Vec<Hash>, ProofError> {
    if index >= size {
        return Err(ProofError::OutOfRange { of: index, size });
    }
    let (mut start, mut end) = (0, size);
    let mut path = Vec::new();
    while end - start > 1 {
        let middle = start + split(end - start);
        if index < middle {
            path.push(range_root(middle, end, &fetch)?);
            end = middle;
        } else {
            path.push(range_root(start, middle, &fetch)?);
            start = middle;
        }
    }
    path.reverse();
    Ok(path)
}

/// The proof that the log of `second` entries begins with the log of `first` entries (RFC 9162 section 2.1.4.1); it is
/// empty if both are the same. `fetch(level, index)` returns stored complete subtrees.
pub fn consistency_proof(
    first: u64,
    second: u64,
    fetch: impl Fn(u32, u64) -> Option<Hash>,
) -> Result<Vec<Hash>, ProofError> {
    if first == 0 || first > second {
        return Err(ProofError::OutOfRange {
            of: first,
            size: second,
        });
    }
    let (mut start, mut end) = (0, second);
    let mut path = Vec::new();
    while first != end {
        let middle = start + split(end - start);
        if first <= middle {
            path.push(range_root(middle, end, &fetch)?);
            end = middle;
        } else {
            path.push(range_root(start, middle, &fetch)?);
            start = middle;
        }
    }
    // With start 0 the last range is the whole earlier log, whose root the verifier has.
    if start > 0 {
        path.push(range_root(start, end, &fetch)?);
    }
    path.reverse();
    Ok(path)
}

/// Checks that the leaf with this hash stands at `index` (from 0) in the log with this head (RFC 9162 section 2.1.3.2).
pub fn verify_inclusion(leaf: &Hash, index: u64, head: &TreeHead, proof: &[Hash]) -> Result<(), ProofRefused> {
    if index >= head.size {
        return Err(ProofRefused::OutOfRange {
            of: index,
            size: head.size,
        });
    }
    let (mut node, mut last) = (index, head.size - 1);
    let mut root = *leaf;
    for sibling in proof {
        if last == 0 {
            return Err(ProofRefused::Length);
        }
        if node & 1 == 1 || node == last {
            root = node_hash(sibling, &root);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            root = node_hash(&root, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofRefused::Length);
    }
    if root == head.root {
        Ok(())
    } else {
        Err(ProofRefused::Root)
    }
}

/// Checks that the second log begins with the first (RFC 9162 section 2.1.4.2).
pub fn verify_consistency(first: &TreeHead, second: &TreeHead, proof: &[Hash]) -> Result<(), ProofRefused> {
    if first.size == 0 || first.size > second.size {
        return Err(ProofRefused::OutOfRange {
            of: first.size,
            size: second.size,
        });
    }
    if first.size == second.size {
        return match (proof.is_empty(), first.root == second.root) {
            (false, _) => Err(ProofRefused::Length),
            (true, false) => Err(ProofRefused::EarlierRoot),
            (true, true) => Ok(()),
        };
    }
    // A complete earlier log is itself the first node of the proof, and is left out of it.
    let known = first.size.is_power_of_two().then_some(&first.root);
    let mut path = known.into_iter().chain(proof);
    let Some(&seed) = path.next() else {
        return Err(ProofRefused::Length);
    };
    let (mut node, mut last) = (first.size - 1, second.size - 1);
    while node & 1 == 1 {
        node >>= 1;
        last >>= 1;
    }
    let (mut earlier, mut later) = (seed, seed);
    for sibling in path {
        if last == 0 {
            return Err(ProofRefused::Length);
        }
        if node & 1 == 1 || node == last {
            earlier = node_hash(sibling, &earlier);
            later = node_hash(sibling, &later);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            later = node_hash(&later, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofRefused::Length);
    }
    if earlier != first.root {
        return Err(ProofRefused::EarlierRoot);
    }
    if later == second.root {
        Ok(())
    } else {
        Err(ProofRefused::Root)
    }
}

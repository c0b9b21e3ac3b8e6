//! Merkle trees over SHA-256 as RFC 9162 section 2.1 (and RFC 6962 before it) defines them, grown at the right edge.

use thiserror::Error;

use crate::canonical::LARGEST_NUMBER;
use crate::hash::{Hash, sha256};
use crate::proof::ProofError;

/// The hash of a leaf: SHA-256(0x00 || data), RFC 9162 section 2.1.1.
pub fn leaf_hash(data: &[u8]) -> Hash {
    sha256(&[&[0x00], data])
}

/// The hash of an inner node: SHA-256(0x01 || left || right), RFC 9162 section 2.1.1.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    sha256(&[&[0x01], &left.0, &right.0])
}

/// The root of a tree without leaves: SHA-256 of nothing, RFC 9162 section 2.1.1.
pub fn empty_root() -> Hash {
    sha256(&[])
}

/// A complete subtree of a log, which never changes once it exists and can therefore be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// The height: 0 for a leaf; a node at level `l` covers `2^l` leaves.
    pub level: u32,
    /// The place within its level, from 0: the node covers the leaves from `index * 2^level`.
    pub index: u64,
    /// Its hash.
    pub hash: Hash,
}

/// A log at one size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreeHead {
    /// How many leaves it has.
    pub size: u64,
    /// Its root.
    pub root: Hash,
}

/// A list of hashes that cannot be the right edge of a tree of the given size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a log of {size} entries does not have a right edge of {nodes} nodes")]
pub struct BadFrontier {
    /// The size given.
    pub size: u64,
    /// The number of hashes given.
    pub nodes: usize,
}

/// The right edge of a tree: the roots of the complete subtrees that its leaves fall into, from left to right, one for
/// each binary digit 1 of the size. It is all that appending needs, so that appending costs O(log n).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    nodes: Vec<Hash>,
}

impl Frontier {
    /// A tree without leaves.
    pub fn empty() -> Self {
        Self::default()
    }

    /// The right edge as it was stored: the size and [`Frontier::nodes`].
    pub fn new(size: u64, nodes: Vec<Hash>) -> Result<Self, BadFrontier> {
        if size <= LARGEST_NUMBER && nodes.len() == size.count_ones() as usize {
            Ok(Self { size, nodes })
        } else {
            Err(BadFrontier {
                size,
                nodes: nodes.len(),
            })
        }
    }

    /// The right edge from the stored nodes of a log: `fetch(level, index)` returns the hash of a complete subtree, and is
    /// asked for one node per binary digit 1 of the size.
    pub fn read(size: u64, fetch: impl Fn(u32, u64) -> Option<Hash>) -> Result<Self, ProofError> {
        let mut nodes = Vec::new();
        let mut start = 0;
        for level in (0..u64::BITS).rev().filter(|level| size >> level & 1 == 1) {
            let index = start >> level;
            nodes.push(fetch(level, index).ok_or(ProofError::MissingNode { level, index })?);
            start += 1 << level;
        }
        Ok(Self { size, nodes })
    }

    /// How many leaves the tree has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The hashes of the right edge, from the largest subtree to the smallest.
    pub fn nodes(&self) -> &[Hash] {
        &self.nodes
    }

    /// Appends a leaf by its hash and returns the subtrees that it completes, the leaf itself first. Storing each of them
    /// is what proofs need later.
    pub fn append(&mut self, leaf: Hash) -> Vec<Node> {
        let mut node = Node {
            level: 0,
            index: self.size,
            hash: leaf,
        };
        let mut completed = vec![node];
        while self.size >> node.level & 1 == 1 {
            let left = self
                .nodes
                .pop()
                .expect("there is one node for each binary digit 1 of the size");
            node = Node {
                level: node.level + 1,
                index: node.index >> 1,
                hash: node_hash(&left, &node.hash),
            };
            completed.push(node);
        }
        self.nodes.push(node.hash);
        self.size += 1;
        completed
    }

    /// The size and root of the tree.
    pub fn head(&self) -> TreeHead {
        let root = self
            .nodes
            .iter()
            .rev()
            .copied()
            .reduce(|right, left| node_hash(&left, &right));
        TreeHead {
            size: self.size,
            root: root.unwrap_or_else(empty_root),
        }
    }
}

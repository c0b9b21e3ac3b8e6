//! The canonical form of JSON, RFC 8785.
//!
//! The work is done by `serde_json_canonicalizer`, which the reference repository of the RFC names as the implementation
//! in Rust; the tests hold it to the vectors of the RFC.

use serde::Serialize;
use serde_json::Value;

use crate::hash::{Hash, sha256};

/// The largest absolute value of a number in a document: 2^53 - 1, beyond which neighbouring integers have the same
/// canonical form (RFC 8785 section 3.1 by way of RFC 7493 section 2.2).
pub const LARGEST_NUMBER: u64 = (1 << 53) - 1;

/// The canonical form of a JSON value (RFC 8785): no white space, members sorted by the UTF-16 code units of their
/// names, numbers as ECMAScript prints an IEEE 754 double, strings escaped only where they must be, UTF-8.
///
/// Two values have the same form exactly if they are equal as JSON with doubles for numbers. An integer beyond
/// [`LARGEST_NUMBER`] is rounded to a double; documents refuse it.
pub fn canonical(value: &Value) -> Vec<u8> {
    canonical_of(value)
}

/// The canonical form of anything that we derive `Serialize` for.
pub(crate) fn canonical_of(value: &impl Serialize) -> Vec<u8> {
    serde_json_canonicalizer::to_vec(value).expect("our forms and JSON values hold finite numbers and text names only")
}

/// SHA-256 over the canonical form: the hash of an edition, and of anything else that is JSON and has no salt.
pub fn hash_canonical(value: &Value) -> Hash {
    sha256(&[&canonical(value)])
}

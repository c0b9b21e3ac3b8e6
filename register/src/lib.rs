//! The forms that make a filing citable and verifiable: canonical form, commitments, Merkle trees, documents and
//! extracts, the log of filings, and receipts. `docs/formats.md` describes them for a verifier in another language.
//!
//! **Invariants.** Nothing here reads a clock, draws a random number, or does IO: salts, keys and instants are arguments,
//! and stored nodes of the log are fetched through a function that the caller gives. Nothing here knows the rules of
//! questionnaires: codes are texts. What has been hashed once has one byte form for ever, so a change of any form is a new
//! format tag beside the old one, never an edit.
//!
//! **To add a form**, derive `Serialize` for what is written (it leaves through [`canonical`]'s rules), read it with
//! the strict reader in `form.rs`, give it a `format` tag, and add it to `docs/formats.md` with a worked example.

#![warn(missing_docs)]

mod answer;
mod canonical;
mod document;
mod evidence;
mod form;
mod hash;
mod head;
mod instant;
mod jws;
mod log;
mod package;
mod proof;
mod receipt;
mod report;
mod tree;
mod verify;

pub use answer::{AnswerRecord, Header, Opening};
pub use canonical::{LARGEST_NUMBER, canonical, hash_canonical};
pub use document::{
    DOCUMENT_FORMAT, Document, EXTRACT_FORMAT, Entry, Extract, Leaf, Verified, VerifyError, document_root,
    verify_extract,
};
pub use evidence::{EVIDENCE_FORMAT, EvidenceRecord, OpenedEvidence};
pub use form::{Flaw, Malformed};
pub use hash::{BadHex, Commitment, Hash, Root, Salt};
pub use head::{
    CONSISTENCY_FORMAT, Consistency, ENTRIES_FORMAT, Entries, HEAD_TYPE, HeadClaims, INCLUSION_FORMAT, Inclusion,
    LogRefused, TOMBSTONE_FORMAT, tombstone, verify_head,
};
pub use instant::{BadInstant, FiledAt};
pub use jws::{JwsError, KeyRing, KeyRingError, Signer, statement_type};
pub use log::{EntryKind, LogEntry, StateName};
pub use package::{
    PACKAGE_FORMAT, PACKAGE_TYPE, Package, PackageError, PackagedSharing, PackagedTranslation, verify_package,
};
pub use proof::{ProofError, ProofRefused, consistency_proof, inclusion_proof, verify_consistency, verify_inclusion};
pub use receipt::{
    RECEIPT_TYPE, RECORD_TYPE, ReceiptClaims, ReceiptError, RecordClaims, sign_receipt, verify_receipt, verify_record,
};
pub use report::Report;
pub use tree::{BadFrontier, Frontier, Node, TreeHead, empty_root, leaf_hash, node_hash};
pub use verify::{Citations, Failing, Piece, verify_piece};

//! Signed tree heads, and what is shown of the log beside them: proofs and entries in forms of their own.

use serde::Serialize;
use thiserror::Error;

use ed25519_dalek::VerifyingKey;

use crate::canonical::canonical_of;
use crate::form::{Malformed, Object, parse};
use crate::hash::Hash;
use crate::instant::FiledAt;
use crate::jws::{self, JwsError, Signer};
use crate::log::LogEntry;
use crate::proof::{ProofRefused, read_path, verify_consistency, verify_inclusion};
use crate::tree::{Frontier, TreeHead};

/// The `typ` of a signed tree head.
pub const HEAD_TYPE: &str = "normtrack-tree-head";

/// The format tag of an inclusion proof.
pub const INCLUSION_FORMAT: &str = "normtrack/inclusion@1";

/// The format tag of a consistency proof.
pub const CONSISTENCY_FORMAT: &str = "normtrack/consistency@1";

/// The format tag of a page of entries.
pub const ENTRIES_FORMAT: &str = "normtrack/entries@1";

/// The format tag of what stands in the place of something withdrawn.
pub const TOMBSTONE_FORMAT: &str = "normtrack/tombstone@1";

/// What a signed tree head states (RFC 9162 section 4.10): how long the log was, its root, and when it got there. It is the
/// time of the last entry, so that the head of a size is the same whenever it is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HeadClaims {
    /// How many entries the log had.
    pub log_size: u64,
    /// Its root.
    pub log_root: Hash,
    /// When the last of them was taken; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filed_at: Option<FiledAt>,
}

impl HeadClaims {
    /// Size and root.
    pub fn head(&self) -> TreeHead {
        TreeHead {
            size: self.log_size,
            root: self.log_root,
        }
    }

    fn read(mut form: Object) -> Result<Self, Malformed> {
        let log_size = form.count("log_size")?;
        let claims = Self {
            log_size,
            log_root: form.parsed("log_root")?,
            filed_at: if log_size == 0 {
                None
            } else {
                Some(form.parsed("filed_at")?)
            },
        };
        form.finish()?;
        Ok(claims)
    }
}

impl Signer {
    /// Signs a tree head. The same claims under the same key give the same text.
    pub fn head(&self, claims: &HeadClaims) -> String {
        self.sign(HEAD_TYPE, claims)
    }
}

/// Checks a signed tree head and returns what it states; keys as for receipts.
pub fn verify_head(jws: &str, key_named: impl FnOnce(&str) -> Option<VerifyingKey>) -> Result<HeadClaims, JwsError> {
    HeadClaims::read(jws::open(HEAD_TYPE, jws, key_named)?).map_err(JwsError::Claims)
}

/// Why a form that shows something of the log does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LogRefused {
    /// Not of the form.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// The proof does not prove what it says.
    #[error(transparent)]
    Proof(#[from] ProofRefused),
    /// An entry stands where another one belongs.
    #[error("position {found} stands where {expected} belongs")]
    Gap {
        /// The position that belongs there.
        expected: u64,
        /// The position that stands there.
        found: u64,
    },
    /// An entry is not later than the one before it.
    #[error("position {0} is not later than the position before it")]
    Time(u64),
}

/// An entry and the proof that a log holds it (RFC 9162 section 2.1.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inclusion {
    /// The entry.
    pub entry: LogEntry,
    /// The log.
    pub log: TreeHead,
    /// The siblings on the way to the root.
    pub path: Vec<Hash>,
}

#[derive(Serialize)]
struct InclusionForm<'a> {
    format: &'static str,
    entry: &'a LogEntry,
    log_size: u64,
    log_root: Hash,
    inclusion: &'a [Hash],
}

impl Inclusion {
    /// The proof as JSON in canonical form.
    pub fn to_json(&self) -> Vec<u8> {
        canonical_of(&InclusionForm {
            format: INCLUSION_FORMAT,
            entry: &self.entry,
            log_size: self.log.size,
            log_root: self.log.root,
            inclusion: &self.path,
        })
    }

    /// Reads a proof and checks it against the log that it names; what vouches for that log is a signed head.
    pub fn parse(bytes: &[u8]) -> Result<Self, LogRefused> {
        let mut form = Object::open(parse(bytes)?, "$")?;
        form.format(INCLUSION_FORMAT)?;
        let read = Self {
            entry: LogEntry::read(form.object("entry")?)?,
            log: TreeHead {
                size: form.count("log_size")?,
                root: form.parsed("log_root")?,
            },
            path: read_path(&mut form, "inclusion")?,
        };
        form.finish()?;
        verify_inclusion(&read.entry.leaf_hash(), read.entry.position - 1, &read.log, &read.path)?;
        Ok(read)
    }
}

/// The proof that a log only grew from one size to another (RFC 9162 section 2.1.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consistency {
    /// The earlier log.
    pub from: TreeHead,
    /// The later log.
    pub to: TreeHead,
    /// The nodes that lead to both roots.
    pub path: Vec<Hash>,
}

#[derive(Serialize)]
struct HeadForm {
    log_size: u64,
    log_root: Hash,
}

impl From<&TreeHead> for HeadForm {
    fn from(head: &TreeHead) -> Self {
        Self {
            log_size: head.size,
            log_root: head.root,
        }
    }
}

#[derive(Serialize)]
struct ConsistencyForm<'a> {
    format: &'static str,
    from: HeadForm,
    to: HeadForm,
    consistency: &'a [Hash],
}

impl Consistency {
    /// The proof as JSON in canonical form.
    pub fn to_json(&self) -> Vec<u8> {
        canonical_of(&ConsistencyForm {
            format: CONSISTENCY_FORMAT,
            from: (&self.from).into(),
            to: (&self.to).into(),
            consistency: &self.path,
        })
    }

    /// Reads a proof; [`Consistency::check`] says whether it holds between two logs.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut form = Object::open(parse(bytes)?, "$")?;
        form.format(CONSISTENCY_FORMAT)?;
        let head = |form: Object| -> Result<TreeHead, Malformed> {
            let mut form = form;
            let head = TreeHead {
                size: form.count("log_size")?,
                root: form.parsed("log_root")?,
            };
            form.finish()?;
            Ok(head)
        };
        let read = Self {
            from: head(form.object("from")?)?,
            to: head(form.object("to")?)?,
            path: read_path(&mut form, "consistency")?,
        };
        form.finish()?;
        Ok(read)
    }

    /// Whether the later log begins with the earlier one.
    pub fn check(&self) -> Result<(), ProofRefused> {
        verify_consistency(&self.from, &self.to, &self.path)
    }
}

/// What stands in the place of something withdrawn, as JSON in canonical form: its entry, and that of the withdrawal.
pub fn tombstone(entry: &LogEntry, withdrawal: &LogEntry) -> Vec<u8> {
    #[derive(Serialize)]
    struct Form<'a> {
        format: &'static str,
        entry: &'a LogEntry,
        withdrawal: &'a LogEntry,
    }
    canonical_of(&Form {
        format: TOMBSTONE_FORMAT,
        entry,
        withdrawal,
    })
}

/// Entries of the log that follow one another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entries(Vec<LogEntry>);

#[derive(Serialize)]
struct EntriesForm<'a> {
    format: &'static str,
    entries: &'a [LogEntry],
}

impl Entries {
    /// Entries in order; refuses a gap, and times that do not rise.
    pub fn new(entries: Vec<LogEntry>) -> Result<Self, LogRefused> {
        for (before, entry) in entries.iter().zip(entries.iter().skip(1)) {
            if entry.position != before.position + 1 {
                return Err(LogRefused::Gap {
                    expected: before.position + 1,
                    found: entry.position,
                });
            }
            if entry.filed_at <= before.filed_at {
                return Err(LogRefused::Time(entry.position));
            }
        }
        Ok(Self(entries))
    }

    /// The entries.
    pub fn entries(&self) -> &[LogEntry] {
        &self.0
    }

    /// The log that these are the whole of, if they begin at its first entry.
    pub fn head(&self) -> Option<TreeHead> {
        if self.0.first()?.position != 1 {
            return None;
        }
        let mut tree = Frontier::empty();
        for entry in &self.0 {
            tree.append(entry.leaf_hash());
        }
        Some(tree.head())
    }

    /// The entries as JSON in canonical form: the same bytes for the same entries, always.
    pub fn to_json(&self) -> Vec<u8> {
        canonical_of(&EntriesForm {
            format: ENTRIES_FORMAT,
            entries: &self.0,
        })
    }

    /// Reads entries and checks that they follow one another.
    pub fn parse(bytes: &[u8]) -> Result<Self, LogRefused> {
        let mut form = Object::open(parse(bytes)?, "$")?;
        form.format(ENTRIES_FORMAT)?;
        let entries = form.list("entries")?.into_iter();
        let entries = entries.map(|(at, value)| LogEntry::read(Object::open(value, at)?));
        let entries = entries.collect::<Result<_, Malformed>>()?;
        form.finish()?;
        Self::new(entries)
    }
}

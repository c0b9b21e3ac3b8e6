//! The entries of the log: one for each act of filing, in one gapless order.

use serde::Serialize;

use crate::canonical::canonical_of;
use crate::form::{Flaw, Malformed, Object, filled, parse};
use crate::hash::{Commitment, Hash, Root, Salt, sha256};
use crate::instant::FiledAt;
use crate::tree::leaf_hash;

/// What kind of act an entry records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryKind {
    /// A first filing, or one after a withdrawal.
    Filing,
    /// A filing that supersedes the standing one.
    Amendment,
    /// The end of the standing filing, named by its root.
    Withdrawal,
}

impl EntryKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Filing, Self::Amendment, Self::Withdrawal];

    /// The code used in entries and receipts.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Filing => "filing",
            Self::Amendment => "amendment",
            Self::Withdrawal => "withdrawal",
        }
    }

    pub(crate) fn read(form: &mut Object) -> Result<Self, Malformed> {
        let code = form.text("kind")?;
        let known = Self::ALL.into_iter().find(|kind| kind.code() == code);
        known.ok_or_else(|| Malformed::new(form.at("kind"), Flaw::Word(code, "filing, amendment, withdrawal")))
    }
}

/// What opens the State of an entry. Whether a reader gets it is decided when they read: an entry may name its State
/// later than at filing, and may cease to, while the log stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StateName {
    /// 128 random bits, drawn for this entry alone.
    pub salt: Salt,
    /// The code of the State.
    pub state: String,
}

impl StateName {
    /// The commitment that stands in the entry: SHA-256(salt || canonical form of `{"state": code}`).
    pub fn commitment(&self) -> Commitment {
        #[derive(Serialize)]
        struct Named<'a> {
            state: &'a str,
        }
        let named = canonical_of(&Named { state: &self.state });
        Commitment(sha256(&[&self.salt.0, &named]).0)
    }
}

/// An entry of the log, as everyone may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogEntry {
    /// The position in the register, from 1; the entry is leaf `position - 1`.
    pub position: u64,
    /// The root of the document that was filed or withdrawn.
    pub root: Root,
    /// The commitment to the State ([`StateName::commitment`]); an entry that is not opened says "a State".
    pub state: Commitment,
    /// The key of the round.
    pub round: String,
    /// When the register took it.
    pub filed_at: FiledAt,
    /// What kind of act it is.
    pub kind: EntryKind,
}

impl LogEntry {
    /// The entry as JSON in canonical form: the data of its leaf.
    pub fn to_json(&self) -> Vec<u8> {
        canonical_of(self)
    }

    /// The hash of the entry's leaf (RFC 9162 section 2.1.1).
    pub fn leaf_hash(&self) -> Hash {
        leaf_hash(&self.to_json())
    }

    /// Whether the entry is this State's.
    pub fn is_of(&self, name: &StateName) -> bool {
        name.commitment() == self.state
    }

    /// Reads an entry.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        Self::read(Object::open(parse(bytes)?, "$")?)
    }

    pub(crate) fn read(mut form: Object) -> Result<Self, Malformed> {
        let round_at = form.at("round");
        let entry = Self {
            position: read_position(&mut form)?,
            root: form.parsed("root")?,
            state: form.parsed("state")?,
            round: form.text("round")?,
            filed_at: form.parsed("filed_at")?,
            kind: EntryKind::read(&mut form)?,
        };
        form.finish()?;
        filled(&entry.round, || round_at)?;
        Ok(entry)
    }
}

/// A position: a whole number from 1.
pub(crate) fn read_position(form: &mut Object) -> Result<u64, Malformed> {
    match form.count("position")? {
        0 => Err(Malformed::new(
            form.at("position"),
            Flaw::Type("a position, counted from 1"),
        )),
        position => Ok(position),
    }
}

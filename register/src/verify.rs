//! Verifying files offline: what each shows by itself, and what they show of one another.

use std::collections::BTreeMap;
use std::fmt;

use thiserror::Error;

use crate::answer::Header;
use crate::document::{DOCUMENT_FORMAT, Document, EXTRACT_FORMAT, Extract, VerifyError, verify_extract};
use crate::form::{Object, parse};
use crate::hash::Root;
use crate::head::{
    CONSISTENCY_FORMAT, Consistency, ENTRIES_FORMAT, Entries, HEAD_TYPE, HeadClaims, INCLUSION_FORMAT, Inclusion,
    LogRefused, verify_head,
};
use crate::jws::{JwsError, KeyRing, statement_type};
use crate::log::LogEntry;
use crate::proof::ProofRefused;
use crate::receipt::{RECEIPT_TYPE, ReceiptClaims, ReceiptError, verify_receipt};
use crate::tree::TreeHead;

/// What a file is, after everything in it was found to hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// A document, or an extract of one.
    Filing {
        /// What it answers, and for whom.
        header: Header,
        /// Its root.
        root: Root,
        /// How many answers are open.
        opened: usize,
        /// How many are not: hidden in an extract, erased in a document.
        hidden: usize,
    },
    /// A receipt.
    Receipt(ReceiptClaims),
    /// A signed tree head.
    Head(HeadClaims),
    /// The proof that a log holds an entry.
    Inclusion(Inclusion),
    /// The proof that a log begins with another.
    Consistency(Consistency),
    /// Entries of the log.
    Entries(Entries),
}

/// Why a file, or what files say of one another, does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Failing {
    /// Not one of our forms.
    #[error("neither a form nor a signed statement of a register")]
    NotOurs,
    /// It cannot be verified without keys.
    #[error("it is signed, and no keys are given to verify it with")]
    NoKeys,
    /// Signed with a key that is not known.
    #[error(
        "it is signed with the key `{0}`, which is not among the keys given: another register signed it, or the keys are older than it is"
    )]
    ForeignKey(String),
    /// Signed with a key that is for something else.
    #[error("the key `{0}` signs neither receipts nor tree heads: no register gave this out")]
    OtherKey(String),
    /// The signature is not the key's.
    #[error("the signature is not that of the key `{0}`: it was forged, or changed after it was signed")]
    Forged(String),
    /// Not a statement of the right form.
    #[error(transparent)]
    Statement(JwsError),
    /// A receipt for an entry that its log does not hold.
    #[error("it is rightly signed, but its log does not hold its entry: {0}")]
    NotInLog(ProofRefused),
    /// A document or an extract that does not hold.
    #[error(transparent)]
    Filing(VerifyError),
    /// A proof or entries that do not hold.
    #[error(transparent)]
    Log(LogRefused),
    /// A later log that does not begin with the earlier one.
    #[error("the log of {to} entries does not begin with the log of {from} entries: {why}")]
    NotExtended {
        /// The size of the earlier log.
        from: u64,
        /// The size of the later log.
        to: u64,
        /// What the proof does not do.
        why: ProofRefused,
    },
    /// Two logs of one size.
    #[error(
        "it has another log of {size} entries than {other}: one with the root {root}, and one with the root {other_root}"
    )]
    Forked {
        /// The size.
        size: u64,
        /// The root here.
        root: String,
        /// The root there.
        other_root: String,
        /// The other file.
        other: String,
    },
    /// Another entry at one position.
    #[error("at position {position} it has another entry than {other}")]
    OtherEntry {
        /// The position.
        position: u64,
        /// The other file.
        other: String,
    },
    /// A receipt that is not for this filing.
    #[error("the receipt {receipt} is for the {what} {stated}, and this has {found}")]
    OtherFiling {
        /// The receipt's file.
        receipt: String,
        /// What differs: `root`, `State` or `round`.
        what: &'static str,
        /// What the receipt states.
        stated: String,
        /// What the filing has.
        found: String,
    },
    /// Nothing shows that one log begins with another.
    #[error(
        "nothing here shows that its log of {to} entries begins with the log of {from} entries of {other}: add /register/proof/consistency?from={from}&to={to}"
    )]
    Unproven {
        /// The size of the earlier log.
        from: u64,
        /// The size of the later log.
        to: u64,
        /// The file with the earlier log.
        other: String,
    },
}

impl Failing {
    /// A word for programs that never changes.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotOurs => "NOT_OURS",
            Self::NoKeys => "NO_KEYS",
            Self::ForeignKey(_) => "FOREIGN_KEY",
            Self::OtherKey(_) => "OTHER_KEY",
            Self::Forged(_) => "FORGED",
            Self::Statement(_) => "MALFORMED_STATEMENT",
            Self::NotInLog(_) => "NOT_IN_LOG",
            Self::Filing(VerifyError::Malformed(_)) | Self::Log(LogRefused::Malformed(_)) => "MALFORMED",
            Self::Filing(VerifyError::Opening { .. } | VerifyError::OtherQuestion { .. }) => "CHANGED_ANSWER",
            Self::Filing(VerifyError::Root { .. } | VerifyError::Duplicate { .. } | VerifyError::OutOfOrder { .. }) => {
                "CHANGED_DOCUMENT"
            }
            Self::Log(LogRefused::Proof(_)) => "NOT_PROVEN",
            Self::Log(LogRefused::Gap { .. } | LogRefused::Time(_)) => "CHANGED_LOG",
            Self::NotExtended { .. } => "NOT_EXTENDED",
            Self::Forked { .. } => "FORKED",
            Self::OtherEntry { .. } => "OTHER_ENTRY",
            Self::OtherFiling { .. } => "OTHER_FILING",
            Self::Unproven { .. } => "UNPROVEN",
        }
    }

    /// Whether something was found to be false; else something could not be found out.
    pub const fn is_false(&self) -> bool {
        !matches!(self, Self::NotOurs | Self::NoKeys | Self::Unproven { .. })
    }
}

/// Reads a file and verifies everything that it shows by itself.
pub fn verify_piece(bytes: &[u8], keys: Option<&KeyRing>) -> Result<Piece, Failing> {
    let text = std::str::from_utf8(bytes).map_err(|_| Failing::NotOurs)?.trim();
    if text.starts_with('{') {
        verify_form(text.as_bytes())
    } else {
        verify_statement(text, keys)
    }
}

fn verify_form(bytes: &[u8]) -> Result<Piece, Failing> {
    let malformed = |malformed| Failing::Filing(VerifyError::Malformed(malformed));
    let mut form = parse(bytes)
        .and_then(|value| Object::open(value, "$"))
        .map_err(malformed)?;
    match form.text("format").as_deref() {
        Ok(DOCUMENT_FORMAT) => {
            let document = Document::parse(bytes).map_err(Failing::Filing)?;
            let opened = document
                .entries()
                .iter()
                .filter(|entry| entry.opening.is_some())
                .count();
            Ok(Piece::Filing {
                header: document.header().clone(),
                root: document.root(),
                opened,
                hidden: document.entries().len() - opened,
            })
        }
        Ok(EXTRACT_FORMAT) => {
            let extract = Extract::parse(bytes).map_err(malformed)?;
            let verified = verify_extract(&extract).map_err(Failing::Filing)?;
            Ok(Piece::Filing {
                header: extract.header,
                root: verified.root,
                opened: verified.opened,
                hidden: verified.hidden,
            })
        }
        Ok(INCLUSION_FORMAT) => Inclusion::parse(bytes).map(Piece::Inclusion).map_err(Failing::Log),
        Ok(CONSISTENCY_FORMAT) => {
            let proof = Consistency::parse(bytes).map_err(|error| Failing::Log(error.into()))?;
            proof.check().map_err(|why| Failing::NotExtended {
                from: proof.from.size,
                to: proof.to.size,
                why,
            })?;
            Ok(Piece::Consistency(proof))
        }
        Ok(ENTRIES_FORMAT) => Entries::parse(bytes).map(Piece::Entries).map_err(Failing::Log),
        Ok(_) | Err(_) => Err(Failing::NotOurs),
    }
}

fn verify_statement(jws: &str, keys: Option<&KeyRing>) -> Result<Piece, Failing> {
    let (typ, kid) = statement_type(jws).map_err(|error| match error {
        JwsError::NotCompact => Failing::NotOurs,
        error => Failing::Statement(error),
    })?;
    if typ != RECEIPT_TYPE && typ != HEAD_TYPE {
        return Err(Failing::NotOurs);
    }
    let keys = keys.ok_or(Failing::NoKeys)?;
    let failing = |error| match error {
        JwsError::UnknownKey(kid) if keys.signs_something_else(&kid) => Failing::OtherKey(kid),
        JwsError::UnknownKey(kid) => Failing::ForeignKey(kid),
        JwsError::Signature => Failing::Forged(kid.clone()),
        error => Failing::Statement(error),
    };
    if typ == HEAD_TYPE {
        verify_head(jws, |kid| keys.register_key(kid))
            .map(Piece::Head)
            .map_err(failing)
    } else {
        verify_receipt(jws, |kid| keys.register_key(kid))
            .map(Piece::Receipt)
            .map_err(|error| match error {
                ReceiptError::Jws(error) => failing(error),
                ReceiptError::Inclusion(refused) => Failing::NotInLog(refused),
            })
    }
}

/// What was found of files, each under its name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// What holds.
    pub pieces: Vec<(String, Piece)>,
    /// What does not, and in which file.
    pub failings: Vec<(String, Failing)>,
}

impl Report {
    /// Verifies files by themselves and against one another.
    pub fn of<'f>(files: impl IntoIterator<Item = (&'f str, &'f [u8])>, keys: Option<&KeyRing>) -> Self {
        let mut report = Self::default();
        for (name, bytes) in files {
            match verify_piece(bytes, keys) {
                Ok(piece) => report.pieces.push((name.to_owned(), piece)),
                Err(failing) => report.failings.push((name.to_owned(), failing)),
            }
        }
        report.compare_filings();
        report.compare_entries();
        report.compare_logs();
        report
    }

    /// Whether everything holds and everything was shown.
    pub fn holds(&self) -> bool {
        self.failings.is_empty()
    }

    /// 0 where everything holds, 1 where something is false, 2 where something could not be found out.
    pub fn exit_code(&self) -> u8 {
        if self.failings.iter().any(|(_, failing)| failing.is_false()) {
            1
        } else {
            u8::from(!self.holds()) * 2
        }
    }

    fn fail(&mut self, found: Vec<(String, Failing)>) {
        self.failings.extend(found);
    }

    /// Every receipt against every document and extract.
    fn compare_filings(&mut self) {
        let mut found = Vec::new();
        for (receipt, piece) in &self.pieces {
            let Piece::Receipt(claims) = piece else { continue };
            for (name, piece) in &self.pieces {
                let Piece::Filing { header, root, .. } = piece else {
                    continue;
                };
                let compared = [
                    ("root", claims.root.to_hex(), root.to_hex()),
                    ("State", claims.state.clone(), header.state.clone()),
                    ("round", claims.round.clone(), header.round.clone()),
                ];
                let differing = compared.into_iter().find(|(_, stated, found)| stated != found);
                found.extend(differing.map(|(what, stated, found)| {
                    let receipt = receipt.clone();
                    let failing = Failing::OtherFiling {
                        receipt,
                        what,
                        stated,
                        found,
                    };
                    (name.clone(), failing)
                }));
            }
        }
        self.fail(found);
    }

    /// Everything that shows an entry against everything else that shows one at the same position.
    fn compare_entries(&mut self) {
        let mut known: BTreeMap<u64, (&str, LogEntry)> = BTreeMap::new();
        let mut found = Vec::new();
        for (name, piece) in &self.pieces {
            let shown = match piece {
                Piece::Receipt(claims) => vec![claims.entry()],
                Piece::Inclusion(proof) => vec![proof.entry.clone()],
                Piece::Entries(entries) => entries.entries().to_vec(),
                Piece::Filing { .. } | Piece::Head(_) | Piece::Consistency(_) => Vec::new(),
            };
            for entry in shown {
                let position = entry.position;
                let (other, before) = known.entry(position).or_insert_with(|| (name, entry.clone()));
                if *before != entry {
                    let other = (*other).to_owned();
                    found.push((name.clone(), Failing::OtherEntry { position, other }));
                    break;
                }
            }
        }
        self.fail(found);
    }

    /// Every log that is shown against every other: one root for one size, and a proof between two sizes that are signed.
    fn compare_logs(&mut self) {
        let mut logs: Vec<(&str, TreeHead, bool)> = Vec::new();
        let mut proven: Vec<(TreeHead, TreeHead)> = Vec::new();
        for (name, piece) in &self.pieces {
            match piece {
                Piece::Receipt(claims) => logs.push((name, claims.log_head(), true)),
                Piece::Head(claims) => logs.push((name, claims.head(), true)),
                Piece::Inclusion(proof) => logs.push((name, proof.log, false)),
                Piece::Entries(entries) => logs.extend(entries.head().map(|head| (name.as_str(), head, false))),
                Piece::Consistency(proof) => {
                    logs.push((name, proof.from, false));
                    logs.push((name, proof.to, false));
                    proven.push((proof.from, proof.to));
                }
                Piece::Filing { .. } => {}
            }
        }
        logs.sort_by_key(|(_, head, _)| head.size);
        let mut found = Vec::new();
        for (before, log) in logs.iter().zip(logs.iter().skip(1)) {
            if before.1.size == log.1.size && before.1.root != log.1.root {
                let failing = Failing::Forked {
                    size: log.1.size,
                    root: log.1.root.to_hex(),
                    other_root: before.1.root.to_hex(),
                    other: before.0.to_owned(),
                };
                found.push((log.0.to_owned(), failing));
            }
        }
        // Entries from the first on show every log before theirs.
        let whole = self.pieces.iter().filter_map(|(_, piece)| match piece {
            Piece::Entries(entries) => entries.head(),
            _ => None,
        });
        let whole = whole.map(|head| head.size).max().unwrap_or(0);
        let signed: Vec<_> = logs
            .iter()
            .filter(|(_, head, signed)| *signed && head.size > 0)
            .collect();
        for (before, log) in signed.iter().zip(signed.iter().skip(1)) {
            let (from, to) = (before.1, log.1);
            if from.size < to.size && to.size > whole && !is_reached(&proven, from, to) {
                let failing = Failing::Unproven {
                    from: from.size,
                    to: to.size,
                    other: before.0.to_owned(),
                };
                found.push((log.0.to_owned(), failing));
            }
        }
        self.fail(found);
    }
}

/// Whether proofs, one after the other, lead from one log to the other.
fn is_reached(proven: &[(TreeHead, TreeHead)], from: TreeHead, to: TreeHead) -> bool {
    let mut reached = vec![from];
    while let Some(here) = reached.pop() {
        if here == to {
            return true;
        }
        // Proofs lead to larger logs only, so this ends.
        let next = proven
            .iter()
            .filter(|(first, second)| *first == here && second.size > here.size);
        reached.extend(next.map(|(_, second)| *second));
    }
    false
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, piece) in &self.pieces {
            writeln!(f, "{name}: {}", Named(piece))?;
            show(f, piece)?;
        }
        for (name, failing) in &self.failings {
            writeln!(f, "{name}: {}: {failing}", failing.code())?;
        }
        Ok(())
    }
}

struct Named<'p>(&'p Piece);

impl fmt::Display for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Piece::Filing { .. } => "a filing that holds together",
            Piece::Receipt(_) => "a receipt that is rightly signed and proves its entry",
            Piece::Head(_) => "a tree head that is rightly signed",
            Piece::Inclusion(_) => "a proof that a log holds an entry",
            Piece::Consistency(_) => "a proof that a log only grew",
            Piece::Entries(_) => "entries that follow one another",
        })
    }
}

fn show(f: &mut fmt::Formatter<'_>, piece: &Piece) -> fmt::Result {
    let entry = |f: &mut fmt::Formatter<'_>, entry: &LogEntry| {
        writeln!(f, "  position {}, {}", entry.position, entry.kind.code())?;
        writeln!(f, "  root     {}", entry.root)?;
        writeln!(f, "  round    {}", entry.round)?;
        writeln!(f, "  filed at {}", entry.filed_at)
    };
    let log = |f: &mut fmt::Formatter<'_>, head: &TreeHead| writeln!(f, "  log      {} {}", head.size, head.root);
    match piece {
        Piece::Filing {
            header,
            root,
            opened,
            hidden,
        } => {
            writeln!(f, "  root     {root}")?;
            writeln!(f, "  State    {}", header.state)?;
            writeln!(f, "  round    {}", header.round)?;
            writeln!(f, "  edition  {} {}", header.edition, header.edition_hash)?;
            writeln!(f, "  answers  {opened} open, {hidden} hidden")
        }
        Piece::Receipt(claims) => {
            writeln!(f, "  State    {}", claims.state)?;
            entry(f, &claims.entry())?;
            log(f, &claims.log_head())
        }
        Piece::Head(claims) => {
            if let Some(at) = &claims.filed_at {
                writeln!(f, "  filed at {at}")?;
            }
            log(f, &claims.head())
        }
        Piece::Inclusion(proof) => {
            entry(f, &proof.entry)?;
            log(f, &proof.log)
        }
        Piece::Consistency(proof) => {
            log(f, &proof.from)?;
            log(f, &proof.to)
        }
        Piece::Entries(entries) => {
            writeln!(f, "  entries  {}", entries.entries().len())?;
            entries.head().map_or(Ok(()), |head| log(f, &head))
        }
    }
}

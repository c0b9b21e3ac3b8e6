//! What several files show of one another, and how it is said.

use std::collections::BTreeMap;
use std::fmt;

use crate::hash::sha256;
use crate::jws::KeyRing;
use crate::log::LogEntry;
use crate::tree::TreeHead;
use crate::verify::{Failing, Piece, verify_piece};

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
        let mut others = Vec::new();
        for (name, bytes) in files {
            match verify_piece(bytes, keys) {
                Ok(piece) => report.pieces.push((name.to_owned(), piece)),
                Err(Failing::NotOurs) => others.push((name, bytes)),
                Err(failing) => report.failings.push((name.to_owned(), failing)),
            }
        }
        report.compare_bytes(&others);
        report.compare_evidence();
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

    /// Files that are no form of ours: the bytes of evidence, where there is some with bytes.
    fn compare_bytes(&mut self, others: &[(&str, &[u8])]) {
        let evidence = self.pieces.iter().filter_map(|(name, piece)| match piece {
            Piece::Evidence(opened) => Some((name.clone(), opened.evidence.sha256?)),
            _ => None,
        });
        let evidence: Vec<_> = evidence.collect();
        for (name, bytes) in others {
            let found = sha256(&[bytes]);
            let of: Vec<_> = evidence.iter().filter(|(_, stated)| *stated == found).collect();
            if of.is_empty() {
                let failing = evidence
                    .first()
                    .map_or(Failing::NotOurs, |(file, stated)| Failing::OtherBytes {
                        found,
                        evidence: file.clone(),
                        stated: *stated,
                    });
                self.failings.push(((*name).to_owned(), failing));
            } else {
                let of = of.into_iter().map(|(file, _)| file.clone()).collect();
                self.pieces
                    .push(((*name).to_owned(), Piece::Bytes { sha256: found, of }));
            }
        }
    }

    /// All evidence against every answer that is open here.
    fn compare_evidence(&mut self) {
        let is_cited = |commitment| {
            self.pieces
                .iter()
                .any(|(_, piece)| matches!(piece, Piece::Filing { cited, .. } if cited.contains_key(&commitment)))
        };
        let found = self.pieces.iter().filter_map(|(name, piece)| match piece {
            Piece::Evidence(opened) => {
                let commitment = opened.commitment();
                (!is_cited(commitment)).then(|| (name.clone(), Failing::NotCited(commitment)))
            }
            _ => None,
        });
        let found = found.collect();
        self.fail(found);
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
                Piece::Filing { .. }
                | Piece::Evidence(_)
                | Piece::Bytes { .. }
                | Piece::Head(_)
                | Piece::Consistency(_) => Vec::new(),
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
                Piece::Filing { .. } | Piece::Evidence(_) | Piece::Bytes { .. } => {}
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
            Piece::Evidence(_) => "evidence",
            Piece::Bytes { .. } => "the bytes of evidence, unchanged",
            Piece::Receipt(_) => "a receipt that is rightly signed and proves its entry",
            Piece::Head(_) => "a tree head that is rightly signed",
            Piece::Inclusion(_) => "a proof that a log holds an entry",
            Piece::Consistency(_) => "a proof that a log only grew",
            Piece::Entries(_) => "entries that follow one another",
        })
    }
}

/// A text out of a file, without what a terminal would obey.
fn plain(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).collect()
}

fn show(f: &mut fmt::Formatter<'_>, piece: &Piece) -> fmt::Result {
    let entry = |f: &mut fmt::Formatter<'_>, entry: &LogEntry| {
        writeln!(f, "  position {}, {}", entry.position, entry.kind.code())?;
        writeln!(f, "  root     {}", entry.root)?;
        writeln!(f, "  round    {}", plain(&entry.round))?;
        writeln!(f, "  filed at {}", entry.filed_at)
    };
    let log = |f: &mut fmt::Formatter<'_>, head: &TreeHead| writeln!(f, "  log      {} {}", head.size, head.root);
    match piece {
        Piece::Filing {
            header,
            root,
            opened,
            hidden,
            cited,
        } => {
            writeln!(f, "  root     {root}")?;
            writeln!(f, "  State    {}", plain(&header.state))?;
            writeln!(f, "  round    {}", plain(&header.round))?;
            writeln!(f, "  edition  {} {}", plain(&header.edition), header.edition_hash)?;
            writeln!(f, "  answers  {opened} open, {hidden} hidden")?;
            for (commitment, questions) in cited {
                writeln!(f, "  cites    {commitment} in {}", plain(&questions.join(", ")))?;
            }
            Ok(())
        }
        Piece::Evidence(opened) => {
            writeln!(f, "  cited as {}", opened.commitment())?;
            let evidence = &opened.evidence;
            for (name, text) in [
                ("title   ", &evidence.title),
                ("citation", &evidence.citation),
                ("url     ", &evidence.url),
            ] {
                if let Some(text) = text {
                    writeln!(f, "  {name} {}", plain(text))?;
                }
            }
            evidence.sha256.map_or(Ok(()), |hash| writeln!(f, "  SHA-256  {hash}"))
        }
        Piece::Bytes { sha256, of } => {
            writeln!(f, "  SHA-256  {sha256}")?;
            writeln!(f, "  of       {}", of.join(", "))
        }
        Piece::Receipt(claims) => {
            writeln!(f, "  State    {}", plain(&claims.state))?;
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

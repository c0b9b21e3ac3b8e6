//! Filing, amending and withdrawing: the acts that the register records.

use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::access::{FileSubmission, Permit, Withdraw};
use crate::id::{SectionCode, SubmissionId};
use crate::questionnaire::{Enabled, Problem};
use crate::submission::{
    Barred, Clearance, Differences, Edge, Entry, EntryKind, Event, Happening, Header, Lateness, Mark, Outcome, Preview,
    RegisterEntry, Root, Round, Seen, Stage, Submission, names_state,
};

/// What a person proposes to file.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// What would be filed now.
    pub preview: Preview,
    /// Its root.
    pub root: Root,
    /// What the person had before them.
    pub seen: Seen,
    /// Who signs which section, and what they have signed.
    pub clearance: Clearance,
}

/// A filing: the act and its frozen result.
#[derive(Clone, Debug, PartialEq)]
pub struct Filing {
    /// The working file.
    pub submission: SubmissionId,
    /// Its number, place, root and time.
    pub mark: Mark,
    /// A filing or an amendment.
    pub kind: EntryKind,
    /// Whether it came after the last day of the round.
    pub lateness: Lateness,
    /// What was filed: header, answers, and what was asked. Its problems, and what it left behind, stay in the working file.
    pub document: Document,
}

/// What a filing froze.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// State, round and edition.
    pub header: Header,
    /// The revision of the translations under which it was made.
    pub translation: u32,
    /// The answers, in ascending order of the bytes of their question codes.
    pub entries: Vec<Entry>,
    /// The questions that were asked.
    pub asked: Enabled,
}

/// An act that the register records: the submission as it is now, and the entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded<F> {
    /// The submission.
    pub submission: Submission,
    /// The entry of the register.
    pub entry: RegisterEntry,
    /// The filing that was made or withdrawn.
    pub filing: F,
}

/// Why nothing is filed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FileRefused {
    /// The round, the stage or the permit stands in the way.
    #[error(transparent)]
    Barred(#[from] Barred),
    /// Who files made the last change.
    #[error("who files must not be who made the last change")]
    FourEyes,
    /// Sections lack a signature, or have been changed since they had it; in order of code.
    #[error("sections are not cleared")]
    NotCleared(Vec<SectionCode>),
    /// No answer is left to file.
    #[error("there is nothing to file")]
    NothingToFile,
    /// The answers are not those that were seen.
    #[error("the answers are not those of the preview")]
    Conflict(Differences),
    /// The amendment is what stands already.
    #[error("the amendment changes nothing")]
    Unchanged,
}

impl Submission {
    /// Files what the preview holds, if it is what the person has seen. What a problem keeps out does not stop the rest; the
    /// problems come back with the outcome. `last` is the end of the register, read under its lock.
    pub fn file(
        self,
        permit: Permit<FileSubmission>,
        round: &Round,
        proposal: Proposal,
        last: Option<Edge>,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Recorded<Filing>, Problem>, FileRefused> {
        let (act, by) = permit.spend();
        let Proposal {
            preview,
            root,
            seen,
            clearance,
        } = proposal;
        self.is_subject(act.submission, &act.state, round)?;
        let header = &preview.header;
        if header.state != self.state || header.edition != self.edition || header.round != round.key {
            return Err(Barred::OtherSubject.into());
        }
        let lateness = round.may_work(now).map_err(Barred::from)?;
        let kind = match &self.stage {
            Stage::Drafting | Stage::Withdrawn { .. } => EntryKind::Filing,
            Stage::Amending(_) => EntryKind::Amendment,
            Stage::Filed(_) => return Err(self.barred::<FileSubmission>().into()),
        };
        if self.four_eyes && self.is_work_of(by, self.last_changed_by) {
            return Err(FileRefused::FourEyes);
        }
        if preview.entries.is_empty() {
            return Err(FileRefused::NothingToFile);
        }
        if seen.root != root {
            return Err(FileRefused::Conflict(Differences::between(&seen, &preview)));
        }
        if self.stage.standing().is_some_and(|standing| standing.root == root) {
            return Err(FileRefused::Unchanged);
        }
        let uncleared = clearance.uncleared(&preview);
        if !uncleared.is_empty() {
            return Err(FileRefused::NotCleared(uncleared));
        }
        let mark = self.next_mark(last, root, now);
        let named = names_state(
            self.names_state,
            preview.entries.iter().map(|entry| &entry.sharing),
            mark.at,
        );
        let what = Happening::Filed {
            of: self.of(),
            kind,
            number: mark.number,
            position: mark.position,
            root,
            lateness,
        };
        let recorded = Recorded {
            entry: self.entry(round, mark, kind, named),
            filing: Filing {
                submission: self.id,
                mark,
                kind,
                lateness,
                document: Document {
                    header: preview.header,
                    translation: preview.translation,
                    entries: preview.entries,
                    asked: preview.asked,
                },
            },
            submission: Self {
                stage: Stage::Filed(mark),
                revision: self.revision + 1,
                ..self
            },
        };
        Ok(Outcome {
            state: recorded,
            event: Event { at: mark.at, by, what },
            problems: preview.problems,
        })
    }

    /// Withdraws the standing filing and leaves a tombstone, which names the State only if the State agrees; that holds for
    /// every entry of this submission so far. The working file stays as it is.
    pub fn withdraw(
        self,
        permit: Permit<Withdraw>,
        round: &Round,
        agrees_to_be_named: bool,
        last: Option<Edge>,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Recorded<Mark>>, Barred> {
        let (act, by) = permit.spend();
        self.is_subject(act.submission, &act.state, round)?;
        round.may_withdraw(now)?;
        let Some(filing) = self.stage.standing().copied() else {
            return Err(self.barred::<Withdraw>());
        };
        let withdrawal = self.next_mark(last, filing.root, now);
        let what = Happening::Withdrawn {
            of: self.of(),
            number: withdrawal.number,
            position: withdrawal.position,
            root: filing.root,
        };
        let recorded = Recorded {
            entry: self.entry(round, withdrawal, EntryKind::Withdrawal, agrees_to_be_named),
            filing,
            submission: Self {
                stage: Stage::Withdrawn { filing, withdrawal },
                revision: self.revision + 1,
                ..self
            },
        };
        let at = withdrawal.at;
        Ok(Outcome::new(recorded, Event { at, by, what }))
    }

    fn next_mark(&self, last: Option<Edge>, root: Root, now: DateTime<Utc>) -> Mark {
        let Edge { position, at } = Edge::next(last, now);
        Mark {
            number: self.stage.acts() + 1,
            position,
            root,
            at,
        }
    }

    fn entry(&self, round: &Round, mark: Mark, kind: EntryKind, named: bool) -> RegisterEntry {
        RegisterEntry {
            position: mark.position,
            kind,
            root: mark.root,
            state: named.then(|| self.state.clone()),
            round: round.key.clone(),
            filed_at: mark.at,
            number: mark.number,
        }
    }
}

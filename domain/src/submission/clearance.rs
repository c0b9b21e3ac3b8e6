//! Clearance: which ministries sign a section off, in which order, and what they have signed.
//!
//! What is kept are acts, and each sending keeps which answers, in which revision, were before those who signed. Whether a
//! section is cleared is worked out from that: as soon as it would bring anything else into a filing, be it because an
//! answer was changed, merged or confirmed, or because a condition elsewhere shows or hides one, it is a draft again. So no
//! save has to know of clearance, and none can forget it.

mod acts;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::access::{Actor, Assignee, ReadDraft, ReadForClearance};
use crate::id::{AccountId, MinistryId, QuestionCode, SectionCode, StateCode};
use crate::submission::{Answer, Barred, Preview, Remark, StageCode};

/// The ministries that sign a section off: steps one after the other, the ministries of one step side by side. Empty where
/// a section needs nobody's signature.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path(Vec<BTreeSet<MinistryId>>);

/// Why steps are no path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BadPath {
    /// A step without a ministry waits for nobody.
    #[error("step {0} names no ministry")]
    EmptyStep(usize),
    /// A ministry signs once.
    #[error("a ministry is named twice")]
    Twice(MinistryId),
    /// More than [`Path::LONGEST`] signatures.
    #[error("a path has at most {} signatures", Path::LONGEST)]
    TooLong,
}

impl Path {
    /// How many signatures a section needs at most.
    pub const LONGEST: usize = 30;

    /// Makes a path of steps in their order.
    pub fn new(steps: Vec<BTreeSet<MinistryId>>) -> Result<Self, BadPath> {
        if let Some(empty) = steps.iter().position(BTreeSet::is_empty) {
            return Err(BadPath::EmptyStep(empty));
        }
        let mut named = BTreeSet::new();
        for ministry in steps.iter().flatten() {
            if !named.insert(*ministry) {
                return Err(BadPath::Twice(*ministry));
            }
        }
        if named.len() > Self::LONGEST {
            return Err(BadPath::TooLong);
        }
        Ok(Self(steps))
    }

    /// The steps, in order.
    pub fn steps(&self) -> &[BTreeSet<MinistryId>] {
        &self.0
    }

    /// Whether nobody has to sign.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a ministry signs here.
    pub fn names(&self, ministry: MinistryId) -> bool {
        self.0.iter().any(|step| step.contains(&ministry))
    }
}

/// What a section would bring into a filing: its answers, each with its revision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SectionText(pub BTreeMap<QuestionCode, u32>);

impl SectionText {
    /// The part of a section in what would be filed.
    pub fn of(preview: &Preview, section: &SectionCode) -> Self {
        let here = preview
            .entries
            .iter()
            .filter(|entry| entry.question.section() == *section);
        Self(here.map(|entry| (entry.question.clone(), entry.revision)).collect())
    }

    /// The questions whose answers are others in `now`, or are in only one of the two; in order of code.
    pub fn changed_in(&self, now: &Self) -> Vec<QuestionCode> {
        let both: BTreeSet<_> = self.0.keys().chain(now.0.keys()).collect();
        let changed = both
            .into_iter()
            .filter(|question| self.0.get(*question) != now.0.get(*question));
        changed.cloned().collect()
    }
}

/// A signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Who signed.
    pub by: AccountId,
    /// Whether in the place of the ministry's own people.
    pub as_substitute: bool,
    /// When.
    pub at: DateTime<Utc>,
}

/// How a section came back without being cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Back {
    /// A ministry returned it.
    Returned(MinistryId),
    /// The focal point took it back.
    Recalled,
}

/// One sending of a section and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Who sent it.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
    /// What was before those who sign.
    pub text: SectionText,
    /// Who has signed.
    pub signed: BTreeMap<MinistryId, Signature>,
    /// How it came back, if it did.
    pub back: Option<Back>,
}

/// What was done to a section on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClearanceAct {
    /// It was laid down who signs.
    Arranged(Path),
    /// Somebody may sign in the place of a ministry's own people, or nobody any longer.
    Substituted {
        /// The ministry.
        ministry: MinistryId,
        /// Who.
        by: Option<AccountId>,
    },
    /// It was sent to those who sign.
    Sent(SectionText),
    /// A ministry signed.
    Signed {
        /// The ministry.
        ministry: MinistryId,
        /// Whether a substitute did it.
        as_substitute: bool,
    },
    /// A ministry returned it.
    Returned {
        /// The ministry.
        ministry: MinistryId,
        /// Why.
        reason: Remark,
    },
    /// It was taken back.
    Recalled {
        /// Why, if that was said.
        reason: Option<Remark>,
    },
}

/// An act of clearance. What is kept of it never changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClearanceEntry {
    /// The section.
    pub section: SectionCode,
    /// Which sending it belongs to, counted from 1; 0 before the first.
    pub turn: u32,
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub act: ClearanceAct,
}

/// Where a section stands with those who sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClearanceStatus {
    /// Nobody has to sign.
    NotNeeded,
    /// It was not sent yet.
    Drafting,
    /// It came back.
    Back(Back),
    /// It was sent or cleared, and is another text since.
    Reopened,
    /// It waits for these ministries.
    InClearance(BTreeSet<MinistryId>),
    /// All have signed what would be filed.
    Cleared,
}

/// Who signs a section, and what they have done so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SectionClearance {
    path: Path,
    substitutes: BTreeMap<MinistryId, AccountId>,
    turns: Vec<Turn>,
}

impl SectionClearance {
    const NONE: &'static Self = &Self {
        path: Path(Vec::new()),
        substitutes: BTreeMap::new(),
        turns: Vec::new(),
    };

    /// Who signs.
    pub const fn path(&self) -> &Path {
        &self.path
    }

    /// Who may sign in the place of a ministry's own people.
    pub fn substitute(&self, ministry: MinistryId) -> Option<AccountId> {
        self.substitutes.get(&ministry).copied()
    }

    /// Every sending, the oldest first.
    pub fn turns(&self) -> &[Turn] {
        &self.turns
    }

    /// Which sending is the last, counted from 1; 0 before the first.
    pub fn turn(&self) -> u32 {
        u32::try_from(self.turns.len()).unwrap_or(u32::MAX)
    }

    /// To whom the signature of a ministry is given: its own people, and a substitute.
    pub fn holders(&self, ministry: MinistryId) -> impl Iterator<Item = Assignee> {
        let substitute = self.substitutes.get(&ministry).copied().map(Assignee::Account);
        let own = self.path.names(ministry).then_some(Assignee::Ministry(ministry));
        own.into_iter().chain(own.and(substitute))
    }

    /// To whom the section has been sent so far. They go on reading it, so that they see what became of their objections.
    pub fn readers(&self) -> impl Iterator<Item = Assignee> {
        let ministries = self.path.0.iter().flatten().filter(|_| !self.turns.is_empty());
        ministries.flat_map(|ministry| self.holders(*ministry))
    }

    /// Where the section stands that would bring `text` into a filing.
    pub fn status(&self, text: &SectionText) -> ClearanceStatus {
        if self.path.is_empty() {
            return ClearanceStatus::NotNeeded;
        }
        let Some(turn) = self.turns.last() else {
            return ClearanceStatus::Drafting;
        };
        if let Some(back) = turn.back {
            return ClearanceStatus::Back(back);
        }
        if turn.text != *text {
            return ClearanceStatus::Reopened;
        }
        match self.awaited(turn) {
            awaited if awaited.is_empty() => ClearanceStatus::Cleared,
            awaited => ClearanceStatus::InClearance(awaited),
        }
    }

    /// Whose signature the first unfinished step lacks.
    fn awaited(&self, turn: &Turn) -> BTreeSet<MinistryId> {
        let missing = |step: &BTreeSet<MinistryId>| -> BTreeSet<MinistryId> {
            (step.iter().filter(|ministry| !turn.signed.contains_key(*ministry)))
                .copied()
                .collect()
        };
        let mut steps = self.path.0.iter().map(missing);
        steps.find(|missing| !missing.is_empty()).unwrap_or_default()
    }

    /// How many signatures are missing in all.
    fn missing(&self, turn: &Turn) -> usize {
        let ministries = self.path.0.iter().flatten();
        ministries
            .filter(|ministry| !turn.signed.contains_key(*ministry))
            .count()
    }

    /// Whether the section must be cleared before it can be filed: somebody signs, and there is or was something to sign.
    fn matters(&self, text: &SectionText) -> bool {
        !self.path.is_empty() && (!text.0.is_empty() || !self.turns.is_empty())
    }

    fn take(&mut self, entry: &ClearanceEntry) {
        let ClearanceEntry { by, at, act, .. } = entry;
        match act {
            ClearanceAct::Arranged(path) => {
                self.path = path.clone();
                // Signatures under another path do not come to life again should the text become what it was.
                self.come_back(Back::Recalled);
            }
            ClearanceAct::Substituted { ministry, by: Some(by) } => {
                self.substitutes.insert(*ministry, *by);
            }
            ClearanceAct::Substituted { ministry, by: None } => {
                self.substitutes.remove(ministry);
            }
            ClearanceAct::Sent(text) => self.turns.push(Turn {
                by: *by,
                at: *at,
                text: text.clone(),
                signed: BTreeMap::new(),
                back: None,
            }),
            ClearanceAct::Signed {
                ministry,
                as_substitute,
            } => {
                let signature = Signature {
                    by: *by,
                    as_substitute: *as_substitute,
                    at: *at,
                };
                if let Some(turn) = self.turns.last_mut() {
                    turn.signed.insert(*ministry, signature);
                }
            }
            ClearanceAct::Returned { ministry, .. } => self.come_back(Back::Returned(*ministry)),
            ClearanceAct::Recalled { .. } => self.come_back(Back::Recalled),
        }
    }

    fn come_back(&mut self, back: Back) {
        if let Some(turn) = self.turns.last_mut() {
            turn.back.get_or_insert(back);
        }
    }
}

/// The clearance of a working file, section by section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clearance(BTreeMap<SectionCode, SectionClearance>);

impl Clearance {
    /// What follows from everything that was done, in the order in which it was done.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a ClearanceEntry>) -> Self {
        let mut sections: BTreeMap<SectionCode, SectionClearance> = BTreeMap::new();
        for entry in entries {
            sections.entry(entry.section.clone()).or_default().take(entry);
        }
        Self(sections)
    }

    /// Of one section.
    pub fn section(&self, code: &SectionCode) -> &SectionClearance {
        self.0.get(code).unwrap_or(SectionClearance::NONE)
    }

    /// The sections that must be cleared before this can be filed, and are not; in order of code.
    pub fn uncleared(&self, preview: &Preview) -> Vec<SectionCode> {
        let matters = self.mattering(preview);
        let open = matters.filter(|(_, section, text)| section.status(text) != ClearanceStatus::Cleared);
        open.map(|(code, ..)| code.clone()).collect()
    }

    /// The stage of a working file that was never filed: cleared when every section is that has to be, in clearance when
    /// one is under way or cleared. Without anybody who signs it passes from drafting to cleared by itself.
    pub fn stage(&self, preview: &Preview) -> StageCode {
        let statuses: Vec<_> = (self.mattering(preview))
            .map(|(_, section, text)| section.status(&text))
            .collect();
        let is_cleared = |status: &ClearanceStatus| *status == ClearanceStatus::Cleared;
        let is_under_way = |status: &ClearanceStatus| matches!(status, ClearanceStatus::InClearance(_));
        if !statuses.is_empty() && statuses.iter().all(is_cleared) {
            StageCode::Cleared
        } else if statuses.iter().any(|status| is_cleared(status) || is_under_way(status)) {
            StageCode::InClearance
        } else {
            StageCode::Drafting
        }
    }

    fn mattering<'a>(
        &'a self,
        preview: &'a Preview,
    ) -> impl Iterator<Item = (&'a SectionCode, &'a SectionClearance, SectionText)> {
        (self.0.iter())
            .map(|(code, section)| (code, section, SectionText::of(preview, code)))
            .filter(|(_, section, text)| section.matters(text))
    }
}

/// A section as it lies before somebody who acts on its clearance.
#[derive(Clone, Copy, Debug)]
pub struct Lying<'a> {
    /// Who signs, and what they have done.
    pub clearance: &'a SectionClearance,
    /// What it would bring into a filing.
    pub text: &'a SectionText,
    /// Who changed an answer in it last.
    pub last_changed_by: Option<AccountId>,
}

impl<'a> Lying<'a> {
    /// A section of a working file whose answers are these.
    pub fn new(clearance: &'a SectionClearance, text: &'a SectionText, of: &SectionCode, answers: &[Answer]) -> Self {
        let here = answers.iter().filter(|answer| answer.question.section() == *of);
        let last = here.max_by_key(|answer| (answer.changed_at, &answer.question));
        Self {
            clearance,
            text,
            last_changed_by: last.map(|answer| answer.changed_by),
        }
    }
}

/// Why an act of clearance is not done.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ClearanceRefused {
    /// The round, the stage or the permit stands in the way.
    #[error(transparent)]
    Barred(#[from] Barred),
    /// The edition has no such section.
    #[error("there is no section {0}")]
    UnknownSection(SectionCode),
    /// The section lies with those who sign, or is cleared: recall it first.
    #[error("section {0} is in clearance or cleared")]
    Underway(SectionCode),
    /// The section does not lie with those who sign.
    #[error("section {0} is not in clearance")]
    NotUnderway(SectionCode),
    /// Nobody signs this section.
    #[error("nobody signs section {0}")]
    NoPath(SectionCode),
    /// Nothing would be different.
    #[error("nothing changes")]
    Unchanged,
    /// The section was sent again, or is another text, since this person had it before them.
    #[error("the section is not what was seen")]
    Moved {
        /// The last sending.
        turn: u32,
    },
    /// It is not this ministry's turn, or it has signed already.
    #[error("the signature of this ministry is not awaited")]
    NotAwaited(MinistryId),
    /// Who made the last change does not give the last signature, while the State keeps to four eyes.
    #[error("who made the last change must not give the last signature")]
    OwnWork,
}

/// Whether somebody may read the answers of a section: it is given to them, or was sent to them for a signature, or they
/// read the whole file.
pub fn reads_section(
    actor: &Actor,
    (state, section): (&StateCode, &SectionCode),
    assigned: Option<Assignee>,
    clearance: &SectionClearance,
) -> bool {
    let draft = ReadDraft {
        state: state.clone(),
        section: section.clone(),
        assigned,
    };
    let for_signature = |assigned| ReadForClearance {
        state: state.clone(),
        section: section.clone(),
        assigned: Some(assigned),
    };
    actor.may(&draft).is_ok() || (clearance.readers()).any(|reader| actor.may(&for_signature(reader)).is_ok())
}

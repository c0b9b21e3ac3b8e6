//! What is done to the clearance of a section.

use chrono::{DateTime, Utc};

use super::{ClearanceAct, ClearanceEntry, ClearanceRefused, ClearanceStatus, Lying, Path, SectionClearance, Turn};
use crate::access::{ArrangeClearance, Assignee, Clear, Permit, Recall, Return, SendToClearance, Writing};
use crate::id::{AccountId, MinistryId, SectionCode, StateCode, SubmissionId};
use crate::questionnaire::Edition;
use crate::submission::{Barred, Event, Happening, Of, Outcome, Remark, Round, Submission};

impl Submission {
    fn clears<A: Writing>(
        &self,
        of: (SubmissionId, &StateCode),
        round: &Round,
        now: DateTime<Utc>,
    ) -> Result<(), Barred> {
        self.is_subject(of.0, of.1, round)?;
        round.may_work(now)?;
        if self.stage.code().is_a_draft() {
            Ok(())
        } else {
            Err(self.barred::<A>())
        }
    }

    fn entered(&self, entry: ClearanceEntry, what: impl FnOnce(Of) -> Happening) -> Outcome<Vec<ClearanceEntry>> {
        let (by, at) = (entry.by, entry.at);
        let what = what(self.of());
        Outcome::new(vec![entry], Event { at, by, what })
    }

    /// Lays down who signs a section. Not while it lies with those who sign, so that no signature is passed by unseen.
    pub fn arrange_clearance(
        &self,
        permit: Permit<ArrangeClearance>,
        (round, edition): (&Round, &Edition),
        section: SectionCode,
        path: Path,
        lying: Lying<'_>,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Vec<ClearanceEntry>>, ClearanceRefused> {
        let (act, by) = permit.spend();
        self.clears::<ArrangeClearance>((act.submission, &act.state), round, now)?;
        if *edition.id() != self.edition {
            return Err(Barred::OtherSubject.into());
        }
        if edition.section(&section).is_none() {
            return Err(ClearanceRefused::UnknownSection(section));
        }
        if is_under_way(&lying) {
            return Err(ClearanceRefused::Underway(section));
        }
        if lying.clearance.path == path {
            return Err(ClearanceRefused::Unchanged);
        }
        let steps = path.0.clone();
        let entry = ClearanceEntry {
            section: section.clone(),
            turn: lying.clearance.turn(),
            by,
            at: now,
            act: ClearanceAct::Arranged(path),
        };
        Ok(self.entered(entry, |of| Happening::ClearanceArranged { of, section, steps }))
    }

    /// Names who may sign in the place of a ministry's own people, or nobody.
    pub fn name_substitute(
        &self,
        permit: Permit<ArrangeClearance>,
        round: &Round,
        (section, ministry): (SectionCode, MinistryId),
        substitute: Option<AccountId>,
        clearance: &SectionClearance,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Vec<ClearanceEntry>>, ClearanceRefused> {
        let (act, by) = permit.spend();
        self.clears::<ArrangeClearance>((act.submission, &act.state), round, now)?;
        if !clearance.path.names(ministry) {
            return Err(ClearanceRefused::NotAwaited(ministry));
        }
        if clearance.substitute(ministry) == substitute {
            return Err(ClearanceRefused::Unchanged);
        }
        let entry = ClearanceEntry {
            section: section.clone(),
            turn: clearance.turn(),
            by,
            at: now,
            act: ClearanceAct::Substituted {
                ministry,
                by: substitute,
            },
        };
        Ok(self.entered(entry, |of| Happening::SubstituteNamed {
            of,
            section,
            ministry,
            substitute,
        }))
    }

    /// Sends sections to those who sign; a permit for each. All of them or none.
    pub fn send_to_clearance<'a>(
        &self,
        permits: Vec<Permit<SendToClearance>>,
        round: &Round,
        lying: impl Fn(&SectionCode) -> Lying<'a>,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Vec<ClearanceEntry>>, ClearanceRefused> {
        let mut entries: Vec<ClearanceEntry> = Vec::with_capacity(permits.len());
        for permit in permits {
            let (act, by) = permit.spend();
            self.clears::<SendToClearance>((act.submission, &act.state), round, now)?;
            let section = act.section;
            let lying = lying(&section);
            if lying.clearance.path.is_empty() {
                return Err(ClearanceRefused::NoPath(section));
            }
            if is_under_way(&lying) || entries.iter().any(|entry| entry.section == section) {
                return Err(ClearanceRefused::Underway(section));
            }
            entries.push(ClearanceEntry {
                section,
                turn: lying.clearance.turn() + 1,
                by,
                at: now,
                act: ClearanceAct::Sent(lying.text.clone()),
            });
        }
        let Some(by) = entries.first().map(|entry| entry.by) else {
            return Err(ClearanceRefused::Unchanged);
        };
        let what = Happening::SentToClearance {
            of: self.of(),
            sections: sections_of(&entries),
        };
        Ok(Outcome::new(entries, Event { at: now, by, what }))
    }

    /// Signs a section for a ministry, as it was before the person in `turn`.
    pub fn sign(
        &self,
        permit: Permit<Clear>,
        round: &Round,
        ministry: MinistryId,
        turn: u32,
        lying: Lying<'_>,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Vec<ClearanceEntry>>, ClearanceRefused> {
        let (act, by) = permit.spend();
        self.clears::<Clear>((act.submission, &act.state), round, now)?;
        let as_substitute = holds(&lying, ministry, act.assigned)?;
        let section = act.section;
        let last = under_way(&lying, &section, turn)?;
        if !lying.clearance.awaited(last).contains(&ministry) {
            return Err(ClearanceRefused::NotAwaited(ministry));
        }
        let is_last = lying.clearance.missing(last) == 1;
        if self.four_eyes && is_last && self.is_work_of(by, lying.last_changed_by) {
            return Err(ClearanceRefused::OwnWork);
        }
        let entry = ClearanceEntry {
            section: section.clone(),
            turn,
            by,
            at: now,
            act: ClearanceAct::Signed {
                ministry,
                as_substitute,
            },
        };
        Ok(self.entered(entry, |of| Happening::SectionSigned {
            of,
            section,
            turn,
            ministry,
            as_substitute,
        }))
    }

    /// Returns a section to drafting, with a reason: a ministry whose turn it is or was.
    pub fn return_section(
        &self,
        permit: Permit<Return>,
        round: &Round,
        (ministry, turn): (MinistryId, u32),
        reason: Remark,
        lying: Lying<'_>,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Vec<ClearanceEntry>>, ClearanceRefused> {
        let (act, by) = permit.spend();
        self.clears::<Return>((act.submission, &act.state), round, now)?;
        holds(&lying, ministry, act.assigned)?;
        let section = act.section;
        let last = under_way(&lying, &section, turn)?;
        if !last.signed.contains_key(&ministry) && !lying.clearance.awaited(last).contains(&ministry) {
            return Err(ClearanceRefused::NotAwaited(ministry));
        }
        let entry = ClearanceEntry {
            section: section.clone(),
            turn,
            by,
            at: now,
            act: ClearanceAct::Returned { ministry, reason },
        };
        Ok(self.entered(entry, |of| Happening::SectionReturned {
            of,
            section,
            turn,
            ministry,
        }))
    }

    /// Takes sections back from those who sign, until they are filed. All of them or none.
    pub fn recall<'a>(
        &self,
        permit: Permit<Recall>,
        round: &Round,
        sections: Vec<SectionCode>,
        reason: Option<&Remark>,
        lying: impl Fn(&SectionCode) -> Lying<'a>,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Vec<ClearanceEntry>>, ClearanceRefused> {
        let (act, by) = permit.spend();
        self.clears::<Recall>((act.submission, &act.state), round, now)?;
        let mut entries: Vec<ClearanceEntry> = Vec::with_capacity(sections.len());
        for section in sections {
            let lying = lying(&section);
            if !is_under_way(&lying) || entries.iter().any(|entry| entry.section == section) {
                return Err(ClearanceRefused::NotUnderway(section));
            }
            entries.push(ClearanceEntry {
                section,
                turn: lying.clearance.turn(),
                by,
                at: now,
                act: ClearanceAct::Recalled {
                    reason: reason.cloned(),
                },
            });
        }
        if entries.is_empty() {
            return Err(ClearanceRefused::Unchanged);
        }
        let what = Happening::SectionsRecalled {
            of: self.of(),
            sections: sections_of(&entries),
        };
        Ok(Outcome::new(entries, Event { at: now, by, what }))
    }
}

fn sections_of(entries: &[ClearanceEntry]) -> Vec<SectionCode> {
    entries.iter().map(|entry| entry.section.clone()).collect()
}

fn is_under_way(lying: &Lying<'_>) -> bool {
    match lying.clearance.status(lying.text) {
        ClearanceStatus::InClearance(_) | ClearanceStatus::Cleared => true,
        ClearanceStatus::NotNeeded
        | ClearanceStatus::Drafting
        | ClearanceStatus::Back(_)
        | ClearanceStatus::Reopened => false,
    }
}

/// The turn that a person had before them, if it is still under way and still the same text.
fn under_way<'a>(lying: &Lying<'a>, section: &SectionCode, seen: u32) -> Result<&'a Turn, ClearanceRefused> {
    let turn = lying.clearance.turn();
    if seen != turn || lying.clearance.status(lying.text) == ClearanceStatus::Reopened {
        return Err(ClearanceRefused::Moved { turn });
    }
    lying
        .clearance
        .turns
        .last()
        .filter(|_| is_under_way(lying))
        .ok_or_else(|| ClearanceRefused::NotUnderway(section.clone()))
}

/// Whether the permit was given for the signature of this ministry, and whether to a substitute.
fn holds(lying: &Lying<'_>, ministry: MinistryId, assigned: Option<Assignee>) -> Result<bool, ClearanceRefused> {
    let assigned = assigned.filter(|assigned| lying.clearance.holders(ministry).any(|holder| holder == *assigned));
    match assigned {
        Some(Assignee::Ministry(_)) => Ok(false),
        Some(Assignee::Account(_)) => Ok(true),
        None => Err(Barred::OtherSubject.into()),
    }
}

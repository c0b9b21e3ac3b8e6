//! What becomes of a round after it was laid down: it is revised and called off while it is planned; its last day is moved
//! while it is open or closed; and it is archived.
//!
//! Filings keep what was judged of them when they were filed: what came late stays late when the round is extended afterwards.

use chrono::{DateTime, Utc};
use thiserror::Error;

use super::{Closing, Mandate, OpeningRefused, Round, RoundStage, check_period, ends_somewhere, fits};
use crate::access::{ArchiveRound, CancelRound, CloseRound, ExtendRound, Permit, ReviseRound};
use crate::id::{AccountId, RoundId};
use crate::language::Texts;
use crate::norm::{Norms, StateStatus};
use crate::questionnaire::Edition;
use crate::submission::{Event, Happening, Outcome};

/// What a planned round is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// What it is called.
    pub title: Texts,
    /// What it rests on.
    pub mandate: Mandate,
    /// When it opens.
    pub opens_at: DateTime<Utc>,
    /// Its last day.
    pub closing: Option<Closing>,
    /// The IANA zone in which days end.
    pub zone: String,
    /// When it becomes read only.
    pub archives_at: Option<DateTime<Utc>>,
    /// Whether observer States take part.
    pub observers: bool,
}

/// Why a round stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RoundRefused {
    /// The permit is for another round.
    #[error("the permit is for another round")]
    OtherRound,
    /// As it is to be, it could not have been opened.
    #[error(transparent)]
    Opening(#[from] OpeningRefused),
    /// Only a planned round is revised or called off.
    #[error("the round is not planned: it is {}", .0.code())]
    NotPlanned(RoundStage),
    /// Only what is open is closed.
    #[error("the round is not open: it is {}", .0.code())]
    NotOpen(RoundStage),
    /// Only what is open or closed is extended.
    #[error("the round is neither open nor closed: it is {}", .0.code())]
    NotUnderWay(RoundStage),
    /// It is archived, or has not opened.
    #[error("the round cannot be archived: it is {}", .0.code())]
    NotToArchive(RoundStage),
    /// There is no last day to move.
    #[error("the round has no last day")]
    NoLastDay,
    /// A round is extended to a later day.
    #[error("the day is not later than the last day of the round")]
    NotLater,
    /// A round is closed sooner than it would be.
    #[error("the day is not before the last day of the round")]
    NotSooner,
    /// The day is over.
    #[error("the day is over")]
    DayIsOver,
    /// It would be archived at an instant that has been.
    #[error("the round would have been archived in the past")]
    ArchivedInThePast,
    /// Nothing would be otherwise.
    #[error("nothing would change")]
    Unchanged,
}

impl Round {
    /// Revises a round that has not opened yet. Whom it invites stays: further States are invited by an act of their own.
    pub fn revise(
        self,
        permit: Permit<ReviseRound>,
        revision: Revision,
        edition: &Edition,
        norms: &Norms,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, RoundRefused> {
        let (ReviseRound { round }, by) = permit.spend();
        self.is_meant(round)?;
        match self.stage(now) {
            RoundStage::Planned => {}
            stage @ (RoundStage::Open | RoundStage::Closed | RoundStage::Archived) => {
                return Err(RoundRefused::NotPlanned(stage));
            }
        }
        revision.mandate.check(norms).map_err(OpeningRefused::from)?;
        fits(edition, &revision.mandate, &self.invited, revision.closing)?;
        check_period(revision.opens_at, revision.closing, revision.archives_at, now)?;
        if !revision.observers {
            let mut invited = self.invited.iter();
            if let Some(observer) = invited.find(|invited| invited.status == StateStatus::Observer) {
                return Err(OpeningRefused::NoObservers(observer.state.clone()).into());
            }
        }
        let before = self.clone();
        let mut state = Self {
            title: revision.title,
            mandate: revision.mandate,
            opens_at: revision.opens_at,
            closing: revision.closing,
            zone: revision.zone,
            archives_at: revision.archives_at,
            observers: revision.observers,
            ..self
        };
        if state == before {
            return Err(RoundRefused::Unchanged);
        }
        state.revision += 1;
        let what = Happening::RoundRevised {
            round,
            revision: state.revision,
        };
        Ok(happened(state, what, by, now))
    }

    /// Gives a round a later last day, also after it has closed and as long as it is not archived. Where it was to be archived
    /// before that, it is said anew when.
    pub fn extend(
        mut self,
        permit: Permit<ExtendRound>,
        closing: Closing,
        archives_at: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, RoundRefused> {
        let (ExtendRound { round }, by) = permit.spend();
        self.is_meant(round)?;
        match self.stage(now) {
            RoundStage::Open | RoundStage::Closed => {}
            stage @ (RoundStage::Planned | RoundStage::Archived) => return Err(RoundRefused::NotUnderWay(stage)),
        }
        let before = self.closing.ok_or(RoundRefused::NoLastDay)?;
        is_a_day_ahead(closing, now)?;
        if closing.at <= before.at {
            return Err(RoundRefused::NotLater);
        }
        if archives_at.is_some_and(|at| at <= closing.at) {
            return Err(OpeningRefused::ArchivedBeforeItCloses.into());
        }
        self.closing = Some(closing);
        self.archives_at = archives_at;
        self.revision += 1;
        let what = Happening::RoundExtended {
            round,
            from: before.on,
            to: closing.on,
        };
        Ok(happened(self, what, by, now))
    }

    /// Brings the last day of an open round forward, to today at the earliest: a day that people still work in is not ended
    /// under their hands.
    pub fn close(
        mut self,
        permit: Permit<CloseRound>,
        closing: Closing,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, RoundRefused> {
        let (CloseRound { round }, by) = permit.spend();
        self.is_meant(round)?;
        match self.stage(now) {
            RoundStage::Open => {}
            stage @ (RoundStage::Planned | RoundStage::Closed | RoundStage::Archived) => {
                return Err(RoundRefused::NotOpen(stage));
            }
        }
        is_a_day_ahead(closing, now)?;
        if self.closing.is_some_and(|before| closing.at >= before.at) {
            return Err(RoundRefused::NotSooner);
        }
        if self.archives_at.is_some_and(|at| at <= closing.at) {
            return Err(OpeningRefused::ArchivedBeforeItCloses.into());
        }
        let from = self.closing.map(|before| before.on);
        self.closing = Some(closing);
        self.revision += 1;
        let what = Happening::RoundClosed {
            round,
            from,
            to: closing.on,
        };
        Ok(happened(self, what, by, now))
    }

    /// Says when a round becomes read only: now or later, and after it has closed.
    pub fn archive(
        mut self,
        permit: Permit<ArchiveRound>,
        at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, RoundRefused> {
        let (ArchiveRound { round }, by) = permit.spend();
        self.is_meant(round)?;
        match self.stage(now) {
            RoundStage::Open | RoundStage::Closed => {}
            stage @ (RoundStage::Planned | RoundStage::Archived) => return Err(RoundRefused::NotToArchive(stage)),
        }
        if at < now {
            return Err(RoundRefused::ArchivedInThePast);
        }
        if at <= self.closing.map_or(self.opens_at, |closing| closing.at) {
            return Err(OpeningRefused::ArchivedBeforeItCloses.into());
        }
        if self.archives_at == Some(at) {
            return Err(RoundRefused::Unchanged);
        }
        self.archives_at = Some(at);
        self.revision += 1;
        Ok(happened(self, Happening::RoundArchived { round, at }, by, now))
    }

    /// Calls off a round that has not opened yet. Nobody reads it any more, and its key is never given again: it may have been
    /// cited.
    pub fn cancel(
        mut self,
        permit: Permit<CancelRound>,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Cancelled>, RoundRefused> {
        let (CancelRound { round }, by) = permit.spend();
        self.is_meant(round)?;
        match self.stage(now) {
            RoundStage::Planned => {}
            stage @ (RoundStage::Open | RoundStage::Closed | RoundStage::Archived) => {
                return Err(RoundRefused::NotPlanned(stage));
            }
        }
        self.revision += 1;
        let what = Happening::RoundCancelled {
            round,
            key: self.key.clone(),
        };
        let event = Event { at: now, by, what };
        Ok(Outcome::new(Cancelled { round: self, at: now }, event))
    }

    fn is_meant(&self, round: RoundId) -> Result<(), RoundRefused> {
        if round == self.id {
            Ok(())
        } else {
            Err(RoundRefused::OtherRound)
        }
    }
}

/// A round that was called off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cancelled {
    /// As it was.
    pub round: Round,
    /// When.
    pub at: DateTime<Utc>,
}

fn happened(state: Round, what: Happening, by: AccountId, now: DateTime<Utc>) -> Outcome<Round> {
    Outcome::new(state, Event { at: now, by, what })
}

fn is_a_day_ahead(closing: Closing, now: DateTime<Utc>) -> Result<(), RoundRefused> {
    if !ends_somewhere(closing) {
        return Err(OpeningRefused::NotTheEndOfThatDay(closing.on).into());
    }
    if closing.at <= now {
        return Err(RoundRefused::DayIsOver);
    }
    Ok(())
}

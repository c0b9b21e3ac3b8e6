//! The life of a need or an offer: drafted, released, closed or taken back.

use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::access::{
    ActKind, Actor, CloseNotice, DraftNotice, KeepOrganisationOffers, Permit, Refused, ReleaseNotice, Subject,
    WithdrawNotice, Writing,
};
use crate::capacity::{Content, Side};
use crate::id::{AccountId, NoticeId, OrganisationId, StateCode};
use crate::submission::{Event, Happening, Outcome, Visibility};

/// Whose a need or an offer is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// A State's.
    State(StateCode),
    /// The named unit's of an organisation: offers only.
    Organisation(OrganisationId),
}

impl Party {
    /// The State, if it is one.
    pub const fn state(&self) -> Option<&StateCode> {
        match self {
            Self::State(state) => Some(state),
            Self::Organisation(_) => None,
        }
    }

    /// The organisation, if it is one.
    pub const fn organisation(&self) -> Option<&OrganisationId> {
        match self {
            Self::State(_) => None,
            Self::Organisation(organisation) => Some(organisation),
        }
    }
}

/// What others read: a revision, since when, and who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// The revision that they read.
    pub revision: u32,
    /// Since when.
    pub at: DateTime<Utc>,
    /// Who reads it.
    pub visibility: Visibility,
}

/// Where a need or an offer stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoticeStage {
    /// Nobody else reads it yet.
    Drafted,
    /// Others read it. A newer revision may be in the making beside it.
    Released(Release),
    /// The need is met, or the offer closed; others read that it was there.
    Closed {
        /// What they read.
        release: Release,
        /// Since when it is so.
        at: DateTime<Utc>,
    },
    /// It was taken back: nobody else reads it any more.
    Withdrawn {
        /// When.
        at: DateTime<Utc>,
    },
}

impl NoticeStage {
    /// The code used in tables and messages.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Drafted => "drafted",
            Self::Released(_) => "released",
            Self::Closed { .. } => "closed",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }

    /// What others read, if they read anything.
    pub const fn release(&self) -> Option<&Release> {
        match self {
            Self::Released(release) | Self::Closed { release, .. } => Some(release),
            Self::Drafted | Self::Withdrawn { .. } => None,
        }
    }

    /// Since when it is met, closed or taken back; none while it goes on.
    pub const fn ended_at(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Closed { at, .. } | Self::Withdrawn { at } => Some(*at),
            Self::Drafted | Self::Released(_) => None,
        }
    }

    /// Whether it goes on.
    pub const fn is_going_on(&self) -> bool {
        match self {
            Self::Drafted | Self::Released(_) => true,
            Self::Closed { .. } | Self::Withdrawn { .. } => false,
        }
    }
}

/// What becomes of a need or an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeAct {
    /// It was drafted.
    Drafted,
    /// It was written anew.
    Revised,
    /// It was released, anew or to others.
    Released,
    /// It was met, or closed.
    Closed,
    /// It was taken back.
    Withdrawn,
}

impl NoticeAct {
    /// The code that the trail keeps beside the verb.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Drafted => "drafted",
            Self::Revised => "revised",
            Self::Released => "released",
            Self::Closed => "closed",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The act of the policy that it takes for a State's own.
    pub const fn of_state(self) -> ActKind {
        match self {
            Self::Drafted | Self::Revised => ActKind::DraftNotice,
            Self::Released => ActKind::ReleaseNotice,
            Self::Closed => ActKind::CloseNotice,
            Self::Withdrawn => ActKind::WithdrawNotice,
        }
    }
}

/// Why a need or an offer stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NoticeRefused {
    /// The permit is for something of another State or organisation.
    #[error("the permit is for something else")]
    AnotherPermit,
    /// An organisation has no needs.
    #[error("needs are States' own")]
    NeedsAreOfStates,
    /// A need does not become an offer, nor an offer a need.
    #[error("a need stays a need, and an offer an offer")]
    OtherSide,
    /// It was met, closed or taken back.
    #[error("it does not go on")]
    Over,
    /// Only what others read can be met or closed.
    #[error("it was not released")]
    NotReleased,
    /// Somebody wrote another revision meanwhile.
    #[error("it stands at revision {0}")]
    Moved(u32),
    /// It says what it says already, or is released so already.
    #[error("nothing would change")]
    Unchanged,
    /// The national team reads it anyway: that is no release.
    #[error("it would be released to nobody")]
    ToNobody,
}

/// The permit to write: for what is a State's, or for the offers of an organisation.
#[derive(Debug)]
#[must_use = "a permit does nothing until a transition spends it"]
pub enum Pen<A> {
    /// Of a State.
    State(Permit<A>),
    /// Of an organisation.
    Organisation(Permit<KeepOrganisationOffers>),
}

impl<A: Writing> Pen<A> {
    /// The permit, where the actor may do this with what is that party's.
    pub fn of(actor: &Actor, by: &Party, act: impl FnOnce(StateCode) -> A) -> Result<Self, Refused> {
        match by {
            Party::State(state) => actor.permit(act(state.clone())).map(Self::State),
            Party::Organisation(organisation) => {
                let organisation = organisation.clone();
                actor
                    .permit(KeepOrganisationOffers { organisation })
                    .map(Self::Organisation)
            }
        }
    }

    /// Whose things it is for, and who has it.
    fn spend(self) -> (Option<Party>, AccountId) {
        match self {
            Self::State(permit) => {
                let party = match permit.act().subject() {
                    Subject::State(state) => Some(Party::State(state.clone())),
                    Subject::Central | Subject::Section { .. } | Subject::Account(_) | Subject::Organisation(_) => None,
                };
                (party, permit.account())
            }
            Self::Organisation(permit) => {
                let (act, account) = permit.spend();
                (Some(Party::Organisation(act.organisation)), account)
            }
        }
    }
}

/// A need or an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its id.
    pub id: NoticeId,
    /// Whose it is.
    pub by: Party,
    /// What it says, in the revision that this reader reads.
    pub content: Content,
    /// Which revision that is. For its own people it is the newest.
    pub revision: u32,
    /// Where it stands.
    pub stage: NoticeStage,
    /// When it was drafted.
    pub drafted_at: DateTime<Utc>,
    /// When this revision was written.
    pub revised_at: DateTime<Utc>,
}

impl Notice {
    /// Drafts one.
    pub fn draft(
        pen: Pen<DraftNotice>,
        id: NoticeId,
        content: Content,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, NoticeRefused> {
        let (party, by) = pen.spend();
        let party = party.ok_or(NoticeRefused::AnotherPermit)?;
        if content.side() == Side::Need && party.organisation().is_some() {
            return Err(NoticeRefused::NeedsAreOfStates);
        }
        let notice = Self {
            id,
            by: party,
            content,
            revision: 1,
            stage: NoticeStage::Drafted,
            drafted_at: now,
            revised_at: now,
        };
        Ok(notice.happened(NoticeAct::Drafted, by, now))
    }

    /// Writes it anew, over the revision that its author has seen. What is released stays released as it was.
    pub fn revise(
        mut self,
        pen: Pen<DraftNotice>,
        seen: u32,
        content: Content,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, NoticeRefused> {
        let by = self.is_held_by(pen)?;
        self.is_at(seen)?;
        if content.side() != self.content.side() {
            return Err(NoticeRefused::OtherSide);
        }
        if content == self.content {
            return Err(NoticeRefused::Unchanged);
        }
        self.content = content;
        self.revision += 1;
        self.revised_at = now;
        Ok(self.happened(NoticeAct::Revised, by, now))
    }

    /// Releases the newest revision to those named, in the place of what was released before.
    pub fn release(
        mut self,
        pen: Pen<ReleaseNotice>,
        seen: u32,
        visibility: Visibility,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, NoticeRefused> {
        let by = self.is_held_by(pen)?;
        self.is_at(seen)?;
        match &visibility {
            Visibility::NationalTeam => return Err(NoticeRefused::ToNobody),
            Visibility::Audience(audience) if audience.is_empty() => return Err(NoticeRefused::ToNobody),
            Visibility::Secretariat | Visibility::Audience(_) | Visibility::MemberStates | Visibility::Public => {}
        }
        let release = Release {
            revision: self.revision,
            at: now,
            visibility,
        };
        let before = self.stage.release();
        if before.is_some_and(|it| (it.revision, &it.visibility) == (release.revision, &release.visibility)) {
            return Err(NoticeRefused::Unchanged);
        }
        self.stage = NoticeStage::Released(release);
        Ok(self.happened(NoticeAct::Released, by, now))
    }

    /// Says that the need is met, or that the offer is closed.
    pub fn close(mut self, pen: Pen<CloseNotice>, now: DateTime<Utc>) -> Result<Outcome<Self>, NoticeRefused> {
        let by = self.is_held_by(pen)?;
        let NoticeStage::Released(release) = self.stage else {
            return Err(NoticeRefused::NotReleased);
        };
        self.stage = NoticeStage::Closed { release, at: now };
        Ok(self.happened(NoticeAct::Closed, by, now))
    }

    /// Takes it back, released or not. Its revisions stay with whose it is.
    pub fn withdraw(mut self, pen: Pen<WithdrawNotice>, now: DateTime<Utc>) -> Result<Outcome<Self>, NoticeRefused> {
        let (party, by) = pen.spend();
        if party.as_ref() != Some(&self.by) {
            return Err(NoticeRefused::AnotherPermit);
        }
        match self.stage {
            NoticeStage::Withdrawn { .. } => return Err(NoticeRefused::Over),
            NoticeStage::Drafted | NoticeStage::Released(_) | NoticeStage::Closed { .. } => {}
        }
        self.stage = NoticeStage::Withdrawn { at: now };
        Ok(self.happened(NoticeAct::Withdrawn, by, now))
    }

    fn is_held_by<A: Writing>(&self, pen: Pen<A>) -> Result<AccountId, NoticeRefused> {
        let (party, by) = pen.spend();
        if party.as_ref() != Some(&self.by) {
            return Err(NoticeRefused::AnotherPermit);
        }
        if !self.stage.is_going_on() {
            return Err(NoticeRefused::Over);
        }
        Ok(by)
    }

    const fn is_at(&self, seen: u32) -> Result<(), NoticeRefused> {
        if seen == self.revision {
            Ok(())
        } else {
            Err(NoticeRefused::Moved(self.revision))
        }
    }

    fn happened(self, act: NoticeAct, by: AccountId, at: DateTime<Utc>) -> Outcome<Self> {
        let what = Happening::NoticeKept {
            notice: self.id,
            by: self.by.clone(),
            act,
            revision: self.revision,
        };
        Outcome {
            state: self,
            event: Event { at, by, what },
            problems: Vec::new(),
        }
    }
}

//! The life of a proposal: drafted, released version by version, closed or taken back.

use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::access::{ActKind, CloseProposal, DraftProposal, Permit, ReleaseProposal, WithdrawProposal};
use crate::id::{AccountId, ProposalId, StateCode};
use crate::language::Texts;
use crate::proposal::content::texts;
use crate::proposal::{Content, ContentRefused};
use crate::submission::{Event, Happening, Outcome, Visibility};

/// What was released: it never changes, nor who reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Which, from 1.
    pub number: u32,
    /// What it says.
    pub content: Content,
    /// What it changes; empty in the first.
    pub changes: Texts,
    /// Who reads it.
    pub visibility: Visibility,
    /// When it was released.
    pub released_at: DateTime<Utc>,
}

/// What the lead State is writing. Its own people alone read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Which text it is, from 1.
    pub revision: u32,
    /// What it says.
    pub content: Content,
    /// When it was written.
    pub written_at: DateTime<Utc>,
}

/// Where a proposal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposalStage {
    /// Nobody else reads it yet.
    Drafted,
    /// A version was released; States join and comment.
    Released,
    /// It is no longer put forward; what was released stays.
    Closed {
        /// Since when.
        at: DateTime<Utc>,
    },
    /// It was taken back; what was released stays, and says so.
    Withdrawn {
        /// Since when.
        at: DateTime<Utc>,
    },
}

impl ProposalStage {
    /// The code used in tables and messages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Drafted => "drafted",
            Self::Released => "released",
            Self::Closed { .. } => "closed",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }

    /// Since when it is closed or taken back.
    pub const fn ended_at(self) -> Option<DateTime<Utc>> {
        match self {
            Self::Closed { at } | Self::Withdrawn { at } => Some(at),
            Self::Drafted | Self::Released => None,
        }
    }
}

/// What becomes of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposalAct {
    /// It was drafted.
    Drafted,
    /// It was written anew.
    Revised,
    /// A version was released.
    Released,
    /// It was closed.
    Closed,
    /// It was taken back.
    Withdrawn,
}

impl ProposalAct {
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

    /// The act of the policy that it takes.
    pub const fn kind(self) -> ActKind {
        match self {
            Self::Drafted | Self::Revised => ActKind::DraftProposal,
            Self::Released => ActKind::ReleaseProposal,
            Self::Closed => ActKind::CloseProposal,
            Self::Withdrawn => ActKind::WithdrawProposal,
        }
    }
}

/// Why a proposal stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ProposalRefused {
    /// The permit is for something of another State.
    #[error("the permit is for something else")]
    AnotherPermit,
    /// It was closed or taken back.
    #[error("it does not go on")]
    Over,
    /// Only what others read can be closed.
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
    /// A further version says what it changes.
    #[error("it is not said what changed")]
    ChangesUnsaid,
    /// What is said to have changed cannot be said so.
    #[error(transparent)]
    Changes(#[from] ContentRefused),
}

/// A proposal, as far as its reader reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Its id.
    pub id: ProposalId,
    /// The State that leads it.
    pub lead: StateCode,
    /// Where it stands.
    pub stage: ProposalStage,
    /// When it was drafted.
    pub drafted_at: DateTime<Utc>,
    /// What is being written; none for whoever is not of the lead State.
    pub draft: Option<Draft>,
    /// The versions that this reader reads, the oldest first: all of them for the lead State.
    pub versions: Vec<Version>,
}

impl Proposal {
    /// Drafts one.
    pub fn draft(permit: Permit<DraftProposal>, id: ProposalId, content: Content, now: DateTime<Utc>) -> Outcome<Self> {
        let (act, by) = permit.spend();
        let proposal = Self {
            id,
            lead: act.state,
            stage: ProposalStage::Drafted,
            drafted_at: now,
            draft: Some(Draft {
                revision: 1,
                content,
                written_at: now,
            }),
            versions: Vec::new(),
        };
        proposal.happened(ProposalAct::Drafted, by, now)
    }

    /// The newest version that this reader reads.
    pub fn newest(&self) -> Option<&Version> {
        self.versions.last()
    }

    /// A version, if this reader reads it.
    pub fn version(&self, number: u32) -> Option<&Version> {
        self.versions.iter().find(|version| version.number == number)
    }

    /// What is read of it: for its own people what is being written, for others the newest version.
    pub fn content(&self) -> Option<&Content> {
        let draft = self.draft.as_ref().map(|draft| &draft.content);
        draft.or_else(|| self.newest().map(|version| &version.content))
    }

    /// Writes it anew, over the revision that its author has seen. What is released stays as it was.
    pub fn revise(
        mut self,
        permit: Permit<DraftProposal>,
        seen: u32,
        content: Content,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, ProposalRefused> {
        let (act, by) = permit.spend();
        let draft = self.held(&act.state, seen)?;
        if draft.content == content {
            return Err(ProposalRefused::Unchanged);
        }
        *draft = Draft {
            revision: seen + 1,
            content,
            written_at: now,
        };
        Ok(self.happened(ProposalAct::Revised, by, now))
    }

    /// Releases what is written as the next version, to those named.
    pub fn release(
        mut self,
        permit: Permit<ReleaseProposal>,
        seen: u32,
        changes: &Texts,
        visibility: Visibility,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, ProposalRefused> {
        let (act, by) = permit.spend();
        let content = self.held(&act.state, seen)?.content.clone();
        match &visibility {
            Visibility::NationalTeam => return Err(ProposalRefused::ToNobody),
            Visibility::Audience(audience) if audience.is_empty() => return Err(ProposalRefused::ToNobody),
            Visibility::Secretariat | Visibility::Audience(_) | Visibility::MemberStates | Visibility::Public => {}
        }
        let changes = texts("changes", changes, &content.title, Content::LONGEST_TEXT)?;
        let number = match self.newest() {
            Some(last) if last.content == content && last.visibility == visibility => {
                return Err(ProposalRefused::Unchanged);
            }
            Some(_) if changes.is_empty() => return Err(ProposalRefused::ChangesUnsaid),
            Some(last) => last.number + 1,
            None => 1,
        };
        self.stage = ProposalStage::Released;
        self.versions.push(Version {
            number,
            content,
            changes,
            visibility,
            released_at: now,
        });
        Ok(self.happened(ProposalAct::Released, by, now))
    }

    /// Says that it is no longer put forward. What was released stays to be read.
    pub fn close(
        mut self,
        permit: Permit<CloseProposal>,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, ProposalRefused> {
        let (act, by) = permit.spend();
        self.is_of(&act.state)?;
        match self.stage {
            ProposalStage::Drafted => return Err(ProposalRefused::NotReleased),
            ProposalStage::Closed { .. } | ProposalStage::Withdrawn { .. } => return Err(ProposalRefused::Over),
            ProposalStage::Released => {}
        }
        self.stage = ProposalStage::Closed { at: now };
        Ok(self.happened(ProposalAct::Closed, by, now))
    }

    /// Takes it back, released or not. What was released stays to be read, as taken back.
    pub fn withdraw(
        mut self,
        permit: Permit<WithdrawProposal>,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, ProposalRefused> {
        let (act, by) = permit.spend();
        self.is_of(&act.state)?;
        match self.stage {
            ProposalStage::Withdrawn { .. } => return Err(ProposalRefused::Over),
            ProposalStage::Drafted | ProposalStage::Released | ProposalStage::Closed { .. } => {}
        }
        self.stage = ProposalStage::Withdrawn { at: now };
        Ok(self.happened(ProposalAct::Withdrawn, by, now))
    }

    fn is_of(&self, state: &StateCode) -> Result<(), ProposalRefused> {
        if *state == self.lead {
            Ok(())
        } else {
            Err(ProposalRefused::AnotherPermit)
        }
    }

    /// The draft, where it goes on and stands where its author has seen it.
    fn held(&mut self, state: &StateCode, seen: u32) -> Result<&mut Draft, ProposalRefused> {
        self.is_of(state)?;
        match self.stage {
            ProposalStage::Closed { .. } | ProposalStage::Withdrawn { .. } => return Err(ProposalRefused::Over),
            ProposalStage::Drafted | ProposalStage::Released => {}
        }
        let draft = self.draft.as_mut().ok_or(ProposalRefused::AnotherPermit)?;
        if draft.revision == seen {
            Ok(draft)
        } else {
            Err(ProposalRefused::Moved(draft.revision))
        }
    }

    fn happened(self, act: ProposalAct, by: AccountId, at: DateTime<Utc>) -> Outcome<Self> {
        let what = Happening::ProposalKept {
            state: self.lead.clone(),
            proposal: self.id,
            act,
            revision: self.draft.as_ref().map_or(0, |draft| draft.revision),
            version: self.newest().map(|version| version.number),
        };
        Outcome {
            state: self,
            event: Event { at, by, what },
            problems: Vec::new(),
        }
    }
}

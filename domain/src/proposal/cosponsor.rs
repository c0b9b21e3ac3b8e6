//! Co-sponsors: States that put their own names under a version of another's proposal.

use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::access::{CosponsorProposal, Permit};
use crate::id::{ProposalId, StateCode};
use crate::proposal::{Proposal, ProposalStage};
use crate::submission::{Event, Happening, Outcome};

/// The name of a State under a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosponsorship {
    /// The proposal.
    pub proposal: ProposalId,
    /// The version that it joined. The name does not go over to a later one.
    pub version: u32,
    /// The State.
    pub state: StateCode,
    /// Since when.
    pub joined_at: DateTime<Utc>,
}

/// A State takes its name away, from every version that it joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaving {
    /// The proposal.
    pub proposal: ProposalId,
    /// The State.
    pub state: StateCode,
    /// When.
    pub left_at: DateTime<Utc>,
}

/// Why a State does not join or leave so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CosponsorRefused {
    /// It leads the proposal.
    #[error("the lead State is no co-sponsor")]
    Lead,
    /// It was closed or taken back, or not released.
    #[error("it does not go on")]
    Over,
    /// There is no such version for this State.
    #[error("there is no such version")]
    NoVersion,
    /// A later version is there.
    #[error("the version {0} is newer")]
    Superseded(u32),
    /// Its name stands there already.
    #[error("it co-sponsors that version")]
    Already,
    /// Its name stands nowhere.
    #[error("it co-sponsors no version")]
    NotThere,
}

impl Cosponsorship {
    /// Puts the name of the permit's State under the newest version that this State reads; `names` stand there already.
    pub fn join(
        permit: Permit<CosponsorProposal>,
        proposal: &Proposal,
        version: u32,
        names: &[Self],
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, CosponsorRefused> {
        let (act, by) = permit.spend();
        if act.state == proposal.lead {
            return Err(CosponsorRefused::Lead);
        }
        proposal.version(version).ok_or(CosponsorRefused::NoVersion)?;
        if proposal.stage != ProposalStage::Released {
            return Err(CosponsorRefused::Over);
        }
        if let Some(newest) = proposal.newest().filter(|newest| newest.number != version) {
            return Err(CosponsorRefused::Superseded(newest.number));
        }
        if (names.iter()).any(|name| (&name.state, name.version) == (&act.state, version)) {
            return Err(CosponsorRefused::Already);
        }
        let what = Happening::Cosponsored {
            state: act.state.clone(),
            proposal: proposal.id,
            version: Some(version),
        };
        Ok(Outcome {
            state: Self {
                proposal: proposal.id,
                version,
                state: act.state,
                joined_at: now,
            },
            event: Event { at: now, by, what },
            problems: Vec::new(),
        })
    }
}

impl Leaving {
    /// Takes the name of the permit's State away, whatever became of the proposal.
    pub fn leave(
        permit: Permit<CosponsorProposal>,
        proposal: &Proposal,
        names: &[Cosponsorship],
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, CosponsorRefused> {
        let (act, by) = permit.spend();
        if !names.iter().any(|name| name.state == act.state) {
            return Err(CosponsorRefused::NotThere);
        }
        let what = Happening::Cosponsored {
            state: act.state.clone(),
            proposal: proposal.id,
            version: None,
        };
        Ok(Outcome {
            state: Self {
                proposal: proposal.id,
                state: act.state,
                left_at: now,
            },
            event: Event { at: now, by, what },
            problems: Vec::new(),
        })
    }
}

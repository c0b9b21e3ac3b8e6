//! A round: an edition opened to States for a period under a mandate.

mod keeping;

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use thiserror::Error;

use crate::access::{InviteStates, OpenRound, Permit};
use crate::id::{EditionId, M49Code, OrganisationId, ProvisionId, RoundId, RoundKey, StateCode, Symbol};
use crate::language::Texts;
use crate::norm::{Adoption, Norms, ProvisionKind, RegionalGroup, StateStatus};
use crate::questionnaire::{Edition, Opens};
use crate::submission::{Event, Happening, Outcome};

pub use keeping::{Cancelled, Revision, RoundRefused};

/// What a round rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mandate {
    /// An operative paragraph of an adopted text.
    OperativeParagraph(ProvisionId),
    /// A recommendation of a report, by force of the decision or resolution that endorsed it.
    Endorsed {
        /// The recommendation.
        recommendation: ProvisionId,
        /// What endorsed it.
        by: Endorsement,
    },
    /// The State asks for it itself: nobody is invited, and there is no denominator.
    OwnRequest,
}

/// What endorsed the recommendation of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Endorsement {
    /// An operative paragraph of an adopted text.
    Provision(ProvisionId),
    /// A resolution or decision whose text is not kept here.
    Document(Symbol),
}

/// Why a mandate does not carry a round.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MandateRefused {
    /// There is no such provision.
    #[error("there is no provision {0}")]
    UnknownProvision(ProvisionId),
    /// There is no such document.
    #[error("there is no document {0}")]
    UnknownDocument(Symbol),
    /// The text is not in force: a draft or a circulated text, or a report whose endorsement is not named.
    #[error("{provision} is not in force by itself: its text is {}", .adoption.code())]
    NotInForce {
        /// The provision.
        provision: ProvisionId,
        /// What became of its text.
        adoption: Adoption,
    },
    /// A preambular paragraph asks for nothing.
    #[error("{0} is not an operative paragraph")]
    NotOperative(ProvisionId),
    /// Only the recommendation of a report is endorsed by something else.
    #[error("{provision} is not the recommendation of a report: its text is {}", .adoption.code())]
    NotARecommendation {
        /// The provision.
        provision: ProvisionId,
        /// What became of its text.
        adoption: Adoption,
    },
    /// Only a resolution or decision endorses.
    #[error("{0} is neither a resolution nor a decision")]
    NotADecision(Symbol),
}

impl Mandate {
    /// Whether the mandate carries a round: what it names exists and is in force.
    pub fn check(&self, norms: &Norms) -> Result<(), MandateRefused> {
        match self {
            Self::OwnRequest => Ok(()),
            Self::OperativeParagraph(provision) => in_force(norms, provision),
            Self::Endorsed { recommendation, by } => {
                match adoption(norms, recommendation)? {
                    Adoption::ExpertReport | Adoption::WorkingGroupConsensus => {}
                    adoption @ (Adoption::Adopted | Adoption::Draft | Adoption::Circulated) => {
                        let provision = recommendation.clone();
                        return Err(MandateRefused::NotARecommendation { provision, adoption });
                    }
                }
                match by {
                    Endorsement::Provision(provision) => in_force(norms, provision),
                    Endorsement::Document(symbol) => endorses(norms, symbol),
                }
            }
        }
    }
}

fn adoption(norms: &Norms, provision: &ProvisionId) -> Result<Adoption, MandateRefused> {
    norms
        .provision(provision)
        .and_then(|provision| norms.instrument(&provision.instrument))
        .map(|instrument| instrument.adoption)
        .ok_or_else(|| MandateRefused::UnknownProvision(provision.clone()))
}

fn in_force(norms: &Norms, id: &ProvisionId) -> Result<(), MandateRefused> {
    let adoption = adoption(norms, id)?;
    let provision = id.clone();
    match adoption {
        Adoption::Adopted if norms.provision(id).is_some_and(|p| p.kind == ProvisionKind::Preamble) => {
            Err(MandateRefused::NotOperative(provision))
        }
        Adoption::Adopted => Ok(()),
        Adoption::Draft | Adoption::Circulated | Adoption::ExpertReport | Adoption::WorkingGroupConsensus => {
            Err(MandateRefused::NotInForce { provision, adoption })
        }
    }
}

fn endorses(norms: &Norms, symbol: &Symbol) -> Result<(), MandateRefused> {
    let document = norms
        .document(symbol)
        .ok_or_else(|| MandateRefused::UnknownDocument(symbol.clone()))?;
    if ["resolution", "decision"].contains(&document.kind.as_str()) {
        Ok(())
    } else {
        Err(MandateRefused::NotADecision(symbol.clone()))
    }
}

/// An invited State with the groups that it belonged to at the opening. All of them together are the denominator of
/// every figure of the round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// The State.
    pub state: StateCode,
    /// Member or observer; observers are shown apart, never in a regional sum.
    pub status: StateStatus,
    /// Its regional group.
    pub regional_group: RegionalGroup,
    /// The M49 areas that it lies in.
    pub areas: BTreeSet<M49Code>,
    /// Whether it is a least developed country.
    pub ldc: bool,
    /// Whether it is a landlocked developing country.
    pub lldc: bool,
    /// Whether it is a small island developing State.
    pub sids: bool,
    /// The organisations that it is a member of.
    pub organisations: BTreeSet<OrganisationId>,
}

/// The last day of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closing {
    /// The day.
    pub on: NaiveDate,
    /// 24:00 of that day in the round's zone, computed at the edge, where the rules of zones are known.
    pub at: DateTime<Utc>,
}

/// What is asked for when a round is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The key that people cite.
    pub key: RoundKey,
    /// What it is called.
    pub title: Texts,
    /// What it rests on.
    pub mandate: Mandate,
    /// When it opens; none means at once.
    pub opens_at: Option<DateTime<Utc>>,
    /// Its last day. Only a round at the State's own request may have none.
    pub closing: Option<Closing>,
    /// The IANA zone in which days end, `America/New_York`.
    pub zone: String,
    /// When it becomes read only.
    pub archives_at: Option<DateTime<Utc>>,
    /// Whether observer States take part.
    pub observers: bool,
    /// The States invited.
    pub invited: Vec<Invited>,
}

/// Why a round is not opened, or a State not invited.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OpeningRefused {
    /// The permit is for another round.
    #[error("the permit is for another round")]
    OtherRound,
    /// The mandate does not carry it.
    #[error(transparent)]
    Mandate(#[from] MandateRefused),
    /// The edition is answered at the State's own request and the mandate is another, or the other way round.
    #[error("this edition and this mandate do not belong together: one of them is for the State's own request")]
    OwnRequest,
    /// At the State's own request nobody is invited.
    #[error("nobody is invited to a round at the State's own request")]
    NobodyIsInvited,
    /// A round that States are invited to invites at least one.
    #[error("no State is invited")]
    NoInvitation,
    /// A round that States are invited to has a last day.
    #[error("the round has no last day")]
    NoClosing,
    /// It would open before now.
    #[error("the round would open in the past")]
    OpensInThePast,
    /// It would close before it opens, or has.
    #[error("the round would close before it opens")]
    ClosesBeforeItOpens,
    /// The instant is not the end of that day in any zone.
    #[error("the closing instant is not the end of {0} in any zone")]
    NotTheEndOfThatDay(NaiveDate),
    /// It would be archived before it closes.
    #[error("the round would be archived before it closes")]
    ArchivedBeforeItCloses,
    /// A State stands twice.
    #[error("{0} is invited twice")]
    InvitedTwice(StateCode),
    /// An observer State, and the round has none.
    #[error("{0} is an observer State, and the round admits none")]
    NoObservers(StateCode),
    /// The list is frozen.
    #[error("the round has opened: its list of invited States is frozen")]
    Frozen,
}

/// An edition opened to States for a period under a mandate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Its id.
    pub id: RoundId,
    /// The key that people cite.
    pub key: RoundKey,
    /// What it is called.
    pub title: Texts,
    /// The edition that is answered.
    pub edition: EditionId,
    /// What it rests on.
    pub mandate: Mandate,
    /// When it opens.
    pub opens_at: DateTime<Utc>,
    /// Its last day, if it has one.
    pub closing: Option<Closing>,
    /// The IANA zone in which days end.
    pub zone: String,
    /// When it becomes read only.
    pub archives_at: Option<DateTime<Utc>>,
    /// Whether observer States take part.
    pub observers: bool,
    /// The States invited, in order of code, with their groups: frozen when the round opens.
    pub invited: Vec<Invited>,
    /// Counts its changes, from 1.
    pub revision: u32,
}

/// Where a round stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoundStage {
    /// Not open yet.
    Planned,
    /// Open.
    Open,
    /// After its last day: everything goes on, marked late.
    Closed,
    /// Read only, apart from withdrawal.
    Archived,
}

impl RoundStage {
    /// Every stage in order.
    pub const ALL: [Self; 4] = [Self::Planned, Self::Open, Self::Closed, Self::Archived];

    /// The code used in messages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Archived => "archived",
        }
    }
}

/// Whether something was done after the last day. Only the State and the secretariat see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lateness {
    /// By the last day.
    InTime,
    /// After it.
    Late,
}

/// The round is not at a stage at which this can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Error)]
pub enum Shut {
    /// Not open yet.
    #[error("the round has not opened yet")]
    Planned,
    /// Read only.
    #[error("the round is archived")]
    Archived,
}

impl Round {
    /// Opens a round, now or at a later instant; until then States can still be invited.
    pub fn open(
        permit: Permit<OpenRound>,
        opening: Opening,
        edition: &Edition,
        norms: &Norms,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, OpeningRefused> {
        let (act, by) = permit.spend();
        opening.mandate.check(norms)?;
        fits(edition, &opening.mandate, &opening.invited, opening.closing)?;
        let opens_at = opening.opens_at.unwrap_or(now);
        check_period(opens_at, opening.closing, opening.archives_at, now)?;
        let mut round = Self {
            id: act.round,
            key: opening.key,
            title: opening.title,
            edition: edition.id().clone(),
            mandate: opening.mandate,
            opens_at,
            closing: opening.closing,
            zone: opening.zone,
            archives_at: opening.archives_at,
            observers: opening.observers,
            invited: Vec::new(),
            revision: 1,
        };
        round.add(opening.invited)?;
        let what = Happening::RoundOpened {
            round: round.id,
            key: round.key.clone(),
            edition: round.edition.clone(),
            invited: round.invited.iter().map(|invited| invited.state.clone()).collect(),
        };
        Ok(Outcome::new(round, Event { at: now, by, what }))
    }

    /// Invites further States to a round that has not opened yet.
    pub fn invite(
        mut self,
        permit: Permit<InviteStates>,
        states: Vec<Invited>,
        now: DateTime<Utc>,
    ) -> Result<Outcome<Self>, OpeningRefused> {
        let (act, by) = permit.spend();
        if act.round != self.id {
            return Err(OpeningRefused::OtherRound);
        }
        if self.mandate == Mandate::OwnRequest {
            return Err(OpeningRefused::NobodyIsInvited);
        }
        if self.stage(now) != RoundStage::Planned {
            return Err(OpeningRefused::Frozen);
        }
        if states.is_empty() {
            return Err(OpeningRefused::NoInvitation);
        }
        let what = Happening::StatesInvited {
            round: self.id,
            invited: states.iter().map(|invited| invited.state.clone()).collect(),
        };
        self.add(states)?;
        self.revision += 1;
        Ok(Outcome::new(self, Event { at: now, by, what }))
    }

    fn add(&mut self, states: Vec<Invited>) -> Result<(), OpeningRefused> {
        for invited in states {
            match (invited.status, self.observers) {
                (StateStatus::Observer, false) => return Err(OpeningRefused::NoObservers(invited.state)),
                (StateStatus::Observer, true) | (StateStatus::Member, _) => {}
            }
            match self.invited.binary_search_by(|other| other.state.cmp(&invited.state)) {
                Ok(_) => return Err(OpeningRefused::InvitedTwice(invited.state)),
                Err(place) => self.invited.insert(place, invited),
            }
        }
        Ok(())
    }

    /// Where the round stands at `now`. It opens, closes and is archived at its instants.
    pub fn stage(&self, now: DateTime<Utc>) -> RoundStage {
        if now < self.opens_at {
            RoundStage::Planned
        } else if self.archives_at.is_some_and(|at| at <= now) {
            RoundStage::Archived
        } else if self.closing.is_some_and(|closing| closing.at <= now) {
            RoundStage::Closed
        } else {
            RoundStage::Open
        }
    }

    /// Whether working files can be opened, changed, filed and amended at `now`, and whether that is late.
    pub fn may_work(&self, now: DateTime<Utc>) -> Result<Lateness, Shut> {
        match self.stage(now) {
            RoundStage::Planned => Err(Shut::Planned),
            RoundStage::Open => Ok(Lateness::InTime),
            RoundStage::Closed => Ok(Lateness::Late),
            RoundStage::Archived => Err(Shut::Archived),
        }
    }

    /// Whether filings can be withdrawn at `now`: as long as there can be any.
    pub fn may_withdraw(&self, now: DateTime<Utc>) -> Result<(), Shut> {
        match self.stage(now) {
            RoundStage::Planned => Err(Shut::Planned),
            RoundStage::Open | RoundStage::Closed | RoundStage::Archived => Ok(()),
        }
    }

    /// The invitation of a State, if it has one.
    pub fn invitation(&self, state: &StateCode) -> Option<&Invited> {
        self.invited
            .binary_search_by(|invited| invited.state.cmp(state))
            .ok()
            .map(|place| &self.invited[place])
    }

    /// Whether a State can take part: it is invited, or the round is at the State's own request and observers, if it is
    /// one, are admitted.
    pub fn admits(&self, state: &StateCode, status: StateStatus) -> bool {
        match (&self.mandate, status) {
            (Mandate::OwnRequest, StateStatus::Member) => true,
            (Mandate::OwnRequest, StateStatus::Observer) => self.observers,
            (Mandate::OperativeParagraph(_) | Mandate::Endorsed { .. }, _) => self.invitation(state).is_some(),
        }
    }
}

/// Whether an edition, a mandate, who is invited and a last day belong together.
fn fits(
    edition: &Edition,
    mandate: &Mandate,
    invited: &[Invited],
    closing: Option<Closing>,
) -> Result<(), OpeningRefused> {
    match (edition.opens(), *mandate == Mandate::OwnRequest) {
        (Opens::OwnRequest, true) if invited.is_empty() => Ok(()),
        (Opens::OwnRequest, true) => Err(OpeningRefused::NobodyIsInvited),
        (Opens::Round, false) if invited.is_empty() => Err(OpeningRefused::NoInvitation),
        (Opens::Round, false) if closing.is_none() => Err(OpeningRefused::NoClosing),
        (Opens::Round, false) => Ok(()),
        (Opens::OwnRequest, false) | (Opens::Round, true) => Err(OpeningRefused::OwnRequest),
    }
}

fn check_period(
    opens_at: DateTime<Utc>,
    closing: Option<Closing>,
    archives_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<(), OpeningRefused> {
    if opens_at < now {
        return Err(OpeningRefused::OpensInThePast);
    }
    if let Some(closing) = closing {
        if closing.at <= opens_at {
            return Err(OpeningRefused::ClosesBeforeItOpens);
        }
        if !ends_somewhere(closing) {
            return Err(OpeningRefused::NotTheEndOfThatDay(closing.on));
        }
    }
    let ends = closing.map_or(opens_at, |closing| closing.at);
    if archives_at.is_some_and(|at| at <= ends) {
        return Err(OpeningRefused::ArchivedBeforeItCloses);
    }
    Ok(())
}

/// Whether the day ends at that instant in some zone; civil time is at most 12 hours behind and 14 ahead of UTC.
fn ends_somewhere(closing: Closing) -> bool {
    let Some(next) = closing.on.checked_add_days(Days::new(1)) else {
        return false;
    };
    let after_midnight = closing.at - next.and_time(NaiveTime::MIN).and_utc();
    (TimeDelta::hours(-14)..=TimeDelta::hours(12)).contains(&after_midnight)
}

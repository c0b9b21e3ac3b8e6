//! Which offers meet which needs, with the reasons shown.

use std::sync::Arc;

use async_graphql::{Enum, SimpleObject};
use domain::capacity::{CAPABILITY_KINDS, Match, Notice, Reason, Side, Taker, matching};
use domain::submission::Invited;

use crate::graphql::call::Call;
use crate::graphql::capacity::notice::{Need, Offer};
use crate::graphql::fault::Fault;
use crate::graphql::norm::{Provision, Relation, Term, term};
use crate::graphql::state::State;
use crate::graphql::text::LanguageCode;

/// What sort of reason it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum MatchReasonCode {
    /// Both are of one kind of capability: `term`.
    Kind,
    /// Both serve one provision: `provision`.
    Provision,
    /// The need serves `provision`, which the crosswalk relates by `relation` to one that the offer serves.
    RelatedProvision,
    /// Both are on one theme: `term`.
    Theme,
    /// Help is given in a language in which it can be taken: `language`.
    Language,
    /// The offer is open to every State.
    OpenToAll,
    /// The offer is open to a group that the State belongs to: `group`.
    OpenToGroup,
    /// The offer names the State: `state`.
    OpenToState,
}

/// One reason why an offer meets a need.
#[derive(SimpleObject)]
pub struct MatchReason {
    /// What sort of reason it is; it says which of the fields is there.
    code: MatchReasonCode,
    /// The kind of capability, or the theme.
    term: Option<Term>,
    /// The provision that the need serves.
    provision: Option<Provision>,
    /// How it stands to the provision that the offer serves.
    relation: Option<Relation>,
    /// The language.
    language: Option<LanguageCode>,
    /// The group: `regional:african`, `m49:002`, `ldc`, `lldc`, `sids`, `organisation:au`.
    group: Option<String>,
    /// The State.
    state: Option<State>,
}

impl MatchReason {
    fn of(code: MatchReasonCode) -> Self {
        Self {
            code,
            term: None,
            provision: None,
            relation: None,
            language: None,
            group: None,
            state: None,
        }
    }

    fn new(call: &Call, reason: &Reason) -> Self {
        let world = call.world();
        match reason {
            Reason::Kind(kind) => Self {
                term: Some(term(call, CAPABILITY_KINDS, kind.as_str())),
                ..Self::of(MatchReasonCode::Kind)
            },
            Reason::Provision(id) => Self {
                provision: Provision::find(world, id),
                ..Self::of(MatchReasonCode::Provision)
            },
            Reason::Related { relation, needed, .. } => Self {
                provision: Provision::find(world, needed),
                relation: Relation::find(world, relation, needed),
                ..Self::of(MatchReasonCode::RelatedProvision)
            },
            Reason::Theme(theme) => Self {
                term: Some(term(call, "themes", theme.as_str())),
                ..Self::of(MatchReasonCode::Theme)
            },
            Reason::Language(language) => Self {
                language: Some((*language).into()),
                ..Self::of(MatchReasonCode::Language)
            },
            Reason::OpenToAll => Self::of(MatchReasonCode::OpenToAll),
            Reason::OpenToGroup(group) => Self {
                group: Some(group.code()),
                ..Self::of(MatchReasonCode::OpenToGroup)
            },
            Reason::OpenToState(state) => Self {
                state: State::find(world, state),
                ..Self::of(MatchReasonCode::OpenToState)
            },
        }
    }

    fn all(call: &Call, reasons: &Match) -> Vec<Self> {
        reasons.iter().map(|reason| Self::new(call, reason)).collect()
    }
}

/// An offer that meets a need.
#[derive(SimpleObject)]
pub struct OfferMatch {
    /// The offer.
    offer: Offer,
    /// Every reason.
    reasons: Vec<MatchReason>,
}

impl OfferMatch {
    pub(super) fn key(&self) -> String {
        self.offer.key()
    }
}

/// A need that an offer meets.
#[derive(SimpleObject)]
pub struct NeedMatch {
    /// The need.
    need: Need,
    /// Every reason.
    reasons: Vec<MatchReason>,
}

impl NeedMatch {
    pub(super) fn key(&self) -> String {
        self.need.key()
    }
}

/// The State of a need with the groups that it belongs to today.
pub(super) fn taker(call: &Call, need: &Notice) -> Option<Invited> {
    call.world().invited(need.by.state()?, call.now().date_naive())
}

/// Why an offer meets a need of a State, as both are read here.
pub(super) fn reasons(call: &Call, state: &Invited, need: &Notice, offer: &Notice) -> Option<Match> {
    if !need.stage.is_going_on() || !offer.stage.is_going_on() {
        return None;
    }
    let on = call.now().date_naive();
    let offered = (&offer.by, &offer.content);
    matching(&call.world().norms, Taker { state, on }, &need.content, offered)
}

/// The offers that meet a need, as far as the caller reads them.
pub(super) async fn offers_meeting(call: &Call, need: &Notice) -> Result<Vec<OfferMatch>, Fault> {
    // Offers end on their last day, which no cache is told of.
    call.keep_to_oneself();
    let Some(state) = taker(call, need) else {
        return Ok(Vec::new());
    };
    let offers = call.loaders().notices(call, Side::Offer).await?;
    let found = offers.iter().filter_map(|offer| {
        let reasons = reasons(call, &state, need, offer)?;
        Some(OfferMatch {
            offer: Offer::new(Arc::clone(offer)),
            reasons: MatchReason::all(call, &reasons),
        })
    });
    Ok(found.collect())
}

/// The needs that an offer meets, as far as the caller reads them.
pub(super) async fn needs_met(call: &Call, offer: &Notice) -> Result<Vec<NeedMatch>, Fault> {
    call.keep_to_oneself();
    let needs = call.loaders().notices(call, Side::Need).await?;
    let found = needs.iter().filter_map(|need| {
        let reasons = reasons(call, &taker(call, need)?, need, offer)?;
        Some(NeedMatch {
            need: Need::new(Arc::clone(need)),
            reasons: MatchReason::all(call, &reasons),
        })
    });
    Ok(found.collect())
}

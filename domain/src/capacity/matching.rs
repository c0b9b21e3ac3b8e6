//! Which offer meets which need, and why. There is no score: an offer meets a need or does not, and says by what.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::capacity::{Content, OTHER, Party};
use crate::id::{ProvisionId, RelationId, StateCode, Term, Theme};
use crate::language::Language;
use crate::norm::{Norms, RelationReading};
use crate::report::Group;
use crate::submission::Invited;

/// One reason why an offer meets a need.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Both are of this kind of capability.
    Kind(Term),
    /// Both serve this provision.
    Provision(ProvisionId),
    /// They serve provisions that the crosswalk relates by one step.
    Related {
        /// The relation.
        relation: RelationId,
        /// What the need serves.
        needed: ProvisionId,
        /// What the offer serves.
        offered: ProvisionId,
        /// How what the need serves stands to what the offer serves.
        reading: RelationReading,
    },
    /// Both are on this theme.
    Theme(Theme),
    /// Help is given in this language, in which it can be taken.
    Language(Language),
    /// The offer is open to every State.
    OpenToAll,
    /// The offer is open to a group that the State belongs to.
    OpenToGroup(Group),
    /// The offer names the State.
    OpenToState(StateCode),
}

impl Reason {
    /// Whether it is about what is needed, and so makes a match by itself. Being open to a State, and a common language, do
    /// not: they stand beside.
    pub const fn is_of_substance(&self) -> bool {
        match self {
            Self::Kind(_) | Self::Provision(_) | Self::Related { .. } | Self::Theme(_) => true,
            Self::Language(_) | Self::OpenToAll | Self::OpenToGroup(_) | Self::OpenToState(_) => false,
        }
    }
}

/// Why an offer meets a need: every reason, in the order in which they are declared.
pub type Match = Vec<Reason>;

/// A State that needs something, with the groups that it belongs to on a day.
#[derive(Clone, Copy, Debug)]
pub struct Taker<'a> {
    /// The State.
    pub state: &'a Invited,
    /// The day.
    pub on: NaiveDate,
}

/// Why an offer meets a need; none where it does not. It does where it is somebody else's, is not over, is open to the
/// State, and both are of one kind of capability, serve one provision or two that the crosswalk relates by one step, or are on
/// one theme.
pub fn matching(norms: &Norms, taker: Taker<'_>, need: &Content, (by, offer): (&Party, &Content)) -> Option<Match> {
    let terms = offer.terms.as_ref()?;
    if by.state() == Some(&taker.state.state) || !terms.is_open_on(taker.on) || !terms.open_to.admits(taker.state) {
        return None;
    }
    let mut reasons = BTreeSet::new();
    if need.kind == offer.kind && need.kind.as_str() != OTHER {
        reasons.insert(Reason::Kind(need.kind.clone()));
    }
    for needed in &need.provisions {
        if offer.provisions.contains(needed) {
            reasons.insert(Reason::Provision(needed.clone()));
        }
        for (relation, offered, reading) in norms.relations_of(needed) {
            if offer.provisions.contains(offered) {
                reasons.insert(Reason::Related {
                    relation: relation.id.clone(),
                    needed: needed.clone(),
                    offered: offered.clone(),
                    reading,
                });
            }
        }
    }
    reasons.extend(need.themes.intersection(&offer.themes).cloned().map(Reason::Theme));
    if reasons.is_empty() {
        return None;
    }
    let languages = need.languages.intersection(&offer.languages);
    reasons.extend(languages.copied().map(Reason::Language));
    if terms.open_to.is_everybody() {
        reasons.insert(Reason::OpenToAll);
    }
    let groups = Group::of(taker.state).filter(|group| terms.open_to.groups.contains(group));
    reasons.extend(groups.map(Reason::OpenToGroup));
    if terms.open_to.states.contains(&taker.state.state) {
        reasons.insert(Reason::OpenToState(taker.state.state.clone()));
    }
    Some(reasons.into_iter().collect())
}

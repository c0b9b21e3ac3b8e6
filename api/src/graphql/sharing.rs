//! Who reads an answer: as it is set and as it stands.

use std::sync::Arc;

use async_graphql::{Enum, InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use domain::id::{OrganisationId, StateCode};
use domain::submission as rules;
use domain::submission::VisibilityCode;

use crate::graphql::call::Call;
use crate::graphql::fault::Fault;
use crate::graphql::state::{Organisation, State};

/// Who may read an answer once it is filed, from the narrowest to the widest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "Visibility", remote = "VisibilityCode")]
pub enum VisibilityName {
    /// The State itself.
    NationalTeam,
    /// Also the secretariat.
    Secretariat,
    /// Also the States and organisations named.
    Audience,
    /// Also every accredited reader of a Member State.
    MemberStates,
    /// Everybody.
    Public,
}

/// States and organisations that a State chooses as readers.
#[derive(Clone, Debug, InputObject)]
pub struct AudienceInput {
    /// States, by alpha-3 code.
    #[graphql(default)]
    states: Vec<String>,
    /// Organisations, by code: their members that are Member States at the time of reading, or their named unit.
    #[graphql(default)]
    organisations: Vec<String>,
}

/// How an answer is to be shared once it is filed.
#[derive(Clone, Debug, InputObject)]
pub struct SharingInput {
    /// Who may read it.
    visibility: VisibilityName,
    /// The readers, with visibility `AUDIENCE` only.
    audience: Option<AudienceInput>,
    /// Whether figures may count it for readers who cannot see it ("count me, do not show me"). Left out: no, below public.
    is_counted: Option<bool>,
    /// Before this instant only the State itself reads it.
    embargo_until: Option<DateTime<Utc>>,
}

impl SharingInput {
    /// To these readers, with nothing else to be said.
    pub(crate) const fn of(visibility: VisibilityName, audience: Option<AudienceInput>) -> Self {
        Self {
            visibility,
            audience,
            is_counted: None,
            embargo_until: None,
        }
    }

    /// The same, refused where it says something of being counted; `field` is where the input stands.
    pub(crate) fn uncounted(self, field: &str) -> Result<Self, Fault> {
        match self.is_counted {
            None => Ok(self),
            Some(_) => Err(Fault::invalid().at(format!("{field}.isCounted"))),
        }
    }

    /// The sharing asked for; `field` is where the input stands.
    pub(crate) fn read(self, call: &Call, field: &str) -> Result<rules::Sharing, Fault> {
        let unknown = |place: &str, code: &str| {
            Fault::invalid()
                .at(format!("{field}.audience.{place}"))
                .with("value", code.to_owned())
        };
        let visibility = match (VisibilityCode::from(self.visibility), self.audience) {
            (VisibilityCode::Audience, Some(named)) => {
                let norms = &call.world().norms;
                let mut audience = rules::Audience::default();
                for code in named.states {
                    let known = StateCode::new(code.clone())
                        .ok()
                        .filter(|known| norms.state(known).is_some());
                    audience.states.insert(known.ok_or_else(|| unknown("states", &code))?);
                }
                for code in named.organisations {
                    let known = OrganisationId::new(code.clone())
                        .ok()
                        .filter(|id| norms.organisation(id).is_some());
                    audience
                        .organisations
                        .insert(known.ok_or_else(|| unknown("organisations", &code))?);
                }
                rules::Visibility::Audience(audience)
            }
            (VisibilityCode::Audience, None) => rules::Visibility::Audience(rules::Audience::default()),
            (_, Some(_)) => return Err(Fault::invalid().at(format!("{field}.audience"))),
            (VisibilityCode::NationalTeam, None) => rules::Visibility::NationalTeam,
            (VisibilityCode::Secretariat, None) => rules::Visibility::Secretariat,
            (VisibilityCode::MemberStates, None) => rules::Visibility::MemberStates,
            (VisibilityCode::Public, None) => rules::Visibility::Public,
        };
        let unsaid = rules::Sharing::new(visibility);
        Ok(rules::Sharing {
            counted: self.is_counted.unwrap_or(unsaid.counted),
            embargo_until: self.embargo_until,
            ..unsaid
        })
    }
}

/// How an answer is shared once it is filed.
#[derive(Clone, SimpleObject)]
pub struct Sharing {
    /// Who may read it.
    visibility: VisibilityName,
    /// With visibility `AUDIENCE`: the States named, by name in the reader's language.
    audience_states: Vec<State>,
    /// With visibility `AUDIENCE`: the organisations named.
    audience_organisations: Vec<Organisation>,
    /// Whether figures may count it for readers who cannot see it.
    is_counted: bool,
    /// Before this instant only the State itself reads it.
    embargo_until: Option<DateTime<Utc>>,
}

impl Sharing {
    pub(crate) fn new(call: &Call, sharing: &rules::Sharing) -> Self {
        let none = rules::Audience::default();
        let audience = match &sharing.visibility {
            rules::Visibility::Audience(audience) => audience,
            rules::Visibility::NationalTeam
            | rules::Visibility::Secretariat
            | rules::Visibility::MemberStates
            | rules::Visibility::Public => &none,
        };
        let world = Arc::clone(call.world());
        Self {
            visibility: sharing.visibility.code().into(),
            audience_states: State::sorted(call, audience.states.iter()),
            audience_organisations: audience
                .organisations
                .iter()
                .filter_map(|id| Organisation::find(&world, id))
                .collect(),
            is_counted: sharing.counted,
            embargo_until: sharing.embargo_until,
        }
    }
}

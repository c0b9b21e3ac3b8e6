//! How an answer is shared, as five columns that stand in several tables.

use chrono::{DateTime, Utc};
use domain::id::{OrganisationId, StateCode};
use domain::submission::{Audience, Sharing, Visibility, VisibilityCode};
use sea_orm::{FromQueryResult, Value};

/// The five columns. They are all null where something has no sharing of its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash, FromQueryResult)]
pub(crate) struct SharingRow {
    pub(crate) visibility: Option<String>,
    pub(crate) audience_states: Option<Vec<String>>,
    pub(crate) audience_organisations: Option<Vec<String>>,
    pub(crate) counted: Option<bool>,
    pub(crate) embargo_until: Option<DateTime<Utc>>,
}

impl SharingRow {
    /// The sharing, if there is one; the name of the column that is none.
    pub(crate) fn read(self) -> Result<Option<Sharing>, &'static str> {
        let Some(code) = self.visibility else { return Ok(None) };
        let visibility = match VisibilityCode::from_code(&code).ok_or("visibility")? {
            VisibilityCode::NationalTeam => Visibility::NationalTeam,
            VisibilityCode::Secretariat => Visibility::Secretariat,
            VisibilityCode::Audience => {
                let states = self.audience_states.unwrap_or_default().into_iter().map(StateCode::new);
                let organisations = self
                    .audience_organisations
                    .unwrap_or_default()
                    .into_iter()
                    .map(OrganisationId::new);
                Visibility::Audience(Audience {
                    states: states.collect::<Result<_, _>>().map_err(|_| "audience_states")?,
                    organisations: organisations
                        .collect::<Result<_, _>>()
                        .map_err(|_| "audience_organisations")?,
                })
            }
            VisibilityCode::MemberStates => Visibility::MemberStates,
            VisibilityCode::Public => Visibility::Public,
        };
        let counted = self.counted.ok_or("counted")?;
        Ok(Some(Sharing {
            visibility,
            counted,
            embargo_until: self.embargo_until,
        }))
    }
}

/// The five columns of a sharing as parameters, in their order.
pub(crate) fn columns(sharing: Option<&Sharing>) -> [Value; 5] {
    let audience = sharing.and_then(|sharing| match &sharing.visibility {
        Visibility::Audience(audience) => Some(audience),
        Visibility::NationalTeam | Visibility::Secretariat | Visibility::MemberStates | Visibility::Public => None,
    });
    [
        sharing
            .map(|sharing| sharing.visibility.code().code().to_owned())
            .into(),
        audience
            .map(|audience| audience.states.iter().map(ToString::to_string).collect::<Vec<_>>())
            .into(),
        audience
            .map(|audience| {
                audience
                    .organisations
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
            })
            .into(),
        sharing.map(|sharing| sharing.counted).into(),
        sharing.and_then(|sharing| sharing.embargo_until).into(),
    ]
}

//! States, observer States and organisations.

use chrono::NaiveDate;

use crate::id::{Alpha2Code, M49Code, OrganisationId, ProvisionId, StateCode, Term};
use crate::language::Texts;

/// A Member State or observer State. Fictional States have an alpha-3 code only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// ISO 3166-1 alpha-3.
    pub code: StateCode,
    /// ISO 3166-1 alpha-2; none for fictional States.
    pub alpha2: Option<Alpha2Code>,
    /// The numeric code of M49; none for fictional States.
    pub m49: Option<M49Code>,
    /// Member or observer.
    pub status: StateStatus,
    /// Its short name.
    pub name: Texts,
    /// The M49 areas that it lies in, the widest first: region, subregion, intermediate region.
    pub areas: Vec<M49Code>,
    /// Its regional group in the General Assembly.
    pub regional_group: RegionalGroup,
    /// What is special about the group, in English.
    pub regional_group_note: Option<String>,
    /// Whether it is a least developed country; none if not certain.
    pub ldc: Option<bool>,
    /// Whether it is a landlocked developing country; none if not certain.
    pub lldc: Option<bool>,
    /// Whether it is a small island developing State; none if not certain.
    pub sids: Option<bool>,
    /// Where the names come from.
    pub name_source: String,
}

/// Whether a State is a Member of the United Nations. Observer States are shown apart and never in a regional sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StateStatus {
    /// A Member State.
    Member,
    /// A non-member observer State.
    Observer,
}

impl StateStatus {
    /// Every status.
    pub const ALL: [Self; 2] = [Self::Member, Self::Observer];

    /// The code used in files, tables and messages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Member => "member_state",
            Self::Observer => "observer_state",
        }
    }

    /// Reads [`StateStatus::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }
}

/// A regional group of the General Assembly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegionalGroup {
    /// African States.
    African,
    /// Asia-Pacific States.
    AsiaPacific,
    /// Eastern European States.
    EasternEuropean,
    /// Latin American and Caribbean States.
    Grulac,
    /// Western European and other States.
    Weog,
    /// In no group.
    None,
    /// Observer States are in no group.
    Observer,
}

impl RegionalGroup {
    /// Every group, in the order of the vocabulary.
    pub const ALL: [Self; 7] = [
        Self::African,
        Self::AsiaPacific,
        Self::EasternEuropean,
        Self::Grulac,
        Self::Weog,
        Self::None,
        Self::Observer,
    ];

    /// The code used in files, tables and messages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::African => "african",
            Self::AsiaPacific => "asia_pacific",
            Self::EasternEuropean => "eastern_european",
            Self::Grulac => "grulac",
            Self::Weog => "weog",
            Self::None => "none",
            Self::Observer => "observer",
        }
    }

    /// Reads [`RegionalGroup::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.code() == code)
    }
}

/// An international or regional organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its abbreviation in English.
    pub abbreviation: String,
    /// Its name.
    pub name: Texts,
    /// What its members are called (`member_states`, `participating_states`).
    pub membership_kind: Term,
    /// Its members among the States here.
    pub members: Vec<Membership>,
    /// The day on which memberships without dates were known to hold.
    pub as_of: NaiveDate,
    /// States whose membership or participation has changed or needs checking.
    pub to_verify: Vec<StateCode>,
    /// A note, in English.
    pub note: Option<String>,
    /// Provisions that name it.
    pub mentioned_in: Vec<ProvisionId>,
}

/// The membership of a State in an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The State.
    pub state: StateCode,
    /// Its first day, where it is recorded; else it holds since before any round.
    pub from: Option<NaiveDate>,
    /// The day on which it ended; none while it lasts.
    pub until: Option<NaiveDate>,
}

impl Membership {
    /// Whether the State is a member on `day`: from its first day until the day before it ended.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

impl Organisation {
    /// The States that are members on `day`, in the order of the list.
    pub fn members_on(&self, day: NaiveDate) -> impl Iterator<Item = &StateCode> {
        self.members
            .iter()
            .filter(move |membership| membership.holds_on(day))
            .map(|membership| &membership.state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_membership_holds_from_its_first_day_until_the_day_before_its_end() {
        let day = |d| NaiveDate::from_ymd_opt(2025, 1, d).unwrap();
        let membership = Membership {
            state: StateCode::new("QMA").unwrap(),
            from: Some(day(10)),
            until: Some(day(20)),
        };
        let held: Vec<bool> = [9, 10, 19, 20].map(|d| membership.holds_on(day(d))).into();
        assert_eq!(held, [false, true, true, false]);
        let open = Membership {
            from: None,
            until: None,
            ..membership
        };
        assert!(open.holds_on(day(1)));
    }
}

//! Who may read an answer once it is filed.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::id::{OrganisationId, StateCode};
use crate::questionnaire::Ceiling;

/// States and organisations that a State chose as readers. An organisation means its members that are Member States
/// of the United Nations at the time of reading, or its named unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// The States named.
    pub states: BTreeSet<StateCode>,
    /// The organisations named.
    pub organisations: BTreeSet<OrganisationId>,
}

impl Audience {
    /// Whether it names nobody.
    pub fn is_empty(&self) -> bool {
        self.states.is_empty() && self.organisations.is_empty()
    }
}

/// Who may read an answer, from the narrowest to the widest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// The State itself.
    NationalTeam,
    /// Also the secretariat.
    Secretariat,
    /// Also the States and organisations named.
    Audience(Audience),
    /// Also every accredited reader of a Member State.
    MemberStates,
    /// Everybody.
    Public,
}

/// A visibility without the names of an audience; wider is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is described at `Visibility`")]
pub enum VisibilityCode {
    NationalTeam,
    Secretariat,
    Audience,
    MemberStates,
    Public,
}

impl VisibilityCode {
    /// Every visibility, the narrowest first.
    pub const ALL: [Self; 5] = [
        Self::NationalTeam,
        Self::Secretariat,
        Self::Audience,
        Self::MemberStates,
        Self::Public,
    ];

    /// The code used in tables and messages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NationalTeam => "national_team",
            Self::Secretariat => "secretariat",
            Self::Audience => "audience",
            Self::MemberStates => "member_states",
            Self::Public => "public",
        }
    }

    /// Reads [`VisibilityCode::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|visibility| visibility.code() == code)
    }
}

impl Visibility {
    /// The visibility without the names of an audience.
    pub const fn code(&self) -> VisibilityCode {
        match self {
            Self::NationalTeam => VisibilityCode::NationalTeam,
            Self::Secretariat => VisibilityCode::Secretariat,
            Self::Audience(_) => VisibilityCode::Audience,
            Self::MemberStates => VisibilityCode::MemberStates,
            Self::Public => VisibilityCode::Public,
        }
    }

    /// This visibility, or the ceiling where it is wider than the question permits.
    #[must_use]
    pub fn under(self, ceiling: Option<Ceiling>) -> Self {
        match ceiling {
            Some(ceiling) if self.is_above(ceiling) => match ceiling {
                Ceiling::NationalTeam => Self::NationalTeam,
                Ceiling::Secretariat => Self::Secretariat,
                Ceiling::MemberStates => Self::MemberStates,
            },
            Some(_) | None => self,
        }
    }

    /// Whether everybody who reads what is shared as `other` also reads what is shared as this.
    pub fn includes(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Audience(these), Self::Audience(others)) => {
                others.states.is_subset(&these.states) && others.organisations.is_subset(&these.organisations)
            }
            _ => self.code() >= other.code(),
        }
    }

    /// Whether this is wider than the ceiling.
    pub fn is_above(&self, ceiling: Ceiling) -> bool {
        self.code()
            > match ceiling {
                Ceiling::NationalTeam => VisibilityCode::NationalTeam,
                Ceiling::Secretariat => VisibilityCode::Secretariat,
                Ceiling::MemberStates => VisibilityCode::MemberStates,
            }
    }
}

/// How an answer is shared once it is filed: who may read it, whether it counts where it is not shown, and since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sharing {
    /// Who may read it.
    pub visibility: Visibility,
    /// Whether figures may count it for readers who cannot see it ("count me, do not show me").
    pub counted: bool,
    /// Before this instant only the State itself reads it, whatever the visibility.
    pub embargo_until: Option<DateTime<Utc>>,
}

impl Sharing {
    /// Shared so from the moment of filing; counted where hidden only if it is hidden from nobody.
    pub fn new(visibility: Visibility) -> Self {
        Self {
            counted: visibility.code() == VisibilityCode::Public,
            visibility,
            embargo_until: None,
        }
    }

    /// This sharing, or what the ceiling leaves of it. Consent to be counted was given for the wider visibility, so it
    /// does not survive the narrowing.
    #[must_use]
    pub fn under(self, ceiling: Option<Ceiling>) -> Self {
        let asked = self.visibility.code();
        let visibility = self.visibility.under(ceiling);
        Self {
            counted: self.counted && visibility.code() == asked,
            visibility,
            embargo_until: self.embargo_until,
        }
    }

    /// What holds for an answer: its own sharing, else the submission's, never above the ceiling.
    pub fn effective(default: &Self, own: Option<&Self>, ceiling: Option<Ceiling>) -> Self {
        own.unwrap_or(default).clone().under(ceiling)
    }

    /// Whether every Member State, or everybody, may read it at `now`.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.visibility.code() >= VisibilityCode::MemberStates && !self.is_embargoed(now)
    }

    /// Whether the embargo has not ended at `now`; it ends at its instant.
    pub fn is_embargoed(&self, now: DateTime<Utc>) -> bool {
        self.embargo_until.is_some_and(|until| now < until)
    }
}

/// What decides a reader's reach: the sum of the memberships that are valid at reading time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reader {
    /// States whose own people the reader belongs to, in a role that reads every section. Who is given sections reads of
    /// what was filed what those sections hold, and for the rest what their State shares with others.
    pub own: BTreeSet<StateCode>,
    /// Member States the reader stands for as own people or as an accredited reader.
    pub accredited: BTreeSet<StateCode>,
    /// Organisations whose named unit the reader belongs to, and those that a State above is a member of today.
    pub organisations: BTreeSet<OrganisationId>,
    /// Whether the reader is a secretariat officer.
    pub secretariat: bool,
}

impl Reader {
    /// Whether the reader may read an answer of `state` at `now`. The own State always may.
    pub fn may_read(&self, state: &StateCode, sharing: &Sharing, now: DateTime<Utc>) -> bool {
        self.own.contains(state) || self.reads(sharing, now)
    }

    /// Whether the reader may read what a State other than the own shares so, at `now`.
    pub fn reads(&self, sharing: &Sharing, now: DateTime<Utc>) -> bool {
        !sharing.is_embargoed(now) && self.is_among(&sharing.visibility)
    }

    /// Whether a visibility names the reader, the own State aside.
    pub fn is_among(&self, visibility: &Visibility) -> bool {
        match visibility {
            Visibility::NationalTeam => false,
            Visibility::Secretariat => self.secretariat,
            Visibility::Audience(audience) => {
                self.secretariat
                    || !self.accredited.is_disjoint(&audience.states)
                    || !self.organisations.is_disjoint(&audience.organisations)
            }
            Visibility::MemberStates => self.secretariat || !self.accredited.is_empty(),
            Visibility::Public => true,
        }
    }
}

//! Groups frozen with the round, which of them are published, and figures by group as one flat field.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{M49Code, OrganisationId};
use crate::norm::{RegionalGroup, StateStatus};
use crate::questionnaire::QuestionIndex;
use crate::report::{Frame, Part, Selection, Viewer};
use crate::submission::{Invited, Position};

/// A group that States belonged to when the round opened.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// A regional group of the General Assembly.
    Regional(RegionalGroup),
    /// An area of M49: region, subregion or intermediate region.
    Area(M49Code),
    /// The least developed countries.
    LeastDeveloped,
    /// The landlocked developing countries.
    LandlockedDeveloping,
    /// The small island developing States.
    SmallIslandDeveloping,
    /// The members of an organisation.
    Organisation(OrganisationId),
}

/// The family of a group: what a reader subtracts within.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Family {
    Regional,
    Area,
    LeastDeveloped,
    LandlockedDeveloping,
    SmallIslandDeveloping,
    Organisation,
}

impl Group {
    /// The fewest invited States of a published group.
    pub const FEWEST: usize = 5;

    /// The groups of a State at the opening of the round. Whoever is in no regional group is not a group.
    pub fn of(invited: &Invited) -> impl Iterator<Item = Self> {
        let regional = match invited.regional_group {
            RegionalGroup::African
            | RegionalGroup::AsiaPacific
            | RegionalGroup::EasternEuropean
            | RegionalGroup::Grulac
            | RegionalGroup::Weog => Some(Self::Regional(invited.regional_group)),
            RegionalGroup::None | RegionalGroup::Observer => None,
        };
        let named = [
            regional,
            invited.ldc.then_some(Self::LeastDeveloped),
            invited.lldc.then_some(Self::LandlockedDeveloping),
            invited.sids.then_some(Self::SmallIslandDeveloping),
        ];
        let areas = invited.areas.iter().cloned().map(Self::Area);
        let organisations = invited.organisations.iter().cloned().map(Self::Organisation);
        named.into_iter().flatten().chain(areas).chain(organisations)
    }

    /// The code used in tables and messages: `regional:african`, `m49:002`, `ldc`, `organisation:au`.
    pub fn code(&self) -> String {
        match self {
            Self::Regional(group) => format!("regional:{}", group.code()),
            Self::Area(area) => format!("m49:{area}"),
            Self::LeastDeveloped => "ldc".to_owned(),
            Self::LandlockedDeveloping => "lldc".to_owned(),
            Self::SmallIslandDeveloping => "sids".to_owned(),
            Self::Organisation(organisation) => format!("organisation:{organisation}"),
        }
    }

    /// Reads [`Group::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once(':') {
            Some(("regional", group)) => match RegionalGroup::from_code(group)? {
                RegionalGroup::None | RegionalGroup::Observer => None,
                group => Some(Self::Regional(group)),
            },
            Some(("m49", area)) => M49Code::new(area).ok().map(Self::Area),
            Some(("organisation", id)) => OrganisationId::new(id).ok().map(Self::Organisation),
            Some(_) => None,
            None => [
                Self::LeastDeveloped,
                Self::LandlockedDeveloping,
                Self::SmallIslandDeveloping,
            ]
            .into_iter()
            .find(|group| group.code() == code),
        }
    }

    const fn family(&self) -> Family {
        match self {
            Self::Regional(_) => Family::Regional,
            Self::Area(_) => Family::Area,
            Self::LeastDeveloped => Family::LeastDeveloped,
            Self::LandlockedDeveloping => Family::LandlockedDeveloping,
            Self::SmallIslandDeveloping => Family::SmallIslandDeveloping,
            Self::Organisation(_) => Family::Organisation,
        }
    }
}

type Members = BTreeSet<usize>;

/// The groups of a round's invited Member States, frozen with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groups {
    all: BTreeMap<Group, Members>,
    published: BTreeSet<Group>,
}

impl Groups {
    pub(super) fn of(invited: &[Invited]) -> Self {
        let mut all: BTreeMap<Group, Members> = BTreeMap::new();
        for place in members_of(invited, StateStatus::Member) {
            for group in Group::of(&invited[place]) {
                all.entry(group).or_default().insert(place);
            }
        }
        let few = |states: usize| (1..Group::FEWEST).contains(&states);
        let mut published = all.clone();
        published.retain(|_, members| members.len() >= Group::FEWEST);
        let world: Members = members_of(invited, StateStatus::Member).collect();
        while let Some(group) = left_alone(&published, &world, few) {
            published.remove(&group);
        }
        Self {
            all,
            published: published.into_keys().collect(),
        }
    }

    /// The groups whose figures are public: of five invited Member States or more, and such that no fewer than five are left
    /// when published groups are taken away from the world, or from a published group that holds them. Where fewer would be,
    /// the smallest of the groups taken away is not published either.
    pub const fn published(&self) -> &BTreeSet<Group> {
        &self.published
    }

    /// The places of a group's States in the list of those invited; none for a group that nobody belongs to.
    pub fn members(&self, group: &Group) -> impl Iterator<Item = usize> {
        self.all.get(group).into_iter().flatten().copied()
    }

    /// The groups that a viewer has figures of, in order. The secretariat, which knows who filed, has them all.
    pub fn open_to(&self, viewer: &Viewer) -> impl Iterator<Item = &Group> {
        let all = viewer.reader.secretariat;
        self.all
            .keys()
            .filter(move |group| all || self.published.contains(*group))
    }
}

/// A group to suppress, if taking groups away leaves too few of something.
fn left_alone(published: &BTreeMap<Group, Members>, world: &Members, few: impl Fn(usize) -> bool) -> Option<Group> {
    let wholes = published.values().chain([world]);
    for whole in wholes {
        let inside = || {
            published
                .iter()
                .filter(|(_, part)| part.len() < whole.len() && part.is_subset(whole))
        };
        if let Some((group, _)) = inside().find(|(_, part)| few(whole.len() - part.len())) {
            return Some(group.clone());
        }
        let families: BTreeSet<Family> = inside().map(|(group, _)| group.family()).collect();
        for family in families {
            let parts: Vec<_> = inside().filter(|(group, _)| group.family() == family).collect();
            let widest = parts.iter().filter(|(_, part)| {
                !parts
                    .iter()
                    .any(|(_, other)| other.len() > part.len() && part.is_subset(other))
            });
            let widest: Vec<_> = widest.collect();
            let covered: Members = widest.iter().flat_map(|(_, part)| part.iter().copied()).collect();
            let apart = widest.iter().map(|(_, part)| part.len()).sum::<usize>() == covered.len();
            if apart && few(whole.len() - covered.len()) {
                let smallest = widest.iter().min_by_key(|(_, part)| part.len());
                return smallest.map(|(group, _)| (*group).clone());
            }
        }
    }
    None
}

fn members_of(invited: &[Invited], status: StateStatus) -> impl Iterator<Item = usize> {
    let invited = invited.iter().enumerate();
    invited
        .filter(move |(_, invited)| invited.status == status)
        .map(|(place, _)| place)
}

/// The States that a figure is about, once it is settled that the viewer may have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Population {
    places: Vec<usize>,
    world: bool,
}

impl Population {
    /// The States of a selection. Nothing where it is not published to the viewer: groups and observer States fewer than
    /// five, and what would leave fewer than five by subtraction. The secretariat, which knows who filed, reads every one.
    pub fn of(frame: &Frame, viewer: &Viewer, selection: &Selection) -> Option<Self> {
        let places: Vec<usize> = match selection {
            Selection::World => members_of(frame.invited(), StateStatus::Member).collect(),
            Selection::Observers => {
                let places: Vec<usize> = members_of(frame.invited(), StateStatus::Observer).collect();
                (viewer.reader.secretariat || places.len() >= Group::FEWEST).then_some(places)?
            }
            Selection::Group(group) => {
                let groups = frame.groups();
                let open = groups.open_to(viewer).find(|open| *open == group)?;
                groups.all[open].iter().copied().collect()
            }
        };
        Some(Self {
            places,
            world: *selection == Selection::World,
        })
    }

    /// Their places in the list of those invited, in order.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        self.places.iter().copied()
    }

    /// How many they are: the denominator.
    pub fn len(&self) -> u32 {
        u32::try_from(self.places.len()).expect("no more States are invited than `Frame::MOST_STATES`")
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Whether releases enter: into the world total only.
    pub const fn takes_releases(&self) -> bool {
        self.world
    }
}

/// Figures of every published group, as one flat field. Of what is counted and not shown, only an analyst's hold anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByGroup {
    /// The register position as of which States are counted.
    pub as_of: Position,
    /// The groups in order.
    pub groups: Vec<Group>,
    /// The denominator of each.
    pub invited: Vec<u32>,
    /// The questions in order.
    pub questions: Vec<QuestionIndex>,
    /// The parts, in the order of the numbers.
    pub parts: [Part; 10],
    /// Group by group, question by question, part by part.
    pub values: Vec<u32>,
}

impl ByGroup {
    /// The same for some questions only, in the order that they stand in here.
    #[must_use]
    pub fn of(&self, wanted: impl Fn(QuestionIndex) -> bool) -> Self {
        let places: Vec<usize> = (0..self.questions.len())
            .filter(|place| wanted(self.questions[*place]))
            .collect();
        let numbers = |group: usize| places.iter().flat_map(move |place| self.numbers(group, *place));
        Self {
            as_of: self.as_of,
            groups: self.groups.clone(),
            invited: self.invited.clone(),
            questions: places.iter().map(|place| self.questions[*place]).collect(),
            parts: self.parts,
            values: (0..self.groups.len()).flat_map(numbers).copied().collect(),
        }
    }

    /// The numbers of one group at one question, in the order of the parts.
    pub fn numbers(&self, group: usize, question: usize) -> &[u32] {
        let start = (group * self.questions.len() + question) * self.parts.len();
        &self.values[start..start + self.parts.len()]
    }
}

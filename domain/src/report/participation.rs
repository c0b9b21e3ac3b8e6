//! Participation: of how many invited States a filing stands, in the whole, by group, and of observer States apart.

use crate::report::{Facts, Group, Population, Selection, Viewer};
use crate::submission::Position;

/// How many of how many filed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turnout {
    /// The denominator: the States invited.
    pub invited: u32,
    /// Of how many of them a filing stands.
    pub filed: u32,
}

/// The turnout of one round. Whether a State files is told by no figure of fewer than five.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participation {
    /// The register position as of which States are counted.
    pub as_of: Position,
    /// All invited Member States.
    pub members: Turnout,
    /// The invited observer States, which stand apart; none where they are too few to be published to the viewer.
    pub observers: Option<Turnout>,
    /// The groups that the viewer has figures of, in order. They overlap and are not added up.
    pub groups: Vec<(Group, Turnout)>,
}

/// The turnout of a round as of a position, for one viewer.
pub fn participation(facts: &Facts, as_of: Position, viewer: &Viewer) -> Participation {
    let standing = facts.standing_at(as_of);
    let turnout = |selection: &Selection| {
        let population = Population::of(facts.frame(), viewer, selection)?;
        let filed = population.places().filter(|place| standing[*place].is_some());
        Some(Turnout {
            invited: population.len(),
            filed: filed.map(|_| 1).sum(),
        })
    };
    let groups = facts.frame().groups().open_to(viewer);
    Participation {
        as_of,
        members: turnout(&Selection::World).unwrap_or_default(),
        observers: turnout(&Selection::Observers).filter(|observers| observers.invited > 0),
        groups: groups
            .filter_map(|group| Some((group.clone(), turnout(&Selection::Group(group.clone()))?)))
            .collect(),
    }
}

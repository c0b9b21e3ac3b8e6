//! The partition of the invited States, question by question: the reference fold.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::id::StateCode;
use crate::norm::StateStatus;
use crate::questionnaire::{QuestionIndex, StandingCode};
use crate::report::sight::Sight;
use crate::report::{Facts, Group, OptionSet, Population, Release, ReleaseMark, Viewer};
use crate::submission::Position;

/// A part of the partition: where an invited State stands at one question, as far as the reader may know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// No filing stands: never filed, or withdrawn.
    NotFiled,
    /// A condition did not hold.
    NotAsked,
    /// Asked and not answered.
    Silent,
    /// The answer is that there is nothing.
    None,
    /// The question does not apply.
    NotApplicable,
    /// Something exists and is not disclosed.
    ExistsNotDisclosed,
    /// The State prefers not to say.
    Declined,
    /// A value that the reader may see. Options that overlap are counted one by one beside it.
    AnsweredShown,
    /// Counted where it is not shown, whatever its standing; as of the release.
    CountedNotShown,
    /// Hidden and not counted (or not yet), whatever its standing; also where to say that nothing was asked or answered
    /// would tell a hidden answer.
    Withheld,
}

impl Part {
    /// Every part, in the order of the partition.
    pub const ALL: [Self; 10] = [
        Self::NotFiled,
        Self::NotAsked,
        Self::Silent,
        Self::None,
        Self::NotApplicable,
        Self::ExistsNotDisclosed,
        Self::Declined,
        Self::AnsweredShown,
        Self::CountedNotShown,
        Self::Withheld,
    ];

    /// The code used in tables and messages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotFiled => "not_filed",
            Self::NotAsked => "not_asked",
            Self::Silent => "silent",
            Self::None => "none",
            Self::NotApplicable => "not_applicable",
            Self::ExistsNotDisclosed => "exists_not_disclosed",
            Self::Declined => "declined",
            Self::AnsweredShown => "answered_shown",
            Self::CountedNotShown => "counted_not_shown",
            Self::Withheld => "withheld",
        }
    }

    pub(super) const fn shown(standing: StandingCode) -> Self {
        match standing {
            StandingCode::Answered => Self::AnsweredShown,
            StandingCode::None => Self::None,
            StandingCode::NotApplicable => Self::NotApplicable,
            StandingCode::ExistsNotDisclosed => Self::ExistsNotDisclosed,
            StandingCode::Declined => Self::Declined,
        }
    }
}

/// How many States stand in each part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts([u32; 10]);

impl Parts {
    /// The States in one part.
    pub const fn get(&self, part: Part) -> u32 {
        self.0[part as usize]
    }

    /// The States in all parts: those invited.
    pub fn sum(&self) -> u32 {
        self.0.iter().sum()
    }

    /// The numbers in the order of [`Part::ALL`].
    pub const fn numbers(&self) -> &[u32; 10] {
        &self.0
    }

    pub(super) const fn add(&mut self, part: Part, states: u32) {
        self.0[part as usize] += states;
    }

    pub(super) const fn take(&mut self, part: Part, states: u32) {
        self.0[part as usize] -= states;
    }

    /// Sets apart, among those withheld, the number that the release counts. The release is older than the rest of the
    /// row: where so many are no longer hidden, there are no more than are.
    pub(super) fn set_counted(&mut self, released: u32) {
        let counted = released.min(self.get(Part::Withheld));
        self.take(Part::Withheld, counted);
        self.add(Part::CountedNotShown, counted);
    }
}

/// What answers say, summed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Distribution {
    /// States by standing, in the order of [`StandingCode::ALL`].
    pub standings: [u32; 5],
    /// States by option, in the order of the list. Of a multiple choice they overlap.
    pub options: Vec<u32>,
}

impl Distribution {
    /// Nothing yet, of a question with so many options.
    pub fn empty(options: usize) -> Self {
        Self {
            standings: [0; 5],
            options: vec![0; options],
        }
    }

    pub(super) fn add(&mut self, standing: StandingCode, options: OptionSet, states: u32) {
        self.standings[standing as usize] += states;
        for place in options.iter() {
            self.options[place] += states;
        }
    }

    pub(super) fn take(&mut self, standing: StandingCode, options: OptionSet) {
        self.standings[standing as usize] -= 1;
        for place in options.iter() {
            self.options[place] -= 1;
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.standings.iter_mut().zip(other.standings) {
            *mine += theirs;
        }
        for (mine, theirs) in self.options.iter_mut().zip(&other.options) {
            *mine += theirs;
        }
    }
}

/// What is counted and not shown to this reader: as of the release, or for an analyst as of the row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// How many States are counted.
    pub states: u32,
    /// How many of them the distribution describes.
    pub described: u32,
    /// What they said; none where it may not be told.
    pub distribution: Option<Distribution>,
}

/// One question's figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The question.
    pub question: QuestionIndex,
    /// The partition; it sums to [`Coverage::invited`].
    pub parts: Parts,
    /// Of the answers shown, how many States chose each option, in the order of the list.
    pub options: Vec<u32>,
    /// What is counted and not shown; none in groups and before the first release.
    pub hidden: Option<Hidden>,
}

/// Whose figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// All invited Member States.
    World,
    /// The invited Member States of one frozen group.
    Group(Group),
    /// The invited observer States, shown apart.
    Observers,
}

/// Figures with their denominator and as-of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The register position as of which States are counted. Rights are those of the reading.
    pub as_of: Position,
    /// The denominator: the States invited, of the selection.
    pub invited: u32,
    /// The release that what is counted and not shown comes from. It is older than the rest.
    pub release: Option<ReleaseMark>,
    /// One row for every question that is not bound, in order.
    pub rows: Vec<Row>,
}

/// The figures of a round as of a position, for one viewer at one instant. Nothing where the group is too small to be
/// published to them.
pub fn coverage(
    facts: &Facts,
    as_of: Position,
    viewer: &Viewer,
    now: DateTime<Utc>,
    releases: &[Release],
    selection: &Selection,
) -> Option<Coverage> {
    let population = Population::of(facts.frame(), viewer, selection)?;
    let standing = facts.standing_at(as_of);
    let release = Release::as_of(releases, as_of).filter(|_| population.takes_releases());
    let rows = facts.frame().questions().map(|question| {
        let options = facts.frame().items()[question.get()].options;
        let (mut parts, mut shown) = (Parts::default(), Distribution::empty(options));
        let (mut counted, mut described) = (0, Distribution::empty(options));
        for place in population.places() {
            let state = &facts.frame().invited()[place].state;
            let contents = standing[place];
            match viewer.sight(facts, state, contents, question, now) {
                Sight::NotFiled => parts.add(Part::NotFiled, 1),
                Sight::NotAsked => parts.add(Part::NotAsked, 1),
                Sight::Silent => parts.add(Part::Silent, 1),
                Sight::Shown(standing, options) => {
                    parts.add(Part::shown(standing), 1);
                    shown.add(standing, options, 1);
                }
                Sight::Counted(standing, options) => {
                    parts.add(Part::CountedNotShown, 1);
                    counted += 1;
                    described.add(standing, options, 1);
                }
                Sight::Withheld => parts.add(Part::Withheld, 1),
            }
        }
        let hidden = if viewer.aggregates {
            Some(Hidden {
                states: counted,
                described: counted,
                distribution: Some(described),
            })
        } else {
            release.map(|release| release.hidden(facts.frame(), question, viewer))
        };
        if let Some(hidden) = hidden.as_ref().filter(|_| !viewer.aggregates) {
            parts.set_counted(hidden.states);
        }
        Row {
            question,
            parts,
            options: shown.options,
            hidden,
        }
    });
    Some(Coverage {
        as_of,
        invited: population.len(),
        release: release.filter(|_| !viewer.aggregates).map(Release::mark),
        rows: rows.collect(),
    })
}

/// How many States of the selection answered any of the questions with a value, by the viewer's sight; for an analyst
/// also those counted and not shown. Each State once. Nothing where the group is too small to be published to them.
pub fn answering(
    facts: &Facts,
    as_of: Position,
    viewer: &Viewer,
    now: DateTime<Utc>,
    questions: &[QuestionIndex],
    selection: &Selection,
) -> Option<u32> {
    let population = Population::of(facts.frame(), viewer, selection)?;
    let standing = facts.standing_at(as_of);
    let answers = |place: &usize| {
        let contents = standing[*place];
        questions.iter().any(|question| {
            match viewer.sight(facts, &facts.frame().invited()[*place].state, contents, *question, now) {
                Sight::Shown(standing, _) | Sight::Counted(standing, _) => standing == StandingCode::Answered,
                Sight::NotFiled | Sight::NotAsked | Sight::Silent | Sight::Withheld => false,
            }
        })
    };
    Some(population.places().filter(answers).map(|_| 1).sum())
}

/// What States of the reader's choosing show at one question. Only answers that the reader may see enter, and nothing says
/// which of the others filed: a chosen set may be a single State. Observer States chosen are left out.
pub fn shown(
    facts: &Facts,
    as_of: Position,
    viewer: &Viewer,
    now: DateTime<Utc>,
    question: QuestionIndex,
    chosen: &BTreeSet<StateCode>,
) -> Distribution {
    let standing = facts.standing_at(as_of);
    let mut shown = Distribution::empty(facts.frame().items()[question.get()].options);
    for (invited, contents) in facts.frame().invited().iter().zip(standing) {
        if invited.status == StateStatus::Observer || !chosen.contains(&invited.state) {
            continue;
        }
        match viewer.sight(facts, &invited.state, contents, question, now) {
            Sight::Shown(standing, options) => shown.add(standing, options, 1),
            Sight::NotFiled | Sight::NotAsked | Sight::Silent | Sight::Counted(..) | Sight::Withheld => {}
        }
    }
    shown
}
